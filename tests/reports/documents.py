"""Made-up documents for report files: blocks, tables and numbers that need not make sense, within what the format holds."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import strategies as st

from auditor.numbers import Numeral, Rounding, read_numeral
from auditor.report import Column, Document, Figure, Places, Report, Row, Table
from auditor.report.blocks import Block, BlockKind, Cell, Label, NumberKind, Occurrence, Revision, Run
from auditor.report.derived import figure_of, joined_cells, stating
from auditor.report.model import Note, Origin
from auditor.report.unread import Remark, Unread
from auditor.source import Location, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ("收入", "合计", "甲·乙", "a b", "Total")
TABLES = ("收支表/正文", "表1", "Table 2")

texts = st.text(st.sampled_from('预算12.5 %0,-\n\t\r甲（）.a\\"\u200b'), min_size=1, max_size=30)
words = st.text(st.sampled_from("预算甲乙·.a "), max_size=6)
numerals = st.one_of(
    st.none(),
    st.sampled_from(["12.5", "≥5%", "-", "1,234", "(3.0)%", "\uff12"]).map(read_numeral),
    st.builds(
        Numeral,
        text=st.sampled_from(["五", "1/3", "12"]),
        value=st.fractions(max_denominator=99),
        step=st.sampled_from([Fraction(0), Fraction(1), Fraction(1, 3), Fraction(1, 100)]),
        mark=st.sampled_from(["", "%"]),
        bound=st.sampled_from(["", "≤"]),
        blank=st.booleans(),
    ),
)
labels = st.one_of(
    st.none(), st.builds(Label, name=words, period=words, basis=words, of=words, scope=words, told=words)
)
whole = st.integers(1, 300)
locations = st.builds(
    Location,
    page=st.none() | whole,
    line=st.none() | whole,
    column=st.none() | whole,
    section=st.lists(words, max_size=2).map(tuple),
    table=st.none() | st.sampled_from(TABLES),
    row=st.none() | st.sampled_from(NAMES),
    col=st.none() | st.sampled_from(NAMES),
    sheet=st.none() | words,
    cell=st.none() | st.just("B7"),
    block=st.none() | st.integers(0, 9),
    range=st.none() | st.sampled_from(["0-7", "12-400"]),
    box=st.none() | st.just(("1.00", "2.00", "3.00", "4.50")),
    quote=st.none() | texts,
    revision=st.none() | words,
)


@st.composite
def runs(draw: st.DrawFn, length: int, lined: bool) -> tuple[Run, ...]:
    """Stretches of a text of `length`, one behind the other."""
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
    page = st.none() | st.integers(1, 3)
    return tuple(
        Run(
            start,
            stop - start,
            draw(st.integers(1, 3)) if lined else None,
            draw(st.integers(-2, 60)),
            draw(page),
        )
        for start, stop in zip(cuts[::2], cuts[1::2], strict=False)
    )


@st.composite
def numbers(draw: st.DrawFn, text: str, start: int, place: Location) -> list[Occurrence]:
    """Return numbers of a text that begins at `start` of its block; some stand where nobody would look for them."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    found = []
    for low, high in zip(cuts[::2], cuts[1::2], strict=False):
        kind = draw(st.sampled_from(list(NumberKind)))
        number = Occurrence(
            text=text[low:high], span=Span(start + low, start + high), kind=kind,
            location=draw(st.one_of(st.just(place), locations)), numeral=draw(numerals),
            unit=draw(st.sampled_from(["", "%", "万元", "text"])), unit_lent=draw(st.booleans()),
            sign_word=draw(words), sign=draw(st.sampled_from([-1, 0, 1])), bound=draw(st.sampled_from(["", "≥", "±"])),
            approximate=draw(st.booleans()), range=draw(st.sampled_from(["", "low", "high"])), reason=draw(words),
            label=draw(labels),
        )  # fmt: skip
        found.append(number)
    return found


