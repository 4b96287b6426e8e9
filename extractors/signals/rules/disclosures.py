"""Rules about what a page says of itself: who reviewed it, who paid for it, and that it is no medical advice."""

from __future__ import annotations

import re

from wellread.extractors.signals.rule import ENGLISH, OTHER_LANGUAGES, TextRule
from wellread.extractors.vocabulary.byline_labels import EXPERTLY, EXPERTLY_IN_GERMAN

_I = re.IGNORECASE


# -- medical review

_BY_AN_EXPERT = rf"(?:{EXPERTLY}|expertly|expert|dermatologist|doctor)"
_CHECKED = r"(?:reviewed|fact[ -]?checked)"
_REVIEW_RULES: tuple[TextRule, ...] = (
    TextRule(
        id="reviewed-by-an-expert",
        signal="medical_review",
        languages=ENGLISH,
        pattern=re.compile(
            rf"\b{_BY_AN_EXPERT}[ -]{_CHECKED}(?: (?:and"
            r"|&) [\w-]+)? by:? (?P<value>[^|•·—–\n]{1,79}[^|•·—–\n\s])"
            rf"|\b{_BY_AN_EXPERT}[ -]{_CHECKED}(?: by)?(?=\W*$)",
            _I,
        ),
        triggers=("reviewed", "checked"),
        max_block_chars=320,
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
        max_block_chars=220,
        hits="<p>By Ada Green, DVM. Reviewed by Molly Price, DVM</p>",
        misses="<p>The plan was reviewed by several nurses before anybody tried it in a ward.</p>",
    ),
    TextRule(
        id="reviewed-by-other-languages",
        signal="medical_review",
        languages=OTHER_LANGUAGES,
        pattern=re.compile(
            rf"\b(?:(?:{EXPERTLY_IN_GERMAN}) (?:geprüft|überprüft"
            r"|begutachtet)(?: (?:von|durch))?|(?:relu|vérifié|validé) (?:médicalement )?par"
            r"|(?:revisado|verificado)(?: médicamente)? por)\b(?:[: ]+(?P<value>[^|•·\n]{2,80}))?",
            _I,
        ),
        triggers=("geprüft", "überprüft", "begutachtet", "relu ", "vérifié", "validé", "revisado", "verificado"),
        max_block_chars=220,
        hits="<p>Medizinisch geprüft von Dr. med. Anna Pohl</p>",
        misses="<p>Das Mittel wurde in drei Ländern geprüft und danach vom Markt genommen.</p>",
    ),
)

# -- money

