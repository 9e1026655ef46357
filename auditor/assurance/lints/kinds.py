"""Quantities that cannot be added or compared, numbers without unit, and steps that can be read two ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.linear import sum_of
from auditor.assurance.proof import ACTUALS
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.units import (
    dimension_of,
    fit,
    likes,
    unit_of_expression,
)
from auditor.evaluation.binding import kind_zh
from auditor.evaluation.dimensions import Dimension, DimensionError
from auditor.findings import Severity
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.assurance.walking import AnyRule


def check(subject: Subject) -> Iterator[Remark]:
    """Look at every sum and comparison whose units are told by literals, examples or the report."""
    first: dict[str, tuple[str, str]] = {}
    for _, rule in subject.entries:
        for name, unit in subject.given(rule).items():
            if ("." in name or "[" in name) and not first.get(name, ("", ""))[1]:
                first[name] = (rule.id, unit)
    for file, rule in (*subject.entries, *subject.asking):
        sentences = subject.sentences(rule)
        yield from _conflicts(file, rule, first)
        yield from _rates(file, rule)
        units, told = subject.units(rule), subject.told_units(rule)
        if isinstance(rule, tree.Scoring) and isinstance(rule.target, tree.Number):
            # What is measured is in the unit of what it is measured by.
            told = {**dict.fromkeys(ACTUALS, rule.target.unit), **told}
        yield from _sums(file, rule, sentences, told)
        yield from _texts(file, rule, sentences, told)
        yield from _bases(file, rule, sentences, told)
        yield from _quotients(file, rule, sentences)
        if isinstance(rule, tree.Scoring):
            yield from _steps(file, rule, sentences, units)


def _conflicts(
    file: str, rule: tree.Rule | tree.Scoring, first: dict[str, tuple[str, str]]
) -> Iterator[Remark]:
    for example in rule.examples:
        for binding in example.bindings:
            name = binding.name.partition("@")[0]
            if name not in first or not isinstance(binding.value, tree.Number):
                continue
            other, unit = first[name]
            if not fit(unit_of(unit).dimension, unit_of(binding.value.unit).dimension):
                yield remark(
                    "unit-conflict", file, rule.id, binding.span,
                    (f"{name} 在这里{_in_words(binding.value.unit)}，在规则 {other} 的例子里{_in_words(unit)}",
                     f"{name} is in {binding.value.unit or 'no unit'} here and in {unit or 'no unit'} in rule {other}"),
                    remedy=("统一单位", "use one unit"),
                )  # fmt: skip


def _rates(file: str, rule: AnyRule) -> Iterator[Remark]:
    """A figure that one example of a rule gives as a rate and another as a difference of rates."""
    places: dict[str, dict[str, list[tree.Binding]]] = {}
    for example in rule.examples:
        for each in example.bindings:
            if isinstance(each.value, tree.Number) and unit_of(each.value.unit).dimension in {
                "ratio",
                "points",
            }:
                kinds = places.setdefault(each.name.partition("@")[0], {})
                kinds.setdefault(unit_of(each.value.unit).dimension, []).append(each)
    for name, kinds in places.items():
        if len(kinds) == 1:
            continue
        few, many = sorted((kinds["points"], kinds["ratio"]), key=len)
        for each in few:
            unit, usual = each.value.unit, many[0].value.unit  # type: ignore[union-attr]  # numbers, as above
            yield remark(
                "unit-slip", file, rule.id, each.span,
                (f"{name} 在这里的单位是“{unit}”，在其他例子里是“{usual}”", f"{name} is in {unit} here and in {usual} in other examples"),
                severity=Severity.WARNING, near=(usual,), remedy=("比率写 %，两个比率之差写 个百分点", "a rate is in %, the difference of two rates in percentage points"),
            )  # fmt: skip


def _in_words(unit: str) -> str:
    return f"的单位是“{unit}”" if unit else "没有单位"


def _sums(
    file: str, rule: AnyRule, sentences: Sequence[object], units: Mapping[str, str]
) -> Iterator[Remark]:
    for left, right in likes(rule, sentences):
        try:
            one, two = dimension_of(left, units), dimension_of(right, units)
        except DimensionError:
            continue  # the sum inside is reported itself
        if one is None or two is None:
            continue
        for side, other in ((left, two), (right, one)):
            if isinstance(side, tree.Number) and not side.unit and side.value and not _bare_fits(side, other):
                yield remark(
                    "missing-unit", file, rule.id, side.span,
                    (f"数 {side.text} 没有单位，不能与{kind_zh(str(other))}比较或相加", f"the number {side.text} has no unit and cannot stand beside {other}"),
                    remedy=(f"写成 {side.text}{_symbol(other)}", f"write {side.text}{_symbol(other)}"),
                )  # fmt: skip
                break
        else:
            bare = [
                side
                for side, other in ((left, two), (right, one))
                if isinstance(side, tree.Number)
                and (not side.value or (not side.unit and _bare_fits(side, other)))
            ]
            if bare:
                continue
            try:
                one.plus(two)
            except DimensionError as error:
                yield remark(
                    "unit-mismatch", file, rule.id, right.span,
                    (f"单位不合：{kind_zh(str(error.left))} 与 {kind_zh(str(error.right))} 不能相加减或比较",
                     f"units do not fit: {error.left} and {error.right} cannot be added or compared"),
                    witness=_witness(left, right, units), remedy=("检查是否取错了数字，或漏乘单价、比例", "is it the right figure? is a price or rate missing?"),
                )  # fmt: skip


def _texts(
    file: str, rule: AnyRule, sentences: Sequence[object], units: Mapping[str, str]
) -> Iterator[Remark]:
    """Texts beside numbers and dates, and texts that are said to be more or less."""
    for node in sentences:
        if not isinstance(node, tree.Compare):
            continue
        one, two = (_sort_of(side, units) for side in (node.left, node.right))
        if one is None or two is None:
            continue
        ordered = node.relation not in {tree.Relation.EQUAL, tree.Relation.UNEQUAL}
        if one != two:
            yield remark(
                "kind-mismatch", file, rule.id, node.span,
                (f"{_SORTS[one][0]}与{_SORTS[two][0]}不能比较", f"a {_SORTS[one][1]} and a {_SORTS[two][1]} cannot be compared"),
                remedy=("检查是否取错了数字", "is it the right figure?"),
            )  # fmt: skip
        elif one == "text" and ordered:
            yield remark(
                "kind-mismatch", file, rule.id, node.span,
                ("文字只能比较是否相同", "texts can only be equal or not"), remedy=("用 = 或 ≠", "use = or ≠"),
            )  # fmt: skip


_SORTS = {"number": ("数值", "number"), "text": ("文字", "text"), "date": ("日期", "date")}


def _sort_of(node: tree.Expression, units: Mapping[str, str]) -> str | None:
    match node:
        case tree.Text():
            return "text"
        case tree.Date():
            return "date"
        case tree.Number():
            return "number"
        case tree.Name(key=key) if key in units:
            return units[key] if units[key] in _SORTS else "number"
    return None


def _bases(
    file: str, rule: AnyRule, sentences: Sequence[object], units: Mapping[str, str]
) -> Iterator[Remark]:
    """The number of answers of a survey, and the score of a grade."""
    for node in sentences:
        match node:
            case tree.Shares(base=tree.Name(key=key) as name) | tree.Mean(base=tree.Name(key=key) as name):
                kind = unit_of(units.get(key, "")).dimension
                wrong = not kind.startswith(("count:", "measure:")) and kind != "number"
                wanted = ("样本应为份数或人数", "the base must be a number of answers")
            case tree.Grading(figure=tree.Name(key=key) as name, grades=grades) if key in units:
                kind = unit_of(units[key]).dimension
                borders = {
                    unit_of(end.unit).dimension for each in grades for end in (each.low, each.high) if end
                }
                wrong = bool(borders) and not any(fit(kind, each) for each in borders)
                wanted = ("等级的界限与它不是一种单位", "the borders of the grades are in another unit")
            case _:
                continue
        if wrong:
            yield remark(
                "unit-mismatch", file, rule.id, name.span,
                (f"{key} 是{kind_zh(kind)}：{wanted[0]}", f"{key} is {kind}: {wanted[1]}"),
                remedy=("检查是否取错了数字，或界限写错了单位", "is it the right figure, and the right unit?"),
            )  # fmt: skip


def _quotients(file: str, rule: AnyRule, sentences: Sequence[object]) -> Iterator[Remark]:
    for node in sentences:
        if isinstance(node, tree.Binary) and node.operator is tree.Operator.DIVIDE and _is_zero(node.right):
            yield remark(
                "divides-by-zero", file, rule.id, node.span,
                ("分母总是 0，永远算不出来", "divides by 0 and can never be computed"),
                remedy=("检查分母", "look at what it is divided by"),
            )  # fmt: skip


def _is_zero(node: tree.Expression) -> bool:
    found = sum_of(node, opaque=True)
    return found is not None and not found.terms and not found.constant


def _bare_fits(side: tree.Number, other: Dimension) -> bool:
    """Whether a number without unit can stand beside a quantity: a count of anything, and 1 for 100 %."""
    if other.plain and other.kind == "ratio":
        return side.text == "1"
    return (other.plain and other.kind == "number") or str(other) == "count:*"


def _symbol(other: Dimension) -> str:
    if other.plain:
        return {"ratio": "%", "points": "个百分点"}.get(other.kind, "")
    return {"money": "万元", "score": "分"}.get(str(other), kind_zh(str(other)))


def _witness(left: tree.Expression, right: tree.Expression, units: Mapping[str, str]) -> str | None:
    sides = [
        (side.key, units[side.key])
        for side in (left, right)
        if isinstance(side, tree.Name) and side.key in units
    ]
    return ", ".join(f"{key}=1{unit}" for key, unit in sides) or None


def _strange(node: tree.Deduct, units: Mapping[str, str]) -> bool:
    """Whether a deduction is measured from something of another kind than the actual value."""
    own, actual = unit_of_expression(node.reference, units), units.get("业绩值")
    if not own or not actual:
        return False
    return not fit(unit_of(own).dimension, unit_of(actual).dimension)


def _steps(
    file: str, rule: tree.Scoring, sentences: Sequence[object], units: Mapping[str, str]
) -> Iterator[Remark]:
    for node in sentences:
        if not isinstance(node, tree.Deduct):
            continue
        if _strange(node, units):
            actual = units["业绩值"]
            yield remark(
                "unit-mismatch", file, rule.id, node.reference.span,
                (f"扣分的参照与业绩值不是一种单位：业绩值的单位是“{actual}”", f"what the deduction is measured from is in another unit than the actual value ({actual})"),
                remedy=("参照应为目标值或同一单位的数", "measure from the target, or from a number in that unit"),
            )  # fmt: skip
        unit = unit_of_expression(node.reference, units)
        kind = None if unit is None else unit_of(unit).dimension
        step = unit_of(node.step.unit).dimension
        if kind == "date" and step == "ratio":
            yield remark(
                "step-unit", file, rule.id, node.step.span,
                (f"日期没有 {node.step.text}：步长应为天数", f"there is no {node.step.text} of a day: a step is a number of days"),
                remedy=("写成 1天", "write 1天"),
            )  # fmt: skip
        elif node.relative:
            if step != "ratio":
                yield remark(
                    "step-unit", file, rule.id, node.step.span,
                    (f"“相对”之后应为百分比，不是 {node.step.text}", f"a relative step is a percentage, not {node.step.text}"),
                    remedy=("写成 相对 1%", "write relative 1%"),
                )  # fmt: skip
        elif step == "ratio":
            if kind is not None and kind not in {"ratio", "points"}:
                continue  # 1% of 500件 can only be a share of them
            yield remark(
                "ambiguous-step", file, rule.id, node.step.span,
                (f"{node.step.text} 是相对比例还是百分点没有写明", f"is {node.step.text} relative, or percentage points?"),
                severity=Severity.WARNING if kind is None else Severity.ERROR,
                remedy=(f"写成 相对 {node.step.text}，或 {node.step.text.rstrip('%')}个百分点",
                        f"write relative {node.step.text}, or {node.step.text.rstrip('%')} percentage points"),
            )  # fmt: skip
        elif kind is not None and not fit(kind, step) and not _strange(node, units):
            yield remark(
                "step-unit", file, rule.id, node.step.span,
                (f"每步 {node.step.text} 与 {unit or '无单位'} 的基准不合", f"a step of {node.step.text} does not fit a reference in {unit or 'no unit'}"),
                remedy=("步长与基准用同一种单位，或写 相对 1%", "use one unit for both, or write relative 1%"),
            )  # fmt: skip
