"""English: where two sentences tell the same figure, by the words, the time and the other figures around it.

`44.6 million adults (87%) had used the Internet in Q1 2014` and `44.6 million adults who had ever used the Internet, representing 87% of
the adult population`.
"""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import Sentence, apart, english, periods
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.slips import neighbours_swapped, slip
from auditor.checks.english._leaders import lines
from auditor.checks.english._said import (
    CLASS,
    DOWN,
    FEW_WORDS,
    LONG,
    UP,
    WAYS,
    WORD,
    Rarity,
    Said,
    Told,
    names,
    told,
    way_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.report.blocks import Block

_YEAR_TOLD = re.compile(
    r"(?P<words>(?:[A-Za-z'\u2019]+[ \n]+){5}(?:in|from|since|of|until|by) )(?P<year>(?:19|20)[0-9]{2})\b(?!\s?[/–-]\s?[0-9])"
)
_CLASSES = re.compile(r"\b([0-9]{1,3})(?:-|–| to | and )[0-9]{1,3}\b")
_MOST = re.compile(r"\b(?:highest|greatest|largest|most common|lowest|smallest)\b")
_HIGHEST = dict.fromkeys(("greatest", "largest"), "highest") | {"smallest": "lowest"}
_REST = re.compile(r"\b(?:other|another|remaining|rest)\b")
_CROWD = 60
_HALF, _NEARLY = Fraction(1, 2), Fraction(4, 5)
_LITTLE, _MUCH, _SURE, _SHORT = 4, 6, 8, 2
"""How much words have to tell that name one figure, of three digits, of two, and where no two digits are swapped."""


@records.frozen(eq=False)
class Pair:
    """Two figures that are one, as far as words tell.

    `turned` where both are so much, and one is a rise and the other a fall; `times` where both are so much, and of two times.
    """

    one: Said
    two: Said
    turned: bool
    times: bool = False


def pairs(facts: Facts) -> Iterator[Pair]:
    """Iterate over the figures that two sentences tell otherwise of the same thing."""
    every = {id(each.sentence.paragraph): each.sentence.paragraph for each in told(facts)}
    listed = {key for key, paragraph in every.items() if lines(paragraph)}
    said = [each for each in told(facts) if id(each.sentence.paragraph) not in listed]
    rarity = Rarity(said)
    by_digits: dict[tuple[str, str], list[Said]] = {}
    for each in said:
        key = "".join(sorted(each.number.known.printed.digits.replace("0", "")))
        by_digits.setdefault((each.number.dimension, key), []).append(each)
    for group in by_digits.values():
        for one, two in itertools.combinations(group, 2) if len(group) <= _CROWD else ():
            if not _comparable(one, two):
                if one.value == two.value and _of_other_times(rarity, one, two):
                    yield Pair(one, two, turned=False, times=True)
                continue
            if one.value == two.value:
                if _turned(rarity, one, two):
                    yield Pair(one, two, turned=True)
            elif (
                bool(one.way) == bool(two.way)
                and _slipped(one, two)
                and _same(rarity, one, two)
                and not _of_many(rarity, said, one, two)
            ):
                yield Pair(one, two, turned=False)
    by_words: dict[tuple[str, Told], list[Said]] = {}
    for each in said:
        for value in each.beside:
            by_words.setdefault((each.number.dimension, value), []).append(each)
    for group in by_words.values():
        for one, two in itertools.combinations(group, 2) if len(group) <= _CROWD else ():
            if one.value != two.value and _comparable(one, two) and _repeated(rarity, one, two):
                yield Pair(one, two, turned=False)


def _comparable(one: Said, two: Said) -> bool:
    classes = [set(_CLASSES.findall(each.sentence.text)) for each in (one, two)]
    if all(classes) and not classes[0] & classes[1]:
        return False  # of those aged 5-9, and of those aged 10-14
    if (
        one.number.block is two.number.block
        and len({bool(_REST.search(each.sentence.text)) for each in (one, two)}) > 1
    ):
        return False  # 3.5% speak Spanish. 5.3% speak other languages.
    return one.sentence is not two.sentence and not apart(one.periods, two.periods)


def _of_other_times(rarity: Rarity, one: Said, two: Said) -> bool:
    """Whether one figure is told of two times: 5,206 adoptions in 2012, and in 2011."""
    if (
        one.sentence is two.sentence
        or len(one.periods) != 1
        or len(two.periods) != 1
        or any(each.isalpha() for each in one.periods | two.periods)
        or not _one_kind(one, two)
    ):
        return False
    if one.beside and two.beside and not one.beside & two.beside:
        return False  # what stands beside it is another one as well: two tellings of two times
    if _digits(one, two) < _SHORT or rarity.alike(one, two) < _NEARLY:
        return False
    return rarity.of(one.own & two.own) >= (_LITTLE if _digits(one, two) > _SHORT else _MUCH)


def _one_kind(one: Said, two: Said) -> bool:
    """Whether two figures are both levels or both changes, as far as the words beside them say it."""
    if bool(one.way) == bool(two.way):
        return True
    change, other = (one, two) if one.way else (two, one)
    return (UP if change.way > 0 else DOWN) in other.own


def _slipped(one: Said, two: Said) -> bool:
    """Whether digits swapped, or a wrong scale, part two values."""
    a, b = (each.number.known.printed for each in (one, two))
    if a.numeral.value == b.numeral.value and abs(a.numeral.value) >= 1:
        return len(a.digits) >= FEW_WORDS and min(a.unit.factor, b.unit.factor) > 1
    if a.unit.factor != b.unit.factor or a.numeral.step != b.numeral.step:
        return False
    here, there = (str(abs(each.numeral.value) / each.numeral.step) for each in (a, b))
    return neighbours_swapped(here, there)


def _same(rarity: Rarity, one: Said, two: Said) -> bool:
    """Whether two figures are told of one thing: their words say much and agree, or a figure beside them is the same at the same time."""
    alike, much = rarity.alike(one, two), rarity.of(one.own & two.own)
    if alike >= _HALF and much >= (_LITTLE if _digits(one, two) > _SHORT else _MUCH):
        return True
    beside = [each for each in one.beside & two.beside if _telling(each)]
    if one.way == two.way != 0 and any(len(str(each[1].numerator).strip("0")) > FEW_WORDS for each in beside):
        return True  # two changes that led to one level
    return bool(beside) and (alike >= _HALF or bool(one.periods & two.periods and one.words & two.words))


def _digits(one: Said, two: Said) -> int:
    """Return how many digits both figures have at least that are not noughts at their end."""
    return min(len(each.number.known.printed.digits.rstrip("0")) for each in (one, two))


def _telling(value: Told) -> bool:
    """Whether a value is not met by chance."""
    digits = str(abs(value[1]).numerator).strip("0")
    return len(digits) >= _SHORT


def _of_many(rarity: Rarity, said: Sequence[Said], one: Said, two: Said) -> bool:
    """Whether a third value has the same words: they are no name of one figure, unless it is too long to be met by chance."""
    dimension = one.number.dimension
    if _digits(one, two) > FEW_WORDS and rarity.of(one.own & two.own) >= _SURE:
        return False
    if _digits(one, two) > _SHORT and any(map(_telling, one.beside & two.beside)):
        return False
    values = {
        each.value
        for each in said
        if each.number.dimension == dimension
        and bool(each.way) == bool(one.way)
        and _comparable(each, one)
        and rarity.alike(each, one) >= _NEARLY
        and rarity.alike(each, two) >= _NEARLY
    }
    return len(values - {one.value, two.value}) > 0


def _turned(rarity: Rarity, one: Said, two: Said) -> bool:
    """Whether so much is told as a rise in one place and as a fall in the other."""
    ways = [each.own & {UP, DOWN} for each in (one, two)]
    if one.way * two.way >= 0 or ways[0] == ways[1] or any(len(each) != 1 for each in ways):
        return False
    alike, much = rarity.alike(one, two), rarity.of(one.own & two.own)
    telling = _telling((one.number.dimension, one.value))
    # Held against the same time, it is one change, though one place says more of it.
    same = periods(one.sentence.text) & periods(two.sentence.text)
    if same and telling and alike >= _HALF and much >= _MUCH:
        return True
    return alike >= _NEARLY and much >= (_LITTLE if telling else _SURE)


def _repeated(rarity: Rarity, one: Said, two: Said) -> bool:
    """Whether a sentence is told again with one figure changed by a digit."""
    if bool(one.way) != bool(two.way) or _bounds(one) or _bounds(two):
        return False
    much, near = rarity.of(one.own & two.own), rarity.alike(one, two) >= _NEARLY
    if one.words == two.words and one.beside == two.beside and any(map(_telling, one.beside)):
        return near
    return slip(one.number.known, two.value) == "digit" and much >= _SURE and near


def _bounds(said: Said) -> bool:
    """Whether a number bounds a class: 65 to 69."""
    text, span = said.number.block.text, said.number.occurrence.span
    return CLASS.match(text, span.start) is not None or bool(
        re.search(r"[0-9]\s?(?:-|–|to)\s?$", text[max(0, span.start - 6) : span.start])
    )


def years(facts: Facts) -> Iterator[tuple[Block, int, str, str]]:
    """Iterate over the years that the same words lead to as to another year, of which two digits are swapped: first published in 1996, and in 1969."""
    found: dict[str, list[tuple[Block, int, str]]] = {}
    for paragraph in paragraphs(facts):
        for each in _YEAR_TOLD.finditer(paragraph.text):
            found.setdefault(" ".join(each["words"].lower().split()), []).append(
                (paragraph.block, each.start("year"), each["year"])
            )
    for told_years in found.values():
        counts = Counter(year for _, _, year in told_years)
        if len(counts) != _SHORT or min(counts.values()) > 1:
            continue
        (right, _), (wrong, _) = counts.most_common()
        if sorted(right) == sorted(wrong):
            yield next((block, at, year, right) for block, at, year in reversed(told_years) if year == wrong)


def turned(facts: Facts) -> Iterator[tuple[tuple[Sentence, int, str], tuple[Sentence, int, str]]]:
    """Iterate over sentences without figures that differ in nothing but which way it went, and stand behind the same figures."""
    found: dict[str, list[tuple[tuple[Sentence, int, str], frozenset[Told]]]] = {}
    last: frozenset[Told] = frozenset()
    for sentence in english(facts):
        if sentence.stated:
            last = frozenset((each.dimension, each.known.printed.value) for each in sentence.stated)
            continue
        ways = [each for each in WORD.finditer(sentence.text) if each.group().lower() in WAYS]
        if len(ways) == 1 and last and len(sentence.text.split()) >= LONG:
            word = ways[0]
            rest = f"{sentence.text[: word.start()]} {sentence.text[word.end() :]}"
            place = sentence, sentence.start + word.start(), word.group()
            found.setdefault(" ".join(WORD.findall(rest.lower())), []).append((place, last))
    for same in found.values():
        for (one, ahead), (two, before) in itertools.pairwise(same):
            if way_of(one[2]) != way_of(two[2]) and any(map(_telling, ahead & before)):
                yield one, two


def classes(facts: Facts) -> Iterator[tuple[tuple[Sentence, int, str], tuple[Sentence, int, str]]]:
    """Iterate over sentences that say of two classes that one thing is highest among them: greatest among those aged 25 to 29, and 30 to 34."""
    found: dict[frozenset[str], list[tuple[Sentence, int, str]]] = {}
    for sentence in english(facts):
        own, most = list(CLASS.finditer(sentence.text)), _MOST.findall(sentence.text.lower())
        if len(own) == len(most) == 1 and len(sentence.stated) <= _SHORT:
            words = names(CLASS.sub(" ", sentence.text)) | {_HIGHEST.get(most[0], most[0])}
            place = sentence, sentence.start + own[0].start(), own[0].group()
            found.setdefault(words, []).append(place)
    for words, places in found.items():
        for one, two in itertools.pairwise(places) if len(words) >= _LITTLE else ():
            elsewhen = apart(*(periods(each[0].text) for each in (one, two)))
            if not elsewhen and re.sub(r"[^0-9]+", "-", one[2]) != re.sub(r"[^0-9]+", "-", two[2]):
                yield one, two
