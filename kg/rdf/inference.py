"""What follows from a graph by the ontology: subclass, subproperty, inverse, symmetric, transitive, domain, range."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.errors import SchemaError
from kg.rdf.terms import term
from kg.schema import ontology

Triple: TypeAlias = tuple[str, str, str]  # subject, predicate and object as N-Triples writes them

_TYPE: Final = term("rdf:type")
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"


@dataclass(frozen=True, slots=True)
class Axioms:
    """What an ontology lets follow, all as N-Triples terms; `classes` and `properties` hold all that lie above."""

    classes: Mapping[str, tuple[str, ...]]
    properties: Mapping[str, tuple[str, ...]]
    inverses: Mapping[str, tuple[str, ...]]  # a symmetric property is its own inverse
    transitive: frozenset[str]
    domains: Mapping[str, tuple[str, ...]]
    ranges: Mapping[str, tuple[str, ...]]


@cache
def axioms() -> Axioms:
    """The axioms of the ontology that ships with kg."""
    return read_axioms((ontology() / "kg.ttl").read_text(encoding="utf-8"))


def read_axioms(turtle: str) -> Axioms:
    """The axioms in a Turtle text; raises SchemaError where it is no Turtle."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    try:
        for triple in ox.parse(turtle, ox.RdfFormat.TURTLE):
            found[str(triple.predicate)].append((str(triple.subject), str(triple.object)))
    except SyntaxError as error:
        raise SchemaError(f"ontology: not Turtle: {error}") from None
    types = found[_TYPE]
    symmetric = [(s, s) for s, o in types if o == f"<{_OWL}SymmetricProperty>"]
    inverse = found[f"<{_OWL}inverseOf>"]
    return Axioms(
        classes=_above(found[f"<{_RDFS}subClassOf>"]),
        properties=_above(found[f"<{_RDFS}subPropertyOf>"]),
        inverses=_grouped([*symmetric, *inverse, *((b, a) for a, b in inverse)]),
        transitive=frozenset(s for s, o in types if o == f"<{_OWL}TransitiveProperty>"),
        domains=_grouped(found[f"<{_RDFS}domain>"]),
        ranges=_grouped(found[f"<{_RDFS}range>"]),
    )


def infer(stated: Iterable[Triple], rules: Axioms | None = None) -> list[Triple]:
    """What follows from the stated triples and is not among them, sorted.

    By the axioms given, else by those of kg's ontology. Literals get no type.
    """
    known = rules or axioms()
    reach = _Reach(known.transitive)
    seen = {t for t in stated if _matters(t, known)}
    waiting = sorted(seen)
    inferred: list[Triple] = []
    while waiting:
        triple = waiting.pop()
        for new in (*_consequences(triple, known), *reach.extend(triple)):
            if new not in seen:
                seen.add(new)
                inferred.append(new)
                waiting.append(new)
    return sorted(inferred)


def _matters(triple: Triple, known: Axioms) -> bool:
    p = triple[1]
    tables = (known.properties, known.inverses, known.transitive, known.domains, known.ranges)
    return p == _TYPE or any(p in table for table in tables)


def _consequences(triple: Triple, known: Axioms) -> Iterable[Triple]:
    s, p, o = triple
    if p == _TYPE:
        return [(s, _TYPE, c) for c in known.classes.get(o, ())]
    new = [(s, q, o) for q in known.properties.get(p, ())]
    new += [(s, _TYPE, c) for c in known.domains.get(p, ())]
    if o.startswith("<"):
        new += [(o, q, s) for q in known.inverses.get(p, ())]
        new += [(o, _TYPE, c) for c in known.ranges.get(p, ())]
    return new


class _Reach:
    """Who reaches whom by each transitive property, so far; one step joins the two sides of a new pair."""

    def __init__(self, transitive: frozenset[str]) -> None:
        self._after: dict[str, dict[str, set[str]]] = {p: defaultdict(set) for p in transitive}
        self._before: dict[str, dict[str, set[str]]] = {p: defaultdict(set) for p in transitive}

    def extend(self, triple: Triple) -> list[Triple]:
        """The pairs that a new pair closes with those known."""
        s, p, o = triple
        if p not in self._after:
            return []
        after, before = self._after[p], self._before[p]
        after[s].add(o)
        before[o].add(s)
        return [(s, p, x) for x in after[o]] + [(x, p, o) for x in before[s]]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        groups[a].add(b)
    return {a: tuple(sorted(groups[a])) for a in sorted(groups)}


def _above(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Each term with all that lie above it, itself left out."""
    direct = _grouped(pairs)
    above = {}
    for one in direct:
        found: set[str] = set()
        waiting = [*direct[one]]
        while waiting:
            parent = waiting.pop()
            if parent not in found:
                found.add(parent)
                waiting += direct.get(parent, ())
        above[one] = tuple(sorted(found - {one}))
    return above
