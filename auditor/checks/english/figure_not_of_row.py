"""English: a number told of a row of a table that is none of its cells, and nothing that can be worked out of them.

What it should be shows by one of these: by the numbers beside it, which are to their rows what it is to its own (`in Ashdown 74.7 per
cent completed, in Corfe 84.9, and in Brill Valley 87.5`); by two swapped digits or a point that was moved in one of the row's
cells; by the column that its words name, whose cell of another row it repeats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.chance import tells
from auditor.checks.common.english import year_of
from auditor.checks.common.relations import evidence_at, evidence_of_words, judged, rule, said
from auditor.checks.common.rownames import CHANGES, years
from auditor.checks.common.rownames import named as named_in
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.tables import header, numeric
from auditor.checks.english._bound import Bound, bound
from auditor.checks.english._heads import columns_named
from auditor.checks.english._rowcertain import certain, other_row, subject_of
from auditor.checks.english._rowforms import Form, forms
from auditor.checks.english._rowmeant import (
    PLAIN,
    as_told,
    by_named_share,
    by_sibling,
    by_slip,
    of_sibling,
    slipped,
)
from auditor.checks.english._rowslips import slips
from auditor.checks.english._rowstogether import above, together, together_told
from auditor.checks.english._rowstold import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.rownames import Named
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "figure-not-of-row"
TITLE = {
    "zh": "正文所述的数与表中该行各数均不相符",
    "en": "a number told of a row is none of its cells, nor worked out of them",
}
_MORE = re.compile(r"[,;]|\b(?:and|but|while|whereas)\b")
_GLUE = (
    r"(?:[\s()$€£]|\b(?:with|compared|against|to|from|as|in|at|on|for|by|of|the|a|an|only|just|it|was|were|is|are|that|those|this|stood|"
    r"came|reached|had|has|then|followed|versus|figure|rate|share|one|per cent|percent)\b)*"
)
_ALL_GLUE = re.compile(_GLUE)
_TAIL = re.compile(rf"(?:^|[,(;]|\b(?:and|compared with|against|than|to|versus|while)\b){_GLUE}$")
_ENDED = re.compile(r"[.;,]\s")
_THAN = re.compile(r"\b(?:than|above|below|compared|over|under|against)\b")
_MOVED = re.compile(
    r"\b(?:ros|rise|fell|fall|gr[eo]w|increas|decreas|declin|drop|reduc|down|up|cut|over|short)\w*\b"
)
_FIRST = re.compile(r"\b(?:budget\w*|plan\w*|before|baseline|opening|original|estimate\w*)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom$")
_TO = re.compile(r"[^.;:()]{0,40}?\bto\s*[$€£]?")
_IN_YEAR = re.compile(
    r"^\)?\s*(?:[a-z]+ ){0,3}?(?:in|for|during|at the end of|by the end of) (?P<year>(?:19|20)[0-9]{2})(?![0-9/–-])"
)
_SHORT = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the numbers that English sentences tell of rows."""
    read = bound(facts)
    for at, (sentence, told, _) in enumerate(read):
        around = [each for each in read[max(0, at - 1) : at + 2] if each[0].paragraph is sentence.paragraph]
        beside = [one for _, others, _ in around for one in others]
        named = [row for _, _, rows in around for row in rows]
        for each in told:
            if not each.joint and together_told(each):
                continue
            form = together(facts, each, named) if each.joint and each.plain else above(facts, each, told)
            form = (
                form or _from_to(facts, each, told) or _of_later(facts, each) or by_named_share(facts, each)
            )
            if form is not None:
                yield judged(facts, form.relation(rule(NAME, TITLE), each.number))
            elif (
                not (each.further and digits(each.number.known) >= MEANT)
                and not each.joint
                and each.plain
                and digits(each.number.known) > 1
            ):
                yield from _judged(
                    facts, each, [one for one in beside if one.plain and _alike(each, one)], named
                )
    for number, meant in slips(facts):
        yield judged(facts, meant.relation(rule(NAME, TITLE), number))


def _alike(one: Bound, two: Bound) -> bool:
    return (
        one is not two
        and not two.joint
        and one.number.dimension == two.number.dimension
        and {row.row for row in one.rows}.isdisjoint(row.row for row in two.rows)
    )


