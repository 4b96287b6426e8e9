"""Rules about health: helplines, dosages, and claims that something cures a health problem."""

from __future__ import annotations

import re

from wellread.extractors.signals.rule import ALL_LANGUAGES, ENGLISH, OTHER_LANGUAGES, TextRule
from wellread.extractors.signals.scope import Scope

_I = re.IGNORECASE


def _any_of(*alternatives: str) -> str:
    return f"(?:{'|'.join(alternatives)})"


# -- helplines

_HELPLINE_RULES: tuple[TextRule, ...] = (
    TextRule(
        id="helpline",
        signal="crisis_line",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:[A-Z][\w&'’-]* ){1,6}(?:Hotline|Helpline|Lifeline)\b|\b988\b"
            r"[^.!?\n]{0,30}\b(?:[Ll]ifeline|[Hh]otline)\b|\b[Cc]risis [Tt]ext [Ll]ine\b"
            r"|\b(?:[Hh]otline|[Hh]elpline|[Ll]ifeline|[Cc]risis line)\b"
            r"[^.!?\n]{0,40}\d{3}[\d ()-]{3,}"
            r"|\b(?:[Cc]all|[Tt]ext|[Dd]ial)(?:ing)?(?: or (?:text|call))?"
            r" (?:988|911|999|112|116 123)\b"
            r"|\bSamaritans\b[^.!?\n]{0,40}\d{3}"
        ),
        triggers=(
            "hotline",
            "helpline",
            "lifeline",
            "crisis",
            "988",
            "911",
            "999",
            "112",
            "116",
            "samaritans",
            "13 11",
        ),
        hits="<p>If you think about ending your life, call or text 988 at any hour.</p>",
        misses="<p>The hotline of the shop is closed, and 988 people called it in one week of crisis.</p>",
    ),
    TextRule(
        id="helpline-other-languages",
        signal="crisis_line",
        languages=OTHER_LANGUAGES,
        pattern=re.compile(
            r"\bTelefonseelsorge\b|\b(?:Nummer gegen Kummer|Sorgentelefon|Krisentelefon|Notruf)\b"
            r"[^.!?\n]{0,40}\d{3}|\b(?:appelez|composez) le (?:15|112|3114)\b"
            r"|\b(?:[Ll]lame|[Ll]lamar|[Ll]lama) al (?:024|112|911|988)\b|\bSOS Amitié\b"
            r"|\bTeléfono de la Esperanza\b"
        ),
        triggers=(
            "telefonseelsorge",
            "kummer",
            "sorgentelefon",
            "krisentelefon",
            "notruf",
            "appelez",
            "composez",
            "llam",
            "amitié",
            "esperanza",
        ),
        hits="<p>Die Telefonseelsorge ist Tag und Nacht erreichbar.</p>",
        misses="<p>Das Krisentelefon im Roman klingelt nie, und niemand hebt ab.</p>",
    ),
)

# -- dosages

