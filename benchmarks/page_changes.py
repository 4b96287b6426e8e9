"""Changes of a page after which a reader would find the same article: the mutations of the stability benchmark.

Each takes the parsed page, which it may alter, and the seed of the page. The body of a page is found by its truth, not
by what a system says: it is the innermost element around the paragraphs that the truth has.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html

from benchmarks import metrics
from wellread.extractors.parse.document import NOT_IN_XML

Element = etree._Element

# Names that rules act on, as sites write them.
RULE_WORDS = (
    "paywall", "newsletter-signup", "related-posts", "sidebar", "promo-box", "social-share", "modal", "comments",
    "site-footer", "cta-block", "author-bio", "disclaimer", "form-wrapper", "post-tags", "cookie-consent", "widget",
    "popup", "ad-container", "site-header", "nav-wrapper",
)  # fmt: skip
_SLICES = 5
_WRAPPERS = 5
_LENGTHENING = 10
_MAX_INVENTED_PARAGRAPHS = 400
_MIN_PARAGRAPHS, _MIN_PARAGRAPH_CHARS = 2, 60
_OTHER_ARTICLES = 3
_REFERRING = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
_ATTRIBUTE = re.compile(r"[a-z_:][\w:.-]*", re.IGNORECASE)
_UNCOVERED = frozenset(("script", "style", "head", "title", "meta", "link", "template", "noscript"))
_CONSENT = (
    "<div><h2>We value your privacy</h2><p>We and our 214 partners store and access information on a device, such"
    " as cookies, and process personal data to show personalised advertising. You can change your choices at any time."
    "</p><p>With your permission we may use precise location data and identification through device scanning.</p>"
    "<button>Reject all</button><button>Accept all</button></div>"
)
_NEWSLETTER = (
    "<section><h3>Get our weekly letter</h3><p>Join 40,000 readers who get the best of our stories in their inbox"
    " every Sunday. No spam, and you can unsubscribe at any time.</p><form action='/subscribe'><input type='email'"
    " placeholder='Your e-mail'><button>Subscribe</button></form></section>"
)


@dataclass(frozen=True)
class Passage:
    """An article of another page: its title and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass
class Subject:
    """A page that is to be changed: its tree, the paragraphs of its article there, and the box around them.

    `added` collects words that a change has put into the article, which the answer must have besides those before.
    """

    root: Element
    url: str
    paragraphs: Sequence[Element]
    body: Element
    random: random.Random
    others: Sequence[Passage]
    encoding: str = "utf-8"
    added: str = ""


def subject_of(
    html: bytes, url: str, true_texts: Iterable[str], seed: int, others: Sequence[Passage] = ()
) -> Subject | None:
    """A page, parsed anew; None where fewer than two of its paragraphs stand in the truth."""
    root = lxml_html.document_fromstring(_decoded(html))
    _declare_encoding(root, "utf-8")
    _make_settable(root)
    truth = [metrics.normal(text) for text in true_texts]
    paragraphs = [p for p in root.iter("p") if _is_true(p, truth)]
    if len(paragraphs) < _MIN_PARAGRAPHS:
        return None
    return Subject(root, url, paragraphs, _common_box(paragraphs), random.Random(seed), others)  # noqa: S311  (has to be the same each time)


def _make_settable(root: Element) -> None:
    """Mend attributes that the parser takes as they come, and that cannot be set again: damage that no change needs."""
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if _ATTRIBUTE.fullmatch(name):
                element.set(name, NOT_IN_XML.sub("", value))
            else:
                del element.attrib[name]


def serialized(subject: Subject) -> bytes:
    """The bytes of a changed page."""
    return etree.tostring(subject.root, encoding=subject.encoding, method="html", doctype="<!DOCTYPE html>")


