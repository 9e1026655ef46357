"""English: what a table of targets says of a row that its target and its result do not bear out: its attainment, or that it was met.

`Target ≤ 20 days | Actual 23.4 | Met`; `Target 400 | Actual 352 | Achieved 84%`. Whether more or less is aimed at the sign before the target
tells, else what all other rows but one show. How many targets were met a sentence beside the table may tell as well.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english, is_english
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.spelled import COUNT, count_of
from auditor.checks.english._targets import Aimed, Aims, aims
from auditor.findings import Severity, Verdict
from auditor.numbers import decimal_text, round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Evidence
    from auditor.report.blocks import Cell

NAME = "target-misjudged"
TITLE = {"zh": "目标完成情况的表述与数字不符", "en": "what is said of a target is not what its figures show"}
_LESS = re.compile(
    r"\b(?:days?|time|wait\w*|absence|turnover|complaints?|errors?|cost|costs|defects?|accidents?|incidents?|drop-?out|mortality|vacan\w+|leak\w*|loss\w*|"
    r"waste\w*|emissions?|delay\w*|late|arrears|unemployment|backlog|infection\w*|crime|deaths?|injur\w+|overdue|outstanding|risk)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[*†‡§#¹²³]\s*$")
"""A row that a note explains: often that less is better."""
_THINGS = (
    r"(?:targets?|indicators?|outputs?|measures|kpis?|goals|objectives|standards|milestones|commitments)"
)
_TOLD = re.compile(
    rf"(?P<n>{COUNT})\s+(?:out of|of)\s+(?:the |its |our |all )?(?P<all>{COUNT})\s+(?:[a-z-]+ ){{0,3}}?{_THINGS}\s+(?:were|was|have been|had been|are|is)\s+(?P<how>[a-z ]+?)(?=[,.;:(]|$| and | while | but )"
    rf"|(?P<how2>met or exceeded|met|achieved|reached|exceeded|missed)\s+(?:its |their |the )?targets?\s+(?:on|for|in)\s+(?P<n2>{COUNT})\s+(?:out of|of)\s+(?:the |its |all )?(?P<all2>{COUNT})\b"
    rf"|(?P<how3>met|achieved|reached|exceeded|missed)\s+(?P<n3>{COUNT})\s+(?:out of|of)\s+(?:the |its |our |all )?(?P<all3>{COUNT})\s+(?:[a-z-]+ ){{0,3}}?{_THINGS}"
    rf"|(?P<n4>{COUNT})\s+(?:out of|of)\s+(?:the |its |our |all )?(?P<all4>{COUNT})\s+(?:[a-z-]+ ){{0,3}}?{_THINGS}\s+(?:have |had )?(?P<how4>met or exceeded|reached or exceeded|met|reached|achieved|exceeded|missed)\s+(?:its |their |the )?(?:[a-z]+ )?targets?\b",
    re.IGNORECASE,
)
_SHOWN = {
    "met": True,
    "met or exceeded": True,
    "reached or exceeded": True,
    "achieved": True,
    "reached": True,
    "met in full": True,
    "fully met": True,
    "missed": False,
    "not met": False,
    "not achieved": False,
    "not reached": False,
}
_TARGET_OF = re.compile(r"\b(?:targets?|plan|goal) (?:of|was|is|to \w+)\s*(?:only |about )?$")
_OPENED = re.compile(r"\(\s*$")
_ACHIEVED = re.compile(r"\b(?:achievement|attainment|completion)(?: rate)? of\s*$|\bor\s*$")
_ACHIEVED_BEHIND = re.compile(r"^\s*(?:achievement|attainment|of (?:the |its |that )?(?:target|plan|goal))\b")
_PROVEN, _MANY = 2, 6


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of every table of targets, and what is told of how many were met."""
    if not is_english(facts):
        return
    yield from _attained(facts)
    known = [found for block in facts.report.blocks if block.cells and (found := aims(block)) is not None]
    for each in known:
        yield from _rates(each)
        yield from _statuses(each)
        yield from _classes(each)
    if known:
        yield from _counts(facts, known)


