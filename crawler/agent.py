"""How the crawler introduces itself to servers."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The version of the installed package; "unreleased" when it runs from a checkout that is not installed."""
    try:
        return version("wellread")
    except PackageNotFoundError:
        return "unreleased"


def user_agent(contact: str) -> str:
    """The User-Agent with the address that the owner of a site can write to."""
    return f"wellread/{program_version()} (+{contact})"
