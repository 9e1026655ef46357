"""A row that the text calls the largest or smallest, and that is not so in the table.

人口最多的是甲村，有 2,745 人: the figure has to be the row's, and no other row may have more.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.changecolumns import spans
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import compared, evidence_at, evidence_of_words, judged, rule, said
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import (
    Sheet,
    adds,
    header,
    like,
    numeric,
    plain,
    repeats,
    rows_by_label,
    same_value,
    sheets,
)
from auditor.checks.order._extremecells import extreme_cell, of_a_kind, row_first
from auditor.checks.order._extremerows import in_annex, prints, rows_named
from auditor.checks.order._valued import valued
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Evidence
    from auditor.report.model import Column, Row

NAME = "extreme-not-named"
TITLE = {"zh": "最值用语与表中数据不符", "en": "the largest or smallest is not the one named"}
_MOST = re.compile(
    r"(?P<what>[^，,。；;：:]{0,10}?)(?P<most>最[多大高长]|最[少小低短]|居首|其次)[^，,。；;]{0,4}?(?:的)?(?:是|为)?(?P<row>[^，,。；;]*?)[，,]?[^，,。；;]{0,6}$"
)

_NAMED = re.compile(
    r"(?P<what>[^，,。；;：:、]{0,14}?)(?P<most>最[多大高长]|最[少小低短])的?[^，,。；;0-9是为]{0,6}[是为](?P<row>[^，,。；;（()）0-9]{2,20})"
)
_ROW_FIRST = re.compile(
    r"(?:^|[，,。；;：:、])\s*(?:其中|以)?(?P<said>[^，,。；;：:、（）()0-9]{2,30}?)(?:最(?P<most>[多大高长少小低短])|(?:位居|位列|居|列|排名?|排在)(?:各[一-龥]{1,4})?(?P<rank>第一位?|首位|之首|末位|最后|倒数第一))(?=[，,。；;、（(]|$)"
)
_GROWN = re.compile(r"(?:增速|增幅|降幅|涨幅|跌幅|增长率?)$")
_CLASS = re.compile(r"\s*[一二三四五六七八九十]{1,2}、")
_FALL = re.compile(r"[降跌减][幅低少]|降")
_GROWTH = re.compile(r"增速|增幅|涨跌|涨幅|增减|增长|比上年[^，]{0,4}[%±]")
_NAME = re.compile(r"[一-龥]{3,12}")
_SOME = re.compile(
    r"(?:[中内]|除[^，,。；;]*外|剔除[^，,]*)[，,]|上年|去年|其他|20[0-9]{2}年(?!度?(?:完成|执行))"
)
"""The first of some of the rows, or of another year."""
_COUNT_OF_ROWS = re.compile(r"[0-9]+[个家项所座户条人]")
"""小计 | 6个: what names a total that was not read as one."""
_MEASURED = re.compile(r"[率度数额量比分]$")
_OF_ALL = re.compile(r"(?:^|[，,。；;：:])(?:在)?(?:各|所有|全部)[一-龥]{1,6}[中里内][，,]?\s*$")
_FIRST_WORDS = frozenset({*"多大高长", "第一", "第一位", "首位", "之首"})
_OFFICE = re.compile(r"[局厅委办院所]$")
_COUNTED = re.compile(r"(?:总数|数量|数)?(?:[（(][^（）()]*[）)])?$")
_SUBJECT = 6
_BRACKET = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what the text says of the largest and smallest rows of its part of the document."""
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    rows = rows_by_label(tables)
    for paragraph in paragraphs(facts):
        for before, number in zip((None, *paragraph.numbers), paragraph.numbers, strict=False):
            yield from _superlative(facts, number, before, rows)
        yield from _told(paragraph, tables)
        yield from _row_first(paragraph, tables)
        for each in valued(paragraph, tables):
            yield from _extreme_of(each.sheet, each.row, each.column, each.item, most=each.most)


