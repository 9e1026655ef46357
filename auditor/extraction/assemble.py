"""From blocks as read to the report: every number found, placed, labelled and given its figure."""

from __future__ import annotations

import functools
import sys
from collections import deque
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.numbers.scanner import scan
from auditor.extraction.prose.captions import Caption, read_caption, short_names
from auditor.extraction.prose.headings import ANNEX, Outline, mark_of
from auditor.extraction.prose.labels import LabelFinder, around, around_zh
from auditor.extraction.prose.names import Namer, place_of
from auditor.extraction.prose.notes import rounding_notes
from auditor.extraction.prose.periods import period_in
from auditor.extraction.tables.continuation import join_continued
from auditor.extraction.tables.tableblocks import TableWriter
from auditor.extraction.tables.tables import TableDraft, read_tables
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.sourcetext import SourceText
from auditor.report.blocks import Block, BlockKind, Label, NumberKind, Occurrence
from auditor.report.model import Document, Figure, Mention, Report, Table
from auditor.report.printed import numeral_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.numbers.found import Found
    from auditor.extraction.text.draft import Draft
    from auditor.extraction.text.grid import Grid
    from auditor.extraction.text.mapped import Mapped
    from auditor.source import Location

_FIRST = re.compile(r"^(?:一、|第一[章部]|1\.?\s|1、)")
_TITLE = re.compile(r"(?:报告|公报|公开|说明|决算|预算|方案|自评|[Rr]eport)(?:[（(].*[)）])?$")
_BODY_TITLE = re.compile(r"20[0-9]{2}[^。；，：,;:]*报告|[^。；，：,;:]*(?:评价|自评)报告")
_LONGEST_TITLE = 60
_SHORT_TITLE = 10
_TITLE_START = re.compile(
    r"[\w《“”》（）()]*(?:20[0-9]{2}年|单位|部门|中心|项目|县|市|局)[\w《“”》（）()]{0,24}"
)
_TITLE_BLOCKS = 80
_ITEM = 5

_TITLED = re.compile(r"(?!(?:[MBTmbt]r?illion|Thousand|Percent|Per) )[A-Z]")
_LONGEST_TEXT = 3_000
_SENTENCE_END = re.compile(r"[。；！？\n]|[.;!?](?=\s)")
_NO_DIGIT = re.compile(r"[^0-9.,%％]")


def _pieces(draft: Draft, *, ranged: bool) -> Iterator[Draft]:
    """Cut a text that is longer than paragraphs are, so that each number meets those near it only.

    It is cut behind a sentence, and where it has none, in no number.
    """
    text = draft.text
    if len(text) <= _LONGEST_TEXT or draft.kind is BlockKind.FRAGMENT:
        yield draft
        return
    at = 0
    shift = (int(draft.place.range.partition("-")[0]) if draft.place.range else 0) - text.lead
    while at < len(text):
        end = at + _LONGEST_TEXT
        if end < len(text):
            for mark in (_SENTENCE_END, _NO_DIGIT):
                ends = [found.end() for found in mark.finditer(text.text, at, end)]
                if ends and ends[-1] > at:
                    end = ends[-1]
                    break
        place = draft.place
        if at and ranged:
            last = min(end, len(text))
            left, right = at + text.taken_before(at), last + text.taken_before(last - 1)
            place = records.evolve(place, range=f"{left + shift}-{right + shift}")
        yield records.evolve(
            draft, text=text.cut(at, end), place=place, revisions=() if at else draft.revisions
        )
        at = end


def _numbers_section(text: str, item: Found) -> bool:
    """Whether a number is that of a section, 7.2 In a survey …, 4.1 预算执行率, and none that opens a sentence: 7.5 Million."""
    start = len(text) - len(text.lstrip())
    mark = mark_of(text[start:])
    if mark is None or item.kind is not NumberKind.FIGURE or item.unit or item.start != start:
        return False
    title = text[start + mark.end :]
    named = _TITLED.match(title) if is_latin(title[:1]) else title
    return item.end <= start + mark.end and bool(named)


