"""Names of people as bylines write them: split into single ones, without honorifics, credentials and roles.

What is no name (a date, an address, a label, a sentence) gives nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from wellread.extractors.article import Person
from wellread.extractors.vocabulary.months import month_number

MOST = 40
_LONGEST_TEXT = 4000

_HONORIFICS = frozenset(
    "dr prof professor professorin mr mrs ms miss sir dame rev reverend hon dra drs dipl-ing dipl-psych dr-ing "
    "doctor priv-doz pd "
    "dott dott.ssa prof.ssa dr.med sri shri smt rechtsanwalt rechtsanwältin".split()
)
# Between two honorifics: `Prof. Dr. med. Name`.
_HONORIFIC_REST = frozenset("med rer nat phil habil univ iur jur h.c theol oec pol".split())

_CREDENTIALS = frozenset(
    "MD DO PHD DPHIL RD RDN LDN LD MS MSC MSCI BSC BS BA MA MPH MPP MPA MBA RN BSN MSN DNP NP FNP APRN CRNP "
    "PAC PA DC DPT PT OT OTR DDS DMD "
    "DVM VMD BVSC BVETMED PHARMD RPH PSYD EDD JD LLM LLB LCSW LMFT LPC LMHC LPCC LCPC LICSW LSW MSW MFT CSCS "
    "CPT GCS NCS CNS CDE CDCES CDN CN "
    "FACLM FACC FACP FACOG FAAP FAAD FACS FACEP FAHA FAND FAAFP FADA MRCGP MRCP MRCVS FRCP FRCS FRCPC MRCPSYCH "
    "MBBS MBCHB MBCH BCH BAO "
    "ND LAC DOM DAOM DIPLOM ERYT RYT ERYT200 RYT200 ERYT500 RYT500 CYT IBCLC CNM CM WHNP CCCSLP SLP CCC BCBA "
    "BCABA MED MFA ESQ CPA CFP CFA CPP PSP CEPF "
    "DACVB DACVIM DACVECC CCRP CVT LVT RVT CPDT CPDTKA ATC LAT CES PES OCS SCS CHES MCHES CSSD CSP CLT IFNCP "
    "IFMCP CFMP NBCHWC NBC-HWC "
    "CHC CIPP PMP FMD FRSA FRS OBE MBE CBE PHDC RDH COHN LMT CMT CHT CCHT CSW CADC LADC ABPP LP OD FAAO DPM "
    "AUD CCCA CRNA AGACNP PMHNP "
    "PMHNPBC FNPBC FNPC APRNBC NDTR DTR CSO CSG CSR FOMA MSPH SCD DRPH RCP RRT CRT CEP ACSM NASM ISSA NSCA ACE "
    "NASMCPT NSCACPT ACECPT CSEP "
    "CISSN FISSN MNUTR ANUTR RNUTR APD AN DIPION MBANT CNHC PGDIP PGCERT BHSC BHS BSW RSW RP CCPA MACP FCCP "
    "DABR DABOM FASRA FIPP MMED MSED "
    "EA MPHIL MRES BED DLITT LITTD THD MDIV DMIN MTS".split()
)
# Short ones that are also names or initials: credentials only where a comma or a point says so.
_AMBIGUOUS = frozenset(
    "MA DO BA PA PT MS OT NP AN ACE CN LD LP DC OD ND CM BS CES MED LAT DOM JD CEP RP CRT CSP CHC LAC".split()
)
_CREDENTIAL_WORDS = frozenset("registered dietitian nutritionist licensed certified board-certified".split())

_ROLE_WORDS = frozenset(
    "editor editors writer reporter correspondent columnist contributor director professor dietitian dietician "
    "nutritionist physician "
    "therapist psychologist founder co-founder cofounder ceo cto cmo coo vp president manager journalist "
    "producer analyst fellow lecturer "
    "researcher scientist specialist consultant coach trainer instructor surgeon nurse doctor author blogger "
    "strategist officer head chief "
    "chair partner attorney senior staff associate assistant executive photographer intern student candidate "
    "redakteur redakteurin "
    "chefredakteur korrespondent journaliste rédacteur rédactrice redactor redactora periodista giornalista "
    "redattore dziennikarz "
    "redaktor reporterin autorin freelance freelancer expert advisor counselor counsellor engineer developer "
    "designer marketer "
    "dermatologist cardiologist pediatrician veterinarian pharmacist psychiatrist neurologist owner lead "
    "editor-in-chief "
    "diététicien diététicienne nutritionniste médecin psychologue pharmacien pharmacienne kinésithérapeute "
    "arzt ärztin ernährungsberater ernährungsberaterin ernährungswissenschaftlerin psychologin diätassistentin "
    "heilpraktiker heilpraktikerin apotheker apothekerin nutricionista médico médica psicólogo psicóloga farmacéutico "
    "farmacéutica biologo biologa nutrizionista dietista psicologo psicologa diëtist huisarts psycholoog läkare "
    "dietist psykolog sjuksköterska lekarz dietetyk dietetyczka psycholog 医師 管理栄養士 "
    "기자 記者 gardener chef nutrition-coach journalist redaktør toimittaja redacteur".split()
)
_TEAM_WORDS = frozenset(
    "team staff desk editors editorial newsroom bureau agency agencies group inc inc. llc ltd ltd. gmbh ag "
    "magazine news press association "
    "society foundation institute university hospital clinic center centre council committee department "
    "ministry network media company "
    "corporation corp corp. co. board office service services redaktion redaction rédaction redacción "
    "redazione redakcja redaksi "
    "redação redactie redaktionen redaktsioon toimitus newsdesk studio studios blog club collective "
    "contributors writers reporters "
    "correspondents online digital times post daily tribune herald gazette partners "
    "health healthcare wellness "
    "редакция редакція solutions technologies labs e.v e.v. verein verband stiftung gesellschaft ministerium "
    "universität hochschule klinik verlag zentrum zentrale institut fundación ministère".split()
)
# `BBC Sport`, `AAA Travel`
_ABBREVIATION = re.compile(r"[A-Z]{3,}\s")
_TEAM_ENDING = re.compile(
    r"(?:verband|verein|stiftung|gesellschaft|ministerium|verlag|zentrum|zentrale)\b", re.IGNORECASE
)
# Words that end a name as a title does; `staff` ends the name of a team.
_TITLES = _ROLE_WORDS - _TEAM_WORDS
_NOBODY = frozenset(
    "admin administrator adminn user author authors guest anonymous unknown none null undefined editor "
    "webmaster root staff writer "
    "nobody name by von par former false true n/a na test default wordpress website site autor moderator "
    "superuser super sysadmin support info "
    "contributor blogger reporter content publisher owner contact guest-author guestauthor".split()
)
_QUALIFIERS = frozenset("expert reviewer licensed certified registered guest our the medical".split())
_OPERATORS = frozenset(("admin", "administrator", "webmaster", "sysadmin"))
# Words that no name holds, in lower case: a text with one is a sentence, a label or a line of metadata.
_NO_NAME = frozenset(
    "min mins minute minutes reading share comments comment updated posted published reviewed written edited "
    "edit follow subscribe "
    "email print save views view about more all articles posts this that is are was were has have had with "
    "from what why how when "
    "your our you we they he she it its it's his her their not can sign login log home search menu skip "
    "content click here see also back "
    "next previous january february march july september october november december monday tuesday wednesday thursday "
    "friday saturday sunday ago today yesterday am pm est edt pst gmt utc last first modified date category "
    "categories tags tag topic "
    "topics filed under advertisement sponsored affiliate disclosure policy privacy terms photo image credit "
    "getty source sources "
    "copyright reserved rights bio profile website twitter facebook instagram linkedin youtube uhr mins. "
    "lesezeit aktualisiert "
    "veröffentlicht publié mis jour publicado actualizado pubblicato lire lecture minuti minutos lectura stand "
    "kommentare kommentar "
    "teilen drucken kommentieren fact checked medically clinically every than been being which who whom table "
    "contents introduction key "
    "takeaways summary overview guide tips ways things does do did should could would make get most but or if "
    "into out up just "
    "licensed certified former hour hours month months year years newsletter download watch text size listen "
    "episode podcast "
    "video only new".split()
)
# What departments are called: behind a role and `and`, it is the rest of the role.
_FIELDS = frozenset(
    "development marketing operations strategy communications education research technology innovation growth sales "
    "engineering finance policy outreach programs partnerships relations services affairs advocacy".split()
)
_PARTICLES = frozenset(
    "de da do dos das del della di du des la le les el al bin ibn ben van von der den zu zur zum af av ter ten "
    "'t y e i bint abu st of "
    "and & und for in the at".split()
)

_MARKUP = re.compile(r"\s/|/\s|[@<>{}\[\]=#%*_\\^~|€$£?!…©®™]|https?:|www\.|\.com\b|:")
_DOMAIN = re.compile(r"\.[A-Za-z]{2,4}$")
_DIGIT = re.compile(r"\d")
# `Jane Roe (Oslo)`; in the middle, `Jane (Jo) Roe`, it is part of the name.
_PARENTHESES = re.compile(r"\s*\([^()]*\)(?=\W*$)|^\s*\([^()]*\)\s*|\s*（[^（）]*）(?=\W*$)")
_EMPLOYER = re.compile(r"\s(?:for|of)\s(?:the\s)?[A-Z].*$", re.IGNORECASE)
_SPACE_DOTS = re.compile(r"[\s.\-–/]")
_SPLIT = re.compile(
    r"\s*(?:,\s*(?:and|und|et|&|y)\s(?=\S)|[\s\x1f]+(?:and|und|et|og|och|ve|és|și|sowie|with|&|и|та|ja|en|con|mit|avec"
    r"|im gespräch mit)[\s\x1f]+|\x1f[\s\x1f]*(?:y|e|i|a)[\s\x1f]*\x1f"
    r"|[;|\n\x1f•·∙⋅,]|\s/\s|＆|、|，)\s*",
    re.IGNORECASE,
)
# One-letter conjunctions divide only full names: `José Ortega y Gasset` is one man. So do strokes without spaces.
_SHORT_CONJUNCTION = re.compile(r"\s(?:y|e|i|a)\s|/")
_GENERATIONS = frozenset(("Jr", "Sr", "II", "III", "IV"))
# `par le Dr Jane Roe`, `por la Dra. Jane Roe`
_ARTICLE = re.compile(
    r"^(?:le|la|il|el|o|a|de|der|die|den|het|the)\s(?=(?:dr|dra|prof|professor\w*|docteure?|doctora?|dott)\b)",
    re.IGNORECASE,
)
# `reviewed by the Calm Days Medical Board`
_BODY_ARTICLE = re.compile(r"^the\s(?=[A-Z])")
# What stands beside names and says nothing of them.
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_MARKS = frozenset(("co", "co.", "orcid", "orcid id", "orcid logo", "*", "†", "✉"))
# Behind one that is known, capitals are a further one.
_UNKNOWN_CREDENTIAL = re.compile(r"[A-Z]{3,8}®?(?:\s\([^()]*\))?")
_EDGES = " \t\n\x1f.,;:-–—|·•∙⋅/&+\"'“”‘’*→»«›‹>"
_LEAD_WORD = re.compile(
    r"^(?:(?:written|words|story|text|reporting|posted|published)\s)?(?:by|von|par|por|author|autor|autorin"
    r"|escrito por|written by)\s*(?::|\s)\s*",
    re.IGNORECASE,
)


def parse_people(text: str, *, brands: tuple[str, ...] = (), strict: bool = False) -> tuple[Person, ...]:
    """The people that a byline names, in order and each once. Whatever is no name is left out.

    `strict` is for running text: names are written with capitals, and what follows the first piece that is no name is
    not read.
    """
    found: dict[str, Person] = {}
    text = _TAG.sub(" ", text) if "<" in text else text
    whole = squash_name(text)
    if any(whole == squash_name(brand) for brand in brands):
        return (Person(text.strip(_EDGES), type="organization"),)
    for person in _people(_behind_site(text, brands), strict=strict):
        typed = as_organization(person) if is_organization(person.name, brands) else person
        found.setdefault(typed.name.casefold(), typed)
    return tuple(found.values())


def _behind_site(text: str, brands: tuple[str, ...]) -> str:
    """`Site - Jane Roe` without the name of the site."""
    head, dash, tail = text.partition(" - ")
    is_site = dash and any(squash_name(head) == squash_name(brand) for brand in brands)
    return tail if is_site and " " in tail and is_name(tail, strict=True) else text


def is_organization(name: str, brands: tuple[str, ...] = ()) -> bool:
    """Whether a name is that of a team or a body, by its words or because it is the site's own."""
    words = name.casefold().split()
    if len(words) > 1 and not _TEAM_WORDS.isdisjoint(words):
        return True
    if words and (words[-1] in _TEAM_WORDS or words[0] == "the" or _TEAM_ENDING.search(name)):
        return True
    if len(words) > 1 and _ABBREVIATION.match(name) and not name.isupper():
        return True
    if len(words) == 1 and (name.isupper() or _DOMAIN.search(name)):
        return len(name) > 1
    squashed = squash_name(name)
    return any(squashed == squash_name(brand) for brand in brands)


