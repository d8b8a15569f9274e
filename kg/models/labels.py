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
