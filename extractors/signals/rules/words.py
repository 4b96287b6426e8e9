"""Rules about words: what a page says of its review, its money, its limits, and of amounts and cures."""

from __future__ import annotations

import re

from wellread.extractors.signals.rule import ENGLISH, FOUR, TextRule, Where

_I = re.IGNORECASE


def _any(*alternatives: str) -> str:
    return f"(?:{'|'.join(alternatives)})"


# -- medical review

_REVIEWED = _any(
    "medically",
    "clinically",
    "scientifically",
    "professionally",
    "expertly",
    "expert",
    "nutritionally",
    "dermatologist",
    "doctor",
)
_CHECKED = r"(?:reviewed|fact[ -]?checked)"
_REVIEW = (
    TextRule(
        id="reviewed-by-an-expert",
        signal="medical_review",
        languages=ENGLISH,
        pattern=re.compile(
            rf"\b{_REVIEWED}[ -]{_CHECKED}(?: (?:and|&) [\w-]+)? by:? (?P<value>[^|•·—–\n]{{1,79}}[^|•·—–\n\s])"
            rf"|\b{_REVIEWED}[ -]{_CHECKED}(?: by)?(?=\W*$)",
            _I,
        ),
        triggers=("reviewed", "checked"),
        longest=320,
        hits="<p>Medically reviewed by Ann Poole, MD</p>",
        misses="<p>Every study in this text was peer-reviewed and published in a medical journal.</p>",
    ),
    TextRule(
        id="reviewed-by-a-name",
        signal="medical_review",
        languages=ENGLISH,
        pattern=re.compile(
            r"(?<![\w-])(?<!peer )[Rr]eviewed [Bb]y:? (?P<value>(?:Dr\.? "
            r"|Prof\.? )?[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+)+(?:,? (?:[A-Z][\w.]{1,7},? ?)+)?)"
        ),
        triggers=("reviewed",),
        longest=220,
        hits="<p>By Ada Green, DVM. Reviewed by Molly Price, DVM</p>",
        misses="<p>The plan was reviewed by several nurses before anybody tried it in a ward.</p>",
    ),
    TextRule(
        id="reviewed-by-other-languages",
        signal="medical_review",
        languages=("de", "fr", "es"),
        pattern=re.compile(
            r"\b(?:(?:medizinisch|fachlich|ärztlich|wissenschaftlich) (?:geprüft|überprüft|begutachtet)(?: (?:von"
            r"|durch))?"
            r"|(?:relu|vérifié|validé) (?:médicalement )?par|(?:revisado"
            r"|verificado)(?: médicamente)? por)\b(?:[: ]+(?P<value>[^|•·\n]{2,80}))?",
            _I,
        ),
        triggers=("geprüft", "überprüft", "begutachtet", "relu ", "vérifié", "validé", "revisado", "verificado"),
        longest=220,
        hits="<p>Medizinisch geprüft von Dr. med. Anna Pohl</p>",
        misses="<p>Das Mittel wurde in drei Ländern geprüft und danach vom Markt genommen.</p>",
    ),
)

# -- money

