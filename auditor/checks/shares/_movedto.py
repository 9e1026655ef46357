"""Shares that stand behind the points by which they moved: 占外贸总值的比重较去年同期提升 1.1 个百分点至 48.2%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common import wholes as of_wholes
from auditor.checks.common.relations import ONE, judged, quotient
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_TO = re.compile(r"\s*(?:个?百分点)?\s*[，,]?\s*(?:至|到|达到?|升至|降至)\s*")
_MOVED = re.compile(
    r"(?:所?占(?P<of>[^，,。；;、：:0-9占]{0,14}?)的?(?:比重|比例|份额)|所?占比)[^，,。；;0-9]{0,10}(?:提高|提升|上升|增加|下降|降低|回落)(?:了)?\s*$"
)
_TRADED = re.compile(r"(?:进出口|(?<!进)出口|进口)$")
"""民营企业进出口 a，…所占比重提升 d 个百分点至 p%: of all trade, of which the part is by its name."""


def moved_to(
    facts: Facts, info: RuleInfo, paragraph: Paragraph, earlier: Sequence[Number]
) -> Iterator[Outcome]:
    """Judge every share behind the points by which it moved."""
    numbers = paragraph.numbers
    for at in range(2, len(numbers)):
        moved, share = numbers[at - 1], numbers[at]
        found = _MOVED.search(moved.before) if moved.dimension == "points" else None
        if found is None or not _TO.fullmatch(share.before) or not (share.is_share and share.stated):
            continue
        part = next(
            (
                each
                for each in reversed(numbers[: at - 1])
                if not (each.is_share or each.dimension == "points")
            ),
            None,
        )
        if part is None or part.stated is None or part.sign or part.sentence != share.sentence:
            continue
        flow = _TRADED.search(stem(part.name))
        named = stem(found["of"] or (flow.group() + "值" if flow else ""))
        bases = [
            each
            for each in reversed([*earlier, *numbers[: at - 1]])
            if each.stated and each is not part and not each.sign and of_wholes.alike(each, part)
        ]
        pair = (share, part, named)
        base = of_wholes.certain(pair, bases, named, [pair]) if named else None
        if base is not None and base.known.printed.value > 0:
            yield judged(facts, quotient(info, share.known, [(ONE, part.known)], [(ONE, base.known)]))