def _row_first(paragraph: Paragraph, tables: Sequence[Sheet]) -> Iterator[Outcome]:
    """Judge 沙溪县问题金额最多: a row, and then the head of the column in which it is said to be first or last.

    人均消费甲镇最高，乙园最低: the column may be told before its row, and holds on for the next row of the sentence.
    """
    held: tuple[Sheet, Column] | None = None
    end = 0
    for found in _ROW_FIRST.finditer(paragraph.text):
        words = re.sub(r"^其中|[\s“”\"]", "", found["said"])
        before = paragraph.text[: found.start() + 1]
        held = None if re.search("[。；;]", paragraph.text[end : found.start() + 1]) else held
        end = found.end()
        # 县域中，甲县人口最多: first of some of the rows only.
        if re.search(r"(?:中|内|除[^，,。；;]*外)[，,]?\s*$", before) and not _OF_ALL.search(before):
            continue
        meant = [
            (sheet, row, column)
            for sheet in tables
            if sheet.block is not None and sheet.block.section[:1] == paragraph.block.section[:1]
            for label, row in _called(sheet)
            if len(label) > 1
            for column in _columns_said(sheet, label, words, held)
        ]
        if len(meant) == 1:
            sheet, row, column = meant[0]
            held = sheet, column
            item = evidence_of_words(
                paragraph.block, found.start("said"), found.group().strip("，,。；;：:、 "), "最值"
            )
            yield from _extreme_of(
                sheet, row, column, item, most=(found["most"] or found["rank"]) in _FIRST_WORDS
            )


def _columns_said(sheet: Sheet, label: str, words: str, held: tuple[Sheet, Column] | None) -> list[Column]:
    """Return the column that words name beside a row: behind it, else right before it, else that of the row before."""
    if _MEASURED.search(label):
        return []  # 满意度甲乡最高: a table of a measure a row, whose columns are compared
    if words == label:
        return [held[1]] if held is not None and held[0] is sheet else []
    what = words[len(label) :].removeprefix("的") if words.startswith(label) else ""
    if len(what) > 1:
        columns = [each for each in numeric(sheet) if what in plain(header(each))]
        return columns if len(columns) == 1 else []
    if words.endswith(label):
        what = words[: -len(label)].removesuffix("以")
        columns = [each for each in numeric(sheet) if what and what == _COUNTED.sub("", plain(header(each)))]
        return columns if len(columns) == 1 else []
    return []


def _called(sheet: Sheet) -> Iterator[tuple[str, Row]]:
    """Iterate over the rows by what they are called: their label, or another cell of words that no other row holds."""
    rows = {row.name: row for row in sheet.details}
    labels = {plain(row.label or row.name) for row in sheet.details}
    yield from ((plain(row.label or row.name), row) for row in sheet.details)
    cells = sheet.block.cells if sheet.block is not None else ()
    named = {cell.row: rows[cell.location.row] for cell in cells if cell.location.row in rows}
    words = [(plain(cell.text), cell.row) for cell in cells if cell.row in named]
    counts = Counter(text for text, _ in words)
    for text, at in words:
        if text not in labels and counts[text] == 1 and _NAME.fullmatch(text):
            yield text, named[at]


def _told(paragraph: Paragraph, tables: Sequence[Sheet]) -> Iterator[Outcome]:
    """Judge 人口最少的是甲村 by the column that the words name, where no figure stands behind."""
    subject = whole = ""
    for found in _NAMED.finditer(paragraph.text) if "最" in paragraph.text else ():
        # 人口最多的是甲村，最少的是乙村: the subject holds on.
        whole = _COUNTED.sub("", re.sub("[中里内]$", "", plain(found["what"]))) or whole
        subject = re.sub("[中里内]$", "", plain(found["what"]))[-_SUBJECT:] or subject
        name = plain(found["row"])
        meant = []
        for sheet in tables:
            rows = [row for row in sheet.details if plain(row.label or row.name) == name]
            columns = [
                column
                for column in numeric(sheet)
                if subject and (header(column) == subject or subject[-2:] in header(column))
            ]
            # 每千人口床位数: 每千人口床位, and not 床位 beside it.
            held = [column for column in numeric(sheet) if _within(whole, column)]
            longest = max((len(plain(header(each))) for each in held), default=0)
            columns = [each for each in held if len(plain(header(each))) == longest] or columns
            # 收入: 营业收入, and not 营业收入比上年增减 beside it.
            levels = [column for column in columns if header(column).endswith(subject)]
            spoken = len(levels) == 1 and adds(sheet, levels[0]) and _repeated(paragraph, sheet, levels[0])
            columns = levels if spoken else columns
            # 人口最少的是: of 常住人口 and 人口密度 the one that counts people.
            counts = [column for column in columns if adds(sheet, column)]
            columns = (
                counts if len(counts) == 1 and plain(header(counts[0])).endswith(subject[-2:]) else columns
            )
            if not columns and (grown := _GROWN.search(subject)) and _about(sheet, subject, grown):
                # 涨幅最大的是…: the one column of changes, whatever it is called.
                columns = _grown(paragraph, sheet)
            valued = _valued(paragraph, found, sheet)
            columns = columns if len(columns) == 1 else valued
            near = sheet.block is not None and sheet.block.section[:1] == paragraph.block.section[:1]
            told = len(valued) == 1 and columns == valued
            spoken = spoken or any(_repeated(paragraph, sheet, each) for each in numeric(sheet))
            if len(rows) == len(columns) == 1 and (near or told or spoken or _of_one_kind(sheet)):
                meant.append((sheet, rows[0], columns[0]))
        if len(meant) == 1 and not of_a_kind(paragraph.text[: found.end()], *meant[0][:2]):
            item = evidence_of_words(paragraph.block, found.start("row"), found["row"], "最值")
            # 降幅最大的是…: the least in a column of changes, unless its head tells falls alone.
            fall = _FALL.search(subject) and not _FALL.search(header(meant[0][2]))
            most = (found["most"][-1] in "多大高长") is not bool(fall)
            yield from _extreme_of(*meant[0], item, most=most)


