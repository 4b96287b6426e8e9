"""Checks of accessibility in a browser: WCAG 2.2 at levels A and AA, and what axe-core calls best practice."""

from __future__ import annotations

from typing import Any

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def assert_accessible(page: Any) -> None:
    """Fail with what axe-core finds on a page that is open. All that unfolds is unfolded for it."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    # Rules of these tags that are off unless asked for, as that about the size of targets, are on.
    # Of a rule that the page keeps, one place is told: to find a selector for each takes longer than the check.
    options = {"runOnly": {"type": "tag", "values": list(TAGS)}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options)
    assert found.violations_count == 0, found.generate_report()
    checked = {rule["id"] for outcome in ("passes", "inapplicable") for rule in found.response[outcome]}
    assert {"target-size", "color-contrast", "landmark-one-main"} <= checked | _undecided(found.response)


def _undecided(response: Any) -> set[str]:
    """The rules of which axe-core leaves a part to people, as contrast beneath what scrolls."""
    return {rule["id"] for rule in response["incomplete"]}
