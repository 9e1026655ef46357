"""Tables whose columns are kept by blanks (the layout of a text layer): cells lie under their header."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.layout.breaks import drawn_under, head_alone
from auditor.extraction.layout.forms import (
    AROUND,
    around_heads,
    drawn_in,
    ends_before_part,
    opens_part,
    whole_head,
)
from auditor.extraction.layout.overheads import over_heads
from auditor.extraction.layout.pages import over_pages
from auditor.extraction.layout.parting import coded, merged
from auditor.extraction.layout.pieces import pieces
from auditor.extraction.layout.readings import Reading, best_of, by_rank, is_sentence, readings_of
from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.tables.cellvalues import is_value, states_values
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.grid import Grid, GridCell

if TYPE_CHECKING:
    from auditor.extraction.layout.columns import Piece
    from auditor.extraction.text.lines import Line

_SENTENCE = re.compile(r"[，。；].*[，。；]|[。]$")
_CLAUSE = re.compile(r"[，；]")
_PART = re.compile(r"\s*第[一二三四五六七八九十]+(?:部分|章)\s")
_CAPTION = re.compile(
    r"\s*[表图]\s*[一二三四五六七八九十0-9][-0-9]*\s+(?:[一-龥]|(?:19|20)[0-9]{2}\s*(?:年|[-—~]))"
)
_TABLE_NUMBER = re.compile(
    r"(?:附表|附件|表|图|Table|Figure)\s*[0-9一二三四五六七八九十][-—.0-9]*|(?:(?:财决)?公开|财决|财评|预算|附)\s*[0-9]{1,2}(?:-[0-9])?\s*表"
)
_FORM = re.compile(
    r"(?:预算|决算|财决|财)?(?:公开)?\s*[0-9]{1,2}(?:-[0-9])?\s*表|(?:编制|填报)?(?:部门|单位)(?:名称)?[:：].{2,40}|(?:金额)?单位[:：].{1,6}"
    r"|币种[:：].{2,6}|20[0-9]{2}\s*年(?:度|[0-9—\-至 ]{1,6}月|\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日)?"
)
# 公司负责人：某某   主管会计工作负责人：某某: who answers for a statement stands below it.
_SIGNED = re.compile(r"[一-龥（）]{2,10}[:：]")
_HEADING = re.compile(r"[1-9][0-9]?(?:\.[1-9][0-9]?){0,2}")
_UNIT = re.compile(r"(?:金额|计量)?单位[:：]")
_ENDS = re.compile(r"[，。；：:,;.]$")
_LONGEST_TITLE = 40
_INDENT = 4
_FEWEST = 2
_SHORTEST = 3
_LONGEST = 3_000
# The lines of words at the end of a stretch that may belong to what follows the table.
_LONGEST_REST = 24
# A rest such as 1.5 分 looks like a heading; no heading of the text stands so far to the right.
_FAR = 12
_MARGIN = 8
_WHOLE = 70
_WIDEST = 10_000
_BESIDE = 24


def parse_aligned(lines: list[Line], at: int) -> tuple[Grid | None, int, set[int]]:
    """Read the aligned table that begins at `lines[at]`; return it, if it is one, the index behind it, and what repeats its head."""
    first = pieces(lines[at])
    if over_heads(lines, at, first):
        # 功能分类科目 over 编码 and 科目名称: the head begins with a group that stands alone on its line.
        grid, end, repeated = _parsed(lines, at)
        return (grid, end, repeated) if grid is not None else (None, at, set())
    if len(first) < _FEWEST or is_sentence(first) or is_unit_line(lines[at].text) or _titled(first):
        return None, at, set()
    return _parsed(lines, at)


def _parsed(lines: list[Line], at: int) -> tuple[Grid | None, int, set[int]]:
    """Read the table that begins at a line; return it, if it is one, the index behind it, and the lines that repeat its head."""
    end = _stretch(lines, at, at + 1)
    if end < len(lines) and lines[end].fresh:
        if whole := _on_pages(lines, at, end, repeated=True):
            return whole
        if head_alone([pieces(line) for line in lines[at : end + 2]], end - at):
            over = _stretch(lines, at, end + 1)
            if reading := by_rank(drawn_under([pieces(line) for line in lines[at:over]], end - at)):
                return reading.grid, at + reading.taken, set()
        if under := _under(lines, at, end):
            return *under, set()
    readings = _readings(lines, at, end)
    if not readings and (cut := _next_head(lines, at, end)):
        # Two tables with no more than a title between them.
        readings, end = _readings(lines, at, cut), cut
    readings = readings or _readings(lines, at, end, narrow=True)
    if not readings and (whole := _on_pages(lines, at, end, repeated=False)):
        return whole  # the few rows of one page may tell too little of how they are set
    if not readings and (reading := _by_rank(lines, at, end)):
        readings = [reading]
    if not readings and (cut := _stated(lines, at, end)) < end:
        # Behind its rows stand lines of another part of a form: 年度总体目标 | 预期目标 | 实际完成情况.
        readings = _readings(lines, at, cut) or _readings(lines, at, cut, narrow=True)
        end = cut if readings else end
    if not readings and not _heads_above(lines, at):
        readings = _readings(lines, at, end, narrow=True, loose=True)
    if not readings:
        return None, end, set()
    best = min(readings, key=_likeliest)
    return best.grid, at + best.taken, set()


def _on_pages(lines: list[Line], at: int, end: int, *, repeated: bool) -> tuple[Grid, int, set[int]] | None:
    """Return the table that goes on over the page that ends at `end`, read as one."""
    pages = over_pages(lines, at, end, _stretch, repeated=repeated)
    if pages is None:
        return None
    around = around_heads(lines, at, pieces(lines[at]))

    def rows(wide: bool) -> list[list[Piece]]:  # noqa: FBT001 - the measure, as pieces are asked for
        found = pages.rows(lines, wide=wide)
        return drawn_in(found) if around else found

    readings = readings_of(rows, headless=False, narrow=repeated)
    readings = readings or readings_of(rows, headless=False, narrow=repeated, loose=repeated)
    best = min(readings, key=_likeliest, default=None)
    if best is None or (over := pages.behind(best.taken + AROUND * around)) <= end:
        return None
    return best.grid, over, pages.repeated(lines, over)


def _likeliest(reading: Reading) -> tuple[int, int]:
    return -reading.taken, reading.cost


def _under(lines: list[Line], at: int, end: int) -> tuple[Grid, int] | None:
    """Return the table whose head of indicators ends a page, where the rows behind it have as many columns."""
    rows = [pieces(line) for line in lines[at:end]]
    if around_heads(lines, at, rows[0]) and len(rows) > AROUND:
        rows = drawn_in(rows)
    texts = [piece.text.text for piece in rows[0]]
    if len(rows) > 1 or not whole_head(texts):
        return None
    over = _stretch(lines, at, end + 1)
    head = [GridCell(0, column, piece.text) for column, piece in enumerate(rows[0])]
    found = best_of([pieces(line) for line in lines[end:over]], headless=True, named=head)
    if found is None or found.grid.width != len(texts):
        return None
    scored = {column for column, text in enumerate(texts) if text.strip() in {"分值", "权重", "得分"}}
    if not all(is_value(cell.plain) for cell in found.grid.cells if cell.column in scored and cell.plain):
        return None
    body = [attrs.evolve(cell, row=cell.row + 1) for cell in found.grid.cells]
    return Grid((*head, *body), found.grid.height + 1, len(texts), source="aligned"), end + found.taken


def _stretch(lines: list[Line], at: int, end: int) -> int:
    """Return where the lines end that go on with a table, from a place in it on."""
    behind, funds = ends_before_part(lines[at]), lines[at]
    room = min(map(_label_room, lines[at:end]), default=_WIDEST)
    while end < len(lines) and end - at < _LONGEST and _belongs(lines, end, room):
        room = min(room, _label_room(lines[end]))
        around = around_heads(lines, end, pieces(lines[end]))
        head = lines[end + 1] if around else lines[end]
        if behind and opens_part(head, funds):
            break
        behind = behind or ends_before_part(lines[end])
        end += 1
    return end


def _heads_above(lines: list[Line], at: int) -> bool:
    """Whether the line above names columns too: what begins below it is no whole head."""
    if not at or lines[at].after_blank or lines[at].fresh:
        return False
    found = pieces(lines[at - 1])
    return len(found) > 1 and not _titled(found) and not states_values([piece.text.text for piece in found])


def _label_room(line: Line) -> int:
    """Return where the values of a row begin, behind its label alone: what ends before them is a label or a part of one."""
    found = pieces(line)
    values = [at for at, piece in enumerate(found) if is_value(piece.text.text)]
    return found[values[0]].left if len(values) >= _FEWEST and values[0] <= 1 else _WIDEST


def _readings(
    lines: list[Line], at: int, end: int, *, narrow: bool = False, loose: bool = False
) -> list[Reading]:
    around = around_heads(lines, at, pieces(lines[at]))

    def rows(wide: bool) -> list[list[Piece]]:  # noqa: FBT001 - the measure, as pieces are asked for
        found = [pieces(line, wide=wide) for line in lines[at:end]]
        return drawn_in(merged(coded(found))) if around else found

    found = readings_of(rows, headless=lines[at].fresh, narrow=narrow, loose=loose)
    return [attrs.evolve(each, taken=each.taken + AROUND) for each in found] if around else found


def _by_rank(lines: list[Line], at: int, end: int) -> Reading | None:
    rows = [pieces(line) for line in lines[at:end]]
    if not around_heads(lines, at, rows[0]):
        return by_rank(rows)
    found = by_rank(drawn_in(rows))
    return attrs.evolve(found, taken=found.taken + AROUND) if found is not None else None


def _next_head(lines: list[Line], at: int, end: int) -> int:
    """Return where the title of another table stands: a line of its own, and below it one that heads columns."""
    for here in range(at + _SHORTEST, end - _FEWEST):
        if len(pieces(lines[here])) == 1:
            below = [piece.text.text for piece in pieces(lines[here + 1])]
            # A few words below one are lines of cells in the middle of a row.
            widest = max(len(pieces(line)) for line in lines[at:end])
            if len(below) > _FEWEST and 2 * len(below) > widest and not states_values(below):
                return here
    return 0


def spread(lines: list[Line]) -> bool:
    """Whether lines are those of a table whose columns blanks keep: several lines of several cells."""
    full = 0
    for line in lines:
        full += len(pieces(line)) > _FEWEST
        if full > _FEWEST:
            return True
    return False


def _stated(lines: list[Line], at: int, end: int) -> int:
    """Return where the last line that states values ends, and what may end its label; `end` where few lines state any."""
    stating = [
        here for here in range(at, end) if states_values([piece.text.text for piece in pieces(lines[here])])
    ]
    if len(stating) < _FEWEST:
        return end
    cut = stating[-1] + 1
    while cut < end and len(pieces(lines[cut])) == 1:
        cut += 1
    return cut


def _titled(found: list[Piece]) -> bool:
    """Whether a line stands above a table: 表 1    三公经费情况, or 公开 01 表    部门：某局    单位：万元, or 研发投入    单位：元."""
    texts = [piece.text.text for piece in found]
    if len(texts) == _FEWEST and _UNIT.match(texts[1]) and is_unit_line(texts[1]):
        return not is_value(texts[0])
    numbered = len(texts) == _FEWEST and _TABLE_NUMBER.fullmatch(texts[0]) is not None
    return numbered or (all(map(_FORM.fullmatch, texts)) and any("单位" in text for text in texts))


def _above_unit(lines: list[Line], at: int, found: list[Piece]) -> bool:
    """Whether what stands above 单位：万元 is the title of a table: 公开02表    收入决算表."""
    if len(found) > _FEWEST or at + 1 >= len(lines) or any(is_value(piece.text.text) for piece in found):
        return False
    below = lines[at + 1].text
    return _UNIT.match(below) is not None and is_unit_line(below)


def _heads_text(lines: list[Line], at: int, found: list[Piece]) -> bool:
    """Whether a line is a heading whose number stands apart from its words: 1.2    主要成效, 3    资金情况 above 3.1."""
    if (
        len(found) != _FEWEST
        or _HEADING.fullmatch(found[0].text.text) is None
        or is_value(found[1].text.text)
    ):
        return False
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    return heading_level(lines[at].text) > 0 or below.startswith(f"{found[0].text.text}.1")


def _titles_rows(lines: list[Line], at: int) -> bool:
    """Whether a line between blank ones names the rows below it, which have no head of their own: 分地区情况, TITLE II."""
    word = lines[at].text
    longest = 2 * _LONGEST_TITLE if is_latin(word) else _LONGEST_TITLE
    if len(word) > longest or is_value(word) or is_unit_line(word) or lines[at].indent > _INDENT:
        return False
    if at + 1 >= len(lines) or lines[at + 1].fresh or _ENDS.search(word) or _TABLE_NUMBER.match(word):
        return False
    below = [piece.text.text for piece in pieces(lines[at + 1])]
    above = [piece.text.text for piece in pieces(lines[at - 1])]
    values = sum(1 for text in below[1:] if is_value(text))
    return values > _FEWEST and not is_value(below[0]) and (len(above) > _FEWEST or not is_value(above[0]))


def _belongs(lines: list[Line], at: int, room: int) -> bool:
    """Whether a line continues the table: several cells, or one that hangs under a column.

    `room` is where the columns behind the labels begin.
    """
    line = lines[at]
    if line.fresh or _PART.match(line.text) or _CAPTION.match(line.text):
        return False
    found = pieces(line)
    if line.after_blank and (
        _titled(found) or _above_unit(lines, at, found) or _heads_text(lines, at, found)
    ):
        return False
    if len(found) < _FEWEST and _UNIT.match(line.text) and is_unit_line(line.text):
        return False  # 单位：万元 stands above the table that it speaks of
    if len(found) < _FEWEST and _titles_rows(lines, at):
        return True
    if line.after_blank and len(found) < _FEWEST:
        return False
    if len(found) >= _FEWEST:
        # Words far to the right, beside others, are those of a cell.
        told = is_sentence(found) and (found[-1].left <= _BESIDE or is_sentence(found[:-1]))
        return not told and not all(_SIGNED.match(piece.text.text) for piece in found)
    # A cell that ends with a full stop stands under its column; the last line of a paragraph begins at the margin.
    ended = line.text.endswith("。") and line.indent < _FAR
    if line.after_blank or is_caption(line.text) or ended:
        return False
    # The first line of a paragraph that follows without a blank one: from the margin over the whole width.
    if line.indent <= _MARGIN and line.width >= _WHOLE and _SENTENCE.search(line.text):
        return False
    behind = lines[at + 1] if at + 1 < len(lines) else None
    if (
        found[0].left <= _MARGIN
        and found[0].right > room
        and line.width >= _LONGEST_TITLE
        and _CLAUSE.search(line.text)
    ) and (behind is None or len(pieces(behind)) < _FEWEST):
        return False  # 8 个项目得分的平均值为 94.75 分，…: it reaches over columns, and no row follows
    # 一、一般公共预算财政拨 / 18652.34 / 款: a label may look like a heading where its row's values follow.
    inside = at + 1 < len(lines) and not lines[at + 1].after_blank and len(pieces(lines[at + 1])) >= _FEWEST
    if heading_level(line.text) and not inside and line.indent < _FAR:
        return False
    # The rest of a label that was broken ends before the second column begins.
    if line.indent > 0 or line.width <= _LONGEST_REST:
        return True
    return inside and found[0].right < min(room, _label_room(lines[at + 1])) and not _ENDS.search(line.text)
