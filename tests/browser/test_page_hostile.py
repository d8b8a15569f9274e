"""No text from a newspaper or a link becomes an element, a script or a request.

Cases: each payload in each field of the data and in each part of the URL, with the page's policy in force and bypassed.
That the tests would notice is itself tested: pages that are spoilt on purpose do not pass.
"""

from __future__ import annotations

import urllib.parse
from pathlib import Path
from typing import Any

import pytest

from kg.exporters import html
from kg.model import content_id
from tests.browser import graphs
from tests.browser.conftest import Opened

PAYLOADS = [
    "</script><script>alert(1)</script>",
    "<script>alert(2)</script>",
    '"><img src=x onerror=alert(3)>',
    "<img src=http://203.0.113.1/a.png onerror=alert(4)>",
    "<svg/onload=alert(5)>",
    "javascript:alert(6)",
    "<a href='javascript:alert(7)'>点击</a>",
    "'-alert(8)-'",
    "`${alert(9)}`",
    "\u2028alert(10)//\u2029",
    "{{ 7*7 }}{% raw %}",
    "<iframe srcdoc='<script>parent.alert(11)</script>'></iframe>",
    "<!--<script>alert(12)//-->",
    "]]><script>alert(13)</script>",
    "<details open ontoggle=alert(14)>",
    "\\u003cimg src=x onerror=alert(15)\\u003e",
    "&lt;img src=x onerror=alert(16)&gt;",
    "<math><mtext><style><img src=x onerror=alert(17)>",
    "</style><img src=x onerror=alert(18)>",
    "%3Cimg%20src=x%20onerror=alert(19)%3E",
    "</title><script>alert(20)</script>",
    "<link rel=stylesheet href=http://203.0.113.1/a.css>",
    "<meta http-equiv=refresh content='0;url=http://203.0.113.1/'>",
    "<base href=http://203.0.113.1/>",
    "__proto__",
    "constructor",
    "<form action=http://203.0.113.1/><button autofocus onfocus=alert(21)>",
    "\x00\x1b[31m\ud83d",
]
KEYS = ("node", "pair", "path", "opened", "status", "no-types", "no-relations", "years", "table")
ADDED = "img, iframe, object, embed, math, form, base, link, [onerror], [onload], [onfocus], [href^='javascript']"
NONE = {"complaints": [], "requests": [], "added": 0, "scripts": 0}

# For each field of the data: whether it holds a payload for the entity with this id, and whether the page shows it as
# text. (A parser of HTML drops NUL, so that the heading cannot hold it.)
SHOWN = """(id) => {
    location.hash = "";
    kg.readUrl();
    const node = kg.nodeById.get(id);
    const edge = node.edges.find((e) => e.relation !== "owns");
    const reading = kg.reading(edge.evidence[0]);
    const texts = [];
    const take = () => {
        for (const part of ["panel", "table", "filters", "hits"]) texts.push(kg.byId(part).textContent);
        for (const titled of document.querySelectorAll("main [title]")) texts.push(titled.title);
    };
    const query = kg.byId("query");
    query.value = node.name;
    query.dispatchEvent(new Event("input"));
    kg.change({ node: id, pair: null, path: null, table: false });
    take();
    kg.change({ node: null, pair: [id, edge.object.id] });
    take();
    kg.change({ pair: null, path: [id, edge.object.id] });
    take();
    kg.change({ node: id, path: null, table: true });
    take();
    const held = {
        title: kg.facts.title.replaceAll("\\0", ""),
        name: node.name, alias: node.aliases[0], type: node.type, form: node.forms[0][0],
        how: node.forms[0][1], other: edge.object.name, relation: edge.relation, date: edge.date, role: edge.role,
        speaker: edge.speaker.name, sentence: reading.text, headline: reading.headline, printed: reading.printed,
        document: reading.document, source: reading.source, extractor: reading.extractor, rule: reading.rule,
        context: reading.subjectContext[0],
    };
    texts.push(document.querySelector("h1").textContent);
    return Object.entries(held).map(([field, value]) => [
        field,
        field === "title" || field === "context" ? value.length > 1 : value.endsWith(`〔${field}〕`),
        texts.some((text) => text.includes(value)),
    ]);
}"""
FIELDS = (
    "title", "name", "alias", "type", "form", "how", "other", "relation", "date", "role", "speaker", "sentence",
    "headline", "printed", "document", "source", "extractor", "rule", "context",
)  # fmt: skip


