"""What sections of one kind are called, from the first to the last letter of their heading."""

from __future__ import annotations

import re

_TAKEAWAYS = (
    r"(?:the )?(?:key (?:takeaways?|points|facts|findings)|takeaways?|quick (?:facts|summary)|highlights)",
    r"(?:the )?(?:at a glance|in (?:a nutshell|brief|short)|tl;?dr)",
    r"das wichtigste (?:in kürze|im überblick|auf einen blick)|(?:auf einen blick|kurz gesagt|die kernaussagen)",
    r"(?:l['’]essentiel(?: à retenir)?|à retenir|points clés|en bref|les points essentiels)",
    r"(?:puntos clave|lo más importante|ideas clave)",
    r"(?:in breve|punti chiave|i punti chiave|pontos-chave|pontos principais)",
    r"(?:in het kort|belangrijkste punten|kort samengevat|det viktigaste|i korthet|najważniejsze informacje)",
    r"(?:главное|коротко|кратко|要点|重点|要點|まとめ|ポイント|핵심 요약)",
)
_FAQ = (
    r"(?:frequently asked questions|questions and answers|q ?& ?a)\b.{0,80}",
    r"(?:häufige fragen|häufig gestellte fragen|preguntas frecuentes|foire aux questions)\b.{0,80}",
    r"(?:questions fréquentes|domande frequenti|perguntas frequentes|veelgestelde vragen)\b.{0,80}",
    r"faqs?\b.{0,80}",
    r".{0,60}\bfaqs?",
)
# Words that head questions, and running text about them as well.
_MAYBE_FAQ = (r"(?:common|your|reader|top) questions\b.{0,80}", r"(?:ihre|typische) fragen\b.{0,80}")


def names_pattern(*names: str) -> re.Pattern[str]:
    """A pattern for whole headings that have one of some names, whatever marks stand behind it."""
    return re.compile(rf"(?:{'|'.join(names)})\W*", re.IGNORECASE)


TAKEAWAYS_NAME = names_pattern(*_TAKEAWAYS)
FAQ_NAME = names_pattern(*_FAQ)
MAYBE_FAQ_NAME = names_pattern(*_MAYBE_FAQ)