_PAID = (
    TextRule(
        id="we-earn-commission",
        signal="affiliate_disclosure",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:we|i|us|our site|(?-i:[A-Z]{2,})|this (?:site|website|blog))\b[^.!?\n]{0,60}"
            r"\b(?:earns?|receives?|gets?|makes?|be paid|paid|compensated)\b[^.!?\n]{0,60}\b(?:commissions?"
            r"|a (?:portion|percentage|share) of (?:the )?(?:sales?|revenue))\b",
            _I,
        ),
        sentence=True,
        triggers=("commission", " sales", "revenue"),
        hits="<p>When you buy through links on our site, we may earn a small commission.</p>",
        misses="<p>Brokers receive a commission for each policy that they sell, and patients pay for it.</p>",
    ),
    TextRule(
        id="affiliate-links",
        signal="affiliate_disclosure",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:contains?|includes?|uses?|may be|are|have|has)\b[^.!?\n]{0,25}\baffiliate (?:links?|partner\w*)\b"
            r"|\bas an? \w+ (?:associate|affiliate)\b|\baffiliate (?:disclosure|disclaimer)\s*:",
            _I,
        ),
        sentence=True,
        triggers=("affiliate", "associate"),
        hits="<p>This post may contain affiliate links.</p>",
        misses="<p>The clinic is affiliated with two universities and has many links to hospitals.</p>",
    ),
    TextRule(
        id="affiliate-links-other-languages",
        signal="affiliate_disclosure",
        languages=("de", "fr", "es"),
        pattern=re.compile(
            r"\b(?:provision(?:en)?|affiliate-?links?|partnerlinks?|werbelinks?|liens? affiliés?"
            r"|liens? d['’]affiliation"
            r"|enlaces? (?:de )?afiliad\w+)\b",
            _I,
        ),
        sentence=True,
        triggers=("provision", "affiliate", "partnerlink", "werbelink", "affilié", "affiliation", "afiliad"),
        hits="<p>Diese Links führen zu Anbietern, von denen wir eine Provision erhalten können.</p>",
        misses="<p>Das Provisionsverbot der Kasse steht seit zwanzig Jahren im Gesetz.</p>",
    ),
    TextRule(
        id="funded-by",
        signal="funding_disclosure",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:study|research|trial|work|article|project|analysis|review|post|episode|content|guide|story)\b"
            r"[^.!?\n]{0,40}\b(?:was|were|is|are|has been)\b[^.!?\n]{0,25}\b(?:"
            r"(?:funded|sponsored|financed)\b[^.!?\n]{0,30}\b(?:by|through|with)"
            r"|supported\b[^.!?\n]{0,60}\b(?:grants?|funds?|funding|awards?|foundation|institutes?|council))\b",
            _I,
        ),
        sentence=True,
        triggers=("funded", "sponsor", "supported", "financed"),
        hits="<p>The study was funded by a grant from the National Institutes of Health.</p>",
        misses="<p>The study was well supported by the nurses who took part, and nobody left it early.</p>",
    ),
    TextRule(
        id="sponsorship",
        signal="funding_disclosure",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:(?:created|made|produced|written|developed|published|presented|post|article|page|episode"
            r"|content|guide|series|story)\b[^.!?\n]{0,30}\bin partnership with|in paid partnership with"
            r"|paid (?:partnership|promotions?|post)|sponsored (?:post|content) (?:by|from)"
            r"|(?:post|article|page|episode|content|guide|text|story)\b[^.!?\n]{0,30}\b(?:is sponsored"
            r"|brought to you by)"
            r"|advertising (?:on our site )?(?:helps )?supports? (?:our|this)|corporate sponsors?(?:hips?)?"
            r"|in exchange for (?:a|an|my|our) (?:honest )?review)\b",
            _I,
        ),
        sentence=True,
        triggers=("partnership", "brought to you", "paid p", "sponsor", "advertising", "in exchange"),
        hits="<p>This text is brought to you by a maker of pillows, and by nobody else.</p>",
        misses="<p>What you do at home works best in partnership with a clinic, and she was paid properly.</p>",
    ),
    TextRule(
        id="conflicts-of-interest",
        signal="funding_disclosure",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:conflicts? of interest|competing interests?|no (?:relevant )?financial disclosures?|(?:no|not"
            r"|nothing|any"
            r"|n['’]t)[^.!?\n]{0,30}\b(?:compensated|paid) for (?:any |this |my |our |these )*(?:reviews?|posts?"
            r"|articles?|opinions?|content))\b",
            _I,
        ),
        sentence=True,
        triggers=("of interest", "g interest", "financial disclosure", "compensated for", "paid for"),
        hits="<p>The authors declare no conflicts of interest.</p>",
        misses="<p>The conflict was of interest to nobody but the two families in the valley.</p>",
    ),
    TextRule(
        id="funding-other-languages",
        signal="funding_disclosure",
        languages=("de", "fr", "es"),
        pattern=re.compile(
            r"\b(?:interessenkonflikte?|(?:finanziert|gefördert|gesponsert) (?:durch|von)|conflits? d['’]intérêts?"
            r"|financée? par|conflictos? de intereses"
            r"|financiad[oa] por|bezahlte (?:partnerschaft|werbung))\b",
            _I,
        ),
        sentence=True,
        triggers=(
            "interessenkonflikt",
            "finanziert",
            "gefördert",
            "gesponsert",
            "intérêt",
            "financé",
            "intereses",
            "financiad",
            "bezahlte",
        ),
        hits="<p>Die Studie wurde finanziert durch den Bund.</p>",
        misses="<p>Der Weg zum See wurde gefördert, und der Streit darum war bald vergessen.</p>",
    ),
)

