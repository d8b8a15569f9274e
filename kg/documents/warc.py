"""A web archive (WARC) -> the pages in it, one document a page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from kg.documents import encodings, html
from kg.documents.units import Decoded, Loaded, Options, Refused, Source, several
from kg.model import Issue

PIECE = 32 << 20  # bytes of a large web archive that are one unit of work
_WANTED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


def read(source: Source, data: bytes, options: Options) -> Loaded:
    """A document for each page with text, called by its address."""
    texts: list[Decoded] = []
    issues: list[Issue] = []
    taken: set[str] = set()
    whole = source.start == 0 and source.end == -1
    try:
        for record in ArchiveIterator(io.BytesIO(data), record_types=_WANTED, parse_http=True):
            address = record.headers.get("WARC-Target-URI") or record.record_id or ""
            place = source.start + record.stream_pos
            if record.http_headers is not None and (record.http_headers.status_code or 200) != 200:
                continue
            media = (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
            if media not in ("text/html", "application/xhtml+xml", "text/plain"):
                continue
            wanted = record.content_length
            body = record.reader.read(options.max_bytes + 1)
            if len(body) > options.max_bytes:
                issues.append(Issue("page-skipped", f"{address}: larger than {options.max_bytes >> 20} MiB", ""))
                continue
            if len(body) < wanted:
                issues.append(Issue("page-cut", f"{address}: {wanted - len(body)} bytes at its end are missing", ""))
            key = address if whole and address not in taken else f"{address}~{place}"
            taken.add(key)
            try:
                page = _page(body, media, record.http_charset or "", options)
            except Refused as refused:
                issues.append(Issue("page-skipped", f"{address}: {refused.reason}", ""))
                continue
            texts.append(replace(page, key=key))
    except (OSError, ValueError, RuntimeError, EOFError) as error:
        if not texts:
            raise Refused("corrupt-archive", f"the web archive is damaged: {str(error)[:120]}") from None
        issues.append(Issue("page-skipped", f"the web archive is damaged after {len(texts)} pages", ""))
    if not texts:
        first = f"; the first: {issues[0].message}" if issues else ""
        raise Refused("no-text", f"the web archive holds no page with text{first}")
    return Loaded(tuple(texts), several(issues))


def _page(body: bytes, media: str, charset: str, options: Options) -> Decoded:
    if media == "text/plain":
        decoded = encodings.decode(body, options.encoding, charset)
        if decoded is None or not decoded.text.strip():
            raise Refused("no-text", "no text")
        return Decoded(decoded.text, decoded.encoding)
    return html.read(body, options, charset).texts[0]


def pieces(stream: IO[bytes]) -> Iterator[tuple[int, int]]:
    """Start and end of pieces of at least PIECE bytes that begin with a record."""
    start = 0
    for record in ArchiveIterator(stream, parse_http=False):
        if record.stream_pos - start >= PIECE:
            yield start, record.stream_pos
            start = record.stream_pos
    yield start, -1
