"""English: changes whose levels are told in other sentences: a 9.6% rise with A children; …; A children, compared with B in 2011.

Which levels a change is of is shown by the figures: a level is printed again where it is held against one of the same time; two changes
of one sentence are of one level (an increase of a (p%) since June and of b (q%) since last year); a level is told with the same rate;
the sentence before tells a level that another change of the sentence is right for. What only may be the level convicts no change but
by a slip of the pen, or where its rate is just what it would be of the later level instead of the earlier.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number
from auditor.checks.common.relations import ONE, quotient
from auditor.checks.common.slips import digits, shortened, slip_within
from auditor.checks.english._changes import Change, changes, held
from auditor.checks.english._clauses import Role, Told, read
from auditor.checks.english._said import DOWN, UP, Rarity
from auditor.checks.english._said import told as figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Relation, RuleInfo

_LONG = 3
"""A level of fewer digits is printed twice by chance."""
_BACK, _CHOICES = 12, 6
_HALF = Fraction(1, 2)
_SURE = Fraction(1, 40)
_WIDE = Fraction(1, 4)
"""How much of its value may be left open of a member that a swapped pair is to explain: where it may be the level, and where it is."""
_NARROW = Fraction(1, 150)
_BROAD, _NAMED, _NONE, _MANY = Fraction(1, 20), Fraction(4), Fraction(0), 60
_TIME = r"(?:[QH][1-4] |[A-Z][a-z]{2,8} )?(?:19|20)[0-9]{2}(?:[/–-][0-9]{2,4})?"
_SINCE = re.compile(
    rf"\b(?:since|from|on|over|than in|than|against|compared (?:with|to))\s(?:in |the [a-z ]{{0,30}})?({_TIME})"
)
_TIMED = re.compile(
    r"\b(?:since|on|compared with|than|from)\b[^.;]*?\b(?:year|quarter|month|half|[12][0-9]{3})\b"
)
_BASIS = re.compile(r"\bbasis\b|\bFTE\b", re.IGNORECASE)
_IN = re.compile(rf"^[^.;,()]{{0,24}}?\b(?:in|for|at|since)\s(?:the [a-z ]{{0,24}})?({_TIME})")
_IN_BEFORE = re.compile(rf"({_TIME})[\s:(,]*(?:when (?:there|it|they) (?:was|were))?[\s$£€]*$")


@records.frozen(eq=False)
class _Pair:
    """A level, the one it is held against, and the time of that one where it is told."""

    now: Number
    base: Number
    time: str


def told_apart(facts: Facts, info: RuleInfo) -> Iterator[Relation]:
    """Iterate over the relations of changes to levels that other sentences tell."""
    clauses = read(facts)
    pairs: dict[tuple[str, Fraction], list[_Pair]] = {}
    for sentence, told in clauses:
        for now, base in held(told):
            if _is_level(now) and _is_level(base):
                key = (now.dimension, now.known.printed.value)
                pairs.setdefault(key, []).append(_Pair(now, base, _time(sentence, base)))
    levels: list[Number] = []
    known: set[int] = set()
    told_with: list[tuple[Number, Number, int]] = []
    for at, (sentence, told) in enumerate(clauses):
        found = [each for each in changes(sentence, told) if _is_rate(each)]
        ours = [each for each in levels if each.block.section == sentence.paragraph.block.section]
        for change in found:
            if change.now is not None and change.rate is not None:
                told_with.append((change.now, change.rate, change.way))
            following = clauses[at + 1] if at + 1 < len(clauses) else None
            yield from _of_pairs(info, change, told, pairs)
            yield from _of_next(info, change, told, following)
            yield from _carried(info, change, found, ours[-_BACK:])
        yield from _amounts(info, found, ours[-_BACK:], told_with, known)
        if at and clauses[at - 1][0].paragraph.block.section == sentence.paragraph.block.section:
            yield from _in_turn(info, found, clauses[at - 1][1])
        levels.extend(
            each.number for each in told if each.role in {Role.LEVEL, Role.TO} and _is_level(each.number)
        )
    yield from _of_one_name(facts, info, levels)


def _is_level(number: Number) -> bool:
    return (
        number.stated is not None
        and not number.is_share
        and not number.sign
        and number.dimension != "points"
        and number.known.printed.value > 0
    )


def _is_rate(change: Change) -> bool:
    return change.rate is not None and change.rate.stated is not None and not change.open


def _time(sentence: Sentence, base: Number) -> str:
    """Return the time of an earlier level: 4,410 in 2011; in 2011, when there were 4,410."""
    if base not in sentence.numbers:
        return ""
    found = _IN.match(sentence.after(base)) or _IN_BEFORE.search(sentence.before(base))
    return found.group(1) if found is not None else ""


def _since(change: Change) -> str:
    """Return the time that a change is measured from, where it is told behind it."""
    found = _SINCE.search(change.sentence.after(change.last)[:60])
    return found.group(1) if found is not None else ""


def _of_pairs(
    info: RuleInfo, change: Change, told: Sequence[Told], pairs: dict[tuple[str, Fraction], list[_Pair]]
) -> Iterator[Relation]:
    """Judge A, an increase of p% since 2011, where A is held against B of 2011 elsewhere; a p% rise with A children."""
    if change.bases or change.amount is not None:
        return
    now, sure = change.now, True
    if now is None:
        loose = [each.number for each in told if each.role is not Role.CHANGE]
        if len(loose) != 1 or not _is_level(loose[0]):
            return
        now, sure = loose[0], False
    if not _is_level(now) or digits(now.known) < _LONG:
        return
    time = _since(change)
    found = pairs.get((now.dimension, now.known.printed.value), [])
    found = [each for each in found if not (time and each.time and each.time != time)]
    if len({each.base.known.printed.value for each in found}) != 1:
        return
    pair = found[0]
    yield from _rated(info, change, now, pair.base, sure=sure and bool(time) and pair.time == time)


def _of_next(
    info: RuleInfo,
    change: Change,
    told: Sequence[Told],
    following: tuple[Sentence, tuple[Told, ...]] | None,
) -> Iterator[Relation]:
    """Judge `fell by p% on the previous quarter. There were A, compared with B`: nothing else is told in the two sentences."""
    if following is None or len(told) != 1 or change.sentence.paragraph is not following[0].paragraph:
        return
    behind = list(held(following[1]))
    if len(behind) == 1 and len(following[1]) == len(behind[0]) and all(map(_is_level, behind[0])):
        yield from _rated(info, change, *behind[0], sure=False)


def _carried(
    info: RuleInfo, change: Change, beside: Sequence[Change], levels: Sequence[Number]
) -> Iterator[Relation]:
    """Judge `a p% decrease on Q4 (B) and a q% decrease on Q1 (C)`: a level above that is right for one is that of the other."""
    if change.now is not None or change.amount is not None or len(change.bases) != 1:
        return
    base = change.bases[0]
    others = [
        each
        for each in beside
        if each is not change and each.now is None and each.amount is None and len(each.bases) == 1
    ]
    if not _is_level(base):
        return
    ours = [each for each in levels if each.dimension == base.dimension]
    if any(_holds(change, each, base) for each in ours):
        return
    for level in ours[::-1]:
        if any(_is_level(each.bases[0]) and _holds(each, level, each.bases[0]) for each in others):
            yield from _rated(info, change, level, base, sure=True)
            return


def _rated(info: RuleInfo, change: Change, now: Number, base: Number, *, sure: bool) -> Iterator[Relation]:
    """Yield that a rate is of two levels, where it has to be or a slip or the wrong base explains what it is."""
    rate = change.rate
    if rate is None or now.dimension != base.dimension or now is base:
        return
    way = Fraction(change.way)
    after, before = now.known.printed.value, base.known.printed.value
    relation = quotient(info, rate.known, [(way, now.known), (-way, base.known)], [(ONE, base.known)])
    should, turned = way * (after - before) / before, way * (after - before) / after
    if should <= 0:
        return  # which way it went others judge
    explained = abs(turned - rate.known.printed.value) <= rate.known.printed.step or _slipped(
        [(rate.known, should, _open(now, base))], _SURE if not sure else _WIDE
    )
    if sure or explained or _holds(change, now, base):
        yield attrs.evolve(relation, rule=attrs.evolve(info, explained=explained))


def _open(now: Number, base: Number) -> Fraction:
    """Return what the rounding of two levels leaves open of the rate between them."""
    after, before = now.known.printed, base.known.printed
    return (after.step + before.step * after.value / before.value) / before.value * _HALF


def _holds(change: Change, now: Number, base: Number) -> bool:
    rate = change.rate
    if rate is None or now.dimension != base.dimension:
        return False
    after, before = now.known.printed.value, base.known.printed.value
    told = rate.known.printed
    return abs(change.way * (after - before) / before - told.value) <= told.step * _HALF + _open(now, base)


def _slipped(members: Sequence[tuple[Stated, Fraction, Fraction]], width: Fraction) -> bool:
    """Whether a slip in one of some members, each with what the others ask of it and leave open, explains a gap."""
    for stated, value, slack in members:
        found = slip_within(shortened(stated), value, slack, _CHOICES) if value > 0 else None
        if found is None:
            continue
        kind, open_ = found
        if open_ <= (width if kind in {"swap", "shift"} else _NARROW):
            return True
    return False


def _amounts(
    info: RuleInfo,
    found: Sequence[Change],
    levels: Sequence[Number],
    told_with: Sequence[tuple[Number, Number, int]],
    known: set[int],
) -> Iterator[Relation]:
    """Judge `an increase of a (p%) since June and an increase of b (q%) since last year`, of a level that stands above.

    `known` are the levels that such changes of sentences before were right for.
    """
    open_ = [each for each in found if each.now is None and not each.bases and _both(each)]
    for change in open_:
        amount = change.amount
        ours = [each for each in levels if amount is not None and each.dimension == amount.dimension]
        if any(fitting := [id(each) for each in ours if _led(change, each)]):
            known.update(fitting)
            continue
        beside = [each for each in open_ if each is not change and _likewise(change, each)]
        for level in ours[::-1]:
            sure = any(_led(each, level) for each in beside)
            same = any(
                now.known.printed.value == level.known.printed.value
                and now.dimension == level.dimension
                and change.rate is not None
                and rate.stated is not None
                and (rate.known.printed.value, way) == (change.rate.known.printed.value, change.way)
                for now, rate, way in told_with
                if now.stated
            )
            slipped = _slipped(
                list(_asked(change, level)), _WIDE if sure or same or id(level) in known else _SURE
            )
            if sure or slipped:
                yield attrs.evolve(_of(info, change, level), rule=attrs.evolve(info, explained=True))
                break


def _in_turn(info: RuleInfo, found: Sequence[Change], before: Sequence[Told]) -> Iterator[Relation]:
    """Judge `was A on one basis and B on another. This is down by C (p%) on the one and D (q%) on the other`: one pair shows it."""
    levels = [each.number for each in before if each.role is Role.LEVEL and _is_level(each.number)]
    open_ = [each for each in found if each.now is None and not each.bases and _both(each)]
    if not (len(levels) == len(open_) == len(found) > 1) or len(levels) != sum(
        not each.number.is_share for each in before
    ):
        return
    wrong = [pair for pair in zip(open_, levels, strict=True) if not _led(*pair)]
    if len(wrong) == 1 and len({each.dimension for each in levels}) == 1:
        change, level = wrong[0]
        yield attrs.evolve(_of(info, change, level), rule=attrs.evolve(info, explained=True))


def _of_one_name(facts: Facts, info: RuleInfo, levels: Sequence[Number]) -> Iterator[Relation]:
    """Judge changes by the levels that the document tells under their name anywhere: of the later level instead of the earlier, or a slip away."""
    said = {id(each.number.occurrence): each for each in figures(facts)}
    rarity = Rarity(said.values())
    printed = {(each.dimension, each.known.printed.value) for each in levels}
    by_word: dict[tuple[str, str], list[Number]] = {}
    for level in levels:
        for word in said[id(level.occurrence)].own if id(level.occurrence) in said else ():
            by_word.setdefault((level.dimension, word), []).append(level)
    for sentence, parts in read(facts):
        for change in changes(sentence, parts):
            if not _is_rate(change) or change.now is not None or change.bases or not _both(change):
                continue
            assert change.amount is not None  # noqa: S101 - asked before
            one, dimension = said.get(id(change.amount.occurrence)), change.amount.dimension
            if one is None:
                continue
            # Words of very many figures name none of them.
            lists = [by_word.get((dimension, word), []) for word in sorted(one.own - {UP, DOWN})]
            near = {id(each): each for found in lists if len(found) <= _MANY for each in found}
            ours = [each for each in near.values() if said[id(each.occurrence)].sentence is not sentence]
            shared = {
                id(each): rarity.of(one.own & said[id(each.occurrence)].own - {UP, DOWN}) for each in ours
            }
            # A level that the change did lead to excuses it, where it bears as much of its name.
            held_ = max((shared[id(each)] for each in ours if _led(change, each)), default=_NONE)
            for level in ours:
                much = shared[id(level)]
                if much <= held_:
                    continue
                before = level.known.printed.value - change.way * change.amount.known.printed.value
                wrong = _turned(change, level) and (much >= _NAMED or (dimension, before) in printed)
                if wrong or (
                    much >= _NAMED
                    and rarity.alike(one, said[id(level.occurrence)]) >= _HALF
                    and _slipped(list(_asked(change, level)), _BROAD)
                ):
                    yield attrs.evolve(_of(info, change, level), rule=attrs.evolve(info, explained=True))
                    break


def _turned(change: Change, level: Number) -> bool:
    """Whether a rate is an amount over the level that it led to, and not over the one before."""
    amount, rate = change.amount, change.rate
    if amount is None or rate is None:
        return False
    by, now, told_ = amount.known.printed, level.known.printed, rate.known.printed
    return abs(by.value / now.value - told_.value) <= (told_.step + by.step / now.value) * _HALF


def _likewise(one: Change, two: Change) -> bool:
    """Whether two changes are of one level, measured from two times: by A since June and by B on a year earlier."""
    times = {bool(_TIMED.search(each.sentence.after(each.last)[:60])) for each in (one, two)}
    return one.way == two.way and True in times and not _BASIS.search(one.sentence.text)


def _both(change: Change) -> bool:
    amount = change.amount
    return amount is not None and amount.stated is not None and amount.known.printed.value > 0


def _of(info: RuleInfo, change: Change, level: Number) -> Relation:
    assert change.amount is not None  # noqa: S101 - asked before
    assert change.rate is not None  # noqa: S101 - asked before
    amount = change.amount.known
    return quotient(
        info, change.rate.known, [(ONE, amount)], [(ONE, level.known), (-Fraction(change.way), amount)]
    )


def _led(change: Change, level: Number) -> bool:
    """Whether an amount and its rate can be those of a change that led to a level."""
    return any(
        abs(stated.printed.value - value) <= slack + stated.printed.step * _HALF
        for stated, value, slack in _asked(change, level)
    )


def _asked(change: Change, level: Number) -> Iterator[tuple[Stated, Fraction, Fraction]]:
    """Iterate over the rate and the amount of a change, with what a level and the other ask of each and leave open."""
    amount, rate, now = change.amount, change.rate, level.known.printed
    if amount is None or rate is None:
        return
    by, told = amount.known.printed, rate.known.printed
    before = now.value - change.way * by.value
    if before > 0:
        slack = (by.step + now.step * by.value / before) / before * _HALF
        yield rate.known, by.value / before, slack
    # The level before is now over (1 ± p), and the change p of it.
    part = told.value / (1 + change.way * told.value) if 1 + change.way * told.value > 0 else Fraction(0)
    if part > 0:
        yield (
            amount.known,
            now.value * part,
            (now.value * part / told.value * told.step + now.step * part) * _HALF,
        )
