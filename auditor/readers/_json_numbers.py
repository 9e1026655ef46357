"""Read the numbers of a block back, each with what does not follow from its text and place."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import attrs

from auditor import patterns as re
from auditor.numbers import NotANumeralError, Numeral, read_numeral
from auditor.numbers.numeral import MAX_DIGITS
from auditor.readers._json_places import placed_as_said
from auditor.report import derived
from auditor.report.blocks import Label, NumberKind, Occurrence
from auditor.report.problems import ReportProblem
from auditor.report.shapes import RefusedError, shown
from auditor.source import Location, Span

if TYPE_CHECKING:
    from auditor.report.shapes import Shape

MAX_NUMBERS: Final = 200_000
_NUMBER: Final = frozenset({
    "text", "at", "kind", "key", "numeral", "unit", "unit_lent", "approximate", "sign", "sign_word", "range",
    "reason", "bound", "label", "called", "location",
})  # fmt: skip
_LABEL: Final = frozenset(field.name for field in attrs.fields(Label))
_NUMERAL: Final = frozenset({"text", "value", "step", "mark", "bound", "blank"})
_EXACT = re.compile(r"-?[0-9]+(?:\.[0-9]+|/0*[1-9][0-9]*)?")
_KINDS: Final = tuple(kind.value for kind in NumberKind)


class Numbers:
    """Reads the numbers of blocks; `called` are the keys given so far, with a name where the label is none."""

    def __init__(self, shape: Shape) -> None:
        """Start without numbers; problems go to `shape`."""
        self.called: dict[str, str] = {}
        self._shape = shape
        self._count = 0

    def read(  # noqa: PLR0913, PLR0917 - numbers in their block
        self,
        value: object,
        path: str,
        text: str,
        start: int,
        place: Location,
        lines: derived.Lines,
        shift: int | None,
    ) -> list[Occurrence]:
        """Return the numbers of `text`, which begins at `start` of its block and stands at `place`."""
        items = self._shape.items(value, f"{path}.numbers")
        self._count += len(items)
        if self._count > MAX_NUMBERS:
            zh, en = f"数字超过 {MAX_NUMBERS} 个", f"more than {MAX_NUMBERS} numbers"
            raise RefusedError(ReportProblem(path, zh, en, "请拆分报告", "split the report"))
        base = attrs.evolve(place, revision=None)
        found: list[Occurrence] = []
        end = 0
        for at, item in enumerate(items):
            here = f"{path}.numbers[{at}]"
            fields = self._shape.fields(item, here, _NUMBER)
            own = self._shape.text(fields, "text", here)
            own = text if own is None else own
            begin = self._begin(fields, here, own, text, end)
            end = begin + len(own)
            span = Span(start + begin, start + end)
            expected = lines.placed(base, span.start, span.end, shift)
            number = self._number(
                fields, here, own, span, placed_as_said(self._shape, fields, here, expected)
            )
            found.append(number)
        return found

    def _begin(self, fields: dict[str, Any], path: str, own: str, text: str, end: int) -> int:
        """Return where a number begins in its text: where it says, else where it stands next."""
        stated = self._shape.whole(fields, "at", path)
        begin = text.find(own, end) if stated is None else stated
        if not own or begin < 0 or not text.startswith(own, begin):
            zh, en = (
                ("此处", "there") if stated is not None else ("前一个数字之后", "behind the number before")
            )
            self._shape.problem(
                f"{path}.text",
                f"{zh}的文字中没有 {shown(own)}",
                f"{shown(own)} does not stand in the text {en}",
                "改文字时也要改其中的数字，或用 at 写明起点",
                "change a text and its numbers together, or say in `at` where it begins",
            )
            return min(end, len(text))
        return begin

    def _number(
        self, fields: dict[str, Any], path: str, text: str, span: Span, place: Location
    ) -> Occurrence:
        shape = self._shape
        kind = NumberKind(shape.choice(fields, "kind", path, _KINDS, "figure"))
        numeral = (
            self._numeral(fields["numeral"], f"{path}.numeral")
            if "numeral" in fields
            else derived.number_numeral(kind, text)
        )
        key = shape.text(fields, "key", path) if "key" in fields else derived.number_key(kind, place)
        unit = shape.text(fields, "unit", path)
        bound = shape.text(fields, "bound", path)
        if bound is None:
            bound = numeral.bound if numeral is not None else ""
        sign = fields.get("sign", 0)
        if not isinstance(sign, int) or isinstance(sign, bool) or sign not in {-1, 0, 1}:
            shape.problem(f"{path}.sign", "应为 -1、0 或 1", "expected -1, 0 or 1")
            sign = 0
        known = derived.number_label(place) if key is not None else None
        if key is not None:
            if key in self.called:
                shape.problem(f"{path}.key", f"键重复：{shown(key)}", f"duplicate key {shown(key)}")
            self.called[key] = shape.text(fields, "called", path) or ""
        return Occurrence(
            text=text, span=span, kind=kind, location=place, numeral=numeral,
            unit=derived.number_unit(kind, numeral) if unit is None else unit,
            unit_lent=bool(shape.flag(fields, "unit_lent", path)), sign_word=shape.text(fields, "sign_word", path) or "",
            sign=sign, bound=bound, approximate=bool(shape.flag(fields, "approximate", path)),
            range=shape.choice(fields, "range", path, ("", "low", "high"), ""),
            reason=shape.text(fields, "reason", path) or "",
            label=self._label(fields["label"], f"{path}.label", known) if "label" in fields else known, key=key,
        )  # fmt: skip

    def _label(self, value: object, path: str, known: Label | None) -> Label | None:
        if value is None:
            return None
        fields = self._shape.fields(value, path, _LABEL)
        stated = {name: self._shape.text(fields, name, path) or "" for name in fields.keys() & _LABEL}
        return attrs.evolve(known or Label(name=""), **stated)

    def _numeral(self, value: object, path: str) -> Numeral | None:
        """Return a numeral that is written out: another text that reads as it, or its value and step."""
        if value is None:
            return None
        fields = (
            {"text": value}
            if isinstance(value, str)
            else self._shape.fields(value, path, _NUMERAL, ("text",))
        )
        own = self._shape.text(fields, "text", path) or ""
        if fields.keys() == {"text"}:
            try:
                return read_numeral(own)
            except NotANumeralError as error:
                self._shape.problem(
                    path,
                    f"{shown(own)} 不是一个印出的数",
                    f"{shown(own)} is not a printed number: {error.reason}",
                    "请写明 value 和 step",
                    "state its value and step",
                )
                return None
        return Numeral(
            text=own, value=self._exact(fields, "value", path), step=self._exact(fields, "step", path),
            mark=self._shape.text(fields, "mark", path) or "", bound=self._shape.text(fields, "bound", path) or "",
            blank=bool(self._shape.flag(fields, "blank", path)),
        )  # fmt: skip

    def _exact(self, fields: dict[str, Any], key: str, path: str) -> Fraction:
        text = self._shape.text(fields, key, path) or ""
        if not _EXACT.fullmatch(text) or len(text) > 2 * MAX_DIGITS:
            self._shape.problem(
                f"{path}.{key}",
                f"{shown(text)} 不是小数或分数",
                f"{shown(text)} is neither a decimal nor p/q",
            )
            return Fraction(0)
        return Fraction(text)
