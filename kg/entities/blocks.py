"""Blocking: the keys under which a short name can be found by each name that may be its fuller form.

A short name has one key, its first characters behind a known place. A full name has the keys of all short forms that
it could have, so only pairs that can match are compared, and the work grows with the number of names.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from kg.naming.forms import normal, number_last
from kg.naming.generic import DIVISIONS, level, phase
from kg.naming.parts import Part, Parted, parted
from kg.naming.places import WIDE, places
from kg.naming.renderings import MOST, brand_of, forms_of, joint, parent_leads

LENGTH: Final = 3  # characters of a key
WORKS: Final = frozenset({"Project", "Product", "Programme", "Platform", "PilotZone", "Event"})


def short_key(name: str, type_: str) -> str:
    """The one key under which a short name waits for its fuller forms; "" where it can have none."""
    key, number = phase(normal(name))
    if len(key) < 2:
        return ""
    if type_ == "Place":
        return f"place {key}"
    if division := level(key):
        return f"{division} {key[len(division) :][:2]}{number}"
    first = parted(key).parts[0]
    if _listed(first) and len(key) > len(first.text):
        return f"{first.stem}|{key[len(first.text) :][: LENGTH - 1]}{number}"
    return (key if len(key) == 2 else key[:LENGTH]) + number


@lru_cache(maxsize=1 << 12)
def full_keys(name: str, type_: str) -> frozenset[str]:
    """The keys of all short forms that the name could have."""
    key, number = phase(normal(name))
    if type_ == "Place":
        return frozenset(f"place {key[:n]}" for n in range(2, len(key)))
    found: set[str] = set()
    cut = parted(key)
    for division in DIVISIONS:
        if 0 < (at := key.find(division, 2)) < 10:
            rest = key[at + len(division) :]
            found.update(f"{division} {head[:2]}" for head in _heads(parted(rest), type_, 2) if rest)
    starts = {0, cut.own} | ({1} if parent_leads(cut, type_) else set())
    for start in sorted(starts):
        found.update(_heads(Parted(cut.parts[start:], max(0, cut.own - start)), type_, LENGTH))
    if turned := number_last(cut):
        found.update(_heads(Parted(turned.parts[cut.own :], 0), type_, LENGTH))
    if bracket := next((p for p in cut.parts if p.kind == "bracket"), None):
        rest_of = Parted(tuple(p for p in cut.parts if p is not bracket), cut.own)
        found.update(f"{bracket.stem}|{head[: LENGTH - 1]}" for head in _heads(rest_of, type_, LENGTH - 1))
    if type_ in WORKS:
        found.update(key[at : at + LENGTH] for at in range(len(key) - 1))
        found.update(key[:2] + c for c in key[2:])
    return frozenset(f"{k}{number}" for k in found)


def _listed(part: Part) -> bool:
    """Whether many names begin with the part: a place that everybody knows."""
    return part.kind == "place" and part.stem in places() and part.text not in WIDE


def _heads(cut: Parted, type_: str, length: int) -> Iterable[str]:
    """The beginnings, of `length` characters or whole where they are of two, of what a short name can read off."""
    parts = cut.parts
    brand = brand_of(cut)
    found: set[str] = set()
    seen: set[tuple[int, str]] = set()
    waiting = [(0, "", 0.0)]
    while waiting:
        at, head, cost = waiting.pop()
        if len(head.rpartition("|")[2]) >= (length - 1 if "|" in head else length):
            stem, bar, rest = head.rpartition("|")
            found.add(stem + bar + rest[: length - 1] if bar else head[:length])
            continue
        if len(head) == 2 and "|" not in head:
            found.add(head)
        if at == len(parts) or (at, head) in seen:
            if at == len(parts) and len(head.rpartition("|")[2]) >= 1:
                found.add(head)
            continue
        seen.add((at, head))
        last = at == len(parts) - 1 or all(p.kind in ("legal", "bracket") for p in parts[at + 1 :])
        for form, price in forms_of(parts[at], type_, last, at, at == brand, joint(parts, at)):
            if cost + price > MOST:
                continue
            part = parts[at]
            whole = not head and part.kind == "place" and form in (part.text, part.stem) and _listed(part)
            waiting.append((at + 1, f"{part.stem}|" if whole else head + form, cost + price))
    return found