def is_nobody(name: str) -> bool:
    """Whether a name stands for no one in particular: `admin`, `Guest Author`."""
    words = name.casefold().split()
    return bool(words) and (
        all(word in _NOBODY or word in _TITLES or word in _QUALIFIERS for word in words) or words[-1] in _OPERATORS
    )


def as_organization(person: Person) -> Person:
    """The same name, as that of an organisation."""
    return Person(person.name, person.url, person.job_title, person.honorific, person.credentials, "organization")


def squash_name(name: str) -> str:
    """A name for comparison: letters and digits only, in lower case."""
    return "".join(filter(str.isalnum, name.casefold()))


def is_credential(piece: str) -> bool:
    """Whether a piece after a comma is a degree, a licence or a certificate, or several of them."""
    words = piece.replace("/", " ").split()
    if len(words) > 1 and words[-1].isdecimal():
        words.pop()
    return bool(words) and all(map(_is_credential_word, words))


def is_role(text: str) -> bool:
    """Whether a text names what somebody does: `Senior Writer`."""
    return not _ROLE_WORDS.isdisjoint(re.split(r"[\s/-]+", text.casefold()))


def credentials(text: str) -> tuple[str, ...]:
    """The degrees and licences in a list of them; what is none is left out."""
    pieces = (piece.strip() for piece in re.split(r"[,;]", text))
    return tuple(unit for piece in pieces if is_credential(piece) for unit in _credential_units(piece))


