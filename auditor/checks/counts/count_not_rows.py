"""A count in the text that the table it points to does not bear out: 15 个行政村，见附件 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.labelheads import things
from auditor.checks.common.nearby import Nearby, nearby
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.slips import digits
from auditor.checks.common.tablenumbers import numbers_of
from auditor.checks.common.tables import Sheet, header, plain, sheets
from auditor.checks.common.words import chinese_number
from auditor.checks.counts._pointed import pointed
from auditor.findings import Severity, Verdict
from auditor.report.blocks import NumberKind
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "count-not-rows"
TITLE = {"zh": "数量与所附表格的行数不符", "en": "a count is not the number of rows of its table"}
_UNITS = frozenset("个 项 家 类 名 条 种 所 座 处 笔".split())
_OVER = re.compile(r"(?:下辖|共辖|管辖|辖|全[县市区镇乡街]\w{0,2}(?:现有|共有|有))\s*$")
_POINTS = re.compile(r"见|如|详")
_SOME = re.compile("其余|其他|另|其中|除|类|部分")
_REST = re.compile(r"其[他它余]|零星|暂列|预备|不可预见")
_COUNT_BEFORE = re.compile(
    r"(?<![第0-9.,])(?P<count>[0-9]{1,3}|[一二三四五六七八九十两]{1,3})\s*(?P<unit>[条个项处所座家类])(?P<noun>[一-龥]{0,8})[、，,]\s*(?P<what>[一-龥]{0,8})$"
)
_GENERIC = re.compile(
    r"安排|[合总共]计|共|年末|已|有|总|涉及|完成|实际|全年|实施|为|达|资金|金额|投入|满分|得分"
)
_LISTED = re.compile(r"[0-9一二三四五六七八九十]\s*[一-龥]{1,3}、")
_LEAST = 3
_SMALL = 2
_MANY = 8
_PAIR = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge counts in sentences that refer to a table whose rows are such things."""
    tables = sheets(facts)
    totals, close = _totals(tables), nearby(tables)
    numbered: dict[str, list[Sheet]] = {}
    for sheet in tables:
        for number in numbers_of(sheet):
            numbered.setdefault(number, []).append(sheet)
    for paragraph in paragraphs(facts):
        yield from _ruled(paragraph, tables)
        yield from _pointed_at(paragraph, close)
        yield from _beside_total(paragraph, totals)
        for item in paragraph.block.occurrences:
            if item.kind is not NumberKind.REFERENCE:
                continue
            word = re.sub(r"\s", "", item.text)
            called = numbered.get(word, ())
            if len(called) != 1 or not _POINTS.search(
                paragraph.text[max(0, item.span.start - 12) : item.span.start]
            ):
                continue
            judged = [
                ("其中" in count.lead, outcome)
                for count in _counts(paragraph, item.span.start)
                if (outcome := _judged(count, called[0], word)) is not None
            ]
            # 单位共 9 个，其中二级单位 8 个，见附表 1: the table lists the nine.
            borne_out = [each for _, each in judged if each.verdict.consistent]
            yield from borne_out or (each for some, each in judged if not some)


def _ruled(paragraph: Paragraph, tables: Sequence[Sheet]) -> Iterator[Outcome]:
    """Judge 下辖十一个社区 by the only table whose rows are all 社区, wherever it stands."""
    for number in paragraph.numbers:
        numeral = number.occurrence.numeral
        if numeral is None or number.occurrence.unit not in _UNITS or not _OVER.search(number.before):
            continue
        noun = _noun(number)
        found = [
            sheet
            for sheet in tables
            if len(noun) > 1
            and len(sheet.details) >= _LEAST
            and all(re.sub(r"\s", "", row.label or row.name).endswith(noun) for row in sheet.details)
        ]
        if len(found) == 1:
            outcome = _judged(number, found[0], found[0].title)
            if outcome is not None:
                yield outcome


def _pointed_at(paragraph: Paragraph, tables: Nearby[Sheet]) -> Iterator[Outcome]:
    """Judge 资金分四项安排，见表 2 by the rows of the table that follows."""
    for found, sheet in pointed(paragraph, tables):
        rows, told = things(sheet), chinese_number(found["count"]) or 0
        nested = any(row.parent is not None or row.role is Role.OF_WHICH for row in sheet.table.rows)
        if len(rows) < _LEAST or nested or told < _SMALL:
            continue
        item = evidence_of_words(paragraph.block, found.start("count"), found["count"])
        if told == len(rows):
            yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
            continue
        zh = f"写 {found['count']} 项，“{sheet.title}”列 {len(rows)} 行"
        en = f"says {found['count']}, and {sheet.title} has {len(rows)} rows"
        yield said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [item])


def _totals(tables: Sequence[Sheet]) -> Mapping[Fraction, list[tuple[Sheet, str]]]:
    """Return the tables of plain rows by what their one total row prints, each with the head above it."""
    found: dict[Fraction, list[tuple[Sheet, str]]] = {}
    for sheet in tables:
        wholes = {None, *(row.name for row in sheet.totals)}
        nested = any(row.parent not in wholes or row.role is Role.OF_WHICH for row in sheet.table.rows)
        if nested or len(sheet.totals) != 1 or len(things(sheet)) < _LEAST:
            continue
        for column in sheet.columns:
            cell = sheet.at(sheet.totals[0], column)
            for value in {cell.printed.value, cell.printed.numeral.value} if cell is not None else ():
                found.setdefault(value, []).append((sheet, plain(header(column))))
    return found


