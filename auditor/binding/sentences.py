"""Find the patterns of a pack in a draft: every hole becomes a hit, with the place it stands at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.binding.declarations import Said, Statement
from auditor.binding.patterns import NUMBERS, Hole, Matcher, filled, matcher
from auditor.extraction.text.characters import fold
from auditor.report.pointing import points_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.binding.declarations import Figures, Region
    from auditor.binding.stream import Stream

_NAMES = re.compile(r"<([^<>:]+):名称>")
_NAMED_START = re.compile(r"<[^<>:]+:名称>(?:\[([^\[\]]*)\])?([^{}<>\[\]…]+)")
_CELL_START = re.compile(r"[≥≤><±≧≦+\-–—0-9]")
# A shorter name is a word like any, unless the pattern says much besides.
_SHORT = 3
_OWN_WORDS = 4
_MOST_HITS = 50_000
CODE = "代码"
"""The variable that stands for an indicator's code."""


@records.frozen(kw_only=True)
class Cell:
    """The cell of a pack's table that a hit is."""

    table: str
    row: str
    column: str
    said: Said


@records.frozen(kw_only=True)
class Hit:
    """One figure found at `start`…`end` of the stream. `weight` tells how much words the pattern had."""

    key: str
    start: int
    end: int
    kind: str
    weight: int
    unit: str
    source: str
    inner: str = ""
    cell: Cell | None = None


@records.frozen
class Stretch:
    """A part of the stream with what its variables stand for there."""

    start: int
    end: int
    values: Mapping[str, str]


def find(stream: Stream, figures: Figures, known: Mapping[str, str] | None = None) -> list[Hit]:
    """Return every hit of the patterns in `figures`; patterns over names run after all others.

    `known` are names that tables gave, with their codes.
    """
    hits: list[Hit] = []
    later: list[Region] = []
    for region in figures.regions:
        direct = tuple(each for each in region.statements if not _NAMES.search(each.pattern))
        hits.extend(_region(stream, figures, attrs.evolve(region, statements=direct)))
        if len(direct) < len(region.statements):
            rest = tuple(each for each in region.statements if _NAMES.search(each.pattern))
            later.append(attrs.evolve(region, statements=rest))
    if later:
        names = {**(known or {}), **_known_names(stream, hits)}
        behind = {name: stream.behind(name) for name in names}
        for region in later:
            for name, code in names.items():
                put = tuple(
                    _with_name(each, name, code)
                    for each in region.statements
                    if (len(name) > _SHORT or _telling(each.pattern))
                    and _may_stand(stream, each, behind[name])
                )
                if put:
                    hits.extend(_region(stream, figures, attrs.evolve(region, statements=put)))
    return hits[:_MOST_HITS]


def _with_name(statement: Statement, name: str, code: str) -> Statement:
    variable = next(found[1] for found in _NAMES.finditer(statement.pattern))
    pattern = _NAMES.sub(lambda _: re.sub(r"[{}<>\[\]…]", "", name), statement.pattern)
    return attrs.evolve(statement, pattern=pattern.replace(f"<{variable}>", code))


def _may_stand(stream: Stream, statement: Statement, behind: Sequence[int]) -> bool:
    """Whether a pattern that begins with a name can stand in the draft: most cannot, and need no matcher.

    The name ends at the places `behind`.
    """
    found = _NAMED_START.match(statement.pattern)
    if found is None:
        return True
    words = fold(found[2]).replace(" ", "")
    rests = tuple(f"{option}{words}" for option in ("", *fold(found[1] or "").split("|")))
    return any(stream.bare.startswith(rests, at) for at in behind)


def _telling(pattern: str) -> bool:
    return len(re.sub(r"\{[^{}]*\}|<[^<>]*>|\[[^\[\]]*\]|…", "", pattern)) >= _OWN_WORDS


def _known_names(stream: Stream, hits: list[Hit]) -> dict[str, str]:
    """Return printed names with the one concept that bears them."""
    found: dict[str, set[str]] = {}
    for hit in hits:
        concept, _, attribute = hit.key.rpartition(".")
        name = stream.text[hit.start : hit.end].replace(" ", "")
        if attribute == "名称" and len(name) > _SHORT:
            found.setdefault(name, set()).add(concept)
    return {name: concepts.pop() for name, concepts in found.items() if len(concepts) == 1}


def _region(stream: Stream, figures: Figures, region: Region) -> Iterator[Hit]:
    said = [(each, matcher(each.pattern, figures.pictures)) for each in region.statements]
    said = [(each, made) for each, made in said if not made.needs or stream.printed(made.needs)]
    if not said:
        return
    for stretch in stretches(stream, figures, region):
        values = dict(stretch.values)
        found = sorted(
            (
                (match, made, statement)
                for statement, made in said
                for match in stream.matches(made, stretch.start, stretch.end)
            ),
            key=lambda item: (item[0].start, -item[1].weight),
        )
        row = ""
        for match, made, statement in found:
            named = made.values(match.match)
            if any(map(points_back, named.values())) or _told_of_others(stream, match.match, made, statement):
                continue
            here = {**values, **named}
            if statement.kind is not Said.SENTENCE:
                # A total row takes its letter from the rows above it.
                values = here
            if statement.kind is Said.ROW and made.variables:
                row = here[made.variables[0][0]]
            yield from _holes(stream, region, _Said(match.match, made, statement, here, row, figures.name))


