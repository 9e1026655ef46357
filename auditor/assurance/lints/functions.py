"""Functions that the language does not have, and arguments that they do not take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.nearest import nearest
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.evaluation.binding import Binder, BindingError, MissingError
from auditor.evaluation.catalogue import catalogue
from auditor.evaluation.facts import Facts
from auditor.language import tree
from auditor.numbers import unit_of
from auditor.report.model import Document, Report

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(subject: Subject) -> Iterator[Remark]:
    """Look at every call."""
    known = catalogue()
    nothing = Facts(Report(document=Document(name=""), figures={}))
    for file, rule in (*subject.entries, *subject.asking):
        for node in subject.sentences(rule):
            if isinstance(node, tree.Call) and node.function not in known:
                yield _unknown(file, rule.id, node)
            elif isinstance(node, tree.Call):
                yield from _arguments(file, rule.id, node, nothing)


def _unknown(file: str, rule: str, node: tree.Call) -> Remark:
    known = catalogue()
    called = node.function
    inside = node.arguments[0] if len(node.arguments) == 1 else None
    if isinstance(inside, tree.Name) and (
        "." in called or unit_of(inside.key).dimension in {"money", "score"}
    ):
        whole = f"「{called.rpartition('.')[2]}（{inside.key}）」"
        whole = f"{called.rpartition('.')[0]}.{whole}" if "." in called else whole
        return remark(
            "unknown-function", file, rule, node.span,
            (f"没有函数 {called}：名称后的括号是函数的括号", f"there is no function {called}: brackets behind a name are those of a function"),
            remedy=(f"括号属于名称的，写作 {whole}；否则删去括号", f"where they belong to the name write {whole}, or leave them out"),
        )  # fmt: skip
    other = called.lower()
    meant = [other] * (other in known) + [name for name, words in _MEANT.items() if other in words.split()]
    return remark(
        "unknown-function", file, rule, node.span,
        (f"没有函数 {called}", f"there is no function {called}"),
        near=tuple(dict.fromkeys((*meant, *nearest(called, known)))),
        remedy=("常用的函数：" + "、".join(_USUAL.values()), "functions in common use: " + ", ".join(_USUAL)),
    )  # fmt: skip


_USUAL = {
    "sum": "求和", "average": "平均", "max": "最大", "min": "最小", "rows": "行数", "count": "计数", "abs": "绝对值", "round": "舍入",
    "children_sum": "下级合计", "indicators": "指标数",
}  # fmt: skip
"""What rules of a department need; the others look for slips of a report's text."""
_MEANT = {
    "求和": "合计 总计 总和 加总 之和 累计 相加",
    "sum": "total add sumif sumproduct",
    "平均": "均值 平均数 平均分",
    "average": "mean avg averageif",
    "最大": "取大 较大",
    "最小": "取小 较小",
    "行数": "项数 个数 条数 计行",
    "count": "counta countif number",
    "rows": "len length",
    "舍入": "取整 保留 修约",
    "round": "rounded roundup rounddown int trunc",
    "绝对值": "绝对",
}
"""Words that people write for a function."""


def _arguments(file: str, rule: str, node: tree.Call, nothing: Facts) -> Iterator[Remark]:
    """Bind the call on a report that states `nothing`: what is wrong with it already shows there."""
    try:
        Binder(nothing).bind(node)
    except BindingError as error:
        summary = catalogue()[node.function].SUMMARY
        yield remark(
            "wrong-arguments", file, rule, error.span, (error.zh, error.en),
            remedy=(f"{node.function}：{summary['zh']}", f"{node.function}: {summary['en']}"),
        )  # fmt: skip
    except MissingError:
        pass
