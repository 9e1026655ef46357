"""One figure that the text states twice, with different values.

Labels in running text are short and many figures share one, so two values under one label prove little.
They count where the label, the time, the unit and what it is part of all agree, and one of the values is
borne out elsewhere in the document while the other is not, or one is a slip of the pen away from the other.
Under names that only end alike (公众满意度, 满意度) they count where everything else is agreed: see `_oddones`.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import apart, is_english, periods, terms
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.tables import header, plain, sheets
from auditor.checks.common.words import stem
from auditor.checks.repeated._directions import told_in_words
from auditor.checks.repeated._oddones import odd_ones
from auditor.checks.repeated._slipsagain import slips_again
from auditor.checks.repeated._tellings import (
    DRAFT,
    condition_of,
    fund_of,
    main_year,
    period_of,
    prints,
    starts,
)
from auditor.checks.repeated._twins import turned, twins, two_ways
from auditor.findings import Severity
from auditor.language import tree
from auditor.report.annexes import own_report
from auditor.report.pointing import points_back

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.source import Location

NAME = "mentions-disagree"
TITLE = {"zh": "同一数字前后不一致", "en": "one figure is stated with different values"}
_GENERIC = re.compile(
    r"^(?:项目|资金|支出|收入|金额|人员|其他|其中|以上|以下|问卷|指标|执行率|完成率|控制率|控制数|占比|增长率|变动额|合格率|满意|数量|年度|部门|单位|工作|平均|合计|小计|总计|目标|分值|得分|扣分|加分|扣|加|计|得|共|约)$"
)
# The account supports 237 positions, an increase over the 192,158: what does something or changes names no figure.
_VERB = re.compile(
    r"^(?:increases?|decreases?|rise|fall|gain|growth|declines?|drop|reduction|improvement|change|(?:current|previous|prior|enacted|request(?:ed)?) level|supports?|provides?|includes?|recommends?|employs?|serves?|operates?|holds?|funds?|has|had|have|additional|further)$|\b(?:recommends?|provides?|includes?|requests?|proposes?|appropriates?)$",
    re.IGNORECASE,
)
_GOAL = re.compile(r"目标|计划|标准|要求|指标值|不低于|上年|去年|标杆|控制数|预期|[以之]上|[以之]下")
# 收入总计 is short by its stem only.
_TOTAL = re.compile(r"(?:收入|支出|预算)总计$")
_EARNED = re.compile(r"得分?(?:为|是)?\s*$")
_RATE = re.compile(r"完成|计划|目标|任务")
_OPENING = re.compile(r"年初(?!预算)|期初|上年末|上期末")
_COUNTED = re.compile(
    r"\s*(?:(?!(?:of|in|and|or|by|to|from|at|on|for|with|is|are|was|were)\b)[A-Za-z-]+\s*){0,4}"
)
"""What is counted stands behind its number in English."""
_SENTENCES = re.compile(r"[.;!?](?=\s+[A-Z])")
_SHORTEST = 4
_NAMED = 6
_MANY = 6
_FEW_ROWS = 2
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?")


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare the mentions of one label."""
    groups: dict[tuple[str, ...], list[Number]] = {}
    main = main_year(facts)
    for paragraph in paragraphs(facts):
        if paragraph.block.tells_aims:
            continue  # what was to be done, under the name of what was done
        here: dict[tuple[str, ...], list[Number]] = {}
        for number in paragraph.numbers:
            key = _key(number)
            if key is not None:
                key = (*key[:2], key[2] or main, *key[3:])
                here.setdefault(key, []).append(number)
        for key, numbers in here.items():
            # Twice in one paragraph: a list in which the label is no name.
            groups.setdefault(key, []).extend(numbers if len(numbers) == 1 else [numbers[0], *numbers])
    printed = prints(facts)
    told: set[Location] = set()
    notes: list[Outcome] = []
    for numbers in groups.values():
        unique = list(dict.fromkeys(numbers))
        if 1 < len(unique) <= _MANY and len(unique) == len(numbers):
            for outcome in _compared(facts, unique, printed):
                if outcome.rule.level is Severity.NOTE:
                    notes.append(outcome)
                    continue
                told.update(_places(outcome))
                yield outcome
    odd = list(_odd(facts, told))
    yield from odd
    told.update(place for each in odd for place in _places(each))
    chinese = facts.report.document.language == "zh"
    if chinese:
        yield from told_in_words(facts, rule(NAME, TITLE))
    for one, two in twins(facts) if chinese else ():
        if told.isdisjoint({one.known.mention.location, two.known.mention.location}):
            info = rule(NAME, TITLE)
            told.update({one.known.mention.location, two.known.mention.location})
            if turned(one, two):
                yield two_ways(info, one, two)
            else:
                yield judged(facts, compared(info, one.known, tree.Relation.EQUAL, two.known))
    yield from (each for each in notes if told.isdisjoint(_places(each)))


