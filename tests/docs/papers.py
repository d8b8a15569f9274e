"""A small corpus of seven articles, marked by hand, as a graph: what the competency queries are asked of.

The third field of an article's head is the day on which it appeared.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import cast

from kg import entities, schema
from kg.graph import Graph
from kg.model import AnnotatedDocument, Article, Claim, Document, Mention, Sentence, Span, Status, content_id
from kg.training.corpus import MarkedDocument, compile_document

PAPERS = Path(__file__).parent / "papers.mark"


@cache
def graph() -> Graph:
    """The graph of the marked mentions and statements of papers.mark; no model takes part in it."""
    annotated = [_annotated(document) for document in _marked()]
    identity = entities.identify([text for text, _ in annotated])
    statements, _ = entities.state(annotated, identity, schema.load())
    return Graph(identity.entities, statements, tuple(text.document for text, _ in annotated))


def _marked() -> list[MarkedDocument]:
    blocks = re.split(r"^=== ?", PAPERS.read_text(encoding="utf-8"), flags=re.M)[1:]
    compiled = [compile_document(block, PAPERS.stem) for block in blocks]
    wrong = [error for _, errors in compiled for error in errors]
    if wrong:
        raise ValueError("\n".join(wrong))
    return [document for document, _ in compiled if document is not None]


def _annotated(marked: MarkedDocument) -> tuple[AnnotatedDocument, tuple[Claim, ...]]:
    text, types = marked.text, {e.id: e.type for e in marked.entities}
    names = {e.id: e.name for e in marked.entities}
    article = Article(Span(0, len(text)), text.split("\n")[0], published=marked.topic)
    document = Document(content_id("d", marked.id, text), marked.id, text, f"{marked.id}.txt", (article,))
    sentences = tuple(Sentence(span, document.slice(span), 0) for span in marked.sentences)
    mentions = tuple(
        Mention(m.span, document.slice(m.span), types[m.entity], m.named, (names[m.entity],), "marked")
        for m in marked.mentions
    )
    owners = {m.span: marked.mentions[i].entity for i, m in enumerate(mentions)}
    annotated = AnnotatedDocument(document, sentences, tuple(() for _ in sentences), mentions)
    claims = []
    for stated in marked.statements:
        sentence = next(s for s in sentences if s.span == stated.sentence)

        def nearest(entity: str, sentence: Sentence = sentence) -> Mention:
            """A mention of the entity in the sentence, or else the last one before it, or else the first behind it."""
            ours = [m for m in mentions if owners[m.span] == entity]
            inside = [m for m in ours if sentence.span.contains(m.span)]
            return (inside or [m for m in ours if m.span.end <= sentence.span.start][-1:] or ours)[0]

        def place(words: str | None, sentence: Sentence = sentence) -> Span | None:
            """Where the words stand, in the sentence if they do."""
            if words is None:
                return None
            at = sentence.span.start + sentence.text.find(words) if words in sentence.text else text.index(words)
            return Span(at, at + len(words))

        claims.append(
            Claim(
                nearest(stated.subject),
                stated.relation,
                nearest(stated.object),
                sentence,
                place(stated.trigger),
                cast(Status, stated.status),
                nearest(stated.speaker) if stated.speaker else None,
                place(stated.date),
                stated.role,
                0.9,
                "marked",
                f"marked/{stated.relation}",
            )
        )
    return annotated, tuple(claims)
