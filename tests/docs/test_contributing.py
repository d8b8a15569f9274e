"""The examples of CONTRIBUTING.md do what they say."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from types import ModuleType

from kg import schema
from kg.extractors import loading
from tests.marked import document

TEXT = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)


def test_contributing_rule_loads() -> None:
    constructions = loading.read_constructions((files("kg.rules") / "_constructions.toml").read_text("utf-8"))
    [rule] = loading.read_rules(blocks("toml")[0], "CONTRIBUTING.md", constructions, schema.load().relations)
    assert rule.id == "certified_by/通过审评"


def test_contributing_extractor_claims() -> None:
    module = ModuleType("kg_franchise")
    exec(blocks("python")[0], module.__dict__)
    annotated = document("{Company:昆仑动力公司}上月加盟{Alliance:东岭产业联盟}。{Company:昆仑动力公司}谈到加盟。")
    [claim] = module.extract(annotated)
    assert (claim.subject.text, claim.relation, claim.object.text) == ("昆仑动力公司", "joined", "东岭产业联盟")
    assert annotated.document.slice(claim.trigger) == "加盟"


def test_contributing_entry_point_is_in_the_group_that_kg_reads() -> None:
    from kg.extractors.protocol import GROUP

    points = tomllib.loads(blocks("toml")[1])["project"]["entry-points"]
    assert points == {GROUP: {"franchise": "kg_franchise:extract"}}


def test_contributing_says_why_each_dependency_is_there() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    names = [re.match(r"[\w-]+", line)[0] for line in project["dependencies"] + extras]  # type: ignore[index]
    assert [name for name in names if name not in TEXT] == []
