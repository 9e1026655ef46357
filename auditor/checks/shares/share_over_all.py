"""A share or rate of a part of all that is more than all: 上级补助占 851.6%，县级配套占 11.31%; 满意度 906.0% in a row of 90.52% and 89.57%.

A plan can be overfulfilled, and debts be more than what one owns; but nobody is satisfied twice.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tables import header, sheets
from auditor.evaluation.evidence import evidence_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-over-all"
TITLE = {"zh": "部分占全部的比例超过 100%", "en": "a share of a whole is more than all of it"}
_OF_SOME = re.compile(
    r"(?:满意[度率]|(?<!合同)合格率|优[良秀]率|知晓率|有效率|管理率|治愈率|好转率|达标率|整改率|落实率|就业率|采纳率|息诉率|完好率|成新率|达优率|抽样比例|普及率|及时率|准确率|绿化率|检出率|死亡率|城镇化率|化解率|接通率|支持率)(?:分别)?(?:为|是|达到?|仅|约|升至|降至)*$"
)
_OF = re.compile(
    r"占(?:比|(?P<of>(?:[^，,。；;]|,(?=[0-9])){0,40}?))(?:的)?(?:比重|比例|份额)?(?:分别)?(?:为|是|达到?|仅|约)*\s*$"
)
_ALL = re.compile(r"(?:总[数量额]|总人数|总户数|总面积|总支出|合计)\s*[0-9][0-9.,]*\s*[一-龥]{1,4}$")
_OTHER = re.compile(
    r"计划|任务|目标|年初|上年|去年|同期|上期|限额|标准|编制|设计|概算|估算|预算|应|核定|批复|合同|中标|到位|下达|定额|生产总值|GDP|收入|利润|资产|权益|本金|均|原值"
)
_COLUMN = re.compile(r"(?:占比|比重|占[^，,]{1,12}(?:比例|比重|的比)|所占比例|构成)[%％()（）]*$")
_CHANGE = re.compile(r"增|减|变|同比|环比|上年|较|比上|预算|计划|目标|倍|指数|毛")
_LEAST, _LONG = 3, 60


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares of running text and of tables that are more than all."""
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if not _over(number):
                continue
            if _OF_SOME.search(re.sub(r"\s", "", number.clause)) or _of_all(number, paragraph.numbers):
                text = number.occurrence.text
                zh, en = (
                    f"“{_phrase(number).strip()}{text}”，部分不会超过全部",
                    f"{text} of a whole is more than all of it",
                )
                yield said(rule(NAME, TITLE), zh, en, [evidence_at(number.block, number.occurrence)])
    for sheet in sheets(facts):
        for cell in _cells(sheet):
            text = cell.mention.text
            zh, en = f"表中比例写 {text}，部分不会超过全部", f"{text} of a whole is more than all of it"
            yield said(rule(NAME, TITLE), zh, en, [evidence_of(facts, cell.figure, cell.mention, "stated")])


def _over(number: Number) -> bool:
    return bool(number.stated) and number.is_share and not number.sign and number.known.printed.value > 1


def _phrase(number: Number) -> str:
    """Return the words of a number's clause before it with the amounts among them: 占采购总额 682,318.40 元的."""
    start = number.occurrence.span.start
    return re.split(r"[，。；;、：（(]|,(?![0-9])", number.block.text[max(0, start - _LONG) : start])[-1]


def _of_all(number: Number, numbers: Sequence[Number]) -> bool:
    """Whether a share is told by 占 of all of something, or in a list of shares that are all less than it."""
    told = _OF.search(_phrase(number))
    if told is None or _OTHER.search(told["of"] or ""):
        return False
    if _ALL.search(told["of"] or ""):
        return True
    same = [
        each
        for each in numbers
        if each.sentence == number.sentence and each.depth == number.depth and each is not number
    ]
    others = [
        each for each in same if each.is_share and each.stated and not each.sign and _OF.search(_phrase(each))
    ]
    named = {(_OF.search(_phrase(each)) or told)["of"] or "" for each in (*others, number)} - {""}
    total = sum(each.known.printed.value for each in others)
    return len(others) >= _LEAST - 1 and 0 < total <= 1 and len(named) <= 1


def _cells(sheet: Sheet) -> Iterator[Stated]:
    """Iterate over the one share of a column, or rate of a row, that is more than all where no other is."""
    lines = itertools.chain(
        ((header(column), [sheet.at(row, column) for row in sheet.table.rows]) for column in sheet.columns),
        (
            (row.label or row.name, [sheet.at(row, column) for column in sheet.columns])
            for row in sheet.table.rows
        ),
    )
    for head, line in lines:
        name = re.sub(r"\s|[（(]?[%％][)）]?$", "", head)
        if _CHANGE.search(name) or not (_OF_SOME.search(name) or _COLUMN.search(name)):
            continue
        shares = [each for each in line if each is not None and each.unit.dimension == "ratio"]
        over = [each for each in shares if each.printed.value > 1]
        if len(over) == 1 and len(shares) > _LEAST:
            yield over[0]