def _odd(facts: Facts, told: set[Location]) -> Iterator[Outcome]:
    """Judge what one place tells otherwise than the others, under names that only end alike."""
    for each in odd_ones(facts):
        if each.told.stated.mention.location in told or _aimed(
            facts, each.told.stated, each.others[0].stated
        ):
            continue
        sure = len(each.others) > 1
        info = rule(NAME, TITLE, Severity.ERROR if sure else Severity.WARNING, "medium")
        yield judged(facts, compared(info, each.told.stated, tree.Relation.EQUAL, each.others[0].stated))
        told = told | {each.told.stated.mention.location}
    for again in () if is_english(facts) else slips_again(facts):
        if again.told.mention.location not in told:
            info = rule(NAME, TITLE, Severity.ERROR if again.sure else Severity.WARNING, "medium")
            yield judged(facts, compared(info, again.told, tree.Relation.EQUAL, again.other))


def _places(outcome: Outcome) -> Iterator[Location]:
    """Return where the figures stand that were found to differ."""
    if not outcome.verdict.consistent:
        yield from (place for _, place in outcome.places)


def _key(number: Number) -> tuple[str, ...] | None:
    label = number.occurrence.label
    if number.stated is None or label is None or number.sign or number.depth or starts(number):
        return None
    if _VERB.search(label.name.strip()):
        return None
    if "分别" in label.name:
        return None  # 分别采纳 23 件、101 件: the first of a list
    if points_back(label.name):
        return None  # 该项得分: of another one in every paragraph
    if number.is_share and number.occurrence.unit_lent:
        return None  # 政府采购执行率 4 …: the name lent the unit, and the number may be its weight
    if not number.after.strip() and not number.occurrence.unit:
        return None  # numbers in a row: a line of a table that was not read as one
    name = stem(label.name)
    if (
        (len(name) < _SHORTEST and not _TOTAL.search(label.name))
        or _GENERIC.match(name)
        or _GOAL.search(number.clause)
        or _GOAL.search(label.text)
        or (number.dimension == "score" and _one_of_several(number))
        or _GOAL.search(number.after[:8])
    ):
        return None
    if not number.clause.strip().endswith(label.name[-2:]) and label.name[-2:] not in number.clause:
        return None
    draft = "草案" if any(map(DRAFT.search, number.block.section)) else ""
    # 年初在岗职工 764 人 and 年末在岗职工 781 人 have one stem.
    opening = "年初" if _OPENING.match(label.name) else ""
    return (
        name,
        number.dimension,
        period_of(number.period),
        label.basis,
        label.of,
        label.scope,
        draft,
        "".join(sorted(fund_of(label.text, number.block.section))) if number.dimension == "money" else "",
        opening,
        condition_of(number),
        own_report(number.block.section),
    )


