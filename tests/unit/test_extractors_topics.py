"""Who a passage is about."""

from __future__ import annotations

import pytest

from kg.extractors.kinds import expand
from kg.extractors.masking import mask
from kg.extractors.topics import count_of, last, parties, topic
from tests.marked import document

BODIES = frozenset(expand(["Organisation"]))


def _at(marked: str) -> tuple[list, int, int]:  # type: ignore[type-arg]
    annotated = document(marked.replace("¦", ""))
    masks = [mask(s, list(annotated.mentions_in(s.span))) for s in annotated.sentences]
    return masks, len(masks) - 1, len(masks[-1].text)


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("{Company:甲公司}去年投产，", ["甲公司"]),
        ("据{Company:甲公司}介绍，{Company:乙公司}去年投产，", ["乙公司"]),
        ("{Company:甲公司}去年落户{DevelopmentZone:丙开发区}，", ["甲公司"]),
        ("落户{DevelopmentZone:丙开发区}，", []),
        ("{Company:甲公司}、{Company:乙公司}去年投产，", ["甲公司", "乙公司"]),
        ("{Company:甲公司}与{University:乙大学}合办的{ResearchInstitute:丙研究院}，", ["丙研究院"]),
        ("{Company:甲公司}投产。天气晴好，", ["甲公司"]),
        ("由{Company:甲公司}承建，", []),
        ("{Company:甲公司}扩建；{Company:乙公司}投产；{Person:丙}到场，", ["甲公司"]),
    ],
)
def test_topics_topic_is_the_nearest_clause_head(marked: str, names: list[str]) -> None:
    masks, index, before = _at(marked)
    assert [m.text for m in topic(masks, index, before, BODIES)] == names


def test_topics_first_head_of_the_sentence() -> None:
    masks, index, before = _at("{Company:甲公司}改制，{Company:乙公司}持股，")
    assert [m.text for m in topic(masks, index, before, BODIES, first=True)] == ["甲公司"]


def test_topics_parties_named_together() -> None:
    masks, index, before = _at("{Company:甲公司}26日与{University:乙大学}签约。双方")
    assert [m.text for m in parties(masks, index, before, BODIES)] == ["甲公司", "乙大学"]


def test_topics_last_mention_wherever_it_stands() -> None:
    masks, index, before = _at("{Company:甲公司}参观{Company:乙公司}，")
    assert [m.text for m in last(masks, index, before, BODIES)] == ["乙公司"]


@pytest.mark.parametrize(("word", "count"), [("双方", 2), ("三家", 3), ("甲方", None)])
def test_topics_count_of_parties(word: str, count: int | None) -> None:
    assert count_of(word) == count
