"""A graph too large to draw: the hubs first, the rest on demand, data compressed."""

from __future__ import annotations

import pytest

from kg.exporters import html
from tests.browser import graphs

GRAPH = graphs.generated(3000, 6000)
HUB = max(GRAPH.entities, key=lambda e: (len(GRAPH.about(e.id)), e.id))


@pytest.fixture
def large_page(open_page, monkeypatch):
    monkeypatch.setattr(html, "_PACKED_FROM", 100_000)
    return open_page(GRAPH)


def test_page_unpacks_its_data(large_page):
    assert large_page.page.evaluate("[kg.nodes.length, kg.edges.length]") == [
        len(GRAPH.entities),
        len(GRAPH.statements),
    ]
    assert (large_page.requests, large_page.complaints) == ([], [])


def test_page_draws_a_window_with_the_hub(large_page):
    assert large_page.page.evaluate("kg.drawnScene.spots.size") <= 120
    assert large_page.page.evaluate(f"kg.drawnScene.spots.has(kg.nodeById.get('{HUB.id}'))")


def test_page_draws_a_hub_with_some_neighbours_and_says_how_many_more(large_page):
    page = large_page.page
    page.evaluate(f"kg.select('{HUB.id}')")
    drawn = page.evaluate("kg.drawnScene.spots.size")
    left = page.evaluate(f"kg.notDrawn(kg.nodeById.get('{HUB.id}'), kg.drawnScene.spots)")
    assert drawn == 37
    assert f"还有 {left} 个" in page.locator("#open-button").inner_text()


def test_page_expands_and_collapses(large_page):
    page = large_page.page
    page.evaluate(f"kg.select('{HUB.id}')")
    before = page.evaluate("kg.drawnScene.spots.size")
    page.click("#open-button")
    assert page.evaluate("kg.drawnScene.spots.size") > before
    page.click("#open-button")
    assert page.evaluate("kg.drawnScene.spots.size") == before


def test_page_lists_a_hub_in_parts(large_page):
    page = large_page.page
    page.evaluate(f"kg.select('{HUB.id}')")
    before = page.locator("#panel .fact").count()
    page.locator("#panel li.more button").first.click()
    assert page.locator("#panel .fact").count() > before


def test_page_finds_an_entity_that_is_not_drawn(large_page):
    page = large_page.page
    name = page.evaluate("kg.linked.find((n) => !kg.drawnScene.spots.has(n)).name")
    page.fill("#query", name)
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == name
    assert page.evaluate("kg.drawnScene.spots.has(kg.nodeById.get(kg.state.node))")


def test_page_draws_a_path_through_what_was_not_drawn(large_page):
    page = large_page.page
    ends = page.evaluate(
        "kg.linked.filter((n) => n.edges.some(kg.passes) && !kg.drawnScene.spots.has(n)).slice(0, 9).map((n) => n.id)"
    )
    way = page.evaluate(
        f"(ids) => {{ const to = ids.find((id) => kg.shortestPath(kg.nodeById.get('{HUB.id}'), kg.nodeById.get(id)));"
        f" kg.change({{ node: null, path: ['{HUB.id}', to] }}); return to; }}",
        ends,
    )
    assert page.evaluate("[...kg.drawnScene.spots.keys()].map((n) => n.id)")[-1] == way
    assert page.locator("#panel .group").count() == page.evaluate("kg.drawnScene.spots.size") - 1


def test_page_is_quick(large_page):
    # Bounds with room for a busy machine; the figures proper are measured apart.
    assert large_page.page.evaluate("Number(document.documentElement.dataset.ready)") < 5000
    spent = large_page.page.evaluate(
        "(id) => { const from = performance.now(); kg.select(id); return performance.now() - from; }", HUB.id
    )
    assert spent < 1000


def test_page_over_the_limit_says_where_all_facts_are(open_page, monkeypatch):
    monkeypatch.setattr(html.write, "__kwdefaults__", {**html.write.__kwdefaults__, "most": 5000})
    opened = open_page(GRAPH)
    notice = opened.page.locator("#notice").inner_text()
    assert f"全图有 {len(GRAPH.statements)} 条事实" in notice
    assert "graph-data" in notice
    assert opened.page.evaluate("kg.nodes.length") <= 120
    assert (opened.requests, opened.complaints) == ([], [])


def test_page_of_a_whole_graph_has_no_notice(large_page):
    assert not large_page.page.locator("#notice").is_visible()


def test_page_says_that_it_shows_what_is_stated_only(large_page):
    assert "只列原文写明的事实" in large_page.page.locator("#stated").inner_text()
