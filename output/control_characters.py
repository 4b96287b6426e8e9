"""Control characters in files that people look at: on a screen they act instead of being read."""

from __future__ import annotations

import re

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")  # all but white space


def replace_controls(text: str) -> str:
    """The text with U+FFFD for each control character that is no white space, such as those that colour a terminal."""
    return _CONTROLS.sub("\ufffd", text)
