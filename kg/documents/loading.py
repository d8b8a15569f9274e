"""A source -> its texts: bytes are fetched, decoded and taken out of their format. Bad content never raises."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from kg.documents import archives, articles, encodings, tables
from kg.documents.units import Decoded, Loaded, Options, Refused, Reject, Source, repairs
from kg.model import Document, Issue, content_id

_MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document (.doc, .xls)"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
)
_PATH_DATE = re.compile(  # 2025-06-03, 2025/06/03, 2025-06/03, 20250603, 2025年6月3日; not 12025060312
    r"(?<!\d)((?:19|20)\d\d)(?:[-_/.年](0?[1-9]|1[0-2])[-_/.月](0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d))"
)


def load(source: Source, options: Options | None = None) -> Loaded:
    """The texts of a source. Pure, for use in any process; what is wrong with the content is `Loaded.reject`."""
    settings = options or Options()
    try:
        data = fetch(source, settings)
        if not data:
            raise Refused("empty", "the file is empty")
        loaded = READERS[source.kind](source, data, settings)
    except Refused as refused:
        return Loaded(reject=Reject(source.source, refused.reason, refused.code))
    except OSError as error:
        return Loaded(reject=Reject(source.source, f"cannot be read: {error.strerror or error}", "unreadable"))
    except (MemoryError, RecursionError):
        return Loaded(reject=Reject(source.source, "it needs more memory than there is; split it", "over-limit"))
    return _clean(loaded)


def documents(source: Source, loaded: Loaded, name: str) -> tuple[tuple[Document, ...], tuple[Issue, ...]]:
    """The documents of a source with their articles, and its issues; `name` is what `names` gave the source."""
    found = tuple(_document(source, text, _named(name, text.key)) for text in loaded.texts)
    return found, tuple(replace(i, document=_named(name, i.document)) for i in loaded.issues)


def fetch(source: Source, options: Options | None = None) -> bytes:
    """The bytes of a source. With what `beside` tells they are all that `load` goes by. Raises OSError.

    A later piece of a CSV has the row of names put before it.
    """
    settings = options or Options()
    if source.data is not None:
        return source.data
    if source.kind == "csv" and source.start:
        with archives.guarded(), archives.unpacked(source.path, archives.form(source.path)) as file:
            head = file.readline(1 << 20)
        return head + _bytes(source, settings)
    return _bytes(source, settings)


def beside(source: Source) -> tuple[object, ...]:
    """What `load` and `documents` go by beside the bytes and the options: kind, place in the file, date in the path."""
    return source.kind, source.line, source.end >= 0, dated(source.source)


def _bytes(source: Source, settings: Options) -> bytes:
    if source.kind != "warc" and archives.form(source.path):
        return archives.content(source.path, source.member, settings, source.start, source.end)
    with open(source.path, "rb") as file:
        file.seek(source.start)
        return file.read(source.end - source.start if source.end >= 0 else -1)


def _named(name: str, key: str) -> str:
    return f"{name}#{key}" if key else name


def _document(source: Source, text: Decoded, name: str) -> Document:
    found = articles.split(text.text)
    if len(found) == 1 and text.title and not found[0].title:
        found = (replace(found[0], title=text.title),)
    published = text.published or dated(source.source)
    found = tuple(a if a.published else replace(a, published=published) for a in found)
    printed = _named(source.source, text.key)
    return Document(content_id("d", name, text.text), name, text.text, printed, found, text.encoding)


def dated(path: str) -> str | None:
    """The day that a path names (2025-06/03/…, 20250603.txt, 2025年6月3日.pdf), as 2025-06-03; None for none."""
    match = _PATH_DATE.search(path)
    return f"{match[1]}-{int(match[2] or match[4]):02}-{int(match[3] or match[5]):02}" if match else None


def _clean(loaded: Loaded) -> Loaded:
    """What was loaded, without halves of surrogate pairs, which no file in UTF-8 can hold."""
    texts: list[Decoded] = []
    issues = list(loaded.issues)
    for text in loaded.texts:
        whole, halves = encodings.scrubbed(text.text)
        issues += repairs(whole, halves, text.key)
        texts.append(replace(text, text=whole, title=encodings.scrubbed(text.title)[0]) if halves else text)
    return replace(loaded, texts=tuple(texts), issues=tuple(issues))


def _text(source: Source, data: bytes, options: Options) -> Loaded:
    """A text file; a byte order mark is left out of the text."""
    if not options.encoding and (what := _what(data)):
        raise Refused("not-text", f"this is {what}, not a text")
    decoded = encodings.decode(data, options.encoding)
    if decoded is None and options.encoding:
        raise Refused("not-text", f"it cannot be read as {options.encoding}")
    if decoded is None and sum(data.count(c) for c in (*range(9), *range(14, 32))) * 20 > len(data):
        raise Refused("not-text", "it is no text: too many of its bytes are controls")
    if decoded is None:
        raise Refused("unknown-encoding", "its encoding was not recognised; name it with --encoding")
    if not decoded.text.strip():
        raise Refused("empty", "the file is empty but for blanks")
    return Loaded((Decoded(decoded.text, decoded.encoding),), repairs(decoded.text, decoded.damage))


def _what(data: bytes) -> str:
    return next((what for mark, what in _MAGIC if data.startswith(mark)), "")


def _html(source: Source, data: bytes, options: Options) -> Loaded:
    from kg.documents import html

    return html.read(data, options)


def _pdf(source: Source, data: bytes, options: Options) -> Loaded:
    from kg.documents import pdf

    return pdf.read(data, options)


def _docx(source: Source, data: bytes, options: Options) -> Loaded:
    from kg.documents import word

    return word.read(data, options)


def _warc(source: Source, data: bytes, options: Options) -> Loaded:
    from kg.documents import warc

    return warc.read(source, data, options)


def _unknown(source: Source, data: bytes, options: Options) -> Loaded:
    """What came on standard input: its first bytes tell its kind."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(b"%PDF-"):
        return _pdf(source, data, options)
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return _docx(source, data, options)
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")):
        return _html(source, data, options)
    if start.startswith(b"{") and not data.startswith(b"{\\rtf"):
        return tables.read_json_lines(source, data, options)
    return _text(source, data, options)


READERS: Final[dict[str, Callable[[Source, bytes, Options], Loaded]]] = {
    "text": _text,
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "jsonl": tables.read_json_lines,
    "json": tables.read_json,
    "csv": tables.read_csv,
    "warc": _warc,
    "unknown": _unknown,
}
