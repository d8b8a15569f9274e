"""A process that reads sources: tasks come on standard input, units go to standard output, until the input ends.

It is started as a program and not by multiprocessing, so that it works alike on all systems, from scripts without a
main guard, and can be killed at any time without a lock or a queue being left broken.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import BinaryIO

from kg.building import units
from kg.errors import KgError


def send(stream: BinaryIO, value: object) -> None:
    """Writes one value, its length before it. Only this program and the one that started it share the stream."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(8, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> object | None:
    """The next value, None where the stream has ended."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    length = int.from_bytes(head, "big")
    data = stream.read(length)
    return pickle.loads(data) if len(data) == length else None


def main() -> None:
    """Reads until there are no more tasks; an error that is not meant ends the process, and its starter sees to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the starter ends this process
    tasks, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the units
    while (task := receive(tasks)) is not None:
        assert isinstance(task, units.Task)
        try:
            send(results, units.read(task))
        except KgError as error:
            send(results, error)
        except BrokenPipeError:
            return
