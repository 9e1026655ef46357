"""The pieces of a page of a table that a text layer prints in stacks: words, values, or words with values below."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.cellheads import BRACKETED, SERIAL_HEAD
from auditor.extraction.tables.cellform import Kind, form_of, uniform
from auditor.extraction.text.characters import KEPT
from auditor.extraction.text.lines import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.extraction.stacks.stacks import Stack
    from auditor.extraction.text.mapped import Mapped

_MOST_GROUP = 3
_YEAR = re.compile(
    r"(?:19|20)[0-9]{2}(?:\s*年(?:度|末|初|底)?(?:\s*[0-9]{1,2}\s*月(?:份|末|底|\s*[0-9]{1,2}\s*日)?)?)?|[0-9]{1,2}\s*分"
)
_SAID = re.compile(
    r"(?:增加|减少|上升|下降|提高|降低)\s*[0-9.]+\s*个?百分点|不适用|未披露|[-—–―]{2,5}|n/?[am]|…+|[0-9.]+\s*[:：\u2236]\s*[0-9.]+",
    re.IGNORECASE,
)
"""What stands in a column of values without being a number of its kind."""
_JOINED = re.compile(r"--(?=[+-]+[0-9]|---(?:--)*$)")
"""A dash for nothing whose line a text layer joined with the next, as it does with words that end in a hyphen."""


@records.frozen
class Look:
    """The kinds and decimals of values, and whether some have a plus sign, and some no sign."""

    kinds: frozenset[Kind]
    decimals: frozenset[int | None]
    plus: bool
    bare: bool


def alike(looks: Sequence[Look]) -> bool:
    """Whether runs can stand in one column: of one kind, as many decimals unless one has several, all signs or none."""
    if len(frozenset().union(*(look.kinds for look in looks))) > 1:
        return False
    decimals = [look.decimals for look in looks]
    if len(frozenset().union(*decimals)) > 1 and all(len(each) <= 1 for each in decimals):
        return False
    return not (any(look.plus for look in looks) and any(look.bare for look in looks))


@records.frozen(eq=False, slots=False)
class Run:
    """Values that a text layer prints below each other, and the lines of words directly above them.

    One without values is words alone. Above its head stands that of a `group` where the same stack printed both.
    """

    words: tuple[Line, ...]
    values: tuple[Line, ...]
    group: tuple[Line, ...] = ()

    @functools.cached_property
    def look(self) -> Look:
        """Return what the values look like."""
        forms = [form_of(line.text) for line in self.values]
        told = [form for form in forms if form.kind not in {Kind.BLANK, Kind.WORDS}]
        kinds = {form.kind for form in told}
        if Kind.NUMBER in kinds:
            kinds.discard(Kind.DATE)  # 1912.05 among amounts
        signed = [line.text for line, form in zip(self.values, forms, strict=True) if form in told]
        signed = [text for text in signed if text.strip("0.%+-")]
        return Look(
            frozenset(kinds),
            frozenset({form.decimals for form in told} - {None}),
            any(text.startswith("+") for text in signed),
            any(text[0] not in "+-" for text in signed),
        )


@functools.lru_cache(maxsize=KEPT)
def values_in(text: str) -> bool:
    """Whether a line is a cell of values."""
    return form_of(text).kind is not Kind.WORDS or _SAID.fullmatch(text) is not None


def pieces_of(stacks: Sequence[Stack]) -> list[Run] | None:
    """Return the stacks of a page as pieces, None where words and values take turns in one."""
    found: list[Run] = []
    for stack in stacks:
        lines = [part for line in stack.lines for part in _parted(line)]
        head = _head(lines)
        told = [values_in(line.text) for line in lines[head:]]
        size = told.index(False) if False in told else len(told)
        if any(told[size:]):
            return None
        words, values, behind = lines[:head], lines[head : head + size], lines[head + size :]
        if words or values:
            found.extend(_columns(words, values))
        if behind:
            found.append(Run(tuple(behind), ()))
    return found


def _parted(line: Line) -> Iterator[Line]:
    mapped = line.mapped.strip()
    if _JOINED.match(line.text) is None:
        yield line
        return
    while (joined := _JOINED.match(mapped.text)) is not None:
        yield _part(line, mapped.cut(0, joined.end()))
        mapped = mapped.cut(joined.end())
    yield _part(line, mapped)


def _part(line: Line, mapped: Mapped) -> Line:
    return Line(mapped, line.number, line.leaf, line.after_blank, line.page, line.box, line.fresh)


def _head(lines: Sequence[Line]) -> int:
    """Return how many lines of words stand above the values: years stand above values as words do."""
    size = 0
    while size < len(lines):
        text = lines[size].text
        if values_in(text) and not _YEAR.fullmatch(text):
            break
        rest = lines[size:]
        if text.isdigit() and size and uniform(line.text for line in rest):
            break  # 2000 among amounts
        size += 1
    if size == len(lines) and size > 1 and all(line.text.isdigit() for line in lines):
        return 0  # 2019 / 2020 in a column of whole numbers
    return size


def _columns(words: Sequence[Line], values: Sequence[Line]) -> list[Run]:
    """Return a stack as one column, or as several whose cells it prints row by row: 2022 年 / 2023 年 / 76 / 78."""
    leaves = _last(words, lambda text: _YEAR.fullmatch(text) is not None)
    if leaves < 2 and values:  # noqa: PLR2004 - one column
        leaves = _last(words, _unit_ends)
    group, names = words[: len(words) - leaves], words[len(words) - leaves :]
    plain = [Run(tuple(words), tuple(values))]
    if leaves < 2 or len({line.text for line in names}) < leaves:  # noqa: PLR2004 - one column
        return plain
    if not values:
        return [Run((name,), (), tuple(group)) for name in names] if 0 < len(group) <= _MOST_GROUP else plain
    columns = [values[at::leaves] for at in range(leaves)]
    if len(values) % leaves or any(len(Run((), tuple(column)).look.kinds) > 1 for column in columns):
        return plain
    return [Run((name,), tuple(column), tuple(group)) for name, column in zip(names, columns, strict=True)]


def _last(words: Sequence[Line], told: Callable[[str], bool]) -> int:
    """Return how many of the last lines are told to be heads by themselves."""
    count = 0
    while count < len(words) and told(words[-1 - count].text):
        count += 1
    return count


def without_serials(pages: Sequence[list[Run]]) -> tuple[list[list[Run]], list[Line]]:
    """Return the pages without the column of serial numbers left of the labels, and its lines: 序号 | 1 | 2.

    The head of the labels may stand directly above a stack of them.
    """
    head = pages[0][0].words[:1] if pages[0] else ()
    if not head or not SERIAL_HEAD.fullmatch(head[0].text):
        return list(pages), []
    serials: list[Line] = [head[0]]
    rest: list[list[Run]] = []
    for page in pages:
        kept: list[Run] = []
        for piece in page:
            due = [str(len(serials) + at) for at in range(len(piece.values))]
            if not due or [line.text for line in piece.values] != due:
                kept.append(piece)
                continue
            serials.extend(piece.values)
            if piece.words:
                kept.append(Run(piece.words, (), piece.group))
        rest.append(_behind_head(kept, head[0].text))
    return rest, serials


def _behind_head(pieces: Sequence[Run], head: str) -> list[Run]:
    """Return the pieces without the first head, which may stand above others in its stack."""
    first, *more = pieces
    if not first.words or first.words[0].text != head:
        return list(pieces)
    words = first.words[1:]
    return [Run(words, first.values, first.group), *more] if words or first.values else more


def _unit_ends(text: str) -> bool:
    return bool(re.search(r"[（(][^（）()]{1,5}[)）]$", text)) and not BRACKETED.fullmatch(text)


def texts_of(pieces: Sequence[Run]) -> list[str]:
    """Return the lines of words of a page, without blanks, in order."""
    return ["".join(line.text.split()) for piece in pieces for line in piece.words]
