"""The cells of targets and outcomes in a score table: words and quantities, which only the rows beside them tell apart.

They are read as far as the runs of words hold as many lines as the scores printed beside them have indicators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.extraction.scoreheads import Part, is_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.lines import Line
    from auditor.extraction.scorefill import Filled
    from auditor.extraction.scoreheads import Run, Scored

_TEXTS = frozenset({Part.AIM, Part.DONE})


def words_of(scored: Scored, filled: Filled, inner: Sequence[int]) -> dict[int, dict[int, Line]]:
    """Return the cells of columns of targets and outcomes, by head and row; `inner` are the rows that have some."""
    stacks = _stacks(scored, filled)
    if stacks is None or not inner:
        return {}
    columns = _columns(scored, stacks)
    if not columns:
        return {}
    ends = _ends(filled, inner)
    found: dict[int, dict[int, Line]] = {}
    own = {head: _sums(list(map(len, runs))) for head, runs in columns.items()}
    if len({tuple(each) for each in own.values()}) != 1:
        return {}
    told = next(iter(own.values()))
    # The runs are trusted up to the first that is not as long as those of the scores beside it.
    sure = 0
    whole = told[-1] == len(inner)
    for end in ends:
        if end not in told or (len(ends) == 1 and not whole):
            break
        sure = end
    for head, runs in columns.items():
        lines = [line for run in runs for line in run]
        found[head] = dict(zip(inner[:sure], lines[:sure], strict=True))
    return found


def _stacks(scored: Scored, filled: Filled) -> list[tuple[int | None, tuple[Line, ...]]] | None:
    """Return the stacks that targets and outcomes may be, each with its head; None where one holds rules as well."""
    cells = {id(run) for column in filled.columns for run in column.runs}
    found: list[tuple[int | None, tuple[Line, ...]]] = []
    last: Run | None = None
    on = False
    for run in scored.runs:
        if run.head is not None:
            part = scored.heads[run.head][0]
            on = part in _TEXTS or (on and part in {Part.SCORE, Part.LOSS, Part.WEIGHT})
        if not on or id(run) in cells or not run.lines:
            last = None if run.lines else last
            continue
        if any(is_rule(line.text) and not _plain(line) for line in run.lines):
            last = None
            continue
        head = run.head if run.head is not None and scored.heads[run.head][0] in _TEXTS else None
        if (
            last is not None
            and last.at + len(last.lines) == run.at
            and run.mixed != last.mixed
            and head is None
        ):
            found[-1] = (found[-1][0], (*found[-1][1], *run.lines))
        else:
            found.append((head, run.lines))
        last = run
    return found


def _plain(line: Line) -> bool:
    return len(line.text) <= 1


def _columns(
    scored: Scored, stacks: Sequence[tuple[int | None, tuple[Line, ...]]]
) -> dict[int, list[tuple[Line, ...]]]:
    """Return the stacks by their heads: each below the leftmost of the shortest columns."""
    heads = list(dict.fromkeys(head for head, _ in stacks if head is not None))
    if {head for head, (part, _) in enumerate(scored.heads) if part in _TEXTS} != set(heads):
        return {}
    columns: dict[int, list[tuple[Line, ...]]] = {head: [] for head in heads}
    for head, lines in stacks:
        heights = {each: sum(map(len, runs)) for each, runs in columns.items()}
        place = head if head is not None else min(heads, key=lambda each: heights[each])
        columns[place].append(lines)
    return columns


def _ends(filled: Filled, inner: Sequence[int]) -> list[int]:
    """Return behind how many of the inner rows the runs of the scores end."""
    score = next(column for column in filled.columns if column.part is Part.SCORE)
    ends = [sum(1 for row in inner if row < end) for end in score.ends]
    return [end for end in dict.fromkeys(ends) if end]


def _sums(counts: Sequence[int]) -> list[int]:
    found: list[int] = []
    for count in counts:
        found.append((found[-1] if found else 0) + count)
    return found
