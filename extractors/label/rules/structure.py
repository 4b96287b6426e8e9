"""Rules about boxes: what their tags and class names say so plainly that no classifier needs to be asked.

A rule drops a box with everything in it, unless too much of the page's running text stands there: some page wraps its
whole article in a form or a modal.
"""

from __future__ import annotations

from math import inf

import msgspec

from wellread.extractors.article import Reason
from wellread.extractors.vocabulary import Trait


class StructureRule(msgspec.Struct, frozen=True):
    """Drops boxes with `trait` that hold at most `max_share` (0 to 1) of the page's running text.

    `max_running_text` bounds it in weighted characters besides: a menu has none, whatever its tag says. `unless` are
    traits of the box, or of one around it, that stop the rule: what a click unfolds is hidden, and belongs to the
    article; `unless_holds` those of a box in it. `hits` is markup that the rule drops from a page, `misses` markup that
    it must leave.
    """

    id: str
    reason: Reason
    trait: int
    max_share: float
    hits: str
    misses: str
    max_running_text: float = inf
    unless: int = Trait.NONE
    unless_holds: int = Trait.NONE


STRUCTURE_RULES = (
    StructureRule(
        id="hidden",
        reason=Reason.HIDDEN,
        trait=Trait.HIDDEN,
        max_share=0.4,
        hits='<p class="visually-hidden">Opens in a new window.</p>',
        misses='<div class="accordion"><p class="hidden">The answer that a click on the question shows.</p></div>',
        unless=Trait.COLLAPSED | Trait.FAQ,
    ),
    StructureRule(
        id="tool",
        reason=Reason.LABEL,
        trait=Trait.TOOL,
        max_share=0.05,
        hits='<div><a href="#mark-1" role="doc-backlink">↩</a></div>',
        misses='<h2 id="bath"><a href="#bath">The bath</a></h2>',
    ),
    StructureRule(
        id="consent",
        reason=Reason.CONSENT,
        trait=Trait.CONSENT,
        max_share=0.4,
        hits='<div id="cookie-banner"><p>We store small files on your device.</p></div>',
        misses='<div class="cooking-tips"><p>Stir until the sauce thickens.</p></div>',
    ),
    StructureRule(
        id="popup",
        reason=Reason.POPUP,
        trait=Trait.POPUP,
        max_share=0.25,
        hits='<div class="exit-popup"><p>Wait, there is more for you here.</p></div>',
        misses='<div class="poplar"><p>Poplars grow fast.</p></div>',
    ),
    StructureRule(
        id="navigation",
        reason=Reason.NAVIGATION,
        trait=Trait.NAVIGATION,
        max_share=0.2,
        hits="<nav><ul><li>Home</li><li>Topics</li></ul></nav>",
        misses=(
            "<nav><p>A list that opens on a click may be a nav by its tag, and hold the answer to a question.</p></nav>"
        ),
        max_running_text=20,
    ),
    StructureRule(
        id="breadcrumb",
        reason=Reason.BREADCRUMB,
        trait=Trait.BREADCRUMB,
        max_share=0.1,
        hits='<ol class="breadcrumbs"><li>Home</li><li>Sleep</li></ol>',
        misses='<div class="breaded-fish"><p>Fry for four minutes.</p></div>',
    ),
    StructureRule(
        id="site-header",
        reason=Reason.HEADER,
        trait=Trait.HEADER,
        max_share=0.1,
        hits='<div class="site-header"><p>The journal of quiet nights.</p></div>',
        misses="<header><p>What a header tag holds is up to the page.</p></header>",
    ),
    StructureRule(
        id="comments",
        reason=Reason.COMMENTS,
        trait=Trait.COMMENTS,
        max_share=0.6,
        hits='<section id="comments"><p>I tried this last week and it worked for me.</p></section>',
        misses='<div class="commended"><p>The study was commended by its reviewers.</p></div>',
    ),
    StructureRule(
        id="form",
        reason=Reason.FORM,
        trait=Trait.FORM,
        max_share=0.3,
        hits="<form><label>Your e-mail</label><p>We write once a month.</p></form>",
        misses='<div class="formula"><p>Divide minutes asleep by minutes in bed.</p></div>',
    ),
    StructureRule(
        id="newsletter",
        reason=Reason.NEWSLETTER,
        trait=Trait.NEWSLETTER,
        max_share=0.2,
        hits='<div class="newsletter-box"><p>One letter a month, no noise.</p></div>',
        misses='<div class="news-item"><p>A letter from the ministry arrived.</p></div>',
    ),
    StructureRule(
        id="related",
        reason=Reason.RELATED,
        trait=Trait.RELATED,
        max_share=0.2,
        hits='<div class="related-posts"><p>Ten quiet evening habits.</p></div>',
        misses='<div class="relations"><p>Family relations matter to sleep.</p></div>',
    ),
    StructureRule(
        id="share",
        reason=Reason.SHARE,
        trait=Trait.SHARE,
        max_share=0.1,
        hits='<div class="social-share"><span>Post</span><span>Send</span></div>',
        misses=(
            '<figure class="embed is-provider-twitter"><blockquote class="twitter-tweet"><p>Eleven winters with the'
            " window open, and not one cold.</p></blockquote></figure>"
        ),
        unless_holds=Trait.QUOTE,
    ),
    StructureRule(
        id="author-box",
        reason=Reason.AUTHOR_BOX,
        trait=Trait.AUTHOR_BOX,
        max_share=0.35,
        hits='<div class="author-bio"><p>She has walked to work for thirty years.</p></div>',
        misses='<div class="authority"><p>The authority approved it.</p></div>',
    ),
    StructureRule(
        id="tags",
        reason=Reason.TAGS,
        trait=Trait.TAGS,
        max_share=0.05,
        hits='<div class="post-tags"><span>Sleep</span><span>Stress</span></div>',
        misses='<div class="stages"><p>Sleep has four stages.</p></div>',
    ),
    StructureRule(
        id="call-to-action",
        reason=Reason.CALL_TO_ACTION,
        trait=Trait.CALL_TO_ACTION,
        max_share=0.1,
        hits='<div class="cta-block"><p>Begin tonight with a free session.</p></div>',
        misses='<div class="octagon"><p>A stop sign has eight sides.</p></div>',
    ),
    StructureRule(
        id="disclaimer",
        reason=Reason.DISCLAIMER,
        trait=Trait.DISCLAIMER,
        max_share=0.35,
        hits='<div class="disclaimer"><p>This text does not replace a visit to a doctor.</p></div>',
        misses='<div class="claims"><p>Three claims were tested.</p></div>',
    ),
    StructureRule(
        id="disclosure",
        reason=Reason.DISCLOSURE,
        trait=Trait.DISCLOSURE,
        max_share=0.1,
        hits='<aside class="affiliate-disclosure"><p>Some links earn us money.</p></aside>',
        misses='<div class="closing"><p>To close, a last thought.</p></div>',
    ),
    StructureRule(
        id="footer",
        reason=Reason.FOOTER,
        trait=Trait.FOOTER,
        max_share=0.1,
        hits="<footer><p>All about us, since 1990.</p></footer>",
        misses='<div class="football"><p>Football is played in teams.</p></div>',
    ),
    StructureRule(
        id="paywall",
        reason=Reason.PAYWALL,
        trait=Trait.PAYWALL,
        max_share=0.3,
        hits='<div class="paywall"><p>Subscribers read on from here.</p></div>',
        misses='<div class="wallpaper"><p>The pattern was hung upside down.</p></div>',
    ),
    StructureRule(
        id="promotion",
        reason=Reason.PROMOTION,
        trait=Trait.PROMOTION,
        max_share=0.05,
        hits='<div class="promo-box"><p>Our tea helps us pay for this page.</p></div>',
        misses='<div class="promenade"><p>The promenade is two miles long.</p></div>',
    ),
    StructureRule(
        id="media-controls",
        reason=Reason.MEDIA_CONTROLS,
        trait=Trait.MEDIA_CONTROLS,
        max_share=0.05,
        hits='<div class="audio-player"><span>0:00 of 4:12</span></div>',
        misses='<div class="players"><p>Eleven players stood on the field.</p></div>',
    ),
    StructureRule(
        id="empty-state",
        reason=Reason.EMPTY_STATE,
        trait=Trait.EMPTY_STATE,
        max_share=0.05,
        hits='<div class="w-dyn-empty"><div>No items found.</div></div>',
        misses="<p>No items found in the drawer surprised her.</p>",
    ),
    StructureRule(
        id="reviewer",
        reason=Reason.REVIEWER,
        trait=Trait.REVIEWER,
        max_share=0.1,
        hits='<div class="medically-reviewed"><span>N. N., MD</span></div>',
        misses='<div class="reviews"><p>The review covered forty trials.</p></div>',
    ),
    StructureRule(
        id="reading-time",
        reason=Reason.READING_TIME,
        trait=Trait.READING_TIME,
        max_share=0.02,
        hits='<div class="reading-time">8 min</div>',
        misses='<div class="reading"><p>Reading before bed helps.</p></div>',
    ),
)
