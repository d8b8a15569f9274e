"""What the bare nouns, pronouns and collectives of one article stand for: 公司, 该校, 他, 双方, “两区”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.mentions.aliases import Link
from kg.mentions.bare import Noun, bare_nouns, members_wanted
from kg.mentions.lines import Line
from kg.mentions.spans import Name

DECLARED, SPEAKER, NEAREST, COLLECTIVE, UNRESOLVED = (
    "noun/declared", "noun/speaker", "noun/nearest", "noun/collective", "noun/unresolved",
)  # fmt: skip
MAX_DISTANCE = 6  # sentences between a noun and what it stands for
MAX_TITLE = 18  # characters between an organisation and the person who works there
ORGANISATIONS = frozenset(
    {
        "Company",
        "University",
        "ResearchInstitute",
        "GovernmentBody",
        "Organisation",
        "DevelopmentZone",
        "Alliance",
        "Media",
    }
)
_SAYS = re.compile(r"[^。！？“”，]{0,10}?(?:说|表示|介绍|称|透露|告诉|指出|坦言|认为|回应|强调|解释|算)")
_APART = re.compile(r"[，。；！？：“”]")
_CALLED = re.compile(r"(?:简称|下称|并称|统称|合称)(?:为)?[：:]?[“\"]?([^“”\"（）()，。]{1,8})[”\"]?")
# A noun stands only for what ends like it, where the type alone says too little.
ENDINGS = {
    "集团": ("集团", "公司", "股份"), "学院": ("学院",), "开发区": ("开发区", "经开区", "高新区", "准东"), "经开区": ("经济技术开发区", "经开区", "经济开发区"),
    "高新区": ("高新技术产业开发区", "高新区", "高新"), "研究院": ("研究院", "研究总院", "院"), "研究所": ("研究所", "所"), "实验室": ("实验室",),
    "联盟": ("联盟",), "协会": ("协会",), "商会": ("商会",), "联合体": ("联合体",), "共同体": ("共同体",), "医联体": ("医联体",), "医院": ("医院", "院"),
    "基金会": ("基金会",), "合作社": ("合作社",), "基地": ("基地",), "工作站": ("工作站",), "论坛": ("论坛",), "博览会": ("博览会",), "推介会": ("推介会",),
    "特训营": ("营",), "训练营": ("营",), "项目": ("项目",), "平台": ("平台",), "中心": ("中心",), "工程": ("工程",), "计划": ("计划",), "行动": ("行动", "方案"),
    "大赛": ("大赛", "赛"), "大会": ("大会",), "系统": ("系统",), "模型": ("模型",), "枢纽": ("枢纽",), "电站": ("电站",), "装置": ("装置",), "工坊": ("工坊",),
    "基金": ("基金",), "数据集": ("数据集",), "管委会": ("管委会",), "示范区": ("示范区",), "新区": ("新区",), "合作区": ("合作区",), "乐团": ("乐团",),
    "派出所": ("派出所",), "支队": ("支队",), "局": ("局",), "厅": ("厅",), "委": ("委", "委员会"), "关": ("海关",), "校": ("大学", "学院", "学校", "中学", "小学", "校", "大", "院"),
    "行": ("银行", "行"), "家博会": ("家博会", "博览会"), "试验区": ("试验区",), "航线": ("航线",), "所": ("所",), "馆": ("馆",), "市": ("市",), "县": ("县",), "州": ("州", "自治州"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reference:
    """`line.text[start:end]` stands for the entities whose fullest names are in `full`; none where it stays open."""

    start: int
    end: int
    type: str
    full: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class _Seen:
    line: int
    start: int
    type: str
    full: str


@dataclass(slots=True)
class _Memory:
    """What the article has said so far."""

    seen: list[_Seen] = field(default_factory=list)
    declared: dict[str, tuple[_Seen, ...]] = field(
        default_factory=dict
    )  # 以下简称“公司”: the noun and what it stands for
    employers: dict[str, _Seen] = field(default_factory=dict)  # a person's fullest name and the organisation


def references(lines: Sequence[Line], found: Sequence[Sequence[Name]], links: dict[str, Link]) -> list[list[Reference]]:
    """The bare nouns, pronouns and collectives in each line, in order."""
    memory = _Memory()
    result = []
    for number, (line, names) in enumerate(zip(lines, found, strict=True)):
        here = [(name, _seen(number, line, name, links)) for name in sorted(names)]
        _learn(line, here, memory)
        result.append(_line_references(number, line, here, memory))
    return result


def _seen(number: int, line: Line, name: Name, links: dict[str, Link]) -> _Seen:
    link = links[line.text[name.start : name.end]]
    return _Seen(number, name.start, link.type, link.full)


def _learn(line: Line, here: Sequence[tuple[Name, _Seen]], memory: _Memory) -> None:
    """Who works where, and which nouns are declared to stand for what, in one line."""
    for (left, organisation), (right, person) in zip(here, here[1:], strict=False):
        between = line.text[left.end : right.start]
        near = len(between) <= MAX_TITLE and not _APART.search(between)
        if person.type == "Person" and organisation.type in ORGANISATIONS and near:
            memory.employers[person.full] = organisation
    for match in _CALLED.finditer(line.text):
        before = [seen for name, seen in here if name.end <= match.start()]
        many = match[1][0] in "两二三四"
        count = {"两": 2, "二": 2, "三": 3, "四": 4}.get(match[1][0], 1)
        if before and len(before) >= count:
            memory.declared[match[1]] = tuple(before[-count:]) if many else (before[-1],)


def _line_references(number: int, line: Line, here: Sequence[tuple[Name, _Seen]], memory: _Memory) -> list[Reference]:
    found: list[Reference] = []
    waiting = list(here)
    for noun in bare_nouns(line, [name for name, _ in here]):
        while waiting and waiting[0][0].end <= noun.start:
            memory.seen.append(waiting.pop(0)[1])
        chosen, rule = _antecedents(number, line, noun, here, memory)
        if chosen:
            memory.seen += [_Seen(number, noun.start, chosen[0].type, chosen[0].full)] if len(chosen) == 1 else []
        kind = chosen[0].type if chosen else (noun.types[0] if noun.types else "Organisation")
        found.append(Reference(noun.start, noun.end, kind, tuple(seen.full for seen in chosen), rule))
    memory.seen += [seen for _, seen in waiting]
    return found


def _antecedents(
    number: int, line: Line, noun: Noun, here: Sequence[tuple[Name, _Seen]], memory: _Memory
) -> tuple[tuple[_Seen, ...], str]:
    if noun.head in memory.declared:
        return memory.declared[noun.head], DECLARED
    near = [seen for seen in memory.seen if number - seen.line <= MAX_DISTANCE]
    if noun.kind == "collective":
        members = _members(number, noun, near)
        return (members, COLLECTIVE) if members else ((), UNRESOLVED)
    fitting = [seen for seen in near if _fits(noun, seen)]
    speaker = _speaker(line, noun, here, memory)
    if speaker and _fits(noun, speaker):
        return (speaker,), SPEAKER
    if not fitting:
        return (), UNRESOLVED
    return (_nearest(number, noun, fitting),), NEAREST


def _fits(noun: Noun, seen: _Seen) -> bool:
    endings = ENDINGS.get(noun.head)
    return seen.type in noun.types and (not endings or seen.full.endswith(endings))


def _nearest(number: int, noun: Noun, fitting: Sequence[_Seen]) -> _Seen:
    """The last one before the noun in its own sentence; else the first one of the nearest sentence, its topic."""
    last = fitting[-1].line
    same = [seen for seen in fitting if seen.line == last]
    return same[0]


def _speaker(line: Line, noun: Noun, here: Sequence[tuple[Name, _Seen]], memory: _Memory) -> _Seen | None:
    """The organisation of the person who says the words in which the noun stands: before them, or after the quote."""
    for name, seen in reversed(here):
        if seen.type == "Person" and name.end <= noun.start and _SAYS.match(line.text, name.end):
            return memory.employers.get(seen.full)
    opened = line.text.count("“", 0, noun.start) > line.text.count("”", 0, noun.start)
    closing = line.text.find("”", noun.end)
    if opened and closing >= 0:
        for name, seen in here:
            if seen.type == "Person" and name.start > closing and _SAYS.match(line.text, name.end):
                return memory.employers.get(seen.full)
    return None


def _members(number: int, noun: Noun, near: Sequence[_Seen]) -> tuple[_Seen, ...]:
    """The last so many different organisations that one sentence names, at most two sentences before."""
    wanted = members_wanted(noun)
    kinds = frozenset(noun.types) or ORGANISATIONS
    for back in range(3):
        distinct: dict[str, _Seen] = {}
        for seen in near:
            if seen.line == number - back and seen.type in kinds:
                distinct.setdefault(seen.full, seen)
        if len(distinct) >= wanted:
            members = tuple(distinct.values())
            return members[:wanted] if len(members) == wanted else ()
    return ()
