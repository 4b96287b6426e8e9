"""Elements that hold so much of a page that what is true of a box in it is not true of them."""

from __future__ import annotations

WHOLE_PAGE_TAGS = frozenset(("html", "body"))
# With those that hold the article, and with it whatever belongs to it or stands beside it.
ARTICLE_OR_PAGE_TAGS = WHOLE_PAGE_TAGS | {"main", "article"}
