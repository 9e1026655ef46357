"""English: a figure that the text tells once and otherwise than everywhere else: 7,412 completed their course, where 7,486 completed a course.

The same verb and object stand behind both, one is printed nowhere else, and the other three times or more, in tables too. `The year ended
with a net overspend of 1.93m`, where the row of the net overspend of 1.227m has that under the third quarter: it was left from then.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import Sentence, english, terms
from auditor.checks.common.numbers import Number
from auditor.checks.common.relations import (
    WAY,
    compared,
    evidence_at,
    evidence_of_words,
    judged,
    rule,
    said,
)
from auditor.checks.common.rownames import scale_in, years
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import header, numeric, sheets
from auditor.checks.english._retold import Pair, classes, pairs, turned
from auditor.checks.english._retold import years as retold_years
from auditor.checks.english._rowslips import ELSE, around, printed_times
from auditor.checks.english._said import scale_word
from auditor.findings import Severity
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "count-told-otherwise"
TITLE = {
    "zh": "同一数量与文中他处所述不一致",
    "en": "a figure is told otherwise than in all other places",
}
_DID = re.compile(
    r"\s*(?:(?:people|persons|young people|trainees|pupils|students|households|families|patients|visitors|users|members|staff|women|men|[a-z]+s)\s+)?(?:had |have |has )?"
    r"(?P<verb>[a-z]{3,}ed)\s+(?:an?|the|their|its|his or her)\s+(?P<noun>[a-z]{3,})\b"
)
_NET = re.compile(
    r"\b(?P<kind>net|total|overall)\s+(?:[a-z-]+\s+)?(?P<noun>overspend|underspend|surplus|deficit|cost|expenditure|income|saving|loss|profit|balance)s?\s+of\s*$"
)
_ENDED = re.compile(r"\b(?:ended|closed|finished|final|finally|outturn|in the end)\b", re.IGNORECASE)
_THEN = re.compile(r"\b(?:quarter|forecast|estimate|mid-year|month|Q[1-4]|budget|plan)", re.IGNORECASE)
_LAST = re.compile(r"\b(?:outturn|actual|final|result)", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:women|men|girls|boys|mid-term|midterm|interim|so far|by then|at that (?:time|point)|until|had been|in (?:January|February|March|April|May|June|July|August|September|October|November|December))\b"
)
_WIDE = Fraction(1, 10)
_OFTEN = 3
Key = tuple[str, ...]


@records.frozen(eq=False)
class _Told:
    number: Number
    sentence: Sentence


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the counts that one clause tells, and the balances that were left from a forecast."""
    groups: dict[Key, list[_Told]] = {}
    ends: dict[Key, list[_Told]] = {}
    for sentence in english(facts):
        for number in sentence.stated:
            if number.is_share or number.sign or number.dimension == "points":
                continue
            done = _DID.match(sentence.after(number))
            if done is not None and digits(number.known) >= MEANT:
                key = number.dimension, done["verb"], *sorted(terms(done["noun"]))
                groups.setdefault(key, []).append(_Told(number, sentence))
            net = _NET.search(sentence.before(number))
            if net is not None:
                ends.setdefault((number.dimension, net["kind"], net["noun"]), []).append(
                    _Told(number, sentence)
                )
    for told in groups.values():
        yield from _odd(facts, told)
    for pair in pairs(facts):
        yield _otherwise(facts, pair)
    for one, two in turned(facts):
        words = [
            evidence_of_words(sentence.paragraph.block, start, word, "增减")
            for sentence, start, word in (one, two)
        ]
        zh = f"同一句话一处称“{one[2]}”，一处称“{two[2]}”"
        yield said(WAY, zh, f"one sentence says '{one[2]}' here and '{two[2]}' there", words)
    for one, two in classes(facts):
        words = [
            evidence_of_words(sentence.paragraph.block, start, word, "类别")
            for sentence, start, word in (one, two)
        ]
        zh = f"同一句话一处写 {one[2]}，一处写 {two[2]}"
        yield said(rule(NAME, TITLE), zh, f"one statement names {one[2]} here and {two[2]} there", words)
    for block, at, year, other in retold_years(facts):
        zh, en = (
            f"写 {year} 年，他处同样的话写 {other} 年",
            f"{year} is told, and {other} by the same words in another place",
        )
        yield said(rule(NAME, TITLE), zh, en, [evidence_of_words(block, at, year, "年份")])
    for told in ends.values():
        yield from _left(facts, told)


