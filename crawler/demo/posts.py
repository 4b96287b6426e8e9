"""The demo's articles and contributors as their editors keep them.

An article is TOML front matter over a body in Markdown. The pages of the site and the articles that
are expected of them are both computed from what this module reads.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from wellread.crawler.demo.markdown import MarkdownBlock, parse_markdown

PACKAGE_FILES = files(__package__)  # content, templates and static files lie beside this module


class Contributor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who writes or reviews: a table of `people.toml`, whose key is the slug.

    `is_team`: several people.
    """

    name: str
    job_title: str
    bio: str
    slug: str = ""
    honorific: str | None = None
    credentials: tuple[str, ...] = ()
    is_team: bool = msgspec.field(default=False, name="team")

    @property
    def printed_name(self) -> str:
        """The name as pages print it: "Dr. Ada Example, PhD"."""
        return ", ".join([f"{self.honorific or ''} {self.name}".strip(), *self.credentials])


class Offer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The wording of the call to action inside an article."""

    heading: str
    text: str
    button: str


class FrontMatter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands above the body of an article.

    Slugs are keys of `people.toml`. `by_guest`: the biography of the author stands below the body.
    `promotion` is a last paragraph that advertises the site's own product. `has_structured_data`:
    the page has JSON-LD. `has_hidden_copy`: it has a second, invisible copy of its body.
    """

    title: str
    summary: str
    category: str
    published: date
    offer: Offer
    updated: date | None = None
    author_slugs: tuple[str, ...] = msgspec.field(default=(), name="authors")
    reviewer_slug: str | None = msgspec.field(default=None, name="reviewer")
    by_guest: bool = msgspec.field(default=False, name="guest")
    tags: tuple[str, ...] = ()
    promotion: str | None = None
    has_disclaimer: bool = msgspec.field(default=False, name="disclaimer")
    has_structured_data: bool = msgspec.field(default=False, name="structured_data")
    has_hidden_copy: bool = msgspec.field(default=False, name="hidden_copy")


class Post(msgspec.Struct, frozen=True):
    """The source of one article of the demo."""

    slug: str
    front_matter: FrontMatter
    body: tuple[MarkdownBlock, ...]
    authors: tuple[Contributor, ...]
    reviewer: Contributor | None

    @property
    def path(self) -> str:
        """The path at which the article is served."""
        return f"/blog/{self.slug}"


@cache
def load_contributors() -> dict[str, Contributor]:
    """Everybody who writes or reviews, by slug."""
    people_file = PACKAGE_FILES / "content" / "people.toml"
    by_slug = msgspec.toml.decode(people_file.read_bytes(), type=dict[str, Contributor])
    return {slug: msgspec.structs.replace(contributor, slug=slug) for slug, contributor in by_slug.items()}


@cache
def load_posts() -> tuple[Post, ...]:
    """Every article, the newest first."""
    sources = [file for file in (PACKAGE_FILES / "content").iterdir() if file.name.endswith(".md")]
    return tuple(
        sorted(
            map(_load_post, sources),
            key=lambda post: (post.front_matter.published, post.slug),
            reverse=True,
        )
    )


def slugify(text: str) -> str:
    """The text as a part of a path: "Healthy Ageing" as "healthy-ageing"."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _load_post(file: Traversable) -> Post:
    _, front_matter_toml, body = file.read_text(encoding="utf-8").split("+++\n", 2)
    front_matter = msgspec.toml.decode(front_matter_toml, type=FrontMatter)
    return Post(
        slug=file.name.removesuffix(".md"),
        front_matter=front_matter,
        body=parse_markdown(body),
        authors=tuple(load_contributors()[slug] for slug in front_matter.author_slugs),
        reviewer=load_contributors()[front_matter.reviewer_slug] if front_matter.reviewer_slug else None,
    )
