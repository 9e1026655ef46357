"""Which statement is probably wrong: the fewest changed figures that make everything hold again.

The model is that relations hold among unknown true values and a mention is honest or wrong; the smallest
sets of wrong ones explain the report (Fellegi and Holt, "A systematic approach to automatic edit and
imputation", JASA 71, 1976). Copies of one printed value are one error and no extra evidence, but changing
one mention is likelier than changing nine. A change must not break what holds: where it does, a second
figure has to change with it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.auditing.causes import cause_of
from auditor.auditing.pairs import Pair, pair_of
from auditor.auditing.slips import slips_of
from auditor.auditing.trials import RECOMPUTED, Changes, Trials, keys_of
from auditor.evaluation.relations import Outcome
from auditor.evaluation.variables import Alternative
from auditor.findings import Severity, Verdict
from auditor.language import tree
from auditor.numbers import unit_of
from auditor.report.model import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


MAX_CAUSES = 3
"""How many wrong figures one connected group of broken rules is searched for."""
MAX_STEPS = 400
"""How many changes are tried for one group; past that the group is left undecided."""
MAX_REFINED = 3
"""For so many of the likeliest repairs a slip of the pen is looked for."""
MAX_FIGURES = 60
"""A broken rule over more figures is not taken as a starting point: any of them could be wrong."""


@attrs.frozen
class Repair:
    """A change of one figure: what is printed, what it should say, which broken outcomes that mends.

    `wrong` are the printed values to be replaced. `exact` counts the relations that the new value
    recomputes exactly, `lost` those that the printed one recomputes and the new one does not, `cost`
    the mentions to change. A `vague` value mends the outcomes but is one of many.
    """

    figure: Figure
    wrong: tuple[Alternative, ...]
    value: Fraction
    mends: frozenset[int]
    exact: int = 0
    lost: int = 0
    vague: bool = False

    @property
    def cost(self) -> int:
        """Return how many mentions the repair changes."""
        return sum(len(each.mentions) for each in self.wrong)

    @property
    def printed(self) -> Alternative:
        """Return the first of the values to be replaced."""
        return self.wrong[0]


@attrs.frozen
class Cause:
    """One group of broken outcomes and the ways to repair it, the likeliest first.

    `decided` says that the first is clearly the likeliest; `together` that the repairs are no choice but
    have to be made at once.
    """

    outcomes: tuple[Outcome, ...]
    repairs: tuple[Repair, ...]
    decided: bool
    together: bool = False

    @property
    def ways(self) -> tuple[tuple[Repair, ...], ...]:
        """Return the sets of repairs to choose from, the likeliest first."""
        return (self.repairs,) if self.together else tuple((repair,) for repair in self.repairs)


def causes_of(trials: Trials, outcomes: Sequence[Outcome]) -> list[Cause]:
    """Return the causes of all discrepancies among `outcomes`, every discrepancy in exactly one."""
    broken = [outcome for outcome in outcomes if outcome.verdict is Verdict.DISCREPANCY]
    causes = [Cause((outcome,), (), decided=False) for outcome in broken if accused(outcome)]
    rest = [outcome for outcome in broken if not accused(outcome)]
    # A hint ties no two errors together: each stands for itself.
    hints = [outcome for outcome in rest if outcome.rule.level is Severity.NOTE]
    firm = [outcome for outcome in rest if outcome.rule.level is not Severity.NOTE]
    for group in (*_connected(firm), *([each] for each in hints)):
        causes.extend(_Search(trials, group).causes())
    return _joined(causes)


def _joined(causes: Sequence[Cause]) -> list[Cause]:
    """Return the causes, those as one that the very same changes repair."""
    found: dict[object, Cause] = {}
    for cause in causes:
        changes = frozenset((repair.figure.key, repair.value) for repair in cause.repairs)
        same: object = changes if cause.together and changes else id(cause)
        known = found.get(same)
        if known is None:
            found[same] = cause
        else:
            outcomes = (*known.outcomes, *cause.outcomes)
            found[same] = attrs.evolve(known, outcomes=outcomes, decided=known.decided and cause.decided)
    return list(found.values())


def accused(outcome: Outcome) -> bool:
    """Whether the rule itself found the faulty mentions, so that nothing is left to search for."""
    return outcome.relation is not None and any(each.accused for each in outcome.relation.variables)


def _connected(broken: Sequence[Outcome]) -> list[list[Outcome]]:
    groups: list[tuple[set[str | Pair], list[Outcome]]] = []
    for outcome in broken:
        pair = pair_of(outcome)
        keys: set[str | Pair] = {*keys_of(outcome), *([] if pair is None else [pair])}
        touching = [group for group in groups if group[0] & keys]
        merged = (keys, [outcome])
        for group in touching:
            merged[0].update(group[0])
            merged[1][:0] = group[1]
            groups.remove(group)
        groups.append(merged)
    return [members for _, members in groups]


@attrs.frozen
class _Move:
    """One change on the way to a repair."""

    figure: Figure
    wrong: tuple[Alternative, ...]
    right: Alternative
    vague: bool


class _Search:
    """Looks for the smallest sets of changed figures that mend one group."""

    def __init__(self, trials: Trials, group: Sequence[Outcome]) -> None:
        self._trials = trials
        self._group = tuple(group)
        self._steps = 0

    def causes(self) -> list[Cause]:
        if not any(keys_of(outcome) for outcome in self._group):
            return [Cause((outcome,), (), decided=False) for outcome in self._group]
        # A list computed over another base is wrong as a whole: no two or three of its rows are.
        whole = all(outcome.kind in {"survey", "order"} for outcome in self._group)
        for size in range(1, (1 if whole else MAX_CAUSES) + 1):
            found = list(self._sets({}, list(self._group), size))
            if found:
                return self._chosen(found)
            if self._steps > MAX_STEPS:
                break
        return [Cause(self._group, (), decided=False)] if len(self._group) == 1 else self._parts()

    def _parts(self) -> list[Cause]:
        """Return causes of a group that no small set explains: first what one change mends most of."""
        alone = {
            at: list(_Search(self._trials, [outcome])._sets({}, [outcome], 1))  # noqa: SLF001 - its own kind
            for at, outcome in enumerate(self._group)
        }
        causes = []
        left = set(alone)
        while left:
            mended = {
                (at, number): self._mends(move) & left
                for at in left
                for number, (move,) in enumerate(alone[at])
            }
            most = max(mended.values(), key=lambda each: (len(each), -min(each)), default=frozenset())
            if len(most) < 2:  # noqa: PLR2004 - one change for one outcome joins nothing
                break
            moves = [alone[at][number] for (at, number), mends in mended.items() if mends == most]
            causes.extend(self._one(tuple(self._group[at] for at in sorted(most)), moves))
            left -= most
        for at in sorted(left):
            outcome = (self._group[at],)
            causes.extend(self._one(outcome, alone[at]) if alone[at] else [Cause(outcome, (), decided=False)])
        return causes

    def _mends(self, move: _Move) -> frozenset[int]:
        """Return which outcomes of the group one change alone makes hold."""
        changes = {move.figure.key: move.right}
        return frozenset(
            at
            for at, outcome in enumerate(self._group)
            if move.figure.key in keys_of(outcome)
            and self._trials.verdict(outcome, changes) is not Verdict.DISCREPANCY
        )

    def _sets(self, changes: Changes, broken: list[Outcome], size: int) -> Iterator[tuple[_Move, ...]]:
        pivot = min(broken, key=lambda outcome: len(set(keys_of(outcome))))
        keys = [key for key in dict.fromkeys(keys_of(pivot)) if key not in changes]
        if size == 1:
            for other in broken:
                if other is not pivot:
                    among = set(keys_of(other))
                    keys = [key for key in keys if key in among]
        if len(keys) > MAX_FIGURES:
            return
        for key in keys:
            figure = self._trials.facts.report.figures.get(key)
            if figure is None:
                continue
            for move in self._moves(figure, broken, changes):
                self._steps += 1
                if self._steps > MAX_STEPS:
                    return
                changed = {**changes, key: move.right}
                left = self._left(changed, broken, key)
                if not left:
                    yield (move,)
                elif size > 1:
                    for rest in self._sets(changed, left, size - 1):
                        yield (move, *rest)

    def _left(self, changes: Changes, broken: Sequence[Outcome], key: str) -> list[Outcome]:
        """Return what is broken after a change: of what was, and of what held before."""
        was = {id(outcome) for outcome in broken}
        left = [
            outcome for outcome in broken if self._trials.verdict(outcome, changes) is Verdict.DISCREPANCY
        ]
        for outcome in self._trials.related(key):
            if id(outcome) in was or outcome.verdict is Verdict.DISCREPANCY:
                continue
            if self._trials.verdict(outcome, changes) is Verdict.DISCREPANCY:
                left.append(outcome)
        return left

    def _moves(self, figure: Figure, broken: Sequence[Outcome], changes: Changes) -> Iterator[_Move]:
        alternatives = self._trials.alternatives(figure)
        if len(alternatives) > 1:
            # The mentions contradict each other: one value is right, the others are to be changed.
            for right in alternatives:
                yield _Move(
                    figure, tuple(each for each in alternatives if each is not right), right, vague=False
                )
            return
        if not alternatives:
            return
        (printed,) = alternatives
        tried = {printed.value}
        for outcome in broken:
            if figure.key not in keys_of(outcome):
                continue
            proposed = tuple(self._trials.proposals(outcome, figure, changes))
            open_ended = outcome.facts.get("open_ended") or len(proposed) > 1
            for value in proposed:
                if value not in tried:
                    tried.add(value)
                    relation = outcome.relation
                    vague = (
                        bool(open_ended)
                        if relation is None
                        else relation.comparison is not tree.Relation.EQUAL
                    )
                    yield _Move(figure, (printed,), self._trials.printed_as(printed, value), vague)

    # Choosing ------------------------------------------------------------------------------------

    def _chosen(self, found: Sequence[tuple[_Move, ...]]) -> list[Cause]:
        if len(found[0]) == 1:
            return self._one(self._group, found)
        ranked = sorted((self._repairs(moves) for moves in _distinct(found)), key=_rank)
        best = [each for each in ranked if _rank(each)[:2] == _rank(ranked[0])[:2]]
        # One last place is too little to accuse several statements at once.
        decided = len(best) == 1 and not any(outcome.softened for outcome in self._group)
        shared = set.intersection(*({repair.figure.key for repair in repairs} for repairs in best))
        causes = self._split(ranked[0], decided=decided)
        # What only some of the likeliest sets change is a guess: such a cause accuses nobody.
        return [
            cause
            if all(repair.figure.key in shared for repair in cause.repairs)
            else attrs.evolve(cause, repairs=())
            for cause in causes
        ]

    def _split(self, repairs: Sequence[Repair], *, decided: bool) -> list[Cause]:
        """Return one cause for each wrong number of a set of repairs, under however many names it stands."""
        idle = [repair for repair in repairs if not repair.mends]
        if idle and len(idle) < len(repairs):
            # A change that only keeps whole what another one would break belongs to that one.
            return [Cause(self._group, tuple(repairs), decided, together=True)]
        left = set(range(len(self._group)))
        causes = []
        for same in sorted(_by_number(self._group, repairs), key=lambda each: -len(_mended(each))):
            mine = sorted(left & _mended(same))
            left -= _mended(same)
            if mine:
                outcomes = tuple(self._group[at] for at in mine)
                causes.append(Cause(outcomes, tuple(same), decided, together=len(same) > 1))
        if left:
            # Some outcome needs two of the changes at once.
            rest = tuple(self._group[at] for at in sorted(left))
            causes.append(Cause(rest, tuple(repairs), decided, together=True))
        return causes

    def _one(self, group: tuple[Outcome, ...], found: Sequence[tuple[_Move, ...]]) -> list[Cause]:
        best: dict[tuple[str, tuple[Fraction, ...]], Repair] = {}
        for (move,) in found:
            repair = self._repair(move, {move.figure.key: move.right})
            key = (move.figure.key, tuple(each.value for each in move.wrong))
            if key not in best or _rank([repair]) < _rank([best[key]]):
                best[key] = repair
        repairs = sorted(best.values(), key=lambda repair: _rank([repair]))
        repairs[:MAX_REFINED] = [self._refined(group, repair) for repair in repairs[:MAX_REFINED]]
        decided = len(repairs) == 1 or _rank([repairs[0]])[:2] < _rank([repairs[1]])[:2]
        return [Cause(group, tuple(repairs), decided)]

    def _refined(self, group: tuple[Outcome, ...], repair: Repair) -> Repair:
        """Return the repair with the value that one slip explains, where the rules leave several open."""
        figure, printed = repair.figure, repair.printed
        if not unit_of(figure.unit).is_numeric or not any(_binding(outcome) for outcome in group):
            return repair
        if len(repair.wrong) > 1 or (
            cause_of(self._trials.facts, figure, printed, repair.value) and not repair.vague
        ):
            return repair
        # A value that one slip explains is likelier than one that a rule recomputes to the last place.
        for value in slips_of(printed):
            right = self._trials.printed_as(printed, value)
            if self._left({figure.key: right}, group, figure.key):
                continue
            found = self._repair(_Move(figure, repair.wrong, right, vague=False), {figure.key: right})
            if found.lost <= repair.lost + 1:
                return found
        return repair

    def _repairs(self, moves: tuple[_Move, ...]) -> list[Repair]:
        changes = {move.figure.key: move.right for move in moves}
        return [self._repair(move, changes) for move in moves]

    def _repair(self, move: _Move, changes: Changes) -> Repair:
        mends = self._mends(move)
        exact = lost = 0
        for outcome in self._trials.related(move.figure.key):
            if outcome.kind == "agreement":
                continue
            verdict = self._trials.verdict(outcome, changes)
            exact += verdict in RECOMPUTED
            lost += outcome.verdict in RECOMPUTED and verdict not in RECOMPUTED
        return Repair(move.figure, move.wrong, move.right.value, mends, exact, lost, move.vague)


def _binding(outcome: Outcome) -> bool:
    """Whether few values satisfy an outcome, so that a slip which does explains something."""
    relation = outcome.relation
    return outcome.kind == "survey" if relation is None else relation.comparison is tree.Relation.EQUAL


def _by_number(group: Sequence[Outcome], repairs: Sequence[Repair]) -> list[list[Repair]]:
    """Return the repairs, those together that put one of two values in the place of the other."""
    pairs = {pair_of(outcome) for outcome in group}
    found: dict[object, list[Repair]] = {}
    for repair in repairs:
        low, high = sorted((repair.printed.value, repair.value))
        pair = (unit_of(repair.figure.unit).dimension, low, high)
        found.setdefault(pair if pair in pairs else repair.figure.key, []).append(repair)
    return list(found.values())


def _mended(repairs: Iterable[Repair]) -> frozenset[int]:
    return frozenset(at for repair in repairs for at in repair.mends)


def _distinct(found: Iterable[tuple[_Move, ...]]) -> list[tuple[_Move, ...]]:
    unique: dict[tuple[tuple[str, Fraction], ...], tuple[_Move, ...]] = {}
    for moves in found:
        unique.setdefault(tuple(sorted((move.figure.key, move.right.value) for move in moves)), moves)
    return list(unique.values())


def _rank(repairs: Sequence[Repair]) -> tuple[int, int, int]:
    # A value that other figures recompute exactly is hardly the wrong one; then the fewest mentions.
    return (
        sum(repair.lost for repair in repairs),
        sum(repair.cost for repair in repairs),
        -sum(repair.exact for repair in repairs),
    )
