"""A rate of growth that lies outside those of all its parts: 总额增长 8.4%, 城镇增长 4.5%, 乡村增长 6.6%.

The growth of a sum is a mean of the growths of its parts, at current and at constant prices. That the parts are all there are
shows by their amounts, which add up to that of the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, Paragraph, paragraphs
from auditor.checks._relations import evidence_at, near_sum, plus, rule, said
from auditor.findings import Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "growth-beyond-parts"
TITLE = {"zh": "总体增速不在各部分增速之间", "en": "a growth rate lies outside those of all its parts"}
_GROWN = re.compile(r"(?:增长|下降|上升|减少|增加|回落|降低)\s*$")
_OTHER = re.compile(r"平均|环比|拉动|贡献|扣除|以上$|名义|实际")
_MOST = 6

Pair = tuple[Number, Number]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the growth of every sum whose parts are told with theirs."""
    for paragraph in paragraphs(facts):
        pairs = _pairs(paragraph)
        at = 0
        while at < len(pairs):
            found = _parts(pairs, at)
            if found:
                yield _judged(pairs[at], found)
            at += 1


def _pairs(paragraph: Paragraph) -> list[Pair]:
    """Return the amounts that are followed by their growth."""
    found = []
    for one, two in zip(paragraph.numbers, paragraph.numbers[1:], strict=False):
        if (
            one.stated is not None
            and two.stated is not None
            and two.is_share
            and two.sign
            and not one.sign
            and not one.is_share
            and one.sentence == two.sentence
            and one.depth == two.depth
            and _GROWN.search(two.before)
            and not _OTHER.search(two.before)
        ):
            found.append((one, two))
    return found


def _parts(pairs: Sequence[Pair], at: int) -> Sequence[Pair]:
    """Return the run of pairs behind one that add up to it."""
    whole = pairs[at][0]
    for end in range(at + 3, min(at + _MOST, len(pairs)) + 1):
        run = pairs[at + 1 : end]
        if any(one.dimension != whole.dimension or one.sentence > whole.sentence + 2 for one, _ in run):
            return ()
        if whole.known.printed.value > 0 and near_sum(whole.known, plus([one.known for one, _ in run])):
            return run
    return ()


def _judged(whole: Pair, parts: Sequence[Pair]) -> Outcome:
    claim = whole[1]
    value = claim.known.printed.value * claim.sign
    grown = [two.known.printed.value * two.sign for _, two in parts]
    half = claim.known.printed.step / 2
    least = min(grow - two.known.printed.step / 2 for grow, (_, two) in zip(grown, parts, strict=True))
    most = max(grow + two.known.printed.step / 2 for grow, (_, two) in zip(grown, parts, strict=True))
    inside = least - half <= value <= most + half
    low, high = (decimal_text(each * 100) for each in (min(grown), max(grown)))
    text = claim.occurrence.text
    return said(
        rule(NAME, TITLE),
        f"总体变动 {'-' if claim.sign < 0 else ''}{text} 不在各部分变动 {low}% 与 {high}% 之间",
        f"a total change of {'-' if claim.sign < 0 else ''}{text} lies outside those of its parts, {low} % to {high} %",
        [
            evidence_at(claim.block, claim.occurrence),
            *(evidence_at(two.block, two.occurrence, "part") for _, two in parts),
        ],
        Verdict.EXACT if inside else Verdict.DISCREPANCY,
    )
