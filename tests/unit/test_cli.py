"""The command line as somebody meets it who has just arrived."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg import cli, queries
from kg.errors import KgError
from kg.exporters import jsonl, report, turtle
from tests import sampled

RUNNER = CliRunner()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("build")
    graph = sampled.graph()
    turtle.write(graph, where / "graph.ttl")
    jsonl.write_statements(graph, where / "statements.jsonl")
    jsonl.write_entities(graph, where / "entities.jsonl")
    jsonl.write_issues(graph, where / "issues.jsonl")
    report.write_report(graph, where / "report.json", versions={}, settings={})
    return where


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a call, errors as main() shows them."""
    result = RUNNER.invoke(cli.app, list(arguments))
    if isinstance(result.exception, KgError):
        return 2, result.stdout, f"kg: {result.exception}"
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("lang", "heads"), [("zh", ["合作方", "状态", "原文"]), ("en", ["Partner", "Status", "Sentence"])]
)
def test_partners_prints_a_table(folder: Path, lang: str, heads: list[str]) -> None:
    code, out, _ = run("partners", "沙泉开发区", "-g", str(folder), "--lang", lang)
    assert code == 0
    assert all(h in out for h in [*heads, "西北大学"])


@pytest.mark.parametrize(
    ("arguments", "key", "values"),
    [
        (["partners", "沙泉开发区"], "partner", ["西北大学", "远桥集团"]),
        (["show", "云川数据交易所"], "relation", ["registered_at", "registered_at"]),
        (["trace", "西北大学", "远桥集团"], "relation", ["partners_with", "partners_with"]),
    ],
)
def test_verbs_print_json(folder: Path, arguments: list[str], key: str, values: list[str]) -> None:
    code, out, _ = run(*arguments, "-g", str(folder), "--json")
    assert code == 0
    assert [row[key] for row in json.loads(out)] == values


