"""A rate of what is a part by its very name, and that is above 100 %: 问卷回收率 971.4%, 占采购总额的 366.1%.

Of what was checked no more can have passed, and no more of those asked can be content. Rates that a plan or an estimate is the base of
(完成率, 执行率, 参保率, 毛入学率) may well be above: they are none of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import exactly, paragraphs, plainly
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tables import header, is_share, numeric, plain, sheets
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "share-over-whole"
TITLE = {"zh": "部分占比超过 100%", "en": "a rate of a part is above 100 %"}
_PART = (
    r"(?:满意|合格|整改|办结|优良|优秀|及格|建档|管理|签约|问卷回收|有效回收|有效|完好|成活|保存|公开|公示|知晓|通过|正确|准确|及时|出勤|到岗|到课|"
    r"签到|绿化|森林覆盖|开工|竣工|投产|复工|复产|(?<!资金)回收|无害化处理|入住|验收|合规|持证|好评|净入学|达标|检出|治愈|病死|死亡|空置|违约|不良)(?:贷款)?率|(?<!不)满意度"
)
_ENDS = re.compile(rf"(?:{_PART})(?:[（(][%％][)）])?(?:达到?了?|为|是|仅|约|的|只有|高达|均)*$")
_ENGLISH = re.compile(
    r"\b(?:response|pass|satisfaction|compliance|attendance|occupancy|retention) rate(?: (?:was|of|reached|stood at|is|rose to|fell to))*\s*$",
    re.IGNORECASE,
)
_OF_THOSE = re.compile(
    r"^\s*(?:%|per ?cent)?\s*of (?:all |the )?(?:respondents|participants|those (?:surveyed|asked))\b",
    re.IGNORECASE,
)
_OF_WHOLE = re.compile(
    r"占(?!比)(?P<base>(?:[^，,。；;]|(?<=[0-9]),(?=[0-9])){0,30}?)(?:的?(?:比[例重]))?(?:为|达|到)?$"
)
_BASE = re.compile(
    r"收入|预算|概算|估算|计划|目标|任务|定额|限额|标准|生产总值|GDP|产值|销售|营业|存款|贷款|权益|净资产|资本|成本|利润|净|增|减|亏|变动|上年|去年|同期|年初"
)
"""What an amount may well be more than, and of which it is no part."""
_OVER = re.compile(r"\s*[%％]?\s*(?:以上|多)")
_KINDS = re.compile(
    r"(?P<kind>[一-龥]{4})(?:约|仅|共|已|就|合计)*占[^，,。；;0-9]{2,24}?(?P=kind)的?(?:比[例重])?(?:为|约|达)?$"
)
_MOVED = re.compile(r"上年|去年|同期|预算|计划|目标|任务|原|增|减")
_POINT_LOST = 5
"""So many others of a column tell a decimal that one of it has lost."""
_PLANNED = re.compile(r"编制|设计|应|核定|批复|合同|中标|到位|下达|资产|本金|均|原值")
_SHARES = re.compile("占|比重|构成")
_LEAST = 3
_ELSE = re.compile(r"目标|增|减|提高|下降|较|比|倍|毛|完成|折算|指数|投诉")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge percentages of text and tables that are of a part."""
    info = rule(NAME, TITLE)
    for paragraph in paragraphs(facts):
        for told in paragraph.numbers:
            number = _at_least(facts, told)
            if number.stated is None or not number.is_share or number.sign or number.in_ratio:
                continue
            if not _of_part(number) and not _of_its_kind(number):
                continue
            evidence = [evidence_at(number.block, number.occurrence)]
            if number.known.printed.value <= 1:
                yield said(info, "", "", evidence, Verdict.EXACT)
            else:
                zh, en = _words(number.occurrence.text)
                yield said(info, zh, en, evidence)
    for sheet in sheets(facts):
        beyond = {id(each) for column in numeric(sheet) for each in _beyond_column(sheet, column)}
        for row in sheet.table.rows:
            for column in numeric(sheet):
                value = sheet.at(row, column)
                if value is None or value.unit.dimension != "ratio":
                    continue
                if not _headed(row, column) and id(value) not in beyond:
                    continue
                over = exactly(value).printed.value > 1
                evidence = [evidence_of(facts, value.figure, value.mention, "stated")]
                zh, en = _words(value.mention.text) if over else ("", "")
                yield said(info, zh, en, evidence, Verdict.DISCREPANCY if over else Verdict.EXACT)


