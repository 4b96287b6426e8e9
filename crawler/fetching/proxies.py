"""Proxies that the environment names. They are not used."""

from __future__ import annotations

from collections.abc import Mapping

WHY_PROXIES_ARE_IGNORED = "the addresses to which a proxy connects cannot be checked"
_VARIABLES = ("http_proxy", "https_proxy", "all_proxy")


def find_ignored_proxies(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the variables that ask for a proxy, in any spelling, sorted; their values may hold passwords."""
    return tuple(sorted(name for name, value in environment.items() if value and name.lower() in _VARIABLES))
