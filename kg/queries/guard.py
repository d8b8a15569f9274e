"""Which queries are asked: read-only ones that touch nothing but the graph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pyparsing import ParseBaseException
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryError, nearest
from kg.rdf import PREFIXES

LONGEST: Final = 50_000  # characters
REFUSED: Final = {
    "ServiceGraphPattern": "SERVICE asks another host",
    "DatasetClause": "FROM and FROM NAMED read other data",
}
_UPDATE = re.compile(
    r"^\s*(?:(?:PREFIX|BASE|#)[^\n]*\n\s*)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE
)


def prepare(text: str, known: Mapping[str, str] = PREFIXES) -> str:
    """The query with the usual prefixes declared (kg, ent, st, ev, doc, rdfs, skos, oa, prov …), if it may be asked.

    A prefix that the query declares itself counts as it says. Raises QueryError for what is no SPARQL query, with line
    and column, for an undeclared prefix, and for SERVICE, FROM and updates. What the query holds is read from the
    parsed query, not from its letters. `known` are the usual prefixes, where those of a graph are others.
    """
    # Two readers must see one query. After a lone \r pyoxigraph ends a comment where rdflib does not, and \u0022 is
    # a quotation mark that ends a string for rdflib alone: each could hide a SERVICE from the check below.
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r"\\[uU]", plain):
        raise QueryError("\\u and \\U are not read in a query; write the character itself")
    if not plain.strip():
        raise QueryError("the query is empty; try: SELECT ?name WHERE { ?x a kg:Company ; rdfs:label ?name }")
    if len(plain) > LONGEST:
        raise QueryError(f"the query has {len(plain)} characters; at most {LONGEST} are read")
    if update := _UPDATE.match(plain):
        verb = update[1].upper()
        raise QueryError(f"{verb} changes the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE are answered")
    try:
        parts = list(_parts(parseQuery(plain)))  # the grammar alone: prefixes need not be declared for it
    except ParseBaseException as error:
        raise QueryError(f"not a query in SPARQL: {_rest(plain, error)}") from None
    except RecursionError:
        raise QueryError("the query is nested too deeply") from None
    for part in parts:
        if part.name in REFUSED:
            raise QueryError(f"{REFUSED[part.name]}; only the graph itself is asked")
    _check_prefixes(parts)
    return "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in sorted(known.items())) + plain


def _parts(parsed: Any) -> Iterator[CompValue]:
    """All parts of a parsed query, wherever they stand."""
    waiting = [parsed]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part
            waiting.extend(part.values())
        elif not isinstance(part, str) and hasattr(part, "__iter__"):
            waiting.extend(part)


def _check_prefixes(parts: list[CompValue]) -> None:
    declared = {str(dict(p).get("prefix", "")) for p in parts if p.name == "PrefixDecl"} | set(PREFIXES)
    used = {str(dict(p).get("prefix", "")) for p in parts if p.name == "pname"}
    for prefix in sorted(used - declared):
        near = nearest(prefix, declared)
        hint = f"; near: {', '.join(near)}" if near else ""
        raise QueryError(f"not a query in SPARQL: the prefix {prefix}: is not declared{hint}")


def _rest(plain: str, error: ParseBaseException) -> str:
    rest = plain[error.loc : error.loc + 40].split("\n")[0].strip() or "the end"
    return f"line {error.lineno}, column {error.col}: cannot read {rest!r}"
