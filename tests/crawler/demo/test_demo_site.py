"""The demo blog: its pages hold together, every nuisance is there, and its server answers like real hosting."""

import json
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from wellread.crawler.demo import ExpectedArticle, expected_articles, serve
from wellread.crawler.demo.server import answer
from wellread.crawler.demo.site import NOT_FOUND, PAGINATION, build
from wellread.crawler.demo.source import read_body
from wellread.extractors.article import Figure, ListBlock, Paragraph, Quote, Role, Section, Table

BASE_URL = "http://demo.test"
SITE = build(BASE_URL)
ARTICLES = {urlsplit(expected.url).path: expected for expected in expected_articles(BASE_URL)}
HTML_PATHS = [path for path, page in SITE.items() if page.content_type.startswith("text/html")]
XML_PATHS = [path for path, page in SITE.items() if "xml" in page.content_type]
VOID_ELEMENTS = {"br", "hr", "img", "input", "link", "meta"}

PLAIN = "/blog/a-wind-down-hour-that-survives-real-life"
TRUE_EMPTY_STATE = "/blog/how-to-check-a-supplement-before-you-buy"
GUEST = "/blog/balance-training-after-sixty"
HIDDEN_COPY = "/blog/light-and-the-body-clock"
NO_AUTHOR = "/blog/five-minutes-of-slow-breathing"
QUESTIONS = "/blog/more-fibre-without-the-bloating"
TWO_AUTHORS = "/blog/staying-active-with-a-sore-back"

each_article = pytest.mark.parametrize("path", ARTICLES)


def text(path: str) -> str:
    return SITE[path].content.decode()


def document(path: str) -> HtmlElement:
    return document_fromstring(text(path))


def texts(path: str, css_class: str) -> list[str]:
    return [element.text_content() for element in document(path).find_class(css_class)]


def sections(expected: ExpectedArticle) -> Iterator[Section]:
    pending = list(expected.sections)
    while pending:
        section = pending.pop(0)
        yield section
        pending = [*section.sections, *pending]


def plain(expected: ExpectedArticle) -> str:
    """All words of the true article, in order."""

    def items(block: ListBlock) -> Iterator[str]:
        for item in block.items:
            yield item.text
            yield from (nested.text for nested in item.items)

    def words(section: Section) -> Iterator[str]:
        yield section.heading or ""
        for block in section.blocks:
            match block:
                case Paragraph(said) | Quote(said):
                    yield said
                case ListBlock():
                    yield from items(block)
                case Table(_, header, rows):
                    yield from (*header, *(cell for row in rows for cell in row))

    return " ".join(part for section in sections(expected) for part in words(section))


def kinds(path: str) -> set[type]:
    return {type(block) for section in sections(ARTICLES[path]) for block in section.blocks}


class Balance(HTMLParser):
    """Fails on a tag that is closed out of turn; `open` holds those that are still open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag not in VOID_ELEMENTS:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, _attrs: object) -> None:
        """An element that closes itself leaves nothing open."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


