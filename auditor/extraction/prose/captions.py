"""Captions: whether a line is the title of a table, the number it prints, the unit it lends."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.numbers.unitwords import unit_in_header
from auditor.extraction.text.characters import KEPT, fold, is_latin, squeeze
from auditor.extraction.text.mapped import EMPTY, join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.extraction.text.grid import Grid
    from auditor.extraction.text.lines import Line

_NUMBER = re.compile(
    r"^\s*(?P<number>(?:附表|表|T(?:able|ABLE)|基础表)\s*(?:[0-9]+(?:[a-z](?![a-z]))?|[一二三四五六七八九十]+)(?:\s*[-—.]\s*[0-9]+)*)\s*[:：.、]?(?:(?<=\.)\s*[—–-]+)?\s*"
)
_CONTINUED = re.compile(r"^\s*(?:续表|[（(]\s*续(?:表|上表)?\s*[)）])|[（(]\s*续\s*[)）]\s*$")
_YEAR = re.compile(
    r"^(?:(?:19|20)[0-9]{2}\s*(?:年(?!度))?(?:\s*[-—~]\s*(?:19|20)[0-9]{2})?\s*(?:年度|年)?)+(?![末初底])"
)
_UNIT_NOTE = re.compile(r"[（(][^（）()]{0,12}[)）]\s*$|单位\s*[:：]\s*\S{1,6}\s*$")
_TITLE = re.compile(
    r"(?:表|情况|明细|汇总|一览|统计|清单|目录|分布|结果|幅度)\s*(?:[（(][^（）()]{0,14}[)）])?\s*(?:单位\s*[:：]\s*\S{1,6})?$"
)
_FILLER = r"(?:公开|编制|填报|编报|预算|填制)?(?:部门|单位)(?:名称|[（(]公章[)）])?\s*[:：]"
# 部门：某县水务局　金额单位：万元, as the forms of final accounts are headed.
_FILLED_IN = re.compile(
    r"公开\s*[0-9]{1,2}(?:-[0-9])?\s*表(?:\s*(?:金额|计量)?单位\s*[:：]\s*\S{1,4})?"
    rf"|(?:公开\s*[0-9]{{1,2}}(?:-[0-9])?\s*表\s*)?{_FILLER}.{{2,40}}?"
    r"(?:金额|计量)?单位\s*[:：]\s*(?:人民币)?\S{1,4}"
    rf"|{_FILLER}\s*[一-龥（）()]{{2,30}}[局厅委部院校会府心所站处队团司办室馆社区镇乡县]"
)
_ENGLISH = re.compile(r"T(?:able|ABLE)\s*[0-9]+[a-z]?(?:-[0-9]+)?(?:\s*[.:]|\s+(?=[A-Z]))(?!.*\.\s+[A-Z])")
_AMOUNTS = r"(?:(?:all |tabular )?(?:dollar )?(?:amounts?|figures?|dollars?|values?|numbers?)(?: in tables?)?(?: are)? )?(?:(?:expressed|stated|shown) )?"
_IN_THOUSANDS = re.compile(
    rf"[\[(]\s*(?:{_AMOUNTS}in |[$€£] ?(?:in )?)(?:(?:thousands|millions|billions|hundreds)(?: of)?(?: [A-Z$€£][\w.$€£]*)?(?: [a-z]+){{0,2}}|(?:[A-Z][\w.]*\s)?[$€£]\s?(?:thousand|million|billion|000|m|bn)s?)"
    r"(?:[,;]? (?:except|unless|other than|and|rounded)\b[^\[\]()]{0,60})?\.?\s*[\])]",
    re.IGNORECASE,
)
"""What tells the scale of an English table, on a line of its own between its title and its heads: [In thousands of dollars]."""
_LONGEST = 60
_LONGEST_WORDS = 120
"""Words of letters take more room than those of characters."""


@records.frozen
class Caption:
    """What a caption says: the printed number, the title without number, year and unit, the unit."""

    text: str
    number: str | None = None
    title: str = ""
    unit: str | None = None
    continued: bool = False


@functools.lru_cache(maxsize=KEPT)
def read_caption(text: str) -> Caption:
    """Take a caption apart."""
    folded = squeeze(fold(text))
    continued = bool(_CONTINUED.search(folded))
    folded = _CONTINUED.sub("", folded).strip()
    number = _NUMBER.match(folded)
    title = folded[number.end() :] if number else folded
    unit = unit_in_header(title)
    if unit:
        title = _UNIT_NOTE.sub("", title)
    title = _YEAR.sub("", title).strip(" :：")
    printed = re.sub(r"\s", "", number["number"]) if number else None
    return Caption(text, printed, title, unit, continued)


@functools.lru_cache(maxsize=KEPT)
def is_caption(text: str) -> bool:
    """Whether a line by itself can be a table's caption."""
    folded = squeeze(fold(text))
    bare = re.sub(r"[（(][^（）()]*[)）]", "", folded)
    longest = _LONGEST_WORDS if is_latin(folded) and _NUMBER.match(folded) else _LONGEST
    # Table 1. Applications, approvals and costs: titles in English hold commas.
    if is_latin(bare) and _ENGLISH.match(bare):
        bare = bare.replace(",", "")
    if _NUMBER.fullmatch(folded):
        return True  # 表1, its title printed elsewhere
    if not 2 < len(folded) <= longest or re.search(r"[。；，,;]|如下|见表|所示", bare):  # noqa: PLR2004
        return False
    return bool(_NUMBER.match(folded) or _TITLE.search(folded) or _CONTINUED.match(folded))


