"""Which queries are asked: read-only ones that touch nothing but the graph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from pyparsing import ParseException
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryError
from kg.rdf import PREFIXES

REFUSED: Final = {
    "ServiceGraphPattern": "SERVICE asks another host",
    "DatasetClause": "FROM and FROM NAMED read other data",
}
_DECLARED = re.compile(r"\bPREFIX\s+([A-Za-z][\w.-]*)?:", re.IGNORECASE)
_UPDATE = re.compile(
    r"^\s*(?:(?:PREFIX|BASE)[^\n]*\n\s*)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE
)


def prepare(text: str) -> str:
    """The query with the usual prefixes declared (kg, ent, st, ev, doc, rdfs, skos, oa, prov …), if it may be asked.

    Raises QueryError for what is no SPARQL query, with line and column, and for SERVICE, FROM and updates. What the
    query holds is read from the parsed query, not from its letters.
    """
    if not text.strip():
        raise QueryError("the query is empty; try: SELECT ?name WHERE { ?x a kg:Company ; rdfs:label ?name }")
    if update := _UPDATE.match(text):
        verb = update[1].upper()
        raise QueryError(f"{verb} changes the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE are answered")
    declared = {m[1] for m in _DECLARED.finditer(text)}
    head = " ".join(f"PREFIX {p}: <{iri}>" for p, iri in sorted(PREFIXES.items()) if p not in declared)
    try:
        parsed = parseQuery(text)  # the grammar alone: prefixes need not be declared for it
    except ParseException as error:
        place = f"line {error.lineno}, column {error.col}"
        raise QueryError(f"not a query in SPARQL: {place}: cannot read {_rest(text, error.loc)!r}") from None
    except RecursionError:
        raise QueryError("the query is nested too deeply") from None
    for name in _parts(parsed):
        if name in REFUSED:
            raise QueryError(f"{REFUSED[name]}; only the graph itself is asked")
    return f"{head} {text}"


def _rest(text: str, start: int) -> str:
    rest = text[start : start + 40].split("\n")[0].strip()
    return rest or "the end"


def _parts(node: Any) -> Iterator[str]:
    """The names of all parts of a parsed query."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part.name
            waiting.extend(part.values())
        elif not isinstance(part, str) and hasattr(part, "__iter__"):
            waiting.extend(part)
