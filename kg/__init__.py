"""Knowledge graphs from Chinese news, each edge with the sentence that says so.

In short:

    import kg
    graph = kg.build(["news/"], "output")
    for statement in graph.partners("准东开发区"):
        print(statement.status, statement.evidence[0].text)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.config import Config
    from kg.errors import KgError
    from kg.exporters.jsonl import read_graph
    from kg.graph import Graph
    from kg.model import Claim, Document, Entity, Evidence, Mention, Span, Statement
    from kg.pipeline import build, build_text, export, extract, query, sample_path

_HOMES = {  # loaded at first use: `import kg` alone stays quick
    "Claim": "kg.model",
    "Config": "kg.config",
    "Document": "kg.model",
    "Entity": "kg.model",
    "Evidence": "kg.model",
    "Graph": "kg.graph",
    "KgError": "kg.errors",
    "Mention": "kg.model",
    "Span": "kg.model",
    "Statement": "kg.model",
    "build": "kg.pipeline",
    "build_text": "kg.pipeline",
    "export": "kg.pipeline",
    "extract": "kg.pipeline",
    "query": "kg.pipeline",
    "read_graph": "kg.exporters.jsonl",
    "sample_path": "kg.pipeline",
}

__all__ = [
    "Claim",
    "Config",
    "Document",
    "Entity",
    "Evidence",
    "Graph",
    "KgError",
    "Mention",
    "Span",
    "Statement",
    "build",
    "build_text",
    "export",
    "extract",
    "query",
    "read_graph",
    "sample_path",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
