"""A score of a table that its row's remark does not give: full marks of 20, 保洁不及时 2 次，每次扣 1 分, and 19.

The remark tells what was taken off, or a rule with what it counts. Columns of methods tell what would be taken off: one whose
head may mean either (评分依据) counts where other rows of it come out.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.heads import Headed, rows
from auditor.checks.common.numbers import Stated
from auditor.checks.common.relations import rule, said
from auditor.checks.common.tables import Sheet, sheets
from auditor.checks.scores._eachrules import bare, limits, losses, rules
from auditor.checks.scores._heads import SCORE, WEIGHT
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict
from auditor.numbers import decimal_text, round_to
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Evidence

NAME = "score-not-remark"
TITLE = {"zh": "得分与扣分说明不符", "en": "a score is not what the remark of its row gives"}
_REMARK = re.compile(r"(?:扣分|失分|减分|扣减)(?:说明|情况|原因|事项|点|理由|项|因素|依据)|^备注$|^说明$")
_EITHER = re.compile(r"(?:评分|得分|评价|打分|自评)(?:依据|说明|情况|理由)|依据$")
_OFF = re.compile(r"扣(?:减|除|了|掉|分)?\s*(?P<n>[0-9]+(?:\.[0-9]+)?)\s*分")
_IF = re.compile(r"(?:的|者|(?<!及)时|否则|以[上下内外]|[每凡各可应]|如|若|[低高]于[^，,。；;]*)$")
_SOME = re.compile(r"主要|等|其中|酌情|部分|加[0-9]|另加|加分|各扣|折算|累计")
_BOUND = re.compile(r"[≥≤<>]|满分|不[低高多少]于|以[上下内]")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_SHORTEST = 3


@records.frozen(eq=False)
class _Told:
    """A row's full mark and score, its remark, and the scores that the remark may give."""

    headed: Headed
    full: Stated
    got: Stated
    remark: str
    possible: tuple[Fraction, ...]

    @property
    def holds(self) -> bool:
        """Whether the score is one that the remark gives."""
        score = self.got.printed.numeral
        return any(score.value in (each, round_to(each, score.step)) for each in self.possible)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of score tables by their remarks, a column of remarks at a time."""
    for sheet in sheets(facts):
        for sure, pattern in ((True, _REMARK), (False, _EITHER)):
            found = list(_rows(facts, sheet, pattern))
            held = [each for each in found if each.holds]
            wrong = [each for each in found if not each.holds]
            for each in held:
                yield said(rule(NAME, TITLE), "", "", _evidence(facts, each), Verdict.EXACT)
            if len(wrong) > max(len(held), 1 if sure else 0):
                continue
            for each in wrong:
                yield _outcome(facts, each)


def _rows(facts: Facts, sheet: Sheet, pattern: re.Pattern[str]) -> Iterator[_Told]:
    for headed in rows(facts, sheet):
        full, got = headed.one(WEIGHT), headed.one(SCORE)
        remark = re.sub(r"\s", "", headed.text(pattern))
        if full is None or got is None or headed.row.role is not Role.DETAIL or len(remark) < _SHORTEST:
            continue
        possible = _possible(remark, full.printed.numeral.value)
        if possible and got.printed.numeral.value <= full.printed.numeral.value:
            yield _Told(headed, full, got, remark, possible)


def _possible(remark: str, full: Fraction) -> tuple[Fraction, ...]:
    """Return the scores that a remark gives: by what it takes off, or by its one rule and what it counts."""
    if _SOME.search(remark):
        return ()
    text, every, most = bare(remark), rules(remark), limits(remark)
    told = list(_OFF.finditer(text))
    if any(_IF.search(text[: each.start()]) for each in told):
        return ()
    if told:
        return (full - sum((Fraction(each["n"]) for each in told), Fraction(0)),)
    if len(every) != 1 or not every[0].off or not every[0].sure:
        return ()
    # ≥95%得满分，否则每低 1 个百分点扣 1 分; 12,520 亩完成、480 亩未完成: how many count is not told by one number.
    if _BOUND.search(remark) or len(_NUMBER.findall(text)) > 1:
        return ()
    least = full - (most[0].most if most else full)
    return tuple(max(full - each, least, Fraction(0)) for each in losses(every[0], text, remark))


def _evidence(facts: Facts, told: _Told) -> list[Evidence]:
    return [
        evidence_of(facts, told.got.figure, told.got.mention, "stated"),
        evidence_of(facts, told.full.figure, told.full.mention, "base"),
    ]


def _outcome(facts: Facts, told: _Told) -> Outcome:
    name = told.headed.row.label or told.headed.row.name
    shown = "或".join(dict.fromkeys(decimal_text(each) for each in told.possible[:2]))
    full, got = told.full.mention.text, told.got.mention.text
    zh = f"{name}：分值 {full}，“{told.remark}”，应得 {shown} 分，写 {got} 分"
    en = f"{name}: of {full} points {shown} are left by its remark, {got} is printed"
    return said(rule(NAME, TITLE), zh, en, _evidence(facts, told))
