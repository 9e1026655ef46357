"""English: the row of a table that each number of a sentence is told of, by where its name stands.

`Ashdown had 412 pupils, Corfe 291` tells what stands behind a name; `412 in Ashdown and 291 in Corfe` what stands before it;
`Ashdown and Corfe had 412 and 291` in turn; `Ashdown and Corfe together had 703` of both.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import Sentence, end_of, english
from auditor.checks.common.numbers import Number
from auditor.checks.common.rownames import Named, named
from auditor.checks.english._moves import WAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts

_PREPOSED = re.compile(
    r"^\)?\s*(?:(?!and |but |or |while |followed |ahead |led )[a-z-]+\s+){0,5}?(?:in|at|for|on|by|to|from|of|among|within|than)\s+(?:the\s+|an?\s+|all\s+|those\s+in\s+)?$"
)
_JOINED = re.compile(r"^\s*(?:,|,?\s*and|&|or)\s+(?:the\s+|in\s+|on\s+|at\s+)?$", re.IGNORECASE)
_RUN = re.compile(r"^(?:\s*\([^()]*\))?\s*(?:,|,?\s*and)\s*[$€£]?\s*$")
_AGAINST = re.compile(
    r"\b(?:from|than|against|versus|compared|target|budget|plan|forecast|year|earlier|excluding|adjusted|average|including|within|of which|target of)\b",
    re.IGNORECASE,
)
"""What stands between a name and a number that is no level of the row, or one of another time."""
_BY = re.compile(r"\bby\s*[$€£]?$")
_BASE = re.compile(r"\)?\s*of (?:(?:the|all|its|their|our|total) )*")
"""What stands between a share and the whole that it is of: p per cent of total spending tells nothing of that row."""
_ALTERED = re.compile(
    r"\b(?:excluding|excl|adjusted|constant|organic\w*|pro forma|real terms|like-for-like|net of|before|target\w*|planned|budget\w*|forecast|expected|a year|each year|annually)\b",
    re.IGNORECASE,
)
"""What stands behind a number that is told on another basis than the table's."""
_ENDS = re.compile(r"[,;.(](?![0-9])|[0-9]|\b(?:and|but|while|whereas|compared|against)\b")
_LAST = re.compile(r"[,;:(](?![0-9])|[0-9]")
_APART = re.compile(r"^\s*(?:[,;]|,?\s*(?:and|or|but|plus)\b)[\s$€£]*$")
_ALONE = re.compile(r"^\s*(?:[.,;()]|$|and\b|while\b)")
"""$391 million is for water, $117 million for dams: no number behind a comma is told of what stands before it, unless nothing follows."""
_LONGER = re.compile(r"(?: (?:and|of|the|&|[A-Z][\w'\u2019-]*))+,\s*$")
"""0.1% Native Hawaiian and Other Pacific Islander, 2.0% …: no row called Native is told of, nor does the next number belong to it."""
_CLAUSE = re.compile(r";\s|\.\s")
_NEAR = 60

Span = tuple[int, int]


@records.frozen(eq=False)
class Bound:
    """A number and the rows that it is told of: those of one name, each in its table, or of several names told as one.

    `words` are what stands between the name and the number.
    """

    number: Number
    sentence: Sentence
    spans: tuple[Span, ...]
    rows: Sequence[Named]
    words: str
    first: bool
    ahead: bool

    @property
    def place(self) -> Span:
        """Return where in its sentence the number stands."""
        return _place(self.sentence, self.number)

    @property
    def moved(self) -> bool:
        """Whether it tells how far something is from something else."""
        by = self.ahead and _BY.search(self.words) is not None
        return by or bool(self.number.sign) or WAY.match(self.sentence.after(self.number)) is not None

    @property
    def further(self) -> bool:
        """Whether others of its kind are told of its row before it, and it is told as it is."""
        against = self.ahead and _AGAINST.search(_LAST.split(self.words)[-1])
        return not (self.first or self.joint or self.moved or against)

    @property
    def plain(self) -> bool:
        """Whether it is the first of its kind that is told of its row, and told as it is."""
        behind = _ENDS.split(self.sentence.after(self.number), maxsplit=1)[0]
        against = self.ahead and _AGAINST.search(_LAST.split(self.words)[-1])
        return self.first and not against and _ALTERED.search(behind) is None

    @property
    def joint(self) -> bool:
        """Whether it is told of several rows together."""
        return len(self.spans) > 1


