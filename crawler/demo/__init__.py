"""A small invented wellness blog that ships with the project, to be served on loopback and crawled.

Its pages look like those of a Webflow site, with all that makes such pages hard to read. What an
extractor should make of them is known (`build_expected_articles`), because it is computed from the
sources of the articles and not from the pages.

    server          answers requests on loopback
    expected        the articles that a perfect extractor gives
    site            every file of the site, by its path
    article_page    the page of one article
    article_body    the HTML of an article's body
    page_frame      what all pages share: head, menu, footer
    templating, drawings
    posts           articles and contributors, as their editors keep them
    markdown        the dialect of Markdown that articles are written in
"""

from wellread.crawler.demo.expected import ExpectedArticle, build_expected_articles
from wellread.crawler.demo.server import serve_demo_site

__all__ = ["ExpectedArticle", "build_expected_articles", "serve_demo_site"]
