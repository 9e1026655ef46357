"""A share that is not of the base its own words or its sentence tell: near to it, or the share of another figure.

Part and base are found by what the share says of itself: 项目支出占全部支出的 p% names both, 抽查 300 名，有 17 人…，占 p% none, and is of the
one number of its sentence that can hold the part. A share that fits neither its base nor any other figure around is wrong where it is
close to what it should be, as no share of something else would be; one that is told of a base by name is wrong as well where it is the
share, to its last place, of another figure that bears another name.
"""

from __future__ import annotations

import bisect
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks.common.words import OF_WHICH, overlap
from auditor.checks.shares._ofchanges import change_shared, changes_of
from auditor.checks.shares._spoken import (
    Called,
    Spoken,
    alike,
    around,
    core,
    figures_of,
    part_of,
    spoken,
)
from auditor.checks.shares._tabled import cells_of, near, row_of, taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-off-its-base"
TITLE = {
    "zh": "占比与其所述的部分、总数不符",
    "en": "a share is not of the base that its words tell",
}
_AMONG = re.compile(rf"^\s*中(?![一-龥]*[，,])|{OF_WHICH.pattern}")
_PLAN = re.compile(r"^[^，,。；;]{0,6}(?:完成|达到?|为|占)[^，,。；;]{0,6}(?:预算|计划|任务|目标)")
_TOTAL = re.compile(r"全[国省市区县年部]|总|合计|共")
_CLOSE = _RARE = Fraction(1, 10)
_ALL_OF = 2
_MANY = 6
_MOST = 5
"""So many times a base is taken for another one: of what is farther off something else was meant.
"""
_LONG = _SAID = 3


