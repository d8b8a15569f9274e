"""A name found in one line, and what is done with several of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """`line.text[start:end]` names something of `type`; `rule` says how it was found, `sure` how probable it is.

    `belief` is what the filter, which sees the whole article, says of a name that was read.
    """

    start: int
    end: int
    type: str
    rule: str
    sure: float = 1.0
    belief: float = 1.0

    def overlaps(self, other: Name) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def longest(names: Iterable[Name]) -> list[Name]:
    """The names in order without overlap: a longer one wins, then the earlier one."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start - n.end, n.start, n.type, n.rule)):
        if not any(name.overlaps(other) for other in kept):
            kept.append(name)
    return sorted(kept)


def free(names: Iterable[Name], taken: Iterable[Name]) -> list[Name]:
    """The names that share no character with any in `taken`."""
    fixed = list(taken)
    return [name for name in names if not any(name.overlaps(other) for other in fixed)]
