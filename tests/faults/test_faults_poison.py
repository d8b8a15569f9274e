"""A document that ends whoever reads it is named and left out; all others are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.faults import FULL, news

pytestmark = pytest.mark.model

DEADLY = """
import os
def extract(annotated):
    if "此文有毒" in annotated.document.text:
        os.abort()
    return ()
"""
FAILING = """
def extract(annotated):
    if "此文有毒" in annotated.document.text:
        raise IndexError("no such thing")
    return ()
"""


@pytest.mark.parametrize(
    ("body", "words", "small"),
    [(DEADLY, "signal 6", 0), (FAILING, "IndexError: no such thing", 150_000)]
    + [(DEADLY, "signal 6", 150_000), (FAILING, "IndexError: no such thing", 0)] * FULL,
)
def test_build_leaves_out_a_document_that_ends_its_reader(tmp_path: Path, body: str, words: str, small: int) -> None:
    path = [news.extractor(tmp_path / "packages", "deadly", body)]
    folder = news.write(tmp_path / "news", 4)
    expected = tmp_path / "without"
    assert news.run(folder, "-o", expected, path=path)[0] == 0
    (folder / "poison.txt").write_text(news.text(7) + "此文有毒。\n", encoding="utf-8")
    out = tmp_path / "out"
    code, errors = news.run("--small", small, folder, "-o", out, path=path)
    if code not in (0, 3):  # a small build reads in its own process: it dies once, and is warned the next time
        code, errors = news.run("--small", small, folder, "-o", out, path=path)
    assert code == 3, errors
    assert "Traceback" not in errors
    rejects = [json.loads(line) for line in (out / "rejects.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(r["source"], r["code"]) for r in rejects] == [("poison.txt", "worker-died")]
    assert words in rejects[0]["reason"]
    assert (out / "statements.jsonl").read_bytes() == (expected / "statements.jsonl").read_bytes()
