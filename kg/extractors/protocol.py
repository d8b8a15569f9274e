"""What an extractor is, and how the ones installed are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import entry_points
from typing import Final, Protocol

from kg.model import AnnotatedDocument, Claim

GROUP: Final = "kg.extractors"


class Extractor(Protocol):
    """A callable that reads one annotated document and gives the claims its sentences support."""

    def __call__(self, annotated: AnnotatedDocument, /) -> Iterable[Claim]:
        """The claims, in any order; each argument refers to exactly one entity."""
        ...


@cache
def discover() -> tuple[tuple[str, Extractor], ...]:
    """The installed extractors as (name, callable), by name. The built-in ones come by the same entry points."""
    found: dict[str, Callable[[AnnotatedDocument], Iterable[Claim]]] = {
        point.name: point.load() for point in entry_points(group=GROUP)
    }
    return tuple(sorted(found.items()))
