"""A share of several rows together that is not what their table gives: 慢性病筛查和随访管理两项合计占 35.4%.

And an amount: 教育、卫生、农林水等三项支出合计 a 万元. What the words name are rows of one table. The share is wrong where no column of it gives the share, and one slip
explains it: a row left out, or a digit.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import judged, near_sum, plus, quotient, rule, summed
from auditor.checks.common.slips import slip, slip_in_sum
from auditor.checks.common.tables import Sheet, adds, like, numeric, plain, sheets
from auditor.checks.common.words import chinese_number
from auditor.checks.shares._kindrows import of_kinds
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Row

NAME = "rows-together"
TITLE = {
    "zh": "几行合计占比与表中数据不符",
    "en": "the share of rows taken together is not what the table gives",
}
_TWO = re.compile(
    r"(?:^|[，,。；;：:])\s*(?:其中[，,：:]?)?(?P<one>[^，,。；;：:、和与及]{2,14})[、和与及](?P<two>[^，,。；;：:、]{2,14}?)"
    r"(?:两[项者类个]|二者)?(?:支出|资金|经费)?(?:合计|共计|总计|共|一共)占(?:比|总[^，,。；;]{1,6}|[^，,。；;]{0,8})?的?(?:比重|比例)?(?:为|达)?\s*$"
)
_SEVERAL = re.compile(
    r"(?:前[二两三四五六七八九十0-9]{1,2}(?:位|名|类|项|种|大|个)[^，,。；;：:、]{0,12}?(?:依次|分别)?(?:是|为)|[：:])"
    r"(?P<names>[^，,。；;：:]{2,14}(?:[、和与及][^，,。；;：:、]{2,14})+)[，,]\s*"
    r"(?:(?:上述|以上|这)?[^，,。；;0-9]{0,6}?(?:合计|共计|总计|共|一共))?占[^，,。；;]{0,20}?的?(?:比重|比例)?(?:为|达)?\s*$"
)
_AMOUNT = re.compile(
    r"(?:其中[，,：:]?|^|[，,。；;：:])\s*(?P<names>[^，,。；;：:、0-9]{2,14}(?:[、和与及][^，,。；;：:、0-9]{2,14})+?)等?(?P<count>[二两三四五六七八九十0-9]{1,2})[项类个][^，,。；;：:、0-9]{0,10}?(?:合计|共计|总计|共|一共)[^，,。；;、0-9]{0,6}$"
)
_KIND = re.compile("(?:支出|收入|经费|资金|项目)$")
_FAR = 15
_NEAR = 60
_BACK = 140


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge shares and amounts of several named rows by the tables that have them."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if number.stated is None:
                continue
            # 两项: the count between the names and the share is a number of its own.
            words = paragraph.text[
                max(0, number.occurrence.span.start - _BACK) : number.occurrence.span.start
            ]
            near = tables.near(paragraph.block.index, _FAR)
            if not number.is_share:
                # 3 所小学共核减 13.70 万元 are a change for itself, and one column of the table.
                yield from _together(facts, number, list(of_kinds(number, words.rstrip(), near)))
            if number.sign:
                continue
            if not number.is_share:
                yield from _summed(facts, number, _listed(words.rstrip()), near)
            elif names := _names(words.rstrip()):
                yield from _judged(facts, number, names, near)


def _listed(words: str) -> list[str]:
    """Return the rows that words name before an amount: 甲、乙、丙等三项支出合计, as many as they say."""
    found = _AMOUNT.search(words)
    if found is None:
        return []
    text = found["names"].removesuffix("等")
    whole = [plain(each) for each in text.split("、")]
    parted = [*whole[:-1], *(plain(each) for each in re.split(r"[和与及]", text.split("、")[-1]))]
    count = chinese_number(found["count"])
    return next((names for names in (whole, parted) if len(names) == count and len(names) > 1), [])


def _summed(facts: Facts, number: Number, names: Sequence[str], near: Sequence[Sheet]) -> Iterator[Outcome]:
    """Judge the amount of several named rows: it is their sum in one column, or a row was left out of it."""
    found: list[list[Stated]] = []
    for sheet in near if names else ():
        rows = [_begun(sheet, name) for name in names]
        if not all(len(each) == 1 for each in rows):
            continue
        for column in numeric(sheet):
            cells = [cell for (row,) in rows if (cell := sheet.at(row, column)) is not None]
            if len(cells) == len(names) and adds(sheet, column) and like(number, cells[0]):
                found.append(cells)
    yield from _together(facts, number, found)


def _together(facts: Facts, number: Number, found: Sequence[Sequence[Stated]]) -> Iterator[Outcome]:
    """Judge an amount by the cells that it may be the sum of: those that give it, or else those of which it lacks a row."""
    held = next((cells for cells in found if near_sum(number.known, plus(cells))), None)
    left = next((cells for cells in found if _left_out(number, cells)), None)
    meant = held or left
    if meant is not None:
        yield judged(facts, summed(rule(NAME, TITLE), number.known, plus(meant)))


def _left_out(number: Number, cells: Sequence[Stated]) -> bool:
    """Whether an amount is the sum without one of the rows, or a slip of the pen away from it."""
    rest = (plus([each for each in cells if each is not out]) for out in cells)
    return any(near_sum(number.known, each) for each in rest) or slip_in_sum(number.known, plus(cells)) != ""


def _begun(sheet: Sheet, name: str) -> list[Row]:
    """Return the rows of a name, with or without what kind of amount they are: 教育 for 教育支出."""
    labels = [(row, plain(row.label or row.name)) for row in sheet.details]
    return [row for row, label in labels if _KIND.sub("", label) == _KIND.sub("", name)]


def _names(words: str) -> list[str]:
    """Return the rows that words name before a share: 甲和乙两项合计占, 居前五位的是甲、乙、丙、丁、戊，占."""
    if found := _TWO.search(words[-_NEAR:]):
        return [plain(found["one"]), plain(found["two"])]
    if found := _SEVERAL.search(words):
        return [plain(name) for name in re.split(r"[、和与及]", found["names"])]
    return []


def _judged(facts: Facts, number: Number, names: Sequence[str], near: Sequence[Sheet]) -> Iterator[Outcome]:
    choices = [choice for sheet in near for choice in _choices(sheet, names)]
    outcomes = [(judged(facts, _relation(number, *choice)), choice) for choice in choices]
    held = next((outcome for outcome, _ in outcomes if outcome.verdict.consistent), None)
    if held is not None:
        yield held
        return
    for outcome, (parts, whole) in outcomes:
        if _explained(number, parts, whole):
            yield outcome
            return


Choice = tuple[list[Stated], Stated | None]
"""The cells of the two rows in one column, and the total that they are a share of; None where they are shares."""


def _choices(sheet: Sheet, names: Sequence[str]) -> Iterator[Choice]:
    rows = [_called(sheet, name) for name in names]
    if not all(len(each) == 1 for each in rows):
        return
    for column in numeric(sheet):
        cells = [cell for (row,) in rows if (cell := sheet.at(row, column)) is not None]
        if len(cells) < len(names):
            continue
        if cells[0].unit.dimension == "ratio":
            yield cells, None
        elif adds(sheet, column) and len(sheet.totals) == 1:
            whole = sheet.at(sheet.totals[0], column)
            if whole is not None and whole.printed.value:
                yield cells, whole


def _called(sheet: Sheet, name: str) -> list[Row]:
    """Return the rows of a name, else those whose name ends in it: 随访管理 for 慢性病随访管理."""
    labels = [(row, plain(row.label or row.name)) for row in sheet.details]
    return [row for row, label in labels if label == name] or [
        row for row, label in labels if label.endswith(name)
    ]


def _relation(number: Number, parts: Sequence[Stated], whole: Stated | None) -> Relation:
    if whole is None:
        return summed(rule(NAME, TITLE), number.known, plus(parts))
    return quotient(rule(NAME, TITLE), number.known, plus(parts), plus([whole]))


def _explained(number: Number, parts: Sequence[Stated], whole: Stated | None) -> bool:
    """Whether a row that was left out, or a slip of the pen, explains the share."""
    base = whole.printed.value if whole is not None else Fraction(1)
    step = number.known.printed.step
    shares = [part.printed.value / base for part in parts]
    should = round_to(sum(shares, Fraction(0)), step)
    claim, total = number.known.printed.value, sum(shares, Fraction(0))
    alone = any(abs(share - claim) <= step for share in (*shares, *(total - share for share in shares)))
    return alone or slip(number.known, should) != ""
