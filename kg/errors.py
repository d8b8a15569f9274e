"""Everything that kg raises on purpose.

    KgError
    ├── InputError      a file, folder or text that cannot be read as asked
    ├── RuleError       a rule file that does not load
    ├── SchemaError     an ontology that does not load, or an unknown class or relation
    ├── ConfigError     a kg.toml that does not load
    ├── DecisionError   a corrections file that does not load
    └── QueryError      a query that is malformed or refused, or a name that no entity has

Each message says what, where and what to do, names the nearest known value, and lists all problems of one file at once.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class KgError(Exception):
    """Base of all errors raised on purpose; the command line prints the message, no traceback, and exits with 2."""


class InputError(KgError):
    """A file, folder or text that cannot be read as asked."""


class RuleError(KgError):
    """A rule file that does not load: bad TOML, unknown relation or type, an example that fails."""


class SchemaError(KgError):
    """An ontology that does not load, or a class or relation that it does not know."""


class ConfigError(KgError):
    """A configuration file that does not load."""


class DecisionError(KgError):
    """A corrections file that does not load."""


class QueryError(KgError):
    """A query that is malformed or refused, or a name that no entity has."""


def nearest(value: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known values most like `value`, best first, at most `count`; empty when none is near."""
    return difflib.get_close_matches(value, sorted(set(known)), n=count, cutoff=0.4)
