"""Pages of a part: around one entity, and the overview of a graph too large for one page."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import InputError, QueryError
from kg.exporters import html, html_folder
from tests.browser import graphs

GRAPH = graphs.newspaper()
ZONE = GRAPH.find("准东开发区").id


def steps(graph, start):
    """Each entity's least number of statements from `start`."""
    found, edge = {start: 0}, [start]
    while edge:
        edge = [
            end
            for e in edge
            for s in graph.statements
            if e in (s.subject, s.object)
            for end in (s.subject, s.object)
            if end not in found and found.setdefault(end, found[e] + 1)
        ]
    return found


@pytest.mark.parametrize("hops", [0, 1, 2, 3])
def test_html_around_keeps_what_is_within_the_hops(hops):
    far = steps(GRAPH, ZONE)
    part = html.around(GRAPH, "准东开发区", hops)
    speakers = {s.speaker for s in part.statements if s.speaker}
    assert {e.id for e in part.entities} == {e for e, n in far.items() if n <= hops} | speakers
    assert part.statements == tuple(
        s for s in GRAPH.statements if far.get(s.subject, 9) <= hops and far.get(s.object, 9) <= hops
    )


def test_html_around_keeps_cited_documents_and_speakers():
    part = html.around(GRAPH, "准东开发区", 1)
    assert {p.document for s in part.statements for p in s.evidence} == {d.name for d in part.documents}
    assert all(part.entity(s.speaker) for s in part.statements if s.speaker)


def test_html_around_one_without_statements_is_alone():
    alone = next(e for e in graphs.generated(400, 200).entities if not graphs.generated(400, 200).about(e.id))
    part = html.around(graphs.generated(400, 200), alone.name, 2)
    assert (part.entities, part.statements, part.documents) == ((alone,), (), ())


def test_html_around_an_unknown_name_is_an_error():
    with pytest.raises(QueryError):
        html.around(GRAPH, "无此名称", 2)


def test_html_around_refuses_negative_hops():
    with pytest.raises(InputError, match="use 0 or more"):
        html.around(GRAPH, "准东开发区", -1)


def tables(folder):
    return {
        path.name: list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
        for path in sorted(folder.iterdir())
    }


def test_html_folder_holds_all_facts_of_a_graph_over_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(html_folder, "_ROWS", 400)
    graph = graphs.generated(500, 1000)
    html.write(graph, tmp_path / "graph.html", most=900)
    held = tables(tmp_path / "graph-data")
    assert [r["id"] for r in held.pop("entities.csv")] == [e.id for e in graph.entities]
    assert sorted(held) == ["statements-001.csv", "statements-002.csv", "statements-003.csv"]
    assert [r["id"] for name in sorted(held) for r in held[name]] == [s.id for s in graph.statements]


def test_html_folder_loses_parts_that_are_no_longer_written(tmp_path, monkeypatch):
    monkeypatch.setattr(html_folder, "_ROWS", 400)
    html.write(graphs.generated(500, 1000), tmp_path / "graph.html", most=10)
    html.write(graphs.generated(100, 200), tmp_path / "graph.html", most=10)
    assert sorted(tables(tmp_path / "graph-data")) == ["entities.csv", "statements-001.csv"]


def test_html_folder_goes_when_the_graph_fits_again_but_not_files_of_others(tmp_path):
    html.write(GRAPH, tmp_path / "graph.html", most=10)
    html.write(GRAPH, tmp_path / "graph.html")
    assert [p.name for p in tmp_path.iterdir()] == ["graph.html"]
    html.write(GRAPH, tmp_path / "graph.html", most=10)
    (tmp_path / "graph-data" / "notes.txt").write_text("mine")
    html.write(GRAPH, tmp_path / "graph.html")
    assert [p.name for p in (tmp_path / "graph-data").iterdir()] == ["notes.txt"]


def test_html_folder_has_the_same_bytes_under_any_hash_seed(tmp_path):
    program = (
        "import pathlib, sys; from kg.exporters import html; from tests.browser import graphs;"
        "html.write(graphs.generated(300, 600), pathlib.Path(sys.argv[1], 'graph.html'), most=100)"
    )
    written = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        command = [sys.executable, "-c", program, str(folder)]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, cwd=Path(__file__).parents[2])
        written.append({str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
    assert len(written[0]) == 3
    assert written[0] == written[1]


def test_html_folder_guards_formulas(tmp_path):
    html_folder.write_folder(graphs.hostile(["=1+1", "@SUM(A1)"]), tmp_path)
    rows = [row for table in tables(tmp_path).values() for row in table]
    assert {row["relation"] for row in rows if "relation" in row} == {
        "'=1+1〔relation〕",
        "'@SUM(A1)〔relation〕",
        "owns",
    }
    assert not any(value.startswith(("=", "@")) for row in rows for value in row.values())
