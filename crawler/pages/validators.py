"""The means to ask a server whether something has changed (RFC 9110, sections 8.8 and 13.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellread.crawler.ledger import Validators

if TYPE_CHECKING:
    from scrapy.http import Response

_LONGEST = 1000  # characters; a server that gives more may refuse to take them back


def validators_of(response: Response) -> Validators:
    """What a server gave to ask it later."""
    return Validators(_header(response, "ETag"), _header(response, "Last-Modified"))


def conditions(validators: Validators) -> dict[str, str]:
    """The headers of a request that asks."""
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def _header(response: Response, name: str) -> str | None:
    value = (response.headers.get(name) or b"").decode("latin-1")
    return value if 0 < len(value) <= _LONGEST and value.isprintable() else None