@attrs.define(eq=False)
class Assembler:
    """Builds one report. Figures keep their order of appearance; each occurrence is its own figure.

    Nothing is merged here: that two mentions state one figure (same label, period, scope and unit) is
    for a detector to propose and for the evaluator to test.
    """

    source: SourceText
    document: Document
    figures: dict[str, Figure] = attrs.field(factory=dict)
    tables: list[Table] = attrs.field(factory=list)
    blocks: list[Block] = attrs.field(factory=list)
    _namer: Namer = attrs.field(factory=Namer)
    _table_ids: Namer = attrs.field(factory=Namer)
    _outline: Outline = attrs.field(factory=Outline)
    _titles: dict[str, str] = attrs.field(factory=dict)
    _chapters: int = 0

    def report(self, drafts: list[Draft]) -> Report:
        """Return the report of `drafts`, which are taken out of their list: no block need stand beside what is made of it."""
        ordered = deque(join_continued(drafts))
        drafts.clear()
        kinds = [draft.kind for draft in ordered]
        self._titles = short_names(
            read_caption(draft.grid.caption.text).title for draft in ordered if draft.grid is not None
        )
        for at in range(len(kinds)):
            draft = ordered.popleft()
            if draft.grid is not None:
                self._table(draft, draft.grid)
            elif self._in_a_cell(draft, [*kinds[max(0, at - 1) : at], *kinds[at + 1 : at + 2]]):
                self._narrative(records.evolve(draft, kind=BlockKind.LIST, level=0))
            else:
                for piece in _pieces(draft, ranged=not self.source.lined and not self.source.boxes):
                    self._narrative(piece)
        blocks = tuple(self.blocks)
        return Report(
            document=self._described(),
            figures=self.figures,
            tables=tuple(self.tables),
            notes=rounding_notes(blocks, self.tables),
            blocks=blocks,
        )

    def _in_a_cell(self, draft: Draft, beside: Sequence[BlockKind]) -> bool:
        """Whether what reads like a heading is an item in the cells of an annex that is one unread table."""
        path = self._outline.path
        if draft.kind is not BlockKind.HEADING or draft.level < _ITEM or len(path) != 1:
            return False
        return bool(ANNEX.match(path[0])) and list(beside) == [BlockKind.FRAGMENT, BlockKind.FRAGMENT]

    def _described(self) -> Document:
        title = self.document.title or next(
            (
                self._whole_title(at)
                for at, block in enumerate(self.blocks[:_TITLE_BLOCKS])
                if block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION}
                if len(block.text) <= _LONGEST_TITLE and _TITLE.search(block.text) and not block.level > 1
            ),
            None,
        )
        return records.evolve(self.document, title=title, language=self.document.language or self._language)

    def _whole_title(self, at: int) -> str:
        """Return the title that ends in a block; where the line was too short for it, it begins in the one before."""
        title = re.sub(r"\s+", "", self.blocks[at].text)
        before = self.blocks[at - 1] if at else None
        if (
            before is not None
            and len(title) < _SHORT_TITLE
            and before.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
            and _TITLE_START.fullmatch(re.sub(r"\s+", "", before.text))
        ):
            return re.sub(r"\s+", "", before.text) + title
        return title

    def _enter(self, draft: Draft) -> None:
        title = draft.text.text
        if draft.level > 1 and _FIRST.match(title.strip()):
            path = self._outline.path
            # The body seldom has a heading of its own: it begins where the numbering starts again.
            if path and re.sub(r"\s", "", path[0]) == "摘要" and self._chapters:
                self._outline.enter(1, "正文")
            self._chapters += 1
        if draft.level == 1:
            self._chapters = 0
            if mark_of(title.strip()) is None and _TITLE.search(re.sub(r"\s", "", title)):
                # The title of the report is no chapter; behind a summary it opens the body.
                if not self._outline.path:
                    return
                title = "正文"
        self._outline.enter(draft.level, title)

    def _opens_body(self, text: str) -> bool:
        """Whether a paragraph behind the summary's chapters is the title of the report, printed again."""
        path = self._outline.path
        if not path or re.sub(r"\s", "", path[0]) != "摘要" or not self._chapters:
            return False
        title = re.sub(r"\s", "", text)
        return len(title) <= _LONGEST_TITLE and bool(_BODY_TITLE.fullmatch(title))

    def _narrative(self, draft: Draft) -> None:
        if draft.kind is BlockKind.HEADING:
            draft = records.evolve(draft, level=self._outline.rank(draft.level, draft.text.text))
            self._enter(draft)
            if draft.place.sheet is not None:
                # It gives the path, but states nothing: a sheet has a short name without most signs.
                draft = records.evolve(draft, kind=BlockKind.FURNITURE, remark="name of a sheet")
        elif draft.kind is BlockKind.PARAGRAPH and self._opens_body(draft.text.text):
            self._outline.enter(1, "正文")
            self._chapters = 0
        section = self._outline.path
        base = records.evolve(draft.place, document=None, section=section)
        text = draft.text.text
        # The digits of an automatic number stand nowhere in the document.
        found = [item for item in scan(text) if item.end > draft.text.lead]
        if draft.kind is BlockKind.FURNITURE:
            reason = draft.remark or "page furniture"
            found = [records.evolve(item, kind=NumberKind.FURNITURE, reason=reason) for item in found]
        elif found and _numbers_section(text, found[0]):
            found[0] = records.evolve(found[0], kind=NumberKind.SERIAL, reason="section number")
        labelled = LabelFinder(text, period_in("".join(section[-1:]))).read(found)
        occurrences = tuple(self._occurrence(draft.text, item, label, base) for item, label in labelled)
        self._append(draft, section, base, occurrences)

    def _append(
        self, draft: Draft, section: tuple[str, ...], base: Location, found: tuple[Occurrence, ...]
    ) -> None:
        place = self.source.locate(draft.text, 0, len(draft.text), base)
        self.blocks.append(
            Block(
                index=len(self.blocks),
                kind=draft.kind,
                text=draft.text.text,
                location=place,
                section=section,
                runs=self.source.runs(draft.text),
                occurrences=found,
                level=draft.level,
                revisions=draft.revisions,
            )
        )

    def _place_name(self, section: tuple[str, ...]) -> str:
        place = place_of(section)
        if self._language == "en":
            return f"under {place}" if place else "without title"
        return f"{place or '文档'}的表"

    @functools.cached_property
    def _language(self) -> str:
        text = self.source.text[:20000]
        chinese = sum(1 for char in text if "\u4e00" <= char <= "\u9fff")
        latin = sum(1 for char in text if char.isascii() and char.isalpha())
        return "zh" if chinese * 2 > latin else "en"

    def _occurrence(self, text: Mapped, item: Found, label: Label | None, base: Location) -> Occurrence:
        place = self.source.locate(text, item.start, item.end, base)
        if item.kind is not NumberKind.FIGURE or numeral_of(text.text[item.start : item.end]) is None:
            return item.at(text.text, place, label)
        key = self._namer.narrative(base.section, label, item.unit)
        words = label.text if label is not None else ""
        if not words:
            nearby = around if self._language == "en" else around_zh
            words = nearby(text.text, item.start, max(item.end, item.unit_end))
        occurrence = item.at(text.text, place, label, key)
        self.add(key, words, occurrence)
        return occurrence

    def add(self, key: str, label: str, occurrence: Occurrence) -> None:
        """Add the figure that `occurrence` states."""
        mention = Mention(
            text=occurrence.text,
            location=occurrence.location,
            approximate=occurrence.approximate or bool(occurrence.range),
            sign_word=occurrence.sign_word or None,
        )
        self.figures[key] = Figure(
            key=key, label=sys.intern(label) or key, unit=occurrence.unit, mentions=(mention,)
        )

    def _table(self, draft: Draft, grid: Grid) -> None:
        section = self._outline.path
        for table in read_tables(grid):
            self._one_table(draft, table, read_caption(table.grid.caption.text), section)

    def _one_table(self, draft: Draft, table: TableDraft, caption: Caption, section: tuple[str, ...]) -> None:
        name = self._titles.get(caption.title, caption.title) or caption.number or self._place_name(section)
        name = name + (f"/{table.side}" if table.side else "")
        part = section[0] if section else ""
        ident = self._table_ids.unique(f"{name}/{place_of((part,))}" if part else name)
        unit = caption.unit or table.grid.unit
        base = records.evolve(draft.place, section=section)
        writer = TableWriter(self.source, table, ident, unit, self._namer, self.add)
        block = writer.block(len(self.blocks), draft, base)
        self.blocks.append(block)
        self.tables.append(
            Table(
                id=ident,
                name=name,
                caption=caption.text or None,
                number=caption.number,
                unit=unit,
                columns=table.columns,
                rows=table.rows,
                location=records.evolve(block.location, table=None),
            )
        )
