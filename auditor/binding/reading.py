"""Read a `.figures` file: one clause a line, blocks that begin at column 0, `#` for comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.binding.declarations import (
    Called,
    Figures,
    FiguresError,
    FiguresProblem,
    Region,
    Said,
    Statement,
)
from auditor.binding.patterns import PatternError, checked

if TYPE_CHECKING:
    from collections.abc import Callable

_QUOTED = re.compile(r'"([^"]*)"')
_STATEMENTS = {
    "句": Said.SENTENCE, "sentence": Said.SENTENCE,
    "行": Said.ROW, "row": Said.ROW,
    "组行": Said.GROUP, "group_row": Said.GROUP,
    "合计行": Said.TOTAL, "total_row": Said.TOTAL,
}  # fmt: skip
_CALLED = frozenset({"称", "called", "承", "then", "分别", "each_of"})
_LONGEST_FILE = 200_000


class _LineError(Exception):
    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@attrs.define
class _Reader:
    """Takes the lines one after another."""

    name: str
    regions: list[Region] = attrs.field(factory=list)
    units: dict[str, str] = attrs.field(factory=dict)
    exact: set[str] = attrs.field(factory=set)
    pictures: dict[str, str] = attrs.field(factory=dict)
    only_with: list[str] = attrs.field(factory=list)

    def head(self, word: str, rest: str, line: int) -> None:
        if word in {"取数", "figures"}:
            self.regions.append(Region(name=rest or str(line), line=line))
        elif word in {"单位", "unit"}:
            names, _, unit = rest.rpartition(":")
            for name in _names(names):
                self.units[name] = unit.strip()
        elif word in {"精确", "exact"}:
            self.exact.update(_names(rest))
        elif word in {"式样", "picture"}:
            name, _, picture = rest.partition(" ")
            if not re.fullmatch(r"[A0-]+(?:/[A0-]+)*|字", picture.strip()):
                raise _LineError(
                    "式样只由 A、0、- 组成，或者是 字", "a picture is made of A, 0 and -, or is 字"
                )
            self.pictures[name] = picture.strip()
        elif word in {"文中有", "only_with"}:
            self.only_with.extend(_quoted(rest))
        else:
            raise _LineError(f"不认识的开头“{word}”", f"unknown head '{word}'")

    def clause(self, word: str, rest: str, line: int) -> None:
        if not self.regions:
            raise _LineError("缩进的行前没有“取数”", "an indented line before any 'figures' head")
        region = self.regions[-1]
        if word in _STATEMENTS:
            pattern = _one(rest)
            checked(pattern)
            found = Statement(_STATEMENTS[word], pattern, line)
            self.regions[-1] = attrs.evolve(region, statements=(*region.statements, found))
            return
        if word in _CALLED:
            called = _called(word, rest, line)
            self.regions[-1] = attrs.evolve(region, called=(*region.called, called))
            return
        change = _CLAUSES.get(word)
        if change is None:
            raise _LineError(f"不认识的子句“{word}”", f"unknown clause '{word}'")
        self.regions[-1] = change(region, rest)


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[,，、]", text) if part.strip())


def _quoted(text: str) -> tuple[str, ...]:
    found = tuple(_QUOTED.findall(text))
    if not found:
        raise _LineError("这里要写引号里的文字", "a text in quotes is expected here")
    return found


def _one(text: str) -> str:
    return _quoted(text)[0]


def _called(word: str, rest: str, line: int) -> Called:
    head, colon, phrases = rest.partition(":")
    key, _, within = re.sub(r"\s(?:于|within)\s", "\0", head).partition("\0")
    names = _names(phrases)
    listed = word in {"分别", "each_of"}
    if not colon or not names or not key.strip() or any(not name.strip("~^") for name in names):
        raise _LineError("称呼写作 键: 名称, 名称", "names are written key: name, name")
    concepts = _names(within)
    if word in {"承", "then"} and not concepts:
        concepts = (key.strip().rpartition(".")[0],)
    return Called(key=key.strip(), phrases=names, line=line, within=concepts, listed=listed)


def _whole(rest: str) -> str:
    if not re.fullmatch("[0-9]{1,9}", rest):
        raise _LineError("这里要写一个整数", "a whole number is expected here")
    return rest


def _start(region: Region, rest: str) -> Region:
    return attrs.evolve(region, start=_pattern(rest))


def _end(region: Region, rest: str) -> Region:
    return attrs.evolve(region, end=_pattern(rest))


def _each(region: Region, rest: str) -> Region:
    return attrs.evolve(region, each=_pattern(rest))


def _pattern(rest: str) -> str:
    pattern = _one(rest)
    checked(pattern)
    return pattern


def _columns(region: Region, rest: str) -> Region:
    columns = dict(region.columns)
    for part in _names(rest):
        name, _, others = part.partition("=")
        columns[name.strip()] = (name.strip(), *(word for word in others.split("/") if word))
    return attrs.evolve(region, columns=columns)


def _rows(region: Region, rest: str) -> Region:
    found = re.findall(r'"([^"]*)"\s*=\s*([^\s,，、"]+)', rest)
    if not found:
        raise _LineError('行名写作 "印出的字"=名称', 'row names are written "as printed"=name')
    return attrs.evolve(region, rows={**region.rows, **dict(found)})


def _parents(region: Region, rest: str) -> Region:
    parent, colon, parts = rest.partition(":")
    if not colon:
        raise _LineError("下级写作 上级: 各部分", "parts are written parent: parts")
    return attrs.evolve(region, parents={**region.parents, **dict.fromkeys(_names(parts), parent.strip())})


_CLAUSES: dict[str, Callable[[Region, str], Region]] = {}
for _words, _change in (
    ("表 table", lambda region, rest: attrs.evolve(region, table=rest)),
    ("单位 unit", lambda region, rest: attrs.evolve(region, unit=rest)),
    ("从 from", _start),
    ("到 until", _end),
    ("逐段 each", _each),
    ("题 caption", lambda region, rest: attrs.evolve(region, captions=_quoted(rest))),
    ("列 columns", _columns),
    ("键 key", lambda region, rest: attrs.evolve(region, key=rest)),
    ("行名 rows", _rows),
    ("下级 parts", _parents),
    ("合计 total", lambda region, rest: attrs.evolve(region, totals=_names(rest))),
    ("题外 not_under", lambda region, rest: attrs.evolve(region, not_under=_quoted(rest))),
    ("文中无 not_with", lambda region, rest: attrs.evolve(region, not_with=_quoted(rest))),
    ("文中有 only_with", lambda region, rest: attrs.evolve(region, only_with=_quoted(rest))),
    ("题名 title_with", lambda region, rest: attrs.evolve(region, title_with=_quoted(rest))),
    ("指标表 indicators", lambda region, rest: attrs.evolve(region, levels=_names(rest))),
    ("不小于 at_least", lambda region, rest: attrs.evolve(region, least=_whole(rest))),
    ("其他 other", lambda region, rest: attrs.evolve(region, others=_names(rest))),
):
    for _word in _words.split():
        _CLAUSES[_word] = _change


def read_figures(text: str, name: str) -> Figures:
    """Return what a `.figures` file says. Raises FiguresError with every wrong line."""
    reader = _Reader(name)
    problems: list[FiguresProblem] = []
    if len(text) > _LONGEST_FILE:
        raise FiguresError((FiguresProblem(name, 1, "文件太大", "the file is too large"),))
    for number, raw in enumerate(text.split("\n"), start=1):
        line = _without_comment(raw).rstrip()
        if not line.strip():
            continue
        word, _, rest = line.strip().partition(" ")
        rest = rest.strip().replace("：", ":").replace("＝", "=") if '"' not in rest else rest.strip()
        try:
            (reader.clause if line[0].isspace() else reader.head)(word, rest, number)
        except _LineError as error:
            problems.append(FiguresProblem(name, number, error.zh, error.en))
        except PatternError as error:
            problems.append(FiguresProblem(name, number, error.zh, error.en))
    if problems:
        raise FiguresError(tuple(problems))
    return Figures(
        name=name, regions=tuple(reader.regions), units=reader.units, exact=frozenset(reader.exact),
        pictures=reader.pictures, only_with=tuple(reader.only_with),
    )  # fmt: skip


def _without_comment(line: str) -> str:
    quoted = False
    for at, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char == "#" and not quoted:
            return line[:at]
    return line
