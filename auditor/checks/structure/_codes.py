"""Tables that bear a code of their set, 公开 01 表 or 财评 03 表, and annexes that a list at the end names: 附件：1. … 2. ….

A set that is numbered from 1 without a gap has no table beyond its last one. A list of annexes says how many there are, whether
they are bound with the report or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import TEXT_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.report.blocks import Block

_CODE = re.compile(
    r"(?:^\s*[（(]?|[（(])\s*(?P<set>(?!附|见|和|与|及|至|按|如|第|表)[一-龥]{1,4}|[A-Z]{1,3})\s*(?:0?[1-9]|[1-9][0-9])\s*(?P<end>表|号表)(?:[）)：:\s\u3000]|$)",
    re.MULTILINE,
)
"""A code at the head of a table or behind its name: 公开 01 表, 收入决算表（公开 02 表）."""
_SEEN = re.compile(r"(?:(?<!意)见|参[见照阅]|列[于入]|载于|按照?|根据|与|和|、|至|在)\s*$")
"""What stands before a code that is referred to; any other is that of the table it stands with."""
_EMPTY = re.compile(r"空表|无数据|没有数据|不涉及|未列|另行|不公开|略")
_LIST = re.compile(r"^[#\s]*附\s*件\s*[:：]\s*(?P<rest>.*)$", re.DOTALL)
_SERIAL = re.compile(
    r"(?:^|[\s\u3000；;。）)]|(?<=[一-龥]))(?P<number>[1-9][0-9]?)\s*[.\uff0e、]\s*(?![0-9])"
)
_LEAST = 3


def missing_codes(blocks: Sequence[Block], captions: Sequence[str]) -> Iterator[tuple[Block, int, str]]:
    """Iterate over references to tables beyond the last of their set: the block, where the words stand in it, and the words."""
    texts = [*(block.text for block in blocks), *captions]
    for name, end in sorted(
        {(found["set"], found["end"]) for text in texts for found in _CODE.finditer(text)}
    ):
        code = re.once(rf"{name}\s*(?P<number>0?[1-9]|[1-9][0-9])\s*{end}")
        held = {
            int(found["number"])
            for text in texts
            for found in code.finditer(text)
            if not _SEEN.search(text[: found.start()])
        }
        if len(held) < _LEAST or held != set(range(1, max(held) + 1)):
            continue
        for block in blocks:
            for found in code.finditer(block.text) if block.kind in TEXT_KINDS else ():
                sentence = re.split(r"[。；;]", block.text[found.end() :])[0]
                if int(found["number"]) > max(held) and not _EMPTY.search(sentence):
                    yield block, found.start(), found.group()


def last_annex(blocks: Sequence[Block]) -> int:
    """Return the number of the last annex in the one list of annexes: 附件：1.目标表 2.台账, or 附件： and a number a line; else none."""
    found = [(at, match) for at, block in enumerate(blocks) if (match := _LIST.match(block.text))]
    if len(found) != 1:
        return 0
    at, match = found[0]
    numbers = [int(each["number"]) for each in _SERIAL.finditer(match["rest"])]
    for block in blocks[at + 1 :] if numbers[:1] == [1] or not match["rest"].strip() else ():
        following = _SERIAL.match(block.text.strip())
        if following is None or int(following["number"]) != len(numbers) + 1:
            break
        numbers += [int(each["number"]) for each in _SERIAL.finditer(block.text.strip())]
    return len(numbers) if numbers == list(range(1, len(numbers) + 1)) else 0
