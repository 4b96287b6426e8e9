"""The text of an element and of all that stands in it: its string-value (XPath 1.0, 5.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lxml import etree

# Of the compiled expression itself, as it is asked for on every page thousands of times. With white space as it stands.
string_value = cast("Callable[[etree._Element], str]", etree.XPath("string()", smart_strings=False))
