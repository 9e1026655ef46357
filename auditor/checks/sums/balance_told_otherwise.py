"""What is left of a budget, told again with more than the budget and the spending of the report leave.

预算 2,000 万元，支出 1,922 万元 in the overview, and 结余 94.30 万元收回财政 among the proposals: what was left of an earlier draft. Less than
the rest may be a part of it, so that only more is judged, and only where nothing carried over or added can be in it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.cellsaid import labels_of
from auditor.checks.common.measures import measure_of, says_measure
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import ONE, judged, rule, summed
from auditor.checks.common.tables import header, numeric, same_value, sheets
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "balance-told-otherwise"
TITLE = {
    "zh": "结余与预算减支出不符",
    "en": "what is left is told otherwise than budget less spending",
}
_MORE = re.compile(r"上年结[转余]|年初结[转余]|历年|滚存|追加|调[增整]后?预算|自筹|其他资金|存量")
_PLAIN = re.compile(
    r"^(?:[一二三四五六七八九]是|将|对|把|其中|项目|资金|本项目|投资|年末|当年|全年|本年度?|预算|共|尚有|形成|产生|的|剩余)*"
)
_LEFT = re.compile(r"(?:结余|剩余|未支出|未使用|未执行)(?:资金|金额)?(?:的|为|共|计|共计)*$")
_PLAN = re.compile(
    r"^(?:项目|年度|全年|本年|当年|预算|总|财政|资金|批复|安排|计划|年初|专项资金?|[一-龥]{0,12}(?:专项资金|项目|资金|经费))*(?:预算|总投资|投资预算)(?:资金|数|总额|为|共)*$"
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what the text says is left, by the one budget and spending of the report."""
    texts = paragraphs(facts)
    if any(_MORE.search(paragraph.text) for paragraph in texts):
        return
    pair = _pair(facts, texts)
    if pair is None:
        return
    budget, spent = pair
    rest = budget.printed.value - spent.printed.value
    told = [each for paragraph in texts for each in paragraph.numbers if _left(facts, each)]
    for number in told if rest > 0 else ():
        info = rule(NAME, TITLE, Severity.WARNING, "medium")
        if number.known.printed.value >= rest:
            yield judged(facts, summed(info, number.known, [(ONE, budget), (-ONE, spent)]))


def _left(facts: Facts, number: Number) -> bool:
    """Whether a number is told to be left of the whole: no row of a table, no purpose is named with it."""
    clause = re.sub(r"\s", "", number.clause)
    if number.stated is None or number.dimension != "money" or number.sign or number.depth:
        return False
    piece = re.split("[。；;]", number.block.text[: number.occurrence.span.start])[-1]
    return (
        _LEFT.search(clause) is not None
        and _PLAIN.sub("", _LEFT.sub("", clause)) == ""
        and not labels_of(facts).found(re.sub(r"\s", "", piece))
    )


def _pair(facts: Facts, texts: Sequence[Paragraph]) -> tuple[Stated, Stated] | None:
    """Return the budget and the spending that the report tells or tables of the whole, None where there are several."""
    pairs: list[tuple[Stated, Stated]] = []
    for sheet in sheets(facts):
        for total in sheet.totals if len(sheet.totals) == 1 else ():
            heads = {
                kind: [
                    sheet.at(total, column) for column in numeric(sheet) if measure_of(header(column)) == kind
                ]
                for kind in ("budget", "paid")
            }
            if len(heads["budget"]) == len(heads["paid"]) == 1 and heads["budget"][0] and heads["paid"][0]:
                pairs.append((heads["budget"][0], heads["paid"][0]))
    for paragraph in texts:
        numbers = [each for each in paragraph.numbers if each.stated and each.dimension == "money"]
        for one, two in itertools.pairwise(numbers):
            plan = _PLAN.match(re.sub(r"\s", "", one.clause)) and not one.depth
            if plan and says_measure(two.clause) == "paid" and one.sentence == two.sentence and not two.depth:
                pairs.append((one.known, two.known))
    if not pairs or any(each.unit.dimension != "money" for pair in pairs for each in pair):
        return None
    same = all(same_value(one, pairs[0][0]) and same_value(two, pairs[0][1]) for one, two in pairs)
    return pairs[0] if same else None
