"""Graph -> triples, as the ontology draws them: entities, statements with evidence, documents, what follows.

A direct triple stands only for statements that are realised or ongoing, and only from those does anything follow:
superclasses, the other direction of a symmetric or inverse relation, the far end of a chain of places. What is stated
and what follows can be had apart; in one graph they are told apart by the statement: a direct triple without a
kg:Statement of its subject, predicate and object is inferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from typing import Literal, TypeAlias

from kg.dates import day
from kg.graph import Graph
from kg.model import Document, Entity, Evidence, Span, Statement, When, content_id
from kg.rdf.inference import Triple, axioms, infer
from kg.rdf.terms import XSD, decimal, integer, moment, node, string, term, words
from kg.schema import Schema, load

Piece: TypeAlias = tuple[str, Span, str]  # document id, place in it, words there
Part = Literal["all", "stated", "inferred"]

TYPE = term("rdf:type")
OUTSIDE = {"wikidata": "http://www.wikidata.org/entity/", "geonames": "https://sws.geonames.org/"}


def triples(graph: Graph, part: Part = "all") -> Iterator[Triple]:
    """The triples of the graph, without blank nodes, each once, sorted by subject, predicate and object.

    All of them, or only what is stated, or only what follows from it. Raises KgError for an id, and SchemaError for a
    type, that cannot stand in the graph.
    """
    schema = load()
    for document in sorted(graph.documents, key=lambda d: d.id):
        yield from _part(document_triples(document), node("doc", document.id), "kg:Document", part)
    yield from _world(graph, schema, part)
    yield from _all_evidence(graph, part)
    for statement in sorted(graph.statements, key=lambda s: s.id):
        yield from _part(statement_triples(statement, schema), node("st", statement.id), "kg:Statement", part)


def inferred_about_entities(graph: Graph) -> list[Triple]:
    """What follows about entities from what is stated of them, sorted."""
    return infer(_entities(graph, load()))


def _part(stated: set[Triple], subject: str, name: str, part: Part) -> list[Triple]:
    """Of a node of the named class: what is stated, the classes above its own, or both."""
    above = [(subject, TYPE, c) for c in axioms().classes.get(term(name), ())]
    if part == "inferred":
        return [t for t in above if t not in stated]
    return sorted(stated.union(above) if part == "all" else stated)


def _world(graph: Graph, schema: Schema, part: Part) -> Iterator[Triple]:
    if part == "stated":
        return _entities(graph, schema)
    stated = list(_entities(graph, schema))
    follows = infer(stated)
    return iter(follows) if part == "inferred" else merge(stated, follows)


def document_triples(document: Document) -> set[Triple]:
    """What is stated of a document."""
    subject = node("doc", document.id)
    found = {
        (subject, TYPE, term("kg:Document")),
        (subject, term("rdfs:label"), words(document.name)),
        (subject, term("dcterms:source"), string(document.source)),
    }
    return found | {(subject, term("dcterms:title"), words(a.title)) for a in document.articles if a.title}


def _entities(graph: Graph, schema: Schema) -> Iterator[Triple]:
    for entity in sorted(graph.entities, key=lambda e: e.id):
        direct = {t for s in graph.about(entity.id) if s.subject == entity.id for t in direct_triples(s, schema)}
        yield from sorted(entity_triples(entity, schema).union(direct))


def direct_triples(statement: Statement, schema: Schema) -> list[Triple]:
    """The triple between the two entities where the statement is realised or ongoing; none for plans and denials."""
    if not schema.statuses[statement.status].asserted:
        return []
    relation = schema.relations[statement.relation]
    return [(node("ent", statement.subject), f"<{relation.iri}>", node("ent", statement.object))]


def entity_triples(entity: Entity, schema: Schema) -> set[Triple]:
    """What is stated of an entity by itself: its class and its names."""
    subject = node("ent", entity.id)
    schema.ancestors(entity.type)  # raises SchemaError, naming a near type, before types[...] would a KeyError
    found = {
        (subject, TYPE, f"<{schema.types[entity.type].iri}>"),
        (subject, term("rdfs:label"), words(entity.name)),
        (subject, term("skos:prefLabel"), words(entity.name)),
    }
    for scheme, value in entity.identifiers:  # as the user gave them
        if scheme in OUTSIDE:
            found.add((subject, term("skos:exactMatch"), f"<{OUTSIDE[scheme]}{value}>"))
        else:
            found.add((subject, term("skos:notation"), string(value)))
    return found | {(subject, term("skos:altLabel"), words(alias)) for alias in entity.aliases}


def statement_triples(statement: Statement, schema: Schema) -> set[Triple]:
    """What is stated of a statement, without its evidence's own triples."""
    subject = node("st", statement.id)
    found = {
        (subject, TYPE, term("kg:Statement")),
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


def _all_evidence(graph: Graph, part: Part) -> Iterator[Triple]:
    documents = {d.id: d for d in graph.documents}
    yield from evidence_triples((e for s in graph.statements for e in s.evidence), documents, part)


def evidence_triples(
    found: Iterable[Evidence], documents: Mapping[str, Document], part: Part = "stated"
) -> Iterator[Triple]:
    """Evidence, then the words it points at, then their selectors; each node once, sorted.

    Equal selectors are one node, whichever document they select from.
    """
    evidence = {e.id: e for e in found}
    if part == "inferred":
        for id in sorted(evidence):
            stated = _evidence(evidence[id], documents.get(evidence[id].document_id))
            yield from _part(stated, node("ev", id), "kg:Evidence", part)
        return
    parts = {id: piece for e in evidence.values() for _, id, piece in _parts(e)}
    pieces = [*((e.span, e.text) for e in evidence.values()), *((span, quote) for _, span, quote in parts.values())]
    quotes = {_quote_id(quote): quote for _, quote in pieces}
    places = {_place_id(span): span for span, _ in pieces}
    for id in sorted(evidence):
        stated = _evidence(evidence[id], documents.get(evidence[id].document_id))
        yield from _part(stated, node("ev", id), "kg:Evidence", part)
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


def evidence_ids(e: Evidence) -> Iterator[str]:
    """The ids of the nodes that stand for a piece of evidence: itself, the words in it, and their selectors."""
    yield from (e.id, _quote_id(e.text), _place_id(e.span))
    for _, id, (_, span, quote) in _parts(e):
        yield from (id, _quote_id(quote), _place_id(span))


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
        (subject, TYPE, term("kg:Evidence")),
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
