"""A growth rate or change in the text that the table with the same figure does not bear out.

营业收入 386,521.47 万元，同比增长 12.36%; 各项存款余额 2,864.91 亿元，比年初增加 244.38 亿元: that a table speaks of this
figure shows by its name and its value, or by its value in the total row of a table close by. Its column of changes, or
its columns of this and the last period, then say what the change is.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.changecolumns import spans
from auditor.checks.common.contradicted import displaced
from auditor.checks.common.nearby import Nearby, nearby
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import (
    ONE,
    first_held,
    judged,
    near_growth,
    near_sum,
    quotient,
    rule,
    summed,
)
from auditor.checks.common.rowstems import Rows, RowStems
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import (
    SHORTEST_LABEL,
    Sheet,
    header,
    is_share,
    plain,
    repeats,
    rows_by_label,
    sheets,
)
from auditor.checks.common.words import overlap, stem
from auditor.checks.growth._rowchanged import changes_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Column, Row

NAME = "growth-not-table"
TITLE = {"zh": "正文的增减率与表中数据不符", "en": "a growth rate in the text is not that of the table"}
_CHANGE = re.compile(r"变动|增减|增长|增幅|变化|同比|增加额|减少额|[±]|[比较](?:上年末?|去年|年初|期初)增加")
_UNDATED = re.compile(r"(?:本年|本期|当年|20[0-9]{2}年)$")
_BEFORE = re.compile(r"上年|上期|去年|上一年|年初数|期初数|年初余额|期初余额")
_NOW = re.compile(r"本期|本年|当年|报告期|年末|期末")
_ANNUAL = re.compile(r"同比|[比较]上年|[比较]去年|[比较]上一年")
_OPENING = re.compile(r"[比较](?:年初|期初|上年末|上年年末)")
_TIMES = re.compile(
    r"上年|上期|去年|上一年|年初|期初|本期|本年|当年|报告期|年末|期末|同期|金额|余额|累计|[数末额]|20[0-9]{2}年"
)
# 支出 b，增长 4.3%: in a bulletin a growth without its base is that since last year.
_PLAIN = re.compile(r"^[，,]\s*(?:增长|下降|上升|减少|增加)\s*$")
_BEGUN = re.compile(r"年初|期初|上年末|上年年末")
_REACHED = re.compile(r"^[，,][^，,。；;]{0,8}(?:预算|计划|任务|目标|占)[^，,。；;]{0,10}$")
_PLANNED = re.compile(r"预算|计划|目标|任务")
_CLOSE = 4
_OTHER = re.compile(r"扣除|剔除|可比|不变价|实际增长|环比|年均")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge rates of growth whose level a table repeats, and changes told of a row by its name alone."""
    for each in changes_of_rows(facts, rule(NAME, TITLE)):
        yield from first_held(facts, each, sure=True)
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    stems = RowStems(tables)
    rows, totals = _labelled(tables), nearby(sheet for sheet in tables if len(sheet.totals) == 1)
    labels = rows_by_label(tables)
    if not stems:
        return
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for level, rate in _followed(numbers):
            if not _growth(level, rate):
                continue
            called = stems.named(level.name).printing(level.known) or _short(labels, level)
            spoken = _spoken(rows, level, paragraph.text)
            for sheet, row in (*called, *_totals(totals, level), *spoken):
                if _of_earlier(sheet, level):
                    continue
                relation = _relation(sheet, row, level, rate)
                if relation is not None:
                    yield judged(facts, relation)
                    break


def _followed(numbers: Sequence[Number]) -> Iterator[tuple[Number, Number]]:
    """Iterate over figures with the next one that may be their rate: a share told in passing stands between at most.

    契税 a 万元，完成预算的 86.8%，下降 15.3%: 86.8 % is what was reached of the budget, 15.3 % is of a.
    """
    for at, level in enumerate(numbers[:-1]):
        after = numbers[at + 1]
        passing = after.is_share and not after.sign and after.depth == level.depth
        if passing and _REACHED.search(after.before) and after.part == level.part and at + 2 < len(numbers):
            after = numbers[at + 2]
        yield level, after


