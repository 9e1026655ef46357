"""Points told of an indicator in running text that its row does not print: 水质指标得 4.71 分 beside 6.36, 扣 2 分，得 5 分 of 8.

A score that is told is the row's, and never above the full mark; what was taken off and the score give the full mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.english import is_english
from auditor.checks.common.numbers import exactly, paragraphs
from auditor.checks.common.relations import ONE, compared, evidence_at, judged, rule, said, summed
from auditor.checks.common.tables import same_value
from auditor.checks.scores._eachrules import bare
from auditor.checks.scores._englishtold import holds, of_rows
from auditor.checks.scores._system import system
from auditor.checks.scores._telling import Told, is_bare, other_scoring, told
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict
from auditor.language import tree
from auditor.numbers import interval_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Stated
    from auditor.checks.scores._system import Indicator, System
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "score-told-not-row"
TITLE = {
    "zh": "正文所述指标得分、扣分与评分表不一致",
    "en": "points told of an indicator are not those of its row",
}
_TIMES = 2
_MOVES = re.compile(r"扣|失|减(?=[0-9分])|加(?=[0-9分])|等")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what paragraphs tell of the indicators of score tables."""
    known = system(facts)
    if not known.indicators:
        return
    if is_english(facts):
        yield from _in_english(facts, known)
        return
    every = [each for paragraph in paragraphs(facts) for each in told(paragraph, known)]
    every = [each for each in every if not other_scoring(each.number.lead, each.indicator)]
    found = [(each, outcome) for each in every if (outcome := _outcome(facts, each, every)) is not None]
    held = [one for _, one in found if one.verdict.consistent]
    wrong = [(each, one) for each, one in found if not one.verdict.consistent]
    beyond = [one for each, one in wrong if _beyond(each)]
    others = [one for each, one in wrong if not _beyond(each)]
    yield from (*held, *beyond)
    # Points that mostly differ are of another scoring than the table's.
    if len(others) <= max(len(held), 1):
        yield from others


def _in_english(facts: Facts, known: System) -> Iterator[Outcome]:
    """Judge points that English sentences tell right behind the name of an indicator."""
    found = [(each, *holds(each)) for each in of_rows(facts, known)]
    wrong = [each for each, held, got in found if not held and got is not None]
    for each, held, got in found:
        if got is None:
            continue
        evidence = [
            evidence_at(each.number.block, each.number.occurrence),
            evidence_of(facts, got.figure, got.mention, "stated"),
        ]
        if held:
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
        elif len(wrong) <= max(len(found) - len(wrong), 1):
            name, kind = each.indicator.name, "扣" if each.off else "得"
            told_of, asked = each.number.occurrence.text, got.mention.text
            zh = f"“{name}”写{kind} {told_of} 分，评分表中得 {asked} 分"
            en = f"{told_of} points are told of '{name}', whose row prints {asked}"
            yield said(rule(NAME, TITLE), zh, en, evidence)


def _beyond(each: Told) -> bool:
    """Whether more is given than the full mark, which no scoring does."""
    mark = each.indicator.mark
    return not each.off and mark is not None and each.number.known.printed.numeral.value > mark


def _outcome(facts: Facts, each: Told, every: Sequence[Told]) -> Outcome | None:
    return _lost(facts, each, every) if each.off else _got(facts, each)


