"""The graph in each form of RDF."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import to_isomorphic

import kg
from kg import config, schema
from kg.config import Config
from kg.errors import ConfigError
from kg.exporters import rdf
from kg.exporters.streams import in_order
from kg.graph import Graph
from kg.model import Entity, Statement
from kg.rdf import INFERRED, PREFIXES, RESOURCES, prefixes, quads, triples
from tests import sampled
from tests.bench.press import press

Row = tuple[str, ...]
SUFFIXES = {name: suffix for name, (suffix, _) in rdf.FORMATS.items()}
BY_RDFLIB = {"turtle": "turtle", "ntriples": "nt", "trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}
BY_OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
GRAPHS = {"sampled": sampled.graph, "press": lambda: press(40)}


def hard(graph: Graph) -> Graph:
    """The graph with a name that each form of RDF must escape."""
    first = graph.entities[0]
    return dataclasses.replace(
        graph, entities=(dataclasses.replace(first, name='“甲"\\\n\t\x01乙𠮷'), *graph.entities[1:])
    )


def written(graph: Graph, folder: Path, **options: str) -> dict[str, bytes]:
    """File name -> its bytes, in all formats."""
    folder.mkdir(parents=True, exist_ok=True)
    rdf.write(graph, folder, rdf.FORMATS, **options)  # type: ignore[arg-type]
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def by_oxigraph(path: Path, name: str) -> set[Row]:
    return {
        (
            str(q.subject),
            str(q.predicate),
            str(q.object),
            "" if q.graph_name == pyoxigraph.DefaultGraph() else str(q.graph_name),
        )
        for q in pyoxigraph.parse(path.read_bytes(), BY_OXIGRAPH[name])
    }


def expected(graph: Graph, name: str) -> set[Row]:
    plain = {pyoxigraph.RdfFormat.TRIG, pyoxigraph.RdfFormat.N_QUADS}
    rows = set(quads(graph)) if BY_OXIGRAPH[name] in plain else {(*t, "") for t in triples(graph)}
    lines = "".join(" ".join(row).rstrip() + " .\n" for row in rows)  # pyoxigraph escapes less than we do
    return {
        (
            str(q.subject),
            str(q.predicate),
            str(q.object),
            "" if q.graph_name == pyoxigraph.DefaultGraph() else str(q.graph_name),
        )
        for q in pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_QUADS)
    }


@pytest.mark.parametrize("made", GRAPHS)
@pytest.mark.parametrize("name", rdf.FORMATS)
def test_exporters_rdf_says_in_each_form_what_the_graph_says(name: str, made: str, tmp_path: Path) -> None:
    graph = hard(GRAPHS[made]())
    written(graph, tmp_path)
    assert by_oxigraph(tmp_path / f"graph.{SUFFIXES[name]}", name) == expected(graph, name)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # inside rdflib's own parser
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
@pytest.mark.parametrize("name", rdf.FORMATS)
def test_exporters_rdf_reads_the_same_in_rdflib(name: str, tmp_path: Path) -> None:
    graph = hard(sampled.graph())
    written(graph, tmp_path)
    read = rdflib.Dataset().parse(tmp_path / f"graph.{SUFFIXES[name]}", format=BY_RDFLIB[name])
    union, other = rdflib.Graph(), rdflib.Graph()
    for s, p, o, _ in read.quads():  # type: ignore[attr-defined]
        union.add((s, p, o))
    other.parse(data="".join("{} {} {} .\n".format(*t) for t in triples(graph)), format="nt")
    assert to_isomorphic(union) == to_isomorphic(other)
    assert not [t for t in union if any(isinstance(x, rdflib.BNode) for x in t)]


def test_quads_are_the_triples_each_in_the_graph_of_its_document() -> None:
    graph = press(60)
    found = list(quads(graph))
    assert found == sorted(set(found), key=lambda q: (q[3], *q[:3]))
    assert {q[:3] for q in found} == set(triples(graph))
    names = {f"<{PREFIXES['doc']}{d.id}>" for d in graph.documents}
    assert {q[3] for q in found} == names | {INFERRED}
    assert {q[:3] for q in found if q[3] == INFERRED} == set(triples(graph, "inferred"))


def test_quads_keep_names_that_no_document_prints() -> None:
    graph = sampled.graph()
    first, *others = graph.entities
    renamed = dataclasses.replace(graph, entities=(dataclasses.replace(first, aliases=("别处之名",)), *others))
    assert [q[2] for q in quads(renamed) if q[3] == ""] == ['"别处之名"@zh']
    assert {q[:3] for q in quads(renamed)} == set(triples(renamed))


def test_triples_are_stated_and_inferred_in_turn() -> None:
    graph = press(60)
    stated, inferred = list(triples(graph, "stated")), list(triples(graph, "inferred"))
    assert sorted(stated) == stated
    assert sorted(inferred) == inferred
    assert not set(stated) & set(inferred)
    assert sorted(stated + inferred) == list(triples(graph))


@pytest.mark.parametrize("status", ["planned", "hoped", "denied"])
def test_triples_assert_and_infer_nothing_from_what_is_not_so(status: str) -> None:
    graph = press(120)
    unreal = tuple(dataclasses.replace(s, status=status) for s in graph.statements)  # type: ignore[arg-type]
    found = {
        t[1] for t in triples(dataclasses.replace(graph, statements=unreal)) if t[0].startswith(f"<{PREFIXES['ent']}")
    }
    relations = {f"<{r.iri}>" for r in schema.load().relations.values()} | {f"<{PREFIXES['kg']}ownedBy>"}
    assert {t[1] for t in triples(graph)} & relations == relations
    assert not found & relations
    types = {t for t in triples(graph, "inferred") if t[1] == f"<{rdflib.RDF.type}>"}
    assert set(triples(dataclasses.replace(graph, statements=unreal), "inferred")) <= types


@pytest.mark.parametrize("inferred", ["none", "separate", "all"])
def test_exporters_rdf_tells_inferred_from_stated(inferred: str, tmp_path: Path) -> None:
    graph = press(40)
    files = written(graph, tmp_path, inferred=inferred)
    names = {f"graph.{s}" for s in SUFFIXES.values()}
    beside = {f"graph.inferred.{s}" for s in SUFFIXES.values()}
    assert set(files) == (names | beside if inferred == "separate" else names)
    part = "all" if inferred == "all" else "stated"
    assert {r[:3] for r in by_oxigraph(tmp_path / "graph.nt", "ntriples")} == set(triples(graph, part))  # type: ignore[arg-type]
    if inferred == "separate":
        found = {r[:3] for r in by_oxigraph(tmp_path / "graph.inferred.ttl", "turtle")}
        assert found == set(triples(graph, "inferred"))
        assert {r[3] for r in by_oxigraph(tmp_path / "graph.inferred.nq", "nquads")} == {INFERRED}


def test_export_leaves_no_file_of_an_earlier_build(tmp_path: Path) -> None:
    kg.export(sampled.graph(), tmp_path, config=Config(rdf=("nquads",), inferred="separate"))
    assert (tmp_path / "graph.inferred.nq").is_file()
    kg.export(sampled.graph(), tmp_path)
    assert {p.name for p in tmp_path.glob("graph.*")} == {"graph.ttl", "graph.html"}


def test_exporters_rdf_is_the_same_for_any_order(tmp_path: Path) -> None:
    graph = press(40)
    turned = Graph(graph.entities[::-1], graph.statements[::-1], graph.documents[::-1])
    assert written(graph, tmp_path / "a") == written(turned, tmp_path / "b")


def test_exporters_rdf_is_the_same_for_any_hash_seed(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from kg.exporters import rdf; from tests.bench.press import press;"
        "rdf.write(press(40), pathlib.Path(sys.argv[1]), rdf.FORMATS)"
    )
    made = []
    for seed in ("1", "77"):
        (tmp_path / seed).mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", program, str(tmp_path / seed)], env=environment, check=True)
        made.append({p.name: p.read_bytes() for p in (tmp_path / seed).iterdir()})
    assert made[0] == made[1]
    assert made[0] == written(press(40), tmp_path / "here")


def with_one_more(graph: Graph) -> tuple[Graph, str]:
    """The graph with the last document of a larger one about new entities, and that document's id."""
    other = press(40, seed=9)
    last = other.documents[-1]
    said = tuple(s for s in other.statements if s.evidence[0].document_id == last.id)
    ends = {i for s in said for i in (s.subject, s.object)} - {e.id for e in graph.entities}
    new = tuple(_only(e, last.name) for e in other.entities if e.id in ends)
    moved = dataclasses.replace(last, name="news")
    renamed = tuple(
        dataclasses.replace(s, evidence=tuple(dataclasses.replace(e, document="news") for e in s.evidence))
        for s in said
    )
    return Graph((*graph.entities, *new), _merged(graph.statements, renamed), (*graph.documents, moved)), last.id