def _at_least(facts: Facts, number: Number) -> Number:
    """Return a number with the value that it is told to be above, where that is above 100 %: 占整体销售收入的 105% 以上."""
    behind = number.block.text[number.occurrence.span.start + len(number.occurrence.text) :]
    bound = (
        plainly(facts, number) if number.is_share and number.stated is None and _OVER.match(behind) else None
    )
    return attrs.evolve(number, stated=bound) if bound is not None and bound.printed.value > 1 else number


def _of_its_kind(number: Number) -> bool:
    """Whether what has a share is of the kind of what it is of, word for word at its end: 甲的销售收入占整体销售收入的 p%."""
    found = _KINDS.search(re.sub(r"\s|（[^（）]*）", "", number.lead))
    return found is not None and _MOVED.search(found.group()) is None


def _words(text: str) -> tuple[str, str]:
    return f"写 {text}，其中的一部分不会超过 100%", f"{text} is told of a part, which is never above 100 %"


def _of_part(number: Number) -> bool:
    """Whether the words around a percentage say that it is of a part."""
    clause = re.sub(r"\s", "", number.clause)
    if _ENGLISH.search(number.clause) or _OF_THOSE.match(number.after):
        return True
    whole = _OF_WHOLE.search(re.sub(r"\s", "", number.lead))
    if whole is not None and _BASE.search(whole.string) is None:
        return True
    return _ENDS.search(clause) is not None and _ELSE.search(clause) is None


def _beyond_column(sheet: Sheet, column: Column) -> Sequence[Stated]:
    """Return the one value above 100 % of a column of shares."""
    head = plain(header(column))
    if not _ELSE.search(head) and (lost := _point_lost(sheet, column)) is not None:
        return (lost,)
    # 完成比例 104.63%: a plan can be overfulfilled.
    if (
        not is_share(column)
        or any(each.search(head) for each in (_ELSE, _BASE, _PLANNED))
        or _SHARES.search(head) is None
    ):
        return ()
    values = [value for row in sheet.table.rows if (value := sheet.at(row, column)) is not None]
    values = [each for each in values if each.unit.dimension == "ratio"]
    over = [each for each in values if exactly(each).printed.value > 1]
    return over if len(over) == 1 and len(values) > _LEAST else ()


def _point_lost(sheet: Sheet, column: Column) -> Stated | None:
    """Return the one percentage of a column without the decimals that all others have, where it is above 100 % for that: 844% of 84.4%."""
    values = [value for row in sheet.table.rows if (value := sheet.at(row, column)) is not None]
    values = [each for each in values if each.unit.dimension == "ratio"]
    over = [each for each in values if each.printed.value > 1]
    rest = [each for each in values if each.printed.value <= 1]
    places = {each.printed.numeral.step for each in rest}
    if (
        len(over) != 1
        or len(rest) < _POINT_LOST
        or len(places) != 1
        or any(each.printed.value < 0 for each in rest)
    ):
        return None
    place = next(iter(places))
    whole = place < 1 and over[0].printed.numeral.step == 1
    return over[0] if whole and over[0].printed.value * place <= 1 else None


def _headed(row: Row, column: Column) -> bool:
    """Whether the head of a cell, or its row below a head that names no measure, is a rate of a part."""
    head, label = plain(header(column)), plain(row.label or row.name)
    if _ELSE.search(head):
        return False
    if "率" in head or "度" in head[-1:]:
        return _ENDS.search(head) is not None
    return _ENDS.search(label) is not None and _ELSE.search(label) is None
