"""Whether a statement holds, is under way, planned, hoped for or denied: cues read around its trigger.

The cues are data (rules/_modality.toml), in order of precedence; the first that matches decides. A cue reads the
sentence with its mentions as □, the subject as Ⓢ, the object as Ⓞ and the trigger between ⟨ and ⟩:

    ~  up to 40 characters of the same clause      …  up to 90 characters of the same sentence, commas included
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, cast

from kg.errors import RuleError, nearest
from kg.extractors.kinds import ANY
from kg.extractors.reading import Reading, read
from kg.model import STATUSES, AnnotatedDocument, Sentence, Span, Status

RULES: Final = "_modality.toml"
_KEYS: Final = frozenset({"id", "status", "patterns", "unless", "relations", "except", "examples", "counter"})
_MACROS: Final = {"~": "[^，。；：！？⟨⟩]{0,40}?", "…": "[^。；！？⟨⟩]{0,90}?"}
_WORD = re.compile(r"@([\u4e00-\u9fff]+)")
_MENTION = re.compile(f"[{ANY}]")


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue, ready to run."""

    id: str
    status: Status
    patterns: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    relations: frozenset[str]  # empty: all
    excluded: frozenset[str]
    examples: tuple[str, ...]
    counter: tuple[str, ...]

    def matches(self, view: str, relation: str) -> bool:
        """Whether the cue speaks about a `relation` statement whose sentence reads as `view`."""
        if relation in self.excluded or (self.relations and relation not in self.relations):
            return False
        if not any(pattern.search(view) for pattern in self.patterns):
            return False
        return self.unless is None or not self.unless.search(view)


def judge(
    annotated: AnnotatedDocument,
    sentence: Sentence,
    trigger: Span | None,
    subject: Span,
    object: Span,
    relation: str,
    default: Status | None = None,
) -> Status:
    """The status of one statement: the first cue's; where none speaks `default`, and without that realised."""
    view = view_of(read(annotated, sentence), trigger, subject, object)
    cue = first_cue(view, relation)
    return cue.status if cue else default or "realised"


def first_cue(view: str, relation: str) -> Cue | None:
    """The first cue that speaks in `view`, a sentence with Ⓢ, Ⓞ, □ and ⟨trigger⟩."""
    return next((cue for cue in cues() if cue.matches(view, relation)), None)


def view_of(reading: Reading, trigger: Span | None, subject: Span, object: Span) -> str:
    """The sentence as cues read it. Without a trigger the later of the two arguments stands for it."""
    if trigger is None:
        trigger = Span(max(subject.end, object.end), max(subject.end, object.end))
    start, end = reading.index(trigger.start), reading.index(trigger.end)
    text: list[str] = []
    for index, character in enumerate(reading.text):
        if index == start:
            text.append("⟨")
        if index == end:
            text.append("⟩")
        mention = reading.mentions.get(index)
        if mention is None:
            text.append(character)
        elif mention.span.overlaps(subject):
            text.append("Ⓢ")
        else:
            text.append("Ⓞ" if mention.span.overlaps(object) else "□")
    if start >= len(reading.text):
        text.append("⟨")
    if end >= len(reading.text):
        text.append("⟩")
    return "".join(text)


@cache
def cues() -> tuple[Cue, ...]:
    """All cues in order of precedence. Raises RuleError."""
    return read_cues(files("kg.rules").joinpath(RULES).read_text("utf-8"), f"rules/{RULES}")


def read_cues(text: str, where: str) -> tuple[Cue, ...]:
    """The cues of one file. Raises RuleError with all that is wrong in it."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{where} is not TOML: {error}. Mend that line.") from error
    words = {name: "|".join(entries) for name, entries in table.get("words", {}).items()}
    found: list[Cue] = []
    problems: list[str] = []
    for number, entry in enumerate(table.get("cue", []), start=1):
        name = str(entry.get("id", f"cue number {number}"))
        wrong = _problems(entry)
        if not wrong:
            try:
                found.append(_cue(entry, words))
            except (re.error, KeyError) as error:
                wrong = [f"a pattern is not well formed or uses an unknown word list: {error}"]
        problems += [f"{name}: {problem}" for problem in wrong]
    names = [cue.id for cue in found]
    problems += [f"{name}: the same id twice" for name in sorted({n for n in names if names.count(n) > 1})]
    if problems:
        raise RuleError(f"{where} does not load:\n" + "\n".join(f"  {problem}" for problem in problems))
    return tuple(found)


def _problems(entry: Mapping[str, Any]) -> list[str]:
    problems = [f"unknown key {key!r}{_near(key, _KEYS)}" for key in sorted(set(entry) - _KEYS)]
    needed = ("id", "status", "patterns", "examples", "counter")
    problems += [f"no {key}" for key in needed if not entry.get(key)]
    status = entry.get("status")
    if status and status not in STATUSES:
        problems.append(f"unknown status {status!r}{_near(str(status), STATUSES)}")
    return problems


def _cue(entry: Mapping[str, Any], words: Mapping[str, str]) -> Cue:
    return Cue(
        id=str(entry["id"]),
        status=cast(Status, entry["status"]),
        patterns=tuple(_compile(pattern, words) for pattern in entry["patterns"]),
        unless=_compile(entry["unless"], words) if entry.get("unless") else None,
        relations=frozenset(entry.get("relations", ())),
        excluded=frozenset(entry.get("except", ())),
        examples=tuple(entry["examples"]),
        counter=tuple(entry["counter"]),
    )


def _compile(pattern: str, words: Mapping[str, str]) -> re.Pattern[str]:
    pattern = _WORD.sub(lambda match: f"(?:{words[match[1]]})", pattern)
    for sign, expression in _MACROS.items():
        pattern = pattern.replace(sign, expression)
    return re.compile(pattern)


def _near(value: str, known: tuple[str, ...] | frozenset[str]) -> str:
    found = nearest(value, known)
    return f" (near: {', '.join(found)})" if found else ""
