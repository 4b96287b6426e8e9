"""Sections whose heading announces something else than the article: notices, other pages, what a video says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wellread.extractors.article import Reason
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, Block, BlockIndex, BlockKind, Layout
from wellread.extractors.vocabulary.traits import UNFOLDING

_CAPTION, _HEADING, _ITEM = BlockKind.CAPTION, BlockKind.HEADING, BlockKind.ITEM
_DISCLAIMER = re.compile(
    r"(?:(?:a |our |the )?(?:important |medical |legal |health |general |editorial |affiliate |safety )*"
    r"(?:disclaimers?|disclosures?)|(?:haftungs|gewährleistungs)ausschluss|(?:medizinischer|rechtlicher) hinweis"
    r"|avertissement(?: médical)?|clause de non-responsabilité|aviso (?:legal|médico)|descargo de responsabilidad"
    r"|aviso de isenção(?: de responsabilidade)?|avvertenza(?: medica)?|avviso legale|ansvarsfriskrivning"
    r"|zastrzeżeni[ea](?: prawne)?|отказ от ответственности|免責事項|免责声明|免責聲明|면책 ?(?:조항|고지|공고))\W*",
    re.IGNORECASE,
)
_TRANSCRIPT = re.compile(
    r"(?:(?:(?:view|read|show|open|full|complete|the|video|audio|podcast|episode)[ -])*transcript(?:ion)?s?"
    r"(?: (?:of|for) (?:the |this )?(?:video|audio|podcast|episode|film))?"
    r"|(?:video-?|audio-?|podcast-?|film)?(?:transkript(?:ion)?|transkripcja|transcriptie|mitschrift)"
    r"(?: (?:des|zum|der) \w+| wideo| nagrania)?"
    r"|(?:afficher la )?(?:transcription|retranscription)(?: (?:de|du) .{1,20})?"
    r"|(?:ver (?:la )?)?transcripción(?: de(?:l| la) .{1,20})?|trascrizione(?: de(?:l|lla) .{1,20})?"
    r"|transcrição(?: d[oa] .{1,20})?|(?:транскрипт|расшифровка|стенограмма)(?: видео| подкаста| выпуска)?"
    r"|(?:動画の)?(?:文字起こし|書き起こし)|(?:视频|影片)?(?:文字稿|逐字稿)|(?:영상 ?)?(?:녹취록|대본))\W*",
    re.IGNORECASE,
)
_MAX_HEADING_CHARS = 60
_NOTICES = frozenset((Reason.DISCLAIMER, Reason.DISCLOSURE))
# More blocks than this are no notice, but an article without marked-up headings.
_MAX_NOTICE_BLOCKS = 12
# Below a heading of related pages an article may go on; so much text, at so small a share of it, is what leads to them.
_MAX_RELATED_CHARS, _MAX_RELATED_SHARE = 300, 0.1
# What is said in a video goes where the page has at least as much besides.
_MAX_TRANSCRIPT_SHARE = 0.5


def drop_announced_sections(state: LabelState) -> LabelState:
    """Drop what stands under a heading that announces a notice or other pages, and a transcript that is folded up.

    A notice is one of which a rule has dropped a part: what an article says of its own limits stays.
    """
    all_kept = state.kept_blocks()
    kept_chars, last = sum(block.chars for block in all_kept), all_kept[-1] if all_kept else None
    labels: dict[BlockIndex, Label] = {}
    for heading, below in _sections(state.layout.blocks):
        kept = [block for block in below if state.is_kept(block) and block.kind is not _CAPTION]
        gone: Sequence[Block]
        if _is_notice(state, heading, below):
            gone, reason, rule = [heading, *kept], Reason.DISCLAIMER, "section-of-notice"
        elif _leads_to_related(state, heading, kept, kept_chars, is_last=not kept or kept[-1] is last):
            gone, reason, rule = kept, Reason.RELATED, "section-of-related"
        else:
            gone, reason, rule = _folded_transcript(state, heading, kept_chars), Reason.MEDIA_CONTROLS, "transcript"
        labels.update(
            (block.index, Label(reason, rule, state.score_of(block))) for block in gone if state.is_kept(block)
        )
    return state.with_labels(labels) if labels else state


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """Each heading, or line that could be one, with the texts below it up to the next heading."""
    texts = [block for block in blocks if block.chars]
    for place, block in enumerate(texts):
        if block.kind is _HEADING or (block.kind is not _ITEM and _announces(block.text)):
            end = next((at for at in range(place + 1, len(texts)) if texts[at].kind is _HEADING), len(texts))
            yield block, texts[place + 1 : end]


def _announces(text: str) -> bool:
    return len(text) <= _MAX_HEADING_CHARS and any(
        pattern.fullmatch(text) is not None for pattern in (_DISCLAIMER, _TRANSCRIPT)
    )


def _is_notice(state: LabelState, heading: Block, below: Sequence[Block]) -> bool:
    if len(heading.text) > _MAX_HEADING_CHARS or _DISCLAIMER.fullmatch(heading.text) is None:
        return False
    labels = [state.labels[block.index] for block in below]
    if sum(label is not None and label.is_kept for label in labels) > _MAX_NOTICE_BLOCKS:
        return False
    return any(label is not None and label.reason in _NOTICES for label in labels)


def _leads_to_related(
    state: LabelState, heading: Block, kept: Sequence[Block], kept_chars: int, *, is_last: bool
) -> bool:
    """Whether a heading of other pages was dropped, and what is left below ends the article or only leads to them."""
    label = state.labels[heading.index]
    if heading.kind is not _HEADING or label is None or label.reason is not Reason.RELATED:
        return False
    chars = sum(block.chars for block in kept)
    is_little = 0 < chars <= min(_MAX_RELATED_CHARS, _MAX_RELATED_SHARE * kept_chars)
    return is_little and (is_last or all(map(_leads_on, kept)))


def _leads_on(block: Block) -> bool:
    return block.link_density > MAX_TEXT_LINK_DENSITY or block.text.endswith((":", "："))


def _folded_transcript(state: LabelState, heading: Block, kept_chars: int) -> Sequence[Block]:
    """A heading of a transcript and the texts of the box that it unfolds; none where that holds most of the text."""
    if len(heading.text) > _MAX_HEADING_CHARS or _TRANSCRIPT.fullmatch(heading.text) is None:
        return ()
    inside = _unfolded_by(state.layout, heading)
    blocks = [block for block in state.layout.blocks if block.box in inside and block.chars]
    if sum(block.chars for block in blocks if state.is_kept(block)) > _MAX_TRANSCRIPT_SHARE * kept_chars:
        return ()
    return [heading, *blocks] if blocks else ()


def _unfolded_by(layout: Layout, heading: Block) -> range:
    """The boxes in the innermost box that unfolds and begins with a text or right below it."""
    following = next((block for block in layout.blocks[heading.index + 1 :] if block.chars), None)
    if following is None:
        return range(0)
    around = layout.ancestors(following.box)
    unfolding = next((box for box in around if box.traits & UNFOLDING), None)
    return range(0) if unfolding is None else layout.boxes_in(unfolding.index)
