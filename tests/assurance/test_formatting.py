"""Formatting changes the layout and the keywords, never the meaning, a comment or a blank line."""

from __future__ import annotations

import pytest

from auditor import resources
from auditor.assurance.formatting import formatted
from auditor.assurance.walking import without_spans
from auditor.language.reading import parse_text

PACKS = resources.rule_packs()


@pytest.mark.parametrize("name", list(PACKS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_shipped_packs(name: str, language: str) -> None:
    """Idempotent, same meaning, every comment kept, and back again."""
    text = PACKS[name].read_text(encoding="utf-8")
    there = formatted(text, language)
    assert formatted(there, language) == there
    assert formatted(formatted(there, "zh"), language) == there
    assert without_spans(parse_text(there, "")[0]) == without_spans(parse_text(text, "")[0])
    assert [line for line in there.split("\n") if line.startswith("#")] == [
        line for line in text.split("\n") if line.startswith("#")
    ]


def test_layout() -> None:
    """Blanks, full-width signs and runs of empty lines are set straight; comments stay where they were."""
    untidy = (
        "语言   1\n# 头\n规则 A-1   名称  # 尾\n    检查   甲.数＝乙.数+丙.数   # 为何\n  # 中间\n  级别 必改\n"
        '  提示（英） "a"\n\n\n\n规则 B 二\n  占比 甲.占比,乙.占比\n  依据   附件1   第2条\n评分 C 三\n  权重 5分\n  档 其余 不得分'
    )
    assert formatted(untidy) == (
        "语言 1\n# 头\n规则 A-1   名称  # 尾\n  检查 甲.数 = 乙.数 + 丙.数  # 为何\n  # 中间\n  级别 必改\n"
        '  提示(英) "a"\n\n规则 B 二\n  占比 甲.占比, 乙.占比\n  依据 附件1   第2条\n\n评分 C 三\n  权重 5分\n  档 其余 不得分\n'
    )
    english = formatted(untidy, "en")
    assert (
        'rule A-1   名称  # 尾\n  check 甲.数 = 乙.数 + 丙.数  # 为何\n  # 中间\n  level error\n  message(en) "a"'
        in english
    )