def _beside_total(
    paragraph: Paragraph, totals: Mapping[Fraction, list[tuple[Sheet, str]]]
) -> Iterator[Outcome]:
    """Judge 新改建六条、41.8 公里 by the table whose total is 41.8 公里: of so many things is the total, and each has a row."""
    for number in paragraph.numbers:
        if number.stated is None or number.sign or number.is_share or digits(number.known) < _LEAST:
            continue
        printed = number.known.printed
        places = [*totals.get(printed.value, ()), *totals.get(printed.numeral.value, ())]
        found = _COUNT_BEFORE.search(paragraph.text[: number.occurrence.span.start]) if places else None
        # 桥梁六座，新增护栏 41.8 公里: what the total of the table is of has another name.
        called = {
            id(sheet): sheet
            for sheet, head in places
            if found is not None and _said(_GENERIC.sub("", found["what"]), head)
        }
        told = chinese_number(found["count"]) if found is not None else None
        if found is None or told is None or not called or _SOME.search(found["noun"]):
            continue
        if _LISTED.search(re.split("[。；;，,]", paragraph.text[: found.start("count")])[-1]):
            continue  # 基础设施类 3 个、产业发展类 2 个，预算共 41.8 万元: of all that are listed
        item = evidence_of_words(paragraph.block, found.start("count"), found["count"])
        listed = {count: each for each in called.values() for count in _counts_of(each)}
        if told in listed:
            yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
            continue
        rows, sheet = min(listed.items(), key=lambda each: abs(each[0] - told))
        # Far from the count the rows are of another kind, and the total of both is one.
        if abs(rows - told) <= (1 if rows < _MANY else _SMALL):
            zh = f"写 {found['count']}{found['unit']}、{number.occurrence.text}{number.occurrence.unit}，后者为“{sheet.title}”合计，表中列 {rows} 行"
            en = f"says {found['count']}, with the total of {sheet.title}, which has {rows} rows"
            yield said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [item])


def _said(words: str, head: str) -> bool:
    """Whether words that lead to a total say nothing, or what heads its column."""
    return len(words) < _PAIR or any(words[at : at + _PAIR] in head for at in range(len(words) - 1))


def _counts_of(sheet: Sheet) -> set[int]:
    """Return how many things a table may be said to list: 其他 is no thing of its own, or it is."""
    rows = things(sheet)
    others = sum(1 for row in rows if _REST.match(plain(row.label or row.name)))
    return {len(rows), len(rows) - others}


def _counts(paragraph: Paragraph, place: int) -> Iterator[Number]:
    sentence = paragraph.text[:place].count("。")
    for number in paragraph.numbers:
        if number.stated and number.occurrence.unit in _UNITS and number.depth == 0:
            start = number.occurrence.span.start
            if start < place and paragraph.text[:start].count("。") == sentence:
                yield number


def _judged(number: Number, sheet: Sheet, word: str) -> Outcome | None:
    rows = things(sheet)
    noun = _noun(number)
    if (
        len(rows) < _LEAST
        or not noun
        or not _of_such(sheet, noun)
        or any(row.role is Role.OF_WHICH for row in sheet.table.rows)
    ):
        return None
    if any(row.parent is not None for row in rows):
        return None
    numeral = number.occurrence.numeral
    value = int(numeral.value) if numeral is not None else len(rows)
    info = rule(NAME, TITLE)
    item = evidence_at(number.block, number.occurrence)
    if value == len(rows):
        return said(info, "", "", [item], Verdict.EXACT)
    # Far from the count the rows are something else, or only some of the things are shown.
    if abs(value - len(rows)) > max(_SMALL, len(rows) // 4):
        return None
    zh = f"{noun}写 {number.occurrence.text}{number.occurrence.unit}，{word}列 {len(rows)} 行"
    return said(info, zh, f"says {number.occurrence.text}, {word} has {len(rows)} rows", [item])


def _noun(number: Number) -> str:
    found = re.match(r"\s*([一-龥]{2,10}?)(?=[，。；、,;（(]|$|的|详|见|分)", number.after)
    if found:
        return found[1]
    # 安排项目 9 个: the things are named before their count.
    named = re.search(r"([一-龥]{2})$", number.name)
    return named[1] if named else ""


def _of_such(sheet: Sheet, noun: str) -> bool:
    """Whether the rows of a table are such things: by their names' last character or the table's words."""
    names = [row.label or row.name for row in sheet.details]
    last = sum(1 for name in names if name.endswith(noun[-1]))
    if last * 3 >= len(names) * 2:
        return True
    heads = [cell.text for cell in sheet.block.cells if cell.row == 0] if sheet.block else []
    return any(noun in re.sub(r"\s", "", head) or re.sub(r"\s|名称", "", head) == noun for head in heads[:3])
