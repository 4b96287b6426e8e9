"""Pure functions from a page's bytes to an article. No network, no files, no clock, no state.

from wellread import extract
article = extract(html, url="https://example.org/blog/post")
"""

from wellread.extractors.article import Article
from wellread.extractors.pipeline import BlockExplanation, PageReview, explain, extract, review
from wellread.extractors.version import VERSION

__all__ = ["VERSION", "Article", "BlockExplanation", "PageReview", "explain", "extract", "review"]
