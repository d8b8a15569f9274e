"""The README against the command line and the files it speaks of."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

import kg
from kg.cli import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
VERBS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    """The lines of shell blocks that call kg, without comments, prompts or what comes before it on the line."""
    lines = [line for language in ("sh", "console") for block in blocks(text, language) for line in block.splitlines()]
    calls = [re.search(r"(?:^|\$ |&& )(kg [^#|>]*)", line) for line in lines]
    return [call[1].strip() for call in calls if call]


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_readme_shows_each_verb(verb: str) -> None:
    assert [line for line in commands(README) if line.split()[1] == verb] != []


@pytest.mark.parametrize("line", sorted(set(commands(README) + commands(CONTRIBUTING))))
def test_readme_example_parses(line: str) -> None:
    _, verb, *rest = shlex.split(line)
    context = VERBS[verb].make_context(verb, rest)
    assert context.command.name == verb


@pytest.mark.parametrize(
    ("verb", "option"),
    [
        (verb, option)
        for verb, command in sorted(VERBS.items())
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    ],
)
def test_readme_names_each_option(verb: str, option: str) -> None:
    assert f"`{option}" in README or f" {option}" in README, f"kg {verb} {option}"


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\bkg\.(\w+)\(", README))))
def test_readme_calls_only_what_is_public(name: str) -> None:
    assert name in kg.__all__


@pytest.mark.model
def test_readme_python_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(blocks(README, "python")[0], names)
    assert "中国矿业大学 ongoing" in capsys.readouterr().out
    assert len(names["rows"]) == len(names["graph"].statements)  # type: ignore[arg-type, attr-defined]


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README + CONTRIBUTING))))
def test_readme_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()
