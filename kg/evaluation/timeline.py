"""How well a build knows what became of relations: dates, how things stand, what is over, against a key of worlds.

`timeline.tsv` has lines of world, subject, relation, object, document, status, printed date and what it means (EDTF),
`-` for none; `ended.tsv` those of its lines that end a relation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from kg.errors import InputError
from kg.evaluation.report import Ratio, Score

Pair: TypeAlias = tuple[str, str, str]  # subject, relation, object


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a pair, as the key has it, or as a build read it: `when` is EDTF, "" where no date is printed."""

    world: str
    pair: Pair
    document: str
    status: str
    when: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class TimelineReport:
    """Dates meant right, latest statuses right of all pairs, ended relations found, and what was wrong, in words."""

    dates: Ratio
    latest: Ratio
    ended: Score
    wrong: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """All figures, unrounded."""
        return {"dates": self.dates.value, "latest": self.latest.value, "ended": self.ended.to_json()}


def read_timeline(folder: Path) -> tuple[Report, ...]:
    """The reports of timeline.tsv, marked where ended.tsv repeats them; raises InputError that lists all bad lines."""
    problems: list[str] = []
    ends = set(_lines(folder / "ended.tsv", problems))
    rows = list(_lines(folder / "timeline.tsv", problems))
    problems += [f"ended.tsv: {' '.join(row)} is not in timeline.tsv" for row in sorted(ends - set(rows))]
    if problems:
        raise InputError(f"{folder}: " + "; ".join(problems[:12]))
    return tuple(
        Report(world, (s, relation, o), document, status, "" if when == "-" else when, row in ends)
        for row in rows
        for world, s, relation, o, document, status, _, when in [row]
    )


def _lines(path: Path, problems: list[str]) -> Iterable[tuple[str, ...]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"{path.name} cannot be read: {error}")
        return
    for number, line in enumerate(lines, 1):
        fields = tuple(line.split("\t"))
        if len(fields) == 8:
            yield fields
        elif line.strip():
            problems.append(f"{path.name}:{number}: needs 8 fields parted by tabs")


def score_timeline(
    key: Sequence[Report], read: Sequence[Report], latest: Mapping[tuple[str, Pair], str], days: Mapping[str, str]
) -> TimelineReport:
    """The key against what a build read: `latest` is the build's last status of each pair, `days` when papers appeared.

    By the key, the report of the latest paper tells how things stand. A report that the build does not have is wrong.
    """
    found: dict[tuple[str, Pair, str, str], list[Report]] = defaultdict(list)
    for report in read:
        found[report.world, report.pair, report.document, report.status].append(report)
    dates, ended, wrong = [0, 0], [0, 0, 0], []
    last: dict[tuple[str, Pair], Report] = {}
    for report in key:
        ours = found.get((report.world, report.pair, report.document, report.status), [])
        words = f"{report.document} {' '.join(report.pair)} {report.status}"
        if report.when:
            dates[1] += 1
            if report.when in [r.when for r in ours]:
                dates[0] += 1
            else:
                wrong.append(f"{words}: {report.when}, read as {', '.join(r.when or '-' for r in ours) or 'nothing'}")
        over = any(r.ended for r in ours)
        ended = [ended[0] + (over and report.ended), ended[1] + over, ended[2] + report.ended]
        if over != report.ended:
            wrong.append(f"{words}: is {'over' if report.ended else 'not over'}")
        where = report.world, report.pair
        if where not in last or days[report.document] >= days[last[where].document]:
            last[where] = report
    right = {where for where, report in last.items() if latest.get(where) == report.status}
    wrong += [
        f"{world} {' '.join(pair)}: stands at {report.status}, read as {latest.get((world, pair), 'nothing')}"
        for (world, pair), report in last.items()
        if (world, pair) not in right
    ]
    return TimelineReport(Ratio(*dates), Ratio(len(right), len(last)), Score(*ended), tuple(wrong))


def timeline_rows(report: TimelineReport) -> list[dict[str, str | float | int | None]]:
    """One row a measure: ended relations, dates, latest statuses. Columns as those of `table_rows`."""
    s = report.ended
    ratios = [("dates", report.dates), ("latest status", report.latest)]
    return [
        {
            "measure": "ended",
            "P": s.precision,
            "R": s.recall,
            "F1": s.f1,
            "accuracy": None,
            "right": s.tp,
            "predicted": s.pred,
            "gold": s.gold,
        },
        *({"measure": name, "accuracy": r.value, "right": r.right, "gold": r.total} for name, r in ratios),
    ]
