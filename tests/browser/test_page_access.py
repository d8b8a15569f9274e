"""axe-core's rules for WCAG A and AA, and the keyboard."""

from __future__ import annotations

from importlib.resources import files

import pytest

from kg.exporters import html
from tests.browser import graphs
from tests.browser.conftest import Opened

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


@pytest.fixture(scope="module")
def one_window(browser, sample_page):
    """A window for many tests, each of which loads the page anew."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield Opened(context.new_page(), sample_page.as_uri())
    context.close()


@pytest.mark.parametrize(
    ("control", "key", "done"),
    [
        ("#filter-statuses-2", "Space", "kg.state.statuses.has('planned')"),
        ("#filter-statuses-0-only", "Enter", "kg.state.statuses.size === 1"),
        ("#none-types", "Enter", "kg.state.without.types.size > 0"),
        ("#year-2024", "Enter", "kg.state.years[0] === 2024"),
        ("#plans-button", "Enter", "kg.state.statuses.has('hoped')"),
        ("#path-button", "Enter", "kg.pathStart === kg.state.node"),
        ("#panel .names summary", "Enter", "document.querySelector('#panel .names').open"),
        ("#panel .fact .link >> nth=0", "Enter", "kg.state.node !== ZONE"),
        ("#panel .close", "Enter", "kg.state.node === null"),
        ("#home-button", "Enter", "kg.state.node === null"),
        ("#table-button", "Enter", "kg.state.table"),
        ("#lang-button", "Enter", "kg.lang === 'en'"),
        ("#theme-button", "Enter", "kg.dark()"),
        ("#export-menu summary", "Enter", "kg.byId('export-menu').open"),
        ("#zoom-in", "Enter", "kg.layout().places.some((place) => place.r > 40)"),
        ("#graph", "+", "kg.layout().places.some((place) => place.r > 40)"),
    ],
)
def test_page_control_works_by_keyboard(one_window, control, key, done):
    page = one_window.go(f"#node={ZONE}").page
    for _ in range(4 if "place.r" in done else 1):
        page.locator(control).focus()
        page.keyboard.press(key)
    assert page.evaluate(done.replace("ZONE", f"'{ZONE}'"))
