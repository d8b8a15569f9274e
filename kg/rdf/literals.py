"""Literals as N-Triples writes them, taken apart."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache
from typing import Final

from kg.rdf.terms import XSD

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_NUMBERS: Final = {XSD + name for name in ("integer", "decimal", "double", "float")}
_FORMS: Final[dict[str, re.Pattern[str]]] = {
    XSD + "integer": re.compile(r"[+-]?\d+"),
    XSD + "decimal": re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)"),
    XSD + "boolean": re.compile("true|false|0|1"),
    XSD + "gYear": re.compile(r"-?\d{4,}(?:Z|[+-]\d\d:\d\d)?"),
    XSD + "gYearMonth": re.compile(r"-?\d{4,}-(?:0[1-9]|1[0-2])(?:Z|[+-]\d\d:\d\d)?"),
    XSD + "date": re.compile(r"\d{4}-\d\d-\d\d"),
}


@lru_cache(maxsize=100_000)
def split(term: str) -> tuple[str, str, str]:
    """Text, language and datatype of a literal; "", "", "" of an IRI."""
    match = _LITERAL.fullmatch(term)
    if match is None:
        return "", "", ""
    text = _ESCAPE.sub(_unescaped, match[1]) if "\\" in match[1] else match[1]
    return text, match[2] or "", match[3] or (_RDF + "langString" if match[2] else XSD + "string")


@lru_cache(maxsize=10_000)
def number(term: str) -> float:
    """The number that a literal writes; not a number (which compares with none) where it writes none."""
    text, _, datatype = split(term)
    try:
        return float(text) if datatype in _NUMBERS else math.nan
    except ValueError:
        return math.nan


def length(term: str) -> int:
    """How many characters the text of a literal, or an IRI, has."""
    return len(split(term)[0]) if term.startswith('"') else len(term) - 2


def broken_type(term: str, wanted: str) -> bool:
    """Whether the term is no literal of the datatype, or its text is none that the datatype allows."""
    text, _, datatype = split(term)
    if not term.startswith('"') or datatype != wanted:
        return True
    form = _FORMS.get(wanted)
    if form is not None and not form.fullmatch(text):
        return True
    return wanted == XSD + "date" and not _is_day(text)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _PLAIN.get(match[3], match[3])
