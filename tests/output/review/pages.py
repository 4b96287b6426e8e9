"""A page with a little of everything, as it is reviewed."""

import re

import msgspec

from wellread.extractors import review
from wellread.output.changes import ArticleRevision, Change
from wellread.output.record import publish
from wellread.output.record_json import encode_record
from wellread.output.review.article_page import ReviewedPage

HTML = b"""<!doctype html><html lang="en"><head><title>Evening walks | Harrow Post</title>
<link rel="canonical" href="https://harrow.example/walks">
<meta property="article:published_time" content="2025-03-04T10:00:00Z">
<meta name="description" content="What half an hour after dinner does."><meta name="keywords" content="walks, sleep">
<meta name="robots" content="noai, noimageai"><link rel="license" href="https://harrow.example/licence">
<script type="application/ld+json">{"@type": "Article", "headline": "Evening walks", "image": "https://harrow.example/w.jpg",
"author": {"@type": "Person", "name": "Ines Falk", "url": "https://harrow.example/ines", "jobTitle": "Physician"},
"dateModified": "2025-03-05T10:00:00Z", "articleSection": "Sleep",
"publisher": {"@type": "Organization", "name": "Harrow Post"}}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sleep">Sleep</a></li></ul></nav>
<main><article><h1>Evening walks</h1><p class="byline">By Ines Falk, MD</p>
<p>A slow walk of half an hour after dinner helps many people to fall asleep, and it costs nothing but the time.</p>
<h2>How to begin</h2>
<p>Some of them take 5 mg of melatonin as well, which a trial in Harrow Mill found to add little.
<sup><a href="#r1">1</a></sup></p>
<ul><li>Begin with ten minutes on level ground.<ul><li>Rest when you are out of breath.</li></ul></li>
<li>Walk at the same hour each day.</li></ul>
<blockquote><p>The body learns the hour sooner than the mind does.</p><footer>Ines Falk</footer></blockquote>
<table><caption>Minutes</caption><tr><th>Week</th><th>Minutes</th></tr><tr><td>1</td><td>10</td></tr><tr><td>2</td><td>15</td></tr></table>
<figure><img src="/path.jpg" alt="A path at dusk"><figcaption>The path behind the mill</figcaption></figure>
<pre><code class="language-python">minutes = 10 + 5 * week</code></pre>
<p>This article is for general information and no medical advice; ask your doctor before you change a treatment.</p>
<h2>References</h2><ol>
<li id="r1">Falk I, Moor T. Walks and sleep. J Harrow. 2020;4:1-9. doi:10.1234/harrow.2020.1</li></ol>
</article><div class="newsletter"><form><p>Subscribe to our newsletter</p>
<input type="email"><button>Sign up</button></form></div>
</main><footer><p>\xc2\xa9 2025 Harrow Post</p></footer></body></html>"""

URL = "https://harrow.example/walks"
_READ = review(HTML, url=URL)
REVIEWED = ReviewedPage(publish(_READ.article, HTML), _READ.blocks, _READ.candidates)

# Its later states: another dose, an item more and one shorter; then another author and no quotation.
_SECOND = HTML.replace(b"take 5 mg", b"take 15 mg").replace(
    b"<li>Walk at the same hour each day.</li>",
    b'<li>Walk at the same hour.</li><li>Bring <a href="/water">water</a>.</li>',
)
_THIRD = re.sub(rb"<blockquote>.*?</blockquote>", b"", _SECOND).replace(b"Falk, MD", b"Moor, MD").replace(
    b'"name": "Ines Falk"', b'"name": "Ines Moor"'
)  # fmt: skip


def revision_of(html: bytes, changed_at: str, change: Change) -> ArticleRevision:
    """The state of the article that a page shows."""
    record = publish(review(html, url=URL).article, html)
    return ArticleRevision(record.article_id, record.revision_id, change, changed_at, encode_record(record).decode())


REVISIONS = (
    revision_of(HTML, "2025-03-04T10:00:00Z", Change.NEW),
    revision_of(_SECOND, "2025-06-04T10:00:00Z", Change.CHANGED),
    revision_of(_THIRD, "2026-01-04T10:00:00Z", Change.CHANGED),
)
REVISED = msgspec.structs.replace(REVIEWED, revisions=REVISIONS)
