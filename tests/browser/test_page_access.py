"""axe-core's rules for WCAG A and AA, and the keyboard."""

from __future__ import annotations

from importlib.resources import files

import pytest

from kg.exporters import html
from tests.browser import graphs

GRAPH = graphs.newspaper()
ZONE = GRAPH.find("准东开发区").id
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
VIEWS = {
    "overview": "",
    "entity": f"#node={ZONE}&status=realised~ongoing~planned~hoped~denied",
    "table": "#table=1&status=realised~ongoing~planned~hoped~denied",
    "path": f"#path={ZONE}~{GRAPH.find('腾讯').id}",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("view", sorted(VIEWS))
def test_page_has_no_violation(open_page, view, width, scheme):
    page = open_page(fragment=VIEWS[view], width=width, color_scheme=scheme).page
    if width < 820:
        page.click("#filters-button")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document).then((r) => r.violations)")
    assert [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"]) for v in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_page_over_the_limit_has_no_violation(open_page, monkeypatch, width, scheme):
    monkeypatch.setattr(html.write, "__kwdefaults__", {**html.write.__kwdefaults__, "most": 10})
    page = open_page(GRAPH, width=width, color_scheme=scheme).page
    assert page.locator("#notice").is_visible()
    page.evaluate(AXE)
    assert page.evaluate("axe.run(document).then((r) => r.violations.map((v) => v.id))") == []


def test_page_has_no_violation_while_searching(open_page):
    page = open_page().page
    page.fill("#query", "准东")
    page.keyboard.press("ArrowDown")
    page.evaluate(AXE)
    assert page.evaluate("axe.run(document).then((r) => r.violations.map((v) => v.id))") == []


@pytest.mark.parametrize("fragment", ["", f"#node={ZONE}", "#table=1"])
def test_page_controls_are_reached_by_tab(open_page, fragment):
    page = open_page(fragment=fragment).page
    wanted = page.evaluate(
        "[...document.querySelectorAll('button, input, summary, [tabindex=\"0\"]')]"
        ".filter((e) => e.checkVisibility()).map((e, i) => (e.dataset.tab = i))"
    )
    reached = set()
    for _ in range(len(wanted) + 3):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.tab"))
    assert {str(i) for i in wanted} <= reached
