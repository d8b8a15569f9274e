"""The facts of a graph as plain rows for the page: names once, sentences once, offsets into the sentence."""

from __future__ import annotations

from collections import Counter
from typing import Any

from kg.graph import Graph
from kg.model import Document, Entity, Evidence, Span, Statement

_SHORT = 8  # the most characters that a name needs to fit under its node on one line
_AROUND = 40  # characters shown around a name that stands outside its sentence
_STOPS = "。！？\n"


def rows(graph: Graph) -> dict[str, Any]:
    """Documents, articles, sentences, nodes and edges as lists, in the graph's order, each row a tuple.

    documents  name, source
    articles   document, headline, date as printed or None
    sentences  article, start in the document, text
    nodes      id, type, name, short name or "", aliases, [[printed form, rule, times, named]]
    edges      id, subject, relation, object, status, date, role, speaker, confidence, evidence
    evidence   sentence, [start, end] of subject, object and trigger, extractor, rule, confidence,
               [before, name, after] for subject and object outside the sentence

    Other rows are meant by number (-1: none). Spans count code points from the sentence's start; None lies outside.
    """
    # Tuples, not lists: the garbage collector leaves tuples of plain values alone, which saves a third of the time.
    number = {entity.id: i for i, entity in enumerate(graph.entities)}
    tables = _Tables(graph)
    edges = [_edge(statement, number, tables) for statement in graph.statements]
    return {
        "documents": [(d.name, d.source) for d in graph.documents],
        "articles": tables.articles,
        "sentences": tables.sentences,
        "nodes": [_node(entity) for entity in graph.entities],
        "edges": edges,
    }


def short_name(entity: Entity) -> str:
    """The name to print under a node: the full name where it is short, else its longest alias that is short enough."""
    if len(entity.name) <= _SHORT:
        return entity.name
    fitting = [a for a in entity.aliases if 3 <= len(a) <= _SHORT]
    return max(fitting, key=lambda a: (len(a), a), default=entity.name)


class _Tables:
    """Rows that many statements share, numbered as they are first asked for."""

    def __init__(self, graph: Graph) -> None:
        self.articles: list[tuple[int, str, str | None]] = []
        self.sentences: list[tuple[int, int, str]] = []
        self._documents = {d.name: (i, d) for i, d in enumerate(graph.documents)}
        self._article: dict[tuple[int, str, str | None], int] = {}
        self._sentence: dict[tuple[int, int, str], int] = {}

    def document(self, name: str) -> Document | None:
        return self._documents[name][1] if name in self._documents else None

    def sentence(self, evidence: Evidence) -> int:
        article = self._article_of(evidence)
        key = (article, evidence.span.start, evidence.text)
        if key not in self._sentence:
            self._sentence[key] = len(self.sentences)
            self.sentences.append(key)
        return self._sentence[key]

    def _article_of(self, evidence: Evidence) -> int:
        index, document = self._documents.get(evidence.document, (-1, None))
        holding = [a for a in document.articles if a.span.contains(evidence.span)] if document else []
        key = (index, evidence.article, holding[0].published if holding else None)
        if key not in self._article:
            self._article[key] = len(self.articles)
            self.articles.append(key)
        return self._article[key]


def _node(entity: Entity) -> tuple[Any, ...]:
    short = short_name(entity)
    forms = Counter((m.text, m.rule, m.named) for m in entity.mentions)
    merged = sorted(forms, key=lambda f: (not f[2], -forms[f], f[0], f[1]))
    return (
        entity.id,
        entity.type,
        entity.name,
        short if short != entity.name else "",
        entity.aliases,
        tuple((text, rule, forms[text, rule, named], int(named)) for text, rule, named in merged),
    )


def _edge(statement: Statement, number: dict[str, int], tables: _Tables) -> tuple[Any, ...]:
    return (
        statement.id,
        number[statement.subject],
        statement.relation,
        number[statement.object],
        statement.status,
        statement.date or "",
        statement.role or "",
        number.get(statement.speaker, -1) if statement.speaker else -1,
        round(statement.confidence, 3),
        tuple(_evidence(evidence, tables) for evidence in statement.evidence),
    )


def _evidence(evidence: Evidence, tables: _Tables) -> tuple[Any, ...]:
    arguments = (
        (evidence.subject_span, evidence.subject_text),
        (evidence.object_span, evidence.object_text),
    )
    return (
        tables.sentence(evidence),
        *(_within(span, evidence.span) for span, _ in arguments),
        _within(evidence.trigger, evidence.span) if evidence.trigger else None,
        evidence.extractor,
        evidence.rule,
        round(evidence.confidence, 3),
        *(
            None if evidence.span.contains(span) else _context(span, text, tables.document(evidence.document))
            for span, text in arguments
        ),
    )


def _within(span: Span, sentence: Span) -> tuple[int, int] | None:
    return (span.start - sentence.start, span.end - sentence.start) if sentence.contains(span) else None


def _context(span: Span, text: str, document: Document | None) -> tuple[str, str, str]:
    """What stands before and after a name in its own sentence, at most _AROUND characters each way."""
    if document is None:
        return "", text, ""
    before = document.text[max(0, span.start - _AROUND) : span.start]
    after = document.text[span.end : span.end + _AROUND]
    begin = max(before.rfind(stop) for stop in _STOPS) + 1
    ends = [at for stop in _STOPS if (at := after.find(stop)) >= 0]
    return before[begin:], text, after[: min(ends, default=len(after)) + 1].rstrip("\n")
