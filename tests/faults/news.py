"""Invented news for the tests, a folder at a time, and builds of it in a process of their own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
ZONES = ("沙泉", "云岭", "青渠", "白塔", "临川", "北麓", "金滩", "石桥")
FIRMS = ("远桥数据", "寒锋电池", "明渠水务", "砺石机械", "霜叶软件", "长亭物流")


def text(number: int, times: int = 1) -> str:
    """A piece of news about a zone, a company and a university; another one for each number."""
    zone, firm = ZONES[number % len(ZONES)], FIRMS[number // len(ZONES) % len(FIRMS)]
    body = (
        f"本报讯 记者周原报道：6月{number % 28 + 1}日，"
        f"{zone}经济技术开发区（以下简称{zone}经开区）与西北大学签署战略合作协议。"
        f"{zone}经开区还将与{firm}有限公司共建第{number}号实验室。\n"
        f"{firm}有限公司董事长陆一鸣说，公司希望与兰州大学合作。\n"
    )
    return f"{zone}经开区牵手西北大学\n{body * times}"


def write(folder: Path, count: int, times: int = 1) -> Path:
    """The folder with so many files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:05d}.txt").write_text(text(number, times), encoding="utf-8")
    return folder


def hashes(folder: Path) -> dict[str, str]:
    """The sha256 of each file of a build."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir()) if p.is_file()}


def start(*arguments: object, path: Sequence[Path] = (), **variables: str) -> subprocess.Popen[bytes]:
    """`kg build` in a process of its own, with the options of `tests.faults.driver`."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.driver", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [ROOT, *path])), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(*arguments: object, path: Sequence[Path] = (), **variables: str) -> tuple[int, str]:
    """The exit code and what was printed on stderr."""
    process = start(*arguments, path=path, **variables)
    _, errors = process.communicate(timeout=600)
    return process.returncode, errors.decode("utf-8", "replace")


def extractor(folder: Path, name: str, body: str) -> Path:
    """A folder to put on the path: a package with one extractor, as another project would install it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"kg_{name}.py").write_text(body, encoding="utf-8")
    info = folder / f"kg_{name}-1.0.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: kg-{name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[kg.extractors]\n{name} = kg_{name}:extract\n", encoding="utf-8")
    return folder
