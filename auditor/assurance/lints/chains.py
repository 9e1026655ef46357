"""Rules that compare with < and ≤ and combine: a chain that bites its own tail, or a link that the others imply."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.sentences import MOST, Sentence, input_of, met_by, together, under_one_premise
from auditor.evaluation.joint import Together
from auditor.findings import Severity
from auditor.language.tree import Relation
from auditor.numbers import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.assurance.linear import Key


def check(subject: Subject) -> Iterator[Remark]:
    """Decide exactly whether sentences that share figures can hold together, and which of them follow."""
    for under in under_one_premise(subject):
        for group in _groups([each for each in under if each.node.relation is not Relation.UNEQUAL]):
            # Of two sentences, and of equations alone, combined.py speaks.
            if 2 < len(group) <= MOST and not _all_equal(group):  # noqa: PLR2004 - the number says it
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
    found = together(group)
    if found.answer is Together.INCONSISTENT:
        members = [group[at] for at in sorted(found.relations)]
        if len(members) > 2 and not _all_equal(members):  # noqa: PLR2004 - pairs are found already
            zh, en = _named(members)
            last = members[-1]
            yield remark(
                "contradictory-rules", last.file, last.rule, last.node.span,
                (f"{zh} 不可能同时成立", f"{en} cannot hold together"), witness=input_of(members),
                remedy=("逐条核对比较的方向", "look at the direction of each comparison"),
            )  # fmt: skip
        return
    for at, sentence in enumerate(group):
        against = _against(sentence.allowed)
        if against is None:
            continue
        found = together(group, {at: against})
        others = [group[index] for index in sorted(found.relations) if index != at]
        rules = {each.rule for each in others}
        # Within a rule a link may well repeat what its neighbours say; a pair of one direction is found already.
        said = found.answer is Together.INCONSISTENT and sentence.said_as_gravely_by(others)
        if said and rules - {sentence.rule} and len(others) > 1:
            zh, en = _named(others)
            yield remark(
                "redundant-rule", sentence.file, sentence.rule, sentence.node.span,
                (f"这一条由 {zh} 合起来就能推出", f"this follows from {en}"), severity=Severity.NOTE, witness=functools.partial(met_by, [*others, sentence]),
                remedy=("可以保留作交叉核对，也可以删去", "keep it as a cross-check, or leave it out"),
            )  # fmt: skip


def _against(allowed: Interval) -> Interval | None:
    """Return where a sum lies that a comparison with < or ≤ does not allow; None for what leaves both sides."""
    if allowed.lo is None:
        return Interval(allowed.hi, None, not allowed.hi_in, hi_in=False)
    if allowed.hi is None:
        return Interval(None, allowed.lo, lo_in=False, hi_in=not allowed.lo_in)
    return None


def _all_equal(members: Sequence[Sentence]) -> bool:
    return all(each.allowed.is_point for each in members)


def _named(members: Sequence[Sentence]) -> tuple[str, str]:
    ids = list(dict.fromkeys(each.rule for each in members))
    return "、".join(ids), ", ".join(ids)
