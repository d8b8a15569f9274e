"""kg.toml -> Config: what a user may set for a build."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final, Literal

from kg.errors import ConfigError, nearest

__all__ = ["INFERRED", "RDF", "Config", "base_problem", "load", "replace"]

RDF: Final = ("trig", "nquads", "ntriples", "jsonld")
Inferred = Literal["all", "separate", "none"]
INFERRED: Final[tuple[Inferred, ...]] = ("all", "separate", "none")
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20/?#]+(?:/[^\s<>\"{}|\\^`\x00-\x20]*)?[/#]")


PERSONS = ("public-role", "all", "none")


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a build. `extractors` names the extractors to run, empty for all that are installed.

    `corrections` is a file of decisions (see kg.entities.decisions), `suppress` one of persons to leave out; in kg.toml
    their paths are relative to that file.
    """

    title: str = "新闻知识图谱"
    lang: str = "zh"
    min_confidence: float = 0.4  # a claim below it becomes an issue
    extractors: tuple[str, ...] = ()
    corrections: Path | None = None
    persons: str = "public-role"  # whom the graph names: public-role, all or none
    suppress: Path | None = None  # a file of names that the graph leaves out, one a line
    identifiers: Path | None = None  # a file of outside identifiers by name (see kg.entities.identifiers)
    rdf: tuple[str, ...] = ()  # formats beside Turtle
    inferred: Inferred = "all"
    base: str | None = None  # what the IRIs of resources begin with, if not https://w3id.org/kg-news/id/
    html_around: str | None = None  # a name: graph.html shows only what lies around it
    html_hops: int = 2


def load(path: Path) -> Config:
    """The configuration in a TOML file; raises ConfigError that lists all that is wrong in it."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a TOML file in UTF-8: {error}") from None
    known = [f.name for f in fields(Config)]
    problems = []
    for key in sorted(set(table) - set(known)):
        near = nearest(key, known)
        problems.append(f"unknown setting {key!r}" + (f", near: {near[0]}" if near else f", known: {', '.join(known)}"))
    values: dict[str, object] = {k: v for k, v in table.items() if k in known}
    for key in ("title", "lang", "corrections", "persons", "suppress", "identifiers", "base"):
        if not isinstance(values.get(key, ""), str):
            problems.append(f"{key} must be a string")
    if values.get("lang", "zh") not in ("zh", "en"):
        problems.append('lang must be "zh" or "en"')
    if values.get("persons", "all") not in PERSONS:
        problems.append(f"persons must be one of {', '.join(PERSONS)}")
    defaults = Config()
    least = values.get("min_confidence", defaults.min_confidence)
    if isinstance(least, bool) or not isinstance(least, int | float) or not 0 <= least <= 1:
        problems.append("min_confidence must be a number from 0 to 1")
    names = values.get("extractors", [])
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        problems.append("extractors must be a list of names")
        names = []
    formats = values.get("rdf", [])
    if not isinstance(formats, list) or not set(map(str, formats)) <= set(RDF):
        problems.append(f"rdf must be a list of {', '.join(RDF)}")
        formats = []
    if values.get("inferred", "all") not in INFERRED:
        problems.append(f"inferred must be one of {', '.join(INFERRED)}")
    if isinstance(base := values.get("base"), str) and (problem := base_problem(base)):
        problems.append(problem)
    if problems:
        raise ConfigError(f"{path}: " + "; ".join(problems))
    return Config(
        title=str(values.get("title", defaults.title)),
        lang=str(values.get("lang", defaults.lang)),
        min_confidence=float(str(least)),
        extractors=tuple(names),
        rdf=tuple(formats),
        inferred=next(i for i in INFERRED if i == values.get("inferred", defaults.inferred)),
        base=str(values["base"]) if "base" in values else None,
        corrections=path.parent / str(values["corrections"]) if "corrections" in values else None,
        persons=str(values.get("persons", defaults.persons)),
        identifiers=path.parent / str(values["identifiers"]) if "identifiers" in values else None,
        suppress=path.parent / str(values["suppress"]) if "suppress" in values else None,
    )


def base_problem(base: str) -> str:
    """Why IRIs cannot begin so, or ""."""
    if _BASE.fullmatch(base):
        return ""
    return f"base {base!r} cannot begin IRIs; give an http(s) IRI with a host that ends in / or #"