def _judged(facts: Facts, told: Bound, beside: Sequence[Bound], named: Sequence[Named]) -> Iterator[Outcome]:
    number = told.number
    held = {
        form.key
        for each in told.rows
        for form in forms(facts, each.sheet, each.row, number)
        if form.gives(number)
    }
    others = {
        form.key
        for each in named
        for form in forms(facts, each.sheet, each.row, number)
        if form.key[0] in PLAIN and form.gives(number)
    }
    meant = _by_others(facts, told, beside, held, other=bool(others)) or _by_year(facts, told, held)
    if meant is None and not held and (not others or told.moved):
        meant = by_slip(facts, told, beside)
    if meant is None and not held:
        meant = by_sibling(facts, told, beside, named) or certain(facts, told, named)
    if meant is not None:
        yield judged(facts, meant.relation(rule(NAME, TITLE), number))
    elif not held and (not others or subject_of(told)) and (row := other_row(facts, told, named)) is not None:
        yield _of_other(told, row)


def _of_other(told: Bound, row: Row) -> Outcome:
    """Return that a number is that of another row than the one it is told of."""
    start, end = told.spans[0]
    block, shown = told.number.block, told.number.occurrence.text
    name, label = told.sentence.text[start:end], row.label or row.name
    item = evidence_of_words(block, told.sentence.start + start, name, "row")
    zh = f"称“{name}”为 {shown}，而表中该数属“{label}”"
    en = f"'{name}' is said to have {shown}, which in the table is the figure of '{label}'"
    return said(rule(NAME, TITLE), zh, en, [item, evidence_at(block, told.number.occurrence)])


def _by_others(
    facts: Facts, told: Bound, beside: Sequence[Bound], held: set[tuple[str, ...]], *, other: bool
) -> Form | None:
    """Return what a number is to be by those told beside it."""
    number = told.number
    votes: dict[Fraction, list[tuple[Form, Bound]]] = {}
    for row in told.rows:
        own = {form.key: form for form in forms(facts, row.sheet, row.row, number)}
        for each in beside:
            if each.moved != told.moved and not _beside(told, each):
                continue
            for theirs in (each for each in each.rows if each.sheet is row.sheet):
                tried = list(forms(facts, row.sheet, theirs.row, each.number))
                if not tells(each.number.known, len(tried)):
                    continue
                for form in tried:
                    mine = own.get(form.key)
                    if mine is not None and form.gives(each.number):
                        votes.setdefault(as_told(number, mine), []).append((mine, each))
    alone = len(votes) == 1
    if not alone:
        # What its own sentence tells of other rows stands nearer than what the sentences around it do.
        near = {
            key: here
            for key, own in votes.items()
            if (here := [one for one in own if one[1].sentence is told.sentence])
        }
        votes = near if len(near) == 1 and not held else {}
    if len(votes) != 1:
        return None
    (found,) = votes.values()
    form, who = found[0][0], {id(each): each for _, each in found}
    if form.gives(number):
        return None
    if not alone:
        return form if not _given_here(facts, told) and of_sibling(facts, told, form) else None
    if number.is_share and held and form.key[0] == "change" and ("change", *form.key[:0:-1]) in held:
        return form
    if any(_elliptic(told, each) if held else _beside(told, each) for each in who.values()):
        return form if number.is_share or not held or _all_else(told, form, held, who.values()) else None
    if held or (other and not told.moved):
        return form if len(who) > 1 and _of_other_year(told, form, held) else None
    return form if slipped(told, form, len(who)) or of_sibling(facts, told, form) else None


def _all_else(told: Bound, form: Form, held: set[tuple[str, ...]], who: Collection[Bound]) -> bool:
    """Whether all others of a list are of one column, and a number of another one that its words do not name: 44 in A, 37 in B, 26 in C."""
    sheets = [row.sheet for row in told.rows]
    words = words_of(told.sentence, told.number)
    named = {column.name for sheet in sheets for column in columns_named(sheet, words)}
    return (
        len(who) > 1
        and all(each.sentence is told.sentence for each in who)
        and {form.key[0], *(key[0] for key in held)} == {"cell"}
        and not named & {key[1] for key in held}
    )


def _given_here(facts: Facts, told: Bound) -> bool:
    """Whether another row that the very sentence names has a number."""
    return any(
        form.key[0] in PLAIN and form.gives(told.number)
        for each in named_in(facts, told.sentence)
        for form in forms(facts, each.sheet, each.row, told.number)
    )


def _beside(one: Bound, two: Bound) -> bool:
    """Whether one of two numbers is told by what tells the other."""
    return _elliptic(one, two) or _elliptic(two, one)


def _elliptic(told: Bound, other: Bound) -> bool:
    """Whether nothing but words of function tells a number right behind another one: …, compared with 54.6 per cent in Corfe."""
    if told.sentence is not other.sentence or (told.ahead and _MORE.search(told.words)):
        return False
    begins = min(told.spans[0][0], told.place[0])
    ends = max(other.spans[-1][1], other.place[1])
    between = told.sentence.text[ends:begins]
    nothing_between = not any(
        ends <= each.occurrence.span.start - told.sentence.start < begins for each in told.sentence.numbers
    )
    return (
        ends <= begins
        and nothing_between
        and _TAIL.search(between) is not None
        and _ALL_GLUE.fullmatch(told.words) is not None
    )


