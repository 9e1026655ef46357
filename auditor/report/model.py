"""What a report prints: figures, each with all its mentions, and the tables they stand in."""

from __future__ import annotations

import enum
import functools
import sys
from collections.abc import Iterator, Mapping

import attrs

from auditor import records
from auditor.numbers import Rounding
from auditor.report.blocks import Block
from auditor.report.unread import Remark
from auditor.source import Location

LONG = 2_000
"""So many blocks are some eighty pages."""


class Places(enum.Enum):
    """Whose last printed place counts: the numeral's own, its column's, or its document's."""

    AS_PRINTED = "as_printed"
    COLUMN = "column"
    DOCUMENT = "document"


class Role(enum.Enum):
    """What a table row is to the sums of its table."""

    DETAIL = "detail"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    OF_WHICH = "of-which"
    OTHER = "other"


@records.frozen(kw_only=True)
class Mention:
    """One place that states a figure, with the text exactly as printed there."""

    text: str
    location: Location
    unit: str | None = None
    approximate: bool = False
    step: str | None = None
    sign_word: str | None = None


@records.frozen(kw_only=True)
class Figure:
    """A concept's attribute (`C43.业绩值`) with every place that states it.

    `unit` is the unit of every mention that names none itself. `exact` overrides whether the figure
    is exact (a weight, a target) or was rounded for print; None leaves it to the unit.
    """

    key: str
    label: str
    unit: str
    mentions: tuple[Mention, ...]
    exact: bool | None = None

    @property
    def concept(self) -> str:
        """Return the key without its attribute: `支出.公用经费` of `支出.公用经费.决算数`."""
        return self.key.rpartition(".")[0]

    @property
    def attribute(self) -> str:
        """Return the last part of the key: `决算数` of `支出.公用经费.决算数`."""
        return self.key.rpartition(".")[2]

    def unit_at(self, mention: Mention) -> str:
        """Return the unit that `mention` is printed in."""
        return self.unit if mention.unit is None else mention.unit


@records.frozen(kw_only=True)
class Column:
    """A table column: its name in the table, its header path, its unit where the header gives one."""

    name: str
    path: tuple[str, ...] = ()
    unit: str | None = None


@records.frozen(kw_only=True)
class Row:
    """A table row: its name in the table, its label as printed, its role and what it is part of."""

    name: str
    label: str | None = None
    role: Role = Role.DETAIL
    parent: str | None = None


@records.frozen(kw_only=True)
class Table:
    """A table: rows and columns; its cells are the mentions whose location names them."""

    id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    name: str | None = None
    caption: str | None = None
    number: str | None = None
    unit: str | None = None
    location: Location = attrs.field(factory=Location)


@records.frozen(kw_only=True)
class Note:
    """A note that the report prints about its figures; kind `rounding` speaks of 四舍五入."""

    kind: str
    text: str
    tables: tuple[str, ...] = ()
    location: Location = attrs.field(factory=Location)


@records.frozen
class Origin:
    """The file that a report file was made from: its name and, where it was kept, its SHA-256."""

    name: str
    sha256: str | None = None


@records.frozen(kw_only=True)
class Document:
    """Where the figures come from: the file's name, the report's title, language, provenance.

    `remarks` say what a reader of a document left unread. `origin` is what a report file was made from.
    """

    name: str
    title: str | None = None
    language: str | None = None
    provenance: str | None = None
    remarks: tuple[Remark, ...] = ()
    sha256: str | None = None
    origin: Origin | None = None


@records.frozen(kw_only=True, slots=False)
class Report:
    """Everything one report prints that can be audited. Figures keep their order of appearance."""

    document: Document
    figures: Mapping[str, Figure]
    tables: tuple[Table, ...] = ()
    notes: tuple[Note, ...] = ()
    rounding: Rounding = Rounding.HALF_UP
    places: Places = Places.COLUMN
    blocks: tuple[Block, ...] = ()

    @property
    def long(self) -> bool:
        """Whether it was read from so long a draft that what is kept of it has to end as soon as it has served."""
        return len(self.blocks) > LONG

    def let_go(self) -> None:
        """Forget the look-up tables that rules ask for; who asks again gets them anew."""
        self.__dict__.pop("concepts", None)

    @functools.cached_property
    def cells(self) -> Mapping[tuple[str, str, str], tuple[Figure, Mention]]:
        """Return figure and mention of every table cell, by table id, row name and column name."""
        found: dict[tuple[str, str, str], tuple[Figure, Mention]] = {}
        for figure in self.figures.values():
            for mention in figure.mentions:
                place = mention.location
                if place.table is not None and place.row is not None and place.col is not None:
                    found.setdefault((place.table, place.row, place.col), (figure, mention))
        return found

    @functools.cached_property
    def concepts(self) -> Mapping[str, Mapping[str, Figure]]:
        """Return every concept's figures by attribute."""
        found: dict[str, dict[str, Figure]] = {}
        for figure in self.figures.values():
            # A long draft has a hundred thousand figures, whose attributes are the same few words.
            found.setdefault(figure.concept, {})[sys.intern(figure.attribute)] = figure
        return found

    @functools.cached_property
    def _tables_by_word(self) -> Mapping[str, tuple[Table, ...]]:
        found: dict[str, list[Table]] = {}
        for table in self.tables:
            for word in {table.id, table.name, table.number} - {None, ""}:
                found.setdefault(str(word), []).append(table)
        return {word: tuple(tables) for word, tables in found.items()}

    def tables_called(self, word: str) -> tuple[Table, ...]:
        """Return every table whose id, name or printed number is `word`: copies of one table."""
        return self._tables_by_word.get(word, ())

    def mentions(self) -> Iterator[tuple[Figure, Mention]]:
        """Iterate over all mentions with their figures, in the order of the figures."""
        for figure in self.figures.values():
            for mention in figure.mentions:
                yield figure, mention