def _rates(table: Aims) -> Iterator[Outcome]:
    """Judge what part of each target was reached, where that is so of the other rows."""
    found: list[tuple[Aimed, bool, Fraction]] = []
    for row in table.rows:
        aim, done, rate = row.target, row.actual, row.rate
        if (
            aim is None
            or done is None
            or rate is None
            or not aim.value
            or not done.value
            or aim.unit != done.unit
        ):
            continue
        if _apart(row.name):
            continue
        due = done.value / aim.value * 100
        low, high = (
            (done.value + way * (done.half if done.half < _tenth(done.value) else 0)) / aim.value * 100
            for way in (-1, 1)
        )
        turned = aim.value / done.value * 100
        holds = low - rate.half <= rate.value <= high + rate.half or abs(turned - rate.value) <= rate.half * 2
        capped = rate.value == 100 and (due >= rate.value or turned >= rate.value)  # noqa: PLR2004 - percent
        found.append((row, holds or capped or abs(due - rate.value) < rate.half * 2, due))
    proven = [each for each in found if each[1]]
    wrong = [each for each in found if not each[1]]
    if len(proven) < _PROVEN or len(wrong) * 2 > len(proven):
        return
    for row, holds, due in found:
        cell = row.rate_cell
        if cell is None or row.rate is None:
            continue
        item = [_at(table, cell, f"{row.name} {table.heads.get('rate', '')}")]
        if holds:
            yield said(rule(NAME, TITLE), "", "", item, Verdict.EXACT)
            continue
        asked = decimal_text(round_to(due, row.rate.half * 2))
        text = cell.text.strip()
        zh = f"“{row.name}”完成值与目标值之比为 {asked}%，写 {text}"
        yield said(
            rule(NAME, TITLE), zh, f"'{row.name}': the result is {asked}% of its target, not {text}", item
        )


def _attained(facts: Facts) -> Iterator[Outcome]:
    """Judge the share that a sentence tells of a target and what came of it: against a target of 250, 215 (86%)."""
    for sentence in english(facts):
        numbers = sentence.stated
        aims_told = [
            each for each in numbers if not each.is_share and _TARGET_OF.search(sentence.before(each))
        ]
        shares = [each for each in numbers if each.is_share and not each.sign and each.dimension == "ratio"]
        others = [each for each in numbers if each not in aims_told and each not in shares]
        if not len(aims_told) == len(shares) == len(others) == 1 or len(sentence.numbers) != 3:  # noqa: PLR2004
            continue
        aim, share, done = aims_told[0], shares[0], others[0]
        if aim.dimension != done.dimension or done.sign or not aim.known.printed.value:
            continue
        beside = _OPENED.search(sentence.before(share)) and sentence.after(share).lstrip(" %").startswith(")")
        if not (
            beside
            or _ACHIEVED.search(sentence.before(share))
            or _ACHIEVED_BEHIND.match(sentence.after(share))
        ):
            continue
        items = [evidence_at(share.block, share.occurrence), evidence_at(done.block, done.occurrence, "part")]
        due, printed = done.known.printed.value / aim.known.printed.value, share.known.printed
        if (
            abs(due - printed.value) <= printed.step
            or abs(1 - due - printed.value) <= printed.step
            or abs(due - 1 - printed.value) <= printed.step
        ):
            yield said(rule(NAME, TITLE), "", "", items, Verdict.EXACT)
            continue
        asked = decimal_text(round_to(due * 100, printed.step * 100))
        zh = f"{done.occurrence.text} 为目标 {aim.occurrence.text} 的 {asked}%，写 {share.occurrence.text}"
        en = f"{done.occurrence.text} is {asked}% of the target of {aim.occurrence.text}, {share.occurrence.text} is printed"
        yield said(rule(NAME, TITLE), zh, en, items)


def _tenth(value: Fraction) -> Fraction:
    return value / 10


def _statuses(table: Aims) -> Iterator[Outcome]:
    """Judge whether each target is rightly called met."""
    rows = [each for each in table.rows if each.met is not None and _comparable(each)]
    known = [(each, _reached(each)) for each in rows if each.target is not None and each.target.way]
    open_ = [each for each in rows if each.target is not None and not each.target.way]
    # Without a sign a row may be of those of which less is better, unless its name says nothing of the kind.
    open_ = [each for each in open_ if not _apart(each.name)]
    odd = [each for each in open_ if _more(each) is not each.met]
    if len(odd) == 1 and len(open_) - len(odd) > _PROVEN:
        known += [(each, each.met is not (each in odd)) for each in open_]
    for row, reached in known:
        cell = row.status_cell
        if cell is None:
            continue
        item = [_at(table, cell, row.name)]
        if reached is row.met:
            yield said(rule(NAME, TITLE), "", "", item, Verdict.EXACT)
            continue
        zh = f"“{row.name}”目标与完成值不相应于“{row.status}”"
        en = f"'{row.name}' is called '{row.status}', which its target and its result do not bear out"
        yield said(rule(NAME, TITLE, Severity.WARNING), zh, en, item)


