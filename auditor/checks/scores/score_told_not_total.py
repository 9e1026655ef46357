"""An overall score that the text tells and that the score table, or the sum written out elsewhere, does not give.

自评总得分 94.17 分 in the opening, and 总分 94.71 in the table: a report has one overall score. Where the words name
something else than the report's own subject (甲社区总得分), only swapped digits show that the same score is meant.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.siblings import of_this_heading
from auditor.checks.common.slips import slip
from auditor.checks.common.tables import numeric, plain, same_value, sheets
from auditor.checks.common.wholes import same
from auditor.findings import Severity
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "score-told-not-total"
TITLE = {"zh": "总得分与得分表合计不一致", "en": "an overall score differs from the total of the score table"}
_OVERALL = re.compile(
    r"(?:总得分|综合得分|自评得分|评价得分|最终得分|总评分|综合评分|评价总分|自评总分|综合总分|评价分值|自评分|总分|得分合计)(?:仅?为|仅|是|达|达到|共|共计|合计)?$"
)
_PLAIN = re.compile(
    r"(?:(?:本|该|此)(?:次|项目|部门|单位)?|项目|部门|单位|整体|支出|资金|财政|预算|专项|补助|绩效|评价|自评|自我|综合|总体|总|最终|最后|评审|评分|得分|结果|结论|分值|合计|共计?|仅?为|仅|是|达到?|的|经|得|分|我(?:局|办|单位|街道|镇|中心|县|市|区))*"
)
_LED = re.compile(r"^[^，,。；;]{0,14}?(?:将|把|以|按照?|依据|根据|鉴于)(?=[本该此项])")
"""建议财政部门将本次评价得分: what is to be done with the score stands before its name."""
_WEIGHT = re.compile(r"^(?:权重|分值|满分|标准分|指标分值|权重分)(?:[（(]分[）)])?(?:值)?$")
_SCORE = re.compile(r"^(?:得分|自评分|自评得分|评分|实际得分|评价得分|评分得分)(?:[（(]分[）)])?$")
_OTHER = re.compile(r"上年|去年|上一年|同期|满分|平均|标准|分为|以上|不低于|扣")
_GOT = re.compile(r"得分?(?:为|是)?$")
_ALL = re.compile(r"合计|总计|总分|总体")
_BEHIND = re.compile(r"^(?:加分|扣分|加减分|附加分|最终得分|最后得分)")
_BASIC = re.compile(r"基础|基本|(?:维度|方面|指标|部分)[^，,。；;]{0,4}合计$")
_AGAIN = re.compile(r"摘要|提要|概要|概述|问题|建议|应用|不足|改进|下一步")
"""Headings of what tells again what the analysis has come to."""
_NAME_BEHIND = re.compile(r"^\s*的\s*((?:综合|评价|自评|最终|绩效)*(?:总分|得分))")
_THIS = re.compile(r"(?:本次|此次|该项目|本项目|本)$")
_TWO = 2
_SELF = "自评"
_FINAL = re.compile("最终|最后|总")
_ADDED = re.compile(r"(?:加|扣|减)(?:分|除|减|计)?(?:为)?\s*[0-9]+(?:\.[0-9]+)?\s*分")
_FULL = 100
_FAR = 10
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the overall scores of the text by the totals that the report prints."""
    texts = paragraphs(facts)
    totals = [*_tabled(facts), *(each for paragraph in texts for each in _summed(paragraph))]
    parts = [each for paragraph in texts for each in paragraph.numbers if _of_part(each)]
    told = [(paragraph, each) for paragraph in texts for each in paragraph.numbers if _overall(each)]
    # 甲补贴项目得分 89.23 分: a part has a table of its own, unless the overall score is told to be the same.
    totals = [
        total
        for total in totals
        if not any(same_value(each.known, total) for each in parts)
        or any(same_value(each.known, total) for _, each in told)
    ]
    if not totals:
        yield from _told_again(facts, [each for text in texts for each in text.numbers if _overall(each)])
        return
    told = [each for each in told if all(each[1].known.mention is not total.mention for total in totals)]
    for paragraph, number in told:
        if _moved(number):
            continue
        beside = [each for where, each in told if where is paragraph and not same(each, number)]
        held = [each for _, each in told if any(same_value(each.known, total) for total in totals)]
        # 自评得分 96 分，评价得分 88 分: two scorings, of which the table is one.
        other = any(_SELF in each.clause for each in held) is not (_SELF in number.clause) and held
        found = _judged(facts, number, totals, alone=not beside and not other)
        yield from of_this_heading(facts, number, found)


def _moved(number: Number) -> bool:
    """Whether points are added or taken off between the total and the number: 另加 1 分，最终得分 94.21 分."""
    start = number.occurrence.span.start
    before = re.split("[。；;]", number.block.text[:start])[-1]
    return _FINAL.search(_called(number)) is not None and _ADDED.search(before) is not None


