"""Every notebook runs from top to bottom, and says what its text says it does."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from traitlets.config import Config

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(path.name for path in FOLDER.glob("*.ipynb"))
SHOWN = {
    "01-first-graph.ipynb": ("中国矿业大学 ongoing", "丝绸之路经济带核心区创新驱动发展试验区 realised", "graph.ttl"),
    "02-sparql.ipynb": (
        "29 statements",
        "(('丝绸之路经济带核心区创新驱动发展试验区',),)",
        "(('新疆汇通互联信息科技有限公司', 'partnersWith', 'partnersWith'),)",
        "腾讯 partnersWith 新疆汇通互联信息科技有限公司",
        "新疆运输业供应链全景数据集",
        "a kg:Company",
    ),
}


def printed(notebook: nbformat.NotebookNode) -> str:
    """All that the code cells printed."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return "".join(output.text for output in outputs if output.output_type == "stream")


@pytest.mark.model
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebooks_run_and_show_what_they_tell(name: str, tmp_path: Path) -> None:
    shutil.copy(FOLDER / name, tmp_path)
    notebook = nbformat.read(tmp_path / name, as_version=4)
    with tempfile.TemporaryDirectory() as sockets:  # tmp_path may be too long for the address of a socket
        config = Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/kernel"}})
        place = {"metadata": {"path": str(tmp_path)}}
        NotebookClient(notebook, config=config, timeout=300, resources=place).execute()
    assert [shown for shown in SHOWN[name] if shown not in printed(notebook)] == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebooks_are_kept_valid_and_without_outputs(name: str) -> None:
    notebook = nbformat.read(FOLDER / name, as_version=4)
    nbformat.validate(notebook)
    assert [cell.id for cell in notebook.cells if cell.cell_type == "code" and cell.outputs] == []


def test_notebooks_are_all_checked_for_what_they_show() -> None:
    assert list(SHOWN) == NOTEBOOKS
