"""The graph page measured in Chromium, beside pyvis as it comes:  python -m tests.bench.bench_page [--cap 60] [SIZE …]

Prints a table, one row a page. Sizes are numbers of nodes, with twice as many edges; 0 is the newspaper's sample. Each
page has a window of its own, 1440 by 900, with motion not reduced.

ready    seconds from the start of navigation until the page can be used: for kg when it says so, for pyvis when the
         network is there and its loading bar is gone.
still    seconds from the start of navigation until the first view is stable.
select   of so many entities, selected one after another across the graph, for how many the view was stable within half
         a second; then the median and 95th percentile of the time, in milliseconds.
search   95th percentile and longest time of 100 searches, in milliseconds, from the letter typed until the frame that
         shows the hits: names and pinyin, letter by letter.

Stable is written down in SETTLED: the first frame after which nothing that a reader sees changes for 200 ms; for both
pages that is where each drawn node stands on the screen, and for kg also where the names stand, what the panel says and
what is selected. The time counts up to that frame, not up to the end of the 200 ms.
"""

from __future__ import annotations

import argparse
import contextlib
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
HEAD = (
    "page", "write s", "MB", "files beside", "requests", "ready s", "still s", "select <=0.5 s", "select 50%/95% ms",
    "search 95%/max ms",
)  # fmt: skip

SETTLED = """window.settled = (seen, cap, from = performance.now()) => new Promise((done) => {
    let [last, since, first] = [undefined, 0, true];
    const look = () => {
        const now = performance.now();
        const view = seen();
        if (first || view !== last) [last, since, first] = [view, now, false];
        else if (now - since >= 200) return done(since - from);
        if (now - from > cap) return done(null);
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
});
void 0; // a function as the last value would be called
"""
SEEN = """window.seen = () => {
    const { places, names } = kg.layout();
    const at = [...places, ...names].map(({ node, x, y }) => [node.id, Math.round(x * 2), Math.round(y * 2)]);
    return JSON.stringify([at, kg.byId("panel").textContent.length, kg.state.node, kg.drawnScene.lines.length]);
};
void 0;"""
SEEN_PYVIS = """window.seen = () => {
    const places = Object.entries(network.getPositions()).map(([id, place]) => {
        const { x, y } = network.canvasToDOM(place);
        return [id, Math.round(x * 2), Math.round(y * 2)];
    });
    return JSON.stringify([places, network.getSelectedNodes()]);
};
void 0;"""
READY_PYVIS = """() => {
    const bar = document.getElementById("loadingBar");
    const shown = bar && bar.style.opacity !== "0" && bar.style.display !== "none";
    return window.network && !shown && performance.now();
}"""
SELECT = """async ([ids, select, cap]) => {
    const spent = [];
    for (const id of ids) {
        const from = performance.now();
        if (select === "kg") kg.select(id);
        else network.selectNodes([id]);
        spent.push(await settled(seen, cap, from));
    }
    return spent;
}"""
SEARCH = """async (typed) => {
    const spent = [];
    const query = kg.byId("query");
    for (const text of typed) {
        const from = performance.now();
        query.value = text;
        query.dispatchEvent(new Event("input"));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done))); // the frame with the hits is made
        spent.push(performance.now() - from);
    }
    return spent;
}"""
WORDS = (
    "天山", "准东", "昌吉石河", "金川有限公司", "学99", "大学1", "北疆丝路", "联创新能", "明华泰", "没有这个", "县100",
    "项目2", "yunhai", "changji", "hami", "zhundong", "slxx", "jcxmg", "shihezi", "zzzz", "company", "beijiang",
)  # fmt: skip
TYPED = [word[:length] for word in WORDS for length in range(1, len(word) + 1)][:100]


def graph_of(size: int) -> Graph:
    """The sample for 0, else a generated graph of so many nodes and twice as many edges."""
    return graphs.generated(size, 2 * size) if size else graphs.newspaper()