# Thousands may be set off by a space: `2 000 IU`.
_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,3}(?![\d.])(?:,\d{1,3})?|\d[\d.,]*)"
_AMOUNT = rf"(?<![\w.,/$€£-]){_NUMBER}(?:\s?(?:-|–|to|bis|à|a)\s?{_NUMBER})?"
_DOSE_UNIT = _any_of(
    r"mg|mcg|[µμ]g|IU|I\.U\.|IE|g|ml|mL|mmol",
    r"[Mm]illigrams?|[Mm]icrograms?|[Gg]rams?|[Mm]illilit(?:er|re)s?|[Ii]nternational [Uu]nits?",
    r"Milligramm|Mikrogramm|Gramm|Milliliter|milligrammes?|microgrammes?|grammes?|miligramos?|microgramos?|gramos?",
)
_CYRILLIC_DOSE_UNIT = _any_of(
    r"мк?г|мл|ммоль|МЕ|МО|(?:милли|микро|мікро|мілі)?грамм?(?:а|ов|ів|у)?|миллилитр(?:а|ов)?|международны[ех] единиц\w?"
)
_DOSAGE_RULES: tuple[TextRule, ...] = (
    TextRule(
        id="amount-with-unit",
        signal="dosage",
        languages=ALL_LANGUAGES,
        pattern=re.compile(
            rf"{_AMOUNT}[\s-]?(?:{_DOSE_UNIT})\b(?!\s?/\s?d?[lL]\b)"
            r"(?:\s?(?:/|per|a|pro|par|por)\s?(?:day|kg|Tag|jour|día|dose|serving|week)\b"
            r"| (?:daily|täglich))?"
        ),
        triggers=(),
        trigger_pattern=re.compile(
            rb"0[\s\xa0?-]?(?:m?[gl]\b|mcg|[\xb5?]g|i\.?u\b|ie\b|mmol|milli|micro|mili|gram|international)"
        ),
        scope=Scope.ARTICLE,
        hits="<p>Adults took 200 to 400 mg of magnesium in the evening.</p>",
        misses="<p>Her blood sugar was 95 mg/dl, and the 5G mast stood 30 m from the house.</p>",
    ),
    TextRule(
        id="amount-with-cyrillic-unit",
        signal="dosage",
        languages=ALL_LANGUAGES,
        # Not the letter for a gram, which stands for a year as well.
        pattern=re.compile(
            rf"{_AMOUNT}(?:\s?(?:до|-)\s?{_NUMBER})?[\s-]?(?:{_CYRILLIC_DOSE_UNIT})\b(?!\s?/\s?д?л\b)"
            r"(?:\s?(?:/|в|на)\s?(?:сутки|день|кг|неделю|приём|прием|доб[ау])\b| ежедневно)?"
        ),
        triggers=(),
        trigger_pattern=re.compile(rb"0[\s\xa0?-]?\?\?"),
        scope=Scope.ARTICLE,
        hits="<p>Взрослые принимали от 200 до 400 мг магния вечером.</p>",
        misses="<p>Сахар в крови был 95 мг/дл, а дом стоял в 30 метрах от моря с 1990 г.</p>",
    ),
)

# -- claims

