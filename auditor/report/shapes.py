"""Walk a JSON document field by field, strictly, collecting every problem with its path."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from auditor.nearness import near
from auditor.report.problems import ReportProblem

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_TEXT: Final = 2_000
MAX_PROBLEMS: Final = 200
_WIDE: Final = 10
"""In UTF-16 at least one byte of ten is zero: signs, digits and names of fields are half zero."""


class RefusedError(Exception):
    """Carries the one problem that stops the reading at once."""

    def __init__(self, problem: ReportProblem) -> None:
        """Keep the problem."""
        super().__init__(problem.en)
        self.problem = problem


class _BadNumber:
    """A JSON number that no report may hold: a float, NaN, Infinity, or a giant integer."""

    def __init__(self, text: str) -> None:
        self.text = text if len(text) <= 20 else text[:20] + "…"  # noqa: PLR2004 - enough to recognise it


class _Duplicates(dict[str, Any]):
    """An object in which some keys stand twice."""

    repeated: tuple[str, ...] = ()


class _Objects:
    """Makes the objects of one document, and notes whether any has a key twice."""

    repeating = False

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) == len(pairs):
            return result
        self.repeating = True
        marked = _Duplicates(result)
        counts = Counter(key for key, _ in pairs)
        marked.repeated = tuple(sorted(key for key, count in counts.items() if count > 1))
        return marked


def _integer(text: str) -> int | _BadNumber:
    return int(text) if len(text) <= 10 else _BadNumber(text)  # noqa: PLR2004 - pages and lines have fewer digits


def decode(data: bytes) -> str:
    """Return the text of a UTF-8 file, with or without a byte order mark. Raises RefusedError."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise RefusedError(_encoding_problem("UTF-16"))
    if b"\0" in data:
        # JSON may hold no NUL: every other byte of UTF-16 Latin text is one.
        wide = len(data) <= data.count(0) * _WIDE and data.count(0) * 2 <= len(data)
        raise RefusedError(_encoding_problem("UTF-16" if wide else "binary"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            data.decode("gb18030")
            guess = "GBK / GB18030"
        except UnicodeDecodeError:
            guess = f"byte {error.start}"
        raise RefusedError(_encoding_problem(guess)) from error
    if not text.strip():
        raise RefusedError(ReportProblem("", "文件是空的", "the file is empty"))
    return text


def _encoding_problem(guess: str) -> ReportProblem:
    return ReportProblem(
        "",
        f"文件不是 UTF-8 编码（疑似 {guess}）",
        f"the file is not UTF-8 (it looks like {guess})",
        "请另存为 UTF-8",
        "save it as UTF-8",
    )


def parse(text: str) -> tuple[Any, bool]:
    """Return the JSON in `text`, and whether any key stands twice in an object. Raises RefusedError.

    Numbers that no report may hold become `_BadNumber`.
    """
    objects = _Objects()
    try:
        value = json.loads(
            text,
            object_pairs_hook=objects,
            parse_float=_BadNumber,
            parse_int=_integer,
            parse_constant=_BadNumber,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
        raise RefusedError(
            ReportProblem(
                place,
                "JSON 在此中断，文件可能不完整" if cut else f"不是有效的 JSON：{error.msg}",
                "the JSON ends here: the file looks truncated" if cut else f"not valid JSON: {error.msg}",
            )
        ) from error
    except RecursionError as error:
        raise RefusedError(
            ReportProblem("", "嵌套过深，上限 32 层", "nested too deep, the limit is 32 levels")
        ) from error
    return value, objects.repeating


class Shape:
    """Typed access to a document's fields; what does not fit becomes a problem and a harmless default."""

    def __init__(self, *, surrogates: bool) -> None:
        """Start without problems; `surrogates` says that the source may hold lone surrogates."""
        self.problems: list[ReportProblem] = []
        self.longest = MAX_TEXT
        self._surrogates = surrogates

    def problem(self, path: str, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> None:
        """Record a problem."""
        if len(self.problems) >= MAX_PROBLEMS:
            count = MAX_PROBLEMS
            raise RefusedError(
                ReportProblem(
                    "",
                    f"问题超过 {count} 个，不再列出",
                    f"more than {count} problems, the rest are not listed",
                )
            )
        self.problems.append(ReportProblem(path, zh, en, hint_zh, hint_en))

    def fields(
        self, value: object, path: str, allowed: frozenset[str], required: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """Return an object, its unknown, missing and repeated fields reported."""
        if not isinstance(value, dict):
            self.problem(
                path, f"应为对象，实为{_kind(value)[0]}", f"expected an object, found {_kind(value)[1]}"
            )
            return {}
        if isinstance(value, _Duplicates):
            names = ", ".join(value.repeated)
            self.problem(path, f"键重复：{names}", f"duplicate keys: {names}")
        for key in sorted(value.keys() - allowed):
            close = next(iter(near(key, sorted(allowed))), "")
            self.problem(
                f"{path}.{shown(key)}" if path else shown(key),
                "未知字段",
                "unknown field",
                f"是否为 {close}" if close else "",
                f"did you mean {close}?" if close else "",
            )
        for key in required:
            if key not in value:
                self.problem(f"{path}.{key}" if path else key, "缺少此字段", "this field is missing")
        return value

    def items(self, value: object, path: str) -> list[Any]:
        """Return an array, empty where there is none."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.problem(
                path, f"应为数组，实为{_kind(value)[0]}", f"expected an array, found {_kind(value)[1]}"
            )
            return []
        return value

    def text(self, fields: dict[str, Any], key: str, path: str) -> str | None:
        """Return a text field, or None."""
        value = fields.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            zh, en = _kind(value)
            self.problem(
                f"{path}.{key}",
                f"应为字符串，实为{zh}",
                f"expected a string, found {en}",
                "数字请写成字符串",
                "write numbers as strings",
            )
            return None
        if len(value) > self.longest:
            most = self.longest
            self.problem(f"{path}.{key}", f"超过 {most} 字", f"longer than {most} characters")
            return None
        if self._surrogates:
            try:
                value.encode()
            except UnicodeEncodeError:
                self.problem(
                    f"{path}.{key}", "含有孤立的代理项字符", "holds a lone surrogate, which is no character"
                )
                return None
        return value

    def whole(self, fields: dict[str, Any], key: str, path: str, *, least: int = 0) -> int | None:
        """Return a whole number of at least `least`, or None."""
        value = fields.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            zh, en = _kind(value)
            self.problem(
                f"{path}.{key}",
                f"应为不小于 {least} 的整数，实为{zh}",
                f"expected a whole number from {least}, found {en}",
            )
            return None
        return value

    def flag(self, fields: dict[str, Any], key: str, path: str) -> bool | None:
        """Return true, false or None."""
        value = fields.get(key)
        if value is not None and not isinstance(value, bool):
            zh, en = _kind(value)
            self.problem(
                f"{path}.{key}", f"应为 true 或 false，实为{zh}", f"expected true or false, found {en}"
            )
            return None
        return value

    def texts(self, fields: dict[str, Any], key: str, path: str) -> tuple[str, ...]:
        """Return an array of texts."""
        items = self.items(fields.get(key), f"{path}.{key}")
        holder = {str(index): item for index, item in enumerate(items)}
        return tuple(
            text for index in holder if (text := self.text(holder, index, f"{path}.{key}")) is not None
        )

    def choice(
        self, fields: dict[str, Any], key: str, path: str, allowed: tuple[str, ...], default: str
    ) -> str:
        """Return one of the allowed words."""
        value = self.text(fields, key, path)
        if value is None:
            return default
        if value not in allowed:
            listed = ", ".join(allowed)
            self.problem(
                f"{path}.{key}",
                f"未知取值 {shown(value)}；可用：{listed}",
                f"unknown value {shown(value)}; use one of {listed}",
            )
            return default
        return value

    def absent(self, path: str, kind: tuple[str, str], name: str, known: Iterable[str]) -> None:
        """Report a name that the file speaks of and does not hold; `kind` is what it would be, in both languages."""
        close = next(iter(near(name, known)), "")
        self.problem(
            path,
            f"没有{kind[0]} {shown(name)}",
            f"there is no {kind[1]} {shown(name)}",
            f"是否为 {close}" if close else "",
            f"did you mean {close}?" if close else "",
        )

    def unique(self, names: list[str], path: str, field: str) -> None:
        """Report names that stand twice."""
        seen: set[str] = set()
        for index, name in enumerate(names):
            if name in seen:
                self.problem(
                    f"{path}[{index}].{field}", f"重复：{shown(name)}", f"duplicate {field} {shown(name)}"
                )
            seen.add(name)


def _kind(value: object) -> tuple[str, str]:
    match value:
        case None:
            return "空", "null"
        case bool():
            return "布尔值", "true or false"
        case _BadNumber():
            return f"数字 {value.text}", f"the number {value.text}"
        case int():
            return "数字", "a number"
        case str():
            return "字符串", "a string"
        case list():
            return "数组", "an array"
    return "对象", "an object"


def shown(text: str) -> str:
    """Return a text of the document, cut and quoted, for a message."""
    cut = text if len(text) <= 40 else text[:40] + "…"  # noqa: PLR2004 - a line's worth
    return json.dumps(cut, ensure_ascii=not cut.isprintable())
