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
from auditor.checks.common.relations import judged, rule
from auditor.checks.common.rownames import years
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.tables import header, numeric
from auditor.checks.english._bound import Bound, bound
from auditor.checks.english._heads import columns_named, said
from auditor.checks.english._rowforms import Form, forms
from auditor.checks.english._rowstogether import above, together
from auditor.checks.english._rowstold import words_of
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Number
    from auditor.checks.common.rownames import Named
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "figure-not-of-row"
TITLE = {
    "zh": "正文所述的数与表中该行各数均不相符",
    "en": "a number told of a row is none of its cells, nor worked out of them",
}
_PLAIN = frozenset({"cell", "share"})
_MORE = re.compile(r"[,;]|\b(?:and|but|while|whereas)\b")
_GLUE = (
    r"(?:[\s()$€£]|\b(?:with|compared|against|to|from|as|in|at|on|for|by|of|the|a|an|only|just|it|was|were|is|are|that|those|this|stood|"
    r"came|reached|had|has|then|followed|versus|figure|rate|share|one|per cent|percent)\b)*"
)
_ALL_GLUE = re.compile(_GLUE)
_TAIL = re.compile(rf"(?:^|[,(;]|\b(?:and|compared with|against|than|to|versus|while)\b){_GLUE}$")
_OF = re.compile(r"\s*of (?:the |its |their |all )*(?P<of>[a-z][a-z ]{2,40})")
_FROM = re.compile(r"\bfrom$")
_TO = re.compile(r"[^.;:()]{0,40}?\bto\s*[$€£]?")
_IN_YEAR = re.compile(
    r"^\)?\s*(?:[a-z]+ ){0,3}?(?:in|for|during|at the end of|by the end of) (?P<year>(?:19|20)[0-9]{2})(?![0-9/–-])"
)
_SHORT, _LONG, _BRIEF = 2, 6, 25


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the numbers that English sentences tell of rows."""
    read = bound(facts)
    for at, (sentence, told, _) in enumerate(read):
        around = [each for each in read[max(0, at - 1) : at + 2] if each[0].paragraph is sentence.paragraph]
        beside = [one for _, others, _ in around for one in others]
        named = [row for _, _, rows in around for row in rows]
        for each in told:
            form = together(facts, each, named) if each.joint and each.plain else above(facts, each, told)
            form = form or _from_to(facts, each, told)
            if form is not None:
                yield judged(facts, form.relation(rule(NAME, TITLE), each.number))
            elif not each.joint and each.plain and digits(each.number.known) > 1:
                yield from _judged(
                    facts, each, [one for one in beside if one.plain and _alike(each, one)], named
                )


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
        if form.key[0] in _PLAIN and form.gives(number)
    }
    meant = _by_others(facts, told, beside, held, other=bool(others)) or _by_year(facts, told, held)
    if meant is None and not held and (not others or told.moved):
        meant = _by_slip(facts, told, beside)
    if meant is None and not held:
        meant = _by_sibling(facts, told, beside, named)
    if meant is not None:
        yield judged(facts, meant.relation(rule(NAME, TITLE), number))


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
                        votes.setdefault(_as_told(number, mine), []).append((mine, each))
    if len(votes) != 1:
        return None
    (found,) = votes.values()
    form, who = found[0][0], {id(each): each for _, each in found}
    if form.gives(number):
        return None
    if number.is_share and held and form.key[0] == "change" and ("change", *form.key[:0:-1]) in held:
        return form
    if any(_elliptic(told, each) if held else _beside(told, each) for each in who.values()):
        return form if number.is_share or not held else None
    if held or (other and not told.moved):
        return form if len(who) > 1 and _of_other_year(told, form, held) else None
    return form if _meant(told, form, len(who)) or _of_sibling(facts, told, form) else None


def _as_told(number: Number, form: Form) -> Fraction:
    """Return what a number would print that is of a form."""
    printed = number.known.printed
    return round_to(form.value, printed.numeral.step * printed.unit.factor)


def _meant(told: Bound, form: Form, votes: int) -> bool:
    """Whether a slip of the pen parts a number from what the others ask: of a short one a swapped pair, unless several ask it."""
    claim = told.number.known
    found = slip(claim, _as_told(told.number, form))
    size = digits(claim)
    return (found == "swap" and size + votes >= MEANT) or (
        found in {"digit", "shift", "digit lost"} and (size >= MEANT or (votes > 1 and size + 1 == MEANT))
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


def _of_sibling(facts: Facts, told: Bound, form: Form) -> bool:
    """Whether a number is to the last digit what another row has."""
    return digits(told.number.known) >= MEANT - 1 and any(
        other.key == form.key and other.gives(told.number)
        for row in told.rows
        for each in row.sheet.details
        if each is not row.row
        for other in forms(facts, row.sheet, each, told.number)
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
        near = [form for form in there if _meant(told, form, 1)]
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
            near = [form for form in own if slip(number.known, _as_told(number, form)) == "swap"]
            if len({form.value for form in near}) == 1:
                return near[0]
    return None


def _by_slip(facts: Facts, told: Bound, beside: Sequence[Bound]) -> Form | None:
    """Return the one cell of the row from which a slip of the pen parts a number, where its words or its neighbours show the column."""
    number = told.number
    if number.is_share:
        return None
    claim, size = number.known, digits(number.known)
    found: dict[Fraction, Form] = {}
    for row in told.rows:
        own = [form for form in forms(facts, row.sheet, row.row, number) if form.key[0] == "cell"]
        columns = {each.name for each in columns_named(row.sheet, words_of(told.sentence, number))}
        alone = len({form.key[1] for form in own}) == 1
        for form in own:
            kind = slip(claim, _as_told(number, form))
            certain = (
                kind == "swap"
                or (kind == "shift" and size >= MEANT)
                or (kind in {"digit", "digit lost"} and size >= _LONG)
            )
            if certain and (
                alone
                or (size >= MEANT and kind == "swap" and _shown(facts, told))
                or columns == {form.key[1]}
                or (
                    size >= MEANT
                    and any(_in_column(facts, each, row, form.key[1]) for each in (told, *beside))
                )
            ):
                found[form.value] = form
    return next(iter(found.values())) if len(found) == 1 and size > _SHORT else None


def _by_sibling(facts: Facts, told: Bound, beside: Sequence[Bound], named: Sequence[Named]) -> Form | None:
    """Return the cell of the column in which one other row alone prints a number, where the row is shown by other figures of the sentence.

    `Fenwick came last with 88.79%: of its 1,780 children, 239 were left out`, where that is the rate of Dunmere. `Elm was best (83.28%). Fern
    followed with 83.28%`: so is what is said twice.
    """
    number = told.number
    if digits(number.known) < MEANT or told.moved:
        return None
    shown = _shown(facts, told)
    twice = any(each.number.known.printed.value == number.known.printed.value for each in beside)
    if not shown and not (twice and len(told.words) <= _BRIEF):
        return None
    found: dict[Fraction, Form] = {}
    for row in told.rows:
        own = {form.key: form for form in forms(facts, row.sheet, row.row, number) if form.key[0] == "cell"}
        for other in row.sheet.details:
            if other is row.row or (any(each.row is other for each in named) and not twice):
                continue
            for form in forms(facts, row.sheet, other, number):
                if form.key in own and form.gives(number) and not _of_others(told, row):
                    found[own[form.key].value] = own[form.key]
    return next(iter(found.values())) if len(found) == 1 else None


def _shown(facts: Facts, told: Bound) -> bool:
    """Whether another figure of the sentence is a cell of the row: then it is the row that is spoken of."""
    return any(
        form.key[0] == "cell" and form.gives(each)
        for each in told.sentence.stated
        if each is not told.number and digits(each.known) >= MEANT - 1
        for row in told.rows
        for form in forms(facts, row.sheet, row.row, each)
    )


def _of_others(told: Bound, row: Named) -> bool:
    """Whether a share is told of something that its table does not speak of: 88.79% of parents."""
    of = _OF.match(told.sentence.after(told.number)) if told.number.is_share else None
    heads = " ".join((row.sheet.table.caption or "", *(header(each) for each in numeric(row.sheet))))
    return of is not None and not said(of["of"]) & said(heads)


def _in_column(facts: Facts, told: Bound, row: Named, column: str) -> bool:
    """Whether a number of the sentences around is a cell of a column, or the share of one: what is told is that column."""
    for number in told.sentence.stated:
        if digits(number.known) < _SHORT:
            continue
        for each in (each for each in told.rows if each.sheet is row.sheet):
            if any(
                form.key[0] in _PLAIN and column in form.key and form.gives(number)
                for form in forms(facts, each.sheet, each.row, number)
            ):
                return True
    return False
