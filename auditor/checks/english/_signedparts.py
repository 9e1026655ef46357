"""English: which way a figure counts by the noun that it is told with: an underspend takes off of an overspend, a decrease of an increase.

`a net overspend of £1.1m, comprising an underspend of £0.4m and an overspend of £1.5m`; `grew by 52,300, made up of natural increase of
18,400 and net migration of 33,900`; `12,400 births and 9,800 deaths, a natural increase of 2,600`; `The budget was A. Spending was B. This
gave an underspend of C compared to the budget.`
"""

from __future__ import annotations

import functools
from collections import deque
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english, one_value
from auditor.checks.common.relations import ONE, compared, summed
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Relation, RuleInfo

_NOUNS = {
    (
        "change",
        1,
    ): "increase|rise|growth|gain|natural change|(?:net )?(?:inward |inter[a-z]+ )?(?:im)?migration",
    ("change", -1): "decrease|fall|drop|decline|reduction|(?:net )?(?:outward |out-?)migration|emigration",
    ("spend", 1): "over-?spend(?:ing)?|over-?run",
    ("spend", -1): "under-?spend(?:ing)?|saving",
    ("result", 1): "surplus|profit",
    ("result", -1): "deficit|loss|shortfall",
}
_WORDS = "|".join(_NOUNS.values())
_OF = re.compile(
    rf"\b(?P<noun>{_WORDS})(?:e?s)?(?: (?:in|on|from|due to|because of|through|by|for|across|at|within|since|over|between|during) [^.;,()0-9]{{1,40}}?)?(?: of|:)?(?: about| around| approximately| some)?\s*[$€£₹]?\s*$",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"\s*(?:[a-z]+ )?(?P<noun>{_WORDS})\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:(?P<up>rose|grew|grown|increased|climbed|expanded)|(?P<down>fell|fallen|declined|decreased|dropped|shrank|contracted))(?: [a-z]+ly)? by\s*[$€£₹]?\s*$"
)
_COMPLETE = re.compile(
    r"\b(?:consist(?:s|ed|ing)? of|compris(?:es|ed|ing)(?: of)?|made up of|composed of|the (?:net )?(?:result|effect) of|a combination of)\b"
)
_BIRTHS, _DEATHS = re.compile(r"\s*(?:live )?births\b"), re.compile(r"\s*deaths\b")
_NATURAL = re.compile(
    r"\b(?:natural (?:increase|change|growth)|births exceeded deaths by|(?P<less>natural decrease|deaths exceeded births by))(?: of)?\s*$",
    re.IGNORECASE,
)
_GAVE = re.compile(
    r"^\s*(?:This|It|That) (?:gave|gives|was|is|represent(?:s|ed)|meant|means|resulted in|left|leaves|produced|led to)\b[^0-9]{0,60}$"
)
_INCLUDES = re.compile(r"\s*(?:This|That|It|The (?:increase|decrease|rise|fall|growth|change)) include[sd]\b")
_BUDGET, _SPENT = (
    re.compile(r"\bbudget", re.IGNORECASE),
    re.compile(r"\b(?:outturn|actual|spen[dt])", re.IGNORECASE),
)
_BACK, _PAIR = 3, 2


@functools.lru_cache(maxsize=1024)
def _kind(noun: str) -> tuple[str, int]:
    return next(key for key, words in _NOUNS.items() if re.once(f"(?:{words})$", re.IGNORECASE).match(noun))


def way(sentence: Sentence, number: Number) -> tuple[str, int] | None:
    """Return what kind of balance or change a number is told as, and whether it adds to it."""
    at = sentence.numbers.index(number)
    words = sentence.between(sentence.numbers[at - 1], number) if at else sentence.before(number)
    if moved := _BY.search(words):
        return "change", 1 if moved["up"] else -1
    found = _OF.search(words) or _BEHIND.match(sentence.after(number))
    return _kind(found["noun"].lower()) if found is not None else None


def opposite(sentence: Sentence, whole: Number, part: Number) -> bool:
    """Whether a part is told as what takes off of its whole."""
    one, two = way(sentence, whole), way(sentence, part)
    return one is not None and two is not None and one[0] == two[0] and one[1] != two[1]


