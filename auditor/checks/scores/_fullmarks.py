"""How many indicators got their full mark, and how many lost points, as running text counts them: 18 个得满分，10 个扣分.

The rows of the score table say how many these are. That its indicators are meant shows where the same sentence tells another of the
three counts (all, those with full marks, those without) as the table has it; else only a count that is little off is judged.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.words import chinese_number
from auditor.report.blocks import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.scores._system import Indicator

_COUNT = r"(?P<{}>(?<![0-9.])[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}})\s*[个项条]"
_NOUN = r"(?:(?P<{}>[一二三四])级|末级|具体)?(?:评价|绩效)?(?:指标)?"
_HAVE = r"(?:共?有|共计?|分别|为|计)?\s*"
_WHOLE = r"(?:均|都|全部)?(?:得到?了?|获得?了?|取得了?|为)满分"
_LOST = (
    r"(?:均|都)?(?:有|存在|被|出现)?(?:不同程度的?)?(?:扣分|失分|丢分|扣了分|未(?:能)?(?:得|获得?|拿)到?满分)"
)
_TOLD = re.compile(
    rf"{_COUNT.format('a')}{_NOUN.format('i')}(?:{_WHOLE}(?P<w1>)|(?<!未){_LOST}(?!项|点|原因|[最较主])(?P<l1>))"
    rf"|(?:{_WHOLE}(?P<w2>)|(?<!未){_LOST}(?P<l2>))(?:的{_NOUN.format('j')}|(?:(?P<k>[一二三四])级)?指标){_HAVE}{_COUNT.format('b')}"
)
_ALL = re.compile(rf"{_COUNT.format('n')}(?:[一-龥]{{0,6}}类)?{_NOUN.format('i')}(?:中|里)")
_OTHER = re.compile(r"上年|去年|初评|自查|调整前|部分|以上|加分")
_BREAK = re.compile(r"[。；;]")
_OFF, _DEEP = 3, "三四"


@records.frozen(eq=False)
class Tally:
    """A count of indicators with or without full marks: its words and place, what it says, and how many the table has."""

    block: Block
    start: int
    words: str
    number: str
    count: int
    listed: int
    sure: bool
    parts: Sequence[tuple[int, str]] = ()
    """The counts that it is held to, where they are told beside it, by place."""


def tallied(block: Block, table: Sequence[Indicator]) -> Iterator[Tally]:
    """Iterate over the counts that a block tells of the indicators of a table with or without full marks."""
    if _TOLD.search(block.text) is None:
        return
    marks = [(each.mark, each.got[0].printed.numeral.value) for each in table if len(each.got) == 1]
    if len(marks) < len(table) or any(mark is None for mark, _ in marks):
        return
    full = sum(
        1 for mark, got in marks if mark is not None and got >= mark
    )  # more than all is told as a slip of the score
    names = {name for each in table for name in each.groups}
    tops = {name for each in table for name in each.groups[:1]}
    for begin, end in _sentences(block.text):
        text = block.text[begin:end]
        found = [each for each in _TOLD.finditer(text) if not _of_level(each, table)]
        all_told = [chinese_number(each["n"]) for each in _ALL.finditer(text)]
        if all_told and len(table) not in all_told:
            continue  # 抽查的 9 项指标中: some of them, or those of another table
        counts = [_count(each) for each in found]
        right = [full if _whole(each) else len(table) - full for each in found]
        for at, each in enumerate(found):
            lead = text[: each.start()]
            own = {name for name in names if name in lead}
            # 产出类指标中 5 项得满分: those of one group.
            if _OTHER.search(lead) or (own and not tops <= own):
                continue
            others = any(counts[other] == right[other] for other in range(len(found)) if other != at)
            sure = others or len(table) in all_told
            count = counts[at]
            if count is None or not (sure or abs(count - right[at]) <= _OFF):
                continue
            name = "a" if each["a"] else "b"
            start = begin + each.start(name)
            yield Tally(block, start, each.group(), each[name], count, right[at], sure)


def parted(block: Block) -> Iterator[Tally]:
    """Iterate over the counts of all indicators whose sentence parts them into those with full marks and those without."""
    if _TOLD.search(block.text) is None:
        return
    for begin, end in _sentences(block.text):
        text = block.text[begin:end]
        wholes, parts = list(_ALL.finditer(text)), list(_TOLD.finditer(text))
        if len(wholes) != 1 or sorted(map(_whole, parts)) != [False, True] or _OTHER.search(text):
            continue
        count, counts = chinese_number(wholes[0]["n"]), [_count(each) for each in parts]
        if count is not None and None not in counts:
            added = sum(each or 0 for each in counts)
            start = begin + wholes[0].start("n")
            beside = [(begin + each.start(name), each[name]) for each in parts for name in "ab" if each[name]]
            yield Tally(block, start, wholes[0].group(), wholes[0]["n"], count, added, True, beside)  # noqa: FBT003


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    ends = [0, *(each.end() for each in _BREAK.finditer(text)), len(text)]
    yield from itertools.pairwise(ends)


def _whole(found: re.Match[str]) -> bool:
    return found["w1"] is not None or found["w2"] is not None


def _count(found: re.Match[str]) -> int | None:
    return chinese_number(found["a"] or found["b"])


def _of_level(found: re.Match[str], table: Sequence[Indicator]) -> bool:
    """Whether a count names another level of indicators than the rows of the table."""
    level = found["i"] or found["j"] or found["k"]
    depth = max(len(each.groups) for each in table) + 1
    return level is not None and "一二三四".index(level) + 1 != depth and level not in _DEEP
