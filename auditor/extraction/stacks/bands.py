"""The stretch of a text layer that a table of stacks takes, with the notes about units that stand among its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.captions import is_caption, is_unit_line, read_caption
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.stacks.cellheads import BRACKETED
from auditor.extraction.stacks.headedcolumns import CORNER
from auditor.extraction.stacks.stacks import Stack
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.cutnumbers import mended
from auditor.extraction.text.lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence


_WIDEST = 48
_SENTENCE = 40
_MOST_LINES = 600
_LONGEST_LABEL = 24
_LONGEST_NAME = 6
"""What is longer and ends as a title does (资金安排与到位情况) names no column."""
_LABEL_LEVEL = 3
"""Parts, annexes and chapters are no labels: from 一、 on they may be."""
_PROSE = re.compile(r"[。；，？！]|[：:]$")
_NOTE = re.compile(r"(?:金额|计量)?单位\s*[:：]|币种\s*[:：]")
_SCALE = re.compile(
    r"[(\[](?:[Aa]mounts |[Dd]ollars )?[Ii]n (?:thousands|millions|billions)(?: of [A-Za-z ]+)?[)\]]"
)
_FIGURES = frozenset({Kind.NUMBER, Kind.PERCENT})
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年")
_FIGURE = re.compile(r"(?:图|Figure)\s*[0-9]+(?![0-9])")
_FORM = re.compile(r"公开\s*[0-9]+\s*表")


@records.frozen(eq=False)
class Stretch:
    """Stacks in the order of the text, by pages of the table; the lines set aside, and the index behind all."""

    pages: tuple[tuple[Stack, ...], ...]
    asides: tuple[Line, ...]
    end: int


def stretch_of(lines: Sequence[Line], at: int, *, untitled: bool, most: int = _MOST_LINES) -> Stretch | None:
    """Return the stretch that begins at `lines[at]`, None where no table can begin there.

    It goes on up to a heading, a sentence or a numbered caption. A page begins where the first head does again.
    An `untitled` table has its number above it, and its title may stand among its cells.
    """
    asides: list[Line] = []
    stacks: list[Stack] = []
    figured = False
    end = at
    while end < len(lines) and end - at < most:
        last = end + 1
        while last < len(lines) and not (lines[last].after_blank or lines[last].fresh):
            last += 1
        group = list(lines[end:last])
        kept: list[Line] = []
        stop = False
        for place, line in enumerate(group):
            if figured and not place and line.width > _LONGEST_LABEL and not is_value(line.text):
                stop = True  # the title of the figure
                last = end
                break
            if len(group) == 1 and _FIGURE.fullmatch(line.text):
                figured = True  # its number stands above its title, beside the table
                asides.append(line)
            elif _noted(line) or (
                untitled and end > at and not place and (_titled(line) or _over_year(group))
            ):
                asides.append(line)
            elif _ends(group, place, valued=_valued(lines, last)) or (
                end > at and not place and _titled(line)
            ):
                stop = True
                last = end + place
                break
            else:
                kept.append(line)
        if kept:
            part = mended(kept)
            stacks.append(Stack(part, tuple(form_of(line.text) for line in part), end, len(part) < len(kept)))
        end = last
        if stop:
            break
    if not stacks:
        return None
    first = stacks[0].lines[0].text
    pages: list[list[Stack]] = [[]]
    for stack in stacks:
        if stack.lines[0].fresh and stack.lines[0].text == first and pages[-1]:
            pages.append([])
        pages[-1].append(stack)
    return Stretch(tuple(map(tuple, pages)), tuple(asides), end)


def _valued(lines: Sequence[Line], at: int) -> bool:
    """Whether a value stands at a line: what is printed above it names a row, however it is numbered."""
    return at < len(lines) and not lines[at].fresh and form_of(lines[at].text).kind in _FIGURES


def _noted(line: Line) -> bool:
    if _SCALE.fullmatch(line.text):
        return True
    return bool(_NOTE.match(line.text) or _FORM.fullmatch(line.text)) and len(line.text) <= _WIDEST // 2


def _titled(line: Line) -> bool:
    """Whether a line reads as the title of a table."""
    if len(line.text) <= _LONGEST_NAME or is_value(line.text) or heading_level(line.text):
        return False
    return is_caption(line.text) and read_caption(line.text).number is None


def _over_year(group: Sequence[Line]) -> bool:
    """Whether the first line of a group is the title of the table, printed above the head of a year: 收支情况 / 2023 年 / 10.86."""
    if len(group) < 3 or len(group[0].text) <= _LONGEST_NAME or not _YEAR.match(group[1].text):  # noqa: PLR2004 - a value below
        return False
    return form_of(group[0].text).kind is Kind.WORDS and form_of(group[2].text).kind in _FIGURES


def _ends(group: Sequence[Line], place: int, *, valued: bool) -> bool:
    """Whether a line of a group can be no cell of a table."""
    text = group[place].text
    if is_value(text):
        return False
    if _FIGURE.match(text):
        return True
    if group[place].width > _WIDEST or _PROSE.search(text):
        return True
    if BRACKETED.fullmatch(text) and place:
        return False
    level = heading_level(text)
    if level and (level < _LABEL_LEVEL or is_caption(text)):
        return True
    if level:
        # 一、税收收入 is a label where other cells stand above or below it, no blank line between.
        below = group[place + 1 :]
        others = all(line.width <= _WIDEST and not _PROSE.search(line.text) for line in below)
        headed = bool(below) and (is_unit_line(below[0].text) or CORNER.search(below[0].text) is not None)
        return not others or not (place or below or valued) or (not place and headed)
    return read_caption(text).number is not None and is_caption(text)


def english_begins(line: Line, above: str) -> bool:
    """Whether an English table may begin at a line: behind a blank line, a sentence or a title in capitals."""
    if not (is_latin(line.text) and is_latin(above)) or line.text.isupper():
        return False
    told = above.endswith(".") or above.isupper()
    return told or (line.after_blank and len(above) > _SENTENCE)
