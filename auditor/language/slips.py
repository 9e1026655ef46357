"""Slips of the pen in signs, numbers and words: what was written, and what the language writes instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.language.characters import foreign_character, is_foreign
from auditor.language.keywords import INNER
from auditor.language.lines import CLAUSE_WORDS
from auditor.language.misspelt import INNER_WORDS
from auditor.language.mistakes import date_as_sum, iso, share_without_percent
from auditor.language.terminals import spellings, wordings
from auditor.nearness import near
from auditor.source import Span

if TYPE_CHECKING:
    from auditor.language.failure import Failure, Piece
    from auditor.language.problems import Problem

RELATIONS = frozenset("EQ NOT_EQUAL LESS AT_MOST GREATER AT_LEAST".split())
_SCORED = frozenset("band criteria formula cap floor".split())
_OPERATORS = frozenset("PLUS MINUS TIMES DIVIDE".split())


_SIGNS = {
    "==": "=", "===": "=", "=<": "≤", "=>": "≥", "<>": "≠", "><": "≠", "=!": "≠", "!==": "≠", "!": "≠", "=>=": "≥", "=<=": "≤",
}  # fmt: skip
_COMPARED = {
    "大于等于": "≥", "大于或等于": "≥", "不小于": "≥", "不低于": "≥", "不少于": "≥", "小于等于": "≤", "小于或等于": "≤",
    "不大于": "≤", "不高于": "≤", "不超过": "≤", "不多于": "≤", "不等于": "≠", "等于": "=", "大于": ">", "超过": ">",
    "高于": ">", "小于": "<", "低于": "<", "至少": "≥", "至多": "≤", "是": "=", "为": "=", "应为": "=", "应等于": "=",
    "is": "=", "equals": "=", "equal": "=", "exceeds": ">", "over": ">", "under": "<",
}  # fmt: skip
_TIMES = {"x", "X", "✕", "乘", "乘以"}
_OVER = {"除以", "除"}
_COUNTED = {
    **dict.fromkeys(("加", "加上", "plus"), "+"), **dict.fromkeys(("减", "减去", "minus"), "-"),
    **dict.fromkeys((*_TIMES, "times"), "×"), **dict.fromkeys(_OVER, "÷"),
}  # fmt: skip
_JOINTS = {
    **dict.fromkeys(("&&", "&", "和", "以及", "与", "而且", "同时", "并", "AND", "And", "∧"), ("_AND", "且", "and")),
    **dict.fromkeys(("||", "|", "或是", "OR", "Or", "∨"), ("_OR", "或", "or")),  # noqa: RUF001 - look-alikes are the subject
}  # fmt: skip
_MEANT = {
    "result": (
        "_RESULT",
        "得分 得 为 是 应为 应得 判定 结论 输出 score scores is result results yields expect expects",
    ),
    "award": (
        "_AWARD",
        "得到 获 获得 计 给 给予 记 award awards score scores get gets earn earns yield yields",
    ),
    "each": ("_EACH", "每项 每项扣 每一项 每条 每条扣 每有一项 every per"),
    "deduct": ("_DEDUCT", "减 减去 扣除 扣减 lose loses minus deducts subtract subtracts"),
    "otherwise": ("OTHERWISE", "否则 其他 其它 其他情况 其余情况 else other others default"),
    "falling": ("DIRECTION", "降序 递减 从高到低 从大到小 由大到小 falling decreasing"),
    "rising": ("DIRECTION", "升序 递增 从低到高 从小到大 由小到大 rising increasing"),
}
"""What people write for a word of the language, with the terminal that it is read as."""
_GRADE_FIRST = re.compile(r"([A-Za-z\u3400-\u9fff]+)[：:]?\s*([0-9≥≤<>][^,，;；]*)")
_NAMED = re.compile(r"[A-Za-z\u3400-\u9fff]")
_GLUED = re.compile(r"[A-Za-z\u3400-\u9fff]+|&+|\|+|.", re.DOTALL)
_GROUPED = re.compile(r"(?<![\w.])[0-9]{1,3}(?:[,' ][0-9]{3})+(?:\.[0-9]+)?(?![0-9])")
_DATE = re.compile(r"(?<![\w.])[0-9]{4}[./][0-9]{1,2}[./][0-9]{1,2}(?![\w.])")
_MARK = re.compile(r"\(?(不含|含|excl|incl)\)?")
_BETWEEN = re.compile(r"[-/….,:~>→]+")


def character(failure: Failure) -> Problem | None:
    """A character that no rule can hold: a look-alike, a bracket of another kind."""
    at, text = failure.at, failure.line.text
    if at >= len(text) or not is_foreign(text[at]):
        return None
    if text[at] == "。" and _NAMED.match(text[at - 1 : at]) and _NAMED.match(text[at + 1 : at + 2]):
        return failure.problem(
            "look-alike-character", "名称的各段之间用“.”，不用“。”", "the parts of a name are joined by “.”, not by “。”",
            span=Span(at, at + 1), remedy=("改为“.”", "write “.”"),
        )  # fmt: skip
    if text[at] == "。" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
        return failure.problem(
            "decimal-sign", "“。”不是小数点", "“。” is no decimal point",
            span=Span(at, at + 1), remedy=("改为“.”", "write “.”"),
        )  # fmt: skip
    return foreign_character(text[at], failure.line.start + at, failure.file)


def comparison_sign(failure: Failure) -> Problem | None:
    """A comparison sign of another language: ==, =>, <>."""
    text, start = failure.line.text, failure.at
    while start > 0 and text[start - 1] in "=<>!":
        start -= 1
    run = re.match("[=<>!]+", text[start:])
    if not run or run.group() not in _SIGNS:
        return None
    sign = _SIGNS[run.group()]
    return failure.problem(
        "comparison-sign",
        f"没有“{run.group()}”这个比较符",
        f"there is no comparison sign “{run.group()}”",
        span=Span(start, start + len(run.group())),
        remedy=(f"改为 {sign}", f"write {sign}"),
    )


def sign_in_words(failure: Failure) -> Problem | None:
    """A comparison, multiplication or division written in words or with a letter."""
    word, sign = failure.word, None
    if failure.expected & RELATIONS:
        sign = _COMPARED.get(word)
    if failure.expected & _OPERATORS and word in _COUNTED:
        sign = _COUNTED[word]
    if sign is None:
        return None
    if word in {"x", "X", "✕"}:
        zh, en = f"“{word}”不是乘号", f"“{word}” is no multiplication sign"
    else:
        zh, en = f"“{word}”要写成符号", f"“{word}” is written as a sign"
    plain = {"×": "× or *", "÷": "÷ or /", "≥": "≥ or >=", "≤": "≤ or <=", "≠": "≠ or !="}.get(sign, sign)
    return failure.problem("operator-sign", zh, en, remedy=(f"改为 {sign}", f"write {plain}"))


def joint(failure: Failure) -> Problem | None:
    """Another word or sign for 且 and 或: &&, 和, 以及, OR, 或是."""
    at = failure.at
    last = failure.last
    if last is not None and last.kind in {"NAME", "WORD"} and len(failure.read) > 1:
        # 或是 is read as 或 and a name 是: the word as it was typed begins before both.
        before = failure.read[-2]
        if before.kind in {"_AND", "_OR"} and before.start + len(before.text) == last.start:
            at = before.start
    found = _GLUED.match(failure.line.text, at)
    word = found.group() if found else ""
    if word not in _JOINTS:
        return None
    terminal, zh, en = _JOINTS[word]
    if at == failure.at and terminal not in failure.expected:
        return None
    return failure.problem(
        "joining-word", f"条件之间要用“{zh}”，而不是“{word}”", f"conditions are joined by “{en}”, not by “{word}”",
        span=Span(at, at + len(word)), remedy=(f"改为 {zh}", f"write {en}"),
    )  # fmt: skip


def grouped_digits(failure: Failure) -> Problem | None:
    """Digits in groups of three: 1,234.56."""
    found = _covering(_GROUPED, failure)
    if found is None:
        return None
    plain = re.sub("[,' ]", "", found.group())
    return failure.problem(
        "grouped-digits", f"数字里不用千分位：“{found.group()}”", f"digits are not grouped: “{found.group()}”",
        span=Span(*found.span()), remedy=(f"写作 {plain}", f"write {plain}"),
    )  # fmt: skip


def date(failure: Failure) -> Problem | None:
    """A date with other signs between its parts."""
    found = _covering(_DATE, failure)
    if found is None or not iso(found.group()):
        return None
    start, end = (failure.line.start + at for at in found.span())
    return date_as_sum(found.group(), iso(found.group()), Span(start, end), failure.file)


def dash(failure: Failure) -> Problem | None:
    """A range whose ends are parted by something else: 1…5, 90--100."""
    if failure.line.clause not in {"mean", "grading"}:
        return None
    after_one = failure.last is not None and failure.last.kind in {"MINUS", "DASH"}
    found = _BETWEEN.match(failure.line.text, failure.at)
    if found is None or not ("DASH" in failure.expected or after_one):
        return None
    start = failure.last.start if after_one and failure.last else failure.at
    return failure.problem(
        "range-sign", "两端之间只写一个 - 或 到", "the ends of a range are parted by one - or to",
        span=Span(start, found.end()), remedy=("写作 90分-100分 或 1到5（- 或 到）", "write 90分-100分 or 1 to 5 (- or to)"),
    )  # fmt: skip


def mark(failure: Failure) -> Problem | None:
    """（含） or （不含） without both its brackets."""
    found = _MARK.match(failure.line.text, failure.at)
    if found is None or "INCLUDED" not in failure.expected:
        return None
    zh = {"incl": "含", "excl": "不含"}.get(found.group(1), found.group(1))
    en = {"含": "incl", "不含": "excl"}.get(zh)
    return failure.problem(
        "grade-mark", f"“{found.group(1)}”要写在括号里", f"“{found.group(1)}” stands in brackets",
        span=Span(*found.span()), remedy=(f"写作（{zh}）", f"write ({en})"),
    )  # fmt: skip


def share(failure: Failure) -> Problem | None:
    """5%权重 for 权重的5%."""
    last, word = failure.last, failure.word
    if (
        last
        and last.kind == "NUMBER"
        and last.text.isdigit()
        and word == "of"
        and failure.line.clause in _SCORED
    ):
        start = failure.line.start + last.start
        return share_without_percent(last.text, Span(start, start + len(last.text)), failure.file)
    if not (last and last.kind == "NUMBER" and last.text.endswith(("%", "‰")) and word):
        return None
    if failure.line.clause == "example":
        return None
    if not re.match(r"[A-Za-z\u3400-\u9fff]", word) or word in INNER_WORDS:
        return None
    if word in CLAUSE_WORDS and failure.line.clause not in _SCORED:
        return None
    if near(word, [spelling for terminal in sorted(failure.expected) for spelling in spellings(terminal)]):
        return None
    return failure.problem(
        "share-order",
        f"“{last.text}{word}”要反过来写",
        f"“{last.text} {word}” needs an “of”",
        span=Span(last.start, failure.at + len(word)),
        remedy=(f"写作 {word}的{last.text}", f"write {last.text} of {word}"),
    )


def other_word(failure: Failure) -> Problem | None:
    """A word that means what one of the language does: 得分 for 结果, else for otherwise."""
    first = failure.read[1] if len(failure.read) == 2 else None  # noqa: PLR2004 - the clause and one name
    if first is not None and failure.line.clause == "band" and first.text in _MEANT["otherwise"][1].split():
        return _written(failure, "otherwise", first.text, Span(first.start, first.start + len(first.text)))
    for kind, (terminal, words) in _MEANT.items():
        if terminal in failure.expected and failure.word in words.split():
            return _written(failure, kind, failure.word, None)
    return None


def _written(failure: Failure, kind: str, word: str, span: Span | None) -> Problem:
    zh, en = INNER[kind].zh, INNER[kind].en
    return failure.problem(
        "other-word", f"“{word}”要写作“{zh}”", f"“{word}” is written “{en}”",
        span=span, near=(en if word.isascii() else zh,),
    )  # fmt: skip


def grade_first(failure: Failure) -> Problem | None:
    """优 90分-100分 for 90分-100分 优."""
    if failure.line.clause != "grading" or not {"NUMBER", "BELOW"} <= failure.expected:
        return None
    found = _GRADE_FIRST.match(failure.line.text, failure.at)
    if found is None:
        return None
    word, stretch = found.groups()
    return failure.problem(
        "grade-order", f"先写分数的范围，再写等级“{word}”", f"the range stands before the grade “{word}”",
        remedy=(f"写作 {stretch.strip()} {word}", f"write {stretch.strip()} {word}"),
    )  # fmt: skip


def colon(failure: Failure) -> Problem | None:
    """A colon behind the word of a clause: 前提: ..."""
    if failure.word not in {":", "："} or failure.line.text[: failure.at].strip() != failure.line.word:
        return None
    word, at = failure.line.word, failure.at
    if (
        not failure.reads(f"{failure.line.text[:at]} {failure.line.text[at + 1 :]}")
        and "_COLON" not in failure.expected
    ):
        missing = wordings(failure.expected)
        if failure.line.clause in {"each_row", "each_item"}:
            return failure.problem(
                "empty-clause", f"“{word}”和冒号之间没有内容", f"nothing stands between “{word}” and the colon", expected=missing,
            )  # fmt: skip
    return failure.problem(
        "clause-colon", f"“{word}”后面不加冒号", f"no colon follows “{word}”",
        remedy=("删去冒号，空一格", "write a blank instead"),
    )  # fmt: skip


def unbracketed(failure: Failure) -> Problem | None:
    """存在 甲.数 for 存在(甲.数)."""
    last, word = failure.last, failure.word
    exists = INNER["exists"]
    if last is None or last.text not in {exists.zh, exists.en} or not _NAMED.match(word):
        return None
    return failure.problem(
        "missing-bracket", f"“{last.text}”后面的名称要放进括号", f"the name behind “{last.text}” stands in brackets",
        remedy=(f"写作 {last.text}({word})", f"write {last.text}({word})"),
    )  # fmt: skip


def misread_word(failure: Failure) -> Problem | None:
    """A misspelt 其余 or 存在, which was read as a name or a function: the line fails only behind it."""
    read = failure.read
    names = [piece for piece in read if piece.kind in {"NAME", "WORD"}]
    if failure.line.clause == "band" and len(read) == 2 and names:  # noqa: PLR2004 - 档 and one name
        return _misspelt(failure, names[0], "otherwise")
    kinds = [piece.kind for piece in read[-4:]]
    if failure.expected & RELATIONS and kinds[:2] == ["NAME", "_LPAR"] and kinds[-1] == "RPAR":
        return _misspelt(failure, read[-4], "exists")
    return None


def _misspelt(failure: Failure, piece: Piece, kind: str) -> Problem | None:
    close = near(piece.text, (INNER[kind].zh, INNER[kind].en))
    if not close:
        return None
    return failure.problem(
        "unexpected", f"“{piece.text}”不能放在这里", f"“{piece.text}” cannot stand here",
        span=Span(piece.start, piece.start + len(piece.text)), near=close,
    )  # fmt: skip


def _covering(pattern: re.Pattern[str], failure: Failure) -> re.Match[str] | None:
    """Return what `pattern` finds around the place of the failure."""
    found = pattern.finditer(failure.line.text)
    return next((each for each in found if each.start() < failure.at < each.end()), None)


SLIPS = (grouped_digits, date, dash, mark, joint, colon, unbracketed, grade_first)
"""The slips that explain a failure before anything else is tried."""

LATER_SLIPS = (other_word, character, comparison_sign, sign_in_words)
"""Those that come behind the habits; `share` and `misread_word` come later still."""
