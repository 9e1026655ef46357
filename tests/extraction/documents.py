"""The shared documents, and small ones made for a test."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.readers import read

if TYPE_CHECKING:
    from auditor.report import Report

SHARED = Path(os.environ.get("AUDITOR_SHARED", Path(__file__).parents[3] / "shared"))

TEXTS = (
    "seed/report.txt",
    "reports-dev/honghe_selfevaluation_2024_stub.txt",
    "reports-dev/housing_style_paper.txt",
    "reports-dev/nbs_monthly_2017_04.txt",
    "reports-dev/pingchang_bulletin_2024_stub.txt",
    "reports-dev/township_clean.layout.txt",
    "reports-dev/township_clean.txt",
    "reports-dev/township_planted.layout.txt",
    "reports-dev/township_planted.txt",
)


def shared(name: str) -> bytes:
    """Return a shared document; the test is skipped where it is not at hand."""
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{path} is not here (set AUDITOR_SHARED)")
    return path.read_bytes()


@functools.cache
def report_of(name: str) -> Report:
    """Return the report in a shared document, read once."""
    return read(shared(name), Path(name).name)


def text_report(text: str) -> Report:
    """Return the report in a text."""
    return read(text.encode(), "draft.txt")


def cells(text: str) -> dict[tuple[str, str], str]:
    """Return the figures of all tables of a text by row and column."""
    return {key[1:]: mention.text for key, (_, mention) in text_report(text).cells.items()}
