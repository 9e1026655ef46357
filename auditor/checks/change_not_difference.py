"""English: a change that is not the difference of the two amounts that it names.

`recommends A, an increase of B above the enacted level of C`; `rose p percent from C to A`. The earlier
amount may also stand in the lines above the paragraph (Appropriations, 2023 … C; Budget estimate … C).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks._leaders import lines
from auditor.checks._numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks._relations import ONE, WAY, compared, judged, quotient, rule, summed
from auditor.checks._rownames import agrees, levels, scales
from auditor.checks._slips import MEANT, digits
from auditor.checks._tables import Sheet, header, numeric, sheets
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "change-not-difference"
TITLE = {"zh": "增减额与两期数额之差不符", "en": "a change is not the difference of its two amounts"}
_AGAINST = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:or [0-9.]+ ?(?:percent|%) )?(?P<way>above|over|more than|higher than|below|under|less than|lower than)\s+(?P<what>[^.;]{0,90})$",
    re.IGNORECASE,
)
_LEVELS = (
    (
        re.compile(
            r"enacted|appropriat|fiscal year [0-9]{4}\s+(?:\w+ ){0,2}level|prior year|last year|"
            r"(?:amount|funding|level) (?:available |provided )?(?:for|in|of) fiscal year",
            re.IGNORECASE,
        ),
        re.compile(r"appropriations?|enacted", re.IGNORECASE),
    ),
    (
        re.compile(r"request|estimate", re.IGNORECASE),
        re.compile(r"budget (?:estimate|request)|request", re.IGNORECASE),
    ),
)
_NEAR = 12
_FROM = re.compile(
    r"\bfrom(?:\s+(?:the|last|a|an|its|our|(?:[a-z]+\s){1,3}of)\b[^0-9.;,()]{0,40})?\s*$", re.IGNORECASE
)
_TO = re.compile(r"\bto\s*$", re.IGNORECASE)
_BY = re.compile(
    r"(?:\b(?:increas|decreas|reduc|declin|ris|gr[eo]w|gain|drop|rais|climb|lower|expand|advanc|jump|widen|contract|narrow|compress|slipp|plung|slump|surg|soar|tumbl|upswing)\w*|\brose|\bfell|\bup|\bdown|\bor)(?: by| of)?\s*$|\(\s*$",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\band\s*$", re.IGNORECASE)
_BASIS = re.compile(
    r"^\s*(?:organically|sequentially|(?:in|at|on) (?:an? )?(?:constant|organic|comparable|like|adjusted|real|underlying|pro forma|local)\b)",
    re.IGNORECASE,
)
_ADDS = re.compile(
    r"^(?:[^.;,()]{0,40}(?:,|\s[–—-])\s*(?:or|an?|up|down|which|representing)\b[^.;()]{0,40}|[^.;,()]{0,40},?\s*\(\s*|[^.;,()]{0,40},\s*)\$?\s*$",
    re.IGNORECASE,
)
_UP = re.compile(
    r"\b(?:increas|rose|rising|grew|growth|growing|up\b|gain|surg|soar|upswing|rais|climb|expand|advanc|jump|widen)",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:decreas|fell|falling|declin|down\b|drop|reduc|lower|contract(?:ed|ing)|narrow|compress|shr[aiu]nk|slipp|plung|slump|tumbl)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[\s$]*[+\-−]")
_ENDED = re.compile(r"(?<=[a-z0-9)])[.!?]\s+(?=[A-Z])")
_ELSE = re.compile(r"\b(?:while|whereas|compared|although|but)\b|;", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:\band\b|,)[^,;]*\b(?:rose|fell|increased|decreased|dropped|improved|grew|declined|went|was|were)\b",
    re.IGNORECASE,
)
_EACH = re.compile(r"^\s*(?:per|a|each)\s+(?!cent\b)[a-z]", re.IGNORECASE)
_WITH = re.compile(r",\s*with\s+(?:the|our|its|an?)\s[^,.;]*ing\s+(?:from|to)\s*[$€£]?\s*$", re.IGNORECASE)
_AND = re.compile(r",?\s+and\s+(?=(?:is\s*)?$|an?\s+(?:increase|decrease|reduction)|is\s)", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:increase|decrease|reduction|rise|decline) of\s*$", re.IGNORECASE)
_RECOMMENDS = re.compile(r"\b(?:recommend|provide)s?(?: an? \w+ of| a total of)?\s*$", re.IGNORECASE)
_RECOMMENDED = re.compile(r"recommend|provided|in the bill", re.IGNORECASE)
_TAKES_UP = re.compile(
    r"\s*(?:This|That|The (?:recommendation|recommended (?:level|amount|funding)|amount|total)|It|These funds)\b"
    r"[^.;]{0,160}$"
)


@attrs.frozen(eq=False)
class Line:
    """A line of an account: its label and its amount."""

    label: str
    stated: Stated


@attrs.frozen(eq=False)
class _Account:
    """The lines of dots above a paragraph: what was granted, what was asked, what is recommended."""

    lines: tuple[Line, ...]

    def called(self, headed: re.Pattern[str], change: Number) -> Stated | None:
        """Return the one amount whose line bears a name."""
        found = [
            line.stated
            for line in self.lines
            # Only the first amount of a column bears its $.
            if headed.search(re.sub(r"\s+", " ", line.label))
            and line.stated.unit.dimension in {change.dimension, "number"}
        ]
        return found[-1] if len({each.printed.value for each in found}) == 1 else None

    def of(self, level: Number) -> bool:
        """Whether the account recommends the amount that the text speaks of."""
        values = [line.stated.printed.value for line in self.lines if _RECOMMENDED.search(line.label)]
        return level.known.printed.value in values


_MEASURED = re.compile(r"\b(?:level|request|estimate|budget)s? of\s*[$€£]?\s*$", re.IGNORECASE)
_DISTANT = re.compile(r"\s*(?:above|below|over|under|(?:more|less|higher|lower) than)\b", re.IGNORECASE)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the changes of English sentences."""
    if facts.report.document.language != "en":
        return
    account, last = _Account(()), -1
    tables = {sheet.block.index: sheet for sheet in sheets(facts) if sheet.block is not None}
    for paragraph in paragraphs(facts):
        here = tuple(
            Line(line.label, line.number.known)
            for line in lines(paragraph)
            if line.number.stated and not _SIGNED.match(line.number.occurrence.text)
        )
        listed = next((tables[at] for at in _above(paragraph) if at in tables), None)
        here = here or (_listed(listed) if listed is not None else ())
        index = paragraph.block.index
        if here:
            # A paragraph may begin with the account's lines and go on with its sentences, or be one line of several.
            account = _Account((*account.lines, *here) if last == index - 1 else here)
            last = index if _is_line(paragraph) else -1
        if here or last == index - 1:
            yield from _recommended(facts, paragraph, account)
        yield from _differences(facts, paragraph, account)
        yield from _spans(facts, paragraph)


