"""The example graphs of ontology/examples: each term in use, and what breaks each shape of a relation."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from kg import schema
from kg.dates import read_at
from kg.graph import Graph
from kg.model import (
    STATUSES,
    Article,
    Document,
    Entity,
    EntityMention,
    Evidence,
    Span,
    Statement,
    content_id,
    name_key,
    statement_id,
)
from kg.rdf.inference import Triple
from kg.rdf.statements import TYPE, triples
from kg.rdf.terms import PREFIXES, node, term, words
from kg.schema import NAMESPACE

MARK = re.compile(r"\{([soxptdr])(?: (\w+))?:([^}]+)\}")
_LETTERS: Final = {"Organisation": "o", "Person": "p", "Place": "l", "Initiative": "i", "Product": "r"}


def terms(marked: str) -> str:
    """examples/terms.ttl: the graph of the marked sentences in examples/terms.txt."""
    head = "# Made from terms.txt by `python -m kg.rdf.reference`: each class, relation and status in use.\n"
    return head + _turtle(triples(sentences(marked)))


def sentences(marked: str) -> Graph:
    """The graph that the marked sentences state."""
    rows = [line.split("\t") for line in marked.splitlines() if line and not line.startswith("#")]
    plain = [MARK.sub(lambda m: m[3], row[2]) for row in rows]
    text = "\n".join(plain)
    article = Article(Span(0, len(text)), "本体例句", "2025年3月4日")
    document = Document(content_id("d", text), "terms", text, "terms.txt", (article,))
    entities: dict[str, Entity] = {}
    statements, at = [], 0
    for (relation, status, sentence), line in zip(rows, plain, strict=True):
        statements.append(_statement(document, at, relation, status, sentence, entities))
        at += len(line) + 1
    found = {s.id: s for s in statements}
    return Graph(tuple(entities[i] for i in sorted(entities)), tuple(found[i] for i in sorted(found)), (document,))


def _statement(
    document: Document, at: int, relation: str, status: str, sentence: str, entities: dict[str, Entity]
) -> Statement:
    """One statement; the entities that its sentence names are added to `entities`."""
    places: dict[str, Span] = {}
    ids: dict[str, str] = {}
    start, end, seen = at, at, 0
    for match in MARK.finditer(sentence):
        end += match.start() - seen
        span = Span(end, end + len(match[3]))
        end, seen = span.end, match.end()
        places[match[1]] = span
        if match[2]:
            mention = EntityMention("terms", span, match[3], True, "name")
            ids[match[1]] = _mentioned(match[2], mention, entities)
    span = Span(start, end + len(sentence) - seen)
    subject, object_ = places["s"], places["o"]
    proof = Evidence(
        content_id("e", document.id, relation, str(at)), "terms", document.id, "本体例句", span, document.slice(span),
        subject, document.slice(subject), object_, document.slice(object_), places.get("t"), "rules", f"{relation}/例",
        1.0,
    )  # fmt: skip
    date, role = (document.slice(places[m]) if m in places else None for m in "dr")
    when = read_at(document, places["d"], ahead=status == "planned") if date else None
    known, speaker = next(s for s in STATUSES if s == status), ids.get("p")
    made = Statement("", ids["s"], relation, ids["o"], known, date, role, speaker, 1.0, (proof,), when)
    return replace(made, id=statement_id(made))


def _mentioned(type: str, mention: EntityMention, entities: dict[str, Entity]) -> str:
    kind = schema.load().coarse(type)
    id = content_id(_LETTERS[kind], kind, name_key(mention.text))
    known = entities.get(id) or Entity(id, type, mention.text, (), ())
    entities[id] = replace(known, mentions=(*known.mentions, mention))
    return id


def bad_relations() -> str:
    """examples/bad/relations.ttl: for each side of each relation a thing of a class that may not stand there."""
    known = schema.load()
    lines, found = ["# Made from kg.ttl by `python -m kg.rdf.reference`."], []
    for relation in known.relations.values():
        name = relation.iri.removeprefix(NAMESPACE)
        sides = (relation.domain, relation.range)
        for side, allowed, opposite in (("Subject", *sides), ("Object", *sides[::-1])):
            wrong = next(t for t in known.types if not known.ancestors(t) & allowed)
            right = next(t for t in known.types if known.ancestors(t) & opposite)
            ends = [_thing(wrong, f"{name}{side}一"), _thing(right, f"{name}{side}二")]
            found += [t for end in ends for t in end]
            one, other = (end[0][0] for end in ends)
            found.append((one, term(f"kg:{name}"), other) if side == "Subject" else (other, term(f"kg:{name}"), one))
            lines.append(f"# breaks kgs:{name}{side} at ent:{one[1:-1].rpartition('/')[2]} (a {wrong})")
    return "\n".join(lines) + "\n" + _turtle(sorted(found))


def _thing(type: str, name: str) -> list[Triple]:
    subject = node("ent", content_id(_LETTERS[schema.load().coarse(type)], type, name))
    labels = [(subject, term(p), words(name)) for p in ("rdfs:label", "skos:prefLabel")]
    return [(subject, TYPE, term(f"kg:{type}")), *labels]


def _turtle(found: Iterable[Triple]) -> str:
    """Turtle of triples in their order, with the prefixes that are used in it."""
    lines = "".join("{} {} {} .\n".format(*t) for t in found)
    written = io.BytesIO()
    parsed: Iterator[ox.Triple] = (q.triple for q in ox.parse(lines, ox.RdfFormat.N_TRIPLES))
    ox.serialize(parsed, written, ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    body = "".join(x for x in written.getvalue().decode().splitlines(keepends=True) if not x.startswith("@prefix "))
    used = [p for p in sorted(PREFIXES) if re.search(rf"(?<![\w:]){p}:", body)]
    return "".join(f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in used) + body
