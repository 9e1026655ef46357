"""English: figures that a sentence or two put in an order: more X (a) than Y (b); highest in X (a) and lowest in Y (b); down from b and d respectively."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import WORDS, Sentence, english
from auditor.checks.common.numbers import Number
from auditor.checks.common.slips import digits
from auditor.checks.english._clauses import Role, read
from auditor.checks.english._said import DOWN, UP, names, way_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.english._clauses import Told
    from auditor.evaluation.facts import Facts

_COMPARING = re.compile(
    r"\b(?:(?P<up>more|higher|larger|greater|older|longer|bigger)|(?P<down>less|lower|fewer|smaller|younger|shorter))\b"
)
_THAN = re.compile(r"\s*(?:[a-z]+\s*)?\)(?P<lead>[^.;:()0-9]{0,90}?)\bthan\b[^.;:()0-9,]{1,60}\(\s*[$£€]?\s*")
_THAN_LEVEL = re.compile(r"\)(?P<lead>[^.;:()0-9]{1,40}?)\bthan (?:the )?\s*[$£€]?\s*")
_OPENS = re.compile(r"\(\s*[$£€]?\s*$")
_STRETCH = re.compile(r"[^.;:()0-9]{0,70}$")
_DENIED = re.compile(
    r"\b(?:not|no|never|neither|nor|hardly|if|whether|would|should|rather|other|slower|faster)\b|n't\b"
)
_MOST = re.compile(
    r"\b(?:(?P<up>highest|largest|greatest|biggest|longest|oldest)|(?P<down>lowest|smallest|fewest|shortest|youngest))\b(?!-)"
)
_NOUNS = re.compile(r"(?:\s+(?!(?:in|at|for|among|of|was|were|with|by|on|to|and|from)\b)[a-z]+)*")
_REACH = re.compile(r"[^.;:0-9]{0,90}")
_CHANGED = re.compile(
    r"\b(?:increas|decreas|declin|ris|rose|f[ae]ll|grow|grew|growth|reduc|chang|drop)\w*", re.IGNORECASE
)
_HEADED = re.compile(r"\s*The (?P<head>[a-z]+(?: [a-z]+){0,3}) (?:in|for|at|among) [A-Z]")
_THEN = re.compile(r".*\b(?:before|then) (?P<word>[a-z]+)(?: [a-z]+ly)?(?: back| again)? to\s*[$£€]?\s*")
_FROM = re.compile(r"[^.;:()]*\b(?P<word>up|down) from\s*[$£€]?\s*")
_AND = re.compile(r"\s*and\s*[$£€]?\s*")
_AGAINST = re.compile(
    r"\b(?:previous|last|preceding) (?:year|quarter|month)\b|\b(?:year|quarter|month) (?:earlier|before|ago)\b"
)
_THERE = re.compile(r"\s*There (?:were|was)\b")
_ALIKE = re.compile(
    r"\b(?:(?:broadly|relatively|fairly|largely|very|roughly|virtually|almost) (?:similar|constant|unchanged|stable|the same)|remained (?:similar|constant|unchanged|stable))\b"
)
_NOT_ALIKE = re.compile(
    r"\b(?:not|no|since|while|but|although|until|increas\w*|decreas\w*|rose|fell|higher|lower)\b"
)
_THIS = re.compile(r"\s*(?:This|That|It) (?:is|was|remains|remained)\b")
_TIMES = {"halved": Fraction(1, 2), "doubled": Fraction(2), "trebled": Fraction(3), "tripled": Fraction(3)}
_HALVED = re.compile(
    r"\b(?:(?P<than>more than|over) |(?P<nearly>almost|nearly) )?(?P<times>halved|doubled|trebled|tripled),? from\s*[$£€]?\s*$"
)
_RUN_TO = re.compile(
    r"(?:\s*(?:in|at) (?:[A-Z][a-z]+ )?(?:19|20)[0-9]{2}(?:[/–-][0-9]{2,4})?)?,?\s*to\s*[$£€]?\s*"
)
_APART, _ABOUT = Fraction(5, 4), Fraction(1, 5)
_FOLLOWED = re.compile(r"[^.;:0-9]{0,60}\bfollowed by\b[^.;:0-9]{0,80}")
_NEXT = re.compile(r"\s*(?:This|It) (?:was|is) followed by\b")
_CALLED = re.compile(r"\b[A-Z][a-z]+ ?$")
"""Measure 2, Group 4: the number is a name."""
_CLASS = re.compile(
    rf"^\s*\)?(?:[^.;,()0-9%]|\b(?:19|20)[0-9]{{2}}\b){{0,50}}?\b(?P<way>under|over)\s+(?:the age of )?"
    rf"(?P<bound>[0-9]{{1,3}}|{'|'.join(WORDS)})\b(?!\s*(?:per ?cent|%|to\b|[-–]))"
)
_OTHERS = re.compile(r"\bof (?:these|those|them|which|whom)\b|\b(?:girls|boys|women|men|males?|females?)\b")
_TWO, _FOUR = 2, 4


@records.frozen(eq=False)
class Order:
    """Two figures and the word by which the first is the larger (`up`) or the smaller, and where in its paragraph the word stands."""

    one: Number
    two: Number
    up: bool
    word: str
    start: int
    within: tuple[Fraction, Fraction] | None = None
    """Between how often the second the first has to be, where the word says so."""

    @property
    def holds(self) -> bool | None:
        """Whether the figures stand so, None where they are equal."""
        one, two = (each.known.printed.value for each in (self.one, self.two))
        if self.within is not None:
            return two * self.within[0] <= one <= two * self.within[1]
        return None if one == two else (one > two) is self.up


def orders(facts: Facts) -> Iterator[Order]:
    """Iterate over the orders that sentences tell of the figures beside them."""
    last: Sentence | None = None
    roles = {id(sentence.text): told for sentence, told in read(facts)}
    for sentence in english(facts):
        yield from _than(sentence)
        yield from _then(sentence)
        yield from _in_turn(sentence)
        yield from _extremes(sentence)
        yield from _classes(sentence)
        if last is not None and last.paragraph is sentence.paragraph:
            yield from _between(last, sentence)
            yield from _after(last, sentence, *(roles.get(id(each.text), ()) for each in (last, sentence)))
        yield from _followed(last, sentence)
        yield from _steady(last, sentence)
        yield from _times(sentence)
        yield from _announced(sentence, roles.get(id(sentence.text), ()))
        last = sentence


def _alike(*numbers: Number) -> bool:
    return len({each.dimension for each in numbers}) == 1 and not any(each.sign for each in numbers)


def _than(sentence: Sentence) -> Iterator[Order]:
    """Iterate over what brackets tell of two things compared: Men (89%) were more likely than women (85%)."""
    for one, two in itertools.pairwise(sentence.stated):
        before, between = sentence.before(one), sentence.between(one, two)
        if not _alike(one, two) or not _OPENS.search(before):
            continue
        found = _THAN.fullmatch(between)
        level = None if found else _THAN_LEVEL.fullmatch(between)
        behind = found or level
        if behind is None:
            continue
        at = len(sentence.text) - len(sentence.after(one)) + behind.start("lead")
        words = [(at + each.start(), each) for each in _COMPARING.finditer(behind["lead"])]
        ahead = _STRETCH.search(before.rstrip("( "))
        if not words and found is not None and ahead is not None:
            words = [(ahead.start() + each.start(), each) for each in _COMPARING.finditer(ahead.group())]
        if len(words) != 1 or _DENIED.search(f"{ahead.group() if ahead else ''} {between}"):
            continue
        start, word = words[0]
        yield Order(one, two, word["up"] is not None, word.group(), sentence.start + start)


def _then(sentence: Sentence) -> Iterator[Order]:
    """Iterate over what something did from the level told just before: to 1.6% in 2011 before rising to 2.2%."""
    for one, two in itertools.pairwise(sentence.stated):
        between = sentence.between(one, two)
        found = _THEN.fullmatch(between)
        if found is None or not _alike(one, two) or not (way := way_of(found["word"])):
            continue
        # fell by 7.3% before rising to 8.1%: so much is no level
        if not re.search(r"\bto\s*[$£€]?\s*$", sentence.before(one)):
            continue
        start = len(sentence.text) - len(sentence.after(one)) + found.start("word")
        yield Order(two, one, way == UP, found["word"], sentence.start + start)


def _in_turn(sentence: Sentence) -> Iterator[Order]:
    """Iterate over two levels and the two that they are held against in turn: 24% and 3.2%, down from 36% and 5.0% respectively."""
    stated = sentence.stated
    for at in range(len(stated) - _FOUR + 1):
        one, two, three, four = stated[at : at + _FOUR]
        found = _FROM.fullmatch(sentence.between(two, three))
        if found is None or not _alike(one, two, three, four):
            continue
        if (
            not _AND.fullmatch(sentence.between(three, four))
            or "respectively" not in sentence.after(four)[:40]
        ):
            continue
        start = sentence.start + len(sentence.text) - len(sentence.after(two)) + found.start("word")
        for now, before in ((one, three), (two, four)):
            yield Order(now, before, found["word"] == "up", found["word"], start)


def _superlatives(sentence: Sentence) -> list[tuple[re.Match[str], Number]]:
    """Return what a sentence calls the most and the least of all, each with the figure behind it."""
    found: list[tuple[re.Match[str], Number]] = []
    words = list(_MOST.finditer(sentence.text))
    for word, following in itertools.zip_longest(words, words[1:]):
        end = following.start() if following is not None else len(sentence.text)
        behind = [
            each
            for each in sentence.stated
            if word.end() <= each.occurrence.span.start - sentence.start < end
            and not (each.dimension == "number" and _CALLED.search(sentence.before(each)))
        ]
        if behind and _REACH.fullmatch(
            sentence.text[word.end() : behind[0].occurrence.span.start - sentence.start]
        ):
            found.append((word, behind[0]))
    return found


def _extremes(sentence: Sentence) -> Iterator[Order]:
    """Iterate over the most and the least of one measure: highest in X (a) and lowest in Y (b)."""
    for (one, first), (two, second) in itertools.pairwise(_superlatives(sentence)):
        nouns = [names(_NOUNS.match(sentence.text, each.end())[0]) for each in (one, two)]  # type: ignore[index]
        if (one["up"] is None) is (two["up"] is None) or not _alike(first, second):
            continue
        if nouns[1] and not nouns[0] & nouns[1]:
            continue
        yield Order(first, second, one["up"] is not None, one.group(), sentence.start + one.start())


def _followed(last: Sentence | None, sentence: Sentence) -> Iterator[Order]:
    """Iterate over what comes next behind the most or the least: The highest rate, at 13.3%, was in X. This was followed by Y at 13.1%."""
    stated = sentence.stated
    ahead = [] if last is None or last.paragraph is not sentence.paragraph else _superlatives(last)
    pairs = [
        (word, first, stated[stated.index(first) + 1])
        for word, first in _superlatives(sentence)
        if first is not stated[-1]
    ]
    found = [
        (sentence, word, first, second)
        for word, first, second in pairs
        if _FOLLOWED.fullmatch(between := sentence.between(first, second)) and not _COMPARING.search(between)
    ]
    if (
        last is not None
        and len(ahead) == 1
        and stated
        and last.stated[-1] is ahead[0][1]
        and _NEXT.match(sentence.text)
    ):
        found.append((last, *ahead[0], stated[0]))
    for where, word, first, second in found:
        if _alike(first, second):
            yield Order(first, second, word["up"] is not None, word.group(), where.start + word.start())


def _between(last: Sentence, sentence: Sentence) -> Iterator[Order]:
    """Iterate over the others that the next sentence tells of: The average age in Z was c, where that was highest in X and lowest in Y."""
    pairs = list(_extremes(last))
    headed = _HEADED.match(sentence.text)
    if len(pairs) != 1 or headed is None or not names(headed["head"]) <= names(last.text):
        return
    ends = sorted((pairs[0].one, pairs[0].two), key=lambda each: each.known.printed.value)
    if {id(each) for each in last.stated} != {id(each) for each in ends} or _CHANGED.search(sentence.text):
        return
    low = [word for word in re.findall(r"\b[a-z]+\b", sentence.text) if names(word)]
    if not names(" ".join(low)) <= names(last.text) or not _alike(*ends, *sentence.stated):
        return
    for number in sentence.stated:
        for end, up in zip(ends, (True, False), strict=True):
            word = next(each for each in _MOST.finditer(last.text) if (each["up"] is None) is up)
            yield Order(number, end, up, word.group(), last.start + word.start())


def _classes(sentence: Sentence) -> Iterator[Order]:
    """Iterate over shares of classes that lie within each other: 21% were under five and 64% were under 11."""
    for one, two in itertools.pairwise(sentence.stated):
        first, second = (_CLASS.match(sentence.after(each)) for each in (one, two))
        if first is None or second is None or not (one.is_share and _alike(one, two)):
            continue
        low, high = (int(WORDS.get(each["bound"], each["bound"])) for each in (first, second))
        if first["way"] == second["way"] and low != high and not _OTHERS.search(sentence.between(one, two)):
            start = sentence.start + len(sentence.text) - len(sentence.after(two)) + second.start("way")
            yield Order(two, one, (high > low) is (first["way"] == "under"), second["way"], start)


def _after(
    last: Sentence, sentence: Sentence, before: Sequence[Told], told: Sequence[Told]
) -> Iterator[Order]:
    """Iterate over what the level of the sentence before came to: The length of X in 1984 was B. The length of X fell to A in 1985."""
    moved = [each for each in told if each.role is Role.TO and each.way]
    if len(before) != 1 or len(moved) != 1 or any(each.role is Role.BASE for each in told):
        return
    one, two, own = moved[0].number, before[0].number, names(last.before(before[0].number))
    words = [
        each
        for each in re.finditer(r"[A-Za-z]+", sentence.before(one))
        if way_of(each.group()) == (UP if moved[0].way > 0 else DOWN)
    ]
    same = len(own) >= _FOUR and own <= names(sentence.text) and before[0].role is Role.LEVEL
    if same and words and one.stated and two.stated and _alike(one, two):
        yield Order(one, two, moved[0].way > 0, words[-1].group(), sentence.start + words[-1].start())


def _announced(sentence: Sentence, told: Sequence[Told]) -> Iterator[Order]:
    """Iterate over two levels whose way the sentence before tells: It fell compared with the previous quarter. There were 26, compared with 59."""
    if [each.role for each in told] != [Role.LEVEL, Role.BASE] or not _THERE.match(sentence.text):
        return
    text = sentence.paragraph.text[: sentence.start].rstrip()
    before = text[max(text.rfind(". ", 0, len(text) - 1), 0) :]
    ways = [(each, way) for each in re.finditer(r"[A-Za-z]+", before) if (way := way_of(each.group()))]
    one, two = (each.number for each in told)
    if len(ways) != 1 or not _AGAINST.search(before) or not (one.stated and two.stated and _alike(one, two)):
        return
    word, way = ways[0]
    if re.search(r"[0-9]\s?%|per ?cent", before):
        return
    yield Order(one, two, way == UP, word.group(), len(text) - len(before) + word.start())


def _steady(last: Sentence | None, sentence: Sentence) -> Iterator[Order]:
    """Iterate over two levels that are called alike: A in 2011 and B in 2012 remained constant; This is similar to the B of June."""
    word = _ALIKE.search(sentence.text)
    stated = [each for each in sentence.stated if not each.sign]
    this = _THIS.match(sentence.text)
    if (
        this is not None
        and last is not None
        and last.paragraph is sentence.paragraph
        and len(last.stated) == 1
    ):
        stated = [*last.stated, *stated]
    if word is None or len(stated) != _TWO or len(sentence.numbers) > _TWO or not _alike(*stated):
        return
    if _NOT_ALIKE.search(sentence.text) or min(digits(each.known) for each in stated) < _TWO:
        return
    if this is None and len({*re.findall(r"\b(?:19|20)[0-9]{2}\b", sentence.text)}) != _TWO:
        return
    one, two = stated
    yield Order(one, two, True, word.group(), sentence.start + word.start(), (1 / _APART, _APART))  # noqa: FBT003 - either way


def _times(sentence: Sentence) -> Iterator[Order]:
    """Iterate over levels of which one is so many times the other: more than halved from A to B."""
    for one, two in itertools.pairwise(sentence.stated):
        word = _HALVED.search(sentence.before(one))
        if word is None or not _alike(one, two) or not _RUN_TO.fullmatch(sentence.between(one, two)):
            continue
        times = _TIMES[word["times"]]
        low, high = (times * (1 - _ABOUT), times * (1 + _ABOUT))
        if word["than"]:
            low, high = (low, times) if times < 1 else (times, high * 2)
        elif word["nearly"]:
            low, high = (times, high * (1 + _ABOUT)) if times < 1 else (low * (1 - _ABOUT), times)
        if word["than"] and times < 1:
            low = Fraction(0)
        yield Order(two, one, times > 1, word.group().strip(), sentence.start + word.start(), (low, high))
