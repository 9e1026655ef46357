"""A list that is said to stand in order, and does not: 增速居前三位的依次是甲（18.9%）、乙（7.4%）、丙（12.6%）."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.tables import Sheet, header, is_rate, plain, sheets
from auditor.checks.common.words import chinese_number
from auditor.checks.order._ranked import ranked
from auditor.findings import Severity, Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "list-out-of-order"
TITLE = {"zh": "列举的顺序与数字不符", "en": "a list does not stand in the order that is claimed"}
_FALLING = re.compile(
    r"(?:由高到低|从高到低|由大到小|从大到小|由多到少|从多到少)|(?:居前|排名前|位居前|前)(?P<count>[两二三四五六七八九十0-9]{1,2})(?:位|名)?[^，。；]{0,12}依次"
)
_RISING = re.compile(r"由低到高|从低到高|由小到大|从小到大|由少到多|从少到多")
_ANY_ORDER = ("到", "依次", "分别")
"""What no words of order do without."""
_NAMES = re.compile(
    r"(?P<what>[^，。；、]{2,14}?)(?:按)?(?P<order>由[高大多]到[低小少]|从[高大多]到[低小少]|由[低小少]到[高大多]|从[低小少]到[高大多])"
    r"[^。；]{0,14}?(?:(?:依次为|依次是|依次|分别为|分别是|[位名]是|[位名]为|排序为|排列为|为|是)\s*[：:]?|[：:])\s*(?P<names>[^，。；0-9]{4,120})"
)
_FIRST = re.compile(
    r"(?P<what>[^，。；、]{2,14}?)(?P<order>(?:位居|排名?|位列|居)?前[两二三四五六七八九十0-9]{1,2}[位名]?)的?[^，。；、]{0,6}?"
    r"(?:依次|分别)(?:为|是)\s*[：:]?\s*(?P<names>[^，。；0-9]{4,120})"
)
_UNIT = re.compile(r"[（(][^（）()]*[)）]|(?:数量|金额|人数|总数|情况|数|额)$|\s")
_MASS = re.compile(r"依次|分别|排列|排序|为|是")
_ENDS = re.compile(r"[。；;！]")
_BEHIND = re.compile(r"合计|共计|总计|小计|两项|之和|总和|占|相差|平均|[，；]其中")
"""What tells of a list as a whole, or of something else, is no item of it."""
_TOGETHER = re.compile(
    r"[，,；;]?\s*(?:[前上这]?述?[两二三四五六七八九十0-9]{1,2}[项类个家者大户]|以上)?[^，。；0-9]{0,8}?(?:合计|共计|总计|之和)[^，。；0-9]{0,8}"
)
"""What tells how much all of a list are together."""
_RATE = re.compile(r"率|占比|比重|均|%")
_REST = re.compile(r"其他|其它|其余")
_REACH = 60
_CLOSE = 6
_LEAST = 3
_WHOLE_NAME = 3
_SIZE = re.compile(r"(?:规模|金额|总量|数量|总额|数|额|量)$")
_GROWN = re.compile(r"[增涨降减]|速|变")
_SHARED = re.compile(r"占|比重|比例")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the first list behind words of order."""
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    before: Paragraph | None = None
    for paragraph in paragraphs(facts):
        yield from _named(paragraph, before, tables)
        before = paragraph
        for found, listed, falling in ranked(paragraph):
            yield _judged(paragraph, found, listed, falling=falling)
        if not any(word in paragraph.text for word in _ANY_ORDER):
            continue
        for pattern, falling in ((_FALLING, True), (_RISING, False)):
            for found in pattern.finditer(paragraph.text):
                listed = _listed(paragraph, found.end())
                if falling and found["count"]:
                    # 前四位的依次是…: so many are ordered, and what follows is of something else.
                    listed = listed[: chinese_number(found["count"])]
                if len(listed) >= _LEAST:
                    yield _judged(paragraph, found, listed, falling=falling)