def _is_credential_word(word: str) -> bool:
    bare = _SPACE_DOTS.sub("", word).rstrip("®™")
    return (
        bare.upper() in _CREDENTIALS
        and (bare[:1].isupper())
        and not bare.islower()
        and (len(bare) < 4 or bare != bare.title() or "." in word)
    )


def _people(text: str, *, strict: bool) -> Iterator[Person]:
    pending: Person | None = None
    for piece in _pieces(text):
        if pending and piece.strip(" .") in _GENERATIONS:
            pending = msgspec.structs.replace(pending, name=f"{pending.name} {piece.strip()}")
            continue
        addition = _addition(piece, pending) if pending else None
        if pending and addition:
            pending = _with(pending, *addition)
            continue
        person = _person(piece, strict=strict)
        # `Jane Roe, Head of Marketing, Design`: one word behind a role belongs to it.
        if pending and pending.job_title and person and (" " not in person.name or _names_field(person.name)):
            continue
        if strict and (person is None or (pending and _is_affiliation(piece, pending))):
            break
        if pending:
            yield pending
        pending = person
    if pending:
        yield pending


def _names_field(name: str) -> bool:
    return name.rsplit(maxsplit=1)[-1].casefold() in _FIELDS


def _is_affiliation(piece: str, person: Person) -> bool:
    """`Jane Roe, ABC News`: what stands behind a person in running text and is a body, or in capitals as an
    agency is.
    """
    return is_organization(piece.strip(_EDGES)) or (piece.isupper() and not person.name.isupper())


