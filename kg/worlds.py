"""Worlds of marked articles with a key of who is who: resolved from their marked mentions, or from raw text.

A folder of worlds holds `.mark` files, as the written corpus does, and `identity.tsv`: document, entity of the
document, global id. Each world is resolved by itself.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import documents, entities, pipeline, sentences
from kg.config import Config
from kg.errors import InputError
from kg.evaluation import IdentityReport, Score
from kg.evaluation.identity import Unit, read_key, score, world
from kg.graph import Graph
from kg.mentions import aliases
from kg.mentions.lines import Line
from kg.mentions.spans import Name
from kg.model import AnnotatedDocument, Article, Document, Mention, Span, content_id, name_key
from kg.training.corpus import MarkedDocument, load, one_line

__all__ = ["Measured", "explained", "marked", "measure", "measure_aliases"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A folder's report, and the name of each unit, for those who read the confusions."""

    report: IdentityReport
    names: Mapping[Unit, str]


def measure(folder: Path, *, raw: bool = False) -> Measured:
    """How well the worlds of a folder are resolved: from marked mentions, or from raw text alone.

    Raises InputError where the folder's files are missing or do not agree with each other.
    """
    key = read_key(folder / "identity.tsv")
    articles = {d.id: d for d in load(folder)}
    names = {(d.id, e.id): e.name for d in articles.values() for e in d.entities}
    strange = [f"{d} {e}" for d, e in key if (d, e) not in names]
    if strange:
        raise InputError(f"{folder}: identity.tsv speaks of what no .mark file has: {', '.join(strange[:8])}")
    groups: dict[str, dict[str, MarkedDocument]] = defaultdict(dict)
    for (document, _), id_ in key.items():
        groups[world(id_)][document] = articles[document]
    resolved: dict[Unit, str] = {}
    for name in groups:
        found = _raw if raw else _marked
        resolved |= {unit: f"{name} {id_}" for unit, id_ in found(tuple(groups[name].values())) if unit in key}
    return Measured(score(key, resolved), names)


def explained(measured: Measured) -> list[dict[str, str]]:
    """One row for each pair of units joined wrongly or not joined, with their names."""
    return [
        {
            "document": c.world,
            "kind": "joined wrongly" if c.wrong else "not joined",
            "text": " / ".join(f"{measured.names[u]} ({u[0]} {u[1]})" for u in (c.one, c.other)),
        }
        for c in measured.report.confusions
    ]


def marked(article: MarkedDocument) -> AnnotatedDocument:
    """The article with its marked mentions, each of which refers to its entity's name there; no tokens."""
    text = article.text
    whole = (Article(Span(0, len(text)), text.split("\n")[0]),)
    document = Document(content_id("d", article.id, text), article.id, text, f"{article.id}.txt", whole)
    known = {e.id: e for e in article.entities}
    mentions = tuple(
        Mention(
            m.span,
            document.slice(m.span),
            known[m.entity].type,
            m.named,
            (known[m.entity].name,),
            "marked" if document.slice(m.span) == known[m.entity].name or not m.named else "alias/marked",
        )
        for m in article.mentions
    )
    split = sentences.split(document)
    return AnnotatedDocument(document, split, tuple(() for _ in split), mentions)


def measure_aliases(folder: Path, *, held_out: bool = False) -> tuple[Score, tuple[dict[str, str], ...]]:
    """How well the names of each document of a corpus are linked inside it, given its marked names; and each error.

    Counted are the pairs of different printed names of one document. `held_out` takes the test part alone.
    """
    score_ = Score()
    errors: list[dict[str, str]] = []
    for article in load(folder):
        if held_out and not article.held_out:
            continue
        owner, linked = _linked_names(article)
        for one, other in itertools.combinations(sorted(owner), 2):
            gold, told = owner[one] == owner[other], linked[one] == linked[other]
            score_ += Score(int(gold and told), int(told), int(gold))
            if gold != told:
                kind = "joined wrongly" if told else "not joined"
                errors.append({"document": article.id, "kind": kind, "text": f"{one} / {other}"})
    return score_, tuple(errors)


def _linked_names(article: MarkedDocument) -> tuple[dict[str, str], dict[str, str]]:
    """The entity of each printed name of the article, and the fullest name that it is linked to."""
    types = {e.id: e.type for e in article.entities}
    text = article.text
    whole = Document("", article.id, text, "", (Article(Span(0, len(text)), ""),))
    owner: dict[str, str] = {}
    lines: list[Line] = []
    names: list[list[Name]] = []
    for sentence in sentences.split(whole):
        flat, offsets = sentences.flatten(sentence.text)
        at = tuple(sentence.span.start + o for o in offsets)
        place = {offset: i for i, offset in enumerate(at)}
        lines.append(Line(flat, at, (), sentence))
        names.append([])
        for m in article.mentions:
            if m.named and m.span.start in place and m.span.end - 1 in place:
                name = Name(place[m.span.start], place[m.span.end - 1] + 1, types[m.entity], "marked")
                names[-1].append(name)
                owner[flat[name.start : name.end]] = m.entity
    return owner, {name: found.full for name, found in aliases.link(lines, names).items()}


def _marked(articles: Sequence[MarkedDocument]) -> Iterator[tuple[Unit, str]]:
    annotated = [marked(a) for a in articles]
    identity = entities.identify(annotated)
    for article, one in zip(articles, annotated, strict=True):
        for entity in article.entities:
            id_ = identity.entity_of(one.document.id, 0, entity.name)
            if id_:
                yield (article.id, entity.id), id_


def _raw(articles: Sequence[MarkedDocument]) -> Iterator[tuple[Unit, str]]:
    """Each marked entity with the entity that most of its named mentions were read as: same place, else same text."""
    graph = pipeline.build_documents(
        [documents.from_text(a.text, a.id) for a in articles], config=Config(persons="all")
    )
    for article in articles:
        at, called = _read_as(graph, article.id)
        for entity in article.entities:
            spans = [m.span for m in article.mentions if m.entity == entity.id and m.named]
            votes = Counter(at[s] for s in spans if s in at)
            texts = sorted({name_key(one_line(article.text[s.start : s.end])) for s in spans})
            votes = votes or Counter(id_ for t in texts for id_ in called.get(t, ()))
            if votes:
                yield (article.id, entity.id), min(votes, key=lambda i: (-votes[i], i))


def _read_as(graph: Graph, document: str) -> tuple[dict[Span, str], dict[str, list[str]]]:
    at: dict[Span, str] = {}
    called: dict[str, list[str]] = defaultdict(list)
    for entity in graph.entities:
        for mention in entity.mentions:
            if mention.document == document and mention.named:
                at[mention.span] = entity.id
                called[name_key(one_line(mention.text))].append(entity.id)
    return at, called
