"""What all pages of the demo share: head, menu, newsletter form, footer and components."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import NamedTuple

from wellread.crawler.demo.markdown import escape_text
from wellread.crawler.demo.posts import Post
from wellread.crawler.demo.templating import (
    fill_template,
    make_element_id,
    make_hex_id,
    picture_path,
)

BRAND = "Ottermere"


class PageContent(NamedTuple):
    """What one page puts into the frame.

    `title` and `description` are plain text, `main` and `head` HTML. `collection_attributes` are
    those of the `html` element of a page that Webflow fills from its database. `cover_name` is the
    name of the picture that represents the page.
    """

    title: str
    description: str
    main: str
    head: str = ""
    collection_attributes: str = ""
    cover_name: str = "journal"


def render_page(content: PageContent, path: str, base_url: str) -> str:
    """The HTML of the whole page at `path`, in one line. `base_url` ends without a slash."""
    return fill_template(
        "page.html",
        domain=base_url.partition("://")[2],
        page_id=make_hex_id("blog template" if content.collection_attributes else path),
        site_id=make_hex_id("site"),
        collection=content.collection_attributes,
        title=escape(content.title),
        description=escape(content.description),
        image=base_url + picture_path(content.cover_name),
        logo=picture_path("logo"),
        url=base_url + path.partition("?")[0],
        head=content.head,
        main=content.main,
        newsletter_form=render_form("newsletter", "Sunday Letter", "Send it to me", fill_template("email-field.html")),
    )


def render_form(name: str, title: str, button: str, fields: str) -> str:
    """The HTML of a form. `fields` is HTML."""
    return fill_template(
        "form.html",
        name=name,
        title=title,
        button=button,
        fields=fields,
        page_id=make_hex_id("blog template"),
        element_id=make_element_id(name),
    )


def render_collection(items: Iterable[str]) -> str:
    """The HTML of a list from Webflow's database, which says so when it is empty.

    The items are HTML.
    """
    inner = "".join(items)
    return f'<div role="list" class="w-dyn-items">{inner}</div>' if inner else fill_template("empty.html")


def render_cards(posts: Iterable[Post]) -> str:
    """The HTML of a list of teasers."""
    return render_collection(
        fill_template(
            "card.html",
            path=post.path,
            cover=picture_path(post.slug),
            category=escape_text(post.front_matter.category),
            title=escape_text(post.front_matter.title),
            summary=escape_text(post.front_matter.summary),
            published=format_long_date(post.front_matter.published),
        )
        for post in posts
    )


def format_long_date(day: date) -> str:
    """The date as pages print it: "January 31, 2025"."""
    return f"{day:%B} {day.day}, {day.year}"
