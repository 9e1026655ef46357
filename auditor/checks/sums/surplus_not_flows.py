"""A surplus that is not income less outgo, or a closing balance that the surplus does not lead to.

社会保险基金收入 A，支出 B，本年收支结余 C，年末滚存结余 D（上年末滚存结余 E）: C = A - B and D = E + C. The three stand
beside each other, so that 支出 needs no name of its own; a surplus of a part, or of several years, is not meant.

经营活动现金流入小计, 经营活动现金流出小计, 经营活动产生的现金流量净额: in a table the labels of rows say what belongs together.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, rule, summed
from auditor.checks.common.tables import is_rate, numeric, plain, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "surplus-not-flows"
TITLE = {"zh": "收入、支出与结余（净额）不符", "en": "a surplus does not follow from income and outgo"}
_END = r"(?:为|达到?|是|共|实现|完成)?$"
_INCOME = re.compile(rf"收入(?P<all>总量|总计)?{_END}")
_OUTGO = re.compile(rf"支出(?P<all>总量|总计)?{_END}")
_FUND = re.compile(r"^(?P<fund>[^，,。；;]{2,12}?(?:基金|保险|医保))(?=本年|当年|当期|年度|本期|收支)")
_SURPLUS = re.compile(
    rf"^(?:其中)?(?:[^，,。；;]{{2,12}}?(?:基金|保险|医保))?(?:(?:本年|当年|当期|年度|本期)(?:收支)?|收支)(?:结余|结存|盈余|净结余){_END}"
)
_DEFICIT = re.compile(
    rf"^(?:其中)?(?:(?:本年|当年|当期|年度|本期)(?:收支)?|收支)(?:缺口|赤字|亏损|差额缺口){_END}"
)
_CARRIED = re.compile(rf"^(?:年终|年末)?(?:结转|结余|滚存结余|结转下年|结余结转){_END}")
_CLOSING = re.compile(rf"^(?:年末|期末|截至年末)?(?:累计|滚存)(?:结余|结存|余额){_END}")
_OPENING = re.compile(rf"^(?:上年末?|年初|期初|上年年末)(?:累计|滚存)?(?:结余|结存|余额)(?:资金)?{_END}")
_STOCK_NOW = re.compile(rf"^(?:年末|期末|年底)[^，,。；;]{{0,14}}(?:结余|结存|余额){_END}")
_STOCK_THEN = re.compile(rf"^(?:上年|年初|期初|上期)[^，,。；;]{{0,14}}(?:结余|结存|余额){_END}")
_FLOWS = 4
"""Two stocks, what came and what went: with more told in one sentence, more may have moved."""
_ALL_IN = re.compile(rf"收入(?:总量|总计|合计){_END}")
_ALL_OUT = re.compile(rf"支出(?:总量|总计|合计){_END}")
_PLAIN = re.compile(r"(?:基金|本年|当年)?(?:总支出|支出(?:合计|总额)?)(?:为|达)?")
_OTHER = re.compile(r"不含|剔除|扣除|其中|待遇|财政补贴")
_IN = re.compile(r"^(?P<what>.{2,8}?)(?:产生的)?(?:现金|资金)?流入(?:小计|合计)?$")
_OUT = re.compile(r"^(?P<what>.{2,8}?)(?:产生的)?(?:现金|资金)?流出(?:小计|合计)?$")
_NET = re.compile(r"^(?P<what>.{2,8}?)(?:产生的)?(?:现金|资金)?(?:流量净额|净流量|净流入)$")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge surpluses of running text and net flows of tables."""
    yield from _told(facts)
    yield from _tabled(facts)


