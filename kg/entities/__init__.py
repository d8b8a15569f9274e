"""Mentions to entities and claims to statements: who is who in a build, by stated rules and a user's decisions."""

from kg.entities import decisions, identifiers
from kg.entities.corrections import correct
from kg.entities.elsewhere import known_names, with_known
from kg.entities.identity import Identity, identify
from kg.entities.statements import state

__all__ = ["Identity", "correct", "decisions", "identifiers", "identify", "known_names", "state", "with_known"]