def _told_again(facts: Facts, told: Sequence[Number]) -> Iterator[Outcome]:
    """Judge the overall score that a summary, or what is said of problems and next steps, tells again, where no table has it."""
    own = [each for each in told if _PLAIN.fullmatch(_called(each)) and _SELF not in _called(each)]
    values = {each.known.printed.value for each in own}
    again = [each for each in own if not each.block.section or _AGAIN.search("".join(each.block.section))]
    if len(values) != _TWO or not again:
        return
    first = [each for each in own if each not in again] or own[:1]
    odd = next((each for each in again if first and not same_value(each.known, first[0].known)), None)
    if odd is None or len({each.known.printed.value for each in first}) != 1:
        return
    if abs(odd.known.printed.value - first[0].known.printed.value) < _FAR:
        info = rule(NAME, TITLE, Severity.WARNING, "medium")
        yield judged(facts, compared(info, odd.known, tree.Relation.EQUAL, first[0].known))


def _called(number: Number) -> str:
    """Return the words of a number's clause, and 得分 where it follows the number: 本次 88.65 分的评价得分."""
    behind = _NAME_BEHIND.match(number.after)
    clause = re.sub(r"\s|^[一二三四五六]是", "", number.clause)
    if behind is None:
        return clause
    return f"本次{behind[1]}" if _THIS.search(clause) else f"{clause}{behind[1]}"


def _overall(number: Number) -> bool:
    """Whether a number is called an overall score of this time."""
    clause = _called(number)
    return (
        number.stated is not None
        and number.dimension == "score"
        and not number.sign
        and _OVERALL.search(clause) is not None
        and _OTHER.search(number.before[-12:] + clause) is None
    )


def _of_part(number: Number) -> bool:
    """Whether a number is called the score of something else than the whole: 部门管理得分 86.54 分, 四个维度合计 90.64 分."""
    clause = re.sub(r"\s", "", number.clause)
    return (
        number.stated is not None
        and number.dimension == "score"
        and not number.sign
        and (_GOT.search(clause) is not None or _BASIC.search(clause) is not None)
        and _OVERALL.search(clause) is None
        and _PLAIN.fullmatch(clause) is None
    )


def _judged(facts: Facts, number: Number, totals: Sequence[Stated], *, alone: bool) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    equal = next((each for each in totals if same_value(number.known, each)), None)
    if equal is not None:
        yield judged(facts, compared(info, number.known, tree.Relation.EQUAL, equal))
        return
    clause = _LED.sub("", _called(number))
    own = alone and _PLAIN.fullmatch(clause) is not None and len({each.printed.value for each in totals}) == 1
    meant = [
        each
        for each in totals
        if slip(number.known, each.printed.value) == "swap"
        or (own and abs(number.known.printed.value - each.printed.value) < _FAR)
    ]
    if meant:
        yield judged(facts, compared(info, number.known, tree.Relation.EQUAL, meant[0]))


def _tabled(facts: Facts) -> Iterator[Stated]:
    """Return the totals of tables whose weights come to the full mark."""
    for sheet in sheets(facts):
        weights = [
            column for column in sheet.table.columns if _WEIGHT.search(_head(column.path, column.name))
        ]
        scores = [column for column in sheet.table.columns if _SCORE.search(_head(column.path, column.name))]
        if len(weights) != 1 or len(scores) != 1 or len(sheet.totals) != 1:
            continue
        # 四维度合计, then 加分, 扣分 and 最终得分: the total is not the last word.
        if any(_BEHIND.search(row.label or row.name) for row in sheet.table.rows):
            continue
        full, got = sheet.at(sheet.totals[0], weights[0]), sheet.at(sheet.totals[0], scores[0])
        if full is not None and got is not None and full.printed.value == _FULL:
            yield got
    yield from _turned(facts)


def _turned(facts: Facts) -> Iterator[Stated]:
    """Return the totals of tables that print weights and scores in a row each: 得分 | 14.50 | 18.11 | … below 合计."""
    for sheet in sheets(facts):
        whole = [each for each in numeric(sheet) if _ALL.fullmatch(_head(each.path, each.name))]
        weights, scores = (
            [row for row in sheet.table.rows if words.search(plain(row.label or row.name))]
            for words in (_WEIGHT, _SCORE)
        )
        if len(whole) != 1 or len(weights) != 1 or len(scores) != 1:
            continue
        full, got = sheet.at(weights[0], whole[0]), sheet.at(scores[0], whole[0])
        if full is not None and got is not None and full.printed.value == _FULL:
            yield got


def _head(path: Sequence[str], name: str) -> str:
    return re.sub(r"\s|#[0-9]+$", "", path[-1] if path else name)


def _summed(paragraph: Paragraph) -> Iterator[Stated]:
    """Return 合计 94.71 分 where the scores got before it in its paragraph add up to it."""
    scores = [each for each in paragraph.numbers if each.stated and each.dimension == "score"]
    for at, number in enumerate(scores):
        if not re.search(r"(?:合计|共计|总计)(?:得分?)?(?:为|是)?$", number.clause):
            continue
        total = Fraction(0)
        for count, each in enumerate(reversed(scores[:at]), start=1):
            total += each.known.printed.value
            if total == number.known.printed.value and count >= _LEAST and _GOT.search(each.clause):
                yield number.known
                break
