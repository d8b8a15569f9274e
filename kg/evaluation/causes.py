"""Why a name or a triple was missed or invented: one cause each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.evaluation.alignment import Node, close
from kg.evaluation.annotations import Named, Triple
from kg.evaluation.matching import Key, Matching
from kg.model import name_key

SPURIOUS: Final = "spurious name"
BOUNDARY: Final = "boundary"
UNMERGED: Final = "unmerged alias"
MERGED: Final = "merged with another"
MISSED: Final = "missed name"
RELATION: Final = "wrong relation"
DIRECTION: Final = "wrong direction"
ARGUMENT: Final = "wrong argument"
REFERRED: Final = "wrong argument after coreference"
TOO_LOW: Final = "scored too low"
NEVER: Final = "pair never proposed"
UNSTATED: Final = "not stated"


@dataclass(frozen=True, slots=True)
class Sides:
    """What both sides of one document hold: entities, and which predicted one is which of the gold's."""

    predicted: Sequence[Named]
    gold: Sequence[Named]
    aligned: Mapping[int, int]


def extra_names(sides: Sides, free: Collection[int]) -> Iterator[tuple[str, str]]:
    """Each predicted name that the gold does not have and that is not in `free`, with the cause."""
    for i, entity in enumerate(sides.predicted):
        if i not in sides.aligned and i not in free:
            yield entity.name, _cause(entity, sides.gold, UNMERGED, SPURIOUS)


def missed_names(sides: Sides) -> Iterator[tuple[str, str]]:
    """Each gold name without a predicted one, with the cause."""
    found = set(sides.aligned.values())
    for j, entity in enumerate(sides.gold):
        if j not in found:
            yield entity.name, _cause(entity, sides.predicted, MERGED, MISSED)


def extra_triples(
    sides: Sides, matching: Matching, wanted: Mapping[Key, Triple], node_of: Callable[[str], Node]
) -> Iterator[tuple[str, str]]:
    """Each triple predicted too much, with the cause."""
    forms = {form: entity for entity in sides.predicted for form in entity.forms}
    for key, triple in matching.extra:
        unknown = [name for name in (triple.subject, triple.object) if node_of(name)[0] < 0]
        if unknown:
            named = (forms.get(name_key(name), Named(name, frozenset({name_key(name)}), "")) for name in unknown)
            yield str(triple), min(_cause(entity, sides.gold, UNMERGED, SPURIOUS) for entity in named)
        else:
            yield str(triple), _confused(key, wanted) or _argument(sides, key, triple, wanted) or UNSTATED


def missed_triples(
    sides: Sides,
    matching: Matching,
    given: Mapping[Key, Triple],
    candidates: Collection[Key],
    key_of: Callable[[Triple], Key],
) -> Iterator[tuple[str, str]]:
    """Each gold triple that is not predicted, with the cause; `candidates` are the keys of all that was weighed."""
    found = set(sides.aligned.values())
    extra = dict(matching.extra)
    for triple in matching.missed:
        key = key_of(triple)
        lost = [sides.gold[j] for j, _ in key[1:] if j >= 0 and j not in found]
        if lost:
            yield str(triple), min(_cause(entity, sides.predicted, MERGED, MISSED) for entity in lost)
            continue
        cause = _confused(key, given)
        if cause is None:
            rivals = (_argument(sides, k, t, {key: triple}) for k, t in extra.items())
            cause = next((rival for rival in rivals if rival), None)
        yield str(triple), cause or (TOO_LOW if key in candidates else NEVER)


def _cause(entity: Named, others: Sequence[Named], shared: str, none: str) -> str:
    """`shared` where another entity has one of the forms, BOUNDARY where one is close, else `none`."""
    if any(entity.forms & other.forms for other in others):
        return shared
    near = any(close(a, b) for other in others for a in entity.forms for b in other.forms)
    return BOUNDARY if near else none


def _confused(key: Key, others: Mapping[Key, Triple]) -> str | None:
    """Whether `others` say the same of the same two the other way round, or something else of them."""
    relation, subject, object = key
    if (relation, object, subject) in others:
        return DIRECTION
    return RELATION if any({*other[1:]} == {subject, object} for other in others) else None


def _argument(sides: Sides, key: Key, triple: Triple, wanted: Mapping[Key, Triple]) -> str | None:
    """Whether a predicted triple has one end wrong of one in `wanted`, and that end was said by a noun or pronoun."""
    relation, subject, object = key
    for side, kept in ((0, object), (1, subject)):
        if any(other[0] == relation and other[2 - side] == kept and other != key for other in wanted):
            name, text = (triple.subject, triple.object)[side], triple.texts[side]
            forms = next((e.forms for e in sides.predicted if name_key(name) in e.forms), frozenset({name_key(name)}))
            return REFERRED if text and name_key(text) not in forms else ARGUMENT
    return None
