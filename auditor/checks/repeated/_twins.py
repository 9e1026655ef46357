"""Two sentences that state one thing, told by what they have in common: 营业收入 15.59 亿元，增长 48.05%, and 营业收入 15.59 亿元，增长 45.08%.

Short names are those of many figures, so that a name proves little. What proves it is another figure that both places tell of the
same thing (the level beside the rate, the neighbour in the list), or the difference itself: the same amount the other way, two
digits swapped. On 90 documents without errors none of these accused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.relations import evidence_at, said, word_of
from auditor.checks.common.slips import MEANT, slip
from auditor.checks.repeated._statements import Statement, ends_alike, of_one_time, statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_PAIR = 2
"""A name with more values than two is that of several figures: 完成年初预算 of one item after the other."""
_OFTEN = 30
"""How names end in more sentences is how things of a kind are called: each is not held to all the others."""
_SHORTEST, _NAMED, _LONG = 2, 4, 5
_PAIRS = 900
_OF_EACH = re.compile("均|每")
_SLIPS, _LOST = frozenset({"swap", "shift"}), frozenset({"swap", "shift", "digit lost"})


@records.frozen(eq=False)
class _Pair:
    """Two statements of one kind, how much of their names is alike, and whether that is all of the shorter one."""

    one: Statement
    two: Statement
    common: int

    @property
    def whole(self) -> bool:
        return self.common == min(len(self.one.name), len(self.two.name))

    @property
    def agrees(self) -> bool:
        """Whether they say the same, to the last place that both tell."""
        step = max(each.known.printed.step for each in (self.one, self.two))
        gap = abs(self.one.value - self.two.value)
        return gap * 2 <= step and self.one.value * self.two.value >= 0


def twins(facts: Facts) -> Iterator[tuple[Statement, Statement]]:
    """Iterate over pairs of statements of one thing that do not agree."""
    every = statements(facts)
    values: dict[tuple[str, ...], set[Fraction]] = {}
    for each in (each for sentence in every for each in sentence):
        values.setdefault(_key(each), set()).add(each.value)
    several = {key for key, told in values.items() if len(told) > _PAIR}
    about: dict[str, list[int]] = {}
    for at, sentence in enumerate(every):
        for end in _ends(sentence):
            about.setdefault(end, []).append(at)
    for at, sentence in enumerate(every):
        told = [about[end] for end in _ends(sentence) if len(about[end]) <= _OFTEN]
        later = {other for places in told for other in places if other > at}
        for other in sorted(later):
            if len(sentence) * len(every[other]) > _PAIRS:
                continue  # long lists side by side: names of theirs prove nothing
            yield from _unlike(sentence, every[other], several)


def _ends(sentence: Sequence[Statement]) -> set[str]:
    return {each.name[-length:] for each in sentence for length in (_SHORTEST, _LONG)}


def _key(statement: Statement) -> tuple[str, ...]:
    return statement.kind, statement.name, statement.base


def _unlike(
    one: Sequence[Statement], two: Sequence[Statement], several: set[tuple[str, ...]]
) -> Iterator[tuple[Statement, Statement]]:
    pairs = [_Pair(a, b, ends_alike(a.name, b.name)) for a in one for b in two if _comparable(a, b)]
    named = [each for each in pairs if each.common >= _NAMED or (each.whole and each.common >= _SHORTEST)]
    for each in named:
        if each.agrees:
            continue
        linked = [other for other in named if _bears_out(each, other)]
        if linked or (_one_slip(each) and not several & {_key(each.one), _key(each.two)}):
            yield each.one, each.two


def _comparable(one: Statement, two: Statement) -> bool:
    short, long = sorted((one.name, two.name), key=len)
    if _OF_EACH.search(long.removesuffix(short)) and not _OF_EACH.search(short):
        return False
    alike = one.kind == two.kind and one.base == two.base
    return alike and one.number.dimension == two.number.dimension and of_one_time(one, two)


def _bears_out(pair: _Pair, other: _Pair) -> bool:
    """Whether what two sentences say alike shows that a pair of theirs is of one thing."""
    if not other.agrees and not _turned(other):
        return False
    if (
        other.one.name == pair.one.name
        and other.two.name == pair.two.name
        and other.one.kind != pair.one.kind
        and other.agrees
    ):
        # A level of three digits is that of another thing by chance, where the rates part by no slip of the pen.
        telling = _telling(other.one)
        return telling >= MEANT or (telling == MEANT - 1 and (_turned(pair) or _slipped(pair)))
    return (
        other.one.kind == pair.one.kind != "level"
        and other.one.name != pair.one.name
        and other.two.name != pair.two.name
        and slip(pair.one.known, pair.two.known.printed.value) in _LOST
        and pair.whole
        and other.whole
        and min(pair.common, other.common) >= _LONG
    )


def _one_slip(pair: _Pair) -> bool:
    return pair.whole and pair.common >= _LONG and (_turned(pair) or _slipped(pair))


def turned(one: Statement, two: Statement) -> bool:
    """Whether one amount is told as a rise and as a fall."""
    return one.value != 0 and one.value == -two.value


def two_ways(info: RuleInfo, one: Statement, two: Statement) -> Outcome:
    """Return what is said of one change that is told as a rise in one place and as a fall in the other."""
    first, second = (
        f"{each.number.occurrence.sign_word}{each.number.occurrence.text}{each.number.occurrence.unit.strip('%％')}"
        for each in (one, two)
    )
    zh = f"{one.name}一处写“{first}”，另一处写“{second}”，方向相反"
    en = f"{one.name} is told as {first} and as {second}, which are opposite directions"
    items = [evidence_at(each.number.block, each.number.occurrence) for each in (one, two)]
    words = [word for each in (one, two) if (word := word_of(each.number)) is not None]
    return said(info, zh, en, [*items, *words])


def _turned(pair: _Pair) -> bool:
    return turned(pair.one, pair.two)


def _slipped(pair: _Pair) -> bool:
    long = min(_telling(pair.one), _telling(pair.two)) >= MEANT - 1
    return long and slip(pair.one.known, pair.two.known.printed.value) in _SLIPS


def _telling(statement: Statement) -> int:
    """Return how many digits of a value say something: noughts at either end do not."""
    return len(statement.known.printed.digits.strip("0"))
