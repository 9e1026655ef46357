"""Cases left over and cases that came in, less those settled, that are not those still pending.

新收案件 3,114 件（不含上年旧存 288 件）。…审结 3,254 件。…尚有未结案件 148 件: what was left of the year before is settled, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import (
    ONE,
    Weighted,
    judged,
    near_ratio,
    near_sum,
    plus,
    quotient,
    rule,
    summed,
)
from auditor.checks.common.slips import slip_in_sum
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "docket-not-kept"
TITLE = {
    "zh": "旧存、新收、已结与未结案件不平衡",
    "en": "cases left over, received, settled and pending do not balance",
}
_LEFT = re.compile(r"(?:旧存|(?:上年|去年|年初)(?:结转|转入|遗留|存留|未结))[^，,。；;0-9]{0,8}$")
_RECEIVED = re.compile(
    r"(?:收案|受理|新收|新立|新受理)(?:[^，,。；;0-9]{0,12}案件)?(?:数)?(?:为|共)?$|共收[^。；;0-9]*案件$"
)
_SETTLED = re.compile(r"(?<!未)(?:审结|结案|审执结|办结|执结)(?:各类)?(?:案件)?(?:数)?(?:为|共)?$")
_PENDING = re.compile(r"(?:未结|未审结|结存)(?:各类)?(?:案件)?(?:数)?(?:为|共)?$")
_RATE = re.compile(r"^(?:综合|案件|总)?(?:结案|审结|审执结|办结)率(?:为|达)?$")
_FAR = 4
_LITTLE = 20


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every paragraph that tells all four of the cases of a court or an office."""
    for paragraph in paragraphs(facts):
        found = [_first(paragraph, words) for words in (_RECEIVED, _LEFT, _SETTLED, _PENDING)]
        received, left, settled, pending = found
        if received is None or left is None or settled is None or pending is None:
            continue
        anew = "不含" in left.before or re.search("新|收案", received.clause) or left.depth == received.depth
        near = pending.sentence - received.sentence < _FAR
        if not (anew and near) or len({each.dimension for each in found if each}) > 1:
            continue
        yield from _rate(facts, paragraph, [received, left], settled)
        parts: list[Weighted] = [(ONE, received.known), (ONE, left.known), (-ONE, settled.known)]
        info = rule(NAME, TITLE)
        missed = abs(
            sum((weight * each.printed.value for weight, each in parts), -pending.known.printed.value)
        )
        if not (near_sum(pending.known, parts) or slip_in_sum(pending.known, parts, named=True)):
            # Cases that were joined or sent elsewhere may be told nowhere.
            info = rule(NAME, TITLE, Severity.WARNING, "medium")
            if missed * _LITTLE > received.known.printed.value:
                continue
        yield judged(facts, summed(info, pending.known, parts))


def _rate(facts: Facts, paragraph: Paragraph, due: Sequence[Number], settled: Number) -> Iterator[Outcome]:
    """Judge 综合结案率 by all cases that were there to be settled, where it is not that of those which came in."""
    for rate in paragraph.numbers:
        told = rate.stated and rate.is_share and not rate.sign and _RATE.search(rate.clause)
        if not told or rate.sentence not in {settled.sentence, settled.sentence + 1}:
            continue
        if not near_ratio(rate.known, settled.known, due[0].known):
            base = plus([each.known for each in due])
            yield judged(facts, quotient(rule(NAME, TITLE), rate.known, [(ONE, settled.known)], base))
            return


def _first(paragraph: Paragraph, words: re.Pattern[str]) -> Number | None:
    return next(
        (
            each
            for each in paragraph.numbers
            if each.stated
            and not each.sign
            and each.dimension.startswith("count")
            and words.search(re.sub(r"\s", "", re.split("[。；;（(]", each.before)[-1]))
        ),
        None,
    )
