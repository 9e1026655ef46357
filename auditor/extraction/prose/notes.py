"""Notes about rounding that a report prints (四舍五入有一定偏差), and the tables they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.report.blocks import Block, BlockKind
from auditor.report.model import Note, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"四舍五入|尾数差|舍入|尾差|rounding|rounded", re.IGNORECASE)
_EDGE = re.compile(r"[。；\n（）()]")
_REACH = 120
_TABLE = re.compile(r"(?:表|Table)\s*[0-9]+(?:\s*[-—.]\s*[0-9]+)?")


def rounding_notes(blocks: Sequence[Block], tables: Sequence[Table]) -> tuple[Note, ...]:
    """Return every rounding note; one that names a table speaks of that table, others of the report."""
    notes: list[Note] = []
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.FURNITURE:
            continue
        for start, end in _clauses(block.text):
            line, column = block.place(start)
            place = attrs.evolve(block.location, line=line, column=column) if line else block.location
            named = _named(block.text[max(0, start - 30) : end], blocks[at + 1 :], tables)
            notes.append(
                Note(kind="rounding", text=block.text[start:end].strip(), tables=named, location=place)
            )
    return tuple(notes)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Iterate over the clauses of a text that speak of rounding."""
    done = 0
    for found in _WORD.finditer(text):
        if found.start() < done:
            continue
        edges = [
            edge.end() for edge in _EDGE.finditer(text, max(done, found.start() - _REACH), found.start())
        ]
        start = edges[-1] if edges else max(done, found.start() - _REACH)
        stop = _EDGE.search(text, found.end(), found.end() + _REACH)
        done = stop.start() if stop else min(len(text), found.end() + _REACH)
        yield start, done


def _named(text: str, following: Sequence[Block], tables: Sequence[Table]) -> tuple[str, ...]:
    mentioned = [re.sub(r"\s", "", found.group()) for found in _TABLE.finditer(text)]
    if not mentioned:
        return ()
    known = tuple(table.id for table in tables if table.number in mentioned)
    if known:
        return known
    # The table announced here prints no number of its own: it is the next one.
    after = next((block.table for block in following if block.kind is BlockKind.TABLE), None)
    return (after,) if after else ()
