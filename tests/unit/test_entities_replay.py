"""Corrections through the whole build."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import kg
from kg import schema
from kg.entities.decisions import append

pytestmark = pytest.mark.model

TEXT = "近日，沙泉经济技术开发区与西北大学签署战略合作协议。沙泉经济技术开发区还将与兰州大学共建戈壁储能实验室。"
ENTRIES: tuple[tuple[str, dict[str, str | list[str]]], ...] = (
    ("same", {"names": ["兰州大学", "西北大学"]}),
    ("rename", {"name": "沙泉经济技术开发区", "to": "沙泉国家级经济技术开发区"}),
    (
        "status",
        {"subject": "沙泉经济技术开发区", "relation": "partners_with", "object": "西北大学", "status": "planned"},
    ),
)


def built(folder: Path, config: kg.Config) -> dict[str, str]:
    kg.export(kg.build_text(TEXT, "page", config=config), folder)
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir()) if p.is_file()}


def test_replay_taken_back_restores_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text("# 已核对\n", encoding="utf-8")
    config = kg.Config(corrections=path)
    before = built(tmp_path / "before", config)
    for kind, fields in ENTRIES:
        append(path, kind, fields, schema.load())
    corrected = built(tmp_path / "corrected", config)
    path.write_text("# 已核对\n", encoding="utf-8")
    assert corrected["statements.jsonl"] != before["statements.jsonl"]
    assert built(tmp_path / "after", config) == before == built(tmp_path / "none", kg.Config())


def test_replay_lists_stale_entries_among_the_issues(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    append(path, "suppress", {"person": "周远"}, schema.load())
    graph = kg.build_text(TEXT, "page", config=kg.Config(corrections=path))
    assert [i.message for i in graph.issues if i.kind == "stale-correction"] == [
        "suppress 1 (周远): nothing is called 周远 any more"
    ]