class _Figures:
    """The figures of a document: by paragraph, by section, and by their values."""

    def __init__(self, texts: Sequence[Paragraph]) -> None:
        """Read them."""
        self.own = {paragraph.block.index: list(figures_of(paragraph)) for paragraph in texts}
        self.every = [each for own in self.own.values() for each in own]
        self.sections: dict[tuple[str, ...], list[Called]] = {}
        self._cores: dict[str, list[Called]] = {}
        sizes: dict[str, set[Fraction]] = {}
        for each in self.every:
            self.sections.setdefault(each.number.block.section, []).append(each)
            for name in each.names:
                self._cores.setdefault(name, []).append(each)
            sizes.setdefault(each.number.dimension, set()).add(each.number.known.printed.value)
        self._by_value = ByValue(self.every, lambda each: each.number.known)
        self._sizes = {kind: sorted(values) for kind, values in sizes.items()}

    def named(self, said: Spoken, part: Called) -> list[Called]:
        """Return the figures that are called just so anywhere in the document, at the time of the share."""
        name = core(said.named)
        times = {"", said.share.period, part.number.period}
        # Of a short name only people and things are: 辅警 118 人, but not 支出.
        short = _LONG - part.number.dimension.startswith("count")
        found = self._cores.get(name, ()) if len(name) >= short else ()
        value, share = part.number.known.printed.value, said.share.known.printed.value
        return [
            each
            for each in found
            if alike(each.number, part.number)
            and not each.ago
            and (each.number.period in times or times == {""})
            # What is less than its part is another one of the name.
            if each.number.known.printed.value >= value or share > 1
        ]

    def exactly(self, said: Spoken, part: Called) -> list[Called]:
        """Return the figures over which a part has the share to its last place."""
        share, value = said.share.known.printed, part.number.known.printed.value
        return [
            each
            for each in self._by_value.wholes(part.number.known, said.share.known)
            if each is not part
            and alike(each.number, part.number, answers=True)
            and abs(value / each.number.known.printed.value - share.value) * 2 <= share.step
        ]

    def telling(self, said: Spoken, other: Called) -> bool:
        """Whether that a figure gives the share says something: among those of its size hardly one would by chance."""
        share, value = said.share.known.printed, other.number.known.printed.value
        sizes = self._sizes[other.number.dimension]
        tried = bisect.bisect_left(sizes, value * 2) - bisect.bisect_right(sizes, value / 2)
        return tried * share.step <= _RARE * share.value


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every share of running text whose words or sentence tell its part and its base."""
    texts = paragraphs(facts)
    figures = _Figures(texts)
    changes: dict[tuple[str, ...], list[Called]] = {}
    for paragraph in texts:
        own = figures.own[paragraph.block.index]
        told = list(_told_in(paragraph, own))
        shared = frozenset(id(part.number) for _, part in told)
        rated = shared.union(_rated(paragraph))
        for said, part in told:
            others = figures.exactly(said, part)
            base = _base(said, part, figures, others, shared if said.named else rated)
            if base is None or _of_other_part(said, part, base, own) or _planned_for_all(said, part, base):
                continue
            info = attrs.evolve(rule(NAME, TITLE), explained=bool(others))
            share, top, bottom = said.share.known, part.number.known, base.number.known
            outcome = judged(facts, quotient(info, share, [(ONE, top)], [(ONE, bottom)]))
            # A share that was cut off, or pushed to make 100 %, is no slip.
            if outcome.verdict.consistent or not near_ratio(share, top, bottom):
                yield outcome
        yield from _of_rows(facts, paragraph, figures)
        yield from _of_cells(facts, paragraph, own)
        changes.setdefault(paragraph.block.section, []).extend(changes_of(paragraph))
        yield from _of_changes(facts, paragraph, changes[paragraph.block.section])


def _planned_for_all(said: Spoken, part: Called, base: Called) -> bool:
    """Whether 完成预算的 p% is told of a part behind 其中, whose own budget nothing tells, and the base is that of all before it."""
    share, one, two = said.share, part.number, base.number
    if one.block is not two.block or one.sentence != two.sentence or not _PLAN.search(share.clause):
        return False
    return "其中" in one.block.text[two.occurrence.span.end : one.occurrence.span.start]


def _of_changes(facts: Facts, paragraph: Paragraph, told: Sequence[Called]) -> Iterator[Outcome]:
    """Judge the shares of changes in changes that the section has told."""
    for number in paragraph.numbers if len(told) > 1 else ():
        said = spoken(number)
        found = change_shared(said, told) if said is not None else None
        if found is not None:
            part, base, explained = found
            info = attrs.evolve(rule(NAME, TITLE), explained=explained)
            yield judged(facts, quotient(info, number.known, [(ONE, part.known)], [(ONE, base.known)]))


def _of_cells(facts: Facts, paragraph: Paragraph, own: Sequence[Called]) -> Iterator[Outcome]:
    """Judge the shares of rows whose total the sentence tells, where the text does not tell what is in the row."""
    for number in paragraph.numbers:
        said = spoken(number)
        if said is None or not said.lead or part_of(paragraph, said, own) is not None:
            continue
        start = number.occurrence.span.start
        before = [each for each in own if each.number.sentence == number.sentence]
        before = [each for each in before if each.number.occurrence.span.start < start and not each.ago]
        for part, base, others in cells_of(facts, said, before):
            share, value = number.known.printed, part.printed.value
            explained = any(
                abs(value / each.printed.value - share.value) * 2 <= share.step
                for each in others
                if each.printed.value
            )
            if near_ratio(number.known, part, base) or explained or near(said, part, base):
                info = attrs.evolve(rule(NAME, TITLE), explained=explained)
                yield judged(facts, quotient(info, number.known, [(ONE, part)], [(ONE, base)]))
                break


def _of_rows(facts: Facts, paragraph: Paragraph, figures: _Figures) -> Iterator[Outcome]:
    """Judge the shares whose base is a row of tables, and whose part is one, too, or is told before them."""
    own = figures.own[paragraph.block.index]
    for number in paragraph.numbers:
        said = spoken(number)
        base = row_of(facts, said, said.named) if said is not None and said.named else None
        if said is None or base is None:
            continue
        told = part_of(paragraph, said, own)
        part = told.number.known if told is not None else row_of(facts, said, said.lead)
        if (
            part is None
            or part.unit.dimension != base.unit.dimension
            or (told and _told(said, told, figures))
        ):
            continue
        if base.printed.value < part.printed.value:
            continue
        wrong = not near_ratio(number.known, part, base)
        explained = wrong and taken(facts, said, part)
        if not wrong or explained or near(said, part, base):
            info = attrs.evolve(rule(NAME, TITLE), explained=explained)
            yield judged(facts, quotient(info, number.known, [(ONE, part)], [(ONE, base)]))


def _rated(paragraph: Paragraph) -> Iterator[int]:
    """Iterate over the figures that have a rate right behind them: 满意的 226 人，满意度 90.04%；基本满意的 18 人，占…."""
    for one, two in itertools.pairwise(paragraph.numbers):
        if two.is_share and not two.sign and one.part == two.part:
            yield id(one)


def _told_in(paragraph: Paragraph, own: Sequence[Called]) -> Iterator[tuple[Spoken, Called]]:
    """Iterate over the shares of a paragraph and what has them; of a list the first one names the whole."""
    last: Spoken | None = None
    for number in paragraph.numbers:
        said = spoken(number)
        part = part_of(paragraph, said, own) if said is not None else None
        if said is None or part is None:
            continue
        goes_on = last is not None and last.share.sentence == number.sentence
        if not said.named and last is not None and goes_on and not _AMONG.search(part.number.before):
            said = Spoken(number, said.lead, last.named, carried=True)
        last = said
        yield said, part


def _base(
    said: Spoken, part: Called, figures: _Figures, others: Sequence[Called], shared: frozenset[int]
) -> Called | None:
    """Return the figure that a share is of, None where it is open or where the share may be of another one."""
    among = _AMONG.search(part.number.before) is not None
    told = _told(said, part, figures) if said.named else []
    own = figures.own[said.share.block.index]
    # What has a share of its own in the list is no whole of its neighbours.
    bases = [each for each in told or around(part, own) if id(each.number) not in shared or among]
    # 国有控股投资 is not what 民间投资 is told to be less than: no share below 100 % is of what is less than its part.
    if said.share.known.printed.value < 1:
        bases = [each for each in bases if each.number.known.printed.value >= part.number.known.printed.value]
    fits = [each for each in bases if near_ratio(said.share.known, part.number.known, each.number.known)]
    if fits or not bases:
        return fits[0] if fits else None
    base = bases[0]
    if not said.named:
        here = any(each.number.block.section == said.share.block.section for each in others)
        if here or _of_two(said, part, own):
            return None
        return base if _close(said, part, base) or _strange(said, part, figures, others, shared) else None
    # 立案 172 件，其中甲 9 件，占立案数的 5.2%；乙 141 件，占 75.8%: of what its own paragraph tells as well.
    here = any(each.number.block is said.share.block for each in others)
    if (said.carried and here) or len({each.number.known.printed.value for each in bases}) > 1:
        return None
    if not told and not _only(said, part, figures, others):
        return None
    if told and _vague(said, base):
        return None
    # “三公”经费预算 is not what 占“三公”经费 means, nor 农村自来水受益人口 all of 农村人口: words between and behind say which it is.
    counted = part.number.dimension.startswith("count")
    loose = bool(told) and base.fits(said.named) == 1
    if not others:
        sure = not loose or (counted and base.takes_up(said.named))
        return base if sure and _close(said, part, base) else None
    # 土地增值税完成预算的 82.3%: hardly of the budget of all revenue, thirty times as much.
    value, size = others[0].number.known.printed.value, base.number.known.printed.value
    if not value < size * _MOST or not size < value * _MOST:
        return None
    meant = any(each.bears(said.named, base) or (loose and not counted and not each.ago) for each in others)
    return base if not meant and figures.telling(said, others[0]) else None


def _of_other_part(said: Spoken, part: Called, base: Called, own: Sequence[Called]) -> bool:
    """Whether a share behind a rate is that of another figure of its sentence: 抢救 862 人次，成功 831 人次，成功率 96.4%，占急诊的 4.7%."""
    share, whole = said.share, base.number.known
    between = share.block.text[part.number.occurrence.span.end : share.occurrence.span.start]
    if said.lead or not re.search(r"[0-9]", between):
        return False
    here = [each for each in own if each.number.sentence == share.sentence and each is not part]
    return any(
        near_ratio(share.known, each.number.known, whole)
        for each in here
        if each is not base and alike(each.number, base.number)
    )


def _vague(said: Spoken, base: Called) -> bool:
    """Whether a name says little, 预算, and the figure that bears it and more, 收入预算, stands in another sentence."""
    number, share = base.number, said.share
    here = number.block is share.block and number.sentence == share.sentence
    short = len(core(said.named)) < _LONG and number.dimension == "money"
    return short and not here and not said.of_all and base.fits(said.named) < _SAID


def _strange(
    said: Spoken, part: Called, figures: _Figures, others: Sequence[Called], rated: frozenset[int]
) -> bool:
    """Whether the share of what 其中 takes out of the figure right before it is that of another chapter's figure, which is no total."""
    base = next(around(part, figures.own[said.share.block.index]), None)
    if base is None or id(base.number) in rated or not others:
        return False
    between = said.share.block.text[base.number.occurrence.span.end : part.number.occurrence.span.start]
    mine = said.share.block.section[:1]
    return (
        OF_WHICH.search(between) is not None
        and base.number.part == part.number.part
        and figures.telling(said, others[0])
        and not any(each.number.block.section[:1] == mine or _TOTAL.search(each.words) for each in others)
    )


