"""Words beside the names of people (titles, credentials, roles), and what is no name.

Words are in lower case; credentials are in capitals, without spaces, full stops and hyphens.
"""

from __future__ import annotations

import re

from wellread.extractors.vocabulary.months import ENGLISH_MONTHS, MONTHS_THAT_ARE_NAMES
from wellread.extractors.vocabulary.weekdays import ENGLISH_WEEKDAYS

# -- before names

HONORIFICS = frozenset(
    """
    dr prof professor professorin mr mrs ms miss sir dame rev reverend hon dra drs dipl-ing
    dipl-psych dr-ing doctor priv-doz pd dott dott.ssa prof.ssa dr.med sri shri smt rechtsanwalt
    rechtsanwältin د دكتور دكتورة الدكتور الدكتورة دکتر ד"ר פרופ פרופ' д-р др डॉ นพ พญ bs ths pgs
    """.split()
)
# Between two honorifics, or behind one: `Prof. Dr. med. Name`.
HONORIFIC_CONTINUATIONS = frozenset("med rer nat phil habil univ iur jur h.c theol oec pol".split())
# Titles that are looked for right before the name of an author, as they are printed.
TITLE_BEFORE_NAME = re.compile(
    r"(?:Dr|Prof|Professor|PD|Priv\.-Doz|Dra)\.?(?:\s(?:Dr|med|rer|nat|phil|habil)\.?){0,6}\s$"
)

# -- behind names

