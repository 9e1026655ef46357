"""The stretch of a text layer that a score table takes: its heads, told by what such tables call their columns, and its stacks.

Score tables of evaluations are printed below the same few heads (三级指标, 分值, 评分标准, 完成情况, 得分). That tells
what a stack below a head holds even where stacks of several columns are printed among each other.
"""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.captions import is_caption, read_caption
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.stacks.cellheads import BRACKETED, SERIAL_HEAD
from auditor.extraction.tables.cellvalues import BLANK
from auditor.extraction.text.characters import KEPT
from auditor.extraction.text.lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence


_MOST_LINES = 700
_WIDEST = 64
"""Cells of prose are narrower than the page."""
_LEAST_PROSE = 40
_NUMBER = re.compile(r"[≤<±+-]?\s*[0-9][0-9,]*(?:\.[0-9]+)?")
_NOTE = re.compile(r"(?:注|备注|说明)\s*[:：]?\s*(?:[0-9]+\s*[.、]|[一-龥])")
_PART = re.compile(r"(?:附件|附表|附录|表)\s*(?:[0-9]+|[一二三四五六七八九十]+)(?![0-9])")
_RULE = re.compile(
    r"[，；。:：=＝×÷]|得\s*满分|得\s*[0-9.]+\s*分|扣\s*(?:[0-9.]|完)|满分|不得|计\s*(?:[0-9.]|满)|每(?:少|低|高|超|降|增|缺|有|发)"
)
_UNIT = re.compile(r"[（(](?:分|%|％|百分制|分值)[)）]")


class Part(enum.Enum):
    """What a column of a score table holds."""

    LEVEL = "level"
    SERIAL = "serial"
    WEIGHT = "weight"
    METHOD = "method"
    AIM = "aim"
    DONE = "done"
    SCORE = "score"
    LOSS = "loss"
    OTHER = "other"


_HEADS: tuple[tuple[Part, str], ...] = (
    (Part.SERIAL, SERIAL_HEAD.pattern + r"|编码|代码|指标(?:编码|编号|序号)"),
    (
        Part.LEVEL,
        r"[一二三四]级(?:指标)?|(?:评价|考核|考评|自评|绩效)?(?:指标|内容|项目)(?:名称|内容)?|(?:指标)?类[别型]|部分|维度",
    ),
    (Part.WEIGHT, r"(?:指标|标准)?(?:权重|分值|满分|标准分|权重分|配分|权值|分值权重)(?:值|分)?"),
    (
        Part.SCORE,
        r"(?:自评|实际|评价|最终|考核|评审|加权)?(?:得分|自评分|评分|评价分)(?:情况|结果)?",
    ),
    (Part.LOSS, r"(?:扣|失|减)分"),
    (
        Part.METHOD,
        r"(?:评分|计分|评价|评定|扣分|赋分|得分|打分|考核)(?:办法|标准|细则|方法|规则|说明|依据|要点|方式|公式)|(?:指标)?(?:解释|说明)",
    ),
    (
        Part.AIM,
        r"(?:年度|全年|预期)?(?:目标|指标|计划|标杆|目标完成)(?:值|数)|计划(?:完成)?(?:值|数)|目标",
    ),
    (
        Part.DONE,
        r"(?:实际|全年|年度)?完成(?:情况|值|数)|实际(?:完成)?(?:值|情况|数)?|业绩值|实现值|完成结果",
    ),
    (
        Part.OTHER,
        r"得分率|偏差率|完成率|备注|(?:扣分|偏差|未完成)原因.{0,8}|佐证材料|评价结果|百分制得分",
    ),
)
_HEAD = re.compile("|".join(f"(?P<{part.name}>{pattern})" for part, pattern in _HEADS))


@functools.lru_cache(maxsize=KEPT)
def head_of(text: str) -> Part | None:
    """Return what the column holds that a text heads, None where it heads none."""
    found = _HEAD.fullmatch(_UNIT.sub("", "".join(text.split())))
    return Part[found.lastgroup] if found is not None and found.lastgroup is not None else None


def is_number(text: str) -> bool:
    """Whether a line is a bare number, or says that there is none."""
    return text in BLANK or _NUMBER.fullmatch(text) is not None


def is_rule(text: str) -> bool:
    """Whether a line belongs to a scoring method."""
    return _RULE.search(text) is not None