_ENGLISH_PROBLEM = _any_of(
    r"diseases?|disorders?|illness(?:es)?|conditions?|syndromes?|infections?|infestations?"
    r"|symptoms?|deficienc(?:y|ies)|injur(?:y|ies)|ailments?|viruses|strains?",
    r"cancers?|tumou?rs?|diabetes|prediabetes|obesity|hypertension|high blood pressure|cholesterol"
    r"|strokes?|heart (?:attacks?|failure|disease)|asthma|COPD|allerg(?:y|ies)",
    r"depression|anxiety|PTSD|trauma|insomnia|stress|burnout|phobias?|panic|addictions?|dementia"
    r"|alzheimer['’]?s?|cognitive (?:decline|deficits?|impairment)|epilepsy|seizures?|migraines?"
    r"|headaches?|autism|ADHD",
    r"(?:back |neck |joint |chronic |muscle )?pain|aches?|arthritis|osteoporosis|inflammation"
    r"|swelling|bone loss|fractures?|sprains?|soreness|cramps?",
    r"cavit(?:y|ies)|(?:tooth )?decay|gum disease|gingivitis|plaque|(?:tooth )?sensitivity|bad breath",
    r"(?:a|common) cold|colds|flu|influenza|covid(?:-19)?|pneumonia|fevers?|coughs?|constipation"
    r"|diarrh(?:o?e)a|nausea|ulcers?|heartburn|reflux|IBS|an(?:a)?emia|dehydration|malnutrition"
    r"|scurvy|rickets",
    r"acne|eczema|psoriasis|rash(?:es)?|burns?|wounds?|scars?|wrinkles?|hair loss|varicose veins"
    r"|kidney (?:stones?|damage|disease)|liver (?:damage|disease|failure)|poisoning|overdoses?"
    r"|aging|ageing",
    r"sleep apn(?:o?e)a|snoring|infertility|menopause|miscarriages?|birth defects?|death|suicide",
)
_CURE_VERB = (
    r"\b(?P<value>cur(?:e[sd]?|ing)|treat(?:s|ed|ing)?|prevent(?:s|ed|ing)?|heal(?:s|ed|ing)?|revers(?:e[sd]?|ing))\b"
)
_GERMAN_PROBLEM = (
    r"(?:krankheit|krebs|diabetes|schmerz|entzündung|infekt|erkältung|grippe|depression|angst|ekzem"
    r"|allergi|migräne|kopfweh|bluthochdruck|demenz|eisenmangel|vitaminmangel|beschwerden|symptom"
    r"|verletzung|schlaflos)\w{0,20}"
)
_FRENCH_PROBLEM = (
    r"(?:maladie|cancer|diabète|douleur|inflammation|infection|rhume|grippe|dépression|anxiété"
    r"|eczéma|allergie|migraine|hypertension|démence|carence|symptôme|blessure|insomnie)s?"
)
_SPANISH_PROBLEM = (
    r"(?:enfermedad|cáncer|diabetes|dolor|inflamación|infección|resfriado|gripe|depresión|ansiedad"
    r"|eccema|alergia|migraña|hipertensión|demencia|deficiencia|síntoma|lesión|insomnio)(?:e?s)?"
)
_CLAIM_RULES: tuple[TextRule, ...] = (
    TextRule(
        id="cures-treats-prevents",
        signal="health_claim",
        languages=ENGLISH,
        pattern=re.compile(rf"{_CURE_VERB}[^.!?;\n]{{0,70}}?\b{_ENGLISH_PROBLEM}\b", _I),
        triggers=("cur", "treat", "prevent", "heal", "revers"),
        scope=Scope.ARTICLE,
        hits="<p>Regular walks help to prevent heart disease.</p>",
        misses="<p>Treat yourself to a new mat, which will prevent your feet from slipping.</p>",
    ),
    TextRule(
        id="is-cured-treated-prevented",
        signal="health_claim",
        languages=ENGLISH,
        pattern=re.compile(
            rf"\b{_ENGLISH_PROBLEM}\b"
            r"[^.!?;\n]{0,30}\b(?:can|could|may|might|be|is|are|was|were)\b"
            r"[^.!?;\n]{0,20}\b(?P<value>cured|treated|prevented|healed|reversed)\b",
            _I,
        ),
        triggers=("cured", "treated", "prevented", "healed", "reversed"),
        scope=Scope.ARTICLE,
        hits="<p>Type 2 diabetes can be reversed, say some.</p>",
        misses="<p>Patients can be treated at home, and the order of the rooms was reversed.</p>",
    ),
    TextRule(
        id="heilt-behandelt-beugt-vor",
        signal="health_claim",
        languages=("de",),
        pattern=re.compile(
            r"\b(?P<value>heil(?:t|en|te)|behandel(?:n|t|te)|verhinder(?:n|t)|vorbeug(?:en|t)"
            rf"|lind(?:ert|ern))\b[^.!?;\n]{{0,70}}?\b\w{{0,30}}{_GERMAN_PROBLEM}"
            rf"|\b\w{{0,30}}{_GERMAN_PROBLEM}"
            r"[^.!?;\n]{0,70}?\b(?:geheilt|heilen|behandelt|behandeln|verhindert|verhindern"
            r"|vorbeugen|vorgebeugt)\b",
            _I,
        ),
        triggers=("heil", "behandel", "verhinder", "vorbeug", "vorgebeugt", "lind"),
        scope=Scope.ARTICLE,
        hits="<p>Die Salbe kann leichte Ekzeme heilen.</p>",
        misses="<p>Die Kinder behandeln den Hund gut, und am Heiligen Abend heilte der Streit.</p>",
    ),
    TextRule(
        id="guerit-cura",
        signal="health_claim",
        languages=("fr", "es"),
        pattern=re.compile(
            r"\b(?P<value>guéri(?:r|t|ssent)|soigne(?:r|nt)?|trait(?:er|e|ent)|préven(?:ir|ient)"
            r"|cura(?:r|n)?|trata(?:r|n)?|previene[n]?|prevenir|sana(?:r|n)?)\b"
            rf"[^.!?;\n]{{0,70}}?\b(?:{_FRENCH_PROBLEM}|{_SPANISH_PROBLEM})\b",
            _I,
        ),
        triggers=("guéri", "soigne", "trait", "préven", "cura", "trata", "previene", "prevenir", "sana"),
        scope=Scope.ARTICLE,
        hits="<p>Cette plante peut soigner la migraine.</p>",
        misses="<p>Elle soigne son jardin avec amour, et traite ses voisins de même.</p>",
    ),
)

HEALTH_RULES: tuple[TextRule, ...] = (*_HELPLINE_RULES, *_DOSAGE_RULES, *_CLAIM_RULES)
