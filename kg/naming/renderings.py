"""What a short name can make of each part of a full one, and what that costs, by the kind of thing that is named."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kg.naming.parts import Part, Parted, abbreviation, short_forms
from kg.naming.places import WIDE

NEVER: Final = 99.0
MOST: Final = 2.0  # what costs more is no match
# kind of thing -> what it costs to leave out a place, a content word, a core; and to shorten a content word or a place
COSTS: Final[dict[str, tuple[float, float, float, float, float]]] = {
    "Company": (0.0, 0.4, NEVER, 0.25, 0.9),
    "GovernmentBody": (0.3, 1.3, NEVER, 0.1, 0.3),
    "University": (0.8, 2.3, NEVER, 0.2, 0.2),
    "ResearchInstitute": (0.2, 0.5, 0.6, 0.2, 0.2),
    "DevelopmentZone": (NEVER, 1.6, NEVER, 0.2, 0.3),
    "Organisation": (0.2, 0.8, 1.5, 0.2, 0.2),
    "Alliance": (0.3, 0.8, 1.4, 0.2, 0.2),
}
_WORK: Final = (0.2, 0.6, 1.0, 0.3, 0.5)


@lru_cache(maxsize=1 << 16)
def forms_of(part: Part, type_: str, last: bool, index: int, brand: bool, joint: bool) -> tuple[tuple[str, float], ...]:
    """The forms that a short name can make of a part, each with what it costs; the empty one leaves it out."""
    place, field, core, abbreviated, place_abbreviated = COSTS.get(type_, _WORK)
    text = part.text
    forms: dict[str, float] = {}

    def add(form: str, cost: float) -> None:
        if cost < forms.get(form, NEVER):
            forms[form] = cost

    add(text, 0.0)
    if part.kind == "place":
        add(part.stem, 0.0)
        add("", place if index == 0 else place + 0.2 if type_ == "Company" else 1.5)  # 科学院某地某所 differ by place
        if text != part.stem:
            add(part.stem + text[-1], 0.0)  # 昌吉州 for 昌吉回族自治州
        for letter in abbreviation(part.stem):
            add(letter, 0.1 if part.stem in WIDE else place_abbreviated)
    elif part.kind == "bracket":
        add(part.stem, 0.1)
        add("", 0.8 if type_ == "Company" else 0.3)
    elif part.kind == "legal":
        add("", 0.1 if "集团" in text else 0.0)
        for piece in ("集团", "公司", "集团公司", "有限公司", "股份", "股份公司", "控股", "控股集团", "控股公司"):
            if inside(piece, text):
                add(piece, 0.0)
    elif part.kind == "head":
        for form in short_forms().get(text, ()):
            add(form, 0.05)
        if last and type_ == "University" and text in ("大学", "学院"):
            add("", 0.3)
        if last and type_ == "DevelopmentZone" and text[-1] in "区园城港":
            add("", 0.4)
        if text in ("医院",):
            add("", 0.5)
    elif part.kind == "short":
        for form in short_forms()[text]:
            add(form, 0.05)
        if len(text) > 3:
            add(text[0] + text[len(text) // 2], abbreviated)
        add(text[0], abbreviated + 0.1)
        add("", field if type_ != "DevelopmentZone" else 1.6)
    elif part.kind == "field":
        add(text[0], abbreviated)
        for letter in text[1:]:
            add(letter, abbreviated + 0.2)
        add("", field)
    elif part.kind == "free":
        add("", 0.05)
        if len(text) > 1:
            add(text[0], 0.2)
    elif part.kind == "ordinal":
        add(text.removeprefix("第"), 0.0)
    elif part.kind == "code":
        add("", 1.0)
    elif part.kind == "core":
        if type_ == "Company":
            add("", NEVER if brand else 0.5 + 0.1 * len(text))  # behind the brand it is a word that is not listed
        else:
            add("", 0.2 if joint else core + 0.1 * len(text))
        add(text[0], 1.5 if type_ == "Company" else min(0.5 * (len(text) - 1), 0.6))
        for length in range(2, len(text)):  # 鹿鸣 is another brand than 鹿鸣岛
            add(text[:length], 0.7 + 0.5 * (len(text) - length))
            add(text[-length:], 0.2 * (len(text) - length) + (0.3 if type_ != "Company" else 1.2))
    return tuple((form, cost) for form, cost in forms.items() if cost < NEVER)


def brand_of(cut: Parted) -> int:
    """The index of the first part that is no listed word, behind the owner; -1 where there is none."""
    return next((at for at, p in enumerate(cut.parts) if at >= cut.own and p.kind in ("core", "code")), -1)


def parent_leads(cut: Parted, type_: str) -> bool:
    """Whether a firm's name begins with its parent's brand, a place, and a brand of its own."""
    parts = cut.parts
    leads = type_ == "Company" and len(parts) > 2 and parts[0].kind == "core" and parts[1].kind == "place"
    return leads and any(p.kind == "core" for p in parts[2:])


def joint(parts: tuple[Part, ...], at: int) -> bool:
    """Whether the part is the first of two owners: 甲—乙某某实验室."""
    return at + 1 < len(parts) and parts[at + 1].text in ("—", "-")


def inside(a: str, b: str) -> bool:
    """Whether the characters of `a` stand in `b` in this order."""
    at = 0
    for character in a:
        at = b.find(character, at) + 1
        if not at:
            return False
    return True