def _one_of_several(number: Number) -> bool:
    """Whether 其中 stands before a score in its sentence: 5 个项目…。其中，甲项目…自评得分 97.07 分."""
    told = re.split("[。；;]", number.block.text[: number.occurrence.span.start])
    return "其中" in told[-1]


def _compared(
    facts: Facts, numbers: Sequence[Number], printed: Counter[tuple[str, Fraction]]
) -> Iterator[Outcome]:
    values: dict[Fraction, list[Number]] = {}
    for number in numbers:
        values.setdefault(number.known.printed.value, []).append(number)
    first = numbers[0].known
    if len(values) > 2:  # noqa: PLR2004 - three values under one label: the label is no name
        return
    rows = _of_rows(facts).get((stem(numbers[0].name), first.unit.dimension), frozenset())
    if rows & values.keys() and len(rows | values.keys()) > _FEW_ROWS:
        return  # 自评得分 97.07 分 is that of one of the projects in a table
    for number in numbers[1:]:
        if _told_apart(facts, number, numbers[0]) or _owned_apart(number, numbers[0]):
            continue
        if _aimed(facts, number.known, first) or _side_by_side(facts, number, numbers[0]):
            continue
        if is_english(facts) and apart(*map(_times, (number, numbers[0]))):
            continue
        level, confidence = _level(values, printed)
        if level is Severity.NOTE and not _close(list(values)):
            continue
        info = rule(NAME, TITLE, level, confidence)
        outcome = judged(facts, compared(info, number.known, tree.Relation.EQUAL, first))
        yield outcome


@functools.lru_cache(maxsize=2)
def _of_rows(facts: Facts) -> dict[tuple[str, str], frozenset[Fraction]]:
    """Return what the columns of tables print for their rows, totals aside, by the head and the unit."""
    found: dict[tuple[str, str], set[Fraction]] = {}
    for sheet in sheets(facts):
        for column in sheet.columns:
            cells = [cell for row in sheet.details if (cell := sheet.at(row, column)) is not None]
            if cells:
                key = stem(plain(header(column))), cells[0].unit.dimension
                found.setdefault(key, set()).update(each.printed.value for each in cells)
    return {key: frozenset(values) for key, values in found.items()}


def _told_apart(facts: Facts, one: Number, two: Number) -> bool:
    """Whether a pack has given both a key, and not the same, or other things are counted."""
    counted = (
        [terms("".join(_COUNTED.findall(each.after)[:1])) for each in (one, two)]
        if one.dimension == "number"
        else []
    )
    if all(counted) and counted and not counted[0] & counted[1]:
        return True  # The board handled 122,142 tonnes of waste, and handled 184,620 requests
    if one.dimension == "score" and bool(_EARNED.search(one.clause)) != bool(_EARNED.search(two.clause)):
        return True  # 个性指标 80 分, and 个性指标得 75.44 分
    return one.known.figure.key != two.known.figure.key and all(_of_pack(facts, each) for each in (one, two))


def _aimed(facts: Facts, one: Stated, two: Stated) -> bool:
    """Whether a rate behind one of two figures says that the other was the aim: 完成 112.6 公里，完成率 102.36%."""
    if one.printed.value == two.printed.value:
        return False
    aims = {each.printed.value: other.printed.value for each, other in ((one, two), (two, one))}
    return any(
        aim
        and done.dimension == one.unit.dimension
        and abs(value / aim - rate.known.printed.value) <= rate.known.printed.step
        for value, aim in aims.items()
        for done, rate in _done(facts).get(value, ())
    )


def _times(number: Number) -> frozenset[str]:
    """Return the times that the words around a number name, up to the ends of its sentence."""
    text, span = number.block.text, number.occurrence.span
    return periods(f"{_SENTENCES.split(text[: span.start])[-1]} @ {_SENTENCES.split(text[span.end :])[0]}")


