"""English: what a number has to be of the row that its clause begins with, whatever is told of it: a share of what its words name, or a cell.

`Dunmere, the busiest, accounted for p% of all visits`: where the name of a row is the subject, and the words behind `of` are a head of its
table or but `the total`, the share is one of the row in every document without errors that was looked at. So is a level whose own
words name one column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import terms
from auditor.checks.common.rownames import years
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import header
from auditor.checks.english._heads import columns_named
from auditor.checks.english._rowforms import Form, forms, wholes
from auditor.checks.english._rowslips import ELSE, around, repeated, settled
from auditor.checks.english._rowstold import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.rownames import Named
    from auditor.checks.english._bound import Bound
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Row

_OF = re.compile(
    r"\)?\s*of (?:the |all |its |our |those |their )*(?P<of>[a-z][^,.;:()0-9]{2,50}?)"
    r"(?=\s+(?:and|but|while|with|in|at|for|from|on|was|were|is|are|this)\b|[,.;:()0-9]|$)",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(r"\s*of\b")
_WHOLE = frozenset("total whole all account overall sum combine budget amount percent".split())
_BEGINS = re.compile(r"(?:[;,:]|\b(?:and|but|while|whereas))\s+(?=(?:the )?$)")
_LEAD = re.compile(
    r"\s*(?:(?:the|our|its|by contrast|overall|in all|however|only|just|finally),?\s*)*", re.IGNORECASE
)
_IN = re.compile(r"\b(?:in|at|for|on|among|within|of)\s+(?:the\s+)?$", re.IGNORECASE)
_ENDED = re.compile(r"\s*,(?!\s*(?:with|at|on|where|which|whose|who|by|to|up|down|for)\b)[^,]*$")
_FEWEST, _MANY = 2, 3
_VERB = re.compile(
    r"\s+(?:(?!in |on |at |of |with |for |by |to |from |than |and |or )[a-z]+\s+){1,4}[$€£]?",
)


def other_row(facts: Facts, told: Bound, named: Sequence[Named]) -> Row | None:
    """Return the one other row of the table that has a number, where the row that it is told of has not, nor any row of the sentence.

    `The quietest was Northcote, with 41.9 thousand visits`, where those are the visits of Millfield: the row or the figure was taken for
    its neighbour's.
    """
    number, sentence = told.number, told.sentence
    if not (told.plain and told.ahead) or told.joint or told.moved or digits(number.known) <= _FEWEST:
        return None
    if ELSE.search(around(sentence, number)) or years(around(sentence, number)) or settled(sentence, number):
        return None
    if _ENDED.match(told.words) and not _subject(told) and not _IN.search(sentence.text[: told.spans[0][0]]):
        return None  # most of it unused contingency, brought the overspend down to: the name ends a phrase of its own
    if number.is_share and _OF_WHAT.match(sentence.after(number)):
        return None
    # Paper. Revenue grew to 512.4: what was named before may be spoken of still.
    # … unless the name is the subject, and nothing but its verb stands before the number.
    before = sentence.paragraph.text[: sentence.start + len(sentence.text)]
    words = terms(_own_clause(told) if subject_of(told) else before)
    found: list[Row] = []
    for row in told.rows:
        forms_of = list(forms(facts, row.sheet, row.row, number))
        shares = {each.key for each in forms_of if each.key[0] == "share"}
        own = {each.key for each in forms_of if each.key[0] == "cell"} | (
            shares if len(shares) == 1 else set()
        )
        beyond = wholes(row.sheet, row.row)
        for other in row.sheet.details:
            if other in beyond or other.label == row.row.label or terms(other.label or other.name) & words:
                continue
            found.extend(
                other
                for form in forms(facts, row.sheet, other, number)
                if form.key in own and form.gives(number)
            )
    spoken = any(each.row in row.sheet.details for row in told.rows for each in named)
    return found[0] if len(found) == 1 and spoken else None


def subject_of(told: Bound) -> bool:
    """Whether a clause begins with the name of a row, its verb follows and then the number: Northcote staff made 1,119 visits."""
    enough = digits(told.number.known) > _MANY and not told.number.is_share
    return enough and told.ahead and _subject(told) and _VERB.fullmatch(told.words) is not None


def _own_clause(told: Bound) -> str:
    """Return the words of the clause that a number is told in."""
    start = told.spans[0][0]
    return re.split(r"[.;]\s|,\s(?:and|but|while)\s", told.sentence.text[start:])[0]


def certain(facts: Facts, told: Bound, named: Sequence[Named]) -> Form | None:
    """Return what a number has to be of the row that its clause begins with, where it is nothing of any row of its sentence."""
    number = told.number
    if not (told.plain and told.ahead) or told.joint or told.moved or not _subject(told):
        return None
    if any(form.gives(number) for each in named for form in forms(facts, each.sheet, each.row, number)):
        return None
    return _share(facts, told) if number.is_share else _cell(facts, told)


def _subject(told: Bound) -> bool:
    """Whether the name of the row begins its clause."""
    ahead = told.sentence.text[: told.spans[0][0]]
    return _LEAD.fullmatch(_BEGINS.split(ahead)[-1]) is not None


def _share(facts: Facts, told: Bound) -> Form | None:
    number = told.number
    found = _OF.match(told.sentence.after(number))
    if found is None or digits(number.known) < _FEWEST:
        return None
    of = terms(found["of"])
    shares: list[Form] = []
    for row in told.rows:
        heads = terms(
            " ".join((row.sheet.table.caption or "", *(header(each) for each in row.sheet.columns)))
        )
        if not of <= heads | _WHOLE:
            continue
        columns = {each.name for each in columns_named(row.sheet, found["of"])}
        own = [each for each in forms(facts, row.sheet, row.row, number) if each.key[0] == "share"]
        shares.extend([each for each in own if each.key[2] in columns] or own)
    return min(shares, key=lambda each: abs(each.value - number.known.printed.value), default=None)


def _cell(facts: Facts, told: Bound) -> Form | None:
    number, sentence = told.number, told.sentence
    if digits(number.known) < _FEWEST or number.dimension == "points":
        return None
    if re.search(r"[.—–:]", told.words) or ELSE.search(around(sentence, number)):
        return None
    if repeated(facts, number) or settled(sentence, number):
        return None
    cells: list[Form] = []
    for row in told.rows:
        columns = columns_named(row.sheet, words_of(sentence, number))
        if len(columns) != 1 or not years(around(sentence, number)) <= years(header(columns[0])):
            return None
        cells.extend(
            each
            for each in forms(facts, row.sheet, row.row, number)
            if each.key[:2] == ("cell", columns[0].name)
        )
    near = [each for each in cells if abs(each.value - abs(number.known.printed.value)) * 3 <= each.value]
    return near[0] if len(near) == len({each.value for each in cells}) == 1 else None
