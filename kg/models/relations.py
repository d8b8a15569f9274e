"""Relations between the mentions of a document, by the trained relation model.

relations.onnx turns characters, with the types of the arguments laid over them, into states, pairs.onnx what is seen of
two mentions into what they look for, judge.onnx all that is seen into chances; kg/training/relations.py tells what each
layer means. All large products are onnxruntime's, on one thread: numpy's would depend on the machine's cores.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.model import STATUSES, AnnotatedDocument, Mention, Span, Status
from kg.models.characters import HERE, encode, pad, session
from kg.models.labels import ROLE
from kg.models.pairs import SIZES, TYPES, Pairs, Passage, marks, pairs, passage, windows
from kg.models.tagger import AT_ONCE, FILLED, Reader, load_reader, parts

TRIGGER_LIKELY = 0.3
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Proposal:
    """That `subject` stands in `relation` to `object`, as one pair of mentions says.

    `sentence` numbers AnnotatedDocument.sentences: where the later of both stands. `probability` is the model's,
    `statuses` one of each of STATUSES, summing to 1. `trigger` is the word that states it, where the model knows.
    """

    subject: Mention
    relation: str
    object: Mention
    sentence: int
    probability: float
    statuses: tuple[float, ...]
    trigger: Span | None

    @property
    def status(self) -> Status:
        """The most probable status."""
        return STATUSES[self.statuses.index(max(self.statuses))]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of the pairs of a passage: probabilities, one row a pair.

    The first half of the columns of `relations` is from first argument to second, the other half from second to first.
    `triggers` (characters, relations) tells how probably a character states a relation; `looks` for each pair how much
    it looks at each character of its sentences.
    """

    relations: Floats
    statuses: Floats
    triggers: Floats
    looks: list[Floats]


@dataclass(frozen=True, slots=True)
class Settings:
    """The relations in the order of the outputs, and the probability from which each is worth proposing."""

    relations: tuple[str, ...]
    thresholds: tuple[float, ...]


def propose(
    document: AnnotatedDocument,
    roles: Sequence[Span] | None = None,
    floor: float | None = None,
    folder: Path = HERE,
) -> Iterator[Proposal]:
    """The relations of each article, by mentions of the first argument and then of the second.

    Only mentions that refer to exactly one entity take part, in one sentence or in neighbouring ones; of several
    pairs of mentions of the same two entities each speaks for itself. `roles` are the words for posts (by the tagger
    where None). Proposals below the relation's threshold, or below `floor` where given, are left out. `folder` holds
    the weights.
    """
    told = roles if roles is not None else find_roles(document)
    settings = load_settings(folder)
    least = np.array(settings.thresholds if floor is None else [floor] * len(settings.thresholds), dtype=np.float32)
    for article in range(len(document.document.articles)):
        numbered = [(at, s) for at, s in enumerate(document.sentences) if s.article == article]
        spans = [sentence.span for _, sentence in numbered]
        mentions = [mention for mention in document.mentions if len(mention.refers_to) == 1]
        arguments = [(m.span, m.type, not m.named, m.refers_to[0]) for m in mentions]
        made, kept = passage(document.document.text, spans, arguments, told)
        rows = pairs(made)
        scores = score(made, rows, folder)
        for row, output in np.argwhere(scores.relations >= np.concatenate([least, least])).tolist():
            first, second = (mentions[kept[index]] for index in rows.arguments[row].tolist())
            if output >= len(least):
                first, second = second, first
            later = max(first.span, second.span)
            yield Proposal(
                first,
                settings.relations[output % len(least)],
                second,
                next(at for at, sentence in numbered if sentence.span.contains(Span(later.start, later.start + 1))),
                round(float(scores.relations[row, output]), 4),
                tuple(round(float(value), 4) for value in scores.statuses[row]),
                _trigger(made, rows, scores, row, output % len(least)),
            )


def find_roles(document: AnnotatedDocument, reader: Reader | None = None) -> list[Span]:
    """The words for posts in a document, by the tagger."""
    roles = []
    for _, group in groupby(document.sentences, key=lambda sentence: sentence.article):
        sentences = list(group)
        found = (reader or load_reader()).tag([sentence.text for sentence in sentences])
        for sentence, spans in zip(sentences, found, strict=True):
            start = sentence.span.start
            roles += [Span(start + span.start, start + span.end) for span in spans if span.type == ROLE]
    return roles


