"""A mean and the total beside it that do not go together.

住院 63.76 万人次，次均住院费用 11,286 元，住院总费用 71.96 亿元: mean and count are of one thing by their names, and where mean times count
is the total but for a power of ten, one of the three is misprinted, however rounded it is told. 三年累计执行 1,560.95 万元，年均 780.48 万元: the words count the years.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, evidence_at, judged, quotient, rounded, rule, said, summed
from auditor.checks.common.words import chinese_number, overlap
from auditor.checks.rates._meanscales import slipped_means
from auditor.findings import Severity, Verdict
from auditor.numbers import decimal_text, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "mean-not-total"
TITLE = {"zh": "均值与总数不符", "en": "a mean does not follow from its total and count"}
_MEAN = re.compile(
    r"(?P<by>次均|例均|人均|户均|亩均|件均|笔均|床均|单笔平均|平均每[人户次例亩件])(?P<what>[^，,。；;]{0,10})$"
)
_TOTAL = re.compile(r"总(?:费用|支出|金额|额|收入|产值)|(?:费用|支出|金额)(?:合计|共计|总计|总额)")
_UNITS = {
    "次": ("人次",), "例": ("例", "人次"), "人": ("人",), "户": ("户",), "亩": ("亩",), "件": ("件",), "笔": ("笔",), "床": ("张", "床"),
}  # fmt: skip
_SCALES = tuple(Fraction(10) ** power for power in (1, -1, 2, -2, 3, -3, 4, -4))
_HUNDREDTH = 100
_PLAIN_MEAN = re.compile(r"^[，,；;]\s*(?:三者|三项|各项|总)?平均(?:得分|分|值|为|\s)*$")
_NEXT_ONE = re.compile(r"^[、，,和及]")
_YEARS_TOTAL = re.compile(
    r"(?:^|[，,。；;：:、（(近前这后]|[^第上前去今明当每0-9一二三四五六七八九十])(?P<years>[两二三四五六七八九十]|[2-9])\s*年(?:来|间|里|内)?[，,]?(?:以来)?"
    r"(?:累计|合计|共计|总计|共)[^，,。；;0-9]{0,12}$"
)
_YEARLY = re.compile(r"^[，,（(、]\s*(?:年均|平均每年|每年平均|年平均)[^，,。；;0-9]{0,8}$")
_BACK = 30


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the means of running text that stand beside their total."""
    yield from _by_count(facts)
    yield from _of_scores(facts)
    yield from _yearly(facts)
    for mean, total, count in slipped_means(facts):
        yield judged(
            facts,
            quotient(rule(NAME, TITLE), rounded(mean.known), [(ONE, total.known)], [(ONE, count.known)]),
        )


def _of_scores(facts: Facts) -> Iterator[Outcome]:
    """Judge 甲 99.38 分、乙 98.53 分、丙 92.99 分，平均 96.97 分: the plain mean of the scores listed before it."""
    info = rule(NAME, TITLE, Severity.WARNING)
    for paragraph in paragraphs(facts):
        for at, mean in enumerate(paragraph.numbers):
            if mean.stated is None or mean.dimension != "score" or not _PLAIN_MEAN.match(mean.before):
                continue
            listed: list[Number] = []
            for each in reversed(paragraph.numbers[:at]):
                if each.stated is None or each.dimension != "score" or each.sentence != mean.sentence:
                    break
                listed.insert(0, each)
                if not _NEXT_ONE.match(each.before):
                    break
            if len(listed) > 1:
                share = Fraction(1, len(listed))
                yield judged(facts, summed(info, mean.known, [(share, each.known) for each in listed]))


def _by_count(facts: Facts) -> Iterator[Outcome]:
    """Judge totals that stand beside the mean and the count of the same thing."""
    for paragraph in paragraphs(facts):
        for at, mean in enumerate(paragraph.numbers):
            found = _MEAN.search(re.sub(r"(?:为|是|约|达)+$", "", mean.clause.strip()))
            if found is None or mean.stated is None or mean.dimension != "money" or mean.sign:
                continue
            thing = re.sub(r"费用|支出|金额|医疗|收入", "", found["what"])
            totals = [
                each
                for each in paragraph.numbers
                if each is not mean
                and each.dimension == "money"
                and each.sentence == mean.sentence
                and each.occurrence.numeral is not None
                and _TOTAL.search(each.clause)
                and thing
                and overlap(thing, each.clause) == len(thing)
            ]
            counts = _counts(paragraph.numbers[:at], found["by"], thing, mean)
            if len(totals) == len(counts) == 1:
                yield _judged(totals[0], mean, counts[0])


def _counts(before: Sequence[Number], by: str, thing: str, mean: Number) -> list[Number]:
    units = next((units for word, units in _UNITS.items() if word in by), ())
    return [
        each
        for each in before
        if each.stated
        and not each.sign
        and each.occurrence.unit.lstrip("万亿") in units
        and each.sentence >= mean.sentence - 1
        and re.sub(r"^其中|\s|人数$|共$", "", each.clause).endswith(thing)
    ]


def _judged(total: Number, mean: Number, count: Number) -> Outcome:
    numeral = total.occurrence.numeral
    value = (numeral.value if numeral else Fraction(0)) * unit_of(total.occurrence.unit).factor
    product = mean.known.printed.value * count.known.printed.value
    off = value and any(abs(value * scale - product) * _HUNDREDTH <= product for scale in _SCALES)
    items = [evidence_at(each.block, each.occurrence) for each in (total, mean, count)]
    if not off:
        return said(rule(NAME, TITLE), "", "", items, Verdict.EXACT)
    shown = decimal_text(product / unit_of(total.occurrence.unit).factor)
    unit = total.occurrence.unit
    zh = f"{total.name or total.clause}写 {total.occurrence.text}{unit}，按均值与数量之积约为 {shown}{unit}，小数点或单位有误"
    en = f"{total.occurrence.text}{unit} is printed, mean times count gives about {shown}{unit}"
    return said(rule(NAME, TITLE), zh, en, items)


def _yearly(facts: Facts) -> Iterator[Outcome]:
    """Judge every yearly mean right behind the total of so many years."""
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for at, mean in enumerate(numbers):
            if not at or mean.stated is None or mean.sign or not _YEARLY.match(mean.before):
                continue
            total = numbers[at - 1]
            years = _years_of(total)
            if not years or total.stated is None or total.dimension != mean.dimension:
                continue
            share = Fraction(1, years)
            outcome = judged(
                facts, summed(rule(NAME, TITLE), mean.known, [(share, total.known)], role="stated")
            )
            # A mean of counts is told in whole ones, unlike their count.
            off = abs(total.known.printed.value * share - mean.known.printed.value)
            if outcome.verdict.consistent or off > mean.known.printed.numeral.step * mean.known.unit.factor:
                yield outcome


def _years_of(total: Number) -> int:
    """Return of how many years a number is told to be the total, 0 where it is none."""
    start = total.occurrence.span.start
    found = _YEARS_TOTAL.search(total.block.text[max(0, start - _BACK) : start])
    return chinese_number(found["years"]) or 0 if found and not total.is_share else 0