# -- limits

_ADVICE = (
    r"(?:(?:professional|medical|direct|informed|personal|personali[sz]ed|individual|qualified|specific|clinical"
    r"|health|veterinary|legal|the) ){0,4}"
)
_MEDICAL = (
    r"\b(?:medical|health(?:care)?|doctors?|physicians?|diagnos\w+|treatments?|clinical|patients?|nutrition\w*"
    r"|veterinar\w+)\b"
)
_LIMITS = (
    TextRule(
        id="no-substitute-for-advice",
        signal="medical_disclaimer",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:not|never|no|nor|n['’]t|cannot)\b[^.!?\n]{0,90}\b(?:substitute|replacement|substituted|alternative)\b"
            rf"[^.!?\n]{{0,12}}\b(?:for|to)\b (?:a |an )?{_ADVICE}"
            r"(?:advice|care|consultation|diagnosis|treatment|judgement|judgment|guidance|visit)\b",
            _I,
        ),
        sentence=True,
        triggers=("substitut", "replacement", "alternative"),
        hits="<p>This article is not a substitute for professional medical advice, diagnosis or treatment.</p>",
        misses="<p>Supplements are no substitute for a varied diet, whatever the label may say.</p>",
    ),
    TextRule(
        id="text-replaces-no-doctor",
        signal="medical_disclaimer",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:(?-i:They)|articles?|texts?|content|information|materials?|posts?|pages?|site|website|blog|guide|app)\b"
            r"[^.!?\n]{0,90}\b(?:not|never|n['’]t|cannot)\b[^.!?\n]{0,20}\breplace\b[^.!?\n]{0,60}"
            r"\b(?:advice|guidance|consultation|care|conversation)\b[^.!?\n]{0,60}"
            r"\b(?:doctors?|physicians?|professionals?|providers?|clinicians?|pharmacists?)\b",
            _I,
        ),
        sentence=True,
        triggers=("replace",),
        hits="<p>The articles of this blog do not replace a conversation with a doctor.</p>",
        misses="<p>A supplement should not replace a conversation with your doctor about the cramps.</p>",
    ),
    TextRule(
        id="no-medical-advice",
        signal="medical_disclaimer",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:not|never|nor|n['’]t|cannot)\b[^.!?\n]{0,50}\b(?:constitute|provide|offer|give|considered"
            r"|construed|intended|taken|is|as|be|are)\b[^.!?\n]{0,40}"
            r"\b(?:medical|health|clinical) (?:advice|diagnos[ei]s)\b"
            r"|\b(?:is|are) not (?:a )?medical advice\b"
            r"|\bcannot diagnose\b",
            _I,
        ),
        sentence=True,
        triggers=("advice", "diagnos"),
        hits="<p>The site does not provide medical advice.</p>",
        misses="<p>She did not follow the medical advice of her sister, and slept well all the same.</p>",
    ),
    TextRule(
        id="information-only",
        signal="medical_disclaimer",
        languages=ENGLISH,
        pattern=re.compile(
            rf"\bfor (?:\w+ )?(?:informational?|educational)(?:(?: and/or| and| or|,"
            rf"| &)(?: \w+)?)* purposes?(?: only)?\b"
            rf"(?=.{{0,300}}{_MEDICAL})|{_MEDICAL}.{{0,300}}\bfor (?:\w+ )?(?:informational?|educational) purposes?\b",
            _I | re.DOTALL,
        ),
        sentence=True,
        triggers=("purpose",),
        hits="<p>Our content is for informational purposes only. Ask your doctor about your own case.</p>",
        misses="<p>The prices are for informational purposes only. Ask your bank about your own case.</p>",
    ),
    TextRule(
        id="disclaimer-other-languages",
        signal="medical_disclaimer",
        languages=("de", "fr", "es"),
        pattern=re.compile(
            r"\b(?:ersetz\w+ (?:\w+ ){0,3}(?:keine\w*|nicht)|kein(?:en)? ersatz für|ne (?:remplace|remplacent"
            r"|se substitue|saurait (?:remplacer|se substituer))|no (?:sustituye|reemplaza)n?)\b[^.!?\n]{0,80}"
            r"\b(?:ärzt\w+|arzt\w*|medizinisch\w+|avis|consultation|médec\w+|médic\w+|consejo|consulta)\b",
            _I,
        ),
        sentence=True,
        triggers=("ersetz", "ersatz", "remplace", "substitue", "sustituye", "reemplaza"),
        hits="<p>Dieser Text ersetzt keine ärztliche Beratung.</p>",
        misses="<p>Der Tee ersetzt keine Mahlzeit, schmeckt aber am Abend gut.</p>",
    ),
    TextRule(
        id="not-evaluated",
        signal="supplement_statement",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:statements?|claims?|products?|information)\b[^.!?\n]{0,40}\bnot been (?:evaluated|approved"
            r"|reviewed) by the (?:FDA|U\.?S\.? FDA|(?:U\.?S\.? )?food (?:and|&) drug administration)\b"
            r"|\bnot intended to diagnose,? treat,? cure,? (?:or|and|mitigate,? or) prevent any diseases?\b",
            _I,
        ),
        sentence=True,
        triggers=("not been", "diagnos"),
        hits="<p>These statements have not been evaluated by the Food and Drug Administration.</p>",
        misses="<p>The trial has not been evaluated by anybody from outside the institute.</p>",
    ),
)

