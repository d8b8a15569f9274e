"""QuickStatements for Wikidata or another Wikibase: what to create, and what to state between known items.

Which item an entity is, only the user knows: nothing here guesses one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from kg.errors import ConfigError
from kg.exporters import spreadsheet
from kg.graph import Graph
from kg.model import Statement, name_key
from kg.schema import load

LONGEST: Final = 250  # characters of a label, and of a quotation 1,500, as Wikidata has it
QUOTATION: Final = 1_500
_LEFT_OUT: Final = ("id", "subject", "relation", "object", "status", "why")


def commands(graph: Graph, items: Mapping[str, str] | None = None) -> dict[str, Iterator[str]]:
    """create.qs, statements.qs and left-out.csv. `items` gives the item of an entity by its id or a name of it.

    create.qs makes an item of each entity that has none yet. statements.qs states what is realised or under way between
    two that have, with its date, sentence and newspaper; left-out.csv names every other statement and says why.
    """
    known = {key: item for given, item in (items or {}).items() for key in (given, name_key(given))}
    keys = {e.id: (e.id, *(name_key(name) for name in (e.name, *e.aliases))) for e in graph.entities}
    of = {id: known[next(filter(known.get, found))] for id, found in keys.items() if any(map(known.get, found))}
    return {
        "create.qs": _created(graph, of),
        "statements.qs": (_stated(s, of) for s in graph.statements if not _why_left_out(s, of)),
        "left-out.csv": spreadsheet.lines(_LEFT_OUT, _left_out(graph, of)),
    }


def read_items(path: Path) -> dict[str, str]:
    """The items in a TOML file of lines such as "腾讯" = "Q860580"; raises ConfigError for what is wrong in it."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a TOML file in UTF-8: {error}") from None
    wrong = [
        key for key, item in table.items() if not (isinstance(item, str) and re.fullmatch(r"Q[1-9]\d{0,15}", item))
    ]
    if wrong:
        raise ConfigError(f'{path}: {", ".join(wrong)}: an item is written as "Q42"')
    return table


@cache
def _terms() -> dict[str, Any]:
    text = (files("kg.exporters.exchange") / "wikidata.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _created(graph: Graph, of: Mapping[str, str]) -> Iterator[str]:
    for e in graph.entities:
        if e.id not in of:
            lines = ["CREATE", f"LAST\tLzh\t{_string(e.name, LONGEST)}"]
            lines += [f"LAST\tAzh\t{_string(alias, LONGEST)}" for alias in e.aliases]
            lines.append(f"LAST\t{_terms()['properties']['instance_of']}\t{_class(e.type)}")
            yield "\n".join(lines) + "\n"


def _class(type: str) -> str:
    classes, known = _terms()["classes"], load()
    while type not in classes:
        type = next(p for p in known.types[type].parents if p != "Place")
    return str(classes[type])


def _stated(statement: Statement, of: Mapping[str, str]) -> str:
    relation, properties = _terms()["relations"][statement.relation], _terms()["properties"]
    ends = (of[statement.subject], of[statement.object])
    one, other = reversed(ends) if relation.get("turned") else ends
    fields = [one, relation["property"], other]
    if date := _date(statement):
        fields += [properties["point_in_time"], date]
    first = statement.evidence[0]
    fields += [properties["quotation"], f"zh:{_string(first.text, QUOTATION)}"]
    fields += [properties["title"], f"zh:{_string(first.article or first.document, LONGEST)}"]
    return "\t".join(fields) + "\n"


def _date(statement: Statement) -> str:
    """A day, month or year that is certain, with Wikibase's number for its precision."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", statement.when.value if statement.when else "")
    if match is None:
        return ""
    year, month, day = match.groups()
    return f"+{year}-{month or '00'}-{day or '00'}T00:00:00Z/{9 + bool(month) + bool(day)}"


def _left_out(graph: Graph, of: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for s in graph.statements:
        if why := _why_left_out(s, of):
            yield s.id, graph.entity(s.subject).name, s.relation, graph.entity(s.object).name, s.status, why


def _why_left_out(statement: Statement, of: Mapping[str, str]) -> str:
    """The reason why a statement is not written, "" where it is."""
    if not load().statuses[statement.status].asserted:
        return f"only {statement.status}"
    if statement.relation not in _terms()["relations"]:
        return "no property for this relation"
    missing = [end for end in ("subject", "object") if getattr(statement, end) not in of]
    return f"no item yet for the {' and the '.join(missing)}" if missing else ""


def _string(text: str, longest: int) -> str:
    """A string on one line, in quotation marks, none of which stands within."""
    plain = re.sub(r"\s+", " ", text.replace("\n", "")).strip().replace('"', "”")
    return '"' + (plain if len(plain) <= longest else plain[: longest - 1] + "…") + '"'
