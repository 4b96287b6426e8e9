"""Pure functions from a page's bytes to an article. No network, no files, no clock, no state.

from wellread import extract
article = extract(html, url="https://example.org/blog/post")
"""

from wellread.extractors.article import Article
from wellread.extractors.page_review import BlockExplanation, BlockExplanations, PageReview
from wellread.extractors.pipeline import explain, extract, review
from wellread.extractors.version import VERSION

__all__ = ["VERSION", "Article", "BlockExplanation", "BlockExplanations", "PageReview", "explain", "extract", "review"]
