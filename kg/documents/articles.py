"""A page's text -> its articles: where a new headline with its byline or lead begins, an article begins.

A wrong cut breaks what 该公司 refers to, so one sign alone never cuts: a headline needs a byline, a lead such as
本报讯, an end mark before it, or a page on which section marks or blank lines set all articles apart in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.model import Article, Span
from kg.sentences import Line, lines

_HEAD = ("section", "heading")
_DATE = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_DATELINE = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?=[电讯])")
# the head of a page: 第5版, A06, 04版, 二版, 头版, 责编：甲, or two names set far apart
_FOLIO = re.compile(
    r"第?[\d一二三四五六七八九十]{1,3}版|[头专]版|(?:^|\s)[A-D]\d{1,2}(?:\s|$)|第\d+期|责编|编辑[：:]|[\s　]{2}"
)


def split(text: str) -> tuple[Article, ...]:
    """The articles on the page in order, without overlap; all that is not blank is in one of them.

    A text without signs of several articles is one article. `title` is the main headline as printed, "" where there
    is none; `published` is the date printed with the headline, the dateline or the head of the page.
    """
    found = lines(text)
    if not found:
        return ()
    starts = [0, *_starts(found)]
    parts = [found[a:b] for a, b in zip(starts, [*starts[1:], len(found)], strict=True)]
    shared = _DATE.search(found[0].text) if len(parts) > 1 and found[0].kind != "byline" else None
    return tuple(
        Article(
            Span(part[0].span.start, part[-1].span.end),
            _title(part),
            _published(part) or (shared[0] if shared else None),
        )
        for part in parts
    )


def _starts(found: Sequence[Line]) -> list[int]:
    """The indices of the lines at which the second and later articles begin."""
    groups = _groups(found)
    sure = {start for start, after in groups if _sure(found, start, after)}
    page = bool(sure) or bool(_FOLIO.search(found[0].text) and found[0].kind != "body")
    likely: set[int] = set()
    if page:
        likely = _marked(found, groups, sure) | _set_apart(found, groups)
    return sorted(sure | likely)


def _groups(found: Sequence[Line]) -> list[tuple[int, int]]:
    """Runs of headlines after the first body text: index of the first line, and of the line after the run."""
    groups = []
    seen_body = False
    at = 0
    while at < len(found):
        if found[at].kind not in _HEAD or not seen_body:
            seen_body |= found[at].kind in ("body", "caption")
            at += 1
            continue
        start = at
        while at < len(found) and found[at].kind in _HEAD:
            at += 1
        if at < len(found):
            groups.append((start, at))
    return groups


def _sure(found: Sequence[Line], start: int, after: int) -> bool:
    """Whether a byline or a lead follows the headlines, or an end mark stands before them, and text comes after."""
    following = found[after]
    if following.kind == "body" and following.leads:
        return True
    if following.kind == "byline":
        return any(line.kind in ("body", "caption") for line in found[after + 1 : after + 4])
    ended = found[start - 1].kind in ("credit", "byline") and found[start].kind == "heading"
    return ended and following.kind == "body" and found[start].gap


def _marked(found: Sequence[Line], groups: Sequence[tuple[int, int]], sure: set[int]) -> set[int]:
    """Starts at section marks (【供销】, ●校地) of the kind that begins the first or a sure article, too."""
    proven = {found[i].text[0] for i in sure if found[i].kind == "section"}
    for line in found:
        if line.kind not in _HEAD:
            break
        if line.kind == "section":
            proven.add(line.text[0])
    return {s for s, _ in groups if found[s].kind == "section" and found[s].text[0] in proven}


def _set_apart(found: Sequence[Line], groups: Sequence[tuple[int, int]]) -> set[int]:
    """Starts after blank lines, on a page where no blank line stands between paragraphs or after a headline."""
    pairs = [(a, b) for a, b in pairwise(found) if not b.joined]
    if any(b.gap for a, b in pairs if a.kind == b.kind == "body") or not all(found[s].gap for s, _ in groups):
        return set()
    return {s for s, after in groups if not found[after].gap and found[after].kind == "body"}


def _head(part: Sequence[Line]) -> list[Line]:
    """The lines before the article's first body text."""
    head = []
    for line in part:
        if line.kind in ("body", "caption"):
            break
        head.append(line)
    return head


def _title(part: Sequence[Line]) -> str:
    """The main headline: the last before the byline and the sub-headline, which begins with a dash."""
    headings = [line.text for line in _head(part) if line.kind == "heading"]
    main = [h for h in headings if not h.startswith(("—", "－", "-", "（", "("))]
    return (main or headings or [""])[-1]


def _published(part: Sequence[Line]) -> str | None:
    """The date printed with the headline or the byline, else the day of the dateline."""
    head = _head(part)
    for line in head:
        if match := _DATE.search(line.text):
            return match[0]
    for line in [*head, *part[len(head) : len(head) + 1]]:
        if line.leads and (match := _DATELINE.search(line.text[:60])):
            return match[0]
    return None
