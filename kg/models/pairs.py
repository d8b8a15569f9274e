"""What the relation model sees of a passage: its arguments two by two, and what stands around them.

The same code prepares the passages that the model learns from and those that it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.model import Span
from kg.models.characters import flatten
from kg.models.labels import ENTITY_TYPES, ROLE

TYPE_NUMBERS: Final = {type: number for number, type in enumerate((*ENTITY_TYPES, ROLE), start=1)}
TYPES: Final = len(TYPE_NUMBERS) + 1  # 0: no argument
WINDOW: Final = 160  # characters that the encoder reads in one go: whole sentences as far as they fit
BEFORE, AFTER, CUE_REACH = 12, 14, 25
SIZES: Final = (TYPES, TYPES, 2, 2, 2, 8, 6, 2, 3, 3, 3, 3, 4, 4, 2, 2)  # values of each column of Pairs.features
CUES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![即必])将(?!军)|即将|拟|计划|预计|准备|规划|有望|选址|明年|今后|下一步|待",
        r"希望|期待|期盼|愿(?!景)|建议|呼吁|力争|应当|争取|盼|能否|探讨|意向|洽谈|寻求|有意|若|如果",
        r"正在|正(?=[与和同抓加推筹式])|在建|推进|加快|筹建|筹备|继续|深化|施工|建设中|持续|进入|开工",
        r"否认|从未|并未|尚未|未(?!来)|没(?!收)|并非|不|无关|终止|不实|谣言|解除|退出|落选|取消|搁置|中止|叫停|作废",
        r"已(?!然)|了|日前|近日|昨日|过|签署|签订|签约|达成|成立|正式|完成|投产|揭牌",
    )
)
_JOINED = re.compile(r"[“”\"《》‘’（）]*(?:、|和|与|及|以及|，|,|并|暨|同|跟|；|/|—)[“”\"《》‘’]*")
_GROUPED = {  # arguments of one class stand in one list: 甲公司、乙大学
    **dict.fromkeys(ENTITY_TYPES, "initiative"),
    **dict.fromkeys(
        ("Company", "University", "GovernmentBody", "Organisation", "DevelopmentZone", "ResearchInstitute", "Alliance"),
        "organisation",
    ),
    "Media": "organisation",
    "Person": "person",
    "Place": "place",
}
_GAPS = (0, 1, 3, 7, 15, 30, 60)


@dataclass(frozen=True, slots=True)
class Argument:
    """One mention of one entity: offsets into Passage.text; `entity` tells whether two are the same."""

    start: int
    end: int
    type: str
    bare: bool
    entity: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences of one article on one line: their bounds, the arguments in them, the words for roles.

    `places` tells where each character of `text` stood in the text that the sentences are of.
    """

    text: str
    places: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    arguments: tuple[Argument, ...]
    roles: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """One row for each two arguments of different entities in one sentence or in neighbouring ones.

    `arguments` (2 columns) number Passage.arguments; `around` holds start and end of the text between, before and
    after; `scope` the bounds of their sentences; `features` the columns that SIZES tells; `cues` counts.
    """

    arguments: NDArray[np.int64]
    around: NDArray[np.int64]
    scope: NDArray[np.int64]
    features: NDArray[np.int64]
    cues: NDArray[np.float32]


@dataclass(slots=True)
class _Place:
    """Where an argument stands: its sentence, its rank in it, and its list (甲、乙和丙) with bounds, rank and size."""

    sentence: int
    rank: int
    group: int
    group_start: int = 0
    group_end: int = 0
    group_rank: int = 0
    group_size: int = 0


def passage(
    text: str,
    sentences: Sequence[Span],
    arguments: Iterable[tuple[Span, str, bool, str]],
    roles: Iterable[Span],
) -> tuple[Passage, list[int]]:
    """A passage of `sentences` of `text`, and which of `arguments` (span, type, bare, entity) each of its arguments is.

    Arguments outside the sentences, of a type that is no entity's, or overlapping an earlier one, are left out.
    """
    flat, bounds, new = one_line(text, sentences)
    kept: list[tuple[Argument, int]] = []
    last = 0
    for index, (span, type, bare, entity) in sorted(enumerate(arguments), key=lambda item: (item[1][0], item[0])):
        if type in ENTITY_TYPES and span.start in new and span.end - 1 in new and new[span.start] >= last:
            last = new[span.end - 1] + 1
            kept.append((Argument(new[span.start], last, type, bare, entity), index))
    told = tuple((new[s.start], new[s.end - 1] + 1) for s in sorted(roles) if s.start in new and s.end - 1 in new)
    made = Passage(flat, tuple(new), bounds, tuple(argument for argument, _ in kept), told)
    return made, [index for _, index in kept]


def one_line(text: str, sentences: Sequence[Span]) -> tuple[str, tuple[tuple[int, int], ...], dict[int, int]]:
    """The sentences after one another without line breaks, their bounds, and the new place of each character kept."""
    pieces: list[str] = []
    bounds: list[tuple[int, int]] = []
    new: dict[int, int] = {}
    length = 0
    for sentence in sentences:
        flat, places = flatten(text[sentence.start : sentence.end])
        new.update(zip((sentence.start + place for place in places), range(length, length + len(flat)), strict=True))
        bounds.append((length, length + len(flat)))
        length += len(flat)
        pieces.append(flat)
    return "".join(pieces), tuple(bounds), new