def _told_of_others(stream: Stream, match: re.Match[str], made: Matcher, statement: Statement) -> bool:
    """Whether a grade that a sentence ends in is said of what is told behind it: 绩效评级为“良”的项目 0 个."""
    last = made.holes[-1] if made.holes and statement.kind is Said.SENTENCE else None
    ends = last is not None and last.kind == "词" and last.key.endswith(".等级")
    return ends and stream.text[match.end() :].lstrip(' ”"」').startswith("的")


@records.frozen
class _Said:
    match: re.Match[str]
    made: Matcher
    statement: Statement
    values: Mapping[str, str]
    row: str
    source: str


def stretches(stream: Stream, figures: Figures, region: Region) -> Iterator[Stretch]:
    """Iterate over the stretches where the statements of `region` count."""
    start, end = 0, len(stream.text)
    for low, high in _bounds(stream, figures, region, start, end):
        if not region.each:
            yield Stretch(low, high, {})
            continue
        made = matcher(region.each, figures.pictures)
        opened = list(stream.matches(made, low, high))
        for at, match in enumerate(opened):
            stop = min(opened[at + 1].start if at + 1 < len(opened) else high, stream.sheet_end(match.start))
            yield Stretch(match.start, stop, made.values(match.match))


def _bounds(
    stream: Stream, figures: Figures, region: Region, start: int, end: int
) -> Iterator[tuple[int, int]]:
    if not region.start:
        stop = stream.first(matcher(region.end, figures.pictures)) if region.end else None
        yield start, end if stop is None else stop
        return
    opening = matcher(region.start, figures.pictures)
    after = start
    for match in list(stream.matches(opening, start, end)):
        if match.start < after:
            continue
        stop = None
        if region.end:
            stop = stream.first(matcher(region.end, figures.pictures), match.match.end(), end)
        after = end if stop is None else stop
        yield match.start, after


def _holes(stream: Stream, region: Region, found: _Said) -> Iterator[Hit]:
    pieces: dict[str, tuple[int, int] | None] = {}
    for run in _cell_runs(found):
        pieces.update(_split(stream, run, found.match))
    for hole in found.made.holes:
        key = filled(hole.key, found.values)
        span = pieces.get(hole.group, found.match.span(hole.group))
        if key is None or span is None:
            continue
        start, end = span
        while end > start and stream.text[end - 1] == " ":
            end -= 1
        concept, _, attribute = key.rpartition(".")
        cell = None
        if region.table and found.statement.kind is not Said.SENTENCE:
            table = filled(region.table, found.values)
            named = (found.made.lead or "合计") if found.statement.kind is Said.TOTAL else concept
            said = Said.GROUP if named in region.others else found.statement.kind
            cell = Cell(table=table or region.table, row=named, column=attribute, said=said)
        inner = next((value for name, value in found.values.items() if name == CODE), "")
        yield Hit(
            key=key, start=start, end=end, kind="数" if hole.kind in NUMBERS else hole.kind,
            weight=found.made.weight, unit=region.unit, source=f"{found.source}:{found.statement.line}",
            inner="" if cell else inner, cell=cell,
        )  # fmt: skip


def _cell_runs(found: _Said) -> Iterator[list[Hole]]:
    run: list[Hole] = []
    for hole in found.made.holes:
        if hole.kind == "格" and (
            not run or found.match.start(hole.group) <= found.match.end(run[-1].group) + 1
        ):
            run.append(hole)
            continue
        if len(run) > 1:
            yield run
        run = [hole] if hole.kind == "格" else []
    if len(run) > 1:
        yield run


def _split(stream: Stream, run: list[Hole], match: re.Match[str]) -> dict[str, tuple[int, int] | None]:
    """Share the words of neighbouring cells among them; none where that is not certain.

    Cells wrapped over lines stand as 科学完 整 科学完 整: two equal halves, or one piece a cell, or
    pieces that begin with a number.
    """
    start, end = match.start(run[0].group), match.end(run[-1].group)
    words = [
        (found.start() + start, found.end() + start)
        for found in re.finditer(r"[^ ]+", stream.text[start:end])
    ]
    count = len(run)
    size = len(words) // count if count else 0
    texts = [stream.text[low:high] for low, high in words]
    cuts: list[int] | None = None
    if len(words) == count:
        cuts = list(range(count))
    elif (
        size
        and len(words) % count == 0
        and len({"".join(texts[at * size : (at + 1) * size]) for at in range(count)}) == 1
    ):
        cuts = [at * size for at in range(count)]
    else:
        begins = [at for at, text in enumerate(texts) if _CELL_START.match(text)]
        if len(begins) == count and begins[0] == 0:
            cuts = begins
    if cuts is None:
        return dict.fromkeys((hole.group for hole in run), None)
    ends = [*cuts[1:], len(words)]
    return {
        hole.group: (words[low][0], words[high - 1][1])
        for hole, low, high in zip(run, cuts, ends, strict=True)
    }
