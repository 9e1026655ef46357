"""Rows that a sentence takes together by their kind: 3 所小学共核减 13.70 万元, of a table whose labels end so as often as is counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.saidwords import measure, words_said
from auditor.checks.common.tables import adds, header, like, numeric, plain
from auditor.checks.common.words import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet

_TOGETHER = re.compile(
    r"(?:^|[，,。；;：:、和及]|其中)\s*(?P<count>[两二三四五六七八九十]|[1-9][0-9]?)\s*[个所家座条处户]?(?P<said>[一-龥]{3,16})$"
)
_ALL = re.compile(r"(?:合计|共计|总计|一共|共)?(?:有|为|达)?$|^(?:的|一共|合计|共计|共)")
_OTHER = re.compile(r"计划|目标|上年|去年|均|每|各|增|新|比|较|占|抽|另|未|分别")
_NUMBER_OF = re.compile(r"数量?$")
_FEWEST, _ENDING = 2, 2


def of_kinds(number: Number, words: str, tables: Sequence[Sheet]) -> Iterator[list[Stated]]:
    """Iterate over the cells that an amount is of: the rows of the kind that its words count, in the column that they name."""
    found = _TOGETHER.search(words)
    if found is None or _OTHER.search(found["said"]):
        return
    count = chinese_number(found["count"])
    for sheet in tables:
        labels = [plain(row.label or row.name) for row in sheet.details]
        for size in (_ENDING, 1):
            kinds = Counter(label[-size:] for label in labels if len(label) > size)
            kind = next((each for each in kinds if found["said"].startswith(each)), "")
            if not kind or kinds[kind] != count or not _FEWEST <= count < len(labels):
                continue
            rows = [row for row, label in zip(sheet.details, labels, strict=True) if label.endswith(kind)]
            what = _said(found["said"].removeprefix(kind))
            for column in numeric(sheet):
                cells = [cell for row in rows if (cell := sheet.at(row, column)) is not None]
                named = what and what == _said(measure(header(column)))
                if named and len(cells) == len(rows) and adds(sheet, column) and _alike(number, cells):
                    yield cells
            break


def _said(words: str) -> str:
    """Return the bare name of a measure: 核减 of 共核减, 学生 of 学生数合计."""
    words = _ALL.sub("", _ALL.sub("", plain(words)))
    return _NUMBER_OF.sub("", words_said(words)) or _NUMBER_OF.sub("", words)


def _alike(number: Number, cells: Sequence[Stated]) -> bool:
    counted = number.dimension.startswith("count") and all(
        each.unit.dimension == "number" and each.printed.value.denominator == 1 for each in cells
    )
    return counted or all(like(number, each) for each in cells)
