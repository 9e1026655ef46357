"""Tables that what is told of them contradicts so often, or so widely, that they were misread rather than miswritten.

A layer of text keeps no cells. A column put one place beside its own has every sentence on it wrong, by factors that no slip of the
pen explains: 增长 279,774%, or 5.5 亿元 of 137.62 亿元. A writer errs in one cell of a table, and the rest of it bears out what the text
says. So where several figures of running text disagree with one table, and fewer agree, nothing that is said of the table counts.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.common.tables import sheets
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row
    from auditor.source import Location

_PAIR = 2
_OFF, _ABSURD = 2, 3
"""What a figure that is off by a factor of three says of a table, and one that is off by ten."""
_WIDE, _FACTOR = 3, 10
_SHIFTS = tuple(Fraction(10) ** power for power in range(-9, 10))
_SLIP = Fraction(1, 100)
_FAR_PARTS, _PARTS = 3, 10


def believed(facts: Facts, outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """Iterate over outcomes without those that speak of a table which was misread."""
    misread = _misread(outcomes) | _slid(facts, outcomes)
    for each in outcomes:
        if each.verdict is not Verdict.DISCREPANCY or not (_absurd(each) or _tables(each) & misread):
            yield each


def _tables(outcome: Outcome) -> set[str]:
    return {place.table for _, place in outcome.places if place.table is not None}


def _misread(outcomes: Sequence[Outcome]) -> frozenset[str]:
    """Return the tables that more figures of running text contradict than bear out."""
    wrong: dict[str, dict[Location, int]] = {}
    right: dict[str, set[Location]] = {}
    for each in outcomes:
        told = _told_of_table(each)
        if told is None:
            continue
        claim, table = told
        if each.verdict.consistent:
            right.setdefault(table, set()).add(claim)
        elif each.verdict is Verdict.DISCREPANCY:
            places = wrong.setdefault(table, {})
            places[claim] = max(places.get(claim, 0), _weight(each))
    return frozenset(
        table
        for table, places in wrong.items()
        if _contradicted(list(places.values()), len(right.get(table, set()) - places.keys()))
    )


def _slid(facts: Facts, outcomes: Sequence[Outcome]) -> frozenset[str]:
    """Return the tables whose labels stand beside the wrong rows.

    What the text tells of two rows stands as many rows further down or up for both, and what it tells of no row stands where it should.
    """
    told = [(each, *claim) for each in outcomes if (claim := _told_of_table(each))]
    doubtful = {table for each, _, table in told if each.verdict is Verdict.DISCREPANCY}
    doubtful -= {table for each, _, table in told if each.verdict.consistent}
    places = _columns(facts, doubtful)
    slid: dict[tuple[str, int], set[Location]] = {}
    for outcome, place_told, table in told:
        decision = outcome.decision
        if table not in doubtful or decision is None or decision.computed is None or decision.gap is None:
            continue
        both = {decision.computed, decision.computed + decision.gap}
        for _, place in outcome.places:
            at, column = places.get(place, (0, ()))
            if column and column[at] in both:
                (other,) = both - {column[at]} or both
                for further in (here - at for here, value in enumerate(column) if value == other):
                    slid.setdefault((table, further), set()).add(place_told)
    return frozenset(table for (table, further), claims in slid.items() if further and len(claims) > 1)


def _columns(facts: Facts, tables: Collection[str]) -> dict[Location, tuple[int, Sequence[Fraction | None]]]:
    """Return for each cell of some tables in which row it stands, and the values of its column."""
    found: dict[Location, tuple[int, Sequence[Fraction | None]]] = {}
    for sheet in sheets(facts) if tables else ():
        for column in sheet.columns if sheet.table.id in tables else ():
            cells = [sheet.at(row, column) for row in sheet.table.rows]
            values = [each.printed.value if each is not None else None for each in cells]
            found.update(
                (each.mention.location, (at, values)) for at, each in enumerate(cells) if each is not None
            )
    return found


def _contradicted(against: Sequence[int], borne: int) -> bool:
    """Whether figures of the text, by how much each says, contradict a table of which so many others bear something out.

    Errors of a writer are near to what they should be, or explained: a few that are neither, and none beside them that agrees, are not his.
    """
    wide = [each for each in against if each >= _OFF]
    return len(against) > borne and (len(wide) > 1 or (not borne and _ABSURD in wide))


def told_of_table(outcome: Outcome) -> tuple[Location, str] | None:
    """Return where running text tells what an outcome holds to the cells of one table, and the table."""
    if outcome.relation is None:
        return None
    tables = _tables(outcome)
    told = [place for _, place in outcome.places if place.table is None]
    return (told[0], tables.pop()) if len(tables) == 1 and len(told) == 1 else None


def _told_of_table(outcome: Outcome) -> tuple[Location, str] | None:
    """Return the same of a layer of text alone: a document that keeps its cells has no misread tables."""
    return None if any(place.block is not None for _, place in outcome.places) else told_of_table(outcome)


def _weight(outcome: Outcome) -> int:
    """Return how much a disagreement says against the reading of a table: more where no slip of the pen explains how far off it is."""
    ratio = _ratio(outcome)
    if ratio is None or 1 < abs(ratio) * _WIDE < _WIDE**2 or abs(ratio) == 1:
        return 1
    return _ABSURD if not 1 < abs(ratio) * _FACTOR < _FACTOR**2 else _OFF


def _absurd(outcome: Outcome) -> bool:
    """Whether a figure is ten times the one cell of lines of text that it should be, or a tenth of it: another cell was read for it.

    So is a total that is nothing at all, or next to it, where its table has something.
    """
    ratio = _ratio(outcome) if outcome.relation is not None and _tables(outcome) else None
    if ratio is None or outcome.relation is None:
        return False
    # A rate is off by any factor where one of its operands lost a digit.
    rate = any(each.role == "base" for each in outcome.relation.variables)
    within = not rate and all(place.table for _, place in outcome.places)
    told = ratio != 0 and len(outcome.relation.variables) == _PAIR
    return ((within and ratio >= 0) or (not within and told)) and not 1 < abs(ratio) * _FACTOR < _FACTOR**2


def displaced(sheet: Sheet, row: Row, number: Number, read: Stated) -> bool:
    """Whether a line of text prints a figure, and far from it what was put below the head that is named: a column beside its own."""
    if read.mention.location.block is not None:
        return False
    one, two = number.known.printed.value, read.printed.value
    far = abs(abs(one) - abs(two)) * _PARTS >= max(abs(one), abs(two)) * _FAR_PARTS
    return far and any(
        (value := sheet.at(row, column)) is not None
        and abs(value.printed.numeral.value) == abs(number.known.printed.numeral.value)
        for column in sheet.columns
    )


def _ratio(outcome: Outcome) -> Fraction | None:
    """Return how many times as great a figure is as what the cells ask, None where a shifted point explains that.

    In a document that keeps its cells a figure may be copied from anywhere, and is no sign of a table misread.
    """
    decision = outcome.decision
    if decision is None or not decision.computed or decision.gap is None:
        return None
    if any(place.block is not None for _, place in outcome.places):
        return None
    ratio = (decision.computed + decision.gap) / decision.computed
    shifted = any(abs(ratio / shift - 1) <= _SLIP for shift in _SHIFTS if shift != 1)
    return None if shifted else ratio