def _is_line(paragraph: Paragraph) -> bool:
    """Whether a paragraph is nothing but the last line of an account."""
    found = lines(paragraph)
    return bool(found) and not paragraph.text[found[-1].number.occurrence.span.end :].strip()


def _above(paragraph: Paragraph) -> range:
    return range(paragraph.block.index - 1, paragraph.block.index - 3, -1)


def _listed(sheet: Sheet) -> tuple[Line, ...]:
    """Return the lines of an account that was read as a table of one column."""
    columns = numeric(sheet)
    if len(columns) != 1:
        return ()
    return tuple(
        Line(row.label or row.name, value)
        for row in sheet.table.rows
        if (value := sheet.at(row, columns[0])) is not None
    )


def _recommended(facts: Facts, paragraph: Paragraph, account: _Account) -> Iterator[Outcome]:
    """Judge the amount that the sentence below an account recommends by the account."""
    stated = next((each for each in paragraph.numbers if each.stated and not lines(paragraph)), None)
    found = [line.stated for line in account.lines if _RECOMMENDED.search(line.label)]
    if stated is None or len(found) != 1 or not _RECOMMENDS.search(_words(stated)):
        return
    info = rule(NAME, TITLE)
    yield judged(facts, compared(info, stated.known, tree.Relation.EQUAL, found[0]))


