"""Titles beside names in one sentence: which person, which title, which body, where one is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from kg.extractors import roles
from kg.extractors.kinds import characters
from kg.extractors.reading import BODY, MENTION, PERSON, PLACE, Reading

EMPLOYER: Final = BODY + PLACE + characters(("Initiative",))
_GAP: Final = rf"[^，。；：！？{MENTION}]"
_CLOSE: Final = r"[”》」』]?(?:[（(][^（）()]{1,24}[）)])?"
_REPORTER: Final = r"(?:实习|见习|特约|首席|驻站)?(?:记者|記者)"


@dataclass(frozen=True, slots=True)
class Post:
    """One post found in one reading: indices of the person and the body (None: not printed), span of the title.

    `apart` is the index of a body named with the title that the post does not belong to (甲公司派驻的院长).
    """

    person: int
    body: int | None
    title: tuple[int, int] | None
    rule: str
    confidence: float
    apart: int | None = None


def find(reading: Reading) -> list[Post]:
    """The posts of one sentence, by person and title; where two finders see the same, the first one's reading."""
    found: dict[tuple[int, tuple[int, int] | None], Post] = {}
    for finder in (_bylines, _after_name, _before_name, _as_description, _given, _origins):
        for post in finder(reading):
            known = found.get((post.person, post.title))
            if known is None or (known.body is None and post.body is not None):
                found[post.person, post.title] = post
    return sorted(found.values(), key=lambda post: (post.person, post.title or (0, 0)))


def _post(reading: Reading, person: int, body: int | None, title: tuple[int, int], rule: str) -> Post | None:
    """One post with its title trimmed, None where it is no title."""
    role, cut = roles.trimmed(reading.text[slice(*title)])
    if not role:
        return None
    end = title[1]
    span = (end - len(role), end)
    if cut or body is None:
        return Post(person, None, span, rule, 0.65, apart=body)
    return Post(person, body, span, rule, 0.9)


@cache
def _byline() -> tuple[re.Pattern[str], re.Pattern[str]]:
    media = characters(("Media",))
    return (
        re.compile(
            rf"([{media}])[”》」』]?(?:[^。；！？，“]{{0,40}}?[电讯訊電])?[^。；！？，“]{{0,40}}?{_REPORTER}[^。；！？，]{{0,30}}"
        ),
        re.compile(rf"({_REPORTER})((?:[{PERSON}][、，/／|｜]?)+)"),
    )


def _bylines(reading: Reading) -> Iterator[Post]:
    """记者 and a medium in the same byline: all persons up to the next word."""
    line, reporters = _byline()
    for found in line.finditer(reading.text):
        for match in reporters.finditer(reading.text, found.start(), found.end()):
            if re.search(r"(?:本报|本刊|本网|本台)$", reading.text[: match.start()]):
                continue
            for index in range(*match.span(2)):
                if index in reading.mentions:
                    yield Post(index, found.start(1), match.span(1), "byline", 0.95)


@cache
def _named() -> re.Pattern[str]:
    return re.compile(
        rf"(?:([{EMPLOYER}]){_CLOSE})?({roles.title()})([{PERSON}])((?:、[{PERSON}](?![^，。；、]{{0,2}}[{PERSON}]))*)"
    )


@cache
def _chained() -> re.Pattern[str]:
    """A title of the same person before the one at hand: 甲公司董事长、 乙协会会长某某."""
    return re.compile(rf"([{EMPLOYER}]){_CLOSE}({roles.closed_title()})[、兼]$")


def _before_name(reading: Reading) -> Iterator[Post]:
    """Posts before names (甲公司董事长某某, 总经理某某); a second title in a row belongs to the same body."""
    body: int | None = None
    last = -1
    for match in _named().finditer(reading.text):
        if match.start(1) >= 0:
            body = match.start(1)
        elif not (last >= 0 and re.fullmatch(r"[、，和与及以]{0,2}", reading.text[last : match.start(2)])):
            body = None
        last = match.end()
        reporter = reading.text[slice(*match.span(2))].endswith(("记者", "記者", "通讯员"))
        if reporter and match.start(1) < 0:
            continue
        rule = "reporter" if reporter else "before" if body is not None else "bare"
        persons = [match.start(3), *(i for i in range(*match.span(4)) if i in reading.mentions)]
        for person in persons:
            post = _post(reading, person, body, match.span(2), rule)
            if post:
                yield post if post.body is not None else replace(post, rule="bare")
        yield from _earlier_titles(reading, match.start(1) if match.start(1) >= 0 else match.start(2), persons[0])


def _earlier_titles(reading: Reading, start: int, person: int) -> Iterator[Post]:
    """The titles in a row that lead up to `start` and belong to the same person, from last to first."""
    while match := _chained().search(reading.text, max(0, start - 60), start):
        post = _post(reading, person, match.start(1), match.span(2), "row")
        if post:
            yield post
        start = match.start(1)


