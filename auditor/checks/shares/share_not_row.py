"""A share, or a rate of completion, told behind a figure of which a table says otherwise.

期间费用合计 34,027.81 万元，占营业收入的 18.46%: the part stands in the sentence before its share; the whole is the one value that
the tables print for this period under the name that the sentence gives it. 支出最多的是甲，为 230.46 万元，占 40.56%；其次是乙，为 163.00
万元，占 27.41%, and 28.69% below 占执行数比例 in the row of 乙: that the shares are those of the column another one of the paragraph
shows. 改厕 165 座，完成计划的 91.67%: outcome and target stand in one row.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.current import current
from auditor.checks.common.heads import rows
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import ONE, compared, fits, judged, near_ratio, quotient, rule
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import Sheet, header, is_share, numeric, plain, same_value, sheets
from auditor.checks.common.words import overlap, stem
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.checks.common.heads import Headed
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-not-row"
TITLE = {
    "zh": "占比、完成率与表中数据不符",
    "en": "a share or rate told of a figure is not that of the table",
}
_DIRECT = re.compile(
    r"^[^，,。；;0-9]{0,6}[，,]\s*占(?:(?:19|20)[0-9]{2}年度?)?(?P<whole>[^，,。；;0-9]{4,20}?)的?(?:比例|比重|比率)?(?:为|达|是)?\s*$"
)
_ALSO = re.compile(r"\s*[，,]\s*占(?:比)?(?:为)?\s*")
_NAMED = re.compile(
    r"(?:^|[，,。；;])(?P<part>[^，,。；;0-9占]{3,14}?)占(?P<whole>[^，,。；;0-9]{4,20}?)的?(?:比例|比重|比率)(?:为|达|是)?\s*$"
)
_OTHER = re.compile(r"上年|去年|同期|上期|目标|计划|不低于|不超过")
_PERIOD = re.compile(r"^(?:(?:19|20)[0-9]{2}年?度?|本年度?|本期|当年|当期|年度|公司|全年|报告期|期末)+")
_OVERLAP = 3
_TOLD = re.compile(r"^\s*[，,]\s*占(?P<of>[^，,。；;0-9]{0,10}?)(?:的)?(?:比重|比例|比)?(?:为)?\s*$")
_FAR = 12
_RATE = re.compile(
    r"^\s*[^，,。；;]{0,4}[，,（(]?\s*(?:完成|达到|为|占)(?:年度|全年|年初)?(?:计划|目标|任务|指标值?)(?:数|值|任务)?的?\s*$|^\s*[，,（(]\s*(?:任务|计划|目标)?完成率(?:为|达|约)?\s*$"
)
_TARGET = re.compile(r"指标值|目标|计划|任务")
_ACTUAL = re.compile(r"完成(?!率)|实际(?!完成率)|实绩|小计")
_RATED = re.compile(r"率|比|占|%")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge shares and rates whose whole, target or own value only a table prints."""
    yield from _of_row(facts)
    yield from _of_column(facts)
    yield from _completion(facts)


def _of_row(facts: Facts) -> Iterator[Outcome]:
    """Judge shares whose whole bears the name of a row."""
    rows = current(facts)
    if not rows:
        return
    for paragraph in paragraphs(facts):
        yield from _inherited(facts, paragraph, rows)
        for at, share in enumerate(paragraph.numbers):
            if not at or share.stated is None or not share.is_share or share.sign:
                continue
            part, name = _named(paragraph.numbers[:at], share)
            wholes = [each for each in rows.get(name, ()) if part is not None and _over(part, each)]
            if part is None or not wholes:
                continue
            info = rule(NAME, TITLE)
            relations = [quotient(info, share.known, [(ONE, part.known)], [(ONE, whole)]) for whole in wholes]
            fitting = next((each for each in relations if fits(facts, each)), None)
            if fitting is not None or all(same_value(wholes[0], each) for each in wholes):
                yield judged(facts, fitting or relations[0])


def _inherited(facts: Facts, paragraph: Paragraph, rows: Mapping[str, Sequence[Stated]]) -> Iterator[Outcome]:
    """Judge 药费 98.7 元，占次均门诊费用的 34.3%；检查费 61.4 元，占 21.3%: the second share is of the first one's whole.

    That the row whose name ends in the words is meant the first share shows: it is of it.
    """
    whole, sentence = None, -1
    for part, share in itertools.pairwise(paragraph.numbers):
        if not share.is_share or part.stated is None or share.stated is None or part.is_share or part.sign:
            continue
        if share.sign or share.sentence != part.sentence or _OTHER.search(share.before):
            continue
        if (found := _DIRECT.match(part.after)) is not None:
            name = _bare(found["whole"])
            ending = [each for label, cells in rows.items() if label.endswith(name) for each in cells]
            right = [
                each for each in ending if _over(part, each) and near_ratio(share.stated, part.stated, each)
            ]
            whole, sentence = (right[0] if right else None), share.sentence
        elif whole is not None and share.sentence == sentence and _ALSO.fullmatch(share.before):
            if _over(part, whole):
                yield judged(
                    facts, quotient(rule(NAME, TITLE), share.stated, [(ONE, part.stated)], [(ONE, whole)])
                )
        else:
            whole = None


