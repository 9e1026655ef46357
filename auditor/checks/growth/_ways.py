"""A change and its rate, told beside each other with words of opposite directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.betweens import COMPARED
from auditor.checks.common.relations import evidence_at, rule, said, word_of

if TYPE_CHECKING:
    from auditor.checks.common.numbers import Number
    from auditor.evaluation.relations import Outcome, RuleInfo


def contrary(change: Number, rate: Number, before: str) -> bool:
    """Whether 减少 9.2 万人次，增长 15.4% names two directions for one change."""
    if not change.sign or not rate.sign or change.sign == rate.sign or change.is_share or not rate.is_share:
        return False
    beside = (
        re.fullmatch(r"[，,、\s]*(?:同比|降幅|增幅|比上年|较上年)?\s*[一-龥]{1,3}\s*", rate.before)
        is not None
    )
    compared = COMPARED.search(change.before) or COMPARED.search(before)
    return beside and compared is not None and change.dimension != "points"


def opposite(change: Number, rate: Number) -> Outcome:
    """Return what is said of a change and a rate whose words contradict each other."""
    info = rule("order-words", {"zh": "增减方向前后矛盾", "en": "directions contradict"})
    first, second = change.occurrence, rate.occurrence
    zh = f"增减额写“{first.sign_word}{first.text}”，增减率却写“{second.sign_word}{second.text}”，方向相反"
    en = f"the change says {first.sign_word} {first.text}, its rate says {second.sign_word} {second.text}"
    # The word may be the wrong one, and may stand on the line before.
    words = [word for each in (change, rate) if (word := word_of(each)) is not None]
    items = [evidence_at(rate.block, second), evidence_at(change.block, first), *words]
    return said(info, zh, en, items)


def copied(change: Number, level: Number, rate: Number) -> bool:
    """Whether a change prints its own level again, which then grew from nothing and at no rate."""
    same = level.stated is not None and level.known.printed.value == change.known.printed.value
    whole = rate.stated is None or rate.known.printed.value in {0, 1}
    return same and change.sign > 0 and not whole and change.known.printed.value != 0


def level_for_change(info: RuleInfo, change: Number, level: Number, rate: Number) -> Outcome:
    """Return the finding that a change is the level itself, beside a rate of growth."""
    amount, told = change.occurrence.text, rate.occurrence.text
    return said(
        info,
        f"增减额 {amount} 就是本期数，增幅不会是 {told}",
        f"the change {amount} is the level itself, so that the rate cannot be {told}",
        [
            evidence_at(change.block, change.occurrence),
            evidence_at(level.block, level.occurrence, "part"),
            evidence_at(rate.block, rate.occurrence, "part"),
        ],
    )
