"""Without the documents extra a draft that needs it is refused with the command that installs it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import ROOT
from tests.readers.packages import docx, paragraph, pdf, pdf_text, row, xlsx

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys
for name in ("lxml", "pdfplumber", "pdfminer"):
    sys.modules[name] = None
from auditor.cli import main
sys.exit(main(["check", sys.argv[1], "--lang", "en"]))
"""


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", docx(paragraph("12"))), ("a.xlsx", xlsx(row(1, "=12"))), ("a.pdf", pdf(pdf_text("12")))],
    ids=["docx", "xlsx", "pdf"],
)
def test_the_extra_is_named(tmp_path: Path, name: str, data: bytes) -> None:
    draft = tmp_path / name
    draft.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(draft)], capture_output=True, check=False, cwd=ROOT, timeout=60
    )
    said = done.stderr.decode()
    assert done.returncode == 3, said
    assert "is not installed" in said
    assert "pip install '.[documents]'" in said
