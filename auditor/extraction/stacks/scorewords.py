"""The cells of targets and outcomes in a score table: words and quantities, which only the rows beside them tell apart.

They are read as far as the runs of words hold as many lines as the scores printed beside them have indicators.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.stacks.scoreheads import Part, is_rule
from auditor.extraction.stacks.stacklabels import needed, printed_width
from auditor.extraction.tables.cellform import amount_of
from auditor.extraction.text.mapped import Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from auditor.extraction.stacks.scorefill import Filled
    from auditor.extraction.stacks.scoreheads import Run, Scored
    from auditor.extraction.text.lines import Line

_TEXTS = frozenset({Part.AIM, Part.DONE})
_INSIDE = re.compile(r"[）)，；、。%]|[（(]含")
_MIDDLE = re.compile(r"分(?![一-龥])|分[，；。计扣]|(?:得|个|扣|值|的|止|算|例|次)(?![一-龥])")
_OPEN = re.compile(r"[，；、~～（(]$")
_POINTS = re.compile(
    r"^[^，。；]{0,16}得\s*([0-9.]+)\s*分|[×*]\s*([0-9.]+)(?:\s*分)?$|^[^，。；]{0,6}[0-9]%?(?:以内|以下|以上)?\s+([0-9.]+)\s*分"
)
"""The first of several bands gives the full mark."""
_FEWEST_WEIGHED = 2
_SLACK = 6
"""Blanks beside numbers take room, and no number is broken: a line may end so far before its cell does."""
_ENDED = re.compile(r"(?:[分止扣计定例率重准数效算满级内下]|[0-9]%?|[）)])$")
_BEGINS = re.compile(
    r"[≥≤<>]|得分|目标|每|按|应|不|未|完成|达到|以|[0-9]+(?:\.[0-9]+)?\s*(?:%|[一-龥]{1,4}[，得])|[国省市县]级|一项|一处|有|无|合|定"
)


def words_of(scored: Scored, filled: Filled, inner: Sequence[int]) -> dict[int, dict[int, Mapped]]:
    """Return the cells of columns of words, by head and row; `inner` are the rows that have some."""
    if not inner:
        return {}
    ends = _ends(filled, inner)
    columns = _columns(scored, _stacks(scored, filled))
    found: dict[int, dict[int, Mapped]] = {}
    if len({tuple(map(len, runs)) for runs in columns.values()}) == 1:
        for head, runs in columns.items():
            cells = [[line.mapped.strip() for line in run] for run in runs]
            found[head] = _told(cells, ends, inner)
    method = _methods(scored, len(inner))
    if method is not None:
        head, cells = method
        texts = [cell for run in cells for cell in run]
        if _weighed(texts, filled, inner):
            found[head] = dict(zip(inner, texts, strict=True))
        else:
            found[head] = _told(cells, ends, inner)
    return found


def _weighed(rules: Sequence[Mapped], filled: Filled, inner: Sequence[int]) -> bool:
    """Whether rules that state the most points state the weights of their rows."""
    weights = next(column for column in filled.columns if column.part is Part.WEIGHT).values
    held = 0
    for row, rule in zip(inner, rules, strict=True):
        weight = weights[row] if row < len(weights) else None
        points = full_marks(rule.text)
        if points is None or weight is None:
            continue
        if points != weight:
            return False
        held += 1
    return held >= _FEWEST_WEIGHED


def full_marks(rule: str) -> Decimal | None:
    """Return the most points that a scoring method states, None where it states none."""
    found = (amount_of("".join(each)) for each in _POINTS.findall(rule))
    return max((amount for amount in found if amount is not None), default=None)


def _told(cells: Sequence[Sequence[Mapped]], ends: Sequence[int], inner: Sequence[int]) -> dict[int, Mapped]:
    """Return the cells by their rows, up to the first run that is not as long as those of the scores beside it."""
    told = list(itertools.accumulate(map(len, cells)))
    sure = 0
    if told and told[-1] == len(inner) and (len(ends) == 1 or set(told) <= {*ends, len(inner)}):
        sure = len(inner)
    else:
        for end in ends:
            if end not in told or len(ends) == 1:
                break
            sure = end
    return dict(zip(inner[:sure], [cell for run in cells for cell in run][:sure], strict=True))


def _methods(scored: Scored, count: int) -> tuple[int, list[list[Mapped]]] | None:
    """Return the head of the scoring methods and their cells, by runs, where the lines make so many in one way."""
    heads = [at for at, (part, _) in enumerate(scored.heads) if part is Part.METHOD]
    if len(heads) != 1:
        return None
    runs = [
        run
        for run in scored.runs
        if run.lines
        and not run.numbers
        and (run.head == heads[0] or (run.head is None and is_rule(run.text)))
    ]
    if not any(run.head == heads[0] for run in runs):
        return None
    widest = max(printed_width(line) for run in runs for line in run.lines)
    cells = [_wrapped(run, widest) for run in runs]
    texts = [cell.text for run in cells for cell in run]
    return (heads[0], cells) if len(texts) == count and all(map(_complete, texts)) else None


def _wrapped(run: Run, widest: int) -> list[Mapped]:
    """Return the cells of a run of prose: a line goes on with a full one above unless both are whole."""
    groups = [[run.lines[0].mapped]]
    for above, line in itertools.pairwise(run.lines):
        full = printed_width(above) + needed(line) + _SLACK > widest
        whole = (
            _ENDED.search(above.text) is not None
            and not above.text.endswith("扣")
            and _BEGINS.match(line.text) is not None
        )
        inside = (
            len(line.text) == 1
            or _INSIDE.match(line.text) is not None
            or _OPEN.search(above.text) is not None
        )
        if inside or (full and (not whole or _MIDDLE.match(line.text) is not None)):
            groups[-1].append(line.mapped)
        else:
            groups.append([line.mapped])
    return [join_lines(group) for group in groups]


def _complete(text: str) -> bool:
    """Whether a text reads as a whole rule: it ends as one, and its brackets close."""
    opened = sum(map(text.count, "（("))
    return _ENDED.search(text.rstrip("。")) is not None and opened == sum(map(text.count, "）)"))


def _stacks(scored: Scored, filled: Filled) -> list[tuple[int | None, tuple[Line, ...]]]:
    """Return the stacks that targets and outcomes may be, each with its head."""
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
