"""The borders of a name, mended: quotes and brackets closed, words that belong to it taken in, others left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg import lexicon
from kg.mentions.lines import Line
from kg.mentions.spans import Name
from kg.mentions.types import ORGANISATIONS, head_type, is_place

MAX_TAIL = 16
_OFFICE = re.compile(r"(?P<bureau>.{3,20}?(?:局|厅|委员会|委))(?P<office>[\u4e00-\u9fff]{2,10})")
_AND_OTHERS = re.compile(r"等(?:[\u4e00-\u9fff]{0,4}(?:项目|平台|数据集|工程|企业|高校|单位|产品|基地|系统|活动))?$")
_LATIN_SHORT = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,11}(?=[（(][\u4e00-\u9fff]{4,}[）)])")
_QUOTES = {"“": "”", "《": "》", "「": "」", "‘": "’"}
_BRACKETS = {"（": "）", "(": ")"}
_PLACE_IN_BRACKETS = re.compile(
    r"[（(](?P<place>[\u4e00-\u9fff]{2,6})[)）](?P<rest>[\u4e00-\u9fff]{0,14}?(?:有限责任公司|股份有限公司|有限公司|有限合伙|校区))?"
)
_TAILS = re.compile(
    r"(?:集团)?(?:股份|有限责任|股份有限)?(?:有限公司|公司)"
    r"|(?:第[一二三四五六七八九十]{1,3})?(?:附属)?(?:人民|中心|中医|口腔|儿童|妇幼保健|妇女儿童|肿瘤)?(?:医院|小学|中学)"
    r"|新闻网|融媒体中心|有限合伙企业"
)


def mend(line: Line, name: Name) -> Name | None:
    """The name with its borders mended, or None where nothing of it is left."""
    for step in _STEPS:
        name = step(line, name)
        if name.start >= name.end:
            return None
    return name


def _strip(line: Line, name: Name) -> Name:
    """Blanks and punctuation at the borders are no part of a name."""
    start, end = name.start, name.end
    while start < end and line.text[start] in " \t　，。、；：:·,.!?！？—-/|】【])]）":
        start += 1
    while start < end and line.text[end - 1] in " \t　，。、；：:·,.!?！？—/|【】[（(":
        end -= 1
    return replace(name, start=start, end=end)


def _balance(line: Line, name: Name) -> Name:
    """“某计划 becomes 某计划; 某某”调度平台 takes in its opening quote."""
    text = line.text[name.start : name.end]
    for opening, closing in _QUOTES.items():
        more = text.count(opening) - text.count(closing)
        if more < 0:
            at = line.text.rfind(opening, max(0, name.start - 20), name.start)
            inside = line.text[at + 1 : name.start] if at >= 0 else "，"
            name = replace(name, start=at) if not re.search(r"[，。；“”]", inside) else _before(line, name, closing)
        elif more > 0:
            at = line.text.find(closing, name.end, name.end + 20)
            if text.startswith(opening) and line.text[name.end : name.end + 1] in (closing, ""):
                name = replace(name, start=name.start + 1)
            elif at >= 0 and not re.search(r"[，。；“]", line.text[name.end : at]):
                name = replace(name, end=at + 1)
            else:
                name = replace(name, end=name.start + text.rfind(opening))
    return name


def _before(line: Line, name: Name, mark: str) -> Name:
    return replace(name, start=name.start + line.text[name.start : name.end].rfind(mark) + 1)


def _unquote(line: Line, name: Name) -> Name:
    """Marks around the whole name stay outside."""
    text = line.text[name.start : name.end]
    if len(text) > 2 and _QUOTES.get(text[0]) == text[-1] and text.count(text[0]) == 1:
        return replace(name, start=name.start + 1, end=name.end - 1)
    return name


def _latin_short(line: Line, name: Name) -> Name:
    """EWTP（世界…平台）某地枢纽 is EWTP: what stands in the bracket is its other form."""
    match = _LATIN_SHORT.match(line.text, name.start, name.end)
    return replace(name, end=match.end()) if match else name


def _close_bracket(line: Line, name: Name) -> Name:
    """乌鲁木齐高新区（新市区 is closed; a bracket that does not close within a few characters is left out."""
    text = line.text[name.start : name.end]
    for opening, closing in _BRACKETS.items():
        if text.count(opening) > text.count(closing):
            at = line.text.find(closing, name.end, name.end + 10)
            whole = at >= 0 and not re.search(r"[，。；：“]|称", line.text[name.start : at])
            name = replace(name, end=at + 1 if whole else name.start + text.rfind(opening))
        elif text.count(closing) > text.count(opening):  # 老城区）仓储物流联盟: the longer side is the name
            at = text.find(closing)
            longer = len(text) - at - 1 > at
            name = replace(name, start=name.start + at + 1) if longer else replace(name, end=name.start + at)
    return name


def _tail(line: Line, name: Name) -> Name:
    """What can only be the rest of the name is taken in: 某大学|附属医院, 某某|有限公司, 某院（上海）."""
    if name.type not in ORGANISATIONS:
        return name
    rest = line.text[name.end : name.end + MAX_TAIL + 8]
    match = _TAILS.match(rest)
    if match and not line.text[name.start : name.end].endswith(("公司", "医院", "中学", "小学")):
        name = replace(name, end=name.end + match.end())
        rest = line.text[name.end : name.end + MAX_TAIL + 8]
    match = _PLACE_IN_BRACKETS.match(rest)
    if match and (
        match["rest"] or is_place(match["place"]) or match["place"] in ("新市区", "华东", "集团", "中国", "国际")
    ):
        name = replace(name, end=name.end + match.end())
    return name


def _cut_after(line: Line, name: Name) -> Name:
    """先生, 现场 and the unit inside an organisation are cut off."""
    text = line.text[name.start : name.end]
    names = lexicon.table("names")
    endings = names["after"] + (names["units"] if name.type in ORGANISATIONS else [])
    for ending in sorted(endings, key=len, reverse=True):
        rest = text.removesuffix(ending)
        if len(rest) > 1 and rest != text and (ending in names["after"] or _complete(rest)):
            return replace(name, end=name.end - len(ending))
    return name


def _cut_unit(line: Line, name: Name) -> Name:
    """The office inside a bureau goes: 某局政研科技科 is 某局, also where the tagger stopped before 科."""
    text = line.text[name.start : name.end]
    match = _OFFICE.fullmatch(text) if name.type == "GovernmentBody" else None
    if match and (match["office"][-1] in "科处室股组" or line.text[name.end : name.end + 1] in tuple("科处室股组")):
        return replace(name, end=name.start + match.end("bureau"))
    return name


def _cut_predicate(line: Line, name: Name) -> Name:
    """What begins with an adverb or a verb after a head noun goes: 沙泉县文化馆|用心编排."""
    words = [word for word in line.words if name.start < word.start and word.end <= name.end]
    for word in words:
        before = line.text[name.start : word.start]
        if word.tag in ("ad", "d", "p", "u", "v", "vd", "c") and _complete(before) and len(before) > 3:
            return name if _complete(line.text[word.start : name.end]) else replace(name, end=word.start)
    return name


def _cut_others(line: Line, name: Name) -> Name:
    """某矿山等项目 is one of several: 某矿山; “某监控”等数据集 is 某监控."""
    match = _AND_OTHERS.search(line.text, name.start, name.end)
    return replace(name, end=match.start()) if match and match.start() - name.start > 1 else name


def _complete(text: str) -> bool:
    """Whether the text ends with a head noun of two characters or more that makes a name."""
    return head_type(text)[1] and len(text) > 2


def _cut_before(line: Line, name: Name) -> Name:
    """力促某项目 begins after the verb."""
    words = [word for word in line.words if name.start <= word.start and word.end <= name.end]
    if len(words) > 1 and words[0].start == name.start and words[0].text in lexicon.table("names")["before"]:
        return replace(name, start=words[1].start)
    return name


_STEPS: Sequence[Callable[[Line, Name], Name]] = (
    _strip, _cut_before, _cut_others, _latin_short, _balance, _close_bracket, _tail,
    _cut_unit, _cut_after, _cut_predicate, _unquote, _strip,
)  # fmt: skip
