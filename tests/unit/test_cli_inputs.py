"""Options of build and extract that say how the input is to be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app

pytestmark = pytest.mark.model
TEXT = "沙泉经济技术开发区（以下简称沙泉经开区）与西北大学签署战略合作协议。"


def docs(*arguments: str, stdin: bytes = b"") -> tuple[int, list[str], str]:
    """Exit code, the documents on stdout and the messages of kg extract."""
    result = CliRunner().invoke(app, ["extract", *arguments, "--jobs", "0"], input=stdin)
    return result.exit_code, [json.loads(line)["doc"] for line in result.stdout.splitlines()], result.stderr


def test_extract_reads_standard_input() -> None:
    assert docs("-", stdin=TEXT.encode("gb18030"))[:2] == (0, ["stdin"])


def test_extract_takes_the_columns_that_are_named(tmp_path: Path) -> None:
    rows = [{"id": "甲-1", "x": TEXT}, {"id": "甲-2", "x": TEXT}]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = docs(str(tmp_path), "--text-column", "x", "--id-column", "id")
    assert found[:2] == (0, ["rows#甲-1", "rows#甲-2"])


def test_extract_goes_on_and_names_what_was_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 nothing")
    code, found, messages = docs(str(tmp_path))
    assert (code, found) == (3, ["a"])
    assert "b.pdf: the file is damaged or no PDF" in messages


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--encoding", "gbk2"], "unknown encoding 'gbk2'; near: gbk"),
        (["--text-column", "txt"], "no column is called 'txt'; near: text"),
    ],
)
def test_extract_names_the_nearest(tmp_path: Path, options: list[str], words: str) -> None:
    (tmp_path / "rows.csv").write_text(f"text,title\n{TEXT},题\n", encoding="utf-8")
    from kg.errors import InputError

    result = CliRunner().invoke(app, ["extract", str(tmp_path), *options])
    assert isinstance(result.exception, InputError)
    assert words in str(result.exception)


def test_extract_refuses_what_is_larger_than_max_mb(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(bytes(2 << 20))
    code, found, messages = docs(str(tmp_path), "--max-mb", "1")
    assert (code, found) == (3, ["a"])
    assert "larger than 1 MiB" in messages
