"""The means to ask a server whether a resource has changed (RFC 9110, sections 8.8 and 13.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellread.crawler.ledger import Validators

if TYPE_CHECKING:
    from scrapy.http import Response

_MAX_VALIDATOR_CHARS = 1000  # a server that sends more may refuse to take them back


def read_validators(response: Response) -> Validators:
    """The `ETag` and `Last-Modified` of a response, each as it was sent, or None if it cannot be sent back."""
    return Validators(_header(response, "ETag"), _header(response, "Last-Modified"))


def conditional_headers(validators: Validators) -> dict[str, str]:
    """The headers that make a request conditional: the server answers 304 if the validators still hold."""
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def _header(response: Response, name: str) -> str | None:
    value = (response.headers.get(name) or b"").decode("latin-1")
    return value if 0 < len(value) <= _MAX_VALIDATOR_CHARS and value.isprintable() else None