def _otherwise(facts: Facts, pair: Pair) -> Outcome:
    """Judge two figures that are one, or say that a change goes two ways."""
    # What is printed once is likelier the wrong one.
    one, two = sorted((pair.one.number, pair.two.number), key=lambda each: printed_times(facts, each))
    if pair.times:
        places = [(each.number.block, *each.when()) for each in (pair.one, pair.two)]
        items = [
            *(evidence_of_words(block, start, word, "时间") for block, start, word in places),
            *(evidence_at(each.block, each.occurrence) for each in (one, two)),
        ]
        first, second = (word for _, _, word in places)
        zh = f"同一数字 {one.occurrence.text}，一处写 {first}，一处写 {second}"
        en = f"{one.occurrence.text} is told of {first} here and of {second} there"
        return said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, items)
    if not pair.turned:
        info = attrs.evolve(rule(NAME, TITLE), explained=True)
        outcome = judged(facts, compared(info, one.known, tree.Relation.EQUAL, two.known))
        if one.known.printed.numeral.value != two.known.printed.numeral.value:
            return outcome
        scales = [attrs.evolve(scale, role="word") for each in (one, two) if (scale := scale_word(each))]
        return attrs.evolve(outcome, evidence=(*outcome.evidence, *scales))
    words = [(each, *each.moved()) for each in (pair.one, pair.two)]
    (_, _, first), (_, _, second) = words
    items = [
        *(evidence_of_words(said_.number.block, start, word, "增减") for said_, start, word in words),
        *(evidence_at(each.block, each.occurrence) for each in (one, two)),
    ]
    zh = f"同为 {one.occurrence.text}，一处称“{first}”，一处称“{second}”"
    return said(WAY, zh, f"one change of {one.occurrence.text} is told as '{first}' and as '{second}'", items)


def _odd(facts: Facts, told: Sequence[_Told]) -> Iterator[Outcome]:
    """Judge the one of two counts of one clause that is printed nowhere else."""
    for one, two in itertools.permutations(told, 2):
        a, b = one.number.known.printed.value, two.number.known.printed.value
        if printed_times(facts, one.number) > 1 or printed_times(facts, two.number) < _OFTEN:
            continue
        if a == b or abs(a - b) > b * _WIDE or _limited(one) or _limited(two):
            continue
        yield judged(
            facts, compared(rule(NAME, TITLE), one.number.known, tree.Relation.EQUAL, two.number.known)
        )
        return


def _limited(told: _Told) -> bool:
    """Whether a count is told of some only, or of a time."""
    words = around(told.sentence, told.number)
    return bool(ELSE.search(words) or _PART.search(told.sentence.text) or years(words))


def _left(facts: Facts, told: Sequence[_Told]) -> Iterator[Outcome]:
    """Judge an end that is the forecast of a row whose outturn is told in another place under the same name."""
    for one, two in itertools.permutations(told, 2):
        if not _ENDED.search(one.sentence.text) or _THEN.search(one.sentence.text):
            continue
        for sheet in sheets(facts):
            for row in sheet.table.rows:
                heads = {
                    header(column): cell
                    for column in numeric(sheet)
                    if (cell := sheet.at(row, column)) is not None
                }
                left = [
                    head for head, cell in heads.items() if scale_in(facts, sheet, one.number.known, cell)
                ]
                held = [
                    head for head, cell in heads.items() if scale_in(facts, sheet, two.number.known, cell)
                ]
                if not left or not held:
                    continue
                if all(map(_THEN.search, left)) and any(map(_LAST.search, held)):
                    info = rule(NAME, TITLE)
                    yield judged(
                        facts, compared(info, one.number.known, tree.Relation.EQUAL, two.number.known)
                    )
                    return
