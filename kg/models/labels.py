"""What the models tell apart, in the order of their outputs."""

from __future__ import annotations

from typing import Final

ROLE: Final = "Role"
BARE: Final = "Bare"
ENTITY_TYPES: Final[tuple[str, ...]] = (
    "Company",
    "Person",
    "Place",
    "University",
    "GovernmentBody",
    "Organisation",
    "DevelopmentZone",
    "Platform",
    "ResearchInstitute",
    "Product",
    "Project",
    "Programme",
    "Alliance",
    "Media",
    "Event",
    "PilotZone",
)
SPAN_TYPES: Final[tuple[str, ...]] = (*ENTITY_TYPES, ROLE, BARE)  # of the tagger
# Of words, in the order of LAC's table: parts of speech, and PER, LOC, ORG, TIME of proper nouns.
WORD_TAGS: Final[tuple[str, ...]] = (
    *("a", "ad", "an", "c", "d", "f", "m", "n", "PER", "LOC", "ORG", "nw"),
    *("nz", "p", "q", "r", "s", "TIME", "u", "v", "vd", "vn", "w", "xc"),
)
