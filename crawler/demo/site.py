"""The demo's pages: every path of an invented Webflow blog, and what stands there. A pure function of its address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from html import escape
from typing import NamedTuple

from wellread.crawler.demo.pictures import landscape
from wellread.crawler.demo.rendering import asset_path, element_id, fill, hex_id
from wellread.crawler.demo.richtext import body
from wellread.crawler.demo.source import PACKAGE, Person, Post, markup, people, posts, slugify

BRAND = "Ottermere"
NOT_FOUND = "/404"
REDIRECTS = {"/journal": "/blog", "/blog/evening-light-and-your-clock": "/blog/light-and-the-body-clock"}
PAGINATION = hex_id("pagination", 8)
POSTS_PER_PAGE = 4
WORDS_PER_MINUTE = 200
HTML = "text/html; charset=utf-8"


class Page(NamedTuple):
    """What stands at one path."""

    content: bytes
    content_type: str


class Frame(NamedTuple):
    """What a page puts into the frame that all of them share. `title` and `description` are plain text."""

    title: str
    description: str
    main: str
    head: str = ""
    collection: str = ""
    cover: str = "journal"


def build(base_url: str) -> dict[str, Page]:
    """Every page by its path and query, "/blog?1a2b3c4d_page=2" among them. `base_url` ends without a slash."""
    articles = {post.path: article(post, base_url) for post in posts()}
    frames = _static_pages() | _listings() | _author_pages() | articles
    pages = {path: Page(render(frame, path, base_url).encode(), HTML) for path, frame in frames.items()}
    listed = [path for path in pages if path not in {NOT_FOUND, "/start"} and "?" not in path]
    return pages | _machine_readable(base_url, listed) | _assets()


def render(frame: Frame, path: str, base_url: str) -> str:
    """The whole page, in one line."""
    return fill(
        "page.html",
        domain=base_url.partition("://")[2],
        page_id=hex_id("blog template" if frame.collection else path),
        site_id=hex_id("site"),
        collection=frame.collection,
        title=escape(frame.title),
        description=escape(frame.description),
        image=base_url + asset_path(frame.cover),
        logo=asset_path("logo"),
        url=base_url + path.partition("?")[0],
        head=frame.head,
        main=frame.main,
        newsletter_form=_form("newsletter", "Sunday Letter", "Send it to me", fill("email-field.html")),
    )


def article(post: Post, base_url: str) -> Frame:
    """The page of one article."""
    meta = post.meta
    text = body(post)
    following = _following(post)
    main = fill(
        "article.html",
        category=markup(meta.category),
        category_slug=slugify(meta.category),
        title=markup(meta.title),
        cover=asset_path(post.slug),
        byline_desktop=_byline(post, "desktop"),
        byline_mobile=_byline(post, "mobile"),
        reviewer=_reviewer(post.reviewer) if post.reviewer else "",
        updated=f'<div class="blog-updated">Last updated {_long_date(meta.updated)}</div>' if meta.updated else "",
        minutes=str(1 + len(re.sub("<[^>]+>", " ", text).split()) // WORDS_PER_MINUTE),
        body=text,
        hidden_copy=f'<div class="blog-body_mobile w-condition-invisible">{text}</div>' if meta.hidden_copy else "",
        disclaimer=fill("disclaimer.html") if meta.disclaimer else "",
        tags=_tags(meta.tags),
        published=_long_date(meta.published),
        about_author="".join(map(_about_author, post.authors)) if meta.guest else "",
        finder_form=_form("finder", "Finder", "Find me something", fill("finder-fields.html")),
        related=_cards(other for other in posts() if other.meta.category == meta.category and other.slug != post.slug),
        next_title=markup(following.meta.title),
        next_summary=markup(following.meta.summary),
        next_path=following.path,
    )
    head = fill("feed.html", href="rss.xml") + (_structured_data(post, base_url) if meta.structured_data else "")
    collection = f' data-wf-collection="{hex_id("posts")}" data-wf-item-slug="{post.slug}"'
    return Frame(f"{meta.title} | {BRAND}", meta.summary, main, head, collection, post.slug)


def _following(post: Post) -> Post:
    slugs = [other.slug for other in posts()]
    return posts()[(slugs.index(post.slug) + 1) % len(slugs)]


def _long_date(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _byline(post: Post, device: str) -> str:
    """The authors, named twice; the page holds one copy for each width of screen."""
    if not post.authors:
        return fill("byline-empty.html", device=device)
    return fill(
        "byline.html",
        device=device,
        portrait=asset_path(post.authors[0].slug),
        links=" and ".join(map(_person_link, post.authors)),
        label="Guest article by" if post.meta.guest else "Written by",
        names=" and ".join(markup(author.display) for author in post.authors),
    )


def _person_link(person: Person) -> str:
    return f'<a href="/authors/{person.slug}" class="blog-author_link">{markup(person.display)}</a>'


def _reviewer(person: Person) -> str:
    return fill("reviewer.html", link=_person_link(person))


def _about_author(person: Person) -> str:
    return fill("about-author.html", bio=markup(person.bio))


def _tags(tags: tuple[str, ...]) -> str:
    links = (f'<a href="/blog-category/{slugify(tag)}" class="blog-tag">{markup(tag)}</a>' for tag in tags)
    return _collection(f'<div role="listitem" class="w-dyn-item">{link}</div>' for link in links)


def _cards(listed: Iterable[Post]) -> str:
    return _collection(
        fill(
            "card.html",
            path=post.path,
            cover=asset_path(post.slug),
            category=markup(post.meta.category),
            title=markup(post.meta.title),
            summary=markup(post.meta.summary),
            published=_long_date(post.meta.published),
        )
        for post in listed
    )


def _collection(items: Iterable[str]) -> str:
    """A list from the platform's database, which says so when it is empty."""
    inner = "".join(items)
    return f'<div role="list" class="w-dyn-items">{inner}</div>' if inner else fill("empty.html")