def rename(subject: Subject) -> None:
    """Names of classes and ids made up anew, the same for the same, with what refers to them."""
    names: dict[str, str] = {}

    def renamed(name: str) -> str:
        return names.setdefault(name, "".join(subject.random.choices("bcdfghjklmnpqrstvwxz", k=7)))

    elements = list(subject.root.iter(etree.Element))
    ids = {element.get("id") for element in elements} - {None}
    for element in elements:
        for attribute in ("class", "id"):
            value = element.get(attribute)
            if value is not None:
                element.set(attribute, " ".join(map(renamed, value.split())))
        for attribute in _REFERRING:
            value = element.get(attribute)
            if value is not None:
                element.set(attribute, " ".join(renamed(name) if name in ids else name for name in value.split()))
        href = element.get("href") or ""
        if href.startswith("#") and href[1:] in ids:
            element.set("href", "#" + renamed(href[1:]))


def name_body(subject: Subject) -> None:
    """One of the rule words, each in its turn from page to page, as a class of the body's box."""
    _add_class(_own_body(subject), subject.random.choice(RULE_WORDS))


def name_slices(subject: Subject) -> None:
    """The body in slices side by side, all with the same rule word as a class."""
    body, word = _own_body(subject), subject.random.choice(RULE_WORDS)
    children = list(body)
    size = -(-len(children) // _SLICES)
    for start in range(0, len(children), size):
        part = children[start : start + size]
        box = etree.Element("div", {"class": word})
        part[0].addprevious(box)
        box.extend(part)


def wrap(subject: Subject) -> None:
    """The body in more boxes without a name, one in another."""
    body = _own_body(subject)
    inner = outer = etree.Element("div")
    for _ in range(_WRAPPERS - 1):
        inner = etree.SubElement(inner, "div")
    inner.text, body.text = body.text, None
    inner.extend(list(body))
    body.append(outer)


def box_paragraphs(subject: Subject) -> None:
    """Each paragraph in a box of its own."""
    for paragraph in subject.paragraphs:
        box = etree.Element("div")
        _replace(paragraph, box)
        box.append(paragraph)


def join_paragraphs(subject: Subject) -> None:
    """Paragraphs in a row as the text of one box, with breaks between them."""
    box: Element | None = None
    for paragraph in subject.paragraphs:
        before = paragraph.getprevious()
        if box is not None and before is box and not (box.tail or "").strip():
            etree.SubElement(box, "br")
            etree.SubElement(box, "br").tail = paragraph.text
            box.extend(list(paragraph))
            box.tail = paragraph.tail
            _parent(paragraph).remove(paragraph)
        else:
            paragraph.tag = "div"
            box = paragraph


def append_articles(subject: Subject) -> None:
    """Articles of other pages below that of the page, as sites do that load the next one."""
    place = subject.body
    for other in subject.others[:_OTHER_ARTICLES]:
        article = etree.Element("article")
        etree.SubElement(article, "h1").text = other.title
        etree.SubElement(article, "p").text = "By Ada Fenwick, 4 May 2021"
        for text in other.paragraphs:
            etree.SubElement(article, "p").text = text
        article.tail, place.tail = place.tail, None
        place.addnext(article)
        place = article


def add_notices(subject: Subject) -> None:
    """A consent dialog and a newsletter box, without names: before, inside or after the text, by turns."""
    body = subject.root.find("body")
    middle = subject.paragraphs[len(subject.paragraphs) // 2]
    places = [
        lambda box: body.insert(0, box) if body is not None else None,
        lambda box: body.append(box) if body is not None else None,
        middle.addprevious,
    ]
    for markup in (_CONSENT, _NEWSLETTER):
        subject.random.choice(places)(lxml_html.fragment_fromstring(markup))


def lengthen(subject: Subject) -> None:
    """The text ten times as long: after each paragraph as many of its words anew, in another order."""
    every = [words for p in subject.paragraphs for words in ["".join(p.itertext()).split()] if words]
    times = max(1, min(_LENGTHENING - 1, _MAX_INVENTED_PARAGRAPHS // len(subject.paragraphs)))
    added = []
    for paragraph in subject.paragraphs:
        for _ in range(times):
            words = subject.random.choice(every)[:]
            subject.random.shuffle(words)
            copy = etree.Element(paragraph.tag, dict(paragraph.attrib))
            copy.attrib.pop("id", None)
            copy.text = " ".join(words)
            added.append(copy.text)
            copy.tail, paragraph.tail = paragraph.tail, None
            paragraph.addnext(copy)
    subject.added = "\n".join(added)


def reverse_attributes(subject: Subject) -> None:
    """The attributes of all elements in the opposite order."""
    for element in subject.root.iter(etree.Element):
        attributes = list(element.attrib.items())
        element.attrib.clear()
        for name, value in reversed(attributes):
            element.set(name, value)


def add_white_space(subject: Subject) -> None:
    """White space and comments between the boxes of the body."""
    for child in list(subject.body):
        comment = etree.Comment(f" {subject.random.randrange(10**6)} ")
        if not (child.tail or "").strip():
            child.tail = f"\n\n    {child.tail or ''}"
            comment.tail, child.tail = child.tail, "\n\t"
            child.addnext(comment)


def encode_otherwise(subject: Subject) -> None:
    """Sent as windows-1252, which the page declares; letters that it lacks as references."""
    subject.encoding = "windows-1252"
    _declare_encoding(subject.root, subject.encoding)


def save_by_browser(subject: Subject) -> None:
    """As browsers save a page: parsed and written again, its addresses absolute."""
    subject.root.insert(0, etree.Comment(f" saved from url=(0042){subject.url.replace('--', '%2D%2D')} "))
    for element in subject.root.iter("a", "img", "link"):
        for name in ("href", "src"):
            value = element.get(name)
            if value and not value.startswith(("#", "data:", "javascript:", "mailto:")):
                try:
                    element.set(name, urljoin(subject.url, value))
                except ValueError:
                    continue


CHANGES: dict[str, Callable[[Subject], None]] = {
    "wrapped in five boxes": wrap,
    "paragraphs in boxes of their own": box_paragraphs,
    "paragraphs joined by breaks": join_paragraphs,
    "attributes in another order": reverse_attributes,
    "white space and comments": add_white_space,
    "another encoding": encode_otherwise,
    "saved by a browser": save_by_browser,
    "names made up anew": rename,
    "a rule word on the body's box": name_body,
    "a rule word on slices of the body": name_slices,
    "three other articles below": append_articles,
    "consent and newsletter added": add_notices,
    "ten times as long": lengthen,
}


def _declare_encoding(root: Element, encoding: str) -> None:
    for meta in list(root.iter("meta")):
        if meta.get("charset") or (meta.get("http-equiv") or "").lower() == "content-type":
            _parent(meta).remove(meta)
    head = root.find("head")
    if head is None:
        head = etree.Element("head")
        root.insert(0, head)
    head.insert(0, etree.Element("meta", {"charset": encoding}))


def _decoded(html: bytes) -> str | bytes:
    """A page as text where it is UTF-8, which lxml takes for Latin-1 where the page does not say so."""
    try:
        text = html.decode()
    except UnicodeDecodeError:
        return html
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")


def _is_true(paragraph: Element, truth: Sequence[str]) -> bool:
    """Whether a long paragraph stands in the truth, or a snippet of the truth in it."""
    text = metrics.normal("".join(paragraph.itertext()))
    return len(text) >= _MIN_PARAGRAPH_CHARS and any(text in one or (one and one in text) for one in truth)


def _common_box(elements: Sequence[Element]) -> Element:
    """The innermost element around most of these: one that stands apart does not make the page the body."""
    counts: dict[Element, int] = {}
    for element in elements:
        for around in element.iterancestors():
            counts[around] = counts.get(around, 0) + 1
    enough = [box for box, count in counts.items() if count * 10 >= len(elements) * 9]
    return max(enough, key=lambda box: sum(1 for _ in box.iterancestors()))


def _own_body(subject: Subject) -> Element:
    """The body's box, or a new one in it where that is the page itself."""
    if subject.body.tag not in ("body", "html"):
        return subject.body
    box = etree.Element("div")
    children = [child for child in subject.body if child.tag not in _UNCOVERED]
    box.extend(children)
    subject.body.append(box)
    return box


def _add_class(element: Element, name: str) -> None:
    element.set("class", " ".join((*str(element.get("class", "")).split(), name)))


def _replace(element: Element, by: Element) -> None:
    by.tail, element.tail = element.tail, None
    _parent(element).replace(element, by)


def _parent(element: Element) -> Element:
    parent = element.getparent()
    if parent is None:
        raise ValueError("the outermost element has no parent")
    return parent
