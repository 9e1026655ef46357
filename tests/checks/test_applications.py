"""The form on applications for disclosure, and a 小计 that stands before its rows."""

from __future__ import annotations

import pytest

from auditor.auditing import findings_of
from auditor.checks import detect
from auditor.evaluation.facts import Facts
from auditor.findings import Severity
from auditor.readers import read
from tests.readers.packages import docx, paragraph

KINDS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
CLEAN: dict[str, tuple[int, ...]] = {
    "一、本年新收政府信息公开申请数量": (41, 3, 0, 0, 2, 0, 46),
    "二、上年结转政府信息公开申请数量": (2, 0, 0, 0, 0, 0, 2),
    "（一）予以公开": (30, 2, 0, 0, 1, 0, 33),
    "（二）部分公开": (4, 1, 0, 0, 0, 0, 5),
    "（三）不予公开": (5, 0, 0, 0, 1, 0, 6),
    "（七）总计": (39, 3, 0, 0, 2, 0, 44),
    "四、结转下年度继续办理": (4, 0, 0, 0, 0, 0, 4),
}


def cell(text: str, span: int = 1, merge: str = "") -> str:
    """Return a cell of a Word table."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = {"": "", "start": '<w:vMerge w:val="restart"/>', "more": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{wide}{down}</w:tcPr>{paragraph(text)}</w:tc>"


def form(rows: dict[str, tuple[int, ...]]) -> bytes:
    """Return the form as agencies print it: three head rows, and the items beside 三、办理结果."""
    lines = [
        [cell("勾稽关系", 2, "start"), cell("申请人情况", 7)],
        [
            cell("", 2, "more"),
            cell("自然人", 1, "start"),
            cell("法人或其他组织", 5),
            cell("总计", 1, "start"),
        ],
        [cell("", 2, "more"), cell("", 1, "more"), *(cell(kind) for kind in KINDS), cell("", 1, "more")],
    ]
    first = True
    for label, values in rows.items():
        if label.startswith("（"):
            head = [cell("三、本年度办理结果" if first else "", 1, "start" if first else "more"), cell(label)]
            first = False
        else:
            head = [cell(label, 2)]
        lines.append([*head, *(cell(str(value)) for value in values)])
    table = "".join(f"<w:tr>{''.join(line)}</w:tr>" for line in lines)
    return docx(paragraph("三、收到和处理政府信息公开申请情况") + f"<w:tbl>{table}</w:tbl>")


def loud(data: bytes, name: str) -> list[tuple[str, str]]:
    """Return rule and message of every error and warning in a document."""
    facts = Facts(read(data, name))
    found = findings_of(facts, list(detect(facts)))
    return [(each.rule, each.messages["zh"]) for each in found if each.severity is not Severity.NOTE]


def test_a_form_that_balances_is_left_alone() -> None:
    """Columns that are mostly empty prove no relation between two of them, and (七)总计 is of its items alone."""
    assert loud(form(CLEAN), "form.docx") == []


@pytest.mark.parametrize(
    ("label", "values", "told"),
    [
        ("（七）总计", (39, 3, 0, 0, 2, 0, 45), "写 45，复算"),
        ("（一）予以公开", (31, 2, 0, 0, 1, 0, 34), "31 + 4 + 5 = 40"),
        ("四、结转下年度继续办理", (5, 0, 0, 0, 0, 0, 5), "46 + 2"),
        ("一、本年新收政府信息公开申请数量", (41, 3, 0, 0, 2, 0, 47), "47 + 2"),
    ],
)
def test_a_form_that_does_not_balance_is_an_error(label: str, values: tuple[int, ...], told: str) -> None:
    """One application more or less is no rounding."""
    found = loud(form({**CLEAN, label: values}), "form.docx")
    assert any(rule == "applications-not-balanced" and told in words for rule, words in found), found


TABLE = """一、情况

表2 分级次收入

单位：万元

级次	2024年	2023年
市级	642185	613528
县（区）小计	{subtotal}	685056
东原区	268413	251324
西岭区	214576	203148
南溪县	118265	115372
北川县	97696	115212
全市合计	1341135	1298584
"""


def test_rows_below_a_subtotal_are_its_parts() -> None:
    """县（区）小计 stands before its rows, and the row above it is none of them."""
    found = loud(TABLE.format(subtotal="699850").encode(), "text.txt")
    assert [(rule, "698950" in words) for rule, words in found] == [("group-not-sum", True)], found
    assert loud(TABLE.format(subtotal="698950").encode(), "text.txt") == []
