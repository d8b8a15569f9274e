"""Names in quotation marks that the reader of names left out or cut: “某某”智慧物流平台, “某某三年行动”."""

from __future__ import annotations

import re

from kg.mentions.lines import Line
from kg.mentions.spans import Name
from kg.mentions.types import head_type, is_generic

INITIATIVES = frozenset({"Platform", "Project", "Programme", "PilotZone", "Event", "Product", "Alliance"})
MAX_QUOTED, MAX_AFTER = 30, 12
_QUOTED = re.compile(r"[“「]([^“”「」，。；！？、]{2,30})[”」]")
_AMOUNT = r"\d+(?:\.\d+)?[万亿]?(?:吨|立方米|方|千瓦|兆瓦|吉瓦|千瓦时|公里|平方米|标方|辆|台|套|只|片|吨级)"
_QUANTITY = re.compile(rf"(?:年产)?{_AMOUNT}[^\s，。；、“”（）()的]{{2,14}}?(?=、|和|与|及|以及|等|$)")
_ROW = re.compile(rf"(?P<row>(?:年产)?{_AMOUNT}[^\s，。；“”（）()]{{2,60}}?)等[\u4e00-\u9fff]{{0,6}}项目")
_STOPS = frozenset({"v", "vd", "p", "c", "u", "d", "r", "w", "TIME", "xc", "q", "ad", "f", "PER", "ORG"})


def quoted_names(line: Line) -> list[Name]:
    """Quoted names that end with a head noun, and quoted words with the noun phrase after them that ends with one."""
    found = []
    for match in _QUOTED.finditer(line.text):
        inner = match[1]
        kind, strong = head_type(inner)
        end, outer = _phrase_after(line, match.end())
        if outer:
            found.append(Name(match.start(), end, outer, "name/quoted-head"))
        elif strong and not is_generic(inner) and len(inner) > 4:
            found.append(Name(match.start(1), match.end(1), kind, "name/quoted"))
    return found


def _phrase_after(line: Line, start: int) -> tuple[int, str]:
    """Where the noun phrase right after a closing quote ends, and its type; the type is empty if there is none."""
    best = (start, "")
    for word in line.words:
        if word.start < start:
            continue
        if word.tag in _STOPS or word.end - start > MAX_AFTER:
            break
        kind, strong = head_type(line.text[start : word.end])
        if strong and kind in INITIATIVES:
            best = (word.end, kind)
    return best


def quantity_projects(line: Line) -> list[Name]:
    """Projects named by what they make, in a row that ends in 等…项目: 60万吨甲醇、年产20万吨尿素等重点项目."""
    found = []
    for row in _ROW.finditer(line.text):
        for match in _QUANTITY.finditer(line.text, row.start(), row.end("row")):
            found.append(Name(*match.span(), "Project", "name/quantity"))
    return found
