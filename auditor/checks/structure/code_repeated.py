"""A code of indicators that stands twice in place of the one that is missing: C11, C12, C13, C13, C15.

The codes begin paragraphs, or the cells of one column, and go up by one in each family. Both that bear the code have names
of their own, and the missing one begins none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.findings import Verdict
from auditor.report.blocks import Block, BlockKind, Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Evidence

NAME = "code-repeated"
TITLE = {"zh": "指标编号重复", "en": "a code of indicators stands twice"}
_CODE = re.compile(
    r"^\s*(?P<code>(?P<family>[A-Z][0-9]{0,2})(?P<number>[0-9]))(?![0-9.．%-])[\s、.．:：]*(?P<name>[“\"]?[一-龥][^：:，,。；;（(]{1,30})"  # noqa: RUF001
)
_FEWEST = 4


@records.frozen(eq=False)
class _Coded:
    """What begins with a code: its family and number, the name behind it, and where it stands."""

    family: str
    number: int
    name: str
    block: Block
    cell: Cell | None = None

    @property
    def code(self) -> str:
        """Return the code as printed."""
        return f"{self.family}{self.number}"

    @property
    def place(self) -> Evidence:
        """Return the evidence of the code."""
        start = self.cell.span.start if self.cell is not None else 0
        found = evidence_of_words(self.block, start, f"{self.code}{self.name}", "编号")
        return found if self.cell is None else attrs.evolve(found, location=self.cell.location)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the runs of codes of running text, and those of every column of a table."""
    for coded in (_paragraphs(facts), *_columns(facts)):
        for run in _runs(coded):
            yield from _judged(run)


def _paragraphs(facts: Facts) -> list[_Coded]:
    kinds = {*TEXT_KINDS, BlockKind.HEADING}
    return [
        found
        for block in facts.report.blocks
        if block.kind in kinds and (found := _coded(block.text, block)) is not None
    ]


def _columns(facts: Facts) -> Iterator[list[_Coded]]:
    for block in facts.report.blocks:
        columns: dict[int, list[_Coded]] = {}
        for cell in block.cells:
            if (found := _coded(cell.text, block, cell)) is not None:
                columns.setdefault(cell.column, []).append(found)
        yield from columns.values()


def _coded(text: str, block: Block, cell: Cell | None = None) -> _Coded | None:
    found = _CODE.match(text)
    if found is None:
        return None
    return _Coded(found["family"], int(found["number"]), re.sub(r"\s", "", found["name"]), block, cell)


def _runs(coded: Sequence[_Coded]) -> Iterator[Sequence[_Coded]]:
    """Iterate over the codes of each family from its first to its last: told again, they are another run."""
    open_runs: dict[str, list[_Coded]] = {}
    for each in coded:
        run = open_runs.setdefault(each.family, [])
        if run and each.number == run[-1].number and _one_name(each, run[-1]):
            continue  # a cell that goes on on the next page
        if run and each.number < run[-1].number:
            yield run
            run = open_runs[each.family] = []
        run.append(each)
    yield from open_runs.values()


def _one_name(one: _Coded, two: _Coded) -> bool:
    return one.name.startswith(two.name) or two.name.startswith(one.name)


def _judged(run: Sequence[_Coded]) -> Iterator[Outcome]:
    wrong = [at for at, each in enumerate(run) if each.number != at + 1]
    if len(run) < _FEWEST or len(wrong) > 1:
        return
    if not wrong:
        yield said(rule(NAME, TITLE), "", "", [run[0].place, run[-1].place], Verdict.EXACT)
        return
    at = wrong[0]
    if at == 0 or run[at].number != run[at - 1].number:
        return
    before, again = run[at - 1], run[at]
    listed = "、".join(each.code for each in run)
    zh = f"编号“{again.code}”既写给“{before.name}”，又写给“{again.name}”（{listed}）"
    en = f"the code {again.code} is given to {before.name} and to {again.name} ({listed})"
    yield said(rule(NAME, TITLE), zh, en, [again.place, before.place])