def _form(name: str, title: str, button: str, fields: str) -> str:
    return fill(
        "form.html",
        name=name,
        title=title,
        button=button,
        fields=fields,
        page_id=hex_id("blog template"),
        element_id=element_id(name),
    )


def _structured_data(post: Post, base_url: str) -> str:
    def person(author: Person) -> dict[str, str]:
        kind = "Organization" if author.team else "Person"
        return {"@type": kind, "name": author.name, "url": f"{base_url}/authors/{author.slug}"}

    dates = {"datePublished": post.meta.published.isoformat()}
    if post.meta.updated:
        dates["dateModified"] = post.meta.updated.isoformat()
    data = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": post.meta.title,
        "description": post.meta.summary,
        "image": base_url + asset_path(post.slug),
        "author": [person(author) for author in post.authors],
        "publisher": {"@type": "Organization", "name": BRAND, "url": base_url},
        "mainEntityOfPage": base_url + post.path,
        **dates,
    }
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def _static_pages() -> dict[str, Frame]:
    contact = _form("contact", "Contact", "Send", fill("email-field.html") + fill("message-field.html"))
    start = _form("start", "Start", "Start", fill("email-field.html"))
    team = "".join(
        fill("team-member.html", slug=person.slug, name=markup(person.display), job_title=markup(person.job_title))
        for person in people().values()
    )
    return {
        "/": Frame(BRAND, "A small journal about feeling well on ordinary days.", fill("home.html")),
        "/about": Frame(f"About | {BRAND}", "Who writes this.", fill("about.html", team=team, press=_collection(()))),
        "/contact": Frame(f"Contact | {BRAND}", "Write to us.", fill("contact.html", form=contact)),
        "/start": Frame(f"Fourteen evenings | {BRAND}", "Try it.", fill("start.html", form=start)),
        NOT_FOUND: Frame("Not Found", "", fill("404.html")),
    }


