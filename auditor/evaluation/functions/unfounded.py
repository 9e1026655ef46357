"""无据 / unfounded: rates that a row prints although it prints none of the amounts they would be computed from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.binding import Binder, BindingError, Term
from auditor.evaluation.faults import Fault, counted
from auditor.evaluation.functions import named_figure, need
from auditor.language import tree
from auditor.report.printed import numeral_of

if TYPE_CHECKING:
    from auditor.report.model import Mention

NAMES = ("无据", "unfounded")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "金额全为空缺而仍写比率的处数：逐项 收入.*: 无据(调整率, 年初预算数, 全年预算数) = 0",
    "en": "rates printed beside amounts that are all blank: each_item income.*: unfounded(rate, initial, final) = 0",
}
_MOST = 8


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many mentions of the first figure are printed while all the others are blank. Missing without it."""
    need(call, 2, _MOST)
    rate = named_figure(binder, call, 0)
    founded = False
    for argument in call.arguments[1:]:
        if not isinstance(argument, tree.Name):
            zh, en = f"{call.function} 的参数应为名称", f"{call.function} takes names"
            raise BindingError(call.span, zh, en)
        amount = binder.meaning(argument)
        founded = founded or (amount is not None and any(_printed(each) for each in amount.mentions))
    faults = [] if founded else [Fault(rate, each, "unfounded") for each in rate.mentions if _printed(each)]
    return counted(binder, call, faults, [(rate, each) for each in rate.mentions])


def _printed(mention: Mention) -> bool:
    numeral = numeral_of(mention.text)
    return numeral is not None and not numeral.blank