class TestPages:
    @pytest.mark.parametrize("path", HTML_PATHS)
    def test_every_tag_is_closed_in_turn(self, path: str) -> None:
        parser = Balance()
        parser.feed(text(path))
        assert parser.open == []

    @pytest.mark.parametrize("path", XML_PATHS)
    def test_xml_and_drawings_parse(self, path: str) -> None:
        assert etree.fromstring(SITE[path].content).tag

    @pytest.mark.parametrize("path", HTML_PATHS)
    def test_every_address_on_a_page_is_internal_and_answers_or_leads_to_a_publication(self, path: str) -> None:
        found = document(path).xpath("//@href | //@src")
        for address in {urljoin(BASE_URL + path, str(href)) for href in found if href}:
            target = address.removeprefix(BASE_URL).partition("#")[0]
            if target.startswith("https://doi.org/"):
                continue
            if path == NOT_FOUND and target == NOT_FOUND:
                continue
            reply = answer(SITE, target or "/")
            if reply.status is HTTPStatus.MOVED_PERMANENTLY:
                reply = answer(SITE, reply.headers["Location"])
            assert reply.status is HTTPStatus.OK, target

    @pytest.mark.parametrize("path", HTML_PATHS)
    def test_a_page_is_one_line_with_the_marks_of_the_platform(self, path: str) -> None:
        html = text(path)
        assert "\n" not in html
        assert html.startswith("<!DOCTYPE html><!-- Last Published: ")
        root = document(path)
        assert root.get("data-wf-site")
        assert root.get("data-wf-page")
        assert root.xpath("//meta[@name='generator']/@content") == ["Webflow"]

    def test_the_sitemap_lists_each_article_once_and_no_dates(self) -> None:
        sitemap = etree.fromstring(SITE["/sitemap.xml"].content)
        listed = [str(location.text) for location in sitemap.iter("{*}loc")]
        assert {expected.url for expected in ARTICLES.values()} <= set(listed)
        assert len(set(listed)) == len(listed)
        assert list(sitemap.iter("{*}lastmod")) == []

    def test_robots_keeps_crawlers_out_of_the_sign_up_page_and_names_the_sitemap(self) -> None:
        assert text("/robots.txt").splitlines() == [
            "User-agent: *",
            "Disallow: /start",
            "",
            f"Sitemap: {BASE_URL}/sitemap.xml",
        ]

    def test_the_feed_holds_every_article_under_a_relative_link(self) -> None:
        feed = etree.fromstring(SITE["/blog/rss.xml"].content)
        assert [item.findtext("link") for item in feed.iter("item")] == [e.url for e in ARTICLES.values()]
        for path, href in {"/blog": "blog/rss.xml", PLAIN: "rss.xml"}.items():
            assert document(path).xpath("//link[@type='application/rss+xml']/@href") == [href]

    def test_the_index_reaches_every_article_page_by_page(self) -> None:
        reached: list[str] = []
        path: str | None = "/blog"
        while path:
            root = document(path)
            reached += [str(href) for href in root.xpath("//a[contains(@class, 'blog-card')]/@href")]
            following = root.xpath("//a[contains(@class, 'w-pagination-next')]/@href")
            path = "/blog" + str(following[0]) if following else None
        assert reached == list(ARTICLES)
        assert re.fullmatch("[0-9a-f]{8}", PAGINATION)

    def test_the_same_address_gives_the_same_bytes(self) -> None:
        assert build(BASE_URL) == SITE


