"""The measuring of pages in a small form, with room for a busy machine; and that its notion of stable holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.bench_page import READY_PYVIS, SEEN_PYVIS, SETTLED, measure, measure_pyvis, open_pyvis
from tests.browser import graphs


def test_bench_page_of_a_small_graph_is_quick_and_asks_for_nothing(browser, tmp_path):
    _, _, beside, asked, ready, still, within, _, search = measure(browser, graphs.generated(600, 1200), tmp_path, 10)
    assert (beside, asked) == ("0", "0")
    assert float(ready) < 5
    assert float(still) < 6
    assert within == "10/10"
    assert float(search.split("/")[1]) < 500


def test_bench_pyvis_asks_elsewhere_and_comes_to_rest(browser, tmp_path):
    before = sorted(Path.cwd().iterdir())
    _, _, beside, asked, ready, still, *_ = measure_pyvis(browser, graphs.generated(12, 14), tmp_path, 30, 2)
    assert int(asked) >= 2
    assert int(beside) > 0
    assert 0 < float(ready) <= float(still) < 30
    assert sorted(Path.cwd().iterdir()) == before  # pyvis leaves a folder lib/ where it runs


@pytest.mark.parametrize(("moving", "least", "most"), [(0, 0, 150), (600, 550, 900)])
def test_bench_settled_tells_when_a_view_came_to_rest(browser, moving, least, most):
    page = browser.new_page()
    page.evaluate(SETTLED)
    program = """(end) => {
        const from = performance.now();
        return settled(() => Math.min(performance.now() - from, end), 5000);
    }"""
    assert least <= page.evaluate(program, moving) <= most
    page.close()


def test_bench_settled_tells_that_a_view_never_came_to_rest(browser):
    page = browser.new_page()
    page.evaluate(SETTLED)
    assert page.evaluate("settled(() => performance.now(), 800)") is None
    page.close()


def test_bench_settled_agrees_with_what_vis_network_says_itself(browser, tmp_path):
    measure_pyvis(browser, graphs.generated(12, 14), tmp_path, 0.1, 1)
    page, _ = open_pyvis(browser, tmp_path / "pyvis.html")
    page.wait_for_function(READY_PYVIS)
    page.evaluate(SETTLED + SEEN_PYVIS)
    page.evaluate("settled(seen, 20_000)")
    seen, said = page.evaluate("""async () => {
        const from = performance.now();
        const said = new Promise((done) => network.once("stabilized", () => done(performance.now() - from)));
        network.moveNode(network.body.nodeIndices[0], 900, 700);
        network.startSimulation();
        return [await settled(seen, 20_000, from), await said];
    }""")
    assert seen > 100
    assert abs(seen - said) < 1500  # the last movements are less than half a pixel
    page.close()
