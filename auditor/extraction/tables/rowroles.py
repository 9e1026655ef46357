"""What a row is to the sums of its table, read from its label: 合计, 小计, 其中, codes, indents, numbering."""

from __future__ import annotations

from auditor import patterns as re
from auditor import records
from auditor.extraction.text.characters import close_up
from auditor.report.model import Role, Row

_TOTAL = re.compile(
    r"^(?:合计|总计|共计|总和|总分|总得分|全县合计|Total|TOTAL|total|Grand total)(?:[（(:：]|$|数|金额)|(?:收入|支出|本年|资产|负债)?(?:合计|总计)$|^总[收支]|^合计"
)
_ALL = re.compile(r"^(?:All|(?:Grand )?[Tt]otal,?(?: for| of)? all)(?! other)(?: [a-z-]+){1,3}$")
"""What the last row of an English table is called: All districts; Total, all projects."""
_YEAR = re.compile(r"全年(?:合计|累计)?$")
_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_PERIOD = re.compile(
    r"第?(?P<quarter>[一二三四1-4])季度|(?P<month>1?[0-9]|十[一二]?|[一二三四五六七八九])月份?"
)
# 合计（加权平均） closes a list of scores and adds nothing up.
_MEAN = re.compile(r"加权|平\s*均")
_SUBTOTAL = re.compile(r"^小计|小计$|^[Ss]ub-?total|(?<=[a-z),:\u2013-])\s*[Ss]ub-?total$")
_OF_WHICH = re.compile(r"^(?:其中|#|of which)\s*[:：]?")
_NUMBERED = (
    re.compile(r"^[一二三四五六七八九十]+\s*[、.]"),
    re.compile(r"^[（(][一二三四五六七八九十]+[)）]"),
    re.compile(r"^[0-9]{1,2}\s*[.、](?![0-9])"),
    re.compile(r"^[0-9]{1,2}[.][0-9]{1,2}(?![0-9.])\s*(?=[一-龥“])"),
    re.compile(r"^[（(][0-9]{1,2}[)）]"),
    re.compile(r"^[A-H]\s*[、.]?\s*(?=[一-龥])"),
    re.compile(r"^[IVX]{1,4}\s*[、.]?\s*(?=[一-龥])"),
)


@records.frozen
class RowHead:
    """A row's label as printed, its leading blanks, the code printed beside it, and what stands left of it."""

    label: str
    indent: int = 0
    code: str = ""
    group: str = ""


def rows_of(heads: list[RowHead]) -> list[Row]:
    """Return the rows of a table with unique names, roles and parents."""
    names = _names(heads)
    rows: list[Row] = []
    parents = _parents(heads)
    # An item with 其中 rows stays an item: the list below it may be incomplete.
    children = {
        parent
        for head, parent in zip(heads, parents, strict=True)
        if parent is not None and not _OF_WHICH.match(head.label.strip())
    }
    totals = [
        at
        for at, head in enumerate(heads)
        if (_TOTAL.search(_bare(head.label)) and not _MEAN.search(head.label))
        or (at == len(heads) - 1 and (_ALL.match(head.label.strip()) or _closes_year(heads)))
    ]
    for at, head in enumerate(heads):
        label = _bare(head.label)
        role, parent = Role.DETAIL, parents[at]
        if _OF_WHICH.match(head.label.strip()):
            role = Role.OF_WHICH
        elif at in totals:
            # A total followed by other rows (本年支出合计, then 结转) still sums what stands above it.
            role = Role.TOTAL
        elif _SUBTOTAL.search(label) or at in children:
            role = Role.SUBTOTAL
        above = names[parent] if parent is not None else None
        rows.append(Row(name=names[at], label=head.label, role=role, parent=above))
    return rows


def _closes_year(heads: list[RowHead]) -> bool:
    """Whether the last row is the year that the four quarters or twelve months above it make up, each once."""
    *parts, last = (head.label.strip() for head in heads)
    if not _YEAR.match(last):
        return False
    found = [each for each in map(_PERIOD.fullmatch, parts) if each is not None]
    for kind, count in (("quarter", 4), ("month", 12)):
        told = [_number(each[kind]) for each in found if each[kind]]
        if told and told == list(range(1, count + 1)):
            return True
    return False


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS.index(text) + 1


