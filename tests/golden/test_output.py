"""The published graph of the bundled sample is what a build gives today.

After a change that is meant: `kg build --sample`, read the difference, commit output/ with it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg
from kg.outputs import OUTPUTS

pytestmark = pytest.mark.model

PUBLISHED = Path(__file__).parents[2] / "output"


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("output")
    kg.build([kg.sample_path()], where)
    return where


def statements(folder: Path) -> set[str]:
    rows = [json.loads(line) for line in (folder / "statements.jsonl").read_text(encoding="utf-8").splitlines()]
    return {f"{r['subject_name']} {r['relation']} {r['object_name']} {r['status']} {r['date']}" for r in rows}


def test_output_holds_the_statements_of_today(today: Path) -> None:
    assert statements(PUBLISHED) == statements(today)


@pytest.mark.parametrize("name", [name for name in OUTPUTS if name != "report.json"])
def test_output_is_the_same_bytes(today: Path, name: str) -> None:
    assert (PUBLISHED / name).read_bytes() == (today / name).read_bytes()


def test_output_reports_the_same_but_for_versions(today: Path) -> None:
    published, made = (json.loads((d / "report.json").read_text(encoding="utf-8")) for d in (PUBLISHED, today))
    assert published.keys() == made.keys()
    assert {k: v for k, v in published.items() if k != "versions"} == {k: v for k, v in made.items() if k != "versions"}


def test_output_answers_the_first_questions(today: Path) -> None:
    joined = (
        'ASK { ?z rdfs:label|skos:altLabel "准东开发区"@zh ;'
        ' kg:joined/(rdfs:label) "丝绸之路经济带核心区创新驱动发展试验区"@zh }'
    )
    registered = (
        'ASK { ?z rdfs:label|skos:altLabel "汇通互联"@zh ; kg:registeredAt/(rdfs:label) "北京大数据交易所"@zh }'
    )
    for asked in (joined, registered):
        assert kg.query(asked, today).rows == (("true",),)
