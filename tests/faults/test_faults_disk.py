"""A disk that is full at any write, a read-only folder, a folder that another build has: said, and nothing lost."""

from __future__ import annotations

import errno
import io
import itertools
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import folders, pipeline
from kg.errors import KgError
from tests.faults import FULL, news

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with news in `in` and their graph in `out`."""
    where = tmp_path_factory.mktemp("built")
    kg.build([news.write(where / "in", 2)], where / "out")
    return where


@contextmanager
def full_disk(number: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], bool]]:
    """From the n-th write of kg's own files on, the disk is full; gives whether it came to that."""
    count = itertools.count(1)
    reached = False

    def no_space() -> None:
        nonlocal reached
        if next(count) >= number:
            reached = True
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    class Full(io.BufferedWriter):
        def write(self, data: Any, /) -> int:
            no_space()
            return super().write(data)

    opened = Path.open

    def open_(self: Path, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        if mode != "wb":
            return opened(self, mode, *arguments, **named)
        return Full(io.FileIO(str(self), "wb"))

    sync = os.fsync

    def fsync(handle: int) -> None:
        no_space()
        sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", open_)
        patch.setattr(os, "fsync", fsync)
        yield lambda: reached


def attempt(graph: kg.Graph, out: Path) -> str:
    """What was said when the graph could not be written, "" where it could."""
    try:
        kg.export(graph, out)
    except KgError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("step", [1] if FULL else [97])
def test_build_on_a_full_disk_leaves_the_old_output(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    out = tmp_path / "out"
    graph = kg.build([built / "in"], out)
    old = news.hashes(out)
    fewer = kg.build([built / "in" / "00000.txt"], tmp_path / "fewer")
    new = news.hashes(tmp_path / "fewer")
    assert new != old
    assert len(graph.documents) == 2
    for number in itertools.count(1, step):
        with full_disk(number, monkeypatch) as reached:
            told = attempt(fewer, out)
        kg.read_graph(out)
        whole = new | {"rejects.jsonl": old["rejects.jsonl"]}
        if not told:  # only to sync the folder itself may fail in silence, and by then all is in its place
            assert news.hashes(out) == whole
            if not reached():
                break
            continue
        assert reached()
        assert re.search(r"cannot write .*: No space left", told)
        assert news.hashes(out) in (old, whole)
    assert number > 20


@pytest.mark.skipif(sys.platform != "linux", reason="a limit for files as Linux has it")
@pytest.mark.parametrize("limit", (0, 1, 20, 60, 200, 500) if FULL else (0, 60))
def test_build_with_a_limit_for_files_says_so(built: Path, tmp_path: Path, limit: int) -> None:
    """The system itself refuses to write more: the cache, too, has to take it."""
    out = tmp_path / "out"
    assert news.run(built / "in", "-o", out)[0] == 0
    old = news.hashes(out)
    news.write(tmp_path / "more", 6)
    code, errors = news.run("--file-limit", limit * 1024, tmp_path / "more", "-o", out)
    assert (code, "Traceback" in errors) == (2, False), errors
    assert "cannot" in errors
    assert news.hashes(out) == old
    assert news.run(tmp_path / "more", "-o", out)[0] == 0
    assert news.run(tmp_path / "more", "-o", tmp_path / "fresh")[0] == 0
    assert news.hashes(out) == news.hashes(tmp_path / "fresh")


def test_build_into_a_read_only_folder_says_so(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(self: Path, *_: Any, **__: Any) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "mkdir", read_only)
    with pytest.raises(KgError, match="cannot write there: Read-only file system; choose another folder with -o"):
        kg.build([built / "in"], tmp_path / "out")


def test_build_refuses_a_folder_that_another_build_has(built: Path, tmp_path: Path) -> None:
    with folders.hold(tmp_path / "out"):
        code, errors = news.run(built / "in", "-o", tmp_path / "out")
    assert code == 2
    assert "another build is writing there" in errors
    assert pipeline.update([built / "in"], tmp_path / "out").counts["documents"] == 2


def test_build_keeps_what_is_not_its_own(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "graph-data").mkdir(parents=True)
    (out / "notes.md").write_text("mine", encoding="utf-8")
    kg.build([built / "in"], out)
    assert (out / "notes.md").read_text(encoding="utf-8") == "mine"


def test_build_names_a_folder_that_stands_where_a_file_belongs(built: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "graph.ttl").mkdir(parents=True)
    with pytest.raises(KgError, match=r"graph\.ttl: a folder is where a file belongs"):
        kg.build([built / "in"], tmp_path / "out")
    (tmp_path / "out" / "graph.ttl").rmdir()
    kg.build([built / "in"], tmp_path / "out")


@pytest.mark.parametrize("name", ["../victim", "/victim", "a/../../victim", "..\\victim", "C:victim", ".kg/lock", ""])
def test_settle_never_reaches_beyond_its_folder(tmp_path: Path, name: str) -> None:
    """A list of files from somebody else's folder."""
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    staged = tmp_path / "out" / ".kg" / "next"
    staged.mkdir(parents=True)
    listed = {"key": "", "told": {}, "files": {}, "gone": [name]}
    (staged / "files.json").write_text(json.dumps(listed), encoding="utf-8")
    folders.settle(tmp_path / "out")
    assert victim.read_text(encoding="utf-8") == "mine"
