"""The lines of a paged text, each with its place in the source."""

from __future__ import annotations

import attrs

from auditor import patterns as re
from auditor.extraction.text.characters import fold, is_wide
from auditor.extraction.text.mapped import SET_APART, Mapped, whole
from auditor.extraction.text.punctuation import chinese_marks, without_formulas
from auditor.extraction.text.traditional import simplified
from auditor.source import display_width


@attrs.define(eq=False)
class Line:
    """One printed line. `number` is its 1-based line in the source, `leaf` the page it stands on.

    `after_blank` tells that blank lines or a page break stand before it, `box` where it stands on a pdf page,
    `room` how wide the column of text is that holds it, where that is known,
    `fresh` that it begins a page as far as its text shows: the foot or head of a page stood before it.
    """

    mapped: Mapped
    number: int
    leaf: int = 0
    after_blank: bool = False
    page: int | None = None
    box: tuple[str, ...] | None = None
    fresh: bool = False
    room: int | None = None
    text: str = attrs.field(init=False)
    width: int = attrs.field(init=False)
    indent: int = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Measure the line once."""
        self.mapped = _closed_up(chinese_marks(simplified(without_formulas(_unbroken(self.mapped)))))
        folded = fold(self.mapped.text)
        self.text = folded.strip()
        self.width = display_width(self.text)
        text = self.mapped.text
        self.indent = display_width(text[: len(text) - len(text.lstrip())])


_BREAK = re.compile(r"^\s*<br\s*/?>|<br\s*/?>\s*$", re.IGNORECASE)


def _unbroken(mapped: Mapped) -> Mapped:
    """Return a line without the mark of its break that a page's markup left at its end."""
    while found := _BREAK.search(mapped.text) if "<br" in mapped.text.lower() else None:
        mapped = mapped.cut(found.end()) if found.start() == 0 else mapped.cut(0, found.start())
    return mapped


_APART = re.compile(
    r"(?<=[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]) (?=[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e])"
)
_SPACED_OUT = 8
_MARK = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)]|第[一二三四五六七八九十]{1,3}[章节条部]")
_SENTENCE = re.compile(r"[，；].*。|。.*。", re.DOTALL)
_MARKED = re.compile(r"[，；。]")


def _closed_up(mapped: Mapped) -> Mapped:
    """Return a line that was spread over its width (全 年 支 出 120 万 元) without the blanks between its characters."""
    text = mapped.text
    if " " not in text:
        return mapped
    gaps = [found.start() for found in _APART.finditer(text)]
    # A label here and there has a blank inside; a line that was set full has one behind nearly every character.
    if len(gaps) < _SPACED_OUT or len(gaps) * 2 < sum(map(is_wide, text)):
        return mapped
    return _without(mapped, gaps)


def closed_prose(mapped: Mapped, mark: int = 0) -> Mapped:
    """Return sentences without the single blanks that set a line full or numbers apart: 年均 增长, 共 12 个.

    Sentences are read alike whether blanks stand beside their numbers or not. `mark` is where the number of an
    item ends, which a blank sets apart from its words.
    """
    text = mapped.text
    if " " not in text or not _MARKED.search(text):
        return mapped
    behind = mark + len(text) - len(text.lstrip()) if mark else -1
    gaps = [found.start() for found in SET_APART.finditer(text) if found.start() > behind]
    if _SENTENCE.search(text):
        gaps.extend(
            found.start()
            for found in _APART.finditer(text)
            if _MARK.match(text, found.end())
            is None  # 见 三、支出: what a blank sets apart is a heading's number
        )
    return _without(mapped, gaps) if gaps else mapped


def _without(mapped: Mapped, gaps: list[int]) -> Mapped:
    taken = frozenset(gaps)
    return mapped.only([at for at in range(len(mapped)) if at not in taken])


# A page's text may run into its table: …下降 9.2%。 收入执行情况表 | 科目 | 计划 | …
_BEHIND_PROSE = re.compile(r"[^|]{20,}[。；](?=[^|。；]{0,60}\|[^|]*\|)")
_LINE = re.compile(r"[^\n]*\n|[^\n]+$")


def lines_of(text: str) -> list[Line]:
    """Return the non-empty lines of `text`; a form feed starts a new page."""
    lines: list[Line] = []
    leaf, blank = 0, True
    for number, found in enumerate(_LINE.finditer(text), start=1):
        raw = found.group().rstrip("\r\n")
        at = found.start()
        while raw.startswith("\f"):
            leaf, blank, raw, at = leaf + 1, True, raw[1:], at + 1
        body = raw.rstrip("\f")
        if body.strip():
            behind = _BEHIND_PROSE.match(body)
            if behind is not None:
                lines.append(Line(whole(body[: behind.end()], at), number, leaf, blank))
                body, at, blank = body[behind.end() :], at + behind.end(), False
            lines.append(Line(whole(body, at), number, leaf, blank))
            blank = False
        else:
            blank = True
        if len(body) < len(raw):
            leaf, blank = leaf + len(raw) - len(body), True
    return lines