def _only(entity: Entity, document: str) -> Entity:
    mentions = tuple(dataclasses.replace(m, document="news") for m in entity.mentions if m.document == document)
    return dataclasses.replace(entity, mentions=mentions)


def _merged(known: tuple[Statement, ...], more: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return tuple({s.id: s for s in (*known, *more)}.values())


@pytest.mark.parametrize("name", ["ntriples", "nquads"])
def test_exporters_rdf_changes_only_the_lines_of_a_new_article(name: str, tmp_path: Path) -> None:
    graph = press(60)
    larger, id = with_one_more(graph)
    file = f"graph.{SUFFIXES[name]}"
    old, new = (written(g, tmp_path / n)[file].decode().splitlines() for n, g in (("a", graph), ("b", larger)))
    assert set(old) < set(new)
    kept = set(old)
    assert [line for line in new if line in kept] == old
    if name == "nquads":
        graphs = {line.split()[-2] for line in set(new) - kept}
        assert graphs == {f"<{PREFIXES['doc']}{id}>", INFERRED}


@pytest.mark.parametrize("name", rdf.FORMATS)
def test_exporters_rdf_takes_another_base(name: str, tmp_path: Path) -> None:
    graph, base = press(24), "https://data.example.org/news/"
    written(graph, tmp_path / "own", base=base)
    file = tmp_path / "own" / f"graph.{SUFFIXES[name]}"
    assert RESOURCES not in file.read_text(encoding="utf-8")
    old = {tuple(t.replace(RESOURCES, base) for t in row) for row in expected(graph, name)}
    assert by_oxigraph(file, name) == old
    assert prefixes(base)["ent"] == "https://data.example.org/news/ent/"
    assert prefixes(base)["kg"] == PREFIXES["kg"]


@pytest.mark.parametrize(
    "base", ["", "news/", "ftp://a/", "https://a b/", "https://a.example", "https://a.example/x", "https:///"]
)
def test_rebased_refuses_what_is_no_beginning_of_an_iri(base: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot begin IRIs"):
        rdf.write(sampled.graph(), tmp_path, base=base)


def test_export_writes_what_the_settings_say(tmp_path: Path) -> None:
    settings = Config(rdf=("nquads", "jsonld"), inferred="none", base="https://data.example.org/news/")
    kg.export(sampled.graph(), tmp_path, config=settings)
    assert {p.suffix for p in tmp_path.glob("graph.*")} == {".ttl", ".html", ".nq", ".jsonld"}
    assert RESOURCES not in "".join(p.read_text(encoding="utf-8") for p in tmp_path.glob("graph.*"))


def test_build_checks_the_base_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot begin IRIs"):
        kg.build([tmp_path / "missing.txt"], tmp_path, config=Config(base="news"))


def test_config_knows_the_formats() -> None:
    assert {"turtle", *config.RDF} == set(rdf.FORMATS)


def test_in_order_sorts_as_tuples_do() -> None:
    rows = list(triples(press(40)))
    assert list(in_order([*rows[::-1], *rows[:9]])) == sorted(rows) == rows


def test_jsonld_has_its_context_inside(tmp_path: Path) -> None:
    shape = json.loads(written(sampled.graph(), tmp_path)["graph.jsonld"])
    shipped = json.loads((schema.ontology() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert shape["@context"] == shipped
    assert [node["@id"] for node in shape["@graph"]] == sorted(node["@id"] for node in shape["@graph"])
