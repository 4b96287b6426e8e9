"""Rules about words: blocks that are boilerplate by what they say, whatever box they stand in.

Every pattern describes the whole of a short block, never a part of a sentence, so that true prose that speaks of the same
thing stays. None can backtrack: they are anchored, and no repetition contains another.
"""

from __future__ import annotations

import re

import msgspec

from extractors.article import Reason


class PhraseRule(msgspec.Struct, frozen=True):
    """Drops a block of at most `longest` characters whose text `pattern` matches from end to end."""

    id: str
    reason: Reason
    pattern: re.Pattern[str]
    hits: str
    misses: str
    longest: int = 120


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\W*", re.IGNORECASE)


_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september"
    r"|october|november|december)"
)
_DATE = (
    rf"(?:{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}\.? {_MONTH}\.?,? \d{{4}}|\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
)

PHRASE_RULES = (
    PhraseRule(
        id="empty-state-text",
        reason=Reason.EMPTY_STATE,
        pattern=_whole(
            r"no (?:items|results|posts|articles|comments|products)(?: were)? found|nothing (?:to show|found)(?:"
            r" here)?"
        ),
        hits="No items found.",
        misses="No items found their way back into the box.",
    ),
    PhraseRule(
        id="form-status",
        reason=Reason.FORM,
        pattern=_whole(
            r"thank you!? your submission has been received|oops!? something went wrong(?: while submitting the form)?"
            r"|please enter (?:a|your) (?:valid )?[\w-]+(?: [\w-]+)?|this field is required|thanks for"
            r" (?:subscribing|signing up)"
        ),
        hits="Oops! Something went wrong while submitting the form.",
        misses="Something went wrong while submitting the form, she said, and laughed.",
    ),
    PhraseRule(
        id="advertisement-label",
        reason=Reason.ADVERTISEMENT,
        pattern=_whole(
            r"(?:- ?)?(?:advertisement|advertisements|advertising|advert|ad|sponsored(?: content| message)?"
            r"|sponsor message|anzeige|werbung|publicité|publicidad|pubblicità)"
            r"|(?:article|story) continues (?:below|after)(?: (?:this )?(?:ad|advert|advertisement))?"
            r"|(?:continue|scroll down to continue) reading(?: below)?"
            r"|skip ad(?:vertisement)?|remove ads|report (?:this )?ad"
        ),
        hits="ADVERTISEMENT",
        misses="Advertisements for sugar fell by a third.",
    ),
    PhraseRule(
        id="share-label",
        reason=Reason.SHARE,
        pattern=_whole(
            r"share(?: (?:this|on|via|to|with|article|post|story|now|it)(?: (?:article|post|story|page|on|via"
            r"|with friends))?)?"
            r"(?: ?(?:facebook|twitter|x|linkedin|whatsapp|pinterest|e-?mail|reddit))?|click to (?:share|print"
            r"|email)[ \w()]*"
            r"|copy (?:the )?link|link copied(?: to clipboard)?|copied|tweet(?: this)?|pin it|print(?: this)?(?:"
            r" page| article)?|facebook|twitter|linkedin|whatsapp|pinterest|instagram|reddit|teilen|compartir"
            r"|partager"
            r"|like loading(?:\.\.\.)?|follow us(?: on [\w ]+)?"
        ),
        hits="Share this article",
        misses="Share this with a friend who sleeps badly.",
        longest=60,
    ),
    PhraseRule(
        id="related-label",
        reason=Reason.RELATED,
        pattern=_whole(
            r"(?:you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|related(?: (?:posts?|articles?"
            r"|stories|content|reading|topics|news|links))?"
            r"|more (?:from|in|on) [\w' ]+|more (?:posts|articles|stories|news)|read (?:more|next|also)"
            r"|recommended(?: for you| reading| articles)?"
            r"|(?:most|more) (?:popular|read|viewed)(?: (?:in|on|this) [\w ]+)?|(?:recent|latest|popular"
            r"|featured|trending|other|similar|next|previous) (?:posts?|articles?|stories|story|news)"
            r"|trending(?: now)?|up next|see also|keep reading|what to read next|don'?t miss|next|previous|mehr"
            r" zum thema|das könnte sie auch interessieren)"
        ),
        hits="You might also like",
        misses="You might also like the taste of it.",
        longest=60,
    ),
    PhraseRule(
        id="byline-label",
        reason=Reason.BYLINE,
        pattern=_whole(
            r"(?:written|posted|published|authored|guest post|story|article|words|edited|by|author|authors|autor|von"
            r"|par) ?(?:by|von)?"
        ),
        hits="Written by",
        misses="Written by candlelight.",
        longest=24,
    ),
    PhraseRule(
        id="byline",
        reason=Reason.BYLINE,
        pattern=re.compile(
            r"(?:[Ww]ritten|[Pp]osted|[Pp]ublished|[Gg]uest post|[Aa]uthored|[Rr]eviewed and written)?"
            r" ?[Bb][Yy]:? (?:Dr\.? |Prof\.? )?[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]*){1,3}"
            r"(?:, [A-Z][A-Za-z.-]{1,7}){0,4}\W*"
        ),
        hits="By Dr. Ada Green, PhD",
        misses="By Monday evening most people sleep better.",
        longest=80,
    ),
    PhraseRule(
        id="reviewer-line",
        reason=Reason.REVIEWER,
        pattern=re.compile(
            r"(?:[Mm]edically|[Cc]linically|[Ss]cientifically|[Ee]xpert|[Ff]act|[Pp]eer)[ -](?:[Rr]eviewed"
            r"|[Cc]hecked)(?: [Bb]y:?(?: [A-ZÀ-Þ][\w'’.-]*,?){0,8})?\W*"
            r"|[Rr]eviewed [Bb]y:?(?: [A-ZÀ-Þ][\w'’.-]*,?){0,8}\W*"
        ),
        hits="Medically reviewed by Ann Poole, MD",
        misses="Medically reviewed by a panel of nurses, the plan was then tried in two towns.",
        longest=100,
    ),
    PhraseRule(
        id="date-line",
        reason=Reason.DATE,
        pattern=_whole(
            rf"(?:(?:this (?:post|article|page|story|guide) (?:was|has been) )?(?:last |originally |first"
            rf" )?(?:updated|published|posted|modified|reviewed|date)(?: on| in)?:? )?(?:{_DATE}|{_MONTH}"
            rf" \d{{4}})(?: (?:at )?\d{{1,2}}:\d\d(?: ?[ap]\.?m\.?)?(?: \w{{2,4}})?)?"
        ),
        hits="Last updated March 4, 2024",
        misses="March 4, 2024 was the day on which the trial began.",
        longest=70,
    ),
    PhraseRule(
        id="reading-time-line",
        reason=Reason.READING_TIME,
        pattern=_whole(
            r"(?:(?:estimated )?reading time:? ?)?\d{1,3} ?(?:min|mins|minute|minutes)\.?(?: read)?|\d{1,3} ?minute"
            r" read|lesezeit:? \d+ min\w*"
        ),
        hits="8 min read",
        misses="8 minutes of walking are enough.",
        longest=40,
    ),
    PhraseRule(
        id="contents-label",
        reason=Reason.TABLE_OF_CONTENTS,
        pattern=_whole(
            r"(?:table of )?contents(?: hide| show)?|in this (?:article|post|guide|story)|on this page|jump to(?:"
            r" section)?|skip to (?:main )?content|inhaltsverzeichnis"
        ),
        hits="Table of contents",
        misses="In this article we look at light.",
        longest=40,
    ),
    PhraseRule(
        id="comment-label",
        reason=Reason.COMMENTS,
        pattern=_whole(
            r"(?:leave|post|add|write) a (?:comment|reply)|(?:\d+|no) (?:comments?|replies)|comments?|reply|join the"
            r" (?:conversation|discussion)|view comments|cancel reply"
        ),
        hits="Leave a reply",
        misses="Leave a reply of thanks to a helper.",
        longest=40,
    ),
    PhraseRule(
        id="placeholder",
        reason=Reason.PLACEHOLDER,
        pattern=_whole(
            r"what.s a rich text element\?|the rich text element allows you to create.{0,400}|lorem ipsum dolor sit"
            r" amet.{0,2000}|loading(?: paragraph)?(?:\.\.\.|…)?"
        ),
        hits="What’s a Rich Text element?",
        misses="What’s a rich text? One that repays a second reading.",
        longest=2000,
    ),
    PhraseRule(
        id="copyright-line",
        reason=Reason.COPYRIGHT,
        pattern=re.compile(
            r"(?:©|\(c\)|copyright)(?: ©)? ?(?:\d{4}|[\w ,]{0,40}\d{4}).*|.{0,80}all rights reserved\W*", re.IGNORECASE
        ),
        hits="© 2024 Quiet Nights. All rights reserved.",
        misses="Copyright law protects a text for seventy years.",
        longest=200,
    ),
    PhraseRule(
        id="cross-reference",
        reason=Reason.RELATED,
        pattern=re.compile(
            r"[\[(>»*•➡▶]*\s*(?:related(?: (?:articles?|posts?|reading|stories|story|content))?|(?:also"
            r" )?read(?: (?:more|next|also|on|this))?|see also|watch|more on this"
            r"|another great read|you (?:may|might) also like|lesen sie (?:auch|hier|mehr|dazu)|auch interessant"
            r"|mehr dazu|mehr zum thema|(?:à )?lire aussi"
            r"|lee también|leer también|te puede interesar|leggi anche|lees ook|leia também)\s*(?::|»|>|–|—|\|).{1,200}",
            re.IGNORECASE,
        ),
        hits="RELATED: How to fall asleep on a train",
        misses="Related hormones rise as well: cortisol is one of them.",
        longest=240,
    ),
    PhraseRule(
        id="credit-line",
        reason=Reason.CREDIT,
        pattern=re.compile(
            r"(?:(?:photo|image|picture|foto|bild|illustration|feature image|photos|images)(?: (?:credit"
            r"|courtesy|source|by|via|from|of))*\s*(?::|©|\|)|(?:photo|image|photos|images) (?:by|via|courtesy"
            r" of)\s|getty images|shutterstock).{0,100}",
            re.IGNORECASE,
        ),
        hits="Photo: Ann Poole / Getty Images",
        misses="Photos taken at night show how the lamp changes the room.",
        longest=130,
    ),
    PhraseRule(
        id="affiliate-line",
        reason=Reason.DISCLOSURE,
        pattern=re.compile(
            r".*(?:\b(?:we|i|us)\b[^.!?]{0,60}\b(?:earn|receive|get|make|be paid)\b[^.!?]{0,40}\bcommissions?\b"
            r"|\bcontains? (?:some )?affiliate links|\baffiliate (?:links?|disclosure)\b[^.!?]{0,60}(?:earn"
            r"|commission|no (?:extra|additional) cost)"
            r"|links[^.!?]{0,40}\bare affiliate|amazon associate,? (?:we|i)\b).*",
            re.IGNORECASE | re.DOTALL,
        ),
        hits="Some of our links are affiliate links: when you buy, we may earn a small commission.",
        misses="Brokers earn a share of what their customers pay.",
        longest=500,
    ),
    PhraseRule(
        id="medical-disclaimer",
        reason=Reason.DISCLAIMER,
        pattern=re.compile(
            r".*(?:(?:not|never)(?: be)?(?: (?:intended|meant|designed|used))?(?: to be| as)?(?: a)?"
            r" (?:substitute|replacement) for (?:professional|medical|direct|the advice|a doctor|individual)"
            r"|(?:for|is) (?:general )?(?:informational|educational|information)(?: (?:and|or|&)"
            r" (?:informational|educational|entertainment))? purposes? only).*",
            re.IGNORECASE | re.DOTALL,
        ),
        hits="This article is for informational purposes only and is not a substitute for professional medical advice.",
        misses="Supplements are no substitute for a varied diet, whatever the label says.",
        longest=1500,
    ),
    PhraseRule(
        id="follow-line",
        reason=Reason.SHARE,
        pattern=re.compile(
            r"\W*(?:follow|find|connect with|like) (?:me|us|our [\w ]{2,30}) on .{1,140}", re.IGNORECASE
        ),
        hits="Follow us on Facebook, Instagram and TikTok for more.",
        misses="Follow the doctor's advice on how much to take.",
        longest=180,
    ),
    PhraseRule(
        id="newsletter-line",
        reason=Reason.NEWSLETTER,
        pattern=re.compile(
            r"\W*(?:sign up|subscribe|join)\b.{0,120}\b(?:newsletters?|inbox|mailing list|e-?mail list)\b.{0,120}",
            re.IGNORECASE,
        ),
        hits="Sign up for our weekly newsletter and never miss a post.",
        misses="Subscribe to no theory before you have read the trials.",
        longest=260,
    ),
    PhraseRule(
        id="toggle-label",
        reason=Reason.MEDIA_CONTROLS,
        pattern=_whole(
            r"(?:show|hide|toggle) (?:caption|transcript|more|less)|listen(?: to (?:this )?(?:article|story))?"
            r"|play(?: video| audio)?|watch(?: now| video)?|enlarge(?: image)?|close|open|menu|search|expand(?: all)?"
        ),
        hits="Show caption",
        misses="Show more of the sky than the roof.",
        longest=40,
    ),
    PhraseRule(
        id="more-link",
        reason=Reason.CALL_TO_ACTION,
        pattern=_whole(
            r"(?:read|learn|find out|discover|see|view|show|load) (?:more|all|full (?:article|story|post|bio)"
            r"|the full (?:article|story))|click here|(?:get|start) (?:started|now|your free trial|free trial)"
            r"|(?:sign|log) (?:up|in)(?: (?:now|here|today|for free))?|subscribe(?: now| today)?|download (?:now"
            r"|the app)|shop now|buy now|book (?:now|a (?:call|demo|consultation))|(?:contact|call) us(?: (?:now"
            r"|today))?|join now|try (?:it )?(?:now|for free)|weiterlesen|mehr lesen"
        ),
        hits="Learn more",
        misses="Read more slowly when you are tired.",
        longest=50,
    ),
)


def first_phrase(text: str) -> PhraseRule | None:
    """The first rule whose pattern is the whole of `text`."""
    length = len(text)
    for rule in PHRASE_RULES:
        if length <= rule.longest and rule.pattern.fullmatch(text):
            return rule
    return None
