"""The parts of a form in a layout: who it is of, its funds, its aims in words, its indicators, each set for itself.

项目名称 | 花坛补种 / 资金来源 | 年初预算数 | … / 预期目标 | 实际完成情况 / 一级指标 | 二级指标 | … | 得分
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.layout.columns import Piece
from auditor.extraction.layout.pieces import pieces
from auditor.extraction.tables.cellvalues import is_value, states_values
from auditor.extraction.tables.forms import heads_funds, heads_indicators
from auditor.extraction.text.characters import fold
from auditor.extraction.text.mapped import join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.layout.columns import Placed
    from auditor.extraction.layout.rows import Shape
    from auditor.extraction.text.grid import GridCell
    from auditor.extraction.text.lines import Line

_OF_FORMS = re.compile(r"(?:项目|主管|实施|预算|填报)(?:名称|部门|单位)(?:名称)?|部门[(（]?单位[)）]?名称")
_AIMS = re.compile(
    r"(?:年初|年度)?(?:预期|总体|绩效|设定)?目标|(?:目标)?(?:全年|年度)?(?:实际)?完成情况|年度总体目标?"
)
_LEVEL = re.compile("[一二三四]级指标")
_WHOLE = re.compile(
    r"[一二三四]级指标|指标(?:名称|内容)|(?:年度|绩效|计划|预期|全年)?(?:指标值|目标值)|(?:全年|年度)?实际(?:完成)?值|完成(?:情况|值)|完成率"
    r"|评分(?:标准|办法|方法|细则|规则)|计分(?:标准|办法|方法)|分值|权重|(?:自评)?得分|得分率|扣分|偏差原因(?:分析)?(?:及改进措施)?|备注|扣分原因"
)
_INDICATOR = re.compile("指标(?!值)")
_SENTENCE = re.compile(r"[，。；]")
_FEWEST = 2
_LONGEST_GROUP = 12
_TALLEST = 12
_MOST_AROUND = 3
AROUND = 2
"""How many lines a head around the line of the others takes beside it."""


def ends_before_part(line: Line) -> bool:
    """Whether a line is none of the head of another part: it names what a form is of, states values, or is of a text."""
    texts = _texts(line)
    if len(texts) < _FEWEST:
        return False
    form = _OF_FORMS.fullmatch(texts[0]) is not None or all(map(_AIMS.fullmatch, texts))
    return form or states_values(texts) or any(_SENTENCE.search(text) for text in texts)


def opens_part(line: Line, first: Line) -> bool:
    """Whether a line heads another part of a form than its first line: its funds, its aims, or its indicators.

    Scores that stand in one column with those of the funds are of one table with them, and one total adds them up.
    """
    texts = _texts(line)
    if len(texts) < _FEWEST:
        return False
    if heads_indicators(texts):
        return not (heads_funds(_texts(first)) and _overlap(_scores(line), _scores(first)))
    return heads_funds(texts) or all(map(_AIMS.fullmatch, texts))


def whole_head(texts: Sequence[str]) -> bool:
    """Whether a line is all of the head of indicators: each name of a column is whole."""
    plain = ["".join(fold(text).split()) for text in texts]
    return heads_indicators(plain) and all(map(_WHOLE.fullmatch, plain))


def named_shapes(shapes: list[Shape], head: Sequence[GridCell], body: Sequence[Placed]) -> list[Shape]:
    """Return what the columns may be, 一级指标 and 二级指标 as groups of 三级指标 among it, however many these are."""
    levels = [cell.column for cell in head if _LEVEL.fullmatch(cell.plain)]
    groups = max(levels, default=0)
    if not shapes or levels != list(range(groups + 1)) or any(len(each.merged) == groups for each in shapes):
        return shapes
    labels = shapes[0].labels
    if sum(1 for line in body if groups in line.cells) <= _FEWEST:
        return shapes
    if labels[: groups + 1] != tuple(levels):
        return shapes
    return [*shapes, attrs.evolve(shapes[0], labels=labels[groups:], merged=labels[:groups])]


def _scores(line: Line) -> tuple[int, int]:
    """Return from where to where the last head of scores reaches."""
    return next(
        (
            (piece.left, piece.right)
            for piece in reversed(pieces(line))
            if piece.text.text.strip().endswith("得分")
        ),
        (0, 0),
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def around_heads(lines: list[Line], at: int, first: list[Piece]) -> bool:
    """Whether words and their rests stand above and below a line of heads, each beside these: 一级指 / 标.

    What stands above a head or below it may be a group or a line of its name; what stands beside all of them is a name
    of its own.
    """
    if (
        not 1 <= len(first) <= _MOST_AROUND
        or at + AROUND >= len(lines)
        or any(line.after_blank or line.fresh for line in lines[at + 1 : at + 1 + AROUND])
    ):
        return False
    heads, rests = pieces(lines[at + 1]), pieces(lines[at + AROUND])
    if len(heads) <= _FEWEST or len(rests) != len(first):
        return False
    if any(is_value(piece.text.text) for piece in (*first, *heads, *rests)):
        return False
    return all(
        _beside(word, rest)
        and word.width + rest.width <= _LONGEST_GROUP
        and not any(_beside(part, head) for part in (word, rest) for head in heads)
        for word, rest in zip(first, rests, strict=True)
    )


def _beside(one: Piece, other: Piece) -> bool:
    """Whether two pieces have a column of characters in common."""
    return one.left < other.right and other.left < one.right


def drawn_in(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Return rows whose heads around the line of the others stand on that line."""
    first, heads, rests, *below = rows
    whole = [
        Piece(join_lines([word.text, rest.text]), min(word.left, rest.left), max(word.right, rest.right))
        for word, rest in zip(first, rests, strict=True)
    ]
    return [sorted([*whole, *heads], key=lambda piece: piece.left), *below]


def cut_rest(lines: Sequence[Placed]) -> int:
    """Return how many lines below a head are the rest of one cell of words, of a row that the page cut."""
    count = 0
    if len(lines) < _FEWEST:
        return 0
    column = min(lines[1].cells, default=0)
    for line in lines[1 : _TALLEST + 1]:
        if line.cells.keys() != {column} or line.spanning or is_value(line.cells[column].text):
            break
        count += 1
    head = lines[0].cells.get(column) if count else None
    return count if head is not None and not _INDICATOR.search(head.text) else 0


def _texts(line: Line) -> list[str]:
    return ["".join(fold(piece.text.text).split()) for piece in pieces(line)]
