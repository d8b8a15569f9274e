"""The questions asked every day, over the values of a graph: rows as dicts, ready for a table or for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import Any, Final

import networkx as nx

from kg.errors import QueryError
from kg.graph import Graph
from kg.model import STATUSES, EntityMention, Evidence, Span, Statement

Row = dict[str, Any]
PATHS: Final = 5  # the most paths that trace gives


def partners(graph: Graph, name: str) -> list[Row]:
    """Who works with the entity, strongest status first: date, speaker and sentence of each."""
    centre = graph.find(name).id
    return [
        {
            "partner": graph.other(s, centre).name,
            "type": graph.other(s, centre).type,
            "status": s.status,
            "date": s.date,
            "speaker": _name(graph, s.speaker),
            "sentence": s.evidence[0].text,
            "document": s.evidence[0].document,
            "id": s.id,
        }
        for s in graph.partners(name)
    ]


def show(graph: Graph, name: str) -> list[Row]:
    """All statements about the entity, by relation and status: subject, relation, object, status, …, sentence, id."""
    found = graph.about(graph.find(name).id)
    ordered = sorted(found, key=lambda s: (s.relation, STATUSES.index(s.status), s.id))
    return [_row(graph, s) for s in ordered]


def trace(graph: Graph, start: str, end: str, *, max_hops: int = 4) -> list[Row]:
    """The shortest paths between two entities, each step a row with its path's number; denied statements lead nowhere.

    At most five paths, shortest first, then by the ids on the way.
    """
    first, last = graph.find(start), graph.find(end)
    if first.id == last.id:
        raise QueryError(f"{start} and {end} are one entity, {first.name}")
    links: nx.Graph[str] = nx.Graph()
    links.add_nodes_from(e.id for e in graph.entities)
    best: dict[frozenset[str], Statement] = {}
    for s in sorted(graph.statements, key=lambda s: (STATUSES.index(s.status), s.id)):
        if s.status != "denied":
            best.setdefault(frozenset((s.subject, s.object)), s)
            links.add_edge(s.subject, s.object)
    rows: list[Row] = []
    for number, path in enumerate(islice(_paths(links, first.id, last.id, max_hops), PATHS), 1):
        rows += [{"path": number, **_row(graph, best[frozenset(step)])} for step in pairwise(path)]
    return rows


def _paths(links: nx.Graph[str], start: str, end: str, max_hops: int) -> Iterator[list[str]]:
    """Simple paths by length; those of one length by their ids, since networkx promises no order among them."""
    try:
        shortest = nx.shortest_path_length(links, start, end)
    except nx.NetworkXNoPath:
        return
    if shortest <= max_hops:
        yield from islice(sorted(nx.all_shortest_paths(links, start, end)), PATHS)


def explain(graph: Graph, id: str) -> Row:
    """All that is known of one statement: its fields, and for each evidence the rule, offsets and resolved names."""
    statement = graph.statement(id)
    mentions = {
        (e.id, m.document, m.span): m
        for e in (graph.entity(statement.subject), graph.entity(statement.object))
        for m in e.mentions
    }
    return {
        **{k: v for k, v in _row(graph, statement).items() if k not in ("sentence", "document")},
        "confidence": statement.confidence,
        "evidence": [
            {
                "id": e.id,
                "document": e.document,
                "article": e.article,
                "start": e.span.start,
                "end": e.span.end,
                "sentence": e.text,
                "trigger": _inside(e, e.trigger),
                "extractor": e.extractor,
                "rule": e.rule,
                "confidence": e.confidence,
                "subject": _argument(e.subject_span, e.subject_text, mentions, statement.subject, e.document),
                "object": _argument(e.object_span, e.object_text, mentions, statement.object, e.document),
            }
            for e in statement.evidence
        ],
    }


def explanation_rows(details: Mapping[str, Any]) -> list[Row]:
    """What explain gives as rows of two columns, what and value."""
    rows = [{"what": k, "value": v} for k, v in details.items() if k != "evidence" and v is not None]
    for number, evidence in enumerate(details["evidence"], 1):
        for key, value in evidence.items():
            if isinstance(value, dict):
                value = f"{value['text']} [{value['start']}:{value['end']}] {value['rule'] or ''}".strip()
            if value is not None:
                rows.append({"what": f"{number}: {key}", "value": value})
    return rows


def _row(graph: Graph, statement: Statement) -> Row:
    return {
        "subject": graph.entity(statement.subject).name,
        "relation": statement.relation,
        "object": graph.entity(statement.object).name,
        "status": statement.status,
        "date": statement.date,
        "role": statement.role,
        "speaker": _name(graph, statement.speaker),
        "sentence": statement.evidence[0].text,
        "document": statement.evidence[0].document,
        "id": statement.id,
    }


def _name(graph: Graph, id: str | None) -> str | None:
    return graph.entity(id).name if id else None


def _inside(evidence: Evidence, span: Span | None) -> str | None:
    if span is None or not evidence.span.contains(span):
        return None
    return evidence.text[span.start - evidence.span.start : span.end - evidence.span.start]


def _argument(
    span: Span, text: str, mentions: Mapping[tuple[str, str, Span], EntityMention], entity: str, document: str
) -> Row:
    mention = mentions.get((entity, document, span))
    return {"text": text, "start": span.start, "end": span.end, "rule": mention.rule if mention else None}
