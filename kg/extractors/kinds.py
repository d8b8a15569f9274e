"""The types a rule can name, and the one character that stands for each in a masked sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# Broader types first: a rule that names one takes all of its kinds.
KINDS: Final[dict[str, tuple[str, ...]]] = {
    "Organisation": (
        "Organisation", "Company", "University", "ResearchInstitute", "GovernmentBody", "DevelopmentZone", "Media",
        "Alliance",
    ),
    "Initiative": ("Initiative", "Project", "Programme", "PilotZone", "Platform", "Event"),
    "Place": ("Place",),
    "Person": ("Person",),
    "Product": ("Product",),
}  # fmt: skip
TYPES: Final[tuple[str, ...]] = tuple(kind for kinds in KINDS.values() for kind in kinds)
CHARACTER: Final[dict[str, str]] = {kind: chr(0xE000 + number) for number, kind in enumerate(TYPES)}
ANY: Final = f"{chr(0xE000)}-{chr(0xE000 + len(TYPES) - 1)}"  # for use inside [...]


def expand(names: Iterable[str]) -> tuple[str, ...]:
    """The types that `names` take in, in the order of TYPES: a broad name takes its kinds, with ! only itself."""
    wanted = {kind for name in names for kind in (name[:-1],) * name.endswith("!") or KINDS.get(name, (name,))}
    return tuple(kind for kind in TYPES if kind in wanted)


def characters(names: Iterable[str]) -> str:
    """The characters of the types that `names` take in, for use inside [...]."""
    return "".join(CHARACTER[kind] for kind in expand(names))
