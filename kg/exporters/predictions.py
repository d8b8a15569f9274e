"""A graph as predictions: entities and triples of each document, in the shape that kg.evaluation scores."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from kg.graph import Graph
from kg.model import Document, Entity, EntityMention, name_key
from kg.sentences import flatten


def predictions(graph: Graph) -> Iterator[dict[str, object]]:
    """One dict a document, by name: {"doc", "entities", "triples"}.

    An entity's name is its fullest form printed in the document, its aliases the other printed forms. A triple's
    "start" and "end" are the offsets of its first evidence in the document.
    """
    mentioned: dict[str, list[tuple[Entity, list[EntityMention]]]] = defaultdict(list)
    for entity in graph.entities:
        by_document: dict[str, list[EntityMention]] = defaultdict(list)
        for mention in entity.mentions:
            by_document[mention.document].append(mention)
        for name, mentions in by_document.items():
            mentioned[name].append((entity, mentions))
    for document in graph.documents:
        names = {e.id: _forms(m) for e, m in mentioned[document.name]}
        first = {e.id: min(m.span for m in mentions) for e, mentions in mentioned[document.name]}
        known = sorted((e for e, _ in mentioned[document.name] if names[e.id]), key=lambda e: (first[e.id], e.id))
        yield {
            "doc": document.name,
            "entities": [{"name": names[e.id][0], "aliases": names[e.id][1:], "type": e.type} for e in known],
            "triples": list(_triples(graph, document, {e: n[0] for e, n in names.items() if n})),
        }


def _forms(mentions: list[EntityMention]) -> list[str]:
    """The printed names, fullest first, one for each name key, without line breaks."""
    counts = Counter(flatten(m.text)[0] for m in mentions if m.named)
    forms: dict[str, str] = {}
    for text in sorted(counts, key=lambda t: (-len(name_key(t)), -counts[t], t)):
        forms.setdefault(name_key(text), text)
    return list(forms.values())


def _triples(graph: Graph, document: Document, names: dict[str, str]) -> Iterator[dict[str, object]]:
    found = []
    for statement in graph.statements:
        own = [e for e in statement.evidence if e.document_id == document.id]
        if own:
            found.append((own[0].span, own[0].subject_span, statement.id, own[0], statement))
    for _, _, _, evidence, statement in sorted(found, key=lambda f: f[:3]):
        yield {
            "s": names.get(statement.subject) or graph.entity(statement.subject).name,
            "p": statement.relation,
            "o": names.get(statement.object) or graph.entity(statement.object).name,
            "status": statement.status,
            "date": statement.date,
            "role": statement.role,
            "attribution": names.get(statement.speaker) if statement.speaker else None,
            "evidence": evidence.text,
            "start": evidence.span.start,
            "end": evidence.span.end,
            "s_text": flatten(evidence.subject_text)[0],
            "o_text": flatten(evidence.object_text)[0],
            "extractor": evidence.extractor,
            "rule": evidence.rule,
            "confidence": statement.confidence,
        }
