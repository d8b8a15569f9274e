"""What holds for any bytes and any text: decoder, page splitter, sentence splitter, Turtle writer, query guard.

Each target takes bytes, raises AssertionError where something does not hold, and must raise nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
from collections.abc import Callable
from itertools import pairwise

from pyoxigraph import RdfFormat, Store, parse

from kg.documents import encodings, from_text
from kg.documents.articles import split as split_articles
from kg.errors import InputError, QueryError
from kg.exporters.streams import serialise
from kg.queries.guard import prepare
from kg.rdf.terms import node, prefixes, string, term, words
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


def turtle_writer(data: bytes) -> None:
    """Any words as name, date, heading and id: Turtle that reads back as just these triples."""
    text = data.decode("utf-8", "ignore")
    subject = node("ent", f"o{hashlib.sha256(data).hexdigest()[:16]}")
    rows = sorted({(subject, term("rdfs:label"), words(text)), (subject, term("kg:rule"), string(text[::-1]))})
    file = io.BytesIO()
    serialise(rows, file, RdfFormat.TURTLE, prefixes())
    read = {(str(t.subject), str(t.predicate), str(t.object)) for t in parse(file.getvalue(), RdfFormat.TURTLE)}
    expected = {
        (str(t.subject), str(t.predicate), str(t.object))
        for t in parse("".join("{} {} {} .\n".format(*row) for row in rows).encode(), RdfFormat.N_TRIPLES)
    }
    assert read == expected
    values = {t.object.value for t in parse(file.getvalue(), RdfFormat.TURTLE)}
    assert values == {text, text[::-1]}


TOKENS = [
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "{", "}", "(", ")", "?a", "?b", "*", ".", ";", ",", "a",
    "kg:Company", "rdfs:label", "'x'@zh", '"y"', "3", "FILTER", "OPTIONAL", "UNION", "MINUS", "BIND", "AS", "VALUES",
    "GRAPH", "SERVICE", "<http://a.example/>", "FROM", "NAMED", "INSERT", "DELETE", "DATA", "LOAD", "CLEAR", "DROP",
    "INTO", "PREFIX", "BASE", "x:", "LIMIT", "ORDER BY", "GROUP BY", "COUNT", "DISTINCT", "^", "/", "|", "+", "!",
    "=", "<", ">", "&&", "EXISTS", "NOT", "\\u0053ERVICE", "'", '"', "\\", "SILENT", "$c", "_:d", "[", "]",
    "REGEX", "STR", "# a remark\n", "\n", "\r", "?a ?b ?c .", "{ ?a rdfs:label ?b }",
]  # fmt: skip


def query_guard(data: bytes) -> None:
    """Any words of SPARQL in any order: refused with a reason, or a query that only asks and that the engine reads."""
    text = " ".join(TOKENS[byte % len(TOKENS)] for byte in data[1:40])
    if data[:1] > b"@":  # most orders are no query at all: give these a chance to be one
        text = f"SELECT * WHERE {{ ?a ?b ?c . {' '.join(text.split(' ')[: data[0] % 7])} }}"
    try:
        query = prepare(text)
    except QueryError:
        return
    bare = re.sub(r"'[^'\n]*'|\"[^\"\n]*\"|#[^\n]*|<[^ >]*>", " ", query).upper().split()
    assert not {"SERVICE", "LOAD", "INSERT", "DELETE", "CLEAR", "DROP"} & set(bare), text
    with contextlib.suppress(SyntaxError):
        Store().query(query)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decoder": decoder,
    "pages": page_splitter,
    "sentences": sentence_splitter,
    "turtle": turtle_writer,
    "guard": query_guard,
}
