"""Indicator catalogues that do not fit the scoring rules beside them: other weights, unknown schemes, shifted cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.assurance.nearest import distance, nearest
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.vocabulary import apart_on_purpose
from auditor.findings import Severity
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z]*[-_]?[0-9]+")


def check(subject: Subject) -> Iterator[Remark]:
    """Compare each row with the scoring rule of its identifier, and look its scheme up."""
    scorings = {scoring.id: scoring for _, scoring in subject.book.scorings}
    names = {name for _, scoring in subject.book.scorings for name in (scoring.id, scoring.title) if name}
    for file in subject.book.files:
        for catalogue in file.catalogues:
            for row in catalogue.indicators:
                own = scorings.get(row.id)
                if own is not None:
                    yield from _conflicts(file.name, row, own)
                yield from _scheme(file.name, row, names)


def _conflicts(file: str, row: tree.Indicator, own: tree.Scoring) -> Iterator[Remark]:
    pairs: Mapping[tuple[str, str], tuple[tree.Expression | None, tree.Expression | None]] = {
        ("权重", "weight"): (row.weight, own.weight),
        ("目标", "target"): (row.target, own.target),
    }
    for (zh, en), (listed, stated) in pairs.items():
        one, other = _value(listed), _value(stated)
        if one is not None and other is not None and one != other:
            yield remark(
                "catalogue-conflict", file, row.id, row.span,
                (f"指标表里 {row.id} 的{zh}是 {_text(listed)}，评分 {row.id} 写的是 {_text(stated)}，以评分为准",
                 f"the {en} of {row.id} is {_text(listed)} in the table and {_text(stated)} in the scoring rule, which counts"),
                remedy=("改成一致，或在评分里不写", "make them alike, or leave it out of the scoring rule"),
            )  # fmt: skip


def _value(node: tree.Expression | None) -> object:
    match node:
        case tree.Number():
            return node.value * unit_of(node.unit).factor
        case tree.Text():
            return node.value
    return None


def _text(node: tree.Expression | None) -> str:
    return node.text if isinstance(node, tree.Number) else node.value if isinstance(node, tree.Text) else ""


def _slips(scheme: str, names: set[str]) -> bool:
    """Whether free words for a person are rather the name of a scoring rule, one letter off."""
    return len(scheme) >= _LONG and any(
        distance(scheme, name, 1) == 1 and not apart_on_purpose(scheme, name) for name in names
    )


_LONG = 3
"""Words of fewer letters are all alike."""


def _scheme(file: str, row: tree.Indicator, names: set[str]) -> Iterator[Remark]:
    scheme = row.scheme
    if scheme is None or scheme in names:
        return
    if "." in scheme and row.figure is None:
        yield remark(
            "shifted-cell", file, row.id, row.span,
            (f"“评分”一格写的是 {scheme}，像是数字的名称：这一行少了一格", f"{scheme} stands where the scheme belongs: the row lacks a cell"),
            remedy=("没有的格写 -", "write - for what is not there"),
        )  # fmt: skip
    elif _IDENTIFIER.fullmatch(scheme) or _slips(scheme, names):
        yield remark(
            "unknown-scheme", file, row.id, row.span,
            (f"没有评分 {scheme}，{row.id} 只能由人判断", f"there is no scoring rule {scheme}: {row.id} is left to a person"),
            severity=Severity.WARNING, near=nearest(scheme, names),
            remedy=("写评分的编号或名称；由人判断的写文字说明", "name a scoring rule, or say in words how a person judges"),
        )  # fmt: skip
