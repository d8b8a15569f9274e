"""What the text says of a person that decides whether a graph may name them: a post, or harm, illness, childhood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from kg import lexicon
from kg.building.coding import GUARDED, PUBLIC
from kg.extractors import roles
from kg.model import AnnotatedDocument, Claim, Mention

_BEFORE: Final = 24  # characters of the clause that are looked at
_AFTER: Final = 14
_CLAUSE = re.compile(r"[，。；！？：“”\n\u3000 ]")
_CHILD: Final = (
    r"(?:(?<![0-9])(?:[0-9]|1[0-7])|(?<![一二三四五六七八九十])(?:十[一二三四五六七]?|[一二两三四五六七八九]))(?:周)?岁"
)
_ALIAS: Final = r"[（(][^（()）]{0,8}化名"


def flags(annotated: AnnotatedDocument, claims: Iterable[Claim]) -> list[tuple[int, int]]:
    """For each mention of a person of whom its words say something, its index and PUBLIC or GUARDED.

    What guards a person counts more than a post: a pupil who is a class monitor stays unnamed.
    """
    held = {c.subject.span for c in claims if c.relation == "works_for" and c.role and not private(c.role)}
    found = []
    for index, mention in enumerate(annotated.mentions):
        if mention.type != "Person":
            continue
        before, after = _around(annotated.document.text, mention)
        if _guarded_before().search(before) or _guarded_after().match(after):
            found.append((index, GUARDED))
        elif mention.span in held or _posted(before):
            found.append((index, PUBLIC))
    return found


def private(role: str) -> bool:
    """Whether what a person is called is no public role: 学生, 村民, 职工."""
    return role.endswith(tuple(lexicon.table("people")["private"]))


def _around(text: str, mention: Mention) -> tuple[str, str]:
    """The rest of the clause before the name, without blanks at its end, and the text after it."""
    start, end = mention.span.start, mention.span.end
    before = text[max(0, start - _BEFORE) : start].rstrip(" \u3000")
    return _CLAUSE.split(before)[-1], text[end : end + _AFTER]


def _posted(before: str) -> bool:
    """Whether a title ends where the name begins that says something without a body (讲解员 does not)."""
    found = _title().search(before)
    if not found or private(before):
        return False
    return before.endswith(tuple(lexicon.table("people")["public"])) or not roles.needs_body(before)


@cache
def _title() -> re.Pattern[str]:
    return re.compile(roles.head() + "$")


@cache
def _guarded_before() -> re.Pattern[str]:
    words = "|".join(sorted(lexicon.table("people")["guarded"], key=lambda w: (-len(w), w)))
    named = r"(?:家属|亲属|父亲|母亲|代表)?(?:的|、|：|:|名叫|叫|是|系|为|之一|姓名)?"
    return re.compile(rf"(?:{words}){named}$|{_CHILD}[^，。]{{0,6}}$|化名(?:为|叫|是)?$")


@cache
def _guarded_after() -> re.Pattern[str]:
    table = lexicon.table("people")
    words, befallen = ("|".join(sorted(table[k], key=lambda w: (-len(w), w))) for k in ("guarded", "befallen"))
    return re.compile(
        rf"{_ALIAS}|[（(，,、]?(?:[男女][，,、])?(?:今年|当时|年仅|现年|，)?{_CHILD}"
        rf"|(?:等|等人|等多名|等[0-9一二两三四五六七八九十]{{1,3}}名)(?:{words})"
        rf"|(?:在[^，。]{{1,8}})?(?:{befallen})|是[^，。]{{0,6}}(?:{words})"
    )