# Degrees, licences, certificates and fellowships, mostly of medicine, nutrition, nursing, therapy
# and sport.
CREDENTIALS = frozenset(
    """
    MD DO PHD DPHIL RD RDN LDN LD MS MSC MSCI BSC BS BA MA MPH MPP MPA MBA RN BSN MSN DNP NP FNP
    APRN CRNP PAC PA DC DPT PT OT OTR DDS DMD DVM VMD BVSC BVETMED PHARMD RPH PSYD EDD JD LLM LLB
    LCSW LMFT LPC LMHC LPCC LCPC LICSW LSW MSW MFT CSCS CPT GCS NCS CNS CDE CDCES CDN CN FACLM FACC
    FACP FACOG FAAP FAAD FACS FACEP FAHA FAND FAAFP FADA MRCGP MRCP MRCVS FRCP FRCS FRCPC MRCPSYCH
    MBBS MBCHB MBCH BCH BAO ND LAC DOM DAOM DIPLOM ERYT RYT ERYT200 RYT200 ERYT500 RYT500 CYT IBCLC
    CNM CM WHNP CCCSLP SLP CCC BCBA BCABA MED MFA ESQ CPA CFP CFA CPP PSP CEPF DACVB DACVIM DACVECC
    CCRP CVT LVT RVT CPDT CPDTKA ATC LAT CES PES OCS SCS CHES MCHES CSSD CSP CLT IFNCP IFMCP CFMP
    NBCHWC NBC-HWC CHC CIPP PMP FMD FRSA FRS OBE MBE CBE PHDC RDH COHN LMT CMT CHT CCHT CSW CADC
    LADC ABPP LP OD FAAO DPM AUD CCCA CRNA AGACNP PMHNP PMHNPBC FNPBC FNPC APRNBC NDTR DTR CSO CSG
    CSR FOMA MSPH SCD DRPH RCP RRT CRT CEP ACSM NASM ISSA NSCA ACE NASMCPT NSCACPT ACECPT CSEP CISSN
    FISSN MNUTR ANUTR RNUTR APD AN DIPION MBANT CNHC PGDIP PGCERT BHSC BHS BSW RSW RP CCPA MACP FCCP
    DABR DABOM FASRA FIPP MMED MSED EA MPHIL MRES BED DLITT LITTD THD MDIV DMIN MTS
    """.split()
)
# Short ones that are also names or initials: credentials only where a comma or a full stop says so.
AMBIGUOUS_CREDENTIALS = frozenset(
    """
    MA DO BA PA PT MS OT NP AN ACE CN LD LP DC OD ND CM BS CES MED LAT DOM JD CEP RP CRT CSP CHC LAC
    """.split()
)
# Credentials that are looked for right after the name of an author, as they are printed: with full
# stops or without.
_PRINTED_CREDENTIAL = (
    r"M\.?D|D\.?O|Ph\.?\s?D|D\.?Phil|Psy\.?D|Pharm\.?D|R\.?D\.?N|R\.?D|L\.?D\.?N|L\.?D|D\.?D\.?S"
    r"|D\.?M\.?D|D\.?V\.?M|R\.?N|B\.?S\.?N|M\.?S\.?N|N\.?P|FNP|APRN|PA-C|M\.?P\.?H|M\.?S\.?Ed"
    r"|M\.?S\.?W|M\.?S|M\.?Sc|B\.?Sc|M\.?A|M\.?Ed|Ed\.?D|LCSW|LMFT|LPC|LMHC|LICSW|CSCS|CPT|CDCES"
    r"|CDE|CSSD|DPT|PT|MRCGP|MRCP|FRCP|FACP|FACOG|FAAP|FACC|FACLM|FAND|MBBS|MBChB|IBCLC"
    r"|E-RYT(?: \d+)?|RYT(?: \d+)?|NASM-CPT|CNS|JD|DrPH|Sc\.?D"
)
CREDENTIALS_AFTER_NAME = re.compile(
    rf"\s?,?\s?((?:{_PRINTED_CREDENTIAL})\.?(?:\s?,\s?(?:{_PRINTED_CREDENTIAL})\.?)*)(?![\w-])"
)
# Words in which credentials are written out: `Registered Dietitian`.
CREDENTIAL_WORDS = frozenset("registered dietitian nutritionist licensed certified board-certified".split())
GENERATIONS = frozenset(("Jr", "Sr", "II", "III", "IV"))
# What somebody does.
ROLE_WORDS = frozenset(
    """
    editor editors writer reporter correspondent columnist contributor director professor dietitian
    dietician nutritionist physician therapist psychologist founder co-founder cofounder ceo cto cmo
    coo vp president manager journalist producer analyst fellow lecturer researcher scientist
    specialist consultant coach trainer instructor surgeon nurse doctor author blogger strategist
    officer head chief chair partner attorney senior staff associate assistant executive
    photographer intern student candidate redakteur redakteurin chefredakteur korrespondent
    journaliste rédacteur rédactrice redactor redactora periodista giornalista redattore dziennikarz
    redaktor reporterin autorin freelance freelancer expert advisor counselor counsellor engineer
    developer designer marketer dermatologist cardiologist pediatrician veterinarian pharmacist
    psychiatrist neurologist owner lead editor-in-chief diététicien diététicienne nutritionniste
    médecin psychologue pharmacien pharmacienne kinésithérapeute arzt ärztin ernährungsberater
    ernährungsberaterin ernährungswissenschaftlerin psychologin diätassistentin heilpraktiker
    heilpraktikerin apotheker apothekerin nutricionista médico médica psicólogo psicóloga
    farmacéutico farmacéutica biologo biologa nutrizionista dietista psicologo psicologa diëtist
    huisarts psycholoog läkare dietist psykolog sjuksköterska lekarz dietetyk dietetyczka psycholog
    医師 医学博士 歯科医師 薬剤師 看護師 助産師 栄養士 管理栄養士 公認心理師 臨床心理士 理学療法士
    医生 主任医师 副主任医师 营养师 药师 의사 교수 기자 記者 gardener chef nutrition-coach redaktør toimittaja redacteur
    """.split()
)
# What departments are called: behind a role and `and`, it is the rest of the role.
DEPARTMENTS = frozenset(
    """
    development marketing operations strategy communications education research technology
    innovation growth sales engineering finance policy outreach programs partnerships relations
    services affairs advocacy
    """.split()
)
# What stands beside names and says nothing of them.
MARKS_BESIDE_NAMES = frozenset(("co", "co.", "orcid", "orcid id", "orcid logo", "*", "†", "✉"))

# -- names of bodies

TEAM_WORDS = frozenset(
    """
    team staff desk editors editorial newsroom bureau agency agencies group inc inc. llc ltd ltd.
    gmbh ag magazine news press association society foundation institute university hospital clinic
    center centre council committee department ministry network media company corporation corp corp.
    co. board office service services redaktion redaction rédaction redacción redazione redakcja
    redaksi redação redactie redaktionen redaktsioon toimitus newsdesk studio studios blog club
    collective contributors writers reporters correspondents online digital times post daily tribune
    herald gazette partners health healthcare wellness редакция редакція solutions technologies labs
    e.v e.v. verein verband stiftung gesellschaft ministerium universität hochschule klinik verlag
    zentrum zentrale institut fundación ministère
    """.split()
)
# Words that end a name as a title does; `staff` ends the name of a team.
TITLE_WORDS = ROLE_WORDS - TEAM_WORDS
# How the names of teams end in bylines.
TEAM_ENDINGS = frozenset(("team", "staff", "editors", "redaktion"))
# What stands for the staff of a site in bylines, where each word for itself stands for nobody.
STAFF_NAMES = frozenset(
    ("staff", "staff writer", "staff writers", "staff reporter", "staff reporters", "our staff", "staff editor")
)
# How names of bodies end that are one word: `Tierschutzverein`.
BODY_ENDING = re.compile(
    r"(?:verband|verein|stiftung|gesellschaft|ministerium|verlag|zentrum|zentrale)\b", re.IGNORECASE
)

