"""A press of any size: documents of invented news with the statements that are read in them, for benches and tests."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from kg import dates, schema
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
    statement_id,
)

LETTERS = {"Person": "p", "Place": "l", "Product": "r", "Initiative": "i", "Organisation": "o"}
DATES = ("2024年", "去年底", "3月15日", "昨日", "2025年第三季度", "近日", None, None)
EACH = 8  # statements a document


def press(statements: int, seed: int = 1) -> Graph:
    """A graph of so many statements between about a sixth as many entities, eight a document; it breaks no shape."""
    chance = random.Random(seed)
    people = _entities(max(40, statements // 6), chance)
    made: dict[str, Statement] = {}
    documents, mentions = [], {e.id: list(e.mentions) for e in people}
    by_type: dict[str, list[Entity]] = {}
    for entity in people:
        for above in sorted(schema.load().ancestors(entity.type)):
            by_type.setdefault(above, []).append(entity)
    while len(made) < statements:
        name = f"paper{len(documents):06d}"
        document, found = _document(name, by_type, chance, min(EACH, statements - len(made)))
        documents.append(document)
        for statement in found:
            made.setdefault(statement.id, statement)
            for id, span, text in _named(statement):
                mentions[id].append(EntityMention(name, span, text, True, "name"))
    entities = (_as_printed(e, mentions[e.id]) for e in sorted(people, key=lambda e: e.id) if mentions[e.id])
    return Graph(tuple(entities), tuple(made[i] for i in sorted(made)), tuple(documents))


def _as_printed(entity: Entity, mentions: list[EntityMention]) -> Entity:
    """The entity with its mentions and those of its aliases that are printed."""
    printed = {m.text for m in mentions}
    return Entity(
        entity.id, entity.type, entity.name, tuple(a for a in entity.aliases if a in printed), tuple(mentions)
    )


def _entities(count: int, chance: random.Random) -> list[Entity]:
    types = sorted(schema.load().types)
    found = {}
    for number in range(count):
        type = types[number % len(types)]
        kind = schema.load().types[type].labels["zh"]
        name = f"{chance.choice('红柳河川天山戈壁')}{chance.choice('东西南北')}{number}{kind}"
        id = content_id(LETTERS[schema.load().coarse(type)], name)
        found[id] = Entity(id, type, name, (name[:-1],) if number % 3 == 0 else (), ())
    return list(found.values())


def _document(
    name: str, by_type: dict[str, list[Entity]], chance: random.Random, count: int
) -> tuple[Document, list[Statement]]:
    relations = sorted(schema.load().relations)
    parts, drafts, at = [f"{name}\n"], [], len(name) + 1
    for _ in range(count):
        relation = schema.load().relations[chance.choice(relations)]
        first, second = (_one(sorted(side), by_type, chance) for side in (relation.domain, relation.range))
        if first.id == second.id:
            continue
        if relation.symmetric and second.id < first.id:
            first, second = second, first
        printed, trigger = chance.choice(DATES), relation.labels["zh"]
        called = chance.choice((first.name, *first.aliases))
        text = f"{printed or '据悉'}，{called}{trigger}{second.name}。\n"
        drafts.append(
            (
                at,
                text,
                first,
                called,
                relation.name,
                second,
                printed,
                trigger,
                chance.choices(STATUSES, (6, 2, 2, 1, 1))[0],
            )
        )
        parts.append(text)
        at += len(text)
    text = "".join(parts)
    document = Document(
        content_id("d", name, text),
        name,
        text,
        f"news/{name}.txt",
        (Article(Span(0, len(text)), name, "2025年10月16日"),),
    )
    return document, [_statement(document, *draft) for draft in drafts]


def _one(types: Sequence[str], by_type: dict[str, list[Entity]], chance: random.Random) -> Entity:
    return chance.choice(by_type[chance.choice(types)])


def _statement(
    document: Document, at: int, text: str, first: Entity, called: str, relation: str, second: Entity,
    printed: str | None, trigger: str, status: str,
) -> Statement:  # fmt: skip
    span = Span(at, at + len(text) - 1)
    subject = Span(at + len(printed or "据悉") + 1, at + len(printed or "据悉") + 1 + len(called))
    verb = Span(subject.end, subject.end + len(trigger))
    object_ = Span(verb.end, verb.end + len(second.name))
    when = dates.read_at(document, Span(at, at + len(printed))) if printed else None
    proof = Evidence(
        content_id("e", document.id, first.id, relation, second.id, str(at)), document.name, document.id,
        document.articles[0].title, span, document.slice(span), subject, called, object_, second.name, verb,
        "rules", f"{relation}/甲乙", 0.85,
    )  # fmt: skip
    statement = Statement("", first.id, relation, second.id, status, printed, None, None, 0.85, (proof,), when)  # type: ignore[arg-type]
    return replace(statement, id=statement_id(statement))


def _named(statement: Statement) -> list[tuple[str, Span, str]]:
    proof = statement.evidence[0]
    return [
        (statement.subject, proof.subject_span, proof.subject_text),
        (statement.object, proof.object_span, proof.object_text),
    ]
