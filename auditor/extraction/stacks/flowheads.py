"""The heads of columns read from flows: what stands above a column in its flow, and heads alone in the order of the columns.

Where the head of a column cannot be told, it has none.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.cellheads import pieces_of
from auditor.extraction.stacks.headed import AMOUNT_HEAD
from auditor.extraction.stacks.lattice import SHARE_HEAD
from auditor.extraction.stacks.runitems import foreign, untitled
from auditor.extraction.tables.cellform import Kind
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence


_LONGEST = 40
_TITLE = 7
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*(?:年[度末初底]?)?|(?:FY)?(?:19|20)[0-9]{2}(?:[-–/][0-9]{2,4})?")
_GENERIC = re.compile(r"(?:金额|数量|占比|比重|人数|份数|计划|实际|到位|完成|小计)(?:[（(].*[)）])?|%|n")
"""A head that says too little without the name of its group."""
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]$")
_UNIT = re.compile(r"单位\s*[:：]")
_SECTION = re.compile(r"(?:[IVX]+|[A-Z0-9])\.\s")
"""The heading of a section stands first."""
_CHANGED = re.compile(r"增减|增长|变动|变化|同比|[Cc]hange|[Gg]rowth|%")

Path = tuple[Mapped, ...]


def says_little(lines: Sequence[Line]) -> bool:
    """Whether the head that lines are needs the name of its group, which may be printed above another column."""
    return _GENERIC.fullmatch("".join(line.text.strip() for line in lines)) is not None


@records.frozen(eq=False)
class Headed:
    """A column before it is named: the place of its first piece, the lines above its values, and what its values are.

    `group` is what stands above it and the columns printed with it row by row, None where it was printed alone.
    """

    at: int
    above: tuple[Line, ...]
    kinds: frozenset[Kind]
    group: tuple[Line, ...] | None = None


@records.frozen(eq=False)
class _Name:
    """The name of a column, where its head is printed, and the name of a group printed with it."""

    leaf: Mapped
    at: int
    group: Mapped | None = None


def named(
    columns: Sequence[Headed],
    alone: Sequence[tuple[int, tuple[Line, ...]]],
    above: Sequence[Line] = (),
    *,
    untold: bool,
) -> list[Path] | None:
    """Return the name of each column, () where it is not told, None where heads lack; `alone` are words that stand apart, with their places.

    `above` stands above the labels in their flow: the name of a group, or a title. Where the title of the table is
    `untold`, it stands among the heads.
    """
    free = [(at, lines) for at, lines in alone if (parts := _parts(lines)) and _short(parts)]
    lasts = _lasts([*(column.above for column in columns), *(lines for _, lines in free)])
    names: list[_Name | None] = [_glued(column, lasts) for column in columns]
    bare = [at for at, name in enumerate(names) if name is None]
    if len(free) < sum(bool(columns[at].kinds) for at in bare):
        return None
    groups: list[tuple[int, Mapped]] = []
    if bare:
        matched = _matched(columns, bare, free, untold=untold)
        for place, (at, lines) in matched.items():
            names[place] = _name(lines, at, lasts)
        taken = {at for at, _ in matched.values()}
        groups = [(at, _parts(lines)[-1]) for at, lines in free if at not in taken]
        order = [
            name.at if name is not None else column.at for name, column in zip(names, columns, strict=True)
        ]
        moved = {
            place
            for one, other in itertools.combinations(range(len(order)), 2)
            if order[one] > order[other]
            for place in (one, other)
        }
        if _denied(columns, names):
            moved.update(bare)
        for place, column in enumerate(columns):
            # What is printed above its values may belong to those behind them.
            late = any(other > place and names[other] is None and columns[other].kinds for other in bare)
            if late and any(head < column.at for head, _ in free):
                moved.add(place)
        for place in moved:
            names[place] = None
    else:
        groups = [(at, _parts(lines)[-1]) for at, lines in free]
    for at, group in groups:
        # The head of one of several columns that are printed row by row may stand apart, as titles do above others.
        tight = next((place for place, column in enumerate(columns) if column.at > at), len(columns))
        if tight < len(columns) and columns[tight].group == () and len(group.text) < _TITLE:
            for place, column in enumerate(columns):
                if column.at == columns[tight].at:
                    names[place] = None
    if above and (parts := _parts(above)):
        groups.insert(0, (-1, parts[-1]))
    if untold and groups:
        longest = max(groups, key=lambda each: len(each[1].text))
        groups = [each for each in groups if each is not longest or len(each[1].text) < _TITLE]
    return _told(columns, names, groups)


def _lasts(heads: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Return the last lines of heads that others consist of: what stands above them names a group."""
    parts = [each for lines in heads if (each := _parts(lines))]
    texts = [_bare(each[-1].text) for each in parts]
    single = [text for text, each in zip(texts, parts, strict=True) if len(each) == 1]
    found = {text for text in single if texts.count(text) > 1}
    if len(set(single)) < len(single):
        # 人数 | 2022 / 占比 | 人数 | 2023 / 占比: where other heads come again, years name groups.
        found |= {
            text
            for text, each in zip(texts, parts, strict=True)
            if len(each) > 1 and texts.count(text) > 1 and _YEAR.fullmatch(each[0].text)
        }
    return frozenset(found)