def _differences(facts: Facts, paragraph: Paragraph, account: _Account) -> Iterator[Outcome]:
    ruled = {id(line.number) for line in lines(paragraph)}
    numbers = [
        each for each in paragraph.numbers if each.stated and not each.is_share and id(each) not in ruled
    ]
    for at, change in enumerate(numbers):
        end = numbers[at + 1].occurrence.span.start if at + 1 < len(numbers) else len(paragraph.text)
        words = paragraph.text[change.occurrence.span.end : end].strip(" $€£")
        own, *others = _AND.split(words.split(". ")[0])
        words = own.rstrip(".")
        found = _AGAINST.match(words)
        level = _level(paragraph, numbers[:at], change) if found else None
        if found is None or level is None:
            continue
        following = () if others else numbers[at + 1 : at + 2]
        before, scale = _before(found["what"], following, account, change, level), ONE
        if before is None:
            before, scale = _tabled(facts, found["what"], level)
        if before is None or before is level.stated or change.stated is None:
            continue
        sign = ONE if re.match(r"above|over|more|higher", found["way"], re.IGNORECASE) else -ONE
        parts = [(sign, level.known), (-sign * scale, before)]
        yield judged(facts, summed(rule(NAME, TITLE), change.stated, parts, role="stated"))


def _level(paragraph: Paragraph, before: Sequence[Number], change: Number) -> Number | None:
    """Return the amount that changed: the first of the sentence, or the only one of the sentence before."""
    same = [
        each for each in before if each.dimension == change.dimension and not _CHANGED.search(_words(each))
    ]
    here = [
        each
        for each in same
        if each.sentence == change.sentence
        # This is A above the enacted level of B and C above …: neither changes nor what they are measured from.
        and not _DISTANT.match(paragraph.text, each.occurrence.span.end)
        and not _MEASURED.search(_words(each))
    ]
    if here and here[0] is not change:
        return here[0]
    start = paragraph.text[: change.occurrence.span.start].rfind(". ") + 1
    if not _TAKES_UP.match(paragraph.text[start : change.occurrence.span.start]):
        return None
    last = [each for each in same if each.sentence == change.sentence - 1]
    return last[0] if len(last) == 1 else None


def _before(
    what: str, following: Sequence[Number], account: _Account, change: Number, level: Number
) -> Stated | None:
    """Return the amount that a change is measured against: printed behind it, or in the lines above."""
    if (
        re.search(r"\b(?:of|level|request|estimate)\s*$", what)
        and following
        and following[0].sentence == change.sentence
    ) and re.search(r"\bof\s*\W*$", following[0].before):
        return following[0].stated
    if not account.of(level):
        return None
    for said, headed in _LEVELS:
        if said.search(what):
            return account.called(headed, change)
    return None


def _tabled(facts: Facts, what: str, level: Number) -> tuple[Stated | None, Fraction]:
    """Return the earlier amount of the row of a table near by that holds the level, and the table's scale."""
    headed = next((headed for said, headed in _LEVELS if said.search(what)), None)
    if headed is None or digits(level.known) < MEANT:
        return None, ONE
    for sheet in sheets(facts):
        if not sheet.near(level.block.index, _NEAR):
            continue
        for row in sheet.table.rows:
            cells = levels(sheet, row)
            named = [value for column, value in cells if headed.search(header(column))]
            held = [
                scale
                for _, value in cells
                for scale in scales(facts, sheet, level.known, value)
                if value not in named and agrees(level.known, value, scale)
            ]
            if len(named) == 1 and held:
                return named[0], held[0]
    return None, ONE


