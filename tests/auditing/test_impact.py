"""What a repaired figure does to score and grade."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from auditor import api
from auditor.readers.json_file import read
from benchmarks.repairing import repaired

CLEAN = repaired()


def audited(key: str, line: int | None, text: str) -> dict[tuple[str, ...], dict[str, str]]:
    """Return the impact of every new finding, by its suspects' keys, where one figure prints something else."""
    data: dict[str, Any] = copy.deepcopy(CLEAN)
    for figure in data["figures"]:
        if figure["key"] == key:
            for mention in figure["mentions"]:
                if line is None or mention["location"]["line"] == line:
                    mention["text"] = text
    audit = api.check(read(json.dumps(data).encode(), "qitai-2023.json"), api.load_rules())
    return {
        tuple(dict.fromkeys(each.key for each in finding.suspects)): dict(finding.impact)
        for finding in audit.findings
    }


def test_a_copy_that_differs_leaves_the_score() -> None:
    """The total was added up from the other copies."""
    assert audited("C43.得分", 1632, "3")["C43.得分",] == {"score": "unchanged", "grade": "unchanged"}


@pytest.mark.parametrize("text", ["39", "9"])
def test_a_wrong_total_is_repaired_to_the_sum(text: str) -> None:
    """All copies of the total wrong: the repair brings back 93 and its grade."""
    found = audited("总分.得分", None, text)
    impact = next(impact for keys, impact in found.items() if "总分.得分" in keys)
    assert impact["score"] == f"{text} → 93"


def test_an_actual_below_its_target_moves_the_score() -> None:
    """Where every copy of a budget figure is wrong, its rate, its score, and the total follow."""
    found = audited("部门预算.全年支出数", None, "178.39")
    impact = next(impact for keys, impact in found.items() if keys[:1] == ("部门预算.全年支出数",))
    assert impact == {"score": "unchanged", "grade": "unchanged"}
