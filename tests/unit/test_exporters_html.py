"""The page as text: one file, escaped data, a strict policy, the same bytes each time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.exporters import html
from kg.graph import Graph
from tests.browser import graphs

DATA = re.compile(
    r'<script type="application/json" id="facts"(?P<packed> data-packed="gzip")?>(?P<text>[^<]*)</script>'
)
PROGRAM = "from kg.exporters import html; from tests.browser import graphs; import hashlib; "


@pytest.fixture(scope="module")
def page() -> str:
    return html.render(graphs.newspaper(), title="准东知识图谱")


def facts(page: str) -> dict[str, object]:
    found = DATA.search(page)
    assert found
    text = gzip.decompress(base64.b64decode(found["text"])).decode() if found["packed"] else found["text"]
    return json.loads(text)


def test_html_holds_all_facts(page):
    graph = graphs.newspaper()
    held = facts(page)
    assert [n[0] for n in held["nodes"]] == [e.id for e in graph.entities]
    assert [e[0] for e in held["edges"]] == [s.id for s in graph.statements]


def test_html_refers_to_nothing_outside(page):
    markup = re.sub(r"<script>.*?</script>|<style>.*?</style>", "", page, flags=re.S)
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*", markup) == []
    assert "url(" not in re.search(r"<style>(.*?)</style>", page, re.S)[1]


def test_html_policy_names_each_script_and_style(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    for tag in ("script", "style"):
        texts = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        wanted = [f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts]
        assert re.search(rf"{tag}-src ([^;]*)", policy)[1].split() == wanted
    assert "unsafe" not in policy


def test_html_keeps_the_licence_of_vis_network(page):
    assert "vis.js is dual licensed under both" in page


def test_html_asks_for_no_source_map(page):
    assert "sourceMappingURL" not in page


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "\u2028\u2029", "&<>", "<!--", '"\\', "\ud83d", "\r\n"]
)
def test_html_data_cannot_leave_its_element(text):
    held = DATA.search(html.render(graphs.hostile([text]), title=text))
    assert not set("<>&\u2028\u2029\r\n") & set(held["text"])
    assert f"{text}〔name〕" in [n[2] for n in json.loads(held["text"])["nodes"]]


def test_html_title_is_text():
    assert "<h1>&lt;img src=x&gt;</h1>" in html.render(Graph((), (), ()), title="<img src=x>")


def test_html_has_one_kind_of_line_end(page):
    assert "\r" not in page


def test_html_is_the_same_under_any_hash_seed(page):
    program = (
        PROGRAM + "print(hashlib.sha256(html.render(graphs.newspaper(), title='准东知识图谱').encode()).hexdigest())"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout.strip() == hashlib.sha256(page.encode()).hexdigest()


def test_html_packs_large_data(monkeypatch):
    monkeypatch.setattr(html, "_PACKED_FROM", 100)
    page = html.render(graphs.newspaper())
    assert DATA.search(page)["packed"]
    assert len(facts(page)["nodes"]) == len(graphs.newspaper().entities)


def test_html_writes_one_file(tmp_path):
    html.write(graphs.newspaper(), tmp_path / "out" / "graph.html")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["graph.html"]


def test_html_leaves_the_old_page_where_writing_fails(tmp_path, monkeypatch):
    path = tmp_path / "graph.html"
    path.write_text("old")

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(InputError, match="No space left on device"):
        html.write(graphs.newspaper(), path)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("graph.html", "old")]


def test_html_refuses_an_unknown_language():
    with pytest.raises(InputError, match="use zh or en"):
        html.render(Graph((), (), ()), lang="fr")


def test_html_draws_an_empty_graph():
    assert facts(html.render(Graph((), (), ())))["window"]["nodes"] == []


def test_html_has_both_languages_for_each_term(page):
    held = facts(page)
    terms = [*held["types"].values(), *held["relations"].values()]
    assert all(term["zh"] and term["en"] for term in terms)
