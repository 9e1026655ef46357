"""Say what is wrong with a line whose first word begins no block and no clause, and what was meant.

A line is tried with other first words: what then makes a whole line is what was probably meant.
"""

from __future__ import annotations

import re

from auditor import records
from auditor.language.characters import foreign_character, is_foreign
from auditor.language.keywords import CLAUSES, CLAUSES_OF, HEADS
from auditor.language.lines import CLAUSE_WORDS, HEAD_WORDS, Line
from auditor.language.parser import reads
from auditor.language.problems import Problem, Wording
from auditor.language.rephrasings import reopened, stray
from auditor.nearness import near
from auditor.source import Span

_FREE = frozenset({"source", "note"})
_NEAR = 3
_SHORT = 200
"""Only a line that a person wrote is read again with other first words."""

_MEANT = {
    "check": "核对 核验 校验 检验 审核 验证 应有 verify assert ensure test",
    "when": "条件 如果 前提条件 例外 除外 除非 if condition given except unless exception 不适用",
    "each_row": "每行 各行 逐条 row rows 每一行 every_row",
    "each_item": "每项 各项 逐个 逐一 每个 item 每一项 every_item",
    "match": "匹配 比对 对比 compare 对应 核表 join",
    "shares": "占比之和 占比合计 各项占比 百分比 比例 percentages 比重 percent proportions",
    "mean": "平均 平均值 平均分 average",
    "agree": "一致性 相同 相等 same consistent 统一 equal",
    "order": "排序 次序 sort sorted rank 排列",
    "grading": "评级 分级 等次 rating 定级 grades",
    "level": "严重程度 程度 severity",
    "rounding": "取整 修约 round",
    "source": "来源 出处 根据 basis reference",
    "note": "备注 注释 注 remark comment",
    "example": "例子 样例 示例 例如 sample case",
    "message": "消息 信息 报错 msg hint",
    "tolerance": "误差 允差 允许误差 error margin",
    "required": "必需 必须 需要 needs must",
    "total": "总计 小计 求和 sum",
    "weight": "权数 分值 分数 满分 points",
    "target": "目标值 标杆值 指标值 goal",
    "actual": "业绩值 实际值 完成值 value",
    "band": "档次 分档 区间 否则 其余 其他 level tier otherwise else",
    "criteria": "要求 评分要点 每项 每项扣 每有一项 items 每条",
    "formula": "公式 计算 得分 score_is equals",
    "cap": "上限 最高 不超过 max maximum",
    "floor": "下限 最低 不低于 min minimum",
    "veto": "一票否决 扣完 reject",
    "monotone": "方向 趋势 trend direction",
}
"""Words that people write for a clause, and that begin none."""
_MEANT_HEADS = {
    "rule": "条款 检查规则",
    "规则": "条款 规定 检查规则 核对规则",
    "score": "scoring indicator metric kpi",
    "评分": "指标 打分 评分规则 评分标准 得分规则",
    "include": "import use require load",
    "引用": "包含 导入 引入",
    "pack": "package module",
    "包": "规则包 包名",
    "synonym": "alias synonyms",
    "同义": "同义词 别名",
    "language": "version lang",
    "语言": "版本 语言版本",
}
"""Words that people write for the head of a block."""

_EACH_MISSING = re.compile(
    r"每?(?:缺少|缺失|缺|少|漏|有|发现|出现)(?:一|1)?[项条个处次]|每[一1]?[项条处次](?=.)"
)
"""每缺少一项扣1分, written as it stands in annexes."""
_COMMENTS = ("//", "/*", "--", "%", "；", ";", "*")
_NUMERALS = str.maketrans("一二两三四五六七八九", "1223456789")
_SPOKEN = re.compile(r"([一二两三四五六七八九])(分|个|项|%|人|件|次|个百分点|万元)")


def unknown_head(line: Line, file: str) -> Problem:
    """Return what is wrong with a line at the start of the line that begins no block."""
    expected = tuple(Wording(keyword.zh, keyword.en) for keyword in HEADS.values())
    opening = _Opening(line, file, (*HEAD_WORDS,), (*HEAD_WORDS,), Wording("块", "block"), expected)
    if problem := stray(line, "", HEAD_WORDS, file):
        return problem
    return (
        opening.no_word()
        or opening.glued()
        or opening.unknown(_meant_head(line.word) or near(line.word, HEAD_WORDS))
    )


