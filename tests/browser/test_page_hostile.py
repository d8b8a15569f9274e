"""No text from a newspaper or a link becomes an element, a script or a request."""

from __future__ import annotations

import urllib.parse

import pytest

from kg.exporters import html
from tests.browser import graphs

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
ADDED = "img, iframe, object, embed, math, form, base, link, [onerror], [onload], [onfocus], [href^='javascript']"


def harm(opened) -> dict[str, object]:
    """What must not be: dialogs and errors, requests, elements that the page does not have."""
    return {
        "complaints": opened.complaints,
        "requests": opened.requests,
        "added": opened.page.locator(ADDED).count(),
        "scripts": opened.page.locator("script").count() - opened.page.evaluate("window.scriptsAtFirst"),
    }


NONE = {"complaints": [], "requests": [], "added": 0, "scripts": 0}


@pytest.fixture(params=[False, True], ids=["policy", "no-policy"])
def hostile_page(open_page, monkeypatch, request):
    """The page of all payloads in all fields and in the title, with the policy in force and bypassed."""
    plain = html.render

    def titled(graph, **options):
        return plain(graph, **{**options, "title": "".join(PAYLOADS)})

    monkeypatch.setattr(html, "render", titled)
    opened = open_page(graphs.hostile(PAYLOADS), bypass_csp=request.param)
    opened.page.evaluate("window.scriptsAtFirst = document.scripts.length")
    return opened


def test_page_scripts_are_its_own(hostile_page):
    assert hostile_page.page.evaluate("document.scripts.length") == len(html._SCRIPTS) + 1


def test_page_shows_hostile_fields_as_text(hostile_page):
    hostile_page.page.evaluate("""for (const edge of kg.edges.filter((e) => e.relation === "owns")) {
        const [a, b] = [edge.subject.id, edge.object.id];
        kg.change({ node: a, pair: null, path: null });
        kg.change({ node: null, pair: [a, b] });
        kg.change({ pair: null, path: [a, b] });
    }""")
    hostile_page.page.evaluate("kg.change({ table: true, path: null })")
    assert harm(hostile_page) == NONE


def test_page_searches_for_hostile_text_as_text(hostile_page):
    for payload in PAYLOADS:
        hostile_page.page.evaluate(
            "(text) => { const q = kg.byId('query'); q.value = text; q.dispatchEvent(new Event('input')); }",
            payload.encode("utf-8", "replace").decode(),
        )
    assert harm(hostile_page) == NONE


def test_page_takes_hostile_links_as_text(hostile_page):
    keys = ("node", "pair", "path", "opened", "status", "no-types", "no-relations", "years", "table")
    for payload in PAYLOADS:
        written = payload.encode("utf-8", "replace")
        for value in (urllib.parse.quote(written), written.decode()):
            link = "#" + "&".join(f"{key}={value}~{value}" for key in keys)
            hostile_page.page.evaluate("(hash) => { location.hash = hash; kg.readUrl(); }", link)
    assert harm(hostile_page) == NONE


def test_page_exports_hostile_fields_as_text(hostile_page):
    import rdflib

    assert rdflib.Graph().parse(data=hostile_page.page.evaluate("kg.turtle(kg.edges)"), format="turtle")
    svg = hostile_page.page.evaluate("new Promise((done) => kg.picture(done))")
    assert "<img" not in svg
    assert "<script" not in svg
    assert harm(hostile_page) == NONE
