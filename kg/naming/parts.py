"""A name cut into parts: places, the body that owns it, content words, ordinals, head nouns, legal forms.

What is not in the lexicon between known parts is one part of its own, `core`: a brand, a place that is not listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from kg import lexicon
from kg.model import name_key
from kg.naming.places import place_at, places, provinces, stem

Kind = Literal["place", "bracket", "legal", "head", "field", "short", "free", "ordinal", "code", "core"]

_NUMBER: Final = "[一二三四五六七八九十百0-9]{1,4}"
_ORDINAL: Final = re.compile(
    rf"第[一二三四五六七八九十]{{1,2}}代|第?{_NUMBER}(?=[届师团中院医附分车人号代])|第{_NUMBER}"
)
_COUNTY: Final = re.compile(
    r"([^()省市州县区旗学院校开园新]{2,4})[县旗市镇乡](?=[^场政域区]..)"
)  # of a place not listed
_CODE: Final = re.compile(r"[a-z0-9×+./&\-]{2,}|[a-z0-9]")
_OWNERS: Final = ("大学", "学院", "科学院", "医院", "集团", "公司", "总局", "研究院", "银行", "部")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name's key; `stem` is a place without its level."""

    kind: Kind
    text: str
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Parted:
    """A name's parts; those before `own` are the body that it belongs to (某大学 of 某大学医院)."""

    parts: tuple[Part, ...]
    own: int


@cache
def _known() -> dict[str, Kind]:
    table = lexicon.table("parts")
    found: dict[str, Kind] = {}
    for kind, words in (("field", table["fields"]), ("free", table["free"]), ("short", table["short"])):
        found |= dict.fromkeys((name_key(w) or w for w in words), kind)  # type: ignore[arg-type]
    found |= dict.fromkeys(map(name_key, table["heads"]), "head")
    return found | dict.fromkeys(map(name_key, table["legal"]), "legal")


@cache
def short_forms() -> dict[str, tuple[str, ...]]:
    """The customary forms that short names make of a word or a head noun."""
    table = lexicon.table("parts")
    return {name_key(k): tuple(v) for t in (table["short"], table["heads"]) for k, v in t.items()}


@lru_cache(maxsize=1 << 16)
def parted(key: str) -> Parted:
    """The parts of a name's key."""
    found: list[Part] = []
    core = ""
    at = 0
    if (county := _COUNTY.match(key)) and not place_at(key, 0):
        found.append(Part("place", county[0], county[1]))
        at = len(county[0])
    while at < len(key):
        part = _part_at(key, at, bool(core) or bool(found))
        if part is None:
            core += key[at]
            at += 1
            continue
        if core:
            found.append(Part("core", core))
            core = ""
        found.append(part)
        at += len(part.text)
    if core:
        found.append(Part("core", core))
    return Parted(tuple(found), _own(found))


def _part_at(key: str, at: int, inside: bool) -> Part | None:
    if key[at] == "(":
        close = key.find(")", at)
        inner = key[at + 1 : close] if close > 0 else ""
        if inner and key[at : close + 1] not in _known():
            return Part("bracket", key[at : close + 1], places().get(inner) or stem(inner))
    known = _known()
    for length in range(min(9, len(key) - at), 1, -1):
        if (kind := known.get(key[at : at + length])) and not (kind == "legal" and at + length < len(key) - 8):
            word = key[at : at + length]
            place = place_at(key, at)
            if len(place) > length or (place and not inside and len(place) >= length):
                return Part("place", place, places().get(place) or stem(place))
            return Part(kind, word)
    if place := place_at(key, at):
        return Part("place", place, places().get(place) or stem(place))
    if match := _ORDINAL.match(key, at):
        return Part("ordinal", match[0])
    if match := _CODE.match(key, at):
        return Part("code", match[0])
    if key[at] == "部" and at > 1 and key[at + 1 : at + 2] in ("第", "直"):  # 某部第一研究所
        return Part("head", "部")
    single = known.get(key[at])
    if single and (single != "head" or at == len(key) - 1) and (single != "free" or inside):
        return Part(single, key[at])
    return None


def _own(parts: list[Part]) -> int:
    """The index behind the owner: a body's head noun with more than legal forms after it."""
    for at in range(len(parts) - 1, 0, -1):
        owner = parts[at - 1]
        rest = parts[at:]
        ends = owner.kind in ("head", "legal", "field", "short") and owner.text.endswith(_OWNERS)
        if (
            ends
            and any(p.kind not in ("legal", "free") for p in rest)
            and any(p.kind in ("head", "legal") for p in rest)
        ):
            return at
    return 0


@lru_cache(maxsize=1 << 12)
def abbreviation(place: str) -> tuple[str, ...]:
    """The one-character forms of a place's stem: its first character, and for provinces their own."""
    return tuple(dict.fromkeys([place[0], *(k for k, v in provinces().items() if v == place)]))