def _glued(column: Headed, lasts: frozenset[str]) -> _Name | None:
    """Return the name that the lines directly above a column are."""
    group = _parts(column.group or ())
    if group:
        parts = _parts(column.above)
        return _Name(parts[-1], column.at, group[-1]) if parts else None
    return _name(column.above, column.at, lasts)


def _name(lines: Sequence[Line], at: int, lasts: frozenset[str]) -> _Name | None:
    """Return the name that lines are; that of a group apart, which a year shows, or a head that others end with too."""
    parts = _parts(lines)
    if not parts:
        return None
    if (
        len(parts) == 1
        and len(lines) > 1
        and (_bare(parts[0].text) in lasts or _YEAR.fullmatch(parts[0].text))
        and _BRACKETS.search(lines[0].text)
    ):
        return _Name(parts[0], at, lines[0].mapped.strip())  # 住院天数（天） is no title
    last = parts[-1].text
    if len(parts) > 1 and (_bare(last) in lasts or _YEAR.fullmatch(last)):
        return _Name(parts[-1], at, parts[-2])
    return _Name(join_lines(parts), at)


def _bare(text: str) -> str:
    """Return a name without the unit behind it."""
    return _BRACKETS.sub("", text) or text


def _plain(lines: Sequence[Line]) -> tuple[Line, ...]:
    kept = tuple(line for line in lines if not (foreign(line) or _UNIT.search(line.text)))
    return untitled(kept) if kept else ()


def _parts(lines: Sequence[Line]) -> tuple[Mapped, ...]:
    """Return the names that lines are, brackets joined and the title of the table left out."""
    kept = _plain(lines)
    found: list[Mapped] = []
    for piece in pieces_of(kept) if kept else ():
        if found and piece.text.text[0] in "（(" and "（" not in found[-1].text:
            found[-1] = join_lines((found[-1], piece.text))
        else:
            found.append(piece.text)
    return tuple(found)


def _short(parts: Sequence[Mapped]) -> bool:
    return sum(len(part.text) for part in parts) <= _LONGEST


def _matched(
    columns: Sequence[Headed],
    bare: Sequence[int],
    free: Sequence[tuple[int, tuple[Line, ...]]],
    *,
    untold: bool,
) -> dict[int, tuple[int, tuple[Line, ...]]]:
    """Return the heads of columns that have none above them.

    As many heads as columns come in the same order. Where there are more, the last before the values are theirs, and
    the others name groups.
    """
    if untold and len(free) > len(bare):
        longest = max(free, key=lambda each: len(each[1][0].text))
        if len(longest[1]) == 1 and len(longest[1][0].text) >= _TITLE:
            free = [each for each in free if each is not longest]
    if len(free) == len(bare):
        above = all(columns[place].at > at for place, (at, _) in zip(bare, free, strict=True))
        return dict(zip(bare, free, strict=True)) if above else {}
    found: dict[int, tuple[int, tuple[Line, ...]]] = {}
    place = 0
    while place < len(bare):
        run = [bare[place]]
        for column in bare[place + 1 :]:
            apart = any(columns[run[-1]].at < at < columns[column].at for at, _ in free)
            if column != run[-1] + 1 or apart:
                break
            run.append(column)
        before = columns[run[0] - 1].at if run[0] else -1
        pending = [each for each in free if before < each[0] < columns[run[0]].at]
        if len(pending) < len(run):
            return {}
        more, heads = pending[: -len(run)], pending[-len(run) :]
        if more and not more[0][0] and _SECTION.match(more[0][1][0].text):
            more = more[1:]
        if more and not all(
            _YEAR.fullmatch(_parts(lines)[-1].text) or _CHANGED.match(_parts(lines)[-1].text)
            for _, lines in heads
        ):
            return {}  # one of them may head a column without cells
        found.update(zip(run, pending[-len(run) :], strict=True))
        place += len(run)
    return found