@records.frozen(eq=False)
class Run:
    """Lines of one column below each other: bare numbers or words; under which head, where that stands directly above.

    A head that stands alone is a run without lines.

    `mixed` numbers stand among words: they may be part of a text. `at` is the index of the first line.
    """

    lines: tuple[Line, ...]
    numbers: bool
    at: int
    head: int | None = None
    mixed: bool = False

    @property
    def text(self) -> str:
        """Return the lines as one text."""
        return "".join(line.text for line in self.lines)


@records.frozen(eq=False)
class Scored:
    """A stretch: the heads (what they hold, and their lines), the runs in the order of the text, and the index behind."""

    heads: tuple[tuple[Part, tuple[Line, ...]], ...]
    runs: tuple[Run, ...]
    end: int


def scored_at(lines: Sequence[Line], at: int) -> Scored | None:
    """Return the stretch of a score table whose first head is `lines[at]`, None where none begins there."""
    if head_of(lines[at].text) not in {Part.LEVEL, Part.SERIAL}:
        return None
    end = stretch_end(lines, at)
    splitter = _Splitter()
    begin = at
    for index in range(at + 1, end + 1):
        if index == end or lines[index].after_blank or lines[index].fresh:
            splitter.add(lines[begin:index], begin)
            begin = index
    parts = {part for part, _ in splitter.heads}
    if not {Part.LEVEL, Part.WEIGHT, Part.SCORE} <= parts:
        return None
    return Scored(tuple(splitter.heads), tuple(splitter.runs), end)


def stretch_end(lines: Sequence[Line], at: int) -> int:
    """Return the index behind the lines that a score table that begins at `lines[at]` may take."""
    end = at
    while end < len(lines) and end - at < _MOST_LINES:
        line = lines[end]
        text = line.text
        if line.width > _WIDEST or _NOTE.match(text) or (_PART.match(text) and is_caption(text)):
            break
        if text.endswith("。") and line.width > _LEAST_PROSE and line.after_blank:
            break
        level = heading_level(text)
        if 0 < level <= 2 and not is_number(text) and (line.after_blank or line.fresh) and _alone(lines, end):  # noqa: PLR2004 - parts and chapters
            break
        if end > at and read_caption(text).number is not None and is_caption(text):
            break
        end += 1
    return end


def _alone(lines: Sequence[Line], at: int) -> bool:
    return at + 1 == len(lines) or lines[at + 1].after_blank or lines[at + 1].width > _LEAST_PROSE


@attrs.define(eq=False)
class _Splitter:
    """Divides stacks into heads, words and bare numbers."""

    heads: list[tuple[Part, tuple[Line, ...]]] = attrs.field(factory=list)
    runs: list[Run] = attrs.field(factory=list)
    _known: dict[str, int] = attrs.field(factory=dict)

    def add(self, group: Sequence[Line], start: int) -> None:
        """Take a stack that begins at an index."""
        head, place = self._heads(group)
        rest = group[place:]
        if not rest and head is not None:
            self.runs.append(Run((), numbers=False, at=start, head=head))
        mixed = not all(is_number(line.text) for line in rest)
        begin = 0
        for at in range(1, len(rest) + 1):
            numbers = is_number(rest[begin].text)
            if at < len(rest) and is_number(rest[at].text) == numbers:
                continue
            lines = tuple(rest[begin:at])
            self.runs.append(Run(lines, numbers, start + place + begin, head, mixed and numbers))
            begin, head = at, None

    def _heads(self, group: Sequence[Line]) -> tuple[int | None, int]:
        """Return the last of the heads that a stack begins with, and how many lines they take."""
        head = None
        found, place = heads_of(group)
        for part, taken in found:
            name = "".join(line.text for line in taken)
            if name not in self._known:
                self._known[name] = len(self.heads)
                self.heads.append((part, taken))
            head = self._known[name]
        return head, place


def heads_of(group: Sequence[Line]) -> tuple[list[tuple[Part, tuple[Line, ...]]], int]:
    """Return the heads that a stack begins with, and how many lines they take."""
    found: list[tuple[Part, tuple[Line, ...]]] = []
    place = 0
    while place < len(group):
        size, part = _head(group, place)
        if part is None:
            break
        found.append((part, tuple(group[place : place + size])))
        place += size
    return found, place


def _head(group: Sequence[Line], place: int) -> tuple[int, Part | None]:
    """Return how many lines at a place are a head, and of what."""
    text = group[place].text
    if place + 1 < len(group):
        below = group[place + 1].text
        if BRACKETED.fullmatch(below) and not is_number(below) and (part := head_of(text)) is not None:
            return 2, part
        if head_of(text) is None and (part := head_of(text + below)) is not None:
            return 2, part
    return 1, head_of(text)
