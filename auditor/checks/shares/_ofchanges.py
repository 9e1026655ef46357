"""Shares of a change in a change: 资源有偿使用收入增加 9,515 万元，占非税收入增量的 83.9%, of the 11,335 万元 by which 非税收入 grew."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import near_ratio
from auditor.checks.shares._spoken import Called

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.checks.shares._spoken import Spoken

_OF = re.compile(r"^(?P<of>.{2,}?)(?:的?(?:增量|增[加收长支]额|增加数|增收|增支|减量|减[少收支]额|减少数))$")
_VERB = re.compile(
    r"(?:同比|比上年|较上年|比年初|较年初|净|共|合计)*(?:增[加长收支]|减[少收支]|下降|增)(?:了)?$"
)
_CHANGE = re.compile(r"(?:增量|增[加收长支]额|减[少收支]额)(?:为|共|达)?$")
_CLOSE = Fraction(1, 10)


def changes_of(paragraph: Paragraph) -> Iterator[Called]:
    """Iterate over the amounts by which something changed, each called by what did."""
    for number in paragraph.numbers:
        told = number.sign or _CHANGE.search(number.clause)
        changed = number.stated and told and not number.is_share and number.dimension != "points"
        if changed and number.known.printed.value > 0:
            words = _CHANGE.sub("", _VERB.sub("", re.sub(r"\s", "", number.clause)))
            yield Called(number, words or number.of, "")


def change_shared(said: Spoken, told: Sequence[Called]) -> tuple[Number, Number, bool] | None:
    """Return the change that has a share, the one that its words name, and whether it is the share of another change."""
    found = _OF.match(said.named)
    share = said.share
    if found is None or said.lead:
        return None
    own = [
        each.number for each in told if each.number.block is share.block and each.number.part == share.part
    ]
    before = [each for each in own if each.occurrence.span.start < share.occurrence.span.start]
    if not before:
        return None
    part = before[-1]
    rest = [each for each in told if each.number is not part and each.number.dimension == part.dimension]
    best = max((each.fits(found["of"]) for each in rest), default=0)
    called = [each for each in rest if best > 1 and each.fits(found["of"]) == best]
    if len({each.number.known.printed.value for each in called}) != 1:
        return None
    base, told_share = called[0].number, share.known.printed
    ratio = part.known.printed.value / base.known.printed.value
    if near_ratio(share.known, part.known, base.known):
        return part, base, False
    other = any(near_ratio(share.known, part.known, each.number.known) for each in rest)
    close = told_share.step < abs(ratio - told_share.value) <= ratio * _CLOSE
    return (part, base, other) if other or close else None
