"""The type of a name from the noun that it ends with."""

from __future__ import annotations

from functools import cache

from kg import lexicon
from kg.mentions.features import MAX_HEAD, head_types

# Of these types, and of no other, is every name that ends so.
SURE = {
    "Company": (
        "有限公司",
        "有限责任公司",
        "股份公司",
        "集团公司",
        "公司",
        "证券交易所",
        "律师事务所",
        "支行",
        "分行",
        "银行",
        "株式会社",
    ),
    "University": ("大学", "职业技术学院", "职业学院", "大學"),
    "Organisation": ("医院", "基金会", "博物馆", "图书馆", "醫院", "中学", "小学", "卫生院"),
    "GovernmentBody": (
        "人民政府",
        "管委会",
        "管理委员会",
        "派出所",
        "海关",
        "法院",
        "检察院",
        "委员会办公室",
        "支队",
        "发改委",
    ),
    "DevelopmentZone": ("开发区", "经开区", "综合保税区", "综保区", "产业园区", "工业园区", "高新区"),
    "Alliance": ("联盟", "协会", "商会", "学会", "医联体", "联合会"),
    "Product": ("数据集",),
    "Event": ("博览会", "座谈会", "推介会", "论坛", "训练营", "特训营"),
    "ResearchInstitute": ("实验室", "研究所"),
}


def head_type(text: str) -> tuple[str, bool]:
    """The type of the longest head noun at the end of `text` and whether it makes a name alone; empty if none."""
    heads = head_types()
    for length in range(min(MAX_HEAD, len(text)), 0, -1):
        kind = heads.get(text[-length:])
        if kind:
            return kind.rstrip("~"), not kind.endswith("~")
    return "", False


@cache
def sure_type(text: str) -> str:
    """The type that the ending of `text` leaves no doubt about, or empty."""
    bare = text.rstrip("”’》」")
    fitting = [(len(end), kind) for kind, ends in SURE.items() for end in ends if bare.endswith(end) and bare != end]
    return max(fitting)[1] if fitting else ""


def is_generic(text: str) -> bool:
    """Whether `text` is a common noun that only looks like a name."""
    return text in _generic() or len(text) < 2


@cache
def _generic() -> frozenset[str]:
    return frozenset(lexicon.table("names")["generic"])
