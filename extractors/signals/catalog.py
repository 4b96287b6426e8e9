"""All signals: what each is evidence of, in the order in which they are published."""

from __future__ import annotations

from functools import cache

from wellread.extractors.signals.rule import FactRule, Rule, TextRule
from wellread.extractors.signals.rules.citations import CITATION_RULES
from wellread.extractors.signals.rules.dates import DATE_RULES
from wellread.extractors.signals.rules.disclosures import DISCLOSURE_RULES
from wellread.extractors.signals.rules.health import HEALTH_RULES
from wellread.extractors.signals.rules.links import LINK_RULES, SPONSORED_LINK_RULES
from wellread.extractors.signals.rules.people import PEOPLE_RULES

SIGNALS: dict[str, str] = {
    "byline": "Who wrote the page, by name: a person, a team.",
    "author_data": "Who wrote the page, in data that no reader sees.",
    "credentials": "A degree, a licence or a title of an author or a reviewer.",
    "biography_link": "A link from the name of an author or a reviewer to a page about them.",
    "medical_review": "That an expert reviewed the page.",
    "date_published": "A printed date of publication, or one without a label.",
    "date_modified": "A printed date of the last change.",
    "date_reviewed": "A printed date of the last review.",
    "references_heading": "A heading over a list of sources.",
    "citation_link": "A link to research, or its identifier in the text.",
    "citation_marker": "A mark in the text that points to a source.",
    "sponsored_link": "A link that is marked as paid for.",
    "affiliate_link": "A link whose address credits a sale to somebody.",
    "affiliate_disclosure": "That the site earns money from links.",
    "funding_disclosure": "Who paid for the work, advertising, and whose interests conflict, or that nobody's do.",
    "medical_disclaimer": "That the text is no medical advice.",
    "supplement_statement": "That no authority has evaluated what is said of a product.",
    "crisis_line": "A helpline or an emergency number.",
    "dosage": "An amount of something that one takes, with its unit.",
    "health_claim": "That something cures, treats, prevents, heals or reverses a health problem, or does not.",
    "flesch_kincaid_grade": "The Flesch-Kincaid grade of the article.",
    "smog_grade": "The SMOG grade of the article.",
    "words": "The words that the grades count.",
    "sentences": "The sentences that the grades count.",
}
READABILITY = ("flesch_kincaid_grade", "smog_grade", "words", "sentences")
FACT_RULES: tuple[FactRule, ...] = (*PEOPLE_RULES, *DATE_RULES, *CITATION_RULES, *SPONSORED_LINK_RULES)
TEXT_RULES: tuple[TextRule, ...] = (*DISCLOSURE_RULES, *HEALTH_RULES)
RULES: tuple[Rule, ...] = (*FACT_RULES, *TEXT_RULES, *LINK_RULES)


@cache
def can_check(signal: str, language: str | None) -> bool:
    """Whether a signal can be found on a page in a language (ISO 639, None where it is not known).

    Signals of words need a language that one of their rules can read.
    """
    if signal in READABILITY:
        return language == "en"
    languages = {
        name for rule in RULES if isinstance(rule, TextRule) and rule.signal == signal for name in rule.languages
    }
    return not languages or language in languages
