"""A source -> its texts: bytes are fetched, decoded and taken out of their format. Bad content never raises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.documents import articles
from kg.documents.sources import Options, Reject, Source
from kg.model import Document, Issue, content_id


@dataclass(frozen=True, slots=True)
class Decoded:
    """One document's text and the encoding that it was in.

    `key` tells the documents of one source apart (a row's number or id), "" where the source is one document. `title`
    and `published` are what the format says, apart from the text; "" and None where it says nothing.
    """

    text: str
    encoding: str = "utf-8"
    key: str = ""
    title: str = ""
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a source gave: its texts, what was mended or left out, and why there is no text, where there is none.

    The issues name no document yet (`Issue.document` is the key of one of `texts`); `documents` names it.
    """

    texts: tuple[Decoded, ...] = ()
    issues: tuple[Issue, ...] = ()
    reject: Reject | None = None


def load(source: Source, options: Options | None = None) -> Loaded:
    """The texts of a source. Pure, for use in any process; what is wrong with the content is `Loaded.reject`."""
    settings = options or Options()
    try:
        data = fetch(source)
    except OSError as error:
        return _rejected(source, f"cannot be read: {error.strerror or error}", "unreadable")
    if not data:
        return _rejected(source, "the file is empty", "empty")
    return READERS[source.kind](source, data, settings)


def documents(source: Source, loaded: Loaded, name: str) -> tuple[tuple[Document, ...], tuple[Issue, ...]]:
    """The documents of a source with their articles, and its issues; `name` is what `names` gave the source."""
    found = tuple(_document(source, text, _named(name, text.key)) for text in loaded.texts)
    return found, tuple(replace(i, document=_named(name, i.document)) for i in loaded.issues)


def fetch(source: Source) -> bytes:
    """The bytes of a source, after which a cache may call it; raises OSError."""
    return source.data if source.data is not None else Path(source.path).read_bytes()


def _named(name: str, key: str) -> str:
    return f"{name}#{key}" if key else name


def _document(source: Source, text: Decoded, name: str) -> Document:
    found = articles.split(text.text)
    return Document(
        content_id("d", name, text.text), name, text.text, _named(source.source, text.key), found, text.encoding
    )


def _rejected(source: Source, reason: str, code: str) -> Loaded:
    return Loaded(reject=Reject(source.source, reason, code))


def _text(source: Source, data: bytes, options: Options) -> Loaded:
    """A text file in UTF-8, with or without a byte order mark, which is left out of the text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # with a byte order mark the decoder counts from behind it
        at = error.start + (len(data) - len(error.object))
        guess = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "GB18030"
        return _rejected(
            source,
            f"not UTF-8: byte {at} is 0x{data[at]:02x}; it may be {guess}; convert the file first, "
            f"e.g. iconv -f {guess} -t UTF-8",
            "not-text",
        )
    if not text.strip():
        return _rejected(source, "the file is empty but for blanks", "empty")
    return Loaded((Decoded(text),))


READERS: Final[dict[str, Callable[[Source, bytes, Options], Loaded]]] = {"text": _text, "unknown": _text}
