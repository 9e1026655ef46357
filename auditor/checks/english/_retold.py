"""English: where two sentences tell the same figure, by the words, the time and the other figures around it.

`44.6 million adults (87%) had used the Internet in Q1 2014` and `44.6 million adults who had ever used the Internet, representing 87% of
the adult population`. What names a figure are the words of its own clause; each word counts by how few sentences of the document have it.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import Sentence, end_of, english
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.slips import slip
from auditor.checks.english._clauses import Role, read
from auditor.checks.english._leaders import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.report.blocks import Block

Told = tuple[str, Fraction]
_STOP = frozenset(
    "the a an of in for and or to by on at with from were was is are be been being had has have having that this these those it its they their all any each "
    "our we as which who whom there than then also only just some about nearly almost over under more less fewer between during since when while whereas but "
    "not no other such same both into per compared compare comparison number numbers total amount amounts figure figures level percentage proportion share percent "
    "cent million billion thousand still now years year approximately around slight slightly sharply respectively however following followed largest smallest highest lowest greatest".split()
)
"""What stands beside figures of every kind and names none."""
UP, DOWN = "+", "-"
_WAYS = {
    **dict.fromkeys("increase increased increases increasing rise rose risen rises rising grew grow grown grows growing growth up higher climbed".split(), UP),
    **dict.fromkeys("decrease decreased decreases decreasing fall fell fallen falls falling decline declined declines declining down lower drop dropped dropping reduced reducing reduction".split(), DOWN),
}  # fmt: skip
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_PERIOD = re.compile(
    rf"\b(?:Q[1-4]\s*(?:19|20)[0-9]{{2}}|(?:FY|fiscal(?: year)?)\s*(?:20)?[0-9]{{2}}|(?:19|20)[0-9]{{2}}\s?[/–-]\s?[0-9]{{2}}(?:[0-9]{{2}})?|(?:(?:[0-9]{{1,2}}\s+)?(?:{_MONTH})\s+)?(?:19|20)[0-9]{{2}})\b"
)
_CUT = re.compile(
    r"[,;:.](?=\s|$)|[–—]|\b(?:and|but|while|whereas|compared (?:with|to)|from|than|against|versus|since|when|although|however)\b"
)
_OTHER = re.compile(r"\([^()]*\b(?:19|20)[0-9]{2}[^()]*\)")
"""Brackets with a time of their own: (2022: 9.13 pence)."""
_CLASS = re.compile(r"\b[0-9]{1,3}\s?(?:-|–|to)\s?[0-9]{1,3}\b|(?<=\baged )[0-9]{1,3}\b")
"""What bounds a class names it as well: aged 5-9, men aged 65 to 69, aged 75 and over."""
_WORD = re.compile(r"[A-Za-z](?:&[A-Z]\b|[A-Za-z]+)")
_ENDINGS = ("ations", "ation", "ions", "ion", "ings", "ing", "ies", "ers", "ed", "er", "es", "s", "y", "e")
_STEM, _LONG = 3, 7
_FEW_WORDS = 3
_OPENING = 12
_THIS = re.compile(r"\s*(?:This|That|It|These|Of (?:this|these)\b)")
_YEAR_TOLD = re.compile(
    r"(?P<words>(?:[A-Za-z'\u2019]+[ \n]+){5}(?:in|from|since|of|until|by) )(?P<year>(?:19|20)[0-9]{2})\b(?!\s?[/–-]\s?[0-9])"
)
_CROWD = 60
_HALF, _NEARLY = Fraction(1, 2), Fraction(4, 5)
_LITTLE, _MUCH, _SURE, _SHORT = 4, 6, 8, 2
"""How much words have to tell that name one figure, of three digits, of two, and where no two digits are swapped."""


def stem(word: str) -> str:
    """Return what a word has in common with others of its root: adopted, adoptions; `+` and `-` for words of direction."""
    if (way := _WAYS.get(word)) is not None:
        return way
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            word = word[: -len(ending)]
            break
    return word[:_LONG]


def way_of(word: str) -> str:
    """Return which way a word says that something went, an empty text where it says none."""
    return _WAYS.get(word.lower(), "")


def names(text: str) -> frozenset[str]:
    """Return the words of a text that name something, by their stems."""
    words = (each.lower() for each in _WORD.findall(_PERIOD.sub(" ", text)))
    classes = (re.sub(r"[^0-9]+", "-", each) for each in _CLASS.findall(text))
    return frozenset((*(stem(each) for each in words if each not in _STOP), *classes))


def periods(text: str) -> frozenset[str]:
    """Return the times that a text names."""
    return frozenset(re.sub(r"\s", "", each) for each in _PERIOD.findall(text))


@records.frozen(eq=False)
class Said:
    """A figure of a sentence: the words of its own clause and of the sentence, its time, which way it says something went, and the figures beside it."""

    number: Number
    sentence: Sentence
    own: frozenset[str]
    words: frozenset[str]
    periods: frozenset[str]
    way: int
    beside: frozenset[Told]

    @property
    def value(self) -> Fraction:
        """Return its value: of a change how much it was."""
        value = self.number.known.printed.value
        return abs(value) if self.way else value

    def moved(self) -> tuple[int, str]:
        """Return where in its block the word nearest to it stands that says which way something went, and the word."""
        start = self.number.occurrence.span.start - self.sentence.start
        words = [
            each
            for each in _WORD.finditer(self.sentence.text)
            if _WAYS.get(each.group().lower()) == (UP if self.way > 0 else DOWN)
        ]
        found = min(words, key=lambda each: abs(each.start() - start), default=None)
        return (
            (self.sentence.start + found.start(), found.group())
            if found
            else (self.number.occurrence.span.start, "")
        )


@functools.lru_cache(maxsize=4)
def told(facts: Facts) -> Sequence[Said]:
    """Return the figures of the sentences of an English document."""
    found: list[Said] = []
    last: Sentence | None = None
    for sentence, parts in read(facts):
        before = last if last is not None and last.paragraph is sentence.paragraph else None
        ways = {id(each.number.occurrence): each.way for each in parts if each.role is Role.CHANGE}
        found.extend(_said(sentence, ways, before if _THIS.match(sentence.text) else None))
        last = sentence
    return found


def _said(sentence: Sentence, ways: dict[int, int], last: Sentence | None) -> Iterator[Said]:
    """Iterate over the figures of a sentence, which may go on about what the last one tells: This was £13.0 billion higher."""
    text = sentence.text
    cuts = [(found.start(), found.end()) for found in _CUT.finditer(text)]
    cuts += [
        (place, place + 1) for found in _OTHER.finditer(text) for place in (found.start(), found.end() - 1)
    ]
    opening = _PERIOD.search(text)
    earlier = names(last.text) if last is not None else frozenset()
    words = names(text) | earlier
    ahead = (
        [(each.dimension, abs(each.known.printed.value)) for each in last.stated] if last is not None else []
    )
    values = {id(each): (each.dimension, abs(each.known.printed.value)) for each in sentence.stated}
    for number in sentence.stated:
        start, end = number.occurrence.span.start - sentence.start, end_of(number) - sentence.start
        low = max((stop for _, stop in cuts if stop <= start), default=0)
        high = min((begin for begin, _ in cuts if begin >= end), default=len(text))
        own = names(f"{text[low:start]} {text[end:high]}")
        when = periods(f"{text[low:start]} @ {text[end:high]}")
        while len(own) < _FEW_WORDS and low > 0:
            low = max((stop for _, stop in cuts if stop < low), default=0)
            own = names(f"{text[low:start]} {text[end:high]}")
        if not when and opening is not None and opening.start() < _OPENING:
            when = frozenset({re.sub(r"\s", "", opening.group())})
        if len(own - {UP, DOWN}) < _FEW_WORDS:
            own |= earlier - {UP, DOWN}
        beside = frozenset([*ahead, *(value for key, value in values.items() if key != id(number))])
        yield Said(number, sentence, own, words, when, ways.get(id(number.occurrence), 0), beside)


class Rarity:
    """How much the words of a document tell: the fewer sentences have one, the more."""

    def __init__(self, said: Iterable[Said]) -> None:
        """Count the sentences that have each word."""
        sentences = {id(each.sentence): each.words for each in said}
        self._many = len(sentences)
        self._counts = Counter(word for words in sentences.values() for word in words)

    def of(self, words: Iterable[str]) -> Fraction:
        """Return how much some words tell: for each as often as the sentences can be halved until only those that have it are left.

        A document of a few sentences has few figures to mistake for one another: there a word of two or three sentences tells twice as much as a common one.
        """
        return Fraction(sum(self._one(each) for each in words if each not in {UP, DOWN}))

    def _one(self, word: str) -> int:
        count = max(1, self._counts[word])
        return max(_SHORT if count <= _FEW_WORDS else 1, (self._many // count).bit_length())

    def alike(self, one: Said, two: Said) -> Fraction:
        """Return what part of the words that name each figure stands in the sentence of the other."""
        parts = []
        for here, there in ((one, two), (two, one)):
            whole = self.of(here.own)
            parts.append(self.of(here.own & there.words) / whole if whole else Fraction(0))
        return min(parts)


@records.frozen(eq=False)
class Pair:
    """Two figures that are one, as far as words tell: `turned` where both are so much, and one is a rise and the other a fall."""

    one: Said
    two: Said
    turned: bool


def pairs(facts: Facts) -> Iterator[Pair]:
    """Iterate over the figures that two sentences tell otherwise of the same thing."""
    said = [each for each in told(facts) if not lines(each.sentence.paragraph)]
    rarity = Rarity(said)
    by_digits: dict[tuple[str, str], list[Said]] = {}
    for each in said:
        key = "".join(sorted(each.number.known.printed.digits.replace("0", "")))
        by_digits.setdefault((each.number.dimension, key), []).append(each)
    for group in by_digits.values():
        for one, two in itertools.combinations(group, 2) if len(group) <= _CROWD else ():
            if not _comparable(one, two):
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
    return one.sentence is not two.sentence and not (
        one.periods and two.periods and not one.periods & two.periods
    )


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
        return len(a.digits) >= _FEW_WORDS and min(a.unit.factor, b.unit.factor) > 1
    if a.unit.factor != b.unit.factor or a.numeral.step != b.numeral.step:
        return False
    here, there = (str(abs(each.numeral.value) / each.numeral.step) for each in (a, b))
    wrong = [at for at, (x, y) in enumerate(zip(here, there, strict=False)) if x != y]
    return len(here) == len(there) and len(wrong) == 2 and wrong[1] - wrong[0] == 1  # noqa: PLR2004 - a swapped pair


def _same(rarity: Rarity, one: Said, two: Said) -> bool:
    """Whether two figures are told of one thing: their words say much and agree, or a figure beside them is the same at the same time."""
    alike, much = rarity.alike(one, two), rarity.of(one.own & two.own)
    if alike >= _HALF and much >= (_LITTLE if _digits(one, two) > _SHORT else _MUCH):
        return True
    beside = any(_telling(each) for each in one.beside & two.beside)
    return beside and (alike >= _HALF or bool(one.periods & two.periods and one.words & two.words))


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
    if _digits(one, two) > _FEW_WORDS and rarity.of(one.own & two.own) >= _SURE:
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
    return alike >= _NEARLY and much >= (_LITTLE if _telling((one.number.dimension, one.value)) else _SURE)


def _repeated(rarity: Rarity, one: Said, two: Said) -> bool:
    """Whether a sentence is told again with one figure changed by a digit."""
    if bool(one.way) != bool(two.way) or _bounds(one) or _bounds(two):
        return False
    much = rarity.of(one.own & two.own)
    return (
        slip(one.number.known, two.value) == "digit" and much >= _SURE and rarity.alike(one, two) >= _NEARLY
    )


def _bounds(said: Said) -> bool:
    """Whether a number bounds a class: 65 to 69."""
    text, span = said.number.block.text, said.number.occurrence.span
    return _CLASS.match(text, span.start) is not None or bool(
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
        ways = [each for each in _WORD.finditer(sentence.text) if each.group().lower() in _WAYS]
        if len(ways) == 1 and last and len(sentence.text.split()) >= _LONG:
            word = ways[0]
            rest = f"{sentence.text[: word.start()]} {sentence.text[word.end() :]}"
            place = sentence, sentence.start + word.start(), word.group()
            found.setdefault(" ".join(_WORD.findall(rest.lower())), []).append((place, last))
    for same in found.values():
        for (one, ahead), (two, before) in itertools.pairwise(same):
            if way_of(one[2]) != way_of(two[2]) and any(map(_telling, ahead & before)):
                yield one, two
