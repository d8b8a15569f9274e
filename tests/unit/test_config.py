"""kg.toml."""

from pathlib import Path

import pytest

from kg.config import Config, load
from kg.errors import ConfigError


def test_load_reads_what_is_set(tmp_path: Path) -> None:
    path = tmp_path / "kg.toml"
    path.write_text(
        'title = "准东"\nmin_confidence = 0.5\nextractors = ["rules"]\nrdf = ["trig"]\ninferred = "none"\n',
        encoding="utf-8",
    )
    wanted = Config(title="准东", min_confidence=0.5, extractors=("rules",), rdf=("trig",), inferred="none")
    assert load(path) == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("titel = 1", ["unknown setting 'titel'", "near: title"]),
        ('lang = "fr"\nmin_confidence = 2', ["lang must be", "min_confidence must be"]),
        ("title = ", ["not a TOML file"]),
        ("extractors = 3", ["extractors must be"]),
        ('rdf = ["xml"]\ninferred = "some"\nbase = 3', ["rdf must be", "inferred must be", "base must be"]),
        ('base = "news"', ["base 'news' cannot begin IRIs"]),
    ],
)
def test_load_lists_all_problems(tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "kg.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load(path)
    assert all(w in str(raised.value) for w in words)


def test_load_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load(tmp_path / "kg.toml")
