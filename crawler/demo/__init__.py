"""A small invented wellness blog that ships with the project, to be served on loopback and crawled.

It knows what a crawl of it must give (`expected_articles`), read from the articles' sources and not from their pages.
"""

from wellread.crawler.demo.server import serve
from wellread.crawler.demo.truth import ExpectedArticle, expected_articles

__all__ = ["ExpectedArticle", "expected_articles", "serve"]
