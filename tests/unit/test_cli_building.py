"""kg build: what was not read, exit codes, persons, processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.cli.building import not_read
from kg.documents import Reject

pytestmark = pytest.mark.model

TEXT = "本报讯 沙泉公司董事长陆一鸣说，沙泉公司与西北大学签约。受害人周小满到场。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "in"


def build(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["build", *map(str, arguments)])
    return result.exit_code, result.stderr


def test_build_with_rejects_is_done_with_code_3(folder: Path, tmp_path: Path) -> None:
    (folder / "b.txt").write_bytes(b"")
    code, errors = build(folder, "-o", tmp_path / "out")
    assert code == 3
    assert "not read: 1" in errors
    assert "b.txt: the file is empty" in errors
    row = json.loads((tmp_path / "out" / "rejects.jsonl").read_text(encoding="utf-8"))
    assert (row["source"], row["code"]) == ("b.txt", "empty")
    assert json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["rejects"] == {"empty": 1}
    again, errors = build(folder, "-o", tmp_path / "out")
    assert (again, "nothing has changed" in errors) == (3, True)


def test_build_strict_fails_with_what_it_found(folder: Path, tmp_path: Path) -> None:
    assert build(folder, "-o", tmp_path / "out", "--strict")[0] == 0
    (folder / "b.txt").write_bytes(b"")
    code, errors = build(folder, "-o", tmp_path / "out", "--strict")
    assert code == 1
    assert "not read: b.txt" in errors
    assert (tmp_path / "out" / "graph.ttl").exists()


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ([], {"陆一鸣"}),
        (["--persons", "all"], {"陆一鸣", "周小满"}),
        (["--persons", "none"], set()),
    ],
)
def test_build_names_persons_as_asked(folder: Path, tmp_path: Path, options: list[str], named: set[str]) -> None:
    assert build(folder, "-o", tmp_path / "out", *options)[0] == 0
    rows = map(json.loads, (tmp_path / "out" / "entities.jsonl").read_text(encoding="utf-8").splitlines())
    assert {r["name"] for r in rows if r["type"] == "Person"} == named
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert sum(report["persons_left_out"].values()) == 2 - len(named)


def test_build_leaves_out_the_names_in_a_file(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("陆一鸣\n", encoding="utf-8")
    assert build(folder, "-o", tmp_path / "out", "--suppress", tmp_path / "names.txt")[0] == 0
    assert "陆一鸣" not in (tmp_path / "out" / "entities.jsonl").read_text(encoding="utf-8")


def test_not_read_names_the_first_and_counts_the_others() -> None:
    rejects = [Reject(f"{n:02d}.txt", "the file is empty", "empty") for n in range(12)]
    lines = list(not_read(rejects, Path("out")))
    assert lines[0] == f"not read: 12 (all are listed in {Path('out') / 'rejects.jsonl'})"
    assert lines[-1] == "  and 2 more: 2 empty"
    assert len(lines) == 12
    assert list(not_read([], Path("out"))) == []
