"""A mean yearly growth that does not lead from the first level to the last: 2020—2024 年由 a 增加到 b，年均增长 p%.

Most often the growth over all the years stands in its place, or that growth divided by their number. 比 2019 年同期增长 11.1%，
两年平均增长 5.4%: the growth over all the years may itself be told beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.words import chinese_number
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "annual-growth-not-levels"
TITLE = {
    "zh": "年均增长率与期初、期末数不符",
    "en": "a mean yearly growth does not lead from the first level to the last",
}
_YEARLY = re.compile(r"年(?:均|平均)(?:复合)?(?:增长|增速|递增|下降|减少|递减)(?:率|速度)?(?:为|达|约)?\s*$")
_SPAN = re.compile(r"((?:19|20)[0-9]{2})\s*年?\s*(?:[—–~～-]+|至|到)\s*((?:19|20)[0-9]{2})\s*年")
_ENDS = re.compile(r"[由从]\s*((?:19|20)[0-9]{2})\s*年.*?((?:19|20)[0-9]{2})\s*年")
_YEARS = re.compile(r"([二两三四五六七八九十]|[0-9]{1,2})\s*年(?:间|来|共|累计)")
_FROM = re.compile(r"[由从][^，,。；;]*$")
_TO = re.compile(r"\s*(?:[一-龥]{0,4}?)(?:到|至|为)(?:了)?(?:(?:19|20)[0-9]{2}年(?:末|底)?的?)?\s*")
_LONGEST = 20
_MEAN = re.compile(r"平均每年(?:净)?(?:增加|减少|增长|下降)(?:了)?\s*$")
_CENSUS = re.compile(r"第(?P<which>[三四五六七八九])次(?:全国)?人口普查")
_COUNTS = "三四五六七八九十"
_THAN = re.compile(r"[比较与至到]")
_DECADE = 10
_OF_SO_MANY = re.compile(r"^\s*[，,；;（(]\s*([两二三四五])年(?:年均|平均)(?:增长|下降|上升|增速为|增速)\s*$")
_AGAINST = re.compile(r"[比较与]\s*(?P<year>20[0-9]{2})\s*年[^，,。；;]{0,14}(?:增长|下降|上升)\s*$")
_AGAINST_ALL = re.compile(
    r"[与同]\s*(?P<year>20[0-9]{2})\s*年[^，,。；;]{0,8}相比[，,][^。]*(?:增长|下降|上升)\s*$"
)
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?=\s*年)")
_YEARLY_ONE = re.compile("同比|上年|去年")
_NEAR = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every mean yearly growth whose two levels its sentence tells, or what changed since the first."""
    counted = "".join(each["which"] for block in facts.report.blocks for each in _CENSUS.finditer(block.text))
    told = frozenset(int(each) for block in facts.report.blocks for each in _YEAR.findall(block.text))
    for paragraph in paragraphs(facts):
        for at, rate in enumerate(paragraph.numbers):
            if rate.stated is None:
                continue
            if rate.sign and _MEAN.search(rate.before) and not rate.is_share:
                continue
            if rate.is_share and rate.sign and (found := _OF_SO_MANY.match(rate.before)) is not None:
                yield from _over(paragraph.numbers[:at], rate, chinese_number(found[1]) or 0, told)
                continue
            if not rate.is_share or not _YEARLY.search(rate.before) or _THAN.search(rate.clause):
                continue
            pair = _levels(paragraph.numbers[:at], rate)
            years = _years(paragraph, rate) if pair is not None else 0
            if pair is not None and 1 < years <= _LONGEST:
                yield _judged(rate, pair, _between(*pair), years)
            elif pair is None:
                yield from _since_census(paragraph.numbers[:at], rate, counted)


def _decade(words: str, counted: str) -> bool:
    """Whether words compare with the census before the one that a document tells of: a sample of 2015 is no census."""
    told = [_COUNTS.index(found["which"]) for found in _CENSUS.finditer(words)]
    return bool(told) and ("十年" in words or any(_COUNTS[each + 1] in counted for each in told))


def _since_census(before: Sequence[Number], rate: Number, counted: str) -> Iterator[Outcome]:
    """Judge 与 2010 年人口普查的 a 人相比，增加 b 人，增长 q%，年平均增长率为 p%: ten years lie between two censuses."""
    near = [each for each in before if each.stated and rate.sentence - each.sentence < _NEAR]
    grown = [each for each in near if each.is_share and each.sign and each.depth == rate.depth]
    total = grown[-1] if grown and grown[-1] is near[-1] else None
    if total is None and len(near) > 1 and _MEAN.search(near[-1].before):
        total = grown[-1] if grown and grown[-1] is near[-2] else None
    words = rate.block.text[: total.occurrence.span.start] if total is not None else ""
    if total is None or not _decade(re.split("[。；;]", words)[-1], counted):
        return
    value, half = total.known.printed.value * total.sign, total.known.printed.step / 2
    if value > -1:
        yield _judged(rate, (total,), (1 + value - half, 1 + value + half), _DECADE)