def score(made: Passage, rows: Pairs, folder: Path = HERE) -> Scores:
    """The scores of all pairs of a passage."""
    weights = load_weights(folder)
    if not len(rows.arguments):
        outputs = weights["allowed"].shape[2]
        relations, statuses = (np.zeros((0, size), np.float32) for size in (outputs, len(STATUSES)))
        return Scores(relations, statuses, np.zeros((0, outputs // 2), np.float32), [])
    states, keys, triggers = _read(made, rows, folder)
    seen, looks = _compare(made, rows, (states, keys, triggers), folder)
    relations, statuses = session(folder / "judge.onnx").run(["relations", "statuses"], {"seen": seen})
    relations = relations * weights["allowed"][rows.features[:, 0], rows.features[:, 1]]
    return Scores(relations, statuses, triggers, looks)


@cache
def load_weights(folder: Path = HERE) -> dict[str, Floats]:
    """The tables of features, and which relations take which types."""
    with np.load(folder / "relations.npz") as archive:
        return {name: archive[name].astype(np.float32) for name in archive.files}


@cache
def load_settings(folder: Path = HERE) -> Settings:
    """The relations and their thresholds."""
    content = json.loads((folder / "relations.json").read_text(encoding="utf-8"))
    return Settings(tuple(content), tuple(float(value) for value in content.values()))


def _read(made: Passage, rows: Pairs, folder: Path) -> tuple[Floats, Floats, Floats]:
    """The state of each character of a passage, what is looked for in it, and how probably it states each relation."""
    kinds, bare = marks(made)
    numbers = encode(made.text)
    runs = windows(made, rows)
    found: list[Floats] | None = None
    for part in parts([end - start for start, end in runs], AT_ONCE, FILLED):
        block, lengths = pad([numbers[slice(*runs[at])] for at in part])
        given = {
            "characters": block,
            "kinds": pad([kinds[slice(*runs[at])] for at in part])[0],
            "bare": pad([bare[slice(*runs[at])] for at in part])[0],
            "lengths": lengths,
        }
        outputs = session(folder / "relations.onnx").run(["states", "keys", "triggers"], given)
        found = found or [np.zeros((len(numbers), output.shape[2]), np.float32) for output in outputs]
        for row, at in enumerate(part):
            start, end = runs[at]
            for all_, output in zip(found, outputs, strict=True):
                all_[start:end] = output[row, : end - start]
    states, keys, triggers = found or []
    return states, keys, triggers


def _compare(
    made: Passage, rows: Pairs, read: tuple[Floats, Floats, Floats], folder: Path
) -> tuple[Floats, list[Floats]]:
    """What is seen of each pair (the mentions, the text around them, where it looks, what is counted); the looks."""
    states, keys, triggers = read
    features, weights = rows.features, load_weights(folder)
    sums = _running(states)
    starts = np.array([argument.start for argument in made.arguments])
    ends = np.array([argument.end for argument in made.arguments])
    around = [_mean(sums, rows.around[:, k], rows.around[:, k + 1]) for k in (0, 2, 4)]
    given = {
        "mentions": np.concatenate([states[starts], states[ends - 1], _mean(sums, starts, ends)], axis=1),
        "around": np.concatenate(around, axis=1),
        "first": rows.arguments[:, 0],
        "second": rows.arguments[:, 1],
        "types": features[:, 0] * TYPES + features[:, 1],
    }
    both, context, query = session(folder / "pairs.onnx").run(["both", "context", "query"], given)
    looks, looked = _look(query, keys, np.concatenate([states, triggers], axis=1), rows.scope)
    counted = _running(triggers)
    between = np.minimum(counted[rows.around[:, 1]] - counted[rows.around[:, 0]], 3)
    columns = [weights[f"features.{column}.weight"][features[:, column]] for column in range(len(SIZES))]
    width = states.shape[1]
    seen = [both, context, looked[:, :width], *columns, looked[:, width:], between, rows.cues]
    return np.concatenate(seen, axis=1), looks


def _look(query: Floats, keys: Floats, values: Floats, scope: NDArray[np.int64]) -> tuple[list[Floats], Floats]:
    """How much each pair looks at each character of its sentences, and what it sees there; pairs of the same sentences
    are read together."""
    looks: dict[int, Floats] = {}
    looked = np.empty((len(scope), values.shape[1]), dtype=np.float32)
    for low, high in sorted({(low, high) for low, high in scope.tolist()}):
        same = np.flatnonzero((scope[:, 0] == low) & (scope[:, 1] == high))
        found = _softmax(query[same] @ keys[low:high].T / np.float32(8))
        looked[same] = found @ values[low:high]
        looks.update(zip(same.tolist(), found, strict=True))
    return [looks[row] for row in range(len(scope))], looked


def _trigger(made: Passage, rows: Pairs, scores: Scores, row: int, relation: int) -> Span | None:
    """The word that states a relation: the run of characters likely to, around the one that the pair looks at most."""
    low, high = rows.scope[row].tolist()
    likely = scores.triggers[low:high, relation]
    best = int((likely * scores.looks[row]).argmax())
    if likely[best] < TRIGGER_LIKELY:
        return None
    start, end = best, best + 1
    while start > 0 and likely[start - 1] >= TRIGGER_LIKELY:
        start -= 1
    while end < len(likely) and likely[end] >= TRIGGER_LIKELY:
        end += 1
    return Span(made.places[low + start], made.places[low + end - 1] + 1)


def _running(values: Floats) -> Floats:
    """Sums of the rows before each row, and of all."""
    return np.concatenate([np.zeros((1, values.shape[1]), np.float32), values.cumsum(axis=0, dtype=np.float32)])


def _mean(sums: Floats, start: NDArray[np.int64], end: NDArray[np.int64]) -> Floats:
    sizes = np.maximum(end - start, 1).astype(np.float32)
    result: Floats = (sums[end] - sums[start]) / sizes[:, None]
    return result


def _softmax(values: Floats) -> Floats:
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    result: Floats = powers / powers.sum(axis=1, keepdims=True)
    return result
