"""Graph -> quads: one named graph a document, called by the document's IRI, and one for what is inferred.

A document's graph holds all that rests on it: its own description, the statements that it supports with its evidence
alone, their direct triples, and the entities that it names, with the names that it prints. The union of all graphs is
what `triples` gives. Names that no document prints (given by a correction) stand in the default graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, TypeAlias

from kg.graph import Graph
from kg.model import Statement
from kg.rdf.inference import Triple
from kg.rdf.statements import (
    Part,
    direct_triples,
    document_triples,
    entity_triples,
    evidence_triples,
    statement_triples,
    triples,
)
from kg.rdf.terms import RESOURCES, node, term, words
from kg.schema import load

Quad: TypeAlias = tuple[
    str, str, str, str
]  # subject, predicate, object, and the graph's name, "" for the default graph

INFERRED: Final = f"<{RESOURCES}inferred>"


def quads(graph: Graph, part: Part = "all") -> Iterator[Quad]:
    """The quads of the graph, each once, sorted by graph, subject, predicate and object; the default graph first."""
    if part != "inferred":
        yield from _stated(graph)
    if part != "stated":
        for s, p, o in triples(graph, "inferred"):
            yield s, p, o, INFERRED


def _stated(graph: Graph) -> Iterator[Quad]:
    schema = load()
    entities = {e.id: e for e in graph.entities}
    supported = _by_document(graph)
    named, printed = _named(graph, supported)
    somewhere: set[Triple] = set()
    for names in printed.values():
        somewhere.update(names)
    nowhere = {
        t
        for e in graph.entities
        for t in entity_triples(e, schema)
        if (t not in somewhere if t[1] == term("skos:altLabel") else e.id not in named[""])
    }
    for s, p, o in sorted(nowhere):
        yield s, p, o, ""
    documents = {d.id: d for d in graph.documents}
    for id in sorted(documents.keys() | supported.keys()):
        found = document_triples(documents[id]) if id in documents else set()
        for entity in named[id]:
            described = entity_triples(entities[entity], schema)
            found.update(t for t in described if t[1] != term("skos:altLabel") or t in printed[id])
        for statement in supported[id]:
            found.update(statement_triples(statement, schema))
            found.update(direct_triples(statement, schema))
        found.update(evidence_triples((e for s in supported[id] for e in s.evidence), documents))
        name = node("doc", id)
        for s, p, o in sorted(found):
            yield s, p, o, name


def _by_document(graph: Graph) -> dict[str, list[Statement]]:
    """Document id -> the statements that it supports, with its evidence alone."""
    supported: dict[str, list[Statement]] = defaultdict(list)
    for statement in graph.statements:
        for id in dict.fromkeys(e.document_id for e in statement.evidence):
            own = tuple(e for e in statement.evidence if e.document_id == id)
            supported[id].append(replace(statement, evidence=own))
    return supported


def _named(graph: Graph, supported: dict[str, list[Statement]]) -> tuple[dict[str, set[str]], dict[str, set[Triple]]]:
    """Document id -> the entities that it speaks of (under "" all that any does), and -> the aliases that it prints."""
    ids: dict[str, list[str]] = defaultdict(list)
    for document in graph.documents:
        ids[document.name].append(document.id)
    named: dict[str, set[str]] = defaultdict(set)
    printed: dict[str, set[Triple]] = defaultdict(set)
    for entity in graph.entities:
        aliases = set(entity.aliases)
        for mention in entity.mentions:
            for id in ids[mention.document]:
                named[id].add(entity.id)
                if mention.text in aliases:
                    printed[id].add((node("ent", entity.id), term("skos:altLabel"), words(mention.text)))
    for id, statements in supported.items():
        for s in statements:
            named[id].update({s.subject, s.object, s.speaker or s.subject})
    named[""] = set().union(*named.values())
    return named, printed