def _only(said: Spoken, part: Called, figures: _Figures, others: Sequence[Called]) -> bool:
    """Whether 占答题人数 can only mean the one number of its sentence: no figure of the document is called so."""
    here = (said.share.block.index, said.share.sentence)
    return (
        said.of_some
        and part.number.dimension.startswith("count")
        and not any(each.fits(said.named) for each in figures.every)
        and not any(
            (each.number.block.index, each.number.sentence) == here
            or overlap(core(said.named), each.words) > 1
            for each in others
        )
    )


def _told(said: Spoken, part: Called, figures: _Figures) -> list[Called]:
    """Return the figures of the nearest passage that bear the name of the whole, those it fits best alone."""
    share = said.share
    start = share.occurrence.span.start
    own = [each for each in figures.own[share.block.index] if each.number.occurrence.span.start < start]
    wider = [each for each in figures.sections[share.block.section] if each.number.block is not share.block]
    for scope in (own, wider):
        able = [
            each for each in scope if each is not part and not each.ago and alike(each.number, part.number)
        ]
        fitting = [(each.fits(said.named), each) for each in able]
        best = max((fit for fit, _ in fitting), default=0)
        found = [each for fit, each in fitting if fit == best]
        here = [each for each in found if each.number.sentence == share.sentence and scope is own]
        if best == 1 and (called := figures.named(said, part)):
            return called  # 网购投诉举报 20,965 件，其中网购投诉 15,475 件，占投诉的 p%: what is called 投诉 and nothing else
        if best:
            return _whole(said, part, here) or _whole(said, part, found) or here or found
    return figures.named(said, part)


