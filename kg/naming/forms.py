"""Whether one printed name can be a shorter form of another, and how strongly its form speaks for it.

The fuller name is cut into parts; the shorter one must read off, from left to right, a form of each part or leave it
out. What that costs depends on the part and on the kind of thing: a legal form costs nothing, the word that tells two
universities apart cannot be left out. Only the two names are looked at; what their articles say is weighed elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from kg.model import name_key
from kg.naming.generic import level, phase
from kg.naming.parts import Part, Parted, parted, short_forms
from kg.naming.places import WIDE, places
from kg.naming.renderings import COSTS, MOST, NEVER, brand_of, forms_of, inside, joint, parent_leads

FULL: Final = 3.0  # the weight of a form that leaves out nothing that tells
FORMAL_COST: Final = 0.35
INITIALS_COST: Final = 1.2
_DIGITS: Final = re.compile(r"[0-9]+|[一二三四五六七八九十](?=[院医附中师期号人])")
_ZONE: Final = re.compile(r"(?:开发区|高新区|经开区|保税区|综保区|新区|园区|产业园|工业园)$")
_FREE_ZONE: Final = re.compile(r"(?:中国)?\(?[^()]{2,4}\)?自由贸易试验区([^()]{2,4})片区")


@dataclass(frozen=True, slots=True)
class Match:
    """How a shorter form fits a fuller one: the weight of its form (3 at most), the rule, and what it leaves out."""

    weight: float
    rule: str
    left_out: str = ""

    @property
    def kind(self) -> str:
        """The kind of evidence that the form is."""
        cost = FULL - self.weight
        return "formal-name" if cost <= FORMAL_COST else "initialism" if cost <= INITIALS_COST else "fewer-words"


@lru_cache(maxsize=1 << 16)
def normal(name: str) -> str:
    """The key of a name as it is compared: 中国（福建）自由贸易试验区厦门片区 -> 厦门自贸片区."""
    return _FREE_ZONE.sub(r"\1自贸片区", name_key(name))


def shorter(short: str, full: str, short_type: str, full_type: str) -> Match | None:
    """How `short` fits `full` as its shorter form; None where it cannot be one."""
    one, two = normal(short), normal(full)
    if one == two:
        return Match(FULL, "normal-form") if name_key(short) != name_key(full) else None
    if len(one) < 2 or len(one) > len(two) or "Person" in (short_type, full_type):
        return None
    if "Place" in (short_type, full_type) and short_type == full_type:
        return _place(one, two)
    if full_type == "Place" or (short_type == "Place" and full_type != "DevelopmentZone"):
        return None
    (a, first), (b, second) = phase(one), phase(two)
    if first == second and (division := level(a)) and (at := b.find(division, 2)) > 0 and at < 10:
        relative = _read(a[len(division) :], b[at + len(division) :], full_type)
        return Match(1.0, "relative", relative.left_out) if relative and relative.weight >= 2 else None
    if first != second or not a or set(_DIGITS.findall(a)) - set(_DIGITS.findall(b)):
        return None
    if a == b:
        return Match(FULL, "same-phase")
    company = "Company" in (short_type, full_type)
    if company and {short_type, full_type} - {"Company", "Organisation"}:
        if short_type != "Company" or len(a) > 4:
            return None
        found = _read(a, b, full_type)  # a bare initialism is often taken for a company's name
        return Match(min(1.0, found.weight), found.rule, found.left_out) if found else None
    if short_type == "Place" and _ZONE.search(a) is None:
        return None
    if full_type in ("Project", "Product", "Programme", "Platform", "PilotZone") and (work := _work(a, b, bool(first))):
        return work
    return _read(a, b, "Company" if company else full_type)


def _place(one: str, two: str) -> Match | None:
    rest = two[len(one) :] if two.startswith(one) else ""
    if not re.fullmatch(r"(?:省|市|县|区|州|旗|镇|乡|村|地区|.{0,6}自治[区州县])", rest):
        return None
    known = [p for p in places() if p.startswith(one) and re.fullmatch("省|市|.{0,9}[区州县]|地区", p[len(one) :])]
    if len(known) > 1 or (known and two not in known):
        return None  # 吉林 is a province and a city, 南昌 the city before it is the county
    return Match(1.0 if rest in "镇乡村" else FULL, "place-level", rest)


def _work(a: str, b: str, phased: bool) -> Match | None:
    """A project, programme or product: a piece of the fuller name, its model number, or some of its words."""
    one, two = (re.sub("(?:示范|试点|建设)?(?:项目|工程|计划|系统|平台|模块|装置)$", "", key) for key in (a, b))
    if one == two:
        return Match(FULL, "formal-parts")
    code = re.search(r"[a-z]{1,8}[-]?[0-9]{1,6}[a-z0-9]{0,6}", one)
    if code and len(code[0]) >= 4 and code[0] == one and re.search(rf"(?<![a-z0-9]){re.escape(one)}(?![a-z0-9])", two):
        return Match(FULL, "model-number", two.replace(one, ""))
    if re.search("[a-z0-9]$", one) and len(one) >= 4 and re.match(rf"{re.escape(one)}(?![a-z0-9.])", two):
        return Match(FULL, "model-number", two[len(one) :])
    tells = phased or any(p.kind in ("core", "code", "place") for p in parted(one).parts)
    if two.endswith(one) and (len(one) >= 4 or (phased and len(one) >= 3)):
        sure = (
            tells and len(one) >= 4 and not re.search("[0-9]", two[: -len(one)])
        )  # 160万吨某某 beside 某某项目 may be another
        return Match(FULL if sure else 1.0, "without-owner", two[: -len(one)])
    if phased and two.startswith(one) and len(one) >= 3:
        return Match(2.0, "without-head", two[len(one) :])
    if len(a) >= 4 and a[:2] == b[:2] and a[-2:] == b[-2:] and inside(a, b):
        return Match(1.6, "fewer-words")
    return None


def _read(a: str, b: str, type_: str) -> Match | None:
    """The cheapest way in which `a` reads off the parts of `b`."""
    cut = parted(b)
    found = _cheapest(a, cut, type_)
    bracket = next((p for p in cut.parts if p.kind == "bracket"), None)
    if bracket and a.startswith(bracket.stem) and len(a) > len(bracket.stem):
        rest = Parted(tuple(p for p in cut.parts if p is not bracket), cut.own)
        moved = _cheapest(a[len(bracket.stem) :], rest, type_, moved=True)
        if moved and (found is None or moved.weight > found.weight):
            return Match(moved.weight, "place-first", moved.left_out)
    turned = number_last(cut)
    other = _cheapest(a, turned, type_) if turned else None
    return max((m for m in (found, other) if m), key=lambda m: m.weight, default=None)


def number_last(cut: Parted) -> Parted | None:
    """The parts with the number before the head noun, where it stands earlier: 第一海洋研究所 -> 海洋一所."""
    parts = cut.parts
    at = next((i for i, p in enumerate(parts) if p.kind == "ordinal" and i >= cut.own), -1)
    last = len(parts) - 1
    if at < 0 or at >= last - 1 or parts[last].kind != "head":
        return None
    return Parted((*parts[:at], *parts[at + 1 : last], parts[at], parts[last]), cut.own)


@dataclass(frozen=True, slots=True)
class _Way:
    cost: float
    left: tuple[str, ...]  # parts that are left out or shortened, last first
    told: int  # characters of content that are kept
    dropped: bool  # a content word is left out
    headless: bool
    tail: bool = False  # something behind the owner is kept


def _cheapest(a: str, cut: Parted, type_: str, moved: bool = False) -> Match | None:
    best: dict[tuple[int, int], _Way | None] = {}
    parts, own = cut.parts, cut.own
    brand = brand_of(cut)

    def way(p: int, i: int) -> _Way | None:
        if p == len(parts):
            return _Way(0.0, (), 0, False, False) if i == len(a) else None
        if (p, i) in best:
            return best[p, i]
        found: list[_Way] = []
        last = _only_legal(parts, p + 1)
        for text, cost in forms_of(parts[p], type_, last, p, p == brand, joint(parts, p)):
            if a.startswith(text, i) and (rest := way(p + 1, i + len(text))):
                found.append(_step(parts[p], text, cost, rest, type_, p >= own))
        if p == 0 and own and i == 0 and (rest := way(own, 0)):
            owner = "".join(x.text for x in parts[:own])
            cost = 0.2 if owner.endswith(("大学", "科学院", "学院", "部")) else 1.5
            found.append(replace(rest, cost=rest.cost + cost, left=(*rest.left, owner)))
        if p == 0 and i == 0 and parent_leads(cut, type_) and (rest := way(1, 0)):  # 国某 before 某地 and a brand
            found.append(
                _Way(rest.cost + 0.8, (*rest.left, parts[0].text), rest.told, rest.dropped, rest.headless, rest.tail)
            )
        best[p, i] = min(found, key=lambda w: (w.cost, w.left), default=None)
        return best[p, i]

    found = way(0, 0)
    if found is None:
        return None
    cost = found.cost + _doubts(a, cut, type_, found, moved)
    if cost > MOST:
        return None
    return Match(round(FULL - cost, 2), "parts", "、".join(reversed(found.left)))


def _step(part: Part, text: str, cost: float, rest: _Way, type_: str, own: bool) -> _Way:
    left = rest.left if text == part.text else (*rest.left, f"{part.text}→{text}" if text else part.text)
    content = part.kind in ("core", "field", "code", "ordinal", "short")
    told = rest.told + (len(text) if content or (part.kind == "place" and len(text) == 1) else 0)
    drops = part.kind in ("field", "core", "short") and not text and "" not in short_forms().get(part.text, ())
    if drops and rest.dropped and type_ == "Company":
        cost /= 2  # the second and third word of its trade
    dropped = rest.dropped or drops
    headless = rest.headless or (part.kind == "head" and not text)
    return _Way(rest.cost + cost, left, told, dropped, headless, rest.tail or (own and bool(text)))


def _only_legal(parts: tuple[Part, ...], start: int) -> bool:
    return all(p.kind in ("legal", "bracket") for p in parts[start:])


def _doubts(a: str, cut: Parted, type_: str, way: _Way, moved: bool) -> float:
    """What the whole of the short name costs beside its parts; too much where it tells nothing or is another thing."""
    telling = (p for p in cut.parts[cut.own :] if p.kind in ("core", "field", "code", "ordinal", "short"))
    if not way.told and any("" not in short_forms().get(p.text, ()) for p in telling):
        return NEVER  # a place and a head noun, with what tells left out
    if not way.tail:
        return NEVER  # the owner alone
    owned = cut.own > 0 and way.left[-1:] == ("".join(p.text for p in cut.parts[: cut.own]),)
    tail = cut.parts[cut.own :]
    if owned and not any(p.kind in ("place", "ordinal", "code") for p in tail):
        if tail[-1].text.endswith("学院"):
            return 1.2  # many have a 园艺学院
        if not any(p.kind == "core" for p in tail):
            return 0.6 if sum(len(p.text) for p in tail if p.kind in ("field", "short")) > 3 else 1.5
    if type_ == "University" and a.endswith(("大学", "学院")):
        return 0.0 if way.cost <= (0.35 if owned else 0.15) else NEVER  # 某地大学 is no 某地农业大学
    if owned and way.dropped:
        return 1.0
    if type_ in ("University", "DevelopmentZone"):
        return NEVER if way.dropped and way.headless and type_ == "DevelopmentZone" else 0.0
    if type_ not in COSTS and not a.endswith(cut.parts[-1].text[-1]):
        return 1.0  # 某某走廊 is no 某某走廊规划
    if way.dropped and a.endswith(("银行", "科学院")):
        return 1.0  # 某地银行 is no 某地农商银行
    first = cut.parts[0]
    anywhere = first.kind == "place" and first.text not in WIDE and not a.startswith(first.stem)
    if anywhere and not any(p.kind in ("core", "code", "ordinal") for p in cut.parts):
        return 1.5  # without its place the name tells nothing
    if way.headless and not (
        "附" in a or ("附" in "".join(p.text for p in cut.parts) and re.search("[一二三四五六]$", a))
    ):
        return NEVER
    if type_ == "Company":
        kept = re.sub("(?:集团|控股|股份|有限|责任|公司)+$", "", a)
        lead = place_prefix(kept)
        brand = "....." if moved else kept if lead in WIDE else kept[len(lead) :]
        if way.dropped and cut.parts[-1].text == "公司" and not a.endswith("公司"):
            return 1.0  # 某某检测公司 is rather a unit of 某某
        if way.dropped and kept == a and len(brand) < 4:
            known = bool(lead) and lead not in WIDE and a.startswith(lead)  # 某地某牌 tells more than 某牌
            return 0.4 if known or len(brand) == 3 else 1.2
    return 0.0


def place_prefix(key: str) -> str:
    """The known place with which a key begins, or ""."""
    first = parted(key).parts[0] if key else None
    return first.text if first and first.kind == "place" else ""
