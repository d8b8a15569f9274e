"""Files to documents: which files, how they are decoded, where their articles begin."""

from kg.documents.reading import from_text, read

__all__ = ["from_text", "read"]