def _named(paragraph: Paragraph, earlier: Paragraph | None, tables: Sequence[Sheet]) -> Iterator[Outcome]:
    """Judge 执行率由低到高前三位依次为甲、乙、丙 by the table whose rows they are, or what the text says of each."""
    if not any(word in paragraph.text for word in _ANY_ORDER):
        return
    for found in (*_NAMES.finditer(paragraph.text), *_FIRST.finditer(paragraph.text)):
        falling = _RISING.search(found["what"] + found["order"]) is None
        readings = [names for names in _split(found["names"]) if len(names) >= _LEAST and all(names)]
        known = [
            (names, values)
            for names in readings
            for values in (
                *_tabled(paragraph, found, names, tables),
                _told(paragraph, found, names) or (earlier and _told(earlier, found, names)),
            )
            if values
        ]
        if known:
            yield _order(paragraph, found, *known[0], falling=falling)
            continue
        for names in readings:
            yield from _unnamed(paragraph, found, names, tables, falling=falling)


def _split(listed: str) -> Iterator[list[str]]:
    """Iterate over the ways to read a list: 和 joins the last two, or stands inside a name (社会保障和就业)."""
    parts = listed.split("、")
    if len(parts) >= _LEAST:
        yield [plain(each) for each in parts]
    if (last := re.fullmatch("(.+)[和及](.+)", parts[-1])) is not None:
        yield [plain(each) for each in (*parts[:-1], *last.groups())]


def _tabled(
    paragraph: Paragraph, found: re.Match[str], names: Sequence[str], tables: Sequence[Sheet]
) -> Iterator[list[Fraction]]:
    """Iterate over what tables that have the names for rows give them in the column that the words name."""
    for sheet in tables:
        rows = _rows(sheet, names)
        if len(rows) < len(names):
            continue
        columns = _borne_out(paragraph, found, sheet, [rows[name] for name in names]) or _grouped(
            sheet, _called(sheet, found["what"]), paragraph.text[: found.start("order")]
        )
        cells = [sheet.at(rows[name], columns[0]) for name in names] if len(columns) == 1 else []
        values = [cell.printed.numeral.value for cell in cells if cell is not None]
        if len(values) == len(names):
            yield values


def _borne_out(paragraph: Paragraph, found: re.Match[str], sheet: Sheet, rows: Sequence[Row]) -> list[Column]:
    """Return the one column whose amounts of the rows give what the sentence says of them all: 三项合计 262,937 万元."""
    behind = paragraph.text[found.end() :]
    together = _TOGETHER.match(behind)
    if together is None:
        return []
    start = found.end() + together.end()
    told = next((each for each in paragraph.numbers if each.occurrence.span.start == start), None)
    if told is None or told.stated is None:
        return []
    columns = []
    for column in sheet.table.columns:
        cells = [sheet.at(row, column) for row in rows]
        values = [cell.printed.value for cell in cells if cell is not None]
        scaled = told.known.printed
        if len(values) == len(rows) and abs(sum(values) - scaled.value) <= scaled.step:
            columns.append(column)
    return columns if len(columns) == 1 else []


def _rows(sheet: Sheet, names: Sequence[str]) -> dict[str, Row]:
    """Return the row of each name: the one of that label, else the one whose label holds it and no other name.

    防火设施 is 对林区防火设施的满意度, where each of the names is so in a row of its own.
    """
    labels = _labelled(sheet)
    if all(name in labels for name in names):
        return {name: labels[name] for name in names}
    held = {
        name: [row for label, row in labels.items() if len(name) >= _WHOLE_NAME and name in label]
        for name in names
    }
    found = {name: rows[0] for name, rows in held.items() if len(rows) == 1}
    return found if len({id(row) for row in found.values()}) == len(names) else {}


def _labelled(sheet: Sheet) -> dict[str, Row]:
    """Return the rows by what they are called: a class that rows below it add up to is ranked as well as they are."""
    rows = [row for row in sheet.table.rows if row not in sheet.totals]
    return {plain(row.label or row.name): row for row in (*rows, *sheet.details)}


