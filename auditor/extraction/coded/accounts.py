"""Tables of accounts, by whichever of their forms is certain: rows with codes, two sides, one amount a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.extraction.coded.coded import parse_coded
from auditor.extraction.coded.linerows import parse_line_rows
from auditor.extraction.coded.linesides import parse_line_sides
from auditor.extraction.coded.linetriples import parse_line_triples
from auditor.extraction.coded.onerow import parse_one_row
from auditor.extraction.coded.sided import parse_sides
from auditor.extraction.coded.triples import parse_triples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.stacks.headed import Headed
    from auditor.extraction.text.lines import Line


def accounts_at(lines: Sequence[Line], at: int) -> Headed | None:
    """Read the table of accounts that begins at a line and prints a cell a line, None where none is certain."""
    return parse_coded(lines, at) or parse_sides(lines, at) or parse_triples(lines, at)


def line_accounts_at(lines: Sequence[Line], at: int) -> Headed | None:
    """Read the table of accounts that begins at a line and prints a row a line, None where none is certain."""
    return (
        parse_line_rows(lines, at)
        or parse_line_sides(lines, at)
        or parse_line_triples(lines, at)
        or parse_one_row(lines, at)
    )
