"""The formulas of conformance cases: + - * / and brackets over names and numbers."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.evaluation import forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.evaluation.forms import Form

_TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]+)?)(%?)|([^\W\d]\w*)|(.))")


class FormulaError(ValueError):
    """The text is no formula of the conformance format."""


class _Reader:
    """A recursive descent over one expression: sums of products of atoms."""

    def __init__(self, text: str, names: Mapping[str, int]) -> None:
        self._tokens = [match for match in _TOKEN.finditer(text) if match.group().strip()]
        self._names = names
        self._at = 0

    def whole(self) -> Form:
        form = self._sum()
        if self._at != len(self._tokens):
            raise FormulaError(self._tokens[self._at].string)
        return form

    def _sign(self, wanted: str) -> str | None:
        if self._at < len(self._tokens):
            sign = self._tokens[self._at].group(4)
            if sign and sign in wanted:
                self._at += 1
                return sign
        return None

    def _sum(self) -> Form:
        form = self._product()
        while sign := self._sign("+-−"):
            other = self._product()
            form = forms.add(form, other) if sign == "+" else forms.subtract(form, other)
        return form

    def _product(self) -> Form:
        form = self._atom()
        while sign := self._sign("*/×÷"):
            other = self._atom()
            form = forms.multiply(form, other) if sign in "*×" else forms.divide(form, other)
        return form

    def _atom(self) -> Form:
        if self._sign("-−"):
            return forms.negate(self._atom())
        if self._sign("+"):
            return self._atom()
        if self._sign("(（"):
            form = self._sum()
            if not self._sign(")）"):
                raise FormulaError("missing bracket")
            return form
        if self._at >= len(self._tokens):
            raise FormulaError("ends too early")
        token = self._tokens[self._at]
        self._at += 1
        number, percent, name, _ = token.groups()
        if number:
            return forms.constant(Fraction(number) / (100 if percent else 1))
        if name in self._names:
            return forms.variable(self._names[name])
        raise FormulaError(f"unknown {token.group().strip()!r}")


def read_formula(text: str, names: Mapping[str, int]) -> tuple[Form, Form]:
    """Return both sides of `t = expression` over the inputs, by their index in `names`."""
    left, sign, right = text.partition("=")
    if not sign:
        raise FormulaError(text)
    return _Reader(left, names).whole(), _Reader(right, names).whole()
