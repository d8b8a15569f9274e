"""The ontology as all rooms read it."""

from pathlib import Path

import pytest

from kg import schema
from kg.errors import SchemaError


def test_load_knows_symmetry_and_what_follows() -> None:
    relations = schema.load().relations
    assert relations["partners_with"].symmetric
    assert relations["located_in"].transitive
    assert (schema.NAMESPACE + "owns", True) in relations["subsidiary_of"].implied
    assert relations["joined"].implied == ()


@pytest.mark.parametrize(
    ("type", "ancestor", "expected"),
    [
        ("DevelopmentZone", "Place", True),
        ("DevelopmentZone", "Organisation", True),
        ("Company", "Organisation", True),
        ("Company", "Place", False),
        ("Event", "Initiative", True),
    ],
)
def test_schema_is_a(type: str, ancestor: str, expected: bool) -> None:
    assert schema.load().is_a(type, ancestor) is expected


@pytest.mark.parametrize(
    ("type", "coarse"), [("University", "Organisation"), ("PilotZone", "Initiative"), ("Person", "Person")]
)
def test_schema_coarse(type: str, coarse: str) -> None:
    assert schema.load().coarse(type) == coarse


def test_schema_names_a_near_type() -> None:
    with pytest.raises(SchemaError, match="unknown type 'Compny', near: Company"):
        schema.load().ancestors("Compny")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kg:Company a owl:Class", "kg:Company a owl:Class ;;; [", ["not Turtle"]),
        ('rdfs:label "企业"@zh , "Company"@en', 'rdfs:label "企业"@zh', ["Company has no label in en"]),
        ('skos:notation "planned"', 'skos:notation "later"', ["the statuses must be"]),
        ("kg:rangeIncludes kg:Event ,", "kg:rangeIncludes kg:Evnt ,", ["organises", "Evnt is no class"]),
        (
            'skos:example "西北储能产业联盟"@zh', 'rdfs:seeAlso "西北储能产业联盟"@zh', ["Alliance has no example"],
        ),
    ],
)  # fmt: skip
def test_parse_lists_what_is_wrong(old: str, new: str, words: list[str]) -> None:
    text = (schema.ontology() / "kg.ttl").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(SchemaError) as raised:
        schema.parse(text.replace(old, new))
    assert all(w in str(raised.value) for w in words)


def test_ontology_is_that_of_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(schema, "files", lambda name: tmp_path)  # another checkout that is installed
    assert Path(str(schema.ontology())) == Path(schema.__file__).parents[1] / "ontology"


def test_ontology_is_package_data_where_nothing_stands_beside_kg(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(schema, "files", lambda name: tmp_path / name)
    monkeypatch.setattr(schema, "__file__", str(tmp_path / "site" / "kg" / "schema.py"))
    assert schema.ontology() == tmp_path / "kg.ontology"
