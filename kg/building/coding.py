"""What was read in a document, as bytes for the cache, and back.

JSON in zlib: it runs no code when it is read, needs no package, and takes a hundredth of the time that reading the text
took. Each part can be read by itself: identity needs no claims, statements need no mentions. Mentions are stored as
offsets, their words are read from the text again, so no stored mention can say what the text does not.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.model import (
    STATUSES,
    AnnotatedDocument,
    Article,
    Claim,
    Document,
    Issue,
    Mention,
    Sentence,
    Span,
    content_id,
)

PUBLIC: Final = 1  # a mention whose words give a person a post
GUARDED: Final = 2  # one whose words make them a child, a victim, a patient or an accused
LEVEL: Final = 1  # of zlib: three times smaller, at a cost that does not show
DAMAGED = (ValueError, TypeError, KeyError, IndexError, zlib.error)  # what reading damaged bytes may raise


@dataclass(frozen=True, slots=True)
class Part:
    """One document as it is stored: its text with its articles, what is named in it, what is claimed in it."""

    text: bytes
    marks: bytes
    claims: bytes


def pack(value: object) -> bytes:
    """A value of lists, strings, numbers and None as bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), LEVEL)


def unpack(data: bytes) -> Any:
    """The value back; raises one of DAMAGED where the bytes are not what `pack` made."""
    return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))


def encode(
    annotated: AnnotatedDocument, claims: Iterable[Claim], issues: Iterable[Issue], flags: Sequence[tuple[int, int]]
) -> Part:
    """The document without its words (tokens), which nothing after the extractors asks for; `flags` as in `cues`."""
    document = annotated.document
    articles = [[a.span.start, a.span.end, a.title, a.published] for a in document.articles]
    sentences = [_sentence(s) for s in annotated.sentences]
    return Part(
        pack([document.text, document.encoding, articles]),
        pack([sentences, [_mention(m) for m in annotated.mentions], flags]),
        pack([[_claim(c) for c in claims], [encode_issue(i) for i in issues]]),
    )


def decode_document(data: bytes, name: str, source: str) -> Document:
    """The document under the name that it has in this build."""
    text, encoding, articles = unpack(data)
    if not isinstance(text, str) or not isinstance(encoding, str):
        raise ValueError("no text")
    found = tuple(Article(Span(a, b), title, published) for a, b, title, published in articles)
    return Document(content_id("d", name, text), name, text, source, found, encoding)


def decode_marks(data: bytes, document: Document) -> tuple[AnnotatedDocument, tuple[tuple[int, int], ...]]:
    """The document with its sentences and mentions, without words, and where mentions of persons start, with flags."""
    sentences, mentions, flags = unpack(data)
    text = document.text
    found = tuple(_read_mention(m, text) for m in mentions)
    annotated = AnnotatedDocument(document, tuple(_read_sentence(s, text) for s in sentences), (), found)
    return annotated, tuple((found[index].span.start, flag) for index, flag in flags)


def decode_claims(data: bytes, document: Document) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
    """The claims and the doubts of the document."""
    claims, issues = unpack(data)
    text = document.text
    return tuple(_read_claim(c, text) for c in claims), tuple(decode_issue(i, document.name) for i in issues)


def encode_issue(issue: Issue) -> list[object]:
    return [issue.kind, issue.message, _pair(issue.span), issue.text]


def decode_issue(row: Sequence[Any], document: str) -> Issue:
    kind, message, span, text = row
    return Issue(sys.intern(kind), message, document, Span(*span) if span else None, text)


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _sentence(s: Sentence) -> list[object]:
    return [s.span.start, s.span.end, s.article, s.headline]


def _mention(m: Mention) -> list[object]:
    return [m.span.start, m.span.end, m.type, m.named, m.refers_to, m.rule, m.confidence]


def _claim(c: Claim) -> list[object]:
    return [
        _mention(c.subject),
        c.relation,
        _mention(c.object),
        _sentence(c.sentence),
        _pair(c.trigger),
        c.status,
        _mention(c.speaker) if c.speaker else None,
        _pair(c.date),
        c.role,
        c.confidence,
        c.extractor,
        c.rule,
    ]


def _read_sentence(row: Sequence[Any], text: str) -> Sentence:
    start, end, article, headline = row
    return Sentence(Span(start, end), text[start:end], article, headline)


def _read_mention(row: Sequence[Any], text: str) -> Mention:
    start, end, kind, named, names, rule, confidence = row
    return Mention(
        Span(start, end),
        sys.intern(text[start:end]),
        sys.intern(kind),
        named,
        tuple(map(sys.intern, names)),
        sys.intern(rule),
        confidence,
    )


def _read_claim(row: Sequence[Any], text: str) -> Claim:
    subject, relation, object_, sentence, trigger, status, speaker, date, role, confidence, extractor, rule = row
    return Claim(
        subject=_read_mention(subject, text),
        relation=sys.intern(relation),
        object=_read_mention(object_, text),
        sentence=_read_sentence(sentence, text),
        trigger=Span(*trigger) if trigger else None,
        status=STATUSES[STATUSES.index(status)],
        speaker=_read_mention(speaker, text) if speaker else None,
        date=Span(*date) if date else None,
        role=role,
        confidence=confidence,
        extractor=sys.intern(extractor),
        rule=sys.intern(rule),
    )
