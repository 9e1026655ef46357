"""English: what each figure of a sentence is told of: the words of its own clause, its time, which way it went, the figures beside it.

What names a figure are the words of its own clause; each word counts by how few sentences of the document have it.
"""

from __future__ import annotations

import functools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import MONTH, PERIOD, Sentence, end_of, periods
from auditor.checks.common.numbers import Number
from auditor.checks.common.relations import evidence_of_words
from auditor.checks.english._clauses import Role, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.findings import Evidence

Told = tuple[str, Fraction]
_STOP = frozenset(
    "the a an of in for and or to by on at with among from were was is are be been being had has have having that this these those it its they their all any each "
    "our we as which who whom there than then also only just some about nearly almost over under more less fewer between during since when while whereas but "
    "not no other such same both into per compared compare comparison number numbers total amount amounts figure figures level percentage proportion share percent "
    "cent million billion thousand still now years year approximately around slight slightly sharply respectively however following followed largest smallest highest lowest greatest".split()
)
"""What stands beside figures of every kind and names none."""
UP, DOWN = "+", "-"
WAYS = {
    **dict.fromkeys("increase increased increases increasing rise rose risen rises rising grew grow grown grows growing growth up higher climbed".split(), UP),
    **dict.fromkeys("decrease decreased decreases decreasing fall fell fallen falls falling decline declined declines declining down lower drop dropped dropping reduced reducing reduction".split(), DOWN),
}  # fmt: skip
_CUT = re.compile(
    r"[,;:.](?=\s|$)|[–—]|\b(?:and|but|while|whereas|compared (?:with|to)|from|than|against|versus|since|when|although|however)\b"
)
_OTHER = re.compile(r"\([^()]*\b(?:19|20)[0-9]{2}[^()]*\)")
"""Brackets with a time of their own: (2022: 9.13 pence)."""
CLASS = re.compile(r"\b[0-9]{1,3}\s?(?:-|–|to)\s?[0-9]{1,3}\b|(?<=\baged )[0-9]{1,3}\b")
"""What bounds a class names it as well: aged 5-9, men aged 65 to 69, aged 75 and over."""
WORD = re.compile(r"[A-Za-z](?:&[A-Z]\b|[A-Za-z]+)")
_ENDINGS = ("ations", "ation", "ions", "ion", "ings", "ing", "ies", "ers", "ed", "er", "es", "s", "y", "e")
_STEM, LONG = 3, 7
FEW_WORDS = 3
_OPENING = 12
_LEADS = re.compile(
    r"\s*[^A-Za-z0-9]*(?:In|Of|For|At|During|On|By|Among|Between|Over|Within|Throughout)\b[^,;:]*(?=,)"
)
"""What opens a sentence and is said of all of it: Of the households accepted in Q4 2014, …."""
_THIS = re.compile(r"\s*(?:This|That|It|These|Of (?:this|these)\b)")
_FEW_TIMES = 2


def stem(word: str) -> str:
    """Return what a word has in common with others of its root: adopted, adoptions; `+` and `-` for words of direction."""
    if (way := WAYS.get(word)) is not None:
        return way
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            word = word[: -len(ending)]
            break
    return word[:LONG]


def way_of(word: str) -> str:
    """Return which way a word says that something went, an empty text where it says none."""
    return WAYS.get(word.lower(), "")


def names(text: str) -> frozenset[str]:
    """Return the words of a text that name something, by their stems."""
    words = (each.lower() for each in WORD.findall(PERIOD.sub(" ", text)))
    classes = (re.sub(r"[^0-9]+", "-", each) for each in CLASS.findall(text))
    return frozenset((*(stem(each) for each in words if each not in _STOP), *classes))


