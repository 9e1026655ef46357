"""English: a second comparison of one level that is not that of its figures: A, $5.2 million above B and 5.3 percent more than C."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._english import english
from auditor.checks._relations import ONE, judged, quotient, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks._english import Sentence
    from auditor.checks._numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "second-change-not-level"
TITLE = {
    "zh": "同一数额的第二个比较与所比数额不符",
    "en": "a second comparison of a level is not that of its figures",
}
_MORE = r"(?P<more>above|over|more than|higher than|greater than)"
_LESS = r"(?P<less>below|under|less than|lower than|fewer than|short of)"
_FIRST = re.compile(r"^\s*,?\s*(?:which (?:is|was)|or|that is)?\s*(?:US)?$")
_WAY = re.compile(rf"^\s*(?:{_MORE}|{_LESS})\b")
_AND = re.compile(r"\band\s*(?:US)?$")
_BASE = re.compile(
    rf"^\s*(?:{_MORE}|{_LESS}) (?:the |its |their )?(?P<what>[a-z][a-z ,'-]{{0,50}}? of |)\s*(?:US)?$"
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the comparisons that `and` joins to a first one of the same level."""
    for sentence in english(facts):
        numbers = sentence.stated
        for at, level in enumerate(numbers[:-2]):
            if level.is_share or level.sign or not _compared(sentence, level, numbers[at + 1]):
                continue
            for change, base in zip(numbers[at + 2 :], numbers[at + 3 :], strict=False):
                yield from _judged(facts, sentence, level, change, base)


def _compared(sentence: Sentence, level: Number, first: Number) -> bool:
    """Whether the number behind a level says how far it is above or below something."""
    return (
        _FIRST.match(sentence.between(level, first)) is not None
        and _WAY.match(sentence.after(first)) is not None
    )


def _judged(
    facts: Facts, sentence: Sentence, level: Number, change: Number, base: Number
) -> Iterator[Outcome]:
    found = _BASE.match(sentence.between(change, base))
    if found is None or not _AND.search(sentence.before(change)) or base.dimension != level.dimension:
        return
    sign = ONE if found["more"] else -ONE
    parts = [(sign, level.known), (-sign, base.known)]
    if change.is_share and base.known.printed.value > 0:
        yield judged(facts, quotient(rule(NAME, TITLE), change.known, parts, [(ONE, base.known)]))
    elif change.dimension == level.dimension:
        yield judged(facts, summed(rule(NAME, TITLE), change.known, parts, role="stated"))
