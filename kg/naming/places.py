"""Known places inside names: divisions with or without their level, and the one-character names of provinces."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kg import lexicon
from kg.model import name_key

WIDE: Final = frozenset({"中国", "全国", "国家"})  # before a name, like a place
_PEOPLES: Final = (
    "(?:(?:朝鲜|土家|苗|藏|羌|彝|侗|布依|傣|壮|哈尼|景颇|傈僳|白|回|蒙古|满|瑶|畲|黎|水|锡伯|撒拉|东乡|保安|拉祜|佤|纳西|仡佬|毛南|仫佬)族"
    "|维吾尔|(?<!内)蒙古|柯尔克孜|哈萨克|塔吉克){0,4}"
)
_LEVEL: Final = re.compile(rf"(?:特别行政区|{_PEOPLES}自治[区州县]|地区|[省市州县区盟旗])$")


@cache
def places() -> dict[str, str]:
    """Each known place as it may stand in a name, with its stem: 四川省 and 四川 -> 四川."""
    found: dict[str, str] = {}
    for values in lexicon.table("places").values():
        if isinstance(values, list):
            for value in values:
                key = name_key(value)
                if len(key) > 1:
                    found[key] = stem(key)
                    found.setdefault(stem(key), stem(key))
    return found | {w: w for w in WIDE}


def stem(place: str) -> str:
    """A place without its level where two characters are left: 昌吉回族自治州 -> 昌吉, 沙县 -> 沙县."""
    short = _LEVEL.sub("", place)
    return short if len(short) > 1 else place


@cache
def provinces() -> dict[str, str]:
    """The one-character names of provinces with the common name: 川 -> 四川."""
    return {str(k): str(v) for k, v in lexicon.table("places")["abbreviations"].items()}


@cache
def _longest() -> int:
    return max(map(len, places()))


def place_at(key: str, start: int) -> str:
    """The longest known place that stands in `key` at `start`, with its level; "" where none does."""
    known = places()
    for length in range(min(_longest(), len(key) - start), 1, -1):
        if key[start : start + length] in known:
            found = key[start : start + length]
            after = key[start + length : start + length + 1]
            level = after in ("省", "市", "州", "县", "区", "盟") and found == known[found] and found not in WIDE
            return found + after if after and level and start + length + 1 < len(key) else found
    return ""


def place_of(name: str) -> str:
    """The stem of the known place with which a name begins; "" where it begins with none."""
    found = place_at(name_key(name), 0)
    return places().get(found) or stem(found)
