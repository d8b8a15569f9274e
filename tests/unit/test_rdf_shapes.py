"""The shapes that every graph keeps to, with pyshacl as the referee."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import rdflib
from pyshacl import validate
from rdflib import RDF, RDFS, SH, Literal

from kg import schema
from kg.exporters import turtle
from kg.graph import Graph
from kg.rdf import PREFIXES, iri
from tests import sampled

KG, OA, SKOS = (rdflib.Namespace(PREFIXES[p]) for p in ("kg", "oa", "skos"))
Change = Callable[[rdflib.Graph, Graph], rdflib.URIRef]  # plants a violation and says at which node


@pytest.fixture(scope="module")
def graph() -> Graph:
    return sampled.graph()


@pytest.fixture(scope="module")
def contract() -> tuple[rdflib.Graph, rdflib.Graph]:
    shapes, ontology = ((schema.ontology() / n).read_text("utf-8") for n in ("shapes.ttl", "kg.ttl"))
    return rdflib.Graph().parse(data=shapes), rdflib.Graph().parse(data=ontology)


def violations(data: rdflib.Graph, contract: tuple[rdflib.Graph, rdflib.Graph]) -> set[rdflib.URIRef]:
    """The nodes at which the data breaks the shapes."""
    _, report, _ = validate(data, shacl_graph=contract[0], ont_graph=contract[1])
    return {o for o in report.objects(None, SH.focusNode) if isinstance(o, rdflib.URIRef)}


def entity(graph: Graph, name: str) -> rdflib.URIRef:
    return rdflib.URIRef(iri("ent", graph.find(name).id))


def statement(graph: Graph, status: str) -> rdflib.URIRef:
    return rdflib.URIRef(iri("st", next(s.id for s in graph.statements if s.status == status)))


def without_status(data: rdflib.Graph, graph: Graph) -> rdflib.URIRef:
    node = statement(graph, "realised")
    data.remove((node, KG.status, None))
    return node


def without_evidence(data: rdflib.Graph, graph: Graph) -> rdflib.URIRef:
    node = statement(graph, "hoped")
    data.remove((node, KG.evidence, None))
    return node


def sure_beyond_doubt(data: rdflib.Graph, graph: Graph) -> rdflib.URIRef:
    node = statement(graph, "denied")
    data.set((node, KG.confidence, Literal("1.5", datatype=rdflib.XSD.decimal)))
    return node


def two_labels(data: rdflib.Graph, graph: Graph) -> rdflib.URIRef:
    node = entity(graph, "远桥集团")
    data.add((node, RDFS.label, Literal("另名", lang="zh")))
    return node


def plan_as_fact(data: rdflib.Graph, graph: Graph) -> rdflib.URIRef:
    node = statement(graph, "planned")
    subject, predicate, object_ = (data.value(node, p) for p in (RDF.subject, RDF.predicate, RDF.object))
    assert subject is not None
    assert predicate is not None
    assert object_ is not None
    data.add((subject, predicate, object_))
    return node


def person_as_partner(data: rdflib.Graph, graph: Graph) -> rdflib.URIRef:
    node = entity(graph, "周原")
    data.add((node, KG.partnersWith, entity(graph, "远桥集团")))
    return node


def end_before_start(data: rdflib.Graph, graph: Graph) -> rdflib.URIRef:
    node = min(s for s in data.subjects(RDF.type, OA.TextPositionSelector) if isinstance(s, rdflib.URIRef))
    data.set((node, OA.end, Literal(-1)))
    return node


def no_words(data: rdflib.Graph, graph: Graph) -> rdflib.URIRef:
    node = min(s for s in data.subjects(RDF.type, OA.TextQuoteSelector) if isinstance(s, rdflib.URIRef))
    data.set((node, OA.exact, Literal("")))
    return node


def test_shapes_hold_for_a_graph(graph: Graph, contract: tuple[rdflib.Graph, rdflib.Graph]) -> None:
    data = rdflib.Graph().parse(data=turtle.render(graph))
    assert validate(data, shacl_graph=contract[0], ont_graph=contract[1])[0]


@pytest.mark.parametrize(
    "plant",
    [
        without_status,
        without_evidence,
        sure_beyond_doubt,
        two_labels,
        plan_as_fact,
        person_as_partner,
        end_before_start,
        no_words,
    ],
)
def test_shapes_find_what_is_planted(graph: Graph, contract: tuple[rdflib.Graph, rdflib.Graph], plant: Change) -> None:
    data = rdflib.Graph().parse(data=turtle.render(graph))
    planted = plant(data, graph)
    assert violations(data, contract) == {planted}
