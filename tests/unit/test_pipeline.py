"""The whole way, from files to files."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import ConfigError, InputError, KgError
from kg.outputs import OUTPUTS

pytestmark = pytest.mark.model

FIRST = """沙泉经开区牵手西北大学
本报讯 记者周原报道：6月3日，沙泉经济技术开发区（以下简称沙泉经开区）与西北大学签署战略合作协议。
沙泉经开区还将与兰州大学共建戈壁储能实验室。
"""
SECOND = """远桥数据完成登记
近日，云川远桥数据科技有限公司（以下简称远桥数据）申报的“云川水文数据集”在云川数据交易所完成数据资产登记。
远桥数据董事长陆一鸣说，公司希望与西北大学合作。
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("news")
    (where / "first.txt").write_text(FIRST, encoding="utf-8")
    (where / "second.txt").write_text(SECOND, encoding="utf-8")
    return where


@pytest.fixture(scope="module")
def graph(folder: Path) -> kg.Graph:
    return kg.build([folder])


def test_build_finds_what_the_texts_say(graph: kg.Graph) -> None:
    zone = graph.find("沙泉经开区")
    assert zone.name == "沙泉经济技术开发区"
    found = {(graph.other(s, zone.id).name, s.status) for s in graph.partners(zone.name)}
    assert ("西北大学", "realised") in found
    registered = {graph.entity(s.subject).name for s in graph.find_statements(relation="registered_at")}
    assert registered == {"云川远桥数据科技有限公司", "云川水文数据集"}


def test_build_quotes_each_statement_at_its_offsets(graph: kg.Graph) -> None:
    assert graph.statements
    for statement in graph.statements:
        for e in statement.evidence:
            text = graph.document(e.document_id).text
            for span, quote in ((e.span, e.text), (e.subject_span, e.subject_text), (e.object_span, e.object_text)):
                assert text[span.start : span.end] == quote != ""


def test_build_writes_all_files(folder: Path, tmp_path: Path) -> None:
    kg.build([folder], tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir() if p.is_file()) == sorted(OUTPUTS)
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["counts"]["documents"] == 2
    assert [d["source"] for d in report["documents"]] == ["first.txt", "second.txt"]


def test_read_graph_gives_back_what_was_written(folder: Path, tmp_path: Path) -> None:
    built = kg.build([folder], tmp_path)
    read = kg.read_graph(tmp_path)
    assert [(e.id, e.name, e.aliases) for e in read.entities] == [(e.id, e.name, e.aliases) for e in built.entities]
    assert [(s.id, s.status, s.evidence[0].text) for s in read.statements] == [
        (s.id, s.status, s.evidence[0].text) for s in built.statements
    ]


@pytest.mark.parametrize(("seed", "order"), [("1", ("first", "second")), ("4711", ("second", "first"))])
def test_build_gives_the_same_bytes(folder: Path, tmp_path: Path, seed: str, order: tuple[str, str]) -> None:
    paths = [str(folder / f"{name}.txt") for name in order]
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", *paths, "-o", str(tmp_path / "other")],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    kg.build([folder], tmp_path / "here")
    assert hashes(tmp_path / "other") == hashes(tmp_path / "here")


def hashes(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir()) if p.is_file()}


def test_build_opens_no_socket(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **_: object) -> None:
        raise AssertionError(f"a socket was asked for: {arguments}")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    kg.build([folder], tmp_path, jobs=0)
    assert (tmp_path / "graph.html").stat().st_size > 100_000


def test_build_writes_nothing_when_an_input_is_wrong(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt"):
        kg.build([folder, folder / "nowhere.txt"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_build_draws_what_lies_around_one_name(folder: Path, tmp_path: Path) -> None:
    kg.build([folder], tmp_path / "all")
    kg.build([folder], tmp_path / "one", config=kg.Config(html_around="沙泉经开区", html_hops=1))
    assert hashes(tmp_path / "one").pop("graph.html") != hashes(tmp_path / "all").pop("graph.html")
    assert "云川水文数据集" in (tmp_path / "all" / "graph.html").read_text(encoding="utf-8")
    assert "云川水文数据集" not in (tmp_path / "one" / "graph.html").read_text(encoding="utf-8")


def test_build_writes_nothing_around_an_unknown_name(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no entity is called"):
        kg.build([folder], tmp_path / "out", config=kg.Config(html_around="无此名"))
    assert not [p for p in (tmp_path / "out").iterdir() if p.is_file()]


def test_build_names_an_output_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(KgError, match="cannot write there"):
        kg.build([folder], tmp_path / "out")


def test_build_names_an_unknown_extractor(folder: Path) -> None:
    with pytest.raises(ConfigError, match="unknown extractors: guess"):
        kg.build([folder], config=kg.Config(extractors=("guess",)))


def test_build_puts_unsure_claims_among_the_issues(folder: Path) -> None:
    strict = kg.build([folder], config=kg.Config(min_confidence=1.0))
    assert strict.statements == ()
    assert "low-confidence" in {i.kind for i in strict.issues}


def test_extract_gives_one_prediction_a_file(folder: Path) -> None:
    first, second = kg.extract([folder])
    assert (first["doc"], second["doc"]) == ("first", "second")
    assert {"s", "p", "o", "status", "date", "role", "attribution", "evidence", "start", "end"} <= set(
        first["triples"][0]
    )


def test_build_text_reads_a_text_in_memory() -> None:
    assert kg.build_text(FIRST).find("沙泉经开区").type == "DevelopmentZone"


def test_query_asks_a_built_folder(folder: Path, tmp_path: Path) -> None:
    kg.build([folder], tmp_path)
    asked = 'ASK { ?z skos:altLabel "沙泉经开区"@zh ; kg:partnersWith/rdfs:label "西北大学"@zh }'
    assert kg.query(asked, tmp_path).rows == (("true",),)


def test_public_names_are_sorted_and_there() -> None:
    assert sorted(kg.__all__) == kg.__all__
    assert all(getattr(kg, name) is not None for name in kg.__all__)