def _grown(paragraph: Paragraph, sheet: Sheet) -> list[Column]:
    """Return the columns of changes; of several that of rates, and of these the one of the levels that a paragraph tells."""
    columns = [column for column in numeric(sheet) if _GROWTH.search(header(column))]
    rates = [column for column in columns if column.name in sheet.rates or "%" in header(column)]
    columns = rates or columns
    told = [
        each
        for each in columns
        if (span := spans(sheet).get(each.name)) is not None
        and any(column.name == span[0] and _repeated(paragraph, sheet, column) for column in numeric(sheet))
    ]
    return columns if len(columns) == 1 else told


def _within(words: str, column: Column) -> bool:
    """Whether what is compared is told by the whole head of a column."""
    head = _COUNTED.sub("", plain(header(column)))
    return len(head) > _BRACKET and words.endswith(head)


def _about(sheet: Sheet, subject: str, grown: re.Match[str]) -> bool:
    """Whether a table tells of what is said to have grown: 工业投资增幅 is no growth of 财政收入."""
    return subject[: grown.start()] in plain(sheet.table.caption or "")


def _valued(paragraph: Paragraph, found: re.Match[str], sheet: Sheet) -> list[Column]:
    """Return the columns that hold the value in brackets behind a name: 最高的是甲（97.5 分）."""
    value = next(
        (
            each
            for each in paragraph.numbers
            if each.stated and 0 <= each.occurrence.span.start - found.end("row") <= _BRACKET
        ),
        None,
    )
    if value is None or not value.depth:
        return []
    return [
        column
        for column in numeric(sheet)
        if any(
            (cell := sheet.at(row, column)) is not None and same_value(value.known, cell)
            for row in sheet.details
        )
    ]


def _repeated(paragraph: Paragraph, sheet: Sheet, column: Column) -> bool:
    """Whether a paragraph tells several cells of a column, to the last of many digits: it speaks of that column."""
    cells = [cell for row in sheet.details if (cell := sheet.at(row, column)) is not None]
    told = [
        number
        for number in paragraph.numbers
        if number.stated and digits(number.stated) >= MEANT
        if any(repeats(number, cell) for cell in cells)
    ]
    return len(told) > 1


def _of_one_kind(sheet: Sheet) -> bool:
    """Whether all rows of a table are things of one kind: 城南社区, 新河社区."""
    return len({plain(row.label or row.name)[-1:] for row in sheet.details}) == 1


