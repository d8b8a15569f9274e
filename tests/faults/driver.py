"""`kg build` with a fault to come.

python -m tests.faults.driver [--small N] [--die-at-move N] [--file-limit BYTES] ARGUMENTS OF KG BUILD
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from typing import Any

from kg.building import reading
from kg.cli import main


def take(name: str) -> int | None:
    """The number given for the option, which is taken out of the arguments."""
    if name not in sys.argv:
        return None
    at = sys.argv.index(name)
    value = int(sys.argv[at + 1])
    del sys.argv[at : at + 2]
    return value


def die_at_move(number: int) -> None:
    """Ends the process, as kill -9 does, instead of the move of a file that has this number."""
    move, left = os.replace, [number]

    def replace(*arguments: Any, **named: Any) -> None:
        left[0] -= 1
        if not left[0]:
            os._exit(9)
        move(*arguments, **named)

    os.replace = replace


if __name__ == "__main__":
    if (small := take("--small")) is not None:
        reading.SMALL = small  # type: ignore[misc]
    if (number := take("--die-at-move")) is not None:
        die_at_move(number)
    if (size := take("--file-limit")) is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    sys.argv[1:1] = ["build"]
    main()