def _of_earlier(sheet: Sheet, level: Number) -> bool:
    """Whether a level is told of a year before the latest that heads a table, whose rates are of the latest."""
    told = re.search(r"(?:19|20)[0-9]{2}", level.period)
    heads = [header(column) for column in sheet.table.columns]
    years = [year for head in heads for year in re.findall(r"(?:19|20)[0-9]{2}", head)]
    rates = any(told and told.group() in head and re.search(r"增|速|率|%", head) for head in heads)
    return told is not None and bool(years) and max(years) > told.group() and not rates


def _growth(level: Number, rate: Number) -> bool:
    """Whether a rate is the change of the level before it since last year."""
    if level.stated is None or rate.stated is None or level.is_share or level.sign or level.depth:
        return False
    words = rate.before
    if not (rate.sign and rate.sentence == level.sentence):
        return False
    if not (rate.is_share or _in_times(rate)) and rate.dimension != level.dimension:
        return False
    told = _ANNUAL.search(words) or _OPENING.search(words) or _PLAIN.match(words)
    return told is not None and not _OTHER.search(words)


def _labelled(tables: Sequence[Sheet]) -> Rows:
    """Return the rows with a label long enough to be told from words of the text."""
    return Rows(
        [(sheet, row) for sheet in tables for row in sheet.table.rows if len(_label(row)) > SHORTEST_LABEL]
    )


def _in_times(rate: Number) -> bool:
    """Whether a growth is told in times: 增长 1.86 倍 is 186 %."""
    return rate.occurrence.unit == "倍"


def _label(row: Row) -> str:
    return re.sub("^其中[:：]?", "", plain(row.label or row.name))


def _spoken(rows: Rows, level: Number, text: str) -> list[tuple[Sheet, Row]]:
    """Return the row that prints a level of five digits and whose label the text before it says.

    失业保险基金收入 a，比上年增长 …；支出 b，增长 …: the subject stands once for all that is told of it.
    """
    if level.stated is None or digits(level.known) <= MEANT:
        return []
    before = text[: level.occurrence.span.start]
    found = [
        (sheet, row)
        for sheet, row in rows.printing(level.known)
        # 制造业 is short: it has to begin the clause of the level.
        if _label(row) in before and (len(_label(row)) >= MEANT or level.clause.startswith(_label(row)))
        if any(
            value is not None and repeats(level, value)
            for column in sheet.table.columns
            for value in (sheet.at(row, column),)
        )
    ]
    return found if len(found) == 1 else []


def _short(labels: Mapping[str, Sequence[tuple[Sheet, Row]]], level: Number) -> list[tuple[Sheet, Row]]:
    """Return the row that a clause names in two characters and whose level it repeats: 契税 4,863 万元."""
    name = plain(level.clause)
    if len(name) != SHORTEST_LABEL or digits(level.known) < MEANT:
        return []
    places = labels.get(name, ())
    return [
        (sheet, row)
        for sheet, row in places
        if any((cell := sheet.at(row, each)) is not None and repeats(level, cell) for each in sheet.columns)
    ]


def _totals(tables: Nearby[Sheet], level: Number) -> list[tuple[Sheet, Row]]:
    """Return the total rows of tables close by that print a level under a head that shares its name."""
    if level.stated is None or digits(level.known) < MEANT:
        return []
    return [
        (sheet, sheet.totals[0])
        for sheet in tables.near(level.block.index, _CLOSE)
        if any(
            value is not None and repeats(level, value) and overlap(stem(level.name), header(column)) > 1
            for column in sheet.table.columns
            for value in (sheet.at(sheet.totals[0], column),)
        )
    ]


