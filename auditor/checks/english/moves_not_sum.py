"""English: levels and changes of a whole and its parts, told one after the other, of which one does not add up.

`Membership rose by 8,400 to 412,700. Full members rose by 6,300 to 301,950 and associate members by 2,100 to
110,750`: where the levels add up, the changes must as well, and the other way
round. Which of the two holds tells that these are the parts.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import ONE, judged, near_sum, rule, summed
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.english._clauses import read
from auditor.checks.english._moves import Move, moves

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.relations import Weighted
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "moves-not-sum"
TITLE = {
    "zh": "总体与各部分的增减或水平合计不符",
    "en": "a whole and its parts do not add up in their changes or levels",
}
_MOST_PARTS = 4
_FEWEST = 2
_FAR = 6
_HUNDRED = 100
_BOTH = re.compile(r"\bgoods and services\b", re.IGNORECASE)
_SURPLUS = re.compile(r"\b(?:surplus|deficit)\b", re.IGNORECASE)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge wholes and parts whose levels English sentences tell one after the other."""
    told = [
        (sentence.paragraph.block.index, move)
        for sentence, roles in read(facts)
        for move in moves(sentence, roles)
        if move.level.stated is not None and move.way
    ]
    for at, (block, whole) in enumerate(told):
        beyond = 1 if _SURPLUS.search(whole.subject) else 0
        rest = [move for place, move in told[at + 1 : at + 1 + _FAR] if place <= block + beyond]
        yield from _judged(facts, whole, rest)


def _judged(facts: Facts, whole: Move, rest: Sequence[Move]) -> Iterator[Outcome]:
    """Judge a whole against the first of the following moves that are its parts in levels or in changes."""
    for size in range(_FEWEST, _MOST_PARTS + 1):
        for at in range(len(rest) - size + 1):
            parts = rest[at : at + size]
            if any(part.level.dimension != whole.level.dimension for part in parts):
                continue
            signs = _signs(whole, parts)
            if signs is None or (at and not _SURPLUS.search(whole.subject)):
                continue
            levels: list[Weighted] = [
                (sign, part.level.known) for sign, part in zip(signs, parts, strict=True)
            ]
            changes = _changes(whole, parts, signs)
            add_up = _adds(whole.level.known, levels) or _named_so(whole, parts)
            if _rounded(whole, parts):
                return
            if add_up or (not at and _slipped(whole, levels)) or (changes and _adds(*changes)):
                yield judged(facts, summed(rule(NAME, TITLE), whole.level.known, levels))
                if changes is not None:
                    yield judged(facts, summed(rule(NAME, TITLE), *changes))
                return


def _named_so(whole: Move, parts: Sequence[Move]) -> bool:
    """Whether names say that these are the parts: the goods and services deficit, the goods deficit, the services surplus."""
    both = _BOTH.search(whole.subject)
    if both is None or len(parts) != _FEWEST or not _SURPLUS.search(whole.subject):
        return False
    return all(
        _BOTH.search(part.subject) is None
        and part.subject.lower().rstrip().endswith((f"{word} deficit", f"{word} surplus"))
        for word, part in zip(("goods", "services"), parts, strict=True)
    )


def _rounded(whole: Move, parts: Sequence[Move]) -> bool:
    """Whether whole levels in full hundreds miss their sum by no more than that: 12,166,900 of 8,356,000 and 3,810,800."""
    values = [each.level.known.printed.value for each in (whole, *parts)]
    gap = abs(abs(values[0]) - sum(map(abs, values[1:])))
    return gap != 0 and all(value % _HUNDRED == 0 for value in values) and gap <= _HUNDRED * (len(parts) - 1)


def _adds(claim: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether a sum holds whose figures are long enough not to do so by chance."""
    long = all(digits(stated) >= MEANT - 1 for _, stated in parts)
    return long and near_sum(claim, parts)


def _slipped(whole: Move, parts: Sequence[Weighted]) -> bool:
    """Whether one slip of the pen in a long figure explains why the levels do not add up."""
    claim = whole.level.known
    gap = claim.printed.value - sum((sign * each.printed.value for sign, each in parts), Fraction(0))
    if not gap or abs(gap) * 5 > claim.printed.value:
        return False
    candidates = [
        (claim, claim.printed.value - gap),
        *((each, each.printed.value + sign * gap) for sign, each in parts),
    ]
    return any(
        digits(each) > MEANT and slip(each, should) in {"digit", "swap"} for each, should in candidates
    )


def _changes(
    whole: Move, parts: Sequence[Move], signs: Sequence[Fraction]
) -> tuple[Stated, list[Weighted]] | None:
    """Return the change of the whole and the signed changes of the parts, None where one is not told."""
    if whole.change is None or whole.change.stated is None:
        return None
    found: list[Weighted] = []
    for sign, part in zip(signs, parts, strict=True):
        if part.change is None or part.change.stated is None:
            return None
        found.append((sign * part.way * whole.way, part.change.known))
    return whole.change.known, found


def _signs(whole: Move, parts: Sequence[Move]) -> list[Fraction] | None:
    """Return how the parts count: a surplus takes from a deficit. None where only one side is a balance."""
    kind = _kind(whole)
    signs = []
    for part in parts:
        other = _kind(part)
        if bool(kind) != bool(other):
            return None
        signs.append(ONE if kind == other else -ONE)
    return signs


def _kind(move: Move) -> str:
    found = _SURPLUS.findall(move.subject)
    return found[-1].lower() if found else ""
