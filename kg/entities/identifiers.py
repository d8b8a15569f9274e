"""Outside identifiers from a user's file: checked, given to the entities of these names, never made up.

    [credit-code]                    # unified social credit code, its check digit is verified (GB 32100-2015)
    "远桥集团有限公司" = "91350100M000100Y43"
    [wikidata]
    "沙泉大学" = "Q1234567"
    [geonames]
    "沙泉市" = "1234567"

Two names with different values of one scheme are never one entity; two with the same value are.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.errors import ConfigError, nearest
from kg.model import Entity, Issue, name_key

Identifiers = Mapping[str, Mapping[str, str]]  # name key -> scheme -> value

SCHEMES: Final[dict[str, re.Pattern[str]]] = {
    "credit-code": re.compile("[0-9A-HJ-NPQRTUWXY]{18}"),
    "geonames": re.compile("[1-9][0-9]{0,9}"),
    "wikidata": re.compile("Q[1-9][0-9]{0,11}"),
}
_DIGITS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of credit codes, by value
_SHOWN: Final = 6


def load(path: Path | None) -> Identifiers:
    """The identifiers in a file, none where there is no path; raises ConfigError that lists all that is wrong in it."""
    if path is None:
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file") from None
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a TOML file in UTF-8: {error}") from None
    found: dict[str, dict[str, str]] = defaultdict(dict)
    problems = []
    for scheme, rows in table.items():
        if scheme not in SCHEMES or not isinstance(rows, dict):
            near = nearest(scheme, SCHEMES)
            problems.append(f"unknown scheme {scheme!r}" + (f", near: {near[0]}" if near else f"; known: {_known()}"))
            continue
        for name, value in rows.items():
            if problem := _problem(scheme, value):
                problems.append(f"{scheme} of {name!r}: {problem}")
            elif found[name_key(name)].setdefault(scheme, value) != value:
                problems.append(f"{scheme} of {name!r}: given twice, and not alike")
    if problems:
        raise ConfigError(f"{path}: " + "; ".join(problems))
    return dict(found)


def _known() -> str:
    return ", ".join(SCHEMES)


def _problem(scheme: str, value: object) -> str:
    if not isinstance(value, str) or not SCHEMES[scheme].fullmatch(value):
        return f"{value!r} has not the form of one"
    if scheme == "credit-code" and check_digit(value) != value[-1]:
        return f"the check digit of {value} is {check_digit(value)}, not {value[-1]}"
    return ""


def check_digit(code: str) -> str:
    """The last character that the first 17 of a unified social credit code ask for."""
    total = sum(_DIGITS.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return _DIGITS[-total % 31]


def identified(entities: Sequence[Entity], identifiers: Identifiers) -> tuple[tuple[Entity, ...], tuple[Issue, ...]]:
    """The entities with their identifiers, and an issue for each name that several are called, and for those not found.

    An identifier goes to the one entity of its name; where several bear it, to none.
    """
    named: dict[str, list[str]] = defaultdict(list)
    for entity in entities:
        for key in {name_key(n) for n in (entity.name, *entity.aliases)} & identifiers.keys():
            named[key].append(entity.id)
    given: dict[str, dict[str, str]] = defaultdict(dict)
    issues = []
    for key in sorted(identifiers):
        if len(named.get(key, ())) == 1:
            given[named[key][0]] |= identifiers[key]
        elif key in named:
            told = f"{len(named[key])} entities are called {key}; none was given its identifiers"
            issues.append(Issue("ambiguous-identifier", told, ""))
    unused = sorted(identifiers.keys() - named.keys())
    if unused:
        shown = "、".join(unused[:_SHOWN]) + ("…" if len(unused) > _SHOWN else "")
        issues.append(Issue("unused-identifier", f"no entity is called so: {len(unused)} names ({shown})", ""))
    made = (replace(e, identifiers=tuple(sorted(given[e.id].items()))) if e.id in given else e for e in entities)
    return tuple(made), tuple(issues)
