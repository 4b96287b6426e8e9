r"""URLs as browsers read them: https://url.spec.whatwg.org, by a parser made for browsers.

Who is contacted depends on how a URL is read. Python's own functions and browsers differ on the
host of many odd ones (`http:\\host`, `http:///host`, hosts in full-width letters or in octal), and
a link means what browsers make of it.
"""

from __future__ import annotations

from ada_url import URL

_WEB_PROTOCOLS = ("http:", "https:")
_NO_BASE_PROTOCOLS = ("data:", "javascript:")  # that HTML refuses for <base>


def resolve_url(href: str, base: str) -> str | None:
    """The absolute URL that a browser goes to for `href` on a page whose base URL is `base`.

    None where there is no such URL, or none of http or https.
    """
    try:
        url = URL(href, base)
    except ValueError:
        return None
    return url.href if url.protocol in _WEB_PROTOCOLS else None


def document_base_url(href: str | None, url: str) -> str:
    """The base URL of a document at `url` whose first `<base>` says `href`, None if it has none.

    As the HTML standard says:
    https://html.spec.whatwg.org/multipage/urls-and-fetching.html#document-base-url
    """
    if href is None:
        return url
    try:
        base = URL(href, url)
    except ValueError:
        return url
    return url if base.protocol in _NO_BASE_PROTOCOLS else base.href