def _listings() -> dict[str, Frame]:
    """The index, page by page, and one list for each category and tag."""
    pages = [posts()[start : start + POSTS_PER_PAGE] for start in range(0, len(posts()), POSTS_PER_PAGE)]
    index = {
        "/blog" if number == 1 else f"/blog?{PAGINATION}_page={number}": _listing(
            "The Ottermere Journal", list(listed), pagination=_pagination(number, len(pages))
        )
        for number, listed in enumerate(pages, 1)
    }
    topics = sorted({topic for post in posts() for topic in (post.meta.category, *post.meta.tags)})
    return index | {
        f"/blog-category/{slugify(topic)}": _listing(
            topic, [post for post in posts() if topic in (post.meta.category, *post.meta.tags)]
        )
        for topic in topics
    }


def _listing(heading: str, listed: list[Post], pagination: str = "") -> Frame:
    intro = "Short, careful articles on sleep, movement, food and the mind."
    main = fill(
        "listing.html",
        heading=markup(heading),
        intro=intro,
        featured=_collection(()),
        cards=_cards(listed),
        pagination=pagination,
    )
    head = fill("feed.html", href="blog/rss.xml") if pagination else ""
    return Frame(f"{heading} | {BRAND}", intro, main, head)


def _pagination(number: int, count: int) -> str:
    previous = fill("pagination-previous.html", key=PAGINATION, number=str(number - 1)) if number > 1 else ""
    following = fill("pagination-next.html", key=PAGINATION, number=str(number + 1)) if number < count else ""
    return fill("pagination.html", previous=previous, next=following, number=str(number), count=str(count))


def _author_pages() -> dict[str, Frame]:
    return {f"/authors/{slug}": _author_page(person) for slug, person in people().items()}


def _author_page(person: Person) -> Frame:
    main = fill(
        "author.html",
        portrait=asset_path(person.slug),
        name=markup(person.display),
        job_title=markup(person.job_title),
        bio=markup(person.bio),
        cards=_cards(post for post in posts() if person in post.authors),
    )
    return Frame(f"{person.name} | {BRAND}", person.bio, main, cover=person.slug)


def _machine_readable(base_url: str, listed: Iterable[str]) -> dict[str, Page]:
    locations = "".join(f"<url><loc>{base_url}{'' if path == '/' else path}</loc></url>" for path in listed)
    items = "".join(
        fill(
            "rss-item.xml",
            title=escape(post.meta.title),
            url=base_url + post.path,
            summary=escape(post.meta.summary),
            date=f"{post.meta.published:%a, %d %b %Y} 00:00:00 GMT",
            cover=base_url + asset_path(post.slug),
        )
        for post in posts()
    )
    robots = fill("robots.txt", base_url=base_url)
    sitemap = fill("sitemap.xml", urls=locations)
    feed = fill("rss.xml", base_url=base_url, items=items)
    return {
        "/robots.txt": Page(robots.encode(), "text/plain; charset=utf-8"),
        "/sitemap.xml": Page(sitemap.encode(), "application/xml"),
        "/blog/rss.xml": Page(feed.encode(), "application/rss+xml; charset=utf-8"),
    }


def _assets() -> dict[str, Page]:
    static = PACKAGE / "static"
    landscapes = ["journal", *people(), *(post.slug for post in posts())]
    drawings = {name: landscape(name) for name in landscapes}
    drawings |= {file.name.removesuffix(".svg"): file.read_bytes() for file in (static / "drawings").iterdir()}
    return {asset_path(name): Page(content, "image/svg+xml") for name, content in drawings.items()} | {
        "/css/ottermere.webflow.css": Page((static / "style.css").read_bytes(), "text/css; charset=utf-8"),
        "/js/ottermere.webflow.js": Page((static / "script.js").read_bytes(), "text/javascript; charset=utf-8"),
    }
