"""A word of order that the figures which it compares contradict: 96.40%，高于 97%的目标; 甲园支出 152.60 万元，高于乙园支出.

Two levels are printed on its two sides, or one of them, or both, are only named: then the values are looked for in the tables, sentences
and aims that give both names one. A distance told behind them says which are meant: 乡村增速慢于城区 2.4 个百分点. Where several
readings are left, all of them have to contradict the word.

由 2022 年 6.95 张增加到 2023 年 6.77 张: a word of direction between two levels that go the other way.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Number, exactly, paragraphs, plainly
from auditor.checks.common.relations import (
    compared,
    evidence_at,
    evidence_of_words,
    judged,
    rule,
    said,
)
from auditor.checks.order._budgetwords import against_budget, shown
from auditor.checks.order._comparisons import Comparison, comparisons
from auditor.checks.order._lines import BEFORE
from auditor.checks.order._respective import told_in_turn
from auditor.checks.order._series import Series, series_told
from auditor.checks.order._sides import readings_of
from auditor.checks.order._twosides import two_sides
from auditor.findings import Verdict
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "order-words"
TITLE = {"zh": "比较用语与数字不符", "en": "a word of order contradicts the figures"}
_UP = "增加|增长|增|提高|提升|上升|升|上调|调高|上涨|涨|扩大|攀升|跃升|回升|扩增|上浮|拓展"
_DOWN = "减少|减|降低|下降|降|下调|调低|下跌|跌|缩小|缩减|压减|压缩|回落|下滑|缩短|收窄"
_FROM = re.compile(r"(?:由|从)[^，,。；;到至]{0,14}$")
_TO = re.compile(
    rf"^\s*(?:[（(][^（）()]*[）)])?\s*[，,]?(?:进一步|逐步|大幅|逐年|稳步|小幅|相应|又)?(?:(?P<longer>延长|拉长|放宽)|(?P<up>{_UP})|(?P<down>{_DOWN}))(?:到|至|为)了?"
    r"\s*(?:(?:19|20)[0-9]{2}\s*年)?(?:的|末|底)*\s*$"
)
_ON = re.compile(
    rf"^\s*[，,、]\s*(?:(?:19|20)[0-9]{{2}}\s*年(?:末|底)?|次年|本年|今年)?(?:再次?|又|继续|进一步|持续|稳步)*(?:(?P<longer>延长)|(?P<up>{_UP})|(?P<down>{_DOWN}))(?:到|至|为)了?\s*$"
)
_RANKED = frozenset("位 名 级 类 档 等".split())
"""To rise from the 12th place to the 9th is to rise."""
_SPAN = re.compile(r"天|日|个?工作日|小时|分钟|秒|个?月|年")
"""To be better is to take less: only what is cut short says which way a span of time goes."""
_FALLS = re.compile(r"降幅|减幅|跌幅|下降|亏损|逆差|赤字|[-–−]$")
"""What tells of a fall or a loss goes up where its number goes down."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge words of order and of direction by the figures that they compare."""
    for paragraph in paragraphs(facts):
        for each in comparisons(paragraph):
            if each.right is None:
                yield from _named(facts, each)
            elif not paragraph.block.tells_aims:
                yield from _levels(facts, each, each.right)
        if not paragraph.block.tells_aims:
            yield from against_budget(paragraph, rule(NAME, TITLE))
            yield from two_sides(facts, rule(NAME, TITLE), paragraph)
            for level, sign, other in told_in_turn(paragraph):
                yield judged(facts, compared(rule(NAME, TITLE), level.known, sign, exactly(other.known)))
            for series in series_told(facts, paragraph):
                yield _series(series)
    yield from _directed(facts)