_MONEY_RULES: tuple[TextRule, ...] = (
    TextRule(
        id="we-earn-commission",
        signal="affiliate_disclosure",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:we|i|us|our site|(?-i:[A-Z]{2,})|this (?:site|website|blog))\b"
            r"[^.!?\n]{0,60}\b(?:earns?|receives?|gets?|makes?|be paid|paid|compensated)\b"
            r"[^.!?\n]{0,60}\b(?:commissions?|a (?:portion|percentage|share) of (?:the )?(?:sales?"
            r"|revenue))\b",
            _I,
        ),
        quotes_sentence=True,
        triggers=("commission", " sales", "revenue"),
        hits="<p>When you buy through links on our site, we may earn a small commission.</p>",
        misses="<p>Brokers receive a commission for each policy that they sell, and patients pay for it.</p>",
    ),
    TextRule(
        id="affiliate-links",
        signal="affiliate_disclosure",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:contains?|includes?|uses?|may be|are|have|has)\b"
            r"[^.!?\n]{0,25}\baffiliate (?:links?|partner\w*)\b"
            r"|\bas an? \w+ (?:associate|affiliate)\b|\baffiliate (?:disclosure|disclaimer)\s*:",
            _I,
        ),
        quotes_sentence=True,
        triggers=("affiliate", "associate"),
        hits="<p>This post may contain affiliate links.</p>",
        misses="<p>The clinic is affiliated with two universities and has many links to hospitals.</p>",
    ),
    TextRule(
        id="affiliate-links-other-languages",
        signal="affiliate_disclosure",
        languages=OTHER_LANGUAGES,
        pattern=re.compile(
            r"\b(?:provision(?:en)?|affiliate-?links?|partnerlinks?|werbelinks?|liens? affiliés?"
            r"|liens? d['’]affiliation|enlaces? (?:de )?afiliad\w+)\b",
            _I,
        ),
        quotes_sentence=True,
        triggers=("provision", "affiliate", "partnerlink", "werbelink", "affilié", "affiliation", "afiliad"),
        hits="<p>Diese Links führen zu Anbietern, von denen wir eine Provision erhalten können.</p>",
        misses="<p>Das Provisionsverbot der Kasse steht seit zwanzig Jahren im Gesetz.</p>",
    ),
    TextRule(
        id="funded-by",
        signal="funding_disclosure",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:study|research|trial|work|article|project|analysis|review|post|episode|content"
            r"|guide|story)\b[^.!?\n]{0,40}\b(?:was|were|is|are|has been)\b"
            r"[^.!?\n]{0,25}\b(?:(?:funded|sponsored|financed)\b"
            r"[^.!?\n]{0,30}\b(?:by|through|with)|supported\b"
            r"[^.!?\n]{0,60}\b(?:grants?|funds?|funding|awards?|foundation|institutes?|council))\b",
            _I,
        ),
        quotes_sentence=True,
        triggers=("funded", "sponsor", "supported", "financed"),
        hits="<p>The study was funded by a grant from the National Institutes of Health.</p>",
        misses="<p>The study was well supported by the nurses who took part, and nobody left it early.</p>",
    ),
    TextRule(
        id="sponsorship",
        signal="funding_disclosure",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:(?:created|made|produced|written|developed|published|presented|post|article"
            r"|page|episode|content|guide|series|story)\b[^.!?\n]{0,30}\bin partnership with"
            r"|in paid partnership with|paid (?:partnership|promotions?|post)"
            r"|sponsored (?:post|content) (?:by|from)"
            r"|(?:post|article|page|episode|content|guide|text|story)\b"
            r"[^.!?\n]{0,30}\b(?:is sponsored|brought to you by)"
            r"|advertising (?:on our site )?(?:helps )?supports? (?:our|this)"
            r"|corporate sponsors?(?:hips?)?|in exchange for (?:a|an|my|our) (?:honest )?review)\b",
            _I,
        ),
        quotes_sentence=True,
        triggers=("partnership", "brought to you", "paid p", "sponsor", "advertising", "in exchange"),
        hits="<p>This text is brought to you by a maker of pillows, and by nobody else.</p>",
        misses="<p>What you do at home works best in partnership with a clinic, and she was paid properly.</p>",
    ),
    TextRule(
        id="conflicts-of-interest",
        signal="funding_disclosure",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:conflicts? of interest|competing interests?"
            r"|no (?:relevant )?financial disclosures?|(?:no|not|nothing|any|n['’]t)"
            r"[^.!?\n]{0,30}\b(?:compensated|paid) for (?:any |this |my |our |these )*(?:reviews?"
            r"|posts?|articles?|opinions?|content))\b",
            _I,
        ),
        quotes_sentence=True,
        triggers=("of interest", "g interest", "financial disclosure", "compensated for", "paid for"),
        hits="<p>The authors declare no conflicts of interest.</p>",
        misses="<p>The conflict was of interest to nobody but the two families in the valley.</p>",
    ),
    TextRule(
        id="funding-other-languages",
        signal="funding_disclosure",
        languages=OTHER_LANGUAGES,
        pattern=re.compile(
            r"\b(?:interessenkonflikte?|(?:finanziert|gefördert|gesponsert) (?:durch|von)"
            r"|conflits? d['’]intérêts?|financée? par|conflictos? de intereses|financiad[oa] por"
            r"|bezahlte (?:partnerschaft|werbung))\b",
            _I,
        ),
        quotes_sentence=True,
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

# -- disclaimers

_KIND_OF_ADVICE = (
    r"(?:(?:professional|medical|direct|informed|personal|personali[sz]ed|individual|qualified"
    r"|specific|clinical|health|veterinary|legal|the) ){0,4}"
)
_MEDICAL_WORD = (
    r"\b(?:medical|health(?:care)?|doctors?|physicians?|diagnos\w+|treatments?|clinical|patients?"
    r"|nutrition\w*|veterinar\w+)\b"
)
_DISCLAIMER_RULES: tuple[TextRule, ...] = (
    TextRule(
        id="no-substitute-for-advice",
        signal="medical_disclaimer",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:not|never|no|nor|n['’]t|cannot)\b"
            r"[^.!?\n]{0,90}\b(?:substitute|replacement|substituted|alternative)\b"
            rf"[^.!?\n]{{0,12}}\b(?:for|to)\b (?:a |an )?{_KIND_OF_ADVICE}(?:advice|care"
            r"|consultation|diagnosis|treatment|judgement|judgment|guidance|visit)\b",
            _I,
        ),
        quotes_sentence=True,
        triggers=("substitut", "replacement", "alternative"),
        hits="<p>This article is not a substitute for professional medical advice, diagnosis or treatment.</p>",
        misses="<p>Supplements are no substitute for a varied diet, whatever the label may say.</p>",
    ),
    TextRule(
        id="text-replaces-no-doctor",
        signal="medical_disclaimer",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:(?-i:They)|articles?|texts?|content|information|materials?|posts?|pages?|site"
            r"|website|blog|guide|app)\b[^.!?\n]{0,90}\b(?:not|never|n['’]t|cannot)\b"
            r"[^.!?\n]{0,20}\breplace\b"
            r"[^.!?\n]{0,60}\b(?:advice|guidance|consultation|care|conversation)\b"
            r"[^.!?\n]{0,60}\b(?:doctors?|physicians?|professionals?|providers?|clinicians?"
            r"|pharmacists?)\b",
            _I,
        ),
        quotes_sentence=True,
        triggers=("replace",),
        hits="<p>The articles of this blog do not replace a conversation with a doctor.</p>",
        misses="<p>A supplement should not replace a conversation with your doctor about the cramps.</p>",
    ),
    TextRule(
        id="no-medical-advice",
        signal="medical_disclaimer",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:not|never|nor|n['’]t|cannot)\b"
            r"[^.!?\n]{0,50}\b(?:constitute|provide|offer|give|considered|construed|intended|taken"
            r"|is|as|be|are)\b"
            r"[^.!?\n]{0,40}\b(?:medical|health|clinical) (?:advice|diagnos[ei]s)\b"
            r"|\b(?:is|are) not (?:a )?medical advice\b|\bcannot diagnose\b",
            _I,
        ),
        quotes_sentence=True,
        triggers=("advice", "diagnos"),
        hits="<p>The site does not provide medical advice.</p>",
        misses="<p>She did not follow the medical advice of her sister, and slept well all the same.</p>",
    ),
    TextRule(
        id="information-only",
        signal="medical_disclaimer",
        languages=ENGLISH,
        pattern=re.compile(
            r"\bfor (?:\w+ )?(?:informational?|educational)(?:(?: and/or| and| or|,| &)(?: \w+)?)*"
            rf" purposes?(?: only)?\b(?=.{{0,300}}{_MEDICAL_WORD})"
            rf"|{_MEDICAL_WORD}.{{0,300}}\bfor (?:\w+ )?(?:informational?|educational) purposes?\b",
            _I | re.DOTALL,
        ),
        quotes_sentence=True,
        triggers=("purpose",),
        hits="<p>Our content is for informational purposes only. Ask your doctor about your own case.</p>",
        misses="<p>The prices are for informational purposes only. Ask your bank about your own case.</p>",
    ),
    TextRule(
        id="disclaimer-other-languages",
        signal="medical_disclaimer",
        languages=OTHER_LANGUAGES,
        pattern=re.compile(
            r"\b(?:ersetz\w+ (?:\w+ ){0,3}(?:keine\w*|nicht)|kein(?:en)? ersatz für"
            r"|ne (?:remplace|remplacent|se substitue|saurait (?:remplacer|se substituer))"
            r"|no (?:sustituye|reemplaza)n?)\b"
            r"[^.!?\n]{0,80}\b(?:ärzt\w+|arzt\w*|medizinisch\w+|avis|consultation|médec\w+"
            r"|médic\w+|consejo|consulta)\b",
            _I,
        ),
        quotes_sentence=True,
        triggers=("ersetz", "ersatz", "remplace", "substitue", "sustituye", "reemplaza"),
        hits="<p>Dieser Text ersetzt keine ärztliche Beratung.</p>",
        misses="<p>Der Tee ersetzt keine Mahlzeit, schmeckt aber am Abend gut.</p>",
    ),
    TextRule(
        id="not-evaluated",
        signal="supplement_statement",
        languages=ENGLISH,
        pattern=re.compile(
            r"\b(?:statements?|claims?|products?|information)\b"
            r"[^.!?\n]{0,40}\bnot been (?:evaluated|approved|reviewed) by the (?:FDA|U\.?S\.? FDA"
            r"|(?:U\.?S\.? )?food (?:and|&) drug administration)\b"
            r"|\bnot intended to diagnose,? treat,? cure,? (?:or|and"
            r"|mitigate,? or) prevent any diseases?\b",
            _I,
        ),
        quotes_sentence=True,
        triggers=("not been", "diagnos"),
        hits="<p>These statements have not been evaluated by the Food and Drug Administration.</p>",
        misses="<p>The trial has not been evaluated by anybody from outside the institute.</p>",
    ),
)

DISCLOSURE_RULES: tuple[TextRule, ...] = (*_REVIEW_RULES, *_MONEY_RULES, *_DISCLAIMER_RULES)
