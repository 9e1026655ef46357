"""Heads of tables with a row a line: the pieces of a line, and which lines make the head."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.stacks.cellheads import SERIAL_HEAD
from auditor.extraction.tables.cellvalues import is_value, states_values
from auditor.extraction.text.characters import fold, is_latin
from auditor.extraction.text.mapped import EMPTY, Mapped, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.lines import Line

ROLE = re.compile(r"^(?:合计|总计|小计|总分|共计)$")
"""The head or label of what sums others."""
_BLANK = re.compile(r"\s+")
PUNCTUATION = re.compile(r"[。，；：:？！]")
"""What no cell of a row of values holds."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SCORE = re.compile(r"[0-9]{1,2}")
_LONGEST_HEAD = 24


@functools.lru_cache(maxsize=64)
def tokens(line: Line) -> tuple[Mapped, ...]:
    """Return the pieces of a line between blanks; 2024 年决算 is one of them, and 5 分 of a scale.

    Each way to read a table asks for those of the same few lines.
    """
    parts = [part for part in line.mapped.words(_BLANK) if part.text.strip("\f")]
    for at in range(len(parts) - 1, 0, -1):
        before = fold(parts[at - 1].text)
        year = parts[at].text.startswith("年") and _YEAR.fullmatch(before)
        if year or (parts[at].text == "分" and _SCORE.fullmatch(before)):
            parts[at - 1 : at + 1] = [join(parts[at - 1 : at + 1])]
    return tuple(parts)


def is_header(line: Line) -> bool:
    """Whether a line can be the header of a table: three and more short words, none of them a value."""
    parts = tokens(line)
    if is_latin(line.text):
        return False  # single blanks part words, not cells
    if len(parts) < 3:  # noqa: PLR2004 - a label and two values, or a serial number
        return len(parts) == 2 and _two_heads(parts)  # noqa: PLR2004
    if any(len(part) > _LONGEST_HEAD or PUNCTUATION.search(part.text) for part in parts):
        return False
    if sum(len(part) for part in parts) < 2 * len(parts):
        return False
    return not (states_values([part.text for part in parts]) or heading_level(line.text))


def is_more_header(line: Line) -> bool:
    """Whether a line can be the second line of a head."""
    parts = tokens(line)
    return is_header(line) or (
        len(parts) == 2 and all(len(part) <= 4 and not is_value(part.text) for part in parts)  # noqa: PLR2004
    )


_HEAD_WORD = re.compile(r"(?:数|率|额|值|分|比|量|得分|金额|名称|项目|类别|题目|内容|[）)])$")


def heads_another(parts: Sequence[Mapped], heads: set[str]) -> bool:
    """Whether the pieces of a line head the next table: 分产品 营业收入 营业成本, below rows that 分行业 营业收入 营业成本 heads.

    At least three of them are heads of the table above or end as heads do.
    """
    known = {word for head in heads for word in head.split()}
    told = sum(1 for part in parts if part.text in known or _HEAD_WORD.search(part.text))
    return len(parts) > 3 and told >= 3 and told * 2 > len(parts)  # noqa: PLR2004 - a label of a few words is shorter


def _two_heads(parts: Sequence[Mapped]) -> bool:
    if SERIAL_HEAD.fullmatch(parts[0].text) and not is_value(parts[1].text):
        return True
    return all(len(part) <= 8 and _HEAD_WORD.search(part.text) and not is_value(part.text) for part in parts)  # noqa: PLR2004


@records.frozen(eq=False)
class Header:
    """The leaf names, and the header rows as (text, width, height) of each cell."""

    names: list[str]
    rows: list[list[tuple[Mapped, int, int]]]


def header_of(heads: list[Line]) -> Header | None:
    """Return the header that one to three lines make.

    A second header line that is longer than the first divides the last groups of the first evenly:
    序号 资产门类 / 期初 期末 / 原值 累计折旧 净值 原值 累计折旧 净值.
    """
    if len(heads) == 1:
        parts = tokens(heads[0])
        return Header([part.text for part in parts], [[(part, 1, 1) for part in parts]])
    rows = [tokens(line) for line in heads]
    leaves = rows[-1]
    if len(heads) == 2 and len(rows[0]) < len(rows[1]):  # noqa: PLR2004
        # Labels and groups share the first line; take as many labels as let the groups divide evenly.
        for labels in (2, 1):
            groups = len(rows[0]) - labels
            if groups > 0 and len(leaves) % groups == 0 and len(leaves) > groups:
                span = len(leaves) // groups
                top = [(part, 1, 2) for part in rows[0][:labels]] + [
                    (part, span, 1) for part in rows[0][labels:]
                ]
                leaf_names = [part.text for part in rows[0][:labels]] + [part.text for part in leaves]
                return Header(leaf_names, [top, [(part, 1, 1) for part in leaves]])
        return None
    if len(heads) == 3:  # noqa: PLR2004
        groups = len(rows[1])
        if groups and len(leaves) % groups == 0 and len(rows[0]) <= 3:  # noqa: PLR2004
            span = len(leaves) // groups
            top = [(part, 1, 2) for part in rows[0]] + [(part, span, 1) for part in rows[1]]
            leaf_names = [part.text for part in (*rows[0], *leaves)]
            return Header(leaf_names, [top, [(part, 1, 1) for part in leaves]])
    return None


def grouped(pieces: list[tuple[Mapped, bool]]) -> Header | None:
    """Return the header of a blank corner, heads and a total, and the members of the group before the total below.

    Each piece comes with whether it begins a line: 个人 单位 总计 / 企业 机构 协会 is 个人, 单位 over three columns, 总计.
    """
    starts = [at for at, (_, begins) in enumerate(pieces) if begins]
    if len(starts) != 2 or starts[1] < 2:  # noqa: PLR2004 - two lines, a group and a total
        return None
    texts = [piece for piece, _ in pieces]
    (*singles, group, total), leaves = texts[: starts[1]], texts[starts[1] :]
    if not ROLE.match(total.text) or len(leaves) < 2:  # noqa: PLR2004 - a group of one is none
        return None
    top = [(EMPTY, 1, 2), *[(single, 1, 2) for single in singles], (group, len(leaves), 1), (total, 1, 2)]
    names = ["", *[single.text for single in singles], *[leaf.text for leaf in leaves], total.text]
    return Header(names, [top, [(leaf, 1, 1) for leaf in leaves]])
