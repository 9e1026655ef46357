"""Read report.json: strict, exact, and with every problem of the file reported at once."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from typing import Any, Final

import attrs

from auditor.nearness import near
from auditor.numbers import NotANumeralError, Rounding, decimal_text, read_numeral, unit_of
from auditor.numbers.numeral import MAX_DIGITS
from auditor.readers._json_places import place_fields
from auditor.readers._json_tables import Tables
from auditor.report.fileformat import DRAFT_VERSION, FORMAT, VERSION, seal
from auditor.report.model import Document, Figure, Mention, Origin, Places, Report, Table
from auditor.report.problems import ReportError, ReportProblem
from auditor.report.shapes import RefusedError, Shape, decode, parse, shown
from auditor.report.unread import Remark, Unread
from auditor.source import Location

SUFFIXES: Final = (".json",)
MAX_BYTES: Final = 64 * 1024 * 1024
MAX_MENTIONS: Final = 200_000
MAX_BLOCK: Final = 16_000_000
"""Characters of a block: no more than a document has."""
MAX_WORDINGS: Final = 500
"""Different texts of one figure; each is compared with each."""


def read(data: bytes, name: str) -> Report:
    """Return the report that `data` holds. Raises ReportError with all problems of the file."""
    if len(data) > MAX_BYTES:
        raise ReportError(name, [_size_problem(len(data))])
    return _Reading(name, data).report()


def _too_many(path: str, zh: str, en: str) -> RefusedError:
    return RefusedError(ReportProblem(path, zh, en, "请拆分报告", "split the report"))


def _size_problem(size: int) -> ReportProblem:
    limit, actual = f"{MAX_BYTES // 2**20} MB", f"{size // 2**20} MB"
    return ReportProblem(
        "",
        f"文件有 {actual}，上限 {limit}",
        f"the file has {actual}, the limit is {limit}",
        "请按章节或附件拆分",
        "split it by chapter or annex",
    )


class _Reading:
    """One reading of one file."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._data = data
        self._shape = Shape(surrogates=b"\\ud" in data or b"\\uD" in data)
        self._tables = Tables(self._shape)

    def report(self) -> Report:
        report = None
        try:
            root, repeating = parse(decode(self._data))
            report = self._report(root, repeating=repeating)
        except RefusedError as refused:
            self._shape.problems.append(refused.problem)
        if self._shape.problems or report is None:
            raise ReportError(self._name, self._shape.problems)
        return report

    def _report(self, root: object, *, repeating: bool) -> Report:
        top = self._shape.fields(root, "", _TOP_FIELDS, ("format", "version", "figures"))
        if "format" in top and top["format"] != FORMAT:
            self._shape.problem("format", f"应为 {FORMAT}", f"must be {FORMAT}")
        if "version" in top and top["version"] != VERSION:
            self._shape.problem(
                "version",
                f"不支持的版本，本程序读取版本 {VERSION}",
                f"unsupported version, this program reads version {VERSION}",
            )
        options = self._shape.fields(
            _or_empty(top.get("options")), "options", frozenset({"rounding", "places"})
        )
        modes = tuple(mode.value for mode in Rounding)
        policies = tuple(policy.value for policy in Places)
        report = Report(
            document=self._document(_or_empty(top.get("document"))),
            figures={},
            rounding=Rounding(self._shape.choice(options, "rounding", "options", modes, "half_up")),
            places=Places(self._shape.choice(options, "places", "options", policies, "column")),
        )
        if top.get("draft") is None:
            return attrs.evolve(report, **self._content(top))
        draft = self._shape.fields(
            top["draft"], "draft", _DRAFT_FIELDS, ("version", "figures_sha256", "blocks")
        )
        # What the program wrote itself, and nobody changed, need not be looked through.
        self._shape.text(draft, "figures_sha256", "draft")
        sealed = not repeating and draft.get("figures_sha256") == seal(top)
        content = {} if sealed else self._content(top)
        drafted = self._drafted(draft, top)
        remarks = self._remarks(draft)
        if not sealed:
            drafted, remarks = content, (*remarks, Remark(Unread.CHANGED))
        return attrs.evolve(report, document=attrs.evolve(report.document, remarks=remarks), **drafted)

    def _content(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Return the tables, notes and figures that the file states."""
        tables = self._tables.tables(fields.get("tables"), "tables")
        items = self._shape.items(fields.get("figures"), "figures")
        return {
            "tables": tables,
            "notes": self._tables.notes(fields.get("notes"), "notes"),
            "figures": self._figures(items, tables, "figures"),
        }

    def _drafted(self, draft: dict[str, Any], top: dict[str, Any]) -> dict[str, Any]:
        """Return the document as its reader saw it; what the draft does not state for itself is the file's."""
        if "version" in draft and draft["version"] != DRAFT_VERSION:
            self._shape.problem(
                "draft.version",
                f"不支持的版本，本程序读取版本 {DRAFT_VERSION}",
                f"unsupported version, this program reads version {DRAFT_VERSION}",
                "请用读出它的版本核对，或从原稿重新提取",
                "use the release that wrote it, or extract the draft again",
            )
            return {}
        from auditor.readers._json_blocks import Blocks  # noqa: PLC0415 - most files have none

        longest, self._shape.longest = self._shape.longest, MAX_BLOCK
        own = {**{name: top.get(name) for name in ("tables", "notes")}, **draft}
        tables = self._tables.tables(own["tables"], "draft.tables" if "tables" in draft else "tables")
        notes = self._tables.notes(own["notes"], "draft.notes" if "notes" in draft else "notes")
        reader = Blocks(self._shape, tables)
        blocks = reader.read(draft.get("blocks"), "draft.blocks")
        figures = reader.figures
        if "figures" in draft:
            items = self._shape.items(draft["figures"], "draft.figures")
            figures = self._figures(items, tables, "draft.figures")
        self._shape.longest = longest
        return {"tables": tables, "notes": notes, "figures": figures, "blocks": blocks}

    def _remarks(self, draft: dict[str, Any]) -> tuple[Remark, ...]:
        kinds = {kind.name.lower(): kind for kind in Unread}
        found: list[Remark] = []
        for index, item in enumerate(self._shape.items(draft.get("remarks"), "draft.remarks")):
            path = f"draft.remarks[{index}]"
            fields = self._shape.fields(item, path, frozenset({"kind", "details"}), ("kind",))
            kind = kinds[self._shape.choice(fields, "kind", path, tuple(kinds), "tracked")]
            details = self._shape.texts(fields, "details", path)
            if len(details) != kind.value[0].count("{}"):
                count = kind.value[0].count("{}")
                self._shape.problem(f"{path}.details", f"应有 {count} 项", f"expected {count} details")
                continue
            found.append(Remark(kind, details))
        return tuple(found)

    def _document(self, value: object) -> Document:
        names = ("name", "title", "language", "provenance", "sha256")
        fields = self._shape.fields(value, "document", frozenset(names))
        name, title, language, provenance, origin = (
            self._shape.text(fields, key, "document") for key in names
        )
        digest = hashlib.sha256(self._data).hexdigest()
        return Document(
            name=self._name, title=title, language=language, provenance=provenance, sha256=digest,
            origin=Origin(name, origin) if name is not None else None,
        )  # fmt: skip

    def _figures(self, items: list[Any], tables: tuple[Table, ...], base: str) -> dict[str, Figure]:
        names = {
            table.id: (
                frozenset(row.name for row in table.rows),
                frozenset(column.name for column in table.columns),
            )
            for table in tables
        }
        figures: dict[str, Figure] = {}
        cells: dict[tuple[str, str, str], tuple[str, str]] = {}
        count = 0
        for index, item in enumerate(items):
            path = f"{base}[{index}]"
            fields = self._shape.fields(
                item, path, frozenset({"key", "label", "unit", "exact", "mentions"}), ("key", "mentions")
            )
            key = self._shape.text(fields, "key", path) or ""
            if any(map(str.isspace, key)):
                self._shape.problem(f"{path}.key", f"{shown(key)} 中有空白", f"{shown(key)} holds blanks")
            unit = self._shape.text(fields, "unit", path) or ""
            stated = self._shape.items(fields.get("mentions"), f"{path}.mentions")
            count += len(stated)
            if count > MAX_MENTIONS:
                raise _too_many(path, f"数字提及超过 {MAX_MENTIONS} 处", f"more than {MAX_MENTIONS} mentions")
            mentions = tuple(
                self._mention(each, unit, f"{path}.mentions[{at}]") for at, each in enumerate(stated)
            )
            if len({mention.text for mention in mentions}) > MAX_WORDINGS:
                zh, en = (
                    f"同一数字有超过 {MAX_WORDINGS} 种写法",
                    f"more than {MAX_WORDINGS} different texts of one figure",
                )
                self._shape.problem(path, zh, en, "各数字应有各自的键", "give each figure a key of its own")
            if "mentions" in fields and not mentions:
                self._shape.problem(f"{path}.mentions", "至少应有一处提及", "at least one mention is needed")
            if key in figures and "key" in fields:
                self._shape.problem(f"{path}.key", f"键重复：{shown(key)}", f"duplicate key {shown(key)}")
            for at, mention in enumerate(mentions):
                self._cell(mention, f"{path}.mentions[{at}].location", names, cells)
            label = self._shape.text(fields, "label", path) or key
            exact = self._shape.flag(fields, "exact", path)
            figures[key] = Figure(key=key, label=label, unit=unit, mentions=mentions, exact=exact)
        return figures

    def _mention(self, value: object, unit: str, path: str) -> Mention:
        fields = self._shape.fields(value, path, _MENTION_FIELDS, ("text",))
        text = self._shape.text(fields, "text", path)
        own = self._shape.text(fields, "unit", path)
        step = self._shape.text(fields, "step", path)
        approximate = bool(self._shape.flag(fields, "approximate", path))
        if text is not None:
            self._numeral(
                text, unit if own is None else own, step, self._shape.text(fields, "value", path), path
            )
        return Mention(
            text=text or "",
            unit=own,
            step=step,
            approximate=approximate,
            sign_word=self._shape.text(fields, "sign_word", path),
            location=Location(**place_fields(self._shape, fields.get("location"), f"{path}.location")),
        )

    def _numeral(self, text: str, unit: str, step: str | None, value: str | None, path: str) -> None:
        known = unit_of(unit)
        if not known.is_numeric:
            return
        try:
            numeral = read_numeral(text)
        except NotANumeralError as error:
            too_long = sum(map(str.isdigit, text)) > MAX_DIGITS
            self._shape.problem(
                f"{path}.text",
                f"{shown(text)} 超过 {MAX_DIGITS} 位数字" if too_long else f"{shown(text)} 不是一个印出的数",
                f"{shown(text)} is not a printed number: {error.reason}",
                '文字请把 unit 写成 "text"',
                'for a text set unit to "text"',
            )
            return
        if numeral.mark and known.dimension != "number" and numeral.mark != known.symbol:
            self._shape.problem(
                f"{path}.text",
                f"{shown(text)} 与单位 {unit} 矛盾",
                f"{shown(text)} contradicts the unit {unit}",
            )
        if value is not None:
            self._copy(value, numeral.value, f"{path}.value", text)
        if step is not None:
            try:
                place = read_numeral(step).value
            except NotANumeralError:
                place = Fraction(0)
            if place <= 0:
                self._shape.problem(
                    f"{path}.step", f"{shown(step)} 不是正数", f"{shown(step)} is not a positive number"
                )
            elif (numeral.step < 1 and place != numeral.step) or (numeral.value % place and place > 1):
                self._shape.problem(
                    f"{path}.step",
                    f"与 text {shown(text)} 印出的位数矛盾",
                    f"contradicts the places that text {shown(text)} prints",
                )

    def _copy(self, value: str, expected: Any, path: str, text: str) -> None:  # noqa: ANN401 - a Fraction
        try:
            same = read_numeral(value).value == expected
        except NotANumeralError:
            same = False
        if not same:
            right = decimal_text(expected)
            self._shape.problem(
                path,
                f"与 text {shown(text)} 矛盾，应为 {right}",
                f"contradicts text {shown(text)}, which says {right}",
            )

    def _cell(
        self,
        mention: Mention,
        path: str,
        names: dict[str, tuple[frozenset[str], frozenset[str]]],
        cells: dict[tuple[str, str, str], tuple[str, str]],
    ) -> None:
        place = mention.location
        if place.table is None:
            return
        if place.table not in names:
            close = next(iter(near(place.table, names)), "")
            self._shape.problem(
                f"{path}.table",
                f"没有表 {shown(place.table)}",
                f"there is no table {shown(place.table)}",
                f"是否为 {close}" if close else "",
                f"did you mean {close}?" if close else "",
            )
            return
        rows, columns = names[place.table]
        if place.row is not None and place.row not in rows:
            self._shape.problem(
                f"{path}.row", f"表中没有行 {shown(place.row)}", f"the table has no row {shown(place.row)}"
            )
        if place.col is not None and place.col not in columns:
            self._shape.problem(
                f"{path}.col", f"表中没有列 {shown(place.col)}", f"the table has no column {shown(place.col)}"
            )
        if place.row is not None and place.col is not None:
            spot = (place.table, place.row, place.col)
            taken, text = cells.setdefault(spot, (path, mention.text))
            # One print may state two figures: a rate of the budget is an indicator's result as well.
            if text != mention.text or (
                taken != path and taken.split(".")[0] == path.split(".", maxsplit=1)[0]
            ):
                self._shape.problem(
                    path,
                    f"同一单元格已由 {taken} 占用",
                    f"the same cell is already taken by {taken}",
                )


_TOP_FIELDS: Final = frozenset(
    {"format", "version", "document", "options", "notes", "tables", "figures", "draft"}
)
_DRAFT_FIELDS: Final = frozenset(
    {"version", "figures_sha256", "remarks", "tables", "notes", "figures", "blocks"}
)
_MENTION_FIELDS: Final = frozenset({"text", "unit", "approximate", "step", "value", "sign_word", "location"})


def _or_empty(value: object) -> object:
    return {} if value is None else value
