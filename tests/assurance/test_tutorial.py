"""The tutorial is executed: each file is written, each command run, each output compared.

AUDITOR_ACCEPT=1 writes the outputs into the page instead; read the difference before committing it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def session(text: str, folder: Path) -> str:
    """Return the console block `text` with the outputs that its commands give."""
    rows = []
    for line in text.split("\n"):
        if not line.startswith("$ "):
            continue
        done = subprocess.run(
            [sys.executable, "-m", *shlex.split(line[2:])],
            cwd=folder, capture_output=True, encoding="utf-8", check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", "AUDITOR_CACHE_DIR": "",
                 "PYTHONPATH": str(PAGE.parents[1])},
        )  # fmt: skip
        said = (done.stdout + done.stderr).rstrip("\n")
        rows += [line, *(said.split("\n") if said else []), f"[{done.returncode}]"]
    return "\n".join(rows) + "\n"


def executed(page: str, folder: Path) -> str:
    """Return the page with every file written and every output as it is."""

    def block(found: re.Match[str]) -> str:
        kind, name, text = found.groups()
        if kind == "rules":
            (folder / name).write_text(text, encoding="utf-8")
        if kind == "python":
            made = "\n".join(["import warnings", text, *re.findall(r"^def (\w+)", text, re.MULTILINE)])
            made = re.sub(r"^(test_\w+)$", r"\1()", made, flags=re.MULTILINE)
            done = subprocess.run(
                [sys.executable, "-c", made], cwd=folder, capture_output=True, encoding="utf-8", check=False
            )
            assert done.returncode == 0, done.stderr
        if kind != "console":
            return found.group()
        return f"```console\n{session(text, folder)}```"

    return _BLOCK.sub(block, page)


def test_the_tutorial_is_what_happens(tmp_path: Path) -> None:
    """Every file, command and output of docs/tutorial.md."""
    page = PAGE.read_text(encoding="utf-8")
    now = executed(page, tmp_path)
    if os.environ.get("AUDITOR_ACCEPT"):
        PAGE.write_text(now, encoding="utf-8")
    else:
        assert now == page
