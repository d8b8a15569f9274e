"""Triples against the shapes: which nodes break which, fast and with the sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

import pyoxigraph as ox

from kg.graph import Graph
from kg.model import Issue, Statement
from kg.rdf.inference import Triple, axioms
from kg.rdf.shapes import Own, Shape, Types, shapes
from kg.rdf.statements import TYPE, evidence_ids, triples
from kg.rdf.terms import PREFIXES
from kg.schema import ontology

SHAPE: Final = "shape"  # the kind of issues that violations become
_APART: Final = (f"<{PREFIXES['ev']}", f"<{PREFIXES['doc']}")  # quotes, offsets and files: no question is about them


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One node that breaks a shape: the terms of both, the path where it is about values, messages in zh and en."""

    node: str
    shape: str
    path: str
    zh: str
    en: str


class _Again:
    """The triples of a graph, made anew each time they are gone through, so that they need not all be kept."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def __iter__(self) -> Iterator[Triple]:
        return triples(self._graph)


def validate(found: Iterable[Triple], contract: Collection[Shape] | None = None) -> list[Violation]:
    """All violations, sorted, by the shapes given, else by those of kg.

    The triples must be sorted by subject and are gone through twice; what is kept of them is the classes of each node.
    kg.ttl is known beside them. Raises SchemaError where shapes.ttl asks for what is not compiled.
    """
    known = shapes() if contract is None else tuple(contract)
    types, named = _classes(found, known)
    broken: list[Violation] = []
    by_types: dict[frozenset[str], list[Shape]] = {}
    by_subject = defaultdict(list)
    for shape in known:
        for predicate in shape.subjects_of:
            by_subject[predicate].append(shape)
    store = ox.Store()
    asked = any(shape.questions for shape in known)
    lines: list[str] = []
    for node, group in groupby(found, key=itemgetter(0)):
        own: dict[str, list[str]] = {}
        for _, p, o in group:
            own.setdefault(p, []).append(o)
            if asked and not node.startswith(_APART):
                lines.append(f"{node} {p} {o} .\n")
        classes = types.get(node, frozenset())
        if classes not in by_types:
            by_types[classes] = [shape for shape in known if shape.classes & classes]
        about = {s.name: s for s in (*by_types[classes], *named.pop(node, ()))}
        about |= {s.name: s for p in own if p in by_subject for s in by_subject[p]}
        for shape in about.values():
            broken += _violations(shape, node, own, types)
        if len(lines) > 50_000:
            _load(store, lines)
    for node, about_it in named.items():  # objects of which nothing is said
        for shape in about_it:
            broken += _violations(shape, node, {}, types)
    if asked:
        _load(store, lines)
        broken += _answers(known, store, types)
    return sorted(set(broken))


def doubts(graph: Graph) -> list[Issue]:
    """The violations of the graph as issues, each with the statement that it is about and its sentence."""
    broken = validate(_Again(graph))
    if not broken:
        return []
    where = _statements(graph)
    issues = []
    for violation in broken:
        statement = _about(violation, where)
        name = violation.node[1:-1].rpartition("/")[2]
        if statement is None:
            issues.append(Issue(SHAPE, f"{name}: {violation.en}", ""))
        else:
            e = statement.evidence[0]
            told = f"{statement.id}: {violation.en}" + (f" ({name})" if name != statement.id else "")
            issues.append(Issue(SHAPE, told, e.document, e.span, e.text))
    return list(dict.fromkeys(issues))


def _classes(
    found: Iterable[Triple], known: Iterable[Shape]
) -> tuple[dict[str, frozenset[str]], dict[str, list[Shape]]]:
    """The classes of each node with all above them; and the shapes of nodes that are objects of what shapes name."""
    above = axioms().classes
    kept: dict[tuple[str, ...], frozenset[str]] = {}
    by_object: dict[str, list[Shape]] = defaultdict(list)
    for shape in known:
        for predicate in shape.objects_of:
            by_object[predicate].append(shape)
    types = dict(_known_types())
    named: dict[str, list[Shape]] = {}
    for node, group in groupby(found, key=itemgetter(0)):
        own = []
        for _, p, o in group:
            if p == TYPE:
                own.append(o)
            elif p in by_object:
                named.setdefault(o, []).extend(s for s in by_object[p] if s not in named.get(o, ()))
        if own:
            key = tuple(own)
            if key not in kept:
                kept[key] = frozenset(own).union(*(above.get(o, ()) for o in own))
            types[node] = kept[key]
    return types, named


def _known_types() -> Iterator[tuple[str, frozenset[str]]]:
    """The individuals of kg.ttl, such as its statuses."""
    found: dict[str, set[str]] = defaultdict(set)
    for t in ox.parse((ontology() / "kg.ttl").read_text(encoding="utf-8"), ox.RdfFormat.TURTLE):
        if str(t.predicate) == TYPE:
            found[str(t.subject)] |= {str(t.object), *axioms().classes.get(str(t.object), ())}
    return ((node, frozenset(classes)) for node, classes in found.items())


def _violations(shape: Shape, node: str, own: Own, types: Types) -> Iterator[Violation]:
    for constraint in shape.constraints:
        values = [node] if constraint.path is None else own.get(constraint.path, ())
        if any(check(values, own, types) for check in constraint.checks):
            yield _violation(node, shape, constraint.path or "", constraint.messages)


def _violation(node: str, shape: Shape, path: str, messages: Mapping[str, str]) -> Violation:
    fallback = f"breaks {shape.name[1:-1].rpartition('#')[2]}"
    return Violation(node, shape.name, path, messages.get("zh", fallback), messages.get("en", fallback))


def _load(store: ox.Store, lines: list[str]) -> None:
    store.bulk_load("".join(lines), format=ox.RdfFormat.N_TRIPLES)
    lines.clear()


def _answers(known: Iterable[Shape], store: ox.Store, types: Types) -> Iterator[Violation]:
    """What the constraints in SPARQL find, with kg.ttl beside the triples."""
    store.bulk_load((ontology() / "kg.ttl").read_text(encoding="utf-8"), format=ox.RdfFormat.TURTLE)
    for shape in known:
        for question in shape.questions:
            found = store.query(question.select)
            assert isinstance(found, ox.QuerySolutions)
            nodes = {str(solution["this"]) for solution in found}
            yield from (
                _violation(n, shape, "", question.messages) for n in sorted(nodes) if _is_target(n, shape, store, types)
            )


def _is_target(node: str, shape: Shape, store: ox.Store, types: Types) -> bool:
    if types.get(node, frozenset()) & shape.classes:
        return True
    term = ox.NamedNode(node[1:-1])
    return any(
        next(store.quads_for_pattern(*pattern), None) is not None
        for p in sorted(shape.subjects_of | shape.objects_of)
        for pattern in [
            (term, ox.NamedNode(p[1:-1]), None) if p in shape.subjects_of else (None, ox.NamedNode(p[1:-1]), term)
        ]
    )


def _statements(graph: Graph) -> dict[str, list[Statement]]:
    """The last part of an IRI -> the statements that it belongs to: their own, their evidence's and their entities'."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for s in sorted(graph.statements, key=lambda s: s.id):
        names = {s.id, s.subject, s.object, *(i for e in s.evidence for i in evidence_ids(e))}
        for name in sorted(names | {s.speaker or s.subject} | {e.document_id for e in s.evidence}):
            found[name].append(s)
    return found


def _about(violation: Violation, where: Mapping[str, list[Statement]]) -> Statement | None:
    """The statement that a violation is about: for a shape of a relation's ends the one of that relation."""
    statements = where.get(violation.node[1:-1].rpartition("/")[2], [])
    shape = violation.shape[1:-1].rpartition("#")[2].removesuffix("Subject").removesuffix("Object")
    of_relation = [s for s in statements if s.relation.replace("_", "").lower() == shape.lower()]
    return next(iter(of_relation or statements), None)
