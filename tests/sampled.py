"""A small graph about an invented zone, for tests of what comes after extraction."""

from __future__ import annotations

from kg import schema
from kg.entities import identify, state
from kg.graph import Graph
from kg.model import Claim, Span, Status
from tests.marked import claim, document

PAGE = (
    "{DevelopmentZone:沙泉经济技术开发区}（简称{DevelopmentZone=沙泉经济技术开发区:沙泉开发区}）6月与{University:西北大学}签约。"
    "{DevelopmentZone=沙泉经济技术开发区:沙泉开发区}拟与{Company:远桥集团}合作。"
    "{Person:周原}说，{Company:远桥集团}希望同{University:兰州大学}合作。"
    "{Company:远桥集团}的子公司{Company:远桥数据}在{Company:云川数据交易所}登记“{Product:远桥水文数据集}”。"
    "{Company:远桥集团}否认收购{Company:远桥数据}。"
)
STATES: tuple[tuple[int, str, int, Status], ...] = (
    (0, "partners_with", 2, "realised"),
    (3, "partners_with", 4, "planned"),
    (6, "partners_with", 7, "hoped"),
    (9, "subsidiary_of", 8, "realised"),
    (9, "registered_at", 10, "realised"),
    (11, "registered_at", 10, "realised"),
    (12, "acquired", 13, "denied"),
)


def graph(name: str = "page") -> Graph:
    """Eight entities, seven statements of all statuses but ongoing; one has a date, one a speaker."""
    text = document(PAGE, name)
    claims: list[Claim] = []
    for subject, relation, object_, status in STATES:
        date = Span(text.document.text.index("6月"), text.document.text.index("6月") + 2) if subject == 0 else None
        speaker = text.mentions[5] if status == "hoped" else None
        claims.append(claim(text, subject, relation, object_, status, date=date, speaker=speaker))
    identity = identify([text])
    statements, _ = state([(text, claims)], identity, schema.load())
    return Graph(identity.entities, statements, (text.document,), links=identity.links)
