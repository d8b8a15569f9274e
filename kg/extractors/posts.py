"""Who works for whom: claims from posts printed before or after names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.extractors import dates, roles
from kg.extractors.kinds import characters
from kg.extractors.reading import BODY, MENTION, PERSON, PLACE, Reading, read
from kg.model import AnnotatedDocument, Claim, Mention, Sentence, Span, Status

NAME: Final = "posts"
EMPLOYER: Final = BODY + PLACE + characters(("Initiative",))
_GAP: Final = rf"[^，。；：！？{MENTION}]"
_BRACKET: Final = r"(?:[（(][^（）()]{1,24}[）)])?"
# A change of post has a date; holding one has none.
_CHANGE = re.compile(r"任命|当选|受聘|获聘|聘任|聘请|聘为|出任|接任|转任|调任|升任|选举|推举|免去|辞去|上任|履新")
_PLANNED = re.compile(r"(?:拟|将|提名)[^，。；]{0,6}$")
_GOVERNING = re.compile(r"(?:书记|[市县区州省镇乡旗盟]长|主席|支书|人大|政协|政府|委员|常委|部长|主任|局长)")


@dataclass(frozen=True, slots=True)
class Post:
    """One post found in one reading: indices of the person and the body (None: not printed there), span of the title."""

    person: int
    body: int | None
    title: tuple[int, int] | None
    rule: str
    confidence: float


def extract(annotated: AnnotatedDocument) -> Iterator[Claim]:
    """The works_for claims of one document, by sentence, person and body.

    `role` is the printed title with the unit it names; `trigger` is its span. A title without a body belongs to the
    nearest body of a fitting kind before it, in its sentence or in an earlier one of the same article.
    """
    earlier: list[Mention] = []
    article = -1
    for sentence in annotated.sentences:
        if sentence.article != article:
            earlier, article = [], sentence.article
        reading = read(annotated, sentence)
        for post in sorted(_posts(reading), key=lambda p: (p.person, p.title or (0, 0))):
            claim = _claim(annotated, sentence, reading, post, earlier)
            if claim is not None:
                yield claim
        earlier.extend(mention for _, mention in sorted(reading.mentions.items()) if mention.type != "Person")


def _posts(reading: Reading) -> list[Post]:
    """The posts of one sentence: each finder in turn; a person and a title are read together once."""
    found: dict[tuple[int, tuple[int, int] | None], Post] = {}
    for finder in (_bylines, _before_name, _after_name, _origins):
        for post in finder(reading):
            found.setdefault((post.person, post.title), post)
    return list(found.values())


@cache
def _byline() -> re.Pattern[str]:
    media = characters(("Media",))
    return re.compile(
        rf"([{media}])(?:[^。；！？，]{{0,30}}?[电讯訊電])?[（(【]?(?:[^。；！？，“]{{0,12}}?[（(【])?"
        rf"((?:[\u4e00-\u9fff]{{2}})?(?:记者|記者))((?:[{PERSON}][、，/／|]?(?:摄影报道)?)+)"
    )


def _bylines(reading: Reading) -> Iterator[Post]:
    """记者 and a medium in the same byline: all persons up to the next word."""
    for match in _byline().finditer(reading.text):
        start, end = match.span(2)
        title = (max(start, end - 2), end)
        for index in range(*match.span(3)):
            if index in reading.mentions:
                yield Post(index, match.start(1), title, "byline", 0.95)


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?:([{EMPLOYER}]){_BRACKET})?({roles.title()})([{PERSON}])((?:、[{PERSON}](?![^，。；、]{{0,2}}[{PERSON}]))*)")


def _before_name(reading: Reading) -> Iterator[Post]:
    """Posts before names (甲公司董事长某某, 总经理某某); a second title in a row belongs to the same body."""
    body: int | None = None
    last = -1
    for match in _named().finditer(reading.text):
        start, end = _trim(reading, *match.span(2))
        if start == end:
            continue
        if match.start(1) >= 0:
            body = match.start(1)
        elif not (last >= 0 and re.fullmatch(r"[、，和与及以]{0,2}", reading.text[last : match.start(2)])):
            body = None
        last = match.end()
        rule = "before" if body is not None else "bare"
        if reading.text[start:end].endswith(("记者", "記者", "通讯员")):
            if match.start(1) < 0:
                continue
            rule = "reporter"
        persons = [match.start(3), *(i for i in range(*match.span(4)) if i in reading.mentions)]
        for person in persons:
            yield Post(person, body, (start, end), rule, 0.9 if body is not None else 0.7)


def _trim(reading: Reading, start: int, end: int) -> tuple[int, int]:
    role = roles.trimmed(reading.text[start:end])
    return (end - len(role), end) if role else (end, end)


_VERB: Final = (
    r"(?:现任|曾任|历任|原任|担任|出任|兼任|就任|留任|升任|转任|接任|调任|聘任|拟任|当选为?|受聘为|受聘担任|获聘为?|被聘为|被任命为|被选为"
    r"|聘为|选为|原是|原为|曾是|曾为|身为|作为|现为|是|系|为|任)"
)


@cache
def _held() -> tuple[re.Pattern[str], ...]:
    title, employer = roles.plain_title(), EMPLOYER
    end = r"(?=[，。；：！？、）)的”（(]|$|[一期职时在期]|这|后|职务|一职|[{MENTION}])"
    return (
        re.compile(rf"([{PERSON}])(?:同志|先生|女士)?(?:{_GAP}{{0,16}}?{_VERB}|，|，[^，。；{MENTION}]{{0,6}}{_VERB})(?:一名|一位|了)?([{employer}]){_BRACKET}的?({title}){end}"),
        re.compile(rf"([{PERSON}])(?:同志|先生|女士)?{_GAP}{{0,16}}?{_VERB}()({title}){end}"),
        re.compile(rf"(?:任命|聘任|聘请|选举|推举|聘|选举产生)([{PERSON}])(?:同志)?(?:为|担任|任)([{employer}])?({title}){end}"),
        re.compile(rf"([{PERSON}])[（(]([{employer}])({title})[）)]"),
    )


@cache
def _given() -> re.Pattern[str]:
    return re.compile(rf"([{EMPLOYER}])?({roles.title()})(?:一职)?(?:由|仍由|将由|拟由)([{PERSON}])")


def _after_name(reading: Reading) -> Iterator[Post]:
    """Posts after names: 某某任甲公司总经理; 某某，乙大学教授; 聘某某为顾问; 院长由某某兼任."""
    for number, pattern in enumerate(_held()):
        for match in pattern.finditer(reading.text):
            start, end = _trim(reading, *match.span(3))
            if start < end:
                body = match.start(2) if match.group(2) else None
                yield Post(match.start(1), body, (start, end), f"after-{number}", 0.85 if body is not None else 0.65)
    for match in _given().finditer(reading.text):
        start, end = _trim(reading, *match.span(2))
        if start < end:
            body = match.start(1) if match.group(1) else None
            yield Post(match.start(3), body, (start, end), "given", 0.8 if body is not None else 0.65)


_ORIGINS: Final = (
    re.compile(rf"(?:来自|代表)([{EMPLOYER}])(?:{_GAP}{{0,10}})的?([{PERSON}])"),
    re.compile(rf"(?<![与和同、])([{BODY}])的([{PERSON}])"),
)


def _origins(reading: Reading) -> Iterator[Post]:
    """Where a person comes from, without a title: 来自甲公司的某某."""
    for pattern in _ORIGINS:
        for match in pattern.finditer(reading.text):
            yield Post(match.start(2), match.start(1), None, "origin", 0.7)


def _claim(
    annotated: AnnotatedDocument, sentence: Sentence, reading: Reading, post: Post, earlier: list[Mention]
) -> Claim | None:
    person = reading.mentions[post.person]
    role = reading.text[slice(*post.title)] if post.title else None
    body = reading.mentions[post.body] if post.body is not None else _employer(reading, post, role or "", earlier)
    if body is None or len(person.refers_to) != 1 or len(body.refers_to) != 1:
        return None
    if body.type == "Place" and not (role and _GOVERNING.search(role)):
        return None
    trigger = reading.span(*post.title) if post.title else None
    clause = reading.text[: post.title[0] if post.title else post.person]
    clause = re.split(r"[，。；]", clause)[-1]
    status: Status = "planned" if _PLANNED.search(clause) else "realised"
    around = clause + reading.text[post.person : post.person + 12]
    date: Span | None = dates.governing_date(annotated, sentence, trigger) if _CHANGE.search(around) else None
    return Claim(
        subject=person,
        relation="works_for",
        object=body,
        sentence=sentence,
        trigger=trigger,
        status=status,
        speaker=None,
        date=date,
        role=role,
        confidence=post.confidence,
        extractor=NAME,
        rule=f"works_for/{post.rule}",
    )


def _employer(reading: Reading, post: Post, role: str, earlier: list[Mention]) -> Mention | None:
    """The body that a title without one belongs to: the nearest fitting one before it."""
    kinds = roles.employers(role)
    at = post.title[0] if post.title else post.person
    here = [mention for index, mention in sorted(reading.mentions.items()) if index < at and mention.type != "Person"]
    fitting = [m for m in [*earlier, *here] if len(m.refers_to) == 1 and _fits(m, kinds)]
    return fitting[-1] if fitting else None


def _fits(mention: Mention, kinds: tuple[str, ...]) -> bool:
    if kinds:
        return mention.type in kinds
    return mention.type in _ORGANISATIONS


_ORGANISATIONS: Final = frozenset(
    {"Organisation", "Company", "University", "ResearchInstitute", "GovernmentBody", "DevelopmentZone", "Alliance"}
)
