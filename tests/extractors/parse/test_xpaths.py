"""The XPaths of elements: those of lxml, but quick on every tree and good for every name."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.extractors.markup import pages
from wellread.extractors.parse import PageInput, XPaths, document, parse

NAMES = st.sampled_from(
    [
        "div",
        "p",
        "o:p",
        "v:shape",
        "x-card",
        "span",
        'b/class="x"',
        "i'm",
        """q"'q""",
        "a[1]",
        "s(",
        "u$",
        "naïve",
        "a\x01b",
        "c\ufffed",
    ]
)
TREES = st.recursive(
    NAMES.map(lambda name: f"<{name}></{name}>"),
    lambda inner: st.builds(
        lambda name, children: f"<{name}>{''.join(children)}</{name}>", NAMES, st.lists(inner, max_size=4)
    ),
    max_leaves=15,
)


def root_of(html: str) -> etree._Element:
    return parse(PageInput(html)).root


def paths_of(root: etree._Element) -> list[tuple[etree._Element, str]]:
    """Each element with its path, last element first."""
    paths = XPaths(root)
    return [(element, paths.of(element)) for element in reversed(list(root.iter()))]


@given(pages)
def test_paths_are_those_of_lxml(html: str) -> None:
    root = root_of(html)
    tree = root.getroottree()
    assert [path for _, path in paths_of(root)] == [tree.getpath(element) for element, _ in paths_of(root)]


@given(TREES)
def test_each_path_leads_to_its_element_and_to_no_other(html: str) -> None:
    root = root_of(html)
    assert all(root.xpath(path) == [element] for element, path in paths_of(root))


def test_a_name_of_which_the_author_has_forgotten_a_space_leads_to_its_element() -> None:
    root = root_of('<footerclass="a"><p>one</p></footerclass="a">')
    paths = dict(paths_of(root))
    assert [path for element, path in paths.items() if root.xpath(path) != [element]] == []
    assert any("footerclass=" in path for path in paths.values())


def test_a_name_with_a_colon_is_no_namespace() -> None:
    root = root_of("<o:p>one</o:p><p>two</p><o:p>three</o:p>")
    assert [path for _, path in reversed(paths_of(root))][2:] == [
        '/html/body/*[name()="o:p"][1]',
        "/html/body/p",
        '/html/body/*[name()="o:p"][2]',
    ]


@pytest.mark.parametrize(
    "html", ["<p>x</p>" * 20_000, "<div>" * 2_000, "<div><p>x</p>" * 1_000], ids=["wide", "deep", "both"]
)
def test_each_element_is_counted_through_once(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    root = root_of(html)
    counted: Counter[etree._Element] = Counter()
    step = document._step

    def counting(element: etree._Element, place: int = 1) -> str:
        counted[element] += 1
        return step(element, place)

    monkeypatch.setattr(document, "_step", counting)
    found = [path for _, path in paths_of(root)]
    assert len(set(found)) == len(found)
    assert set(counted.values()) == {1}
