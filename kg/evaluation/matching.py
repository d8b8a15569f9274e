"""Which predicted triple is which gold triple."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.evaluation.alignment import Node
from kg.evaluation.annotations import Triple
from kg.evaluation.report import Score
from kg.model import name_key

_SYMMETRIC = {"partners_with"}
_SAME = {"acquired": "owns"}
_INVERSE = {"subsidiary_of": "owns"}
_NAME_DERIVED = {
    *("affiliated_with", "co_builds", "develops", "established", "implements"),
    *("located_in", "organises", "owns", "part_of", "subsidiary_of"),
}
_SCORED = _NAME_DERIVED | {
    *("acquired", "certified_by", "invests_in", "joined", "member_of"),
    *("participates_in", "partners_with", "registered_at", "works_for"),
}

# A relation as given, the subject, and an object by name key or by node.
_Wording = tuple[str, Node, str | Node]

# A triple as it is compared: relation, subject, object; the inverse turned round, the symmetric put in order.
Key = tuple[str, Node, Node]


@dataclass(frozen=True, slots=True)
class Matching:
    """Triples of one document, split: (gold, predicted) pairs, predicted too much, neutral, missed."""

    matched: tuple[tuple[Triple, Triple], ...]
    extra: tuple[tuple[Key, Triple], ...]
    neutral: int
    missed: tuple[Triple, ...]


def canonical(relation: str) -> str:
    """The relation under which its inverse and its special case are counted too."""
    return _INVERSE.get(relation) or _SAME.get(relation, relation)


def _key(triple: Triple, node_of: Callable[[str], Node]) -> Key:
    subject, object = node_of(triple.subject), node_of(triple.object)
    turned = triple.relation in _INVERSE or (triple.relation in _SYMMETRIC and object < subject)
    return (canonical(triple.relation), *((object, subject) if turned else (subject, object)))


def keyed(triples: Iterable[Triple], node_of: Callable[[str], Node]) -> dict[Key, Triple]:
    """Triples by key, in order; of those that say the same, the first."""
    found: dict[Key, Triple] = {}
    for triple in triples:
        found.setdefault(_key(triple, node_of), triple)
    return found


def match(
    wanted: Mapping[Key, Triple],
    given: Iterable[Triple],
    gold_node: Callable[[str], Node],
    node_of: Callable[[str], Node],
    ignored: frozenset[str],
) -> Matching:
    """The predicted triples against the gold's: by key first, then by a further wording that the gold accepts."""
    left = dict(wanted)
    others = _alternatives(wanted, gold_node)
    matched: list[tuple[Triple, Triple]] = []
    unmatched: list[tuple[Key, Triple]] = []
    for key, triple in keyed(given, node_of).items():
        also = [others.get(wording) for wording in _wordings(triple, node_of)]
        hit = key if key in left else next((k for k in also if k is not None), None)
        if hit in left:
            matched.append((left.pop(hit), triple))
        else:
            unmatched.append((key, triple))
    extra = [
        (key, triple)
        for key, triple in unmatched
        if not _is_neutral(triple, ignored) and not any(w in others for w in _wordings(triple, node_of))
    ]
    return Matching(tuple(matched), tuple(extra), len(unmatched) - len(extra), tuple(left.values()))


def _wordings(triple: Triple, node_of: Callable[[str], Node]) -> tuple[_Wording, _Wording]:
    subject = node_of(triple.subject)
    return (
        (triple.relation, subject, name_key(triple.object)),
        (triple.relation, subject, node_of(triple.object)),
    )


def _alternatives(wanted: Mapping[Key, Triple], gold_node: Callable[[str], Node]) -> dict[_Wording, Key]:
    """The further wordings that the gold accepts, each with the triple it stands for; of several, the last."""
    found: dict[_Wording, Key] = {}
    for key, triple in wanted.items():
        subject = gold_node(triple.subject)
        for name in triple.alternatives:
            found[triple.relation, subject, name_key(name)] = key
            node = gold_node(name)
            if node[0] >= 0:
                found[triple.relation, subject, node] = key
                if triple.relation in _SYMMETRIC:
                    found[triple.relation, node, subject] = key
    return found


def _is_neutral(triple: Triple, ignored: frozenset[str]) -> bool:
    """Whether a triple that the gold does not have is no mistake: see `evaluate`."""
    a, b = name_key(triple.subject), name_key(triple.object)
    if triple.relation not in _SCORED:
        return True
    if triple.relation in _NAME_DERIVED and a and b and a != b and (a in b or b in a):
        return True
    return triple.relation != "located_in" and (a in ignored or b in ignored)


def pairs(wanted: Iterable[Key], matching: Matching, gold_node: Callable[[str], Node]) -> Score:
    """Which two are connected at all, whatever the relation and the direction."""
    gold = {frozenset(key[1:]) for key in wanted}
    given = {frozenset((gold_node(g.subject), gold_node(g.object))) for g, _ in matching.matched}
    given |= {frozenset(key[1:]) for key, _ in matching.extra}
    return Score(len(gold & given), len(given), len(gold))
