"""Whether one printed name can be a shorter form of another, and how strongly its form speaks for it.

Only the two names are looked at; what their articles say is weighed elsewhere. Weights: 3 = nothing but legal,
administrative or place parts are left out; 2 = an initialism (its characters in order, its last one the head noun's);
1 = a complete head noun with content words left out before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg import lexicon
from kg.model import name_key

FORMAL, INITIALS, LOOSE = 3, 2, 1

_LEGAL: Final = re.compile(r"(?:\(集团\)|集团|控股|股份|有限|责任|公司|\([^()]{2,8}\))+$")
_LEGAL_FORM: Final = re.compile(r"(?:有限责任|有限|股份)公司$")
_PHASE: Final = re.compile(r"(?:第?([一二三四五六七八九十首1-9])期|([ⅰⅱⅲivx]{1,3})期)(?:工程|项目)?$")
_ZONE: Final = re.compile(r"(?:开发区|高新区|经开区|保税区|综保区|新区|园区|产业园|工业园)$")
_ZONE_HEAD: Final = re.compile(
    r"(?:国家级?)?(?:经济技术|高新技术产业|经济|高新|循环经济|综合保税|保税)?(?:开发区|产业园区|工业园区|园区|高新区|新区|区)$"
)
_DIGITS: Final = re.compile(r"[0-9]+|[一二三四五六七八九十](?=[院医附中师期号人])")
# Parts that add nothing to a name that stands out already; longest first.
_SKIPPED: Final = (
    "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "高新技术产业", "经济技术", "维吾尔自治区",
    "壮族自治区", "回族自治区", "自治区", "回族自治", "哈萨克自治", "蒙古自治", "柯尔克孜自治", "藏族自治",
    "自治", "国家级", "国家", "人民", "项目", "工程", "系统", "公司", "集团", "控股", "股份",
    "技术", "产业", "第", "省", "市", "州", "县", "区", "和", "与", "之", "的", "(", ")",
)  # fmt: skip
# A field of study that a university's short name must keep, by at least one of its characters.
_FIELDS: Final = (
    "农业", "林业", "师范", "理工", "工业", "医科", "财经", "交通", "石油", "矿业", "政法",
    "民族", "外国语", "海洋", "传媒", "电力", "电子", "建筑", "邮电", "航空", "中医药", "职业",
    "教育", "工程", "轻工", "医学",
)  # fmt: skip
_HEADS: Final = {"委员会": "委", "办公室": "办", "大学": "大"}
_TAILS: Final[dict[str, tuple[str, ...]]] = {
    "University": ("科技大学", "大学", "学院"),
    "Project": ("工程", "项目"),
    "Programme": ("计划", "工程"),
    "Product": ("系统", "平台"),
}
_WHOLE: Final = (
    "大学", "学院", "医院", "研究院", "研究所", "研究中心", "实验室", "基地", "平台", "中心",
    "项目", "开发区", "高新区", "产业园", "委员会", "集团", "银行", "公司", "协会", "联盟",
)  # fmt: skip
_BARE_NAMES: Final = frozenset(
    p + h for h in _WHOLE for p in ("", "联合", "重点", "全国重点", "国家重点", "工程", "技术", "人民", "中试", "产业")
)
_LEVELS: Final = ("自治区", "省", "市", "州", "县", "区", "师", "旗")


@dataclass(frozen=True, slots=True)
class Match:
    """How a shorter form fits a fuller one: its weight (FORMAL, INITIALS, LOOSE) and the rule that found it."""

    weight: int
    rule: str


@cache
def _places() -> frozenset[str]:
    """Names of divisions as the lexicon lists them, with and without their last character."""
    found: set[str] = set()
    for values in lexicon.table("places").values():
        if isinstance(values, list):
            found.update(name_key(v) for v in values if isinstance(v, str) and len(v) > 1)
    bare = {re.sub(r"(?:省|市|州|县|地区)$", "", p) for p in found}
    return frozenset(p for p in found | bare if len(p) > 1) | {"中国", "全国", "国家", "中国科学院"}


def place_of(name: str) -> str:
    """The known place with which a name begins, the longest, without a division's last character; "" where none."""
    key = name_key(name)
    for length in range(min(8, len(key)), 1, -1):
        if key[:length] in _places():
            return re.sub(r"(?<=..)(?:省|市|州|县|地区)$", "", key[:length])
    return ""


def starts(key: str) -> list[int]:
    """Where the telling part of a name may begin: at its start, and after a known place with or without its level."""
    found = [0]
    for length in range(min(8, len(key) - 2), 1, -1):
        if key[:length] in _places():
            found.append(length)
            if key[length] in "省市州县区" and length + 1 not in found and length + 2 < len(key):
                found.append(length + 1)
    return found


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
        "(?:局|厅|委|委员会|政府|办|办公室|政协|法院|检察院|医院|[一二三四五六七八九十]院|中心|公司)$", key
    ):
        return ""
    if re.match("市场|市政|市域|区块|区域|师范|师大|州际|省会|县域", key):
        return ""
    return next((v for v in _LEVELS if key.startswith(v) and 1 < len(key) - len(v) <= 8), "")


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
        found = {m[1] for o in known if (m := re.match(rf"(.{{2,8}}?){prefix}", name_key(o)))} if prefix else set()
        if found:
            return _only(found, name_key(name))
    return name_key(name)


