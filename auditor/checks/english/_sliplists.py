"""English: figures told one after the other that miss the one before them by one slip of the pen, whatever words join them.

`We employ 1,146 people, 742 in the field, 258 in offices and 164 at headquarters`; `payments of 23.85. They are of two kinds: 14.20 and
96.50`. Unrelated figures hardly ever add up to one before them but for two swapped digits or a point that was moved. A total may
stand above in its section, too, where one of three or more parts lacks its thousands: `9,860,000 for x, 12,475 for y and …`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.slips import MEANT, digits, slip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts

_BREAK = re.compile(
    r"\b(?:per (?!cent)|average\w*|each|mean|median|from|than|compared|against|over|above|below|target|(?:19|20)[0-9]{2}|earlier|previous|last year|rose|fell|increas\w*|decreas\w*)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:,|;|\band\b|\bor\b|\bplus\b|\))")
_FEW, _PART = 2, 10
_ABOVE = 10
_SCALES = (1000, Fraction(1, 1000), 10**6, Fraction(1, 10**6))


def slipped_lists(facts: Facts) -> Iterator[tuple[Number, list[Number]]]:
    """Iterate over figures, each with those behind it that give it but for one slip."""
    last: Sentence | None = None
    above: list[Number] = []
    for sentence in english(facts):
        before = last if last is not None and last.paragraph is sentence.paragraph else None
        last = sentence
        levels = [each for each in sentence.stated if not each.is_share and each.dimension != "points"]
        for at, whole in enumerate(levels):
            yield from _of(whole, _run(sentence, levels[at + 1 :], whole))
        if len(levels) > _FEW:
            yield from _scaled(above, _run(sentence, levels, levels[0]))
        above = [*above, *levels][-_ABOVE:]
        if before is not None and levels:
            told = [each for each in before.stated if each.dimension == levels[0].dimension and not each.sign]
            if told:
                yield from _of(told[-1], _run(sentence, levels, told[-1]))


def _scaled(above: Sequence[Number], parts: list[Number]) -> Iterator[tuple[Number, list[Number]]]:
    """Yield parts with the figure above them in their section that they give if one of them is told in another scale."""
    if len(parts) <= _FEW:
        return
    values = [each.known.printed.value for each in parts]
    wholes = {
        each.known.printed.value: each
        for each in above
        if each.block.section == parts[0].block.section
        and each.dimension == parts[0].dimension
        and not each.sign
        and digits(each.known) >= MEANT
    }
    if any(sum(values[:end]) in wholes for end in range(_FEW, len(values) + 1)):
        return
    for at, value in enumerate(values):
        others = [*values[:at], *values[at + 1 :]]
        for scale in _SCALES:
            whole = wholes.get(sum(others) + value * scale)
            # Among its like again: neither the least by far nor all but the whole.
            if (
                whole is not None
                and min(others) <= value * scale * _PART
                and value * scale <= max(others) * _PART
            ):
                yield whole, parts
                return


def _run(sentence: Sentence, numbers: Sequence[Number], whole: Number) -> list[Number]:
    """Return the figures of one kind that are told one after the other, each joined to the one before it."""
    found: list[Number] = []
    for number in numbers:
        words = sentence.between(found[-1], number) if found else ""
        if (
            number.dimension != whole.dimension
            or number.sign
            or (found and (not _JOINED.search(words) or _BREAK.search(words)))
        ):
            break
        found.append(number)
    return (
        found
        if len(found) >= _FEW and not _BREAK.search(sentence.before(found[0]).rsplit(",", 1)[-1])
        else []
    )


def _of(whole: Number, parts: list[Number]) -> Iterator[tuple[Number, list[Number]]]:
    values = [each.known.printed.value for each in parts]
    claim = whole.known.printed
    if not parts or any(value <= 0 for value in values):
        return
    runs = [values[:end] for end in range(_FEW, len(values) + 1)]
    step = max(each.known.printed.step for each in (whole, *parts))
    if any(abs(sum(run) - claim.value) <= step * len(run) for run in runs) or max(values) == claim.value:
        return
    gap = claim.value - sum(values)
    if any(_explains(each, gap, whole, parts) for each in (whole, *parts)):
        yield whole, parts


def _explains(number: Number, gap: Fraction, whole: Number, parts: Sequence[Number]) -> bool:
    """Whether a slip in one figure is all that keeps the list from its sum."""
    known = number.known
    should = known.printed.value + (-gap if number is whole else gap)
    if should <= 0:
        return False
    size, kind = digits(known), slip(known, should)
    enough = size >= MEANT or (size == MEANT - 1 and len(parts) > _FEW)
    if kind == "swap":
        return enough and abs(gap) * _PART <= max(whole.known.printed.value, known.printed.value)
    # 96.50 of 23.85: a part that is more than all, and a tenth of it is just what the others leave.
    return (
        kind == "shift" and enough and number is not whole and known.printed.value > whole.known.printed.value
    )
