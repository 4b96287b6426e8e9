"""The generated blog is the same each time, is full of articles, and answers as hosting does."""

from __future__ import annotations

import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from benchmarks.blog import PAGE_BYTES, Blog, running
from benchmarks.processes import watch
from wellread.extractors import extract
from wellread.extractors.article import PageType

BASE = "http://127.0.0.1:1"


def test_a_page_is_the_same_each_time_and_of_its_size() -> None:
    for number in range(20):
        page = Blog(100, BASE).article(number)
        assert page == Blog(100, BASE).article(number)
        assert abs(len(page) - PAGE_BYTES) < PAGE_BYTES / 50


def test_every_page_is_an_article_of_its_own() -> None:
    blog = Blog(100, BASE)
    articles = [extract(blog.article(number), url=f"{BASE}/blog/article-{number}") for number in range(12)]
    assert {article.page_type for article in articles} == {PageType.ARTICLE}
    assert len({article.content_hash for article in articles}) == len({article.headline for article in articles}) == 12
    assert all(article.canonical_url in (None, article.url) for article in articles)


def test_the_server_counts_and_says_what_has_not_changed() -> None:
    with running(60) as blog:
        before = blog.sent()
        with urlopen(f"{blog.base}/blog/article-3") as answer:
            etag, body = answer.headers["ETag"], answer.read()
        again = Request(f"{blog.base}/blog/article-3", headers={"If-None-Match": etag})
        with pytest.raises(HTTPError, match="304"):
            urlopen(again)
        sent = blog.sent_since(before)
        assert (sent.answers, sent.articles, sent.unmodified) == (2, 1, 1)
        assert sent.bytes > len(body)
        blog.change(4)
        with urlopen(again) as answer:
            assert answer.read() != body
        with urlopen(f"{blog.base}/blog?page=2") as listing:
            assert listing.read().count(b"<li>") == 10


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_and_time_of_children_are_counted() -> None:
    child = "hoard = bytearray(60_000_000); import time; [None for _ in range(3 * 10**6)]; time.sleep(0.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    took = watch([sys.executable, "-c", parent])
    assert took.peak > 60
    assert took.cpu > 0.05
