"""A change of what two paragraphs tell of two years, which is not their difference.

2022 年“三公”经费预算 21.8 万元，其中公务接待 11.8 万元…。2021 年“三公”经费支出 20.12 万元，其中公务接待 12.39 万元…。公务接待较上年减少 0.59 万元，下降
4.76%: which two levels are meant shows by the name that both bear, and by the rate, or by another change that comes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, near_sum, plus, quotient, rule, summed
from auditor.checks.common.slips import MEANT, digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.checks.common.relations import Weighted
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "change-not-paragraphs"
TITLE = {
    "zh": "增减额与前文两年数额之差不符",
    "en": "a change is not the difference of the levels of two years told before",
}
_YEAR = re.compile(r"20[0-9]{2}(?=年)")
_THAN = re.compile(
    r"(?P<what>[^，,。；;：:、]{2,24}?)[比较与同](?:上年|去年|(?P<then>20[0-9]{2})年)(?:度|同期|预算|决算|支出|相比)*[，,]?(?:增加|减少|增长|下降)了?$"
)
_CORE = re.compile(
    r"20[0-9]{2}年度?|其中|预算|决算|支出|收入|安排|总计|合计|总额|经费|费用|费|数|[为是共的“”\"（）()\s]"
)
_MOST = 40


@records.frozen(eq=False)
class _Told:
    """A change, its rate where one stands behind it, and the levels of this year and the year before."""

    change: Number
    rate: Number | None
    now: Number
    before: Number

    @property
    def parts(self) -> list[Weighted]:
        """Return the difference that the change should be."""
        sign = ONE * self.change.sign
        return [(sign, self.now.known), (-sign, self.before.known)]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the changes of every paragraph by what the paragraphs before it tell of both years."""
    levels: dict[tuple[str, int], list[Number]] = {}
    for paragraph in paragraphs(facts):
        told = [each for number, rate in _changes(paragraph) if (each := _told(number, rate, levels))]
        # 较上年增加 0 万元: that nothing is nothing proves no levels.
        right = [
            each
            for each in told
            if each.change.known.printed.value
            and digits(each.change.known) >= MEANT - 1
            and near_sum(each.change.known, each.parts)
        ]
        for each in told:
            yield from _judged(facts, each, witness=any(one is not each for one in right))
        _keep(paragraph, levels)


def _changes(paragraph: Paragraph) -> Iterator[tuple[Number, Number | None]]:
    for at, number in enumerate(paragraph.numbers):
        if number.stated is None or not number.sign or number.depth or number.dimension != "money":
            continue
        behind = paragraph.numbers[at + 1] if at + 1 < len(paragraph.numbers) else None
        rate = behind if behind is not None and behind.is_share and behind.sign == number.sign else None
        yield number, rate if rate is not None and rate.part == number.part else None


def _told(change: Number, rate: Number | None, levels: dict[tuple[str, int], list[Number]]) -> _Told | None:
    words = re.sub(r"\s", "", re.split("[。；;，,]", change.before)[-1])
    found = _THAN.search(words)
    if found is None:
        return None
    core = _CORE.sub("", found["what"])
    years = sorted(year for name, year in levels if name == core)
    if len(core) < 2 or len(years) < 2:  # noqa: PLR2004 - two characters name something, two years differ
        return None
    now = years[-1]
    then = int(found["then"]) if found["then"] else now - 1
    if then >= now:
        return None
    pair = levels.get((core, now), []), levels.get((core, then), [])
    if any(len({each.known.printed.value for each in own}) != 1 for own in pair):
        return None
    one, two = pair[0][-1], pair[1][-1]
    # Levels beside the change are judged by `growth`.
    if change.block in {one.block, two.block}:
        return None
    return _Told(change, rate, one, two)


def _judged(facts: Facts, told: _Told, *, witness: bool) -> Iterator[Outcome]:
    info, rate = rule(NAME, TITLE), told.rate
    comes_out = near_sum(told.change.known, told.parts)
    if rate is None or rate.stated is None or told.before.known.printed.value <= 0:
        if comes_out or witness:
            yield judged(facts, summed(info, told.change.known, told.parts, role="stated"))
        return
    base = plus([told.before.known])
    difference = sum((weight * each.printed.value for weight, each in told.parts), start=ONE - ONE)
    rated = near_ratio(rate.known, told.change.known, told.before.known) and digits(rate.known) >= MEANT - 1
    gap = abs(difference / told.before.known.printed.value - rate.known.printed.value)
    if not (comes_out or witness or rated or gap * 2 <= rate.known.printed.step):
        return
    yield judged(facts, summed(info, told.change.known, told.parts, role="stated"))
    yield judged(facts, quotient(info, rate.known, told.parts, base))


def _keep(paragraph: Paragraph, levels: dict[tuple[str, int], list[Number]]) -> None:
    """Take up the levels of a paragraph that tells of one year."""
    years: Sequence[str] = _YEAR.findall(paragraph.text)
    if len(set(years)) != 1:
        return
    for each in paragraph.numbers:
        if each.stated is None or each.sign or each.is_share or each.dimension != "money" or each.depth > 1:
            continue
        words = re.split("[。；;，,：:、]", re.sub(r"[（(][^（）()]*[）)]", "", each.before))[-1]
        core = _CORE.sub("", words)
        if len(core) >= 2 and len(levels) < _MOST * _MOST:  # noqa: PLR2004 - one character names nothing
            levels.setdefault((core, int(years[0])), []).append(each)
