"""A count of those that meet a condition which the rows of a table, asked one by one, do not bear out.

执行率低于 90% 的项目有 2 个, where the column 执行率 has one such row; 7 个项目中，已完工 6 个, where five rows print 完工. A row that stands at
the very bound is counted either way. Far from what the rows give, other things are counted, and so they are where the sentence
tells another number of all of them than the table has rows.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.nearby import Nearby, nearby
from auditor.checks.common.numbers import Number, Paragraph, paragraphs, plainly
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.saidwords import measure
from auditor.checks.common.tables import Sheet, as_percent, header, numeric, plain, sheets
from auditor.checks.common.words import chinese_number
from auditor.checks.counts._conditions import OP, WITH, is_head, way_of
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rows-of-condition"
TITLE = {
    "zh": "符合条件的数量与表中行数不符",
    "en": "a count of what meets a condition is not that of the rows that do",
}
_UNITS = frozenset("个 项 家 名 条 种 所 座 处 笔 份 台 人 户 镇 村".split())
_BEFORE = re.compile(
    rf"(?:^|其中)(?P<head>[^，,。；;：:0-9]{{2,14}}?){OP}[0-9][0-9,.]*(?:%|％|[一-龥]{{1,3}}?)(?P<end>及以上|[（(]含[）)]以上|以上|及以下|以下|以内)?的(?P<noun>[一-龥]{{0,6}}?)(?:共有|有|共|为|达)?$"
)
"""执行率低于 90% 的项目有: what stands before a count."""
_BEHIND = re.compile(
    rf"^(?P<noun>[一-龥]{{0,6}}?)(?:的)?(?P<head>[^，,。；;：:0-9的]{{2,10}}?){OP}[0-9][0-9,.]*(?:%|％|[一-龥]{{1,3}}?)?(?P<end>及以上|以上|及以下|以下|以内)?$"
)
_ELSE = re.compile(r"全[国省市区县]|上年|去年|累计|平均|分别|部分|抽[查样]|另|一批|季度")
_TAIL = re.compile(r"(?:的|项目|单位|合同|有|共|为|是|达|等级|[“”\"])+$")
_AMONG = re.compile(r"^[一-龥]{0,6}(?:之)?中")
_AMONG_WORDS = re.compile(
    r"(?<![第一二三四五六七八九十])(?P<count>[二两三四五六七八九十]|十[一二三四五六七八九])个[一-龥]{0,6}中"
)
"""四个标段中, which states no exact number."""
_YES, _NO = frozenset("是√✓"), frozenset("否×✗")
_NEAR = 14
_LEAST = 4
_CLASSES = 5


@records.frozen(eq=False)
class _Kinds:
    """A column of words, by row: what each row is."""

    sheet: Sheet
    words: dict[int, str]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge counts with a condition by the tables around them."""
    tables = nearby(
        sheet for sheet in sheets(facts) if sheet.block is not None and len(sheet.details) >= _LEAST
    )
    kinds: dict[str, list[_Kinds]] = {}
    for paragraph in paragraphs(facts):
        for at, number in enumerate(paragraph.numbers):
            if not _counts(number):
                continue
            outcome = _bounded(facts, paragraph, at, tables) or _of_kind(paragraph, at, tables, kinds)
            if outcome is not None:
                yield outcome


def _unit(number: Number) -> str:
    return number.occurrence.unit or number.after.strip()[:1]


def _counts(number: Number) -> bool:
    return (
        number.stated is not None
        and _unit(number) in _UNITS
        and not number.sign
        and number.known.printed.value.denominator == 1
    )


def _all_told(paragraph: Paragraph, number: Number) -> set[int]:
    """Return how many there are in all, as the sentence says: 7 个项目中."""
    told = {
        count
        for found in _AMONG_WORDS.finditer(paragraph.text)
        if paragraph.text.count("。", 0, found.start())
        == paragraph.text.count("。", 0, number.occurrence.span.start)
        and (count := chinese_number(found["count"])) is not None
    }
    return told | {
        int(each.known.printed.value)
        for each in paragraph.numbers
        if _counts(each)
        and each.sentence == number.sentence
        and each is not number
        and _AMONG.match(each.after)
    }


