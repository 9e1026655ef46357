"""English: a length of time that is not the one between the days beside it: the 24-month contract ran from 1 April 2021 to 31 March 2022.

A month begun may count as one, and the first day may count or not. `Start | Finish | Duration (months)`: a row that is of another
length than its days, where others of its table are not.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import is_english
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.spelled import COUNT, count_of
from auditor.checks.common.weekdays import weekdays
from auditor.checks.english._days import Date, days
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block, Cell

NAME = "length-unlike-days"
TITLE = {"zh": "时长与起止日期不符", "en": "a length of time is not that between its days"}
_LENGTH = re.compile(
    rf"(?P<n>{COUNT})(?P<hyphen>[- –])(?:calendar |(?P<work>(?:working|business)[ -]))?(?P<unit>day|week|month|year)s?\b(?P<next>(?:\s+[a-z-]+){{0,2}})"
)
_YEARS = re.compile(
    r"(?<![0-9/-])(?P<a>(?:19|20)[0-9]{2})(?:/(?P<aa>[0-9]{2}))?\s*(?:–|-|—|to)\s*(?P<b>(?:19|20)[0-9]{2})(?:/(?P<bb>[0-9]{2}))?(?![0-9/-])"
)
_ELSE = re.compile(
    r"\b(?:exten\w+|delay\w*|late|later|ahead|early|earlier|longer|shorter|instead|rather|planned|originally|originated|first|last|past|previous|next|remaining|each|every|per|average|within|"
    r"notice|warranty|defects|grace|trial|ago|old|aged?|over|under|about|around|nearly|almost|more than|less than|at least|up to|maximum|minimum|working|suspend\w*|interrupt\w*|including|between them|of which|half|"
    r"but|although|shortened|reduced|in force|valid|effective|record\w*|highest|lowest|after|before)\b",
    re.IGNORECASE,
)
_INCLUSIVE = re.compile(
    r"\b(?:counting|including) (?:both )?(?:the )?(?:first and (?:the )?last(?: days?)?|both(?: days)?|start and end(?: days?)?)\b|"
    r"\b(?:both|first and last)(?: days?)? (?:included|inclusive|counted)\b|\binclusive(?: of both(?: days)?)?\b"
)
_NEAR = 70
_FREE, _IN_MONTH = 3, 30
"""So many working days are holidays in any span, and one more in each month of it."""
_START = re.compile(r"\b(?:start|begin|began|commence\w*|from)\b", re.IGNORECASE)
_FINISH = re.compile(r"\b(?:finish|end|complet\w+|close|to)\b", re.IGNORECASE)
_DURATION = re.compile(r"\b(?:duration|length|elapsed|terms?|period|months|weeks|days)\b", re.IGNORECASE)
_LASTING = re.compile(
    r"\s*(?P<n>[0-9]+(?:\.[0-9])?)\s*(?:(?P<month>m|mths?|mos?|months?)|(?P<week>w|wks?|weeks?)|(?P<day>d|days?)|(?P<year>y|yrs?|years?))?\.?\s*",
    re.IGNORECASE,
)
"""A cell of a length, with or without its unit: 18, 18m, 18 months."""
_MONTHS, _WEEK = 12, 7
_PROVEN, _PAIR = 3, 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the lengths that sentences and rows print beside the days that they are of."""
    if not is_english(facts):
        return
    for block in facts.report.blocks:
        if block.cells:
            yield from _rows(block)
        elif block.kind in TEXT_KINDS:
            for sentence in re.split(r"(?<=[.;])\s+(?=[A-Za-z])", block.text):
                yield from _told(block, sentence, block.text.find(sentence))


def _told(block: Block, sentence: str, start: int) -> Iterator[Outcome]:
    spans = [(each.start, each.stop, each.first, each.last) for each in days(sentence) if each.spanned]
    spans += [
        (each.start(), each.end(), (int(each["a"]), 0, 0), (int(each["b"]), 0, 0))
        for each in _YEARS.finditer(sentence)
    ]
    lengths = [each for each in _LENGTH.finditer(sentence) if count_of(each["n"]) is not None]
    if len(spans) != 1 or len(lengths) != 1:
        return
    (begin, end, first, last), length = spans[0], lengths[0]
    between = (
        sentence[length.end("unit") : begin] if length.start() < begin else sentence[end : length.start()]
    )
    many = length["hyphen"] == "-" and any(
        each.endswith("s") and not each.endswith("ss") for each in length["next"].split()[:2]
    )
    behind = (
        length.start() >= begin
        and re.fullmatch(r",?\s*(?:\(|a (?:period|total|span) of |that is,? |i\.e\.,? |or )\s*", between)
        is None
        # between 9 September and 4 October 2024, 26 days counting the first and the last
        and not (
            re.fullmatch(r",\s*", between)
            and _INCLUSIVE.match(sentence[length.end("unit") :].removeprefix("s").lstrip(" ,("))
        )
    )
    if many or behind or len(between) > _NEAR or re.search(r"[0-9;:]", between):
        return
    inclusive = _INCLUSIVE.search(sentence[min(begin, length.start()) :])
    behind_it = _INCLUSIVE.sub("", sentence[end:])[:40]
    around = f"{sentence[max(0, length.start() - 30) : length.start()]}|{between}|{behind_it}"
    if _ELSE.search(around):
        return
    number, unit = count_of(length["n"]) or 0, length["unit"]
    possible = _lengths(first, last, unit)
    if length["work"]:
        possible = _worked(first, last) if unit == "day" else []
    elif inclusive is not None and unit == "day":
        possible = possible[:1]
    if not possible:
        return
    shown = length.group()[: length.end("unit") - length.start()]
    item = [
        evidence_of_words(block, start + length.start(), shown, "length"),
        evidence_of_words(block, start + begin, sentence[begin:end], "span"),
    ]
    info = rule(NAME, TITLE, Severity.WARNING)
    if number in possible:
        yield said(info, "", "", item, Verdict.EXACT)
        return
    zh = f"“{sentence[begin:end]}”为 {possible[0]} {unit}，却写“{shown}”"
    yield said(info, zh, f"'{sentence[begin:end]}' is told to be of {shown}, and is of {possible[0]}", item)


