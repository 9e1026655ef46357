"""What a pack says about where its figures are stated: plain data, read from `.figures` files."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import attrs

from auditor import records


class Said(enum.Enum):
    """What a pattern describes: a stretch of running text, or a row of a table."""

    SENTENCE = "sentence"
    ROW = "row"
    GROUP = "group"
    TOTAL = "total"


@records.frozen
class Statement:
    """One pattern with holes, and the line of the file that it stands on."""

    kind: Said
    pattern: str
    line: int


@records.frozen(kw_only=True)
class Called:
    """称, 承, 分别: the names by which running text calls the figure `key`.

    With `within` the names count only after a figure of such a concept in the same sentence. A `listed`
    one is an attribute that a sentence states of all the figures it has just listed. A name that begins
    with ~ stands alone for the document's own subject, one with ^ only where no number stands before it.
    """

    key: str
    phrases: tuple[str, ...]
    line: int
    within: tuple[str, ...] = ()
    listed: bool = False


@records.frozen(kw_only=True)
class Region:
    """取数: where to look, and what is said there.

    `start` and `end` bound the text, `each` opens a stretch of its own at every match, and binds its
    variables there. With `table` the rows become cells of that table. `columns`, `captions` and `key`
    describe a table that the reader could read: `key` builds a figure's key from <行> and <列>. Names in
    `called` that name no subject do not count under headings with words of `not_under`, nor do numbers
    less than `least`. `levels` are the heads of the label columns of a table of indicators. A draft that
    holds words of `not_with`, lacks one of `only_with`, or has none of `title_with` in its title, is not asked for totals and names of this region.
    """

    name: str
    line: int
    table: str = ""
    unit: str = ""
    start: str = ""
    end: str = ""
    each: str = ""
    statements: tuple[Statement, ...] = ()
    captions: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    key: str = ""
    rows: Mapping[str, str] = attrs.field(factory=dict)
    parents: Mapping[str, str] = attrs.field(factory=dict)
    totals: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    called: tuple[Called, ...] = ()
    not_under: tuple[str, ...] = ()
    least: str = ""
    levels: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()
    title_with: tuple[str, ...] = ()


@records.frozen(kw_only=True)
class Figures:
    """One `.figures` file: its regions, the units and exactness of attributes, pictures of variables.

    `only_with` names words that the draft must hold, else the file says nothing about it.
    """

    name: str
    regions: tuple[Region, ...]
    units: Mapping[str, str] = attrs.field(factory=dict)
    exact: frozenset[str] = frozenset()
    pictures: Mapping[str, str] = attrs.field(factory=dict)
    only_with: tuple[str, ...] = ()


@records.frozen
class FiguresProblem:
    """A line of a `.figures` file that cannot be read, in both languages."""

    file: str
    line: int
    zh: str
    en: str


class FiguresError(ValueError):
    """A `.figures` file cannot be read; `problems` holds every wrong line."""

    def __init__(self, problems: tuple[FiguresProblem, ...]) -> None:
        """Carry the problems."""
        super().__init__("; ".join(f"{each.file}:{each.line}: {each.en}" for each in problems))
        self.problems = problems
