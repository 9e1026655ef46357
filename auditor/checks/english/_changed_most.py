"""English: what is said to have changed most, or to be highest, and the lines of figures in which that can be looked up.

    Measured in dollars, the largest increase over the enacted level in any account is for Harbor Dredging.
    The largest increase is in title III and the smallest in title IV.
    The vacancy rate was highest in Finance and lowest in Roads.

A line is a column of changes, or what two columns of years differ by. What is compared has to be told by nothing but words of
change, of level and time, and those that the table itself has.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import Sentence, terms, year_of
from auditor.checks.common.tables import header, is_rate, numeric
from auditor.checks.english._heads import columns_named
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.tables import Sheet
    from auditor.report.model import Column, Row

_LOW = r"smallest|lowest|least|weakest|slowest"
_MOST = rf"(?P<most>largest|biggest|greatest|highest|strongest|steepest|sharpest|fastest|{_LOW})"
_WAY = r"(?:(?P<up>increase|rise|gain|growth)|(?P<down>decrease|reduction|cut|decline|drop|fall))"
_KIND = r"(?:(?:percentage|percent|dollar|net|relative|absolute|proportional|annual|single) )*"
_WAS = r"(?:was|were|is|are|came|went|comes|goes|occurred)(?: recorded| seen| found| provided| also)?"
_AT = r"(?:in|for|on|at|to|by|under|among) (?:that of |the )?"
_NAME = r"(?P<name>[A-Z0-9\u201c\"t][^;:()]{1,90})"
_CHANGED = re.compile(
    rf"(?:^|[\s,])(?P<the>[Tt]he|[Ii]ts) {_MOST} (?P<kind>{_KIND}){_WAY}(?P<what>(?: [^.;:(),]{{1,60}}?)?),? {_WAS} {_AT}{_NAME}"
)
_FASTEST = re.compile(
    r"(?:^|[\s,])(?P<the>[Tt]he|[Ii]ts|[Oo]ur) (?P<most>fastest|slowest)[- ](?:(?P<up>growing|rising|expanding)|(?P<down>falling|declining|shrinking)) "
    r"(?P<what>(?:[a-z]+ ){0,3}[a-z]+?) (?:was|were|is|are|remained) (?:still |again |that of )?(?P<name>[A-Za-z0-9\u201c\"][^;:()]{1,90})"
)
_GREW = re.compile(
    r"(?:^\s*|[.,;]\s+|\b(?:and|while|but)\s+)(?P<name>[A-Za-z][^.;:(),]{1,60}?) (?:(?P<up>grew|rose|increased|expanded)|(?P<down>fell|declined|shrank|dropped)) "
    r"(?:the )?(?P<most>fastest|slowest)(?P<what>)"
)
_GROWTH = re.compile(
    r"^\s*(?:[A-Z][a-z]+, )?(?:The |Its |Their |Our )?(?:(?P<up>[Gg]rowth|[Ii]ncreases?|[Rr]ises?|[Gg]ains?)|(?P<down>[Dd]eclines?|[Ff]alls?|[Dd]rops?|[Dd]ecreases?|[Rr]eductions?))"
    rf"(?P<what>(?: [a-z]+){{0,4}}?) (?:was|were|is|are)(?: also| again| by far)? (?:the )?(?P<most>fastest|strongest|steepest|sharpest|weakest|slowest) {_AT}(?P<name>[A-Za-z0-9\u201c\"][^;:()]{{1,90}})"
)
"""Growth was fastest in day cases: the rate is compared, whichever amount is the largest."""
_HIGHEST = re.compile(
    r"^\s*(?:[A-Z][a-z]+, )?(?:The |Its |Their |Our )?(?P<what>[A-Za-z][^.;:(),0-9]{2,60}?) (?:was|were|is|are|remained)(?: also| again)? "
    rf"(?P<most>highest|largest|greatest|longest|lowest|smallest|shortest) {_AT}{_NAME}"
)
_AND = re.compile(
    rf"(?:,? and|;|, while)(?: the| was| is)? {_MOST}(?: one|(?P<up> increase| rise| growth)|(?P<down> decrease| fall| reduction))?(?: was| is)? (?:in|for|on|at|among) (?:that of |the )?{_NAME}"
)
_SMALL = re.compile(_LOW + "|shortest")
_OF_SOME = re.compile(
    r"\b(?:one of|among) (?:the|its)$|\b(?:apart from|except|excluding|besides|other than|after|outside|without)\b",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"\b(?:among|within|of|for|in|under|at)\b(?! (?:all|percentage|dollar|absolute|relative|proportional|money|terms?|the year|fiscal|[0-9]))[^,]*,\s*$",
    re.IGNORECASE,
)
"""What says before it that some alone are compared: of the smaller accounts, in title II."""
_DULL = frozenset(
    "percentage percent dollar dollars net relative absolute proportional annual single over above from below enacted level request "
    "requested year fiscal last previous prior term measured amount any all account program programme department title line item "
    "spending funding appropriation budget recommendation bill committee provided proposed between compared either since reported recorded "
    "in during made among for that this by on both change".split()
)
_PERCENT = re.compile(
    r"percentage|\bpercent\b|proportion|relative|\brate\b|fastest|strongest|steepest|slowest", re.IGNORECASE
)
_AMOUNT = re.compile(
    r"\bdollars?\b|\babsolute\b|\bamounts?\b|\bterms of money\b|\bpounds\b|\beuros\b", re.IGNORECASE
)
_CHANGE_HEAD = re.compile(
    r"change|increase|decrease|growth|differ|\+/-|compared|variance|\bvs\b", re.IGNORECASE
)
_PERCENT_HEAD = re.compile(r"percent|%|per cent|rate", re.IGNORECASE)
_AGAINST = (
    (re.compile(r"request|estimate", re.IGNORECASE), re.compile(r"request|estimate|budget", re.IGNORECASE)),
)
_ROMAN = re.compile(r"(?:title\s+)?(?P<roman>[ivxlc]+)\s*(?:[—–.:]|-\s)\s*(?P<rest>.+)", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:all )?others?\b|not stated|unknown|\bnone\b|\b(?:sub-?|grand )?total|^\s*(?:all |net\b)|rescission|\boffset|^\s*transfer|"
    r"(?:mandatory|discretionary|new)\b|(?:definite |indefinite )?(?:appropriations?|budget authority|obligations?|advances?|limitations?)\b",
    re.IGNORECASE,
)
"""What competes with no row: what is left over, sums, and kinds of authority below an account."""
_NOW = re.compile(r"recommend|\bbill\b", re.IGNORECASE)
_FEWEST = 3
_YEARS = 2


@records.frozen(eq=False)
class Claim:
    """What is named the most or the least: where its name begins in the sentence, what is compared, and whether a change is."""

    sentence: Sentence
    start: int
    name: str
    what: str
    lead: str
    low: bool
    way: int


@records.frozen(eq=False)
class Line:
    """Figures of the rows of a table that compete, and what they are called."""

    label: str
    values: Mapping[str, Fraction]
    percent: bool


def claims(sentence: Sentence) -> Iterator[Claim]:
    """Iterate over what a sentence names the most or the least."""
    text = sentence.text.rstrip()
    for pattern in (_CHANGED, _HIGHEST, _FASTEST, _GREW, _GROWTH):
        for found in pattern.finditer(text):
            lead = text[: max(found.start("what"), found.end("most"))]
            ahead = text[: found.start() + 1]
            aside = _PERCENT.search(ahead) or _AMOUNT.search(ahead)
            if (_SCOPE.search(ahead + ("" if ahead.rstrip().endswith(",") else " ,")) and not aside) or (
                _OF_SOME.search(ahead.strip(" ,")) or _OF_SOME.search(lead)
            ):
                continue
            groups = found.groupdict()
            way = 1 if groups.get("up") else -1 if groups.get("down") else 0
            low = _SMALL.fullmatch(found["most"]) is not None
            yield Claim(sentence, found.start("name"), found["name"], found["what"], lead, low, way)
            other = _AND.search(text, found.start("name"))
            if other is not None:
                low = _SMALL.fullmatch(other["most"]) is not None
                way = 1 if other["up"] else -1 if other["down"] else way
                yield Claim(sentence, other.start("name"), other["name"], found["what"], lead, low, way)


def row_of(sheet: Sheet, words: str) -> Row | None:
    """Return the detail row whose label, or the number of whose title, words begin with."""
    plain = _plain(words)
    found = [
        (len(name), row)
        for row in sheet.details
        for name in _names(row)
        if re.once(rf"(?:the )?{re.escape(name)}(?![\w-])").match(plain)
    ]
    best = max((length for length, _ in found), default=0)
    rows = [row for length, row in found if length == best]
    return rows[0] if len(rows) == 1 else None


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[\u2013\u2012]", "-", words).casefold().split())


def _names(row: Row) -> list[str]:
    label = _plain(row.label or "")
    found = _ROMAN.match(label)
    return [
        each
        for each in (label, *((f"title {found['roman']}", found["rest"]) if found else ()))
        if len(each) > 1
    ]


def lines_of(sheet: Sheet, claim: Claim) -> list[Line]:
    """Return the lines of a table in which a claim can be looked up, none where it tells of something else."""
    words = f"{claim.lead} {claim.what}"
    if claim.way:
        own = " ".join(
            (sheet.table.caption or "", *sheet.section[-1:], *(header(each) for each in numeric(sheet)))
        )
        if terms(claim.what) - _DULL - terms(own):
            return []
        lines = _changes(sheet, claim)
        if _PERCENT.search(words):
            return [each for each in lines if each.percent]
        return [each for each in lines if not (each.percent and _AMOUNT.search(words))]
    told = terms(claim.what) - _DULL
    columns = [each for each in numeric(sheet) if told and told == terms(header(each)) - _DULL]
    return [_line(sheet, columns[0])] if len(columns) == 1 else []


def _changes(sheet: Sheet, claim: Claim) -> list[Line]:
    columns = [each for each in numeric(sheet) if _CHANGE_HEAD.search(header(each))]
    for told, head in _AGAINST:
        asked = told.search(claim.what) is not None
        if any(head.search(header(each)) for each in columns):
            columns = [each for each in columns if (head.search(header(each)) is not None) is asked]
    lines = [_line(sheet, each) for each in columns]
    if not columns and (pair := _levels(sheet, claim)) is not None:
        lines = list(_differences(sheet, *pair))
    return lines


def _levels(sheet: Sheet, claim: Claim) -> tuple[Column, Column] | None:
    """Return the columns of a level before and now: what is recommended and what it is held against, or the only two years."""
    levels = [each for each in numeric(sheet) if not is_rate(sheet, each)]
    now = [each for each in levels if _NOW.search(header(each))]
    before = [each for each in columns_named(sheet, claim.what) if each not in now]
    if len(now) == len(before) == 1:
        return before[0], now[0]
    years = sorted({year_of(each) for each in levels})
    if len(levels) == len(years) == _YEARS and all(years):
        one, two = sorted(levels, key=year_of)
        return one, two
    return None


def _line(sheet: Sheet, column: Column) -> Line:
    values = {
        row.name: value.printed.value for row in sheet.details if (value := sheet.at(row, column)) is not None
    }
    percent = is_rate(sheet, column) or _PERCENT_HEAD.search(header(column)) is not None
    return Line(header(column), values, percent)


def _differences(sheet: Sheet, before: Column, after: Column) -> Iterator[Line]:
    pairs = {
        row.name: (one.printed.value, two.printed.value)
        for row in sheet.details
        if (one := sheet.at(row, before)) is not None and (two := sheet.at(row, after)) is not None
    }
    label = f"{header(after)} - {header(before)}"
    yield Line(label, {name: two - one for name, (one, two) in pairs.items()}, percent=False)
    if not (is_rate(sheet, before) or is_rate(sheet, after)):
        rates = {name: (two - one) / one for name, (one, two) in pairs.items() if one > 0}
        yield Line(f"{label}, %", rates, percent=True)


def best_of(sheet: Sheet, line: Line, claim: Claim, named: Row) -> Sequence[Row]:
    """Return the rows that are first in a line; what is left over does not compete, unless it is named."""
    rows = [
        row
        for row in sheet.details
        if row.role is Role.DETAIL
        and row.name in line.values
        and (row is named or not _OTHERS.search(row.label or row.name))
    ]
    if named not in rows or len(rows) < _FEWEST:
        return ()
    values = {row.name: line.values[row.name] for row in rows}
    signed = any(value < 0 for value in values.values())
    if claim.way < 0 and signed:
        values = {name: -value for name, value in values.items()}
    if claim.way and claim.low:
        # The smallest increase is the least of those that are one.
        values = {name: value for name, value in values.items() if value > 0}
        if named.name not in values:
            return ()
    first = (min if claim.low else max)(values.values())
    return [row for row in rows if values.get(row.name) == first]
