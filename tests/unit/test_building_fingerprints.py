"""What the key of a unit is made of."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.building import fingerprints

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    fingerprints.code.cache_clear()
    yield
    fingerprints.code.cache_clear()


def test_code_reads_the_ontology_beside_a_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python started in the checkout after `pip install .` finds kg/ there, and no package kg.ontology in it."""
    before, files = fingerprints.code(), fingerprints.files

    def only_kg(name: str) -> object:
        if name != "kg":
            raise ModuleNotFoundError(name)
        return files(name)

    fingerprints.code.cache_clear()
    monkeypatch.setattr(fingerprints, "files", only_kg)
    assert fingerprints.code() == before


def test_rooms_that_are_no_part_of_a_key_stand_above_the_reading_in_the_contract() -> None:
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    above: set[str] = set()
    for layer in layers[0]["layers"]:
        names = {name.strip("() ") for name in layer.split("|")}
        if "documents" in names:
            break
        above |= names
    rooms = {name.removesuffix(".py") for name in fingerprints.ABOVE}
    assert above - rooms == {"__main__", "building"}
    assert rooms - above == set()
