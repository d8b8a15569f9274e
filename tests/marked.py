"""Annotated documents from marked text: `{Company:汇川公司}`, `{Company=汇川能源公司:汇川公司}`, `{Company*=…:公司}`.

After the type, `=` gives the full name that the mention refers to (several with `|`), `*` marks a bare noun or pronoun.
"""

from __future__ import annotations

import re

from kg.model import AnnotatedDocument, Article, Claim, Document, Mention, Sentence, Span, Status, content_id

MARK = re.compile(r"\{(?P<type>[A-Za-z]+)(?P<bare>\*?)(?:=(?P<names>[^:}]+))?:(?P<text>[^}]+)\}")


def document(marked: str, name: str = "page") -> AnnotatedDocument:
    """One article a blank line; one sentence up to each 。 or line end. No tokens."""
    text, spans = "", []
    at = 0
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        spans.append((len(text), len(text) + len(m["text"]), m))
        text += m["text"]
        at = m.end()
    text += marked[at:]
    mentions = tuple(
        Mention(
            Span(a, b),
            m["text"],
            m["type"],
            not m["bare"],
            tuple(m["names"].split("|")) if m["names"] else (m["text"],),
            "test",
        )
        for a, b, m in spans
    )
    articles = tuple(
        Article(Span(m.start(), m.end()), m[0].split("\n")[0]) for m in re.finditer(r"(?s).+?(?=\n\n|\Z)", text)
    )
    sentences = tuple(
        Sentence(Span(m.start(), m.end()), m[0], i)
        for i, article in enumerate(articles)
        for m in re.compile(r"[^。\n]+。?").finditer(text, article.span.start, article.span.end)
    )
    made = Document(content_id("d", name, text), name, text, f"{name}.txt", articles)
    return AnnotatedDocument(made, sentences, tuple(() for _ in sentences), mentions)


def claim(
    annotated: AnnotatedDocument,
    subject: int,
    relation: str,
    object_: int,
    status: Status = "realised",
    **fields: object,
) -> Claim:
    """A claim between the mentions with these indices, in the sentence of the object."""
    first, second = annotated.mentions[subject], annotated.mentions[object_]
    sentence = next(s for s in annotated.sentences if s.span.contains(second.span))
    values: dict[str, object] = {
        **dict.fromkeys(("trigger", "speaker", "date", "role")),
        "confidence": 0.9,
        "extractor": "test",
        "rule": "t",
    }
    return Claim(subject=first, relation=relation, object=second, sentence=sentence, status=status, **(values | fields))  # type: ignore[arg-type]
