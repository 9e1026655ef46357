"""Rules that compare with < and ≤ and combine: a chain that bites its own tail, or a link that the others imply."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.assurance.lints.combined import Sentence, under_one_premise
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.evaluation.joint import JointResult, Together, hold_together
from auditor.evaluation.simplex import Constraint
from auditor.findings import Severity
from auditor.language.tree import Relation
from auditor.numbers import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.assurance.linear import Key

_MOST = 24
"""Sentences that hang together are combined up to so many; past that only pairs are compared (combined.py)."""
_ZERO = Fraction(0)
_ALLOWED = {
    Relation.EQUAL: Interval.point(_ZERO), Relation.LESS: Interval(None, _ZERO, lo_in=False, hi_in=False),
    Relation.AT_MOST: Interval(None, _ZERO, lo_in=False), Relation.GREATER: Interval(_ZERO, None, lo_in=False, hi_in=False),
    Relation.AT_LEAST: Interval(_ZERO, None, hi_in=False),
}  # fmt: skip
_AGAINST = {
    Relation.LESS: Relation.AT_LEAST, Relation.AT_MOST: Relation.GREATER,
    Relation.GREATER: Relation.AT_MOST, Relation.AT_LEAST: Relation.LESS,
}  # fmt: skip


def check(subject: Subject) -> Iterator[Remark]:
    """Decide exactly whether sentences that share figures can hold together, and which of them follow."""
    for under in under_one_premise(subject):
        for group in _groups([each for each in under if each.node.relation in _ALLOWED]):
            # Of two sentences, and of equations alone, combined.py speaks.
            if 2 < len(group) <= _MOST and any(each.node.relation is not Relation.EQUAL for each in group):  # noqa: PLR2004 - the number says it
                yield from _group(group)


def _groups(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Cut the sentences into groups that share no figure with each other."""
    leader: dict[Key, Key] = {}

    def lead(key: Key) -> Key:
        while leader.setdefault(key, key) != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for sentence in sentences:
        first, *rest = sentence.sum.terms
        for key in rest:
            leader[lead(key)] = lead(first)
    groups: dict[Key, list[Sentence]] = {}
    for sentence in sentences:
        groups.setdefault(lead(next(iter(sentence.sum.terms))), []).append(sentence)
    yield from groups.values()


def _group(group: list[Sentence]) -> Iterator[Remark]:
    found = _together(group, [each.node.relation for each in group])
    if found.answer is Together.INCONSISTENT:
        members = [group[at] for at in sorted(found.relations)]
        if len(members) > 2 and not _all_equal(members):  # noqa: PLR2004 - pairs are found already
            zh, en = _named(members)
            last = members[-1]
            yield remark(
                "contradictory-rules", last.file, last.rule, last.node.span,
                (f"{zh} 不可能同时成立", f"{en} cannot hold together"), witness=_shown(members),
                remedy=("逐条核对比较的方向", "look at the direction of each comparison"),
            )  # fmt: skip
        return
    for at, sentence in enumerate(group):
        if sentence.node.relation is Relation.EQUAL:
            continue
        relations = [each.node.relation for each in group]
        relations[at] = _AGAINST[sentence.node.relation]
        found = _together(group, relations)
        others = [group[index] for index in sorted(found.relations) if index != at]
        rules = {each.rule for each in others}
        # Within a rule a link may well repeat what its neighbours say; a pair of one direction is found already.
        if found.answer is Together.INCONSISTENT and rules - {sentence.rule} and len(others) > 1:
            zh, en = _named(others)
            yield remark(
                "redundant-rule", sentence.file, sentence.rule, sentence.node.span,
                (f"这一条由 {zh} 合起来就能推出", f"this follows from {en}"), severity=Severity.NOTE, witness=_shown(others),
                remedy=("可以保留作交叉核对，也可以删去", "keep it as a cross-check, or leave it out"),
            )  # fmt: skip


def _together(group: Sequence[Sentence], relations: Sequence[Relation]) -> JointResult:
    names: dict[Key, int] = {}
    constraints = []
    for sentence, relation in zip(group, relations, strict=True):
        weights = {names.setdefault(key, len(names)): weight for key, weight in sentence.sum.terms.items()}
        constraints.append(
            Constraint(weights, _ALLOWED[relation].plus(Interval.point(-sentence.sum.constant)))
        )
    return hold_together(constraints, dict.fromkeys(range(len(names)), Interval.everything()))


def _all_equal(members: Sequence[Sentence]) -> bool:
    return all(each.node.relation is Relation.EQUAL for each in members)


def _named(members: Sequence[Sentence]) -> tuple[str, str]:
    ids = list(dict.fromkeys(each.rule for each in members))
    return "、".join(ids), ", ".join(ids)


def _shown(members: Sequence[Sentence]) -> str:
    return ", ".join(f"({each.rule})" for each in members)
