"""A share of several rows together that is not what their table gives: 慢性病筛查和随访管理两项合计占 35.4%.

What the words name are rows of one table. The share is wrong where no column of it gives the share, and one slip
explains it: a row left out, or a digit.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks import _patterns as re
from auditor.checks._nearby import nearby
from auditor.checks._numbers import Number, Stated, paragraphs
from auditor.checks._relations import judged, plus, quotient, rule, summed
from auditor.checks._slips import slip
from auditor.checks._tables import Sheet, adds, numeric, plain, sheets

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
_FAR = 15
_NEAR = 60
_BACK = 140


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge shares of two named rows by the tables that have both."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if number.stated is None or not number.is_share or number.sign:
                continue
            # 两项: the count between the names and the share is a number of its own.
            words = paragraph.text[
                max(0, number.occurrence.span.start - _BACK) : number.occurrence.span.start
            ]
            names = _names(words.rstrip())
            if not names:
                continue
            yield from _judged(facts, number, names, tables.near(paragraph.block.index, _FAR))


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
    should = (sum(shares) / step + Fraction(1, 2)).__floor__() * step
    claim, total = number.known.printed.value, sum(shares, Fraction(0))
    alone = any(abs(share - claim) <= step for share in (*shares, *(total - share for share in shares)))
    return alone or slip(number.known, should) != ""