def _got(facts: Facts, each: Told) -> Outcome | None:
    """Judge a score by the row's scores, of which it may be any."""
    number, row = each.number, each.indicator
    value = number.known.printed.numeral.value
    scores = [_alike(_to(row.place, one), number.known) for one in row.got]
    if is_bare(number) and not _beyond(each):
        return None
    same = [one for one in scores if same_value(one, number.known)]
    info = rule(NAME, TITLE)
    if same or len(scores) == 1:
        one = (same or scores)[0]
        # 项目得分 87 分 is that of the project, and not of an indicator that is called so for short.
        words = re.sub(r"[\s“”\"]", "", re.split(r"[，,。；;]", number.lead)[-1])
        named = len(row.name) > _TIMES and row.name in words
        likely = named or row.mark is None or 0 <= value <= row.mark * _TIMES
        info = attrs.evolve(info, explained=named)
        return (
            judged(facts, compared(info, number.known, tree.Relation.EQUAL, one)) if same or likely else None
        )
    # What a full mark in the same paragraph allows is told there in its own words.
    if scores or row.full is None or any(one.stated is row.full for one in each.paragraph.numbers):
        return None
    if row.mark is None or not row.mark < value < row.mark * _TIMES:
        return None
    return judged(
        facts, compared(info, number.known, tree.Relation.AT_MOST, exactly(_alike(row.full, number.known)))
    )


def _lost(facts: Facts, each: Told, every: Sequence[Told]) -> Outcome | None:
    """Judge points taken off: with the score told beside them, else with the row's, they give the full mark."""
    number, row = each.number, each.indicator
    value = number.known.printed.numeral.value
    own = [one for one in every if one.indicator is row and one.paragraph is each.paragraph]
    off, given = [one for one in own if one.off], [one for one in own if not one.off]
    together = len(off) == len(given) == 1 and _side_by_side(each, given[0])
    if row.lost is not None and (together or value >= row.lost.printed.numeral.value):
        lost = _alike(row.lost, number.known)
        return judged(facts, compared(rule(NAME, TITLE), number.known, tree.Relation.EQUAL, lost))
    if row.mark is None or row.full is None:
        return None
    if together and given[0].number.known.printed.numeral.value <= row.mark:
        got = given[0].number.known
    elif len(row.got) == 1 and (value >= (_rest(row) or 0) or _all_told(each, every)):
        got = _alike(_to(row.place, row.got[0]), number.known)  # less may be one loss of several
    else:
        return None
    finest = min(got.printed.step, number.known.printed.step)
    full = exactly(_alike(row.full, number.known))
    parts = [(ONE, full), (-ONE, _to(finest, number.known))]
    return judged(facts, summed(rule(NAME, TITLE), _to(finest, got), parts))


def _rest(row: Indicator) -> Fraction | None:
    """Return what a row lost."""
    return row.mark - row.got[0].printed.numeral.value if row.mark is not None and len(row.got) == 1 else None


def _all_told(each: Told, every: Sequence[Told]) -> bool:
    """Whether what others of the paragraph lost is told whole, each once: 甲扣 0.9 分、乙扣 1.5 分、丙扣 3 分."""
    off = [one for one in every if one.off and one.paragraph is each.paragraph and one is not each]
    rows = [*(one.indicator for one in off), each.indicator]
    whole = all(one.number.known.printed.numeral.value == _rest(one.indicator) for one in off)
    return whole and len(off) >= _TIMES and len({id(row) for row in rows}) == len(rows)


def _side_by_side(off: Told, given: Told) -> bool:
    """Whether nothing else is taken off or added where points off and a score are told: 3 项各扣 0.5 分，另扣 1 分，得 7.5 分."""
    start, end = off.number.occurrence.span.end, given.number.occurrence.span.start
    text = bare(off.paragraph.text)
    begins = max(text.rfind(mark, 0, off.number.occurrence.span.start) for mark in "。；;") + 1
    told = text[begins:end]
    return start < end and "。" not in text[start:end] and len(_MOVES.findall(told)) == 1


def _alike(cell: Stated, told_as: Stated) -> Stated:
    return attrs.evolve(cell, printed=attrs.evolve(cell.printed, unit=told_as.unit))


def _to(step: Fraction, stated: Stated) -> Stated:
    """Return a value read to the last place of those beside it: 5 beside 4.81 is 5.00."""
    printed = stated.printed
    return attrs.evolve(
        stated, printed=attrs.evolve(printed, step=step, interval=interval_of(printed.value, step))
    )
