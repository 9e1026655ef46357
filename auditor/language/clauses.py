"""Build one line into a clause or a head: what it is, and what it holds."""

# ruff: noqa: D102 - the methods are the rules of the grammar, which says what they are

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from auditor import records
from auditor.language import tree
from auditor.language.building import Expressions, Parts, Token
from auditor.language.keywords import (
    EVERY,
    HOLES,
    LAST_PLACES,
    LEVELS,
    MESSAGE_LANGUAGES,
    PLAIN_RESULTS,
    RESULTS,
    RESULTS_MEANT,
    ROUNDINGS,
    TRENDS,
)
from auditor.language.mistakes import (
    empty_text,
    missing_reading,
    missing_unit,
    stray_brace,
    unknown_hole,
    unknown_word,
    wrong_unit,
)
from auditor.language.problems import Wording
from auditor.language.scales import Bound, resolve
from auditor.numbers import unit_of
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

_CJK = re.compile("[\u3400-\u9fff]")
_HOLE = re.compile(r"\{([^{}]*)\}|[{}]")
_WEIGHT = Wording("权重", "the weight")
_HOLES = frozenset([*HOLES, *HOLES.values()])


@records.frozen
class Clause:
    """One line: its kind (a key of keywords.HEADS or CLAUSES) and what it holds."""

    kind: str
    value: Any
    span: Span


