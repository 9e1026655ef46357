"""The functions that find faults in what is printed: each fires, and each stays silent."""

from __future__ import annotations

import json
from typing import Any

import pytest

from auditor import api
from auditor.language.rulebook import Rulebook
from auditor.readers.json_file import read

Json = dict[str, Any]


def figure(
    key: str, *texts: str, unit: str = "text", section: str = "正文", exact: bool | None = None
) -> Json:
    """Return a figure that is printed with `texts`, one line each."""
    mentions = [
        {"text": text, "location": {"line": line, "column": 1, "section": [section]}}
        for line, text in enumerate(texts, 1)
    ]
    made: Json = {"key": key, "label": key, "unit": unit, "mentions": mentions}
    if exact is not None:
        made["exact"] = exact
    return made


def suspects(
    condition: str, figures: list[Json], tables: list[Json] | None = None
) -> list[tuple[str, str | None, str | None]]:
    """Return key, cause and suggestion of every suspect that a rule with `condition` gives."""
    data = {
        "format": "auditor-report", "version": "1", "document": {"name": "made.txt"},
        "tables": tables or [], "figures": figures,
    }  # fmt: skip
    book = Rulebook.of_texts({"made.rules": f"语言 1\n\n规则 X-1 试\n  {condition}\n"})
    audit = api.check(read(json.dumps(data).encode(), "made.json"), book)
    return [(each.key, each.cause, each.suggested) for finding in audit.findings for each in finding.suspects]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        (["1", "2", "3"], []),
        (["1", "2", "1", "2"], []),
        (["1", "2", "4", "4"], [("s.3", "count-off", "3")]),
        (["A", "B", "C", "E", "F"], [("s.4", "count-off", "D")]),
        (["（一）", "（二）", "（二）", "（三）"], [("s.3", "count-off", "（三）")]),
        (["十", "十一", "十三"], [("s.3", "count-off", "十二")]),
        (["1", "2", "-3"], [("s.3", "count-off", "3")]),
        # A series that begins anew with a wrong number, or whose second number is wrong: one error each.
        (["1", "2", "3", "6", "2", "3"], [("s.4", "count-off", "1")]),
        (["1", "2", "3", "1", "8", "3"], [("s.5", "count-off", "2")]),
        (["1", "2", "1", "4", "5"], [("s.3", "count-off", "3")]),
        (["1", "2", "3", "1", "1", "2"], [("s.4", "count-off", "4")]),
    ],
)
def test_series(printed: list[str], found: list[tuple[str, str, str]]) -> None:
    """A series goes on by one; the number that does not is named with what it should be."""
    figures = [figure(f"s.{at}", text) for at, text in enumerate(printed, 1)]
    assert suspects("检查 跳号(s.*) = 0", figures) == found


def test_a_sentence_under_another_indicator() -> None:
    """A mention in the section of another code, whose own value is not said there, was pasted."""
    mine = figure("C41.业绩值", "100%", unit="%", section="C42")
    other = figure("C42.业绩值", "99.55%", unit="%", section="表3-3")
    assert suspects("逐项 *: 错置(业绩值) = 0", [mine, other]) == [
        ("C41.业绩值", "pasted-sentence", "99.55%")
    ]
    said = figure("C42.业绩值", "99.55%", unit="%", section="C42")
    assert suspects("逐项 *: 错置(业绩值) = 0", [mine, said]) == []


def test_a_dash_among_values() -> None:
    """A blank where other places state the figure; a figure that is blank everywhere is none."""
    assert suspects("检查 缺填(*.权重) = 0", [figure("A.权重", "15", "-", unit="分")]) == [
        ("A.权重", "missing-value", "15")
    ]
    assert suspects("检查 缺填(*.权重) = 0", [figure("A.权重", "-", "-", unit="分")]) == []


def test_a_rate_without_its_sign() -> None:
    """93 among 93%; a column that never prints the sign has it in its head."""
    assert suspects("检查 缺百分号(*.得分率) = 0", [figure("总分.得分率", "93%", "93", unit="%")]) == [
        ("总分.得分率", "missing-unit", "93%")
    ]
    assert suspects("检查 缺百分号(*.得分率) = 0", [figure("总分.得分率", "93", "93", unit="%")]) == []


def test_a_target_from_the_result() -> None:
    """Odd decimals that meet the actual value to the last place; a round target is no sign of it."""
    odd = [figure("C.标杆值", "99.55%", unit="%", exact=True), figure("C.业绩值", "99.55%", unit="%")]
    assert suspects("逐项 *: 取自结果(标杆值, 业绩值) = 0", odd) == [("C.标杆值", "target-from-result", None)]
    even = [figure("C.标杆值", "100%", unit="%", exact=True), figure("C.业绩值", "100%", unit="%")]
    assert suspects("逐项 *: 取自结果(标杆值, 业绩值) = 0", even) == []


def test_classes_that_share_a_number() -> None:
    """41-60 and 60岁以上 both hold 60."""
    classes = [figure("q.分组1", "0-20岁"), figure("q.分组2", "21-60"), figure("q.分组3", "60岁以上")]
    assert suspects("逐项 *: 分组重叠(分组1) = 0", classes) == [("q.分组3", "overlap", None)]
    assert suspects("逐项 *: 分组重叠(分组1) = 0", classes[:2]) == []


@pytest.mark.parametrize(
    ("text", "wrong"), [("718.39718.39", True), ("（a/b）/100%", True), ("7.1/7.1×100%", False)]
)
def test_formulas(text: str, *, wrong: bool) -> None:
    """Numbers run together and a quotient over 100 % are no formula."""
    found = suspects("检查 坏式(*.公式) = 0", [figure("B.公式", text)])
    assert found == ([("B.公式", "malformed", None)] if wrong else [])


def test_a_table_that_is_not_there() -> None:
    """A reference by number to a table that the report does not hold."""
    table = {"id": "基础表2-3", "number": "2-3", "columns": [], "rows": []}
    figures = [figure("表号.甲", "2-3"), figure("表号.乙", "2-4")]
    assert suspects("检查 缺表(表号.*) = 0", figures, [table]) == [("表号.乙", "absent-reference", None)]
