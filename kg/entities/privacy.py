"""Whom a graph names: persons in a public role by default; victims and children only where all are asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from kg.entities.corrections import refile
from kg.entities.masking import masked
from kg.errors import ConfigError
from kg.graph import Graph
from kg.model import Issue, Statement, name_key

Place = tuple[str, int]  # Document.name, and where a mention starts

SUPPRESSED: Final = "on the list of names to leave out"
GUARDED: Final = "victim, patient, accused or child"
PRIVATE: Final = "no public role"


@dataclass(slots=True)
class Told:
    """Where the texts say of a person that they hold a post, and where that they need protection."""

    public: set[Place] = field(default_factory=set)
    guarded: set[Place] = field(default_factory=set)


def left_out(graph: Graph, told: Told, policy: str, names: Collection[str]) -> dict[str, str]:
    """The ids of the persons whom the graph must not name, each with the reason.

    `policy` is public-role (a stated post, or speaking for a body they work for), all or none; `names` are name keys
    that go whatever the policy is.
    """
    speakers = {s.speaker for s in graph.statements if s.speaker}
    employed = {s.subject for s in graph.statements if s.relation == "works_for" and s.status != "denied"}
    found: dict[str, str] = {}
    for entity in graph.entities:
        if entity.type != "Person":
            continue
        if any(name_key(n) in names for n in (entity.name, *entity.aliases)):
            found[entity.id] = SUPPRESSED
        elif policy == "none":
            found[entity.id] = PRIVATE
        elif policy == "public-role":
            places = {(m.document, m.span.start) for m in entity.mentions}
            if not places.isdisjoint(told.guarded):
                found[entity.id] = GUARDED
            elif places.isdisjoint(told.public) and not (entity.id in speakers and entity.id in employed):
                found[entity.id] = PRIVATE
    return found


def without(graph: Graph, gone: Mapping[str, str]) -> Graph:
    """The graph without these persons and what is stated of them.

    The sentences that others are quoted from stay; the names of those on the user's list are blocked out of them.
    """
    if not gone:
        return graph
    names = _first_letters(n for e in graph.entities if e.id in gone for n in (e.name, *e.aliases))
    statements: dict[str, Statement] = {}
    for statement in graph.statements:
        if statement.subject in gone or statement.object in gone:
            continue
        if statement.speaker in gone:
            refile(statements, replace(statement, speaker=None))
        else:
            refile(statements, statement)
    left = replace(
        graph,
        entities=tuple(e for e in graph.entities if e.id not in gone),
        statements=tuple(statements[i] for i in sorted(statements)),
        issues=tuple(_without_names(issue, names) for issue in graph.issues),
        links=tuple(k for k in graph.links if k.one.entity not in gone and k.other.entity not in gone),
    )
    listed = [n for e in graph.entities if gone.get(e.id) == SUPPRESSED for n in (e.name, *e.aliases)]
    return masked(left, listed)


def _first_letters(names: Iterable[str]) -> dict[str, list[str]]:
    """The names by their first two characters, longest first: a graph may leave out a hundred thousand."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        found[name[:2]].append(name)
    return found


def _without_names(issue: Issue, names: Mapping[str, list[str]]) -> Issue:
    """The issue with a block for each name, and without the sentence in which one stands."""
    message, text = _blocked(issue.message, names), _blocked(issue.text, names)
    if (message, text) == (issue.message, issue.text):
        return issue
    return Issue(issue.kind, message, issue.document)


def _blocked(text: str, names: Mapping[str, list[str]]) -> str:
    parts, at = [], 0
    while at < len(text):
        found = next((n for n in names.get(text[at : at + 2], ()) if text.startswith(n, at)), "")
        parts.append("▇" if found else text[at])
        at += len(found) or 1
    return "".join(parts)


def counted(gone: Mapping[str, str]) -> dict[str, int]:
    """How many persons were left out for each reason, none by name."""
    return dict(sorted(Counter(gone.values()).items()))


def read_names(path: Path | None) -> frozenset[str]:
    """The name keys in a file of names, one a line; # begins a remark. Raises ConfigError where it cannot be read."""
    if path is None:
        return frozenset()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as a list of names in UTF-8: {error}") from None
    return frozenset(name_key(name) for line in lines if (name := line.partition("#")[0].strip()))
