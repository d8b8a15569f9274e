"""What other programs read: each format is read back and holds what the graph holds."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from pathlib import Path

import networkx as nx
import pytest

from kg.errors import ConfigError, KgError
from kg.exporters import exchange
from kg.exporters.exchange import cypher, followthemoney, networks, quickstatements, rows, tabular
from kg.graph import Graph
from kg.model import Entity
from kg.schema import load
from tests.docs import papers

GRAPH = papers.graph()
HOSTILE = '=cmd|" /C calc"!A0\n";\\"}) DETACH DELETE e //\x0b𠮷'


def named(name: str) -> Graph:
    """The small corpus with another name for its first entity."""
    first: Entity = GRAPH.entities[0]
    return dataclasses.replace(GRAPH, entities=(dataclasses.replace(first, name=name), *GRAPH.entities[1:]))


def text(files: exchange.Files, name: str) -> str:
    return "".join(files[name])


def as_rows(network: nx.MultiDiGraph[str], label: str) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    nodes = {
        (id, data[label], data["type"], data["aliases"], data["mentions"]) for id, data in network.nodes(data=True)
    }
    kept = [c for c in rows.EDGE_COLUMNS if c not in ("id", "source", "target")]
    edges = {
        (data.get("id", key), a, b, *(data.get(c, "") for c in kept))
        for a, b, key, data in network.edges(keys=True, data=True)
    }
    return nodes, edges


@pytest.mark.parametrize("name", ["河川省", "a<b>&\"'c"])
def test_graphml_is_read_back_by_networkx(name: str) -> None:
    graph = named(name)
    written = text(networks.graphml(graph), "graph.graphml").encode("utf-8")
    network = nx.read_graphml(io.BytesIO(written), force_multigraph=True)
    nodes, edges = as_rows(network, "name")
    assert nodes == {dataclasses.astuple(n) for n in rows.nodes(graph)}
    assert edges == {dataclasses.astuple(e) for e in rows.edges(graph)}


def test_gexf_is_read_back_by_networkx() -> None:
    written = text(networks.gexf(GRAPH), "graph.gexf").encode("utf-8")
    nodes, edges = as_rows(nx.read_gexf(io.BytesIO(written)), "label")
    assert nodes == {dataclasses.astuple(n) for n in rows.nodes(GRAPH)}
    assert edges == {dataclasses.astuple(e) for e in rows.edges(GRAPH)}


def test_gexf_does_not_tell_the_day() -> None:
    assert "lastmodified" not in text(networks.gexf(GRAPH), "graph.gexf")


@pytest.mark.parametrize("write", [networks.graphml, networks.gexf])
def test_networks_hold_no_character_that_xml_cannot(write: object) -> None:
    written = "".join(next(iter(write(named(HOSTILE)).values())))  # type: ignore[operator]
    assert "\x0b" not in written
    assert "𠮷" in written


def test_csv_is_read_back() -> None:
    files = tabular.spreadsheets(GRAPH)
    entities, statements, evidence = (
        list(csv.DictReader(io.StringIO(text(files, name).removeprefix("\ufeff"))))
        for name in ("entities.csv", "statements.csv", "evidence.csv")
    )
    assert [tuple(r.values()) for r in entities] == [tuple(map(str, dataclasses.astuple(n))) for n in rows.nodes(GRAPH)]
    assert [tuple(r.values()) for r in statements] == [
        tuple(map(str, dataclasses.astuple(e))) for e in rows.edges(GRAPH)
    ]
    assert [(r["statement"], r["id"]) for r in evidence] == [(s.id, e.id) for s in GRAPH.statements for e in s.evidence]


def test_csv_holds_nothing_that_a_spreadsheet_computes() -> None:
    assert f"'{HOSTILE}" in [
        r[1] for r in csv.reader(io.StringIO(text(tabular.spreadsheets(named(HOSTILE)), "entities.csv")))
    ]


def test_neo4j_tables_are_read_back() -> None:
    files = cypher.database(named(HOSTILE))
    nodes = list(csv.DictReader(io.StringIO(text(files, "nodes.csv"))))
    links = list(csv.DictReader(io.StringIO(text(files, "relationships.csv"))))
    assert [(n["id:ID"], n["name"]) for n in nodes] == [(e.id, e.name) for e in named(HOSTILE).entities]
    assert {n[":LABEL"] for n in nodes if n["type"] == "University"} == {"Entity;Organisation;University"}
    assert [(k[":START_ID"], k[":TYPE"], k[":END_ID"], k["status"], k["sentence"]) for k in links] == [
        (e.source, e.relation.upper(), e.target, e.status, e.sentence) for e in rows.edges(GRAPH)
    ]


LITERAL = re.compile(r'(\w+): ("(?:[^"\\]|\\.)*"|[-\d.]+)')


def test_cypher_script_holds_each_row_once() -> None:
    script = text(cypher.database(named(HOSTILE)), "import.cypher")
    listed = [dict(LITERAL.findall(line)) for line in script.splitlines() if line.startswith("  {")]
    read = {json.loads(row["id"]): row for row in listed}
    assert len(listed) == len(GRAPH.entities) + len(GRAPH.statements)
    assert json.loads(read[GRAPH.entities[0].id]["name"]) == HOSTILE
    assert {i: json.loads(r["status"]) for i, r in read.items() if "status" in r} == {
        s.id: s.status for s in GRAPH.statements
    }


def test_cypher_statement_ends_only_where_it_should() -> None:
    script = text(cypher.database(named(HOSTILE)), "import.cypher")
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", script)
    kinds = len({e.type for e in GRAPH.entities}) + len({s.relation for s in GRAPH.statements})
    assert outside.count(";") == 1 + kinds
    assert "DETACH" not in outside


def test_ftm_schemata_cover_all_types() -> None:
    assert {followthemoney.schema_of(type) for type in load().types} == set(followthemoney.SCHEMATA.values())


def ftm_lines(graph: Graph) -> dict[str, dict[str, dict[str, list[str]]]]:
    lines = text(followthemoney.entities(graph), "entities.ftm.json").splitlines()
    return {line["id"]: line for line in map(json.loads, lines)}


FTM = json.loads((Path(__file__).parent / "ftm_schemata.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("graph", [GRAPH, named(HOSTILE)], ids=["papers", "hostile"])
def test_ftm_lines_keep_to_the_schemata(graph: Graph) -> None:
    """ftm_schemata.json is what the package followthemoney says of these schemata; see test_ftm_package_agrees."""
    lines = ftm_lines(graph)
    for line in lines.values():
        schema = FTM[str(line["schema"])]
        assert set(line["properties"]) - set(schema["properties"]) == set()
        assert set(schema["required"]) - set(line["properties"]) == set()
        for name, values in line["properties"].items():
            for value in values if (wanted := schema["properties"][name]) else []:
                assert str(lines[value]["schema"]) in wanted, (line, name)


def test_ftm_keeps_status_date_and_sentence() -> None:
    lines = ftm_lines(GRAPH)
    for s in GRAPH.statements:
        properties = lines[s.id]["properties"]
        assert properties["status"] == [s.status]
        assert properties["summary"] == ["".join(e.text.split("\n")) for e in s.evidence]
        assert (s.date or "") in properties["description"][0]


ITEMS = {"红柳开发区": "Q1", "河川理工大学": "Q2", "河川数据集团": "Q3", "天山云网": "Q4", "西北储能产业联盟": "Q5"}


def test_quickstatements_state_what_holds_between_known_items() -> None:
    lines = text(quickstatements.commands(GRAPH, ITEMS), "statements.qs").splitlines()
    found = {tuple(line.split("\t")[:3]) for line in lines}
    assert found & {("Q2", "P2652", "Q1"), ("Q1", "P2652", "Q2")}
    assert ("Q4", "P749", "Q3") in found
    assert ("Q5", "P112", "Q3") in found, "founded by goes from what was founded to the founder"
    assert all(line.split("\t")[-4] == "S1683" and line.split("\t")[-3].startswith('zh:"') for line in lines)


def test_quickstatements_account_for_each_statement() -> None:
    files = quickstatements.commands(GRAPH, ITEMS)
    left = list(csv.DictReader(io.StringIO(text(files, "left-out.csv"))))
    assert text(files, "statements.qs").count("\n") + len(left) == len(GRAPH.statements)
    assert {row["why"] for row in left if row["status"] in ("planned", "hoped", "denied")} == {
        "only planned",
        "only hoped",
        "only denied",
    }


def test_quickstatements_create_what_has_no_item() -> None:
    made = text(quickstatements.commands(GRAPH, ITEMS), "create.qs")
    assert made.count("CREATE\n") == len(GRAPH.entities) - len(ITEMS)
    assert 'LAST\tLzh\t"兰州大学"\nLAST\tP31\tQ3918\n' in made
    assert 'Lzh\t"天山云网科技有限公司"' not in made


@pytest.mark.parametrize(
    ("toml", "words"),
    [('"甲" = "Q0"', "甲: an item is written"), ('"甲" = 4', "甲: an item"), ('甲 = "Q1"', "not a TOML file")],
)
def test_quickstatements_refuse_items_that_are_none(toml: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "items.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(ConfigError, match=words):
        quickstatements.read_items(tmp_path / "items.toml")


@pytest.mark.parametrize("format", exchange.FORMATS)
def test_exchange_writes_the_same_bytes(format: str, tmp_path: Path) -> None:
    first, second = (exchange.write(GRAPH, format, tmp_path / name) for name in ("a", "b"))
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert all(p.stat().st_size for p in first if p.name != "statements.qs")


@pytest.mark.parametrize(("format", "words"), [("graphlm", "near: graphml"), ("xyz", "known: csv, ftm")])
def test_exchange_names_the_formats(format: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(KgError, match=words):
        exchange.write(GRAPH, format, tmp_path)


def test_exchange_says_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(KgError, match="cannot write there"):
        exchange.write(GRAPH, "csv", tmp_path / "file")
