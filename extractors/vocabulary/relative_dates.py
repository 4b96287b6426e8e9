"""How long ago something was, as pages print it beside names: `3 days ago`, `vor 3 Tagen`, `3天前`."""

from __future__ import annotations

import re

_COUNT = r"(?:\d{1,3}|an?|one|ein(?:e[mrn]?)?|une?|un[ao]?|um(?:a)?|een|en|ett?)"
# The units in the languages that put a word before the number, behind the unit, or both.
_EN = r"(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|wk|month|mo|year|yr)s?\.?"
_DE = r"(?:sekunden?|minuten?|stunden?|std\.?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)"
_FR = r"(?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?|années?)"
_ES = r"(?:segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|m[êe]s|años?|anos?)"
_IT = r"(?:secondi|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi])"
_NL = r"(?:seconden?|minuten|minuut|uur|uren|dag(?:en)?|weken|week|maand(?:en)?|jaar|jaren)"
_NORDIC = (
    r"(?:sekunder?|minutt?(?:er)?|minuter|tim(?:m[ae]r?|er?)|dag(?:ar|er|e)?|veckor?|uker?|uger?|månader?|måneder?|år)"
)
_FI = r"(?:sekuntia?|minuuttia?|tuntia?|tunti|päivää?|viikkoa?|kuukautta|kuukausi|vuotta|vuosi)"
_PL = r"(?:sekund\w*|minut\w*|godzin\w*|dni|dzień|tygodni\w*|tydzień|miesi\w+|lat[a]?|rok)"
_RU = r"(?:секунд\w*|минут\w*|час\w*|д(?:ень|ня|ней)|недел\w+|месяц\w*|год\w*|лет)"
_UK = r"(?:секунд\w*|хвилин\w*|годин\w*|д(?:ень|ні|нів)|тиж\w+|місяц\w+|р(?:ік|оки|оків))"
_SLAVIC = (
    r"(?:sekund\w{1,3}|minut\w{1,3}|hodin\w{1,3}|sat[ai]?|dn[yemi]{1,3}|dan[ao]?m?|týd\w{2,4}|tjedan|tjedn\w|měsíc\w{1,2}"
    r"|mesiac\w{1,3}|mjesec\w?|rok\w{1,2}|lety|godin\w|секунд\w|минут\w|час\w{0,2}|дн?и|ден|седмиц\w|месец\w?|годин\w)"
)
_TR = r"(?:saniye|dakika|saat|gün|hafta|ay|yıl)"
_ID = r"(?:detik|menit|jam|hari|minggu|bulan|tahun)"
_CJK = r"(?:秒钟?|分钟?|分鐘|小时|小時|時間|個小時|个小时|天|日|周|週間?|星期|个月|個月|か月|ヶ月|カ月|年)"
_ALTERNATIVES = (
    rf"{_COUNT}\s{_EN}\sago|\d{{1,3}}(?:min|[smhdw]|mo|yr?)\sago|just now|yesterday",
    rf"vor\s{_COUNT}\s{_DE}|{_COUNT}\s{_DE}\sher|gestern",
    rf"il\sy\sa\s{_COUNT}\s{_FR}",
    rf"(?:hace|há)\s{_COUNT}\s{_ES}|{_COUNT}\s{_ES}\satrás|ayer|ontem",
    rf"{_COUNT}\s{_IT}\sfa|ieri",
    rf"{_COUNT}\s{_NL}\sgeleden|gisteren",
    rf"(?:för\s)?{_COUNT}\s{_NORDIC}\s(?:sedan|siden)|igår|i går",
    rf"(?:{_COUNT}\s)?{_FI}\ssitten|eilen",
    rf"(?:{_COUNT}\s)?{_PL}\stemu|wczoraj",
    rf"(?:{_COUNT}\s)?{_RU}\sназад|вчера",
    rf"(?:{_COUNT}\s)?{_UK}\sтому|вчора",
    rf"(?:před|pred|prije|пре|преди)\s(?:{_COUNT}\s)?{_SLAVIC}|včera|jučer",
    r"(?:\d{1,3}|egy)\s(?:másod)?(?:perce|órája|napja|hete|hónapja|éve)|tegnap",
    rf"acum\s{_COUNT}\s(?:de\s)?(?:secund[eă]|minute?|or[eă]|zi(?:le)?|săptămân[iă]|lun[iă]|ani?)",
    rf"fa\s{_COUNT}\s(?:segons?|minuts?|hor(?:a|es)|di(?:a|es)|setman(?:a|es)|mes(?:os)?|anys?)|ahir",
    rf"{_COUNT}\s{_TR}\sönce|dün",
    rf"(?:{_COUNT}\s|se){_ID}\s(?:yang\s)?lalu|kemarin",
    r"\d{1,3}\s(?:giây|phút|giờ|ngày|tuần|tháng|năm)\strước|hôm qua",
    r"πριν\s(?:από\s)?\d{1,3}\s\w{3,10}",
    r"לפני\s(?:\d{1,3}\s)?\w{3,8}",
    r"(?:منذ|قبل)\s(?:\d{1,3}\s)?\w{3,8}|\d{1,3}\s\w{2,8}\sپیش|أمس|دیروز",
    r"\d{1,3}\s[\u0900-\u097f]{2,10}\s(?:पहले|पूर्व|आधी)",
)
_RELATIVE = re.compile(
    rf"(?<!\w)(?:{'|'.join(_ALTERNATIVES)})(?!\w)"
    rf"|\d{{1,3}}\s?{_CJK}(?:以?前|之前)|(?<!\w)(?:昨天|昨日|刚刚|剛剛)(?!\w)"
    r"|\d{1,3}\s?(?:초|분|시간|일|주|주일|개월|달|년)\s?전|\d{1,3}\s?(?:นาที|ชั่วโมง|วัน|สัปดาห์|เดือน|ปี)ที่แล้ว",
    re.IGNORECASE,
)


# Not to ignore the case takes half the time.
_RELATIVE_IN_SMALL_LETTERS = re.compile(_RELATIVE.pattern)


def has_relative_date(text: str) -> bool:
    """Whether a text says how long ago something was."""
    return _RELATIVE_IN_SMALL_LETTERS.search(text.lower()) is not None


def replace_relative_dates(text: str, replacement: str) -> str:
    """A text with a replacement for all that says how long ago something was."""
    return _RELATIVE.sub(replacement, text) if has_relative_date(text) else text
