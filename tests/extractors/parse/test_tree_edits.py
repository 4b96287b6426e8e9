"""What is put into a tree goes through one place, which knows the characters that lxml refuses."""

from __future__ import annotations

import ast
from pathlib import Path

from lxml import etree

import wellread.extractors
from wellread.extractors.parse.tree_edits import set_attribute, set_tail, set_text

EXTRACTORS = Path(wellread.extractors.__file__).parent
REFUSED = "a\x01b\x1fc\ufffed"


def test_characters_that_xml_has_not_are_replaced() -> None:
    element = etree.SubElement(etree.Element("p"), "b")
    set_text(element, REFUSED)
    set_tail(element, REFUSED)
    set_attribute(element, "class", REFUSED)
    assert {element.text, element.tail, element.get("class")} == {"a\ufffdb\ufffdc\ufffdd"}


def test_no_other_module_puts_texts_into_a_tree() -> None:
    found = [
        f"{path.relative_to(EXTRACTORS)}:{node.lineno}"
        for path in EXTRACTORS.rglob("*.py")
        if "lxml" in (source := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call | ast.Assign | ast.AugAssign) and _puts_text(node)
    ]
    assert found
    assert [place for place in found if not place.startswith("parse/tree_edits.py:")] == []


def _puts_text(node: ast.Call | ast.Assign | ast.AugAssign) -> bool:
    """Whether a statement sets `.text` or `.tail` to anything but None, or calls `.set` with a name and a value."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "set" and len(node.args) == 2
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    named = [part for target in targets for part in ast.walk(target) if isinstance(part, ast.Attribute)]
    is_none = isinstance(node.value, ast.Constant) and node.value.value is None
    return not is_none and any(part.attr in ("text", "tail") for part in named)
