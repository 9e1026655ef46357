"""Numbers that a narrow cell cuts: 86,423,500.0 / 0 is 86,423,500.00 where the other cells have two decimals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import join

if TYPE_CHECKING:
    from collections.abc import Sequence

_DECIMAL = re.compile(r"[+-]?[0-9][0-9,]*\.(?P<decimals>[0-9]*)")
_BARE = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?")
_CUT = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})*,(?P<rest>[0-9]{1,2})")
_THOUSAND = 3
_DIGITS = re.compile(r"[0-9]+")


def mended(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of one column with cut numbers joined: 101.43 / %, 12,31 / 2, and decimals."""
    found: list[Line] = []
    for line in lines:
        above = found[-1].text if found else ""
        cut = _CUT.fullmatch(above)
        if (line.text in {"%", "％"} and _BARE.fullmatch(above)) or (
            cut and _DIGITS.fullmatch(line.text) and len(cut["rest"] + line.text) == _THOUSAND
        ):
            found[-1] = _joined(found[-1], line)
        else:
            found.append(line)
    return _decimals(found)


def _joined(line: Line, rest: Line) -> Line:
    text = join([line.mapped.strip(), rest.mapped.strip()])
    return Line(text, line.number, line.leaf, line.after_blank, line.page, line.box, line.fresh)


def _decimals(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of one column with cut decimals joined; as they are where that does not make all alike.

    Every number has to come out with the decimals that the longest of them print, a cut line has to be as wide
    as any other, and what follows it has to be exactly the digits that it lacks.
    """
    first = next((at for at, line in enumerate(lines) if _DECIMAL.fullmatch(line.text)), len(lines))
    found = [_DECIMAL.fullmatch(line.text) for line in lines[first:]]
    decimals = max((len(each["decimals"]) for each in found if each), default=0)
    if all(each and len(each["decimals"]) == decimals for each in found):
        return tuple(lines)
    widest = max(line.width for line in lines[first:])
    kept = list(lines[:first])
    at = first
    while at < len(lines):
        line = lines[at]
        whole = _DECIMAL.fullmatch(line.text)
        if whole is None:
            return tuple(lines)
        lacking = decimals - len(whole["decimals"])
        at += 1
        if lacking:
            rest = lines[at] if at < len(lines) else None
            if (
                rest is None
                or not _DIGITS.fullmatch(rest.text)
                or len(rest.text) != lacking
                or line.width < widest
            ):
                return tuple(lines)
            line = _joined(line, rest)
            at += 1
        kept.append(line)
    return tuple(kept)