# -- what is no name

# A name of nothing but these, roles and qualifiers stands for nobody: `admin`, `Guest Author`.
NOBODY_WORDS = frozenset(
    """
    admin administrator adminn user author authors guest anonymous unknown none null undefined
    editor webmaster root staff writer nobody name by von par former false true n/a na test default
    wordpress website site autor moderator superuser super sysadmin support info contributor blogger
    reporter content publisher owner contact guest-author guestauthor
    """.split()
)
QUALIFIERS = frozenset("expert reviewer licensed certified registered guest our the medical".split())
# Who ends in one of these runs the site.
OPERATORS = frozenset(("admin", "administrator", "webmaster", "sysadmin"))
# A text with one of these is a sentence, a label or a line of metadata.
WORDS_NEVER_IN_NAMES = frozenset(
    """
    min mins minute minutes candidate share comments comment updated posted published reviewed
    written edited edit follow subscribe email print save views view about more all articles posts
    this that is are was were has have had with from what why how when your our you we they he she
    it its it's his her their not can sign login log home search menu skip content click here see
    also back next previous ago today
    yesterday am pm est edt pst gmt utc last first modified date category categories tags tag topic
    topics filed under advertisement sponsored affiliate disclosure policy privacy terms photo image
    credit getty source sources copyright reserved rights bio profile website twitter facebook
    instagram linkedin youtube uhr mins. lesezeit aktualisiert veröffentlicht publié mis jour
    publicado actualizado pubblicato lire lecture minuti minutos lectura stand kommentare kommentar
    teilen drucken kommentieren fact checked medically clinically every than been being which who
    whom table contents introduction key takeaways summary overview guide tips ways things does do
    did should could would make get most but or if into out up just licensed certified former hour
    hours month months year years newsletter download watch text size listen episode podcast video
    only new
    """.split()
) | (frozenset(ENGLISH_MONTHS) - MONTHS_THAT_ARE_NAMES).union(ENGLISH_WEEKDAYS)
# What stands before the name of who is quoted, or who has written the text.
DASHES_BEFORE_NAME = ("—", "–", "―")
# What names hold in lower case.
NAME_PARTICLES = frozenset(
    """
    de da do dos das del della di du des la le les el al bin ibn ben van von der den zu zur zum af
    av ter ten 't y e i bint abu st of and & und for in the at
    """.split()
)

# The commonest family names of China, Korea and Japan, in the characters of all of them. Names there are written
# without spaces, and nothing else tells them from a topic of two characters.
_CHINESE_FAMILY_NAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧"
    "许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔"
    "白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
)
_KOREAN_FAMILY_NAMES = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함"
    "변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국"
)
_JAPANESE_FAMILY_NAMES = """
    佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 斉藤
    清水 山崎 阿部 森 池田 橋本 山下 石川 中島 前田 藤田 後藤 小川 岡田 村上 長谷川 近藤 石井 坂本 遠藤
    藤井 青木 福田 三浦 西村 藤原 太田 松田 原田 岡本 中野 中川 小野 田村 竹内 金子 中山 和田 石田 上田
    森田 小島 柴田 原 宮崎 酒井 工藤 横山 宮本 内田 高木 安藤 谷口 大野 丸山 今井 高田 藤本 村田 武田
    上野 杉山 増田 平野 大塚 千葉 久保 松井 小山 岩崎 桜井 野口 松尾 菊地 木下 佐野 野村 新井 渡部
""".split()
_GIVEN = "[\u4e00-\u9fff々]"
EAST_ASIAN_NAME = re.compile(
    rf"[{_CHINESE_FAMILY_NAMES}]{_GIVEN}{{1,2}}|[{_KOREAN_FAMILY_NAMES}][가-힣]{{2}}"
    rf"|(?:{'|'.join(_JAPANESE_FAMILY_NAMES)})\s?(?:{_GIVEN}{{1,3}}|[\u3040-\u30ff]{{2,4}})"
    # With a space between them, two short words are a name whatever they are.
    rf"|{_GIVEN}{{1,3}}[ \u3000](?:{_GIVEN}{{1,3}}|[\u3040-\u30ff]{{2,4}})"
)
