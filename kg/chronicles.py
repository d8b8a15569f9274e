"""Worlds of marked articles as graphs, and how well the build knows from them what became of relations.

An article's head gives the day on which it appeared, after @ in its last field: `=== id | style | topic @2025-03-06`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from kg import entities, queries, schema
from kg.evaluation import TimelineReport
from kg.evaluation.identity import read_key, world
from kg.evaluation.timeline import Report, read_timeline, score_timeline
from kg.graph import Graph
from kg.model import AnnotatedDocument, Article, Claim, Mention, Sentence, Span, Status
from kg.training.corpus import MarkedDocument, load
from kg.worlds import marked

__all__ = ["graph_of", "measure"]


def measure(folder: Path) -> TimelineReport:
    """How well the histories of a folder of worlds are known, from marked mentions and statements.

    Raises InputError where the folder's files are missing or do not agree with each other.
    """
    key, articles = read_key(folder / "identity.tsv"), {d.id: d for d in load(folder)}
    reports = read_timeline(folder)
    ids = {(document, id_): global_id for (document, id_), global_id in key.items()}
    groups: dict[str, dict[str, MarkedDocument]] = defaultdict(dict)
    for (document, _), global_id in key.items():
        groups[world(global_id)][document] = articles[document]
    names = {world(report.pair[0]): report.world for report in reports}
    found: list[Report] = []
    latest: dict[tuple[str, tuple[str, str, str]], str] = {}
    for group, members in groups.items():
        graph = graph_of(tuple(members.values()))
        of = _global_ids(graph, members, ids)
        for history in queries.histories(graph):
            one, other = of.get(history.subject), of.get(history.object)
            if one is None or other is None:
                continue
            if history.relation == "partners_with":
                one, other = sorted((one, other), key=_number)
            pair = one, history.relation, other
            latest[names[group], pair] = history.latest.statement.status
            for step in history.steps:
                s = step.statement
                when = s.when.value if s.when else ""
                found.append(Report(names[group], pair, step.evidence.document, s.status, when, step.ended))
    days = {id_: _day(article) or "" for id_, article in articles.items()}
    return score_timeline(reports, found, latest, days)


def graph_of(articles: Sequence[MarkedDocument]) -> Graph:
    """The graph of articles by their marked mentions and statements; no model takes part in it."""
    read = [_read(article) for article in articles]
    identity = entities.identify([annotated for annotated, _ in read])
    statements, _ = entities.state(read, identity, schema.load())
    documents = sorted((annotated.document for annotated, _ in read), key=lambda d: (d.name, d.id))
    return Graph(identity.entities, statements, tuple(documents), identity.issues, identity.links)


def _day(article: MarkedDocument) -> str | None:
    found = re.search(r"@(\d{4}-\d\d-\d\d)$", article.topic)
    return found[1] if found else None


def _number(global_id: str) -> int:
    return int(global_id.rpartition("-")[2])


def _global_ids(graph: Graph, articles: dict[str, MarkedDocument], ids: dict[tuple[str, str], str]) -> dict[str, str]:
    """The global id of each entity of the graph: that of the marked entity at its first mention."""
    at = {(a.id, m.span): m.entity for a in articles.values() for m in a.mentions}
    first = {e.id: e.mentions[0] for e in graph.entities if e.mentions}
    local = {id_: (m.document, at[m.document, m.span]) for id_, m in first.items() if (m.document, m.span) in at}
    return {id_: ids[unit] for id_, unit in local.items() if unit in ids}


def _read(article: MarkedDocument) -> tuple[AnnotatedDocument, tuple[Claim, ...]]:
    annotated = marked(article)
    whole = Article(Span(0, len(article.text)), annotated.document.articles[0].title, _day(article))
    annotated = replace(annotated, document=replace(annotated.document, articles=(whole,)))
    owners = {m.span: m.entity for m in article.mentions}
    claims = []
    for stated in article.statements:
        sentence = Sentence(stated.sentence, annotated.document.slice(stated.sentence), 0)

        def mention(entity: str, sentence: Sentence = sentence) -> Mention:
            """One of the entity in the sentence, or else the last one before it, or else the first behind it."""
            ours = [m for m in annotated.mentions if owners[m.span] == entity]
            inside = [m for m in ours if sentence.span.contains(m.span)]
            return (inside or [m for m in ours if m.span.end <= sentence.span.start][-1:] or ours)[0]

        claims.append(
            Claim(
                subject=mention(stated.subject),
                relation=stated.relation,
                object=mention(stated.object),
                sentence=sentence,
                trigger=_place(stated.trigger, sentence, article.text),
                status=cast(Status, stated.status),
                speaker=mention(stated.speaker) if stated.speaker else None,
                date=_place(stated.date, sentence, article.text),
                role=stated.role,
                confidence=0.9,
                extractor="marked",
                rule=f"marked/{stated.relation}",
            )
        )
    return annotated, tuple(claims)


def _place(words: str | None, sentence: Sentence, text: str) -> Span | None:
    """Where the words stand, in the sentence if they do, else the last time before it, else the first time."""
    if words is None:
        return None
    inside, before = sentence.text.find(words), text.rfind(words, 0, sentence.span.start)
    at = sentence.span.start + inside if inside >= 0 else before if before >= 0 else text.index(words)
    return Span(at, at + len(words))
