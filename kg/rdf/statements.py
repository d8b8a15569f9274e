"""Graph -> triples, as the ontology draws them: entities, statements with evidence, documents, what follows.

A direct triple stands only for statements that are realised or ongoing. What the ontology lets follow from those
(superclasses, the other direction of a symmetric or inverse relation, the far end of a chain of places) stands beside
them. The two are told apart by the statement: a direct triple without a kg:Statement of its subject, predicate and
object is inferred.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from typing import TypeAlias

from kg.dates import day
from kg.graph import Graph
from kg.model import Document, Entity, Evidence, Span, Statement, When, content_id
from kg.rdf.inference import Triple, axioms, infer
from kg.rdf.terms import XSD, decimal, integer, moment, node, string, term, words
from kg.schema import Schema, load

Piece: TypeAlias = tuple[str, Span, str]  # document id, place in it, words there

TYPE = term("rdf:type")


def triples(graph: Graph) -> Iterator[Triple]:
    """All triples of the graph, without blank nodes, each once, sorted by subject, predicate and object.

    Raises KgError for an id, and SchemaError for a type, that cannot stand in the graph.
    """
    for document in sorted(graph.documents, key=lambda d: d.id):
        yield from sorted(_document(document))
    stated = list(_entities(graph, load()))
    yield from merge(stated, infer(stated))
    yield from _all_evidence(graph)
    for statement in sorted(graph.statements, key=lambda s: s.id):
        yield from sorted(_statement(statement, load()))


def _typed(subject: str, name: str) -> Iterator[Triple]:
    """The class of a node, with all classes above it."""
    for above in (term(name), *axioms().classes.get(term(name), ())):
        yield subject, TYPE, above


def _document(document: Document) -> set[Triple]:
    subject = node("doc", document.id)
    found = {
        *_typed(subject, "kg:Document"),
        (subject, term("rdfs:label"), words(document.name)),
        (subject, term("dcterms:source"), string(document.source)),
    }
    return found | {(subject, term("dcterms:title"), words(a.title)) for a in document.articles if a.title}


def _entities(graph: Graph, schema: Schema) -> Iterator[Triple]:
    for entity in sorted(graph.entities, key=lambda e: e.id):
        subject = node("ent", entity.id)
        direct = {
            (subject, f"<{schema.relations[s.relation].iri}>", node("ent", s.object))
            for s in graph.about(entity.id)
            if s.subject == entity.id and schema.statuses[s.status].asserted
        }
        yield from sorted(_entity(subject, entity, schema) | direct)


def _entity(subject: str, entity: Entity, schema: Schema) -> set[Triple]:
    schema.ancestors(entity.type)  # raises SchemaError, naming a near type, before types[...] would a KeyError
    found = {
        (subject, TYPE, f"<{schema.types[entity.type].iri}>"),
        (subject, term("rdfs:label"), words(entity.name)),
        (subject, term("skos:prefLabel"), words(entity.name)),
    }
    return found | {(subject, term("skos:altLabel"), words(alias)) for alias in entity.aliases}


def _statement(statement: Statement, schema: Schema) -> set[Triple]:
    subject = node("st", statement.id)
    found = {
        *_typed(subject, "kg:Statement"),
        (subject, term("rdf:subject"), node("ent", statement.subject)),
        (subject, term("rdf:predicate"), f"<{schema.relations[statement.relation].iri}>"),
        (subject, term("rdf:object"), node("ent", statement.object)),
        (subject, term("kg:status"), f"<{schema.statuses[statement.status].iri}>"),
        (subject, term("kg:confidence"), decimal(statement.confidence)),
    }
    if statement.date:
        found.add((subject, term("kg:dateText"), words(statement.date)))
    if statement.when:
        found.update(_when(subject, statement.when))
    if statement.role:
        found.add((subject, term("kg:role"), words(statement.role)))
    if statement.speaker:
        found.add((subject, term("kg:speaker"), node("ent", statement.speaker)))
    for evidence in statement.evidence:
        found.add((subject, term("kg:evidence"), node("ev", evidence.id)))
        found.add((subject, term("kg:extractor"), string(evidence.extractor)))
        found.add((subject, term("kg:rule"), string(evidence.rule)))
        found.add((subject, term("prov:wasDerivedFrom"), node("doc", evidence.document_id)))
    return found


def _when(subject: str, when: When) -> Iterator[Triple]:
    yield subject, term("kg:date"), moment(when.value)
    if when.earliest:
        yield subject, term("kg:earliest"), moment(when.earliest)
    if when.latest:
        yield subject, term("kg:latest"), moment(when.latest)
    if when.resolved:
        yield subject, term("kg:resolved"), f'"true"^^<{XSD}boolean>'


def _all_evidence(graph: Graph) -> Iterator[Triple]:
    """The evidence of all statements, then the words it points at, then their selectors; each node once, by id.

    Equal selectors are one node, whichever document they select from.
    """
    evidence = {e.id: e for statement in graph.statements for e in statement.evidence}
    parts = {id: piece for e in evidence.values() for _, id, piece in _parts(e)}
    pieces = [*((e.span, e.text) for e in evidence.values()), *((span, quote) for _, span, quote in parts.values())]
    quotes = {_quote_id(quote): quote for _, quote in pieces}
    places = {_place_id(span): span for span, _ in pieces}
    documents = {d.id: d for d in graph.documents}
    for id in sorted(evidence):
        yield from sorted(_evidence(evidence[id], documents.get(evidence[id].document_id)))
    for id in sorted(parts):
        yield from sorted(_piece(node("ev", id), *parts[id]))
    for id in sorted(quotes):
        subject = node("ev", id)
        yield subject, TYPE, term("oa:TextQuoteSelector")
        yield subject, term("oa:exact"), string(quotes[id])
    for id in sorted(places):
        subject = node("ev", id)
        yield subject, TYPE, term("oa:TextPositionSelector")
        yield subject, term("oa:end"), integer(places[id].end)
        yield subject, term("oa:start"), integer(places[id].start)


def _quote_id(quote: str) -> str:
    return content_id("q", quote)


def _place_id(span: Span) -> str:
    return content_id("t", str(span.start), str(span.end))


def _parts(e: Evidence) -> Iterator[tuple[str, str, Piece]]:
    """The property, id and place of the subject's words, the object's, and the trigger's within the sentence."""
    found = [("kg:subjectMention", e.subject_span, e.subject_text), ("kg:objectMention", e.object_span, e.object_text)]
    if e.trigger and e.span.contains(e.trigger):
        quote = e.text[e.trigger.start - e.span.start : e.trigger.end - e.span.start]
        found.append(("kg:trigger", e.trigger, quote))
    for role, span, quote in found:
        yield role, content_id("m", e.document_id, str(span.start), str(span.end)), (e.document_id, span, quote)


def _evidence(e: Evidence, document: Document | None) -> set[Triple]:
    subject = node("ev", e.id)
    found = {
        *_typed(subject, "kg:Evidence"),
        *_piece(subject, e.document_id, e.span, e.text),
        (subject, term("kg:extractor"), string(e.extractor)),
        (subject, term("kg:rule"), string(e.rule)),
        (subject, term("kg:confidence"), decimal(e.confidence)),
    }
    if e.article:
        found.add((subject, term("kg:article"), words(e.article)))
    printed = next((a.published for a in document.articles if a.span.contains(e.span)), None) if document else None
    if published := day(printed):
        found.add((subject, term("kg:published"), moment(published.isoformat())))
    return found | {(subject, term(role), node("ev", id)) for role, id, _ in _parts(e)}


def _piece(subject: str, document_id: str, span: Span, quote: str) -> set[Triple]:
    """A place in a document by its exact words and by its offsets, as the Web Annotation vocabulary says it."""
    return {
        (subject, TYPE, term("oa:SpecificResource")),
        (subject, term("oa:hasSource"), node("doc", document_id)),
        (subject, term("oa:hasSelector"), node("ev", _quote_id(quote))),
        (subject, term("oa:hasSelector"), node("ev", _place_id(span))),
    }
