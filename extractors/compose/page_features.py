"""What a page shows of its type, in numbers: its address, what its data calls it, its text, its boxes, its words.

The classifier of page types is told these features and no others; none knows a site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log1p
from string import digits
from urllib.parse import SplitResult, urljoin, urlsplit

from lxml import etree

from wellread.extractors.page import LabelledPage
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, Block, BlockIndex, BlockKind
from wellread.extractors.urls import without_www
from wellread.extractors.vocabulary import Trait

# -- addresses

_PATHS: dict[str, str] = {
    "article": "blogs? news articles? artikel story stories posts? magazine?n? journal ratgeber actualites? noticias?"
    " features? insights? tips advice recipes? rezepte? opinion columns? press entry archives? beitrag magazin health",
    "product": "products? p dp item itm produkte? produits? productos? prodott[oi] product-page pd sku app game gp",
    "listing": "collections? category categories c tags? browse search list catalog(?:ue)? kategorie shop store b all"
    " topics? directory departments? brands? deals explore listings? jobs for-sale archive authors? page",
    "service": ""
    "services? solutions? pricing programs? courses? book(?:ing)? class(?:es)? plans? treatments? therap(?:y"
    "|ies)"
    " leistungen angebote? about team contact locations? training consulting certification memberships? tours? events?",
    "documentation": "docs? documentation api reference manual wiki help kb support tutorials? guides? handbook hc"
    " en-us latest stable learn library man",
    "forum": "forums? threads? topic t discussions? community questions? viewtopic(?:\\.php)?"
    " showthread(?:\\.php)? comments r"
    " boards? q answers? viewthread",
}
_IN_PATH = {
    name: re.compile(rf"/(?:{'|'.join(words.split())})(?=[/.?]|$)", re.IGNORECASE) for name, words in _PATHS.items()
}
_HOSTS = {
    "documentation": re.compile(
        r"^(?:docs?|developers?|help|support|kb|wiki|api|learn|man|documentation)\b|readthedocs"
    ),
    "forum": re.compile(r"forum|community|discuss|board|^answers\b|talk"),
    "shop": re.compile(r"^(?:shop|store)\b"),
    "article": re.compile(r"^(?:blog|news|magazine?)\b"),
}
_DATE_IN_PATH = re.compile(r"/(?:19|20)\d\d[/-]\d\d?(?:[/-]|$)|/(?:19|20)\d{6}(?!\d)")
_NUMBER_AT_END = re.compile(r"(?<!\d)\d{4,}(?:\.\w+)?/?$")
_LISTING_QUERY = re.compile(r"(?:^|[&_])(?:page|paged|s|q|search|query|sort|filter)=", re.IGNORECASE)

# -- what the data of a page calls it: names of types in schema.org and Open Graph

_TYPES: dict[str, str] = {
    "article": "article newsarticle blogposting report liveblogposting analysisnewsarticle opinionnewsarticle recipe"
    " reportagenewsarticle medicalscholarlyarticle scholarlyarticle reviewnewsarticle"
    " backgroundnewsarticle podcastepisode"
    " howto",
    "documentation": "techarticle apireference",
    "product": "product productgroup offer og:product og:product.item softwareapplication mobileapplication"
    " videogame book"
    " vehicle car aggregateoffer individualproduct",
    "listing": "collectionpage itemlist searchresultspage blog profilepage offercatalog productcollection"
    " og:product.group"
    " imagegallery",
    "service": "service localbusiness professionalservice medicalbusiness course event aboutpage contactpage jobposting"
    " healthandbeautybusiness educationalorganization medicalclinic physician faqpage",
    "forum": "discussionforumposting qapage question socialmediaposting answer",
    "website": "og:website",
    "open graph article": "og:article",
    "web page": "webpage itempage medicalwebpage",
}
_TYPE_NAMES = {name: frozenset(words.split()) for name, words in _TYPES.items()}

# -- words that a page shows

_PRICE = re.compile(
    r"[$€£¥₹]\s?\d|(?<![\d.,])[.,]*\d[\d.,]*+\s?(?:€|£|EUR|USD|GBP|CHF|kr\b|zł|Kč|руб|₽|元|円|원)", re.IGNORECASE
)
MIN_PHONE_CHARS, MAX_PHONE_TEXT_CHARS = 10, 80
_CURRENCIES = tuple("$ € £ ¥ ₹ ₽ EUR USD GBP CHF kr zł Kč руб 元 円 원".split())
# A longer text speaks of a price; one that is nothing but that stands beside a button.
MAX_PRICE_TEXT_CHARS, MAX_SHORT_PRICE_CHARS = 200, 30
_PHONE = re.compile(r"(?<![\d/.-])(?:\+\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)")
# Phrases of pages that sell, list, offer, discuss or explain, in lower case, divided by bars.
_PHRASES: dict[str, str] = {
    "cart": "add to cart|add to bag|add to basket|buy now|in stock|out of stock|free shipping|wishlist|sku|quantity"
    "|warenkorb|auf lager|lieferzeit|ajouter au panier|en stock|livraison|añadir al carrito|aggiungi al carrello"
    "|winkelwagen|カート|加入购物车|장바구니|в корзину",
    "filter": "sort by|filter|showing |results|load more|view all|show more|per page|price range|quick view|compare"
    "|best sell|featured|next page|sortieren|trier par|ordenar por|ordina per",
    "action": "contact us|book now|book online|book a|get started|get a quote|get in touch|request a|free trial"
    "|free quote|free consultation|sign up|schedule|enroll|register|apply now|call us|learn more|jetzt buchen"
    "|termin|kontaktieren|contactez|réserver|contáctenos|reservar|richiedi|prenota|お問い合わせ|联系我们|문의",
    "offer": "our services|our team|our clients|our program|our classes|our experts|our approach|our mission"
    "|our customers|we offer|we provide|we help|we specialize|testimonial|satisf|why choose|trusted|years of experience"
    "|wir bieten|unsere leistungen|nous proposons|nos services|nuestros servicios|ofrecemos|i nostri servizi",
    "forum": " replies|reply|joined|posts:|quote|thread|views|solved|upvote|join date|moderator|likes|antworten"
    "|répondre|respuesta|beiträge|best answer|administrator|last edited|回复|返信",
    "manual": "install|configur|parameter|returns|syntax|example|deprecated|version|default|command|function"
    "|on this page|helpful?|edit this page|release notes|prerequisites|click|konfigur|beispiel|ejemplo|exemple",
}
# In UTF-8, which is searched faster than a text with typographic quotation marks.
_COUNTED = {name: frozenset(phrases.encode().split(b"|")) for name, phrases in _PHRASES.items()}
# Where the longest word of a phrase stands nowhere, a text need not be searched for it.
_LONGEST_WORDS = {phrase: max(phrase.split(), key=len) for phrases in _COUNTED.values() for phrase in phrases}
_PERSONS: dict[str, frozenset[str]] = {
    "reader": frozenset("you your du dein deine sie ihr ihre vous votre vos usted su sus tu tuo".split()),
    "company": frozenset("we our us wir unser unsere nous notre nos nosotros nuestro nuestra noi nostro".split()),
    "writer": frozenset("i my me ich mein meine je mon ma yo mi io mio i'm i’m i've i’ve".split()),
    "others": frozenset("he she they his her their said says er sagte sagt il elle dit él ella dijo lui lei".split()),
}
_SENTENCE_ENDS, _CLOSING_MARKS = tuple(".!?…。！？؟"), "\"'”’»)]"
_QUOTATION_MARKS = "“„«」"
_ANY_PERSON = frozenset[str]().union(*_PERSONS.values())
_MIN_TITLE_CHARS = 6
_MIN_PARAGRAPH_CHARS, _MIN_LONG_PARAGRAPH_CHARS = 80, 250
MAX_COUNTED_CHARS = 40_000
_HEADLINES = {
    "service": re.compile(
        r"\b(?:services?|consult\w*|solutions?|programs?|class(?:es)?|certificat\w*|training|tutor\w*|repairs?|clinics?"
        r"|therap\w+|treatments?|lessons?|plans?|pricing|coupons?|calculator|experts?|agency|company|contractors?|insurance"
        r"|department|platform|leistung\w*|beratung|kurse?|angebote?|cours|formation|servicios?|cursos?|servizi)\b",
        re.IGNORECASE,
    ),
    "listing": re.compile(
        r"\b(?:lists?|latest|news|recipes|reviews|courses|resources|archives?|category|products|collections?|gifts?|deals"
        r"|shop|sale|all|explore|browse|results|books|jobs|events|rankings?|rezepte|aktuell\w*|nachrichten|noticias)\b",
        re.IGNORECASE,
    ),
}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MAX_DATED_CHARS = 80
_SENTENCE = re.compile(r"[.!?。！？](?=\s|$|[^\x00-\x7f])")
_TRAITS = {
    name: getattr(Trait, name)
    for name in (
        "PRODUCT CARD LISTING COMMENTS BYLINE DATE AUTHOR_BOX TAGS SHARE RELATED NEWSLETTER FAQ CONTENTS SIDEBAR"
        " CALL_TO_ACTION FORM ARTICLE BODY PROMOTION CONTROL READING_TIME"
    ).split()
}
_MENUS = Trait.NAVIGATION | Trait.MENU | Trait.HEADER | Trait.FOOTER
# Names that systems give to the body of a page by what they call it themselves.
_BODY_NAMES = {
    "single": re.compile(
        r"single(?:-post|-format-.+)?|post(?:-template-.+|id-\d+)?|(?:node-?type-|blog-?|page-)?article"
        r"|(?:blog-|page-)?post|story|entry|item-view"
    ),
    "page": re.compile(r"page(?:-id-\d+|-template-.+|-child|-parent)?|landing(?:-?page)?|node-?type-page|static.*"),
    "list": re.compile(
        r"archive|category(?:-.+)?|tag(?:-.+)?|tax-.+|search(?:-.+)?|blog|home|front|index|collection"
        r"|template-collection|listing(?:-.+)?"
    ),
    "shop": re.compile(r"(?:template-|single-|type-)?product(?:-.+)?|woocommerce(?:-.+)?|shop|store|catalog-.+"),
}
_NAMES_BUTTON = re.compile(r"\b(?:btn|button|cta)", re.IGNORECASE)
_HEADING, _PARAGRAPH, _ITEM, _CODE = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CODE
_IMAGE, _CONTROL, _TABLE, _VIDEO = BlockKind.IMAGE, BlockKind.CONTROL, BlockKind.TABLE, BlockKind.VIDEO


def read_features(page: LabelledPage) -> dict[str, float]:
    """The features of a page by their names, always the same and in the same order."""
    return {
        **_read_address(urlsplit(page.url or "")),
        **_read_data(page),
        **_read_text(page),
        **_read_boxes(page),
        **_read_words(page),
        **_read_site(page),
    }


def find_cards(page: LabelledPage) -> frozenset[BlockIndex]:
    """The indices of headings that are links to other pages of the same site: the mark of a list of articles."""
    headings = (item.block for item in page.blocks if item.block.kind is _HEADING)
    return frozenset(
        block.index
        for block in headings
        if block.chars >= _MIN_TITLE_CHARS
        and block.link_chars == block.chars
        and block.anchors
        and _is_other_page(block.anchors[0].href, page.url or "")
    )


def _is_other_page(href: str, url: str) -> bool:
    """Whether a link on a page leads to another page of its host."""
    try:
        here, there = urlsplit(url), urlsplit(urljoin(url, href))
    except ValueError:
        return False
    return there.hostname == here.hostname and (there.path, there.query) != (here.path, here.query)


def _read_address(parts: SplitResult) -> dict[str, float]:
    host = without_www(parts.hostname)
    segments = [segment for segment in parts.path.split("/") if segment]
    last = segments[-1] if segments else ""
    return {
        **{f"path {name}": float(pattern.search(parts.path) is not None) for name, pattern in _IN_PATH.items()},
        **{f"host {name}": float(pattern.search(host) is not None) for name, pattern in _HOSTS.items()},
        "path depth": float(len(segments)),
        "path words": float(len(re.findall(r"[^\W\d_]+", last))),
        "path date": float(_DATE_IN_PATH.search(parts.path) is not None),
        "path number": float(_NUMBER_AT_END.search(parts.path) is not None),
        "home": float(not parts.path.strip("/") and not parts.query),
        "query": float(bool(parts.query)),
        "query of a list": float(_LISTING_QUERY.search(parts.query) is not None),
    }


def _read_data(page: LabelledPage) -> dict[str, float]:
    metadata = page.metadata
    types = Counter(name.lower() for name in metadata.schema_types)
    sources = metadata.field_sources
    author_source, date_source = sources.authors.source, sources.date_published.source
    headline = metadata.headline or ""
    return {
        **{f"type {name}": float(not names.isdisjoint(types)) for name, names in _TYPE_NAMES.items()},
        "types": float(bool(types)),
        "author": float(bool(metadata.authors)),
        "author is a person": float(any(person.type == "person" for person in metadata.authors)),
        "author printed": float(author_source in ("text", "byline-text", "byline-markup")),
        "date": float(metadata.date_published is not None),
        "date printed": float(date_source in ("text", "time")),
        "date declared": float(date_source in ("json-ld", "opengraph", "meta", "microdata", "rdfa")),
        "modified": float(metadata.date_modified is not None),
        "section": float(metadata.article_section is not None),
        "keywords": float(bool(metadata.keywords)),
        "breadcrumbs": float(len(metadata.breadcrumbs)),
        "headline words": float(len(headline.split())),
        "headline question": float(headline.endswith(("?", "？"))),
        **{f"headline {name}": float(pattern.search(headline) is not None) for name, pattern in _HEADLINES.items()},
    }


def _read_text(page: LabelledPage) -> dict[str, float]:
    kept = page.kept_blocks
    chars = sum(block.chars for block in kept) or 1
    visible = sum(block.chars for block in page.layout.blocks) or 1
    paragraphs = [block for block in kept if block.kind is _PARAGRAPH and block.chars >= _MIN_PARAGRAPH_CHARS]
    long = [block for block in paragraphs if block.chars >= _MIN_LONG_PARAGRAPH_CHARS]
    headings = [block for block in kept if block.kind is _HEADING]
    texts = [block for block in kept if block.kind in (_PARAGRAPH, _ITEM)]
    sentences = [block for block in texts if block.text.rstrip(_CLOSING_MARKS).endswith(_SENTENCE_ENDS)]
    gaps = _list_gaps(kept)
    return {
        "kept chars": log1p(chars),
        "kept share": chars / visible,
        "kept paragraphs": log1p(len(paragraphs)),
        "kept long paragraphs": log1p(len(long)),
        "paragraph share": sum(block.chars for block in paragraphs) / chars,
        "long paragraph share": sum(block.chars for block in long) / chars,
        "paragraph chars": log1p(sum(block.chars for block in paragraphs) / len(paragraphs)) if paragraphs else 0.0,
        "sentence share": sum(block.chars for block in sentences) / chars,
        "sentence blocks": len(sentences) / (len(texts) or 1),
        "kept link density": sum(block.link_chars for block in kept) / chars,
        "page link density": sum(block.link_chars for block in page.layout.blocks) / visible,
        "headings": log1p(len(headings)),
        "heading share": sum(block.chars for block in headings) / chars,
        "chars between headings": log1p(sum(gaps) / len(gaps)) if gaps else 0.0,
        "item share": sum(block.chars for block in kept if block.kind is _ITEM) / chars,
        "code share": sum(block.chars for block in kept if block.kind is _CODE) / chars,
        "code": log1p(sum(block.kind is _CODE for block in page.layout.blocks)),
        "table share": sum(block.chars for block in kept if block.kind is _TABLE) / chars,
        "kept images": log1p(sum(block.kind is _IMAGE for block in kept)),
        "kept videos": log1p(sum(block.kind is _VIDEO for block in kept)),
        "visible chars": log1p(visible),
        **_read_columns(page, paragraphs, chars),
        **_read_links(page, kept, texts),
        **_read_sentences(paragraphs),
    }


def _read_columns(page: LabelledPage, paragraphs: Sequence[Block], chars: int) -> dict[str, float]:
    """How much of the text stands in one column: that of an article does, an offer is spread over boxes."""
    boxes = page.layout.boxes
    columns = Counter[int]()
    for block in paragraphs:
        columns[boxes[block.box].parent] += block.chars
    counts = Counter(boxes[block.box].parent for block in paragraphs)
    return {
        "column share": max(columns.values(), default=0) / chars,
        "column paragraphs": log1p(max(counts.values(), default=0)),
        "columns": log1p(len(columns)),
        "text begins": next((block.index for block in paragraphs), 0) / (len(page.layout.blocks) or 1),
        "blocks to text": log1p(max(0, paragraphs[0].index - page.headline_index)) if paragraphs else 0.0,
    }


def _read_links(page: LabelledPage, kept: Sequence[Block], texts: Sequence[Block]) -> dict[str, float]:
    anchors = [anchor for block in kept for anchor in block.anchors]
    external = sum(page.is_external(anchor.href) for anchor in anchors)
    words = sum(len(block.text.split()) for block in kept) or 1
    led = [block for block in texts if block.anchors and block.text.startswith(block.anchors[0].text)]
    return {
        "internal links": (len(anchors) - external) / words,
        "external links": external / words,
        "texts led by a link": len(led) / (len(texts) or 1),
        "texts mostly links": log1p(sum(block.link_density >= MAX_TEXT_LINK_DENSITY for block in texts if block.chars)),
    }


def _read_sentences(paragraphs: Sequence[Block]) -> dict[str, float]:
    text = " ".join(block.text for block in paragraphs)[:MAX_COUNTED_CHARS]
    words = text.split()
    count = len(words) or 1
    numerals = filter(str.isdigit, {*digits, *_NOT_ASCII.findall(text)})
    return {
        "words per sentence": count / (len(_SENTENCE.findall(text)) or 1),
        "exclamations": text.count("!") / count,
        "questions": text.count("?") / count,
        "commas": text.count(",") / count,
        "digits": sum(map(text.count, numerals)) / (len(text) or 1),
        "capitals": sum([word[0].isupper() for word in words]) / count,
        "past": f"{text} ".replace("\n", " ").count("ed ") / count,
    }


def _list_gaps(blocks: Sequence[Block]) -> list[int]:
    """How many characters of text stand below each heading."""
    gaps = []
    for block in blocks:
        if block.kind is _HEADING:
            gaps.append(0)
        elif gaps:
            gaps[-1] += block.chars
    return gaps


def _read_boxes(page: LabelledPage) -> dict[str, float]:
    boxes, blocks = page.layout.boxes, page.layout.blocks
    cards = find_cards(page)
    combined = Counter(box.traits for box in boxes if box.traits)
    traits = {name: sum(count for found, count in combined.items() if found & trait) for name, trait in _TRAITS.items()}
    siblings = Counter(
        [(box.parent, box.tag, box.attributes.get("class")) for box in boxes if box.tag not in ("p", "br")]
    )
    linked = [block for block in blocks if block.chars and block.link_chars == block.chars]
    kinds = Counter(block.kind for block in blocks)
    controls = [block for block in blocks if block.kind is _CONTROL]
    return {
        **{f"boxes {name}": log1p(count) for name, count in traits.items()},
        "cards": log1p(len(cards)),
        "kept cards": log1p(sum(page.is_kept(blocks[index]) for index in cards)),
        "card share": len(cards) / (kinds[_HEADING] or 1),
        "siblings alike": log1p(max([count for (_, tag, _), count in siblings.items() if tag != "li"], default=0)),
        "items alike": log1p(max([count for (_, tag, _), count in siblings.items() if tag == "li"], default=0)),
        "linked blocks": log1p(len(linked)),
        "linked blocks share": len(linked) / (len(blocks) or 1),
        "images": log1p(kinds[_IMAGE]),
        "controls": log1p(len(controls)),
        "early controls": log1p(sum(block.index < len(blocks) // 3 for block in controls)),
        "link buttons": log1p(sum(map(_is_button, page.document.root.iter("a")))),
        "inputs": log1p(sum(1 for _ in page.document.root.iter("input", "select", "textarea"))),
        "frames": log1p(sum(1 for _ in page.document.root.iter("iframe"))),
        "blocks": log1p(len(blocks)),
        "images per text": kinds[_IMAGE] / (len(blocks) or 1),
    }


def _read_words(page: LabelledPage) -> dict[str, float]:
    shown = page.text_in_small_letters[:MAX_COUNTED_CHARS]
    kept = "\n".join([block.text for block in page.kept_blocks])[:MAX_COUNTED_CHARS].lower()
    words = kept.split()
    count = len(words) or 1
    of_persons = Counter(filter(_ANY_PERSON.__contains__, words))
    short = (block for block in page.text_blocks if len(block.text) <= MAX_PRICE_TEXT_CHARS)
    with_digits = [block for block in short if _DIGIT.search(block.text)]
    prices = [block for block in with_digits if _has_price(block.text)]
    return {
        **_count_phrases(page, shown, kept, count),
        **{f"person {name}": sum([of_persons[word] for word in wanted]) / count for name, wanted in _PERSONS.items()},
        "prices": log1p(len(prices)),
        "kept prices": log1p(sum(map(page.is_kept, prices))),
        "short prices": log1p(sum(len(block.text) <= MAX_SHORT_PRICE_CHARS for block in prices)),
        "phones": log1p(sum(_has_phone(block.text) for block in with_digits)),
        "quotations": sum(map(kept.count, _QUOTATION_MARKS)) / count,
        "dates": log1p(_count_dates(with_digits)),
    }


def _count_phrases(page: LabelledPage, shown: str, kept: str, count: int) -> dict[str, float]:
    """How often the phrases of each list stand in the text that is shown, and in that which is kept, by its words."""
    vocabulary = page.vocabulary
    said = frozenset([phrase for phrase, longest in _LONGEST_WORDS.items() if longest in vocabulary])
    in_shown, in_kept = shown.encode(), kept.encode()
    return {
        **{f"words {name}": log1p(sum(map(in_shown.count, phrases & said))) for name, phrases in _COUNTED.items()},
        **{f"kept words {name}": sum(map(in_kept.count, phrases & said)) / count for name, phrases in _COUNTED.items()},
    }


def _read_site(page: LabelledPage) -> dict[str, float]:
    """What a system calls the page on its body, and how its site leads to it: menus name no single article."""
    body = page.document.root.find("body")
    names = ("" if body is None else body.get("class") or "").lower().split()
    boxes, parts = page.layout.boxes, urlsplit(page.url or "")
    here = parts.path.rstrip("/")
    above = here.rpartition("/")[0]
    menus = [
        anchor.href.partition("#")[0].partition("?")[0].rstrip("/")
        for block in page.layout.blocks
        if block.anchors and boxes[block.box].around & _MENUS and not boxes[block.box].around & Trait.BREADCRUMB
        for anchor in block.anchors
    ]
    return {
        **{f"body {name}": float(any(map(pattern.fullmatch, names))) for name, pattern in _BODY_NAMES.items()},
        "in menu": float(bool(here) and any(_leads_to(href, parts.netloc, here) for href in menus)),
        "folder in menu": float(bool(above) and any(_leads_to(href, parts.netloc, above) for href in menus)),
        "menu links": log1p(len(menus)),
    }


def _leads_to(href: str, host: str, path: str) -> bool:
    """Whether a link leads to a path of a host, as a reference to it or with the host."""
    return href.endswith(path) and (len(href) == len(path) or (bool(host) and href.endswith(f"//{host}{path}")))


def _is_button(link: etree._Element) -> bool:
    names = link.get("class")
    return names is not None and _NAMES_BUTTON.search(names) is not None


def _has_phone(text: str) -> bool:
    return MIN_PHONE_CHARS <= len(text) <= MAX_PHONE_TEXT_CHARS and _PHONE.search(text) is not None


def _has_price(text: str) -> bool:
    """Whether a short text holds an amount of money."""
    is_short = len(text) <= MAX_PRICE_TEXT_CHARS and any(map(text.__contains__, _CURRENCIES))
    return is_short and _PRICE.search(text) is not None


def _count_dates(blocks: Sequence[Block]) -> int:
    """How many short blocks hold a year: one or two on the page of an article, one each in a list and a forum."""
    return sum(1 for block in blocks if 5 < len(block.text) <= MAX_DATED_CHARS and _YEAR.search(block.text))