def _of_other_year(told: Bound, form: Form, held: set[tuple[str, ...]]) -> bool:
    """Whether a number is the cell of another year than those beside it, of which its sentence says nothing."""
    columns = {column.name: year_of(column) for row in told.rows for column in numeric(row.sheet)}
    cells = {key[1] for key in held if key[0] == "cell"}
    return (
        form.key[0] == "cell"
        and len(cells) == 1
        and all(columns.get(each) for each in (*cells, form.key[1]))
        and not years(told.sentence.text)
    )


def _by_year(facts: Facts, told: Bound, held: set[tuple[str, ...]]) -> Form | None:
    """Return the cell of the year that stands behind a number, where it is that of another year, or a slip from the right one."""
    number = told.number
    found = _IN_YEAR.match(told.sentence.after(number)) if not told.moved else None
    if found is None or digits(number.known) < MEANT - 1:
        return None
    for row in told.rows:
        columns = {column.name: year_of(column) for column in numeric(row.sheet)}
        own = [form for form in forms(facts, row.sheet, row.row, number) if form.key[0] == "cell"]
        there = [form for form in own if columns[form.key[1]] == found["year"]]
        if len({form.key[1] for form in there}) != 1 or any(form.gives(number) for form in there):
            continue
        elsewhere = {form.key[1] for form in own if form.gives(number)}
        near = [form for form in there if slipped(told, form, 1)]
        if (
            len(elsewhere) == 1
            and held == {form.key for form in own if form.gives(number)}
            and len(there) == 1
        ):
            return there[0]
        if not held and len(near) == 1:
            return near[0]
    return None


def _from_to(facts: Facts, told: Bound, beside: Sequence[Bound]) -> Form | None:
    """Return the cell from which a slip parts one of two levels of a row, where the other is a cell of it: fell from 612 to 519."""
    number, sentence = told.number, told.sentence
    at = sentence.numbers.index(number)
    pairs = [(each, told) for each in sentence.numbers[at - 1 : at] if at] + [
        (told, each) for each in sentence.numbers[at + 1 : at + 2]
    ]
    known = {id(each.number): each for each in beside}
    for one, two in pairs:
        first = one if one is told else known.get(id(one))
        last = two if two is told else known.get(id(two))
        if first is None or last is None or first.spans != last.spans or first.joint:
            continue
        between = sentence.text[first.place[1] : last.place[0]]
        if _FROM.search(sentence.before(first.number)) is None or _TO.fullmatch(between) is None:
            continue
        other = last if first is told else first
        for row in told.rows:
            own = [form for form in forms(facts, row.sheet, row.row, number) if form.key[0] == "cell"]
            theirs = [
                form for form in forms(facts, row.sheet, row.row, other.number) if form.key[0] == "cell"
            ]
            if any(form.gives(number) for form in own) or not any(
                form.gives(other.number) for form in theirs
            ):
                continue
            near = [form for form in own if slip(number.known, as_told(number, form)) == "swap"]
            if len({form.value for form in near}) == 1:
                return near[0]
    return None


def _of_later(facts: Facts, told: Bound) -> Form | None:
    """Return the change of a row over what it was at first, where a rate is that over what it came to, and nothing else of the row."""
    number = told.number
    around = f"{told.words} {_ENDED.split(told.sentence.after(number))[0]}"
    if (
        not number.is_share
        or told.joint
        or not told.first
        or digits(number.known) < _SHORT
        or _THAN.search(around)
    ):
        return None
    for row in told.rows:
        columns = {column.name: column for column in numeric(row.sheet)}
        own = {form.key: form for form in forms(facts, row.sheet, row.row, number)}
        given = [key for key, form in own.items() if form.gives(number)]
        # A column of the changes over the later one says the same.
        held = [key for key in given if key[0] == "change"]
        if any(key[0] not in {"change", "ratio"} or key[2] != held[0][2] for key in given if held):
            continue
        if len(held) != 1 or held[0][0] != "change" or not _later(columns[held[0][2]], columns[held[0][1]]):
            continue
        right = own.get(("change", held[0][2], held[0][1]))
        moved = told.moved or _MOVED.search(told.words) is not None
        if right is not None and not right.gives(number) and moved:
            return right
    return None


def _later(one: Column, two: Column) -> bool:
    """Whether a column is what came of another one: of a later year, the outturn of a budget, what was after of what was before."""
    if year_of(one) and year_of(two):
        return year_of(one) > year_of(two)
    return (
        bool(_FIRST.search(header(two)))
        and not _FIRST.search(header(one))
        and not CHANGES.search(header(one))
    )