@functools.lru_cache(maxsize=4)
def bound(facts: Facts) -> Sequence[tuple[Sentence, Sequence[Bound], Sequence[Named]]]:
    """Return the sentences that name rows of tables near them, with the numbers they tell of them, and the rows."""
    found: list[tuple[Sentence, Sequence[Bound], Sequence[Named]]] = []
    for sentence in english(facts):
        index = sentence.paragraph.block.index
        rows = (
            [each for each in named(facts, sentence) if each.sheet.near(index, _NEAR)]
            if sentence.numbers
            else []
        )
        if rows:
            found.append((sentence, list(_of(sentence, rows)), rows))
    return found


def _of(sentence: Sentence, rows: Sequence[Named]) -> Iterator[Bound]:
    bases = {_place(sentence, each)[1] for each in sentence.numbers if each.is_share}
    spans = sorted(
        {
            (each.start, each.end)
            for each in rows
            if not any(_BASE.fullmatch(sentence.text, end, each.start) for end in bases)
        }
    )
    numbers = sentence.numbers
    turns = _in_turn(sentence, spans)
    for at, number in enumerate(numbers):
        if number.stated is None:
            continue
        start, end = _place(sentence, number)
        following = _place(sentence, numbers[at + 1])[0] if at + 1 < len(numbers) else len(sentence.text)
        told = (
            turns.get(at) or _behind(sentence, spans, end, following) or _ahead(sentence, spans, start, end)
        )
        if told:
            here = [each for each in rows if (each.start, each.end) in told]
            words = (
                sentence.text[told[-1][1] : start] if told[0][0] < start else sentence.text[end : told[0][0]]
            )
            ahead = told[0][0] < start
            first = (
                not ahead
                or at in turns
                or not any(
                    each.dimension == number.dimension
                    for each in numbers[:at]
                    if _place(sentence, each)[0] > told[-1][1]
                )
            )
            yield Bound(number, sentence, told, here, words, first, ahead)


def _place(sentence: Sentence, number: Number) -> Span:
    return number.occurrence.span.start - sentence.start, end_of(number) - sentence.start


def _behind(sentence: Sentence, spans: Sequence[Span], end: int, following: int) -> tuple[Span, ...]:
    behind = [each for each in spans if end <= each[0] < following]
    if not behind or not _PREPOSED.match(sentence.text[end : behind[0][0]]):
        return ()
    told = [behind[0]]
    for each in behind[1:]:
        if not _JOINED.match(sentence.text[told[-1][1] : each[0]]):
            break
        told.append(each)
    return tuple(told)


def _ahead(sentence: Sentence, spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    ahead = [each for each in spans if each[1] <= start]
    if not ahead or _CLAUSE.search(words := sentence.text[ahead[-1][1] : start]):
        return ()
    if (_APART.match(words) or _LONGER.match(words)) and not _ALONE.match(sentence.text[end:]):
        return ()
    told = [ahead[-1]]
    for each in reversed(ahead[:-1]):
        if not _JOINED.match(sentence.text[each[1] : told[0][0]]):
            break
        told.insert(0, each)
    return tuple(told)


def _in_turn(sentence: Sentence, spans: Sequence[Span]) -> dict[int, tuple[Span, ...]]:
    """Return the names of numbers told in turn behind as many names: Ashdown and Corfe had 412 and 291."""
    found: dict[int, tuple[Span, ...]] = {}
    numbers = sentence.numbers
    for at in range(len(numbers) - 1):
        run = [at]
        while run[-1] + 1 < len(numbers) and _follows(sentence, numbers[run[-1]], numbers[run[-1] + 1]):
            run.append(run[-1] + 1)
        names = _ahead(sentence, spans, *_place(sentence, numbers[at]))
        if len(run) > 1 and len(names) == len(run) and at not in found:
            found |= {place: (name,) for place, name in zip(run, names, strict=True)}
    return found


def _follows(sentence: Sentence, one: Number, two: Number) -> bool:
    return one.dimension == two.dimension and _RUN.match(sentence.between(one, two)) is not None
