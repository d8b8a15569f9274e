"""Graph -> triples, as the ontology draws them: entities, statements with evidence, documents, what follows.

A direct triple stands only for statements that are realised or ongoing. What the ontology lets follow from those
(superclasses, the other direction of a symmetric or inverse relation) stands beside them. The two are told apart by the
statement: a direct triple without a kg:Statement of its subject, predicate and object is inferred.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from kg.graph import Graph
from kg.model import Document, Entity, Evidence, Span, Statement, content_id
from kg.rdf.terms import decimal, integer, iri, string, term, words
from kg.schema import Schema, load

TYPE = term("rdf:type")


def triples(graph: Graph) -> list[Triple]:
    """All triples of the graph, without blank nodes, each once, sorted by subject, predicate and object."""
    schema = load()
    found: set[Triple] = set()
    for entity in graph.entities:
        found.update(_entity(entity, schema))
    for document in graph.documents:
        found.update(_document(document))
    for statement in graph.statements:
        found.update(_statement(statement, schema))
        found.update(_direct(statement, schema))
    return sorted(found, key=_order)


def _order(triple: Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)


def _entity(entity: Entity, schema: Schema) -> Iterator[Triple]:
    subject = iri("ent", entity.id)
    for name in schema.ancestors(entity.type):
        yield Triple(subject, TYPE, NamedNode(schema.types[name].iri))
    yield Triple(subject, term("rdfs:label"), words(entity.name))
    yield Triple(subject, term("skos:prefLabel"), words(entity.name))
    for alias in entity.aliases:
        yield Triple(subject, term("skos:altLabel"), words(alias))


def _document(document: Document) -> Iterator[Triple]:
    subject = iri("doc", document.id)
    yield Triple(subject, TYPE, term("kg:Document"))
    yield Triple(subject, term("rdfs:label"), words(document.name))
    yield Triple(subject, term("dcterms:source"), string(document.source))
    for article in document.articles:
        if article.title:
            yield Triple(subject, term("dcterms:title"), words(article.title))


def _statement(statement: Statement, schema: Schema) -> Iterator[Triple]:
    subject = iri("st", statement.id)
    yield Triple(subject, TYPE, term("kg:Statement"))
    yield Triple(subject, term("rdf:subject"), iri("ent", statement.subject))
    yield Triple(subject, term("rdf:predicate"), NamedNode(schema.relations[statement.relation].iri))
    yield Triple(subject, term("rdf:object"), iri("ent", statement.object))
    yield Triple(subject, term("kg:status"), NamedNode(schema.statuses[statement.status].iri))
    yield Triple(subject, term("kg:confidence"), decimal(statement.confidence))
    if statement.date:
        yield Triple(subject, term("kg:dateText"), words(statement.date))
    if statement.role:
        yield Triple(subject, term("kg:role"), words(statement.role))
    if statement.speaker:
        yield Triple(subject, term("kg:speaker"), iri("ent", statement.speaker))
    for evidence in statement.evidence:
        yield Triple(subject, term("kg:evidence"), iri("ev", evidence.id))
        yield Triple(subject, term("kg:extractor"), string(evidence.extractor))
        yield Triple(subject, term("kg:rule"), string(evidence.rule))
        yield Triple(subject, term("prov:wasDerivedFrom"), iri("doc", evidence.document_id))
        yield from _evidence(evidence)


def _evidence(evidence: Evidence) -> Iterator[Triple]:
    subject = iri("ev", evidence.id)
    yield Triple(subject, TYPE, term("kg:Evidence"))
    yield from _quote(subject, evidence, evidence.span, evidence.text)
    yield Triple(subject, term("kg:extractor"), string(evidence.extractor))
    yield Triple(subject, term("kg:rule"), string(evidence.rule))
    yield Triple(subject, term("kg:confidence"), decimal(evidence.confidence))
    if evidence.article:
        yield Triple(subject, term("kg:article"), words(evidence.article))
    parts = [
        ("kg:subjectMention", evidence.subject_span, evidence.subject_text),
        ("kg:objectMention", evidence.object_span, evidence.object_text),
    ]
    if evidence.trigger and evidence.span.contains(evidence.trigger):
        begin, trigger = evidence.span.start, evidence.trigger
        parts.append(("kg:trigger", trigger, evidence.text[trigger.start - begin : trigger.end - begin]))
    for predicate, span, text in parts:
        part = iri("ev", content_id("m", evidence.document_id, str(span.start), str(span.end)))
        yield Triple(subject, term(predicate), part)
        yield from _quote(part, evidence, span, text)


def _quote(subject: NamedNode, evidence: Evidence, span: Span, text: str) -> Iterator[Triple]:
    """A place in a document by its exact words and by its offsets, as the Web Annotation vocabulary says it."""
    place = (evidence.document_id, str(span.start), str(span.end))
    quote, position = iri("ev", content_id("q", *place)), iri("ev", content_id("t", *place))
    yield Triple(subject, TYPE, term("oa:SpecificResource"))
    yield Triple(subject, term("oa:hasSource"), iri("doc", evidence.document_id))
    yield Triple(subject, term("oa:hasSelector"), quote)
    yield Triple(subject, term("oa:hasSelector"), position)
    yield Triple(quote, TYPE, term("oa:TextQuoteSelector"))
    yield Triple(quote, term("oa:exact"), words(text))
    yield Triple(position, TYPE, term("oa:TextPositionSelector"))
    yield Triple(position, term("oa:start"), integer(span.start))
    yield Triple(position, term("oa:end"), integer(span.end))


def _direct(statement: Statement, schema: Schema) -> Iterator[Triple]:
    if not schema.statuses[statement.status].asserted:
        return
    relation = schema.relations[statement.relation]
    subject, object_ = iri("ent", statement.subject), iri("ent", statement.object)
    yield Triple(subject, NamedNode(relation.iri), object_)
    for implied, turned in relation.implied:
        start, end = (object_, subject) if turned else (subject, object_)
        yield Triple(start, NamedNode(implied), end)
