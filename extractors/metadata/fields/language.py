"""The language of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.sources import Source

# Language, script and region (BCP 47), also as POSIX writes them: `pt_BR.UTF-8`.
_LANGUAGE_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@]\w{1,16}){0,3}$")


def to_language_tag(_: PageData, raw: str) -> str | None:
    """A tag of BCP 47 in its usual letters: `pt_br` is `pt-BR`. None for what is none."""
    match = _LANGUAGE_TAG.match(raw.strip())
    if not match:
        return None
    name, script, region = match.groups()
    return "-".join(filter(None, (name.lower(), script and script.title(), region and region.upper())))


def _read_lang(page: PageData) -> Iterator[Candidate[str]]:
    language = page.elements.language
    if language:
        yield Candidate(language, "html", "html[lang]", language)


FROM_LANG_ATTRIBUTE = Source("html lang", _read_lang)