def _bounded(facts: Facts, paragraph: Paragraph, at: int, tables: Nearby[Sheet]) -> Outcome | None:
    """Judge 执行率低于 90% 的项目有 1 个 and 有 1 个项目执行率低于 90%."""
    number, text = paragraph.numbers[at], paragraph.text
    for other in (at - 1, at + 1):
        if not 0 <= other < len(paragraph.numbers):
            continue
        bound = paragraph.numbers[other]
        if bound.sentence != number.sentence or (value := plainly(facts, bound)) is None:
            continue
        if other < at:
            start = max(text.rfind(mark, 0, bound.occurrence.span.start) for mark in "，。；：,;") + 1
            words = re.sub(r"\s", "", text[start : number.occurrence.span.start])
            found = _BEFORE.search(words)
        else:
            end = bound.occurrence.span.end
            behind = re.split(r"[，,。；;、]", text[end:])[0][:4]
            words = re.sub(
                rf"\s|^{number.occurrence.unit}", "", text[number.occurrence.span.end : end] + behind
            )
            found = _BEHIND.search(words)
        if found is None or _ELSE.search(words):
            continue
        return _asked(paragraph, number, value, found, tables)
    return None


def _asked(
    paragraph: Paragraph, number: Number, bound: Stated, found: re.Match[str], tables: Nearby[Sheet]
) -> Outcome | None:
    way = way_of(found["op"] or "", found["end"] or "")
    places = [
        (sheet, column)
        for sheet in tables.near(number.block.index, _NEAR)
        for column in numeric(sheet)
        if (is_head(column, found["head"]) and _such(sheet, found["noun"]))
        # 1 个乡镇得分低于 80 分: what is counted and what is measured stand side by side.
        or (
            (own := found["head"].removesuffix(measure(header(column)))) not in ("", found["head"])
            and is_head(column, found["head"].removeprefix(own))
            and _such(sheet, own)
        )
    ]
    if len(places) != 1 or not way:
        return None
    sheet, column = places[0]
    values = [sheet.at(row, column) for row in sheet.details]
    cells = [as_percent(each, header(column)) for each in values if each is not None]
    if len(cells) != len(sheet.details) or any(each.unit.dimension != bound.unit.dimension for each in cells):
        return None
    goal = bound.printed.value
    beyond = sum(each.printed.value > goal if way > 0 else each.printed.value < goal for each in cells)
    at_it = sum(each.printed.value == goal for each in cells)
    if beyond == len(cells) and number.known.printed.value * 2 < beyond:
        return None  # what all rows meet nobody counts: another column was meant, or read
    op, end = found["op"] or "", found["end"] or ""
    if op in WITH or end.startswith(("及", "（", "(")):
        beyond, at_it = beyond + at_it, 0  # 及以上 has what stands at the bound; 以上 is told either way
    return _outcome(paragraph, number, sheet, range(beyond, beyond + at_it + 1))


def _such(sheet: Sheet, noun: str) -> bool:
    """Whether the rows of a table are such things, by the head of their labels or by what they are called."""
    if not noun:
        return True
    corner = (
        "".join(cell.text for cell in sheet.block.cells if cell.row == 0) if sheet.block is not None else ""
    )
    names = [row.label or row.name for row in sheet.details]
    return (
        noun in corner or noun[-2:] in corner or sum(noun[-1] == name[-1:] for name in names) * 2 > len(names)
    )


def _of_kind(
    paragraph: Paragraph, at: int, tables: Nearby[Sheet], known: dict[str, list[_Kinds]]
) -> Outcome | None:
    """Judge 已完工 6 个 and 已完工项目中有 3 个尚未验收 by columns of words."""
    number, text = paragraph.numbers[at], paragraph.text
    start = max(text.rfind(mark, 0, number.occurrence.span.start) for mark in "，。；：、,;") + 1
    lead = re.sub(r"\s", "", text[start : number.occurrence.span.start])
    behind = re.sub(r"\s", "", re.split(r"[，,。；;、：]", number.after)[0])
    if _ELSE.search(lead) or _AMONG.match(number.after) or not lead + behind:
        return None
    found = []
    for sheet in tables.near(number.block.index, _NEAR):
        columns = known.setdefault(sheet.table.id, list(_kinds(sheet)))
        for column in columns:
            others = [each for each in columns if each is not column]
            if (rows := _meant(column, others, lead, behind)) is not None:
                found.append((sheet, rows))
    if len(found) != 1:
        return None
    sheet, rows = found[0]
    count = int(number.known.printed.value)
    beside = [
        each
        for each in paragraph.numbers
        if _counts(each)
        and each is not number
        and each.sentence == number.sentence
        and _unit(each) == _unit(number)
    ]
    borne = (
        len(sheet.details) in _all_told(paragraph, number)
        or any(each.known.printed.value == len(sheet.details) for each in beside)
        or any(
            # 完成 2 项、未完成 2 项: the one of the two kinds that is right says which column is counted.
            each.known.printed.value == len(sheet.details) - rows and _other_kind(each, number)
            for each in beside
        )
    )
    return _outcome(paragraph, number, sheet, range(rows, rows + 1)) if borne or count == rows else None


