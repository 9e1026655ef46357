"""A group of a score table whose weight its rows do not give: 资金保障（13） above rows of 4, 3 and 5; 二、产出 | 46 above 2.1, 2.2 ….

That such numbers are weights shows by the other groups, whose rows give theirs. Where running text lists the groups with their
weights (按投入、产出、效益三块打分，分值 20、45、35), it is held to the same rows.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.tables import Sheet, header, sheets
from auditor.checks.scores._codegroups import coded, in_turn
from auditor.checks.scores._groups import Group, groups, nested
from auditor.checks.scores._grouptold import GroupTold, groups_of, told_of_groups
from auditor.checks.scores._heads import weight_of
from auditor.checks.scores._scale import FULL_MARK
from auditor.checks.scores._schemes import Entry, Listed, lists, matched, odd, schemes
from auditor.checks.scores._system import score_columns
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict
from auditor.numbers import decimal_text
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Evidence
    from auditor.report.blocks import Block

_OTHER = re.compile(r"上年|去年|同期|初评|平均|率")
_WEIGHED = re.compile(r"权重|权数|分值|满分")
_SELF = "自评"
_FEW = 3
NAME = "group-weight-not-rows"
TITLE = {"zh": "组的分值与所含各行分值之和不符", "en": "the weight of a group is not what its rows give"}


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the groups of every score table, and the groups that the text lists."""
    ways: list[Sequence[Entry]] = []
    texts = paragraphs(facts)
    every = [each for paragraph in texts for each in lists(paragraph)]
    every_in_turn = [each for paragraph in texts for each in in_turn(paragraph)]
    for sheet in sheets(facts):
        weight = weight_of(sheet)
        if sheet.block is None or weight is None:
            continue
        ways.extend(schemes(sheet))
        ways.extend(coded(facts, sheet, every))
        for found in groups(sheet, weight):
            yield from _judged(facts, sheet, found)
    listed: set[int] = set()
    for told in (*every, *every_in_turn) if ways else ():
        outcome = _listed(facts, told, ways)
        if outcome is not None:
            listed.update(id(each) for each in told.numbers)
            yield outcome
    known = groups_of(ways)
    for block in facts.report.blocks:
        yield from _nested(block, known)
    # Beside 评价得分 of the table the report's own 自评得分 is another scoring.
    heads = "".join(
        header(column) + sheet.title for sheet in sheets(facts) for column in score_columns(sheet)
    )
    other = "评价" in heads and _SELF not in heads
    for paragraph in texts if known else ():
        for one in told_of_groups(paragraph, known):
            if id(one.number) not in listed and not (other and one.score and _SELF in one.number.lead):
                yield _single(facts, one)


def _judged(facts: Facts, sheet: Sheet, found: Sequence[Group]) -> Iterator[Outcome]:
    known = [each for each in found if each.weight is not None]
    held = [each for each in known if each.total == each.weight]
    # Of two groups one shows what is meant where both together miss the full mark.
    both = len(known) == 2 and sum((each.weight or Fraction(0)) for each in known) != FULL_MARK  # noqa: PLR2004
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
        if each.total < each.weight and _goes_on(sheet, each, found):
            continue  # the page ends within the group, and its other rows stand on the next one
        shown = " + ".join(one.mention.text for one in each.parts)
        total, told = decimal_text(each.total), decimal_text(each.weight)
        zh = f"“{each.name}”所含各行分值 {shown} = {total}，与所写 {told} 不符"
        en = f"the rows of '{each.name}' give {total}, not {told}"
        yield said(rule(NAME, TITLE), zh, en, evidence)


def _nested(block: Block, known: Mapping[str, Entry]) -> Iterator[Outcome]:
    """Judge the weights that cells print behind the names of groups and of their parts, where all other groups hold, or three do.

    Of the parts the one is named first of which another table has a group of another weight.
    """
    found = list(nested(block))
    wrong = [each for each in found if each[1] != sum(part for _, part in each[2])]
    if len(found) - len(wrong) < _FEW or len(wrong) > 1:
        return
    for cell, weight, parts in found:
        total = sum((part for _, part in parts), Fraction(0))
        names = {id(each): re.split(r"[（(]", re.sub(r"\s", "", each.text))[0] for each, _ in parts}
        odd = [
            (each, entry.total(score=False))
            for each, part in parts
            if (entry := known.get(names[id(each)])) is not None and entry.total(score=False) != part
        ]
        first = [each for each, _ in odd] if total != weight else []
        cells = [*first, cell, *(each for each, _ in parts if each not in first)]
        evidence = [evidence_of_words(block, each.span.start, each.text, "分值") for each in cells]
        shown, told = " + ".join(decimal_text(part) for _, part in parts), decimal_text(weight)
        zh = f"“{cell.text}”所含各部分分值 {shown} = {decimal_text(total)}，与 {told} 不符"
        for each, mark in odd[:1]:
            zh += f"；评分表中“{names[id(each)]}”为 {decimal_text(mark or Fraction(0))} 分"
        en = f"the parts of '{cell.text}' give {decimal_text(total)}, not {told}"
        verdict = Verdict.EXACT if total == weight else Verdict.DISCREPANCY
        yield said(rule(NAME, TITLE), zh, en, evidence, verdict)