def unknown_clause(line: Line, block: str, file: str, *, english: bool) -> Problem:
    """Return what is wrong with a line that begins no clause; what is suggested is spelt as the block is."""
    kinds = [kind for kind in CLAUSES if kind in CLAUSES_OF[block]]
    words = tuple(word for word, kind in CLAUSE_WORDS.items() if kind in kinds)
    expected = tuple(Wording(CLAUSES[kind].zh, CLAUSES[kind].en) for kind in kinds)
    opening = _Opening(line, file, words, (*words, *CLAUSE_WORDS), Wording("子句", "clause"), expected)
    if problem := reopened(line, block, words, file, reads) or opening.no_word():
        return problem
    spoken = [CLAUSES[kind].en if english else CLAUSES[kind].zh for kind in kinds if kind not in _FREE]
    added = opening.whole(spoken, line.text)
    meant = [
        CLAUSES[kind].en if english else CLAUSES[kind].zh
        for kind in kinds
        if line.word in _MEANT.get(kind, "").split()
        or (kind == "criteria" and _EACH_MISSING.match(line.word))
    ]
    glued = opening.glued()
    if glued is not None and (opening.parts() or not (added or meant)):
        return glued
    close = tuple(dict.fromkeys((*meant, *near(line.word, words))))
    rest = line.text[len(line.word) :].lstrip()
    fits = opening.whole(close, rest)
    if added and not fits:
        return opening.missing(added)
    return opening.unknown(
        tuple(dict.fromkeys((*fits, *close)))[:_NEAR]
        or opening.whole(spoken, rest)[:_NEAR]
        or near(line.word, opening.every)
    )


def _meant_head(word: str) -> tuple[str, ...]:
    return tuple(head for head, words in _MEANT_HEADS.items() if word.lower() in words.split())


@records.frozen
class _Opening:
    """A line, the words that could begin it, and what such a word begins."""

    line: Line
    file: str
    words: tuple[str, ...]
    every: tuple[str, ...]
    what: Wording
    expected: tuple[Wording, ...]

    def no_word(self) -> Problem | None:
        """Return the problem of a line that begins with a sign."""
        first = self.line.text[0]
        if is_foreign(first):
            return foreign_character(first, self.line.start, self.file)
        if self.line.word:
            return None
        comment = self.line.text.startswith(_COMMENTS)
        return self._problem(
            "no-keyword",
            Wording(
                f"一行要以关键词开头，这里是“{first}”",
                f"a line begins with a keyword, this one with “{first}”",
            ),
            expected=() if comment else self.expected,
            remedy=Wording("注释以 # 开头", "a remark begins with #") if comment else None,
        )

    @property
    def joined(self) -> str | None:
        """Return the Chinese keyword that the first word begins with."""
        word = self.line.word
        every = sorted(self.every, key=len, reverse=True)
        found = next((each for each in every if word.startswith(each) and not each.isascii()), None)
        return None if found is None or word == found + found[-1] else found

    def parts(self) -> bool:
        """Whether the line is whole with a blank behind that keyword."""
        joined = self.joined
        return joined is not None and bool(self.whole((joined,), self.line.text[len(joined) :]))

    def glued(self) -> Problem | None:
        """Return the problem of a Chinese keyword without the blank behind it."""
        joined = self.joined
        if joined is None:
            return None
        rest = self.line.text[len(joined) :][:20]
        if spoken := _SPOKEN.fullmatch(rest):
            rest = spoken.group(1).translate(_NUMERALS) + spoken.group(2)
        parted = f"{joined} {rest}"
        return self._problem(
            "missing-blank",
            Wording(f"“{joined}”后缺少空格", f"a blank is missing after “{joined}”"),
            remedy=Wording(f"写作 {parted}", f"write {parted}"),
        )

    def missing(self, words: tuple[str, ...]) -> Problem:
        """Return the problem of a line that one of `words` before it would make whole."""
        return self._problem(
            "missing-keyword",
            Wording(f"“{self.line.word}”不是子句的关键词", f"“{self.line.word}” begins no clause"),
            near=words[:_NEAR],
            remedy=Wording(f"是不是漏了开头的“{words[0]}”？", f"is the first word, {words[0]}, missing?"),
        )

    def unknown(self, close: tuple[str, ...]) -> Problem:
        """Return the problem of a word that is none, with the words like it."""
        word = self.line.word
        return self._problem(
            "unknown-keyword",
            Wording(f"没有叫“{word}”的{self.what.zh}", f"there is no {self.what.en} “{word}”"),
            expected=() if close else self.expected,
            near=close,
        )

    def whole(self, words: tuple[str, ...] | list[str], rest: str) -> tuple[str, ...]:
        """Return those of `words` that make a whole line with `rest`."""
        if len(rest) > _SHORT:
            return ()
        return tuple(word for word in words if reads(f"{word} {rest}"))

    def _problem(
        self,
        code: str,
        message: Wording,
        *,
        remedy: Wording | None = None,
        expected: tuple[Wording, ...] = (),
        near: tuple[str, ...] = (),
    ) -> Problem:
        start = self.line.start
        return Problem(
            code=code, message=message, span=Span(start, start + max(1, len(self.line.word))), file=self.file,
            remedy=remedy, expected=expected, near=near,
        )  # fmt: skip
