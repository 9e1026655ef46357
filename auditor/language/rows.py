"""Read one row of an indicator table: B31 | 支出预算执行率 | 5分 | 100% | scheme | figure."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.language.characters import foreign_character, meant_by
from auditor.language.problems import Problem, Wording
from auditor.language.tree import Indicator, Name, Number, Text
from auditor.numbers import unit_of
from auditor.source import Span

if TYPE_CHECKING:
    from auditor.language.lines import Line

_CELLS = (
    Wording("编号", "identifier"),
    Wording("名称", "title"),
    Wording("权重", "weight"),
    Wording("目标", "target"),
    Wording("评分办法", "scheme"),
    Wording("指标值", "figure"),
)
_LEAST = 3
_BLANK = frozenset({"", "-", "—", "——", "/"})
_NUMBER = re.compile(r"([0-9]{1,30})(?:\.([0-9]{1,10}))?\s*([^\s0-9.,|]*)")
_NAME = re.compile(
    r"(?:「[^」]+」|[A-Za-z_々\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af][\w]*)(?:\.(?:「[^」]+」|[\w]+))*"
)


def read_row(line: Line, typed: str, file: str) -> Indicator | Problem:
    """Return the indicator that `line` lists; the cells behind the weight may be left out."""
    cells = [(cell.strip(), start + len(cell) - len(cell.lstrip())) for cell, start in _cut(line.text)]
    if not _LEAST <= len(cells) <= len(_CELLS):
        return Problem(
            code="row-shape",
            message=Wording(
                f"指标行要有 {_LEAST} 到 {len(_CELLS)} 格，这里有 {len(cells)} 格",
                f"an indicator row has {_LEAST} to {len(_CELLS)} cells, this one has {len(cells)}",
            ),
            span=Span(line.start, line.end),
            file=file,
            expected=(
                Wording(" | ".join(cell.zh for cell in _CELLS), " | ".join(cell.en for cell in _CELLS)),
            ),
            remedy=Wording(
                "各格之间用 | 隔开，空格写 -", "part the cells with |, and write - for an empty one"
            ),
        )
    spans = [Span(line.start + at, line.start + at + len(cell)) for cell, at in cells]
    texts = [typed[span.start : span.end] for span in spans]
    while len(cells) < len(_CELLS):
        cells.append(("-", 0))
        spans.append(Span(line.end, line.end))
        texts.append("-")
    for at in (0, 1):
        if cells[at][0] in _BLANK:
            return _wrong(
                _CELLS[at],
                texts[at],
                Span(line.start, line.end),
                file,
                Wording("这一格不能空", "this cell cannot be empty"),
            )
    for at in (2, 3):
        # A full-width digit would make the target a text, and the weight one that nobody understands.
        wrong = next((place for place, char in enumerate(cells[at][0]) if _is_twin(char)), None)
        if wrong is not None:
            return foreign_character(cells[at][0][wrong], spans[at].start + wrong, file)
    weight = None if cells[2][0] in _BLANK else _number(cells[2][0], spans[2])
    if (weight is None and cells[2][0] not in _BLANK) or (
        weight is not None and unit_of(weight.unit).dimension != "score"
    ):
        return _wrong(_CELLS[2], texts[2], spans[2], file, Wording("写作 5分", "write 5分"))
    target = (
        None
        if cells[3][0] in _BLANK
        else _number(cells[3][0], spans[3]) or Text(_unquoted(texts[3]), spans[3])
    )
    scheme = None if cells[4][0] in _BLANK else texts[4]
    figure = None
    if cells[5][0] not in _BLANK:
        if not _NAME.fullmatch(cells[5][0]):
            return _wrong(
                _CELLS[5],
                texts[5],
                spans[5],
                file,
                Wording("写作 B31.业绩值，没有则写 -", "write B31.actual, or - for none"),
            )
        figure = Name(texts[5].replace("「", "").replace("」", ""), spans[5])
    return Indicator(texts[0], texts[1], weight, target, scheme, figure, Span(line.start, line.end))


def _cut(text: str) -> list[tuple[str, int]]:
    cells, start = [], 0
    for cell in text.strip().removesuffix("|").split("|"):
        cells.append((cell, start))
        start += len(cell) + 1
    return cells[1:] if len(cells) > 1 and not cells[0][0] else cells


def _number(text: str, span: Span) -> Number | None:
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    whole, places, unit = found.groups(default="")
    return Number(Fraction(int(whole + places), 10 ** len(places)), unit, text, span)


def _is_twin(char: str) -> bool:
    """Whether `char` looks like a digit without being one."""
    return not char.isascii() and (meant_by(char) or "").isdigit()


def _unquoted(text: str) -> str:
    quoted = len(text) > 1 and text[0] in '"“' and text[-1] in '"”'
    return text[1:-1] if quoted else text


def _wrong(cell: Wording, text: str, span: Span, file: str, remedy: Wording) -> Problem:
    return Problem(
        code="row-cell",
        message=Wording(
            f"指标行的{cell.zh}读不懂：“{text}”",
            f"the {cell.en} of the indicator row cannot be read: “{text}”",
        ),
        span=span,
        file=file,
        remedy=remedy,
    )
