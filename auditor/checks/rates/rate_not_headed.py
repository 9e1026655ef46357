"""A rate of a short table that its head makes a quotient of two others, and that is not: 执行率 beside 预算数 and 执行数.

`column_arithmetic` learns from many rows; the sheet of one project has one. Where a budget was changed any of the
budgets printed may be the base: a rate is wrong that is of none.

贫血检出率 is 检出贫血 over another column: the head names what is counted, and the other rows show what it is counted of. What 有效率 and
回收率 are of is known.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.heads import Headed, rows
from auditor.checks.common.relations import (
    ONE,
    confirmed,
    fits,
    judged,
    near_ratio,
    near_sum,
    quotient,
    rule,
    shown_ratio,
)
from auditor.checks.common.tables import Sheet, as_percent, header, is_mean, is_rate, numeric, plain, sheets
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "rate-not-headed"
TITLE = {"zh": "表中比率与同一行的数额不符", "en": "a rate is not the quotient that its head makes it"}
_KINDS = tuple(
    (re.compile(rate), re.compile(above), tuple(re.compile(each) for each in below))
    for rate, above, below in (
        (
            r"^(?:预算|资金)?(?:执行率|支出进度|执行进度|支付率|使用率)",
            r"执行数|支出数|实际支出|决算数|支付数|使用数|执行金额|支出金额",
            (
                r"全年预算|调整(?:后)?预算|预算调整",
                r"^(?:本年|当年)?预算(?:数|金额|安排)?",
                r"到位",
                r"年初预算",
            ),
        ),
        (r"^(?:资金)?到位率", r"(?:实际)?到位(?:数|资金|金额)", (r"应到位|计划|预算",)),
        (
            r"^(?:任务|计划|目标)?完成率",
            r"(?:实际|全年|年度)?完成(?:数|量|值|投资|$)|实际值|实际完成|实绩",
            (r"计划|目标|任务|指标值",),
        ),
        (r"^得分率", r"^(?:实际|评价|自评)?得分(?!率)", (r"分值|权重|满分|标准分",)),
        (r"^(?:问卷)?(?:有效)?回收率", r"^(?:有效)?(?:回收|收回)(?!率)", (r"发放|发出",)),
        (r"^(?:问卷)?有效率", r"^有效(?!率)", (r"回收(?!率)|收回", r"发放")),
        (
            r"^满意[率度]",
            r"^满意(?:人数|份数|数|户数)?(?:[（(]|$)",
            (r"^有效(?!率)|样本|^回收(?!率)|^调查(?!对象)",),
        ),
        (r"^办结率", r"办结(?!率)", (r"受理|接[收件]|转办",)),
        (r"^整改(?:完成)?率", r"^(?:已|完成)?整改(?!率)", (r"问题|发现",)),
        (r"^(?:验收|抽检|检查|产品)?合格率", r"合格(?!率)", (r"抽检|抽查|检测|检验|检查|送检",)),
    )
)
_DEVIATION = re.compile(r"^偏(?:差|离)(?:率|度|程度|$)")
_OUTCOME = re.compile(r"完成(?!率)|实际(?!完成率)|业绩值")
_AIM = re.compile(r"目标|指标值|计划")
_DEGREE = re.compile(r"(?:非常|很|十分|比较|较|较为|基本)满意")
_MARGIN = re.compile(r"^(?:销售|产品)?毛利率(?:[（(][%％][)）])?$")
_SALES = re.compile(r"^(?:主营|营业|销售)*(?:业务)?收入(?:[（(][^()（）]*[)）])?$")
_COST = re.compile(r"^(?:主营|营业|销售)*(?:业务)?成本(?:[（(][^()（）]*[)）])?$")
_SHORT = 3
_MANY = 4
_RATED = re.compile(r"(?P<what>[一-龥]{2})率(?:[（(][%％][）)])?$")
_NOT = re.compile(r"增长率|增减率|变动率|费率|利率|税率|汇率|折旧率|毛利率|收益率|得分率|概率|倍率|分率")
_COUNTED = re.compile(r"率|比[例重率]|均|每|增减|占|得分|分值|标准|目标|指标值|计划")
_KNOWN = (
    (re.compile(r"回收率"), re.compile(r"收回|回收"), re.compile(r"发放|发出")),
    (re.compile(r"有效率"), re.compile(r"有效"), re.compile(r"收回|回收")),
)
_LEAST = 2
_Shared = tuple["Stated", "Stated", "Stated"]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates of tables whose heads say what they are of."""
    told: set[tuple[str, ...]] = set()
    for outcome in (*_kinds(facts), *_columns(facts)):
        # What a head is known to mean, the other rows show as well.
        if outcome.keys not in told:
            told.add(outcome.keys)
            yield outcome


