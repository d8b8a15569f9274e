"""Tasks spread over processes: one that dies is replaced, its task tried again alone, given up after three tries."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import IO, Final, Self, cast

from kg.building.units import Task, Unit
from kg.building.worker import receive, send
from kg.errors import KgError

TRIES: Final = 3


def cores() -> int:
    """The processor cores that this process may use: of the machine, its affinity, and its control group."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(count, _quota(count)))


def _quota(count: int) -> int:
    """The whole cores of the control group's quota (containers), `count` where there is none."""
    try:
        with open("/sys/fs/cgroup/cpu.max", encoding="ascii") as file:
            quota, period = file.read().split()
        return count if quota == "max" else -(-int(quota) // int(period))
    except (OSError, ValueError):
        return count


class Worker:
    """One process. It reads one task at a time, so that a death is the death of one task."""

    def __init__(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # as long as the process
        paths = os.pathsep.join(p or os.getcwd() for p in sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-c", "from kg.building.worker import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**os.environ, "PYTHONPATH": paths},
        )

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def run(self, task: Task) -> Unit | None:
        """The unit of the task, None where the process died of it. Raises the KgError that reading raised."""
        try:
            send(cast(IO[bytes], self._process.stdin), task)  # type: ignore[arg-type]
            answer = receive(cast(IO[bytes], self._process.stdout))  # type: ignore[arg-type]
        except (OSError, ValueError):  # ValueError: the pipe was closed by `kill`
            return None
        if isinstance(answer, KgError):
            raise answer
        return answer if isinstance(answer, Unit) else None

    def how(self) -> str:
        """How the process ended: its code or signal, and the last line that it printed."""
        code = self._process.wait()
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        ended = f"signal {-code}" if code < 0 else f"exit code {code}"
        return f"{ended}: {lines[-1]}" if lines else ended

    def kill(self) -> None:
        """Ends the process at once."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            with contextlib.suppress(OSError):
                stream.close()  # type: ignore[union-attr]


class Pool:
    """Up to `size` workers, each served by a thread of this process; leaving the block ends them all at once."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[Task, Unit | None] | KgError] = queue.SimpleQueue()
        self._workers: list[Worker] = []
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._lock:
            self._closed = True
            workers = list(self._workers)
        for worker in workers:
            worker.kill()

    def run(self, tasks: Sequence[Task], alone: Iterable[Task] = ()) -> Iterator[tuple[Task, Unit | str]]:
        """Each task with its unit, as they get done, or with how the last of three processes ended that died of it.

        Tasks of which a process has died, here or before (`alone`), come last, one at a time. Raises their KgError.
        """
        for task in tasks:
            self._waiting.put(task)
        for _ in range(min(self._size, len(tasks))):
            threading.Thread(target=self._serve, daemon=True).start()
        again = list(alone)
        for _ in tasks:
            task, unit = self._next()
            if unit:
                yield task, unit
            else:
                again.append(task)
        for task in again:  # if memory was short, there is more now
            yield task, self._alone(task)

    def _next(self) -> tuple[Task, Unit | None]:
        while True:
            with contextlib.suppress(queue.Empty):
                answer = self._answers.get(timeout=1)  # so that Ctrl-C is heard on every system
                if isinstance(answer, KgError):
                    raise answer
                return answer

    def _serve(self) -> None:
        worker: Worker | None = None
        while True:
            try:
                task = self._waiting.get_nowait()
            except queue.Empty:
                break
            try:
                worker = worker or self._start()
                if worker is None:
                    return
                unit = worker.run(task)
            except KgError as error:
                self._answers.put(error)
                return
            if self._closed:
                return
            self._answers.put((task, unit))
            if unit is None:
                self._end(worker)
                worker = None
        if worker:
            self._end(worker)

    def _alone(self, task: Task) -> Unit | str:
        how = ""
        for _ in range(TRIES - 1):
            worker = self._start()
            if worker is None:
                break
            unit = worker.run(task)
            how = "" if unit else worker.how()
            self._end(worker)
            if unit:
                return unit
        return how

    def _start(self) -> Worker | None:
        with self._lock:
            if self._closed:
                return None
            try:
                worker = Worker()
            except OSError as error:
                raise KgError(f"no process can be started: {error.strerror}; try --jobs 1") from None
            self._workers.append(worker)
            return worker

    def _end(self, worker: Worker) -> None:
        with self._lock:
            if worker in self._workers:
                self._workers.remove(worker)
        worker.kill()
