"""What a name tells without its article: its phase, its division, and whether it names anything by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from kg import lexicon
from kg.model import name_key

_PHASE: Final = re.compile(r"(?:第?([一二三四五六七八九十首1-9])期|([ⅰⅱⅲivx]{1,3})期)(?:工程|项目)?$")
_WHOLE: Final = (
    "大学", "学院", "医院", "研究院", "研究所", "研究中心", "实验室", "基地", "平台", "中心",
    "项目", "开发区", "高新区", "产业园", "委员会", "集团", "银行", "公司", "协会", "联盟",
)  # fmt: skip
_BARE_NAMES: Final = frozenset(
    p + h for h in _WHOLE for p in ("", "联合", "重点", "全国重点", "国家重点", "工程", "技术", "人民", "中试", "产业")
)
DIVISIONS: Final = ("自治区", "省", "市", "州", "县", "区", "师", "旗")


@lru_cache(maxsize=1 << 16)
def phase(name: str) -> tuple[str, str]:
    """A name without its phase, and the phase as a digit; "" where it has none: 某项目一期 -> 某项目, 1."""
    key = name_key(name)
    match = _PHASE.search(key)
    if not match:
        return key, ""
    digit = match[1] or {"i": "一", "ii": "二", "iii": "三"}.get(match[2], match[2])
    digit = "一" if digit == "首" else digit
    return key[: match.start()], "123456789"[
        "一二三四五六七八九".find(digit)
    ] if digit in "一二三四五六七八九" else digit


def level(name: str) -> str:
    """The division a relative name begins with (市科技局 -> 市, 自治区发改委 -> 自治区); "" where it is none."""
    key = name_key(name)
    if not re.search(
        "(?:局|厅|委|委员会|政府|办|办公室|政协|法院|检察院|医院|[一二三四五六七八九十]院|分院|科院|研究院|科学院|中心|公司"
        "|集团|总站|总队|支队|图书馆|博物馆|党校|总工会|妇联|团委|工商联|科协|文联|残联)$",
        key,
    ):
        return ""
    if re.match("市场|市政|市域|区块|区域|师范|师大|州际|省会|县域", key):
        return ""
    return next((v for v in DIVISIONS if key.startswith(v) and 1 < len(key) - len(v) <= 9), "")


@lru_cache(maxsize=1 << 16)
def generic(name: str, type: str) -> bool:
    """Whether the name tells nothing without its article: 二期, 市科技局, 高新区, 联合实验室."""
    base, number = phase(name)
    if number and len(re.sub("(?:项目|工程|产业园)", "", base)) < 2:
        return True
    return type not in ("Person", "Place", "Product") and (bool(level(name)) or base in _bare_names())


@cache
def _bare_names() -> frozenset[str]:
    """Head nouns that name nothing by themselves; 教育部, 国务院 and the like do."""
    tables = (t for t in lexicon.table("heads").values() if isinstance(t, dict))
    heads = {name_key(h) for t in tables for k in ("names", "weak") for h in t.get(k, ())}
    return _BARE_NAMES | {h for h in heads if not re.search("部$|^国|^中科|^世|^联合国|总局$", h)}


def completed(name: str, type: str, others: Sequence[str], build: Sequence[str]) -> str:
    """A generic name with what the other names of its article add, the name itself where they do not agree.

    二期 beside 某某项目一期 is 某某项目二期, 市科技局 beside 某某市 is 某某市科技局. For provinces, which an article
    seldom names, the names of the whole build are asked too.
    """
    base, number = phase(name)
    if number:
        bases = {phase(o)[0] for o in others if phase(o)[1] and phase(o)[0]}
        return _only(bases, name_key(name)) if not base else name_key(name)
    prefix = level(name)
    for known in (others, build if prefix in ("自治区", "省") else ()):
        longest = 3 if prefix == "省" else 8
        found = (
            {m[1] for o in known if (m := re.match(rf"(.{{2,{longest}}}?){prefix}", name_key(o)))} if prefix else set()
        )
        if found:
            return _only(found, name_key(name))
    return name_key(name)


def _only(heads: set[str], rest: str) -> str:
    """The longest head before `rest` if the others are pieces of it, else `rest`."""
    longest = max(sorted(heads), key=len, default="")
    return longest + rest if all(h in longest for h in heads) else rest
