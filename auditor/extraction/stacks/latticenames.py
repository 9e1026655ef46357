"""The heads and labels of a table whose values are in their places: which lines of words name which of them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.banded import corners_of
from auditor.extraction.stacks.cellheads import BRACKETED
from auditor.extraction.stacks.corners import holds_corner, names_no_row
from auditor.extraction.stacks.headed import NOTE, among_heads
from auditor.extraction.stacks.headedcolumns import CORNER, heads_labels, is_corner, is_head
from auditor.extraction.stacks.latticesheet import Sheet, lines_of
from auditor.extraction.stacks.stacklabels import Labels
from auditor.extraction.stacks.wrappedlabels import row_labels
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Sequence

    from auditor.extraction.stacks.latticestream import Run
    from auditor.extraction.text.lines import Line

_LONGEST_HEAD = 40
_MOST_GROUPS = 3
_MOST_WAYS = 200
_DIGITS = re.compile(r"[0-9]")
_LEADER = re.compile(r"\s*(?:\.{3,}|…{2,}|(?:\. ){3,}\.?)\s*$")

_CHANGE = re.compile(r"(?:比?上年|同比)?(?:增减|增长|变动|变化)(?:额|率|%|[（(]%[)）])?")
_CHANGED = re.compile(
    r"增减|变动|变化|差额|增加|减少|[Cc]hange|[Ii]ncrease|[Dd]ecrease|compared|\bvs\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")

_WHOLE = re.compile(r"合\s*计|总\s*计|共\s*计|总\s*数|全[市县区省州国]|(?:[Gg]rand )?[Tt]otal")

Path = tuple[Mapped, ...]


@records.frozen(eq=False)
class Names:
    """The head of the labels, the heads of the columns and where they are printed, the labels, the lines of heads.

    `plain` tells that every label is a line, as many as there are rows.
    """

    corner: Mapped
    paths: tuple[Path, ...]
    places: tuple[int, ...]
    labels: tuple[Mapped, ...]
    lines: tuple[str, ...]
    plain: bool


def names_of(
    sheet: Sheet, known: Callable[[str], bool], others: frozenset[str] = frozenset()
) -> Iterator[Names]:
    """Iterate over the ways to name the rows and columns of a page; heads are printed on the `others` as well."""
    pieces = sheet.pieces
    glued = {
        sheet.first(column): column for column in range(sheet.width) if pieces[sheet.first(column)].words
    }
    paths: dict[int, Path] = {}
    heads_here = frozenset(_plain(piece.words) for piece in pieces if piece.words)
    for piece, column in glued.items():
        path = _path(pieces[piece], heads_here)
        if path is None:
            return
        paths[column] = path
    words = [at for at, piece in enumerate(pieces) if piece.words and not piece.values]
    bare = [column for column in range(sheet.width) if column not in paths]
    # What a piece is as a head is the same in every way to choose them.
    alone = {at: path for at in words if (path := _path(pieces[at]))}
    leaf = {at: path[-1].text for at, path in alone.items()}
    glued_leaves = [path[-1].text for path in paths.values()]
    most = min(_MOST_GROUPS, _again([*leaf.values(), *glued_leaves]))
    sizes = range(len(bare), len(bare) + most + 1)
    for corner, top, rest in corners_of(pieces, words):
        able = [at for at in rest if at in alone]
        for heads, groups, below in _heads(sheet, able, rest, sizes, top=top, others=others):
            if groups and _again([*(leaf[piece] for piece in heads), *glued_leaves]) < len(groups):
                continue
            named = dict(paths)
            at = {column: piece for piece, column in glued.items()}
            for column, piece in zip(bare, heads, strict=True):
                named[column] = alone[piece]
                at[column] = piece
            full = _grouped(sheet, named, at, groups, corner)
            if full is None:
                continue
            labels = _labels(sheet, top, below, known)
            if labels is None or any(
                NOTE.fullmatch(label.text) or heads_labels(label.text) for label in labels
            ):
                continue
            if any(label.text.lower() == "total" for label in labels[1:-1]) or _DIGITS.match(corner.text):
                continue
            # What stands above the labels may head the first columns.
            kept = EMPTY if any(full[column][0] is corner for column in full) else corner
            guessed = top and kept and not is_corner("".join(kept.text.split()))
            if guessed and not (_WHOLE.match(labels[0].text) or _WHOLE.match(labels[-1].text)):
                continue  # the line may as well be the first label, and the last one none
            single = not others and not top and len(pieces[below[0]].words) == 1
            if single and len(labels) > 1 and among_heads([label.text for label in labels]):
                continue
            lines = [
                line
                for piece in (*heads, *groups, *glued)
                for line in (*pieces[piece].group, *pieces[piece].words)
            ]
            # The head of a group is kept with each of its columns.
            lines = list({id(line): line for line in lines}.values())
            printed = ["".join(line.text.split()) for line in lines]
            printed.extend(_corner_lines(pieces, words, corner))
            count = len(top) + sum(len(pieces[at].words) for at in below)
            yield Names(
                kept,
                tuple(full[column] for column in range(sheet.width)),
                tuple(at[column] for column in range(sheet.width)),
                tuple(labels),
                tuple(printed),
                count == sheet.rows,
            )
            return


def _again(texts: Sequence[str]) -> int:
    """Return below how many groups the same head may stand: none where each head comes once."""
    most = max(map(texts.count, texts), default=0)
    return most if most > 1 else 0


def _corner_lines(pieces: Sequence[Run], words: Sequence[int], corner: Mapped) -> list[str]:
    found: list[str] = []
    for line in pieces[words[0]].words if corner else ():
        if sum(map(len, found)) >= len("".join(corner.text.split())):
            break
        found.append("".join(line.text.split()))
    return found


def _path(piece: Run, others: frozenset[str] = frozenset()) -> Path | None:
    """Return the head that lines are, or the head of a group and a head below it."""
    lines = piece.words
    if piece.group:
        return tuple(join_lines(line.mapped for line in part) for part in (piece.group, lines))
    if is_head(lines):
        return (join_lines(line.mapped for line in lines),)
    ways = [at for at in range(1, len(lines)) if is_head(lines[:at]) and is_head(lines[at:])]
    if len(ways) > 1:
        ways = [at for at in ways if _plain(lines[at:]) in others]
    if len(ways) != 1:
        return None
    return tuple(join_lines(line.mapped for line in part) for part in (lines[: ways[0]], lines[ways[0] :]))


def _plain(lines: Sequence[Line]) -> str:
    return "".join("".join(line.text.split()) for line in lines)


def _heads(  # noqa: PLR0913 - what is printed, and what is known of it
    sheet: Sheet,
    able: Sequence[int],
    words: Sequence[int],
    sizes: range,
    *,
    top: Sequence[Line],
    others: frozenset[str],
) -> Iterator[tuple[list[int], list[int], list[int]]]:
    """Iterate over the pieces that head columns, those that head groups of them, and those that are labels."""
    second = sheet.second()
    # A head of more lines than the others may be printed behind all values.
    able = [at for at in able if at < second or at == len(sheet.pieces) - 1]
    if others:
        # What every page prints is a head, and nothing else.
        able = [at for at in able if all(line in others for line in lines_of(sheet.pieces[at]))]
    for groups, size in enumerate(sizes):
        for chosen in itertools.islice(itertools.combinations(able, size), _MOST_WAYS):
            below = [at for at in words if at not in chosen]
            if not (below or top) or any(sheet.pieces[at].group for at in below):
                continue
            if not others and any(
                len(sheet.pieces[at].words) == 1
                for at in below
                if chosen and at < max((each for each in chosen if each < second), default=0)
            ):
                continue
            # The head of a group stands directly above or before its heads: the last that may be one is.
            ways = list(itertools.combinations(chosen, groups))
            for above in reversed(ways) if groups == 1 else ways:
                yield [at for at in chosen if at not in above], list(above), below


def _grouped(
    sheet: Sheet, named: dict[int, Path], at: dict[int, int], groups: Sequence[int], corner: Mapped
) -> dict[int, Path] | None:
    """Return the heads of the columns with those of their groups, None where they would not differ."""
    order = sorted(named, key=lambda column: (at[column], column))
    leaves = [named[column][-1].text for column in order]
    full = dict(named)
    if groups:
        heads = [join_lines(line.mapped for line in sheet.pieces[piece].words) for piece in groups]
        if any(head.text in leaves for head in heads):
            return None
        half = len(leaves) // 2
        if len(groups) == 1 and leaves[:half] == leaves[half:]:
            # The first of two groups stands above the labels: it is printed with them.
            if not corner or is_corner("".join(corner.text.split())):
                return None
            heads.insert(0, corner)
        spans = _spans(leaves, len(heads))
        if spans is None:
            return None
        for group, span in zip(heads, spans, strict=True):
            for place in span:
                if len(full[order[place]]) > 1:
                    return None
                full[order[place]] = (group, named[order[place]][0])
    for before, column in itertools.pairwise(order):
        # 机构数: 2022 年 | 2023 年, and 增减 beside them belongs to the same group.
        if len(full[before]) > 1 == len(full[column]) and _CHANGE.fullmatch(full[column][0].text):
            full[column] = (full[before][0], full[column][0])
    if not groups:
        _lend(full, order)
    texts = ["".join(part.text for part in full[column]) for column in order]
    if len(set(texts)) < len(texts) or any(not 0 < len(text) <= _LONGEST_HEAD for text in texts):
        return None
    cornered = is_corner("".join(corner.text.split()))
    if any(_of_labels(full[column], cornered=cornered) for column in order):
        return None
    if any(BRACKETED.fullmatch(part.text) for column in order for part in full[column]):
        return None  # the unit of a head that stands elsewhere
    return full


def _of_labels(path: Path, *, cornered: bool) -> bool:
    """Whether a head stands above labels, alone or below the name of a group, be another one `cornered` or not."""
    if len(path) == 1 and (CORNER.search(path[0].text) or (not cornered and names_no_row(path[0].text))):
        return True
    return any(holds_corner(part.text) for part in path)


def _lend(full: dict[int, Path], order: Sequence[int]) -> None:
    """Lend the head of a group, printed with one of its heads, to those beside it that repeat others."""
    leaves = [full[column][-1].text for column in order]
    again = [place for place, leaf in enumerate(leaves) if leaf in leaves[:place]]
    groups = [full[order[place]][0] for place in again if len(full[order[place]]) > 1]
    if again and len(groups) == 1 and again == list(range(again[0], len(leaves))):
        for place in again:
            full[order[place]] = (groups[0], full[order[place]][-1])


def _spans(leaves: Sequence[str], groups: int) -> list[range] | None:
    """Return which heads stand below each group: those that come again below every one, or those that repeat others."""
    if groups == 1:
        again = [place for place, leaf in enumerate(leaves) if leaf in leaves[:place]]
        whole = again == list(range(len(leaves) - len(again), len(leaves)))
        return [range(again[0], len(leaves))] if again and whole else None
    for first in range(len(leaves)):
        for size in range(1, (len(leaves) - first) // groups + 1):
            part = list(leaves[first : first + size])
            if list(leaves[first : first + size * groups]) != part * groups or len(set(part)) < size:
                continue
            others = [*leaves[:first], *leaves[first + size * groups :]]
            if not set(others) & set(part):
                return [range(first + size * at, first + size * (at + 1)) for at in range(groups)]
    return None


def _labels(
    sheet: Sheet, top: Sequence[Line], below: Sequence[int], known: Callable[[str], bool]
) -> list[Mapped] | None:
    """Return the label of each row, None where the lines of words can be matched to the rows in two ways or none."""
    found = [Labels(tuple(top), 0, direct=False)] if top else []
    for at in below:
        direct = at + 1 < len(sheet.pieces) and bool(sheet.pieces[at + 1].values)
        found.append(Labels(sheet.pieces[at].words, sheet.printed(at), direct=direct))
    return matched(sheet, found, known)


def matched(sheet: Sheet, found: Sequence[Labels], known: Callable[[str], bool]) -> list[Mapped] | None:
    """Return the labels that stacks of lines are, one a row."""
    if not found:
        return None
    lines = [line for each in found for line in each.lines]
    led = [at for at, line in enumerate(lines) if _LEADER.search(line.text)]
    if len(led) * 2 > sheet.rows and len(led) >= sheet.rows - 1:
        return _led(lines, led, sheet.rows)
    ends = sheet.ends()
    ways: dict[tuple[str, ...], list[Mapped]] = {}
    torn = {end for end in ends[:-1] if sheet.torn(end)}
    for tried in {ends, tuple(end for end in ends if end not in torn)}:
        labels = row_labels(found, sheet.rows, tried, known=known)
        if labels is not None:
            ways[tuple(label.text for label in labels)] = labels
    if len(ways) != 1:
        return None
    labels = next(iter(ways.values()))
    if any(names_no_row(label.text) for label in labels):
        return None
    plain = len(lines) == sheet.rows
    single = {line.text for line in lines}
    joined = [label.text for label in labels if label.text not in single and is_latin(label.text)]
    if any(not known(label) for label in joined):
        return None  # words of a title all begin with capitals: only the text tells which are one label
    return labels if plain or len({label.text for label in labels}) == sheet.rows else None


def _led(lines: Sequence[Line], led: Sequence[int], rows: int) -> list[Mapped] | None:
    """Return labels that end in leaders, but for the last, the total."""
    ends = [*led, len(lines) - 1] if led[-1] != len(lines) - 1 else list(led)
    if len(ends) != rows:
        return None
    begins = [0, *(end + 1 for end in ends[:-1])]
    return [
        join_lines(line.mapped for line in lines[begin : end + 1])
        for begin, end in zip(begins, ends, strict=True)
    ]


def labels_of_page(sheet: Sheet, heads: Counter[str], known: Callable[[str], bool]) -> list[Mapped] | None:
    """Return the labels of a page that repeats the lines of the heads, None where it does not."""
    left = heads.copy()
    found: list[Labels] = []
    seen: set[int] = set()
    for at, piece in enumerate(sheet.pieces):
        kept: list[Line] = []
        for line in (*piece.group, *piece.words):
            if id(line) in seen:
                continue
            seen.add(id(line))
            text = "".join(line.text.split())
            if left[text] > 0:
                left[text] -= 1
            else:
                kept.append(line)
        if kept and piece.values:
            return None
        if kept:
            direct = at + 1 < len(sheet.pieces) and bool(sheet.pieces[at + 1].values)
            found.append(Labels(tuple(kept), sheet.printed(at), direct=direct))
    return matched(sheet, found, known) if not sum(left.values()) else None


def sensible(paths: Sequence[Path], tests: Sequence[tuple[int, int, int, str]]) -> bool:
    """Whether heads say what the arithmetic of their columns does: a change and the year before make the year."""
    texts = ["".join(part.text for part in path) for path in paths]
    for one, other, result, form in tests:
        if form != "sum":
            continue
        if _CHANGED.search(texts[result]) and not (
            _CHANGED.search(texts[one]) or _CHANGED.search(texts[other])
        ):
            return False
        changed = other if _CHANGED.search(texts[other]) else one if _CHANGED.search(texts[one]) else None
        before = one if changed == other else other
        years = [_YEAR.search(texts[at]) for at in (before, result)]
        if changed is not None and years[0] and years[1] and int(years[0][0]) > int(years[1][0]):
            return False
    return True
