"""The site's own product offered at the end of an article is promotion."""

from __future__ import annotations

from tests.extractors.label.labelling import ARTICLE, labelled


def test_the_site_praising_its_own_app_at_the_end_is_promotion() -> None:
    offer = "<p>Start your free trial of Quietude today and download the app.</p>"
    head = "<head><title>On sleep | Quietude</title><meta property='og:site_name' content='Quietude'></head>"
    items = labelled(f"<html>{head}<body><article><h1>On sleep</h1>{ARTICLE}{offer}</article></body></html>")
    last = [item.label for item in items if item.block.text][-1]
    assert not last.is_kept
    assert last.rule in {"own-product", "model"}
