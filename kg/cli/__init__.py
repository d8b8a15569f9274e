"""The command line: each verb parses, calls one function, prints. stdout is data, stderr is messages.

Exit codes: 0 fine, 1 nothing found, 2 wrong usage or input.
"""

from __future__ import annotations

import sys

import typer

from kg.cli import building, asking, reviewing, exporting, loading, scoring  # isort: skip  # each registers its verbs, in the order of kg --help
from kg.cli.app import app
from kg.errors import KgError

__all__ = ["app", "asking", "building", "exporting", "loading", "main", "reviewing", "scoring"]


def main() -> None:
    """Runs the command line; a KgError ends it with its message and exit code 2."""
    try:
        app()
    except KgError as error:
        typer.echo(f"kg: {error}", err=True)
        sys.exit(2)
