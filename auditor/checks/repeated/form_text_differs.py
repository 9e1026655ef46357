"""A figure in the words of a form that the rows of the form, or the text, state otherwise.

The part of a form that tells what was reached (实际完成情况：办结网格事件 18,171 件；居民满意度 85.6%) repeats the rows of its
indicators and the figures of the text. Targets stand beside outcomes under one name, so that only swapped digits show
that the same figure is meant; and that its value is printed nowhere else, and the other one twice or under its very name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Stated, paragraphs, stated_of
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import digits, slip
from auditor.checks.common.tables import plain, sheets
from auditor.findings import Severity
from auditor.language import tree
from auditor.report.blocks import BlockKind, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "form-text-differs"
TITLE = {"zh": "表内文字所述数字与指标行或正文不一致", "en": "the words of a form state a figure otherwise"}
_FEWEST = 3
_LONG = 4
_WORD = 2
_SENTENCE = re.compile(r"[。；;！!？?]")


@records.frozen(eq=False)
class _Said:
    """A figure told in a cell of words."""

    name: str
    stated: Stated


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the figures told in cells of words by rows and sentences of the same name."""
    told = list(_told(facts))
    if not told:
        return
    values = _values(facts)
    for each in told:
        if digits(each.stated) < _FEWEST or values.count((_unit(each.stated), each.stated.printed.value)) > 1:
            continue
        found = [*_rows(facts, each), *_sentences(facts, each)]
        meant = [other for other in found if slip(each.stated, other.printed.value) == "swap"]
        if len({other.printed.value for other in meant}) == 1:
            info = rule(NAME, TITLE, Severity.ERROR, "medium")
            yield judged(facts, compared(info, each.stated, tree.Relation.EQUAL, meant[0]))


def _told(facts: Facts) -> Iterator[_Said]:
    for block in facts.report.blocks:
        if block.kind is not BlockKind.TABLE:
            continue
        for item in block.occurrences:
            # A number that is a whole cell has a column; one among words has a name of its own.
            if item.kind is not NumberKind.FIGURE or item.location.col is not None or item.key is None:
                continue
            figure = facts.report.figures.get(item.key)
            if figure is None or item.label is None or len(item.label.name) <= _WORD or item.sign:
                continue
            stated = next(
                (
                    value
                    for mention in figure.mentions
                    if mention.location == item.location and (value := stated_of(facts, figure, mention))
                ),
                None,
            )
            if stated is not None:
                yield _Said(plain(item.label.name), stated)


def _values(facts: Facts) -> list[tuple[str, object]]:
    """Return everything that the document states, by unit and value."""
    return [
        (_unit(value), value.printed.value)
        for figure in facts.report.figures.values()
        for mention in figure.mentions
        if (value := stated_of(facts, figure, mention)) is not None
    ]


def _unit(stated: Stated) -> str:
    return stated.unit.dimension


def _rows(facts: Facts, said: _Said) -> Iterator[Stated]:
    """Return the cells of rows that bear the name."""
    for sheet in sheets(facts):
        for row in sheet.table.rows:
            if plain(row.label or row.name) != said.name:
                continue
            for column in sheet.columns:
                value = sheet.at(row, column)
                if value is not None and _unit(value) == _unit(said.stated):
                    yield value


def _sentences(facts: Facts, said: _Said) -> Iterator[Stated]:
    """Return the figures of sentences that bear the name, or the words of it: 受理网格事件 a 件，办结 b 件."""
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if number.stated is None or number.sign or number.dimension != _unit(said.stated):
                continue
            own = plain(number.name or number.clause)
            if own == said.name or (
                digits(said.stated) >= _LONG and len(own) >= _WORD and _split(own, said.name, number)
            ):
                yield number.known


def _split(own: str, name: str, number: Number) -> bool:
    """Whether a clause and the words before it in its sentence together say a name."""
    rest = name.removeprefix(own) if name.startswith(own) else name.removesuffix(own)
    before = _SENTENCE.split(number.block.text[: number.occurrence.span.start])[-1]
    return rest != name and len(rest) >= _WORD and rest in plain(before)
