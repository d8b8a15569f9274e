"""The rule language: a pattern over a masked sentence, compiled to one bounded regular expression.

    {s&}@in<研发|研制>@mod{o+}

    {s} {o}        one mention that is the subject or object, of the rule's types, or {o:Company|University+};
                   a broad type takes its kinds (Organisation: Company too), with ! only itself
    {s+} {o+}      one or several in a list: 甲、乙和丙等九家单位, 甲与乙
    {s*} {o*}      a list without 与, so that 与 can stand beside it in the pattern
    {s&}           parties acting together: as +, and 甲联合乙、丙, 甲携手乙, 甲会同乙
    {:Person}      a mention that plays no part
    {both}         双方, 两校, 三方: the parties named together before; they are the subject
    <甲|乙>        the trigger; <V> is the rule's `verbs`
    ~12            up to 12 characters of one clause, no mention among them
    %20            up to 20 characters of one clause, mentions too
    ≈40            up to 40 characters of one sentence, commas and mentions too
    @name          a shared piece of pattern (see PIECES), or a word list of the rule's file
    #name          a whole construction (see rules/_constructions.toml)

Everything else is a regular expression in which each quantifier must have an upper bound.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kg.errors import nearest
from kg.extractors.kinds import ANY, TYPES, characters

_STOP: Final = "，。；：！？!?;…—"
_IN_CLAUSE: Final = f"[^{_STOP}{ANY}]"
# Characters that join two parties, not where they begin another word: 同期, 和谐, 与会, 跟踪, 及时.
_WITH: Final = r"(?:与(?!会|此|时)|和(?!平|谐|解)|同(?![期时日步年月样一台场批])|跟(?![踪随投]))"
_ALSO: Final = r"(?:、|以及|及(?!时)|和(?!平|谐|解)|暨|[，、]?以及)"
# Shared pieces of patterns. Each is bounded.
PIECES: Final[dict[str, str]] = {
    "cl": rf"(?:^|(?<=[{_STOP}]))",  # a clause begins
    "adv": rf"{_IN_CLAUSE}{{0,8}}?",  # adverbs and times before a verb; a longer run is rare and often a subject
    "in": (  # between subject and verb
        rf"{_IN_CLAUSE}{{0,16}}?(?:(?:[在于为给替向从以按]|依托|针对|通过|面向)[^{_STOP}]{{1,18}}?)?"
    ),
    "mod": rf"(?:{_IN_CLAUSE}{{0,18}}?)",  # between verb and object
    "be": r"(?:均|都|也|同时)?[是系为]",
    "with": rf"(?:{_WITH}|及(?!时))",
    "join": r"(?:联合|携手|会同|联手|牵手|协同|汇同|偕同)",
}
_AND: Final = rf"(?:{_ALSO}|并)"
_AND_WITH: Final = rf"(?:{_ALSO}|{_WITH}|[，、]?并?与)"
_TOGETHER: Final = rf"(?:{_ALSO}|{_WITH}|(?:[^，。；：！？、{ANY}]{{0,8}}?)(?:联合|携手|会同|联手|牵手|协同|{_WITH}))"
_DESCRIBED: Final = rf"(?:[^、与和及同在由的{_STOP}{ANY}]{{0,6}}?)"  # 、龙头企业甲公司
_UNMARKED: Final = rf"(?:、[^、和与及同{_STOP}{ANY}]{{2,16}}(?=、|和|及|与|以及)){{0,2}}"  # 、a name that nobody marked
_OTHERS: Final = (
    r"(?:等(?:多|数|几|[\d一二三四五六七八九十百余两]{1,5})?(?:[家所个名地方座区县市款项][^，。；：！？]{0,2}?)?"
    r"(?:单位|企业|公司|高校|院校|学校|机构|部门|园区|医院|产品|项目)?)?(?:[一两双二三四五六七八九](?:方|家|校|地|区|院|所)(?:单位|企业)?)?"
)
BOTH: Final = r"(?:[一两双二三四五六七八九](?:方|家|校|地|区|院|所|者|市|县|局)(?:单位|企业|公司|医院)?)"
JOINT: Final = re.compile("共同|联合|合作|合力|携手|联手|一起|一道|合资|共建|合建|合办|联办|双方|三方")
LISTS: Final[dict[str, str]] = {"+": _AND_WITH, "*": _AND, "&": _TOGETHER}

_TOKEN = re.compile(
    r"(?P<both>\{both\})|\{(?P<slot>[so]?)(?::(?P<types>[A-Za-z|!]+))?(?P<list>[+*&]?)\}"
    r"|(?<!\(\?)<(?P<trigger>(?:\(\?<[!=]|[^<>])+)>|(?P<gap>[~%≈])(?P<width>\d{1,3})|@(?P<piece>[a-z_]+)"
)
_UNBOUNDED = re.compile(r"(?<!\\)[*+]|\{\d*,\}")
_GAPS: Final[dict[str, str]] = {"~": _IN_CLAUSE, "%": f"[^{_STOP}]", "≈": "[^。！？!?]"}


def translate(
    pattern: str, types: Mapping[str, Sequence[str]], verbs: str, words: Mapping[str, str]
) -> tuple[str, list[str]]:
    """The regular expression for `pattern`, and what is wrong with it (empty when it is right).

    `types` gives the default types of the slots "s" and "o", `words` the word lists of the rule's file.
    The expression has the groups s, o and trigger as far as the pattern has them.
    """
    problems: list[str] = []
    out: list[str] = []
    position = 0
    for token in _TOKEN.finditer(pattern):
        literal = pattern[position : token.start()]
        problems += _literal_problems(literal)
        out.append(literal)
        position = token.end()
        if token["gap"]:
            out.append(_gap(token["gap"], token["width"]))
        elif token["both"]:
            out.append(f"(?P<both>{BOTH})")
        elif token["piece"]:
            piece = PIECES.get(token["piece"]) or words.get(token["piece"])
            if piece is None:
                problems.append(f"unknown piece @{token['piece']}{_near(token['piece'], [*PIECES, *words])}")
            else:
                out.append(f"(?:{piece})")
        elif token["trigger"]:
            trigger = verbs if token["trigger"] == "V" else token["trigger"]
            trigger = re.sub(r"@([a-z_]+)", lambda m: f"(?:{words.get(m[1], PIECES.get(m[1], m[0]))})", trigger)
            problems += _literal_problems(trigger)
            trigger = re.sub(r"([~%≈])(\d{1,3})", lambda m: _gap(m[1], m[2]), trigger)
            out.append(f"(?P<trigger>{trigger})")
        else:
            named = token["types"].split("|") if token["types"] else list(types.get(token["slot"], ()))
            unknown = [name for name in named if name.removesuffix("!") not in TYPES]
            problems += [f"unknown type {name}{_near(name, TYPES)}" for name in unknown]
            out.append(_slot(token["slot"], token["list"], [name for name in named if name not in unknown]))
    problems += _literal_problems(pattern[position:])
    out.append(pattern[position:])
    return "".join(out), problems


def _gap(kind: str, width: str) -> str:
    return f"(?:{_GAPS[kind]}{{0,{width}}}?)"


def _slot(name: str, listed: str, types: list[str]) -> str:
    one = f"[{characters(types)}]"
    # A link ends at the next mention however it is read, so that one way to read it is enough: (?>…). Without it the
    # ways multiply, and 甲联合联合乙联合联合丙… takes years.
    several = f"{one}(?>{_UNMARKED}{LISTS.get(listed, '')}{_DESCRIBED}{one}){{0,30}}{_OTHERS}" if listed else one
    return f"(?P<{name}>{several})" if name else f"(?:{several})"


def _literal_problems(literal: str) -> list[str]:
    return [f"unbounded quantifier in {literal!r}: write {{0,n}}"] if _UNBOUNDED.search(literal) else []


def _near(value: str, known: Sequence[str]) -> str:
    found = nearest(value, known)
    return f" (near: {', '.join(found)})" if found else ""
