"""The cells of a stretch that a text layer prints cell by cell, with the heads that its pages repeat."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.stacks.headedcolumns import heads_labels, is_corner
from auditor.extraction.stacks.rowcolumns import SUM, Cell
from auditor.extraction.tables.cellform import Form, Kind
from auditor.extraction.tables.columnproofs import number_of

if TYPE_CHECKING:
    from auditor.extraction.stacks.bands import Stretch
    from auditor.extraction.stacks.stacks import Stack


_HEAD = re.compile(
    r"[%％]|(?:数|率|额|值|量|幅|占比|比重|比例|增减|[（(][^（）()]{1,6}[)）])$|^(?:19|20)[0-9]{2}\s*年"
    r"|(?:change|variance|actual|budget|outturn|rate|amount|share|percent|target|score|balance)s?$",
    re.IGNORECASE,
)
_NONE = frozenset({"不适用", "无", "N/A", "n/a"})
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年(?:度|末|初)?")
_FULL = 60
"""A line that is broken because the next word did not fit takes so many hundredths of the widest line at least."""


def cells_of(stretch: Stretch) -> list[Cell]:
    """Return the cells of a stretch in the order of the text; words above values are cells of their own."""
    stacks = [part for page in stretch.pages for stack in page for part in _parts(stack)]
    repeated = _repeated(stacks)
    widest = max((line.width for stack in stacks if stack.words for line in stack.lines), default=0)
    counts = _counts(stacks)
    found: list[Cell] = []
    for at, stack in enumerate(stacks):
        leaf = stack.lines[-1].leaf
        text = stack.text
        plain = _plain(stack)
        words = (stack.words and plain not in _NONE) or _YEAR.fullmatch(plain) is not None
        found.append(
            Cell(
                stack,
                text,
                Form(Kind.WORDS if words else Kind.BLANK) if words or plain in _NONE else stack.forms[0],
                again=(words and plain in repeated) or at in counts,
                last=at + 1 < len(stacks) and stacks[at + 1].lines[0].leaf > leaf,
                number=number_of(text.text),
                total=SUM.match(plain) is not None,
                head=words and (is_corner(plain) or _HEAD.search(plain) is not None),
                corner=words and _corner(plain),
                short=words and _short(stack, widest),
            )
        )
    return found


def _corner(plain: str) -> bool:
    """Whether words are nothing but the head of labels."""
    return heads_labels(plain) or (plain.isascii() and is_corner(plain))


def _short(stack: Stack, widest: int) -> bool:
    """Whether words of several lines are hardly one cell: a line could have held more, or a sum stands on its own."""
    if any(SUM.fullmatch(line.text) for line in stack.lines[1:]):
        return True
    return any(line.width * 100 < widest * _FULL for line in stack.lines[:-1])


def _parts(stack: Stack) -> list[Stack]:
    """Return a stack as words and values."""
    parts: list[Stack] = []
    start = 0
    for at in range(1, len(stack.lines) + 1):
        corner = (
            start == 0
            and at == 1
            and is_corner("".join(stack.lines[0].text.split()))
            and stack.forms[0].kind is Kind.WORDS
        )
        if (
            at == len(stack.lines)
            or corner
            or (stack.forms[at].kind is Kind.WORDS) != (stack.forms[at - 1].kind is Kind.WORDS)
        ):
            parts.append(stack.part(start, at))
            start = at
    return parts


def _plain(stack: Stack) -> str:
    return "".join("".join(line.text.split()) for line in stack.lines)


def _repeated(stacks: list[Stack]) -> set[str]:
    """Return the words that stand on several pages beside others that do: the heads of columns."""
    pages: dict[str, set[int]] = defaultdict(set)
    for stack in stacks:
        if stack.words or _YEAR.fullmatch(_plain(stack)):
            pages[_plain(stack)].add(stack.lines[0].leaf)
    again = {text for text, leaves in pages.items() if len(leaves) > 1}
    return again if len(again) > 1 else set()


def _counts(stacks: list[Stack]) -> set[int]:
    """Return the places of the numbers of columns, and of the word above them: 栏次 / 1 / 2 / 3."""
    found: set[int] = set()
    for at, stack in enumerate(stacks):
        end = at
        while end < len(stacks) and _plain(stacks[end]) == str(end - at + 1):
            end += 1
        if end - at > 1:
            found.update(range(at, end))
        elif _plain(stack) == "栏次":
            found.add(at)
    return found
