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
    MENU = 1 << 4
    BREADCRUMB = 1 << 5
    HEADER = 1 << 6
    TOP = 1 << 7
    FOOTER = 1 << 8
    SIDEBAR = 1 << 9
    HIDDEN = 1 << 10
    POPUP = 1 << 11
    OVERLAY = 1 << 12
    CONSENT = 1 << 13
    ADVERTISEMENT = 1 << 14
    SHARE = 1 << 15
    RELATED = 1 << 16
    NEWSLETTER = 1 << 17
    FORM = 1 << 18
    CONTROL = 1 << 19
    CALL_TO_ACTION = 1 << 20
    PROMOTION = 1 << 21
    PRODUCT = 1 << 22
    COMMENTS = 1 << 23
    CONTENTS = 1 << 24
    TAGS = 1 << 25
    HEADLINE = 1 << 26
    BYLINE = 1 << 27
    REVIEWER = 1 << 28
    DATE = 1 << 29
    READING_TIME = 1 << 30
    AUTHOR_BOX = 1 << 31
    CREDIT = 1 << 32
    CAPTION = 1 << 33
    MEDIA_CONTROLS = 1 << 34
    DISCLAIMER = 1 << 35
    DISCLOSURE = 1 << 36
    PAYWALL = 1 << 37
    EMPTY_STATE = 1 << 38
    SUMMARY = 1 << 39
    TAKEAWAYS = 1 << 40
    REFERENCES = 1 << 41
    FAQ = 1 << 42
    CARD = 1 << 43
    LISTING = 1 << 44
    WIDGET = 1 << 45


def trait_names(traits: int) -> tuple[str, ...]:
    """The names of combined traits, for people."""
    return tuple(name.lower() for name, bit in vars(Trait).items() if isinstance(bit, int) and bit & traits)
