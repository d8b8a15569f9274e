"""report.json: what a build read, found and doubted, without a clock."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.exporters.files import write_text_atomically
from kg.graph import Graph


def report(
    graph: Graph,
    versions: Mapping[str, str],
    settings: Mapping[str, object],
    counts: Mapping[str, Mapping[str, int]] | None = None,
) -> dict[str, object]:
    """Versions, settings, inputs with the sha256 of their text, and counts by kind, each sorted by name.

    `counts` is added: what the graph does not tell, such as files that were not read.
    """
    return {
        "versions": dict(sorted(versions.items())),
        "settings": dict(sorted(settings.items())),
        "documents": [
            {
                "id": d.id,
                "name": d.name,
                "source": d.source,
                "encoding": d.encoding,
                "characters": len(d.text),
                "sha256": hashlib.sha256(d.text.encode("utf-8", "surrogatepass")).hexdigest(),
                "articles": [
                    {"start": a.span.start, "end": a.span.end, "title": a.title, "published": a.published}
                    for a in d.articles
                ],
            }
            for d in graph.documents
        ],
        "counts": {
            "documents": len(graph.documents),
            "articles": sum(len(d.articles) for d in graph.documents),
            "characters": sum(len(d.text) for d in graph.documents),
            "entities": len(graph.entities),
            "statements": len(graph.statements),
            "issues": len(graph.issues),
        },
        "entities": _counts(e.type for e in graph.entities),
        "relations": _counts(s.relation for s in graph.statements),
        "statuses": _counts(s.status for s in graph.statements),
        "rules": _counts(f"{e.extractor}: {e.rule}" for s in graph.statements for e in s.evidence),
        "issues": _counts(i.kind for i in graph.issues),
        **{name: dict(sorted(found.items())) for name, found in sorted((counts or {}).items())},
    }


def write_report(
    graph: Graph,
    path: Path,
    *,
    versions: Mapping[str, str],
    settings: Mapping[str, object],
    counts: Mapping[str, Mapping[str, int]] | None = None,
) -> None:
    """Writes the report as JSON."""
    made = report(graph, versions, settings, counts)
    write_text_atomically(path, [json.dumps(made, ensure_ascii=False, indent=1), "\n"])


def _counts(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
