"""A count of rises and falls that the changes listed behind it, or a table, do not bear out.

八大类价格六涨二降：A 上涨…，B 下降…; where nothing is listed, the table of eight rows just before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks import _patterns as re
from auditor.checks._nearby import Nearby, nearby
from auditor.checks._numbers import TEXT_KINDS, Number, paragraphs
from auditor.checks._relations import evidence_of_words, rule, said
from auditor.checks._tables import header, numeric, sheets
from auditor.checks._words import chinese_number
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks._numbers import Paragraph
    from auditor.checks._tables import Sheet
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
_CHANGES = re.compile(r"涨跌|增减|升降|增长|增速|涨幅|变动")
_CLOSE = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every count of rises and falls whose list follows in its sentence."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for paragraph in paragraphs(facts):
        if paragraph.block.kind not in TEXT_KINDS:
            continue
        for found in _COUNTED.finditer(paragraph.text):
            outcome = _judged(paragraph, found) or _tabled(paragraph, found, tables)
            if outcome is not None:
                yield outcome


def _judged(paragraph: Paragraph, found: re.Match[str]) -> Outcome | None:
    start = found.end()
    end = _END.search(paragraph.text, start)
    stop = end.start() if end else len(paragraph.text)
    words = paragraph.text[start:stop]
    changes = [each for each in paragraph.numbers if start <= each.occurrence.span.start < stop]
    if _OPEN.search(words) or not all(_told(each) for each in changes):
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
    for sheet in tables.near(paragraph.block.index, _CLOSE):
        columns = [each for each in numeric(sheet) if _CHANGES.search(header(each))]
        rows = _parts(sheet, many)
        if many and len(columns) == 1 and rows:
            meant.append([sheet.at(row, columns[0]) for row in rows])
    if len(meant) != 1:
        return None
    values = [cell.printed.value for cell in meant[0] if cell is not None]
    said_up, said_down = (chinese_number(found[name]) or 0 for name in ("up", "down"))
    if len(values) != many:
        return None
    real = sum(value > 0 for value in values), sum(value < 0 for value in values)
    return _outcome(paragraph, found, (said_up, said_down), real)


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
