"""The words of posts as patterns: what a printed title looks like, and whose title it can be."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kg import lexicon
from kg.extractors.kinds import ANY

# A title's words before its head: no mark, no mention, no word that would make a sentence of it.
_WORD: Final = rf"[^，。；：！？、（）()“”《》\s／/|｜{ANY}]"
_JOINT: Final = r"(?:、|兼任|兼|暨|及|和|／|/)"
_NOT_INSIDE = re.compile(r"[在由把被了说称将从给]|表示|介绍|告诉|希望|[是于][^务销商]|据|会见|邀请|聘请|任命|选举|推举|认为|指出|透露")
# Words that announce a title without being part of it.
_LEAD = re.compile(r"^(?:的|新任|现任|原?来自|一名|一位|这位|该|派出|派驻|委派|以及|及|和|与|同|其|有关|之一|当时的|今年|年轻的|退休|知名|著名|已故)+")
SENIORITY: Final = "原前"


@cache
def head() -> str:
    """An expression for the last word of a title."""
    table = lexicon.table("posts")
    words = sorted({str(word) for word in table["heads"]}, key=lambda word: (-len(word), word))
    endings = [rf"[\u4e00-\u9fff](?<![{but}]){end}" for end, but in sorted(table["endings"].items())]
    return "(?:" + "|".join([*map(re.escape, words), *endings]) + ")"


@cache
def title() -> str:
    """An expression for one whole title: unit, post, and further posts of the same person (党委委员、副主任)."""
    one = rf"{_WORD}{{0,24}}?{head()}(?:[（(][^（）()]{{1,8}}[）)])?"
    return rf"{one}(?:{_JOINT}{_WORD}{{0,18}}?{head()}){{0,4}}"


@cache
def plain_title() -> str:
    """An expression for a title after its holder, which ends at a mark or before a verb."""
    one = rf"{_WORD}{{0,16}}?{head()}"
    return rf"{one}(?:{_JOINT}{_WORD}{{0,14}}?{head()}){{0,4}}"


def trimmed(role: str) -> str:
    """`role` without the words that only announce it; empty where it is no title."""
    bare = _LEAD.sub("", role)
    return "" if _NOT_INSIDE.search(bare) else bare


@cache
def employers(role: str) -> tuple[str, ...]:
    """The kinds of body that `role` can belong to, likeliest first; empty where any organisation will do."""
    table = lexicon.table("posts")
    ends = [(len(word), kind) for kind, words in table["employers"].items() for word in words if role.endswith(word)]
    if not ends:
        return ()
    kind = max(ends)[1]
    return (kind, *table["kin"].get(kind, ()))
