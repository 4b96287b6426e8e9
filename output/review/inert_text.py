"""What strangers wrote, made inert: it is shown as text and acts on nothing."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from markupsafe import Markup

# Control characters, those that turn the direction of all that follows, and halves of characters: shown, not obeyed.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_WEB_SCHEMES = ("http", "https")


def show_controls(text: str) -> str:
    """`text` with each character that acts instead of being read written out, as in `[U+202E]`."""
    return _CONTROLS.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def web_link(url: str | None) -> str | None:
    """`url` if a reader may follow it: an absolute web address. None for any other scheme."""
    if not url or _CONTROLS.search(url) or any(map(str.isspace, url)):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme.lower() in _WEB_SCHEMES and parts.hostname else None
    except ValueError:
        return None


def json_island(value: object) -> Markup:
    """`value` as JSON that can stand in a <script type="application/json">: nothing in it ends the element."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704