class Clauses(Expressions):
    """Builds heads and clauses on top of expressions and conditions."""

    def _clause(self, kind: str, value: object) -> Clause:
        return Clause(kind, value, self.line)

    # Heads -----------------------------------------------------------------------------------

    def language(self, parts: Parts) -> Clause:
        return Clause("language", str(parts[0]), self.span(parts[0]))

    def pack(self, parts: Parts) -> Clause:
        name, title = parts
        return self._clause("pack", (str(name), self.quoted(title) if title else str(name)))

    def include(self, parts: Parts) -> Clause:
        return self._clause("include", tree.Include(self.quoted(parts[0]), self.line))

    def synonym(self, parts: Parts) -> Clause:
        names = tuple(self.key_of(part) for part in parts if part.type == "NAME")
        return self._clause("synonym", tree.Synonym(names, self.line))

    def rule(self, parts: Parts) -> Clause:
        return self._clause("rule", self._titled(parts))

    def scoring(self, parts: Parts) -> Clause:
        return self._clause("scoring", self._titled(parts))

    def _titled(self, parts: Parts) -> tuple[str, str]:
        return str(parts[0]), self.text_of(parts[1]) if parts[1] else str(parts[0])

    def catalogue(self, parts: Parts) -> Clause:
        return self._clause("catalogue", self.text_of(parts[0]))

    # Statements ------------------------------------------------------------------------------

    def check(self, parts: Parts) -> Clause:
        return self._clause("check", tree.Check(parts[0], self.line))

    def each_row(self, parts: Parts) -> Clause:
        table, rows, condition = parts
        choice = _ROWS[str(rows)] if rows else tree.RowChoice.DETAILS
        return self._clause("each_row", tree.EachRow(table.key, choice, condition, self.line))

    def each_item(self, parts: Parts) -> Clause:
        return self._clause("each_item", tree.EachItem(parts[0].key, parts[1], self.line))

    def columns(self, parts: Parts) -> tuple[str, ...]:
        return tuple(map(self.key_of, parts))

    def total(self, parts: Parts) -> Clause:
        return self._clause("total", tree.Total(parts[0].key, parts[1] or (), self.line))

    def agree(self, parts: Parts) -> Clause:
        return self._clause("agree", tree.Agree(tuple(parts), self.line))

    def match(self, parts: Parts) -> Clause:
        left, right, columns = parts
        return self._clause("match", tree.Match(left.key, right.key, columns or (), self.line))

    def shares(self, parts: Parts) -> Clause:
        items, base, choice = parts
        return self._clause("shares", tree.Shares(items, base, _CHOICES[str(choice or "单选")], self.line))

    def mean(self, parts: Parts) -> Clause:
        value, base, items, limits = parts
        low, high = limits or (None, None)
        return self._clause("mean", tree.Mean(value, base, items, low, high, self.line))

    def range(self, parts: Parts) -> tuple[tree.Expression, tree.Expression]:
        return parts[0], parts[2]

    def order(self, parts: Parts) -> Clause:
        return self._clause(
            "order", tree.Order(parts[0], str(parts[1]) in {"由高到低", "descending"}, self.line)
        )

    def grading(self, parts: Parts) -> Clause:
        figure, stated, *bounds = parts
        return self._clause("grading", tree.Grading(figure, stated, resolve(bounds), self.line))

    def grade_between(self, parts: Parts) -> Bound:
        low, low_in, _, high, high_in, name = parts
        low, high = self.number_of(low), self.number_of(high)
        if not low.unit:
            low = attrs.evolve(low, unit=high.unit)
        return Bound(name, low, high, low_in, high_in)

    def grade_beyond(self, parts: Parts) -> Bound:
        number, before, side, after, name = parts
        mark = after if after is not None else before
        number = self.number_of(number)
        if side.type == "UPWARD":
            return Bound(name, number, None, mark, None)
        return Bound(name, None, number, None, mark)

    def grade_related(self, parts: Parts) -> Bound:
        side, number, name = parts
        number = self.number_of(number)
        if side.type in {"AT_LEAST", "GREATER"}:
            return Bound(name, number, None, side.type == "AT_LEAST", None)
        return Bound(name, None, number, None, side.type == "AT_MOST")

    def grade_side(self, parts: Parts) -> Bound:
        side, number, mark, name = parts
        number = self.number_of(number)
        if side.type == "ABOVE":
            return Bound(name, number, None, bool(mark), None)
        return Bound(name, None, number, None, bool(mark))

    def mark(self, parts: Parts) -> bool:
        return bool(parts[0].type == "INCLUDED")

    def grade_name(self, parts: Parts) -> tree.Text:
        token = parts[0]
        name = self.quoted(token) if token.type == "STRING" else self.key_of(token)
        return tree.Text(name, self.span(token))

    # Qualifications --------------------------------------------------------------------------

    def when(self, parts: Parts) -> Clause:
        return self._clause("when", parts[0])

    def applies(self, parts: Parts) -> Clause:
        return self._clause("applies", parts[0])

    def required(self, parts: Parts) -> Clause:
        return self._clause("required", tuple(parts))

    def tolerance(self, parts: Parts) -> Clause:
        number, is_open = self.number_of(parts[0]), parts[1] is not None
        if not number.unit:
            self.mistake(
                missing_unit(
                    Wording("容差", "the tolerance"), number.text, ("万元", "%"), number.span, self.file
                )
            )
        if number.unit in LAST_PLACES:
            return self._clause("tolerance", tree.Tolerance(None, number.value, is_open, self.line))
        return self._clause("tolerance", tree.Tolerance(number, None, is_open, self.line))

    def level(self, parts: Parts) -> Clause:
        return self._clause("level", self._word(parts[0], LEVELS, "unknown-level", Wording("级别", "level")))

    def gap(self, parts: Parts) -> Clause:
        return self._clause("gap", self._word(parts[0], LEVELS, "unknown-level", Wording("级别", "level")))

    def rounding(self, parts: Parts) -> Clause:
        what = Wording("舍入方式", "way of rounding")
        return self._clause("rounding", self._word(parts[0], ROUNDINGS, "unknown-rounding", what))

    def monotone(self, parts: Parts) -> Clause:
        return self._clause(
            "monotone", self._word(parts[0], TRENDS, "unknown-trend", Wording("走向", "trend"))
        )

    def _word(self, token: Token, known: Mapping[str, Any], code: str, what: Wording) -> object:
        if token not in known:
            self.mistake(unknown_word(code, what, str(token), known, self.span(token), file=self.file))
        return known[token]

    def source(self, parts: Parts) -> Clause:
        return self._clause("source", self.text_of(parts[0]))

    def note(self, parts: Parts) -> Clause:
        return self._clause("note", self.text_of(parts[0]))

    def known(self, parts: Parts) -> Clause:
        text = self.quoted(parts[0])
        if not text.strip():
            self.mistake(empty_text(Wording("已知情况", "what is known"), self.span(parts[0]), self.file))
        return self._clause("known", text)

    def message(self, parts: Parts) -> Clause:
        word, token = parts
        text, start = self.quoted(token), self.span(token).start + 1
        if not text.strip():
            self.mistake(empty_text(Wording("提示", "the message"), self.span(token), self.file))
        for found in _HOLE.finditer(text):
            span = Span(start + found.start(), start + found.end())
            if found.group(1) is None:
                self.mistake(stray_brace(span, self.file))
            if found.group(1).strip() not in _HOLES:
                self.mistake(unknown_hole(found.group(1), span, self.file))
        marker = word.partition("(")[2].removesuffix(")")
        language = MESSAGE_LANGUAGES.get(marker, marker) or message_language(text)
        return self._clause("message", tree.Message(language, text, self.line))

    def binding(self, parts: Parts) -> tree.Binding:
        figure, _, value = parts
        return tree.Binding(binding_name(figure), value, Span(figure.span.start, value.span.end))

    def verdict(self, parts: Parts) -> object:
        word, what = parts[0], Wording("结果", "verdict")
        if word not in RESULTS:
            known = RESULTS if word.startswith(EVERY) else PLAIN_RESULTS
            problem = unknown_word("unknown-verdict", what, str(word), known, self.span(word), file=self.file)
            meant = next(
                (each for each, words in RESULTS_MEANT.items() if word.lower() in words.split()), None
            )
            self.mistake(attrs.evolve(problem, near=(meant,)) if meant else problem)
        return RESULTS[word]

    def example(self, parts: Parts) -> Clause:
        *bindings, result = parts
        if isinstance(result, tree.Number):
            return self._clause("example", tree.Example(tuple(bindings), None, result, self.line))
        verdict, level, every = result
        return self._clause(
            "example", tree.Example(tuple(bindings), verdict, None, self.line, level=level, every=every)
        )

    # Scoring ---------------------------------------------------------------------------------

    def weight(self, parts: Parts) -> Clause:
        self._with_unit(parts[0], _WEIGHT, ("分",))
        return self._clause("weight", parts[0])

    def target(self, parts: Parts) -> Clause:
        target = parts[0]
        match target:
            case tree.Negative(operand=tree.Number() as number):  # -5% is a number as 5% is
                target = attrs.evolve(number, value=-number.value, text=f"-{number.text}", span=target.span)
        return self._clause("target", target)

    def actual(self, parts: Parts) -> Clause:
        return self._clause("actual", parts[0])

    def band(self, parts: Parts) -> Clause:
        condition, outcome = parts
        otherwise = not hasattr(condition, "span")  # the word 其余 itself
        return self._clause("band", tree.Band(None if otherwise else condition, outcome, self.line))

    def award(self, parts: Parts) -> tree.Award:
        score = parts[0]
        if isinstance(score, tree.Name) and score.key == "full":
            score = attrs.evolve(score, key="满分")
        self._with_unit(score, Wording("得分", "the score"), ("分",))
        return tree.Award(score, score.span)

    def no_score(self, parts: Parts) -> tree.Award:
        span = self.span(parts[0])
        return tree.Award(tree.Number(Fraction(0), "分", "0分", span), span)

    def deduct(self, parts: Parts) -> tree.Deduct:
        word, reference, relative, step, amount, reading, floored = parts
        number = self.number_of(step)
        self._with_unit(number, Wording("每步的幅度", "the step"), ("个百分点", "%"))
        self._with_unit(amount, Wording("扣分", "the deduction"), ("分",))
        if reading is None:
            text = self.typed[amount.span.start : amount.span.end]
            self.mistake(
                missing_reading(number.text, text, Span(number.span.start, amount.span.end), self.file)
            )
        return tree.Deduct(
            _DIRECTIONS[str(word)], reference, number, relative is not None, amount, _reading(str(reading)),
            floored is not None, Span(self.span(word).start, self.line.end),
        )  # fmt: skip

    def floored(self, parts: Parts) -> Token:
        token: Token = parts[0]
        return token

    def criteria(self, parts: Parts) -> Clause:
        count, amount, floored = parts
        self._with_unit(amount, Wording("扣分", "the deduction"), ("分",))
        number = self.number_of(count).value if count else None
        return self._clause("criteria", tree.Criteria(number, amount, floored is not None, self.line))

    def formula(self, parts: Parts) -> Clause:
        return self._clause("formula", parts[0])

    def cap(self, parts: Parts) -> Clause:
        self._with_unit(parts[0], Wording("封顶", "the cap"), ("分",))
        return self._clause("cap", parts[0])

    def floor(self, parts: Parts) -> Clause:
        self._with_unit(parts[0], Wording("保底", "the floor"), ("分",))
        return self._clause("floor", parts[0])

    def veto(self, parts: Parts) -> Clause:
        return self._clause("veto", parts[0])

    def _with_unit(self, node: tree.Expression, what: Wording, units: tuple[str, ...]) -> None:
        if isinstance(node, tree.Number) and not node.unit and node.value != 0:
            self.mistake(missing_unit(what, node.text, units, node.span, self.file))
        elif (
            isinstance(node, tree.Number)
            and units == ("分",)
            and node.unit
            and unit_of(node.unit).dimension != "score"
        ):
            self.mistake(wrong_unit(what, node.text, units[0], node.span, self.file, whole=what is _WEIGHT))


