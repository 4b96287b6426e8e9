"""How the crawler introduces itself to servers."""

from __future__ import annotations

from wellread.extractors.version import VERSION


def format_user_agent(contact: str) -> str:
    """The User-Agent header (RFC 9110, 10.1.5), with the address that the owner of a site can write to."""
    return f"wellread/{VERSION} (+{contact})"
