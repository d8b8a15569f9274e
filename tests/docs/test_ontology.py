"""The competency queries: each asks its question in both engines and gives the expected rows on the bundled sample.

Expected rows are renewed with `python -m tests.docs.test_ontology` and read before they are committed.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import rdflib

from kg import queries, schema
from kg.entities import identify, state
from kg.exporters import turtle
from kg.graph import Graph
from tests import sampled
from tests.marked import claim, document

ROOT = Path(__file__).parents[2]
GRAPH = ROOT / "output" / "graph.ttl"
QUERIES = sorted((ROOT / "ontology" / "queries").glob("cq*.rq"))


def rows_as_csv(columns: tuple[str, ...], rows: list[tuple[str | None, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([["".join((v or "").split("\n")) for v in row] for row in rows])
    return out.getvalue()


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_query_gives_the_expected_rows(path: Path) -> None:
    result = queries.answer(queries.load(GRAPH), path.read_text(encoding="utf-8"))
    assert rows_as_csv(result.columns, list(result.rows)) == path.with_suffix(".csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (
            "cq02-not-yet",
            {("沙泉经济技术开发区", "远桥集团", "planned", None), ("兰州大学", "远桥集团", "hoped", "周原")},
        ),
        ("cq04-universities-sharing", {("兰州大学", "西北大学", "远桥集团")}),
    ],
)
def test_query_gives_rows_where_the_sample_has_none(
    name: str, rows: set[tuple[str | None, ...]], tmp_path: Path
) -> None:
    text = document("{Company:远桥集团}与{University:西北大学}签约。{University:兰州大学}与{Company:远桥集团}签约。")
    claims = [claim(text, 0, "partners_with", 1), claim(text, 2, "partners_with", 3)]
    identity = identify([text])
    statements, _ = state([(text, claims)], identity, schema.load())
    made = {"cq02-not-yet": sampled.graph(), "cq04-universities-sharing": Graph(identity.entities, statements, ())}
    turtle.write(made[name], tmp_path / "graph.ttl")
    query = (ROOT / "ontology" / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    found = queries.answer(queries.load(tmp_path / "graph.ttl"), query).rows
    assert {tuple(sorted(r[:2])) + r[2:] for r in found} == {tuple(sorted(r[:2])) + r[2:] for r in rows}  # type: ignore[type-var]


@pytest.fixture(scope="module")
def in_rdflib() -> rdflib.Graph:
    return rdflib.Graph().parse(GRAPH)


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_query_gives_the_same_rows_in_rdflib(path: Path, in_rdflib: rdflib.Graph) -> None:
    text = path.read_text(encoding="utf-8")
    ours = queries.answer(queries.load(GRAPH), text)
    found = in_rdflib.query(queries.prepare(text))
    theirs = [tuple(None if v is None else str(v) for v in row) for row in found]  # type: ignore[union-attr]
    assert sorted(map(str, theirs)) == sorted(map(str, ours.rows))


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_query_begins_with_its_question_in_both_languages(path: Path) -> None:
    zh, en = path.read_text(encoding="utf-8").splitlines()[:2]
    assert zh.startswith("# ")
    assert zh.endswith("？")
    assert en.startswith("# ")
    assert en.endswith("?")


def renew() -> None:
    """Writes what the queries give today."""
    for path in QUERIES:
        result = queries.answer(queries.load(GRAPH), path.read_text(encoding="utf-8"))
        path.with_suffix(".csv").write_text(rows_as_csv(result.columns, list(result.rows)), encoding="utf-8")


if __name__ == "__main__":
    renew()