def _pieces(text: str) -> list[str]:
    pieces = []
    for piece in _SPLIT.split(_LEAD_WORD.sub("", text[:_LONGEST_TEXT].strip(_EDGES))):
        halves = _SHORT_CONJUNCTION.split(piece)
        pieces.extend(halves if all(len(half.split()) > 1 for half in halves) else [piece])
    named = (_ARTICLE.sub("", piece) for piece in pieces)
    return [piece for piece in named if piece.strip(_EDGES) and piece.strip().casefold() not in _MARKS][: MOST * 4]


def _addition(piece: str, person: Person) -> tuple[tuple[str, ...], str | None] | None:
    """Credentials or a job title, if a piece is one of these and not a further person."""
    piece = piece.strip(" ;|")
    if is_credential(_PARENTHESES.sub("", piece)) or (person.credentials and _UNKNOWN_CREDENTIAL.fullmatch(piece)):
        return tuple(word.strip(",;") for word in _credential_units(_PARENTHESES.sub("", piece) or piece)), None
    words = re.split(r"[\s/-]+", piece.casefold())
    if is_role(piece) or not _CREDENTIAL_WORDS.isdisjoint(words):
        return (), piece
    return None


def _credential_units(piece: str) -> list[str]:
    words = piece.split()
    return [piece] if len(words) > 1 and any(map(str.isdigit, words[-1])) else words


