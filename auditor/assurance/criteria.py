"""What can be said of criteria (要点), of which a person judges how many are not met."""

from __future__ import annotations

from fractions import Fraction

from auditor.assurance.choosing import said
from auditor.assurance.properties import Answer
from auditor.language import tree
from auditor.numbers import unit_of

_SCORE = unit_of("分")
_ZERO = Fraction(0)


def _proved() -> Answer:
    return Answer("proved")


def _points(value: Fraction) -> str:
    return said(value, _SCORE)


def of_criteria(scoring: tree.Scoring, weight: Fraction | None) -> list[tuple[str, Answer]]:
    """Decide what can be said of criteria, of which a person judges how many are not met."""
    criteria = scoring.criteria
    if criteria is None:
        return []
    amount = amount_of(criteria.amount, weight)
    if weight is None or amount is None:
        answer = Answer("undecided", None, "没有写明权重或扣分", "the weight or the deduction is not stated")
        return [(name, answer) for name in ("bounded", "exhausts", "floor")]
    count = criteria.count
    lost = None if count is None else count * amount
    answers = [("defined", _proved())]
    goes_below = amount > 0 and not criteria.floored and (lost is None or lost > weight)
    failing = (weight / amount).__floor__() + 1 if amount > 0 else 0
    below = Answer(
        "refuted", f"不符项数={failing}项 → {_points(weight - failing * amount)}",
        f"没有写“扣完为止”，{failing} 项不符时得 {_points(weight - failing * amount)}",
        f"no floor is stated: {failing} unmet criteria give {_points(weight - failing * amount)}",
    )  # fmt: skip
    gains = Answer("refuted", "不符项数=1项", "扣分为负", "the deduction is negative")
    answers.append(("bounded", gains if amount < 0 else below if goes_below else _proved()))
    answers.append(("full_at_target", _proved()))
    if criteria.floored and scoring.floor is None:
        short = amount <= 0 or (lost is not None and lost < weight)
        left = weight - (lost or _ZERO)
        answers.append(("exhausts", Answer(
            "refuted", f"不符项数={count}项 → {_points(left)}",
            f"扣不完：{count} 项各扣 {_points(amount)}，共 {_points(lost or _ZERO)}，权重 {_points(weight)}",
            f"cannot exhaust the marks: {count} criteria lose {_points(lost or _ZERO)} of {_points(weight)}",
        ) if short else _proved()))  # fmt: skip
    answers.append(("floor", below if goes_below else _proved()))
    return answers


def amount_of(node: tree.Expression, weight: Fraction | None) -> Fraction | None:
    """Return a deduction in marks, where it is a number or a share of the weight."""
    match node:
        case tree.Number():
            return node.value * unit_of(node.unit).factor
        case tree.Name(key="权重" | "满分" | "权重分" | "分值" | "weight" | "full"):
            return weight
        case tree.Negative():
            inner = amount_of(node.operand, weight)
            return None if inner is None else -inner
        case tree.Binary():
            left, right = amount_of(node.left, weight), amount_of(node.right, weight)
            if left is None or right is None or (node.operator is tree.Operator.DIVIDE and right == 0):
                return None
            match node.operator:
                case tree.Operator.ADD:
                    return left + right
                case tree.Operator.SUBTRACT:
                    return left - right
                case tree.Operator.MULTIPLY:
                    return left * right
                case tree.Operator.DIVIDE:
                    return left / right
    return None
