"""The ontology's own contract: metadata rules that find nothing, examples of each term, and what breaks each shape."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import SH

from kg import schema
from kg.graph import Graph
from kg.model import Entity, content_id
from kg.rdf import PREFIXES, axioms, triples, validate
from kg.rdf.examples import MARK
from kg.rdf.shapes import shapes
from kg.rdf.terms import node, term

FOLDER = Path(str(schema.ontology() / "kg.ttl")).parent
RULES = sorted((FOLDER / "rules").glob("m*.rq"))
BAD = sorted((FOLDER / "examples" / "bad").glob("*.ttl"))
HEAD = "".join(f"PREFIX {p}: <{iri}> " for p, iri in PREFIXES.items())
CORE = (FOLDER / "kg.ttl").read_text(encoding="utf-8")
TURTLE_HEAD = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())

# What each rule must find, once it is added to the ontology; the node after -> is what it names.
FAULTS = {
    "m01-labels": 'kg:New a owl:Class ; rdfs:label "new"@en . -> kg:New',
    "m02-definitions": 'kg:new a owl:ObjectProperty ; rdfs:comment "新"@zh . -> kg:new',
    "m03-examples": "kg:New a owl:Class . -> kg:New",
    "m04-one-label": 'kg:Person rdfs:label "人"@zh . -> kg:Person',
    "m05-distinct-labels": 'kg:AClass a owl:Class ; rdfs:label "人物"@zh . -> kg:AClass',
    "m06-notations": 'kg:AClass skos:notation "Person" . -> kg:AClass',
    "m07-superclasses": "kg:New a owl:Class . -> kg:New",
    "m08-no-circle": "kg:Entity rdfs:subClassOf kg:Company . -> kg:Company",
    "m09-declared": "kg:Person rdfs:seeAlso kg:Nobody . -> kg:Nobody",
    "m10-one-kind": "kg:owns a owl:DatatypeProperty . -> kg:owns",
    "m11-what-relations-take": 'kg:new a owl:ObjectProperty ; skos:notation "new" . -> kg:new',
    "m12-symmetric-sides": "kg:partnersWith kg:rangeIncludes kg:Person . -> kg:partnersWith",
    "m13-domain-agrees": "kg:worksFor kg:domainIncludes kg:Media . -> kg:worksFor",
    "m14-range-agrees": "kg:certifiedBy kg:rangeIncludes kg:Person . -> kg:certifiedBy",
    "m15-statuses": "kg:new a kg:Status . -> kg:new",
    "m16-header": "<https://example.org/o> a owl:Ontology . -> <https://example.org/o>",
}


def found(rule: Path, turtle: str) -> set[str]:
    """What the rule finds in the ontology given."""
    store = ox.Store()
    store.bulk_load(turtle, format=ox.RdfFormat.TURTLE)
    answer = store.query(HEAD + rule.read_text(encoding="utf-8"))
    assert isinstance(answer, ox.QuerySolutions)
    return {str(row["term"]) for row in answer}


def rows(path: Path) -> list[tuple[str, str, str]]:
    read = ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE)
    return sorted((str(q.subject), str(q.predicate), str(q.object)) for q in read)


@pytest.mark.parametrize("rule", RULES, ids=lambda p: p.stem)
def test_rules_find_nothing(rule: Path) -> None:
    assert found(rule, CORE) == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda p: p.stem)
def test_rules_find_nothing_in_rdflib(rule: Path) -> None:
    core = rdflib.Graph().parse(data=CORE, format="turtle")
    assert list(core.query(HEAD + rule.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda p: p.stem)
def test_rules_find_a_fault(rule: Path) -> None:
    fault, _, name = FAULTS[rule.stem].partition(" -> ")
    wanted = name if name.startswith("<") else term(name)
    assert wanted in found(rule, CORE + TURTLE_HEAD + fault)


def test_rules_say_what_they_find() -> None:
    assert [r.stem for r in RULES] == sorted(FAULTS)
    heads = [r.read_text(encoding="utf-8").splitlines()[:2] for r in RULES]
    assert all(
        zh.startswith("# ") and zh.endswith("。") and en.startswith("# ") and en.endswith(".") for zh, en in heads
    )


def test_examples_keep_to_the_shapes() -> None:
    assert validate(rows(FOLDER / "examples" / "terms.ttl")) == []


def test_examples_use_each_term() -> None:
    known = rdflib.Graph().parse(data=CORE, format="turtle")
    terms = {s.n3() for s in known.subjects(rdflib.RDF.type) if str(s).startswith(PREFIXES["kg"])}
    said_of_terms = {term(f"kg:{name}") for name in ("asserted", "domainIncludes", "rangeIncludes", "Status")}
    used = {t for row in rows(FOLDER / "examples" / "terms.ttl") for t in row}
    assert terms - said_of_terms - used == set()


def test_examples_are_those_of_the_ontology() -> None:
    lines = (FOLDER / "examples" / "terms.txt").read_text(encoding="utf-8").splitlines()
    marked = [line.split("\t") for line in lines if not line.startswith("#")]
    told = {MARK.sub(lambda m: m[3], sentence) for _, _, sentence in marked}
    known = rdflib.Graph().parse(data=CORE, format="turtle")
    statuses = {str(known.value(rdflib.URIRef(s.iri), rdflib.SKOS.example)) for s in schema.load().statuses.values()}
    assert {r.example for r in schema.load().relations.values()} - told == set()
    assert {e for e in statuses if "签署" not in e} - told == set()


def test_examples_give_each_shape_something_to_hold_for() -> None:
    found = rows(FOLDER / "examples" / "terms.ttl")
    classes = {o for _, p, o in found if p == term("rdf:type")}
    predicates = {p for _, p, _ in found}
    idle = [s.name for s in shapes() if not (s.classes & classes or (s.subjects_of | s.objects_of) & predicates)]
    assert idle == []


def expected(path: Path) -> set[tuple[str, str]]:
    """The shape and node that the comments of a bad example name."""
    base = "https://w3id.org/kg-news/shapes#"
    pairs = re.findall(r"^# breaks kgs:(\w+) at (\w+):(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {(f"<{base}{shape}>", f"<{PREFIXES[prefix]}{id}>") for shape, prefix, id in pairs}


@pytest.mark.parametrize("path", BAD, ids=lambda p: p.stem)
def test_bad_examples_break_what_they_say(path: Path) -> None:
    assert {(v.shape, v.node) for v in validate(rows(path))} == expected(path)


def test_bad_examples_are_there_for_each_shape() -> None:
    assert {shape for path in BAD for shape, _ in expected(path)} == {s.name for s in shapes()}


def test_bad_examples_are_bad_for_pyshacl() -> None:
    data = rdflib.Graph()
    for path in BAD:
        data.parse(path, format="turtle")
    files = [rdflib.Graph().parse(FOLDER / name) for name in ("shapes.ttl", "kg.ttl")]
    _, report, _ = pyshacl.validate(data, shacl_graph=files[0], ont_graph=files[1])
    nodes = {o.n3() for o in report.objects(None, SH.focusNode)}
    assert nodes == {node for path in BAD for _, node in expected(path)}


@pytest.mark.parametrize("type", sorted(schema.load().types))
def test_classes_hold_what_lies_below_them(type: str) -> None:
    known = schema.load()
    letter = {"Organisation": "o", "Person": "p", "Place": "l", "Initiative": "i", "Product": "r"}[known.coarse(type)]
    entity = Entity(content_id(letter, type), type, known.types[type].example, (), ())
    graph = Graph((entity,), (), ())
    found = {o for s, p, o in triples(graph) if p == term("rdf:type")}
    assert found == {term(f"kg:{name}") for name in known.ancestors(type)} | {term("kg:Entity")}
    assert {o for s, p, o in triples(graph, "stated") if p == term("rdf:type")} == {term(f"kg:{type}")}
    assert validate(list(triples(graph))) == []
    assert node("ent", entity.id) in {s for s, _, _ in triples(graph)}


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("Document", {"prov:Entity"}),
        ("Statement", {"rdf:Statement"}),
        ("Evidence", {"oa:SpecificResource"}),
        ("Status", {"skos:Concept"}),
    ],
)
def test_classes_of_what_is_said_lie_below_those_of_others(name: str, above: set[str]) -> None:
    assert set(axioms().classes[term(f"kg:{name}")]) == {term(a) for a in above}


def test_changelog_has_the_version_of_the_ontology() -> None:
    version = re.search(r'owl:versionInfo "([^"]+)"', CORE)
    assert version is not None
    assert f"## {version[1]} " in (FOLDER / "CHANGELOG.md").read_text(encoding="utf-8")