def _series(series: Series) -> Outcome:
    """Judge a word that says which way levels of years go: every one of them has to go it, or at least stay."""
    pairs = [
        each for each in itertools.pairwise(series.levels) if each[0].printed.value != each[1].printed.value
    ]
    wrong = [(one, two) for one, two in pairs if (two.printed.value > one.printed.value) is not series.up]
    words = evidence_of_words(series.paragraph.block, series.start, series.word, "比较用语")
    if not wrong:
        return said(rule(NAME, TITLE), "", "", [words], Verdict.EXACT)
    one, two = (each.mention.text for each in wrong[0])
    zh = f"由 {one} 到 {two}，却称“{series.word}”"
    return said(rule(NAME, TITLE), zh, f"the text says '{series.word}' of {one} and then {two}", [words])


def _levels(facts: Facts, each: Comparison, right: Number) -> Iterator[Outcome]:
    """Judge two levels that are printed on both sides of a word: what is aimed at was set, and is not rounded."""
    target = plainly(facts, right)
    if each.level is None or target is None:
        return
    level = each.level
    text = f"{each.word}{each.other}{right.occurrence.text.removeprefix(each.word)}"
    info = attrs.evolve(
        rule(NAME, TITLE),
        messages={
            "zh": f"{level.name or level.clause.strip()}：写 {shown(level)}，却称“{text}”，与数字不符",
            "en": f"{level.name or level.clause.strip()}: {shown(level)} is printed, and the text says '{text}'",
        },
    )
    yield judged(facts, compared(info, level.known, each.sign, exactly(target)))


def _named(facts: Facts, each: Comparison) -> Iterator[Outcome]:
    """Judge a comparison of which a side is only named by all that it can mean."""
    found = readings_of(facts, each)
    ways = {reading.one > reading.two for reading in found if reading.one != reading.two}
    if len(ways) != 1 or any(reading.one == reading.two for reading in found):
        return
    words = evidence_of_words(each.paragraph.block, each.start, each.word, "比较用语")
    if ways == {each.up}:
        yield said(rule(NAME, TITLE), "", "", [words], Verdict.EXACT)
        return
    number = each.distance or each.level
    evidence = [words, *([evidence_at(number.block, number.occurrence)] if number is not None else ())]
    told = each.distance.occurrence.text if each.distance is not None else ""
    other = "" if each.other == BEFORE else each.other
    zh = f"称“{each.word}{other}”{told}，而{found[0].shown}"
    en = f"the text says '{each.word}', and the figures of the two stand the other way round"
    yield said(rule(NAME, TITLE), zh, en, evidence)


def _directed(facts: Facts) -> Iterator[Outcome]:
    """Judge every pair of levels that a sentence joins by from and to."""
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        chained = False
        for at, (before, after) in enumerate(itertools.pairwise(numbers)):
            # 由 2.05:1 下降为 2.02:1: between the levels stands the other side of the first ratio.
            level = numbers[at - 1] if at and before.in_ratio and numbers[at - 1].in_ratio else before
            # 由 a 提高到 b，次年继续提高至 c: the second level is what the third is told from.
            found = _joined(level, after, chained=chained)
            chained = found is not None
            if found is not None:
                sign = tree.Relation.GREATER if found["up"] or found["longer"] else tree.Relation.LESS
                relation = compared(rule(NAME, TITLE), after.known, sign, level.known)
                yield judged(facts, relation)


def _joined(before: Number, after: Number, *, chained: bool) -> re.Match[str] | None:
    """Return the words between two levels of one unit, None where they join none."""
    if before.stated is None or after.stated is None or before.dimension != after.dimension:
        return None
    if before.occurrence.unit in _RANKED or _FALLS.search(before.before):
        return None
    if min(each.known.printed.value for each in (before, after)) < 0:
        return None  # a loss that shrinks rises
    if before.depth != after.depth or before.sentence != after.sentence:
        return None
    if not (chained or _FROM.search(before.before)):
        return None
    found = (_ON if chained else _TO).match(after.before)
    spans = _SPAN.fullmatch(before.occurrence.unit.strip()) is not None
    return None if found is not None and found["up"] and spans else found
