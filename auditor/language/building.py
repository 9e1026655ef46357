"""Turn one parsed line into a node of the tree, bottom up, as the parser reduces it.

The methods are named after the rules and aliases of grammar/rules.lark, which calls them with the
children already built. Nothing here recurses, so a deep line costs no stack.
"""

# ruff: noqa: D102 - the methods are the rules of the grammar, which says what they are

from __future__ import annotations

import datetime as dt
import functools
import re
from fractions import Fraction
from typing import Any, NoReturn

from auditor.language import tree
from auditor.language.limits import MAX_NAME
from auditor.language.mistakes import bad_date, date_as_sum, iso, long_name, share_without_percent
from auditor.language.problems import Mistake, Problem
from auditor.source import Span

_NUMBER = re.compile(r"([0-9]+)(?:\.([0-9]+))?\s*(.*)")
_DATE = re.compile(r"([0-9]+)[-年]([0-9]+)[-月]([0-9]+)")
_CELL_PART = re.compile(r"「[^」]*」|[^\[\],「」]+")


class Token(str):
    """A token as the parser hands it over: a text that knows its kind and where it begins."""

    __slots__ = ()
    type: str
    start_pos: int | None


Parts = list[Any]
"""The children of a rule, as lark hands them over: tokens and what the methods below gave."""


@functools.lru_cache(maxsize=8192)
def _read_number(text: str) -> tuple[Fraction, str]:
    found = _NUMBER.fullmatch(text)
    if not found:  # the grammar's NUMBER and this pattern agree
        raise ValueError(text)
    whole, places, unit = found.groups(default="")
    return Fraction(int(whole + places), 10 ** len(places)), unit


