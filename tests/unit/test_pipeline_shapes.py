"""What breaks a shape, and what --strict says of it."""

from __future__ import annotations

import dataclasses

import pytest

from kg import pipeline, rdf
from kg.graph import Graph
from kg.model import Issue
from tests import sampled


def test_findings_list_broken_shapes() -> None:
    graph = sampled.graph()
    changed = dataclasses.replace(graph.statements[0], confidence=1.5)
    broken = dataclasses.replace(graph, statements=(changed, *graph.statements[1:]))
    told = list(pipeline.findings(dataclasses.replace(broken, issues=tuple(rdf.doubts(broken))), ()))
    assert told == [f"shape: {changed.id}: a confidence is a decimal from 0 to 1"]


@pytest.mark.model
def test_build_checks_the_graph_against_the_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    real = rdf.doubts
    seen = []

    def doubts(graph: Graph) -> list[Issue]:
        seen.append(len(graph.statements))
        return real(graph)

    monkeypatch.setattr(rdf, "doubts", doubts)
    graph = pipeline.build_text("河川数据集团与河川理工大学签署战略合作协议。")
    assert seen == [len(graph.statements)]
    assert not [i for i in graph.issues if i.kind == rdf.SHAPE]
