"""Numbers of official papers, which bear the year of their issue: 财绩 2025 年 3 号 is followed by no work of 2024, and issued on no day of 2023.

Papers of December may be sent in January.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.report.blocks import BlockKind, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.report.blocks import Block

_NUMBER = r"[\u3014\ufe5d\[（(【]\s*(?P<of>20[0-9]{2})\s*[\u3015\ufe5e\]）)】]\s*第?\s*[0-9]{1,5}\s*号"
_UNDER = re.compile(
    rf"(?:根据|按照|依据|依照|遵照|对照)[^。；;]{{2,160}}?{_NUMBER}\s*[）)]?[^。；;]{{0,40}}?$"
)
_LEAD = re.compile(r"(?:^|[，,])[^，,。；;对]{0,20}?(?:于|在|自|从)?\s*$")
_WORK = re.compile(
    r"^[^，,。；;]{0,30}?(?:成立|启动|开展|组织|部署|布置|召开|抽调|制定|完成|印发|转发|实施|进行|组建)"
)
_ISSUED = re.compile(
    rf"^\s*[，,]?[^，,。；;]{{0,24}}?以\s*[“\"]?[^，,。；;]{{1,24}}?{_NUMBER}[^，,。；;]{{0,8}}?(?:批复|批准|下达|印发|核准|同意|函复|立项)"
)
_DAY = re.compile(r"(?P<y>20[0-9]{2})\s*[年./-]\s*(?P<m>1[0-2]|0?[1-9])(?![0-9])")
_PAPER = re.compile(_NUMBER)
_HEAD = re.compile(
    r"(?:下达|批复|印发|发文|文件|立项|批准|核准|行文|成文|签发|发布)(?:时间|日期|年月)|^(?:日期|时间)$"
)


def papers_misdated(blocks: Sequence[Block]) -> Iterator[tuple[Block, int, str, str]]:
    """Iterate over days that the number of a paper rules out: the block, where the day stands, the day, and the year of the paper."""
    for block in blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        yield from _in_rows(block) if block.cells else _in_text(block)


def _in_text(block: Block) -> Iterator[tuple[Block, int, str, str]]:
    text = block.text
    for item in block.occurrences:
        day = _DAY.match(item.text) if item.kind is NumberKind.DATE else None
        if day is None:
            continue
        before, behind = text[: item.span.start], text[item.span.end :]
        sentence = re.split(r"[。；;]", before)[-1]
        under = _UNDER.search(sentence)
        if under is not None and _LEAD.search(sentence[under.end("of") :]) and _WORK.match(behind):
            if int(day["y"]) < int(under["of"]):
                yield block, item.span.start, item.text, under["of"]
            continue
        issued = _ISSUED.match(behind)
        if issued is not None and not _of_one_time(day, issued["of"]):
            yield block, item.span.start, item.text, issued["of"]


def _in_rows(block: Block) -> Iterator[tuple[Block, int, str, str]]:
    """Iterate over rows that print a paper's number and the day of its issue."""
    heads = {cell.column for cell in block.cells if _HEAD.search(re.sub(r"\s", "", cell.text))}
    numbered = {
        cell.row: found["of"] for cell in block.cells if (found := _PAPER.search(cell.text)) is not None
    }
    for cell in block.cells:
        day = _DAY.match(cell.text.strip()) if cell.column in heads and cell.row in numbered else None
        if day is not None and not _of_one_time(day, numbered[cell.row]):
            yield block, cell.span.start, cell.text.strip(), numbered[cell.row]


def _of_one_time(day: re.Match[str], of: str) -> bool:
    return day["y"] == of or (int(day["m"]) == 1 and int(day["y"]) == int(of) + 1)
