"""What form the text of a cell has: cells of one column are alike, which tells where a row ends."""

from __future__ import annotations

import enum
import functools
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.tables.cellvalues import BLANK, CLASS, is_value
from auditor.extraction.text.characters import KEPT, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_DATE = re.compile(
    r"(?:19|20)[0-9]{2}\s*(?:年\s*(?:度|[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?)?"
    r"|[-./](?:0?[1-9]|1[0-2])(?:[-./][0-9]{1,2})?)"
)
_NAMED_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年\s*(?!度?$)[一-龥]{1,6}")
"""2023 年预算 heads a column."""
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(?:\.(?P<decimals>[0-9]+))?\s*(?P<unit>.*)")
_BRACKETED = re.compile(r"[(](?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<inner>%?)[)](?P<outer>%?)")
"""A negative number in brackets: (2.1%), (2.1)%."""
_WHOLE = frozenset({"0", "0%", "100%", "0.0%"})
"""Texts that a column prints with fewer decimals than its other values: 100% below 61.4%."""


class Kind(enum.Enum):
    """What a cell states."""

    WORDS = "words"
    DATE = "date"
    NUMBER = "number"
    PERCENT = "percent"
    BLANK = "blank"

    # Sets of these are asked for every cell: a member is found by itself, which is quicker than by its name.
    __hash__ = object.__hash__


@records.frozen
class Form:
    """The kind of a cell, and how many decimals and which unit its number has; None where it fixes none."""

    kind: Kind
    decimals: int | None = None
    unit: str = ""


@functools.lru_cache(maxsize=KEPT)
def form_of(text: str) -> Form:
    """Return the form of one cell's text."""
    folded = fold(text).strip()
    if folded in BLANK:
        return Form(Kind.BLANK)
    if _DATE.fullmatch(folded):
        return Form(Kind.DATE)
    if not is_value(folded) or CLASS.search(folded) or _NAMED_YEAR.fullmatch(folded):
        return Form(Kind.WORDS)
    if bracketed := _BRACKETED.fullmatch(folded):
        folded = f"-{bracketed['number']}{bracketed['inner'] or bracketed['outer']}"
    found = _NUMBER.fullmatch(folded)
    if found is None:
        return Form(Kind.NUMBER)
    percent = found["unit"].startswith("%")
    decimals = None if folded in _WHOLE else len(found["decimals"] or "")
    return Form(Kind.PERCENT if percent else Kind.NUMBER, decimals, found["unit"])


def uniform(texts: Iterable[str]) -> bool:
    """Whether cells are of one kind and have as many decimals, blanks left out."""
    told = [form for text in texts if (form := form_of(text)).kind is not Kind.BLANK]
    kinds = {form.kind for form in told}
    if Kind.NUMBER in kinds:
        kinds.discard(Kind.DATE)  # 1912.05 among amounts
    return len(kinds) <= 1 and len({form.decimals for form in told} - {None}) <= 1


def amount_of(text: str) -> Decimal | None:
    """Return the bare number that a cell states, None where it states none or has a unit."""
    try:
        return Decimal(fold(text).strip().replace(",", ""))
    except InvalidOperation:
        return None
