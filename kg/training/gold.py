"""The test part of the written corpus as gold: the documents whose id ends in 0, never learnt from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.training.corpus import CORPUS, MarkedDocument, MarkedStatement, load

UNSCORED = frozenset({"awarded", "supplies", "supports"})  # marked in the corpus, left out by the measures


def gold(folder: Path = CORPUS) -> list[dict[str, Any]]:
    """The test part of the corpus in `folder`, in the shape that kg.evaluation reads, with the `text` of each
    document."""
    return [
        {
            "doc": document.id,
            "text": document.text,
            "entities": [{"name": e.name, "aliases": list(e.aliases), "type": e.type} for e in document.entities],
            "triples": [_triple(document, s) for s in document.statements if s.relation not in UNSCORED],
        }
        for document in load(folder)
        if document.held_out
    ]


def _triple(document: MarkedDocument, statement: MarkedStatement) -> dict[str, Any]:
    names = {entity.id: entity.name for entity in document.entities}
    return {
        "s": names[statement.subject],
        "p": statement.relation,
        "o": names[statement.object],
        "status": statement.status,
        "date": statement.date,
        "role": statement.role,
        "attribution": names.get(statement.speaker or ""),
    }