def _whole(said: Spoken, part: Called, found: Sequence[Called]) -> list[Called]:
    """Return of several figures of one name the one that is all of the others: 全部支出 of 支出 a, 基本支出 b, 项目支出 c."""
    values = {each.number.known.printed.value: each for each in (*found, part)}
    most = max(values)
    full = sum(value for value in values if value != most) == most
    return [values[most]] if said.of_all and len(values) > _ALL_OF and full else []


def _of_two(said: Spoken, part: Called, own: Sequence[Called]) -> bool:
    """Whether a share is that of the sum or difference of two figures of its sentence: 876 个中，除去停测的 26 个，806 个达标，占 94.8%."""
    share, value = said.share.known.printed, part.number.known.printed.value
    here = [each.number for each in own if each.number.sentence == said.share.sentence and each is not part]
    values = {each.known.printed.value for each in here if alike(each, part.number)}
    return any(
        abs(value / base - share.value) <= share.step
        for one, two in itertools.combinations(sorted(values)[-_MANY:], 2)
        for base in (two + one, two - one)
    )


def _close(said: Spoken, part: Called, base: Called) -> bool:
    """Whether a share is close to what it should be, and yet no rounding, cutting or pushing explains it."""
    share = said.share.known.printed
    should = part.number.known.printed.value / base.number.known.printed.value
    gap = abs(share.value - should)
    return share.step < gap <= should * _CLOSE