class TestTruth:
    @each_article
    def test_every_text_of_the_article_is_on_its_page(self, path: str) -> None:
        page = " ".join("".join(map(str, document(path).itertext())).split())
        for section in sections(ARTICLES[path]):
            assert (section.heading or "") in page
            for block in section.blocks:
                if isinstance(block, Paragraph | Quote):
                    assert block.text in page

    @each_article
    def test_the_headings_are_those_of_the_page_in_order(self, path: str) -> None:
        body = document(path).find_class("blog-body_layout")[0]
        for hidden in body.find_class("blog-body_mobile"):
            hidden.drop_tree()
        around = {*texts(path, "blog-cta_heading"), *texts(path, "blog-promo_heading")}
        found = [heading.text_content() for heading in body.iter("h2", "h3", "h4")]
        headings = [section.heading for section in sections(ARTICLES[path]) if section.heading]
        assert [heading for heading in found if heading not in around] == headings

    @each_article
    def test_no_boilerplate_is_in_the_article_and_all_of_it_is_on_the_page(self, path: str) -> None:
        expected = ARTICLES[path]
        said = plain(expected)
        page = "".join(map(str, document(path).itertext()))
        assert len(expected.boilerplate) > 40
        assert [line for line in expected.boilerplate if line in said] == []
        assert [line for line in expected.boilerplate if line not in page] == []

    @each_article
    def test_the_lead_comes_first_and_has_something_to_say(self, path: str) -> None:
        lead = ARTICLES[path].sections[0]
        assert (lead.heading, lead.level) == (None, 0)
        assert lead.blocks

    @each_article
    def test_an_article_is_neither_a_note_nor_a_book(self, path: str) -> None:
        assert 350 <= len(plain(ARTICLES[path]).split()) <= 900

    def test_together_they_hold_every_kind_of_block_and_role(self) -> None:
        assert len(ARTICLES) >= 8
        assert set.union(*map(kinds, ARTICLES)) == {Figure, ListBlock, Paragraph, Quote, Table}
        roles = {section.role for expected in ARTICLES.values() for section in sections(expected)}
        assert roles == {None, Role.FAQ, Role.KEY_TAKEAWAYS, Role.REFERENCES}
        assert {section.level for expected in ARTICLES.values() for section in sections(expected)} == {0, 2, 3, 4}

    def test_lists_nest_and_tables_and_figures_have_captions(self) -> None:
        blocks = [b for expected in ARTICLES.values() for section in sections(expected) for b in section.blocks]
        assert any(item.items for block in blocks if isinstance(block, ListBlock) for item in block.items)
        assert any(block.ordered for block in blocks if isinstance(block, ListBlock))
        assert any(block.caption for block in blocks if isinstance(block, Table))
        assert all(block.caption and block.alt for block in blocks if isinstance(block, Figure))
        assert any(block.cite for block in blocks if isinstance(block, Quote))

    def test_a_guest_has_an_honorific_and_credentials_a_reviewer_and_two_dates(self) -> None:
        guest = ARTICLES[GUEST]
        (author,) = guest.authors
        assert (author.name, author.honorific, author.credentials) == ("Helen Oduya", "Dr.", ("DPT", "GCS"))
        assert [(reviewer.name, reviewer.credentials) for reviewer in guest.reviewed_by] == [
            ("Joaquín Ferrer", ("MD",))
        ]
        assert (guest.date_published, guest.date_modified) == ("2024-11-05", "2025-04-22")

    def test_authors_may_be_none_two_or_a_team(self) -> None:
        assert ARTICLES[NO_AUTHOR].authors == ()
        assert [author.name for author in ARTICLES[TWO_AUTHORS].authors] == ["Priya Ramanathan", "Mara Lindqvist"]
        assert [author.type for author in ARTICLES[PLAIN].authors] == ["organization"]

    def test_links_are_absolute(self) -> None:
        links = [
            link.href
            for section in sections(ARTICLES[PLAIN])
            for block in section.blocks
            if isinstance(block, Paragraph)
            for link in block.links
        ]
        assert links == [BASE_URL + HIDDEN_COPY]

    def test_markdown_beyond_the_dialect_is_refused(self) -> None:
        with pytest.raises(ValueError, match="no hr in"):
            read_body("One.\n\n---\n\nTwo.\n")


