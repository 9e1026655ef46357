"""English: what the numbers of a paragraph are called, so that a share finds its part and its whole by their names.

`The approved allocation was A, of which B was released and C spent. Spending reached p% of the allocation`: C is spending, for
`spent` stands behind it, and A the allocation. A name has to leave one value only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import end_of, sentences
from auditor.checks.common.numbers import Number
from auditor.checks.english._heads import said
from auditor.checks.english._moves import WAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Paragraph

_CUT = re.compile(r"[,;:(–—]|\b(?:and|but|while|whereas|of which|of whom)\b", re.IGNORECASE)
_END = re.compile(r"[,;:.)(–—](?![0-9])|\b(?:and|but|while|whereas|of which|of whom)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:exclud\w+|adjusted|average|mean|median|per (?!cent)\w+|target|goal|limit|expected|forecast|projected|estimated|planned|"
    r"compared|against|versus|earlier|previous|prior|last year|a further|another|other|remaining|additional|increase|decrease|"
    r"rose|fell|grew|up|down|by)\b",
    re.IGNORECASE,
)
"""What is told with such words is a figure of another kind than its noun."""


_VAGUE = said("funds money moneys resources sum sums persons people units items cases")


@records.frozen(eq=False)
class Called:
    """A number of a paragraph, and what the words around it say."""

    number: Number
    words: frozenset[str]


def called(paragraph: Paragraph) -> Sequence[Called]:
    """Return the numbers of a paragraph that are levels, with what they are called."""
    return [each for sentence in sentences(paragraph) for each in _of(sentence)]


def _of(sentence: Sentence) -> Iterator[Called]:
    numbers = sentence.numbers
    for at, number in enumerate(numbers):
        if number.stated is None or number.is_share or number.dimension == "points" or number.sign:
            continue
        before = sentence.between(numbers[at - 1], number) if at else sentence.before(number)
        behind = sentence.after(number)
        if at + 1 < len(numbers):
            behind = sentence.text[
                end_of(number) - sentence.start : numbers[at + 1].occurrence.span.start - sentence.start
            ]
        ahead, rest = _CUT.split(before)[-1], _END.split(behind)[0]
        if WAY.match(behind) or _OTHER.search(ahead):
            continue
        yield Called(number, said(f"{ahead} {rest}"))


def meant(numbers: Sequence[Called], words: str, dimension: str = "", *, every: bool = True) -> Number | None:
    """Return the one number that is called by the words (by `every` one, or by any), None where they leave it open.

    The applications decided are not the applications received.
    """
    told = said(words) - _VAGUE
    found = [
        each.number
        for each in numbers
        if told
        and (not dimension or each.number.dimension == dimension)
        and (told <= each.words if every else told & each.words)
    ]
    values = {each.known.printed.value for each in found}
    return found[0] if len(values) == 1 else None
