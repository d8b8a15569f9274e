"""The process in which a query runs: graph.ttl as argument, the query on stdin, the answer as JSON on stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.queries.sparql import ROWS, answer, load

DEPTH: Final = 10_000  # rdflib's grammar goes eight calls deeper with each triple pattern


def main() -> int:
    """Exit code 0 with the answer on stdout, 2 with the reason on stderr."""
    sys.setrecursionlimit(DEPTH)
    try:
        result = answer(load(Path(sys.argv[1])), sys.stdin.buffer.read().decode("utf-8"))
        if len(result.rows) > ROWS:
            raise KgError(f"more than {ROWS} rows; add LIMIT")
    except KgError as error:
        sys.stderr.buffer.write(str(error).encode("utf-8"))
        return 2
    shape = {"columns": result.columns, "rows": result.rows, "turtle": result.turtle}
    sys.stdout.buffer.write(json.dumps(shape, ensure_ascii=False).encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
