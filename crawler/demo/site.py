"""Every file of the demo site by its path: pages, sitemap, feed, robots.txt and assets.

The site is an invented Webflow blog. A pure function of its address.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from wellread.crawler.demo.article_page import build_article_page
from wellread.crawler.demo.drawings import draw_landscape
from wellread.crawler.demo.markdown import escape_text
from wellread.crawler.demo.page_frame import (
    BRAND,
    PageContent,
    render_cards,
    render_collection,
    render_form,
    render_page,
)
from wellread.crawler.demo.posts import (
    PACKAGE_FILES,
    Contributor,
    Post,
    load_contributors,
    load_posts,
    slugify,
)
from wellread.crawler.demo.templating import fill_template, make_hex_id, picture_path

NOT_FOUND_PATH = "/404"
SIGN_UP_PATH = "/start"  # which robots.txt disallows
REDIRECTS = {
    "/journal": "/blog",
    "/blog/evening-light-and-your-clock": "/blog/light-and-the-body-clock",
}
PAGINATION_KEY = make_hex_id("pagination", 8)
POSTS_PER_PAGE = 4
HTML_CONTENT_TYPE = "text/html; charset=utf-8"


class ServedFile(NamedTuple):
    """What stands at one path: the body of the response, and its Content-Type."""

    content: bytes
    content_type: str


def build_site(base_url: str) -> dict[str, ServedFile]:
    """Every file by its path and query, "/blog?1a2b3c4d_page=2" among them.

    `base_url` ends without a slash.
    """
    article_pages = {post.path: build_article_page(post, base_url) for post in load_posts()}
    contents = _build_static_pages() | _build_listing_pages() | _build_author_pages() | article_pages
    pages = {
        path: ServedFile(render_page(content, path, base_url).encode(), HTML_CONTENT_TYPE)
        for path, content in contents.items()
    }
    in_sitemap = [path for path in pages if path not in {NOT_FOUND_PATH, SIGN_UP_PATH} and "?" not in path]
    return pages | _build_files_for_crawlers(base_url, in_sitemap) | _build_assets()


def _build_static_pages() -> dict[str, PageContent]:
    email_field = fill_template("email-field.html")
    message_field = fill_template("message-field.html")
    contact_form = render_form("contact", "Contact", "Send", email_field + message_field)
    sign_up_form = render_form("start", "Start", "Start", email_field)
    team = "".join(
        fill_template(
            "team-member.html",
            slug=contributor.slug,
            name=escape_text(contributor.printed_name),
            job_title=escape_text(contributor.job_title),
        )
        for contributor in load_contributors().values()
    )
    about = fill_template("about.html", team=team, press=render_collection(()))
    home = fill_template("home.html")
    return {
        "/": PageContent(BRAND, "A small journal about feeling well on ordinary days.", home),
        "/about": PageContent(f"About | {BRAND}", "Who writes this.", about),
        "/contact": PageContent(f"Contact | {BRAND}", "Write to us.", fill_template("contact.html", form=contact_form)),
        SIGN_UP_PATH: PageContent(
            f"Fourteen evenings | {BRAND}",
            "Try it.",
            fill_template("start.html", form=sign_up_form),
        ),
        NOT_FOUND_PATH: PageContent("Not Found", "", fill_template("404.html")),
    }


def _build_listing_pages() -> dict[str, PageContent]:
    """The list of all articles, page by page, and one list for each category and tag."""
    posts = load_posts()
    pages = [posts[start : start + POSTS_PER_PAGE] for start in range(0, len(posts), POSTS_PER_PAGE)]
    paginated = {
        "/blog" if number == 1 else f"/blog?{PAGINATION_KEY}_page={number}": _build_listing_page(
            "The Ottermere Journal", listed, pagination=_render_pagination(number, len(pages))
        )
        for number, listed in enumerate(pages, 1)
    }
    topics = sorted({topic for post in posts for topic in _topics_of(post)})
    by_topic = {topic: [post for post in posts if topic in _topics_of(post)] for topic in topics}
    return paginated | {
        f"/blog-category/{slugify(topic)}": _build_listing_page(topic, listed) for topic, listed in by_topic.items()
    }


def _topics_of(post: Post) -> tuple[str, ...]:
    return (post.front_matter.category, *post.front_matter.tags)


def _build_listing_page(heading: str, posts: Iterable[Post], pagination: str = "") -> PageContent:
    intro = "Short, careful articles on sleep, movement, food and the mind."
    main = fill_template(
        "listing.html",
        heading=escape_text(heading),
        intro=intro,
        featured=render_collection(()),
        cards=render_cards(posts),
        pagination=pagination,
    )
    head = fill_template("feed.html", href="blog/rss.xml") if pagination else ""
    return PageContent(f"{heading} | {BRAND}", intro, main, head)


def _render_pagination(number: int, count: int) -> str:
    """The links at the foot of page `number` of `count`."""

    def link(template_name: str, target: int) -> str:
        return fill_template(template_name, key=PAGINATION_KEY, number=str(target))

    previous_link = link("pagination-previous.html", number - 1) if number > 1 else ""
    next_link = link("pagination-next.html", number + 1) if number < count else ""
    return fill_template(
        "pagination.html",
        previous=previous_link,
        next=next_link,
        number=str(number),
        count=str(count),
    )


def _build_author_pages() -> dict[str, PageContent]:
    return {f"/authors/{slug}": _build_author_page(contributor) for slug, contributor in load_contributors().items()}


def _build_author_page(author: Contributor) -> PageContent:
    main = fill_template(
        "author.html",
        portrait=picture_path(author.slug),
        name=escape_text(author.printed_name),
        job_title=escape_text(author.job_title),
        bio=escape_text(author.bio),
        cards=render_cards(post for post in load_posts() if author in post.authors),
    )
    return PageContent(f"{author.name} | {BRAND}", author.bio, main, cover_name=author.slug)


def _build_files_for_crawlers(base_url: str, paths: Iterable[str]) -> dict[str, ServedFile]:
    """robots.txt, the sitemap of `paths`, and the feed of all articles."""
    locations = "".join(f"<url><loc>{base_url}{'' if path == '/' else path}</loc></url>" for path in paths)
    items = "".join(
        fill_template(
            "rss-item.xml",
            title=escape(post.front_matter.title),
            url=base_url + post.path,
            summary=escape(post.front_matter.summary),
            date=f"{post.front_matter.published:%a, %d %b %Y} 00:00:00 GMT",
            cover=base_url + picture_path(post.slug),
        )
        for post in load_posts()
    )
    robots = fill_template("robots.txt", base_url=base_url)
    sitemap = fill_template("sitemap.xml", urls=locations)
    feed = fill_template("rss.xml", base_url=base_url, items=items)
    return {
        "/robots.txt": ServedFile(robots.encode(), "text/plain; charset=utf-8"),
        "/sitemap.xml": ServedFile(sitemap.encode(), "application/xml"),
        "/blog/rss.xml": ServedFile(feed.encode(), "application/rss+xml; charset=utf-8"),
    }


def _build_assets() -> dict[str, ServedFile]:
    """Pictures, the style sheet and the script."""
    static = PACKAGE_FILES / "static"
    landscape_names = ["journal", *load_contributors(), *(post.slug for post in load_posts())]
    drawings = {name: draw_landscape(name) for name in landscape_names}
    drawings |= {file.name.removesuffix(".svg"): file.read_bytes() for file in (static / "drawings").iterdir()}
    return {picture_path(name): ServedFile(content, "image/svg+xml") for name, content in drawings.items()} | {
        "/css/ottermere.webflow.css": ServedFile((static / "style.css").read_bytes(), "text/css; charset=utf-8"),
        "/js/ottermere.webflow.js": ServedFile((static / "script.js").read_bytes(), "text/javascript; charset=utf-8"),
    }
