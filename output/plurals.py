"""Counted things in English."""

from __future__ import annotations


def say_count(count: int, name: str) -> str:
    """A number and what it counts, `name` in the singular: `1 article`, `2 articles`. For names that take an -s."""
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
