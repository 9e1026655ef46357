"""Linear rules that combine: one follows from others, or some cannot hold together. They are named."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor.assurance.choosing import said
from auditor.assurance.linear import Found, direction_of, eliminate
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.sentences import Sentence, input_of, met_by, name_of, under_one_premise
from auditor.assurance.walking import nodes_in
from auditor.findings import Severity
from auditor.language import tree
from auditor.language.tree import Relation
from auditor.numbers import Interval, decimal_text, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction


def check(subject: Subject) -> Iterator[Remark]:
    """Combine what the rules say without a premise, and what they say under each premise that several share."""
    always, *premised = under_one_premise(subject)
    for group in (always, *premised):
        equal, bounded = _parted(group)
        for each in eliminate([sentence.sum for sentence in equal]):
            *others, last = (equal[index] for index, _ in each.rows)
            if each.kind != "redundant" or last.said_as_gravely_by(others):
                yield _said(each, equal)
        yield from _bounds(equal, bounded)
    yield from _against_always(always, premised)


def _against_always(always: Sequence[Sentence], premised: Sequence[Sequence[Sentence]]) -> Iterator[Remark]:
    """Compare what is said under a premise with what is said of the same figures without one: it holds there too."""
    alike: dict[object, list[Sentence]] = {}
    for sentence in always if premised else ():
        alike.setdefault(direction_of(sentence.sum)[0], []).append(sentence)
    for group in premised:
        directions = dict.fromkeys(direction_of(sentence.sum)[0] for sentence in group)
        beside = [sentence for each in directions for sentence in alike.get(each, ())]
        rules = {sentence.rule for sentence in group}
        for found in _bounds(*_parted([*beside, *group])) if beside else ():
            if found.problem.code == "contradictory-rules" and found.rule in rules:
                yield found


def _parted(group: Sequence[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    equal = [each for each in group if each.is_equation]
    return equal, [each for each in group if not each.is_equation]


def _said(found: Found, sentences: Sequence[Sentence]) -> Remark:
    involved = [(sentences[index], factor) for index, factor in found.rows]
    last = involved[-1][0]
    ids = list(dict.fromkeys(sentence.rule for sentence, _ in involved))
    zh, en = "、".join(ids), ", ".join(ids)
    sign = -1 if involved[-1][1] < 0 else 1
    shown = " ".join(
        f"{'+' if factor * sign > 0 else '-'} {_factor(abs(factor))}({sentence.rule})"
        for sentence, factor in involved
    )
    combination = f"{shown} = 0".removeprefix("+ ")
    untrue = combination.replace(
        "= 0", f"→ 0 = {_amount(found.constant, [each.node for each, _ in involved])}"
    )
    if found.kind == "redundant":
        others = list(dict.fromkeys(sentence.rule for sentence, _ in involved[:-1]))
        return remark(
            "redundant-rule", last.file, last.rule, last.node.span,
            (f"这一条由 {'、'.join(others)} 就能推出：{combination}", f"this follows from {', '.join(others)}: {combination}"),
            severity=Severity.NOTE, witness=functools.partial(met_by, [each for each, _ in involved]), remedy=_KEEP,
        )  # fmt: skip
    if found.kind == "contradiction":
        return remark(
            "contradictory-rules", last.file, last.rule, last.node.span,
            (f"{zh} 不可能同时成立：{untrue}", f"{en} cannot hold together: {untrue}"), witness=input_of([each for each, _ in involved]),
            remedy=("逐条核对正负号和数字", "look at the signs and numbers of each"),
        )  # fmt: skip
    return remark(
        "forces-zero", last.file, last.rule, last.node.span,
        (f"{zh} 合起来只在 {name_of(found.key)} 为 0 时成立：{combination}", f"together {en} only hold where {name_of(found.key)} is 0: {combination}"),
        severity=Severity.WARNING, witness=functools.partial(met_by, [each for each, _ in involved]), remedy=("逐条核对正负号", "look at the signs of each"),
    )  # fmt: skip


_KEEP = ("可以保留作交叉核对，也可以删去", "keep it as a cross-check, or leave it out")


def _amount(value: Fraction, nodes: Sequence[tree.Compare]) -> str:
    """Return an amount in the unit of the numbers that were compared, where they have one."""
    units = {part.unit for node in nodes for part in nodes_in(node) if isinstance(part, tree.Number)}
    unit = unit_of(units.pop()) if len(units) == 1 else unit_of("")
    return said(abs(value), unit if unit.is_numeric else unit_of(""))


def _factor(factor: Fraction) -> str:
    return "" if factor == 1 else f"{decimal_text(factor)} × "


def _follows(
    one: Interval, two: Interval, earlier: Sentence, later: Sentence
) -> tuple[Sentence, Sentence] | None:
    """Return the sentence that says nothing of its own, then the one that it follows from."""
    meet = one.meet(two)
    for narrow, wide, tells in ((one, later, earlier), (two, earlier, later)):
        if meet == narrow and wide.node.relation is not Relation.EQUAL and wide.said_as_gravely_by([tells]):
            return wide, tells
    return None


def _bounds(equal: Sequence[Sentence], bounded: Sequence[Sentence]) -> Iterator[Remark]:
    held: dict[object, list[tuple[Interval, Sentence]]] = {}
    directions = {direction_of(sentence.sum)[0] for sentence in bounded}
    for sentence in (*equal, *bounded):
        direction, factor = direction_of(sentence.sum)
        if direction not in directions or sentence.node.relation is Relation.UNEQUAL:
            continue
        own = sentence.constraint[1].times(1 / factor)
        for interval, other in held.setdefault(direction, []):
            if interval.meet(own).is_empty and not (other.is_equation and sentence.is_equation):
                yield remark(
                    "contradictory-rules", sentence.file, sentence.rule, sentence.node.span,
                    (f"与规则 {other.rule} 不可能同时成立", f"cannot hold together with rule {other.rule}"), witness=input_of([other, sentence]),
                    remedy=("改掉其中一条，或各写明前提", "change one of them, or give each its premise"),
                )  # fmt: skip
                break
            if (
                interval.meet(own).is_point
                and None in {interval.lo, interval.hi}
                and None in {own.lo, own.hi}
            ):
                yield remark(
                    "forces-equal", sentence.file, sentence.rule, sentence.node.span,
                    (f"与规则 {other.rule} 合起来只在两边相等时成立", f"together with rule {other.rule} it holds only where both sides are equal"),
                    severity=Severity.WARNING, witness=functools.partial(met_by, [other, sentence]),
                    remedy=("要求相等的写 =；否则检查比较的方向", "write = if that is meant; else look at the direction of each"),
                )  # fmt: skip
                break
            follows = _follows(interval, own, other, sentence)
            if follows is not None:
                wide, narrow = follows
                yield remark(
                    "redundant-rule", wide.file, wide.rule, wide.node.span,
                    (f"规则 {narrow.rule} 已经包含这一条", f"rule {narrow.rule} already says this"), severity=Severity.NOTE,
                    witness=functools.partial(met_by, [narrow, wide]), remedy=_KEEP,
                )  # fmt: skip
                break
        held[direction].append((own, sentence))
