"""Whether the text of a cell, or those of a row, state values."""

from __future__ import annotations

import functools
import itertools

from auditor import patterns as re
from auditor.extraction.numbers.unitwords import unit_after, without_currency
from auditor.extraction.text.characters import KEPT, fold
from auditor.numbers import NotANumeralError, read_numeral

_VALUE = re.compile(
    r"^[≥≤><±=≧≦]?[+-]?[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:[%‰]|[一-龥㎡/]{1,4}|[A-Za-z]{1,3})?$|^[+-]?\.[0-9]+$"
)
YEARS = re.compile(r"^(?:19|20)[0-9]{2}(?:\s*(?:年.*|[级届])?|\s+%)$")
"""A year and what a head says of it: 2024 年决算, 2023 %, 2024 级."""
_ITEM = re.compile(r"[1-9][0-9]?\.[1-9][0-9]?(?=\s*[一-龥]{2})")
"""The number of an item before its name, 2.1 数量指标: a number of so few decimals before words that are no unit."""
_MONTH = re.compile(r"(?:[0-9]{1,2}\s*[-—–~至]\s*)?[0-9]{1,2}\s*月(?:份|末|底|累计|当月)?\s*$")
_CUT_YEAR = re.compile(r"0[0-9]{2}")
"""No number is printed 022: the end of a year that a cell cut."""
_BOUND = re.compile(
    r"^(?:at (?:least|most)|(?:no|not) (?:more|less|fewer) than|limit(?: of)?)\s+(?=[0-9$€£])", re.IGNORECASE
)
"""Words that make a number a bound: a target, and no name of a row. Over 65 and under 25 name classes."""
_THOUSANDS = "000"
"""Behind the sign of a currency it says what the amounts of a column are printed in: £000."""
BLANK = frozenset({"-", "--", "—", "——", "/", "\\", "―"})
"""Texts of a cell that state no value: a dash for nothing."""
CLASS = re.compile(r"岁|(?:以上|以下|以内)$")
"""Numbers that name a class and state no value: 60岁以上."""


@functools.lru_cache(maxsize=KEPT)
def is_value(text: str) -> bool:
    """Whether a cell states a number, perhaps with its unit, or a blank dash."""
    folded = _BOUND.sub("", fold(text).strip())
    currency = without_currency(folded)[1]
    folded = folded[currency:]
    if currency and folded == _THOUSANDS:
        return False
    if folded.startswith("("):
        folded = f"({folded[1 + without_currency(folded[1:])[1] :]}"  # ($8,600)
    if (item := _ITEM.match(folded)) and not unit_after(folded, item.end())[0]:
        return False
    return folded in BLANK or bool(_VALUE.match(folded)) or _numeral(folded)


def _numeral(text: str) -> bool:
    if not text:
        return False
    try:
        read_numeral(text)
    except NotANumeralError:
        return False
    return text not in {"无", "*", "…"}


def states_values(texts: list[str]) -> bool:
    """Whether a row with these texts states values: years and a ladder of scores (5 4 3 2 1) head columns."""
    values = [
        text
        for text in texts
        if is_value(text)
        and not (YEARS.match(text) or _MONTH.match(text) or _CUT_YEAR.fullmatch(text))
        and text not in BLANK
        and not CLASS.search(text)
    ]
    plain = [text for text in texts if text and text not in values]
    short = all(re.fullmatch(r"[0-9]{1,2}分?", text) for text in values)
    marks = all(text.endswith("分") for text in values)
    ladder = short and len(values) > 2 and (len(plain) > 0 or marks)  # noqa: PLR2004 - two numbers are no ladder
    return bool(values) and not (ladder and len(set(values)) == len(values) and _steps(values))


def _steps(values: list[str]) -> bool:
    """Whether small whole numbers go up or down by one: heads such as 5 4 3 2 1, not values."""
    numbers = [int(text.rstrip("分")) for text in values]
    gaps = {after - before for before, after in itertools.pairwise(numbers)}
    return gaps in ({1}, {-1})
