"""The examples of a rule, which are its tests.

    {s:甲公司}与{s:乙大学}共建{o:丙平台}。        the mentions that the rule must relate, each s with each o
    {s1:甲}、{s2:乙}分别与{o1:丙}、{o2:丁}签约。    with numbers: those of the same number (分别)
    {s|University:乙大学}                       a type other than the rule's first
    {Company:甲公司}                            a mention that the rule must leave alone

An example holds one or more sentences; a name that comes twice is the same entity. A counter-example has mentions by
type only, and nothing may be found in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extractors.kinds import TYPES
from kg.extractors.masking import views
from kg.extractors.matching import find
from kg.extractors.rule import Rule
from kg.model import Mention, Sentence, Span

_MARKED = re.compile(
    r"\{(?:(?P<side>[so])(?P<number>\d?)(?:\|(?P<type>[A-Za-z]+))?|(?P<other>[A-Za-z]+)):(?P<text>[^{}]+)\}"
)
_SIDE = re.compile(r"\{[so]\d?[|:]")
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """An example read: its text, its mentions, and the (subject, object) names that must be found."""

    text: str
    mentions: tuple[Mention, ...]
    pairs: tuple[Pair, ...]
    unknown: tuple[str, ...]  # types it names that do not exist


def failures(rule: Rule) -> list[str]:
    """What the examples of `rule` say against it; empty when they hold."""
    problems: list[str] = []
    for marked in (*rule.examples, *rule.counter):
        example = read(rule, marked)
        problems += [f"unknown type {name} in example {marked!r}" for name in example.unknown]
        found, wanted = claimed(rule, example), sorted(example.pairs)
        if marked in rule.counter and _SIDE.search(marked):
            problems.append(f"counter-example {marked!r} marks s or o: mark its mentions by type")
        elif marked in rule.examples and not wanted:
            problems.append(f"example {marked!r} marks no s and o")
        elif found != wanted:
            problems.append(f"{marked!r} gives {_told(found)}, not {_told(wanted)}")
    return problems


def claimed(rule: Rule, example: Example) -> list[Pair]:
    """The (subject, object) names that `rule` finds in `example`, sorted, each once."""
    sentences = [Sentence(Span(m.start(), m.end()), m.group(), article=0) for m in _SENTENCE.finditer(example.text)]
    masks = [
        views(sentence, [m for m in example.mentions if sentence.span.contains(m.span)])[rule.view]
        for sentence in sentences
    ]
    recent: dict[str, Mention] = {}
    pairs = {
        (match.subject.text, match.object.text)
        for index in range(len(masks))
        for match in find(rule, masks, index, recent)
    }
    return sorted({_ordered(rule, pair) for pair in pairs})


def read(rule: Rule, marked: str) -> Example:
    """`marked` as an example of `rule`."""
    text, mentions, unknown = "", list[Mention](), list[str]()
    sides: list[tuple[str, str, str]] = []
    position = 0
    for found in _MARKED.finditer(marked):
        text += marked[position : found.start()]
        default = {"s": rule.subject, "o": rule.object}.get(found["side"] or "", ("",))[0].removesuffix("!")
        kind = found["type"] or found["other"] or default
        if kind not in TYPES:
            unknown.append(kind)
        span = Span(len(text), len(text) + len(found["text"]))
        mentions.append(Mention(span, found["text"], kind, True, (found["text"],), "example"))
        if found["side"]:
            sides.append((found["side"], found["number"], found["text"]))
        text += found["text"]
        position = found.end()
    text += marked[position:]
    pairs = {_ordered(rule, pair) for pair in _pairs(rule, sides)}
    return Example(text, tuple(mentions), tuple(sorted(pairs)), tuple(unknown))


def _pairs(rule: Rule, sides: list[tuple[str, str, str]]) -> Iterator[Pair]:
    if rule.pairs in ("all", "two"):
        names = list(dict.fromkeys(name for _, _, name in sides))
        yield from ((a, b) for i, a in enumerate(names) for b in names[i + 1 :])
        return
    for side, number, name in sides:
        if side == "s":
            yield from ((name, other) for o, n, other in sides if o == "o" and n == number)


def _ordered(rule: Rule, pair: Pair) -> Pair:
    return (min(pair), max(pair)) if rule.symmetric else pair


def _told(pairs: list[Pair]) -> str:
    return "、".join(f"{a}–{b}" for a, b in pairs) or "nothing"
