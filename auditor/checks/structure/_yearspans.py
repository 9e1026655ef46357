"""Spans of years with their number right behind, or in their sentence: “2018-2022 五年战略规划”; 2020 年到 2022 年是…，有三年时间.

A mean of two years is counted from one year: 比 2019 年增长 41.3%，两年平均增长 18.9%, and 两年平均增速以 2019 年为基数.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.words import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator

_Y = r"(?:19|20)[0-9]{2}"
_N = r"[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_SPAN = rf"(?<![0-9.])(?P<first>{_Y})年?(?:[至到]|—+|–|-|~|～)(?P<last>{_Y})"
_NAMED = re.compile(
    rf"{_SPAN}年?[“”\"》（(]?(?P<n>{_N})年(?=[一-龥]{{0,6}}(?:规划|计划|行动|方案|战略|纲要|工程))"
)
_LASTING = re.compile(
    rf"{_SPAN}年(?:(?!年)[^。；;]){{0,24}}[，,](?:共?有|共计?|历时|为期|长达|前后|跨度为?)(?P<n>{_N})年(?:的?时间|之久)?(?=[，,。；;）)]|$)"
)
_FROM = re.compile(rf"[比较](?P<base>{_Y})年[^。；;]{{0,24}}?[，,；;][^。；;，,]{{0,6}}?(?P<n>{_N})年平均")
_BASED = re.compile(
    rf"(?P<n>{_N})年平均[^。；;，,0-9]{{0,10}}(?:[，,])?[^。；;，,0-9]{{0,6}}以(?P<base>{_Y})年[^。；;，,]{{0,10}}(?:为基[数期]|为基准)"
)


@records.frozen
class YearSpan:
    """A number of years and what it is of, each where it stands, and the number it has to be."""

    number: tuple[int, int]
    of: tuple[int, int]
    told: int
    right: tuple[int, ...]


def year_spans(text: str) -> Iterator[YearSpan]:
    """Iterate over the spans of years that a text without blanks tells the number of."""
    for pattern in (_NAMED, _LASTING):
        for found in pattern.finditer(text):
            apart, told = int(found["last"]) - int(found["first"]), chinese_number(found["n"])
            if told is not None and apart > 0:
                of = found.start("first"), found.end("last")
                yield YearSpan(found.span("n"), of, told, (apart + 1, apart))


def bases_of_means(text: str) -> Iterator[tuple[int, str, tuple[int, int]]]:
    """Iterate over the means of so many years with the year that each is counted from, and where that stands."""
    for pattern in (_FROM, _BASED):
        for found in pattern.finditer(text):
            years = chinese_number(found["n"])
            if years is not None:
                yield years, found["base"], found.span("base")
