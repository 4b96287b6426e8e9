"""The page of one article: its body, and bylines, dates, tags, forms and teasers around it."""

from __future__ import annotations

import json
import re
from datetime import date

from wellread.crawler.demo.article_body import render_body
from wellread.crawler.demo.markdown import escape_text
from wellread.crawler.demo.page_frame import (
    BRAND,
    PageContent,
    format_long_date,
    render_cards,
    render_collection,
    render_form,
)
from wellread.crawler.demo.posts import Contributor, Post, load_posts, slugify
from wellread.crawler.demo.templating import fill_template, make_hex_id, picture_path

WORDS_PER_MINUTE = 200


def build_article_page(post: Post, base_url: str) -> PageContent:
    """The page of one article, on a site at `base_url`, which ends without a slash."""
    meta = post.front_matter
    head = fill_template("feed.html", href="rss.xml") + (
        _render_structured_data(post, base_url) if meta.has_structured_data else ""
    )
    return PageContent(
        title=f"{meta.title} | {BRAND}",
        description=meta.summary,
        main=_render_main(post),
        head=head,
        collection_attributes=f' data-wf-collection="{make_hex_id("posts")}" data-wf-item-slug="{post.slug}"',
        cover_name=post.slug,
    )


def _render_main(post: Post) -> str:
    meta = post.front_matter
    body = render_body(post)
    next_post = _next_post(post)
    related = [
        other for other in load_posts() if other.front_matter.category == meta.category and other.slug != post.slug
    ]
    return fill_template(
        "article.html",
        category=escape_text(meta.category),
        category_slug=slugify(meta.category),
        title=escape_text(meta.title),
        cover=picture_path(post.slug),
        byline_desktop=_render_byline(post, "desktop"),
        byline_mobile=_render_byline(post, "mobile"),
        reviewer=_render_reviewer(post.reviewer) if post.reviewer else "",
        updated=_render_updated(meta.updated) if meta.updated else "",
        minutes=str(1 + len(re.sub("<[^>]+>", " ", body).split()) // WORDS_PER_MINUTE),
        body=body,
        hidden_copy=f'<div class="blog-body_mobile w-condition-invisible">{body}</div>' if meta.has_hidden_copy else "",
        disclaimer=fill_template("disclaimer.html") if meta.has_disclaimer else "",
        tags=_render_tags(meta.tags),
        published=format_long_date(meta.published),
        about_author="".join(map(_render_about_author, post.authors)) if meta.by_guest else "",
        finder_form=render_form("finder", "Finder", "Find me something", fill_template("finder-fields.html")),
        related=render_cards(related),
        next_title=escape_text(next_post.front_matter.title),
        next_summary=escape_text(next_post.front_matter.summary),
        next_path=next_post.path,
    )


def _render_updated(day: date) -> str:
    return f'<div class="blog-updated">Last updated {format_long_date(day)}</div>'


def _next_post(post: Post) -> Post:
    """The next older article; after the oldest, the newest."""
    slugs = [other.slug for other in load_posts()]
    return load_posts()[(slugs.index(post.slug) + 1) % len(slugs)]


def _render_byline(post: Post, device: str) -> str:
    """The authors, named twice; the page holds one copy for each width of screen."""
    if not post.authors:
        return fill_template("byline-empty.html", device=device)
    return fill_template(
        "byline.html",
        device=device,
        portrait=picture_path(post.authors[0].slug),
        links=" and ".join(map(_render_author_link, post.authors)),
        label="Guest article by" if post.front_matter.by_guest else "Written by",
        names=" and ".join(escape_text(author.printed_name) for author in post.authors),
    )


def _render_author_link(author: Contributor) -> str:
    return f'<a href="/authors/{author.slug}" class="blog-author_link">{escape_text(author.printed_name)}</a>'


def _render_reviewer(reviewer: Contributor) -> str:
    return fill_template("reviewer.html", link=_render_author_link(reviewer))


def _render_about_author(author: Contributor) -> str:
    return fill_template("about-author.html", bio=escape_text(author.bio))


def _render_tags(tags: tuple[str, ...]) -> str:
    links = (f'<a href="/blog-category/{slugify(tag)}" class="blog-tag">{escape_text(tag)}</a>' for tag in tags)
    return render_collection(f'<div role="listitem" class="w-dyn-item">{link}</div>' for link in links)


def _render_structured_data(post: Post, base_url: str) -> str:
    """JSON-LD of the type BlogPosting (schema.org)."""

    def describe(author: Contributor) -> dict[str, str]:
        type_ = "Organization" if author.is_team else "Person"
        return {"@type": type_, "name": author.name, "url": f"{base_url}/authors/{author.slug}"}

    meta = post.front_matter
    dates = {"datePublished": meta.published.isoformat()}
    if meta.updated:
        dates["dateModified"] = meta.updated.isoformat()
    data = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": meta.title,
        "description": meta.summary,
        "image": base_url + picture_path(post.slug),
        "author": [describe(author) for author in post.authors],
        "publisher": {"@type": "Organization", "name": BRAND, "url": base_url},
        "mainEntityOfPage": base_url + post.path,
        **dates,
    }
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