def _goes_on(sheet: Sheet, group: Group, found: Sequence[Group]) -> bool:
    """Whether nothing closes a group: its table ends with it, or a row of no group stands behind it."""
    names = [row.name for row in sheet.table.rows]
    taken = {one.mention.location.row for each in found for one in each.parts}
    last = max(
        (names.index(row) for each in group.parts if (row := each.mention.location.row) in names), default=0
    )
    behind = sheet.table.rows[last + 1 :][:1]
    return not behind or (behind[0].role is Role.DETAIL and behind[0].name not in taken)


def _place(facts: Facts, sheet: Sheet, group: Group) -> Evidence:
    """Return the place of a group's weight: the row at its head, or the cell that names it."""
    if group.told is not None:
        return evidence_of(facts, group.told.figure, group.told.mention, "total")
    start, text = (group.cell.span.start, group.cell.text) if group.cell is not None else (0, group.name)
    block = sheet.block
    if block is None:
        raise ValueError("a group stands in a table of the document")
    return evidence_of_words(block, start, text, label=f"{group.name}分值")


def _listed(facts: Facts, told: Listed, ways: Sequence[Sequence[Entry]]) -> Outcome | None:
    """Judge a list by the groups or rows of the table that it repeats best: all but one of three, or one of two that it names."""
    best: tuple[list[int], Sequence[Entry], bool] | None = None
    for way in ways:
        meant = matched(told, way)
        found = odd(told, meant) if meant is not None else None
        if meant is not None and found is not None and (best is None or len(found[0]) < len(best[0])):
            best = (found[0], meant, found[1])
    if best is None or _OTHER.search(told.lead):
        return None
    wrong, entries, score = best
    # Two of four may be wrong where the words say that they are weights.
    if len(wrong) * 2 >= len(told.numbers) + (
        not score and _WEIGHED.search(told.lead) is not None and len(told.numbers) > _FEW
    ):
        return None
    numbers = [told.numbers[at] for at in wrong]
    if any(_holds_total(entries[at], told.values[at], score=score) for at in wrong):
        return None
    if score and any(_first_alone(entries[at], told.values[at]) for at in wrong):
        return None
    evidence = [evidence_at(each.block, each.occurrence) for each in numbers]
    evidence.extend(
        evidence_at(each.block, each.occurrence, "base") for each in told.numbers if each not in numbers
    )
    evidence.extend(
        evidence_of(facts, one.figure, one.mention, "part")
        for at in wrong
        for one in entries[at].of(score=score)
    )
    if not wrong:
        return said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
    kind = "得分" if score else "分值"
    shown = "；".join(
        f"“{entries[at].name or f'第{at + 1}组'}”写 {told.numbers[at].occurrence.text}，评分表中{kind} {_sum(entries[at].of(score=score))}"
        for at in wrong
    )
    en = "; ".join(
        f"{told.numbers[at].occurrence.text} is told of '{entries[at].name}', the score table gives {decimal_text(entries[at].total(score=score) or Fraction(0))}"
        for at in wrong
    )
    return said(rule(NAME, TITLE), shown, en, evidence)


def _single(facts: Facts, one: GroupTold) -> Outcome:
    """Judge what is told of one group: 产出合计 46.84 分."""
    evidence = [evidence_at(one.number.block, one.number.occurrence)]
    evidence.extend(evidence_of(facts, each.figure, each.mention, "part") for each in one.parts)
    if one.holds:
        return said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
    kind, told, given = "得分" if one.score else "分值", one.number.occurrence.text, decimal_text(one.given)
    shown = " + ".join(each.mention.text for each in one.parts)
    zh = f"“{one.name}”写 {told} 分，评分表中所含各行{kind} {shown}，应为 {given} 分"
    en = f"{told} is told of '{one.name}', whose rows in the score table ({shown}) give {given}"
    return said(rule(NAME, TITLE), zh, en, evidence)


def _holds_total(entry: Entry, value: Fraction, *, score: bool) -> bool:
    """Whether the total of the table stands below its last group, and was taken for a row of it."""
    cells = [each.printed.numeral.value for each in entry.of(score=score)]
    return len(cells) > 1 and max(cells) > value


def _first_alone(entry: Entry, value: Fraction) -> bool:
    """Whether a group has one row whose full mark is less than what is told: its others were read as those of no group."""
    mark = entry.total(score=False)
    return len(entry.scores) == 1 and mark is not None and value > mark


def _sum(cells: Sequence[Stated]) -> str:
    total = decimal_text(sum((each.printed.numeral.value for each in cells), Fraction(0)))
    return total if len(cells) == 1 else f"{' + '.join(each.mention.text for each in cells)} = {total}"
