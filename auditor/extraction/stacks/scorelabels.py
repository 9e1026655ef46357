"""The labels of a score table's rows: which words are labels, which lines are one label, which row each names."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.stacks.scoreheads import Part, is_rule
from auditor.extraction.stacks.stacklabels import Labels, joints
from auditor.extraction.stacks.wrappedlabels import row_labels
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.extraction.stacks.scorefill import Column
    from auditor.extraction.stacks.scoreheads import Run, Scored
    from auditor.extraction.stacks.scoresums import Sums
    from auditor.extraction.text.lines import Line

_SUM = re.compile(
    r"(?:.{1,8})?(?:小\s*计|合\s*计|总\s*计)|(?:.{0,2})总\s*(?:得\s*)?分|(?:综合|基础|最终|自评)得分|总体得分|得分合计"
)
_CODE = re.compile(r"[A-Z](?:[0-9]{1,3}(?:[-.][0-9]{1,2})*)?")
_GROUP = re.compile(r".{1,12}[（(]\s*[0-9.]+\s*[分%％][)）]")
"""过程（25 分） is a group of indicators."""
_DEPTHS = "部类维一 二指项三 四"
_MOST_LOOSE = 5
_MOST_WAYS = 200
_FEWEST_CHECKS = 3


def is_sum(text: str) -> bool:
    """Whether a label names a sum of others."""
    return _SUM.fullmatch(re.sub(r"\s", "", text)) is not None


def labels_of(
    scored: Scored, weight: Column, sums: Sums, rows: int, known: Callable[[str], bool]
) -> list[Mapped] | None:
    """Return a label for each row, one without text where none is printed; None where they are not certain."""
    stream = _stream(scored)
    if not stream:
        return None
    loose = [
        run for run in stream if (not _direct(scored, run, weight) and run.head is None) or _summing(run)
    ]
    if len(loose) > _MOST_LOOSE:
        return None
    inner = tuple(row for row in range(rows) if row not in sums.rows)
    targets = [tuple(range(rows)), inner]
    if sums.total is not None:
        targets.append(tuple(row for row in range(rows) if row != sums.total))
    # Labels that call the very sums sums are told from others first.
    for named in dict.fromkeys(targets):
        for count in range(len(loose) + 1):
            found: dict[tuple[str, ...], list[Mapped]] = {}
            for left in itertools.combinations(loose, count):
                kept = [run for run in stream if run not in left]
                labels = _matched(kept, weight, named, known, len(sums.rows.intersection(named)))
                if labels is not None and _telling(labels, named, sums):
                    full = _filled(dict(zip(named, labels, strict=True)), rows, scored, kept)
                    found.setdefault(tuple(label.text for label in full), full)
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
    return None


def _stream(scored: Scored) -> list[Run]:
    """Return the runs of words that may be labels: from the head of the last level up to another column of words."""
    label = _last_level(scored)
    found: list[Run] = []
    on = False
    for run in scored.runs:
        if run.head is not None:
            on = run.head == label or (on and scored.heads[run.head][0] is Part.WEIGHT)
        if not on or run.numbers or not run.lines or any(is_rule(line.text) for line in run.lines):
            continue
        if not all(_CODE.fullmatch(line.text) for line in run.lines) and not _GROUP.fullmatch(run.text):
            found.append(run)
    return found


def _summing(run: Run) -> bool:
    """Whether all lines of a run name sums."""
    return run.head is None and all(is_sum(line.text) for line in run.lines)


def label_head(scored: Scored) -> tuple[Line, ...]:
    """Return the head of the labels."""
    return scored.heads[_last_level(scored)][1]


def _last_level(scored: Scored) -> int:
    levels = [at for at, (part, _) in enumerate(scored.heads) if part is Part.LEVEL]
    return max(levels, key=lambda at: (_depth(scored, at), at))


def _depth(scored: Scored, at: int) -> int:
    """Return how deep the level of a head is: 类别, 一级指标, 二级指标, 指标名称, 三级指标."""
    return _DEPTHS.find(scored.heads[at][1][0].text.strip()[0]) // 3


def _direct(scored: Scored, run: Run, weight: Column) -> bool:
    """Whether weights are printed directly behind a run."""
    at = scored.runs.index(run)
    return at + 1 < len(scored.runs) and scored.runs[at + 1] in weight.runs


def _matched(
    runs: Sequence[Run], weight: Column, named: Sequence[int], known: Callable[[str], bool], checks: int
) -> list[Mapped] | None:
    """Return the labels of the named rows that the lines of the runs are; `checks` sums tell whether they are in order."""
    lines = [line for run in runs for line in run.lines]
    if len(lines) < len(named) or not lines:
        return None
    sure, _, _ = joints([Labels(run.lines, 0, direct=False) for run in runs])
    if len(lines) - len(sure) == len(named) and (not sure or checks >= _FEWEST_CHECKS):
        return _joined(lines, sure)
    if len(lines) - len(sure) < len(named):
        return None
    banded = _by_bands(runs, weight, named)
    if banded is not None:
        return banded
    place = {row: at for at, row in enumerate(named)}
    ends = tuple(place[end - 1] + 1 for end in weight.ends if end - 1 in place)
    begun = {id(run): end - len(run.lines) for run, end in zip(weight.runs, weight.ends, strict=True)}
    found = []
    for run in runs:
        after = [weight_run for weight_run in weight.runs if weight_run.at > run.at]
        row = min((begun[id(each)] for each in after), default=named[-1])
        found.append(Labels(run.lines, sum(1 for each in named if each < row), direct=False))
    return row_labels(found, len(named), ends, known=known)


def _joined(lines: Sequence[Line], joined: set[int]) -> list[Mapped]:
    """Return the lines as labels, those joined to the lines above that go on with them."""
    begins = [at for at in range(len(lines)) if at not in joined]
    return [
        join_lines(line.mapped for line in lines[begin:end])
        for begin, end in itertools.pairwise([*begins, len(lines)])
    ]


def _by_bands(runs: Sequence[Run], weight: Column, named: Sequence[int]) -> list[Mapped] | None:
    """Return the labels where each run of them is printed before the weights of its rows, which tells how many it holds."""
    begins = {run.at: end - len(run.lines) for run, end in zip(weight.runs, weight.ends, strict=True)}
    sizes = {
        run.at: sum(1 for row in range(begins[run.at], begins[run.at] + len(run.lines)) if row in set(named))
        for run in weight.runs
    }
    pairs: list[tuple[Run, int]] = []
    for at, run in enumerate(runs):
        behind = runs[at + 1].at if at + 1 < len(runs) else None
        size = sum(
            count for start, count in sizes.items() if start > run.at and (behind is None or start < behind)
        )
        pairs.append((run, size))
    if len(pairs) < 2 or sum(size for _, size in pairs) != len(named):  # noqa: PLR2004 - one run has all
        return None
    texts: list[Mapped] = []
    for run, size in pairs:
        groups = list(_groups(run, size))
        if len(groups) != 1:
            return None
        texts.extend(join_lines(line.mapped for line in group) for group in groups[0])
    return texts


def _groups(run: Run, size: int) -> Iterator[list[list[Line]]]:
    """Iterate over the ways to join the lines of a run to so many labels."""
    count = len(run.lines)
    if size < 1 or count < size:
        return
    sure, may, _ = joints([Labels(run.lines, 0, direct=True)])
    if size == 1:
        yield [list(run.lines)]
        return
    more = count - size - len(sure)
    if more < 0:
        return
    for tried, chosen in enumerate(itertools.combinations(sorted(may), more)):
        if tried > _MOST_WAYS:
            return
        groups: list[list[Line]] = []
        for at, line in enumerate(run.lines):
            if at in sure or at in chosen:
                groups[-1].append(line)
            else:
                groups.append([line])
        yield groups


def _telling(labels: Sequence[Mapped], named: Sequence[int], sums: Sums) -> bool:
    """Whether sums are called sums, and nothing else is."""
    for row, label in zip(named, labels, strict=True):
        if is_sum(label.text) != (row in sums.rows) and row in {*sums.rows, *sums.leaves}:
            return False
    return len({label.text for row, label in zip(named, labels, strict=True) if row in sums.leaves}) == len(
        sums.leaves
    )


def _filled(known: dict[int, Mapped], rows: int, scored: Scored, kept: Sequence[Run]) -> list[Mapped]:
    """Return the labels of all rows: sums whose names stand in another column are told by their words."""
    lacking = [row for row in range(rows) if row not in known]
    if lacking:
        names = [
            line.mapped.strip()
            for run in scored.runs
            if not run.numbers and run not in kept
            for line in run.lines
            if is_sum(line.text)
        ]
        if len(names) == len(lacking):
            known = {**known, **dict(zip(lacking, names, strict=True))}
    return [known.get(row, EMPTY) for row in range(rows)]
