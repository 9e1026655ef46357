"""A share of one group of those asked that its row gives by no count: 企业问卷中，满意的占 74.07%, and 56 firms below 有效 in the table.

The sentence names the row, the table has a column of the answers that count. Where its other columns are the answers, which give that
number in each row, a share that names some of them is theirs, alone or together; any other has to be of a whole number of answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tables import Sheet, header, numeric, plain, sheets
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Severity, Verdict
from auditor.numbers import decimal_text, round_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-not-of-group"
TITLE = {
    "zh": "某类对象的占比与其问卷份数不符",
    "en": "a share of a group of those asked is of no count of its answers",
}
_VALID = re.compile(r"(?:回收|收回)?有效(?:问卷|答卷|样本|份)?(?:数量?|份数)?|样本[数量]|受访人数")
_ANSWER = re.compile(r"满意|认可|知晓|了解|同意|赞成|支持|一般|基本|[较很]?好|差")
_NO_ANSWER = re.compile(r"率|度|占|比|%|得分|分值|合计|总")
_WHO = re.compile(
    r"(?:^|[，,、；;：:。])\s*(?:其中[，,：:]?)?(?:从|在|就|对)?(?P<who>[一-龥]{2,12}?)(?:问卷|卷|满意度)?(?:中|来?看|方面|里)[，,、]"
)
_TOLD = re.compile(
    r"(?:认为|反映|表示|选择|评价|回答|选了?|[”\"」])[^，,；;。]{0,24}?占(?:比|有效[^，,；;。0-9]{0,8}|[^，,；;。0-9]{0,8}问卷)?(?:的)?(?:比例|比重)?(?:为|达)?$"
)
_BEHIND = re.compile(r"(?:的[一-龥]{0,8})?(?:认为|反映|表示|选择|评价为?)(?P<what>[^，,；;。]{1,16})")
_ELSE = re.compile(r"其中[^，,]|上年|去年|较|比上|目标|提高|下降|增长|[回有][收效]率|加权|平均")
_LEAST = 10


@records.frozen(eq=False)
class _Group:
    """A row of a table of answers: how many count, how many gave each of them where that is all, and what else was counted."""

    name: str
    base: Stated
    answers: Sequence[tuple[str, int]]
    others: Sequence[int]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares that a sentence tells of one group."""
    groups = [each for sheet in sheets(facts) for each in _groups(sheet)]
    for paragraph in paragraphs(facts) if groups else ():
        for number in paragraph.numbers:
            if not (number.stated and number.is_share) or number.sign or number.depth:
                continue
            words = re.split("[，,；;。]", number.lead)[-1]
            behind = _BEHIND.match(number.after)
            if not (_TOLD.search(words) or behind) or _ELSE.search(words):
                continue
            found = [each for each in groups if each.name == _named(number, groups)]
            if found and len({each.base.printed.value for each in found}) == 1:
                yield from _judged(facts, number, found[0], behind["what"] if behind else words)


def _groups(sheet: Sheet) -> Iterator[_Group]:
    """Iterate over the rows of a table that has one column of the answers that count."""
    heads = {column: plain(column.path[-1] if column.path else header(column)) for column in numeric(sheet)}
    valid = [column for column, head in heads.items() if _VALID.fullmatch(head)]
    if len(valid) != 1:
        return
    columns = [each for each, head in heads.items() if _ANSWER.search(head) and not _NO_ANSWER.search(head)]
    rows = [(row, base) for row in sheet.details if (base := _count(sheet.at(row, valid[0])))]
    counted = {row.name: [_count(sheet.at(row, each)) or 0 for each in columns] for row, _ in rows}
    full = len(columns) > 1 and all(sum(counted[row.name]) == base for row, base in rows)
    for row, base in rows:
        cell = sheet.at(row, valid[0])
        if cell is None or base < _LEAST:
            continue
        answers = [(heads[each], count) for each, count in zip(columns, counted[row.name], strict=True)]
        others = [many for each in heads if (many := _count(sheet.at(row, each))) and many > base]
        yield _Group(plain(row.label or row.name), cell, answers if full else [], others)


def _count(cell: Stated | None) -> int | None:
    value = cell.printed.value if cell is not None and cell.unit.dimension != "ratio" else None
    return int(value) if value is not None and value.denominator == 1 and value >= 0 else None


def _named(number: Number, groups: Sequence[_Group]) -> str:
    """Return the one row that the words before a share name."""
    lead = re.sub(r"\s", "", number.lead)
    for found in reversed(list(_WHO.finditer(lead))):
        who = found["who"]
        exact = {each.name for each in groups if each.name == who}
        near = exact or {each.name for each in groups if who in each.name or (each.name and each.name in who)}
        return near.pop() if len(near) == 1 else ""
    return ""


def _judged(facts: Facts, number: Number, group: _Group, words: str) -> Iterator[Outcome]:
    base, printed = int(group.base.printed.value), number.known.printed
    info = rule(NAME, TITLE, Severity.WARNING)
    evidence = [
        evidence_at(number.block, number.occurrence),
        evidence_of(facts, group.base.figure, group.base.mention, "base"),
    ]
    named = _answers(group, words)
    runs = {
        sum(count for _, count in group.answers[one:two])
        for one in range(len(group.answers))
        for two in range(one + 1, len(group.answers) + 1)
    }
    counts = runs if named is not None else range(base + 1)
    if any(_gives(many, base, printed.value, printed.step) for many in counts):
        yield said(info, "", "", evidence, Verdict.WITHIN_ROUNDING)
    elif not any(
        _gives(many, other, printed.value, printed.step)
        for other in group.others
        for many in (runs if named is not None else range(other + 1))
    ):
        due = (
            ""
            if named is None
            else decimal_text(round_to(named * 100 / group.base.printed.value, printed.step * 100))
        )
        zh = f"“{group.name}”有效问卷 {base} 份，{number.occurrence.text} 不是其中任何份数的占比"
        en = f"{base} answers of {group.name}: {number.occurrence.text} is of no number of them"
        if named is not None:
            zh, en = f"{zh}；{named} 份应占 {due}%", f"{en}; {named} are {due}%"
        yield said(info, zh, en, evidence)


def _answers(group: _Group, words: str) -> int | None:
    """Return how many gave the answers that words name, None where they name none of those in the table."""
    rest, total, any_ = re.sub(r"\s", "", words), 0, False
    for head, count in sorted(group.answers, key=lambda each: -len(each[0])):
        if head in rest:
            rest, total, any_ = rest.replace(head, "，"), total + count, True
    return total if any_ else None


def _gives(many: int, base: int, share: Fraction, step: Fraction) -> bool:
    """Whether so many of so many are a share, rounded or cut off."""
    off = Fraction(many, base) - share
    return abs(off) * 2 <= step or 0 <= off < step
