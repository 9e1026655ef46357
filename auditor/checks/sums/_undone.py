"""What was done and what was not, which together are all: 10 个项目中 8 个按期完工，…；2 个延期.

That nothing of a third kind is left over shows by the words (a 中 behind the whole) or by the rate that is told of the verb: it is
of what was done over all, or over both, or of what those not done leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import judged, near_sum, plus, summed
from auditor.checks.common.slips import slip, slip_in_sum
from auditor.checks.common.undone import around, verb_undone
from auditor.checks.sums._alltold import is_ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_AMONG = re.compile(r"[一-龥]{0,10}中[，,]?\s*(?:有)?\s*[一-龥]{0,8}")
_NO_WHOLE = re.compile(r"增|减|比上|上年|平均|每|累计|目标|计划|其中")
_RATE = re.compile(r"[率度]")


def undone(facts: Facts, info: RuleInfo, paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge every whole of a paragraph by what was done of it and what was not, told right behind it."""
    stated = [each for each in paragraph.numbers if each.stated and not (each.sign or each.depth)]
    for dimension in sorted({each.dimension for each in stated}):
        if not dimension.startswith(("count", "measure")) and dimension != "money":
            continue
        run = [each for each in stated if each.dimension == dimension]
        for at, (whole, done, left) in enumerate(zip(run, run[1:], run[2:], strict=False)):
            behind = run[at + 3] if at + 3 < len(run) else None
            if len({each.sentence for each in (whole, done, left)}) > 1 or _NO_WHOLE.search(around(whole)):
                continue
            if behind is not None and behind.part == left.part:
                continue  # 达标 50 家，不达标 4 家，整改 6 家: more than two kinds
            verb = verb_undone(done, left)
            if not verb or (verb != "期" and verb in around(whole)):
                continue
            if other_whole(paragraph, whole, done, left):
                continue
            parts = plus([done.known, left.known])
            sure = near_sum(whole.known, parts) or slip_in_sum(whole.known, parts)
            if sure or _among(whole, done) or _rated(paragraph, (whole, done, left), verb):
                yield judged(facts, summed(info, whole.known, parts))


def other_whole(paragraph: Paragraph, whole: Number, done: Number, left: Number) -> bool:
    """Whether another figure of the sentence is what two make up: 46 个标段交工，验收合格 45 个；按期完工 39 个，超期 7 个."""
    total = done.known.printed.value + left.known.printed.value
    return whole.known.printed.value != total and any(
        each.stated and each.known.printed.value == total
        for each in paragraph.numbers
        if each.sentence == whole.sentence and each.dimension == whole.dimension and each is not whole
    )


def _among(whole: Number, done: Number) -> bool:
    """Whether nothing stands between two figures but what the first is of, and 中."""
    between = whole.block.text[whole.occurrence.span.end : done.occurrence.span.start]
    words = re.sub(r"\s", "", between).removeprefix(whole.occurrence.unit)
    return whole.dimension.startswith("count") and _AMONG.fullmatch(words) is not None


def _rated(paragraph: Paragraph, three: Sequence[Number], verb: str) -> bool:
    """Whether a rate of the verb is of two of three figures: what was done over all or over both, or all but what was not."""
    whole, done, left = (each.known.printed.value for each in three)
    if min(whole, done, left) <= 0:
        return False
    ratios = [done / whole, (whole - left) / whole]
    # 受理 60 件，成功 20 件，未成功 4 件，成功率 83.33%: 36 may go on, unless one slip of the pen makes 60 of 24.
    if slip(three[0].known, done + left):
        ratios.append(done / (done + left))
    return any(
        share.is_share
        and share.stated is not None
        and share.sentence == three[0].sentence
        and _RATE.search(share.clause) is not None
        and verb in share.clause
        and any(is_ratio(share, ratio) for ratio in ratios)
        for share in paragraph.numbers
    )
