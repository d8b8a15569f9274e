"""Questions to a graph."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from kg import queries
from kg.errors import QueryError
from kg.exporters import turtle
from kg.graph import Graph
from tests import sampled


@pytest.fixture(scope="module")
def graph() -> Graph:
    return sampled.graph()


@pytest.fixture(scope="module")
def folder(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("build")
    turtle.write(graph, where / "graph.ttl")
    return where


NAMES = "SELECT ?name WHERE { ?x a kg:University ; rdfs:label ?name } ORDER BY ?name"


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        pytest.param(NAMES, ("name",), (("兰州大学",), ("西北大学",)), id="select"),
        pytest.param('ASK { ?x skos:altLabel "沙泉开发区"@zh ; kg:partnersWith [] }', ("answer",), (("true",),)),
        pytest.param("ASK { ?x kg:acquired ?y }", ("answer",), (("false",),), id="ask-denied"),
        pytest.param(
            'CONSTRUCT { kg:x rdfs:label ?n } WHERE { ?y a kg:Person ; rdfs:label ?n }',
            ("subject", "predicate", "object"),
            (("kg:x", "rdfs:label", "周原"),),
            id="construct",
        ),
        pytest.param("PREFIX kg: <http://x/> SELECT ?s WHERE { ?s a kg:University }", ("s",), (), id="own-prefix"),
    ],
)  # fmt: skip
def test_ask_answers(folder: Path, text: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    result = queries.ask(text, folder)
    assert (result.columns, result.rows) == (columns, rows)


@pytest.mark.parametrize("text", ["DESCRIBE ?x WHERE { ?x a kg:Person }", "CONSTRUCT WHERE { ?x a kg:Statement }"])
def test_ask_gives_a_graph_as_turtle(folder: Path, text: str) -> None:
    result = queries.ask(text, folder)
    read = rdflib.Graph().parse(data=result.turtle or "", format="turtle")
    assert len(read) == len(result.rows) > 0


@pytest.mark.parametrize("text", [NAMES, "ASK { ?x a kg:Person }"])
def test_ask_gives_no_turtle_where_there_is_no_graph(folder: Path, text: str) -> None:
    assert queries.ask(text, folder).turtle is None


def test_answer_equals_rdflib(folder: Path) -> None:
    text = queries.prepare(NAMES)
    expected = [tuple(str(v) for v in row) for row in rdflib.Graph().parse(folder / "graph.ttl").query(text)]  # type: ignore[union-attr]
    assert list(queries.answer(queries.load(folder / "graph.ttl"), NAMES).rows) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT ?x WHERE { ?x a ", "not a query in SPARQL: line 1, column"),
        ("SELECT ?x WHERE {\n ?x a kg:Company ;;; ?? }", "line 2"),
        ("", "the query is empty"),
        ("SELECT ?x WHERE { ?x a kgg:Company }", "the prefix kgg: is not declared; near: kg"),
        ("SELECT * WHERE " + "{" * 9_000 + "}" * 9_000, "nested too deeply|engine ended"),
        ("SELECT * WHERE { ?s ?p ?o " + " " * 50_000 + "}", "at most 50000"),
        ("INSERT DATA { kg:a kg:b kg:c }", "INSERT changes the graph"),
        ("PREFIX a: <b>\nDELETE WHERE { ?s ?p ?o }", "DELETE changes the graph"),
        ("LOAD <file:///etc/passwd>", "LOAD changes the graph"),
        ("SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }", "FROM and FROM NAMED"),
        ("SELECT * FROM NAMED <http://localhost/> WHERE { GRAPH ?g { ?s ?p ?o } }", "FROM and FROM NAMED"),
        ("SELECT * WHERE { SERVICE <http://localhost/> { ?s ?p ?o } }", "SERVICE asks another host"),
        ("SELECT * WHERE { { SELECT * WHERE { OPTIONAL { SERVICE SILENT ?x { ?s ?p ?o } } } } }", "SERVICE asks"),
        ("ASK { FILTER EXISTS { SERVICE <http://localhost/> { ?s ?p ?o } } }", "SERVICE asks"),
        ("ASK { ?s ?p ?o # \rSERVICE <http://localhost/> { ?a ?b ?c }\n}", "SERVICE asks"),
        ('ASK { BIND("\\u005C" AS ?x) SERVICE <http://localhost/> { ?a ?b ?c } # " AS ?y)\n}', "write the character"),
    ],
)
def test_ask_refuses(folder: Path, text: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        queries.ask(text, folder)


def test_ask_lets_the_word_service_stand_in_a_string(folder: Path) -> None:
    assert queries.ask('ASK { ?x rdfs:label "SERVICE FROM LOAD" }', folder).rows == (("false",),)


def test_ask_reads_long_queries(folder: Path) -> None:
    patterns = " ".join(f"?x rdfs:label ?n{i} ." for i in range(110))
    assert queries.ask(f"ASK {{ {patterns} }}", folder).rows == (("true",),)


def test_ask_ends_what_takes_too_long(folder: Path) -> None:
    bomb = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
    with pytest.raises(QueryError, match="no answer within 1 seconds"):
        queries.ask(bomb, folder, seconds=1)


def test_answer_stops_at_too_many_rows(folder: Path) -> None:
    with pytest.raises(QueryError, match="more than 3 rows; add LIMIT"):
        queries.answer(queries.load(folder / "graph.ttl"), "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }", rows=3)


def test_ask_ends_what_takes_too_much_memory(folder: Path) -> None:
    grown = "'" + "a" * 1_000 + "', 'a', '" + "b" * 40_000 + "'"  # 40 MB, of which each b then becomes 5,000 characters
    text = f"SELECT ?z WHERE {{ BIND(REPLACE({grown}) AS ?y) BIND(REPLACE(?y, 'b', '{'c' * 5_000}') AS ?z) }}"
    with pytest.raises(QueryError, match="more than 2 GB of memory"):
        queries.ask(text, folder)


def test_ask_names_a_missing_graph(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no such graph"):
        queries.ask(NAMES, tmp_path)


def test_partners_tell_status_date_and_sentence(graph: Graph) -> None:
    first, second = queries.partners(graph, "沙泉开发区")
    assert (first["partner"], first["status"], first["date"]) == ("西北大学", "realised", "6月")
    assert first["sentence"].endswith("6月与西北大学签约。")
    assert (second["partner"], second["status"]) == ("远桥集团", "planned")


def test_show_lists_all_statements(graph: Graph) -> None:
    found = [(r["relation"], r["status"]) for r in queries.show(graph, "远桥集团")]
    assert found == [
        ("acquired", "denied"),
        ("partners_with", "planned"),
        ("partners_with", "hoped"),
        ("subsidiary_of", "realised"),
    ]


def test_trace_goes_sentence_by_sentence(graph: Graph) -> None:
    rows = queries.trace(graph, "西北大学", "云川数据交易所")
    assert [(r["path"], r["relation"]) for r in rows] == [
        (1, "partners_with"),
        (1, "partners_with"),
        (1, "subsidiary_of"),
        (1, "registered_at"),
    ]


def test_trace_respects_the_longest_path(graph: Graph) -> None:
    assert queries.trace(graph, "西北大学", "云川数据交易所", max_hops=3) == []


def test_trace_names_one_entity_asked_twice(graph: Graph) -> None:
    with pytest.raises(QueryError, match="one entity"):
        queries.trace(graph, "沙泉开发区", "沙泉经济技术开发区")


def test_explain_shows_offsets_rule_and_names(graph: Graph) -> None:
    (hoped,) = [s for s in graph.statements if s.status == "hoped"]
    details = queries.explain(graph, hoped.id[:9])
    (evidence,) = details["evidence"]
    text = graph.documents[0].text
    assert details["speaker"] == "周原"
    assert text[evidence["start"] : evidence["end"]] == evidence["sentence"]
    for side in ("subject", "object"):
        assert text[evidence[side]["start"] : evidence[side]["end"]] == evidence[side]["text"]
        assert evidence[side]["rule"] == "test"
    assert {r["what"] for r in queries.explanation_rows(details)} >= {
        "status",
        "1: rule",
        "1: subject",
    }
