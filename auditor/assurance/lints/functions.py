"""Functions that the language does not have, and arguments that they do not take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.nearest import nearest
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.evaluation.binding import Binder, BindingError, MissingError
from auditor.evaluation.catalogue import catalogue
from auditor.evaluation.facts import Facts
from auditor.language import tree
from auditor.report.model import Document, Report

if TYPE_CHECKING:
    from collections.abc import Container, Iterator


_MEANT = {
    "求和": "合计 总和 总计 累计 加总 相加",
    "sum": "total add",
    "平均": "均值 平均数",
    "average": "mean avg",
    "行数": "项数 个数 条数 计行",
    "rows": "len length",
    "四舍五入": "取整 修约",
    "round": "rounded",
}
"""What people write for a function, in other programs or in words."""


def _meant(word: str, known: Container[str]) -> list[str]:
    """Return the function of the same letters (SUM), and the one that goes by such a name elsewhere."""
    other = word.lower()
    return [other] * (other in known) + [name for name, words in _MEANT.items() if other in words.split()]


def check(subject: Subject) -> Iterator[Remark]:
    """Look at every call."""
    known = catalogue()
    nothing = Facts(Report(document=Document(name=""), figures={}))
    for file, rule in (*subject.entries, *subject.asking):
        for node in subject.sentences(rule):
            if isinstance(node, tree.Call) and node.function not in known:
                listed = sorted(name for name in known if not name.isascii())
                yield remark(
                    "unknown-function", file, rule.id, node.span,
                    (f"没有函数 {node.function}", f"there is no function {node.function}"),
                    near=tuple(dict.fromkeys((*_meant(node.function, known), *nearest(node.function, known)))),
                    remedy=("可用的函数：" + "、".join(listed), "functions: " + ", ".join(sorted(name for name in known if name.isascii()))),
                )  # fmt: skip
            elif isinstance(node, tree.Call):
                yield from _arguments(file, rule.id, node, nothing)


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
