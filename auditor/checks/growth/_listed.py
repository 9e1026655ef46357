"""Which of several figures a change is of, where a list of parts stands between the whole and the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks.common.relations import near_sum, plus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number


def holds_all(called: Sequence[Number], change: Number) -> bool:
    """Whether the first of figures of one name is what the others are parts of: 床位 a 张，其中医院床位 b 张，乡镇床位 c 张."""
    first, *others = (each.known.printed.value for each in called)
    return called[0].sentence < change.sentence and all(each < first for each in others)


def of_list(same: Sequence[Number], listed: Sequence[Number]) -> list[Number]:
    """Return what a sentence of parts is of: 预算为 a 万元。其中，甲 b 万元，乙 c 万元。比上年减少 d 万元 tells of a."""
    wholes = [each for each in same if each.sentence == listed[0].sentence - 1 and not each.sign]
    parts = plus([each.known for each in listed])
    within = "其中" in listed[0].before and len(listed) > 1
    return wholes[-1:] if within and wholes and near_sum(wholes[-1].known, parts) else []
