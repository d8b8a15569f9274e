"""What speaks for and against two groups of mentions being one entity, weighed; three verdicts.

Each piece of evidence has a kind and a weight, and the sum decides: a verdict can be read back piece by piece.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from kg.model import AnnotatedDocument, Mention, Reason

Verdict = Literal["same", "different", "unsure"]

# kind of evidence -> weight
WEIGHTS: Final[dict[str, float]] = {
    "formal-name": 3.0,  # only legal, administrative or place parts are left out
    "initialism": 2.0,
    "fewer-words": 1.0,
    "shared-neighbour": 0.5,  # each entity named in articles of both, two at most
    "named-side-by-side": -2.0,  # one article names both and does not link them
    "other-place": -3.0,  # the full names begin with different places
    "same-organisation": 3.0,  # a person's post is at the same organisation
    "other-organisation": -1.0,
    "moved-between": 3.0,  # an article that speaks of a change of post names the organisation of the other
    "person-neighbour": 1.0,  # each entity named in articles of both, two at most
    "rare-name": 1.0,  # a name of four characters or more
    "same-page": 1.0,  # two articles of one document
    "both-reporters": 1.0,
    "linked-elsewhere": 2.0,  # another article links this very name to the fuller one
    "several-fit": -1.0,  # and yet another one to a different fuller name
    "crowd": 1.0,  # too many of one name to compare
}
SAME: Final = 2.0  # from this sum on
DIFFERENT: Final = 0.0  # up to this sum

_TITLE_GAP = re.compile(r"[^，。；、！？：“”\n]{0,16}")
_AFTER = re.compile(r"[，（]?(?:是|系|任|担任|现任|出任|作为|为)")
_MOVES = re.compile(r"调任|调来|调入|调往|调回|转任|改任|升任|历任|此前任|曾任|原任|聘请|聘任|兼任|新任|刚从|履新")
_REPORTER = re.compile(r"(?:记者|通讯员|报道员|摄影|特约撰稿)[：:\s]*$")


def weigh(evidence: Iterable[Reason]) -> tuple[float, Verdict]:
    """The sum of the weights and the verdict that it gives."""
    total = math.fsum(e.weight for e in evidence)
    return total, "same" if total >= SAME else "different" if total <= DIFFERENT else "unsure"


def reason(kind: str, what: str, times: int = 1) -> Reason:
    """One piece of evidence, its weight from the table times `times`."""
    return Reason(kind, WEIGHTS[kind] * times, what)


def neighbours(kind: str, shared: Sequence[str]) -> list[Reason]:
    """The evidence that entities named beside both give, two counted at most."""
    return [reason(kind, "、".join(shared[:2]), min(2, len(shared)))] if shared else []


def post(document: AnnotatedDocument, index: int) -> tuple[str, ...]:
    """The organisations at whose post the text puts the person mention `index`: 某公司董事长某人; fullest names."""
    text, mentions = document.document.text, document.mentions
    person = mentions[index]
    for at in range(index - 1, max(-1, index - 4), -1):
        before = mentions[at]
        gap = text[before.span.end : person.span.start]
        if before.span.end > person.span.start or not _TITLE_GAP.fullmatch(gap) or re.search("[和与同]", gap):
            break
        if _is_organisation(before) and gap and len(before.refers_to) == 1:
            return before.refers_to
    for after in mentions[index + 1 : index + 2]:
        gap = text[person.span.end : after.span.start]
        if _is_organisation(after) and _AFTER.fullmatch(gap) and len(after.refers_to) == 1:
            return after.refers_to
    return ()


def moves(document: AnnotatedDocument) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each person mention of a sentence that speaks of a change of post, with the organisations named there."""
    by_start = sorted((m.span.start, i) for i, m in enumerate(document.mentions))
    at = 0
    for sentence in document.sentences:
        while at < len(by_start) and by_start[at][0] < sentence.span.start:
            at += 1
        end = at
        while end < len(by_start) and by_start[end][0] < sentence.span.end:
            end += 1
        if _MOVES.search(sentence.text):
            inside = [i for _, i in by_start[at:end]]
            bodies = {
                n for i in inside if _is_organisation(document.mentions[i]) for n in document.mentions[i].refers_to
            }
            yield from ((i, tuple(sorted(bodies))) for i in inside if document.mentions[i].type == "Person")


def reporter(document: AnnotatedDocument, index: int) -> bool:
    """Whether the text calls the person mention `index` a reporter right before the name."""
    start = document.mentions[index].span.start
    return bool(_REPORTER.search(document.document.text[max(0, start - 8) : start]))


def _is_organisation(mention: Mention) -> bool:
    return mention.type not in ("Person", "Place", "Product", "Event")
