"""A dividend that is not its rate a share times the shares: 每 10 股派发现金红利 1.20 元, 总股本 412,500,000 股."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks import _patterns as re
from auditor.checks._numbers import Number, Paragraph, paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "dividend-not-product"
TITLE = {"zh": "分红总额与每股分红、股数不符", "en": "a dividend is not its rate a share times the shares"}
_RATE = re.compile(
    r"每\s*(?P<per>10|十|1)?\s*股(?:拟)?(?:派发?|派送|分配|发放|派付)(?:人民币)?(?:现金)?(?:红利|股利|股息)?(?:人民币)?\s*$"
)
_SHARES = re.compile(
    r"(?:总股本|股本总数|股份总数|股本基数|股份数(?:量)?)(?:为|共|共计|合计)?\s*$|^以[^，,。；;]{0,12}(?:总股本|股份)\s*$"
)
_TOTAL = re.compile(
    r"(?:合计|共计|总计|共|总额)[^，,。；;0-9]{0,4}?(?:派发|派送|分配|发放|派付)?(?:人民币)?(?:现金)?(?:红利|股利|股息)?(?:总额)?(?:为|人民币)?\s*$"
)
_DIVIDEND = re.compile(r"红利|股利|股息|分红|派")
_SCALED = re.compile(r"\s*(百万|千万|万|亿)\s*股")
_SCALES = {"万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_NOT = re.compile(r"扣除|剔除|回购专用|不参与|限制性股票")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the paragraphs that tell a rate, the shares and the sum of one dividend."""
    for paragraph in paragraphs(facts):
        found = _figures(paragraph)
        if found is None:
            continue
        rate, shares, total, per = found
        info = rule(NAME, TITLE)
        yield judged(
            facts, quotient(info, rate.known, [(ONE, total.known)], [(ONE, shares.known)], factor=per)
        )


def _figures(paragraph: Paragraph) -> tuple[Number, Number, Number, Fraction] | None:
    if _NOT.search(paragraph.text):
        return None  # the shares that get nothing are not printed beside it
    numbers = [each for each in paragraph.numbers if each.stated and not each.is_share]

    def before(number: Number) -> str:
        return re.split(r"[，,。；;：:（(）)](?![0-9])", paragraph.text[: number.occurrence.span.start])[-1]

    rates = [(each, found) for each in numbers if (found := _RATE.search(before(each)))]
    shares = [each for each in numbers if _SHARES.search(before(each)) and each.dimension != "money"]
    totals = [
        each
        for each in numbers
        if each.dimension == "money"
        and _TOTAL.search(before(each))
        and _DIVIDEND.search(before(each))
        and all(each is not rate for rate, _ in rates)
    ]
    if not len(rates) == len(shares) == len(totals) == 1 or shares[0].known.printed.value <= 0:
        return None
    rate, found = rates[0]
    # 29.435 亿股, 294,350 万股: the scale is of the shares, which have no unit of their own.
    scaled = _SCALED.match(paragraph.text, shares[0].occurrence.span.end)
    scale = _SCALES[scaled[1]] if scaled and shares[0].dimension == "number" else 1
    return rate, shares[0], totals[0], Fraction(1 if found["per"] in {None, "1"} else 10, scale)
