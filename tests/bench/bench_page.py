"""The graph page measured in Chromium, beside pyvis as it comes:  python -m tests.bench.bench_page [--cap 5] [SIZE …]

Prints a table, one row a page: time to write it, its size, what it asks for, time until it can be used, of 100
selections how many settled within half a second, and the median and longest search. Sizes are numbers of nodes, with
twice as many edges; 0 is the newspaper's sample.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from kg.exporters import html
from kg.graph import Graph
from tests.browser import graphs
from tests.browser.conftest import ARGUMENTS

SIZES = (0, 5_000, 20_000, 100_000)
PYVIS_SIZES = (0, 500, 5_000)
HEAD = ("page", "write s", "MB", "requests", "ready s", "select <=0.5 s", "select median ms", "search median/max ms")
TYPED = (
    "天",
    "天山",
    "准东",
    "yunhai",
    "changji",
    "hami",
    "zhundong",
    "sl",
    "jcx",
    "学99",
    "zzzz",
    "company",
    "beijiang",
)

SELECT = """async (count) => {
    const step = Math.max(1, Math.floor(kg.linked.length / count));
    const spent = [];
    for (let i = 0; i < count; i += 1) {
        const from = performance.now();
        kg.select(kg.linked[(i * step) % kg.linked.length].id);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); // drawn and still
        spent.push(performance.now() - from);
    }
    return spent;
}"""
SEARCH = """(typed) => typed.map((text) => {
    const query = kg.byId("query");
    const from = performance.now();
    query.value = text;
    query.dispatchEvent(new Event("input"));
    return performance.now() - from;
})"""


def graph_of(size: int) -> Graph:
    """The sample for 0, else a generated graph of so many nodes and twice as many edges."""
    return graphs.generated(size, 2 * size) if size else graphs.newspaper()


def measure(browser: Any, graph: Graph, folder: Path, selections: int = 100) -> tuple[str, ...]:
    """One row of the table for the page of this graph, without its name."""
    path = folder / "graph.html"
    begun = time.perf_counter()
    html.write(graph, path)
    written = time.perf_counter() - begun
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if r.url != path.as_uri() else None)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", timeout=60_000)
    ready = page.evaluate("Number(document.documentElement.dataset.ready)") / 1000
    spent = page.evaluate(SELECT, selections)
    searched = page.evaluate(SEARCH, list(TYPED))
    page.close()
    return (
        f"{written:.2f}",
        f"{path.stat().st_size / 1e6:.2f}",
        str(len(asked)),
        f"{ready:.2f}",
        f"{sum(s <= 500 for s in spent)}/{selections}",
        f"{statistics.median(spent):.0f}",
        f"{statistics.median(searched):.0f}/{max(searched):.0f}",
    )


def measure_pyvis(browser: Any, graph: Graph, folder: Path, cap: float) -> tuple[str, ...]:
    """One row for the page that pyvis writes by itself; without a network, its library is lent to it from the package.

    Counts what it asks for in the first `cap` seconds; when its layout comes to rest is not measured.
    """
    path = folder / "pyvis.html"
    begun = time.perf_counter()
    network = Network(directed=True)
    for entity in graph.entities:
        network.add_node(entity.id, label=entity.name)
    for statement in graph.statements:
        network.add_edge(statement.subject, statement.object, label=statement.relation)
    network.write_html(str(path), local=False)
    written = time.perf_counter() - begun
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        if "vis-network" in route.request.url and route.request.url.endswith(".js"):
            route.fulfill(
                path=Path(pyvis.__file__).with_name("lib") / "vis-9.1.2" / "vis-network.min.js",
                content_type="text/javascript",
                headers={"Access-Control-Allow-Origin": "*"},
            )
        else:
            route.abort()

    page.route(re.compile("^https?:"), answer)
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_timeout(cap * 1000)
    page.close()
    return f"{written:.2f}", f"{path.stat().st_size / 1e6:.2f}", str(len(asked)), "-", "-", "-", "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--cap", type=float, default=5, help="seconds for which pyvis's requests are counted")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    program = os.environ.get("KG_CHROMIUM") or shutil.which("chromium")
    print(" | ".join(HEAD), flush=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for size in options.sizes:
            print(" | ".join((f"kg {size or 'sample'}", *measure(browser, graph_of(size), Path(folder)))), flush=True)
        for size in PYVIS_SIZES:
            row = measure_pyvis(browser, graph_of(size), Path(folder), options.cap)
            print(" | ".join((f"pyvis {size or 'sample'}", *row)), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