def _told(paragraph: Paragraph, found: re.Match[str], names: Sequence[str]) -> list[Fraction]:
    """Return what running text says of each name, empty where it does not say it of all, or not in one way.

    农业支出 402 万元，占 21.4%；教育支出 318 万元…: the first amount behind a name, or its share.
    """
    what, text = found["what"], paragraph.text
    # What grew most is not what is most.
    if _GROWN.search(what):
        return []
    shares = _SHARED.search(what) is not None
    if not shares and _RATE.search(what):
        return []
    end = found.start() if text is found.string else len(text)
    values: list[Fraction] = []
    kinds: set[str] = set()
    for name in names:
        said = {
            each.known.printed.value: each for each in _of_name(paragraph, name, names, end, shares=shares)
        }
        if len(said) != 1:
            return []
        values.extend(said)
        kinds.update(each.dimension for each in said.values())
    return values if len(kinds) == 1 else []


def _of_name(
    paragraph: Paragraph, name: str, names: Sequence[str], end: int, *, shares: bool
) -> Iterator[Number]:
    """Iterate over the first amount, or share, that follows a name in its part of a sentence."""
    text = paragraph.text
    for place in re.once(re.escape(name)).finditer(text[:end]):
        if re.search(r"其中[^，。；：]{0,4}$", text[: place.start()]):
            continue
        for number in paragraph.numbers:
            start = number.occurrence.span.start
            if not place.end() <= start < end or number.stated is None or number.is_share is not shares:
                continue
            inside = text[place.end() : start]
            others = any(other in inside for other in names if other != name)
            far = re.search(r"[。；;、]|其中|上年|去年|预算", inside) or len(inside) > _REACH
            # 农业支出（类）支出 402 万元: between a name and its amount stands no comma and no other number.
            direct = re.fullmatch(r"[^，,0-9]{0,12}", inside) is not None
            share = shares and re.search(r"占[^，,0-9]{0,14}$", inside) is not None
            if not others and not far and not number.sign and (share or (direct and not shares)):
                yield number
            break


def _unnamed(
    paragraph: Paragraph,
    found: re.Match[str],
    names: Sequence[str],
    tables: Sequence[Sheet],
    *,
    falling: bool,
) -> Iterator[Outcome]:
    """Judge 各类预警由多到少依次为甲、乙、丙 by a table close by that has them for rows, or heads columns with them.

    What they are ordered by is not said, so that the order is wrong only where no line of amounts bears it out.
    """
    for sheet in tables:
        if not sheet.near(paragraph.block.index, _CLOSE):
            continue
        lines = [line for line in _amounts(sheet, names) if len(line) == len(names)]
        if not lines:
            continue
        held = [line for line in lines if _in_order(line, falling=falling)]
        yield _order(paragraph, found, names, (held or lines)[0], falling=falling)
        return


def _amounts(sheet: Sheet, names: Sequence[str]) -> Iterator[Sequence[Fraction]]:
    """Iterate over the amounts that a table gives the names: the rows' in each column, or the columns' in each row."""
    rows = _labelled(sheet)
    columns = {plain(header(column)): column for column in sheet.table.columns}
    if all(name in rows for name in names):
        for column in sheet.table.columns:
            if not is_rate(sheet, column):
                cells = [sheet.at(rows[name], column) for name in names]
                yield [cell.printed.numeral.value for cell in cells if cell is not None]
    elif all(name in columns for name in names):
        for row in sheet.table.rows:
            cells = [sheet.at(row, columns[name]) for name in names]
            yield [
                cell.printed.numeral.value
                for cell in cells
                if cell is not None
                and cell.unit.dimension != "ratio"
                and not _RATE.search(row.label or row.name)
            ]


def _in_order(values: Sequence[Fraction], *, falling: bool) -> bool:
    return all(one == two or (one > two) is falling for one, two in itertools.pairwise(values))


def _called(sheet: Sheet, what: str) -> list[Column]:
    """Return the columns that words name: by their whole heads, else without units and 数, 额, 情况."""
    whole = [each for each in sheet.table.columns if header(each) and header(each) in what]
    if whole:
        # 得分率 names the column 得分率, not 得分.
        longest = max(len(header(each)) for each in whole)
        return [each for each in whole if len(header(each)) == longest]
    heads = [(each, _UNIT.sub("", header(each))) for each in sheet.table.columns]
    found = [each for each, head in heads if len(head) > 1 and head in what]
    # 在校生规模 is 在校学生: the one head that shares its beginning with the words.
    found = found or [each for each, head in heads if len(head) > 1 and head[:2] in what]
    # 支出规模 is 全年支出: the one head that ends as the words do.
    size = _SIZE.sub("", what.strip())[-2:]
    return found or [each for each, head in heads if len(size) > 1 and head.endswith(size)]


