"""The names of the months, in full and short, as forty-five languages write them.

The table is made of the wide and abbreviated names of the Unicode CLDR (cldr-dates-full, gregorian
calendar), in both their forms (format and stand-alone), and of cases and spellings that pages have
besides.
"""

from __future__ import annotations

_NAMES: dict[int, str] = {
    1: (
        "djan djanuari ean eanáir ene enero gen gener gennaio ian ianuarie ion ionawr jaan jaanuar jan janar "
        "janeiro januar januari januarie january január januára janv janvier janvāris janúar jänner led leden "
        "ledna lednu oca ocak saus sausio sausis sij siječanj siječnja siječnjem siječnju sty styczen styczeń "
        "stycznia styczniu tammi tammik tammikuu tammikuussa tammikuuta urt urtarrila xan xaneiro yan yanvar ιαν "
        "ιανουάριος ιανουαρίου січ січень січня янв январь января яну януари јан јануар јануари հնվ հունվար "
        "հունվարի בינואר ינו ינואר לינואר جنوری يناير ژانویه ژانویهٔ जनवरी জানু জানুয়ারী জানুয়ারি ஜனவரி జనవరి ജനു "
        "ജനുവരി มกรา มกราคม เดือนมกราคม იან იანვარი "
        "جانفي"
    ),
    2: (
        "chw chwef chwefror feabh feabhra feb febbraio feber febr febreiro febrer febrero februar februari "
        "februarie february február februára februāris febrúar fev fevereiro fevral fév févr février helmi helmik "
        "helmikuu helmikuussa helmikuuta lut lutego luty lutym ots otsaila peb pebruari shk shkurt vas vasario "
        "vasaris veebr veebruar velj veljača veljače veljači veljačom úno únor února únoru únr şub şubat φεβ "
        "φεβρουάριος φεβρουαρίου лют лютий лютого феб фебруар фев февр февраль февраля февруари փետրվար փետրվարի "
        "փտվ בפברואר לפברואר פבר פברואר فبراير فبروری فروری فوریه فوریهٔ फ़रवरी ফেব ফেব্রুয়ারী ফেব্রুয়ারি பிப் "
        "பிப்ரவரி ఫిబ్ర ఫిబ్రవరి ഫെബ്രു ഫെബ്രുവരി กุมภา กุมภาพันธ์ เดือนกุมภาพันธ์ თებ თებერვალი "
        "شباط فيفري يبراير फरवरी"
    ),
    3: (
        "bře březen března březnu iii kov kovas kovo maalis maalisk maaliskuu maaliskuussa maaliskuuta maart mac "
        "machi mar marca march marcu marec maret mars mart martie marts martxoa marzec marzo març março maw mawrth "
        "mrt mrz már márc március márta mär märts märz ožu ožujak ožujka ožujkom ožujku μάρ μάρτιος μαρ μαρτίου "
        "бер берез березень березня мар март марта մարտ մարտի մրտ במארס במרס במרץ למארס למרס למרץ מארס מרס מרץ "
        "مارس مارچ मार्च মার্চ மார் மார்ச் మార్చి മാർ മാർച്ച് มีค มีนา มีนาคม เดือนมีนาคม მარ მარტი "
        "آذار"
    ),
    4: (
        "abr abril aib aibreán api apirila apr aprel april aprile aprili aprilie aprill apríl apríla aprīlis avr "
        "avril bal balandis balandžio dub duben dubna dubnu ebr ebrill huhti huhtik huhtikuu huhtikuussa "
        "huhtikuuta kwi kwie kwiecien kwiecień kwietnia kwietniu nis nisan pri prill tra travanj travnja travnjem "
        "travnju ápr április απρ απρίλιος απριλίου апр апрель апреля април кві квіт квітень квітня ապր ապրիլ "
        "ապրիլի אפר אפריל באפריל לאפריל آوریل أبريل اپریل अप्रैल এপ্রি এপ্রিল ஏப் ஏப்ரல் ఏప్రి ఏప్రిల్ ഏപ്രി "
        "ഏപ്രിൽ เดือนเมษายน เมย เมษา เมษายน აპრ აპრილი "
        "نيسان أفريل"
    ),
    5: (
        "beal bealtaine geg gegužė gegužės kvě květen května květnu mag maggio mai maiatza maig maijs maio maj "
        "maja maju may mayo mayıs maí mei máj mája május svi svibanj svibnja svibnjem svibnju touko toukok "
        "toukokuu toukokuussa toukokuuta μάι μάιος μαΐ μαΐου май мая мај тра трав травень травня մայիս մայիսի մյս "
        "במאי למאי מאי مئی مايو مهٔ മേയ് พฤษภา พฤษภาคม เดือนพฤษภาคม მაი მაისი "
        "أيار ماي मई মে மே మే"
    ),
    6: (
        "birž birželio birželis cze czerwca czerwcu czerwiec djuni eka ekaina giu giugno haz haziran iun iunie iyn "
        "iyun i̇yun juin jun june junho juni junie junij junio juny juuni jún júna június júní jūn jūnijs kesä "
        "kesäk kesäkuu kesäkuussa kesäkuuta lipanj lipnja lipnjem lipnju meh mehefin meith meitheamh qer qershor "
        "xuño čer červen června červnu čvn ιουν ιουνίου ιούν ιούνιος июн июнь июня чер черв червень червня юни јун "
        "јуни հնս հունիս հունիսի ביוני יונ יוני ליוני جون يونية يونيه يونيو ژوئن जून জুন ஜூன் జూన్ ജൂൺ มิถุนา "
        "มิถุนายน มิย เดือนมิถุนายน ივნ ივნისი "
        "حزيران جوان"
    ),
    7: (
        "djuli gor gorff gorffennaf heinä heinäk heinäkuu heinäkuussa heinäkuuta iul iulie iyl iyul iúil i̇yul "
        "juil juillet jul julai julho juli julie julij julio juliol july juuli júl júla július júlí jūl jūlijs kor "
        "korr korrik liep liepa liepos lipca lipcu lipiec lug luglio srpanj srpnja srpnjem srpnju tem temmuz uzt "
        "uztaila vii xul xullo července červenci červenec črc črv čvc ιουλ ιουλίου ιούλ ιούλιος июл июль июля лип "
        "липень липня юли јул јули հլս հուլիս հուլիսի ביולי יול יולי ליולי جولائی جولای يولية يوليه يوليو ژوئیه "
        "ژوئیهٔ जुलाई জুল জুলাই ஜூலை జులై ജൂലൈ กรกฎา กรกฎาคม เดือนกรกฏาคม ივლ ივლისი "
        "تموز جويلية يوليوز"
    ),
    8: (
        "abu abuztua ago agost agosti agosto agt agu agustus aoû août aug august augusta augusti augusts augustus "
        "augusztus avg avgust avq avqust awst ağu ağustos elo elok elokuu elokuussa elokuuta gsh gush gusht kol "
        "kolovoz kolovoza kolovozom kolovozu lún lúnasa ogo ogos rugp rugpjūtis rugpjūčio sie sierpien sierpień "
        "sierpnia sierpniu srpen srpna srpnu viii ágú ágúst αυγ αυγούστου αύγ αύγουστος авг август августа сер "
        "серп серпень серпня օգոստոս օգոստոսի օգս אוג אוגוסט באוגוסט לאוגוסט آگست أغسطس اوت اگست अगस्त আগস্ট "
        "ஆகஸ்ட் ఆగస్టు ഓഗസ്റ്റ് สิงหา สิงหาคม เดือนสิงหาคม აგვ აგვისტო "
        "آب أوت غشت"
    ),
    9: (
        "eyl eylül ira iraila medi mfómh rugs rugsėjis rugsėjo ruj rujan rujna rujnom rujnu sen sentyabr sep sept "
        "septemba septembar september septembra septembre septembrie septembris septembro septiembre set setembre "
        "setembro setiembre settembre sht shtator syys syysk syyskuu syyskuussa syyskuuta szept szeptember wrz "
        "wrzesien wrzesień wrzesnia wrzesniu września wrześniu zář září σεπ σεπτέμβριος σεπτεμβρίου вер верес "
        "вересень вересня сен сент сентябрь сентября сеп септ септембар септември септм սեպ սեպտեմբեր սեպտեմբերի "
        "בספטמבר לספטמבר ספט ספטמבר سبتمبر ستمبر سپتامبر سپتمبر सितंबर सितम्बर সেপ সেপ্টেম্বর செப் செப்டம்பர் "
        "సెప్టెం సెప్టెంబర్ സെപ്റ്റം സെപ്റ്റംബർ กันยา กันยายน เดือนกันยายน სექ სექტემბერი "
        "أيلول شتنبر"
    ),
    10: (
        "dfómh eki ekim hyd hydref listopadom loka lokak lokakuu lokakuussa lokakuuta oct october octobre "
        "octombrie octubre okt oktoba oktobar oktober oktobris oktoober oktyabr október októbra ott ottobre out "
        "outubro paz pazdziernik pazdziernika pazdzierniku paź październik października październiku spal spalio "
        "spalis tet tetor urr urria říj říjen října říjnu οκτ οκτωβρίου οκτώβριος жов жовт жовтень жовтня окт "
        "октобар октомври октябрь октября հոկ հոկտեմբեր հոկտեմբերի אוק אוקטובר באוקטובר לאוקטובר أكتوبر اکتبر "
        "اکتوبر अक्टूबर अक्तूबर অক্টো অক্টোবর அக் அக்டோபர் అక్టో అక్టోబర్ ഒക്ടോ ตุลา ตุลาคม เดือนตุลาคม ოქტ "
        "ოქტომბერი"
    ),
    11: (
        "aza azaroa kas kasım lapkr lapkritis lapkričio listopadzie marras marrask marraskuu marraskuussa "
        "marraskuuta noiem noiembrie nop nopember nov novemba novembar november novembra novembre novembris "
        "novembro noviembre noy noyabr nën nëntor nóv nóvember samh samhain stu studeni studenim studenog "
        "studenoga studenom studenome studenomu tach tachwedd νοέ νοέμβριος νοε νοεμβρίου лис лист листоп листопад "
        "листопада нов новембар ное ноем ноември ноя нояб ноябрь ноября նոյ նոյեմբեր նոյեմբերի בנובמבר לנובמבר נוב "
        "נובמבר نوامبر نوفمبر نومبر नवंबर नवम्बर নভে নভেম্বর நவம்பர் నవం నవంబర్ നവം നവംബർ พฤศจิ พฤศจิกายน "
        "เดือนพฤศจิกายน ნოე ნოემბერი "
        "نونبر"
    ),
    12: (
        "abe abendua ara aralık dec decembar december decembra decembrie decembris decembro dek dekabr des desemba "
        "desember desembre dets detsember dez dezember dezembro dhj dhjetor dic dicembre diciembre dis disember "
        "déc décembre gru grudnia grudniu grudzien grudzień gruod gruodis gruodžio joulu jouluk joulukuu "
        "joulukuussa joulukuuta noll nollaig pro prosinac prosinca prosince prosincem prosinci prosincu prosinec "
        "rhag rhagfyr xii δεκ δεκέμβριος δεκεμβρίου гру груд грудень грудня дек декабрь декабря декември дец "
        "децембар դեկ դեկտեմբեր դեկտեմբերի בדצמבר דצמ דצמבר לדצמבר دسامبر دسمبر ديسمبر दिसंबर दिसम्बर ডিসে "
        "ডিসেম্বর டிச டிசம்பர் డిసెం డిసెంబర్ ഡിസം ഡിസംബർ ธันวา ธันวาคม เดือนธันวาคม დეკ დეკემბერი "
        "دجنبر"
    ),
}
# Words that one language gives to another month than its neighbours do.
_LOCAL_NAMES: dict[str, dict[str, int]] = {
    "hr": {"lip": 6, "srp": 7, "listopad": 10, "listopada": 10, "listopadu": 10, "lis": 10},
}
_SHARED_NAMES = {"lip": 7, "srp": 8, "listopad": 11, "listopada": 11, "listopadu": 11, "lis": 11}
_MONTHS: dict[str, int] = {word: month for month, words in _NAMES.items() for word in words.split()} | _SHARED_NAMES

ENGLISH_MONTHS = tuple("january february march april may june july august september october november december".split())
GERMAN_MONTHS = tuple("januar februar märz april mai juni juli august september oktober november dezember".split())
# The first letters of the English names, as they are written short; `Sept` is as common as `Sep`.
ENGLISH_MONTH_ABBREVIATIONS = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
# Months that people are named for as well.
MONTHS_THAT_ARE_NAMES = frozenset(("april", "may", "june", "august"))
# Names of months that are common words in some language: months only where they are written with a
# capital.
AMBIGUOUS_MONTH_WORDS = frozenset(("set", "out", "may", "mar", "act", "led", "den", "sal", "des", "ago"))


def parse_month(word: str, language: str | None = None) -> int | None:
    """The month that a word names in any of the languages, 1 to 12; None for another word.

    `language` is a tag of BCP 47; it decides where neighbours give one word to different months.
    """
    word = word.lower().rstrip(".")
    local = _LOCAL_NAMES.get(language[:2]) if language else None
    return (local.get(word) if local else None) or _MONTHS.get(word)


# As dates of other eras have them: in full and short, and those of the Solar Hijri calendar.
THAI_MONTHS = (
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
)
PERSIAN_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
