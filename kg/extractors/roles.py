"""The words of posts as patterns: what a printed title looks like, and whose title it can be."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kg import lexicon
from kg.extractors.kinds import ANY

# A title's words before its head: no mark, no mention.
_WORD: Final = rf"[^，。；：！？、（）()“”《》\s／/|｜{ANY}]"
_JOINT: Final = r"(?:、|兼任|兼|暨|及|和|／|/)"
# A word that would make a sentence of it.
_NOT_INSIDE = re.compile(
    r"[在由把被了说称将从给]|表示|介绍|告诉|希望|[是于][^务销商]|会见|邀请|聘请|任命|选举|推举|认为|指出|透露|因病"
)
# Words that announce a title without being part of it.
_LEAD = re.compile(
    r"^(?:的|新任|现任|一名|一位|一个|这位|该|(?:派出|派驻|委派)(?!的)|以及|及|和|与|同|其|有关|当时|今年|如今|目前|老(?=工|校长|书记)"
    r"|知名|著名|已故|首届|仍留|线上|唯一|据)+"
)
# X长 belongs to a body with X in its name; 校长 to any that teaches.
_HEADED = re.compile(r"([馆院校局厅所矿站店厂会行社队庭司室县市区州镇乡])(?:副?[长主]任?|理事长|秘书长|负责人)$")
_TEACHING: Final = ("大学", "学院", "学校", "校", "中学", "小学")


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
def closed_title() -> str:
    """An expression for a title that a mark or the end of its clause follows."""
    one = rf"{_WORD}{{0,16}}?{head()}"
    return rf"{one}(?:{_JOINT}{_WORD}{{0,14}}?{head()}){{0,4}}(?:[（(][^（）()]{{1,8}}[）)])?"


def trimmed(role: str) -> tuple[str, bool]:
    """`role` without the words that only announce it (empty: it is no title), and whether more than those went.

    甲公司派驻的院长 is no post at 甲公司: what stands before 的 is not part of the title, and the body not its own.
    """
    bare = _LEAD.sub("", role)
    lead, mark, last = bare.rpartition("的")
    if mark and not re.search(r"分管|负责|主管|主持", lead):
        return ("" if _NOT_INSIDE.search(last) else _LEAD.sub("", last)), True
    return ("" if _NOT_INSIDE.search(bare) else bare), False


@cache
def employers(role: str) -> tuple[str, ...]:
    """The kinds of body that `role` can belong to, likeliest first; empty where any organisation will do."""
    table = lexicon.table("posts")
    ends = [(len(word), kind) for kind, words in table["employers"].items() for word in words if role.endswith(word)]
    if not ends:
        return ()
    kind = max(ends)[1]
    return (kind, *table["kin"].get(kind, ()))


def needs_body(role: str) -> bool:
    """Whether `role` says nothing about an employer unless one is printed with it (队员, 作家)."""
    ends = tuple(lexicon.table("posts")["unemployed"])
    return role.endswith(ends) or not re.search(r"[长任记事理裁监官秘师人授员总席]$", role)


def opening_body(role: str) -> str:
    """The bare noun for a body that `role` opens with (支行 in 支行党支部书记), empty where it opens with none."""
    found = [word for word in lexicon.table("posts")["bodies"] if role.startswith(word) and len(role) >= len(word) + 2]
    return str(max(found, key=len, default=""))


def named_in(role: str) -> tuple[str, ...]:
    """The words one of which the employer's name should hold (馆长: 馆); empty where the title names none."""
    match = _HEADED.search(role)
    if match is None:
        return ()
    return _TEACHING if match[1] == "校" else (match[1],)
