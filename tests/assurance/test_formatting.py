"""Formatting changes the layout and the keywords, never the meaning, a comment or a blank line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def test_grades_are_set_as_people_write_them() -> None:
    """An upper end that its neighbour claims, or nobody, goes without a mark; any other mark stays."""
    for row in (
        "  等级 总得分: 90（含）-100分 优; 80（含）-90分 良; 60（含）-80分 中; 60分以下 差",
        "  等级 总得分: 90（不含）-100分 优; 60（不含）-90分 良; 60分以下 差",
        "  等级 总得分: 90分以上（含） 优; 90分以下 差",
        "  等级 总得分: 90分以上（不含） 优; 60（含）-90分（不含） 良; 60分以下（含） 差",
    ):
        text = f"语言 1\n\n规则 A x\n{row}\n"
        assert formatted(text) == text
    marked = "语言 1\n\n规则 A x\n  等级 总得分: 90（含）-100分（含） 优; 80（含）-90分（不含） 良; 80分以下（不含） 差\n"
    assert (
        formatted(marked)
        == "语言 1\n\n规则 A x\n  等级 总得分: 90（含）-100分 优; 80（含）-90分 良; 80分以下 差\n"
    )


_ROWS = [
    "语言 1", "", "规则 A x", "  检查 甲.数 = 5万元", "  依据 甲", "", "规则 B y", "  检查 乙.数 = 5万元", "  例 乙.数=5万元 结果 相符", "评分 C z",
    "  权重 5分", "  档 其余 不得分",
]  # fmt: skip


@given(
    st.lists(
        st.tuples(st.integers(0, len(_ROWS)), st.sampled_from(["# 注", "  # 注", "\t# 另注", "　# 又注"])),
        max_size=6,
    )
)
def test_a_comment_stays_where_its_author_put_it(comments: list[tuple[int, str]]) -> None:
    """Among the clauses of its block or before the next one: the first below a head, and one that another repeats, too."""
    rows = list(_ROWS)
    for at, comment in sorted(comments, reverse=True):
        rows.insert(at, comment)
    text = "\n".join(rows)
    done = formatted(text)
    begun = False
    wanted = []
    for row in filter(str.strip, rows):
        indented = begun and row[0].isspace()
        wanted.append(("  " if indented else "") + row.strip())
        begun = begun or not row.lstrip().startswith("#")
    assert [row for row in done.split("\n") if row] == wanted
    assert formatted(done) == done
