"""The templates of the review pages, with the style sheet and the scripts that they bring along.

Every value is escaped unless it is markup already. The content security policy admits the style sheet and the script of
the page by their digests, and nothing else: no picture, no font, no request.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from wellread.output.review.inert_text import json_island, show_controls, web_link

GENERATOR = "wellread report"  # by which a report is known again
_FOLDER = files("wellread.output.review") / "templates"


def render(template: str, script: str | None, **values: object) -> str:
    """The page that `template` makes of `values`, with the script of that name in it, or none."""
    return _environment().get_template(template).render(assets=_load_assets(script), **values)


@cache
def _load_assets(script: str | None) -> dict[str, Markup | str]:
    style, code = _read("style.css"), _read(script) if script else ""
    scripts = f"'{_digest(code)}'" if code else "'none'"
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src {scripts}; base-uri 'none'; form-action 'none'"
    )
    return {"style": Markup(style), "script": Markup(code), "policy": policy, "generator": GENERATOR}  # noqa: S704  (files of this package)


def _digest(text: str) -> str:
    """The source expression for an inline element (Content Security Policy Level 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_read), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(web_link=web_link, json_island=json_island)
    environment.finalize = lambda value: show_controls(value) if type(value) is str else value
    return environment
