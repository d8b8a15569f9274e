"""Rule files -> rules: read once, checked wholly, all problems of a file told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, get_args

from kg import schema
from kg.errors import RuleError, nearest
from kg.extractors.examples import failures
from kg.extractors.kinds import TYPES
from kg.extractors.masking import View
from kg.extractors.patterns import translate
from kg.extractors.rule import Pairing, Rule, Topic
from kg.model import STATUSES

CONSTRUCTIONS: Final = "_constructions.toml"
_FILE_KEYS: Final = frozenset({"relation", "subject", "object", "symmetric", "words", "rule"})
_RULE_KEYS: Final = frozenset(
    {
        "id", "patterns", "verbs", "subject", "object", "pairs", "topic", "view", "status", "confidence", "unless",
        "examples", "counter",
    }
)  # fmt: skip


@cache
def load() -> tuple[Rule, ...]:
    """All rules of the package, by file name and then in the file's order. Raises RuleError."""
    folder = files("kg.rules")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    constructions = read_constructions(folder.joinpath(CONSTRUCTIONS).read_text("utf-8"))
    relations = schema.load().relations
    rules: list[Rule] = []
    for name in names:
        if not name.startswith("_"):
            rules += read_rules(folder.joinpath(name).read_text("utf-8"), f"rules/{name}", constructions, relations)
    return tuple(rules)


def read_constructions(text: str) -> dict[str, tuple[str, ...]]:
    """The named constructions: each a list of patterns."""
    table = tomllib.loads(text)
    return {name: tuple(patterns) for name, patterns in table["construction"].items()}


def read_rules(
    text: str, where: str, constructions: Mapping[str, tuple[str, ...]], relations: Iterable[str]
) -> list[Rule]:
    """The rules of one file. Raises RuleError with all that is wrong in it."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{where} is not TOML: {error}. Mend that line.") from error
    known = sorted(relations)
    problems = [f"unknown key {key!r}{_near(key, _FILE_KEYS)}" for key in sorted(set(table) - _FILE_KEYS)]
    relation = str(table.get("relation", ""))
    if not relation:
        problems.append('no relation: the file needs relation = "..."')
    elif relation not in known:
        problems.append(f"unknown relation {relation!r}{_near(relation, known)}")
    words = {name: "|".join(entries) for name, entries in table.get("words", {}).items()}
    rules: list[Rule] = []
    seen: set[str] = set()
    for number, entry in enumerate(table.get("rule", []), start=1):
        name = str(entry.get("id", f"rule number {number}"))
        rule, wrong = _rule(entry, name, relation, table, words, constructions)
        if name in seen:
            wrong.append("the same id twice")
        seen.add(name)
        problems += [f"{name}: {problem}" for problem in wrong]
        if rule is not None:
            rules.append(rule)
    if problems:
        raise RuleError(f"{where} does not load:\n" + "\n".join(f"  {problem}" for problem in problems))
    return rules


def _rule(
    entry: Mapping[str, Any],
    name: str,
    relation: str,
    table: Mapping[str, Any],
    words: Mapping[str, str],
    constructions: Mapping[str, tuple[str, ...]],
) -> tuple[Rule | None, list[str]]:
    problems = [f"unknown key {key!r}{_near(key, _RULE_KEYS)}" for key in sorted(set(entry) - _RULE_KEYS)]
    problems += [f"no {key}" for key in ("id", "patterns") if not entry.get(key)]
    if not entry.get("examples"):
        problems.append("no example: give a sentence that matches, with {s:...} and {o:...}")
    if not entry.get("counter"):
        problems.append("no counter-example: give a sentence that looks alike and must not match")
    types = {
        "s": tuple(entry.get("subject", table.get("subject", ()))),
        "o": tuple(entry.get("object", table.get("object", ()))),
    }
    for kind in sorted({*types["s"], *types["o"]}):
        if kind.removesuffix("!") not in TYPES:
            problems.append(f"unknown type {kind!r}{_near(kind, TYPES)}")
    problems += _choice("status", entry.get("status"), (None, *STATUSES))
    problems += _choice("pairs", entry.get("pairs", "cross"), get_args(Pairing))
    problems += _choice("topic", entry.get("topic", "nearest"), get_args(Topic))
    problems += _choice("view", entry.get("view", "plain"), get_args(View))
    verbs = str(entry.get("verbs", ""))
    verbs = re.sub(r"@([a-z_]+)", lambda m: words.get(m[1], m[0]), verbs)
    written: list[str] = []
    for pattern in entry.get("patterns", []):
        if not pattern.startswith("#"):
            written.append(pattern)
        elif pattern[1:] in constructions:
            written += constructions[pattern[1:]]
        else:
            problems.append(f"unknown construction {pattern}{_near(pattern[1:], constructions)}")
    compiled: list[re.Pattern[str]] = []
    for pattern in written:
        expression, wrong = translate(pattern, types, verbs, words)
        problems += wrong
        try:
            compiled.append(re.compile(expression))
        except re.error as error:
            problems.append(f"pattern {pattern!r} is not well formed: {error}")
    if problems:
        return None, problems
    rule = Rule(
        relation=relation,
        id=f"{relation}/{name}",
        patterns=tuple(compiled),
        subject=types["s"],
        object=types["o"],
        pairs=entry.get("pairs", "cross"),
        topic=entry.get("topic", "nearest"),
        view=entry.get("view", "plain"),
        status=entry.get("status"),
        confidence=float(entry.get("confidence", 0.8)),
        unless=re.compile(entry["unless"]) if entry.get("unless") else None,
        verbs=re.compile(verbs) if verbs else None,
        symmetric=bool(table.get("symmetric", False)),
        examples=tuple(entry["examples"]),
        counter=tuple(entry["counter"]),
    )
    return rule, failures(rule)


def _choice(key: str, value: object, allowed: Iterable[object]) -> list[str]:
    options = list(allowed)
    if value in options:
        return []
    return [f"unknown {key} {value!r}{_near(str(value), [str(option) for option in options])}"]


def _near(value: str, known: Iterable[str]) -> str:
    found = nearest(value, known)
    return f" (near: {', '.join(found)})" if found else ""
