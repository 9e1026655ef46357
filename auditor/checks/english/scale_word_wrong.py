"""English: an amount told in billions that another place tells in millions, for the same thing.

`$161.4 million for fire, $97.5 billion for rural broadband`, and $97,500,000 where the broadband grants are dealt with: nothing
else in the document prints the amount with that word, and the digits and the words beside them are those of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.english import Sentence, english, terms
from auditor.checks.common.numbers import Number, Stated
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import digits
from auditor.language import tree
from auditor.numbers import interval_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "scale-word-wrong"
TITLE = {
    "zh": "金额的数量级用词与别处不符",
    "en": "an amount is told with the wrong word of scale",
}
_SCALED = re.compile(r"\b(?:thousand|million|billion|trillion)\b", re.IGNORECASE)
_CUT = re.compile(r"[,;:()]|\band\b")
_THOUSAND = 1000
_DIGITS, _SHARED = 3, 2


@records.frozen(eq=False)
class _Told:
    """An amount, the sentence it stands in, and what words it is told with."""

    number: Number
    sentence: Sentence
    stated: Stated

    @property
    def words(self) -> frozenset[str]:
        """Return the words of its own part of the sentence."""
        behind = _CUT.split(_SCALED.sub("", self.sentence.after(self.number)).lstrip())[0]
        return terms(f"{_CUT.split(self.sentence.before(self.number))[-1]} {behind}")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the amounts of English sentences that are told with a word of scale."""
    told = [
        _Told(number, sentence, number.known)
        for sentence in english(facts)
        for number in sentence.stated
        if number.dimension.startswith("measure:") and not number.sign and digits(number.known) >= _DIGITS
    ]
    if not any(_scaled(each) for each in told):
        return
    places = ByValue(told, lambda each: each.stated)
    for each in told:
        if _scaled(each) and len(_alike(each, places.alike(each.stated))) == 1:
            meant = _meant(each, places)
            if meant is not None:
                info = rule(NAME, TITLE)
                yield judged(facts, compared(info, each.stated, tree.Relation.EQUAL, meant.stated))


def _scaled(told: _Told) -> bool:
    unit = told.number.occurrence.unit + told.sentence.after(told.number)[:10]
    return _SCALED.search(unit) is not None and _siblings(told)


def _siblings(told: _Told) -> bool:
    """Whether its sentence tells another amount of its currency that is not so large by far."""
    return any(
        each is not told.number
        and each.dimension == told.number.dimension
        and 0 < each.known.printed.value * 100 <= told.stated.printed.value
        for each in told.sentence.stated
    )


def _alike(told: _Told, found: Sequence[_Told]) -> list[_Told]:
    return [each for each in found if each.number.dimension == told.number.dimension]


def _meant(told: _Told, places: ByValue[_Told]) -> _Told | None:
    """Return the amount a thousand times smaller that another sentence tells of the same thing."""
    printed = told.stated.printed
    value, step = printed.value / _THOUSAND, printed.step / _THOUSAND
    less = attrs.evolve(
        told.stated,
        printed=attrs.evolve(printed, value=value, step=step, interval=interval_of(value, step)),
    )
    return next(
        (
            each
            for each in _alike(told, places.alike(less))
            if each.sentence is not told.sentence
            and len(told.words & terms(each.sentence.text)) >= min(_SHARED, len(told.words) or _SHARED)
        ),
        None,
    )
