"""Mistakes that people make in rule files, each planted in a sound line.

A kind of mistake is a function from a line to the ways it can be made there. Each way says what the line
becomes, which stretch of it the message may underline, and what a useful hint holds (any one of some words).
"""

# ruff: noqa: D103 - the functions are named after the mistakes that they make

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from auditor.language.keywords import CLAUSES, CLAUSES_OF, HEADS, INNER, REPEATABLE, VERDICTS
from auditor.language.lines import CLAUSE_WORDS, HEAD_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|「[^」]*」')
_TOKEN = re.compile(r"[0-9A-Za-z_.%\u3400-\u9fff]+|[^\s]")
_NAME = re.compile(r"(?<![\w.\[])[\u3400-\u9fffA-Z][\w]*\.[\w]+(?![\w.@])")
_NUMBER = re.compile(r"(?<![\w.\-])[0-9]+(?:\.[0-9]+)?(?:%|万元|分|件|个百分点)")
_WORDS = {kind: (word.zh, word.en) for table in (HEADS, CLAUSES, INNER) for kind, word in table.items()}
_CONDITIONS = frozenset("check each_row each_item when applies band veto".split())
_FREE = frozenset({"source", "note"})


@attrs.frozen
class Line:
    """A sound line: its text with the indent, the kind of its block and its own kind (None: a row)."""

    text: str
    block: str
    kind: str | None

    @property
    def head(self) -> bool:
        """Whether the line begins a block."""
        return not self.text.startswith(" ")

    @property
    def word(self) -> str:
        """Return the first word."""
        return self.text.split()[0]

    @property
    def begin(self) -> int:
        """Return where the line's first word begins."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def bare(self) -> str:
        """Return the line with quoted and free text blanked out, every offset kept."""
        if self.kind in _FREE or (self.head and self.kind in {"rule", "scoring", "catalogue"}):
            end = self.begin + len(self.word)
            return self.text[:end] + " " * (len(self.text) - end)
        return _QUOTED.sub(lambda found: " " * len(found.group()), self.text)


@attrs.frozen
class Planted:
    """A line with a mistake in it: where the message may point, and what a useful hint holds."""

    text: str
    at: int
    end: int
    hints: tuple[str, ...]


Plant = "Callable[[Line], Iterator[Planted]]"


def _swap(line: Line, at: int, end: int, new: str, *hints: str) -> Planted:
    """Put `new` in place of a stretch: the message points at what stands there now."""
    return Planted(line.text[:at] + new + line.text[end:], at, at + max(1, len(new)), hints)


def _dropped(line: Line, at: int, end: int, *hints: str) -> Planted:
    """Leave a stretch out: the message points at what stands around the hole."""
    text = (
        line.text[:at].rstrip() + " " + line.text[end:].lstrip()
        if at > line.begin
        else line.text[:at] + line.text[end:].lstrip()
    )
    text = text.rstrip()
    tokens = [(found.start(), found.end()) for found in _TOKEN.finditer(text)]
    before = [pair for pair in tokens if pair[1] <= at + 1]
    after = [pair for pair in tokens if pair[0] >= min(at, len(text) - 1)]
    return Planted(text, before[-1][0] if before else 0, after[0][1] if after else len(text) + 1, hints)


def _found(pattern: str | re.Pattern[str], line: Line) -> Iterator[re.Match[str]]:
    yield from re.finditer(pattern, line.bare)


# Signs and brackets ----------------------------------------------------------------------------


def closing_bracket_missing(line: Line) -> Iterator[Planted]:
    for found in _found(r"\((?!含|不含|incl|excl)[^()]*\)", line):
        end = found.end() - 1
        text = line.text[:end] + line.text[end + 1 :]
        yield Planted(text, found.start(), len(text) + 1, (")", "）"))


def opening_bracket_missing(line: Line) -> Iterator[Planted]:
    for found in _found(r"(?<![\w])\([^()]*\)", line):
        text = line.text[: found.start()] + line.text[found.start() + 1 :]
        yield Planted(text, found.start(), found.end() - 1, ("(", "（", "删去", "delete"))


def closing_bracket_extra(line: Line) -> Iterator[Planted]:
    if line.kind in _CONDITIONS | {"formula", "total", "match", "shares", "required"}:
        for found in list(_found(_NAME, line))[-1:]:
            # The one too many is whichever stands last.
            text = line.text[: found.end()] + ")" + line.text[found.end() :]
            run = re.match(r"\)+", text[found.end() :])
            yield Planted(text, found.end(), found.end() + (run.end() if run else 1), ("删去", "delete"))


def opening_bracket_extra(line: Line) -> Iterator[Planted]:
    if line.kind in _CONDITIONS | {"formula"}:
        for found in list(_found(_NAME, line))[:1]:
            text = line.text[: found.start()] + "(" + line.text[found.start() :]
            yield Planted(text, max(0, found.start() - 1), len(text) + 1, (")", "）", "删去", "delete"))


def wrong_bracket(line: Line) -> Iterator[Planted]:
    for found in _found(r"\((?!含|不含|incl|excl)[^()]*\)", line):
        inner = line.text[found.start() + 1 : found.end() - 1]
        for one, two in ("【】", "{}", "〔〕"):  # noqa: RUF001 - look-alikes are the subject
            new = f"{one}{inner}{two}"
            text = line.text[: found.start()] + new + line.text[found.end() :]
            yield Planted(text, found.start(), found.start() + len(new), ("(", "（", "[", "）"))


def double_equals(line: Line) -> Iterator[Planted]:
    for found in _found(r"(?<![<>=!])=(?![=<>])", line):
        if line.kind in _CONDITIONS:
            yield _swap(line, *found.span(), "==", "=")


def foreign_relation(line: Line) -> Iterator[Planted]:
    for found in _found("≤|≥|<|>", line):
        if line.kind in _CONDITIONS:
            meant = {"<": "≠", ">": "≠"}.get(found.group(), found.group())
            wrong = {"≤": "=<", "≥": "=>", "<": "<>", ">": "><"}[found.group()]
            yield _swap(line, *found.span(), wrong, meant)


def relation_in_words(line: Line) -> Iterator[Planted]:
    for found in _found("≤|≥", line):
        if line.kind in _CONDITIONS:
            for wrong in ("不超过", "大于等于", "不低于", "小于"):
                yield _swap(line, *found.span(), wrong, "≤", "≥", "<")


def relation_missing(line: Line) -> Iterator[Planted]:
    for found in _found("[=≤≥<>]", line):
        if line.kind in _CONDITIONS:
            yield _dropped(line, *found.span(), "=", "≥")


def chained_comparison(line: Line) -> Iterator[Planted]:
    if line.kind in _CONDITIONS:
        for found in list(_found(r"(?<=≤ )[\w.]+(?=$| 且| and)", line))[:1]:
            yield Planted(
                line.text[: found.end()] + " ≤ 9万元" + line.text[found.end() :],
                found.end() + 1,
                found.end() + 2,
                ("且", "and"),
            )


def operator_doubled(line: Line) -> Iterator[Planted]:
    for found in _found(r"(?<= )[+/×](?= )", line):
        sign = found.group()
        yield Planted(
            line.text[: found.end()] + f" {sign}" + line.text[found.end() :],
            found.start(),
            found.end() + 2,
            ("删去", "delete", "数", "number"),
        )


def operator_missing(line: Line) -> Iterator[Planted]:
    # Before a bracket, what is left is the call of a function that does not exist: the lint's matter.
    for found in _found(r"(?<= )[-+/×](?= [^(])", line):
        if line.kind is None:
            continue
        yield _dropped(line, *found.span(), "+ -", "运算符", "operator")


def operator_at_the_end(line: Line) -> Iterator[Planted]:
    if line.kind in {"check", "each_row", "each_item", "when", "formula", "veto"} and line.bare.rstrip()[
        -1:
    ] not in {")", ""}:
        text = line.text + " +"
        yield Planted(text, len(text) - 1, len(text) + 1, ("数", "number", "名称", "name"))


def letter_for_times(line: Line) -> Iterator[Planted]:
    for found in _found("×", line):
        yield _swap(line, *found.span(), "x", "×")
        yield _swap(line, *found.span(), "乘以", "×")


def written_power(line: Line) -> Iterator[Planted]:
    if line.kind in {"check", "formula"}:
        for found in list(_found(r"(?<=[=+/×] )[\u3400-\u9fff][\w.]*", line))[:1]:
            yield Planted(
                line.text[: found.end()] + "^2" + line.text[found.end() :],
                found.end(),
                found.end() + 2,
                ("×",),
            )


# Words -------------------------------------------------------------------------------------------


_TYPOS = {"检": "捡", "查": "察", "占": "站", "比": "此", "均": "平", "值": "直", "顺": "须", "序": "续", "等": "筹", "级": "极",
          "对": "队", "照": "召", "权": "劝", "重": "种", "目": "日", "标": "杯", "业": "叶", "绩": "积", "走": "赱", "向": "象",
          "封": "风", "顶": "项", "保": "包", "底": "低", "否": "不", "决": "诀", "要": "耍", "点": "占", "适": "式", "用": "角",
          "依": "衣", "据": "剧", "说": "悦", "明": "名", "已": "己", "知": "只", "提": "题", "示": "视", "级别": "级", "舍": "舎", "入": "人"}  # fmt: skip


def _misspelt(word: str) -> Iterator[str]:
    if word.isascii():
        if len(word) > 3:  # noqa: PLR2004 - shorter words have no middle
            yield word[:1] + word[2:]
            yield word[:2] + word[1] + word[2:]
            yield word[:1] + word[2] + word[1] + word[3:]
        return
    for at, char in enumerate(word):
        if len(word) > 1:
            yield word[:at] + _TYPOS.get(char, "某") + word[at + 1 :]


def clause_misspelt(line: Line) -> Iterator[Planted]:
    if line.kind is None or line.head:
        return
    for wrong in _misspelt(line.word):
        if wrong not in CLAUSE_WORDS and wrong not in HEAD_WORDS:
            yield _swap(line, line.begin, line.begin + len(line.word), wrong, line.word)


def head_misspelt(line: Line) -> Iterator[Planted]:
    if line.head:
        for wrong in _misspelt(line.word):
            if wrong not in HEAD_WORDS and wrong not in CLAUSE_WORDS:
                yield _swap(line, 0, len(line.word), wrong, line.word)


_OTHER_WORDS = {"check": ("核对", "校验", "verify", "assert"), "weight": ("权数", "points"), "source": ("来源", "出处", "basis"),
                "example": ("例子", "样例", "sample"), "when": ("条件", "if_true"), "band": ("档次", "level_of"), "formula": ("公式", "计算"),
                "target": ("目标值", "goal"), "message": ("消息", "msg"), "tolerance": ("误差", "允差"), "cap": ("上限", "max"),
                "floor": ("下限", "min"), "note": ("备注", "注释"), "required": ("必需", "needs"), "total": ("总计", "sum")}  # fmt: skip


def another_word(line: Line) -> Iterator[Planted]:
    """A word for the clause that the language does not have: 校验 for 检查."""
    if line.kind in _OTHER_WORDS and not line.head:
        for wrong in _OTHER_WORDS[line.kind]:
            if wrong.isascii() == line.word.isascii():
                yield _swap(line, line.begin, line.begin + len(line.word), wrong, *_WORDS[line.kind])


def keyword_missing(line: Line) -> Iterator[Planted]:
    if line.kind in {"check", "weight", "band", "example", "formula", "when"} and not line.head:
        rest = line.text[line.begin + len(line.word) :].lstrip()
        yield Planted(
            line.text[: line.begin] + rest, line.begin, line.begin + len(rest.split()[0]), _WORDS[line.kind]
        )


def inner_misspelt(line: Line) -> Iterator[Planted]:
    for kind in INNER:
        if kind in {
            "award",
            "full",
            "base",
            "with",
            "not",
            "or",
            "and",
            "if",
            "then",
            "as",
            "included",
            "excluded",
        }:
            continue
        for word in _WORDS[kind]:
            for found in list(_found(rf"(?<![A-Za-z_]){re.escape(word)}(?![A-Za-z_])", line))[:1]:
                if found.start() <= line.begin:
                    continue
                for wrong in list(_misspelt(word))[-2:]:
                    yield _swap(line, *found.span(), wrong, word)


def foreign_and(line: Line) -> Iterator[Planted]:
    for found in _found(r"(?<= )(?:且|and)(?= )", line):
        if line.kind in _CONDITIONS:
            for wrong in ("&&", "&", "和", "以及", "与", "而且", "AND", "∧"):
                yield _swap(line, *found.span(), wrong, "且", "and")


def foreign_or(line: Line) -> Iterator[Planted]:
    for found in _found(r"(?<= )(?:或|or)(?= )", line):
        for wrong in ("||", "或是", "OR", "∨"):  # noqa: RUF001 - look-alikes are the subject
            yield _swap(line, *found.span(), wrong, "或", "or")


def then_missing(line: Line) -> Iterator[Planted]:
    for found in _found("(?<= )(?:则|then)(?= )", line):
        yield _dropped(line, *found.span(), "则", "then")


def wrong_verdict(line: Line) -> Iterator[Planted]:
    if line.kind == "example" and line.block == "rule":
        for word in VERDICTS:
            if line.text.endswith(f" {word}"):
                at = len(line.text) - len(word)
                for wrong in ("正确", "一致", "通过", "ok", "equal"):
                    if wrong.isascii() == word.isascii():
                        yield _swap(line, at, len(line.text), wrong, "相符", "exact")


def wrong_closed_word(line: Line) -> Iterator[Planted]:
    wrong = {
        "level": ("严重", "fatal"),
        "gap": ("忽略", "ignore"),
        "rounding": ("四舍", "up"),
        "monotone": ("上升", "up"),
    }
    if line.kind in wrong and not line.head:
        at = line.text.index(line.word) + len(line.word) + 1
        for word in wrong[line.kind]:
            yield _swap(
                line, at, len(line.text), word, "必改", "error", "四舍五入", "half_up", "越高越好", "rising"
            )


# Numbers and texts -----------------------------------------------------------------------------


def grouped_digits(line: Line) -> Iterator[Planted]:
    for found in _found(r"(?<![\w.])[0-9]+\.[0-9]+万元", line):
        for wrong in ("1,234.56万元", "1，234.56万元", "1 234.56万元", "1'234.56万元"):
            yield _swap(line, *found.span(), wrong, "1234")


def wrong_decimal_sign(line: Line) -> Iterator[Planted]:
    for found in _found(r"(?<![\w.])[0-9]+\.[0-9]+(?:万元|分)", line):
        for sign in ("。", "·", "．"):  # noqa: RUF001 - look-alikes are the subject
            yield _swap(line, *found.span(), found.group().replace(".", sign), ".")


def wide_characters(line: Line) -> Iterator[Planted]:
    for found in list(_found(_NUMBER, line))[:2]:
        digit = line.text[found.start()]
        yield _swap(line, found.start(), found.start() + 1, chr(ord(digit) + 0xFEE0), digit)
    if line.word.isascii() and line.kind and not line.head:
        for letter, twin in (("c", "с"), ("e", "е"), ("a", "а"), ("o", "о")):  # noqa: RUF001 - look-alikes are the subject
            at = line.word.find(letter)
            if at >= 0:
                where = line.begin + at
                text = line.text[:where] + twin + line.text[where + 1 :]
                yield Planted(text, line.begin, line.begin + len(line.word), (letter, line.word))
                break


def hidden_character(line: Line) -> Iterator[Planted]:
    at = line.begin + len(line.word)
    yield _swap(line, at, at, "\u200b", "删去", "delete")


def wrong_colon(line: Line) -> Iterator[Planted]:
    for found in _found(":", line):
        yield _swap(line, *found.span(), "∶", ":")  # noqa: RUF001 - look-alikes are the subject
        yield _swap(line, *found.span(), "。", ":", "删去", "：")


def colon_missing(line: Line) -> Iterator[Planted]:
    for found in _found(":", line):
        yield _dropped(line, *found.span(), "：", ":")


def comma_missing(line: Line) -> Iterator[Planted]:
    for found in _found(", (?![^\\[]*\\])", line):
        yield _dropped(line, *found.span(), "，", ",")


def semicolon_for_comma(line: Line) -> Iterator[Planted]:
    for found in _found(",(?= )(?![^\\[]*\\])", line):
        yield _swap(line, *found.span(), "；", "，", ",")


def unit_missing(line: Line) -> Iterator[Planted]:
    if line.kind in {"tolerance", "weight", "cap", "criteria"} or (
        line.kind == "band" and ("扣" in line.text or "deduct" in line.text)
    ):
        for found in _found(r"(?<![\w.])([1-9][0-9]*(?:\.[0-9]+)?|0\.[0-9]+)(分|万元|个百分点)", line):
            text = line.text[: found.start(2)] + line.text[found.end(2) :]
            yield Planted(text, found.start(), found.end(1), (found.group(2), "分", "%"))


def percent_missing(line: Line) -> Iterator[Planted]:
    for found in _found(r"(?<=[的 ])([0-9]+)%(?=(?: of| *按比例| *扣完))", line):
        text = line.text[: found.end() - 1] + line.text[found.end() :]
        yield Planted(text, found.start(), found.end() + 3, ("%",))
    for found in _found(r"(?:相对|relative) *([0-9]+)%", line):
        text = line.text[: found.end() - 1] + line.text[found.end() :]
        yield Planted(text, found.start(), found.end(), ("%",))


def reading_missing(line: Line) -> Iterator[Planted]:
    for found in _found("按比例|不足按1个计|proportional|started_steps", line):
        text = re.sub("  +", " ", line.text[: found.start()] + line.text[found.end() :])
        yield Planted(text, 0, len(text) + 1, ("按比例", "proportional"))


def quote_unclosed(line: Line) -> Iterator[Planted]:
    for found in _QUOTED.finditer(line.text):
        text = line.text[: found.end() - 1] + line.text[found.end() :]
        yield Planted(text, found.start(), len(text) + 1, ('"', "”"))


def quotes_missing(line: Line) -> Iterator[Planted]:
    if line.kind in {"message", "known", "include"}:
        for found in _QUOTED.finditer(line.text):
            text = line.text[: found.start()] + found.group()[1:-1] + line.text[found.end() :]
            yield Planted(text, found.start(), len(text), ('"',))


def wrong_hole(line: Line) -> Iterator[Planted]:
    for found in re.finditer(r"\{(应为数|报告数)\}", line.text):
        wrong = {"应为数": "应该数", "报告数": "报告值"}[found.group(1)]
        yield _swap(line, found.start(1), found.end(1), wrong, found.group(1))


def impossible_date(line: Line) -> Iterator[Planted]:
    for found in _found("2023-12-31", line):
        yield _swap(line, *found.span(), "2023-13-31", "2023-12-31")
        yield _swap(line, *found.span(), "2023/12/31", "2023-12-31")
        yield _swap(line, *found.span(), "2023.12.31", "2023-12-31")


def wrong_dash(line: Line) -> Iterator[Planted]:
    if line.kind in {"mean", "grading"}:
        for found in list(_found(r"(?<=分)(?:到|-)(?=[0-9])|(?<=分 )to(?= [0-9])|(?<=\))-(?=[0-9])", line))[
            :2
        ]:
            for wrong in ("…", "--", "/", ".."):
                yield _swap(line, *found.span(), wrong, "- 或 到", "- or to")


# Clauses and blocks ----------------------------------------------------------------------------


def result_missing(line: Line) -> Iterator[Planted]:
    for found in _found("(?:结果|gives) [^ ]+$", line):
        if line.kind == "example":
            text = line.text[: found.start()].rstrip()
            yield Planted(text, 0, len(text) + 1, ("结果", "gives"))


def result_word_missing(line: Line) -> Iterator[Planted]:
    for found in _found("(?:结果|gives) (?=[^ ]+$)", line):
        if line.kind == "example":
            yield _dropped(line, *found.span(), "结果", "gives")


def outcome_missing(line: Line) -> Iterator[Planted]:
    for found in _found(" (?:得|gives|不得分|no_score).*$", line):
        if line.kind == "band":
            text = line.text[: found.start()]
            yield Planted(text, 0, len(text) + 1, ("得", "gives"))


def clause_empty(line: Line) -> Iterator[Planted]:
    if line.kind and not line.head:
        text = line.text[: line.begin + len(line.word)]
        hints = {"source": ("说明", "text"), "note": ("说明", "text")}.get(line.kind, ("：", ":", "写"))
        yield Planted(text, line.begin, len(text) + 1, (*hints, "如", "such as", "词", "word"))


def clause_unindented(line: Line) -> Iterator[Planted]:
    if line.kind and not line.head:
        yield Planted(line.text.lstrip(), 0, len(line.word), ("缩进", "空格", "blanks"))


def head_indented(line: Line) -> Iterator[Planted]:
    if line.head:
        yield Planted("  " + line.text, 0, len(line.word) + 2, ("空格", "blanks"))


def two_clauses_on_a_line(line: Line) -> Iterator[Planted]:
    if line.kind in {"check", "weight", "target", "tolerance", "level", "rounding", "cap"} and not line.head:
        english = line.word.isascii()
        kind = "level" if line.kind != "level" else "gap"
        word = _WORDS[kind][english]
        at = len(line.text) + 1
        yield Planted(
            f"{line.text} {word} {'note' if english else '提示'}", at, at + len(word), ("换行", "break")
        )


def clause_in_the_wrong_block(line: Line) -> Iterator[Planted]:
    """A clause that no block of this kind has, behind the line."""
    foreign = {"rule": ("权重 5分", "得 业绩值", "band otherwise no_score"), "scoring": ("检查 甲 = 乙", "tolerance 1万元", "前提 甲 > 0万元"),
               "pack": ("检查 甲 = 乙", "weight 5分")}  # fmt: skip
    if line.head or line.kind is None:
        return
    for clause in foreign.get(line.block, ()):
        word = clause.split()[0]
        at = len(line.text) + 3
        homes = [
            word
            for kind, kinds in CLAUSES_OF.items()
            if CLAUSE_WORDS[clause.split()[0]] in kinds
            for word in _WORDS[kind]
        ]
        yield Planted(f"{line.text}\n  {clause}", at, at + len(word), tuple(homes))


def clause_twice(line: Line) -> Iterator[Planted]:
    if line.kind and not line.head and line.kind not in REPEATABLE:
        at = len(line.text) + 3
        yield Planted(f"{line.text}\n{line.text}", at, at + len(line.word), ("只留一个", "keep one"))


def head_without_identifier(line: Line) -> Iterator[Planted]:
    if line.head and line.kind in {"rule", "scoring", "pack", "catalogue", "include", "synonym", "language"}:
        yield Planted(
            line.word,
            0,
            len(line.word) + 1,
            ("编号", "identifier", "文字", "text", "名称", "name", "版本", "version"),
        )


def blank_missing(line: Line) -> Iterator[Planted]:
    if line.kind and not line.word.isascii() and line.kind not in {"message", "band", "formula"}:
        rest = line.text[line.begin + len(line.word) :].lstrip()
        if rest[:1] not in '"“(':
            text = line.text[: line.begin + len(line.word)] + rest
            yield Planted(
                text,
                line.begin,
                line.begin + len(line.word) + len(rest.split()[0]),
                (f"{line.word} {rest[:2]}", line.word),
            )


KINDS: dict[str, Callable[[Line], Iterator[Planted]]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        closing_bracket_missing, opening_bracket_missing, closing_bracket_extra, opening_bracket_extra, wrong_bracket,
        double_equals, foreign_relation, relation_in_words, relation_missing, chained_comparison, operator_doubled,
        operator_missing, operator_at_the_end, letter_for_times, written_power, clause_misspelt, head_misspelt, another_word,
        keyword_missing, inner_misspelt, foreign_and, foreign_or, then_missing, wrong_verdict, wrong_closed_word,
        grouped_digits, wrong_decimal_sign, wide_characters, hidden_character, wrong_colon, colon_missing, comma_missing,
        semicolon_for_comma, unit_missing, percent_missing, reading_missing, quote_unclosed, quotes_missing, wrong_hole,
        impossible_date, wrong_dash, result_missing, result_word_missing, outcome_missing, clause_empty, clause_unindented,
        head_indented, two_clauses_on_a_line, clause_in_the_wrong_block, clause_twice, head_without_identifier, blank_missing,
    )
}  # fmt: skip
