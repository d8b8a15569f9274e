"""Graphs in a store on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg import cli, queries
from kg.errors import InputError, KgError
from kg.exporters import rdf
from kg.graph import Graph
from kg.rdf import RESOURCES, base_of, create, is_store, open_store, triples
from tests import sampled
from tests.bench.press import press

NAMES = "SELECT ?name WHERE { ?x a kg:University ; rdfs:label ?name } ORDER BY ?name"
ENDS = "SELECT ?x WHERE { ?x rdfs:label '西北大学'@zh }"
OWN = "https://data.example.org/news/"


def built(folder: Path, base: str = RESOURCES) -> Path:
    folder.mkdir()
    rdf.write(sampled.graph(), folder, rdf.FORMATS, base=base)
    return folder


def test_create_holds_what_the_build_holds(tmp_path: Path) -> None:
    count = create(built(tmp_path / "output"), tmp_path / "store")
    assert count == len(set(triples(sampled.graph()))) == len(open_store(tmp_path / "store").store)
    assert queries.ask(NAMES, tmp_path / "store") == queries.ask(NAMES, tmp_path / "output")
    assert queries.ask(NAMES, tmp_path / "store").rows == (("兰州大学",), ("西北大学",))
    assert {p.name for p in tmp_path.iterdir()} == {"output", "store"}


@pytest.mark.parametrize(
    ("suffix", "base"),
    [("ttl", OWN), ("nt", OWN), ("nq", OWN), ("trig", RESOURCES), ("jsonld", OWN), ("nt", RESOURCES)],
)
def test_create_reads_each_form_and_its_base(suffix: str, base: str, tmp_path: Path) -> None:
    file = built(tmp_path / "output", base) / f"graph.{suffix}"
    create(file, tmp_path / "store")
    opened = open_store(tmp_path / "store")
    assert opened.base == base
    for query in (NAMES, ENDS):
        found = queries.answer(opened.store, query, base=opened.base)
        assert found == queries.answer(queries.load(tmp_path / "output" / "graph.ttl"), query, base=base)
    assert found.rows[0][0].startswith("ent:")  # type: ignore[union-attr]


def test_ask_knows_the_base_of_a_folder(tmp_path: Path) -> None:
    (row,) = queries.ask(ENDS, built(tmp_path / "output", OWN)).rows
    assert row[0].startswith("ent:o")  # type: ignore[union-attr]
    assert base_of(tmp_path / "output" / "graph.ttl") == OWN


def test_stores_give_a_triple_of_several_documents_once(tmp_path: Path) -> None:
    graph = press(60)
    rdf.write(graph, tmp_path, ["nquads"])
    assert create(tmp_path / "graph.nq", tmp_path / "store") == len(list(triples(graph)))
    counted = "SELECT (COUNT(*) AS ?n) WHERE { ?x a kg:Organisation ; rdfs:label ?name }"
    expected = queries.answer(queries.load(tmp_path / "graph.ttl"), counted)
    assert queries.answer(open_store(tmp_path / "store").store, counted) == expected


def test_stores_name_their_graphs(tmp_path: Path) -> None:
    create(built(tmp_path / "output") / "graph.nq", tmp_path / "store")
    found = queries.ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s a kg:Statement } }", tmp_path / "store")
    assert found.rows == ((f"doc:{sampled.graph().documents[0].id}",),)


def test_stores_cannot_be_changed(tmp_path: Path) -> None:
    create(built(tmp_path / "output"), tmp_path / "store")
    with pytest.raises(RuntimeError, match="read-write"):
        open_store(tmp_path / "store").store.clear()
    with pytest.raises(KgError, match="DELETE changes the graph"):
        queries.ask("DELETE WHERE { ?s ?p ?o }", tmp_path / "store")


def test_create_replaces_a_store(tmp_path: Path) -> None:
    folder = built(tmp_path / "output")
    create(folder, tmp_path / "store")
    rdf.write(Graph((), (), ()), folder)
    assert create(folder, tmp_path / "store") == 0
    assert is_store(tmp_path / "store")


def test_create_leaves_other_folders_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(InputError, match="there is something else"):
        create(built(tmp_path / "output"), tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.ttl", None, "no such file or folder"),
        ("graph.csv", "a,b", "not a file of RDF"),
        ("graph.ttl", "<urn:a> <urn:b>", "not Turtle"),
        ("folder", None, "build one with kg build"),
    ],
)
def test_create_names_what_cannot_be_loaded(name: str, content: str | None, words: str, tmp_path: Path) -> None:
    source = tmp_path / name
    if content is not None:
        source.write_text(content)
    if name == "folder":
        source.mkdir()
    with pytest.raises(InputError, match=words):
        create(source, tmp_path / "store")
    assert not (tmp_path / "store").exists()
    assert [p for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_open_store_names_a_damaged_one(tmp_path: Path) -> None:
    (tmp_path / "store.json").write_text("{")
    with pytest.raises(InputError, match="make it again with kg load"):
        open_store(tmp_path)


def test_load_then_query_from_the_command_line(tmp_path: Path) -> None:
    built(tmp_path / "output")
    run = CliRunner()
    loaded = run.invoke(cli.app, ["load", str(tmp_path / "store"), "--graph", str(tmp_path / "output")])
    assert loaded.exit_code == 0, loaded.output
    asked = run.invoke(cli.app, ["query", NAMES, "--graph", str(tmp_path / "store"), "--json"])
    assert json.loads(asked.stdout) == [{"name": "兰州大学"}, {"name": "西北大学"}]
