"""The graph as RDF."""

from __future__ import annotations

import dataclasses
import datetime
import io

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import to_isomorphic

from kg import dates
from kg.errors import KgError
from kg.exporters import turtle
from kg.graph import Graph
from kg.rdf import PREFIXES, iri, triples
from kg.rdf.terms import term
from tests import sampled

KG = rdflib.Namespace(PREFIXES["kg"])


@pytest.fixture(scope="module")
def graph() -> Graph:
    return sampled.graph()


@pytest.fixture(scope="module")
def parsed(graph: Graph) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle.render(graph), format="turtle")


def test_turtle_reads_the_same_in_both_engines(graph: Graph, parsed: rdflib.Graph) -> None:
    store = pyoxigraph.Store()
    store.bulk_load(io.BytesIO(turtle.render(graph).encode()), format=pyoxigraph.RdfFormat.TURTLE)
    lines = "\n".join(f"{q.subject} {q.predicate} {q.object} ." for q in store)
    assert to_isomorphic(rdflib.Graph().parse(data=lines, format="nt")) == to_isomorphic(parsed)
    assert len(parsed) == len(list(triples(graph)))


def test_triples_hold_no_blank_node(parsed: rdflib.Graph) -> None:
    assert not [t for t in parsed if any(isinstance(x, rdflib.BNode) for x in t)]


def test_turtle_is_the_same_for_any_order(graph: Graph) -> None:
    turned = Graph(graph.entities[::-1], graph.statements[::-1], graph.documents[::-1])
    assert turtle.render(turned) == turtle.render(graph)


@pytest.mark.parametrize(
    ("subject", "relation", "object_", "direct"),
    [
        ("沙泉经济技术开发区", "partnersWith", "西北大学", True),
        ("西北大学", "partnersWith", "沙泉经济技术开发区", True),
        ("远桥数据", "subsidiaryOf", "远桥集团", True),
        ("远桥集团", "owns", "远桥数据", True),
        ("沙泉经济技术开发区", "partnersWith", "远桥集团", False),
        ("远桥集团", "partnersWith", "兰州大学", False),
        ("远桥集团", "acquired", "远桥数据", False),
    ],
)
def test_triples_are_direct_only_for_what_is_so(
    graph: Graph, parsed: rdflib.Graph, subject: str, relation: str, object_: str, direct: bool
) -> None:
    ends = [rdflib.URIRef(iri("ent", graph.find(n).id)) for n in (subject, object_)]
    assert ((ends[0], KG[relation], ends[1]) in parsed) is direct


def test_triples_tell_inferred_from_stated(graph: Graph, parsed: rdflib.Graph) -> None:
    stated = {
        (s, p, o)
        for node in parsed.subjects(rdflib.RDF.type, KG.Statement)
        for s in parsed.objects(node, rdflib.RDF.subject)
        for p in parsed.objects(node, rdflib.RDF.predicate)
        for o in parsed.objects(node, rdflib.RDF.object)
    }
    entities = PREFIXES["ent"]
    direct = {t for t in parsed if str(t[0]).startswith(entities) and str(t[2]).startswith(entities)}
    inferred = {(str(p).removeprefix(PREFIXES["kg"])) for _, p, _ in direct - stated}
    assert inferred == {"owns", "ownedBy", "partnersWith"}


def test_triples_type_entities_with_all_superclasses(graph: Graph, parsed: rdflib.Graph) -> None:
    zone = rdflib.URIRef(iri("ent", graph.find("沙泉开发区").id))
    names = {str(o).removeprefix(PREFIXES["kg"]) for o in parsed.objects(zone, rdflib.RDF.type)}
    assert {"DevelopmentZone", "Organisation", "Place"} <= names


def test_triples_quote_the_text_at_its_offsets(graph: Graph, parsed: rdflib.Graph) -> None:
    text = graph.documents[0].text
    oa = rdflib.Namespace(PREFIXES["oa"])
    seen = 0
    for place in set(parsed.subjects(rdflib.RDF.type, oa.SpecificResource)):
        selectors = list(parsed.objects(place, oa.hasSelector))
        (exact,) = [o for s in selectors for o in parsed.objects(s, oa.exact)]
        (start,) = [int(str(o)) for s in selectors for o in parsed.objects(s, oa.start)]
        (end,) = [int(str(o)) for s in selectors for o in parsed.objects(s, oa.end)]
        assert text[start:end] == str(exact)
        seen += 1
    assert seen >= 3 * 5


@pytest.mark.parametrize("id", ["s12", "o0123456789abcdeg", "o0123456789abcdef>", "O0123456789abcdef"])
def test_iri_refuses_what_is_no_id(id: str) -> None:
    with pytest.raises(KgError, match="cannot stand in an IRI"):
        iri("ent", id)


@pytest.mark.parametrize("name", ['a"b', "a\\b", "换\n行", "<script>", "\u0000", "𠮷野家😀", '"""', "@prefix x: <y> ."])
def test_turtle_survives_any_name(graph: Graph, name: str) -> None:
    entity = dataclasses.replace(graph.entities[0], name=name)
    read = rdflib.Graph().parse(data=turtle.render(Graph((entity,), (), ())), format="turtle")
    assert [str(o) for o in read.objects(None, rdflib.RDFS.label)] == [name]


@pytest.mark.parametrize(
    ("printed", "value", "datatype"),
    [
        ("2025年", "2025", "xsd:gYear"),
        ("2025年12月", "2025-12", "xsd:gYearMonth"),
        ("昨日", "2025-10-15", "xsd:date"),
        ("2025年末", "2025-12~", "edtf:EDTF"),
        ("今春", "2025-21", "edtf:EDTF"),
        ("去年以来", "2024/..", "edtf:EDTF"),
    ],
)
def test_triples_type_dates_by_their_precision(graph: Graph, printed: str, value: str, datatype: str) -> None:
    when = dates.read(printed, datetime.date(2025, 10, 16))
    statement = dataclasses.replace(graph.statements[0], date=printed, when=when)
    found = set(triples(dataclasses.replace(graph, statements=(statement,))))
    subject = f"<{iri('st', statement.id)}>"
    assert (subject, f"<{KG.date}>", f'"{value}"^^{term(datatype)}') in found
    assert (subject, f"<{KG.dateText}>", f'"{printed}"@zh') in found
    assert ((subject, f"<{KG.resolved}>", f'"true"^^{term("xsd:boolean")}') in found) is (not printed[0].isdecimal())


def test_triples_keep_the_day_of_publication_with_the_evidence(graph: Graph) -> None:
    document = graph.documents[0]
    articles = tuple(dataclasses.replace(a, published="2025年10月16日") for a in document.articles)
    dated = dataclasses.replace(graph, documents=(dataclasses.replace(document, articles=articles),))
    found = set(triples(dated))
    assert {o for _, p, o in found if p == f"<{KG.published}>"} == {f'"2025-10-16"^^{term("xsd:date")}'}
    assert not [t for t in found if t[1] == f"<{KG.date}>"]