def _only(heads: set[str], rest: str) -> str:
    """The longest head before `rest` if the others are pieces of it, else `rest`."""
    longest = max(sorted(heads), key=len, default="")
    return longest + rest if all(h in longest for h in heads) else rest


def shorter(short: str, full: str, short_type: str, full_type: str) -> Match | None:
    """How `short` fits `full` as its shorter form; None where it cannot be one."""
    one, two = name_key(short), name_key(full)
    if one == two or len(one) < 2 or len(one) > len(two) or "Person" in (short_type, full_type):
        return None
    if "Place" in (short_type, full_type) and short_type == full_type:
        return _place(one, two)
    if full_type == "Place" or (short_type == "Place" and not _ZONE.search(one)):
        return None
    (a, first), (b, second) = phase(one), phase(two)
    if first == second and (division := level(a)) and (at := b.find(division, 2)) > 0 and at < 10:
        b = b[at:]  # 州卫健委 for 某某州卫生健康委员会
        if _initials(a, b, full_type) or _without_skipped(a) == _without_skipped(b):
            return Match(LOOSE, "relative")
        return None
    if first != second or not a or set(_DIGITS.findall(a)) - set(_DIGITS.findall(b)):
        return None
    if a == b:
        return Match(FORMAL, "same-phase")
    return _organisation(a, b, short_type, full_type, first)


def _place(one: str, two: str) -> Match | None:
    rest = two[len(one) :] if two.startswith(one) else ""
    if not re.fullmatch(r"(?:省|市|县|区|州|旗|镇|乡|村|地区|.{0,6}自治[区州县])", rest):
        return None
    known = [p for p in _places() if p.startswith(one) and re.fullmatch("省|市|.{0,9}[区州县]|地区", p[len(one) :])]
    if len(known) > 1 or (known and two not in known):
        return None  # 吉林 is a province and a city, 南昌 the city before it is the county
    return Match(LOOSE if rest in "镇乡村" else FORMAL, "place-level")


def _organisation(a: str, b: str, short_type: str, full_type: str, number: str) -> Match | None:
    company = "Company" in (short_type, full_type)
    if company and {short_type, full_type} - {"Company", "Organisation"}:
        if short_type != "Company" or len(a) > 4:
            return None
        found = _initials(a, b, full_type)  # a bare initialism is often taken for a company's name
        return Match(LOOSE, found.rule) if found else None
    bare = _LEGAL.sub("", b) if company else b
    if company and (found := _company(a, b, bare)):
        return found
    if full_type in ("Project", "Product", "Programme"):
        return _work(a, b, bool(number))
    if a.endswith(tuple(_WHOLE)) and b.endswith(a) and len(a) > 3:
        before = b[: -len(a)]
        weight = FORMAL if before in _places() or len(before) <= 6 or before.endswith(("大学", "科学院")) else LOOSE
        return None if full_type == "University" else Match(weight, "without-owner")
    if b.startswith(a) and not company:
        rest = b[len(a) :]
        zone = short_type == full_type == "DevelopmentZone" and a[-1] not in "区园城港" and _ZONE_HEAD.fullmatch(rest)
        tail = rest in _TAILS.get(full_type, ()) and full_type != "University"
        return Match(FORMAL, "without-head") if zone or tail else None
    skipping = full_type not in ("University", "ResearchInstitute") or not re.search("工程|技术|产业", b)
    if skipping and _inside(a[:-1], b) and _without_skipped(a) == _without_skipped(b) and _same_head(a, b):
        return Match(FORMAL, "formal-parts")
    return None if company else _initials(a, b, full_type)