@st.composite
def cells(draw: st.DrawFn, names: Sequence[tuple[str | None, str | None]]) -> tuple[str, tuple[Cell, ...]]:
    """Return the text and the cells of a table whose rows and columns have `names`."""
    grid = draw(
        st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=5, unique=True)
    )
    drafts = [(row, column, draw(st.one_of(st.just(""), texts))) for row, column in grid]
    text, starts = joined_cells(drafts)
    found = []
    for (row, column, own), start in zip(drafts, starts, strict=True):
        name, head = draw(st.sampled_from([(names[row][0], names[column][1]), (None, None)]))
        place = draw(st.one_of(st.builds(Location, line=whole, column=whole), locations))
        found.append(
            Cell(
                row=row, column=column, rows=draw(st.integers(1, 3)), columns=draw(st.integers(1, 3)), text=own,
                span=Span(start, start + len(own)), location=attrs.evolve(place, row=name, col=head),
            )
        )  # fmt: skip
    return text, tuple(found)


@st.composite
def blocks(draw: st.DrawFn, index: int) -> Block:
    """Return a block, a table with cells among them."""
    section = draw(st.lists(words, max_size=2).map(tuple))
    base: dict[str, Any] = {
        "index": index, "section": section, "level": draw(st.integers(0, 9)),
        "location": draw(locations), "table": draw(st.none() | st.sampled_from(TABLES)),
    }  # fmt: skip
    if draw(st.booleans()):
        names = [
            (draw(st.none() | st.sampled_from(NAMES)), draw(st.none() | st.sampled_from(NAMES)))
            for _ in range(4)
        ]
        text, found = draw(cells(names))
        given = [each for cell in found for each in draw(numbers(cell.text, cell.span.start, cell.location))]
        given.sort(key=lambda each: each.span.start)
        base |= {"kind": BlockKind.TABLE, "cells": found}
    else:
        text = draw(texts)
        given = draw(numbers(text, 0, base["location"]))
        base |= {"kind": draw(st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.TABLE]))}
    revision = Revision(
        kind="insertion", author=draw(words), date="2024-01-01", text=draw(texts),
        span=draw(st.none() | st.just(Span(0, len(text)))),
    )  # fmt: skip
    return Block(
        text=text, runs=draw(st.one_of(runs(len(text), lined=True), runs(len(text), lined=False), st.just(()))),
        occurrences=tuple(given), revisions=draw(st.sampled_from([(), (revision,)])), **base,
    )  # fmt: skip


def _keyed(found: Sequence[Block], keyed: Sequence[bool]) -> tuple[Block, ...]:
    """Give some of the numbers a key of their own."""
    turn = iter([*keyed, *[True] * 1000])
    count = 0
    kept = []
    for block in found:
        given = []
        for each in block.occurrences:
            count += 1
            given.append(attrs.evolve(each, key=f"键.{count}") if next(turn) else each)
        kept.append(attrs.evolve(block, occurrences=tuple(given)))
    return tuple(kept)


@st.composite
def documents(draw: st.DrawFn) -> Report:
    """Return a report as a reader of drafts may give it."""
    bare = [draw(blocks(index)) for index in range(draw(st.integers(1, 3)))]
    found = _keyed(bare, draw(st.lists(st.booleans(), max_size=12)))
    columns = tuple(Column(name=name, path=(name,), unit=draw(st.none() | words)) for name in NAMES)
    tables = tuple(
        Table(id=name, columns=columns, rows=tuple(Row(name=each) for each in NAMES)) for name in TABLES
    )
    figures: dict[str, Figure] = {}
    for number in stating(found):
        figures[number.key or ""] = figure_of(number, draw(words) or "名称")
    remarks = (Remark(Unread.TRACKED), Remark(Unread.LINKS, (draw(words),)))
    return Report(
        document=Document(
            name="draft.txt", title=draw(st.none() | words), language="zh", sha256="0" * 64,
            remarks=draw(st.sampled_from([(), remarks])),
        ),
        figures=figures, tables=tables, notes=(Note(kind="rounding", text=draw(texts)),),
        rounding=draw(st.sampled_from(list(Rounding))), places=draw(st.sampled_from(list(Places))), blocks=found,
    )  # fmt: skip


def without_file(report: Report) -> Report:
    """Return a report without the name and hash of the file that it was read from."""
    return attrs.evolve(report, document=attrs.evolve(report.document, name="", sha256=None, origin=None))


def origin_of(report: Report) -> Origin:
    """Return the file that a report was first read from."""
    return report.document.origin or Origin(report.document.name, report.document.sha256)