def harm(opened: Opened) -> dict[str, Any]:
    """What must not be: dialogs and errors, requests, elements that the page does not have."""
    return {
        "complaints": opened.complaints,
        "requests": opened.requests,
        "added": opened.page.locator(ADDED).count(),
        "scripts": opened.page.evaluate("document.scripts.length + document.head.childElementCount")
        - opened.page.evaluate("window.atFirst"),
    }


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of all payloads in all fields and in the title."""
    path = tmp_path_factory.mktemp("hostile") / "graph.html"
    html.write(graphs.hostile(PAYLOADS), path, title="".join(PAYLOADS))
    return path


def loaded(browser: Any, path: Path, bypass: bool) -> tuple[Any, Opened]:
    """A window in which the page was opened, and given a moment: a spoilt page may never be ready."""
    context = browser.new_context(bypass_csp=bypass)
    opened = Opened(context.new_page(), path.as_uri())
    opened.page.goto(path.as_uri())
    opened.page.wait_for_timeout(700)
    opened.page.evaluate("window.atFirst = document.scripts.length + document.head.childElementCount")
    return context, opened


@pytest.fixture(scope="module", params=[False, True], ids=["policy", "no-policy"])
def hostile_page(browser, hostile_file, request):
    context, opened = loaded(browser, hostile_file, request.param)
    yield opened
    context.close()


def test_page_hostile_cases_are_many():
    assert len(PAYLOADS) >= 20
    assert 2 * len(PAYLOADS) * (len(FIELDS) + 2 * len(KEYS)) >= 250


def test_page_scripts_are_its_own(hostile_page):
    assert hostile_page.page.evaluate("document.scripts.length") == len(html._SCRIPTS) + 1


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_page_shows_hostile_fields_as_text(hostile_page, payload):
    found = hostile_page.page.evaluate(SHOWN, content_id("o", payload))
    assert found == [[field, True, True] for field in FIELDS]
    assert harm(hostile_page) == NONE


def test_page_takes_hostile_links_as_text(hostile_page):
    for payload in PAYLOADS:
        written = payload.encode("utf-8", "replace")
        for value in (urllib.parse.quote(written), written.decode()):
            link = "#" + "&".join(f"{key}={value}~{value}" for key in KEYS)
            hostile_page.page.evaluate("(hash) => { location.hash = hash; kg.readUrl(); }", link)
            assert harm(hostile_page) == NONE, payload


def test_page_exports_hostile_fields_as_text(hostile_page):
    import rdflib

    assert rdflib.Graph().parse(data=hostile_page.page.evaluate("kg.turtle(kg.edges)"), format="turtle")
    svg = hostile_page.page.evaluate("new Promise((done) => kg.picture(done))")
    assert "<img" not in svg
    assert "<script" not in svg
    assert harm(hostile_page) == NONE


def test_page_over_the_limit_shows_hostile_fields_as_text(browser, tmp_path):
    path = tmp_path / "graph.html"
    html.write(graphs.hostile(PAYLOADS), path, title="".join(PAYLOADS), most=10)
    context, opened = loaded(browser, path, bypass=True)
    assert opened.page.locator("#notice").is_visible()
    shown = [payload for payload in PAYLOADS if opened.page.evaluate(f"kg.nodeById.has('{content_id('o', payload)}')")]
    assert len(shown) >= 20
    for payload in shown[:20]:
        assert opened.page.evaluate(SHOWN, content_id("o", payload)) == [[field, True, True] for field in FIELDS]
    assert harm(opened) == NONE
    context.close()


def markup_for_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text of the data is read as markup."""
    plain = html._resource

    def spoilt(name: str) -> str:
        text = plain(name)
        if name != "dom.js":
            return text
        start = text.index("element.append(")
        end = text.index(";", start)
        children = text[start + len("element.append(...") : end - 1]
        return (
            f"{text[:start]}for (const child of {children}) typeof child === 'string' ? "
            f"element.insertAdjacentHTML('beforeend', child) : element.append(child){text[end:]}"
        )

    monkeypatch.setattr(html, "_resource", spoilt)


def data_unescaped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The data can close its own element."""
    monkeypatch.setattr(html, "_IN_SCRIPTS", {})


def heading_unescaped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The template writes values as they are."""
    plain = html._environment

    def spoilt() -> Any:
        environment = plain()
        environment.autoescape = False
        return environment

    monkeypatch.setattr(html, "_environment", spoilt)


@pytest.mark.parametrize("bypass", [False, True], ids=["policy", "no-policy"])
@pytest.mark.parametrize("spoil", [markup_for_text, data_unescaped, heading_unescaped])
def test_page_hostile_tests_notice_a_spoilt_page(browser, tmp_path, monkeypatch, spoil, bypass):
    spoil(monkeypatch)
    path = tmp_path / "graph.html"
    html.write(graphs.hostile(["</script><img src=x onerror=alert(1)>"]), path, title=PAYLOADS[2])
    context, opened = loaded(browser, path, bypass)
    found = harm(opened)
    assert found["added"] > 0
    assert any(text.startswith("dialog") for text in found["complaints"]) == bypass
    context.close()
