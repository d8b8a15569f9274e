"""JSON lines and the report: shapes, bytes, and the graph read back."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.exporters.files import write_text_atomically
from kg.exporters.jsonl import read_graph, write_entities, write_issues, write_links, write_statements
from kg.exporters.report import write_report
from kg.graph import Graph
from kg.model import Issue, Span, When
from tests.sampled import graph as sampled


def written(graph: Graph, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    write_statements(graph, folder / "statements.jsonl")
    write_entities(graph, folder / "entities.jsonl")
    write_issues(graph, folder / "issues.jsonl")
    write_links(graph, folder / "identity.jsonl")
    write_report(graph, folder / "report.json", versions={"kg": "1"}, settings={"lang": "zh"})
    return folder


@pytest.fixture
def graph() -> Graph:
    doubt = Issue("no-claim", "two mentions, one trigger, no claim", "page", Span(0, 3), "沙泉经")
    return dataclasses.replace(sampled(), issues=(doubt, Issue("skipped", "not read", "")))


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_exporters_jsonl_reads_back_what_it_wrote(graph: Graph, tmp_path: Path) -> None:
    read = read_graph(written(graph, tmp_path))
    assert (read.entities, read.statements, read.issues) == (graph.entities, graph.statements, graph.issues)
    assert read.links == graph.links != ()
    assert read.documents == tuple(dataclasses.replace(d, text="") for d in graph.documents)


def test_exporters_jsonl_keeps_what_a_date_means(graph: Graph, tmp_path: Path) -> None:
    when = When("2024/..", "2024-01-01", None, True)
    dated = dataclasses.replace(graph.statements[0], date="去年以来", when=when)
    folder = written(dataclasses.replace(graph, statements=(dated,)), tmp_path)
    (row,) = rows(folder / "statements.jsonl")
    assert [row[k] for k in ("date", "when", "earliest", "latest", "resolved")] == [
        "去年以来", "2024/..", "2024-01-01", None, True,
    ]  # fmt: skip
    assert read_graph(folder).statements == (dated,)


def test_exporters_jsonl_same_graph_same_bytes(graph: Graph, tmp_path: Path) -> None:
    one, two = written(graph, tmp_path / "one"), written(graph, tmp_path / "two")
    assert {p.name: p.read_bytes() for p in one.iterdir()} == {p.name: p.read_bytes() for p in two.iterdir()}


def test_exporters_jsonl_quotes_stand_in_the_text(graph: Graph, tmp_path: Path) -> None:
    written(graph, tmp_path)
    text = graph.documents[0].text
    for row in rows(tmp_path / "statements.jsonl"):
        for e in row["evidence"]:  # type: ignore[attr-defined]
            assert text[e["start"] : e["end"]] == e["text"]
            assert text[slice(*e["subject"])] == e["subject_text"]
            assert text[slice(*e["object"])] == e["object_text"]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("entities.jsonl", ["id", "name", "aliases", "type", "mentions"]),
        ("issues.jsonl", ["kind", "message", "doc", "start", "end", "text"]),
    ],
)
def test_exporters_jsonl_fields_are_fixed(graph: Graph, tmp_path: Path, name: str, keys: list[str]) -> None:
    assert list(rows(written(graph, tmp_path) / name)[0]) == keys


def test_exporters_jsonl_is_chinese_and_ends_lines_plainly(graph: Graph, tmp_path: Path) -> None:
    data = (written(graph, tmp_path) / "entities.jsonl").read_bytes()
    assert "沙泉开发区".encode() in data
    assert b"\r" not in data
    assert data.endswith(b"}\n")


def test_exporters_read_graph_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no graph here \(entities\.jsonl, statements\.jsonl.*kg build"):
        read_graph(tmp_path)


@pytest.mark.parametrize("line", [b"{", b"[]", b"{}", b"\xff\n", b"", b'{"id": 1}'])
@pytest.mark.parametrize("name", ["entities.jsonl", "statements.jsonl", "issues.jsonl"])
def test_exporters_read_graph_names_the_broken_line(graph: Graph, tmp_path: Path, name: str, line: bytes) -> None:
    path = written(graph, tmp_path) / name
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([lines[0], line.strip(), *lines[1:]]))
    with pytest.raises(InputError, match=rf"{name}:2: .*build again"):
        read_graph(tmp_path)


@pytest.mark.parametrize("content", ["", "[]", '{"documents": [{}]}', '{"documents": 1}'])
def test_exporters_read_graph_names_a_broken_report(graph: Graph, tmp_path: Path, content: str) -> None:
    (written(graph, tmp_path) / "report.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"report\.json: .*build again"):
        read_graph(tmp_path)


@pytest.mark.parametrize(("field", "value"), [("subject", "o0"), ("status", "perhaps")])
def test_exporters_read_graph_refuses_a_statement_that_hangs_in_the_air(
    graph: Graph, tmp_path: Path, field: str, value: str
) -> None:
    path = written(graph, tmp_path) / "statements.jsonl"
    first, *rest = rows(path)
    path.write_text("\n".join(json.dumps(r) for r in [first | {field: value}, *rest]), encoding="utf-8")
    with pytest.raises(InputError, match=rf"statements\.jsonl:1: .*{value}"):
        read_graph(tmp_path)


def test_exporters_report_counts(graph: Graph, tmp_path: Path) -> None:
    report = json.loads((written(graph, tmp_path) / "report.json").read_text(encoding="utf-8"))
    assert report["counts"]["statements"] == sum(report["relations"].values()) == sum(report["statuses"].values()) == 7
    assert report["issues"] == {"no-claim": 1, "skipped": 1}
    assert report["documents"][0]["articles"][0]["start"] == 0


def test_exporters_files_leave_the_old_file_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")

    def chunks():  # type: ignore[no-untyped-def]
        yield "new"
        raise InputError("stop")

    with pytest.raises(InputError):
        write_text_atomically(path, chunks())
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [("a.txt", "old")]
