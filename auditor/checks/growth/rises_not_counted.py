"""A count of rises and falls that the changes listed behind it, or a table, do not bear out.

八大类价格六涨二降：A 上涨…，B 下降…; where nothing is listed, the table of eight rows just before.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.nearby import Nearby, nearby
from auditor.checks.common.numbers import TEXT_KINDS, Number, exactly, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, judged, plus, rule, said, summed
from auditor.checks.common.tables import header, numeric, sheets
from auditor.checks.common.words import chinese_number, overlap
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "rises-not-counted"
TITLE = {"zh": "涨跌个数与所列涨跌不符", "en": "a count of rises and falls is not that of the changes listed"}
_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十两]{1,3})"
_COUNTED = re.compile(
    rf"(?:^|[^0-9一二三四五六七八九十])(?P<counts>(?P<up>{_N})个?(?:类|种|项|行业)?(?:价格)?(?:上涨|上升|增长|涨|升|增)[、，]?"
    rf"(?:(?P<flat>{_N})个?(?:类|种|项)?(?:持平|平)[、，]?)?(?P<down>{_N})个?(?:类|种|项|行业)?(?:价格)?(?:下降|下跌|降|跌|减)"
    rf"(?:[、，]?(?P<even>{_N})个?(?:类|种|项)?(?:持平|平))?)"
)
_END = re.compile(r"。|$")
_FLAT = re.compile(r"持平")
_OPEN = re.compile(r"等|其中|主要")
_OF = re.compile(rf"(?P<count>{_N})(?:个)?(?:大类|类|种|项|个?行业|个?县区?|个?地区)[^，。；0-9]{{0,10}}$")
_CHANGES = re.compile(r"涨跌|增减|升降|增长|增速|涨幅|变动|[比较]上年|同比")
_LEVEL = re.compile(r"^(?:19|20)[0-9]{2}\s*年$|比重|占")
"""Heads of columns that hold no changes."""
_CHANGE = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_OF_ALL = re.compile(r"总指数|总水平|总体|合计|居民消费价格$")
_CLOSE = 3
_WAYS = 3
_SHARED = 2
_AMONG = re.compile(r"[一-龥]{0,8}[中里][，,：:]?")
_UP, _DOWN, _STAY = "增长|上涨|上升|提高|增加|增产", "下降|下跌|降低|减少|回落|减产", "持平|不变|减亏"
_SUCH = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<flat>{_STAY}))的(?:有|为|共)?$")
_GO = re.compile(
    rf"[种个]?(?:主要)?(?:产品|商品|指标|行业|(?![一-龥]*(?:均|都|全部))[一-龥]{{1,4}}?)?(?:的?(?:产量|价格|数量|利润总额|利润|增加值|产值|营业收入|投资|用电量))?(?:实现)?(?:同比|环比|[比较](?:上年|去年)(?:同期)?)?(?:实现|有所)?(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<flat>{_STAY}))(?=\s*[，,、；;。]|$)"
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every count of rises and falls whose list follows in its sentence."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for paragraph in paragraphs(facts):
        if paragraph.block.kind not in TEXT_KINDS:
            continue
        for found in _COUNTED.finditer(paragraph.text):
            outcome = (
                _judged(paragraph, found)
                or _tabled(paragraph, found, tables)
                or _folded(facts, paragraph, found)
            )
            if outcome is not None:
                yield outcome
        yield from _apart(facts, paragraph, tables)


def _apart(facts: Facts, paragraph: Paragraph, tables: Nearby[Sheet]) -> Iterator[Outcome]:
    """Judge 12 种产品中，产量增长的 8 种，下降的 3 种，持平的 1 种 by the rows of the table close by, else by their sum."""
    told: dict[tuple[int, str], dict[str, Number]] = {}
    for number in paragraph.numbers:
        way = _way(number)
        if way and number.stated and not number.sign and (unit := _counter(number)):
            told.setdefault((number.sentence, unit), {}).setdefault(way, number)
    for (sentence, unit), ways in told.items():
        first = min(ways.values(), key=lambda each: each.occurrence.span.start)
        before = [
            each
            for each in paragraph.numbers
            if each.stated
            and _counter(each) == unit
            and sentence - each.sentence <= 1
            and each.occurrence.span.start < first.occurrence.span.start
        ]
        if not before or (len(ways) < _WAYS - 1 and not _AMONG.match(re.sub(r"\s", "", before[-1].after))):
            continue
        whole = before[-1].known
        near = [each for each in tables.near(paragraph.block.index, _CLOSE) if _speaks_of(paragraph, each)]
        found = _signs(near, whole.printed.value)
        wrong = [each for way, each in ways.items() if found and each.known.printed.value != found[way]]
        if wrong:
            items = [evidence_at(each.block, each.occurrence) for each in wrong]
            up, down, flat = (found[way] for way in ("up", "down", "flat"))
            zh = f"表中增长 {up} 个、下降 {down} 个、持平 {flat} 个"
            yield said(rule(NAME, TITLE), zh, f"in the table {up} rise, {down} fall, {flat} stay", items)
        elif found:
            items = [evidence_at(each.block, each.occurrence) for each in ways.values()]
            yield said(rule(NAME, TITLE), "", "", items, Verdict.EXACT)
        elif (
            len(ways) == _WAYS
            or sum(each.known.printed.value for each in ways.values()) > whole.printed.value
        ):
            yield judged(
                facts,
                summed(
                    rule(NAME, TITLE), exactly(whole), plus([exactly(each.known) for each in ways.values()])
                ),
            )


def _counter(number: Number) -> str:
    """Return what a number counts things by, also 种 and 个 of what has no unit elsewhere; empty for an amount."""
    if number.dimension.startswith("count"):
        return number.occurrence.unit
    found = re.match(r"\s*([种个])", number.after) if number.dimension == "number" else None
    return found[1] if found is not None else ""


def _way(number: Number) -> str:
    """Return which way the things go that a number counts: 增长的 8 种, 3 种下降; empty for others."""
    found = _SUCH.search(number.clause.rstrip()) or _GO.match(re.sub(r"\s", "", number.after))
    return (found.lastgroup or "") if found else ""


def _signs(sheets_near: Sequence[Sheet], many: Fraction) -> dict[str, int]:
    """Return how many rows rise, fall and stay in the one table, or group of its rows, that has so many changes, perhaps on two sides."""
    values: dict[tuple[str, str, str], list[Fraction]] = {}
    for sheet in sheets_near:
        for column in (each for each in numeric(sheet) if _CHANGES.search(header(each))):
            for row in sheet.details:
                cell = sheet.at(row, column)
                if cell is None or _OF_ALL.search(row.label or row.name):
                    continue
                for group in {"", row.parent or ""}:
                    key = (sheet.table.caption or sheet.table.id, header(column), group)
                    values.setdefault(key, []).append(cell.printed.value)
    fitting = {
        (
            sum(value > 0 for value in each),
            sum(value < 0 for value in each),
            sum(value == 0 for value in each),
        )
        for each in values.values()
        if len(each) == many
    }
    if len(fitting) != 1:
        return {}
    return dict(zip(("up", "down", "flat"), fitting.pop(), strict=True))


def _judged(paragraph: Paragraph, found: re.Match[str]) -> Outcome | None:
    start = found.end()
    end = _END.search(paragraph.text, start)
    stop = end.start() if end else len(paragraph.text)
    words = paragraph.text[start:stop]
    changes = [each for each in paragraph.numbers if start <= each.occurrence.span.start < stop]
    if not changes or _OPEN.search(words) or not all(_told(each) for each in changes):
        return None
    said_up, said_down = (chinese_number(found[name]) or 0 for name in ("up", "down"))
    said_flat = chinese_number(found["flat"] or found["even"] or "0") or 0
    up = sum(1 for each in changes if each.sign > 0)
    down, flat = len(changes) - up, len(_FLAT.findall(words))
    # A list that is longer or shorter tells something else, or not all of it, if the classes are not as many.
    if up + down + flat not in {said_up + said_down + said_flat, _classes(paragraph, found)}:
        return None
    return _outcome(paragraph, found, (said_up, said_down), (up, down))


def _tabled(paragraph: Paragraph, found: re.Match[str], tables: Nearby[Sheet]) -> Outcome | None:
    """Judge 八大类价格六涨二降 by the one table close by that has eight rows, and one column of changes."""
    many = _classes(paragraph, found)
    meant = []
    near = [each for each in tables.near(paragraph.block.index, _CLOSE) if _speaks_of(paragraph, each)]
    for sheet in near:
        columns = [each for each in numeric(sheet) if _CHANGES.search(header(each))]
        rows = _parts(sheet, many)
        if many and len(columns) == 1 and rows:
            meant.append([sheet.at(row, columns[0]) for row in rows])
    # A table of two sides has four of the eight on each.
    if not meant and many and (signs := _signs(near, Fraction(many))):
        told = chinese_number(found["up"]) or 0, chinese_number(found["down"]) or 0
        return _outcome(paragraph, found, told, (signs["up"], signs["down"]))
    if len(meant) != 1:
        return None
    values = [cell.printed.value for cell in meant[0] if cell is not None]
    said_up, said_down = (chinese_number(found[name]) or 0 for name in ("up", "down"))
    if len(values) != many:
        return None
    real = sum(value > 0 for value in values), sum(value < 0 for value in values)
    return _outcome(paragraph, found, (said_up, said_down), real)


def _speaks_of(paragraph: Paragraph, sheet: Sheet) -> bool:
    """Whether a paragraph shares a word with the title of a table, or names some of its rows."""
    named = [row for row in sheet.details if (row.label or row.name).strip()[:_SHARED] in paragraph.text]
    return len(named) >= _SHARED or overlap(sheet.table.caption or "", paragraph.text) >= _SHARED


def _folded(facts: Facts, paragraph: Paragraph, found: re.Match[str]) -> Outcome | None:
    """Judge 八大类价格六涨二降 by the one table close by, of whatever shape, that prints eight changes and no other number."""
    many, at = _classes(paragraph, found), paragraph.block.index
    held: list[list[Fraction]] = []
    for block in facts.report.blocks[max(0, at - _CLOSE) : at + _CLOSE + 1] if many else ():
        cells = [each.text.strip() for each in block.cells]
        values = [Fraction(text) for text in cells if _CHANGE.fullmatch(text)]
        levels = any(map(_LEVEL.search, cells))
        if len(values) == many and any(map(_CHANGES.search, cells)) and not levels:
            held.append(values)
    if len(held) != 1:
        return None
    told = chinese_number(found["up"]) or 0, chinese_number(found["down"]) or 0
    return _outcome(
        paragraph, found, told, (sum(each > 0 for each in held[0]), sum(each < 0 for each in held[0]))
    )


def _classes(paragraph: Paragraph, found: re.Match[str]) -> int:
    """Return how many classes are told before their rises and falls: 八大类价格六涨二降; 0 where that is not said."""
    of = _OF.search(paragraph.text[: found.start("counts")])
    return (chinese_number(of["count"]) or 0) if of else 0


def _parts(sheet: Sheet, many: int) -> Sequence[Row]:
    """Return the rows of a table, without the whole that may stand first, if there are so many."""
    rows = sheet.details
    return rows if len(rows) == many else rows[1:] if len(rows) == many + 1 else ()


def _outcome(
    paragraph: Paragraph, found: re.Match[str], told: tuple[int, int], real: tuple[int, int]
) -> Outcome:
    info = rule(NAME, TITLE)
    item = evidence_of_words(paragraph.block, found.start("counts"), found["counts"], "涨跌个数")
    up, down = real
    if real == told:
        return said(info, "", "", [item], Verdict.EXACT)
    zh = f"写“{found['counts']}”，所列却是 {up} 涨 {down} 降"
    return said(info, zh, f"says '{found['counts']}', but {up} rise and {down} fall in the list", [item])


def _told(number: Number) -> bool:
    return number.is_share and number.sign != 0 and number.depth == 0
