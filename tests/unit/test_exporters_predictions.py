"""Predictions of a graph, document by document."""

from __future__ import annotations

import dataclasses

import pytest

from kg.exporters.predictions import predictions
from kg.graph import Graph
from kg.model import Document, Entity, EntityMention, Span, content_id
from tests.sampled import graph as sampled


def test_exporters_predictions_name_is_the_fullest_printed_form() -> None:
    (prediction,) = predictions(sampled())
    zone = [e for e in prediction["entities"] if e["type"] == "DevelopmentZone"]  # type: ignore[attr-defined]
    assert zone == [{"name": "沙泉经济技术开发区", "aliases": ["沙泉开发区"], "type": "DevelopmentZone"}]


def test_exporters_predictions_triples_have_status_date_speaker_and_span() -> None:
    graph = sampled()
    (prediction,) = predictions(graph)
    triples = {(t["s"], t["p"], t["o"]): t for t in prediction["triples"]}  # type: ignore[attr-defined]
    signed = next(t for t in triples.values() if t["date"])
    hoped = next(t for t in triples.values() if t["status"] == "hoped")
    assert {signed["s"], signed["o"]} == {"沙泉经济技术开发区", "西北大学"}
    assert (signed["date"], hoped["attribution"]) == ("6月", "周原")
    assert all(graph.documents[0].text[t["start"] : t["end"]] == t["evidence"] for t in triples.values())


def mention(document: Document, text: str, named: bool = True) -> EntityMention:
    start = document.text.index(text)
    return EntityMention(document.name, Span(start, start + len(text)), text, named, "test")


@pytest.fixture
def two_pages() -> Graph:
    texts = {"a": "青禾能源\n\n有限公司开工，青禾能源有限公司很忙。", "b": "青禾能源来了，公司不大。"}
    a, b = (Document(content_id("d", n, t), n, t, f"{n}.txt", ()) for n, t in texts.items())
    mentions = (
        mention(a, "青禾能源\n\n有限公司"),
        mention(a, "青禾能源有限公司"),
        mention(b, "青禾能源"),
        mention(b, "公司", named=False),
    )
    firm = Entity("o1", "Company", "青禾能源有限公司", ("青禾能源",), mentions)
    return Graph((firm,), (), (a, b))


def test_exporters_predictions_use_the_names_of_each_document(two_pages: Graph) -> None:
    assert [(p["doc"], p["entities"]) for p in predictions(two_pages)] == [
        ("a", [{"name": "青禾能源有限公司", "aliases": [], "type": "Company"}]),
        ("b", [{"name": "青禾能源", "aliases": [], "type": "Company"}]),
    ]


def test_exporters_predictions_keep_a_document_without_entities(two_pages: Graph) -> None:
    bare = dataclasses.replace(two_pages, entities=())
    assert [p["entities"] for p in predictions(bare)] == [[], []]
