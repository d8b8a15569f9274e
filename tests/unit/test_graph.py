"""The graph of a build."""

import pytest

from kg import schema
from kg.entities import identify, state
from kg.errors import QueryError
from kg.graph import Graph
from tests.marked import claim, document

TEXT = (
    "{DevelopmentZone:沙泉经济技术开发区}（简称{DevelopmentZone=沙泉经济技术开发区:沙泉开发区}）与{University:西北大学}签约。"
    "{DevelopmentZone=沙泉经济技术开发区:沙泉开发区}拟与{Company:远桥集团}合作。{Company:远桥集团}投资{Project:云川风电项目}。"
)


@pytest.fixture
def graph() -> Graph:
    text = document(TEXT)
    claims = [
        claim(text, 3, "partners_with", 4, "planned"),
        claim(text, 0, "partners_with", 2),
        claim(text, 5, "invests_in", 6),
    ]
    identity = identify([text])
    statements, _ = state([(text, claims)], identity, schema.load())
    return Graph(identity.entities, statements, (text.document,))


def test_graph_finds_by_name_alias_and_id(graph: Graph) -> None:
    zone = graph.find("沙泉开发区")
    assert zone.name == "沙泉经济技术开发区"
    assert graph.find(zone.id) == graph.find("“沙泉开发区”") == zone


def test_graph_suggests_near_names(graph: Graph) -> None:
    with pytest.raises(QueryError, match="near names: 沙泉经济技术开发区"):
        graph.find("沙泉开发")


def test_graph_partners_come_strongest_first(graph: Graph) -> None:
    zone = graph.find("沙泉开发区")
    partners = [(graph.other(s, zone.id).name, s.status) for s in graph.partners("沙泉开发区")]
    assert partners == [("西北大学", "realised"), ("远桥集团", "planned")]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"relation": "partners_with"}, 2),
        ({"subject": "远桥集团", "relation": "invests_in"}, 1),
        ({"statuses": ["planned"]}, 1),
    ],
)
def test_graph_finds_statements(graph: Graph, wanted: dict[str, object], count: int) -> None:
    assert len(graph.find_statements(**wanted)) == count  # type: ignore[arg-type]


def test_graph_statement_by_the_beginning_of_its_id(graph: Graph) -> None:
    statement = graph.statements[0]
    assert graph.statement(statement.id[:8]) == statement
    with pytest.raises(QueryError, match="no statement has the id"):
        graph.statement("s000")


def test_graph_to_networkx_keeps_each_statement(graph: Graph) -> None:
    drawn = graph.to_networkx()
    assert sorted(key for _, _, key in drawn.edges(keys=True)) == [s.id for s in graph.statements]
    assert drawn.nodes[graph.find("西北大学").id] == {"name": "西北大学", "type": "University"}