# -- help

_CRISIS = (
    TextRule(
        id="helpline",
        signal="crisis_line",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:[A-Z][\w&'’-]* ){1,6}(?:Hotline|Helpline|Lifeline)\b|\b988\b[^.!?\n]{0,30}\b(?:[Ll]ifeline"
            r"|[Hh]otline)\b"
            r"|\b[Cc]risis [Tt]ext [Ll]ine\b|\b(?:[Hh]otline|[Hh]elpline|[Ll]ifeline"
            r"|[Cc]risis line)\b[^.!?\n]{0,40}\d{3}[\d ()-]{3,}"
            r"|\b(?:[Cc]all|[Tt]ext|[Dd]ial)(?:ing)?(?: or (?:text|call))? (?:988|911|999|112|116 123)\b"
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
        languages=("de", "fr", "es"),
        pattern=re.compile(
            r"\bTelefonseelsorge\b|\b(?:Nummer gegen Kummer|Sorgentelefon|Krisentelefon"
            r"|Notruf)\b[^.!?\n]{0,40}\d{3}|\b(?:appelez|composez) le (?:15|112|3114)\b"
            r"|\b(?:[Ll]lame|[Ll]lamar|[Ll]lama) al (?:024|112|911|988)\b|\bSOS Amitié\b|\bTeléfono de la Esperanza\b"
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

# -- amounts and cures

_NUMBER = r"(?<![\w.,/$€£-])\d[\d.,]*(?:\s?(?:-|–|to|bis|à|a)\s?\d[\d.,]*)?"
_UNIT = _any(
    r"mg|mcg|[µμ]g|IU|I\.U\.|IE|g|ml|mL|mmol",
    r"[Mm]illigrams?|[Mm]icrograms?|[Gg]rams?|[Mm]illilit(?:er|re)s?|[Ii]nternational [Uu]nits?",
    r"Milligramm|Mikrogramm|Gramm|Milliliter|milligrammes?|microgrammes?|grammes?|miligramos?|microgramos?|gramos?",
)
_PROBLEMS = _any(
    r"diseases?|disorders?|illness(?:es)?|conditions?|syndromes?|infections?|infestations?|symptoms?|deficienc(?:y"
    r"|ies)|injur(?:y|ies)|ailments?|viruses|strains?",
    r"cancers?|tumou?rs?|diabetes|prediabetes|obesity|hypertension|high blood pressure|cholesterol|strokes?"
    r"|heart (?:attacks?|failure|disease)|asthma|COPD|allerg(?:y|ies)",
    r"depression|anxiety|PTSD|trauma|insomnia|stress|burnout|phobias?|panic|addictions?|dementia|alzheimer['’]?s?"
    r"|cognitive (?:decline|deficits?|impairment)|epilepsy|seizures?|migraines?|headaches?|autism|ADHD",
    r"(?:back |neck |joint |chronic |muscle )?pain|aches?|arthritis|osteoporosis|inflammation|swelling|bone loss"
    r"|fractures?|sprains?|soreness|cramps?",
    r"cavit(?:y|ies)|(?:tooth )?decay|gum disease|gingivitis|plaque|(?:tooth )?sensitivity|bad breath",
    r"(?:a|common) cold|colds|flu|influenza|covid(?:-19)?|pneumonia|fevers?|coughs?|constipation|diarrh(?:o?e)a"
    r"|nausea|ulcers?"
    r"|heartburn|reflux|IBS|an(?:a)?emia|dehydration|malnutrition|scurvy|rickets",
    r"acne|eczema|psoriasis|rash(?:es)?|burns?|wounds?|scars?|wrinkles?|hair loss|varicose veins|kidney (?:stones?"
    r"|damage|disease)|liver (?:damage|disease|failure)|poisoning|overdoses?|aging|ageing",
    r"sleep apn(?:o?e)a|snoring|infertility|menopause|miscarriages?|birth defects?|death|suicide",
)
_CURES = (
    r"\b(?P<value>cur(?:e[sd]?|ing)|treat(?:s|ed|ing)?|prevent(?:s|ed|ing)?|heal(?:s|ed|ing)?|revers(?:e[sd]?|ing))\b"
)
_GERMAN_PROBLEMS = (
    r"(?:krankheit|krebs|diabetes|schmerz|entzündung|infekt|erkältung|grippe|depression|angst|ekzem|allergi|migräne"
    r"|kopfweh|bluthochdruck|demenz|eisenmangel|vitaminmangel|beschwerden|symptom|verletzung|schlaflos)\w*"
)
_FRENCH_PROBLEMS = (
    r"(?:maladie|cancer|diabète|douleur|inflammation|infection|rhume|grippe|dépression|anxiété|eczéma|allergie"
    r"|migraine|hypertension|démence|carence|symptôme|blessure|insomnie)s?"
)
_SPANISH_PROBLEMS = (
    r"(?:enfermedad|cáncer|diabetes|dolor|inflamación|infección|resfriado|gripe|depresión|ansiedad|eccema|alergia"
    r"|migraña|hipertensión|demencia|deficiencia|síntoma|lesión|insomnio)(?:e?s)?"
)
_SAID = (
    TextRule(
        id="amount-with-unit",
        signal="dosage",
        languages=FOUR,
        pattern=re.compile(
            rf"{_NUMBER}[\s-]?(?:{_UNIT})\b(?!\s?/\s?d?[lL]\b)(?:\s?(?:/|per|a|pro|par|por)\s?(?:day|kg|Tag|jour"
            rf"|día|dose|serving|week)\b| (?:daily|täglich))?"
        ),
        triggers=(),
        trigger_pattern=re.compile(
            rb"0[\s\xa0?-]?(?:m?[gl]\b|mcg|[\xb5?]g|i\.?u\b|ie\b|mmol|milli|micro|mili|gram|international)"
        ),
        where=Where.ARTICLE,
        hits="<p>Adults took 200 to 400 mg of magnesium in the evening.</p>",
        misses="<p>Her blood sugar was 95 mg/dl, and the 5G mast stood 30 m from the house.</p>",
    ),
    TextRule(
        id="cures-treats-prevents",
        signal="health_claim",
        languages=ENGLISH,
        pattern=re.compile(rf"{_CURES}[^.!?;\n]{{0,70}}?\b{_PROBLEMS}\b", _I),
        triggers=("cur", "treat", "prevent", "heal", "revers"),
        where=Where.ARTICLE,
        hits="<p>Regular walks help to prevent heart disease.</p>",
        misses="<p>Treat yourself to a new mat, which will prevent your feet from slipping.</p>",
    ),
    TextRule(
        id="is-cured-treated-prevented",
        signal="health_claim",
        languages=ENGLISH,
        pattern=re.compile(
            rf"\b{_PROBLEMS}\b[^.!?;\n]{{0,30}}\b(?:can|could|may|might|be|is|are|was"
            rf"|were)\b[^.!?;\n]{{0,20}}\b(?P<value>cured|treated|prevented|healed|reversed)\b",
            _I,
        ),
        triggers=("cured", "treated", "prevented", "healed", "reversed"),
        where=Where.ARTICLE,
        hits="<p>Type 2 diabetes can be reversed, say some.</p>",
        misses="<p>Patients can be treated at home, and the order of the rooms was reversed.</p>",
    ),
    TextRule(
        id="heilt-behandelt-beugt-vor",
        signal="health_claim",
        languages=("de",),
        pattern=re.compile(
            rf"\b(?P<value>heil(?:t|en|te)|behandel(?:n|t|te)|verhinder(?:n|t)|vorbeug(?:en|t)|lind(?:ert"
            rf"|ern))\b[^.!?;\n]{{0,70}}?\b\w*{_GERMAN_PROBLEMS}"
            rf"|\b\w*{_GERMAN_PROBLEMS}[^.!?;\n]{{0,70}}?\b(?:geheilt|heilen|behandelt|behandeln|verhindert"
            rf"|verhindern|vorbeugen|vorgebeugt)\b",
            _I,
        ),
        triggers=("heil", "behandel", "verhinder", "vorbeug", "vorgebeugt", "lind"),
        where=Where.ARTICLE,
        hits="<p>Die Salbe kann leichte Ekzeme heilen.</p>",
        misses="<p>Die Kinder behandeln den Hund gut, und am Heiligen Abend heilte der Streit.</p>",
    ),
    TextRule(
        id="guerit-cura",
        signal="health_claim",
        languages=("fr", "es"),
        pattern=re.compile(
            rf"\b(?P<value>guéri(?:r|t|ssent)|soigne(?:r|nt)?|trait(?:er|e|ent)|préven(?:ir|ient)|cura(?:r|n)?"
            rf"|trata(?:r|n)?|previene[n]?|prevenir|sana(?:r|n)?)\b"
            rf"[^.!?;\n]{{0,70}}?\b(?:{_FRENCH_PROBLEMS}|{_SPANISH_PROBLEMS})\b",
            _I,
        ),
        triggers=("guéri", "soigne", "trait", "préven", "cura", "trata", "previene", "prevenir", "sana"),
        where=Where.ARTICLE,
        hits="<p>Cette plante peut soigner la migraine.</p>",
        misses="<p>Elle soigne son jardin avec amour, et traite ses voisins de même.</p>",
    ),
)

TEXT_RULES: tuple[TextRule, ...] = (*_REVIEW, *_PAID, *_LIMITS, *_CRISIS, *_SAID)
