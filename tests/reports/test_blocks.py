"""A document's blocks stand in report.json, and what is read back is the same document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor import api
from auditor.numbers import Numeral
from auditor.readers import read
from auditor.report import Report
from auditor.report.blocks import Block, BlockKind, Cell, Label, Occurrence, Revision, Run
from auditor.report.fileformat import seal
from auditor.report.layout import laid_out
from auditor.report.problems import ReportError
from auditor.report.unread import Remark, Unread
from auditor.report.writing import written
from auditor.source import Location
from tests.extraction.documents import SHARED
from tests.readers.packages import row, xlsx
from tests.reports.documents import documents, origin_of, without_file

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = (
    ROOT / "tests" / "documents" / "final_accounts_tables.txt",
    ROOT / "tests" / "documents" / "program_evaluation_en.txt",
    ROOT / "benchmarks" / "documents" / "edu_planted.docx",
    ROOT / "benchmarks" / "documents" / "care_planted.layout.txt",
    SHARED / "reports-dev" / "township_planted.pdf",
    SHARED / "reports-dev" / "township_planted.docx",
    SHARED / "seed" / "report.xlsx",
)


def back(text: str) -> Report:
    """Return the report that a report file holds."""
    return read(text.encode(), "report.json")


@given(documents())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_read_back_is_what_was_written(report: Report) -> None:
    text = written(report, report)
    again = back(text)
    assert without_file(again) == without_file(report)
    assert list(again.figures) == list(report.figures)
    assert origin_of(again) == origin_of(report)
    assert written(again, again) == text


WRITTEN: dict[type[attrs.AttrsInstance], str] = {
    Block: "index kind text location section runs occurrences level table cells revisions",
    Cell: "row column rows columns text span location",
    Label: "name period basis of scope told",
    Location: "document page line column section table row col sheet cell block range box quote revision",
    Numeral: "text value step mark bound blank",
    Occurrence: "kind numeral unit unit_lent sign_word sign bound approximate range reason text span location label key",
    Remark: "kind details",
    Report: "document figures tables notes rounding places blocks",
    Revision: "kind author date text span",
    Run: "start length line column page",
}


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.__name__)
def test_every_field_of_a_document_is_written(kind: type[attrs.AttrsInstance]) -> None:
    """A field that the model gains is lost in report.json until it is written, read, and made up by the property."""
    assert [field.name for field in attrs.fields(kind)] == WRITTEN[kind].split()


def test_figures_that_do_not_follow_from_the_numbers_are_written_out() -> None:
    draft = api.read_report(SAMPLE[0])
    turned = attrs.evolve(draft, figures={key: draft.figures[key] for key in reversed(list(draft.figures))})
    again = back(written(draft, turned))
    assert list(again.figures.items()) == list(turned.figures.items())
    assert again.blocks == draft.blocks


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.name)
def test_a_check_of_the_report_file_finds_what_a_check_of_the_draft_finds(path: Path) -> None:
    if not path.is_file():
        pytest.skip(f"{path} is not here (set AUDITOR_SHARED)")
    book = api.load_rules()
    draft = api.read_report(path)
    text = written(api.bound(draft, book), draft)
    again = back(text)
    assert without_file(again) == without_file(draft)
    assert written(api.bound(again, book), again) == text
    direct, through = (api.check(report, book, detectors=True) for report in (draft, again))
    assert direct.findings
    assert through.findings == direct.findings
    assert attrs.evolve(through, report=direct.report) == direct


def test_names_longer_than_those_of_people_come_back() -> None:
    """What the program wrote itself is read back, also where a person's file would be refused."""
    rows = row(1, "项目", "预算数") + row(2, "长" * 5_000, "100") + row(3, "合计", "101")
    draft = read(xlsx(rows), "draft.xlsx")
    again = back(written(draft, draft))
    assert len(again.tables[0].rows[0].name) == 5_000
    assert without_file(again) == without_file(draft)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values, st.integers(0, 70))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_laying_out_changes_no_value(value: Any, times: int) -> None:
    long = [value] * times
    text = laid_out({"a": long})
    assert json.loads(text) == {"a": long}
    assert text == laid_out(json.loads(text))


