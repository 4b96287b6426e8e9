"""Names for comparison."""

from __future__ import annotations

from collections.abc import Iterable


def make_name_key(name: str) -> str:
    """The letters and digits of a name, case folded: `Calm Days!` and `calmdays` are one name."""
    return "".join(filter(str.isalnum, name.casefold()))


def is_name_of(name: str, others: Iterable[str]) -> bool:
    """Whether a name is one of others, but for case, spaces and signs."""
    key = make_name_key(name)
    return any(key == make_name_key(other) for other in others)