def _told(facts: Facts) -> Iterator[Outcome]:
    """Judge surpluses and closing balances in running text."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if not _change(each)]
        for at, claim in enumerate(numbers):
            if at < 2 or claim.stated is None:  # noqa: PLR2004 - in and out
                continue
            if not (_alike(numbers[at - 2 : at + 1]) or _of_fund(*numbers[at - 2 : at + 1])):
                flows = _spread(numbers[:at], claim)
                if flows is not None:
                    yield _judged(facts, *flows, claim)
                continue
            income = _head(numbers, at - 2)
            if _of_flows(income, *numbers[at - 1 : at + 1]):
                yield _judged(facts, income, numbers[at - 1], claim)
        for at in range(len(numbers)):
            yield from _closing(facts, numbers, at)
            yield from _left(facts, numbers, at)
        yield from _carried(facts, numbers)


def _judged(facts: Facts, income: Number, outgo: Number, claim: Number) -> Outcome:
    sign = -ONE if _DEFICIT.match(_said(claim)) else ONE
    parts = [(sign, income.known), (-sign, outgo.known)]
    return judged(facts, summed(rule(NAME, TITLE), claim.known, parts))


def _head(numbers: Sequence[Number], at: int) -> Number:
    """Return the income that a part behind 其中 is of: 收入 a，其中保费收入 b，补贴收入 c；支出 d，收支结余 e is of a."""
    part = numbers[at]
    own = [each for each in numbers[:at] if each.stated and each.part == part.part]
    first = next((each for each in own if _INCOME.search(_said(each))), part)
    words = part.block.text[first.occurrence.span.end : part.occurrence.span.start]
    return first if "其中" in words and first.depth == part.depth else part


def _spread(before: Sequence[Number], claim: Number) -> tuple[Number, Number] | None:
    """Return the flows of 某基金收入 a，其中…；支出 b，其中…。本年收支结余 c: what the paragraph opens with, and plain 支出."""
    told = _SURPLUS.match(_said(claim)) or _DEFICIT.match(_said(claim))
    if not told or claim.depth or claim.dimension != "money":
        return None
    first = next((each for each in before if each.stated), None)
    outgo = [each for each in before if each.stated and _PLAIN.fullmatch(_said(each))]
    if first is None or len(outgo) != 1 or claim.sentence > outgo[0].sentence + 1:
        return None
    # 上解 and 调剂 leave the fund as well.
    words = first.block.text[outgo[0].occurrence.span.end : claim.occurrence.span.start]
    if re.search(r"上解|下拨|调剂|划转|转出|转入", words):
        return None
    same = first.dimension == outgo[0].dimension == claim.dimension == "money"
    income = _INCOME.search(_said(first)) is not None and first.sentence == outgo[0].sentence
    return (first, outgo[0]) if same and income and first is not outgo[0] else None


def _change(number: Number) -> bool:
    """Whether a number says how another one changed: 收入 a 亿元，增长 5 %，支出 …."""
    return number.sign != 0 or number.is_share or number.dimension == "points"


def _alike(numbers: Sequence[Number]) -> bool:
    first = numbers[0]
    return all(
        each.stated is not None
        and each.dimension == "money"
        and (each.sentence, each.depth) == (first.sentence, first.depth)
        for each in numbers
    )


def _of_fund(income: Number, outgo: Number, claim: Number) -> bool:
    """Whether 居民医保基金收入 a，支出 b。居民医保基金当期结存 c tells the surplus of one fund in the next sentence."""
    if not (income.stated and outgo.stated and claim.stated) or claim.sentence != income.sentence + 1:
        return False
    fund = _FUND.match(_said(claim))
    return (
        fund is not None
        and fund["fund"] in _said(income)
        and (outgo.sentence, outgo.depth) == (income.sentence, claim.depth)
        and income.dimension == outgo.dimension == claim.dimension == "money"
    )


def _of_flows(income: Number, outgo: Number, claim: Number) -> bool:
    one, two = _INCOME.search(_said(income)), _OUTGO.search(_said(outgo))
    if one is None or two is None or _OTHER.search(_said(outgo)) or bool(one["all"]) != bool(two["all"]):
        return False
    # 年终结转 is what is left of all there was: of 收入总量, not of the year's own income.
    told = _SURPLUS.match(_said(claim)) or _DEFICIT.match(_said(claim))
    return bool(told or (one["all"] and _CARRIED.match(_said(claim))))


def _closing(facts: Facts, numbers: Sequence[Number], at: int) -> Iterator[Outcome]:
    """Judge 本年收支结余 C，年末滚存结余 D（上年末滚存结余 E）, and with the opening balance first."""
    claim = numbers[at]
    if claim.stated is None or claim.dimension != "money" or not _CLOSING.match(_said(claim)):
        return
    own = [
        each
        for each in numbers
        if each.stated
        and each.dimension == "money"
        and each.sentence == claim.sentence
        and each.part == claim.part
    ]
    near = own[max(0, own.index(claim) - 4) : own.index(claim) + 2]
    surplus = [each for each in near if _SURPLUS.match(_said(each)) and each.depth == claim.depth]
    opening = [each for each in near if _OPENING.match(_said(each))]
    if len(surplus) == len(opening) == 1:
        parts = [(ONE, opening[0].known), (ONE, surplus[0].known)]
        yield judged(facts, summed(rule(NAME, TITLE), claim.stated, parts))


def _carried(facts: Facts, numbers: Sequence[Number]) -> Iterator[Outcome]:
    """Judge 基金收入 a，基金支出 b；年末累计余额 c，上年结余 d, told in one sentence in whatever order: c = d + a - b."""
    for _, sentence in itertools.groupby(numbers, key=lambda each: (each.sentence, each.depth)):
        run = [each for each in sentence if each.stated and each.dimension == "money"]
        kinds = [
            [each for each in run if kind.search(_said(each)) and not _OTHER.search(_said(each))]
            for kind in (_STOCK_NOW, _STOCK_THEN, _INCOME, _OUTGO)
        ]
        if len(run) == _FLOWS and all(len(each) == 1 for each in kinds):
            (closing,), (opening,), (income,), (outgo,) = kinds
            parts = [(ONE, opening.known), (ONE, income.known), (-ONE, outgo.known)]
            yield judged(facts, summed(rule(NAME, TITLE), closing.known, parts))


def _left(facts: Facts, numbers: Sequence[Number], at: int) -> Iterator[Outcome]:
    """Judge 收入合计 a；…，支出合计 b。结转下年 c by the two totals of the paragraph, where it has only these."""
    claim = numbers[at]
    if claim.stated is None or claim.dimension != "money" or claim.depth or not _CARRIED.match(_said(claim)):
        return
    if at > 1 and _alike(numbers[at - 2 : at + 1]) and _of_flows(*numbers[at - 2 : at + 1]):
        return
    before = [each for each in numbers[:at] if each.stated and not each.depth and each.dimension == "money"]
    income = [each for each in before if _ALL_IN.search(_said(each))]
    outgo = [each for each in before if _ALL_OUT.search(_said(each))]
    if len(income) == len(outgo) == 1 and before[-1] is outgo[0] and claim.sentence - outgo[0].sentence <= 1:
        yield judged(
            facts,
            summed(rule(NAME, TITLE), claim.known, [(ONE, income[0].known), (-ONE, outgo[0].known)]),
        )


def _said(number: Number) -> str:
    return re.sub(r"\s|（[^（）]*）", "", number.clause)


def _tabled(facts: Facts) -> Iterator[Outcome]:
    """Judge the three rows of every activity in every column."""
    for sheet in sheets(facts):
        found: dict[str, dict[str, Row]] = {}
        for row in sheet.table.rows:
            label = plain(row.label or row.name)
            for kind, pattern in (("in", _IN), ("out", _OUT), ("net", _NET)):
                if matched := pattern.match(label):
                    found.setdefault(matched["what"], {})[kind] = row
        for rows in found.values():
            if len(rows) < 3:  # noqa: PLR2004 - in, out and net
                continue
            for column in numeric(sheet):
                if is_rate(sheet, column):
                    continue  # how each of the three grew
                net, more, less = (sheet.at(rows[kind], column) for kind in ("net", "in", "out"))
                if net is not None and more is not None and less is not None:
                    yield judged(facts, summed(rule(NAME, TITLE), net, [(ONE, more), (-ONE, less)]))
