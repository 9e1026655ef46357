"""The words of the language, each in its Chinese and its English spelling.

grammar/rules.lark holds the same words as terminals; a test holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import records
from auditor.findings import Severity, Verdict
from auditor.numbers import Rounding

if TYPE_CHECKING:
    from collections.abc import Mapping


@records.frozen
class Keyword:
    """A word in both spellings."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """Return the spelling of `language`; every language but zh is served in English."""
        return self.zh if language == "zh" else self.en


def _table(rows: str) -> dict[str, Keyword]:
    words = (row.split() for row in rows.strip().splitlines())
    return {kind: Keyword(zh, en) for kind, zh, en in words}


HEADS: Mapping[str, Keyword] = _table("""
    language 语言 language
    pack 包 pack
    include 引用 include
    synonym 同义 synonym
    rule 规则 rule
    scoring 评分 score
    catalogue 指标表 indicators
""")

CLAUSES: Mapping[str, Keyword] = _table("""
    check 检查 check
    each_row 逐行 each_row
    each_item 逐项 each_item
    total 合计 total
    agree 一致 agree
    match 对照 match
    shares 占比 shares
    mean 均值 mean
    order 顺序 order
    grading 等级 grade
    when 前提 when
    required 必填 required
    tolerance 容差 tolerance
    level 级别 level
    gap 尾差 gap
    rounding 舍入 rounding
    source 依据 source
    note 说明 note
    known 已知 known
    message 提示 message
    example 例 example
    applies 适用 applies
    weight 权重 weight
    target 目标 target
    actual 业绩 actual
    band 档 band
    criteria 要点 criteria
    formula 得 formula
    cap 封顶 cap
    floor 保底 floor
    veto 否决 veto
    monotone 走向 monotone
""")

STATEMENTS = frozenset("check each_row each_item total agree match shares mean order grading".split())
"""The clauses that state what must hold: a rule needs one of them."""

SCORE_CLAUSES = frozenset("band criteria formula".split())
"""The clauses that say how a score follows: a scoring rule needs one of them."""

_ABOUT = frozenset("level source note known message example".split())

CLAUSES_OF: Mapping[str, frozenset[str]] = {
    "language": frozenset(),
    "pack": frozenset("applies rounding note".split()),
    "include": frozenset(),
    "synonym": frozenset(),
    "rule": STATEMENTS | _ABOUT | frozenset("when required tolerance gap rounding".split()),
    "scoring": SCORE_CLAUSES | _ABOUT | frozenset("weight target actual cap floor veto monotone".split()),
    "catalogue": frozenset(),
}
"""Which clauses belong into which block."""

REPEATABLE = STATEMENTS | frozenset("message example band required".split())
"""The clauses that a block may hold several times."""

INNER: Mapping[str, Keyword] = _table("""
    if 若 if
    then 则 then
    and 且 and
    or 或 or
    not 非 not
    exists 存在 exists
    otherwise 其余 otherwise
    with 与 and
    as 评为 as
    result 结果 gives
    award 得 gives
    no_score 不得分 no_score
    full 满分 full
    deduct 扣 deduct
    items 项数 items
    range 范围 range
    each 一项不符 each
    base 样本 of
    all_rows 含合计 with_totals
    total_rows 仅合计 totals_only
    single 单选 single
    multiple 多选 multiple
    multiple_required 多选必答 multiple_required
    falling 由高到低 descending
    rising 由低到高 ascending
    open 不含端点 open
    below 每低于 per_below
    above 每高于 per_above
    away 每偏离 per_off
    outside 每超出± per_outside
    relative 相对 relative
    proportional 按比例 proportional
    full_steps 每满不足不扣 full_steps
    started_steps 不足按1个计 started_steps
    floored 扣完为止 until_exhausted
    included （含） (incl)
    excluded （不含） (excl)
