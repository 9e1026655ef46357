"""Run the installed program as a user does, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "reports" / "qitai-2023.json"
TIME_LIMIT = 120


def auditor(
    *arguments: str | Path,
    stdin: bytes | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run `auditor` with `arguments`; the caller's locale never decides the language."""
    variables = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LANG": "zh_CN.UTF-8",
        "LC_ALL": "C.UTF-8",
        **(environment or {}),
    }
    return subprocess.run(
        [sys.executable, "-m", "auditor", *map(str, arguments)],
        input=stdin if stdin is not None else b"",
        capture_output=True,
        timeout=TIME_LIMIT,
        env=variables,
        cwd=folder,
        check=False,
    )


def result(*arguments: str | Path, **options: Any) -> dict[str, Any]:
    """Run `auditor check … --format json` and return the object it prints."""
    done = auditor("check", *arguments, "--format", "json", **options)
    loaded: dict[str, Any] = json.loads(done.stdout)
    return loaded


def figure(key: str, *texts: str, unit: str = "万元", **more: Any) -> dict[str, Any]:
    """Return a figure of a report file with one mention for each text, on lines of their own."""
    mentions = [
        {"text": text, "location": {"line": at, "column": 1}} for at, text in enumerate(texts, start=1)
    ]
    return {"key": key, "label": key, "unit": unit, "mentions": mentions, **more}


def write_report(path: Path, figures: Sequence[Mapping[str, Any]], **more: Any) -> Path:
    """Write a report file with `figures`."""
    content = {"format": "auditor-report", "version": "1", "figures": list(figures), **more}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def write_rules(path: Path, text: str) -> Path:
    """Write a rule file, its first line added."""
    path.write_text("语言 1\n\n" + text, encoding="utf-8")
    return path
