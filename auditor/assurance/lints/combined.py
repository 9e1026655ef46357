"""Linear rules that combine: one follows from others, or some cannot hold together. They are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.assurance.linear import Found, Key, Sum, difference_of, direction_of, eliminate
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.walking import without_spans
from auditor.findings import Severity
from auditor.language import tree
from auditor.language.tree import Relation
from auditor.numbers import Interval, decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction


@attrs.frozen
class Sentence:
    """One comparison that holds whenever its rule does: the rule, and the sum that is compared with 0.

    `when` is the premise of its rule without its place: what two rules say under one premise combines.
    """

    file: str
    rule: str
    node: tree.Compare
    sum: Sum
    when: object = None


def check(subject: Subject) -> Iterator[Remark]:
    """Combine what the rules say without a premise, and what they say under each premise that several share."""
    always, *premised = under_one_premise(subject)
    for group in (always, *premised):
        equal, bounded = _parted(group)
        for each in eliminate([sentence.sum for sentence in equal]):
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
    equal = [each for each in group if each.node.relation is Relation.EQUAL]
    return equal, [each for each in group if each.node.relation is not Relation.EQUAL]


def under_one_premise(subject: Subject) -> list[list[Sentence]]:
    """Return the sentences of rules without a premise, then those of each premise."""
    return subject.shared("under one premise", lambda: _grouped(subject))


def _grouped(subject: Subject) -> list[list[Sentence]]:
    groups: dict[object, list[Sentence]] = {None: []}
    for sentence in sentences_of(subject):
        groups.setdefault(sentence.when, []).append(sentence)
    return list(groups.values())


def sentences_of(subject: Subject) -> Iterator[Sentence]:
    """Give every linear comparison that holds whenever its rule does; of rows and items, on each of them."""
    for file, rule in subject.rules():
        if rule.tolerance is not None:
            continue
        when = None if rule.when is None else without_spans(rule.when)
        for statement in rule.statements:
            if isinstance(statement, tree.Check | tree.EachRow | tree.EachItem):
                for node in _compared(statement.condition):
                    found = _sum(node)
                    if found is not None and found.terms:
                        yield Sentence(file, rule.id, node, _within(statement, found), when)


def _within(statement: tree.Check | tree.EachRow | tree.EachItem, found: Sum) -> Sum:
    """Return the sum with bare names told apart by the rows or items that they belong to."""
    match statement:
        case tree.EachRow():
            where = f"{statement.table}:{statement.rows.value}"
        case tree.EachItem():
            where = statement.pattern
        case _:
            return found
    terms = {
        f"{where}:{key}" if isinstance(key, str) and "." not in key else key: weight
        for key, weight in found.terms.items()
    }
    return attrs.evolve(found, terms=terms)


def _compared(condition: tree.Condition) -> Iterator[tree.Compare]:
    match condition:
        case tree.Compare():
            yield condition
        case tree.All():
            for part in condition.parts:
                yield from _compared(part)


def _sum(node: tree.Compare) -> Sum | None:
    if isinstance(node.left, tree.Text | tree.Date) or isinstance(node.right, tree.Text | tree.Date):
        return None
    return difference_of(node.left, node.right, opaque=False)


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
    if found.kind == "redundant":
        return remark(
            "redundant-rule", last.file, last.rule, last.node.span,
            (f"这一条由 {zh} 合起来就能推出", f"this follows from the rest of {en}"), severity=Severity.NOTE,
            witness=combination, remedy=("可以保留作交叉核对，也可以删去", "keep it as a cross-check, or leave it out"),
        )  # fmt: skip
    if found.kind == "contradiction":
        return remark(
            "contradictory-rules", last.file, last.rule, last.node.span,
            (f"{zh} 不可能同时成立：合起来得 0 = {decimal_text(abs(found.constant))}", f"{en} cannot hold together: they give 0 = {decimal_text(abs(found.constant))}"),
            witness=combination.replace("= 0", f"→ 0 = {decimal_text(abs(found.constant))}"),
            remedy=("逐条核对正负号和数字", "look at the signs and numbers of each"),
        )  # fmt: skip
    return remark(
        "forces-zero", last.file, last.rule, last.node.span,
        (f"{zh} 合起来只在 {_name(found.key)} 为 0 时成立", f"together {en} only hold where {_name(found.key)} is 0"),
        severity=Severity.WARNING, witness=combination, remedy=("逐条核对正负号", "look at the signs of each"),
    )  # fmt: skip


def _factor(factor: Fraction) -> str:
    return "" if factor == 1 else f"{decimal_text(factor)} × "


def _name(key: Key | None) -> str:
    return str(key).rpartition(":")[2]


def _bounds(equal: Sequence[Sentence], bounded: Sequence[Sentence]) -> Iterator[Remark]:
    held: dict[object, list[tuple[Interval, Sentence]]] = {}
    directions = {direction_of(sentence.sum)[0] for sentence in bounded}
    for sentence in (*equal, *bounded):
        direction, factor = direction_of(sentence.sum)
        if direction not in directions or sentence.node.relation is Relation.UNEQUAL:
            continue
        own = _allowed(sentence, factor)
        for interval, other in held.setdefault(direction, []):
            if interval.meet(own).is_empty:
                yield remark(
                    "contradictory-rules", sentence.file, sentence.rule, sentence.node.span,
                    (f"与规则 {other.rule} 不可能同时成立", f"cannot hold together with rule {other.rule}"),
                    witness=f"({other.rule}), ({sentence.rule})",
                )  # fmt: skip
                break
            if interval.meet(own) == interval and sentence.node.relation is not Relation.EQUAL:
                yield remark(
                    "redundant-rule", sentence.file, sentence.rule, sentence.node.span,
                    (f"规则 {other.rule} 已经包含这一条", f"rule {other.rule} already says this"), severity=Severity.NOTE,
                    witness=f"({other.rule})",
                )  # fmt: skip
                break
        held[direction].append((own, sentence))


def _allowed(sentence: Sentence, factor: Fraction) -> Interval:
    border = -sentence.sum.constant / factor
    below = Interval(
        None, border, lo_in=False, hi_in=sentence.node.relation in {Relation.AT_MOST, Relation.AT_LEAST}
    )
    above = Interval(border, None, below.hi_in, hi_in=False)
    match sentence.node.relation:
        case Relation.EQUAL:
            return Interval.point(border)
        case Relation.LESS | Relation.AT_MOST:
            return below if factor > 0 else above
        case _:
            return above if factor > 0 else below
