"""Training from a small corpus to weights: everything is written, and the same seed writes the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.training import train

pytestmark = pytest.mark.model

pytest.importorskip("torch", reason="torch belongs to the extra `train`")

DOCUMENT = """=== {id} | 消息 | 钢铁
{{e1:凌河钢铁有限公司}}总经理{{e2:方砚秋}}说，{{e1*:公司}}已与{{e3:柳城理工大学}}签署协议，计划共建{{e4:星火平台}}。
--- entities
e1\tCompany\t凌河钢铁有限公司
e2\tPerson\t方砚秋
e3\tUniversity\t柳城理工大学
e4\tPlatform\t星火平台
--- statements
e2\tworks_for\te1\trealised\t-\t总经理\t-\t总经理
e1\tpartners_with\te3\trealised\t-\t-\te2\t签署协议
e1\tco_builds\te4\tplanned\t-\t-\te2\t共建

"""
WRITTEN = [
    "characters.txt",
    "figures.json",
    "judge.onnx",
    "names.json",
    "names.npz",
    "pairs.onnx",
    "policy.json",
    "relations.json",
    "relations.npz",
    "relations.onnx",
    "tagger.npz",
    "tagger.onnx",
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    text = "".join(DOCUMENT.format(id=f"projects-{number:03}") for number in (1, 2, 3, 4, 5, 10))
    (folder / "projects.mark").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def weights(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("weights")
    train(corpus, folder, seed=3)
    return folder


def test_recipe_writes_all_weights_and_figures(weights: Path) -> None:
    assert sorted(path.name for path in weights.iterdir()) == WRITTEN


def test_recipe_figures_tell_on_what_they_are_measured(weights: Path) -> None:
    figures = json.loads((weights / "figures.json").read_text(encoding="utf-8"))
    assert (figures["seed"], figures["documents"]) == (3, {"taught": 5, "held out": 1})


def test_recipe_with_the_same_seed_writes_the_same_bytes(corpus: Path, weights: Path, tmp_path: Path) -> None:
    train(corpus, tmp_path, seed=3)
    assert [(tmp_path / name).read_bytes() for name in WRITTEN] == [(weights / name).read_bytes() for name in WRITTEN]
