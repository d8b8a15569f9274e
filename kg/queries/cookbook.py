"""The questions that every graph must answer: ontology/queries/cqNN-*.rq, each with its question in zh and en.

A question about names gives an example of each in its third line (`# names: 腾讯, 清华大学`); whoever asks puts other
names in their place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.errors import QueryError, nearest
from kg.schema import ontology

_NAMES = "# names: "


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `id` as cq01, `name` as partners, its words, the names in its text, and the query itself."""

    id: str
    name: str
    zh: str
    en: str
    names: tuple[str, ...]
    text: str


@cache
def questions() -> tuple[Question, ...]:
    """All questions of the cookbook, by id."""
    files = sorted((f for f in (ontology() / "queries").iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return tuple(read(f.name.removesuffix(".rq"), f.read_text(encoding="utf-8")) for f in files)


def read(stem: str, text: str) -> Question:
    """The question of one file; raises QueryError where its head is not as it should be."""
    id, _, name = stem.partition("-")
    head = [*text.split("\n"), "", ""]
    if not (name and head[0].startswith("# ") and head[1].startswith("# ")):
        raise QueryError(f"{stem}.rq: needs its question in two comments, zh then en, and a name such as cq07-said-by")
    names = tuple(head[2].removeprefix(_NAMES).split(", ")) if head[2].startswith(_NAMES) else ()
    missing = [n for n in names if _literal(n) not in text]
    if missing:
        raise QueryError(f"{stem}.rq: {'、'.join(missing)} stands in no literal of the query")
    return Question(id, name, head[0][2:], head[1][2:], names, text)


def question(name: str) -> Question:
    """The question with this id (cq07), name (said-by) or both; raises QueryError with near names."""
    known = {key: q for q in questions() for key in (q.id, q.name, f"{q.id}-{q.name}")}
    if name not in known:
        near = nearest(name, known)
        hint = f"near: {', '.join(near)}" if near else "kg ask without a name lists them"
        raise QueryError(f"no question is called {name!r}; {hint}")
    return known[name]


def asked(question: Question, names: Sequence[str]) -> str:
    """The query of a question with its names put in; without any, those of its example.

    Raises QueryError for more or fewer names than the question takes.
    """
    if not names:
        return question.text
    if len(names) != len(question.names):
        takes = f"takes {len(question.names)}: {' '.join(question.names)}" if question.names else "takes none"
        raise QueryError(f"{question.name} was given {len(names)} names and {takes}")
    puts = dict(zip(map(_literal, question.names), map(_literal, names), strict=True))
    # at once, so that a name put in is not taken for the next one
    return re.sub("|".join(map(re.escape, puts)), lambda m: puts[m[0]], question.text)


def _literal(name: str) -> str:
    """A name as a literal of SPARQL."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(c, c) for c in name) + '"@zh'