def _with(person: Person, credentials: tuple[str, ...], job_title: str | None) -> Person:
    return Person(
        person.name,
        person.url,
        person.job_title or job_title,
        person.honorific,
        person.credentials + credentials,
        person.type,
    )


def _person(piece: str, *, strict: bool) -> Person | None:
    name = _PARENTHESES.sub("", piece).strip(_EDGES + "()")
    honorific, name = _split_honorific(name)
    name = _EMPLOYER.sub("", name) if len(name.split()) > 3 else name
    name, credentials = _split_credentials(name)
    name, job_title = _split_role(name)
    written = _BODY_ARTICLE.sub("", name) if is_organization(name) else name
    if not name or not is_name(written, strict=strict and honorific is None):
        return None
    if strict and name.split()[-1].casefold() in _TITLES:
        return None
    return Person(name, None, job_title, honorific, credentials)


def _split_honorific(name: str) -> tuple[str | None, str]:
    words = name.split()
    count = 0
    while count < len(words) - 1:
        word = words[count].casefold().rstrip(".,")
        if word not in _HONORIFICS and not (count and word in _HONORIFIC_REST):
            break
        count += 1
    if not count:
        return None, name
    return " ".join(words[:count]).rstrip(","), " ".join(words[count:])


def _split_credentials(name: str) -> tuple[str, tuple[str, ...]]:
    words = name.split()
    count = 0
    while len(words) - count > 2 and _is_trailing_credential(words[-1 - count]):
        count += 1
    if not count or (name.isupper() and "." not in words[-1]):
        return name, ()
    return " ".join(words[:-count]).rstrip(",-– "), tuple(words[-count:])


def _is_trailing_credential(word: str) -> bool:
    bare = _SPACE_DOTS.sub("", word)
    return _is_credential_word(word) and ("." in word.rstrip(".") or bare.upper() not in _AMBIGUOUS)


def _split_role(name: str) -> tuple[str, str | None]:
    """`Jane Roe - Staff Writer`, `John Doe Senior Editor`: what stands behind the name is not part of it."""
    for separator in (" - ", " – ", " — "):
        head, found, tail = name.partition(separator)
        if found:
            return head.strip(), tail.strip() or None
    words = name.split()
    titles = _TITLES if words and words[0].casefold() not in _ROLE_WORDS else frozenset[str]()
    for position in range(2, len(words)):
        if words[position].casefold() in titles and len(words) - position < 5:
            return " ".join(words[:position]), " ".join(words[position:])
    return name, None


def is_name(text: str, *, strict: bool = False) -> bool:
    """Whether a text can be the name of a person or a team."""
    if (
        not 1 < len(text) <= 60
        or _MARKUP.search(text)
        or (_DIGIT.search(text) and (" " in text or not text[:1].isalpha()))
    ):
        return False
    words = text.split()
    lowered = [word.casefold().strip(".,'’") for word in words]
    if len(words) == 1 and month_number(text):
        return False
    if not words or len(words) > 7 or not _NO_NAME.isdisjoint(lowered) or is_nobody(text):
        return False
    if not strict:
        return any(map(str.isalpha, text))
    return _looks_written_as_name(words, lowered)


def _looks_written_as_name(words: list[str], lowered: list[str]) -> bool:
    if any(map(str.isdigit, "".join(words))):
        return False
    capitals = [
        word[:1].isupper() or not word[:1].isalpha() or word[:1].lower() == word[:1].upper() or low in _PARTICLES
        for word, low in zip(words, lowered, strict=True)
    ]
    return all(capitals) and not words[0].islower() and len(words) <= 6
