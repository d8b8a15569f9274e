"""ontology/README.md, context.jsonld, the shapes of relations and example graphs, made from kg.ttl.

python -m kg.rdf.reference            writes them
python -m kg.rdf.reference --check    exit code 1 and their names where they are not what kg.ttl gives
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kg import schema
from kg.rdf import examples
from kg.rdf.terms import PREFIXES
from kg.schema import NAMESPACE, ClassTerm, RelationTerm

MARK: Final = "# From here on made from kg.ttl by `python -m kg.rdf.reference`.\n"
_HEAD: Final = """\
# The ontology

Made from `kg.ttl` by `python -m kg.rdf.reference`; a test holds it to that. `alignments.ttl` says how the terms stand
to W3C ORG, schema.org, FOAF, SKOS, PROV-O and Web Annotation. `shapes.ttl` is what every graph keeps to, in SHACL.
`context.jsonld` lets a line of `statements.jsonl` be read as JSON-LD. `queries/` holds the questions that every graph
must answer. `examples/terms.ttl` shows each term in use, `examples/bad/` what breaks each shape and at which node;
`rules/` holds what an ontology must keep to, as queries that must find nothing. `CHANGELOG.md` says what changed.

Prefix `kg:` is <https://w3id.org/kg-news/ontology#>; resources live under <https://w3id.org/kg-news/id/>.