""")
"""The words inside clauses, by what they mean."""

VERDICTS: Mapping[str, Verdict] = {
    "相符": Verdict.EXACT, "exact": Verdict.EXACT,
    "四舍五入后相符": Verdict.WITHIN_ROUNDING, "within_rounding": Verdict.WITHIN_ROUNDING,
    "尾差": Verdict.ROUNDING_GAP, "rounding_gap": Verdict.ROUNDING_GAP,
    "不符": Verdict.DISCREPANCY, "discrepancy": Verdict.DISCREPANCY,
    "无法核对": Verdict.NOT_CHECKABLE, "not_checkable": Verdict.NOT_CHECKABLE,
}  # fmt: skip

LEVELS: Mapping[str, Severity] = {
    "必改": Severity.ERROR, "错误": Severity.ERROR, "error": Severity.ERROR,
    "应核实": Severity.WARNING, "警告": Severity.WARNING, "warning": Severity.WARNING,
    "提示": Severity.NOTE, "note": Severity.NOTE,
}  # fmt: skip

Wanted = tuple[Verdict | None, Severity | None, bool]
"""What an example must give: a verdict, None where the rule does not apply; the level of what it reports; whether
every sentence, row and item must give it."""

EVERY = ("都", "all_")
"""What stands before a result that every sentence must give."""

PLAIN_RESULTS: Mapping[str, Wanted] = {
    **{word: (verdict, None, False) for word, verdict in VERDICTS.items()},
    **{word: (Verdict.DISCREPANCY, level, False) for word, level in LEVELS.items()},
    "不适用": (None, None, False),
    "not_applicable": (None, None, False),
}
"""How an example of a rule may end. A level is a discrepancy reported at it."""

RESULTS: Mapping[str, Wanted] = {
    **PLAIN_RESULTS,
    **{
        EVERY[word.isascii()] + word: (verdict, level, True)
        for word, (verdict, level, _) in PLAIN_RESULTS.items()
        if verdict is not None
    },
}
"""The same, and that every sentence gives it."""

RESULTS_MEANT: Mapping[str, str] = {
    "相符": "正确 通过 对 符合 一致 相等 合格 成立 无误 是",
    "不符": "错 不对 不正确 不通过 不符合 不相符 不一致 不相等 不合格 不成立 有误 否 报警",
    "exact": "pass passes passed ok okay true correct right yes match matches holds fine",
    "discrepancy": "fail fails failed false wrong incorrect no mismatch violation breaks broken fires",
    "四舍五入后相符": "四舍五入 近似相符 约等 基本相符",
    "within_rounding": "rounded rounding approximately about",
    "不适用": "跳过 无关 忽略",
    "not_applicable": "skip skipped na none silent",
    "无法核对": "无法判断 未知 不确定",
    "not_checkable": "unknown undecided unclear",
}
"""Words that people write for a result."""

ROUNDINGS: Mapping[str, Rounding] = {
    "四舍五入": Rounding.HALF_UP, "half_up": Rounding.HALF_UP,
    "四舍六入五成双": Rounding.HALF_EVEN, "奇进偶舍": Rounding.HALF_EVEN, "half_even": Rounding.HALF_EVEN,
    "五舍六入": Rounding.HALF_DOWN, "half_down": Rounding.HALF_DOWN,
    "五向上入": Rounding.HALF_CEILING, "half_ceiling": Rounding.HALF_CEILING,
    "就近": Rounding.NEAREST, "nearest": Rounding.NEAREST,
    "截断": Rounding.TRUNCATE, "截尾": Rounding.TRUNCATE, "truncate": Rounding.TRUNCATE,
    "向下取整": Rounding.FLOOR, "floor": Rounding.FLOOR,
    "向上取整": Rounding.CEILING, "ceiling": Rounding.CEILING,
    "进一": Rounding.AWAY, "away": Rounding.AWAY,
    "不舍入": Rounding.EXACT, "exact": Rounding.EXACT,
}  # fmt: skip

TRENDS: Mapping[str, str] = {
    "越高越好": "rising",
    "rising": "rising",
    "越低越好": "falling",
    "falling": "falling",
}
"""How the score moves with the actual value."""

LAST_PLACES = frozenset("个末位 末位 last_place last_places".split())
"""The units that count last printed places."""

HOLES: Mapping[str, str] = {
    "报告数": "stated", "应为数": "computed", "差额": "gap", "末位数": "ulps", "名称": "label",
    "位置": "place", "表": "table", "行": "row", "列": "col", "区间": "interval",
}  # fmt: skip
"""The holes of messages: Chinese to English. Nothing else may stand in braces."""

MESSAGE_LANGUAGES: Mapping[str, str] = {"中": "zh", "英": "en"}
