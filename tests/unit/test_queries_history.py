"""What became of a relation, report by report."""

from __future__ import annotations

import pytest

from kg import queries, schema
from kg.entities import identify, state
from kg.errors import QueryError
from kg.graph import Graph
from kg.model import AnnotatedDocument, Article, Claim, Span, Status
from tests.docs import papers
from tests.marked import claim, document

Said = tuple[str | None, str, Status, str | None]  # day of the paper, sentence, status, date in it


def reported(*reports: Said, relation: str = "partners_with", role: str | None = None) -> Graph:
    """A graph of one report each, all about the first two marked names of their sentences."""
    texts: list[tuple[AnnotatedDocument, list[Claim]]] = []
    for number, (published, sentence, status, printed) in enumerate(reports):
        made = document(sentence, f"paper{number}")
        text = made.document.text
        article = (Article(Span(0, len(text)), "", published),)
        made = AnnotatedDocument(
            type(made.document)(made.document.id, made.document.name, text, made.document.source, article),
            made.sentences,
            made.tokens,
            made.mentions,
        )
        date = Span(text.index(printed), text.index(printed) + len(printed)) if printed else None
        texts.append((made, [claim(made, 0, relation, 1, status, date=date, role=role)]))
    identity = identify([text for text, _ in texts])
    statements, _ = state(texts, identity, schema.load())
    return Graph(identity.entities, statements, tuple(text.document for text, _ in texts))


TALKS: Said = ("2024-02-01", "{Company:河川集团}有意与{University:兰州大学}合作。", "hoped", None)
PLAN: Said = ("2024-09-01", "{Company:河川集团}拟于明年与{University:兰州大学}合作。", "planned", "明年")
SIGNED: Said = ("2025-03-06", "3月5日，{Company:河川集团}与{University:兰州大学}签约。", "realised", "3月5日")
OVER: Said = ("2025-11-20", "{Company:河川集团}与{University:兰州大学}不再合作。", "denied", None)
UNDATED: Said = (None, "{Company:河川集团}与{University:兰州大学}携手。", "ongoing", None)


def statuses(graph: Graph) -> list[tuple[str | None, str, bool]]:
    return [(r["day"], r["status"], r["ended"]) for r in queries.timeline(graph, "河川集团")]


@pytest.mark.parametrize("reports", [(TALKS, PLAN, SIGNED, OVER), (OVER, SIGNED, TALKS, PLAN)])
def test_timeline_goes_by_the_day_of_the_paper(reports: tuple[Said, ...]) -> None:
    assert statuses(reported(*reports)) == [
        ("2024-02-01", "hoped", False),
        ("2024-09-01", "planned", False),
        ("2025-03-06", "realised", False),
        ("2025-11-20", "denied", True),
    ]


def test_timeline_marks_how_things_stand() -> None:
    rows = queries.timeline(reported(TALKS, PLAN, SIGNED), "兰州大学")
    assert [r["latest"] for r in rows] == [False, False, True]


def test_timeline_puts_what_has_no_day_at_the_end() -> None:
    rows = queries.timeline(reported(UNDATED, TALKS), "兰州大学")
    assert [(r["day"], r["latest"]) for r in rows] == [("2024-02-01", True), (None, False)]


def test_timeline_takes_the_date_where_the_paper_has_none() -> None:
    signed: Said = (None, "2025年3月5日，{Company:河川集团}与{University:兰州大学}签约。", "realised", "2025年3月5日")
    assert statuses(reported(signed)) == [("2025-03-05", "realised", False)]


def test_timeline_does_not_take_the_day_of_a_plan() -> None:
    plan: Said = (None, "{Company:河川集团}拟于2030年与{University:兰州大学}合作。", "planned", "2030年")
    assert statuses(reported(plan)) == [(None, "planned", False)]


def test_timeline_knows_a_denial_of_what_never_held() -> None:
    assert statuses(reported(OVER)) == [("2025-11-20", "denied", False)]


def test_timeline_ends_a_former_post() -> None:
    said: Said = ("2025-07-02", "{Person:陆一鸣}是{Company:河川集团}原总裁。", "realised", None)
    graph = reported(said, relation="works_for", role="原总裁")
    assert [r["ended"] for r in queries.timeline(graph, "陆一鸣")] == [True]


def test_timeline_of_two_holds_only_what_links_them() -> None:
    rows = queries.timeline(papers.graph(), "红柳开发区", "河川理工大学")
    assert {(r["subject"], r["relation"], r["object"]) for r in rows} == {
        ("河川理工大学", "partners_with", "红柳经济技术开发区")
    }


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("2023", []),
        ("2024-02", [("兰州大学", "hoped", "2024-02-01")]),
        ("2024", [("兰州大学", "planned", "2025")]),
        ("2025-03-04", [("兰州大学", "planned", "2025")]),
        ("2025-03-05", [("兰州大学", "realised", "2025-03-05")]),
        ("2025-12", []),
    ],
)
def test_partners_at_are_those_of_that_time(period: str, found: list[tuple[str, str, str]]) -> None:
    rows, unknown = queries.partners_at(reported(TALKS, PLAN, SIGNED, OVER), "河川集团", period)
    assert ([(r["partner"], r["status"], r["since"]) for r in rows], unknown) == (found, 0)


def test_partners_at_count_what_has_no_day() -> None:
    assert queries.partners_at(reported(UNDATED), "河川集团", "2025") == ([], 1)


@pytest.mark.parametrize("period", ["", "25", "2025-13", "2025-02-30", "去年", "2025-6-1-1"])
def test_partners_at_refuse_what_is_no_time(period: str) -> None:
    with pytest.raises(QueryError, match="write 2025-06-30, 2025-06 or 2025"):
        queries.partners_at(reported(TALKS), "河川集团", period)
