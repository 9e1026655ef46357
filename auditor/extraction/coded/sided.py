"""Tables of two sides, income on the left and spending on the right, as a text layer prints them in stacks.

    收入项目 / 一、… / 二、… | 决算数 / 424.10 / 85.30 | 支出项目 / … | 决算数 / …, and the ends of both sides behind.

Each stack belongs to one side. Taken where every label has its value and both sides add up to their totals in one
way only, or where all values are printed behind the labels of their side.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.captions import is_caption, is_unit_line, read_caption
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.stacks.headed import Headed
from auditor.extraction.stacks.stacklabels import Labels, joints
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.tables.columnproofs import number_of
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction


LABEL_HEAD = re.compile(
    r"(?:收\s*入|支\s*出)?\s*项\s*目(?:[（(][^（）()]*[)）])?|(?:经济|功能)?(?:分类|科目)(?:名称)?"
)
VALUE_HEAD = re.compile(
    r"(?:上?本?年)?(?:预算|决算|执行|完成|调整)?(?:数|额)|金额|(?:19|20)[0-9]{2}年(?:预算|决算)?数?"
)
_SIDE = re.compile(r"收\s*入|支\s*出|人员经费|公用经费")
_CLOSES = re.compile(r"(?:合计|总计)$|^合计|^总计")
_ORDINAL = re.compile(r"(?P<top>[一二三四五六七八九十]{1,3})、")
_PART = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]|其中|[0-9]{1,2}[.、]")
_NUMERALS = "一二三四五六七八九十"
INCOME = re.compile(r"收入|年初|期初|上年")
SPENDING = re.compile(r"支出|年末|期末|下年")
_PROSE = re.compile(r"[。；，？！]|[：:]$")
_WIDEST = 48
_MOST_LINES = 200
_CHAPTER = 3
_LOOK = 6
_MOST_LOOSE = 10
_FEWEST_ROWS = 3
_SIDES = 2


@records.frozen(eq=False)
class _Column:
    """A stack of labels or values: its lines, the head above them, and its place in the text."""

    lines: tuple[Line, ...]
    at: int
    head: Mapped | None = None


@records.frozen(eq=False)
class _Side:
    """The labels of a side and their values."""

    labels: tuple[Mapped, ...]
    values: tuple[Line, ...]


def parse_sides(lines: Sequence[Line], at: int) -> Headed | None:
    """Read the table of two sides that begins at a line, None where it is not certain."""
    if not any(LABEL_HEAD.fullmatch(line.text) for line in lines[at : at + _LOOK]):
        return None
    stacks, end = _stacks(lines, at)
    columns = _columns(stacks)
    if columns is None:
        return None
    labels, values = columns
    sides = _sides(labels, values)
    if sides is None:
        return None
    heads = [next(each.head for each in part if each.head is not None) for part in (labels, values)]
    second = [[each.head for each in part if each.head is not None][1] for part in (labels, values)]
    return Headed(_grid(sides, [*heads, *second]), (), end, frozenset())


def _stacks(lines: Sequence[Line], at: int) -> tuple[list[list[Line]], int]:
    """Return the stacks of a stretch and the index behind it: up to a sentence, a title, or a heading."""
    found: list[list[Line]] = []
    end = at
    while end < len(lines) and end - at < _MOST_LINES:
        last = end + 1
        while last < len(lines) and not (lines[last].after_blank or lines[last].fresh):
            last += 1
        group = list(lines[end:last])
        if any(_stops(line) for line in group):
            break
        level = heading_level(group[0].text)
        # 六、上年结转 is a label where its value follows, and a heading elsewhere.
        if 0 < level < _CHAPTER or (level and len(group) == 1 and not _valued(lines, last)):
            break
        found.append(group)
        end = last
    return found, end


def _stops(line: Line) -> bool:
    text = line.text
    if is_value(text):
        return False
    titled = is_caption(text) and not LABEL_HEAD.fullmatch(text)
    return (
        line.width > _WIDEST
        or _PROSE.search(text) is not None
        or is_unit_line(text)
        or (titled and (read_caption(text).number is not None or text.endswith("表")))
    )


def _valued(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and form_of(lines[at].text).kind is Kind.NUMBER


def _columns(stacks: Sequence[Sequence[Line]]) -> tuple[list[_Column], list[_Column]] | None:
    """Return the stacks of labels and those of values; none where there are not two heads of each."""
    labels: list[_Column] = []
    values: list[_Column] = []
    for at, stack in enumerate(stacks):
        words = [form_of(line.text).kind not in {Kind.NUMBER, Kind.BLANK} for line in stack]
        count = words.index(False) if False in words else len(stack)
        if any(words[count:]):
            return None
        top, rest = list(stack[:count]), stack[count:]
        while top and _SIDE.fullmatch(top[0].text):
            top = top[1:]
        if rest:
            if len(top) > 1 or (top and not VALUE_HEAD.fullmatch(top[0].text)):
                return None
            values.append(_Column(tuple(rest), at, top[0].mapped.strip() if top else None))
        elif top:
            head = top[0].mapped.strip() if LABEL_HEAD.fullmatch(top[0].text) else None
            labels.append(_Column(tuple(top[1:] if head else top), at, head))
    for part in (labels, values):
        if sum(each.head is not None for each in part) != _SIDES or part[0].head is None:
            return None
    return labels, values


def _sides(labels: Sequence[_Column], values: Sequence[_Column]) -> tuple[_Side, _Side] | None:
    """Return the two sides, None where they do not add up in one way."""
    named = _named(labels)
    if any(len(side) < _FEWEST_ROWS for side in named):
        return None
    loose = [at for at, each in enumerate(values) if each.head is None]
    first, second = (at for at, each in enumerate(values) if each.head is not None)
    if len(loose) > _MOST_LOOSE:
        return None
    found: dict[tuple[tuple[str, ...], ...], tuple[_Side, _Side]] = {}
    level: list[tuple[_Side, _Side]] = []
    sizes = [[len(_joined(each.lines)) for each in part] for part in _parts(labels, named)]
    for chosen in itertools.product((0, 1), repeat=len(loose)):
        places = dict(zip(loose, chosen, strict=True)) | {first: 0, second: 1}
        sides: list[_Side] = []
        even = True
        for side in (0, 1):
            ordered = [
                at
                for at in sorted(places, key=lambda at: (values[at].head is None, at))
                if places[at] == side
            ]
            lines = tuple(line for at in ordered for line in values[at].lines)
            even = even and [len(values[at].lines) for at in ordered] == sizes[side]
            if len(lines) != len(named[side]):
                break
            sides.append(_Side(named[side], lines))
        if len(sides) < _SIDES:
            continue
        closed = [_closes(side) for side in sides]
        if all(closed):
            key = tuple(tuple(line.text for line in side.values) for side in sides)
            found.setdefault(key, (sides[0], sides[1]))
        elif any(closed) and even:
            level.append((sides[0], sides[1]))
    if found:
        return next(iter(found.values())) if len(found) == 1 else None
    # Where stacks of values are as long as those of labels, a figure may be wrong.
    return level[0] if len(level) == 1 else None


def _named(labels: Sequence[_Column]) -> tuple[tuple[Mapped, ...], tuple[Mapped, ...]]:
    """Return the labels of both sides: what goes on with their numbers, or says on which side it stands."""
    sides: tuple[list[Mapped], list[Mapped]] = ([], [])
    last = -1
    for each in labels:
        if each.head is not None:
            last += 1
        names = _joined(each.lines)
        if each.head is None and (side := _side(names, sides)) is not None:
            sides[side].extend(names)
        else:
            sides[last].extend(names)
    return tuple(sides[0]), tuple(sides[1])


def _parts(
    labels: Sequence[_Column], named: tuple[tuple[Mapped, ...], tuple[Mapped, ...]]
) -> tuple[list[_Column], list[_Column]]:
    """Return the stacks of labels of each side."""
    left = {name.origins[name.lead] for name in named[0] if name}
    sides: tuple[list[_Column], list[_Column]] = ([], [])
    for each in labels:
        name = each.lines[0].mapped.strip() if each.lines else EMPTY
        sides[0 if name and name.origins[name.lead] in left else 1].append(each)
    return sides


def _side(names: Sequence[Mapped], sides: Sequence[Sequence[Mapped]]) -> int | None:
    """Return the side on which labels without a head stand, None where nothing tells."""
    first = _ORDINAL.match(names[0].text)
    if first is not None:
        due = [_next(side) for side in sides]
        told = [side for side in (0, 1) if due[side] == first["top"]]
        if len(told) == 1:
            return told[0]
    text = "".join(name.text for name in names)
    income, spending = INCOME.search(text) is not None, SPENDING.search(text) is not None
    if income != spending:
        return 0 if income else 1
    return None


def _next(labels: Sequence[Mapped]) -> str:
    """Return the number that the next label of a side bears."""
    count = sum(1 for label in labels if _ORDINAL.match(label.text))
    tens, ones = divmod(count + 1, 10)
    return ("十" if tens else "") + (_NUMERALS[ones - 1] if ones else "") if tens < _SIDES else ""


def _joined(lines: Sequence[Line]) -> list[Mapped]:
    """Return the labels that lines are; how many there have to be, the values tell."""
    if not lines:
        return []
    sure, _, _ = joints([Labels(tuple(lines), 0, direct=False)])
    parts: list[list[Mapped]] = []
    for at, line in enumerate(lines):
        begins = _ORDINAL.match(line.text) or _PART.match(line.text) or _CLOSES.search(line.text)
        if at in sure and not begins:
            parts[-1].append(line.mapped)
        else:
            parts.append([line.mapped])
    return [join_lines(part) for part in parts]


def _closes(side: _Side) -> bool:
    """Whether the values of a side add up to each of its totals."""
    numbers: list[Fraction] = []
    for line in side.values:
        number = number_of(line.text)
        if number is None:
            return False
        numbers.append(number.value)
    closing = [at for at, label in enumerate(side.labels) if _CLOSES.search(label.text)]
    if not closing or closing[-1] != len(side.labels) - 1:
        return False
    tops = [at for at, label in enumerate(side.labels) if at not in closing and _ORDINAL.match(label.text)]
    numbered = bool(tops)
    begin, carried = 0, None
    for end in closing:
        between = range(begin, end)
        parts = (
            [at for at in between if at in tops]
            if numbered and begin == 0
            else list(_groups(numbers, between))
        )
        given = sum((numbers[at] for at in parts), carried or 0 * numbers[end])
        if given != numbers[end]:
            return False
        begin, carried = end + 1, numbers[end]
    return True


def _groups(numbers: Sequence[Fraction], between: range) -> Iterator[int]:
    """Iterate over values without those below that add up to them."""
    at = between.start
    while at < between.stop:
        yield at
        total, below = 0 * numbers[at], at + 1
        while below < between.stop and total < numbers[at]:
            total += numbers[below]
            below += 1
        at = below if below > at + 1 and total == numbers[at] else at + 1


def _grid(sides: tuple[_Side, _Side], heads: Sequence[Mapped]) -> Grid:
    rows: list[list[Mapped]] = [list(heads)]
    for left, right in itertools.zip_longest(*(zip(side.labels, side.values, strict=True) for side in sides)):
        row: list[Mapped] = []
        for cell in (left, right):
            row.extend([cell[0], cell[1].mapped.strip()] if cell is not None else [EMPTY, EMPTY])
        rows.append(row)
    return grid_of(rows, source="columns")
