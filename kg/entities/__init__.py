"""Mentions to entities and claims to statements: who is who in a build, by stated rules."""

from kg.entities.identity import Identity, identify
from kg.entities.statements import state

__all__ = ["Identity", "identify", "state"]
