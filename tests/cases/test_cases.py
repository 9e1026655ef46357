"""The case pages: files, a command, and exactly what a person sees. `pytest --accept` rewrites the answers.

A page is prose with fenced blocks: ```` ```file NAME ```` holds a file, ```` ```console ```` a line
`$ auditor …` and below it the output and, where it is not 0, `[exit N]`. Read the difference before
committing what was accepted.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.running import auditor

PAGES = sorted(Path(__file__).parent.glob("*.md"))
BLOCK = re.compile(r"^```(file|console)([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def answer(command: str, folder: Path) -> str:
    """Run the command line of a page in `folder` and return what it prints and its status."""
    done = auditor(*shlex.split(command)[1:], folder=folder, environment={"AUDITOR_CACHE_DIR": ""})
    said = done.stdout.decode() + done.stderr.decode()
    status = f"[exit {done.returncode}]\n" if done.returncode else ""
    return said.rstrip("\n") + "\n" + status


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = page.read_text(encoding="utf-8")
    expected: list[str] = []
    found: list[str] = []

    def block(match: re.Match[str]) -> str:
        kind, name, body = match.groups()
        if kind == "file":
            (tmp_path / name.strip()).write_text(body, encoding="utf-8")
            return match.group()
        command, _, output = body.partition("\n")
        now = answer(command.removeprefix("$ "), tmp_path)
        expected.append(output)
        found.append(now)
        return f"```console\n{command}\n{now}```"

    rewritten = BLOCK.sub(block, text)
    assert found, "a page shows at least one command"
    if request.config.getoption("--accept"):
        page.write_text(rewritten, encoding="utf-8")
    else:
        assert found == expected
