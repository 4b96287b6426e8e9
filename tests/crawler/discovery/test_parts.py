"""The links of a page to the other pages of its own article, and to nothing else."""

from __future__ import annotations

import pytest
from lxml import html

from wellread.crawler.discovery.parts import PartLinks, find_part_links, part_key, strip_part_number

BLOG = "https://example.org/blog"


def find(url: str, body: str, head: str = "") -> PartLinks:
    return find_part_links(html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"), url)


@pytest.mark.parametrize(
    ("url", "body", "numbered", "leads_on"),
    [
        ("/tea", '<a href="/blog/tea/2">2</a> <a href="/blog/tea/3">3</a>', {2: "/tea/2", 3: "/tea/3"}, None),
        ("/tea/", '<a href="/blog/tea/2/">2</a>', {2: "/tea/2/"}, None),
        ("/tea", '<a href="?page=2">Next page</a>', {2: "/tea?page=2"}, "/tea?page=2"),
        ("/tee", '<a href="?seite=2">Nächste Seite »</a>', {2: "/tee?seite=2"}, "/tee?seite=2"),
        ("/the.html", '<a href="the-2.html">Page suivante</a>', {2: "/the-2.html"}, "/the-2.html"),
        ("/te.php", '<a href="te,2.php">Página siguiente</a>', {2: "/te,2.php"}, "/te,2.php"),
        ("/ocha", '<a href="/blog/ocha/2">次のページ</a>', {2: "/ocha/2"}, "/ocha/2"),
        ("/chay", '<a href="/blog/chay/page/2/">Читать дальше</a>', {2: "/chay/page/2/"}, "/chay/page/2/"),
        ("/thee", '<a href="/blog/thee/deel-2">Verder lezen</a>', {2: "/thee/deel-2"}, "/thee/deel-2"),
        ("/tea", '<a class="next" href="/blog/tea_p2">›</a>', {2: "/tea_p2"}, "/tea_p2"),
        ("/view?sig=z&id=7", '<a href="?sig=z&amp;id=7&amp;page=2">2</a>', {2: "/view?sig=z&id=7&page=2"}, None),
        (
            "/stress-response",
            '<article class="post comments-open"><a href="stress-response/2">2</a></article>',
            {2: "/stress-response/2"},
            None,
        ),
        ("/node", '<a href="?page=1">2</a><a href="?page=2">3</a>', {2: "/node?page=1", 3: "/node?page=2"}, None),
    ],
)
def test_parts_are_found_however_they_are_written(
    url: str, body: str, numbered: dict[int, str], leads_on: str | None
) -> None:
    links = find(BLOG + url, body)
    assert links.numbered == tuple((number, BLOG + path) for number, path in numbered.items())
    assert (links.next, links.first) == (leads_on and BLOG + leads_on, None)


def test_a_link_in_the_head_counts() -> None:
    assert find(f"{BLOG}/tea", "", '<link rel="next" href="/blog/tea/2">').next == f"{BLOG}/tea/2"


@pytest.mark.parametrize(
    ("url", "body", "first"),
    [
        ("/tea/2", '<a href="/blog/tea">1</a> 2 <a href="/blog/tea/3">3</a>', "/tea"),
        ("/tea/page/3/", '<a href="/blog/tea/">Back to the start</a>', "/tea/"),
        ("/tee?seite=2", '<a href="/blog/tee">Zurück</a>', "/tee"),
        ("/the-2.html", '<a href="the.html">Page précédente</a>', "/the.html"),
    ],
)
def test_a_further_part_names_the_first(url: str, body: str, first: str) -> None:
    assert find(BLOG + url, body).first == BLOG + first


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("/tea", '<a rel="next" href="/blog/warm-milk">Next post: Warm milk</a>'),
        ("/tea", '<a rel="next" href="/blog/10-teas">Next</a>'),
        ("/tea", '<a href="/blog/tea/comment-page-2/#comments">Older comments</a>'),
        ("/tea", '<a href="/blog/tea?cpage=2">2</a>'),
        ("/tea", '<section id="comments"><nav><a href="?page=2">2</a></nav></section>'),
        ("/tea", '<ol class="commentlist"><li><a href="/blog/tea/2">Weiter</a></li></ol>'),
        ("/tea", '<a href="/blog/page/2">2</a>'),
        ("/tea", '<a href="/blog/tea?id=2">2</a>'),
        ("/tea", '<a href="/blog/tea/2024">2024</a>'),
        ("/2024/05", '<a href="/blog/2024/06">June</a>'),
        ("/tea/2", '<a href="/blog/">Blog</a>'),
    ],
)
def test_what_is_no_part_is_not_taken_for_one(url: str, body: str) -> None:
    links = find(BLOG + url, body)
    assert links.first is None
    assert links.base != part_key(BLOG + url) or (links.numbered, links.next) == ((), None)


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Tea (2/3)", "Tea"),
        ("Tea – Page 2", "Tea"),
        ("Tee | Teil 2 von 3", "Tee"),
        ("Thé, page 2 sur 3", "Thé"),
        ("Top 10", "Top 10"),
        ("Vitamin B12", "Vitamin B12"),
        (None, None),
    ],
)
def test_a_title_loses_the_number_of_its_part(title: str | None, plain: str | None) -> None:
    assert strip_part_number(title) == plain
