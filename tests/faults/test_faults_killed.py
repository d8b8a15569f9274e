"""Killed at any moment, by anything: the next build ends with the same bytes as one that was left in peace."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

import kg
from tests.faults import FULL, news

pytestmark = pytest.mark.model

FILES = 24 if FULL else 8
TIMES = 20 if FULL else 1  # how often the build, and then a worker, is killed
needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds the workers in /proc")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return news.write(tmp_path_factory.mktemp("news"), FILES, times=4)


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], float]:
    """The files of a build in peace, and how long it took."""
    out = tmp_path_factory.mktemp("peace")
    begun = time.monotonic()
    code, errors = news.run("--small", 0, folder, "-o", out, "-j", 2)
    assert code == 0, errors
    return news.hashes(out), time.monotonic() - begun


def children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task")
    try:
        return [int(c) for task in path.iterdir() for c in (task / "children").read_text().split()]
    except OSError:
        return []


@pytest.mark.parametrize("seed", range(TIMES))
def test_build_killed_at_any_moment_goes_on(
    folder: Path, undisturbed: tuple[dict[str, str], float], tmp_path: Path, seed: int
) -> None:
    expected, seconds = undisturbed
    process = news.start("--small", 0, folder, "-o", tmp_path, "-j", 2)
    time.sleep(random.Random(seed).uniform(0.1, 1.1 * seconds))
    process.kill()
    process.communicate()
    code, errors = news.run("--small", 0, folder, "-o", tmp_path, "-j", 2)
    assert code == 0, errors
    assert news.hashes(tmp_path) == expected


@needs_proc
@pytest.mark.parametrize("seed", range(TIMES))
def test_build_replaces_a_worker_that_is_killed(
    folder: Path, undisturbed: tuple[dict[str, str], float], tmp_path: Path, seed: int
) -> None:
    expected, seconds = undisturbed
    process = news.start("--small", 0, folder, "-o", tmp_path, "-j", 2)
    chance = random.Random(seed)
    wait = chance.uniform(0.5, 0.9 * seconds) if seed else 0  # the first is killed as soon as it is there
    until = time.monotonic() + wait
    killed = 0
    while not killed and process.poll() is None:
        time.sleep(0.02)
        if time.monotonic() >= until and (workers := children(process.pid)):
            killed = chance.choice(workers)
            os.kill(killed, signal.SIGKILL)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors.decode()
    assert killed or seed, "the first of them is never too late"
    assert news.hashes(tmp_path) == expected


@pytest.mark.parametrize("number", range(1, 11) if FULL else (9,))
def test_build_killed_while_files_are_put_in_place_is_finished_by_the_reader(
    folder: Path, undisturbed: tuple[dict[str, str], float], tmp_path: Path, number: int
) -> None:
    small = news.write(tmp_path / "in", 2)
    out = tmp_path / "out"
    assert news.run(small, "-o", out)[0] == 0
    old = news.hashes(out)
    news.write(tmp_path / "in", 3)
    assert news.run("--die-at-move", number + len(old), small, "-o", out)[0] == 9
    graph = kg.read_graph(out)  # what a stopped build left whole is put in place first
    assert len(graph.documents) in (2, 3)
    after = news.hashes(out)
    assert news.run(small, "-o", tmp_path / "fresh")[0] == 0
    assert after in (old, news.hashes(tmp_path / "fresh"))
    assert {s.evidence[0].document for s in graph.statements} <= {d.name for d in graph.documents}


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM] if FULL else [signal.SIGTERM])
def test_build_stopped_by_a_signal_ends_soon_and_goes_on(
    folder: Path, undisturbed: tuple[dict[str, str], float], tmp_path: Path, number: signal.Signals
) -> None:
    expected, seconds = undisturbed
    process = news.start("--small", 0, folder, "-o", tmp_path, "-j", 2)
    time.sleep(0.7 * seconds)
    begun = time.monotonic()
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert time.monotonic() - begun < 5
    if process.returncode:  # else it was done already
        assert process.returncode == 128 + number
        assert b"goes on from here" in errors
        assert b"Traceback" not in errors
    assert news.run("--small", 0, folder, "-o", tmp_path, "-j", 2)[0] == 0
    assert news.hashes(tmp_path) == expected