def signed(facts: Facts, info: RuleInfo) -> Iterator[Relation]:
    """Iterate over the changes and balances of English sentences with what their words make them up of."""
    before: deque[Sentence] = deque(maxlen=_BACK)
    for sentence in english(facts):
        yield from _made_up(info, sentence)
        yield from _natural(info, sentence)
        yield from _given(info, before, sentence)
        if before and _INCLUDES.match(sentence.text):
            yield from _included(info, before[-1], sentence)
        if before and before[-1].paragraph.block.section != sentence.paragraph.block.section:
            before.clear()
        before.append(sentence)


def _made_up(info: RuleInfo, sentence: Sentence) -> Iterator[Relation]:
    """Yield a change that comprises others, each of which goes its own way."""
    numbers = [each for each in sentence.numbers if not each.is_share]
    for at, whole in enumerate(numbers[:-_PAIR]):
        if not _COMPLETE.search(sentence.between(whole, numbers[at + 1])):
            continue
        told, parts = way(sentence, whole), numbers[at + 1 :]
        ways = [way(sentence, each) for each in parts]
        if told is None or told[0] != "change" or ways[0] is None:
            return
        weighted: list[tuple[Fraction, Stated]] = []
        last = ways[0]
        for each, own in zip(parts, ways, strict=True):
            last = own or last
            if (
                each.stated is None
                or each.known.printed.value < 0
                or each.dimension != whole.dimension
                or last[0] != told[0]
            ):
                return
            weighted.append((Fraction(told[1] * last[1]), each.known))
        if whole.stated is not None and whole.known.printed.value > 0:
            yield summed(info, whole.known, weighted)
        return


def _natural(info: RuleInfo, sentence: Sentence) -> Iterator[Relation]:
    """Yield a natural increase with the births and deaths told beside it."""
    births, deaths = (
        [each for each in sentence.stated if form.match(sentence.after(each))] for form in (_BIRTHS, _DEATHS)
    )
    grown = [(each, found) for each in sentence.stated if (found := _NATURAL.search(sentence.before(each)))]
    if len(births) == len(deaths) == len(grown) == 1:
        number, found = grown[0]
        sign = -ONE if found["less"] else ONE
        yield summed(info, number.known, [(sign, births[0].known), (-sign, deaths[0].known)])


def _included(info: RuleInfo, before: Sentence, sentence: Sentence) -> Iterator[Relation]:
    """Yield the greatest of several increases that one increase is told to include, none of which may be more than it."""
    wholes = [
        each for each in before.stated if (told := way(before, each)) is not None and told[0] == "change"
    ]
    wholes = [each for each in wholes if not each.is_share]
    numbers = [each for each in sentence.stated if not each.is_share and not each.depth]
    if len(wholes) != 1 or len(numbers) < _PAIR:
        return
    whole, told = wholes[0], way(before, wholes[0])
    alike = all(each.dimension == whole.dimension and way(sentence, each) == told for each in numbers)
    if alike and len(numbers) == len(
        [each for each in sentence.numbers if not each.is_share and not each.depth]
    ):
        most = max(numbers, key=lambda each: each.known.printed.value)
        yield compared(info, most.known, tree.Relation.AT_MOST, whole.known)


def _given(info: RuleInfo, before: Sequence[Sentence], sentence: Sentence) -> Iterator[Relation]:
    """Yield `This gave an underspend of C compared to the budget` with the one budget and the one outturn told before it."""
    for number in sentence.stated[:1]:
        told = way(sentence, number)
        if told is None or told[0] != "spend" or not _GAVE.match(sentence.before(number)):
            continue
        if not _BUDGET.search(sentence.after(number)):
            continue
        amounts = [
            (each, one.text)
            for one in before
            for each in one.stated
            if each.dimension == number.dimension and not each.sign and len(one.stated) == 1
        ]
        budget = one_value(
            [
                each.known
                for each, text in amounts
                if _BUDGET.search(text) and not re.search(r"\boutturn|\bactual", text)
            ]
        )
        spent = one_value(
            [each.known for each, text in amounts if _SPENT.search(text) and not _BUDGET.search(text)]
        )
        if budget is not None and spent is not None:
            sign = Fraction(told[1])
            yield summed(info, number.known, [(sign, spent), (-sign, budget)])