def _denied(columns: Sequence[Headed], names: Sequence[_Name | None]) -> bool:
    """Whether a name says that its column holds shares, or another that it does not, against what they hold."""
    percent = any(column.kinds == {Kind.PERCENT} for column in columns)
    texts = [name.leaf.text if name is not None else "" for name in names]
    shares = any(
        column.kinds == {Kind.NUMBER} and SHARE_HEAD.search(text)
        for column, text in zip(columns, texts, strict=True)
    )
    if percent and shares:
        return True
    return any(
        column.kinds == {Kind.PERCENT} and AMOUNT_HEAD.search(text) and not text.startswith("占")
        for column, text in zip(columns, texts, strict=True)
    )


def _told(
    columns: Sequence[Headed], names: Sequence[_Name | None], more: Sequence[tuple[int, Mapped]]
) -> list[Path]:
    """Return the names with those of their groups where these are told; what names two columns names none."""
    leaves = [_bare(name.leaf.text) if name is not None else "" for name in names]
    found: list[Path] = [(name.leaf,) if name is not None else () for name in names]
    again = {leaf for leaf in leaves if leaf and leaves.count(leaf) > 1}
    if again:
        spans = _spans(leaves)
        groups = {
            tuple(name.group.origins): (name.at, name.group)
            for name in names
            if name is not None and name.group
        }
        groups.update({tuple(group.origins): (at, group) for at, group in more})
        told = [group for _, group in sorted(groups.values(), key=lambda each: each[0])]
        if spans and len(told) == len(spans) > 1:
            for group, span in zip(told, spans, strict=True):
                for at in span:
                    if names[at] is not None:
                        found[at] = (group, *found[at])
        else:
            for at, column in enumerate(columns):
                name = names[at]
                if column.group and name is not None and name.group is not None:
                    found[at] = (name.group, name.leaf)
                elif leaves[at] in again or _YEAR.fullmatch(leaves[at]) or _CHANGED.match(leaves[at]):
                    found[at] = ()
            for at in range(1, len(columns) - 1):
                around = slice(at - 1, at + 2)
                if told_three := _centred(names[around], columns[around]):
                    found[around] = told_three
    else:
        for at, column in enumerate(columns):
            name = names[at]
            if column.group and name is not None and name.group is not None:
                found[at] = (name.group, name.leaf)
    if any(
        column.kinds and len(name) == 1 and len(_parts(column.above)) > 1 and not is_latin(name[0].text)
        for column, name in zip(columns, found, strict=True)
    ):
        # 金额 | 到位资金 / 到位率: of two lines the first may name both columns, and 金额 alone says too little.
        found = [() if len(name) == 1 and _GENERIC.fullmatch(name[0].text) else name for name in found]
    texts = ["".join(part.text for part in name) for name in found]
    return [name if text and texts.count(text) == 1 else () for name, text in zip(found, texts, strict=True)]


def _centred(names: Sequence[_Name | None], columns: Sequence[Headed]) -> list[Path]:
    """Return the names of three columns whose head is printed in the flow of the middle one: 2025 年 | 在校生数 / 2024 年 | 增长."""
    left, middle, right = names
    if left is None or middle is None or right is None or middle.group is None:
        return []
    if left.group or right.group or any(column.group for column in columns):
        return []
    years = [_YEAR.fullmatch(each.leaf.text) for each in (left, middle)]
    if not all(years) or not _CHANGED.match(right.leaf.text):
        return []
    return [(middle.group, each.leaf) for each in (left, middle, right)]


def _spans(leaves: Sequence[str]) -> list[range]:
    """Return the columns of each group: they begin with the same head, and hold no head twice."""
    first = next((leaf for leaf in leaves if leaf and leaves.count(leaf) > 1), "")
    begins = [at for at, leaf in enumerate(leaves) if leaf == first]
    sizes = {end - begin for begin, end in itertools.pairwise(begins)}
    if len(sizes) != 1:
        return []
    size = sizes.pop()
    spans = [range(begin, min(begin + size, len(leaves))) for begin in begins]
    if any(len({leaves[at] for at in span}) < len(span) for span in spans):
        return []
    shared = set.intersection(*({leaves[at] for at in span} for span in spans))
    out = [
        at for span in spans for at in span if leaves[at] not in shared and not _CHANGED.search(leaves[at])
    ]
    return [] if out else spans
