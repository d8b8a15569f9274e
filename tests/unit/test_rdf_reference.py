"""The files that are made from kg.ttl."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kg import schema
from kg.exporters import jsonl
from kg.rdf import reference, triples
from tests import sampled

FOLDER = Path(str(schema.ontology() / "kg.ttl")).parent


def test_reference_is_up_to_date() -> None:
    assert reference.stale(FOLDER) == []


def test_reference_tells_what_is_stale(tmp_path: Path) -> None:
    (tmp_path / "examples").mkdir()
    for name in ("README.md", "shapes.ttl", "examples/terms.txt", "examples/terms.ttl"):
        shutil.copy(FOLDER / name, tmp_path / name)
    with (tmp_path / "README.md").open("a", encoding="utf-8") as file:
        file.write("more")
    assert reference.stale(tmp_path) == ["README.md", "context.jsonld", "examples/bad/relations.ttl"]


def test_readme_has_every_term_in_both_languages() -> None:
    known, text = schema.load(), reference.readme()
    terms = (*known.types.values(), *known.relations.values())
    assert [t.name for t in terms if not all(w in text for w in (f"`{t.name}`", *t.comments.values(), t.example))] == []


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # inside rdflib's own parser
@pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib"])
def test_context_reads_statements_as_the_graph_says_them(engine: str, tmp_path: Path) -> None:
    graph = sampled.graph()
    jsonl.write_statements(graph, tmp_path / "statements.jsonl")
    context = json.loads(reference.context())["@context"]
    read = set()
    for line in (tmp_path / "statements.jsonl").read_text("utf-8").splitlines():
        text = json.dumps({"@context": context, **json.loads(line)})
        if engine == "rdflib":
            found = rdflib.Graph().parse(data=text, format="json-ld")
            read |= {(s.n3(), p.n3(), o.n3()) for s, p, o in found}
        else:
            quads = pyoxigraph.parse(text, pyoxigraph.RdfFormat.JSON_LD)
            read |= {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}
    assert read - set(triples(graph)) == set()
    assert len(read) > 7 * len(graph.statements)


@pytest.mark.parametrize("name", ["kg.ttl", "alignments.ttl", "shapes.ttl"])
def test_ontology_reads_the_same_in_both_engines(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert len(rdflib.Graph().parse(data=text)) == len(set(pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)))


def test_alignments_speak_of_known_terms() -> None:
    known = rdflib.Graph().parse(FOLDER / "kg.ttl")
    aligned = rdflib.Graph().parse(FOLDER / "alignments.ttl")
    names = {s for s in aligned.subjects() if str(s).startswith(schema.NAMESPACE)}
    assert len(names) > 25
    assert names - set(known.subjects()) == set()
