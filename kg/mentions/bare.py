"""Where a line has a bare noun, a pronoun or a collective that may stand for something named: 公司, 该校, 他, 双方."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg import lexicon
from kg.mentions.lines import Line
from kg.mentions.spans import Name
from kg.mentions.types import head_type

Kind = Literal["bare", "subject", "determined", "person", "collective", "pair", "read"]
_PLAIN_KINDS: tuple[Kind, ...] = ("bare", "subject", "person", "pair")
_DETERMINERS = "该|本|此|这家|这所|这个|这座|这一|这项|这款|这套|上述|这"
# After the noun: 公司化, 平台经济, 公司法 are other words. Before it: 一家公司, 上市公司, 各平台 are not those named.
_NOT_BEFORE = re.compile("化|型|级|制|们|式|长|名录|法|债|章程|经济|之间|总数")
_NOT_AFTER = re.compile(
    "(?:[一二三四五六七八九十两几多各每某新大小老子母分总另全等些家个所座批类种性和与及、名区市县州省镇乡国]|有限|上市|合资|民营|外资|其他"
    "|跨国|国有|央企|整个|许多|不少|所有|任何|什么|重点|示范|龙头|建设|大型|部分|相关|[0-9])$"
)


@dataclass(frozen=True, slots=True)
class Noun:
    """`line.text[start:end]`; `head` is it without 该 or 本, `types` what it may stand for, the likeliest first."""

    start: int
    end: int
    head: str
    kind: Kind
    types: tuple[str, ...]


def bare_nouns(line: Line, names: Sequence[Name], read: Sequence[tuple[int, int]]) -> list[Noun]:
    """The nouns outside of names that may stand for one or more named things, in order.

    `read` are the bare nouns that the tagger read. Nouns with 该 and collectives count without it.
    """
    borders = {word.start for word in line.words} | {word.end for word in line.words}
    found, known = [], []
    for match in _pattern().finditer(line.text):
        noun = _noun(match)
        known.append((noun.start, noun.end))
        if _touches(noun.start, noun.end, [(name.start, name.end) for name in names]):
            continue
        if _NOT_BEFORE.match(line.text[noun.end : noun.end + 2]):
            continue
        wanted = noun.kind in ("determined", "collective") or _touches(noun.start, noun.end, read)
        if wanted and (noun.kind == "determined" or _stands_alone(line, noun, borders)):
            found.append(noun)
    found += _read_only(line, names, read, known)
    return sorted(found, key=lambda noun: noun.start)


def _read_only(
    line: Line, names: Sequence[Name], read: Sequence[tuple[int, int]], known: Sequence[tuple[int, int]]
) -> list[Noun]:
    """Nouns that only the tagger knows, with the type of their head noun: 该馆藏中心, 中试线."""
    taken = [*((name.start, name.end) for name in names), *known]
    nouns = []
    for start, end in read:
        text = line.text[start:end]
        head = re.sub(f"^(?:{_DETERMINERS})", "", text)
        kind, _ = head_type(head)
        if kind and len(head) > 1 and kind != "Place" and not _touches(start, end, taken):
            nouns.append(Noun(start, end, head, "read", (kind,)))
    return nouns


def _touches(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in spans)


def _stands_alone(line: Line, noun: Noun, borders: set[int]) -> bool:
    if noun.start not in borders or noun.end not in borders:
        return False
    before = line.text[max(0, noun.start - 4) : noun.start]
    return noun.kind not in ("bare", "subject") or not _NOT_AFTER.search(before)


def _noun(match: re.Match[str]) -> Noun:
    table = lexicon.table("anaphors")
    if match["determined"]:
        head = match["determined"]
        types = table["determined"].get(head) or table["bare"].get(head) or table["subject"][head]
        return Noun(match.start(), match.end(), head, "determined", tuple(types))
    head = match["plain"]
    if head in table["collective"]:
        return Noun(match.start(), match.end(), head, "collective", tuple(table["members"].get(head, ())))
    kind = next(k for k in _PLAIN_KINDS if head in table[k])
    return Noun(match.start(), match.end(), head, kind, tuple(table[kind][head]))


@cache
def _pattern() -> re.Pattern[str]:
    table = lexicon.table("anaphors")
    determined = {*table["bare"], *table["subject"], *table["determined"]}
    plain = [*table["collective"], *(head for kind in _PLAIN_KINDS for head in table[kind])]
    return re.compile(
        f"(?:{_DETERMINERS})(?P<determined>{_longest_first(determined)})|(?P<plain>{_longest_first(plain)})"
    )


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def members_wanted(noun: Noun) -> int:
    """How many a collective stands for."""
    return int(lexicon.table("anaphors")["collective"][noun.head])