PAGE: dict[str, Any] = {
    "format": "auditor-report",
    "version": "1",
    "document": {"name": "draft.txt", "title": "说明", "language": "zh"},
    "tables": [
        {"id": "收入表", "unit": "万元", "columns": [{"name": "预算数"}], "rows": [{"name": "拨款"}, {"name": "合计"}]}
    ],
    "figures": [],
    "draft": {
        "version": "1",
        "figures_sha256": "",
        "blocks": [
            {"kind": "heading", "level": 2, "section": ["一、收入"], "text": "一、收入", "runs": [[0, 4, 1, 1]]},
            {
                "kind": "paragraph",
                "text": "全年安排442.31万元，其中拨款397.23万元。",
                "runs": [[0, 10, 2, 3], [10, 16, 3, 1]],
                "numbers": [
                    {"text": "442.31", "key": "收入.安排", "unit": "万元", "label": {"name": "安排"}},
                    {"text": "397.23", "key": "收入.拨款", "unit": "万元", "called": "拨款", "label": {"name": "其中拨款"}},
                ],
            },
            {
                "kind": "table",
                "table": "收入表",
                "rows": [None, "拨款", "合计"],
                "columns": [None, "预算数"],
                "cells": [
                    {"row": 0, "column": 0, "columns": 2, "text": "收入", "runs": [[0, 2, 5, 1]]},
                    {"row": 1, "column": 0, "text": "拨款", "runs": [[0, 2, 6, 1]]},
                    {
                        "row": 1,
                        "column": 1,
                        "text": "397.23",
                        "runs": [[0, 6, 6, 5]],
                        "numbers": [{"unit": "万元", "unit_lent": True}],
                    },
                    {"row": 2, "column": 0, "text": "合计", "runs": [[0, 2, 7, 1]]},
                    {"row": 2, "column": 1},
                ],
            },
        ],
    },
}  # fmt: skip
"""A file of version 1, written by hand: what a later program must go on reading as it does here."""


def sealed(page: dict[str, Any]) -> str:
    """Return a page as text, with the seal of its figures, tables and notes."""
    return json.dumps({**page, "draft": {**page["draft"], "figures_sha256": seal(page)}}, ensure_ascii=False)


def test_the_example_of_the_page_is_a_document() -> None:
    page = (ROOT / "docs" / "report-format.md").read_text(encoding="utf-8")
    example = json.loads("{" + page.split('```json\n"draft"')[1].split("```")[0].join(['"draft"', "}"]))
    report = back(sealed({**PAGE, **example}))
    assert [block.kind.value for block in report.blocks] == ["heading", "paragraph", "table"]
    assert list(report.figures) == ["收入.安排.万元", "收入表.拨款.预算数"]
    assert report.document.remarks[0].en == "text and numbers in pictures are not read: 2"


def test_what_is_left_out_follows_from_the_rest() -> None:
    report = back(sealed(PAGE))
    heading, paragraph, table = report.blocks
    assert heading.location == Location(line=1, column=1, section=("一、收入",), quote="一、收入")
    assert paragraph.section == ("一、收入",)
    assert [(each.location.line, each.location.column) for each in paragraph.occurrences] == [(2, 7), (3, 8)]
    assert [each.location.quote for each in paragraph.occurrences] == [
        "全年安排442.31",
        "万元，其中拨款397.23万元。",
    ]
    assert table.kind is BlockKind.TABLE
    assert table.text == "收入\n拨款\t397.23\n合计\t"
    assert table.runs[2] == Run(6, 6, 6, 5)
    (number,) = table.occurrences
    place = number.location
    assert (place.table, place.row, place.col, place.line, place.column) == ("收入表", "拨款", "预算数", 6, 5)
    assert number.key == "收入表.拨款.预算数"
    assert {key: figure.label for key, figure in report.figures.items()} == {
        "收入.安排": "安排", "收入.拨款": "拨款", "收入表.拨款.预算数": "拨款预算数",
    }  # fmt: skip
    assert table.cells[-1].location.line is None


def test_figures_changed_by_hand_are_checked_without_the_text() -> None:
    text = sealed(PAGE)
    figure = {"key": "收入.安排", "unit": "万元", "mentions": [{"text": "442.13"}]}
    report = back(json.dumps({**json.loads(text), "figures": [figure]}))
    assert report.blocks == ()
    assert list(report.figures) == ["收入.安排"]
    assert [each.kind for each in report.document.remarks] == [Unread.CHANGED]
    assert back(json.dumps(json.loads(text), indent=4)).blocks