def numbers_only(text: str) -> bool:
    """Whether a line only numbers a table (表1): its title stands elsewhere."""
    return _NUMBER.fullmatch(squeeze(fold(text))) is not None


@functools.lru_cache(maxsize=KEPT)
def is_unit_line(text: str) -> bool:
    """Whether a line only states the unit of the table below it: （万元）, 单位：元."""
    folded = squeeze(fold(text))
    if _FILLED_IN.fullmatch(folded) or _IN_THOUSANDS.fullmatch(text.strip()):
        return True
    if len(folded) > 16 or not unit_in_header(folded):  # noqa: PLR2004 - 金额单位：人民币万元 is the longest usual
        return False
    return bool(re.fullmatch(r"(?:(?:金额|计量)?单位\s*[:：]\s*\S+|[（(].*[)）]|[一-龥%]{1,3})", folded))


def _common(one: str, other: str) -> str:
    """Return the beginning that two titles share."""
    length = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    return one[: min(len(one), len(other)) if length is None else length]


def short_names(titles: Iterable[str]) -> dict[str, str]:
    """Return each title without the beginning that most titles share: the body whose tables they are.

    The beginning is only dropped where at least two titles share six characters and more.
    """
    known = sorted(set(titles))
    names = {title: title for title in known}
    # Of titles in order, none shares more of a title's beginning than the one before it or the one behind.
    beside = ["", *(_common(one, other) for one, other in itertools.pairwise(known)), ""]
    for at, title in enumerate(known):
        shared = max(beside[at : at + 2], key=len)
        body = re.sub(r"(?:年度|部门|单位|整体|项目|各|财政)+$", "", shared)
        if len(body) >= 6 and len(title) - len(body) >= 4:  # noqa: PLR2004
            names[title] = re.sub(r"^(?:部门|单位)", "", title[len(body) :])
    return names


def captioned(grid: Grid, captions: list[Line]) -> Grid:
    """Return `grid` with the title that stands above it, and with the unit of a line that only states it.

    Of several such lines (公开02表, then 部门：某局　金额单位：万元) one states it.
    """
    stated = (unit_in_header(line.text) for line in captions if is_unit_line(line.text))
    unit = next((unit for unit in stated if unit), None)
    titles = [line.mapped.strip() for line in captions if not is_unit_line(line.text)]
    numbered = len(titles) > 1 and numbers_only(titles[0].text)
    caption = join(titles[:2], " ") if numbered else titles[0] if titles else EMPTY
    return attrs.evolve(grid, caption=grid.caption or caption, unit=unit)