def _kinds(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates of tables that are too short to learn from."""
    for sheet in sheets(facts):
        yield from _deviations(facts, sheet)
        yield from _margins(facts, sheet)
        # In long tables the column itself is learned from.
        own = [headed for headed in rows(facts, sheet) if not is_mean(headed.row)]
        found = [(headed, parts) for headed in own if (parts := _parts(headed)) is not None]
        kept = [_kept(parts) for _, parts in found]
        read = Counter(headed.block for headed, _ in found)
        broken = Counter(headed.block for (headed, _), good in zip(found, kept, strict=True) if not good)
        for (headed, (claim, above, below)), good in zip(found, kept, strict=True):
            # A head means what the other rows show it to mean: all of them, or all but one of many.
            beside = read[headed.block] - 1
            if beside + 1 >= _SHORT and broken[headed.block] - (not good) > beside // _MANY:
                continue
            base = next((each for each in below if near_ratio(claim, above, each)), below[0])
            yield judged(facts, quotient(rule(NAME, TITLE), claim, [(ONE, above)], [(ONE, base)]))


def _deviations(facts: Facts, sheet: Sheet) -> Iterator[Outcome]:
    """Judge 偏差率 by target and outcome, where all other rows show it to be that, whichever sign they give it."""
    found: list[tuple[Stated, Stated, Stated]] = []
    for headed in rows(facts, sheet):
        claim, done, aim = (headed.one(each) for each in (_DEVIATION, _OUTCOME, _AIM))
        if claim is None or done is None or aim is None or aim.printed.value <= 0:
            continue
        heads = [head for head, value in headed.values.items() if value is claim]
        claim = as_percent(claim, *heads)
        if claim.unit.dimension == "ratio" and done.unit.dimension == aim.unit.dimension:
            found.append((claim, done, aim))
    for factor in (ONE, -ONE):
        relations = [
            quotient(rule(NAME, TITLE), claim, [(ONE, done)], [(ONE, aim)], less=ONE, factor=factor)
            for claim, done, aim in found
        ]
        # Of a rate it may be the distance in points.
        wrong = [
            relation
            for relation, (claim, done, aim) in zip(relations, found, strict=True)
            if not fits(facts, relation)
            and not (done.unit.dimension == "ratio" and near_sum(claim, [(factor, done), (-factor, aim)]))
        ]
        telling = [claim for claim, _, _ in found if claim.printed.value]
        if len(wrong) <= 1 and len(telling) >= _SHORT:
            yield from confirmed(facts, relations)
            yield from (judged(facts, each) for each in wrong)


def _margins(facts: Facts, sheet: Sheet) -> Iterator[Outcome]:
    """Judge 毛利率 by sales and cost, where all other rows show it to be what is left of the sales."""
    relations = []
    for headed in rows(facts, sheet):
        claim, sales, cost = (headed.one(each) for each in (_MARGIN, _SALES, _COST))
        if claim is None or sales is None or cost is None or sales.printed.value <= 0:
            continue
        claim = as_percent(claim, "%")
        if claim.unit.dimension == "ratio" and sales.unit.dimension == cost.unit.dimension:
            relations.append(quotient(rule(NAME, TITLE), claim, [(ONE, sales), (-ONE, cost)], [(ONE, sales)]))
    wrong = [relation for relation in relations if not fits(facts, relation)]
    if len(wrong) <= 1 and len(relations) >= _SHORT:
        yield from confirmed(facts, relations)
        yield from (judged(facts, each) for each in wrong)


def _kept(parts: tuple[Stated, Stated, Sequence[Stated]]) -> bool:
    claim, above, below = parts
    return any(near_ratio(claim, above, each) for each in below)


def _parts(headed: Headed) -> tuple[Stated, Stated, Sequence[Stated]] | None:
    """Return a rate, what it is of, and the bases that it may have, likeliest first."""
    for rate, above, below in _KINDS:
        claim, top = headed.one(rate), headed.one(above)
        claim = (
            None
            if claim is None
            else as_percent(claim, *(head for head, value in headed.values.items() if value is claim))
        )
        if claim is None or top is None or claim.unit.dimension != "ratio" or claim is top:
            continue
        # 非常满意 | 满意 | 一般: those who are 满意 are some of the satisfied.
        if any(_DEGREE.search(head) for head in headed.values) and "满意" in rate.pattern:
            continue
        bases: list[Stated] = []
        for pattern in below:
            for head, value in headed.values.items():
                fits = value.unit.dimension == top.unit.dimension and value.printed.value > 0
                if pattern.search(head) and fits and all(value is not each for each in (claim, top, *bases)):
                    bases.append(value)
        # What is done beyond the plan is often told as 100 %.
        capped = claim.printed.value == 1 and all(top.printed.value > each.printed.value for each in bases)
        if bases and not capped:
            return claim, top, bases
    return None


def _columns(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates of tables whose heads name what is counted."""
    for sheet in sheets(facts):
        columns = numeric(sheet)
        for claim in columns:
            head = plain(header(claim))
            found = _RATED.search(head)
            if found is None or _NOT.search(head):
                continue
            rows = _meant(sheet, claim, found["what"], [each for each in columns if each is not claim])
            for share, top, base in rows:
                yield judged(facts, quotient(rule(NAME, TITLE), share, [(ONE, top)], [(ONE, base)]))


def _meant(sheet: Sheet, claim: Column, what: str, others: Sequence[Column]) -> Sequence[_Shared]:
    """Return the rows of the two columns that a rate is of, none where the table does not show them."""
    counts = [
        each for each in others if not _COUNTED.search(plain(header(each))) and not is_rate(sheet, each)
    ]
    head = plain(header(claim))
    for rate, above, below in _KNOWN:
        tops = [each for each in counts if above.search(header(each)) and rate.search(head)]
        bases = [each for each in counts if below.search(header(each)) and rate.search(head)]
        if len(tops) == len(bases) == 1 and tops != bases:
            rows = _shares(sheet, claim, tops[0], bases[0])
            right = sum(1 for each in rows if shown_ratio(*each))
            # 有效率 may also be told of all that were handed out.
            return rows if right >= _LEAST and right * 2 >= len(rows) else ()
    best: tuple[int, Sequence[_Shared]] = (0, ())
    for top in (each for each in counts if what in plain(header(each))):
        for base in counts:
            if base is top:
                continue
            rows = _shares(sheet, claim, top, base)
            right = sum(1 for each in rows if shown_ratio(*each))
            if right > best[0]:
                best = (right, rows)
    right, rows = best
    return rows if right >= _LEAST and right >= _LEAST * (len(rows) - right) else ()


def _shares(sheet: Sheet, claim: Column, top: Column, base: Column) -> Sequence[_Shared]:
    found: list[_Shared] = []
    for row in sheet.table.rows:
        share, above, below = sheet.at(row, claim), sheet.at(row, top), sheet.at(row, base)
        if share is None or above is None or below is None or below.printed.value <= 0:
            continue
        share = as_percent(share, header(claim))
        # The rate of all may be weighted, and not that of the sums.
        if (row.role is not Role.DETAIL or is_mean(row)) and not near_ratio(share, above, below):
            continue
        if share.unit.dimension == "ratio" and _kind(above) == _kind(below):
            found.append((share, above, below))
    return found


def _kind(value: Stated) -> str:
    """Return what a number is of: 163 below 检出贫血 is a count as 1,842 人 below 体检人数 is."""
    dimension = value.unit.dimension
    return "count" if dimension == "number" or dimension.startswith("count:") else dimension
