"""Rows of a corpus (JSON lines, JSON, CSV, TSV) -> one document a row, by chosen columns."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any, Final

from kg.documents import encodings
from kg.documents.units import Decoded, Loaded, Options, Refused, Source, repairs, several
from kg.errors import nearest
from kg.model import Issue

Row = tuple[int, Mapping[str, Any]]  # the number of its first line, from 1, and its columns

USUAL: Final[dict[str, tuple[str, ...]]] = {  # looked for in this order where no column is named
    "text": ("text", "content", "body", "article", "article_text", "正文", "内容", "全文", "文本", "新闻内容"),
    "title": ("title", "headline", "head", "标题", "题目", "新闻标题"),
    "date": ("date", "published", "pub_date", "pubdate", "publish_time", "published_at", "time", "日期", "发布时间",
             "时间", "发布日期"),
    "id": (),
}  # fmt: skip
PIECE: Final = 8 << 20  # bytes of a large corpus that are one unit of work
_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|\d{8}(?!\d)")


def read_json_lines(source: Source, data: bytes, options: Options) -> Loaded:
    """A document for each line with a JSON object. Raises Refused where no line gives one."""
    decoded = _decode(data, options)
    issues: list[Issue] = []
    return _documents(source, list(_json_rows(decoded.text, source.line, issues)), decoded, issues, options)


def read_json(source: Source, data: bytes, options: Options) -> Loaded:
    """A document for each object of a JSON array, or for the one object. Raises Refused."""
    decoded = _decode(data, options)
    try:
        value = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        if decoded.text.lstrip()[:1] == "{" and "\n{" in decoded.text.lstrip():
            return read_json_lines(source, data, options)
        raise Refused("corrupt-json", f"the file is no JSON: {str(error)[:120]}") from None
    rows = value if isinstance(value, list) else [value]
    issues: list[Issue] = []
    objects: list[Row] = []
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict):
            objects.append((number, row))
        else:
            issues.append(_skipped(number, "this is no JSON object"))
    return _documents(source, objects, decoded, issues, options)


def read_csv(source: Source, data: bytes, options: Options) -> Loaded:
    """A document for each row below the row of names. Raises Refused."""
    decoded = _decode(data, options)
    issues: list[Issue] = []
    rows: list[Row] = []
    names: list[str] = []
    # the names stand in line 1, what follows them in a later piece in the line where it begins
    first = source.line - 1 if source.start else source.line
    for number, cells in _csv_rows(decoded.text, first, issues):
        if not names:
            names = [c.strip() for c in cells]
        elif len(cells) > len(names):
            issues.append(_skipped(number, f"{len(cells)} cells under {len(names)} names"))
        else:
            rows.append((number, dict(zip(names, cells, strict=False))))
    return _documents(source, rows, decoded, issues, options, names)


def pieces(stream: IO[bytes], quoted: bool, least: int = PIECE) -> Iterator[tuple[int, int, int]]:
    """Start, end and first line's number of pieces of at least `least` bytes that end where a row ends.

    In a `quoted` file (CSV) a line break within quotes ends no row. One piece alone is given where a byte order mark or
    zeros speak for UTF-16, in which bytes are no characters.
    """
    start = at = odd = 0
    line = first = 1
    while block := stream.read(min(least, 1 << 20)):
        if at == 0 and (block[:2] in (b"\xff\xfe", b"\xfe\xff") or block.count(0) > len(block) // 20):
            yield 0, -1, 1
            return
        end = -1
        if at + len(block) - start >= least:
            begin = max(0, start + least - at)
            before = (odd + block.count(b'"', 0, begin)) % 2 if quoted else 0
            end = _row_end(block, begin, before, quoted)
        if end >= 0:
            yield start, at + end, first
            first = line + block.count(b"\n", 0, end)
            start = at + end
        line += block.count(b"\n")
        odd += block.count(b'"')
        at += len(block)
    if at > start:
        yield start, at, first


def _row_end(block: bytes, begin: int, odd: int, quoted: bool) -> int:
    """The place after the first line break from `begin` on that ends a row; -1 where there is none."""
    at = begin
    while (found := block.find(b"\n", at)) >= 0:
        odd = (odd + block.count(b'"', at, found)) % 2 if quoted else 0
        if not odd:
            return found + 1
        at = found + 1
    return -1


def _decode(data: bytes, options: Options) -> encodings.Text:
    decoded = encodings.decode(data, options.encoding)
    if decoded is None:
        raise Refused("unknown-encoding", "the encoding was not recognised; name it with --encoding")
    return decoded


def _json_rows(text: str, first: int, issues: list[Issue]) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), first):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            issues.append(_skipped(number, f"no JSON: {str(error)[:100]}"))
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            issues.append(_skipped(number, "this is no JSON object"))


def _csv_rows(text: str, first: int, issues: list[Issue]) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(1 << 30)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        number = first + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            issues.append(_skipped(number, f"no CSV: {error}"))
            continue
        if any(c.strip() for c in cells):
            yield number, cells


def _delimiter(text: str) -> str:
    """What stands most often between names in the first line: comma, tab or semicolon."""
    line = text.lstrip("\r\n").split("\n", 1)[0]
    return max(",\t;", key=line.count)


def _documents(
    source: Source,
    rows: Sequence[Row],
    decoded: encodings.Text,
    issues: list[Issue],
    options: Options,
    names: Sequence[str] = (),
) -> Loaded:
    """The documents of rows; each has its text column to itself, its title and date where there are such columns."""
    present = list(dict.fromkeys([*names, *(k for _, row in rows[:1000] for k in row)]))
    if not rows and not issues and not names:
        raise Refused("no-rows", "the file holds no rows")
    columns = {
        "text": _column("text", options.text_column, present),
        "title": _column("title", options.title_column, present),
        "date": _column("date", options.date_column, present),
        "id": _column("id", options.id_column, present),
    }
    if rows and not columns["text"]:
        there = _some(present)
        raise Refused("no-text-column", f"no column is called {_usual()}; name one of {there} with --text-column")
    texts: list[Decoded] = []
    taken: set[str] = set()
    whole = source.start == 0 and source.end == -1
    for number, row in rows:
        text = _cell(row, columns["text"])
        if not text.strip():
            issues.append(_skipped(number, "its text is empty"))
            continue
        if len(text) > options.max_bytes // 3:
            issues.append(_skipped(number, f"its text is longer than {options.max_bytes // 3} characters"))
            continue
        given = re.sub(r"\s+", " ", _cell(row, columns["id"])).strip()
        key = (given if whole and given not in taken else f"{given}~{number}") if given else str(number)
        taken.add(key)
        text, halves = encodings.scrubbed(text)
        issues += repairs(text, halves, key)
        published = _DATE.search(_cell(row, columns["date"]))
        title, _ = encodings.scrubbed(" ".join(_cell(row, columns["title"]).split()))
        texts.append(Decoded(text, decoded.encoding, key, title, published[0] if published else None))
    if not texts:
        first = f"; the first: {issues[0].message}" if issues else ""
        raise Refused("no-rows", f"no row gives a text{first}")
    mended = [Issue("repaired-encoding", f"{d.what} (in the file, byte {d.byte})", "") for d in decoded.damage]
    return Loaded(tuple(texts), (*several(mended), *several(issues)))


def _column(role: str, chosen: str, present: Sequence[str]) -> str:
    """The column for a role: the chosen one, or the first usual name that is there; "" where there is none."""
    if chosen:
        if chosen in present:
            return chosen
        near = nearest(chosen, present)
        hint = f"; near: {', '.join(near)}" if near else f"; there are {_some(present)}"
        raise Refused("no-such-column", f"no column is called {chosen!r}{hint}")
    lower = {p.lower(): p for p in reversed(present)}
    return next((lower[name] for name in USUAL[role] if name in lower), "")


def _cell(row: Mapping[str, Any], column: str) -> str:
    """The value of a cell as text; a list of paragraphs is joined, a line each."""
    value = row.get(column) if column else None
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "\n".join(value)
    return value if isinstance(value, str) else "" if value is None or isinstance(value, dict | list) else str(value)


def _skipped(number: int, why: str) -> Issue:
    return Issue("row-skipped", f"row {number}: {why}", "")


def _some(present: Iterable[str]) -> str:
    names = list(present)
    return ", ".join(names[:12]) + (" …" if len(names) > 12 else "")


def _usual() -> str:
    return ", ".join(USUAL["text"][:3])
