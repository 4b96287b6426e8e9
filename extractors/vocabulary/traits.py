"""Traits: what the tag, the classes and the attributes of an element say about it."""

from __future__ import annotations


class Trait:
    """Hints, not verdicts: a box may say that it is a sidebar and hold the article.

    Plain integers to be combined with `|`, because every element of every page is asked and an `IntFlag` takes ten times
    as long.
    """

    NONE = 0
    MAIN = 1 << 0
    ARTICLE = 1 << 1
    BODY = 1 << 2
    NAVIGATION = 1 << 3
    BREADCRUMB = 1 << 4
    HEADER = 1 << 5
    FOOTER = 1 << 6
    SIDEBAR = 1 << 7
    HIDDEN = 1 << 8
    POPUP = 1 << 9
    CONSENT = 1 << 10
    ADVERTISEMENT = 1 << 11
    SHARE = 1 << 12
    RELATED = 1 << 13
    NEWSLETTER = 1 << 14
    FORM = 1 << 15
    CONTROL = 1 << 16
    CALL_TO_ACTION = 1 << 17
    PROMOTION = 1 << 18
    PRODUCT = 1 << 19
    COMMENTS = 1 << 20
    CONTENTS = 1 << 21
    TAGS = 1 << 22
    HEADLINE = 1 << 23
    BYLINE = 1 << 24
    REVIEWER = 1 << 25
    DATE = 1 << 26
    READING_TIME = 1 << 27
    AUTHOR_BOX = 1 << 28
    CREDIT = 1 << 29
    CAPTION = 1 << 30
    MEDIA_CONTROLS = 1 << 31
    DISCLAIMER = 1 << 32
    DISCLOSURE = 1 << 33
    PAYWALL = 1 << 34
    EMPTY_STATE = 1 << 35
    SUMMARY = 1 << 36
    TAKEAWAYS = 1 << 37
    REFERENCES = 1 << 38
    FAQ = 1 << 39
    CARD = 1 << 40
    LISTING = 1 << 41
    WIDGET = 1 << 42


def trait_names(traits: int) -> tuple[str, ...]:
    """The names of combined traits, for people."""
    return tuple(name.lower() for name, bit in vars(Trait).items() if isinstance(bit, int) and bit & traits)
