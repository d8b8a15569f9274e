"""What follows from a graph."""

from __future__ import annotations

import owlrl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from kg import schema
from kg.errors import SchemaError
from kg.rdf import PREFIXES, Triple, infer, read_axioms, triples
from tests import sampled

KG = PREFIXES["kg"]
A, B, C, D = (f"<{PREFIXES['ent']}o{c * 16}>" for c in "abcd")


def kg(name: str) -> str:
    """The term of one of kg's names."""
    return f"<{KG}{name}>"


TYPE = f"<{RDF.type}>"
CASES = {
    "subclass": ([(A, TYPE, kg("DevelopmentZone"))], {(A, TYPE, kg(c)) for c in ("Organisation", "Place", "Entity")}),
    "symmetric": ([(A, kg("partnersWith"), B)], {(B, kg("partnersWith"), A)}),
    "inverse": ([(A, kg("owns"), B)], {(B, kg("ownedBy"), A)}),
    "transitive": (
        [(A, kg("locatedIn"), B), (B, kg("locatedIn"), C), (C, kg("locatedIn"), D)],
        {(A, kg("locatedIn"), C), (A, kg("locatedIn"), D), (B, kg("locatedIn"), D)},
    ),
    "circle": (
        [(A, kg("partOf"), B), (B, kg("partOf"), A)],
        {(A, kg("partOf"), A), (B, kg("partOf"), B)},
    ),
    "domain": ([(A, kg("worksFor"), B)], {(A, TYPE, kg("Person")), (A, TYPE, kg("Entity"))}),
    "range": ([(A, kg("participatesIn"), B)], {(B, TYPE, kg("Initiative")), (B, TYPE, kg("Entity"))}),
    "none": ([(A, kg("joined"), B), (B, kg("joined"), C)], set()),
}


@pytest.mark.parametrize("case", CASES)
def test_infer_follows_the_ontology(case: str) -> None:
    stated, expected = CASES[case]
    assert set(infer(stated)) == expected


def test_infer_goes_from_subproperty_to_inverse() -> None:
    found = set(infer([(A, kg("subsidiaryOf"), B)]))
    assert {(A, kg("ownedBy"), B), (B, kg("owns"), A), (A, TYPE, kg("Organisation"))} <= found
    assert (B, kg("subsidiaryOf"), A) not in found


def test_infer_makes_no_product_a_subsidiary() -> None:
    assert not [t for t in infer([(A, kg("owns"), B)]) if t[1] == kg("subsidiaryOf")]


def by_owlrl(stated: list[Triple]) -> set[Triple]:
    """What OWL 2 RL adds in kg's terms, by owlrl, about things of the graph."""
    graph = rdflib.Graph().parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in stated), format="nt")
    graph.parse(data=(schema.ontology() / "kg.ttl").read_text("utf-8"), format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    ours = str(PREFIXES["ent"])
    closed = {
        (s.n3(), p.n3(), o.n3())
        for s, p, o in graph
        if str(s).startswith(ours) and (str(p).startswith(KG) or (p == RDF.type and str(o).startswith(KG)))
    }
    return closed - set(stated)


@pytest.mark.parametrize("case", CASES)
def test_infer_equals_owlrl(case: str) -> None:
    stated = CASES[case][0]
    assert set(infer(stated)) == by_owlrl(stated)


def test_infer_equals_owlrl_on_a_graph() -> None:
    known = set(triples(sampled.graph()))
    assert by_owlrl(sorted(known)) == set()


def test_triples_are_closed() -> None:
    left = infer(triples(sampled.graph()))
    assert [t for t in left if not t[0].startswith(f"<{KG}")] == []  # kg.ttl says itself what its statuses are


def test_infer_follows_other_axioms() -> None:
    turtle = f"<urn:p> a <{OWL.SymmetricProperty}> . <urn:p> <{RDFS.subPropertyOf}> <urn:q> ."
    found = infer([("<urn:a>", "<urn:p>", "<urn:b>")], read_axioms(turtle))
    assert found == [
        ("<urn:a>", "<urn:q>", "<urn:b>"),
        ("<urn:b>", "<urn:p>", "<urn:a>"),
        ("<urn:b>", "<urn:q>", "<urn:a>"),
    ]


def test_infer_gives_literals_no_type() -> None:
    assert infer([(A, kg("role"), '"院长"@zh')]) == [(A, TYPE, f"<{RDF.Statement}>"), (A, TYPE, kg("Statement"))]


def test_read_axioms_names_a_broken_file() -> None:
    with pytest.raises(SchemaError, match="not Turtle"):
        read_axioms("<urn:a> <urn:b>")
