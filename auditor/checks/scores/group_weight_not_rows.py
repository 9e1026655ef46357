"""A group of a score table whose weight its rows do not give: 资金保障（13） above rows of 4, 3 and 5; 二、产出 | 46 above 2.1, 2.2 ….

That such numbers are weights shows by the other groups, whose rows give theirs. Where running text lists the groups with their
weights (按投入、产出、效益三块打分，分值 20、45、35), it is held to the same rows.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.tables import Sheet, sheets
from auditor.checks.scores._groups import Group, groups
from auditor.checks.scores._heads import weight_of
from auditor.checks.scores._weightlists import Weights, weights
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Evidence

NAME = "group-weight-not-rows"
TITLE = {"zh": "组的分值与所含各行分值之和不符", "en": "the weight of a group is not what its rows give"}
_WHOLE = 100


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the groups of every score table, and the groups that the text lists."""
    lists = [each for paragraph in paragraphs(facts) for each in weights(paragraph)]
    for sheet in sheets(facts):
        weight = weight_of(sheet)
        if sheet.block is None or weight is None:
            continue
        for found in groups(sheet, weight):
            yield from _judged(facts, sheet, found)
            for each in lists:
                yield from _listed(facts, each, found)


def _judged(facts: Facts, sheet: Sheet, found: Sequence[Group]) -> Iterator[Outcome]:
    known = [each for each in found if each.weight is not None]
    held = [each for each in known if each.total == each.weight]
    # Of two groups one shows what is meant where both together miss the full mark.
    both = len(known) == 2 and sum((each.weight or Fraction(0)) for each in known) != _WHOLE  # noqa: PLR2004
    if len(held) * 2 < len(known) or (len(held) * 2 == len(known) and not (both and held)):
        return
    for each in known:
        evidence = [_place(facts, sheet, each)]
        evidence.extend(evidence_of(facts, one.figure, one.mention, "part") for one in each.parts)
        if each.total == each.weight or each.weight is None:
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
            continue
        if any(one.printed.numeral.value > each.weight for one in each.parts):
            continue  # the total of the table below its last group
        shown = " + ".join(one.mention.text for one in each.parts)
        total, told = decimal_text(each.total), decimal_text(each.weight)
        zh = f"“{each.name}”所含各行分值 {shown} = {total}，与所写 {told} 不符"
        en = f"the rows of '{each.name}' give {total}, not {told}"
        yield said(rule(NAME, TITLE), zh, en, evidence)


def _place(facts: Facts, sheet: Sheet, group: Group) -> Evidence:
    """Return the place of a group's weight: the row at its head, or the cell that names it."""
    if group.told is not None:
        return evidence_of(facts, group.told.figure, group.told.mention, "total")
    start, text = (group.cell.span.start, group.cell.text) if group.cell is not None else (0, group.name)
    block = sheet.block
    if block is None:
        raise ValueError("a group stands in a table of the document")
    return evidence_of_words(block, start, text, label=f"{group.name}分值")


def _listed(facts: Facts, told: Weights, found: Sequence[Group]) -> Iterator[Outcome]:
    """Judge a list of weights by the groups of one table, where it names all of them and the table gives a hundred."""
    if len(told.names) != len(told.numbers) or len(told.names) != len(found):
        return
    if sum((each.total for each in found), Fraction(0)) != _WHOLE:
        return
    pairs = [
        (number, value, [each for each in found if each.name in name or name in each.name])
        for name, number, value in zip(told.names, told.numbers, told.values, strict=True)
    ]
    if any(len(meant) != 1 for _, _, meant in pairs):
        return
    wrong = [(number, meant[0]) for number, value, meant in pairs if value != meant[0].total]
    if len(wrong) * 2 > len(pairs):
        return  # another scheme
    if not wrong:
        return
    odd = [number for number, _ in wrong]
    others = [number for number in told.numbers if number not in odd]
    evidence = [evidence_at(number.block, number.occurrence) for number in odd]
    evidence.extend(evidence_at(number.block, number.occurrence, "base") for number in others)
    evidence.extend(
        evidence_of(facts, one.figure, one.mention, "part") for _, group in wrong for one in group.parts
    )
    shown = "；".join(
        f"“{group.name}”写 {number.occurrence.text}，评分表中各行分值 {' + '.join(one.mention.text for one in group.parts)} = {decimal_text(group.total)}"
        for number, group in wrong
    )
    en = "; ".join(
        f"{number.occurrence.text} is told of '{group.name}', the rows of the score table give {decimal_text(group.total)}"
        for number, group in wrong
    )
    yield said(rule(NAME, TITLE), shown, en, evidence)
