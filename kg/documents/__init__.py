"""Files to documents: which files, how they are decoded, where their articles begin."""

from kg.documents.loading import beside, documents, fetch, load
from kg.documents.printed import Printed, readable
from kg.documents.reading import Reading, from_text, read, read_all
from kg.documents.sources import find, names
from kg.documents.units import Decoded, Loaded, Options, Reject, Source

__all__ = [
    "Decoded",
    "Loaded",
    "Options",
    "Printed",
    "Reading",
    "Reject",
    "Source",
    "beside",
    "documents",
    "fetch",
    "find",
    "from_text",
    "load",
    "names",
    "read",
    "read_all",
    "readable",
]