def _superlative(
    facts: Facts, number: Number, before: Number | None, rows: dict[str, list[tuple[Sheet, Row]]]
) -> Iterator[Outcome]:
    """Judge 人口最多的是甲村，有 2,745 人；其次是乙村，有 2,310 人: the next is told in the column of the first."""
    found = _MOST.search(number.before)
    if found is None or number.stated is None:
        if number.stated is not None and (first := row_first(number)) is not None:
            yield from _by_column(facts, number, rows_named(rows, first[0]), "", most=first[1])
        return
    what = plain(found["what"])
    if not what and before is not None and before.sentence == number.sentence:
        # 完成率最高的是甲镇，为 99.10%；最低的是乙镇: the subject holds on.
        spoken = _MOST.search(before.before)
        what = plain(spoken["what"]) if spoken is not None else ""
    called = rows_named(rows, plain(found["row"]))
    chapter = number.block.section[:1]
    here = [each for each in called if each[0].block is not None and each[0].block.section[:1] == chapter]
    told_already = False
    for sheet, row in here or in_annex(number, what, called):
        columns = [
            column
            for column in sheet.table.columns
            if (value := sheet.at(row, column)) is not None and like(number, value)
        ]
        named = [column for column in columns if what and (what[-2:] in header(column))]
        # 从每千人口床位看，最高的是甲县，为 10.03 张: the value tells the column, whichever row prints it.
        if not named and digits(number.stated) >= MEANT - 1:
            named = [column for column in columns if prints(sheet, column, number)]
        if not named and found["most"] == "其次" and before is not None and before.stated:
            named = [column for column in columns if prints(sheet, column, before)]
        # 占 37 %: which share is told only words can say.
        if number.is_share and len(named) != 1:
            continue
        column = (named or columns)[0] if len(named) == 1 or len(columns) == 1 else None
        cell = sheet.at(row, column) if column is not None else None
        if column is None or cell is None:
            continue
        # 每公顷最高的是街头游园，15.87 万元: another cell of the row prints it, and is meant.
        others = [sheet.at(row, each) for each in sheet.table.columns if each is not column]
        if not same_value(number.stated, cell) and any(
            other is not None and other.printed.numeral.value == number.stated.printed.numeral.value
            for other in others
        ):
            continue
        told = judged(facts, compared(rule(NAME, TITLE), number.stated, tree.Relation.EQUAL, cell))
        yield told
        told_already = True
        # A figure that is not the row's says already that another row is meant.
        if (
            found["most"] != "其次"
            and told.verdict.consistent
            and not of_a_kind(number.block.text[: number.occurrence.span.start], sheet, row)
        ):
            yield from _extreme(number, sheet, row, column, most=found["most"][-1] in "多大高长首")

    if not told_already and found["most"] != "其次":
        first = row_first(number)
        called = called or (rows_named(rows, first[0]) if first is not None else ())
        yield from _by_column(facts, number, called, what, most=found["most"][-1] in "多大高长首")


def _by_column(
    facts: Facts, number: Number, called: Sequence[tuple[Sheet, Row]], what: str, *, most: bool
) -> Iterator[Outcome]:
    """Judge a figure by the cell of the column in which its row is the first, or the last."""
    words = number.lead
    pair = None if _SOME.search(words) else extreme_cell(number, called, what, most=most)
    if pair is not None:
        yield judged(facts, compared(rule(NAME, TITLE), pair[0], tree.Relation.EQUAL, pair[1]))


def _extreme(number: Number, sheet: Sheet, row: Row, column: Column, *, most: bool) -> Iterator[Outcome]:
    yield from _extreme_of(sheet, row, column, evidence_at(number.block, number.occurrence), most=most)


def _of_one_class(sheet: Sheet, row: Row) -> Sequence[Row]:
    """Return the rows of a row's class: those below its parent, or those from one 一、 to the next."""
    if row.parent is not None:
        return [each for each in sheet.details if each.parent == row.parent]
    classes: list[list[Row]] = [[]]
    for each in sheet.table.rows:
        if _CLASS.match(each.label or each.name):
            classes.append([])
        elif each in sheet.details and each.parent is None:
            classes[-1].append(each)
    return next((each for each in classes if row in each), ())


def _extreme_of(sheet: Sheet, row: Row, column: Column, item: Evidence, *, most: bool) -> Iterator[Outcome]:
    cell = sheet.at(row, column)
    # 十三个税种中: of the rows of one class the first need not be that of the others as well.
    # 执行率最高的部门是卫生健康局: what stands below an office, its projects, is no rival of it.
    office = _OFFICE.search(row.label or row.name) is not None
    values = [
        (value.printed.value, other)
        for other in _of_one_class(sheet, row)
        if (value := sheet.at(other, column)) is not None
        and not _COUNT_OF_ROWS.fullmatch(plain(other.label or other.name))
        and (not office or _OFFICE.search(other.label or other.name))
    ]
    if cell is None or len(values) < 3:  # noqa: PLR2004 - of two each is first or last
        return
    best = (max if most else min)(value for value, _ in values)
    if best == cell.printed.value:
        return
    other = next(each for value, each in values if value == best)
    info = rule(NAME, TITLE)
    zh = f"称“{row.label or row.name}”{'最大' if most else '最小'}，而表中{column.name}{'最大' if most else '最小'}的是“{other.label or other.name}”"
    en = f"'{row.label or row.name}' is called the {'largest' if most else 'smallest'}, in the table it is '{other.label or other.name}'"
    yield said(info, zh, en, [item])
