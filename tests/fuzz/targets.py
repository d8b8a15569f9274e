"""What holds for any bytes and any text: the decoder, the page splitter, the sentence splitter, and flattening.

Each target takes bytes, raises AssertionError where something does not hold, and must raise nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from kg.documents import encodings, from_text
from kg.documents.articles import split as split_articles
from kg.errors import InputError
from kg.sentences import flatten, split

DAMAGED = ("not ", "the file marks", "half of")


def decoder(data: bytes) -> None:
    """Any bytes: text without halves of pairs, each mended place marked, and what is whole comes back as it was."""
    found = encodings.decode(data)
    try:
        strict: str | None = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        strict = None
    if found is None:
        return
    found.text.encode("utf-8")
    places = [d.at for d in found.damage]
    assert places == sorted(places)
    assert all(found.text[d.at] == "\ufffd" for d in found.damage if d.what.startswith(DAMAGED))
    assert all(d.byte < len(data) for d in found.damage)
    if found.encoding == "utf-8" and strict is not None:
        assert found.text == strict
    if not found.damage and found.encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        assert data.endswith(found.text.encode(found.encoding))


def page_splitter(data: bytes) -> None:
    """Any text: articles in order, apart, trimmed, holding all that is not blank, their headlines printed in them."""
    text = data.decode("utf-8", "ignore")
    found = split_articles(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    covered = "".join(text[a.span.start : a.span.end] for a in found)
    assert "".join(covered.split()) == "".join(text.split())
    for article in found:
        inside = text[article.span.start : article.span.end]
        assert inside == inside.strip()
        assert article.title in inside
        assert article.published is None or article.published in text


def sentence_splitter(data: bytes) -> None:
    """Any text: sentences in order, exact, trimmed, holding all that is not blank; flattening maps back."""
    try:
        document = from_text(data.decode("utf-8", "ignore"))
    except InputError:
        return
    found = split(document)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert "".join("".join(s.text.split()) for s in found) == "".join(document.text.split())
    for sentence in found:
        assert sentence.text == document.slice(sentence.span) == sentence.text.strip()
        flat, offsets = flatten(sentence.text)
        assert len(flat) == len(offsets)
        assert all(a < b for a, b in pairwise(offsets))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decoder": decoder,
    "pages": page_splitter,
    "sentences": sentence_splitter,
}