def _over(before: Sequence[Number], mean: Number, years: int, told: frozenset[int]) -> Iterator[Outcome]:
    """Judge 比 2019 年同期增长 a%，两年平均增长 b%, and 与 2019 年同期相比，甲增长 a%，两年平均增长 b%.

    比 2020 年增长 8.1%，两年平均增长 5.1% of 2021 tells one year and the mean of two: the report has to name the year so many
    years on, or the sentence to tell the growth of one year too.
    """
    total = before[-1] if before else None
    if total is None or years < _NEAR or not (total.is_share and total.sign and total.stated):
        return
    words = total.block.text[: total.occurrence.span.start]
    against = _AGAINST.search(re.split("[。；;]", words)[-1]) or _AGAINST_ALL.search(
        re.split("。", words)[-1]
    )
    beside = total.sentence == mean.sentence and total.depth == mean.depth
    if not beside or against is None or _YEARLY_ONE.search(total.before):
        return
    if int(against["year"]) + years not in told and not _YEARLY_ONE.search(re.split("。", words)[-1]):
        return
    value, half = total.known.printed.value * total.sign, total.known.printed.step / 2
    if value > -1:
        yield _judged(mean, (total,), (1 + value - half, 1 + value + half), years, told=True)


def _levels(before: Sequence[Number], rate: Number) -> tuple[Number, Number] | None:
    """Return the last two figures that are told as from and to."""
    for first, last in zip(reversed(before[:-1]), reversed(before), strict=False):
        if first.part == last.part == rate.part and first.dimension == last.dimension and not first.is_share:
            words = re.sub(r"\s", "", rate.block.text[: first.occurrence.span.start])
            if first.stated and last.stated and _FROM.search(words) and _TO.fullmatch(last.before):
                positive = min(first.known.printed.value, last.known.printed.value) > 0
                return (first, last) if positive else None
    return None


def _years(paragraph: Paragraph, rate: Number) -> int:
    """Return how many years a growth goes over, as the words before it say, 0 where they do not."""
    words = re.split(r"[。]", paragraph.text[: rate.occurrence.span.start])[-1]
    own = re.split(r"[；;]", words)[-1]
    if (found := _ENDS.search(own) or _SPAN.search(own) or _SPAN.search(words)) is not None:
        return int(found[2]) - int(found[1])
    return (chinese_number(found[1]) or 0) if (found := _YEARS.search(own)) else 0


def _between(first: Number, last: Number) -> tuple[Fraction, Fraction]:
    """Return how many times a level the other can be, at least and at most."""
    then, now = first.known.printed, last.known.printed
    least = (now.value - now.step / 2) / (then.value + then.step / 2)
    return least, (now.value + now.step / 2) / (then.value - then.step / 2)


def _judged(
    rate: Number,
    of: Sequence[Number],
    times: tuple[Fraction, Fraction],
    years: int,
    *,
    told: bool = False,
) -> Outcome:
    least, most = times
    sign = rate.sign if told else -1 if least + most < 2 else 1  # noqa: PLR2004 - fewer than before
    half = rate.known.printed.step / 2
    value = abs(rate.known.printed.value)

    def leads(over: int) -> bool:
        ends = sorted((1 + sign * (value + each)) ** over for each in (-2 * half, 2 * half))
        return ends[0] <= most and least <= ends[1]

    # Whether the first year counts is told differently: a growth that fits either way is none of a slip.
    overs = (years,) if told else (years, years + 1, years - 1)
    fits = any(leads(over) for over in overs if over > 0 and (over > 1 or years < 2))  # noqa: PLR2004
    items = [evidence_at(rate.block, rate.occurrence)]
    items += [evidence_at(each.block, each.occurrence, "part") for each in of]
    total = abs((least + most) / 2 - 1)
    hint = "，写的是各年累计的增幅" if abs(total - value) <= 2 * half else ""
    ends_told = " 到 ".join(each.occurrence.text for each in of)
    zh = f"{years} 年由 {ends_told}，年均增幅不是 {rate.occurrence.text}{hint}"
    en = f"{rate.occurrence.text} a year does not lead from {' to '.join(each.occurrence.text for each in of)} in {years} years"
    if len(of) == 1:
        zh = f"{years} 年增减 {ends_told}，年均增幅不是 {rate.occurrence.text}{hint}"
        en = f"{rate.occurrence.text} a year does not give {told} in {years} years"
    return said(rule(NAME, TITLE), zh, en, items, Verdict.WITHIN_ROUNDING if fits else Verdict.DISCREPANCY)
