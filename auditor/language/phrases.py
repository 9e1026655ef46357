"""Print names, expressions and conditions as rule text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from auditor import records
from auditor.language import tree
from auditor.language.keywords import INNER

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTERS = "A-Za-z_々\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_FIRST = re.compile(f"[{_LETTERS}][0-9{_LETTERS}]*")
_LATER = re.compile(f"[0-9{_LETTERS}]+")
_SHARE = re.compile(r"的[0-9]")
_TABLE = re.compile(r"(?:附?表|[Tt]able)[0-9]+(?:[-.][0-9]+)*")
_CELL = re.compile("[^\\[\\],，、\uff3b\uff3d「」#\uff03\n]+")
_SPOKEN_PLACE = re.compile(r"附件[0-9]*|摘要|正文|结论|附?表[0-9]+(?:-[0-9]+)*")
# Where a name stands, these words would be taken for themselves.
_RESERVED = frozenset("若 如果 if 非 not 其余 otherwise 存在 exists".split())
_PERCENT = ("%", "‰")


def quoted(text: str) -> str:
    """Return `text` in quotes; curly ones where it holds straight ones."""
    return f"“{text}”" if '"' in text else f'"{text}"'


def key_text(key: str, *, table: bool = True, star: bool = False) -> str:
    """Return `key` as a name; parts that are no plain words stand in 「」.

    `table` says whether 表1-1 may stand here bare, `star` whether a lone `*` may.
    """
    if (table and _TABLE.fullmatch(key)) or (star and key == "*"):
        return key
    parts = key.split(".")
    if "" in parts:
        return f"「{key}」"
    first = parts[0]
    plain = _FIRST.fullmatch(first) and first not in _RESERVED and not _SHARE.search(first)
    if first == "*" and len(parts) > 1:
        plain = True
    shown = [first if plain else f"「{first}」"]
    for part in parts[1:]:
        bare = part == "*" or (_LATER.fullmatch(part) and not _SHARE.search(part))
        shown.append(part if bare else f"「{part}」")
    return ".".join(shown)


def place_text(place: str) -> str:
    """Return what stands behind `@`."""
    return place if _LATER.fullmatch(place) or _TABLE.fullmatch(place) else f"「{place}」"


def cell_part(part: str) -> str:
    """Return the row or column of a cell."""
    return part if _CELL.fullmatch(part) and part == part.strip() else f"「{part}」"


@records.frozen
class Phrases:
    """Prints phrases in the spelling of `language`."""

    language: str

    def name(self, node: tree.Name, *, star: bool = False) -> str:
        """Return a figure, with the place that a mention of it stands at."""
        key = key_text(node.key, star=star)
        if node.place is None:
            return key
        if self.language == "zh" and _SPOKEN_PLACE.fullmatch(node.place):
            return f"{key} {node.place}所述"
        return f"{key}@{place_text(node.place)}"

    def list(self, nodes: Iterable[tree.Expression]) -> str:
        """Return expressions with commas between."""
        return ", ".join(map(self.expression, nodes))

    def expression(self, node: tree.Expression) -> str:
        """Return an expression, with brackets only where they change the meaning."""
        match node:
            case tree.Number():
                return node.text
            case tree.Text(value):
                return quoted(value)
            case tree.Date(value):
                return value
            case tree.Name():
                return self.name(node)
            case tree.Cell(table, row, column):
                return f"{key_text(table)}[{cell_part(row)}, {cell_part(column)}]"
            case tree.Call(function, arguments):
                return f"{key_text(function, table=False)}({self.list(arguments)})"
            case tree.Negative(operand):
                return f"-{self._operand(operand)}"
            case tree.Binary():
                return self._share(node) or self._chain(node)
            case _:
                assert_never(node)

    def _operand(self, node: tree.Expression) -> str:
        return f"({self.expression(node)})" if isinstance(node, tree.Binary) else self.expression(node)

    def _share(self, node: tree.Binary) -> str | None:
        """Return 权重的5% or 5% of weight, where the product is written so."""
        number = node.right
        plain = isinstance(node.left, tree.Name) and node.left.place is None and not node.left.is_pattern
        share = (
            isinstance(number, tree.Number)
            and number.text.endswith(_PERCENT)
            and node.operator is tree.Operator.MULTIPLY
        )
        if not plain or not share or not isinstance(number, tree.Number):
            return None
        if self.language == "zh":
            return f"{self.expression(node.left)}的{number.text}"
        return f"{number.text} of {self.expression(node.left)}"

    def _chain(self, node: tree.Binary) -> str:
        """Return a chain of one rank of operators; a long one is walked, not recursed into."""
        products = node.operator in _PRODUCTS
        parts: list[str] = []
        left: tree.Expression = node
        while (
            isinstance(left, tree.Binary)
            and (left.operator in _PRODUCTS) is products
            and (left is node or not self._share(left))
        ):
            right = left.right
            bracket = (
                isinstance(right, tree.Binary)
                and not self._share(right)
                and (products or right.operator not in _PRODUCTS)
            )
            shown = f"({self.expression(right)})" if bracket else self.expression(right)
            parts.append(f"{_SIGNS[left.operator]} {shown}")
            left = left.left
        low = isinstance(left, tree.Binary) and products and not self._share(left)
        first = f"({self.expression(left)})" if low else self.expression(left)
        return " ".join([first, *reversed(parts)])

    # Conditions ------------------------------------------------------------------------------

    def condition(self, node: tree.Condition) -> str:
        """Return a condition, with brackets only where they change the meaning."""
        match node:
            case tree.Compare(relation, left, right):
                return f"{self.expression(left)} {relation.value} {self.expression(right)}"
            case tree.Exists(name):
                return f"{INNER['exists'].say(self.language)}({key_text(name)})"
            case tree.Not(part):
                return f"{INNER['not'].say(self.language)} {self._within(part, tree.All, tree.Any, tree.Implies)}"
            case tree.All(parts):
                word = f" {INNER['and'].say(self.language)} "
                return word.join(self._within(part, tree.All, tree.Any, tree.Implies) for part in parts)
            case tree.Any(parts):
                word = f" {INNER['or'].say(self.language)} "
                return word.join(self._within(part, tree.Any, tree.Implies) for part in parts)
            case tree.Implies(premise, conclusion):
                first, then = INNER["if"].say(self.language), INNER["then"].say(self.language)
                return f"{first} {self._within(premise, tree.Implies)} {then} {self.condition(conclusion)}"
            case _:
                assert_never(node)

    def _within(self, node: tree.Condition, *bracketed: type) -> str:
        shown = self.condition(node)
        return f"({shown})" if isinstance(node, bracketed) else shown


_PRODUCTS = frozenset({tree.Operator.MULTIPLY, tree.Operator.DIVIDE})
_SIGNS = {
    tree.Operator.ADD: "+",
    tree.Operator.SUBTRACT: "-",
    tree.Operator.MULTIPLY: "×",
    tree.Operator.DIVIDE: "/",
}