def _grouped(sheet: Sheet, columns: list[Column], before: str) -> list[Column]:
    """Return those of several columns of one head whose neighbour the sentence names: 乡村人口, then its 占比."""
    if len(columns) < 2:  # noqa: PLR2004 - one is meant
        return columns
    sentence = _ENDS.split(before)[-1]
    order = list(sheet.table.columns)
    named = []
    for column in columns:
        left = next((each for each in reversed(order[: order.index(column)]) if each not in columns), None)
        head = plain(header(left)) if left is not None else ""
        if len(head) > 1 and head in plain(sentence):
            named.append(column)
    return named or columns


def _order(
    paragraph: Paragraph,
    found: re.Match[str],
    names: Sequence[str],
    values: Sequence[Fraction],
    *,
    falling: bool,
) -> Outcome:
    item = evidence_of_words(paragraph.block, found.start("names"), found["names"][:40], "排序")
    pairs = list(itertools.pairwise(range(len(values))))
    wrong = next(
        (
            at
            for at, after in pairs
            if (values[after] > values[at]) is falling and values[after] != values[at]
        ),
        None,
    )
    info = rule(NAME, TITLE, Severity.NOTE if wrong is None else Severity.ERROR)
    if wrong is None:
        return said(info, "", "", [item], Verdict.EXACT)
    one, two = names[wrong], names[wrong + 1]
    zh = f"称“{found['order']}”，而表中“{one}”为 {decimal_text(values[wrong])}，“{two}”为 {decimal_text(values[wrong + 1])}"
    en = f"said to be in order ({found['order']}), but the table has {one} before {two} out of order"
    return said(info, zh, en, [item])


def _listed(paragraph: Paragraph, start: int) -> Sequence[Number]:
    """Return the numbers of one kind that follow words of order, up to the end of the sentence."""
    behind = [each for each in paragraph.numbers if each.occurrence.span.start >= start and each.stated]
    if not behind or behind[0].occurrence.span.start - start > _REACH:
        return ()
    first = behind[0]
    between = paragraph.text[start : first.occurrence.span.start]
    # 由高到低依次为甲、乙、丙。其中…: the sentence that says it lists names, and the next one's numbers are none of it.
    if _ENDS.search(between) or not _MASS.search(paragraph.text[start - 4 : start] + between):
        return ()
    listed: list[Number] = []
    for each in behind:
        if each.sentence != first.sentence or each.part != first.part:
            break
        # 旅游服务类 1247 人、其他 2231 人: the rest stands last whatever it is.
        if listed and (_BEHIND.search(each.before) or _REST.search(each.clause)):
            break
        if each.dimension == first.dimension and each.depth == first.depth and each.sign == first.sign:
            listed.append(each)
    return listed


def _judged(
    paragraph: Paragraph, found: re.Match[str], listed: Sequence[Number], *, falling: bool
) -> Outcome:
    words = found.group()
    values = [each.known.printed.value * (each.sign or 1) for each in listed]
    wrong = next(
        (
            at
            for at in range(1, len(values))
            if (values[at] > values[at - 1]) is falling and values[at] != values[at - 1]
        ),
        None,
    )
    info = rule(NAME, TITLE, Severity.ERROR if wrong else Severity.NOTE)
    if wrong is None:
        return said(
            info, "", "", [evidence_at(each.block, each.occurrence) for each in listed], Verdict.EXACT
        )
    before, after = listed[wrong - 1], listed[wrong]
    zh = f"称“{words}”，而 {before.occurrence.text} 排在 {after.occurrence.text} 之前"
    en = f"the list is said to be in order ({words}), and {before.occurrence.text} stands before {after.occurrence.text}"
    items = [evidence_at(each.block, each.occurrence) for each in (before, after)]
    # Under the key of a number: a rule over the numbers says all that is to be said of their order.
    order = attrs.evolve(evidence_of_words(paragraph.block, found.start(), words, "排序"), key=items[0].key)
    return said(info, zh, en, [order, *items])
