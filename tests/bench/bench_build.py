"""A build measured end to end:  python -m tests.bench.bench_build [CHARACTERS …] [--jobs 1 2] [--documents N …]

Inputs are the texts of the written corpus, again and again, with other numbers in each and a sentence of their own, so
that no two are the same to the cache. Prints the machine and a table: a row a size and number of processes, with the
first build, the characters a second, the largest process and all together, a second build with nothing changed, and one
with one file changed. `--documents` measures what comes after reading alone: how much a build of so many documents of
three sentences holds, whose readings are put into the cache ready-made.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from kg.building import cores
from kg.training import corpus

HEAD = (
    "characters", "files", "jobs", "first s", "chars/s", "peak MB largest/all", "again s", "again %", "1 changed s",
)  # fmt: skip


def texts(folder: Path, characters: int) -> int:
    """Fills the folder with at least so many characters of news; the number of files."""
    folder.mkdir(parents=True)
    documents = list(corpus.load())
    written = number = 0
    while written < characters:
        turn, document = divmod(number, len(documents))
        chance = random.Random(number)
        text = re.sub(r"\d", lambda _: str(chance.randrange(1, 10)), documents[document].text)  # noqa: B023
        text += f"\n这是第{turn + 1}轮第{number}项工作。\n"
        (folder / f"{documents[document].id}-{turn}.txt").write_text(text, encoding="utf-8")
        written += len(text)
        number += 1
    return number


class Watch:
    """The memory of a process and its children, seen ten times a second (Linux)."""

    def __init__(self, pid: int) -> None:
        self.largest = self.together = 0
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(0.1):
            found = [resident(pid) for pid in (self._pid, *children(self._pid))]
            self.largest = max(self.largest, *found)
            self.together = max(self.together, sum(found))


def children(pid: int) -> list[int]:
    """The processes that it has started."""
    try:
        return [int(c) for task in Path(f"/proc/{pid}/task").iterdir() for c in (task / "children").read_text().split()]
    except OSError:
        return []


def resident(pid: int) -> int:
    """The megabytes in memory that are the process's own or shared."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) // 1024 if found else 0


def run(*arguments: object) -> tuple[float, Watch]:
    """The seconds that `kg build` takes, and its memory."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "kg", "build", *map(str, arguments)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    with Watch(process.pid) as watch:
        _, errors = process.communicate()
    if process.returncode:
        raise SystemExit(errors.decode())
    return time.perf_counter() - begun, watch


def measure(characters: int, jobs: int, where: Path) -> tuple[str, ...]:
    """One row of the table."""
    files = texts(where / "in", characters)
    first, watch = run(where / "in", "-o", where / "out", "--jobs", jobs)
    again, _ = run(where / "in", "-o", where / "out", "--jobs", jobs)
    changed = next(iter(sorted((where / "in").iterdir())))
    changed.write_text(changed.read_text(encoding="utf-8") + "近日，此事又有进展。\n", encoding="utf-8")
    one, _ = run(where / "in", "-o", where / "out", "--jobs", jobs)
    return (
        f"{characters:,}", f"{files:,}", str(jobs), f"{first:.1f}", f"{characters / first:,.0f}",
        f"{watch.largest}/{watch.together}", f"{again:.2f}", f"{100 * again / first:.1f}", f"{one:.1f}",
    )  # fmt: skip


def measure_memory(documents: int) -> str:
    """Seconds and peak megabytes of a build of so many small documents, in a process of its own."""
    code = f"from tests.bench.bench_build import hold; hold({documents})"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def hold(documents: int) -> None:
    """Builds that many documents, whose readings are put in place ready-made, and prints what it took."""
    from kg import assembling, building
    from kg.building import units
    from kg.config import Config
    from kg.documents import from_text
    from tests.faults import news

    run = units.chosen(())
    model = [(text, units.read_document(from_text(text), run)) for text in map(news.text, range(48))]
    with tempfile.TemporaryDirectory() as folder, building.Store(Path(folder) / "cache.sqlite") as store:
        rows = []
        for number in range(documents):
            text, part = model[number % len(model)]
            key = number.to_bytes(4, "big")
            store.put(key, b"", [part])
            rows.append(building.Row(f"{number:06d}", "", f"{number:06d}.txt", key, 0, len(text)))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        begun = time.perf_counter()
        graph, _ = assembling.assemble(building.Corpus(store, rows), Config())
        seconds = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = (documents, len(graph.entities), len(graph.statements), f"{seconds:.1f}", before, peak)
    print(" | ".join(map(str, told)))


def machine() -> str:
    """Processor, cores, memory, system and Python."""
    try:
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        found = None
    name = found[1] if found else platform.processor()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{name}, {cores()} cores, {memory:.0f} GiB; {platform.platform()}; Python {platform.python_version()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("characters", nargs="*", type=int)
    parser.add_argument("--jobs", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--documents", nargs="+", type=int, default=[])
    options = parser.parse_args()
    print(machine(), flush=True)
    if options.documents:
        print("documents | entities | statements | assemble s | MB before | peak MB", flush=True)
        for documents in options.documents:
            print(measure_memory(documents), flush=True)
        if not options.characters:
            return
    print(" | ".join(HEAD), flush=True)
    for characters in options.characters or [1_000_000]:
        for jobs in options.jobs:
            with tempfile.TemporaryDirectory() as folder:
                print(" | ".join(measure(characters, jobs, Path(folder))), flush=True)
                shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