def changed(*path: Any, value: Any) -> str:
    """Return the page with one thing in its draft changed."""
    page = json.loads(sealed(PAGE))
    place = page["draft"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(page, ensure_ascii=False)


CASES: dict[str, tuple[str, str, str]] = {
    "version": (changed("version", value="2"), "draft.version", "unsupported version"),
    "no blocks": (changed("blocks", value={}), "draft.blocks", "expected an array, found an object"),
    "unknown kind": (changed("blocks", 0, "kind", value="title"), "draft.blocks[0].kind", "use one of heading"),
    "unknown field": (changed("blocks", 1, "txt", value=""), 'draft.blocks[1]."txt"', "did you mean text?"),
    "no text": (changed("blocks", 0, value={"kind": "note"}), "draft.blocks[0].text", "missing"),
    "number gone from the text": (
        changed("blocks", 1, "text", value="全年安排442.13万元，其中拨款397.23万元。"),
        "draft.blocks[1].numbers[0].text",
        '"442.31" does not stand in the text',
    ),
    "number elsewhere": (changed("blocks", 1, "numbers", 0, "at", value=5), "draft.blocks[1].numbers[0].text", "there"),
    "run beyond the text": (
        changed("blocks", 0, "runs", value=[[0, 5, 1, 1]]), "draft.blocks[0].runs[0]", "within the 4 characters",
    ),
    "run of words": (changed("blocks", 0, "runs", value=[["a"]]), "draft.blocks[0].runs[0]", "[start, length, line"),
    "runs that cross": (
        changed("blocks", 0, "runs", value=[[0, 3, 1, 1], [2, 2, 1, 3]]), "draft.blocks[0].runs[1]", "one behind the other",
    ),
    "unknown table": (changed("blocks", 2, "table", value="收人表"), "draft.blocks[2].table", "did you mean 收入表?"),
    "unknown row": (changed("blocks", 2, "rows", 1, value="拔款"), "draft.blocks[2].rows[1]", "did you mean 拨款?"),
    "cell without row": (changed("blocks", 2, "cells", 0, value={"column": 0}), "draft.blocks[2].cells[0].row", "missing"),
    "cell beyond all grids": (
        changed("blocks", 2, "cells", 0, "row", value=2_000_000), "draft.blocks[2].cells[0].row", "more than 1048576",
    ),
    "cells in a paragraph's text": (changed("blocks", 2, "text", value="收入"), "draft.blocks[2].text", "in its cells"),
    "rows without cells": (changed("blocks", 0, "rows", value=["甲"]), "draft.blocks[0].rows", "without cells"),
    "one key twice": (
        changed("blocks", 1, "numbers", 1, "key", value="收入.安排"), "draft.blocks[1].numbers[1].key", "duplicate key",
    ),
    "no sign": (changed("blocks", 1, "numbers", 1, "sign", value=[]), "draft.blocks[1].numbers[1].sign", "-1, 0 or 1"),
    "no numeral": (
        changed("blocks", 1, "numbers", 1, "numeral", value="many"), "draft.blocks[1].numbers[1].numeral", "value and step",
    ),
    "no value": (
        changed("blocks", 1, "numbers", 1, "numeral", value={"text": "五", "value": "1e9", "step": "1"}),
        "draft.blocks[1].numbers[1].numeral.value",
        "neither a decimal nor p/q",
    ),
    "unknown remark": (changed("remarks", value=[{"kind": "odd"}]), "draft.remarks[0].kind", "unknown value"),
    "remark without detail": (
        changed("remarks", value=[{"kind": "pictures"}]), "draft.remarks[0].details", "expected 1 details",
    ),
    "span beyond the text": (
        changed("blocks", 0, "revisions", value=[{"kind": "ins", "author": "", "date": "", "text": "", "span": [0, 9]}]),
        "draft.blocks[0].revisions[0].span",
        "within the text",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_block_is_told_with_its_place(case: str) -> None:
    text, path, message = CASES[case]
    with pytest.raises(ReportError) as caught:
        back(text)
    told = [problem for problem in caught.value.problems if problem.path == path]
    assert told, [problem.path for problem in caught.value.problems]
    assert message in told[0].message("en")
    assert told[0].zh


def test_all_problems_of_the_blocks_are_told_at_once() -> None:
    page = json.loads(changed("blocks", 0, "kind", value="title"))
    page["draft"]["blocks"][2]["rows"][1] = "拔款"
    with pytest.raises(ReportError) as caught:
        back(json.dumps(page))
    assert [problem.path for problem in caught.value.problems] == [
        "draft.blocks[0].kind",
        "draft.blocks[2].rows[1]",
    ]