_VERB: Final = (
    r"(?:现任|曾任|历任|原任|担任|出任|兼任|就任|留任|升任|转任|接任|调任|聘任|拟任|当选为?|受聘为|受聘担任|获聘为?|被聘为|被任命为|被选为"
    r"|聘为|选为|原是|原为|曾是|曾为|身为|作为|现为|当过|辞去|卸任|同时是|是|系|为|任)"
)
_END: Final = r"(?=[，。；：！？、）)的”（(]|$|[一期职时在期]|这|后|职务)"


@cache
def _held() -> tuple[tuple[str, re.Pattern[str]], ...]:
    title, polite = roles.closed_title(), "(?:同志|先生|女士)?"
    return (
        (
            "held",
            re.compile(
                rf"([{PERSON}]){polite}(?:{_GAP}{{0,16}}?{_VERB}|(?:，[^。；：！？{MENTION}]{{1,9}}){{0,6}}，{_GAP}{{0,10}}?{_VERB}|，)"
                rf"(?:一名|一位|了|该)?([{EMPLOYER}]){_CLOSE}的?({title}){_END}"
            ),
        ),
        ("appointed", re.compile(rf"([{PERSON}]){polite}{_GAP}{{0,16}}?{_VERB}()({title}){_END}")),
        (
            "appointed",
            re.compile(
                rf"(?:任命|聘任|聘请|选举|推举|聘|选举产生|免去|请)([{PERSON}]){polite}(?:为|担任|任|的|当了?)([{EMPLOYER}])?({title}){_END}"
            ),
        ),
        ("appended", re.compile(rf"([{PERSON}])[（(]([{EMPLOYER}])({title})[）)]")),
    )


@cache
def _continued() -> re.Pattern[str]:
    return re.compile(rf"[、，]([{EMPLOYER}]){_CLOSE}({roles.closed_title()}){_END}")


_HONORIFIC = re.compile(rf"([{BODY}])的?([{PERSON}])(研究员|教授|副教授|院士|老师|主任医师)")


def _after_name(reading: Reading) -> Iterator[Post]:
    """Posts after names: 某某任甲公司总经理; 某某，乙大学教授; 聘某某为顾问; 甲大学某某教授."""
    for rule, pattern in _held():
        for match in pattern.finditer(reading.text):
            body = match.start(2) if match.group(2) else None
            post = _post(reading, match.start(1), body, match.span(3), rule)
            if post:
                yield post
            following: re.Match[str] | None = match
            while following and body is not None:
                following = _continued().match(reading.text, following.end())
                more = following and _post(reading, match.start(1), following.start(1), following.span(2), rule)
                if more:
                    yield more
    for match in _HONORIFIC.finditer(reading.text):
        yield Post(match.start(2), match.start(1), match.span(3), "honorific", 0.8)


@cache
def _described() -> re.Pattern[str]:
    return re.compile(
        rf"(?:曾任|现任|时任|担任|出任|任|当过|担纲)([{EMPLOYER}])?{_CLOSE}(?:的)?({roles.closed_title()})的([{PERSON}])"
    )


def _as_description(reading: Reading) -> Iterator[Post]:
    """Posts that describe the one who is named next: 曾任甲公司经理的某某."""
    for match in _described().finditer(reading.text):
        body = match.start(1) if match.group(1) else None
        post = _post(reading, match.start(3), body, match.span(2), "described")
        if post:
            yield post


@cache
def _by() -> re.Pattern[str]:
    return re.compile(
        rf"([{EMPLOYER}])?({roles.title()})(?:一职)?(?:仍由|将由|拟由|由|是)[^，。；：！？{PERSON}]{{0,24}}?([{PERSON}])"
        r"(?=兼任|担任|出任|接任|兼|[，。；])"
    )


def _given(reading: Reading) -> Iterator[Post]:
    """Posts said to be held by somebody: 院长由乙大学教授某某兼任."""
    for match in _by().finditer(reading.text):
        post = _post(reading, match.start(3), match.start(1) if match.group(1) else None, match.span(2), "given")
        if post:
            yield post


_ORIGINS: Final = (
    re.compile(rf"(?:来自|代表)([{EMPLOYER}])(?:{_GAP}{{0,10}})的([{PERSON}])"),
    re.compile(rf"(?<![与和同、])([{BODY}])的([{PERSON}])"),
)
_COMES_FROM = re.compile(
    rf"([{PERSON}]){_GAP}{{0,8}}(?:来自|出身于|供职于|就职于|任职于|调自|跳槽自)([{BODY}])"
    r"(?![^，。；]{0,4}的)"
)


def _origins(reading: Reading) -> Iterator[Post]:
    """Where a person comes from, without a title: 来自甲公司的某某, 某某来自甲公司."""
    for pattern in _ORIGINS:
        for match in pattern.finditer(reading.text):
            yield Post(match.start(2), match.start(1), None, "origin", 0.7)
    for match in _COMES_FROM.finditer(reading.text):
        yield Post(match.start(1), match.start(2), None, "origin", 0.7)