def _relation(sheet: Sheet, row: Row, level: Number, rate: Number) -> Relation | None:
    info, sign = rule(NAME, TITLE), Fraction(rate.sign)
    cells = [
        (column, value) for column in sheet.table.columns if (value := sheet.at(row, column)) is not None
    ]
    now = [each for each in cells if not _BEFORE.search(header(each[0])) and repeats(level, each[1])]
    if len(now) != 1:
        return None
    moved = [
        (column, value)
        for column, value in cells
        if _is_change(sheet, column, now[0][0])
        and value.unit.dimension == ("ratio" if _in_times(rate) else rate.dimension)
        and _of_base(header(column), rate.before)
    ]
    if len(moved) > 1:
        # 营业收入 | 同比增长 | 利润总额 | 同比增长: each stands right behind the column that it is of.
        columns = list(sheet.table.columns)
        moved = [each for each in moved if columns.index(each[0]) == columns.index(now[0][0]) + 1]
    changes = [value for _, value in moved]
    before = [
        value
        for column, value in cells
        if (_BEFORE.search(header(column)) or _last_year(column, now[0][0]))
        and not _CHANGE.search(header(column))
        and value.unit.dimension == now[0][1].unit.dimension
        and _of_one_kind(header(column), header(now[0][0]))
        and bool(_BEGUN.search(header(column))) == bool(_OPENING.search(rate.before))
    ]
    if len(changes) == 1 and not rate.is_share and len(before) == 1:
        # 2023年 | 2022年 | 增长 below 床位（张）: what no more than a head calls a change may be a rate.
        changes = [each for each in changes if near_sum(each, [(ONE, now[0][1]), (-ONE, before[0])])]
    if len(changes) == 1:
        # 支出合计 | 待遇支出 | 上年决算数 | 比上年增长: the growth is that of one level of the row, not of each.
        earlier = [
            value
            for column, value in cells
            if _BEFORE.search(header(column)) and not _CHANGE.search(header(column)) and not is_share(column)
        ]
        own = not rate.is_share or len(earlier) != 1 or near_growth(changes[0], now[0][1], earlier[0])
        own = own and not displaced(sheet, row, rate, changes[0])
        return summed(info, rate.known, [(sign, changes[0])], role="stated") if own else None
    current = _NOW.search(header(now[0][0])) or (before and _last_year_of(now[0][0]))
    if changes or len(before) != 1 or not current or _of_two_kinds(sheet, now[0][0]):
        return None
    parts = [(sign, now[0][1]), (-sign, before[0])]
    if not rate.is_share:
        return summed(info, rate.known, parts, role="stated")
    return quotient(info, rate.known, parts, [(ONE, before[0])])


_YEAR = re.compile(r"(?P<year>20[0-9]{2})年?(?P<rest>末|度|[^0-9]{0,8})")


def _last_year_of(column: Column) -> str:
    """Return the head of the column of the year before, where a head is one year: 2024年末 has 2023年末."""
    found = _YEAR.fullmatch(header(column))
    return f"{int(found['year']) - 1}{found['rest']}" if found else ""


def _last_year(column: Column, now: Column) -> bool:
    """Whether a column is of the year before that of another one, and of the same thing."""
    found, head = _YEAR.fullmatch(header(column)), _last_year_of(now)
    return found is not None and head == f"{found['year']}{found['rest']}"


def _of_base(head: str, words: str) -> bool:
    """Whether a column and the words measure a change from one time: 比年初 is not 同比."""
    one, two = _OPENING.search(head) is not None, _OPENING.search(words) is not None
    return one == two or not (one or _ANNUAL.search(head))


def _of_one_kind(before: str, now: str) -> bool:
    """Whether two heads tell one thing of two times: 上年结余 is not the earlier level of 本年收入."""
    one, two = _TIMES.sub("", before), _TIMES.sub("", now)
    return not one or not two or one == two


def _of_two_kinds(sheet: Sheet, now: Column) -> bool:
    """Whether a budget may have grown over the budget of the year before or over what was carried out of it."""
    told = _YEAR.fullmatch(header(now))
    if told is None or "预算" not in told["rest"]:
        return False
    before = str(int(told["year"]) - 1)
    return sum(1 for each in sheet.columns if before in header(each) and not _CHANGE.search(header(each))) > 1


def _is_change(sheet: Sheet, column: Column, now: Column) -> bool:
    """Whether a column holds the changes of the one before: 变动比例, or 营业收入比上年增减 beside 营业收入."""
    head = header(column)
    if not _CHANGE.search(head) or is_share(column):
        return False
    if (proved := spans(sheet).get(column.name)) is not None:
        # 比预算增减: what was spent differs from its budget, and has not grown over it.
        base = next(header(each) for each in sheet.columns if each.name == proved[1])
        planned = _PLANNED.search(base) and not _PLANNED.search(header(now))
        return proved[0] == now.name and not planned
    named = _CHANGE.split(re.sub(r"[比较](?:上年|上期|去年|年初|期初).*$", "", head))[0]
    named = re.sub(r"^(?:本年|本期|金额|20[0-9]{2}年)+$", "", named)
    # 利润总额 over 1-11月 and 同比增长: what stands below one head.
    if len(column.path) > 1 and column.path[:-1] == now.path[:-1] and _CHANGE.match(column.path[-1]):
        return True
    return not named or named == _UNDATED.sub("", header(now))