def test_query_reads_a_file(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "who.rq"
    file.write_text("SELECT ?n WHERE { ?p a kg:Person ; rdfs:label ?n }", encoding="utf-8")
    code, out, _ = run("query", str(file), "--graph", str(folder), "--json")
    assert (code, json.loads(out)) == (0, [{"n": "周原"}])


def test_ask_lists_the_questions(folder: Path) -> None:
    code, out, _ = run("ask", "--json")
    assert code == 0
    assert {"name": "said-by", "names": ""}.items() <= json.loads(out)[6].items()


def test_ask_answers_about_other_names(folder: Path) -> None:
    code, out, err = run("ask", "partners", "远桥集团", "--json", "-g", str(folder))
    assert (code, err.strip()) == (0, queries.question("partners").zh + " [远桥集团]")
    assert sorted((row["partner"], row["status"]) for row in json.loads(out)) == [
        ("兰州大学", "hoped"),
        ("沙泉经济技术开发区", "planned"),
    ]


def test_ask_labels_the_relations(folder: Path) -> None:
    assert "合作" in run("ask", "said-by", "-g", str(folder))[1]


def test_query_prints_csv(folder: Path) -> None:
    text = 'SELECT ?name ?other WHERE { ?x a kg:Product ; rdfs:label ?name . BIND("=1+1" AS ?other) }'
    assert run("query", text, "--format", "csv", "-g", str(folder))[:2] == (0, "name,other\n远桥水文数据集,'=1+1\n")


def test_query_prints_turtle(folder: Path) -> None:
    code, out, _ = run("query", "DESCRIBE ?x WHERE { ?x a kg:Product }", "--format", "turtle", "-g", str(folder))
    assert (code, "@prefix kg: " in out, out.count("a kg:")) == (0, True, 1)


def test_timeline_shows_how_things_stand(folder: Path) -> None:
    code, out, _ = run("timeline", "远桥集团", "--json", "-g", str(folder))
    rows = json.loads(out)
    assert (code, len(rows), {row["latest"] for row in rows}) == (0, 4, {True})


def test_timeline_marks_the_latest_with_a_star(folder: Path) -> None:
    assert "★" in run("timeline", "远桥集团", "-g", str(folder))[1]


def test_partners_at_says_how_many_have_no_day(folder: Path) -> None:
    code, _, err = run("partners", "远桥集团", "--at", "2025", "-g", str(folder))
    assert (code, "2 statements without a day are left out" in err) == (1, True)


def test_review_lists_its_questions(folder: Path) -> None:
    code, out, _ = run("review", "--json", "-g", str(folder), "--corrections", str(folder / "none.toml"))
    first = json.loads(out)[0]
    assert (code, first["kind"], first["answers"]) == (0, "statement", ["right", "wrong"])


def test_why_same_tells_the_rule(folder: Path) -> None:
    code, out, err = run("why-same", "沙泉开发区", "沙泉经济技术开发区", "--json", "-g", str(folder))
    assert (code, json.loads(out)["verdict"], err) == (0, "same", "")


def test_why_same_says_that_nothing_links_two(folder: Path) -> None:
    code, _, err = run("why-same", "远桥集团", "兰州大学", "--lang", "en", "-g", str(folder))
    assert (code, "nothing links them" in err) == (0, True)


def test_export_names_the_files_that_it_wrote(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "items.toml").write_text('"西北大学" = "Q2"\n"沙泉开发区" = "Q1"\n', encoding="utf-8")
    to = tmp_path / "out"
    code, out, _ = run(
        "export", "quickstatements", "--items", str(tmp_path / "items.toml"), "-g", str(folder), "-o", str(to)
    )
    assert (code, out.split()) == (0, [str(to / n) for n in ("create.qs", "statements.qs", "left-out.csv")])
    assert "P2652" in (to / "statements.qs").read_text(encoding="utf-8")


def test_query_without_rows_exits_with_one(folder: Path) -> None:
    code, out, err = run("query", "SELECT ?x WHERE { ?x a kg:Event }", "-g", str(folder))
    assert (code, out.strip(), err.strip()) == (1, "", "没有找到")


def test_explain_shows_rule_and_offsets(folder: Path) -> None:
    statement = sampled.graph().statements[0]
    code, out, _ = run("explain", statement.id[:8], "-g", str(folder), "--json")
    details = json.loads(out)
    assert code == 0
    assert details["evidence"][0]["rule"] == "t"
    assert details["evidence"][0]["end"] > details["evidence"][0]["start"] >= 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build"], "give files or folders, or --sample"),
        (["build", "--sample", "x.txt"], "and not both"),
        (["extract"], "give files or folders"),
        (["extract", "nowhere.txt"], "nowhere.txt: no such file or folder"),
        (["query", "SELECT ?x", "-g", "{folder}"], "not a query in SPARQL"),
        (["query", "ASK {}", "--format", "turtle", "-g", "{folder}"], "only CONSTRUCT and DESCRIBE give a graph"),
        (["partners", "远桥集团", "--at", "去年", "-g", "{folder}"], "write 2025-06-30, 2025-06 or 2025"),
        (["timeline", "远桥集体", "-g", "{folder}"], "near names: 远桥集团"),
        (["eval", "--timeline", "{folder}"], "identity.tsv: no such file"),
        (["review", "-g", "{folder}", "--corrections", "{folder}/none.toml"], "kg review asks in a terminal"),
        (["why-same", "远桥集体", "远桥", "-g", "{folder}"], "near names: 远桥集团"),
        (["export", "csv", "--items", "x.toml", "-g", "{folder}"], "--items is for quickstatements alone"),
        (["export", "quickstatements", "--items", "missing.toml", "-g", "{folder}"], "missing.toml: cannot be read"),
        (["ask", "saidby", "-g", "{folder}"], "near: said-by"),
        (["ask", "partners", "远桥集体", "-g", "{folder}"], "near names: 远桥集团"),
        (["ask", "partners", "甲", "乙", "-g", "{folder}"], "was given 2 names and takes 1: 准东开发区"),
        (["query", "missing.rq", "-g", "{folder}"], "missing.rq: cannot read this query file"),
        (["partners", "沙泉开发", "-g", "{folder}"], "near names: 沙泉经济技术开发区"),
        (["show", "没有的名字", "-g", "{folder}"], "no entity is called"),
        (["explain", "s000", "-g", "{folder}"], "no statement has the id"),
        (["trace", "西北大学", "兰洲大学", "-g", "{folder}"], "兰州大学"),
        (["partners", "x", "-g", "nowhere"], "no graph here"),
        (["eval", "nowhere.jsonl", "nowhere.jsonl"], "nowhere.jsonl"),
        (["build", "x.txt", "--config", "nowhere.toml"], "nowhere.toml: no such file"),
    ],
)
def test_wrong_use_gets_one_clear_message(folder: Path, arguments: list[str], words: str) -> None:
    code, out, err = run(*(a.replace("{folder}", str(folder)) for a in arguments))
    assert (code, out) == (2, "")
    assert words in err


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n", "PNG"),
    ],
)
def test_build_refuses_bad_files_and_writes_nothing(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    code, _, err = run("build", str(tmp_path / name), "-o", str(tmp_path / "out"))
    assert code == 2
    assert words in err
    assert not (tmp_path / "out").exists()


def test_main_ends_without_a_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["kg", "extract", "nowhere.txt"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == "kg: nowhere.txt: no such file or folder\n"


def test_eval_prints_json(tmp_path: Path) -> None:
    line = {"doc": "a", "entities": [{"name": "远桥集团", "aliases": [], "type": "Company"}], "triples": []}
    (tmp_path / "a.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    code, out, _ = run("eval", str(tmp_path / "a.jsonl"), str(tmp_path / "a.jsonl"), "--json")
    assert code == 0
    assert json.loads(out)["entity_strict"]["f1"] == 1.0


def test_eval_against_later_predictions_shows_what_changed(tmp_path: Path) -> None:
    names = [{"name": "江州大学", "type": "University"}]
    for file, entities in (("gold", names), ("a", []), ("b", names)):
        line = json.dumps({"doc": "一", "entities": entities, "triples": []}, ensure_ascii=False)
        (tmp_path / f"{file}.jsonl").write_text(line, encoding="utf-8")
    paths = [str(tmp_path / f"{file}.jsonl") for file in ("gold", "a")]
    code, out, _ = run("eval", *paths, "--against", str(tmp_path / "b.jsonl"), "--json")
    (change,) = json.loads(out)["changes"]
    assert (code, change) == (0, {"change": "+", "document": "一", "kind": "name found", "text": "江州大学"})