class TestNuisances:
    def test_the_byline_is_repeated(self) -> None:
        for css_class in ("blog-author_name-top", "blog-author_name"):
            assert texts(PLAIN, css_class) == ["Ottermere Editors"] * 2
        assert texts(PLAIN, "blog-author_label") == ["Written by"] * 2

    def test_the_title_is_printed_twice_without_a_space(self) -> None:
        assert ARTICLES[PLAIN].headline * 2 in texts(PLAIN, "blog-share_wrap")[0]

    def test_a_call_to_action_parts_the_text(self) -> None:
        (offer,) = document(PLAIN).find_class("blog-cta_component")
        for neighbour in (offer.getprevious(), offer.getnext()):
            assert neighbour is not None
            assert "w-richtext" in str(neighbour.get("class")).split()

    def test_a_call_to_action_is_an_embed_in_the_text(self) -> None:
        (offer, _) = document(HIDDEN_COPY).find_class("blog-cta_embed")
        assert [str(a.get("class")) for a in offer.iterancestors("div")][:2] == [
            "w-embed",
            "blog-body_rich-text w-richtext",
        ]

    def test_a_call_to_action_is_a_linked_picture(self) -> None:
        assert document(NO_AUTHOR).xpath("//*[contains(@class, 'w-richtext')]/figure/a[@href='/start']//img")

    def test_the_last_paragraph_promotes_the_product(self) -> None:
        last = document(PLAIN).find_class("w-richtext")[-1][-1]
        assert last.tag == "p"
        assert last.text_content() in ARTICLES[PLAIN].boilerplate
        assert "Download" in last.text_content()

    def test_an_empty_list_says_so_next_to_true_prose_about_it(self) -> None:
        (expected, page) = ARTICLES[TRUE_EMPTY_STATE], document(TRUE_EMPTY_STATE)
        quotes = [b.text for s in sections(expected) for b in s.blocks if isinstance(b, Quote)]
        assert "No items found." in quotes
        assert "No items found." in [empty.text_content() for empty in page.find_class("w-dyn-empty")]
        assert "No items found." not in expected.boilerplate
        assert "No items found." in ARTICLES[PLAIN].boilerplate

    @each_article
    def test_the_date_stands_after_the_body(self, path: str) -> None:
        html = text(path)
        assert html.rindex("w-richtext") < html.index('class="blog-date"')
        assert not document(path).xpath("//time")

    def test_forms_hold_their_messages(self) -> None:
        assert set(texts(PLAIN, "w-form-done")) == {"Thank you! Your submission has been received!"}
        assert set(texts(PLAIN, "w-form-fail")) == {"Oops! Something went wrong while submitting the form."}

    def test_a_list_of_favourites_follows(self) -> None:
        assert len(texts(PLAIN, "popular_link")) == 8

    def test_the_next_article_is_teased(self) -> None:
        following = list(ARTICLES.values())[list(ARTICLES).index(PLAIN) + 1]
        assert texts(PLAIN, "next_title") == [following.headline] * 2
        assert texts(PLAIN, "next_summary") == [following.description]

    def test_a_newsletter_asks_for_an_address(self) -> None:
        assert texts(PLAIN, "newsletter_heading")
        assert document(PLAIN).xpath("//*[contains(@class, 'newsletter_form')]//input[@type='email']")

    def test_a_whole_body_is_held_twice(self) -> None:
        (copy,) = document(HIDDEN_COPY).find_class("blog-body_mobile")
        assert "w-condition-invisible" in str(copy.get("class")).split()
        assert texts(HIDDEN_COPY, "blog-body_rich-text")[0] == copy[0].text_content()

    def test_labels_stand_without_a_value(self) -> None:
        assert texts(NO_AUTHOR, "blog-author_label") == ["Written by"] * 2
        assert set(texts(NO_AUTHOR, "w-dyn-bind-empty")) == {""}

    def test_a_paragraph_holds_only_a_joiner(self) -> None:
        assert "\u200d" in [p.text for p in document(NO_AUTHOR).iter("p")]

    def test_questions_fold_outside_the_rich_text(self) -> None:
        (faq,) = document(QUESTIONS).find_class("faq_component")
        assert not any("w-richtext" in str(a.get("class")) for a in faq.iterancestors())
        (section,) = (s for s in sections(ARTICLES[QUESTIONS]) if s.role is Role.FAQ)
        asked = [str(toggle.text_content()) for toggle in faq.find_class("w-dropdown-toggle")]
        assert asked == [question.heading for question in section.sections]

    def test_tables_are_embeds(self) -> None:
        assert document(QUESTIONS).xpath("//*[contains(@class, 'w-richtext')]/div[@class='w-embed']/table/thead/tr/th")

    def test_related_posts_are_in_the_page_and_hidden(self) -> None:
        (related,) = document(PLAIN).find_class("section_related")
        assert "w-condition-invisible" in str(related.get("class")).split()
        assert related.find_class("w-dyn-item")

    def test_a_disclaimer_and_a_consent_box_are_there(self) -> None:
        assert texts(GUEST, "blog-disclaimer")
        assert texts(GUEST, "fs-cc-banner_text")

    def test_structured_data_is_on_some_articles_and_right_where_it_is(self) -> None:
        found = {path: document(path).xpath("//script[@type='application/ld+json']/text()") for path in ARTICLES}
        assert 0 < sum(bool(scripts) for scripts in found.values()) < len(ARTICLES)
        for path, scripts in found.items():
            for data in map(json.loads, map(str, scripts)):
                assert data["headline"] == ARTICLES[path].headline
                assert data["datePublished"] == ARTICLES[path].date_published
                assert [author["name"] for author in data["author"]] == [a.name for a in ARTICLES[path].authors]


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with serve() as address:
        yield address


