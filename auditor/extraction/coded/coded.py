"""Tables whose rows bear codes of accounts, as a text layer prints them: a cell a line, blank cells left out.

The codes give the rows and what sums up what. What holds among the columns of a row divides the values into rows,
and the sums down the codes tell the columns of those that remain. A table is taken only where that is one way.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.coded.budget import Budget
from auditor.extraction.coded.dividing import STAGES, Page
from auditor.extraction.coded.extent import CODE_HEAD
from auditor.extraction.coded.fullrows import full_rows
from auditor.extraction.coded.leaf import CODE, Leaf, Part
from auditor.extraction.coded.names import Namer, Words, inside_lines, widest_of
from auditor.extraction.coded.relations import Number, relations_of
from auditor.extraction.coded.rows import Division, Run, Value
from auditor.extraction.coded.stream import leaves_of
from auditor.extraction.coded.tree import Tree, parents_of
from auditor.extraction.coded.witness import Witnesses, witnessed
from auditor.extraction.stacks.headed import Headed
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.tables.columnproofs import number_of
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.extraction.text.lines import Line

_FEWEST_ROWS = 4
_MOST_GROUPS = 2
_MOST_WEIGHT = 10
_NO_NAME = re.compile(r"(?:编码|代码|名称)$|[:：]|公开[0-9]+表")
"""What the title, the unit or the head of the codes has run into names no column."""
_ROWS_A_FAULT = 6
"""One broken sum in so many rows is a fault of the document, more are one of the reading."""


@records.frozen(eq=False)
class _Way:
    """A table read in one way: its heads, its pages, their rows, and the columns of the values of each row."""

    names: tuple[Mapped, ...]
    pages: tuple[Page, ...]
    divisions: tuple[Division, ...]
    columns: tuple[tuple[int, ...], ...]
    weight: int

    def cells(self) -> list[dict[int, Value]]:
        """Return the values of each row by their columns."""
        rows = [row for division in self.divisions for row in division.rows]
        return [
            {**row.fixed, **dict(zip(columns, row.rest, strict=True))}
            for row, columns in zip(rows, self.columns, strict=True)
        ]

    def below_heads(self) -> bool:
        """Whether the values of a run below a head are all in its column."""
        cells = iter(self.cells())
        for page in self.pages:
            columns: list[Counter[int]] = [Counter() for _ in self.names]
            for _ in page.codes:
                for column, value in next(cells).items():
                    columns[column][value.number.value] += 1
            for run in page.runs:
                amounts = Counter(value.number.value for value in run.values)
                if run.column is not None and not amounts <= columns[run.column]:
                    return False
        return True

    def key(self) -> tuple[object, ...]:
        """Return what two readings have in common that say the same."""
        return (
            tuple(name.text for name in self.names),
            tuple(tuple(sorted((at, value.line.text) for at, value in row.items())) for row in self.cells()),
        )


def parse_coded(lines: Sequence[Line], at: int) -> Headed | None:
    """Read the table with codes that begins at a line, None where it is not certain."""
    found = leaves_of(lines, at)
    if found is None:
        return None
    ways, end, notes = found
    codes = [line.text for leaf in ways[0] for line in leaf.lines(Part.CODE)]
    if len(codes) < _FEWEST_ROWS - 1 or len(set(codes)) < len(codes) or not _ordered(ways[0]):
        return None
    if (full := full_rows(ways[0])) is not None:
        return Headed(full, tuple(notes), end, frozenset())
    budget = Budget()
    told = Witnesses(lines)
    unnamed: Grid | None = None
    for groups, leaves in itertools.product(range(_MOST_GROUPS + 1), ways):
        best: list[_Way] = []
        for way in _ways(leaves, groups, budget, told):
            if not best or way.weight < best[0].weight:
                best = [way]
            elif way.weight == best[0].weight and way.key() != best[0].key():
                best.append(way)
        if len(best) == 1:
            grid, named = _grid(best[0], lines, at, end)
            if named:
                return Headed(grid, tuple(notes), end, frozenset())
            unnamed = unnamed or grid
    return Headed(unnamed, tuple(notes), end, frozenset()) if unnamed is not None else None


def _ordered(leaves: Sequence[Leaf]) -> bool:
    """Whether the codes of each page follow those of the page before."""
    pages = [[line.text for line in leaf.lines(Part.CODE)] for leaf in leaves]
    return all(pages) and all(max(one) < min(other) for one, other in itertools.pairwise(pages))


def _ways(leaves: Sequence[Leaf], groups: int, budget: Budget, told: Witnesses) -> Iterator[_Way]:
    """Iterate over the ways to read the pages: by their heads, the place of the total, and what holds in a row."""
    for names, last in itertools.product(_heads(leaves, groups), (False, True)):
        pages = _pages(leaves, names, last=last)
        if pages is None or any(_NO_NAME.search(_plain(name.text)) for name in names):
            continue
        codes = [code for page in pages for code in page.codes]
        parents = parents_of(codes)
        top = codes.index(None)
        for relation in relations_of([name.text for name in names], _unit(leaves)):
            for stage in STAGES:
                found = False
                for chosen in stage(pages, parents, relation, budget):
                    rows = [row for division in chosen for row in division.rows]
                    rows[top] = witnessed(rows[top], [name.text for name in names], told)
                    way = _solved(names, pages, chosen, Tree(rows, parents, relation, budget))
                    if way is not None and way.below_heads():
                        found = True
                        yield way
                if found:
                    break  # what tells more of its rows is asked first


def _solved(
    names: tuple[Mapped, ...], pages: Sequence[Page], chosen: Sequence[Division], tree: Tree
) -> _Way | None:
    """Return the table whose values are so divided, None where the codes do not tell their columns or too much breaks."""
    solved = tree.solved()
    if solved is None or not tree.held:
        return None
    columns, broken = solved
    rows = [row for division in chosen for row in division.rows]
    weight = sum(division.weight for division in chosen) + broken
    faults = broken + sum(not row.kept for row in rows)
    if weight > _MOST_WEIGHT or faults * _ROWS_A_FAULT > len(rows) + _ROWS_A_FAULT:
        return None
    return _Way(names, tuple(pages), tuple(chosen), tuple(columns), weight)


def _heads(leaves: Sequence[Leaf], count: int) -> Iterator[tuple[Mapped, ...]]:
    """Iterate over the heads that the columns may have, in their order, where so many head groups of others."""
    ranked: dict[int, Mapped] = {}
    for leaf in leaves:
        for head in leaf.heads:
            if head.rank is not None:
                ranked.setdefault(head.rank, head.text)
    if ranked:
        if not count and sorted(ranked) == list(range(1, len(ranked) + 1)):
            yield tuple(ranked[rank] for rank in sorted(ranked))
        return
    known: dict[str, Mapped] = {}
    for leaf in sorted(leaves, key=lambda each: -len(each.heads)):
        for head in leaf.heads:
            known.setdefault(_plain(head.text.text), head.text)
    composed = {one + other for one, other in itertools.permutations(known, 2)}
    names = [text for text in known if text not in composed and not CODE_HEAD.fullmatch(text)]
    held = {
        _plain(token.head.text.text) for leaf in leaves for token in leaf.tokens if token.head is not None
    }
    able = [text for text in names if text not in held]
    for groups in itertools.combinations(able, count):
        kept = tuple(known[text] for text in names if text not in groups)
        if kept:
            yield kept


def _plain(text: str) -> str:
    return "".join(text.split())


def _pages(leaves: Sequence[Leaf], names: Sequence[Mapped], *, last: bool) -> list[Page] | None:
    """Return the pages with their rows, the total first or last, None where something fits nowhere."""
    columns = {_plain(name.text): at for at, name in enumerate(names)}
    unit = _unit(leaves)
    totals = [line for leaf in leaves for line in leaf.lines(Part.TOTAL)]
    home = len(leaves) - 1 if last else 0
    if len(totals) != 1 or not leaves[home].lines(Part.TOTAL):
        return None
    found: list[Page] = []
    for at, leaf in enumerate(leaves):
        codes: list[str | None] = [*sorted(line.text for line in leaf.lines(Part.CODE))]
        if at == home:
            codes.insert(len(codes) if last else 0, None)
        runs: list[Run] = []
        beside = leaf.beside()
        for token in leaf.tokens:
            if token.part is not Part.VALUE:
                continue
            values = [
                Value(line, number) for line in token.lines if (number := _number(line, unit)) is not None
            ]
            if len(values) < len(token.lines):
                return None
            column: int | None = None
            if token.rank is not None:
                column = token.rank - 1
            elif token.head is not None:
                column = columns.get(_plain(token.head.text.text))
                if column is None:
                    return None
            if column is not None and column >= len(names):
                return None
            row = None
            if token.code is not None:
                row = codes.index(token.code.text if CODE.fullmatch(token.code.text) else None)
            near = codes.index(beside[token]) if token in beside else None
            runs.append(Run(tuple(values), column, row, near))
        found.append(Page(leaf, tuple(codes), tuple(runs)))
    return found


def _unit(leaves: Sequence[Leaf]) -> int:
    """Return how many units one is, so that the half of each last place is whole."""
    found = [number_of(line.text) for leaf in leaves for line in leaf.lines(Part.VALUE)]
    return max((each.half.denominator for each in found if each is not None), default=2)


def _number(line: Line, unit: int) -> Number | None:
    """Return the number of a cell in units, nothing for a dash."""
    if form_of(line.text).kind is Kind.BLANK:
        return Number(0, 0)
    found = number_of(line.text)
    return Number(int(found.value * unit), int(found.half * unit)) if found is not None else None


def _grid(way: _Way, lines: Sequence[Line], at: int, end: int) -> tuple[Grid, bool]:
    """Return the table, and whether it has names: a page whose words do not fill its rows has none."""
    words = [_words(page, division) for page, division in zip(way.pages, way.divisions, strict=True)]
    widest = widest_of([each for page in words for each in page])
    goes_on = inside_lines(lines, at, end)
    leads = [lead for page in way.pages for lead in page.leaf.leads]
    coded = [lead for lead in leads if CODE_HEAD.fullmatch(_plain(lead.text))]
    named_head = next((lead for lead in leads if lead not in coded), EMPTY)
    rows: list[list[Mapped]] = [[coded[0] if coded else EMPTY, named_head, *way.names]]
    cells = iter(way.cells())
    complete = True
    for page, words_here in zip(way.pages, words, strict=True):
        names = _names(page, words_here, goes_on, widest)
        complete = complete and names is not None
        names = names or _beside(page)
        (total,) = page.leaf.lines(Part.TOTAL) or (None,)
        lines_of = {line.text: line.mapped.strip() for line in page.leaf.lines(Part.CODE)}
        for row, code in enumerate(page.codes):
            values = next(cells)
            name = names.get(row) or (lines_of[code] if code else EMPTY)
            if code is None and total is not None:
                name = total.mapped.strip()
            texts = [
                values[column].line.mapped.strip() if column in values else EMPTY
                for column in range(len(way.names))
            ]
            rows.append([lines_of[code] if code else EMPTY, name, *texts])
    return grid_of(rows, source="columns"), complete


def _beside(page: Page) -> dict[int, Mapped]:
    """Return the names that are printed between the code and the values of their rows: no other row has them."""
    found: dict[int, Mapped] = {}
    tokens = page.leaf.tokens
    for code, name, value in zip(tokens, tokens[1:], tokens[2:], strict=False):
        parts = (code.part, name.part, value.part)
        if parts == (Part.CODE, Part.WORDS, Part.VALUE) and len(code.lines) == 1 and value.head is None:
            found[page.codes.index(code.lines[0].text)] = join_lines(line.mapped for line in name.lines)
    return found


def _words(page: Page, division: Division) -> list[Words]:
    """Return the words of a page that are names, and the rows in which they begin where values tell."""
    starts = dict(division.starts)
    tokens = page.leaf.tokens
    found: list[Words] = []
    run = 0
    for at, token in enumerate(tokens):
        if token.part is Part.VALUE:
            run += 1
        if token.part is not Part.WORDS:
            continue
        if token.code is not None:
            if CODE.fullmatch(token.code.text):
                found.append(Words(token.lines, page.codes.index(token.code.text), whole=True))
            continue
        below = tokens[at + 1] if at + 1 < len(tokens) else None
        direct = below is not None and below.part is Part.VALUE and below.head is None and below.rank is None
        found.append(Words(token.lines, starts.get(run) if direct else None))
    return found


def _names(
    page: Page, words: Sequence[Words], goes_on: Callable[[str, str], bool], widest: int
) -> dict[int, Mapped] | None:
    """Return the names of the rows of a page, None where its words do not fill them."""
    rows = [row for row, code in enumerate(page.codes) if code is not None]
    return Namer(words, goes_on, widest).names(rows)
