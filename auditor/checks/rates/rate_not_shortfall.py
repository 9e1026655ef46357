"""A completion rate that is not what was done over it and what it falls short by.

就业帮扶 342 人，完成率 81.43%，比计划少 78 人: the plan is not printed, but it is 342 and 78 together. What was done beyond a plan is
taken off in the same way. And 到位 a 万元，到位率 p%，尚有 b 万元未到位: what was not done of it makes up all with what was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, quotient, rule
from auditor.checks.common.undone import verb_undone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-not-shortfall"
TITLE = {
    "zh": "完成率与完成数、少（超）完成数不符",
    "en": "a completion rate is not what was done over it and its shortfall",
}
_RATE = re.compile(
    r"^[，,]\s*(?:任务|计划|目标)?(?:完成率|(?:完成|达到|占|为)(?:了)?(?:全年|年度|当年)?(?:计划|目标|任务)(?:任务|数|量|值)?的)(?:为|达)?\s*$"
)
_LEFT = re.compile(
    r"^[，,]\s*(?:(?:比|较|距)(?:全年|年度|当年)?(?:计划|目标|任务)(?:任务|数|量|值)?)?(?P<way>少|短|差|欠|超|多)(?:完成)?(?:了)?\s*$"
)
_OTHER = re.compile(r"上年|去年|同期|平均|目标|计划|任务|应")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what was done, its rate and its distance from a plan that is not printed."""
    info = rule(NAME, TITLE)
    for paragraph in paragraphs(facts):
        for done, rate, left in zip(
            paragraph.numbers, paragraph.numbers[1:], paragraph.numbers[2:], strict=False
        ):
            if (verb := _undone(done, rate, left)) and _rated(rate, verb):
                base = [(ONE, done.known), (ONE, left.known)]
                yield judged(facts, quotient(info, rate.known, [(ONE, done.known)], base))
                continue
            # 建成 21.3 公里，少 3.2 公里，完成率 86.94%: the distance may come before the rate.
            if left.is_share and not rate.is_share:
                rate, left = left, rate  # noqa: PLW2901 - told the other way round
            found = _LEFT.match(re.sub(r"^\s*[一-龥]{0,2}(?=[，,])", "", left.before))
            if found is None or not _of_one(done, rate, left):
                continue
            base = [(ONE, done.known), (ONE if found["way"] in "少短差欠" else -ONE, left.known)]
            if done.known.printed.value > left.known.printed.value or base[1][0] > 0:
                yield judged(facts, quotient(info, rate.known, [(ONE, done.known)], base))


def _rated(rate: Number, verb: str) -> bool:
    """Whether a rate is that of a verb: 到位率."""
    return re.search(rf"{re.escape(verb)}(?:资金)?[率度](?:为|达)?$", rate.clause) is not None


def _undone(done: Number, rate: Number, left: Number) -> str:
    """Return the verb of 到位 a 万元，到位率 p%，尚有 b 万元未到位, told one behind the other of one kind of thing."""
    three = (done, rate, left)
    plain = all(each.stated and not each.sign and each.known.printed.value > 0 for each in three)
    alike = done.dimension == left.dimension and rate.is_share and not done.is_share
    together = len({(each.sentence, each.part, each.depth) for each in three}) == 1
    close = re.match(r"\s*[，,][^，,。；;]{0,14}$", left.before) is not None
    return verb_undone(done, left) if plain and alike and together and close else ""


def _of_one(done: Number, rate: Number, left: Number) -> bool:
    """Whether three figures are what was done of one thing, its rate and its distance, told one behind the other."""
    return (
        all(each.stated for each in (done, rate, left))
        and rate.is_share
        and not rate.sign
        and not done.sign
        and not done.is_share
        and _RATE.match(rate.before) is not None
        and done.dimension == left.dimension
        and done.sentence == rate.sentence == left.sentence
        and done.depth == rate.depth == left.depth
        and left.known.printed.value > 0
        and _OTHER.search(done.clause) is None
    )
