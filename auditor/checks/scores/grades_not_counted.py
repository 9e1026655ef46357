"""A list of how many got which grade that holds more than were graded, or whose rate is not that of the list.

15 个项目，评价为“优”的 6 个、“良”的 7 个、“中”的 2 个，优良率 86.7%: a thing has one grade. A list that leaves the lowest grades
out may hold fewer than were graded, never more.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.heads import rows
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, evidence_at, judged, plus, quotient, rule, said, summed
from auditor.checks.common.tables import Sheet, header, sheets
from auditor.checks.common.words import OF_WHICH
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "grades-not-counted"
TITLE = {"zh": "各等级个数与总数不符", "en": "the numbers of each grade do not go with their total"}
_GRADES = ("优秀|优|A", "良好|良|B", "中等|中|一般|合格|C", "较差|差|不合格|D")
_GRADE = re.compile(
    r"(?:^|[^一-龥A-Z]|等级为|评为|评定为|结果为|评价为|达到|其中|获评|定为)[“\"]?(?P<grade>优秀|优|良好|良|中等|中|一般|合格|较差|差|不合格|[ABCD])"
    r"[”\"]?(?:等级|等次|级|等|档)?(?:的|的有|的项目|项目|单位|等次的|有|为|共|\s)*$"
)
# 9 个项目为“优”、2 个项目为“良”: the grade may stand behind its count.
_BEHIND = re.compile(
    r"^\s*(?:项目|单位|部门|个|家|项)*(?:自评|评价)?(?:等级|等次|结果)?(?:被?评定?|获评|定)?为[“\"]?(?P<grade>优秀|优|良好|良|中等|中|一般|合格|较差|差|不合格)(?=[”\"]|[，,、。；;]|等)"
)
_HEAD = re.compile(r"等级|等次|评级|评定结果")
_EARLIER = re.compile(r"上年|去年|同期")
_NEAR = 12
_RATES = {"优良率": 2, "优秀率": 1, "优良等次": 2}
_FEWEST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the lists of grades of running text."""
    tables = nearby(sheet for sheet in sheets(facts) if any(map(_graded, sheet.table.columns)))
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        at = 0
        while at < len(numbers):
            listed = _listed(numbers, at)
            if len(listed) >= _FEWEST:
                yield from _judged(facts, numbers, at, listed)
                yield from _tabled(facts, listed, tables.near(paragraph.block.index, _NEAR))
            at += max(1, len(listed))


def _graded(column: Column) -> bool:
    return _HEAD.search(header(column)) is not None


def _tabled(facts: Facts, listed: Sequence[tuple[int, Number]], tables: Sequence[Sheet]) -> Iterator[Outcome]:
    """Judge 9 个项目为“优”、2 个为“良” by the one table near by that grades as many things."""
    total = sum((number.known.printed.value for _, number in listed), Fraction(0))
    counts = [each for sheet in tables if (each := _counted(facts, sheet)).total() == total]
    if len(counts) != 1:
        return
    wrong = [(rank, number) for rank, number in listed if counts[0][rank] != number.known.printed.value]
    items = [evidence_at(number.block, number.occurrence) for _, number in wrong or listed]
    if not wrong:
        yield said(rule(NAME, TITLE), "", "", items, Verdict.EXACT)
        return
    names = [_GRADES[rank].split("|")[0] for rank, _ in wrong]
    told = [number.occurrence.text for _, number in wrong]
    found = [str(counts[0][rank]) for rank, _ in wrong]
    zh = "，".join(
        f"称“{name}”{one} 个，表中为 {two} 个" for name, one, two in zip(names, told, found, strict=True)
    )
    en = f"said to be graded so: {', '.join(told)}; in the table: {', '.join(found)}"
    yield said(rule(NAME, TITLE), zh, en, items)


def _counted(facts: Facts, sheet: Sheet) -> Counter[int]:
    """Return how many rows of a table have each grade."""
    cells = [cell for headed in rows(facts, sheet) if (cell := headed.cell(_HEAD)) is not None]
    words = [re.sub(r"[\s“”\"]|等?级$|等$", "", mention.text) for _, mention in cells]
    ranks = [at for word in words for at, names in enumerate(_GRADES) if word in names.split("|")]
    return Counter(ranks)


def _listed(numbers: Sequence[Number], at: int) -> list[tuple[int, Number]]:
    """Return the run of graded counts that begins at a place, each with the rank of its grade."""
    found: list[tuple[int, Number]] = []
    for number in numbers[at:]:
        rank = _rank(number)
        if rank is None or (found and not _follows(found[-1], rank, number)):
            break
        found.append((rank, number))
    return found


def _follows(last: tuple[int, Number], rank: int, number: Number) -> bool:
    same = number.sentence == last[1].sentence and number.occurrence.unit == last[1].occurrence.unit
    return same and rank > last[0] and number.depth == last[1].depth


def _rank(number: Number) -> int | None:
    if number.stated is None or not number.dimension.startswith("count") or number.sign:
        return None
    found = _BEHIND.match(number.after) or _GRADE.search(number.before.rstrip())
    if found is None:
        return None
    return next(at for at, words in enumerate(_GRADES) if found["grade"] in words.split("|"))


def _judged(
    facts: Facts, numbers: Sequence[Number], at: int, listed: Sequence[tuple[int, Number]]
) -> Iterator[Outcome]:
    first = listed[0][1]
    wholes = [
        each
        for each in numbers[:at]
        if each.stated
        and not each.sign
        and each.occurrence.unit == first.occurrence.unit
        and each.depth <= first.depth
        and first.sentence - each.sentence <= 1
        and not _EARLIER.search(each.lead)
    ]
    if not wholes:
        return
    whole, parts = wholes[-1].known, [number.known for _, number in listed]
    total = sum((part.printed.value for part in parts), Fraction(0))
    # What 其中 introduces and holds too much is judged as any list of classes.
    too_much = total >= whole.printed.value and not OF_WHICH.search(first.before)
    if too_much or len(listed) == len(_GRADES):
        yield judged(facts, summed(rule(NAME, TITLE), whole, plus(parts)))
    following = at + len(listed)
    rate = numbers[following] if following < len(numbers) else None
    if rate is None or rate.stated is None or not rate.is_share or rate.sentence != first.sentence:
        return
    counted = next((count for name, count in _RATES.items() if rate.clause.startswith(name)), 0)
    top = [number.known for rank, number in listed if rank < counted]
    if counted and len(top) == counted:
        yield judged(facts, quotient(rule(NAME, TITLE), rate.known, plus(top), [(ONE, whole)]))
