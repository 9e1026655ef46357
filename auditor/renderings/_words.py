"""Suspects, causes and impact in a person's words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.numbers import rescaled, unit_of, with_unit
from auditor.renderings._screen import UNCHANGED, copies, number, place, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.findings import Consequence, Finding, Suspect

CAUSES = {
    "stale-copy": ("沿用了别处（或旧稿）的数", "copied from elsewhere or from an earlier draft"),
    "sibling-copy": ("误抄了相邻的数", "copied from the cell beside it"),
    "wrong-base": ("计算基数有误", "computed over another base"),
    "omitted-item": ("漏计了一项", "an item was left out"),
    "doubled-item": ("重复计了一项", "an item was counted twice"),
    "count-off": ("个数或序号数错", "miscounted"),
    "decimal-shift": ("小数点错位", "the decimal point slipped"),
    "unit-scale": ("单位换算有误", "the unit was not converted"),
    "transposition": ("相邻数字颠倒", "two digits are swapped"),
    "digit": ("一位数字写错", "one digit is wrong"),
    "last-digit": ("末位数字写错", "the last digit is wrong"),
    "sign": ("正负号写错", "the sign is wrong"),
    "pasted-sentence": ("整句误粘", "a sentence pasted from elsewhere"),
    "target-as-actual": ("把目标值填作业绩值", "the target was entered as the actual value"),
    "target-from-result": ("目标按结果倒填", "the target was set from the result"),
    "missing-value": ("漏填", "left empty"),
    "missing-cell": ("该行有一格漏填", "a cell of this row is left empty"),
    "missing-unit": ("漏写单位", "the unit is missing"),
    "malformed": ("公式写法有误", "the formula is malformed"),
    "overlap": ("与前一组重叠", "overlaps with the class before"),
    "not-marked": ("漏注“可多选”", "lacks the mark of several choices"),
    "single-choice": ("单选题列入多选题", "a question of one choice among those of several"),
    "not-numbered": ("漏了编号", "its number is missing"),
    "misspelt": ("名称写错一字", "one character of the name is wrong"),
    "not-set-out": ("列举与分述不符", "named and set out differently"),
    "unfounded": ("没有可据以计算的金额", "nothing printed from which it could be computed"),
    "unlike-the-rest": ("与其余各处写法不同", "differs from all the others"),
    "malformed-citation": ("文号写法有误", "the document number is malformed"),
    "code-gap": ("代码断号", "a code before it is left out"),
    "named-nowhere": ("所列类别在指标体系中没有", "the indicators have no such kind"),
    "absent-reference": ("所引用的表不在报告中", "refers to a table that is not there"),
}
COMPARED = 4
_SHOULD = {
    "wrong-base": "，似按 {} 计算",
    "omitted-item": "，补上后应为 {}",
    "doubled-item": "，减去后应为 {}",
    "pasted-sentence": "，此处所说的指标为 {}",
    "code-gap": "，代码应为 {}",
}
"""What a suggested value is where it does not simply take the place of the printed one."""
_SURE = {"high": ("高", "high"), "medium": ("中", "medium"), "low": ("低", "low")}


def grouped(suspects: Sequence[Suspect]) -> list[list[Suspect]]:
    """Group suspects that are one statement: copies of one figure to be changed alike."""
    groups: dict[tuple[str, str, str | None, str | None], list[Suspect]] = {}
    for each in suspects:
        groups.setdefault((each.key, each.confidence, each.cause, each.suggested), []).append(each)
    return list(groups.values())


def suspects(group: Sequence[Suspect], finding: Finding, language: str) -> str:
    """Return one suspected statement in words: what it is, where, how sure, why, what it should say."""
    first = group[0]
    labels = {item.key: item.label for item in finding.figures}
    for consequence in finding.consequences:
        labels.update((item.key, item.label) for item in consequence.figures)
    label = shown(labels.get(first.key) or first.label or first.key)
    zh = language == "zh"
    where = ("；" if zh else "; ").join(place(each.location, language) for each in group[:6])
    if len(group) > 6:  # noqa: PLR2004 - a line has an end
        where += f"；另 {len(group) - 6} 处" if zh else f"; {len(group) - 6} more"
    sure = _SURE.get(first.confidence, (first.confidence, first.confidence))[0 if zh else 1]
    known = CAUSES.get(first.cause or "", (first.cause, first.cause))[0 if zh else 1]
    if zh:
        cause = f"，疑似{known}" if known else ""
        to = as_printed(first, finding)
        should = _SHOULD.get(first.cause or "", "，建议改为 {}").format(shown(to)) if to else ""
        return f"疑点  {label}（{where}），把握{sure}{cause}{should}"
    cause = f", probably {known}" if known else ""
    to = as_printed(first, finding)
    should = f", suggested {shown(to)}" if to else ""
    return f"suspect  {label} ({where}), confidence {sure}{cause}{should}"


def as_printed(suspect: Suspect, finding: Finding) -> str:
    """Return a suggested value as the report would print it: its thousands parted, its own digits with the unit meant."""
    to = suspect.suggested or ""
    item = next((each for each in finding.figures if each.location == suspect.location), None)
    if item is None or item.value is None or not to.endswith(item.unit):
        return to
    number = to.removesuffix(item.unit)
    if not re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", number):
        return to
    if suspect.cause == "unit-scale" and (printed := Fraction(item.value)):
        # 14.82元 for 14.82万元: the digits stand, the unit is another.
        unit = rescaled(unit_of(item.unit), Fraction(number) / printed)
        return to if unit is None else with_unit(item.text, unit.symbol)
    if "," not in item.text:
        return to
    return with_unit(f"{Decimal(number):,}", item.unit)


def consequence(broken: Consequence, language: str) -> str:
    """Return another broken rule in words: its name, and what it compares."""
    zh = language == "zh"
    said = [f"{shown(first.label)} {number(first)}" for first, _ in copies(broken.figures)]
    listed = ("，" if zh else ", ").join(said[:COMPARED]) + (" …" if len(said) > COMPARED else "")
    name = shown(f"{broken.rule} {broken.title}".strip())
    return f"关联  {name}：{listed}" if zh else f"also breaks  {name}: {listed}"


def impact(finding: Finding, language: str) -> str:
    """Return what the repair does to score and grade, in words."""
    zh = language == "zh"
    names = {"score": ("总分", "score"), "grade": ("等级", "grade")}
    parts = []
    for key, value in finding.impact.items():
        name = names.get(key, (key, key))[0 if zh else 1]
        said = ("不变" if zh else "unchanged") if value == UNCHANGED else value
        parts.append(f"{name}{'' if zh else ' '}{said}")
    return ("，" if zh else ", ").join(parts)
