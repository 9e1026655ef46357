"""Table heads that a text layer breaks: 序 / 号 / 项目名称 / 年初预算 / 数 is 序号, 项目名称, 年初预算数."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.mapped import Mapped, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.extraction.text.lines import Line

_BLANK = re.compile(r"\s+")
_LONGEST = 10
_MOST_LINES = 16
_FEWEST = 3
_START = re.compile(r"[0-9A-Z]")
_TAILS = frozenset("指标 得分 预算数 金额 名称 分值 比例 情况 标准 权重 数量".split())
_UNIT = re.compile(r"[（(][^（）()]*[)）]")
_OPEN = re.compile(r"[后前中的际初终实年本上全]$")


def gather(lines: list[Line], at: int) -> tuple[list[tuple[Mapped, bool]], int] | None:
    """Return the pieces of a head that begins at `lines[at]`, each with whether it begins a line, and the end."""
    pieces: list[tuple[Mapped, bool]] = []
    end = at
    while end < len(lines) and end - at < _MOST_LINES:
        parts = list(lines[end].mapped.words(_BLANK))
        if any(len(part) > _LONGEST or is_value(part.text) or _START.match(part.text) for part in parts):
            break
        if any(re.search(r"[，。；：]", part.text) for part in parts):
            return None
        pieces.extend((part, place == 0) for place, part in enumerate(parts))
        end += 1
    # Blank lines between all lines of a head part its cells: none of them is wrapped.
    parted = all(line.after_blank for line in lines[at + 1 : end])
    wrapped = end - at > 1 and len(pieces) > _FEWEST and not parted
    return (pieces, end) if wrapped else None


def names(pieces: list[tuple[Mapped, bool]]) -> Iterator[list[Mapped]]:
    """Iterate over the heads that the pieces may be, the one with the surest joins first.

    Only a piece that begins a line can belong to the piece before it. One letter surely does (号, 数) and
    a unit in brackets,
    a word that ends heads probably (指标, 得分), and so does what follows an unfinished word (调整后).
    """
    strength = []
    for place, (piece, begins) in enumerate(pieces):
        if not place or not begins:
            strength.append(0)
            continue
        last = pieces[place - 1][0].text
        unit = _UNIT.fullmatch(piece.text) is not None and not _UNIT.search(last)
        strength.append(
            3 * (len(piece) == 1 or unit) + 2 * (piece.text in _TAILS) + (_OPEN.search(last) is not None)
        )
    joins = sorted(
        (place for place, points in enumerate(strength) if points), key=lambda place: -strength[place]
    )
    sure = sum(1 for place in joins if strength[place] >= _FEWEST)
    for count in [*range(sure, len(joins) + 1), *range(sure - 1, 0, -1)]:
        taken = set(joins[:count])
        heads: list[list[Mapped]] = []
        for place, (piece, _) in enumerate(pieces):
            if place in taken and heads:
                heads[-1].append(piece)
            else:
                heads.append([piece])
        yield [join(head) for head in heads]
