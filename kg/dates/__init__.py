"""Printed Chinese date words to typed values, with the precision that the words have."""

from kg.dates.reading import day, read, read_at

__all__ = ["day", "read", "read_at"]
