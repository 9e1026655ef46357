"""Bind an expression of a rule to the figures of a report: from names to unknowns and a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, assert_never

from auditor import records
from auditor.evaluation import forms
from auditor.evaluation.catalogue import catalogue
from auditor.evaluation.dates import date_alternatives, day_of
from auditor.evaluation.dimensions import Dimension, DimensionError
from auditor.evaluation.facts import Facts, TableCell
from auditor.evaluation.forms import Form
from auditor.evaluation.variables import Alternative, Variable, find_mentions
from auditor.language import tree
from auditor.nearness import near
from auditor.numbers import unit_of
from auditor.report.model import Figure, Mention

if TYPE_CHECKING:
    from auditor.source import Span

SUM, PRODUCT, ATOM = 1, 2, 3
"""How tightly the parts of a written formula hold together."""


class MissingError(Exception):
    """The report does not state a figure that the expression needs; the rule is not applicable."""

    def __init__(self, name: str, reason: str = "absent") -> None:
        """Keep the name and why nothing can be computed with it (absent, blank, bound, approximate, text)."""
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class BindingError(Exception):
    """The rule itself is wrong, whatever the report says: units that do not fit, a misused name."""

    def __init__(self, span: Span, zh: str, en: str) -> None:
        """Keep the place in the rule file and the message in both languages."""
        super().__init__(en)
        self.span = span
        self.zh = zh
        self.en = en


@records.frozen
class Term:
    """A bound expression: its form, its dimension, and the formula as text with holes for unknowns.

    A hole is the unknown's index between two unit separators; `hold` says how tightly the text binds.
    `bare` marks a literal without unit, which never stands for a typed quantity.
    """

    form: Form
    dimension: Dimension
    text: str
    hold: int = ATOM
    bare: bool = False

    def within(self, hold: int) -> str:
        """Return the text, in brackets where it holds less tightly than its surroundings."""
        return self.text if self.hold >= hold else f"({self.text})"


@records.frozen
class Words:
    """A bound text: what is stated, by which figure and mentions, or a literal of the rule."""

    values: tuple[tuple[str, Mention | None], ...]
    figure: Figure | None = None


Bound = Term | Words | tuple[Term, ...]
Resolver = Callable[[str], Figure | TableCell | None]


class Binder:
    """Binds the expressions of one relation; the unknowns it meets collect in `variables`."""

    def __init__(
        self,
        facts: Facts,
        resolve: Resolver | None = None,
        *,
        bounds: bool = False,
        ruled: Mapping[str, tree.Expression] | None = None,
    ) -> None:
        """Bind against `facts`; `resolve` gives bare names a meaning first (a row's columns, say).

        With `bounds`, a target printed as `≥95%` may be computed with as 95 %. `ruled` holds what the rule
        itself states of a bare name, for a report that states no number there.
        """
        self.facts = facts
        self.variables: list[Variable] = []
        self._resolve = resolve
        self._bounds = bounds
        self._ruled = ruled or {}
        self._known: dict[tuple[str, str | None], Term] = {}

    # Expressions -----------------------------------------------------------------------------

    def number(self, node: tree.Expression) -> Term:
        """Bind an expression that must be one number."""
        return one_number(node, self.bind(node))

    def numbers(self, node: tree.Expression) -> tuple[Term, ...]:
        """Bind an expression that may stand for several numbers: a pattern or a column."""
        bound = self.bind(node)
        return bound if isinstance(bound, tuple) else (one_number(node, bound),)

    def bind(self, node: tree.Expression) -> Bound:
        """Bind any expression. Raises MissingError and BindingError."""
        match node:
            case tree.Number():
                unit = unit_of(node.unit)
                form = forms.measured(node.value, unit.factor)
                return Term(form, Dimension.of(unit), node.text, bare=not node.unit)
            case tree.Text():
                return Words(((node.value, None),))
            case tree.Date():
                day = day_of(node.value)
                if day is None:
                    raise BindingError(
                        node.span, f"没有 {node.value} 这一天", f"there is no day {node.value}"
                    )
                return Term(forms.constant(day), Dimension.of(unit_of("date")), node.value)
            case tree.Name():
                return self._name(node)
            case tree.Cell():
                return self._cell(node)
            case tree.Call():
                return self._call(node)
            case tree.Negative():
                inner = self.number(node.operand)
                return Term(
                    forms.negate(inner.form),
                    inner.dimension,
                    f"-{inner.within(PRODUCT)}",
                    PRODUCT,
                    inner.bare,
                )
            case tree.Binary():
                return self._binary(node)
        assert_never(node)

    def _call(self, node: tree.Call) -> Bound:
        module = catalogue().get(node.function)
        if module is None:
            close = near(node.function, catalogue())
            zh = f"没有函数 {node.function}" + (f"，是否为 {close[0]}" if close else "")
            en = f"there is no function {node.function}" + (f", did you mean {close[0]}?" if close else "")
            raise BindingError(node.span, zh, en)
        bound: Bound = module.apply(self, node)
        return bound

    def _binary(self, node: tree.Binary) -> Term:
        left, right = self.number(node.left), self.number(node.right)
        try:
            match node.operator:
                case tree.Operator.ADD:
                    return added(left, right)
                case tree.Operator.SUBTRACT:
                    dimension = self._like(left, right)
                    text = f"{left.within(SUM)} - {right.within(PRODUCT)}"
                    return Term(
                        forms.subtract(left.form, right.form), dimension, text, SUM, left.bare and right.bare
                    )
                case tree.Operator.MULTIPLY:
                    text = f"{left.within(PRODUCT)} × {right.within(PRODUCT)}"
                    form = forms.multiply(left.form, right.form)
                    return Term(
                        form, left.dimension.times(right.dimension), text, PRODUCT, left.bare and right.bare
                    )
                case tree.Operator.DIVIDE:
                    text = f"{left.within(PRODUCT)} / {right.within(ATOM)}"
                    form = forms.divide(left.form, right.form)
                    return Term(
                        form, left.dimension.over(right.dimension), text, PRODUCT, left.bare and right.bare
                    )
        except DimensionError as error:
            raise mismatch(node.span, error) from error
        assert_never(node.operator)

    @staticmethod
    def _like(left: Term, right: Term) -> Dimension:
        dimension = common(left, right)
        subtracted = left.dimension.kind == right.dimension.kind == "ratio" and dimension.plain
        return Dimension((), "ratio") if subtracted else dimension

    # Names -----------------------------------------------------------------------------------

    def _name(self, node: tree.Name) -> Bound:
        if node.is_pattern:
            figures = list(self.facts.matching(node.key))
            if not figures:
                raise MissingError(node.key)
            return tuple(
                self.unknown(figure, find_mentions(figure, node.place, self.facts.report), node.place)
                if node.place
                else self.unknown(figure)
                for figure in figures
                if unit_of(figure.unit).is_numeric and self._states(figure)
            )
        found = self._resolve(node.key) if self._resolve and node.place is None else None
        if isinstance(found, TableCell):
            return self._stated(found.figure, found.mentions, None)
        figure = found or self.facts.figure(node.key)
        ruled = self._ruled.get(node.key)
        if ruled is not None and (figure is None or not self._fits(figure, ruled)):
            return self.bind(ruled)
        if figure is None:
            raise MissingError(node.key)
        if node.place is None:
            return self._stated(figure, figure.mentions, None)
        mentions = find_mentions(figure, node.place, self.facts.report)
        if not mentions:
            raise MissingError(f"{node.key}@{node.place}")
        return self._stated(figure, mentions, node.place)

    def meaning(self, node: tree.Name) -> Figure | None:
        """Return the figure that a name means here, or None."""
        found = self._resolve(node.key) if self._resolve and node.place is None else None
        if isinstance(found, TableCell):
            return found.figure
        return found or self.facts.figure(node.key)

    def _fits(self, figure: Figure, ruled: tree.Expression) -> bool:
        """Return whether the report states the kind of thing that the rule does: a number, or words."""
        if not isinstance(ruled, tree.Number):
            return True
        return unit_of(figure.unit).is_numeric and self._states(figure)

    def _states(self, figure: Figure) -> bool:
        return bool(self.facts.alternatives(figure, figure.mentions, bounds=self._bounds))

    def _cell(self, node: tree.Cell) -> Bound:
        cells = self.facts.cells(node.table, node.row, node.col)
        if not cells:
            raise MissingError(f"{node.table}[{node.row}, {node.col}]")
        if node.row != "*":
            return self._stated(cells[0].figure, cells[0].mentions, node.table)
        terms = []
        for cell in cells:
            try:
                terms.append(self.unknown(cell.figure, cell.mentions, node.table))
            except MissingError as error:
                if error.reason != "blank":
                    raise
        return tuple(terms)

    def _stated(self, figure: Figure, mentions: Sequence[Mention], place: str | None) -> Term | Words:
        if unit_of(figure.unit).dimension == "date":
            return self._unknown(figure, date_alternatives(self.facts, figure, mentions), place, mentions)
        if not unit_of(figure.unit).is_numeric:
            return Words(tuple((mention.text, mention) for mention in mentions), figure)
        return self.unknown(figure, mentions, place)

    def unknown(
        self, figure: Figure, mentions: Sequence[Mention] | None = None, place: str | None = None
    ) -> Term:
        """Return the term of one figure, the same unknown each time it is asked for.

        Raises MissingError where no mention states a value to compute with.
        """
        chosen = figure.mentions if mentions is None else mentions
        # A target that the scheme sets is exact, and ≥95% as a target is the number 95 %.
        bounds = self._bounds or bool(figure.exact)
        return self._unknown(figure, self.facts.alternatives(figure, chosen, bounds=bounds), place, chosen)

    def _unknown(
        self,
        figure: Figure,
        alternatives: tuple[Alternative, ...],
        place: str | None,
        mentions: Sequence[Mention],
    ) -> Term:
        identity = (figure.key, place)
        term = self._known.get(identity)
        if term is None:
            if not alternatives:
                raise MissingError(figure.key, self._why_not(figure, mentions))
            index = len(self.variables)
            self.variables.append(Variable(figure, alternatives, place))
            dimension = Dimension.of(alternatives[0].finest.unit)
            term = self._known[identity] = Term(forms.variable(index), dimension, hole(index))
        return term

    def _why_not(self, figure: Figure, mentions: Sequence[Mention]) -> str:
        prints = [self.facts.steps.printed(figure, mention) for mention in mentions]
        known = [printed for printed in prints if printed is not None]
        if not known:
            return "text"
        if any(printed.approximate for printed in known):
            return "approximate"
        if any(printed.numeral.bound for printed in known):
            return "bound"
        return "blank"


def one_number(node: tree.Expression, bound: Bound) -> Term:
    """Return what an expression was bound to, which must be one number. Raises BindingError."""
    if isinstance(bound, Term):
        return bound
    if isinstance(bound, Words):
        raise BindingError(node.span, "此处应为数值，而不是文字", "a number is needed here, not a text")
    raise BindingError(node.span, "此处应为一个数值，而不是一组", "one number is needed here, not a list")


def hole(index: int) -> str:
    """Return the hole for unknown `index` in a formula's text."""
    return f"\x1f{index}\x1f"


def filled(text: str, values: Sequence[str]) -> str:
    """Return a formula's text with `values` put into its holes; what is negative behind a minus has brackets."""
    parts = text.split("\x1f")
    put = ""
    for at, part in enumerate(parts):
        if at % 2 and values[int(part)].startswith("-") and put.rstrip().endswith("-"):
            put += f"({values[int(part)]})"
        else:
            put += values[int(part)] if at % 2 else part
    return put


def common(left: Term, right: Term) -> Dimension:
    """Return the dimension of two terms that are added or compared. Raises DimensionError.

    A bare 0 or 1 beside a ratio is 0 % or 100 %, as in 1 - 偏差率; no other bare number is a percentage.
    """
    for one, other in ((left, right), (right, left)):
        if one.bare and one.text in {"0", "1"} and other.dimension.plain and other.dimension.kind == "ratio":
            return other.dimension
    return left.dimension.plus(right.dimension)


def added(left: Term, right: Term) -> Term:
    """Return the sum of two terms. Raises DimensionError."""
    dimension = common(left, right)
    text = f"{left.within(SUM)} + {right.within(SUM)}"
    return Term(forms.add(left.form, right.form), dimension, text, SUM, left.bare and right.bare)


def mismatch(span: Span, error: DimensionError) -> BindingError:
    """Return the rule problem for two quantities that cannot be added or compared."""
    left, right = str(error.left), str(error.right)
    return BindingError(
        span,
        f"单位不合：{kind_zh(left)} 与 {kind_zh(right)} 不能相加减或比较",
        f"units do not fit: {left} and {right} cannot be added or compared",
    )


_KINDS = {
    "money": "金额",
    "ratio": "百分比",
    "points": "百分点",
    "score": "分",
    "number": "无单位的数",
    "date": "日期",
    "text": "文字",
}


def kind_zh(dimension: str) -> str:
    """Return a dimension's name in Chinese."""
    if dimension in _KINDS:
        return _KINDS[dimension]
    return dimension.replace("count:", "").replace("measure:", "")