def pairs(passage: Passage) -> Pairs:
    """All pairs of a passage, by first and second argument."""
    places = _places(passage)
    counted = _count_cues(passage.text)
    rows: list[tuple[int, int]] = []
    around: list[tuple[int, ...]] = []
    scope: list[tuple[int, int]] = []
    features: list[tuple[int, ...]] = []
    cues = []
    arguments = passage.arguments
    for i, first in enumerate(arguments):
        for j in range(i + 1, len(arguments)):
            second = arguments[j]
            a, b = places[i], places[j]
            if b.sentence - a.sentence > 1:
                break
            if first.entity == second.entity:
                continue
            low, high = passage.sentences[a.sentence][0], passage.sentences[b.sentence][1]
            together = a.group == b.group
            gap = (first.end, second.start) if together else (a.group_end, b.group_start)
            gap = (gap[0], max(gap))
            left, right = a.group_start, b.group_end
            before = (max(left - BEFORE, low), left)
            after = (right, max(right, min(right + AFTER, high)))
            between = [argument.type for argument in arguments[i + 1 : j]]
            rows.append((i, j))
            around.append((*gap, *before, *after))
            scope.append((low, high))
            features.append(
                (
                    TYPE_NUMBERS[first.type],
                    TYPE_NUMBERS[second.type],
                    int(first.bare),
                    int(second.bare),
                    b.sentence - a.sentence,
                    sum(gap[1] - gap[0] > size for size in _GAPS),
                    min(j - i - 1, 5),
                    int(together),
                    min(a.group_rank, 2),
                    min(b.group_rank, 2),
                    min(a.group_size, 3) - 1,
                    min(b.group_size, 3) - 1,
                    min(a.rank, 3),
                    min(b.rank, 3),
                    int(first.type in between),
                    int(second.type in between),
                )
            )
            reach = (gap, (max(left - CUE_REACH, low), left), (right, max(right, min(right + CUE_REACH, high))))
            cues.append(np.concatenate([counted[end] - counted[start] for start, end in (*reach, (low, high))]))
    width = 4 * len(CUES)
    return Pairs(
        np.array(rows, dtype=np.int64).reshape(-1, 2),
        np.array(around, dtype=np.int64).reshape(-1, 6),
        np.array(scope, dtype=np.int64).reshape(-1, 2),
        np.array(features, dtype=np.int64).reshape(-1, len(SIZES)),
        np.minimum(np.array(cues, dtype=np.float32).reshape(-1, width), 2),
    )


def windows(passage: Passage, rows: Pairs) -> list[tuple[int, int]]:
    """What is read at once: runs of whole sentences of at most WINDOW characters, or one longer sentence.

    Sentences in which no pair stands are left out.
    """
    scopes = set(map(tuple, rows.scope.tolist()))
    runs: list[tuple[int, int]] = []
    for start, end in passage.sentences:
        if end == start or not any(low <= start and end <= high for low, high in scopes):
            continue
        if runs and runs[-1][1] == start and end - runs[-1][0] <= WINDOW:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def marks(passage: Passage) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What each character belongs to: the type where an argument or role begins, TYPES more inside it, 0 outside;
    and 1 where the argument is a bare noun."""
    kinds = np.zeros(len(passage.text), dtype=np.int64)
    bare = np.zeros(len(passage.text), dtype=np.int64)
    spans = [(start, end, ROLE) for start, end in passage.roles]
    spans += [(argument.start, argument.end, argument.type) for argument in passage.arguments]
    for start, end, type in spans:
        kinds[start:end] = TYPE_NUMBERS[type] + TYPES
        kinds[start] = TYPE_NUMBERS[type]
    for argument in passage.arguments:
        bare[argument.start : argument.end] = int(argument.bare)
    return kinds, bare


def _places(passage: Passage) -> list[_Place]:
    """Where each argument stands."""
    places: list[_Place] = []
    sentence = 0
    for argument in passage.arguments:
        while argument.start >= passage.sentences[sentence][1]:
            sentence += 1
        last = places[-1] if places else None
        if last is None or last.sentence != sentence:
            places.append(_Place(sentence, 0, len(places)))
            continue
        before = passage.arguments[len(places) - 1]
        listed = (
            _GROUPED[before.type] == _GROUPED[argument.type]
            and _JOINED.fullmatch(passage.text, before.end, argument.start) is not None
        )
        places.append(_Place(sentence, last.rank + 1, last.group if listed else len(places)))
    members: dict[int, list[int]] = {}
    for index, place in enumerate(places):
        members.setdefault(place.group, []).append(index)
    for group in members.values():
        for rank, index in enumerate(group):
            place = places[index]
            place.group_start, place.group_end = passage.arguments[group[0]].start, passage.arguments[group[-1]].end
            place.group_rank, place.group_size = rank, len(group)
    return places


def _count_cues(text: str) -> NDArray[np.float32]:
    """How many cues of each kind begin before each place."""
    counts = np.zeros((len(text) + 1, len(CUES)), dtype=np.float32)
    for kind, cue in enumerate(CUES):
        for match in cue.finditer(text):
            counts[match.start() + 1, kind] += 1
    total: NDArray[np.float32] = counts.cumsum(axis=0, dtype=np.float32)
    return total