def _company(a: str, b: str, bare: str) -> Match | None:
    core = _LEGAL.sub("", a)
    if len(core) < 2 or (a.endswith("集团") and b.startswith(a) and _LEGAL.sub("", b[len(a) :])):
        return None
    if "(" in a and "(" in b and re.findall(r"\((.+?)\)", a) != re.findall(r"\((.+?)\)", b):
        return None
    if core == bare and a.endswith("集团") and not b.endswith("集团"):
        return Match(FORMAL, "legal-form") if "集团" in b else None
    at = bare.find(core)
    if at >= 0:
        rest = bare[at + len(core) :]
        owner = "集团" in a and "集团" not in b
        apart = re.search("(?:集团|公司|大学|研究院|分行|支行|分公司)", rest) or owner
        if not apart and (_LEGAL_FORM.search(b) or not rest) and (at in starts(bare) or not rest):
            brand = len(core) < 3 or core in _places()
            clear = not rest or (len(core) >= 4 and len(rest) <= 6)
            if brand and rest:
                return None
            local = "(" in b and "(" not in a  # 某某（某地）公司 is often another company than 某某公司
            return Match(LOOSE if local else FORMAL if clear else INITIALS, "legal-form")
    brackets = re.fullmatch(r"(.{2,6})\((.{2,6})\).+", b)
    if brackets and a == brackets[2] + brackets[1]:
        return Match(FORMAL, "place-first")
    if a.endswith("集团") and "集团" in b and len(core) >= 2 and b.startswith(core) and len(bare) - len(core) <= 4:
        return Match(FORMAL, "group")
    if len(a) <= 0.8 * len(b) and a[-2:] in ("中心", "交所") and a[-2:] in b:
        return _initials(a, bare, "Company")
    return None


def _work(a: str, b: str, phased: bool) -> Match | None:
    """A project, programme or product: a piece of the fuller name, or some of its words with the same end."""
    one, two = (re.sub("(?:项目|工程|计划|系统|平台)$", "", key) for key in (a, b))
    if one == two:
        return Match(FORMAL, "formal-parts")
    if two.endswith(one) and (len(one) >= 4 or (phased and len(one) >= 3)):
        return Match(FORMAL if len(one) >= 4 else LOOSE, "without-owner")
    if phased and two.startswith(one) and len(one) >= 3:
        return Match(INITIALS, "without-head")
    if len(one) >= 4 and one[:2] == two[:2] and one[-2:] == two[-2:] and _inside(one, two):
        return Match(LOOSE, "fewer-words")
    return None


def _without_skipped(key: str) -> str:
    for part in _SKIPPED:
        key = key.replace(part, "")
    return key


def _same_head(a: str, b: str) -> bool:
    ends = {b[-1]} | {short for long, short in _HEADS.items() if b.endswith(long)}
    return a[-1] in ends


def _initials(a: str, b: str, full_type: str) -> Match | None:
    for long, head in _HEADS.items():
        if b.endswith(long) and a.endswith(head):
            b = b[: -len(long)] + head
    ends = a[-1] == b[-1]
    if not ends:
        tails = [t for t in _TAILS.get(full_type, ()) if b.endswith(t)]
        if not tails:
            return None
        b = b[: -len(tails[0])] if full_type != "University" else re.sub("(?:大学|学院)$", "", b)
    at = next((s for s in starts(b) if b[s] == a[0] and _inside(a, b[s:])), None)
    if at is None and a[0] == "国" and b.startswith("国") and _inside(a, b):
        at = 0
    if at is None:
        return None
    lost = any(f in b and not set(f) & set(a) for f in _FIELDS)
    if full_type == "University":
        if a.endswith(("大学", "学院")) or (ends is False and "大学" in b):
            return None  # 某地大学 is no short form of 某地农业大学, nor of one of its schools
        return None if lost else Match(INITIALS, "initials")
    whole = next((w for w in sorted(_WHOLE, key=len, reverse=True) if a.endswith(w) and b.endswith(w)), "")
    if whole:
        b = b[at:]
        skipped = _without_skipped(b[: -len(whole)]).replace(_without_skipped(a[: -len(whole)]), "", 1)
        return Match(FORMAL if not skipped else LOOSE, "formal-parts" if not skipped else "fewer-words")
    return Match(LOOSE if lost else INITIALS, "initials")


def _inside(a: str, b: str) -> bool:
    """Whether the characters of `a` stand in `b` in this order."""
    at = 0
    for character in a:
        at = b.find(character, at) + 1
        if not at:
            return False
    return True


def block_keys(name: str) -> tuple[str, ...]:
    """The keys under which a name is looked for: its first telling character with each later one."""
    key, number = phase(name)
    found: set[str] = set()
    for at in starts(key):
        found.update(key[at] + c + number for c in key[at + 1 :])
        if at:  # behind a place that many names begin with, the place and any later character
            found.update(key[:2] + c + number for c in key[at:])
    for division in _LEVELS:
        if (place := key.find(division, 2)) > 0:
            found.update(division + c for c in key[place + len(division) :] if len(division) == 1)
            found.add(division[:2] if len(division) > 1 else "")
    for at in range(1, max(1, len(key) - 2)):  # the pieces that drop an owner, a place or a brand before them
        found.add(key[at : at + 2] + number)
    if brackets := re.search(r"\(([^()]+)\)", key):
        found.add(brackets[1][:2] + key[0] + number)
        found.add(brackets[1][:2] + number)
    return tuple(sorted(found - {""}))


def look_up_key(name: str) -> str:
    """The one key under which a short name asks for its fuller forms."""
    key, number = phase(name)
    at = max(starts(key))
    return key[:2] + key[at : at + 1] * bool(at) + number
