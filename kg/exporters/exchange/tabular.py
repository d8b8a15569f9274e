"""CSV for spreadsheets: entities.csv, statements.csv and evidence.csv with every sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple

from kg.exporters import spreadsheet
from kg.exporters.exchange import rows
from kg.graph import Graph

_PLACE = ("document", "article", "start_offset", "end_offset", "sentence")
EVIDENCE = ("statement", "id", *_PLACE, "extractor", "rule", "confidence")


def spreadsheets(graph: Graph) -> dict[str, Iterator[str]]:
    """Three tables whose ids refer to one another; no cell is one that a spreadsheet would compute."""
    nodes = (tuple(map(str, astuple(n))) for n in rows.nodes(graph))
    edges = (tuple(map(str, astuple(e))) for e in rows.edges(graph))
    return {
        "entities.csv": _marked(spreadsheet.lines(rows.NODE_COLUMNS, nodes)),
        "statements.csv": _marked(spreadsheet.lines(rows.EDGE_COLUMNS, edges)),
        "evidence.csv": _marked(spreadsheet.lines(EVIDENCE, _evidence(graph))),
    }


def _marked(lines: Iterator[str]) -> Iterator[str]:
    """The lines behind a byte order mark, without which Excel takes UTF-8 for the system's encoding."""
    yield "\ufeff"
    yield from lines


def _evidence(graph: Graph) -> Iterator[tuple[str, ...]]:
    for s in graph.statements:
        for e in s.evidence:
            place = (e.document, e.article, str(e.span.start), str(e.span.end), e.text)
            yield (s.id, e.id, *place, e.extractor, e.rule, str(round(e.confidence, 4)))
