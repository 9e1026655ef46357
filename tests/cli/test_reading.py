"""A check of a draft says how the draft was read, and what of it was not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.running import REPORT, auditor
from tests.readers.packages import docx, paragraph

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>999</w:t></w:r></w:p>"
BODY = paragraph("2023年支出12.00万元，其中：甲支出5.00万元、乙支出7.00万元。") + HIDDEN


def test_what_was_left_unread_is_said_in_both_languages(tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    draft.write_bytes(docx(BODY))
    zh = auditor("check", draft).stdout.decode()
    en = auditor("check", draft, "--lang", "en").stdout.decode()
    assert "注意  隐藏文字未读\n" in zh
    assert "note     hidden text is not read\n" in en
    assert "文中数字 4 个：数据 3，日期 1，未读懂 0" in zh
    assert "4 numbers: figures 3, dates 1, not understood 0" in en
    extracted = auditor("extract", draft, "-o", tmp_path / "report.json", "--lang", "en").stderr.decode()
    assert "hidden text is not read" in extracted


def test_programs_get_it_as_well(tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    draft.write_bytes(docx(BODY))
    printed = json.loads(auditor("check", draft, "--format", "json").stdout)
    reading = printed["reading"]
    assert reading["numbers"] == 4
    assert reading["kinds"]["figure"] == 3
    assert reading["remarks"] == [{"zh": "隐藏文字未读", "en": "hidden text is not read"}]
    assert json.loads(auditor("check", REPORT, "--format", "json").stdout)["reading"] is None


def test_a_refused_document_is_refused_in_the_language_asked_for(tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    draft.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le"))
    zh, en = (auditor("check", draft, "--lang", lang) for lang in ("zh", "en"))
    assert (zh.returncode, en.returncode) == (3, 3)
    assert zh.stderr.decode() == "draft.docx：无法审核\n  这是旧版 Word 文件（.doc）（另存为 .docx）\n"
    assert (
        en.stderr.decode()
        == "draft.docx: cannot be audited\n  this is an old Word document (.doc) (save it as .docx)\n"
    )
