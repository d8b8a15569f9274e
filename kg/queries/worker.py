"""The process in which a query runs: graph.ttl or a store as argument, query on stdin, answer as JSON on stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.queries.sparql import MEMORY, OUT_OF_MEMORY, answer, open_graph

DEPTH: Final = 10_000  # rdflib's grammar goes eight calls deeper with each triple pattern


def main() -> int:
    """Exit code 0 with the answer on stdout, 2 with the reason on stderr, OUT_OF_MEMORY without words."""
    sys.setrecursionlimit(DEPTH)
    try:
        graph, query = open_graph(Path(sys.argv[1])), sys.stdin.buffer.read().decode("utf-8")
        limit_memory(MEMORY)
        result = answer(graph.store, query, base=graph.base)
    except MemoryError:
        return OUT_OF_MEMORY
    except KgError as error:
        sys.stderr.buffer.write(str(error).encode("utf-8"))
        return 2
    shape = {"columns": result.columns, "rows": result.rows, "turtle": result.turtle}
    sys.stdout.buffer.write(json.dumps(shape, ensure_ascii=False).encode("utf-8"))
    return 0


def limit_memory(room: int) -> None:
    """Lets this process take `room` bytes more than it has; does nothing where the system has no such limit."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):  # Windows, macOS: the limits of time and rows remain
        return
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + room,) * 2)


if __name__ == "__main__":
    sys.exit(main())
