"""How good the models are on documents that they have not learnt from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch

from kg.model import STATUSES
from kg.models.labels import BARE, ROLE
from kg.models.tagger import TagSpan
from kg.training.corpus import MarkedDocument
from kg.training.examples import roles
from kg.training.passages import RELATION_NAMES, SYMMETRIC, Lesson

UNSCORED = frozenset({"supplies", "supports", "awarded"})  # as in the evaluation
Key = tuple[str, str, str]  # subject, relation, object
Scored = tuple[torch.Tensor, torch.Tensor]  # probabilities of relations and of statuses, one row a pair


@dataclass(frozen=True, slots=True)
class Count:
    """How many are right, of how many found, of how many there are."""

    right: int = 0
    found: int = 0
    there: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.found + other.found, self.there + other.there)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.there) if self.found + self.there else 0.0


def count_spans(documents: Iterable[MarkedDocument], predicted: dict[str, list[TagSpan]]) -> dict[str, Count]:
    """Spans right in borders and type: of names ("names"), of each type, of roles and of bare nouns."""
    counts: dict[str, Count] = {}
    for document in documents:
        types = {entity.id: entity.type for entity in document.entities}
        there = {(m.span.start, m.span.end, types[m.entity] if m.named else BARE) for m in document.mentions}
        there |= {(start, end, ROLE) for start, end, _ in roles(document)}
        found = {(span.start, span.end, span.type) for span in predicted[document.id]}
        for type in sorted({span[2] for span in there | found}):
            ours, theirs = ({span for span in spans if span[2] == type} for spans in (found, there))
            counts[type] = counts.get(type, Count()) + Count(len(ours & theirs), len(ours), len(theirs))
    names = [count for type, count in counts.items() if type not in (ROLE, BARE)]
    return {"names": sum(names, Count()), **dict(sorted(counts.items()))}


def find_statements(lesson: Lesson, scored: Scored, threshold: float) -> dict[Key, tuple[float, str]]:
    """The statements scored at least `threshold`, each with its best probability and the status there.

    A name that is no marked entity's counts as an entity of its own.
    """
    relations, statuses = scored
    found: dict[Key, tuple[float, str]] = {}
    for row, output in (relations >= threshold).nonzero().tolist():
        ends = [lesson.entities[at] or "?" + lesson.passage.arguments[at].entity for at in lesson.pairs.arguments[row]]
        relation = RELATION_NAMES[output % len(RELATION_NAMES)]
        if output >= len(RELATION_NAMES):
            ends.reverse()
        if relation in SYMMETRIC:
            ends.sort()
        key = (ends[0], relation, ends[1])
        probability = float(relations[row, output])
        if probability > found.get(key, (0.0, ""))[0]:
            found[key] = (probability, STATUSES[int(statuses[row].argmax())])
    return found


def marked_statements(document: MarkedDocument) -> dict[Key, str]:
    """The statements of a document with their status."""
    stated: dict[Key, str] = {}
    for statement in document.statements:
        ends = [statement.subject, statement.object]
        if statement.relation in SYMMETRIC:
            ends.sort()
        stated.setdefault((ends[0], statement.relation, ends[1]), statement.status)
    return stated


def count_statements(
    documents: Sequence[MarkedDocument], lessons: Sequence[Lesson], scored: Sequence[Scored], threshold: float
) -> dict[str, Count]:
    """Statements right in both ends and relation ("all"), of each relation, and of each status among the right ones."""
    counts: dict[str, Count] = {}
    for document, lesson, scores in zip(documents, lessons, scored, strict=True):
        there = {key: status for key, status in marked_statements(document).items() if key[1] not in UNSCORED}
        found = {k: s for k, (_, s) in find_statements(lesson, scores, threshold).items() if k[1] not in UNSCORED}
        both = there.keys() & found.keys()
        for relation in sorted({key[1] for key in (*there, *found)}):
            ours, theirs, shared = (sum(key[1] == relation for key in keys) for keys in (found, there, both))
            counts[relation] = counts.get(relation, Count()) + Count(shared, ours, theirs)
        for status in STATUSES:
            right = sum(there[key] == found[key] == status for key in both)
            ours, theirs = (sum(statuses[key] == status for key in both) for statuses in (found, there))
            counts[f"status {status}"] = counts.get(f"status {status}", Count()) + Count(right, ours, theirs)
    relations = [count for name, count in counts.items() if name in RELATION_NAMES]
    return {"all": sum(relations, Count()), **dict(sorted(counts.items()))}


def calibration_error(sure: Sequence[float], right: Sequence[float], parts: int = 10) -> float:
    """Expected calibration error: the mean gap between how sure and how often right, over equal parts of [0, 1]."""
    total = 0.0
    for part in range(parts):
        inside = [i for i, value in enumerate(sure) if min(int(value * parts), parts - 1) == part]
        if inside:
            total += abs(sum(sure[i] for i in inside) - sum(right[i] for i in inside))
    return total / len(sure) if len(sure) else 0.0


def as_rows(counts: dict[str, Count]) -> dict[str, dict[str, float]]:
    """Counts as numbers to write down."""
    return {
        name: {
            "precision": round(count.precision, 4),
            "recall": round(count.recall, 4),
            "f1": round(count.f1, 4),
            "there": count.there,
        }
        for name, count in counts.items()
    }