def _side_by_side(facts: Facts, one: Number, two: Number) -> bool:
    """Whether one of two figures stands beside the value of the other in its sentence: 15,290, up 2% from 14,930."""
    return any(
        (each.dimension, other.known.printed.value) in _beside(facts)[each.block.index, each.sentence]
        for each, other in ((one, two), (two, one))
    )


@functools.lru_cache(maxsize=4)
def _beside(facts: Facts) -> Mapping[tuple[int, int], frozenset[tuple[str, Fraction]]]:
    """Return what each sentence prints, by its block."""
    found: dict[tuple[int, int], set[tuple[str, Fraction]]] = {}
    for paragraph in paragraphs(facts):
        for each in paragraph.numbers:
            values = found.setdefault((each.block.index, each.sentence), set())
            if each.stated:
                values.add((each.dimension, each.known.printed.value))
    return {key: frozenset(values) for key, values in found.items()}


@functools.lru_cache(maxsize=4)
def _done(facts: Facts) -> Mapping[Fraction, Sequence[tuple[Number, Number]]]:
    """Return the figures that have a rate of what was done directly behind them, with it, by their values."""
    found: dict[Fraction, list[tuple[Number, Number]]] = {}
    for paragraph in paragraphs(facts):
        for done, rate in itertools.pairwise(paragraph.numbers):
            if done.stated and rate.is_share and rate.stated and _RATE.search(rate.clause):
                found.setdefault(done.stated.printed.value, []).append((done, rate))
    return found


def _owned_apart(one: Number, two: Number) -> bool:
    """Whether two figures are parts of two wholes: 第一产业 of 生产总值 and of 民营经济增加值."""
    owners = [_owner(each) for each in (one, two)]
    return all(owners) and owners[0] != owners[1]


def _owner(number: Number) -> str:
    """Return what the list behind 其中 that a figure stands in is of, or an empty text."""
    told = number.block.text[: number.occurrence.span.start]
    at = told.rfind("其中")
    if at < 0 or "。" in told[at:]:
        return ""
    sentences = [each for each in _YEAR.sub("", told[:at]).split("。") if each.strip()]
    words = re.split(r"[0-9]", sentences[-1])[0] if sentences else ""
    return stem(re.split(r"[，,：:、（(]", words)[-1].strip())


def _of_pack(facts: Facts, number: Number) -> bool:
    """Whether a pack named the figure: only packs bring mentions together, or call it other than the text does."""
    figure = facts.report.figures[number.known.figure.key]
    label = number.occurrence.label
    return len(figure.mentions) > 1 or figure.label not in {label.text if label else "", figure.key}


def _close(values: Sequence[Fraction]) -> bool:
    """Whether two values can be one figure at all: far apart, the label hides two."""
    low, high = sorted(map(abs, values))
    return high <= low * 2


def _nearly(values: Sequence[Fraction]) -> bool:
    low, high = sorted(map(abs, values))
    return high * 10 <= low * 11


def _level(
    values: dict[Fraction, list[Number]], printed: Counter[tuple[str, Fraction]]
) -> tuple[Severity, str]:
    if len(values) < 2:  # noqa: PLR2004 - they agree
        return Severity.ERROR, "high"
    (_, ones), (two, twos) = values.items()
    first, second = ones[0].known, twos[0].known
    dimension = first.unit.dimension
    long = min(digits(first), digits(second)) >= MEANT - 1
    support = [
        max(printed[dimension, value], printed["any", value]) - len(numbers)
        for value, numbers in values.items()
    ]
    lonely = min(support) == 0 and max(support) > 0 and long and _close(list(values))
    # 专任教师 is of all schools here and of some there: a short name proves only what is nearly the same.
    name = stem(ones[0].name)
    if lonely and len(name) < _NAMED and not _nearly(list(values)):
        lonely = False
    if lonely or (min(digits(first), digits(second)) >= MEANT and slip(first, two)):
        return Severity.ERROR, "high"
    return Severity.NOTE, "low"
