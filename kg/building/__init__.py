"""Sources to what was read in them, one unit of work a source: cached by content, spread over processes.

reading       paths -> a corpus: all that was read, on disk, a document at a time
units         a source -> what is read in it             coding        the same as bytes, and back
fingerprints  what a unit's result depends on            store         the cache: one SQLite file
cues          what a text says of a person that decides if a graph may name them
workers       processes, replaced when they die          worker        what runs in each of them
"""

from kg.building.coding import GUARDED, PUBLIC
from kg.building.reading import DIED, Corpus, Reading, Row
from kg.building.store import Damaged, Store, discard, open_store
from kg.building.workers import cores

__all__ = [
    "DIED",
    "GUARDED",
    "PUBLIC",
    "Corpus",
    "Damaged",
    "Reading",
    "Row",
    "Store",
    "cores",
    "discard",
    "open_store",
]
