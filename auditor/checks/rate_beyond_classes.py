"""A rate or mean that lies outside those of all its classes: 病床使用率 81.6%，其中公立医院 87.4%，民营医院 96.9%.

What is told of all is a mean of what is told of classes that together are all, whatever their sizes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, Paragraph, paragraphs
from auditor.checks._relations import evidence_at, rule, said
from auditor.checks._words import OF_WHICH, closed, stem
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-beyond-classes"
TITLE = {"zh": "总体比率不在各类比率之间", "en": "a rate of all lies outside those of all its classes"}
_MEAN = re.compile(r"率(?:为|达到?|是)?$|平均[^，,。；;]{1,8}$|[人户次床日]均[^，,。；;]{1,8}$")
_ADDS = re.compile(r"增长率|贡献率|占有率|覆盖率|拥有率|自给率|满意|增[长速幅]|占比|比重")
_NAMED = re.compile(r"\s*[，,、（(]\s*(?:其中[，,：:]?)?(?P<name>[一-龥]{1,10})")
_NEAR = 20


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every rate behind which the rates of all its classes are told."""
    for paragraph in paragraphs(facts):
        for at, whole in enumerate(paragraph.numbers):
            if (
                whole.stated is None
                or whole.sign
                or not _MEAN.search(whole.clause)
                or _ADDS.search(whole.clause)
            ):
                continue
            parts = _classes(paragraph, at)
            names = [stem(_name(each)) for each in parts]
            if len(parts) > 1 and closed(names, rest=False, whole=whole.clause):
                yield from _judged(whole, parts)


def _name(number: Number) -> str:
    found = _NAMED.fullmatch(number.before.rstrip())
    return found["name"] if found else ""


def _classes(paragraph: Paragraph, at: int) -> list[Number]:
    """Return the run of rates behind a rate that 其中 or a bracket begins, what it changed by left out."""
    whole = paragraph.numbers[at]
    run: list[Number] = []
    for each in paragraph.numbers[at + 1 :]:
        if each.part != whole.part:
            break
        if not run and (each.sign or each.dimension == "points") and each.depth == whole.depth:
            continue
        begins = bool(run) or (OF_WHICH.search(each.before) is not None and each.depth == whole.depth)
        begins = begins or each.depth == whole.depth + 1
        same = each.dimension == whole.dimension and (not run or each.depth == run[0].depth)
        if not begins or not same or each.stated is None or each.sign or not _name(each):
            break
        run.append(each)
    return run


def _judged(whole: Number, parts: Sequence[Number]) -> Iterator[Outcome]:
    value, half = whole.known.printed.value, whole.known.printed.step / 2
    values = [each.known.printed.value for each in parts]
    slack = half + max(each.known.printed.step for each in parts) / 2
    inside = min(values) - slack <= value <= max(values) + slack
    # What adds up to the whole are its parts, and no rates of classes.
    if not inside and abs(sum(values, Fraction(0)) - value) * _NEAR <= value:
        return
    items = [
        evidence_at(whole.block, whole.occurrence),
        *(evidence_at(each.block, each.occurrence, "part") for each in parts),
    ]
    texts = "、".join(each.occurrence.text for each in parts)
    zh = f"总体为 {whole.occurrence.text}，而各类为 {texts}，总体应在其间"
    en = f"{whole.occurrence.text} of all lies outside {texts} of its classes"
    yield said(rule(NAME, TITLE), zh, en, items, Verdict.EXACT if inside else Verdict.DISCREPANCY)
