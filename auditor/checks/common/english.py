"""English sentences as detectors read them: the words around a number, names in them, and what tables call so."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.cellprose import paragraphs_in_cells
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.tables import Sheet, header, numeric, sheets
from auditor.numbers import Interval, unit_of
from auditor.report.model import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts

WORDS = {
    word: value
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(),
        start=2,
    )
}
"""Counts that English reports spell out."""
_STOP = frozenset(
    "the a an of in for and or to by on at with from were was is are be been had has have that this these those "
    "its their all any each our as which who whom it they we total amount number net about nearly".split()
)
_MOST_COUNTED = 100_000
"""Greater whole numbers are often rounded for print."""
_LONGEST = 2_000
"""What goes on for longer is no sentence."""
_LETTERS = {"million": "[mM]{1,2}|mn|[mM]ln", "billion": "[bB]n?", "trillion": "[tT]n", "thousand": "[kK]"}
"""What stands for a scale behind an amount of a currency: £1,401.4m."""
_INDIAN = {f"{sign}{scale}": rf"{scale}s?" for sign in ("", "₹ ") for scale in ("lakh", "crore")}
EARLIER = re.compile(
    r"[(\[]\s*(?:(?:H[12]|Q[1-4]|1[HQ]|2[HQ]|3Q|4Q|FY|fiscal(?: year)?|restated|(?:[0-9]{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)|year ended)[\s/]*)*(?:(?:FY\s?|20|19)?[0-9]{2}(?:[/-][0-9]{2,4})?[0-9]?|prior[ -](?:year|period)|last year|previous year)(?:\s+(?:restated|pro forma))?\s*[:=–-]?\s*[$€£]?\s*$",
    re.IGNORECASE,
)
"""What stands before the level of an earlier period in brackets: (2022: 9.13 pence)."""
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
PERIOD = re.compile(
    rf"\b(?:Q[1-4]\s*(?:19|20)[0-9]{{2}}|(?:FY|fiscal(?: year)?)\s*(?:20)?[0-9]{{2}}|(?:19|20)[0-9]{{2}}\s?[/–-]\s?[0-9]{{2}}(?:[0-9]{{2}})?|(?:(?:[0-9]{{1,2}}\s+)?(?:{_MONTHS})\s+)?(?:19|20)[0-9]{{2}})\b"
)
MONTH = re.compile(rf"\b(?:in|of|since|from|by|for|to) (?:the )?({_MONTHS})\b(?!\s+[0-9])")
"""A month whose year stands in another place."""
_CURRENCY = re.compile(r"(?<=\s)(?:USD?|EUR|GBP|CHF|AUD|CAD|INR|JPY|NZD|Euros?|Rs\.?)\s*$")
"""A currency in letters before its amount: USD 59.4 billion."""
_ITEMS = attrs.evolve(unit_of("items"), symbol="")
_SENTENCE = re.compile(r"[.!?](?=\s+(?:[A-Z“\"(]|\[[A-Z])|\s*$)|[;\n]|\s(?=[•●▪◦‣►➢]\s)")
_ABBREVIATION = re.compile(r"\b(?:(?<!&)[A-Z]|No|Sec|Mr|Ms|Dr|St|Inc|Corp|Co|Fig|approx|vs|U\.S)$")


def is_english(facts: Facts) -> bool:
    """Whether a document is written in English."""
    return facts.report.document.language == "en"


@records.frozen(eq=False)
class Sentence:
    """A sentence (or what a semicolon parts from it), where it begins in its paragraph, and its numbers."""

    paragraph: Paragraph
    start: int
    text: str
    numbers: tuple[Number, ...]

    @property
    def stated(self) -> list[Number]:
        """Return its numbers that state a value."""
        return [each for each in self.numbers if each.stated]

    def before(self, number: Number) -> str:
        """Return the words of the sentence before a number, without the sign of a currency."""
        return _CURRENCY.sub("", self.text[: number.occurrence.span.start - self.start].rstrip(" $€£₹"))

    def after(self, number: Number) -> str:
        """Return the words of the sentence behind a number and its unit."""
        return self.text[max(0, end_of(number) - self.start) :]

    def between(self, one: Number, two: Number) -> str:
        """Return the words between two numbers."""
        words = self.text[end_of(one) - self.start : two.occurrence.span.start - self.start]
        return _CURRENCY.sub("", words.rstrip("$€£₹"))


def sentences(paragraph: Paragraph) -> Iterator[Sentence]:
    """Iterate over the sentences of a paragraph; semicolons end them too."""
    text, start = paragraph.text, 0
    ends = [
        found.end()
        for found in _SENTENCE.finditer(text)
        if not (
            found.group() == "." and _ABBREVIATION.search(text[max(0, found.start() - 8) : found.start()])
        )
    ]
    for end in (*ends, len(text)):
        if start < end <= start + _LONGEST:
            inside = [each for each in paragraph.numbers if start <= each.occurrence.span.start < end]
            yield Sentence(paragraph, start, text[start:end], tuple(inside))
        start = end


@functools.lru_cache(maxsize=4)
def english(facts: Facts) -> tuple[Sentence, ...]:
    """Return all sentences of a document that is written in English, none of another."""
    if not is_english(facts):
        return ()
    return tuple(
        sentence
        for paragraph in (*paragraphs(facts), *paragraphs_in_cells(facts))
        for sentence in sentences(paragraph)
    )


def end_of(number: Number) -> int:
    """Return where a number ends in its paragraph, with its unit."""
    item = number.occurrence
    if item.unit_lent or not item.unit:
        return item.span.end
    word = {
        "%": r"%|per\s?cent",
        "percentage points": r"(?:percentage|percent|per cent|%)\s?(?:points?|pts?|ppts?)|ppts?|pp",
        "basis points": r"basis points?|bps",
        "pence": r"pence|p(?![A-Za-z0-9])",
        **_INDIAN,
    }.get(item.unit)
    word = word or r"\s+".join(map(re.escape, re.sub(r"^[A-Z]{0,3}[$€£₹]\s*", "", item.unit).split()))
    if word in _LETTERS:
        word = f"{word}|(?:{_LETTERS[word]})(?![A-Za-z0-9])"
    found = re.compile(rf"\s*(?:{word})").match(number.block.text, item.span.end)
    return found.end() if found else item.span.end


def terms(text: str) -> frozenset[str]:
    """Return the words of a name that say something, in the singular."""
    return frozenset(_singular(word) for word in re.findall(r"[a-z]+", text.lower()) if word not in _STOP)


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):  # noqa: PLR2004 - gas, bus
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if re.search(r"(?:ch|sh|x|ss|z)es$", word) else word[:-1]


@records.frozen(eq=False)
class Place:
    """A cell of a table."""

    sheet: Sheet
    row: Row
    column: Column
    value: Stated


def cells(facts: Facts) -> Iterator[Place]:
    """Iterate over the cells of all tables that hold values."""
    for sheet in sheets(facts):
        for row in sheet.table.rows:
            for column in numeric(sheet):
                value = sheet.at(row, column)
                if value is not None:
                    yield Place(sheet, row, column, value)


def year_of(column: Column) -> str:
    """Return the year in a column's head, if it has one and no more."""
    found = re.findall(r"(?:19|20)[0-9]{2}", header(column))
    return found[0] if len(found) == 1 else ""


def counted(stated: Stated) -> Stated:
    """Return a whole number without a unit as a count, which no rounding hides: 127 of 401 users."""
    numeral = stated.printed.numeral
    if stated.unit.dimension != "number" or numeral.step != 1 or not 0 < numeral.value < _MOST_COUNTED:
        return stated
    value = stated.printed.value
    exact = attrs.evolve(stated.printed, unit=_ITEMS, step=Fraction(0), interval=Interval.point(value))
    return attrs.evolve(stated, printed=exact)


def periods(text: str) -> frozenset[str]:
    """Return the times that a text names."""
    return frozenset(re.sub(r"\s", "", each) for each in PERIOD.findall(text))


def apart(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two places name times, and none in common: January is of any year."""
    return bool(one and two) and not any(
        a == b or (a.isalpha() and a in b) or (b.isalpha() and b in a) for a in one for b in two
    )


def one_value(stated: Sequence[Stated]) -> Stated | None:
    """Return the one value that figures print, None where they print several or there are none."""
    values: set[Fraction] = {each.printed.value for each in stated}
    return stated[0] if len(values) == 1 else None