def message_language(text: str) -> str:
    """Return the language of a message that names none: zh where it holds Chinese, en otherwise."""
    return "zh" if _CJK.search(text) else "en"


def binding_name(figure: tree.Name | tree.Cell) -> str:
    """Return the name an example gives a value to: a figure, a figure at a place, or a cell."""
    if isinstance(figure, tree.Cell):
        return f"{figure.table}[{figure.row}, {figure.col}]"
    return figure.key if figure.place is None else f"{figure.key}@{figure.place}"


def _reading(word: str) -> tree.Reading:
    if word in {"按比例", "proportional"}:
        return tree.Reading.PROPORTIONAL
    if word in {"每满不足不扣", "不足不扣", "full_steps"}:
        return tree.Reading.FULL_STEPS
    return tree.Reading.STARTED_STEPS


_ROWS = {
    "含合计": tree.RowChoice.ALL,
    "with_totals": tree.RowChoice.ALL,
    "仅合计": tree.RowChoice.TOTALS,
    "totals_only": tree.RowChoice.TOTALS,
}
_CHOICES = {
    "单选": tree.Choice.SINGLE,
    "single": tree.Choice.SINGLE,
    "多选": tree.Choice.MULTIPLE,
    "multiple": tree.Choice.MULTIPLE,
    "多选必答": tree.Choice.REQUIRED,
    "multiple_required": tree.Choice.REQUIRED,
}
_DIRECTIONS = {
    "每低于": tree.Direction.BELOW,
    "per_below": tree.Direction.BELOW,
    "每高于": tree.Direction.ABOVE,
    "per_above": tree.Direction.ABOVE,
    "每偏离": tree.Direction.AWAY,
    "per_off": tree.Direction.AWAY,
    "每超出±": tree.Direction.OUTSIDE,
    "per_outside": tree.Direction.OUTSIDE,
}