class Expressions:
    """Builds expressions and conditions. `typed` is the file as typed, `base` where the line starts."""

    def __init__(self) -> None:
        """Begin with nothing; `at` says which line comes."""
        self.typed = ""
        self.file = ""
        self.base = 0
        self.line = Span(0, 0)

    def at(self, typed: str, start: int, end: int, file: str) -> None:
        """Build the line that stands at `start` to `end` of `typed` next."""
        self.typed = typed
        self.file = file
        self.base = start
        self.line = Span(start, end)

    # Tokens ----------------------------------------------------------------------------------

    def span(self, token: Token) -> Span:
        """Return the span of `token` in the file."""
        start = self.base + (token.start_pos or 0)
        return Span(start, start + len(token))

    def text_of(self, token: Token) -> str:
        """Return `token` as typed, full-width signs included."""
        span = self.span(token)
        return self.typed[span.start : span.end]

    def quoted(self, token: Token) -> str:
        """Return what stands between the quotes of `token`."""
        return self.text_of(token)[1:-1]

    def number_of(self, token: Token) -> tree.Number:
        """Return the number that `token` spells."""
        value, unit = _read_number(str(token))
        return tree.Number(value, unit, str(token), self.span(token))

    def key_of(self, token: Token) -> str:
        """Return the name that `token` spells, without its 「」."""
        if "「" not in token:
            return str(token)
        key = self.text_of(token).replace("「", "").replace("」", "")
        if len(key) > MAX_NAME:
            self.mistake(long_name(len(key), MAX_NAME, self.span(token), self.file))
        return key

    def mistake(self, problem: Problem) -> NoReturn:
        """Give the line up with `problem`."""
        raise Mistake(problem)

    # Expressions -----------------------------------------------------------------------------

    def number(self, parts: Parts) -> tree.Number:
        return self.number_of(parts[0])

    def text(self, parts: Parts) -> tree.Text:
        return tree.Text(self.quoted(parts[0]), self.span(parts[0]))

    def date(self, parts: Parts) -> tree.Date:
        token = parts[0]
        found = _DATE.match(token)
        year, month, day = map(int, found.groups()) if found else (0, 0, 0)
        try:
            value = dt.date(year, month, day).isoformat()
        except ValueError:
            self.mistake(bad_date(str(token), self.span(token), self.file))
        return tree.Date(value, self.span(token))

    def signed(self, parts: Parts) -> tree.Number:
        minus, token = parts
        number = self.number_of(token)
        if minus is None:
            return number
        return tree.Number(
            -number.value, number.unit, f"-{number.text}", Span(self.span(minus).start, number.span.end)
        )

    def figure(self, parts: Parts) -> tree.Name:
        token = parts[0]
        place = parts[1] if len(parts) > 1 else None
        span = self.span(token)
        if place is None:
            return tree.Name(self.key_of(token), span)
        return tree.Name(self.key_of(token), Span(span.start, place[1]), place[0])

    pattern = figure

    def table(self, parts: Parts) -> tree.Name:
        return tree.Name(self.key_of(parts[0]), self.span(parts[0]))

    def place(self, parts: Parts) -> tuple[str, int]:
        token = parts[0]
        word = self.text_of(token)
        word = word[1:] if token.type == "AT_PLACE" else word.removesuffix("所述")
        return word.removeprefix("「").removesuffix("」"), self.span(token).end

    def cell(self, parts: Parts) -> tree.Cell:
        table, inside = parts
        span = self.span(inside)
        first = _CELL_PART.search(str(inside), 1)
        comma = first.end() if first else 1
        comma = str(inside).index(",", comma)
        typed = self.text_of(inside)
        row, column = (
            part.strip().removeprefix("「").removesuffix("」")
            for part in (typed[1:comma], typed[comma + 1 : -1])
        )
        return tree.Cell(self.key_of(table), row, column, Span(self.span(table).start, span.end))

    def list(self, parts: Parts) -> tuple[tree.Expression, ...]:
        return tuple(parts)

    def call(self, parts: Parts) -> tree.Call:
        name, arguments, bracket = parts
        return tree.Call(self.key_of(name), arguments, Span(self.span(name).start, self.span(bracket).end))

    def group(self, parts: Parts) -> tree.Expression | tree.Condition:
        node: tree.Expression | tree.Condition = parts[0]
        return node

    def negative(self, parts: Parts) -> tree.Negative:
        return tree.Negative(parts[1], Span(self.span(parts[0]).start, parts[1].span.end))

    def add(self, parts: Parts) -> tree.Binary:
        return _binary(tree.Operator.ADD, parts[0], parts[2])

    def subtract(self, parts: Parts) -> tree.Binary:
        return self._no_date(_binary(tree.Operator.SUBTRACT, parts[0], parts[2]))

    def multiply(self, parts: Parts) -> tree.Binary:
        return _binary(tree.Operator.MULTIPLY, parts[0], parts[2])

    def divide(self, parts: Parts) -> tree.Binary:
        return self._no_date(_binary(tree.Operator.DIVIDE, parts[0], parts[2]))

    def _no_date(self, node: tree.Binary) -> tree.Binary:
        """Refuse 2023/12/31 and 2023-1-5, which nobody means as arithmetic."""
        if isinstance(node.left, tree.Binary) and isinstance(node.right, tree.Number) and not node.right.unit:
            text = self.typed[node.span.start : node.span.end]
            if plain := iso(text):
                self.mistake(date_as_sum(text, plain, node.span, self.file))
        return node

    def share(self, parts: Parts) -> tree.Binary:
        number = self.number_of(parts[2])
        if not number.unit and number.value > 1:
            self.mistake(share_without_percent(number.text, number.span, self.file))
        return _binary(tree.Operator.MULTIPLY, parts[0], number)

    def share_of(self, parts: Parts) -> tree.Binary:
        number = self.number_of(parts[0])
        span = Span(number.span.start, parts[2].span.end)
        return tree.Binary(tree.Operator.MULTIPLY, parts[2], number, span)

    # Conditions ------------------------------------------------------------------------------

    def relation(self, parts: Parts) -> tree.Relation:
        return _RELATIONS[parts[0].type]

    def compare(self, parts: Parts) -> tree.Compare:
        left, relation, right = parts
        return tree.Compare(relation, left, right, _around(left, right))

    def exists(self, parts: Parts) -> tree.Exists:
        word, name, bracket = parts
        return tree.Exists(self.key_of(name), Span(self.span(word).start, self.span(bracket).end))

    def negate(self, parts: Parts) -> tree.Not:
        return tree.Not(parts[1], Span(self.span(parts[0]).start, parts[1].span.end))

    def all_of(self, parts: Parts) -> tree.All:
        return tree.All(tuple(parts), _around(parts[0], parts[-1]))

    def any_of(self, parts: Parts) -> tree.Any:
        return tree.Any(tuple(parts), _around(parts[0], parts[-1]))

    def implies(self, parts: Parts) -> tree.Implies:
        word, premise, conclusion = parts
        return tree.Implies(premise, conclusion, Span(self.span(word).start, conclusion.span.end))


_RELATIONS = {
    "EQ": tree.Relation.EQUAL,
    "NOT_EQUAL": tree.Relation.UNEQUAL,
    "LESS": tree.Relation.LESS,
    "AT_MOST": tree.Relation.AT_MOST,
    "GREATER": tree.Relation.GREATER,
    "AT_LEAST": tree.Relation.AT_LEAST,
}


def _around(left: Any, right: Any) -> Span:  # noqa: ANN401 - any two nodes
    return Span(left.span.start, right.span.end)


def _binary(operator: tree.Operator, left: tree.Expression, right: tree.Expression) -> tree.Binary:
    return tree.Binary(operator, left, right, Span(left.span.start, right.span.end))
