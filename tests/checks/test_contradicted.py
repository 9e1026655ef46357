"""What the text contradicts throughout was misread, and nothing is said of it; one contradiction is an error of the writer."""

from __future__ import annotations

import pytest

from auditor import api
from auditor.findings import Severity
from auditor.readers import read

ROWS = (
    ("惠农政策宣传", "82.50%"),
    ("补贴资金发放", "87.23%"),
    ("农业技术服务", "82.84%"),
    ("项目建设质量", "77.23%"),
    ("村庄环境改善", "80.41%"),
)


def _errors(told: str, rows: tuple[tuple[str, str], ...]) -> list[str]:
    table = "\n".join(f"{name} | {value} |" for name, value in rows)
    report = read(f"一、满意度\n{told}\n\n表1 满意度统计\n\n调查内容 | 满意度 |\n{table}\n".encode(), "a.txt")
    return [each.messages["zh"] for each in api.check(report).findings if each.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    "told",
    [
        "补贴资金发放满意度为87.23%，项目建设质量满意度为77.23%。",
        "满意度最高的是“补贴资金发放”，为87.23%；最低的是“项目建设质量”，为77.23%。",
    ],
)
def test_labels_a_row_too_far_accuse_nobody(told: str) -> None:
    """Two rows stand as many rows further than the text says: the labels slid."""
    assert not _errors(told, ROWS)
    names = ["调查项目", *(name for name, _ in ROWS[:-1])]
    slid = tuple(zip(names, (value for _, value in ROWS), strict=True))
    assert not _errors(told, slid)


def test_the_value_of_the_row_beside_is_an_error() -> None:
    """One neighbour's value, and the rest of the table is borne out."""
    (found,) = _errors("补贴资金发放满意度为82.84%，项目建设质量满意度为77.23%。", ROWS)
    assert "82.84%" in found


def test_a_misprinted_unit_of_a_table_is_told_once() -> None:
    """Whatever the text tells is a ten-thousandth of what the table has: the error is its unit's."""
    rows = (
        ("人员经费", 8_215_200),
        ("公用经费", 7_431_400),
        ("项目支出", 3_715_700),
        ("住房支出", 1_444_800),
    )
    told = "".join(f"{name}{value // 100 / 100:.2f}万元。" for name, value in rows)
    table = "\n".join(f"{name} | {value:,}.00 |" for name, value in rows)

    def errors(unit: str) -> list[str]:
        text = f"一、支出\n{told}\n\n支出预算总表\n单位：{unit}\n\n项目 | 合计 |\n{table}\n"
        audit = api.check(read(text.encode(), "a.txt"))
        return [each.messages["zh"] for each in audit.findings if each.severity is Severity.ERROR]

    assert not errors("元")
    (found,) = errors("万元")
    assert "单位写“万元”" in found
    assert "第5行" in found