def _bare(label: str) -> str:
    return re.sub(r"^[\s0-9.、一二三四五六七八九十（）()]+", "", label).replace(" ", "") or label.replace(
        " ", ""
    )


def _names(heads: list[RowHead]) -> list[str]:
    names: list[str] = []
    seen: dict[str, int] = {}
    plain = [close_up(head.label) for head in heads]
    for at, head in enumerate(heads):
        name = plain[at] or "-"
        if plain.count(plain[at]) > 1 and head.group:
            name = f"{head.group}/{name}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return names


def _parents(heads: list[RowHead]) -> list[int | None]:
    """Return each row's parent row: by code prefix, indentation or numbering, 其中, and 小计 below its items."""
    codes = {head.code: at for at, head in enumerate(heads) if head.code}
    if any(_code_parent(head.code, codes) is not None for head in heads):
        found = [_code_parent(head.code, codes) for head in heads]
    else:
        found = _by_depth(heads)
    item: int | None = None
    for at, head in enumerate(heads):
        if _OF_WHICH.match(head.label.strip()):
            found[at] = item
        elif not _TOTAL.search(_bare(head.label)):
            item = at
    _under_subtotals(heads, found)
    return found


def _by_depth(heads: list[RowHead]) -> list[int | None]:
    indented = len({head.indent for head in heads}) > 1
    found: list[int | None] = []
    stack: list[tuple[int, int]] = []
    group = ""
    for at, head in enumerate(heads):
        label = head.label.strip()
        depth = head.indent + 1 if indented else _numbered(label)
        if head.group != group:
            # 三、办理结果 | （一）予以公开: what stands left of a row ends the list of the rows above it.
            group = head.group
            outer = _numbered(group.strip())
            while outer and stack and stack[-1][0] >= outer:
                stack.pop()
        if not depth or _TOTAL.search(_bare(label)) or _OF_WHICH.match(label):
            found.append(None)
            continue
        while stack and stack[-1][0] >= depth:
            stack.pop()
        found.append(stack[-1][1] if stack else None)
        stack.append((depth, at))
    return found


def _under_subtotals(heads: list[RowHead], found: list[int | None]) -> None:
    """Give the rows above a 小计, back to the one before, that row as their parent; or those below, where all of them stand first."""
    if _lead(heads):
        _below_subtotals(heads, found)
        return
    start = 0
    for at, head in enumerate(heads):
        label = _bare(head.label)
        if _TOTAL.search(label) and not _SUBTOTAL.search(label):
            start = at + 1
        elif _SUBTOTAL.search(label):
            for row in range(start, at):
                if found[row] is None:
                    found[row] = at
            start = at + 1


def _lead(heads: list[RowHead]) -> bool:
    """Whether the rows of a table are parted by 小计 before each group: one opens the table, and none closes it."""
    labels = [_bare(head.label) for head in heads]
    rows = [label for label in labels if not _TOTAL.search(label) or _SUBTOTAL.search(label)]
    sums = [at for at, label in enumerate(rows) if _SUBTOTAL.search(label)]
    named = all(len(rows[at]) > len("小计") for at in sums)
    return len(sums) > 1 and named and sums[0] == 0 and sums[-1] < len(rows) - 1


def _below_subtotals(heads: list[RowHead], found: list[int | None]) -> None:
    above: int | None = None
    for at, head in enumerate(heads):
        label = _bare(head.label)
        if _SUBTOTAL.search(label):
            above = at
        elif _TOTAL.search(label):
            above = None
        elif found[at] is None:
            found[at] = above


def _code_parent(code: str, codes: dict[str, int]) -> int | None:
    for length in range(len(code) - 1, 0, -1):
        if code[:length] in codes:
            return codes[code[:length]]
    return None


def _numbered(label: str) -> int:
    return next((level for level, pattern in enumerate(_NUMBERED, start=1) if pattern.match(label)), 0)