def _apart(name: str) -> bool:
    """Whether less may be better in a row."""
    return _LESS.search(name) is not None or _MARKED.search(name) is not None


def _classes(table: Aims) -> Iterator[Outcome]:
    """Judge the one row whose class does not go with how much of its target it reached, as those of all others do.

    Of the classes that a table has (Met, Near, Missed) each takes a stretch of rates of its own.
    """
    rows = [
        (each.rate.value, each.status, each) for each in table.rows if each.rate is not None and each.status
    ]
    if len(rows) < _MANY or len({status for _, status, _ in rows}) < _PROVEN or _parted(rows):
        return
    odd = [each for each in rows if _parted([one for one in rows if one is not each])]
    if len(odd) != 1 or odd[0][2].status_cell is None:
        return
    row = odd[0][2]
    zh = f"“{row.name}”完成率与其“{row.status}”的评价不相应，其余各行相应"
    en = f"'{row.name}' is called '{row.status}', which does not go with its attainment, as the others do"
    yield said(rule(NAME, TITLE), zh, en, [_at(table, row.status_cell, row.name)] if row.status_cell else [])


def _parted(rows: Sequence[tuple[Fraction, str, Aimed]]) -> bool:
    """Whether each class has a stretch of its own, where there are enough rows of each to show it."""
    runs = [
        status
        for status, _ in itertools.groupby(status for _, status, _ in sorted(rows, key=lambda each: each[0]))
    ]
    return len(runs) == len(set(runs))


def _comparable(row: Aimed) -> bool:
    return (
        row.target is not None
        and row.actual is not None
        and row.target.unit in {row.actual.unit, ""} | ({row.target.unit} if not row.actual.unit else set())
    )


def _reached(row: Aimed) -> bool:
    """Whether a row came to what its target bids."""
    if row.target is None or row.actual is None:
        return False
    one, two = row.actual.value, row.target.value
    return one >= two if row.target.way > 0 else one <= two


def _more(row: Aimed) -> bool:
    return row.target is not None and row.actual is not None and row.actual.value >= row.target.value


def _counts(facts: Facts, known: Sequence[Aims]) -> Iterator[Outcome]:
    """Judge how many targets were met by the one table of so many rows that stands near."""
    for sentence in english(facts):
        for found in _TOLD.finditer(sentence.text):
            which = next(at for at in ("", "2", "3", "4") if found[f"n{at}"])
            many, every = count_of(found[f"n{which}"]), count_of(found[f"all{which}"])
            met = _SHOWN.get(" ".join(found[f"how{which}"].lower().split()))
            near = [each for each in known if len([one for one in each.rows if _comparable(one)]) == every]
            if met is None or many is None or len(near) != 1:
                continue
            rows = [each for each in near[0].rows if _comparable(each)]
            shown = _shown(rows, met=met)
            if shown is None:
                continue
            start = sentence.start + found.start(f"n{which}")
            item = [evidence_of_words(sentence.paragraph.block, start, found[f"n{which}"], "count")]
            if many in shown:
                yield said(rule(NAME, TITLE), "", "", item, Verdict.EXACT)
                continue
            zh = f"写“{found.group()}”，表中为 {min(shown)} 项"
            yield said(
                rule(NAME, TITLE), zh, f"says '{found.group()}', and the table shows {min(shown)}", item
            )


def _shown(rows: Sequence[Aimed], *, met: bool) -> set[int] | None:
    """Return how many rows of a table may be counted as met, or missed."""
    if all(each.status for each in rows):
        return {sum(1 for each in rows if each.met is met)}
    if all(each.rate is not None for each in rows):
        whole = sum(1 for each in rows if each.rate is not None and each.rate.value >= 100)  # noqa: PLR2004 - percent
        return {whole if met else len(rows) - whole}
    if any(each.target is not None and not each.target.way and _apart(each.name) for each in rows):
        return None
    ways = [(_reached(each) if each.target and each.target.way else _more(each)) for each in rows]
    own = sum(1 for each in ways if each is met)
    return {own}


def _at(table: Aims, cell: Cell, label: str) -> Evidence:
    text = cell.text.strip()
    return evidence_of_words(table.block, cell.span.start + cell.text.find(text), text, label.strip())