def _lengths(first: Date, last: Date, unit: str) -> list[int]:
    """Return what the length of a span may be told as, the likeliest first; nothing where it cannot be told in such units."""
    if not first[0] or not last[0] or last < first:
        return []
    if not first[1]:
        return [last[0] - first[0] + 1, last[0] - first[0]] if unit == "year" else []
    months = (last[0] - first[0]) * _MONTHS + last[1] - first[1]
    if not (first[2] and last[2]):
        found = [months + 1, months]
    else:
        try:
            one, two = dt.date(*first), dt.date(*last)
        except ValueError:
            return []
        length = (two - one).days + 1
        if unit == "day":
            return [length, length - 1, weekdays(one.weekday(), length)]
        if unit == "week":
            return sorted({length // _WEEK, -(-length // _WEEK), (length - 1) // _WEEK})
        after = two + dt.timedelta(days=1)
        whole = (after.year - one.year) * _MONTHS + after.month - one.month - (after.day < one.day)
        found = [whole, whole + (after.day != one.day), months]
    if unit == "month":
        return list(dict.fromkeys(found))
    if unit != "year":
        return []
    return sorted({way for each in found for way in (each // _MONTHS, -(-each // _MONTHS))}, reverse=True)


def _worked(first: Date, last: Date) -> list[int]:
    """Return how many working days a span may have, the most first: some of them may be holidays."""
    try:
        one, two = dt.date(*first), dt.date(*last)
    except ValueError:
        return []
    length = (two - one).days + 1
    work = weekdays(one.weekday(), length)
    return list(range(work, max(0, work - _FREE - length // _IN_MONTH) - 1, -1)) if length > 0 else []


def _rows(block: Block) -> Iterator[Outcome]:
    """Judge the rows of a table that print a first and a last day or month, and how long that is."""
    heads = {each.column: " ".join(each.text.split()) for each in block.cells if each.row == 0}
    lasting = [at for at, head in heads.items() if _DURATION.search(head)]
    begun = [at for at, head in heads.items() if _START.search(head) and at not in lasting]
    ended = [at for at, head in heads.items() if _FINISH.search(head) and at not in lasting]
    if len(begun) != 1 or len(ended) != 1 or len(lasting) != 1:
        return
    cells = {(each.row, each.column): each for each in block.cells}
    unit = _unit(heads[lasting[0]], [each.text for each in block.cells if each.column == lasting[0]])
    if not unit:
        return
    found: list[tuple[Cell, list[int], Fraction]] = []
    for row in sorted({each.row for each in block.cells}):
        one, two, told = (cells.get((row, at)) for at in (begun[0], ended[0], lasting[0]))
        length = _LASTING.fullmatch(told.text) if told is not None else None
        if one is None or two is None or told is None or length is None:
            continue
        both = days(one.text), days(two.text)
        if len(both[0]) == len(both[1]) == 1 and length.lastgroup in {"n", unit}:
            possible = _lengths(both[0][0].first, both[1][0].last, unit)
            if possible:
                found.append((told, possible, Fraction(length["n"])))
    if unit == "month":
        found = _as_others(found)
    wrong = [each for each in found if not _told_right(each[1], each[2])]
    for told, possible, _ in wrong if len(wrong) * 2 < len(found) else ():
        text = told.text.strip()
        item = [evidence_of_words(block, told.span.start + told.text.find(text), text, heads[lasting[0]])]
        zh = f"起止日期相距 {possible[0]} {unit}，却写 {text}"
        yield said(
            rule(NAME, TITLE, Severity.WARNING),
            zh,
            f"its days are {possible[0]} {unit}s apart, not {text}",
            item,
        )


def _unit(head: str, texts: Sequence[str]) -> str:
    """Return the unit of a column of lengths: the one that its head names, else the one that every cell has."""
    named = set(re.findall(r"\b(day|week|month|year)s?\b", head.lower()))
    printed = {found.lastgroup or "" for each in texts if (found := _LASTING.fullmatch(each))}
    units = named or printed
    unit = next(iter(units)) if len(units) == 1 else ""
    return unit if unit != "n" else ""


def _told_right(possible: Sequence[int], value: Fraction) -> bool:
    return any(abs(value - each) < 1 for each in possible) if value.denominator > 1 else value in possible


def _as_others(
    rows: Sequence[tuple[Cell, list[int], Fraction]],
) -> list[tuple[Cell, list[int], Fraction]]:
    """Return the rows with what they may tell, where all but one count whole months: from 1 July to 30 June are 12, not 11."""
    apart = [(possible, value) for _, possible, value in rows if len(possible) > 1]
    held = sum(1 for possible, value in apart if value == possible[0])
    if held < _PROVEN or len(apart) - held > 1:
        return list(rows)
    return [
        (told, possible[:1] if len(possible) == _PAIR else possible, value) for told, possible, value in rows
    ]
