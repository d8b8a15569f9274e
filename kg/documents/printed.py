"""What was read in simplified characters -> the same as printed, where a document is in traditional ones.

Both texts are of one length, so that each span is right in both; only strings are replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg import traditional
from kg.model import AnnotatedDocument, Claim, Document, Issue, Mention, Sentence, Span


def readable(document: Document) -> Document:
    """The document in simplified characters and quotes, where it is traditional; else itself."""
    text = traditional.analysed(document.text)
    return replace(document, text=text) if text else document


class Printed:
    """Puts the printed words back into what was read in `readable(document)`."""

    def __init__(self, document: Document, read: Document) -> None:
        self._document = document
        self._read = read.text
        self._names: dict[str, str] = {}

    def annotated(self, found: AnnotatedDocument) -> AnnotatedDocument:
        """The sentences, tokens and mentions as printed."""
        return AnnotatedDocument(
            self._document,
            tuple(self._sentence(s) for s in found.sentences),
            tuple(tuple(replace(t, text=self._document.slice(t.span)) for t in row) for row in found.tokens),
            tuple(self._mention(m) for m in found.mentions),
        )

    def claims(self, found: Iterable[Claim]) -> tuple[Claim, ...]:
        """The claims as printed."""
        return tuple(
            replace(
                claim,
                subject=self._mention(claim.subject),
                object=self._mention(claim.object),
                speaker=self._mention(claim.speaker) if claim.speaker else None,
                sentence=self._sentence(claim.sentence),
                role=self._words(claim.role, claim.sentence.span) if claim.role else claim.role,
            )
            for claim in found
        )

    def issues(self, found: Sequence[Issue]) -> list[Issue]:
        """The issues, each with the text at its span as printed."""
        return [
            replace(i, text=self._document.slice(i.span)) if i.span and i.text == self._at(i.span) else i for i in found
        ]

    def _at(self, span: Span) -> str:
        return self._read[span.start : span.end]

    def _sentence(self, sentence: Sentence) -> Sentence:
        return replace(sentence, text=self._document.slice(sentence.span))

    def _mention(self, mention: Mention) -> Mention:
        names = tuple(self._name(name) for name in mention.refers_to)
        return replace(mention, text=self._document.slice(mention.span), refers_to=names)

    def _name(self, name: str) -> str:
        """The name as it is printed first; where no place reads like it (a break within), in simplified characters."""
        if name not in self._names:
            self._names[name] = self._words(name, Span(0, len(self._read)))
        return self._names[name]

    def _words(self, words: str, within: Span) -> str:
        at = self._read.find(words, within.start, within.end)
        return self._document.text[at : at + len(words)] if at >= 0 else words