def _spans(facts: Facts, paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge rose by B, or p percent, from C to A, in whichever order a sentence says it."""
    numbers = [each for each in paragraph.numbers if each.stated]
    for sentence in sorted({each.sentence for each in numbers}):
        for own in _clauses([each for each in numbers if each.sentence == sentence]):
            yield from _span(facts, own)


def _clauses(own: Sequence[Number]) -> Iterator[Sequence[Number]]:
    """Iterate over the numbers of each clause of a sentence: fell from A to B, while rates rose from C to D."""
    several = sum(1 for each in own if _FROM.search(_words(each))) > 1
    ends = [
        at
        for at, each in enumerate(own)
        if at and (_ELSE.search(each.before) or (several and _CLAUSE.search(each.before)))
    ]
    for start, end in zip([0, *ends], [*ends, len(own)], strict=True):
        yield own[start:end]


def _span(facts: Facts, own: Sequence[Number]) -> Iterator[Outcome]:
    """Judge what one clause tells of two levels."""
    first = [each for each in own if _FROM.search(_words(each))]
    last = [each for each in own if _TO.search(_words(each))]
    if len(first) != 1 or len(last) != 1 or first[0].dimension != last[0].dimension:
        return
    at = sorted((own.index(first[0]), own.index(last[0])))
    # Costs rose $9 million (8.0%), with the margin improving from C to A: the change is not of the margin.
    before = [] if _WITH.search(own[at[0]].before) else own[max(0, at[0] - 2) : at[0]]
    # What changed stands beside its two levels: 5.1 percent, from C to A; not in the next clause.
    around = [
        *(
            each
            for n, each in enumerate(before, start=max(0, at[0] - 2))
            if _BY.search(_words(each))
            and not _BASIS.match(each.after)
            and not _anew(each, own[n + 1 : at[0] + 1])
        ),
        # $441,000 or $0.05 per share, from $403,000: what is told of each is another level.
        *(each for each in own[at[0] + 1 : at[1]] if not _EACH.match(each.after)),
        *(each for each in own[at[1] + 1 : at[1] + 3] if _ADDS.search(each.before)),
    ]
    rest = [each for each in around if each is own[0] or not _ELSE.search(each.before)]
    words = "".join(each.before for each in own[: at[1] + 1])
    words = _ENDED.split(words)[-1]
    sign = _direction(_ELSE.split(words)[-1])
    if sign is None:
        return
    if first[0].known.printed.value != last[0].known.printed.value:
        comparison = tree.Relation.GREATER if sign > 0 else tree.Relation.LESS
        yield judged(facts, compared(WAY, last[0].known, comparison, first[0].known))
    yield from _moved(facts, rest, first[0], last[0], sign)


def _anew(change: Number, numbers: Sequence[Number]) -> bool:
    """Whether another change begins behind an "and": fell 3.0%, and the margin narrowed to 7.9% from 9.7%."""
    if len(numbers) > 1 and numbers[0].is_share and change.is_share and _ALSO.search(numbers[0].before):
        return True  # grew 4% organically and 6% as reported, to … from …
    words = re.split(r"\band\b", "".join(each.before for each in numbers))[1:]
    return any(_UP.search(each) or _DOWN.search(each) for each in words)


def _moved(
    facts: Facts, rest: Sequence[Number], first: Number, last: Number, sign: Fraction
) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    parts = [(sign, last.known), (-sign, first.known)]
    amounts = [
        each
        for each in rest
        if each.dimension == first.dimension or (each.dimension == "points" and first.is_share)
    ]
    rates = [each for each in rest if each.is_share and not first.is_share]
    if len(amounts) == 1:
        yield judged(facts, summed(info, amounts[0].known, parts, role="stated"))
    if len(rates) == 1 and first.known.printed.value > 0:
        yield judged(facts, quotient(info, rates[0].known, parts, [(ONE, first.known)]))


def _words(number: Number) -> str:
    return number.before.rstrip(" $€£")


def _direction(words: str) -> Fraction | None:
    """Return +1 or -1 where the words of a sentence go one way only."""
    up, down = _UP.search(words), _DOWN.search(words)
    if bool(up) == bool(down):
        return None
    return Fraction(1) if up else Fraction(-1)
