"""Who works for whom: claims from posts printed before or after names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kg.extractors import dates, roles, titles
from kg.extractors.reading import Reading, read
from kg.extractors.titles import Post
from kg.model import AnnotatedDocument, Claim, Mention, Sentence, Span, Status

NAME: Final = "posts"
# A change of post has a date; holding one has none.
_CHANGE = re.compile(r"任命|当选|受聘|获聘|聘任|聘请|聘为|出任|接任|转任|调任|升任|选举|推举|免去|辞去|上任|履新")
_STATUS: Final[tuple[tuple[Status, re.Pattern[str]], ...]] = (
    ("denied", re.compile(r"(?:从未|从没|未曾|并未|没有|否认|并非|不是|猜测|[网盛谣]传|网上有人)[^，。；]{0,12}$")),
    ("planned", re.compile(r"(?:拟|将|提名|计划聘|计划邀|打算聘|有望)[^，。；]{0,8}$")),
)
_AHEAD: Final = re.compile(r"^拟任|候选人$|人选$")  # a title that is still to be given: 拟任副行长, 独立董事候选人
# Who is called so is not of the body that the article speaks of: 船长某某, 护林员某某, 老茶师某某.
_ANYWHERE: Final = re.compile(r"船长$|机长$|外交官$|带头人$|协调人$|[^官专派]员$|[^程计]师$")
# A place employs those who govern it, no one else.
_GOVERNING = re.compile(r"书记|[市县区州省镇乡旗盟]长|主席|支书|人大|政协|政府|委员|常委|部长|主任|局长")
_ORGANISATIONS: Final = frozenset(
    {"Organisation", "Company", "University", "ResearchInstitute", "GovernmentBody", "DevelopmentZone", "Alliance"}
)


@dataclass(frozen=True, slots=True)
class _Found:
    """One post, the sentence it stands in, and the body it belongs to."""

    sentence: Sentence
    reading: Reading
    post: Post
    person: Mention
    body: Mention


def extract(annotated: AnnotatedDocument) -> Iterator[Claim]:
    """The works_for claims of one document, by sentence, person and title.

    `role` is the printed title with the unit it names; `trigger` is its span. A title without a body belongs to a
    fitting body before it, in its sentence or in an earlier one of the same article; a person whose body is printed
    elsewhere in the article needs no such guess.
    """
    for article in _articles(annotated):
        posts = [titles.find(reading) for _, reading in article]
        placed = {
            reading.mentions[post.person].refers_to
            for (_, reading), found in zip(article, posts, strict=True)
            for post in found
            if post.body is not None
        }
        earlier: list[Mention] = []
        employers: list[Mention] = []
        for (sentence, reading), found in zip(article, posts, strict=True):
            for post in found:
                person = reading.mentions[post.person]
                if len(person.refers_to) != 1 or (post.rule == "bare" and person.refers_to in placed):
                    continue
                post, body = _placed(reading, post, earlier, employers)
                if body is not None and _fits_role(body, _role(reading, post)):
                    employers.append(body)
                    yield _claim(annotated, _Found(sentence, reading, post, person, body))
            earlier.extend(mention for _, mention in sorted(reading.mentions.items()) if mention.type != "Person")


def _articles(annotated: AnnotatedDocument) -> Iterator[list[tuple[Sentence, Reading]]]:
    group: list[tuple[Sentence, Reading]] = []
    for sentence in annotated.sentences:
        if group and sentence.article != group[-1][0].article:
            yield group
            group = []
        group.append((sentence, read(annotated, sentence)))
    if group:
        yield group


def _role(reading: Reading, post: Post) -> str | None:
    return reading.text[slice(*post.title)] if post.title else None


def _fits_role(body: Mention, role: str | None) -> bool:
    if len(body.refers_to) != 1 or body.type in ("Person", "Product"):
        return False
    return body.type != "Place" or bool(role and _GOVERNING.search(role))


def _claim(annotated: AnnotatedDocument, found: _Found) -> Claim:
    reading, post = found.reading, found.post
    trigger = reading.span(*post.title) if post.title else None
    before = re.split(r"[，。；]", reading.text[: post.title[0] if post.title else post.person])[-1]
    status: Status = next((status for status, cue in _STATUS if cue.search(before)), "realised")
    if status == "realised" and _AHEAD.search(_role(reading, post) or ""):
        status = "planned"
    around = before + reading.text[post.person : post.person + 12]
    date: Span | None = None
    if _CHANGE.search(around):
        date = dates.governing_date(annotated, found.sentence, trigger)
    return Claim(
        subject=found.person,
        relation="works_for",
        object=found.body,
        sentence=found.sentence,
        trigger=trigger,
        status=status,
        speaker=None,
        date=date,
        role=_role(reading, post),
        confidence=post.confidence,
        extractor=NAME,
        rule=f"works_for/{post.rule}",
    )


def _placed(
    reading: Reading, post: Post, earlier: list[Mention], employers: list[Mention]
) -> tuple[Post, Mention | None]:
    """The post and its body; a bare noun for the body (支行行长) goes from the title once its name has been found."""
    word = roles.opening_body(_role(reading, post) or "") if post.body is None else ""
    if word and post.title:
        here = [m for index, m in sorted(reading.mentions.items()) if index < post.title[0]]
        named = [m for m in [*earlier, *here] if len(m.refers_to) == 1 and word in m.refers_to[0]]
        if named:
            start, end = post.title
            return replace(post, title=(start + len(word), end)), named[-1]
    return post, _body(reading, post, earlier, employers)


def _body(reading: Reading, post: Post, earlier: list[Mention], employers: list[Mention]) -> Mention | None:
    """The body of a post: the printed one, or else the likeliest before it.

    A body whose name the title repeats (馆长: 馆) comes first, the nearest of them; then the body of the post before,
    the nearest fitting body in the sentence, and the one that the article has mentioned most.
    """
    if post.body is not None:
        return reading.mentions[post.body]
    role = _role(reading, post) or ""
    if post.rule == "bare" and (roles.needs_body(role) or _ANYWHERE.search(role)):
        return None
    at = post.title[0] if post.title else post.person
    here = [m for index, m in sorted(reading.mentions.items()) if index < at and _may_employ(m, role)]
    before = [m for m in earlier if _may_employ(m, role)]
    if post.apart is not None:
        other = reading.mentions[post.apart].refers_to
        here, before = [m for m in here if m.refers_to != other], [m for m in before if m.refers_to != other]
    words = roles.named_in(role)
    named = [m for m in [*before, *here] if any(word in m.refers_to[0] for word in words)]
    last = [m for m in employers if _may_employ(m, role)]
    if post.rule == "bare" and len({m.refers_to for m in (*before, *here)}) > 2:
        last = []  # among many bodies the post before says little: 37 of 100, where the commonest body has 73
    nearer = (here, last) if post.rule == "bare" else (last, here)
    for candidates in (named, *nearer, _commonest(before)):
        if candidates:
            return candidates[-1]
    return None


def _commonest(mentions: list[Mention]) -> list[Mention]:
    """The mentions of the entity that is mentioned most; of two, the one mentioned last."""
    counts = Counter(mention.refers_to for mention in mentions)
    order = {mention.refers_to: index for index, mention in enumerate(mentions)}
    best = max(counts, key=lambda name: (counts[name], order[name]), default=())
    return [mention for mention in mentions if mention.refers_to == best]


def _may_employ(mention: Mention, role: str) -> bool:
    kinds = roles.employers(role)
    return len(mention.refers_to) == 1 and mention.type in (kinds or _ORGANISATIONS)
