"""What a plan is said to be exceeded by, or missed by, that is not the outcome less the plan.

投资 63.27 亿元，完成年度计划 60.00 亿元的 105.5%，超计划 3.27 亿元: the plan stands right before, and the outcome, which
the rate bears out or which opens the sentence, before it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import judged, near_ratio, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "excess-not-difference"
TITLE = {"zh": "超（短）计划数与实际、计划之差不符", "en": "an excess is not the outcome less the plan"}
_NOUNS = r"(?:年度|年初|全年|调整后?|批复|下达)?(?:计划|预算|目标|任务|概算)数?"
_OVER = re.compile(
    rf"^(?:(?P<up>超|超出|超过|超额完成|高于)|(?P<down>短收|短|欠|少于|低于|未完成)){_NOUNS}(?:约|为)?\s*$"
)
_PLAN = re.compile(rf"(?:完成|为|占|达到?|比|较){_NOUNS}\s*$")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every 超计划 behind a rate of completion."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated and not each.depth]
        for at, claim in enumerate(numbers):
            found = _OVER.match(re.sub(r"\s", "", claim.clause))
            if found is None or claim.is_share or at < 3:  # noqa: PLR2004 - outcome, plan and rate
                continue
            rate, plan = numbers[at - 1], numbers[at - 2]
            if (
                not rate.is_share
                or not re.fullmatch(r"\s*的?\s*", rate.before)
                or not _PLAN.search(plan.clause)
            ):
                continue
            outcome = _outcome(numbers[: at - 2], plan, rate, claim)
            if outcome is not None:
                sign = Fraction(1 if found["up"] else -1)
                parts = [(sign, outcome.known), (-sign, plan.known)]
                yield judged(facts, summed(rule(NAME, TITLE), claim.known, parts, role="stated"))


def _outcome(before: Sequence[Number], plan: Number, rate: Number, claim: Number) -> Number | None:
    """Return what was reached: the figure of the sentence that the rate is of, over the plan."""
    own = [
        each
        for each in before
        if each.sentence == claim.sentence
        and each.dimension == plan.dimension == claim.dimension
        and not each.sign
    ]
    fitting = [each for each in own if near_ratio(rate.known, each.known, plan.known)]
    return fitting[0] if fitting else None
