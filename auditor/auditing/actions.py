"""What a person does about a suspected statement: mostly to print another value, sometimes something else."""

from __future__ import annotations

_ACTIONS = {
    "missing-value": ("补填 {}", "fill in {}"),
    "missing-cell": ("补填该行缺的一格", "fill in what the row leaves empty"),
    "wrong-base": ("注明实际按 {} 计算，或按所述的份数重算各占比", "say that {} were the base, or compute the shares anew over the stated number"),
    "pasted-sentence": ("改写该句，说明本处的指标：{}", "rewrite the sentence for the indicator at hand: {}"),
    "absent-reference": ("补附所引的表，或改正表号", "add the table that is referred to, or correct its number"),
    "not-marked": ("在问卷上注明可多选", "mark it in the questionnaire as of several choices"),
    "single-choice": ("移入单选题", "move it to the questions of one choice"),
    "not-numbered": ("补上编号", "give it its number"),
    "not-set-out": ("使列举与分述一致", "name what is set out, and set out what is named"),
    "named-nowhere": ("改用指标体系中的名称", "use the names of the indicator system"),
    "code-gap": ("代码改为 {}，或补上缺的指标", "the code to {}, or add the indicator that is missing"),
    "overlap": ("调整界限，使各组不重叠", "set the limits so that no classes overlap"),
    "malformed": ("改正公式", "correct the formula"),
    "malformed-citation": ("改正文号的写法", "correct the document number"),
    "unfounded": ("删去，或补填可据以计算的金额", "take it out, or fill in the amounts it is computed from"),
    "target-from-result": ("与年度计划的目标核对", "compare it with the target of the work plan"),
}  # fmt: skip


def repair_of(label: str, cause: str | None, suggested: str | None, language: str) -> str:
    """Return what to do about a statement called `label`, in words."""
    zh = language == "zh"
    known = _ACTIONS.get(cause or "")
    if known is not None and (suggested or "{}" not in known[0]):
        action = known[0 if zh else 1].format(suggested or "")
        return f"{label}：{action}" if zh else f"{label}: {action}"
    to = suggested or ("（多种写法都能成立）" if zh else "(several values would do)")
    return f"{label} 改为 {to}" if zh else f"{label} to {to}"