def _kinds(sheet: Sheet) -> Iterator[_Kinds]:
    """Return the columns of a table that say with few words what each row is."""
    cells = sheet.block.cells if sheet.block is not None else ()
    labels = {plain(row.label or row.name) for row in sheet.details}
    heads = {cell.column: re.sub(r"\s", "", cell.text) for cell in cells if cell.row == 0}
    by_column: dict[int, dict[int, str]] = {}
    rows: set[int] = set()
    for cell in cells:
        word = _as_told(re.sub(r"\s", "", cell.text), heads.get(cell.column, ""))
        if word in labels:
            rows.add(cell.row)
        elif cell.row and word and re.fullmatch(r"[一-龥]{1,6}|[A-F][+＋-]?级?", word):
            by_column.setdefault(cell.column, {})[cell.row] = word
    for words in by_column.values():
        own = {row: word for row, word in words.items() if row in rows}
        count = Counter(own.values())
        if len(own) == len(sheet.details) and 1 < len(count) <= min(_CLASSES, len(own) - 1):
            yield _Kinds(sheet, own)


def _other_kind(one: Number, two: Number) -> bool:
    """Whether two counts are those of what is so and of what is not so: 完成 2 项、未完成 3 项."""
    words = [re.sub(r"^(?:其中|已|尚|共|有)+", "", re.sub(r"\s", "", each.clause)) for each in (one, two)]
    short, long = sorted(words, key=len)
    return len(short) > 1 and long in {f"未{short}", f"没有{short}", f"不{short}"}


def _as_told(word: str, head: str) -> str:
    """Return what a cell says in words that a sentence would use: 是 below 是否完成 is 完成, and √ as well."""
    asked = re.fullmatch(r"是否(?:已|按[期时])?(?P<what>[一-龥]{2,4})|(?P<way>[一-龥]{2})(?:与否|情况)", head)
    what = (asked["what"] or asked["way"]) if asked is not None else ""
    if not what or word not in _YES | _NO:
        return word
    return what if word in _YES else f"未{what}"


def _meant(column: _Kinds, others: Sequence[_Kinds], lead: str, behind: str) -> int | None:
    """Return how many rows are what the words around a count say, None where they say nothing of the column."""
    words = sorted(set(column.words.values()), key=len, reverse=True)
    told = _TAIL.sub("", lead)
    word = next((each for each in words if told.endswith(each.removeprefix("已")) and len(each) > 1), "")
    if word and told.endswith(f"未{word.removeprefix('已')}") and not word.startswith("未"):
        return None
    among = re.match(r"(?P<kind>.{2,10}?)(?:项目|合同|单位)?中(?:有)?$", lead)
    if not word and (among is not None or not lead.strip("有其中尚仍")):
        word = next(
            (each for each in words if re.fullmatch(rf"[一-龥]{{0,3}}?(?:尚|仍|已)?{each}", behind)), ""
        )
    if not word:
        return None
    rows = {row for row, each in column.words.items() if each == word}
    if among is not None and not told.endswith(word.removeprefix("已")):
        kinds = [
            {row for row, each in other.words.items() if each == kind}
            for other in others
            for kind in set(other.words.values())
            if among["kind"].endswith(kind.removeprefix("已")) and "未" not in among["kind"]
        ]
        if len(kinds) != 1:
            return None
        rows &= kinds[0]
    return len(rows)


def _outcome(paragraph: Paragraph, number: Number, sheet: Sheet, right: range) -> Outcome | None:
    count = int(number.known.printed.value)
    item = evidence_at(number.block, number.occurrence)
    told = _all_told(paragraph, number)
    if told and told != {len(sheet.details)}:
        return None
    if count in right:
        return said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
    # No row is such: the things that are counted stand elsewhere, or in rows that could not be read.
    if right[-1] == 0:
        return None
    shown = f"{right[0]}" if len(right) == 1 else f"{right[0]} 或 {right[-1]}"
    unit = _unit(number)
    zh = f"写 {number.occurrence.text}{unit}，“{sheet.title}”中符合的有 {shown} 行"
    en = f"says {number.occurrence.text}, and {shown} rows of {sheet.title} are such"
    return said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [item])
