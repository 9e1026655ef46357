"""A dividend that is not its rate a share times the shares: 每 10 股派发现金红利 1.20 元, 总股本 412,500,000 股."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, exactly, paragraphs
from auditor.checks.common.relations import ONE, judged, quotient, rule
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "dividend-not-product"
TITLE = {"zh": "分红总额与每股分红、股数不符", "en": "a dividend is not its rate a share times the shares"}
_RATE = re.compile(
    r"每\s*(?P<per>10|十|1)?\s*股(?:拟)?(?:派发?|派送|分配|发放|派付)(?:人民币)?(?:现金)?(?:红利|股利|股息)?(?:人民币)?\s*$"
)
_SHARES = re.compile(
    r"(?:总股本|股本总数|股份总数|股本基数|股份数(?:量)?|(?:应分配|参与分配|登记)的?(?:股数|股份))(?:为|共|共计|合计)?\s*$|^以[^，,。；;]{0,12}(?:总股本|股份)\s*$"
)
_TOTAL = re.compile(
    r"(?:合计|共计|总计|共|总额)[^，,。；;0-9]{0,4}?(?:派发|派送|分配|发放|派付)?(?:人民币)?(?:现金)?(?:红利|股利|股息)?(?:总额)?(?:为|人民币)?\s*$|^\s*派发(?:人民币)?现金(?:红利|股利|股息)\s*$"
)
_BONUS = re.compile(r"每\s*(?P<per>10|十|1)?\s*股(?:送股?|转增|派送|送转)\s*(?:红股|股)?\s*$")
_ALL_GIVEN = re.compile(r"(?:合计|共计|总计|共)\s*(?:派送|送|转增|送转)\s*(?:红股|股本|股份|股)?\s*$")
_DIVIDEND = re.compile(r"红利|股利|股息|分红|派")
_SCALED = re.compile(r"\s*(百万|千万|万|亿)\s*股")
_SCALES = {"万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_NOT = re.compile(r"扣除|剔除|回购专用|不参与|限制性股票")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the paragraphs that tell a rate, the shares and the sum of one dividend."""
    info = rule(NAME, TITLE)
    for paragraph in paragraphs(facts):
        if _NOT.search(paragraph.text):
            continue  # the shares that get nothing are not printed beside it
        numbers = [each for each in paragraph.numbers if each.stated and not each.is_share]
        # 5、…派 8 元…；6、…派 1.5 元…: one dividend a part, where the paragraph tells several.
        groups = [numbers] if _figures(paragraph, numbers) else _parts(numbers)
        for group in groups:
            for bonus in (False, True):
                found = _figures(paragraph, group, bonus=bonus)
                if found is None:
                    continue
                rate, shares, total, per = found
                bases = [(ONE, shares.known)]
                outcomes = [
                    judged(facts, quotient(info, each, [(ONE, total.known)], bases, factor=per))
                    for each in (exactly(rate.known), rate.known)
                ]
                # A rate was set and not measured, but the sum may be rounded.
                yield outcomes[outcomes[0].verdict is Verdict.ROUNDING_GAP]


def _parts(numbers: Sequence[Number]) -> list[list[Number]]:
    return [list(group) for _, group in itertools.groupby(numbers, key=lambda each: each.part)]


def _figures(
    paragraph: Paragraph, numbers: Sequence[Number], *, bonus: bool = False
) -> tuple[Number, Number, Number, Fraction] | None:
    """Return the rate, the shares and the sum of a dividend, or of shares given for nothing, and the scale between them."""
    paid, all_paid = (_BONUS, _ALL_GIVEN) if bonus else (_RATE, _TOTAL)

    def before(number: Number) -> str:
        return re.split(r"[，,。；;：:（(）)](?![0-9])", paragraph.text[: number.occurrence.span.start])[-1]

    rates = [(each, found) for each in numbers if (found := paid.search(before(each)))]
    shares = [each for each in numbers if _SHARES.search(before(each)) and each.dimension != "money"]
    totals = [
        each
        for each in numbers
        if (each.dimension == "money") is not bonus
        and all_paid.search(before(each))
        and (bonus or _DIVIDEND.search(before(each)))
        and all(each is not rate for rate, _ in rates)
    ]
    if not len(rates) == len(shares) == len(totals) == 1 or shares[0].known.printed.value <= 0:
        return None
    rate, found = rates[0]
    # 29.435 亿股, 294,350 万股: the scale is of the shares, which have no unit of their own.
    scaled = _SCALED.match(paragraph.text, shares[0].occurrence.span.end)
    scale = _SCALES[scaled[1]] if scaled and shares[0].dimension == "number" else 1
    return rate, shares[0], totals[0], Fraction(1 if found["per"] in {None, "1"} else 10, scale)
