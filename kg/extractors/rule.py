"""One rule, ready to run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kg.extractors.masking import View
from kg.model import Status

Topic = Literal["nearest", "first", "last", "same"]
Pairing = Literal["cross", "all", "two", "zip"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a file in rules/. A pattern without the group s or o takes the topic of the passage for it."""

    relation: str
    id: str  # relation/name
    patterns: tuple[re.Pattern[str], ...]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    pairs: Pairing
    topic: Topic
    view: View
    status: Status | None
    confidence: float
    unless: re.Pattern[str] | None
    verbs: re.Pattern[str] | None  # no pattern can match a sentence without one of these words
    symmetric: bool
    examples: tuple[str, ...]
    counter: tuple[str, ...]
