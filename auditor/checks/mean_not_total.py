"""A total whose decimal point or unit is not that of its mean and count.

住院 63.76 万人次，次均住院费用 11,286 元，住院总费用 71.96 亿元: mean and count are of one thing by their names, and where
mean times count is the total but for a power of ten, one of the three is misprinted, however rounded it is told.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import evidence_at, rule, said
from auditor.checks._words import overlap
from auditor.findings import Verdict
from auditor.numbers import decimal_text, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "mean-not-total"
TITLE = {"zh": "总额与均值、数量相差十的倍数", "en": "a total is a power of ten off its mean and count"}
_MEAN = re.compile(
    r"(?P<by>次均|例均|人均|户均|亩均|件均|笔均|床均|单笔平均|平均每[人户次例亩件])(?P<what>[^，,。；;]{0,10})$"
)
_TOTAL = re.compile(r"总(?:费用|支出|金额|额|收入|产值)|(?:费用|支出|金额)(?:合计|共计|总计|总额)")
_UNITS = {
    "次": ("人次",), "例": ("例", "人次"), "人": ("人",), "户": ("户",), "亩": ("亩",), "件": ("件",), "笔": ("笔",), "床": ("张", "床"),
}  # fmt: skip
_SCALES = tuple(Fraction(10) ** power for power in (1, -1, 2, -2, 3, -3, 4, -4))
_HUNDREDTH = 100


def check(facts: Facts) -> Iterator[Outcome]:
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
