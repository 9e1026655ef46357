"""English: the rows of tables that a sentence names, and the scale that a table's figures are printed in."""

from __future__ import annotations

import functools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import year_of
from auditor.checks.common.relations import judged, summed
from auditor.checks.common.tables import Sheet, header, numeric, sheets
from auditor.report.model import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Paragraph, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo
    from auditor.report.model import Column

_SCALES = (
    ("thousand", 10**3),
    ("000s", 10**3),
    ("'000", 10**3),
    ("(000", 10**3),
    ("£000", 10**3),
    ("$000", 10**3),
    ("€000", 10**3),
    ("million", 10**6),
    ("billion", 10**9),
)
_IN_TABLES = re.compile(
    r"(?:\b(?:amounts|figures|dollars|tables|values)\b"
    r"[^.;,]{0,40}?\b(?:are|is|presented|expressed|stated|shown|given|reported)\b[^.;,0-9]{0,30}?\s+in"
    r"|(?:^|\()\s*(?:amounts|figures|dollars)(?: are)? in) (?:US |U\.S\. )?(?:dollars? )?"
    r"(?P<scale>thousand|million|billion)s?\b",
    re.IGNORECASE | re.MULTILINE,
)
_IN_UNITS = re.compile(r"\((?:in )?(?:[$€£]|USD|EUR|GBP|dollars|pounds|euros)\)")
"""What a caption says of a table that prints its amounts in full."""
_AMOUNT = re.compile(r"[0-9][0-9.,]*\s*(?:thousand|million|billion)\b")
_GENERIC = re.compile(
    r"^(?:(?:sub)?total|other|others|all|basic|diluted|none|yes|no|average|mean|never|monthly|weekly|annual|change|item|number|amount|cost|year|men|women|title [ivx]+|net|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|date|name|note|rate|sale|area|size|less|plus|gain|loss|more|new|old|day|week|part|time|area|male|type|high|low|unit)s?$",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^(?:grand )?total\s+", re.IGNORECASE)
_SIDES = re.compile(r"\b(surplus|deficit|underspend|overspend|profit|loss)\b(?=\s*/|\)?$)", re.IGNORECASE)
_MONEY = re.compile(r"measure:[A-Z]{0,3}[$€£]")
_SHORTEST = 5
_WORDS, _ALIKE = 2, 3
CHANGES = re.compile(
    r"change|vs\b|vs\.|increase|decrease|growth|differ|variance|over \(under\)|\+/-|compared", re.IGNORECASE
)
"""Heads of columns that hold no levels."""


@records.frozen(eq=False)
class Named:
    """A row that a sentence names, and where in the sentence its name stands."""

    sheet: Sheet
    row: Row
    start: int
    end: int


def _either(word: str) -> str:
    """Return a pattern for a word that may be told in the plural: Overstated loss as overstated losses; total costs are no total cost."""
    if word in {"&", "and"}:
        return r"(?:&|and)"
    if word.endswith((";", ",")):
        return f"{re.escape(word[:-1])}[;,]?"
    plain = re.fullmatch(r"[A-Za-z]{4,}", word) and (word.endswith("ss") or not word.endswith("s"))
    if plain and re.search(r"[^aeiou]y$", word):
        return f"{re.escape(word[:-1])}(?:y|ies)"
    return f"{re.escape(word)}(?:e?s)?" if plain else re.escape(word)


def _parts(row: Row) -> Sequence[str]:
    """Return what names a row before its label, where two columns name it: a recipient of grants, and its field."""
    label = row.label or ""
    return () if "/" in label else [each for each in row.name.split("/") if each != label]


def _patterns(name: str) -> Iterator[re.Pattern[str]]:
    """Iterate over the patterns of what a row of a name is called."""
    label = re.sub(
        r"^(?:[A-Z]|[0-9]{1,2}|[ivx]{1,4})[.)]\s+|\([^()]*\)|[:*†]+|(?:\s|(?<=[a-z]{3}))[0-9]$|\s[£$€](?:m|bn|k|million)?$|,\s*(?:times|number|%)$",
        "",
        name,
    ).strip(" ,.")
    if len(label) < _SHORTEST - 2 or _GENERIC.match(label) or not re.match(r"[A-Za-z]", label):
        return
    words = r"[\s-]+".join(map(_either, label.split()))
    short = len(label) < _SHORTEST  # Elm, Food: in the very letters of the table, or all small
    if short and not re.fullmatch(r"[A-Z][a-z]+", label):
        return
    words = re.escape(label) if short else words
    words = rf"(?:{words}|{words.lower()})" if short and len(label) > _SHORTEST - 2 else words
    yield re.once(rf"(?<![\w-]){words}(?![\w-])", 0 if short else re.IGNORECASE)
    # Surplus / (deficit) is told as the one or the other
    for side in _SIDES.findall(name) if "/" in name else []:
        yield re.once(rf"(?<![\w-]){side}(?![\w-])", re.IGNORECASE)
    bare = _TOTAL.sub("", label)
    if bare != label and len(bare) >= _SHORTEST and not _GENERIC.match(bare):
        # with operating revenue of …, where the row is Total operating revenue
        words = r"\s+".join(map(re.escape, bare.split()))
        alone = rf"(?:^\s*|(?<=\bwith\s)|(?<=\bof\s)|(?<=\bthe\s)|(?<=\bour\s)|(?<=\bits\s)|(?<=\bin\s)){words}(?![\w-])"
        yield re.once(alone, re.IGNORECASE)


@functools.lru_cache(maxsize=4)
def _labels(facts: Facts) -> tuple[tuple[re.Pattern[str], Sheet, Row], ...]:
    found: list[tuple[re.Pattern[str], Sheet, Row]] = []
    for sheet in sheets(facts):
        parts = Counter(part for row in sheet.table.rows for part in (row.label or "", *_parts(row)))
        kinds = Counter(
            (row.label or "").split()[-1].rstrip("0123456789")
            for row in sheet.details
            if " " in (row.label or "")
        )
        for row in sheet.table.rows:
            own = [part for part in _parts(row) if parts[part] == 1]
            # A field of several recipients is the name of none.
            names = own if own and parts[row.label or ""] > 1 else [row.label or "", *own]
            # Married couple family, lone parent family: the word of their kind need not be said.
            *words, kind = (row.label or "").split() or [""]
            if len(words) >= _WORDS and kinds[kind.rstrip("0123456789")] >= _ALIKE:
                names.append(" ".join(words))
            found.extend((pattern, sheet, row) for name in names for pattern in _patterns(name))
    return tuple(found)


def named(facts: Facts, sentence: Sentence) -> list[Named]:
    """Return the rows whose whole labels stand in a sentence, the longest where several begin alike."""
    found = [
        Named(sheet, row, match.start(), match.end())
        for pattern, sheet, row in _labels(facts)
        for match in pattern.finditer(sentence.text)
    ]
    return [
        each
        for each in found
        if not any(
            other.start <= each.start
            and each.end <= other.end
            and other.end - other.start > each.end - each.start
            for other in found
        )
    ]


def headed(facts: Facts, paragraph: Paragraph) -> list[Named]:
    """Return the rows whose whole labels head a paragraph: `Packaging. Revenue grew`, or the title above it."""
    run_in = re.match(r"([A-Z][A-Za-z ,&'\u2019-]{3,50}?)[.:](?:\s|[—–])", paragraph.text)
    heads = {each for each in (run_in[1] if run_in else "", *paragraph.block.section[-1:]) if each}
    return [
        Named(sheet, row, 0, 0)
        for pattern, sheet, row in _labels(facts)
        if any(pattern.fullmatch(head.strip()) for head in heads)
    ]


def levels(sheet: Sheet, row: Row) -> list[tuple[Column, Stated]]:
    """Return the cells of a row that are levels and no changes."""
    return [
        (column, value)
        for column in numeric(sheet)
        if (value := sheet.at(row, column)) is not None and not CHANGES.search(header(column))
    ]


def scale_of(facts: Facts, sheet: Sheet) -> Fraction | None:
    """Return by what a table's figures are to be multiplied, None where nothing says it."""
    index = sheet.block.index if sheet.block is not None else 0
    around = [block.text for block in facts.report.blocks[max(0, index - 3) : index] if len(block.text) < 160]  # noqa: PLR2004 - a caption or note
    heads = " ".join(header(each) for each in sheet.table.columns)
    text = " ".join((*around, sheet.table.caption or "", heads))
    # 6.2 billion in a sentence above the table is no scale of it
    folded = _AMOUNT.sub("", text.casefold())
    found = {scale for word, scale in _SCALES if word in folded}
    if not found and (general := _general_scale(facts)) is not None:
        return general
    if not found and _IN_UNITS.search(f"{sheet.table.caption or ''} {sheet.title} {heads}"):
        return Fraction(1)
    return Fraction(found.pop()) if len(found) == 1 else None


@functools.lru_cache(maxsize=4)
def _general_scale(facts: Facts) -> Fraction | None:
    """Return the scale that a sentence gives to all tables: Amounts in tables are in thousands of dollars."""
    found = {
        said["scale"].lower() for block in facts.report.blocks for said in _IN_TABLES.finditer(block.text)
    }
    scales_by_word = dict(_SCALES)
    return Fraction(scales_by_word[found.pop()]) if len(found) == 1 else None


def scales(facts: Facts, sheet: Sheet, claim: Stated, cell: Stated) -> Sequence[Fraction]:
    """Return the scales in which a cell may repeat a figure of the text; none where the two are not alike."""
    one, two = claim.unit.dimension, cell.unit.dimension
    if one == two == "ratio":
        return (Fraction(1),)
    bare = two == "number" or two.startswith("measure:")
    if one == two == "number":
        return (_counted_in(facts, sheet, claim, cell),)
    if not bare or not (one == "number" or _MONEY.match(one)) or (one == "number" != two):
        return ()
    said = scale_at(cell) or scale_of(facts, sheet)
    return (said,) if said is not None else (Fraction(1), Fraction(10**3), Fraction(10**6))


def scale_at(cell: Stated) -> Fraction | None:
    """Return the scale that the head of a cell's column, or the label of its row, says: Volume (000 m3), Water billed (million m3)."""
    place = cell.mention.location
    for words in (place.col, place.row):
        folded = (words or "").casefold()
        found = {scale for word, scale in _SCALES if word in folded}
        if len(found) == 1:
            return Fraction(found.pop())
    return None


def _counted_in(facts: Facts, sheet: Sheet, claim: Stated, cell: Stated) -> Fraction:
    """Return the scale of a count: that of its table where it brings the cell nearer, for one column may be in units.

    498 thousand tonnes is 498 in a table of thousand tonnes, and 214,600 people are 214.6 thousand.
    """
    value, there = abs(claim.printed.value), abs(cell.printed.value)
    said = (scale_at(cell) or scale_of(facts, sheet)) if value and there else None
    if said is None or cell.unit.factor != 1:
        return Fraction(1)
    return said if value * value > there * there * said else Fraction(1)


def agrees(claim: Stated, cell: Stated, scale: Fraction) -> bool:
    """Whether one value can be printed both ways."""
    one, two = claim.printed, cell.printed
    return abs(abs(one.value) - abs(two.value) * scale) * 2 <= max(one.step, two.step * scale)


def scale_in(facts: Facts, sheet: Sheet, claim: Stated, cell: Stated) -> Fraction | None:
    """Return the scale in which a cell repeats a figure of the text, None where it does not."""
    return next((each for each in scales(facts, sheet, claim, cell) if agrees(claim, cell, each)), None)


def of_cell(facts: Facts, info: RuleInfo, claim: Stated, cell: Stated, scale: Fraction) -> Outcome:
    """Judge a figure of the text by the cell that it repeats: the text may leave out the sign of a loss."""
    sign = -scale if (claim.printed.value < 0) != (cell.printed.value < 0) else scale
    return judged(facts, summed(info, claim, [(sign, cell)], role="stated"))


def years(text: str) -> set[str]:
    """Return the years that some words name."""
    return set(re.findall(r"(?<![0-9,.$-])(?:19|20)[0-9]{2}(?!,?[0-9]|\.[0-9])", text))


def clause(sentence: Sentence, start: int, end: int) -> str:
    """Return the clause around a stretch of a sentence: commas inside numbers part nothing."""
    before = re.split(r"[,;(](?![0-9])", sentence.text[:start])[-1]
    return before + sentence.text[start:end] + re.split(r"[,;)](?![0-9])", sentence.text[end:])[0]


def of_year(cells: Sequence[tuple[Column, Stated]], said: set[str]) -> Iterator[tuple[Column, Stated]]:
    """Iterate over the cells of the one year that a clause names, where every column is of a year."""
    if len(said) == 1 and all(year_of(column) for column, _ in cells):
        (year,) = said
        yield from ((column, value) for column, value in cells if year_of(column) == year)