def ask(
    base_url: str, path: str, method: str = "GET", headers: Iterable[tuple[str, str]] = ()
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(base_url).netloc, timeout=10)
    try:
        connection.request(method, path, headers=dict(headers))
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


class TestServer:
    def test_it_serves_the_site_that_belongs_to_its_address(self, base_url: str) -> None:
        response, content = ask(base_url, "/blog")
        assert (response.status, response.getheader("Content-Type")) == (200, "text/html; charset=utf-8")
        assert content == build(base_url)["/blog"].content
        assert f'<link href="{base_url}/blog" rel="canonical"/>' in content.decode()

    def test_an_unchanged_page_is_not_sent_again(self, base_url: str) -> None:
        first, _ = ask(base_url, PLAIN)
        etag = first.getheader("ETag")
        assert etag
        second, content = ask(base_url, PLAIN, headers=[("If-None-Match", etag)])
        assert (second.status, content, second.getheader("ETag")) == (304, b"", etag)
        other, _ = ask(base_url, GUEST, headers=[("If-None-Match", etag)])
        assert other.status == 200

    @pytest.mark.parametrize(
        ("path", "target"),
        [
            (PLAIN + "/", PLAIN),
            ("/blog/", "/blog"),
            ("/journal", "/blog"),
            ("/blog/evening-light-and-your-clock", HIDDEN_COPY),
        ],
    )
    def test_old_addresses_and_trailing_slashes_redirect(self, base_url: str, path: str, target: str) -> None:
        response, _ = ask(base_url, path)
        assert (response.status, response.getheader("Location")) == (301, target)

    @pytest.mark.parametrize("path", ["/blog/no-such-article", "/404", "/../etc/passwd"])
    def test_an_unknown_path_gets_the_utility_page(self, base_url: str, path: str) -> None:
        response, content = ask(base_url, path)
        assert response.status == 404
        assert b"utility-page-wrap" in content

    def test_head_sends_the_headers_of_get_and_nothing_else(self, base_url: str) -> None:
        get, content = ask(base_url, PLAIN)
        head, nothing = ask(base_url, PLAIN, "HEAD")
        assert nothing == b""
        assert head.getheader("Content-Length") == str(len(content))
        assert head.getheader("ETag") == get.getheader("ETag")

    def test_an_unknown_query_changes_nothing_and_a_known_one_turns_the_page(self, base_url: str) -> None:
        plain_page, second_page = ask(base_url, "/blog")[1], ask(base_url, f"/blog?{PAGINATION}_page=2")[1]
        assert ask(base_url, "/blog?utm_source=letter")[1] == plain_page
        assert second_page != plain_page

    def test_it_leaves_no_port_and_no_thread_behind_and_says_nothing(self, capfd: pytest.CaptureFixture[str]) -> None:
        before = set(threading.enumerate())
        with serve() as address:
            assert ask(address, "/")[0].status == 200
        where = urlsplit(address)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((where.hostname, where.port), timeout=5)
        assert set(threading.enumerate()) <= before
        assert capfd.readouterr() == ("", "")

    def test_it_closes_when_the_block_fails(self) -> None:
        addresses = []

        def interrupted() -> None:
            with serve() as address:
                addresses.append(address)
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()
        with pytest.raises(ConnectionRefusedError):
            ask(addresses[0], "/")

    def test_a_client_that_hangs_up_is_no_news(self, capfd: pytest.CaptureFixture[str]) -> None:
        with serve() as address:
            where = urlsplit(address)
            with socket.create_connection((where.hostname, where.port), timeout=5) as client:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                client.sendall(b"GET /blog HT")
            assert ask(address, "/")[0].status == 200
        assert capfd.readouterr() == ("", "")

    def test_a_port_that_is_taken_is_an_os_error(self, base_url: str) -> None:
        with pytest.raises(OSError, match="in use"), serve(urlsplit(base_url).port or 0):
            pass


def test_the_demo_does_not_load_scrapy() -> None:
    probe = "import sys, wellread.crawler.demo; sys.exit(any(m in sys.modules for m in ('scrapy', 'twisted')))"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
