"""Outside identifiers from a user's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.entities import identify
from kg.entities.identifiers import check_digit, load
from kg.errors import ConfigError
from kg.graph import Graph
from kg.rdf.statements import entity_triples
from kg.schema import load as schema
from tests.marked import document

CODE, OTHER = (stem + check_digit(stem + "0") for stem in ("91650100MA77XXXX0", "91650100MA77YYYY1"))
TEXTS = ("{Company:沙泉远桥数据科技有限公司}开工。", "{Company:沙泉远桥数据}投产。")


def names(known: dict[str, dict[str, str]], *texts: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    made = [document(text, f"d{i}") for i, text in enumerate(texts)]
    return sorted((e.name, e.identifiers) for e in identify(made, identifiers=known).entities)


def test_identifiers_check_digit_is_that_of_the_standard() -> None:
    assert check_digit("91350100M000100Y43") == "3"


def test_identifiers_are_given_to_the_entity_of_the_name() -> None:
    known = {"沙泉远桥数据": {"credit-code": CODE}}
    assert names(known, *TEXTS) == [("沙泉远桥数据科技有限公司", (("credit-code", CODE),))]


def test_identifiers_that_differ_keep_names_apart() -> None:
    known = {"沙泉远桥数据": {"credit-code": CODE}, "沙泉远桥数据科技有限公司": {"credit-code": OTHER}}
    assert [name for name, _ in names(known, *TEXTS)] == ["沙泉远桥数据", "沙泉远桥数据科技有限公司"]


def test_identifiers_that_agree_join_names() -> None:
    known = {"远桥集团": {"wikidata": "Q12"}, "云川能源": {"wikidata": "Q12"}}
    assert len(names(known, "{Company:远桥集团}开工。", "{Company:云川能源}投产。")) == 1


def test_identifiers_of_a_name_that_several_bear_go_to_none() -> None:
    made = [document("{Place:云川}下雪。", "a"), document("{Person:云川}说。", "b")]
    found = identify(made, identifiers={"云川": {"geonames": "12"}, "沙泉": {"geonames": "13"}})
    assert [e.identifiers for e in found.entities] == [(), ()]
    assert [i.kind for i in found.issues] == ["ambiguous-identifier", "unused-identifier"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[wikdata]\n"甲公司" = "Q1"', "near: wikidata"),
        ('[wikidata]\n"甲公司" = "12"', "has not the form of one"),
        (f'[credit-code]\n"甲公司" = "{CODE[:17]}{"0" if CODE[17] != "0" else "1"}"', "the check digit of"),
        ("[wikidata", "not a TOML file"),
    ],
)
def test_identifiers_file_is_checked(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "identifiers.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        load(path)


def test_identifiers_stand_in_the_rdf() -> None:
    made = identify([document("{University:沙泉大学}开学。")], identifiers={"沙泉大学": {"wikidata": "Q1234567"}})
    graph = Graph(made.entities, (), ())
    assert any("wikidata.org/entity/Q1234567" in o for _, _, o in entity_triples(graph.entities[0], schema()))
