"""ontology/kg.ttl -> the classes, relations and statuses that all rooms go by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import SchemaError, nearest
from kg.model import STATUSES

NAMESPACE: Final = "https://w3id.org/kg-news/ontology#"
COARSE: Final = ("Organisation", "Person", "Place", "Initiative", "Product")


@dataclass(frozen=True, slots=True)
class ClassTerm:
    """One class; `parents` are the names of its direct superclasses, sorted."""

    name: str
    iri: str
    labels: dict[str, str]
    comments: dict[str, str]
    example: str
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationTerm:
    """One relation: `domain` and `range` are the names of the classes that it takes.

    `implied` lists what follows from one statement of it, itself left out: IRIs of properties, sorted, each with
    whether subject and object change places.
    """

    name: str
    iri: str
    labels: dict[str, str]
    comments: dict[str, str]
    example: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    transitive: bool
    implied: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class StatusTerm:
    """One status; `asserted` says whether its statements also stand as direct triples."""

    name: str
    iri: str
    labels: dict[str, str]
    asserted: bool


@dataclass(frozen=True, slots=True)
class Schema:
    """The ontology by names: types as Company, relations as partners_with, statuses as planned."""

    types: dict[str, ClassTerm]
    relations: dict[str, RelationTerm]
    statuses: dict[str, StatusTerm]

    def ancestors(self, type: str) -> frozenset[str]:
        """The type and all classes above it; raises SchemaError for an unknown type."""
        if type not in self.types:
            near = nearest(type, self.types)
            raise SchemaError(f"unknown type {type!r}" + (f", near: {', '.join(near)}" if near else ""))
        return frozenset({type}.union(*(self.ancestors(p) for p in self.types[type].parents)))

    def is_a(self, type: str, ancestor: str) -> bool:
        """Whether the type is the ancestor or lies below it."""
        return ancestor in self.ancestors(type)

    def coarse(self, type: str) -> str:
        """The first of Organisation, Person, Place, Initiative and Product that the type belongs to."""
        above = self.ancestors(type)
        return next((c for c in COARSE if c in above), type)


def ontology() -> Traversable:
    """The folder of the ontology: beside kg/ where a checkout is imported, or else package data."""
    beside = Path(__file__).parents[1] / "ontology"  # one checkout must not read the ontology of another, installed one
    return beside if (beside / "kg.ttl").is_file() else files("kg.ontology")


@cache
def load() -> Schema:
    """The schema of the ontology that ships with kg."""
    return parse((ontology() / "kg.ttl").read_text(encoding="utf-8"))


def parse(text: str, where: str = "ontology/kg.ttl") -> Schema:
    """The schema that a Turtle text declares.

    Raises SchemaError with all problems at once: no Turtle, a term without label or comment in zh or en or without an
    example, a relation without domain or range, an unknown class, a status that statements do not know.
    """
    graph = Graph()
    try:
        graph.parse(data=text, format="turtle")
    except (SyntaxError, ValueError) as error:
        raise SchemaError(f"{where}: not Turtle: {str(error).strip().splitlines()[-1]}") from None
    names = {
        subject: str(value)
        for subject, value in graph.subject_objects(SKOS.notation)
        if isinstance(subject, URIRef) and str(subject).startswith(NAMESPACE)
    }
    problems: list[str] = []
    schema = Schema(
        types={names[i]: _class(graph, i, names) for i in _declared(graph, OWL.Class, names)},
        relations={names[i]: _relation(graph, i, names, problems) for i in _declared(graph, OWL.ObjectProperty, names)},
        statuses={names[i]: _status(graph, i) for i in _declared(graph, URIRef(NAMESPACE + "Status"), names)},
    )
    for iri in sorted(names):
        for term, wanted in ((RDFS.label, "label"), (RDFS.comment, "comment")):
            languages = {o.language for o in graph.objects(iri, term) if isinstance(o, Literal)}
            problems += [f"{names[iri]} has no {wanted} in {x}" for x in ("zh", "en") if x not in languages]
        if (iri, SKOS.example, None) not in graph:
            problems.append(f"{names[iri]} has no example")
    if set(schema.statuses) != set(STATUSES):
        problems.append(f"the statuses must be {', '.join(STATUSES)}")
    if problems:
        raise SchemaError(f"{where}: " + "; ".join(problems))
    return schema


def _declared(graph: Graph, kind: Node, names: dict[URIRef, str]) -> list[URIRef]:
    return sorted((i for i in names if (i, RDF.type, kind) in graph), key=lambda i: names[i])


def _texts(graph: Graph, iri: URIRef, term: Node) -> dict[str, str]:
    found = [(o.language or "", str(o)) for o in graph.objects(iri, term) if isinstance(o, Literal)]
    return dict(sorted(found))


def _example(graph: Graph, iri: URIRef) -> str:
    return min((str(o) for o in graph.objects(iri, SKOS.example)), default="")


def _known(found: Iterable[Node], names: dict[URIRef, str]) -> list[str]:
    return sorted(names[o] for o in found if isinstance(o, URIRef) and o in names)


def _class(graph: Graph, iri: URIRef, names: dict[URIRef, str]) -> ClassTerm:
    return ClassTerm(
        name=names[iri],
        iri=str(iri),
        labels=_texts(graph, iri, RDFS.label),
        comments=_texts(graph, iri, RDFS.comment),
        example=_example(graph, iri),
        parents=tuple(_known(graph.objects(iri, RDFS.subClassOf), names)),
    )


def _relation(graph: Graph, iri: URIRef, names: dict[URIRef, str], problems: list[str]) -> RelationTerm:
    sides = {}
    for side, included, single in (("domain", "domainIncludes", RDFS.domain), ("range", "rangeIncludes", RDFS.range)):
        found = [*graph.objects(iri, URIRef(NAMESPACE + included)), *graph.objects(iri, single)]
        known = _known(found, names)
        unknown = sorted({str(o) for o in found if not isinstance(o, URIRef) or o not in names})
        problems += [f"{names[iri]}: {u} is no class of the ontology" for u in unknown]
        if not known:
            problems.append(f"{names[iri]} has no {side}")
        sides[side] = frozenset(known)
    return RelationTerm(
        name=names[iri],
        iri=str(iri),
        labels=_texts(graph, iri, RDFS.label),
        comments=_texts(graph, iri, RDFS.comment),
        example=_example(graph, iri),
        domain=sides["domain"],
        range=sides["range"],
        symmetric=(iri, RDF.type, OWL.SymmetricProperty) in graph,
        transitive=(iri, RDF.type, OWL.TransitiveProperty) in graph,
        implied=_implied(graph, iri),
    )


def _implied(graph: Graph, iri: URIRef) -> tuple[tuple[str, bool], ...]:
    """What follows by superproperties, inverses and symmetry, step by step until nothing new comes."""
    found: set[tuple[Node, bool]] = {(iri, False)}
    waiting: list[tuple[Node, bool]] = [(iri, False)]
    while waiting:
        term, turned = waiting.pop()
        steps = [(o, turned) for o in graph.objects(term, RDFS.subPropertyOf)]
        steps += [(o, not turned) for o in graph.objects(term, OWL.inverseOf)]
        steps += [(o, not turned) for o in graph.subjects(OWL.inverseOf, term)]
        if (term, RDF.type, OWL.SymmetricProperty) in graph:
            steps.append((term, not turned))
        new = [step for step in steps if step not in found]
        found.update(new)
        waiting += new
    return tuple(sorted((str(term), turned) for term, turned in found - {(iri, False)}))


def _status(graph: Graph, iri: URIRef) -> StatusTerm:
    asserted = graph.value(iri, URIRef(NAMESPACE + "asserted"))
    return StatusTerm(
        name=str(graph.value(iri, SKOS.notation)),
        iri=str(iri),
        labels=_texts(graph, iri, RDFS.label),
        asserted=isinstance(asserted, Literal) and bool(asserted.toPython()),
    )
