"""Pages in a real Chromium: KG_CHROMIUM, else the chromium on the path; without one these tests are skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.exporters import html
from kg.graph import Graph
from tests.browser import graphs

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once."""
    program = os.environ.get("KG_CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.skip("no Chromium: neither KG_CHROMIUM nor a chromium on the path")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        started.close()


class Opened:
    """A page that was opened from a file, with all that it asked for and complained of."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda r: self.requests.append(r.url) if r.url.split("#")[0] != address else None)
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("dialog", lambda d: (self.complaints.append(f"dialog {d.message}"), d.dismiss()))

    def go(self, fragment: str = "") -> Opened:
        """Loads the page anew with this fragment and waits until it can be used."""
        self.page.goto("about:blank")
        self.page.goto(self.address + fragment)
        self.page.wait_for_selector("html[data-ready]", timeout=20_000)
        return self


@pytest.fixture(scope="session")
def sample_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newspaper page's graph, written once."""
    path = tmp_path_factory.mktemp("sample") / "graph.html"
    html.write(graphs.newspaper(), path, title="准东知识图谱")
    return path


@pytest.fixture
def open_page(browser: Any, sample_page: Path, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """A function that opens the sample's page, or the page of another graph, in a window of its own."""
    contexts = []

    def opened(
        graph: Graph | None = None, fragment: str = "", width: int = 1440, height: int = 900, **options: Any
    ) -> Opened:
        path = sample_page
        if graph is not None:
            path = tmp_path / "graph.html"
            html.write(graph, path)
        context = browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", accept_downloads=True, **options
        )
        contexts.append(context)
        return Opened(context.new_page(), path.as_uri()).go(fragment)

    yield opened
    for context in contexts:
        context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder drive the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
