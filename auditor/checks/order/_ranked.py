"""Lists of the first or last so many, each with its own figure: 投资增速前三名：甲县增长 58.3%，乙县增长 36.8%，丙区增长 27.4%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.words import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_RANKED = re.compile(
    r"(?P<what>[^，,。；;：:、]{2,24}?)(?:排名|排|居|列)?(?P<end>前|后|末)(?P<count>[二两三四五六七八九十]|[2-9]|10)[名位](?:(?!依次|分别)[一-龥]){0,4}[：:]"
)
_MEASURE = re.compile(r"[率比]|[增降涨跌]幅|增速|进度")
_FALL = re.compile("[降跌]幅")
_ENDS = re.compile("[。！？\n]")
_ITEMS = re.compile("[；;]")
_LEAST = 3


def ranked(paragraph: Paragraph) -> Iterator[tuple[re.Match[str], Sequence[Number], bool]]:
    """Iterate over such lists with their shares or rates, and whether these have to fall: the last ones are told in either order."""
    for found in _RANKED.finditer(paragraph.text):
        count = chinese_number(found["count"]) or 0
        stop = _ENDS.search(paragraph.text, found.end())
        end = stop.start() if stop is not None else len(paragraph.text)
        listed = [
            each
            for each in paragraph.numbers
            if found.end() <= each.occurrence.span.start < end and each.is_share
        ]
        items = [each for each in _ITEMS.split(paragraph.text[found.end() : end]) if each.strip()]
        # Each has one; two that are level may share a place.
        one_each = len(items) in {1, len(listed)} and count <= len(listed) <= count + 1
        plain = all(each.stated is not None and not each.depth for each in listed)
        if not (_MEASURE.search(found["what"]) and one_each and plain):
            continue
        values = [each.known.printed.value * (each.sign or 1) for each in listed]
        if found["end"] == "前":
            # 降幅前三名：甲下降 9%，…: the deepest fall stands first.
            yield found, listed, not (_FALL.search(found["what"]) and max(values) < 0)
        elif len(listed) >= _LEAST:
            yield found, listed, values[0] > values[-1]