def spread(ids: list[str], count: int) -> list[str]:
    """So many of the ids, evenly from the whole list; some twice where there are fewer."""
    return [ids[i * len(ids) // count % len(ids)] for i in range(count)]


def selection_row(spent: list[float | None]) -> tuple[str, str]:
    """How many selections were stable within half a second, and the median and 95th percentile of their times."""
    within = f"{sum(s is not None and s <= 500 for s in spent)}/{len(spent)}"
    if None in spent:
        return within, "not stable"
    known = sorted(s for s in spent if s is not None)
    return within, f"{statistics.median(known):.0f}/{known[round(0.95 * len(known)) - 1]:.0f}"


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
    page.evaluate(SETTLED + SEEN)
    ready = page.evaluate("Number(document.documentElement.dataset.ready)") / 1000
    still = page.evaluate("settled(seen, 60_000, 0)") / 1000
    ids = page.evaluate("kg.linked.map((node) => node.id)")
    spent = page.evaluate(SELECT, [spread(ids, selections), "kg", 5_000])
    searched = sorted(page.evaluate(SEARCH, TYPED))
    page.close()
    return (
        f"{written:.2f}",
        f"{path.stat().st_size / 1e6:.2f}",
        str(sum(1 for _ in folder.iterdir()) - 1),
        str(len(asked)),
        f"{ready:.2f}",
        f"{still:.2f}",
        *selection_row(spent),
        f"{searched[round(0.95 * len(searched)) - 1]:.0f}/{searched[-1]:.0f}",
    )


def open_pyvis(browser: Any, path: Path) -> tuple[Any, list[str]]:
    """A window in which a page of pyvis is being opened, and what it asks for.

    The library that it asks another host for is lent from the package, whose copy is another build than the page's
    check sum is for, so that this is taken out; all else that is not a file is refused.
    """
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r' integrity="[^"]*"', "", text), encoding="utf-8", newline="\n")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if r.url != path.as_uri() else None)

    def answer(route: Any) -> None:
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
    return page, asked


def pyvis_times(page: Any, ids: list[str], cap: float) -> tuple[str, str, str, str]:
    """Ready, still and the two columns of selections of a pyvis page that is being opened."""
    from playwright.sync_api import TimeoutError as TooLong

    late = f"> {cap:.0f}"
    ready, still, chosen = late, late, ("-", "-")
    with contextlib.suppress(TooLong):
        ready = f"{page.wait_for_function(READY_PYVIS, timeout=cap * 1000).json_value() / 1000:.2f}"
        page.evaluate(SETTLED + SEEN_PYVIS)
        page.evaluate("(cap) => { settled(seen, cap, 0).then((found) => { window.outcome = [found]; }); }", cap * 1000)
        found = page.wait_for_function("window.outcome", timeout=cap * 1000 + 10_000).json_value()[0]
        still = late if found is None else f"{found / 1000:.2f}"
        chosen = selection_row(page.evaluate(SELECT, [ids, "pyvis", 1_000]))
    return ready, still, *chosen


def measure_pyvis(browser: Any, graph: Graph, folder: Path, cap: float, selections: int = 20) -> tuple[str, ...]:
    """One row of the table for the page that pyvis writes by itself, without its name.

    `cap`: seconds after which a page that is not ready or not still is given up.
    """
    path = folder / "pyvis.html"
    begun = time.perf_counter()
    network = Network(directed=True)
    for entity in graph.entities:
        network.add_node(entity.id, label=entity.name)
    for statement in graph.statements:
        network.add_edge(statement.subject, statement.object, label=statement.relation)
    with contextlib.chdir(folder):  # it copies a folder lib/ to where it runs
        network.write_html(path.name, local=False)
    written = time.perf_counter() - begun
    page, asked = open_pyvis(browser, path)
    times = pyvis_times(page, spread([entity.id for entity in graph.entities], selections), cap)
    page.close()
    beside = sum(1 for found in folder.rglob("*") if found.is_file() and found.parent != folder)
    return (
        f"{written:.2f}",
        f"{path.stat().st_size / 1e6:.2f}",
        str(beside),
        str(len(asked)),
        *times,
        "-",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--cap", type=float, default=60, help="seconds after which a pyvis page is given up")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    program = os.environ.get("KG_CHROMIUM") or shutil.which("chromium")
    print(" | ".join(HEAD), flush=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for size in options.sizes:
            print(" | ".join((f"kg {size or 'sample'}", *measure(browser, graph_of(size), Path(folder)))), flush=True)
        for size in PYVIS_SIZES:
            with tempfile.TemporaryDirectory() as apart:
                row = measure_pyvis(browser, graph_of(size), Path(apart), options.cap)
            print(" | ".join((f"pyvis {size or 'sample'}", *row)), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
