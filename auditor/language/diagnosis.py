"""Say what is wrong with a line that does not parse: from what stands there and what could."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.language import slips
from auditor.language.habits import HABITS
from auditor.language.keywords import RESULTS, VERDICTS
from auditor.language.lines import CLAUSE_WORDS, HEAD_WORDS
from auditor.language.misspelt import INNER_WORDS, KEYWORDS, run_at, slip_of
from auditor.language.terminals import spellings, wordings
from auditor.nearness import near
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.language.failure import Failure, Piece
    from auditor.language.problems import Problem

_TOLERATED = frozenset("误差 允差 允许误差 error margin".split())
_CONDITION_CLAUSES = frozenset("check each_row each_item when applies band veto".split())


def diagnose(failure: Failure) -> Problem:
    """Return the problem that explains `failure` best: the first explanation that fits."""
    for explain in _EXPLANATIONS:
        if problem := explain(failure):
            return problem
    return _unexpected(failure)


def _open_quote(failure: Failure) -> Problem | None:
    pairs = {'"': '"', "“": "”", "「": "」", "”": "“"}
    opening = failure.line.text[failure.at : failure.at + 1]
    if opening not in pairs:
        return None
    closing = pairs[opening]
    rest = failure.line.text[failure.at + 1 :]
    if closing in rest or opening == "”":
        return None
    return failure.problem(
        "missing-quote",
        f"引号没有结束：缺少 {closing}",
        f"the quotes do not end: {closing} is missing",
        remedy=(f"在文字末尾补上 {closing}", f"add {closing} at the end of the text"),
    )


def _quote_inside(failure: Failure) -> Problem | None:
    if not (
        failure.last
        and failure.last.kind == "STRING"
        and failure.line.clause in {"message", "known"}
        and failure.word
    ):
        return None
    if not set(failure.line.text[failure.at :]) & set('"“”'):
        return None
    return failure.problem(
        "quote-inside-quotes",
        "引号里又出现了同样的引号",
        "the same quotes stand inside the quotes",
        remedy=('外面用 "…"，里面用“…”', 'use "…" outside and “…” inside'),
    )


def _text_without_quotes(failure: Failure) -> Problem | None:
    titled = failure.line.head == "pack" and len(failure.read) > 1
    if failure.expected != {"STRING"} and not (titled and "STRING" in failure.expected):
        return None
    words = failure.line.text[failure.at :].strip().strip('"“”')
    if not words:
        return None
    shown = words if len(words) <= 20 else words[:20] + "…"  # noqa: PLR2004 - enough to recognise it
    return failure.problem(
        "missing-quote",
        "这里的文字要放进引号",
        "the text here must stand in quotes",
        span=Span(failure.at, len(failure.line.text)),
        remedy=(f'写作 "{shown}"', f'write "{shown}"'),
    )


def _chained(failure: Failure) -> Problem | None:
    if not re.match(r"[=<>≤≥≠!]", failure.line.text[failure.at : failure.at + 1]):
        return None
    since: list[Piece] = []
    for piece in failure.read:
        since = [] if piece.kind in {"_AND", "_OR", "_THEN", "IF", "NOT"} else [*since, piece]
    relations = [piece for piece in since if piece.kind in slips.RELATIONS]
    if not relations:
        return None
    middle = failure.line.text[relations[-1].start + len(relations[-1].text) : failure.at].strip()
    first = failure.line.text[since[0].start : relations[-1].start].strip()
    if since[0].start == 0:
        first = first.removeprefix(failure.line.word).strip()
    sign, other = relations[-1].text, failure.word
    rest = failure.line.text[failure.at + len(other) :].strip() or "…"
    return failure.problem(
        "chained-comparison",
        "一次只能比较两个数",
        "only two things are compared at a time",
        remedy=(
            f"写作 {first} {sign} {middle} 且 {middle} {other} {rest}",
            f"write {first} {sign} {middle} and {middle} {other} {rest}",
        ),
    )


def _second_clause(failure: Failure) -> Problem | None:
    word = failure.word
    known = (
        CLAUSE_WORDS.get(word)
        or HEAD_WORDS.get(word)
        or (word in _TOLERATED and failure.line.clause == "check")
    )
    if not known or failure.at == 0 or word in {"得", "note", "提示"} or failure.line.clause is None:
        return None
    if failure.last and failure.line.clause == "example" and word in RESULTS:
        return None
    return failure.problem(
        "missing-newline",
        f"“{word}”是另一个子句，要另起一行",
        f"“{word}” begins another clause, which needs a line of its own",
        remedy=(f"在“{word}”前换行并缩进", f"break the line before “{word}” and indent it"),
        near=("容差",)
        if word in _TOLERATED and not word.isascii()
        else ("tolerance",)
        if word in _TOLERATED
        else (),
    )


def _no_result(failure: Failure) -> Problem | None:
    if failure.line.clause != "example" or "_RESULT" not in failure.expected:
        return None
    word = failure.word
    remedy = (
        "在末尾写 结果 相符（或 四舍五入后相符、尾差、不符、无法核对；评分写 结果 5分）",
        "end it with gives exact (or within_rounding, rounding_gap, discrepancy, not_checkable; for scores gives 5分)",
    )
    if word and word not in RESULTS and not near(word, VERDICTS):
        return None
    return failure.problem(
        "missing-result", "例子没有写“结果”", "the example does not say what it gives", remedy=remedy
    )


def _bracket(failure: Failure) -> Problem | None:
    text = failure.line.text
    if failure.word == "(" and failure.last and failure.last.kind == "_LPAR":
        return failure.problem("stray-bracket", "多了一个左括号", "an opening bracket too many",
                               remedy=("删去它", "delete it"))  # fmt: skip
    if failure.word == ")":
        opened = text[: failure.at].count("(") - text[: failure.at].count(")")
        if opened <= 0:
            return failure.problem("stray-bracket", "多了一个右括号", "a closing bracket without its partner",
                                   remedy=("删去它，或在前面补上（", "delete it, or add ( before"))  # fmt: skip
    if failure.word or "RPAR" not in failure.expected:
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[at], 0)
        if depth < 0:
            return failure.problem("unclosed-bracket", "这个括号没有结束", "this bracket is not closed", span=Span(at, at + 1),
                                   remedy=("在末尾补上 ）", "add ) at the end"))  # fmt: skip
    return None


def _misspelt(failure: Failure) -> Problem | None:
    """A slip where a keyword should stand; letters that remain of one were read as part of it: 多选选."""
    start, end = run_at(failure.line.text, failure.at)
    known = [spelling for each in failure.expected for spelling in spellings(each)]
    if failure.last and start <= failure.last.start < failure.at and failure.last.text in INNER_WORDS:
        known.append(failure.last.text)
    close = slip_of(failure.line.text[start:end], known)
    return _not_here(failure, Span(start, end), close) if close else None


def _misread(failure: Failure) -> Problem | None:
    """A slip one word earlier, where it was read as a name: 余."""
    last = failure.last
    if last is None or last.kind not in {"NAME", "WORD"}:
        return None
    start, end = run_at(failure.line.text, last.start)
    before = failure.read[-2] if len(failure.read) > 1 else None
    split = before is not None and before.start == start and before.text in INNER_WORDS
    if failure.line.text[start:end] != last.text and not split:
        return None  # 满意.很 is a name, however much 满意 looks like 满分; 结果果 is 结果 and a letter
    close = slip_of(failure.line.text[start:end], INNER_WORDS)
    return _not_here(failure, Span(start, end), close) if close else None


def _not_here(failure: Failure, span: Span, close: tuple[str, ...]) -> Problem:
    word = failure.line.text[span.start : span.end]
    return failure.problem(
        "unexpected", f"“{word}”不能放在这里", f"“{word}” cannot stand here", span=span,
        expected=wordings(failure.expected), near=close,
    )  # fmt: skip


def _missing_blank(failure: Failure) -> Problem | None:
    last = failure.last
    if last is None or last.kind not in {"NAME", "NUMBER", "WORD"}:
        return None
    known = (
        word for terminal in sorted(failure.expected) for word in spellings(terminal) if not word.isascii()
    )
    for word in sorted(known, key=len, reverse=True):
        at = last.text.find(word, 1)
        if at > 0:
            parted = f"{last.text[:at]} {last.text[at:]}"
            return failure.problem(
                "missing-blank",
                f"“{word}”前缺少空格，被读成了名称“{last.text}”",
                f"a blank is missing before “{word}”: it was read as the name “{last.text}”",
                span=Span(last.start, last.start + len(last.text)),
                remedy=(f"写作 {parted}", f"write {parted}"),
            )
    return None


def _no_comparison(failure: Failure) -> Problem | None:
    if failure.line.clause not in _CONDITION_CLAUSES or not failure.expected & slips.RELATIONS:
        return None
    if failure.word and failure.word not in KEYWORDS:
        return None
    joints = [at for at, piece in enumerate(failure.read) if piece.kind in {"_AND", "_OR", "_THEN", "IF"}]
    since = failure.read[joints[-1] + 1 :] if joints else failure.read
    if any(piece.kind in slips.RELATIONS for piece in since):
        return None
    word = failure.read[joints[-1]].text if joints else failure.line.word
    return failure.problem(
        "no-comparison",
        f"“{word}”后面要有比较，如 甲 = 乙",
        f"“{word}” needs a comparison, as in a = b",
        expected=wordings(failure.expected),
        near=tuple(each for piece in since for each in slip_of(piece.text, INNER_WORDS)),
    )


def _ends_early(failure: Failure) -> Problem | None:
    if failure.word:
        return None
    if failure.last is None or (len(failure.read) == 1 and failure.line.text == failure.line.word):
        word = failure.line.word
        return failure.problem(
            "empty-clause",
            f"“{word}”后面没有内容",
            f"nothing follows “{word}”",
            expected=wordings(failure.expected),
        )
    return failure.problem(
        "incomplete", "这一行没有写完", "the line is not complete", expected=wordings(failure.expected)
    )


def _unexpected(failure: Failure) -> Problem:
    known = [spelling for terminal in sorted(failure.expected) for spelling in spellings(terminal)]
    width = max(1, len(failure.word))
    return _not_here(failure, Span(failure.at, failure.at + width), near(failure.word, known))


_EXPLANATIONS: tuple[Callable[[Failure], Problem | None], ...] = (
    _quote_inside,
    _open_quote,
    *slips.SLIPS,
    *HABITS,
    *slips.LATER_SLIPS,
    _chained,
    _text_without_quotes,
    _missing_blank,
    slips.misread_word,
    _misspelt,
    slips.share,
    _second_clause,
    _no_result,
    _bracket,
    _misread,
    _no_comparison,
    _ends_early,
)
