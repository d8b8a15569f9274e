"""The shapes that every graph keeps to, by kg's own compilation, with pyshacl as the referee."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
import rdflib
from pyshacl import validate as by_pyshacl
from rdflib import SH

from kg import schema
from kg.errors import SchemaError
from kg.graph import Graph
from kg.rdf import Triple, doubts, triples, validate
from kg.rdf.shapes import read_shapes, shapes
from kg.rdf.terms import node, term
from tests import sampled
from tests.bench.press import press

GRAPH = press(40)
ROWS = frozenset(triples(GRAPH))
TYPE = term("rdf:type")
DECIMAL, INTEGER, DATE = (term(f"xsd:{name}") for name in ("decimal", "integer", "date"))
Plant = Callable[[set[Triple], str], str]  # takes the n-th node of its kind and says at which node the violation is


def of_class(name: str) -> list[str]:
    """The nodes of a class, sorted."""
    return sorted(s for s, p, o in ROWS if p == TYPE and o == term(name))


def objects(rows: set[Triple], subject: str, predicate: str) -> list[str]:
    return sorted(o for s, p, o in rows if s == subject and p == term(predicate))


def without(predicate: str) -> Plant:
    def plant(rows: set[Triple], subject: str) -> str:
        rows -= {t for t in rows if t[:2] == (subject, term(predicate))}
        return subject

    return plant


def also(predicate: str, value: str) -> Plant:
    def plant(rows: set[Triple], subject: str) -> str:
        rows.add((subject, term(predicate), value))
        return subject

    return plant


def instead(predicate: str, value: str) -> Plant:
    def plant(rows: set[Triple], subject: str) -> str:
        return also(predicate, value)(rows, without(predicate)(rows, subject))

    return plant


def plan_as_fact(rows: set[Triple], subject: str) -> str:
    """A direct triple for a statement that is only planned, between two that nothing else connects."""
    without("kg:status")(rows, subject)
    rows.add((subject, term("kg:status"), term("kg:planned")))
    first, second = of_class("kg:Person")[-1], of_class("kg:Alliance")[-1]
    for predicate, value in (("rdf:subject", first), ("rdf:predicate", term("kg:owns")), ("rdf:object", second)):
        instead(predicate, value)(rows, subject)
    rows -= {t for t in rows if {t[0], t[2]} == {first, second}}
    rows.add((first, term("kg:owns"), second))
    return subject


def wrong_kind(relation: str, kind: str) -> Plant:
    """An object of a class that the relation does not take: the violation is at the object."""

    def plant(rows: set[Triple], subject: str) -> str:
        other = of_class(kind)[0]
        rows.add((subject, term(relation), other))
        return other

    return plant


def nameless_object(rows: set[Triple], subject: str) -> str:
    """An object of which nothing at all is said."""
    other = node("ent", "o" + "9" * 16)
    rows.add((subject, term("kg:joined"), other))
    return other


STATEMENT, ENTITY, EVIDENCE, QUOTE, PLACE, DOCUMENT = (
    "kg:Statement", "kg:Organisation", "kg:Evidence", "oa:TextQuoteSelector", "oa:TextPositionSelector", "kg:Document",
)  # fmt: skip
PLANTS: dict[str, tuple[str, Plant]] = {
    "no status": (STATEMENT, without("kg:status")),
    "two statuses": (STATEMENT, also("kg:status", term("kg:Unknown"))),
    "no subject": (STATEMENT, without("rdf:subject")),
    "two objects": (STATEMENT, also("rdf:object", of_class("kg:Product")[0])),
    "object no entity": (STATEMENT, instead("rdf:object", node("doc", "d" + "0" * 16))),
    "relation no iri": (STATEMENT, instead("rdf:predicate", '"joined"')),
    "no evidence": (STATEMENT, without("kg:evidence")),
    "no document": (STATEMENT, without("prov:wasDerivedFrom")),
    "no extractor": (STATEMENT, without("kg:extractor")),
    "sure beyond doubt": (STATEMENT, instead("kg:confidence", f'"1.5"^^{DECIMAL}')),
    "sure below zero": (STATEMENT, instead("kg:confidence", f'"-0.1"^^{DECIMAL}')),
    "confidence no decimal": (STATEMENT, instead("kg:confidence", '"high"')),
    "date no day": (STATEMENT, instead("kg:date", f'"2025-02-30"^^{DATE}')),
    "date of no type": (STATEMENT, instead("kg:date", '"2025"')),
    "ends before it begins": (STATEMENT, lambda rows, s: instead("kg:latest", f'"1999-01-01"^^{DATE}')(
        rows, instead("kg:earliest", f'"2000-01-01"^^{DATE}')(rows, s))),
    "not resolved": (STATEMENT, instead("kg:resolved", f'"false"^^{term("xsd:boolean")}')),
    "role without language": (STATEMENT, instead("kg:role", '"院长"')),
    "speaker no entity": (STATEMENT, instead("kg:speaker", node("doc", "d" + "0" * 16))),
    "plan as fact": (STATEMENT, plan_as_fact),
    "no name": (ENTITY, without("rdfs:label")),
    "two names": (ENTITY, also("rdfs:label", '"另名"@zh')),
    "name in English": (ENTITY, lambda rows, s: instead("skos:prefLabel", '"Name"@en')(
        rows, instead("rdfs:label", '"Name"@en')(rows, s))),
    "other preferred name": (ENTITY, instead("skos:prefLabel", '"另名"@zh')),
    "alias is the name": (ENTITY, lambda rows, s: also("skos:altLabel", objects(rows, s, "rdfs:label")[0])(rows, s)),
    "wrong object": (ENTITY, wrong_kind("kg:participatesIn", "kg:Media")),
    "nameless object": (ENTITY, nameless_object),
    "evidence of no subject": (EVIDENCE, without("kg:subjectMention")),
    "evidence without confidence": (EVIDENCE, without("kg:confidence")),
    "published no day": (EVIDENCE, instead("kg:published", '"昨日"@zh')),
    "no selector": (EVIDENCE, without("oa:hasSelector")),
    "no source": (EVIDENCE, without("oa:hasSource")),
    "no words": (QUOTE, instead("oa:exact", '""')),
    "starts below zero": (PLACE, instead("oa:start", f'"-1"^^{INTEGER}')),
    "starts after its end": (PLACE, instead("oa:end", f'"0"^^{INTEGER}')),
    "two sources": (DOCUMENT, also("dcterms:source", '"b.txt"')),
}  # fmt: skip


def planted(names: list[str]) -> tuple[set[Triple], dict[str, str]]:
    """The rows with these violations, each at nodes of its own, and the node of each."""
    rows, where = set(ROWS), {}
    for number, name in enumerate(names):
        kind, plant = PLANTS[name]
        found = of_class(kind)
        where[name] = plant(rows, found[number % len(found)])
    return rows, where


def referee(rows: set[Triple]) -> set[str]:
    """The focus nodes that pyshacl finds."""
    contract, ontology = ((schema.ontology() / n).read_text("utf-8") for n in ("shapes.ttl", "kg.ttl"))
    data = rdflib.Graph().parse(data="".join("{} {} {} .\n".format(*t) for t in sorted(rows)), format="nt")
    read = [rdflib.Graph().parse(data=text) for text in (contract, ontology)]
    _, report, _ = by_pyshacl(data, shacl_graph=read[0], ont_graph=read[1])
    return {o.n3() for o in report.objects(None, SH.focusNode)}


@pytest.mark.parametrize("graph", [sampled.graph(), GRAPH, Graph((), (), ())])
def test_validate_finds_nothing_in_a_graph(graph: Graph) -> None:
    assert validate(list(triples(graph))) == []


def test_validate_finds_nothing_where_nothing_is_inferred() -> None:
    assert validate(list(triples(GRAPH, "stated"))) == []


@pytest.mark.parametrize("name", PLANTS)
def test_validate_finds_what_is_planted(name: str) -> None:
    rows, where = planted([name])
    found = validate(sorted(rows))
    assert where[name] in {v.node for v in found}
    assert all(v.zh and v.en and v.zh != v.en for v in found)


# The referee is slow, so all are planted at once; each kind of node has enough to keep them apart.
@pytest.mark.filterwarnings("ignore::UserWarning")  # rdflib, of the literals that are planted as broken
def test_validate_finds_the_same_nodes_as_pyshacl() -> None:
    rows, where = planted(list(PLANTS))
    found = {v.node for v in validate(sorted(rows))}
    assert len(set(where.values())) >= 30
    assert set(where.values()) <= found
    assert found == referee(rows)


def test_pyshacl_finds_nothing_in_a_graph() -> None:
    assert referee(set(triples(sampled.graph()))) == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kgs:A a sh:NodeShape ; sh:targetClass kg:B ; sh:xone () .", "sh:xone is not compiled"),
        ("kgs:A a sh:NodeShape ; sh:nodeKind sh:BlankNode .", "sh:nodeKind"),
        ("kgs:A a sh:NodeShape", "not Turtle"),
    ],
)
def test_read_shapes_refuses_what_it_does_not_compile(text: str, words: str) -> None:
    prefixes = "@prefix kg: <urn:kg#> . @prefix kgs: <urn:s#> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
    with pytest.raises(SchemaError, match=words):
        read_shapes(prefixes + text)


def test_shapes_speak_zh_and_en() -> None:
    messages = [c.messages for s in shapes() for c in (*s.constraints, *s.questions)]
    assert len(messages) > 80
    assert [m for m in messages if set(m) != {"zh", "en"}] == []


def test_doubts_name_statement_and_sentence() -> None:
    graph = sampled.graph()
    changed = dataclasses.replace(graph.statements[0], confidence=1.5)
    (issue,) = doubts(dataclasses.replace(graph, statements=(changed, *graph.statements[1:])))
    assert (issue.kind, issue.text) == ("shape", changed.evidence[0].text)
    assert issue.message == f"{changed.id}: a confidence is a decimal from 0 to 1"
    assert issue.document == "page"


def test_doubts_find_the_statement_of_a_relation() -> None:
    graph = sampled.graph()
    person = graph.find("周原").id
    joined = next(s for s in graph.statements if s.relation == "registered_at")
    wrong = dataclasses.replace(joined, subject=person)
    found = doubts(dataclasses.replace(graph, statements=(*(s for s in graph.statements if s != joined), wrong)))
    assert [i.message for i in found] == [
        f"{wrong.id}: the subject of registered_at must be: Organisation, Platform, Product ({person})"
    ]
    assert found[0].text == wrong.evidence[0].text