_MOST = 40


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

    def when(self) -> tuple[int, str]:
        """Return where in its block the time stands that it is told of, and the words."""
        start = self.number.occurrence.span.start - self.sentence.start
        found = [
            each
            for each in PERIOD.finditer(self.sentence.text)
            if re.sub(r"\s", "", each.group()) in self.periods
        ]
        near = min(found, key=lambda each: abs(each.start() - start), default=None)
        return (
            (self.sentence.start + near.start(), near.group())
            if near
            else (self.number.occurrence.span.start, "")
        )

    def moved(self) -> tuple[int, str]:
        """Return where in its block the word nearest to it stands that says which way something went, and the word."""
        start = self.number.occurrence.span.start - self.sentence.start
        words = [
            each
            for each in WORD.finditer(self.sentence.text)
            if WAYS.get(each.group().lower()) == (UP if self.way > 0 else DOWN)
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
        before = (
            last
            if last is not None and last.paragraph.block.section == sentence.paragraph.block.section
            else None
        )
        ways = {id(each.number.occurrence): each.way for each in parts if each.role is Role.CHANGE}
        bases = {id(each.number.occurrence) for each in parts if each.role is Role.BASE}
        found.extend(_said(sentence, ways, bases, before if _THIS.match(sentence.text) else None))
        last = sentence
    return found


def _said(sentence: Sentence, ways: dict[int, int], bases: set[int], last: Sentence | None) -> Iterator[Said]:
    """Iterate over the figures of a sentence, which may go on about what the last one tells: This was £13.0 billion higher."""
    if len(sentence.stated) > _MOST:
        return  # a list of numbers, and no sentence
    text = sentence.text
    cuts = [(found.start(), found.end()) for found in _CUT.finditer(text)]
    cuts += [
        (place, place + 1) for found in _OTHER.finditer(text) for place in (found.start(), found.end() - 1)
    ]
    opening = PERIOD.search(text)
    leads = _LEADS.match(text)
    if opening is not None and opening.start() >= max(_OPENING, leads.end() if leads is not None else 0):
        opening = None
    earlier = names(last.text) if last is not None else frozenset()
    words = names(text) | earlier
    ahead = (
        [(each.dimension, abs(each.known.printed.value)) for each in last.stated] if last is not None else []
    )
    # What one sentence tells of a time and another holds a later level against stands beside two figures: A, up 2%; C, up 7% from A.
    values = {
        id(each): (
            f"from {each.dimension}" if id(each.occurrence) in bases else each.dimension,
            abs(each.known.printed.value),
        )
        for each in sentence.stated
    }
    for number in sentence.stated:
        start, end = number.occurrence.span.start - sentence.start, end_of(number) - sentence.start
        low = max((stop for _, stop in cuts if stop <= start), default=0)
        high = min((begin for begin, _ in cuts if begin >= end), default=len(text))
        closed = text.find(")", end) if number.depth else -1
        if closed >= 0 and len(names(f"{text[low:start]} {text[end:closed]}") - {UP, DOWN}) >= FEW_WORDS:
            high = min(high, closed)  # what stands behind the brackets speaks of what is named before them
        own = names(f"{text[low:start]} {text[end:high]}")
        when = periods(f"{text[low:start]} @ {text[end:high]}")
        while len(own) < FEW_WORDS and low > 0:
            low = max((stop for _, stop in cuts if stop < low), default=0)
            own = names(f"{text[low:start]} {text[end:high]}")
        if not when and opening is not None:
            when = frozenset({re.sub(r"\s", "", opening.group())})
        elif not when:
            when = frozenset(MONTH.findall(f"{text[low:start]} @ {text[end:high]}"))
        if len(own - {UP, DOWN}) < FEW_WORDS:
            own |= earlier - {UP, DOWN}
        beside = frozenset([*ahead, *(value for key, value in values.items() if key != id(number))])
        yield Said(number, sentence, own, words, when, ways.get(id(number.occurrence), 0), beside)


def scale_word(number: Number) -> Evidence | None:
    """Return the evidence of the word behind a number that says in what it is told: million for billion."""
    found = re.compile(r"\s*(?P<word>[a-z]+)").match(number.block.text, number.occurrence.span.end)
    return evidence_of_words(number.block, found.start("word"), found["word"], "单位") if found else None


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
        return max(_FEW_TIMES if count <= FEW_WORDS else 1, (self._many // count).bit_length())

    def alike(self, one: Said, two: Said) -> Fraction:
        """Return what part of the words that name each figure stands in the sentence of the other."""
        parts = []
        for here, there in ((one, two), (two, one)):
            whole = self.of(here.own)
            parts.append(self.of(here.own & there.words) / whole if whole else Fraction(0))
        return min(parts)
