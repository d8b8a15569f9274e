"""The cache: broken, foreign, outdated, or right; the files of a build are always those of a full one."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import building, pipeline
from kg.building import coding, fingerprints, units
from kg.model import Document
from tests.faults import FULL, news

pytestmark = pytest.mark.model


@pytest.fixture(autouse=True, scope="module")
def remembered() -> Iterator[None]:
    """Each text is really read once; the tests here are about what happens around the reading."""
    read, known = units.read_document, {}

    def once(document: Document, run: tuple[object, ...]) -> coding.Part:
        if document.text not in known:
            known[document.text] = read(document, run)
        return known[document.text]

    with mock.patch.object(units, "read_document", once):
        yield


@pytest.fixture
def built(tmp_path: Path) -> Path:
    pipeline.update([news.write(tmp_path / "in", 3)], tmp_path / "out")
    return tmp_path


def test_update_reads_nothing_when_nothing_has_changed(built: Path) -> None:
    before = news.hashes(built / "out")
    outcome = pipeline.update([built / "in"], built / "out")
    assert outcome.unchanged
    assert outcome.counts["documents"] == 3
    assert news.hashes(built / "out") == before


@pytest.mark.parametrize("name", ["graph.ttl", "report.json"])
def test_update_mends_a_file_that_was_changed_by_hand(built: Path, name: str) -> None:
    before = news.hashes(built / "out")
    (built / "out" / name).write_text("spoilt", encoding="utf-8")
    assert not pipeline.update([built / "in"], built / "out").unchanged
    assert news.hashes(built / "out") == before


def test_update_reads_only_what_is_new(built: Path) -> None:
    news.write(built / "in", 4)
    with mock.patch.object(units, "read", wraps=units.read) as read:
        pipeline.update([built / "in"], built / "out")
    assert [call.args[0].source.source for call in read.call_args_list] == ["00003.txt"]


def test_update_does_not_read_a_moved_file_again(built: Path) -> None:
    (built / "in" / "00000.txt").rename(built / "in" / "moved.txt")
    with mock.patch.object(units, "read", side_effect=AssertionError("read again")):
        outcome = pipeline.update([built / "in"], built / "out")
    assert not outcome.unchanged
    assert "moved" in (built / "out" / "statements.jsonl").read_text(encoding="utf-8")


def test_update_reads_again_what_other_code_has_read(built: Path) -> None:
    with (
        mock.patch.object(fingerprints, "code", return_value=b"another version"),
        mock.patch.object(units, "read", wraps=units.read) as read,
    ):
        pipeline.update([built / "in"], built / "out")
    assert read.call_count == 3


def test_update_forgets_what_was_deleted(built: Path) -> None:
    """The text of a deleted file leaves the cache, too."""
    (built / "in" / "00001.txt").write_text("云岭经开区牵手西北大学。" + "只此一句。" * 400, encoding="utf-8")
    pipeline.update([built / "in"], built / "out")
    (built / "in" / "00001.txt").unlink()
    pipeline.update([built / "in"], built / "out")
    with closing(sqlite3.connect(built / "out" / ".kg" / "cache.sqlite")) as db:
        assert db.execute("SELECT count(*) FROM units").fetchone() == (2,)
        texts = [coding.unpack(row[0])[0] for row in db.execute("SELECT text FROM parts")]
    assert not any("只此一句" in t for t in texts)


def test_update_without_cache_keeps_none(built: Path, tmp_path: Path) -> None:
    pipeline.update([built / "in"], tmp_path / "other", cache=False)
    assert not (tmp_path / "other" / ".kg" / "cache.sqlite").exists()
    assert news.hashes(tmp_path / "other") == news.hashes(built / "out")


@pytest.mark.parametrize("seed", range(200 if FULL else 12))
def test_update_makes_a_broken_cache_anew(built: Path, seed: int) -> None:
    before = news.hashes(built / "out")
    cache = built / "out" / ".kg" / "cache.sqlite"
    data, chance = bytearray(cache.read_bytes()), random.Random(seed)
    if seed % 4 == 0:
        data = data[: chance.randrange(len(data))]
    for _ in range(chance.choice((1, 10, 1000))):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    cache.write_bytes(data)
    (built / "out" / "graph.ttl").unlink()
    pipeline.update([built / "in"], built / "out", tell=lambda line: None)
    assert news.hashes(built / "out") == before


@pytest.mark.parametrize("content", [b"", b"no cache", b"SQLite format 3\0" + b"\0" * 5000])
def test_open_store_tells_of_what_is_no_store(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cache.sqlite").write_bytes(content)
    told: list[str] = []
    with building.open_store(tmp_path / "cache.sqlite", told.append) as store:
        assert store.head(b"key") is None
    assert bool(told) == bool(content)


def test_open_store_of_another_version_starts_empty(tmp_path: Path) -> None:
    with building.Store(tmp_path / "cache.sqlite") as store:
        store.put(b"key", b"head", [])
    with closing(sqlite3.connect(tmp_path / "cache.sqlite")) as db:
        db.execute("PRAGMA user_version = 99")
    with building.Store(tmp_path / "cache.sqlite") as store:
        assert store.head(b"key") is None


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "edit", "delete"]), st.integers(0, 5), st.integers(0, 11)), min_size=1, max_size=6
)


@settings(
    max_examples=150 if FULL else 5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_update_after_any_changes_equals_a_full_build(tmp_path: Path, steps: list[tuple[str, int, int]]) -> None:
    for old in tmp_path.iterdir():
        shutil.rmtree(old)
    folder = news.write(tmp_path / "in", 2)
    pipeline.update([folder], tmp_path / "out")
    for what, file, content in steps:
        path = folder / f"{file:05d}.txt"
        if what == "delete":
            path.unlink(missing_ok=True)
        elif (what == "edit") == path.exists():
            path.write_text(news.text(content), encoding="utf-8")
        if content % 2 and any(folder.iterdir()):
            pipeline.update([folder], tmp_path / "out")
    if any(folder.iterdir()):
        pipeline.update([folder], tmp_path / "out")
        pipeline.update([folder], tmp_path / "full", cache=False)
        assert news.hashes(tmp_path / "out") == news.hashes(tmp_path / "full")
