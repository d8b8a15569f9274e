"""Whether one name is a short form of another: 准东开发区 of 准东经济技术开发区, 某大附院 of 某大学附属医院."""

from __future__ import annotations

import itertools
import re

from kg.mentions.types import head_type, is_place
from kg.model import name_key

GROUPS: tuple[frozenset[str], ...] = (
    frozenset({"Company", "University", "ResearchInstitute", "GovernmentBody", "Organisation", "Media", "Alliance",
               "DevelopmentZone", "Platform"}),
    frozenset({"Project", "Programme", "PilotZone", "Event", "Platform", "Product"}),
    frozenset({"Place", "DevelopmentZone"}),
    frozenset({"PilotZone", "DevelopmentZone"}),
    frozenset({"Person"}),
)  # fmt: skip

LEGAL = (
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "集团公司",
    "集团股份",
    "公司",
    "集团",
    "股份",
    "控股",
    "科技",
    "实业",
)
_WHOLE_HEADS = ("医院", "研究院", "研究所", "实验室", "中学", "小学", "协会", "学会", "联盟")  # 某医院 is no 某医学院
_WIDE = frozenset({"中国科学院", "国家", "全国"})  # before a name, like a place: 山西煤化所 for 中国科学院山西煤化所
_LEGAL = re.compile(f"(?:{'|'.join(LEGAL)}|[（(].{{2,8}}[）)]){{1,4}}")
_UNIT = re.compile(r".{0,8}(?:分厂|分公司|子公司|分行|支行|分院)|.{2,10}学院|检测公司")
_TITLED = re.compile(
    r"([^·]{1,2}?)(?:老师|教授|主任|先生|女士|医生|大夫|博士|院士|师傅|药师|工|老|总|书记|校长|院长|局长|经理)"
)
_LEGAL_END = re.compile("(?:集团|股份|控股){0,3}(?:有限责任公司|有限公司|公司)$")


def compatible(one: str, other: str) -> bool:
    """Whether an entity may be read as one type here and as the other there."""
    return one == other or any(one in group and other in group for group in GROUPS)


def shortens(short: str, short_type: str, full: str, full_type: str) -> bool:
    """Whether `short` may be a shorter form of `full`: its characters in the same order, and the same kind of thing."""
    a, b = name_key(short), name_key(full)
    if "Person" in (short_type, full_type):
        return short_type == full_type and _person_part(short, full)
    if len(a) >= len(b) or len(a) < 2 or not compatible(short_type, full_type):
        return False
    if full_type == "Place" and short_type == "Place":
        return _shorter_place(a, b)
    if is_place(short):
        return False
    if a in b:
        return _part(a, b, short_type == full_type)
    if (_whole_university(a) and b.endswith(a[-2:])) or any(a.endswith(h) and h not in b for h in _WHOLE_HEADS):
        return False
    return len(a) <= 0.8 * len(b) and _abbreviates(a, b)


def _whole_university(name: str) -> bool:
    """新疆大学 is no short form of 新疆农业大学: a place or any words before 大学 are a university's whole name."""
    return name.endswith("大学") or (name.endswith("学院") and is_place(name[:-2]))


def _person_part(short: str, full: str) -> bool:
    """艾合买提 for 艾合买提·居马, 某老师 for 某某某, 阿某 and 某某 for a given name."""
    if full.startswith((short + "·", short + "•", short + " ")) or full.endswith(("·" + short, " " + short)):
        return True
    if title := _TITLED.fullmatch(short):
        return full.startswith(title[1]) and 1 < len(full) <= 4 and not _TITLED.fullmatch(full)
    return len(full) == 3 and short in (full[1:], f"阿{full[-1]}")


def _shorter_place(short: str, full: str) -> bool:
    """昌吉 for 昌吉市, 某某区 for 某市某某区."""
    if full.startswith(short):
        return full[len(short) :] in (
            "省",
            "市",
            "县",
            "区",
            "州",
            "旗",
            "镇",
            "乡",
            "村",
            "自治区",
            "自治州",
            "自治县",
            "地区",
            "口岸",
        )
    if full.endswith(short) and is_place(full[: -len(short)]) and len(short) > 1 and not is_place(short):
        return True  # 陵水 for 海南陵水
    return full.endswith(short) and short[-1] in "区县市镇乡村旗" and full[: -len(short)][-1:] in "省市州区县盟旗"


def _part(short: str, full: str, same_type: bool) -> bool:
    """`short` is a piece of `full`: what is left must not be a thing of its own."""
    start = full.find(short)
    before, after = full[:start], full[start + len(short) :]
    _, complete = head_type(short)
    if after:
        if _UNIT.fullmatch(after):
            return False
        if complete or not same_type:
            return bool(_LEGAL.fullmatch(after)) or (same_type and after in ("大学", "学院"))
        return not before or _is_place(before) or len(before) <= 6
    return same_type or len(before) <= 6 or complete


def _is_place(text: str) -> bool:
    return is_place(text) or text[-1] in "省市县区州旗"


def _abbreviates(short: str, full: str) -> bool:
    """Whether `short` picks characters of `full` in order, the first at its start or after a place, the last late."""
    start = _begin(short, full)
    if start < 0:
        return False
    if not short.endswith(("公司", "集团", "股份")):
        full = _LEGAL_END.sub("", full)
    at, places = start, []
    for character in short:
        at = full.find(character, at)
        if at < 0:
            return False
        places.append(at)
        at += 1
    tail = len(full) - full.rfind(short[-1])
    joined = sum(b == a + 1 for a, b in itertools.pairwise(places))
    return tail <= 5 and (joined > 0 or len(short) <= 4)


def _before_names(text: str) -> bool:
    return is_place(text) or text in _WIDE


def _begin(short: str, full: str) -> int:
    if full[0] == short[0]:
        return 0
    for length in range(min(8, len(full) - 2), 1, -1):
        if _before_names(full[:length]) and full[length] == short[0]:
            return length
    return -1