def _over(part: Number, whole: Stated) -> bool:
    return whole.unit.dimension == part.dimension and whole.printed.value >= part.known.printed.value > 0


def _named(before: Sequence[Number], share: Number) -> tuple[Number | None, str]:
    """Return the part of a share, and what its whole is called."""
    last = before[-1]
    same = [each for each in before if each.sentence == share.sentence and each.stated]
    text = share.block.text[: share.occurrence.span.start]
    if _OTHER.search(text[-40:].split("。")[-1]):
        return None, ""
    found = _DIRECT.match(last.after)
    if found is not None and last.stated and not last.is_share and not last.sign:
        return last, _bare(found["whole"])
    said = _NAMED.search(text)
    if said is None:
        return None, ""
    parts = [each for each in same if not each.is_share and overlap(each.name, said["part"]) >= _OVERLAP]
    return (parts[0] if len(parts) == 1 else None), _bare(said["whole"])


def _bare(name: str) -> str:
    return _PERIOD.sub("", plain(name))


@records.frozen(eq=False)
class _Repeated:
    share: Number
    cell: Stated

    @property
    def same(self) -> bool:
        """Whether the text repeats the cell."""
        return same_value(self.share.known, self.cell)


def _of_column(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares of paragraphs that repeat amounts of a table with a column of shares."""
    tables = nearby(
        sheet for sheet in sheets(facts) if sheet.values and sum(map(is_share, numeric(sheet))) == 1
    )
    for paragraph in paragraphs(facts):
        for sheet in tables.near(paragraph.block.index, _FAR):
            told = list(_repeated(paragraph, sheet))
            right = sum(1 for each in told if each.same)
            if right and right >= len(told) - right:
                for each in told:
                    yield judged(
                        facts,
                        compared(rule(NAME, TITLE), each.share.known, tree.Relation.EQUAL, each.cell),
                    )


def _repeated(paragraph: Paragraph, sheet: Sheet) -> Iterator[_Repeated]:
    """Iterate over the shares right behind an amount that just one row of a table prints."""
    column = next(each for each in numeric(sheet) if is_share(each))
    numbers = paragraph.numbers
    for part, share in itertools.pairwise(numbers):
        if not (part.stated and share.stated and share.is_share) or share.sign or part.sign:
            continue
        found = _TOLD.match(share.before)
        if found is None or digits(part.stated) < MEANT or part.is_share:
            continue
        of = plain(found["of"])
        if of and overlap(of, plain(header(column))) < min(2, len(of)):
            continue
        rows = [
            row
            for row in sheet.details
            if any(
                (cell := sheet.at(row, each)) is not None
                and cell.unit.dimension == part.known.unit.dimension
                and same_value(part.known, cell)
                for each in numeric(sheet)
            )
        ]
        cell = sheet.at(rows[0], column) if len(rows) == 1 else None
        if cell is not None and cell.unit.dimension == "ratio":
            yield _Repeated(share, cell)


def _completion(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates behind an outcome that a table sets beside its target."""
    tabled: list[tuple[Headed, Stated, Stated]] | None = None
    for paragraph in paragraphs(facts):
        for done, rate in itertools.pairwise(paragraph.numbers):
            if not _belong(done, rate):
                continue
            if tabled is None:
                tabled = list(_tabled(facts))
            found = [
                (actual, target)
                for headed, actual, target in tabled
                if actual.unit.dimension == done.dimension
                and same_value(done.known, actual)
                and overlap(stem(done.name), stem(plain(headed.row.label or headed.row.name))) > 1
            ]
            kept = [each for each in found if near_ratio(rate.known, *each)]
            if len({(one.printed.value, two.printed.value) for one, two in found}) == 1 or kept:
                actual, target = (kept or found)[0]
                relation = quotient(rule(NAME, TITLE), rate.known, [(ONE, actual)], [(ONE, target)])
                yield judged(facts, relation)


def _belong(done: Number, rate: Number) -> bool:
    if done.stated is None or rate.stated is None or not rate.is_share or rate.sign or done.is_share:
        return False
    near = done.sentence == rate.sentence and done.depth == rate.depth and not done.sign
    return near and _RATE.match(rate.before) is not None


def _tabled(facts: Facts) -> Iterator[tuple[Headed, Stated, Stated]]:
    """Iterate over the rows that print a target and what was done."""
    for sheet in sheets(facts):
        for headed in rows(facts, sheet):
            values = {head: value for head, value in headed.values.items() if not _RATED.search(head)}
            done = [value for head, value in values.items() if _ACTUAL.search(head)]
            target = [
                value for head, value in values.items() if _TARGET.search(head) and not _ACTUAL.search(head)
            ]
            if len(done) == len(target) == 1 and _alike(done[0], target[0]):
                yield headed, done[0], target[0]


def _alike(done: Stated, target: Stated) -> bool:
    return done.unit.dimension == target.unit.dimension and target.printed.value > 0
