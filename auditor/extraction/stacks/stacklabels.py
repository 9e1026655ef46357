"""The labels of a table whose cells come in stacks: which lines are one label, and which row each one names."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.cellheads import SERIAL_HEAD
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import Mapped, join_lines
from auditor.source import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence


TOTAL = re.compile(r"(?:合计|总计|共计|总分)(?![一-龥])")
"""A label that closes a table."""
_ALONE = re.compile(r"(?:合计|总计|小计|共计|总分|其中)")
_GOES_ON = re.compile(r"[）)、”]")
_UNIT = re.compile(r"[（(](?![一二三四五六七八九十]+[)）])[一-龥%‰/]{1,6}[)）]")
"""（人） below a label states its unit; （一） numbers one."""
_OPEN = re.compile(r"[与和及、]$|[（(][^（）()]*$")
_LOWER = re.compile(r"(?!of (?:which|whom)\b)[a-z]{2}")
_CAPITAL = re.compile(r"[A-Z(]")
_PHRASE = re.compile(r"(?:\b(?:and|of|to|for|in|on|at|by|from|with|the|or|per)|[,&/-])$|[(][^()]*$")
_OPENING = "（(《“【"
_QUOTES = "“”"
_WORD = re.compile(r"[A-Za-z][!-~]*")
_UNEVEN = 3
"""Letters take unlike room: so many characters more may not fit where by their number they would."""
_MOST_WAYS = 500


@records.frozen(eq=False)
class Labels:
    """A stack of label lines, how many rows were full above it, and whether values follow it directly."""

    lines: tuple[Line, ...]
    row: int
    direct: bool


def serials(texts: Sequence[str], rows: int) -> bool:
    """Whether a stack prints serial numbers for all rows but the total, perhaps above its name: 序号 / 1 / 2 / 合计."""
    closed = len(texts) == rows or (len(texts) == rows + 1 and TOTAL.match(texts[-1]) is not None)
    numbers = closed and list(texts[1:rows]) == [str(number) for number in range(1, rows)]
    return numbers and SERIAL_HEAD.fullmatch("".join(texts[0].split())) is not None


def ends_in_total(labels: Sequence[Line], total: Sequence[Line]) -> bool:
    """Whether labels end in a total, which is of no kind: a column of words has no cell there."""
    return bool(labels) and (bool(total) or TOTAL.match(labels[-1].text) is not None)


def labels_of(found: Sequence[Labels], rows: int, close: frozenset[int]) -> list[Mapped] | None:
    """Return one label a row, None where lines and rows can be matched in two ways or in none.

    `close` are rows that stand as near to each other as lines do: their labels take one line each.
    """
    lines = [line for each in found for line in each.lines]
    sure, may, across = joints(found)
    few = len(lines) - rows - len(sure)
    if few < 0 or few > len(may | across):
        return None
    ways = []
    for tried, more in enumerate(itertools.combinations(sorted(may | across), few)):
        joined = sure.union(more)
        if tried >= _MOST_WAYS:
            return None
        if in_order(found, _counts(found, joined), rows) and not _wrapped(len(lines), joined) & close:
            ways.append(joined)
    if len(ways) != 1:
        return None
    labels: list[list[Mapped]] = []
    for index, line in enumerate(lines):
        if index in ways[0]:
            labels[-1].append(line.mapped)
        else:
            labels.append([line.mapped])
    texts = [join_lines(parts) for parts in labels]
    return None if any(TOTAL.match(text.text) for text in texts[:-1]) else texts


def joints(found: Sequence[Labels], widest: int = 0) -> tuple[set[int], set[int], set[int]]:
    """Return the indices of the lines that surely go on with the label above them, and of those that may.

    A label is wrapped where its next character has no room: a shorter line above ends a label. The third are
    lines that may go on with the stack above: the first line of a label may be printed with its values, and
    the others only with the label below. `widest` is the width of the labels on other pages.
    """
    widest = max(widest, *(printed_width(line) for each in found for line in each.lines))
    sure: set[int] = set()
    may: set[int] = set()
    across: set[int] = set()
    at = 0
    last: Labels | None = None
    for each in found:
        first, *more = each.lines
        if last is not None and last.direct and each.row == last.row + 1 and more:
            above, rest = printed_width(last.lines[-1]), printed_width(first) + needed(more[0])
            # Two full lines are one label far more often than the end of one, and the next.
            plain = len(more) == 1 and rest > widest
            if above + needed(first) > widest and not _ALONE.match(first.text) and not plain:
                (sure if len(first.text) == 1 else across).add(at)
        last = each
        below = [*(line.text for line in each.lines[2:]), ""]
        for before, line, behind in zip(each.lines, more, below, strict=False):
            at += 1
            # 合 / 计: the total, its characters apart.
            if (
                _ALONE.match(line.text)
                or _ALONE.fullmatch(line.text + behind)
                or _begins(before.text, line.text)
            ):
                continue
            if (
                _LOWER.match(line.text)
                or len(line.text) == 1
                or _GOES_ON.match(line.text)
                or _UNIT.fullmatch(line.text)
                or _OPEN.search(before.text)
            ):
                sure.add(at)
            elif printed_width(before) + needed(line) > widest:
                may.add(at)
        at += 1
    return sure, may, across


def _begins(above: str, text: str) -> bool:
    """Whether a line of letters begins with a capital below one that is no end of a phrase: Connection | Depreciation."""
    return _CAPITAL.match(text) is not None and is_latin(above) and not _PHRASE.search(above)


def printed_width(line: Line) -> int:
    """Return how wide a line is printed: its quotation marks may take the room of a character."""
    text = line.mapped.text.strip()
    return display_width(text) + (0 if is_latin(text) else sum(map(text.count, _QUOTES)))


def needed(line: Line) -> int:
    """Return how much room the line above lacked for the beginning of a line.

    That is a character, with what it opens: no opening bracket ends a line; or a whole word and the blank before it.
    """
    text = line.mapped.text.strip()
    if word := _WORD.match(text):
        return len(word.group()) + 1 + _UNEVEN
    return display_width(text[: 2 if text[0] in _OPENING else 1])


def _wrapped(lines: int, joined: set[int]) -> set[int]:
    """Return the rows whose labels take more than one line."""
    row, found = -1, set()
    for index in range(lines):
        if index in joined:
            found.add(row)
        else:
            row += 1
    return found


def _counts(found: Sequence[Labels], joined: set[int]) -> list[int]:
    """Return how many labels each stack holds."""
    counts: list[int] = []
    at = 0
    for each in found:
        counts.append(sum(1 for index in range(at, at + len(each.lines)) if index not in joined))
        at += len(each.lines)
    return counts


def in_order(found: Sequence[Labels], counts: Sequence[int], rows: int) -> bool:
    """Whether the labels come in the order of their rows.

    Labels that were set close together are printed later than the values of their rows. A single label between
    them and the values of a later row may belong to either: then nothing is certain. A label behind the values
    of a row names none above the next row.
    """
    named = row = 0
    for each, count in zip(found, counts, strict=True):
        behind = each.row - named
        if (behind > 0 and each.direct and count <= behind) or (behind < 0 and each.row > row):
            return False
        named, row = named + count, each.row
    return named == rows
