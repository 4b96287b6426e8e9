"""Traits: what the tag, the classes and the attributes of an element say about it."""

from __future__ import annotations


class Trait:
    """Hints, not labels: a box may say that it is a sidebar and hold the article.

    Plain integers to be combined with `|`, because every element of every page is asked and an `IntFlag` takes ten
    times as long.
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
    COLLAPSED = 1 << 11
    POPUP = 1 << 12
    OVERLAY = 1 << 13
    CONSENT = 1 << 14
    ADVERTISEMENT = 1 << 15
    SHARE = 1 << 16
    RELATED = 1 << 17
    NEWSLETTER = 1 << 18
    FORM = 1 << 19
    CONTROL = 1 << 20
    CALL_TO_ACTION = 1 << 21
    PROMOTION = 1 << 22
    PRODUCT = 1 << 23
    COMMENTS = 1 << 24
    CONTENTS = 1 << 25
    TAGS = 1 << 26
    HEADLINE = 1 << 27
    BYLINE = 1 << 28
    REVIEWER = 1 << 29
    DATE = 1 << 30
    READING_TIME = 1 << 31
    AUTHOR_BOX = 1 << 32
    CREDIT = 1 << 33
    CAPTION = 1 << 34
    MEDIA_CONTROLS = 1 << 35
    DISCLAIMER = 1 << 36
    DISCLOSURE = 1 << 37
    PAYWALL = 1 << 38
    EMPTY_STATE = 1 << 39
    SUMMARY = 1 << 40
    TAKEAWAYS = 1 << 41
    REFERENCES = 1 << 42
    FAQ = 1 << 43
    CARD = 1 << 44
    LISTING = 1 << 45
    WIDGET = 1 << 46
    QUOTE = 1 << 47
    TOGGLE = 1 << 48
    NOTE = 1 << 49
    TOOL = 1 << 50


UNFOLDING = Trait.COLLAPSED | Trait.FAQ | Trait.TOGGLE  # of boxes that show their text when they are asked to


def trait_names(traits: int) -> tuple[str, ...]:
    """The names of combined traits in lower case, for people."""
    return tuple(name.lower() for name, bit in vars(Trait).items() if isinstance(bit, int) and bit & traits)
