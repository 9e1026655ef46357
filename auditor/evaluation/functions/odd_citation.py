"""异式 / odd_citation: document numbers with a malformed year or number, or with the year bracketed otherwise than the others."""

# ruff: noqa: RUF001 - the brackets are the very characters that reports print
from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.evaluation.faults import Fault, counted, figures_of

if TYPE_CHECKING:
    from auditor.evaluation.binding import Binder, Term
    from auditor.language import tree

NAMES = ("异式", "odd_citation")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "写法不合式或与其余不一的文号个数：异式(评价依据.*.文号) = 0",
    "en": "document numbers malformed, or written otherwise than the rest: odd_citation(basis.*.number) = 0",
}
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]+(?P<left>[〔\[［（(])(?:19|20)[0-9]{2}(?P<right>[〕\]］）)])第?[0-9]{1,4}号"
)
_PAIRS = frozenset({"〔〕", "[]", "［］", "（）", "()"})


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many document numbers differ in their form from what most print. Texts without 号 are none."""
    checked = []
    brackets: list[str | None] = []
    for figure in figures_of(binder, call):
        for mention in figure.mentions:
            text = re.sub(r"\s", "", mention.text)
            found = _NUMBER.fullmatch(text)
            pair = found["left"] + found["right"] if found else ""
            checked.append((figure, mention))
            brackets.append(pair if pair in _PAIRS else None)
    usual = Counter(each for each in brackets if each is not None).most_common(1)
    kept = usual[0][0] if usual else None
    faults = [
        Fault(figure, mention, "malformed-citation")
        for (figure, mention), pair in zip(checked, brackets, strict=True)
        if pair != kept or pair is None
    ]
    return counted(binder, call, faults, checked)
