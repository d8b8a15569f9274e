"""A sentence as status, speaker and post patterns read it: each mention one character, blanks gone, marks kept.

{甲公司}董事长{某某}说：“将与\n{乙大学}合作。”   ->   C董事长P说：“将与U合作。”   (C, U, P: private-use characters)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.extractors.kinds import ANY, CHARACTER, characters
from kg.model import AnnotatedDocument, Mention, Sentence, Span

PERSON: Final = characters(("Person",))
BODY: Final = characters(("Organisation",))
PLACE: Final = characters(("Place",))
MENTION: Final = ANY


@dataclass(frozen=True, slots=True)
class Reading:
    """What patterns see. `starts[i]` and `ends[i]` are the document offsets of `text[i]`; `mentions` is by index."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    mentions: dict[int, Mention]

    def index(self, offset: int) -> int:
        """The index of the character that holds document `offset`, or of the first one after it."""
        return bisect_left(self.ends, offset + 1)

    def span(self, start: int, end: int) -> Span:
        """The document span of `text[start:end]`, which must not be empty."""
        return Span(self.starts[start], self.ends[end - 1])


class _Kept:
    """The readings of the document read last: status, speaker and date of each claim ask for the same few."""

    def __init__(self) -> None:
        self.document: AnnotatedDocument | None = None
        self.readings: dict[Sentence, Reading] = {}


_kept = _Kept()


def read(annotated: AnnotatedDocument, sentence: Sentence) -> Reading:
    """The reading of one sentence; of mentions that overlap the longest is seen."""
    if _kept.document is not annotated:
        _kept.document, _kept.readings = annotated, {}
    if sentence not in _kept.readings:
        _kept.readings[sentence] = _read(annotated, sentence)
    return _kept.readings[sentence]


def _read(annotated: AnnotatedDocument, sentence: Sentence) -> Reading:
    mentions = without_overlap(m for m in _inside(annotated, sentence.span) if m.type in CHARACTER)
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at: dict[int, Mention] = {}
    for character, start, end, mention in _characters(sentence, mentions):
        if mention is not None:
            at[len(text)] = mention
        elif character.isspace():
            continue
        text.append(character)
        starts.append(start)
        ends.append(end)
    return Reading("".join(text), tuple(starts), tuple(ends), at)


def neighbours(annotated: AnnotatedDocument, sentence: Sentence, count: int) -> list[Sentence]:
    """Up to `count` sentences of the article after `sentence`, or before it where `count` is negative, in order."""
    if count < 0:
        at = bisect_left(annotated.sentences, sentence.span.start, key=lambda s: s.span.start)
        near = annotated.sentences[max(0, at + count) : at]
    else:
        at = bisect_left(annotated.sentences, sentence.span.end, key=lambda s: s.span.start)
        near = annotated.sentences[at : at + count]
    return [other for other in near if other.article == sentence.article]


def without_overlap(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions by span, the longest where several overlap."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-len(m.span), m.span)):
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span)


def _inside(annotated: AnnotatedDocument, span: Span) -> Iterator[Mention]:
    """The mentions inside `span`, found without looking at all of a long page's."""
    for mention in annotated.mentions[bisect_left(annotated.mentions, span.start, key=lambda m: m.span.start) :]:
        if mention.span.start >= span.end:
            break
        if mention.span.end <= span.end:
            yield mention


def _characters(sentence: Sentence, mentions: list[Mention]) -> Iterator[tuple[str, int, int, Mention | None]]:
    base, position = sentence.span.start, sentence.span.start
    for mention in mentions:
        for offset in range(position, mention.span.start):
            yield sentence.text[offset - base], offset, offset + 1, None
        yield CHARACTER[mention.type], mention.span.start, mention.span.end, mention
        position = mention.span.end
    for offset in range(position, sentence.span.end):
        yield sentence.text[offset - base], offset, offset + 1, None
