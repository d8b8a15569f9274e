"""The measuring of pages in a small form, with room for a busy machine."""

from __future__ import annotations

from tests.bench.bench_page import measure, measure_pyvis
from tests.browser import graphs


def test_bench_page_of_a_small_graph_is_quick_and_asks_for_nothing(browser, tmp_path):
    _, _, asked, ready, within, _, search = measure(browser, graphs.generated(600, 1200), tmp_path, 10)
    assert asked == "0"
    assert float(ready) < 5
    assert within == "10/10"
    assert float(search.split("/")[1]) < 500


def test_bench_pyvis_asks_elsewhere(browser, tmp_path):
    assert int(measure_pyvis(browser, graphs.generated(40, 60), tmp_path, 5)[2]) >= 2
