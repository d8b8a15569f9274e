"""Passages of the corpus as the relation model learns them, from the marked mentions or from predicted ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from kg.model import STATUSES, AnnotatedDocument, Span, name_key
from kg.models.characters import encode
from kg.models.pairs import TYPE_NUMBERS, TYPES, Pairs, Passage, marks, one_line, pairs, passage
from kg.training.corpus import RELATIONS, MarkedDocument, MarkedStatement
from kg.training.examples import roles

RELATION_NAMES = tuple(RELATIONS)
OUTPUTS = 2 * len(RELATION_NAMES)  # each relation from the first argument to the second, then from second to first
SYMMETRIC = frozenset({"partners_with"})


@dataclass(frozen=True, slots=True)
class Lesson:
    """One passage with what is to be learnt of it.

    `relations` (pairs, OUTPUTS) is 1 where a statement holds; `weights` (pairs) is 0 for a pair that another pair of
    the same two entities stands for; `status` is -1 where nothing is stated; `triggers` (characters, relations) marks
    the words that state; `told` says for a pair where its trigger's characters stand. `lost` statements have no pair.
    """

    document: str
    passage: Passage
    pairs: Pairs
    numbers: torch.Tensor
    kinds: torch.Tensor
    bare: torch.Tensor
    relations: torch.Tensor
    weights: torch.Tensor
    status: torch.Tensor
    triggers: torch.Tensor
    told: tuple[tuple[int, tuple[int, ...]], ...]
    entities: tuple[str, ...]  # marked entity id of each argument, "" for none
    lost: int


def marked_lesson(document: MarkedDocument) -> Lesson:
    """The lesson of a document with its marked mentions and roles."""
    types = {entity.id: entity.type for entity in document.entities}
    arguments = [(m.span, types[m.entity], not m.named, m.entity) for m in document.mentions]
    told = [Span(start, end) for start, end, _ in roles(document)]
    return _lesson(document, document.sentences, arguments, [m.entity for m in document.mentions], told)


def read_lesson(document: MarkedDocument, annotated: AnnotatedDocument, told: Sequence[Span]) -> Lesson:
    """The lesson of a document as kg reads it, posts `told`; a statement is learnt where both its ends were found.

    A mention means the entity that is marked there, else the one that carries the name it stands for.
    """
    named = {name_key(n): entity.id for entity in document.entities for n in (entity.name, *entity.aliases)}
    marked = {m.span: m.entity for m in document.mentions}
    mentions = [m for m in annotated.mentions if len(m.refers_to) == 1]
    arguments = [(m.span, m.type, not m.named, m.refers_to[0]) for m in mentions]
    meant = [marked.get(m.span) or named.get(name_key(m.refers_to[0]), "") for m in mentions]
    return _lesson(document, [sentence.span for sentence in annotated.sentences], arguments, meant, told)


def _lesson(
    document: MarkedDocument,
    sentences: Sequence[Span],
    arguments: Sequence[tuple[Span, str, bool, str]],
    meant: Sequence[str],
    told_roles: Sequence[Span],
) -> Lesson:
    """A lesson from arguments and the marked entity that each means."""
    made, kept = passage(document.text, sentences, arguments, told_roles)
    rows = pairs(made)
    entities = tuple(meant[index] for index in kept)
    relations = torch.zeros(len(rows.arguments), OUTPUTS)
    status = torch.full((len(rows.arguments),), -1)
    triggers = torch.zeros(len(made.text), len(RELATION_NAMES))
    by_entities: dict[frozenset[str], list[int]] = {}
    for row, (i, j) in enumerate(rows.arguments.tolist()):
        by_entities.setdefault(frozenset((entities[i], entities[j])), []).append(row)
    _, _, new = one_line(document.text, sentences)
    told: list[tuple[int, tuple[int, ...]]] = []
    passed_over: set[int] = set()
    lost = 0
    for statement in document.statements:
        words = _trigger_places(document, statement, new)
        for start, end in words:
            triggers[start:end, RELATION_NAMES.index(statement.relation)] = 1
        rivals = by_entities.get(frozenset((statement.subject, statement.object)), [])
        if not rivals:
            lost += 1
            continue
        best = min(rivals, key=lambda row: _distance(made, rows.arguments[row].tolist(), statement, new, words))
        passed_over.update(row for row in rivals if row != best)
        forward = entities[rows.arguments[best, 0]] == statement.subject or statement.relation in SYMMETRIC
        output = RELATION_NAMES.index(statement.relation) + (0 if forward else len(RELATION_NAMES))
        relations[best, output] = 1
        status[best] = STATUSES.index(statement.status)
        told.append((best, tuple(place for start, end in words for place in range(start, end))))
    weights = torch.ones(len(rows.arguments))
    weights[[row for row in sorted(passed_over) if not relations[row].any()]] = 0
    kinds, bare = marks(made)
    numbers = torch.from_numpy(encode(made.text))
    return Lesson(
        document.id,
        made,
        rows,
        numbers,
        torch.from_numpy(kinds),
        torch.from_numpy(bare),
        relations,
        weights,
        status,
        triggers,
        tuple(told),
        entities,
        lost,
    )


def _trigger_places(document: MarkedDocument, statement: MarkedStatement, new: dict[int, int]) -> list[tuple[int, int]]:
    """Where the trigger stands in its sentence, on the passage's line."""
    low, high = statement.sentence.start, statement.sentence.end
    return [
        (new[low + match.start()], new[low + match.end() - 1] + 1)
        for match in re.finditer(re.escape(statement.trigger), document.text[low:high])
        if low + match.start() in new and low + match.end() - 1 in new
    ]


def _distance(
    made: Passage,
    pair: Sequence[int],
    statement: MarkedStatement,
    new: dict[int, int],
    words: Sequence[tuple[int, int]],
) -> tuple[int, int]:
    """How far two mentions are from where the statement is made; the least is the pair that makes it."""
    low = new.get(statement.sentence.start, 0)
    high = low + len(statement.sentence)
    starts = [made.arguments[index].start for index in pair]
    inside = sum(low <= start < high for start in starts)
    centres = [start for start, _ in words] or [low]
    return -inside, min(sum(abs(start - centre) for start in starts) for centre in centres)


def allowed_outputs() -> np.ndarray[tuple[int, int, int], np.dtype[np.float32]]:
    """1 where a relation takes the types of first and second argument (by TYPE_NUMBERS), else 0."""
    table = np.zeros((TYPES, TYPES, OUTPUTS), dtype=np.float32)
    for relation, (subjects, objects) in RELATIONS.items():
        output = RELATION_NAMES.index(relation)
        for subject in subjects:
            for object in objects:
                table[TYPE_NUMBERS[subject], TYPE_NUMBERS[object], output] = 1
                table[TYPE_NUMBERS[object], TYPE_NUMBERS[subject], output + len(RELATION_NAMES)] = 1
    return table