Each relation that a text states is a `kg:Statement` with a status and the sentence. The direct triple stands beside it
only where the status is realised or ongoing, and so does what follows from it: superclasses, the other direction of
`kg:partnersWith`, `kg:owns` from `kg:subsidiaryOf`, the far end of a chain of `kg:locatedIn` or `kg:partOf`. A direct
triple without a `kg:Statement` of its subject, predicate and object is inferred.
"""
_CONTEXT: Final[dict[str, object]] = {  # keys of statements.jsonl that are no relations
    "@base": PREFIXES["st"],
    "id": "@id",
    "subject": {"@id": "rdf:subject", "@type": "@id", "@context": {"@base": PREFIXES["ent"]}},
    "relation": {"@id": "rdf:predicate", "@type": "@vocab"},
    "object": {"@id": "rdf:object", "@type": "@id", "@context": {"@base": PREFIXES["ent"]}},
    "status": {"@id": "kg:status", "@type": "@vocab"},
    "date": {"@id": "kg:dateText", "@language": "zh"},
    "earliest": {"@id": "kg:earliest", "@type": "xsd:date"},
    "latest": {"@id": "kg:latest", "@type": "xsd:date"},
    "role": {"@id": "kg:role", "@language": "zh"},
    "speaker": {"@id": "kg:speaker", "@type": "@id", "@context": {"@base": PREFIXES["ent"]}},
    "evidence": {
        "@id": "kg:evidence",
        "@type": "@id",
        "@context": {
            "@base": PREFIXES["ev"],
            "subject": None,
            "object": None,
            "doc": None,
            "doc_id": {"@id": "oa:hasSource", "@type": "@id", "@context": {"@base": PREFIXES["doc"]}},
            "article": {"@id": "kg:article", "@language": "zh"},
            "extractor": "kg:extractor",
            "rule": "kg:rule",
        },
    },
}


def readme() -> str:
    """The terms as tables: classes as a tree, relations with what they take, statuses."""
    known = schema.load()
    rows = ["## Classes\n", "| class | 中文 | what it holds | example |", "|---|---|---|---|"]
    rows += (_class_row(t, depth) for t, depth in _tree(known.types.values()))
    rows += [
        "\n## Relations\n",
        "| relation | in RDF | 中文 | from → to | what it says | example |",
        "|---|---|---|---|---|---|",
    ]
    rows += (_relation_row(t) for t in known.relations.values())
    rows += ["\n## Statuses\n", "| status | 中文 | direct triple |", "|---|---|---|"]
    rows += (f"| `{t.name}` | {t.labels['zh']} | {'yes' if t.asserted else 'no'} |" for t in known.statuses.values())
    return _HEAD + "\n" + "\n".join(rows) + "\n"


def context() -> str:
    """The JSON-LD context of statements.jsonl: its keys, and the names of relations, statuses and classes."""
    known = schema.load()
    terms: dict[str, object] = dict(sorted(PREFIXES.items())) | _CONTEXT
    named = [(t.name, t.iri) for table in (known.types, known.relations, known.statuses) for t in table.values()]
    terms |= {name: "kg:" + iri.removeprefix(NAMESPACE) for name, iri in named}
    return json.dumps({"@context": terms}, ensure_ascii=False, indent=2) + "\n"


def relation_shapes() -> str:
    """One SHACL shape a relation and side: of which classes its subjects and objects are."""
    out, known = [MARK], schema.load()
    for relation in known.relations.values():
        name = relation.iri.removeprefix(NAMESPACE)
        for side, chinese, target, classes in (
            ("Subject", "主语", "sh:targetSubjectsOf", relation.domain),
            ("Object", "宾语", "sh:targetObjectsOf", relation.range),
        ):
            kinds = "、".join(known.types[c].labels["zh"] for c in sorted(classes))
            options = " ".join(f"[ sh:class kg:{c} ]" for c in sorted(classes))
            out.append(
                f"kgs:{name}{side} a sh:NodeShape ; {target} kg:{name} ;\n    sh:or ( {options} ) ;\n"
                f'    sh:message "“{relation.labels["zh"]}”的{chinese}须是{kinds}"@zh ,\n'
                f'        "the {side.lower()} of {relation.name} must be: {", ".join(sorted(classes))}"@en .\n'
            )
    return "\n".join(out)


def contents(folder: Path) -> dict[str, str]:
    """File name -> what it should hold; shapes.ttl keeps what is written by hand above the mark."""
    by_hand = (folder / "shapes.ttl").read_text(encoding="utf-8").partition(MARK)[0]
    marked = (folder / "examples" / "terms.txt").read_text(encoding="utf-8")
    return {
        "README.md": readme(),
        "context.jsonld": context(),
        "shapes.ttl": by_hand + relation_shapes(),
        "examples/terms.ttl": examples.terms(marked),
        "examples/bad/relations.ttl": examples.bad_relations(),
    }


def stale(folder: Path) -> list[str]:
    """The names of the files that are not what kg.ttl gives."""
    wanted = contents(folder)
    return [n for n, text in wanted.items() if not (p := folder / n).is_file() or p.read_text("utf-8") != text]


def main(arguments: list[str]) -> int:
    """Writes the files, or with --check tells which are stale."""
    folder = Path(str(schema.ontology() / "kg.ttl")).parent
    behind = stale(folder)
    if arguments == ["--check"]:
        for name in behind:
            print(f"ontology/{name} is not what kg.ttl gives; run python -m kg.rdf.reference", file=sys.stderr)
        return 1 if behind else 0
    for name, text in contents(folder).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


def _tree(classes: Iterable[ClassTerm], parent: str | None = None, depth: int = 0) -> Iterable[tuple[ClassTerm, int]]:
    """Classes below their superclass, with their depth; one with two superclasses stands below both."""
    known = list(classes)
    for term in known:
        if (parent in term.parents) if parent else not term.parents:
            yield term, depth
            yield from _tree(known, term.name, depth + 1)


def _class_row(term: ClassTerm, depth: int) -> str:
    indent = "&nbsp;&nbsp;" * depth
    comment = f"{term.comments['en']} {term.comments['zh']}"
    return f"| {indent}`{term.name}` | {term.labels['zh']} | {comment} | {term.example} |"


def _relation_row(term: RelationTerm) -> str:
    ends = " → ".join(", ".join(sorted(side)) for side in (term.domain, term.range))
    name = term.iri.removeprefix(NAMESPACE)
    traits = "".join(f" ({t})" for t, has in (("symmetric", term.symmetric), ("transitive", term.transitive)) if has)
    comment = f"{term.comments['en']} {term.comments['zh']}"
    return f"| `{term.name}`{traits} | `kg:{name}` | {term.labels['zh']} | {ends} | {comment} | {term.example} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
