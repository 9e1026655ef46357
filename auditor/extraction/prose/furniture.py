"""Page furniture: running heads and feet and page numbers, taken out before sentences are joined."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.text.characters import is_cjk

if TYPE_CHECKING:
    from auditor.extraction.text.lines import Line

_PAGE = re.compile(
    r"(?:第\s*)?[-—–·~]{0,2}\s*(?P<page>[0-9]{1,4})\s*[-—–·~]{0,2}\s*(?:页)?(?:(?:\s*[/，共]\s*|,\s+|,(?=共))(?:共\s*)?[0-9]{1,4}\s*页?)?"
    r"|[Pp]age\s+(?P<english>[0-9]{1,4})(?:\s+of\s+[0-9]+)?"
)
# (3) may be an item of a list, too: only where pages are known to break is it taken for a page number.
_BRACKETED = re.compile(r"\((?P<page>[0-9]{1,4})\)")
_DIGITS = re.compile(r"[0-9]+")
_CELL = re.compile(r"(?:金额|计量)?单位[:：]|币种[:：]|#年[度末初]?$")
"""What returns beside page breaks as the beginning of a table: its unit, a year (digits masked)."""
_SENTENCE = re.compile(r"[，。；]|[,;] ")
_NEAR = 3
"""Running heads and feet stand within so many lines of a page break or page number."""
_APART = 5
"""A page holds at least so many lines; 1, 2, 3 on consecutive lines are a column of a table."""
_FULL_PAGE = 15
"""Numbers nearer than so many lines are page numbers only where nothing speaks for others: rows, cell by cell."""
_SURE = 4
"""What a page number at a page's distance counts, half of it behind a skipped page, and 1 nearer; many skipped pages cost as much."""
_MOST_SKIPPED = 5
"""Few pages in a row are without a number."""
_FEWEST = 3
_LONGEST = 40


def printed_page(text: str) -> re.Match[str] | None:
    """Return the page number that a line prints; no such line is long."""
    return _PAGE.fullmatch(text) if len(text) <= _LONGEST else None


def mark_furniture(lines: list[Line]) -> set[int]:
    """Return the indices of furniture lines, and set each line's printed page where that is known."""
    edges = _edges(lines)
    numbers = _beside_running_heads(lines)
    # Where page breaks are known, a line that returns beside some of the numbers (单位：万元) hides no other ones.
    chain = _page_numbers(lines, edges) if edges or not numbers else {}
    numbers = chain if len(chain) > len(numbers) else numbers
    breaks = edges | {at for at in numbers if not edges or {at - 1, at, at + 1} & edges}
    furniture = set(numbers)
    near = {
        index for at in breaks for index in range(max(0, at - _NEAR), min(len(lines), at + _NEAR + 1))
    } - furniture
    masked = _returning(lines, near, with_leaves=bool(edges))
    everywhere = _on_each_page(lines, furniture)
    exact = Counter(lines[index].text for index in near)
    pages = max(len(numbers), len({line.leaf for line in lines}) - 1)
    enough = max(_FEWEST, (pages + 1) // 2)

    def returns(index: int) -> bool:
        text, mask = lines[index].text, _mask(lines[index])
        # Numbers that return beside page breaks are cells, short words (项目, 编码) and years heads of columns.
        wordy = any(map(str.isalpha, mask)) and len(text) > _NEAR and not _CELL.match(mask)
        # Questionnaire sentences repeat with other numbers in them; a running head is no sentence.
        count = exact[text] if _SENTENCE.search(text) else masked[mask]
        often = count >= enough or index in everywhere
        return index in near and wordy and often and not _is_row(lines[index])

    for at in breaks:
        for step in (-1, 1):
            index = at if at not in numbers else at + step
            while 0 <= index < len(lines) and returns(index):
                furniture.add(index)
                index += step
    _set_pages(lines, numbers)
    return furniture


def _returning(lines: list[Line], near: set[int], *, with_leaves: bool) -> Counter[str]:
    """Count the lines beside page breaks that say the same but for one number, by what they say; on a page each once.

    Rows of a table say the same but for several numbers.
    """
    alike: dict[str, list[int]] = {}
    for index in near:
        alike.setdefault(_mask(lines[index]), []).append(index)
    found: Counter[str] = Counter()
    for mask, places in alike.items():
        numbers = [_DIGITS.findall(lines[index].text) for index in places]
        varying = sum(len(set(column)) > 1 for column in zip(*numbers, strict=False))
        if varying <= 1:
            found[mask] = len({lines[index].leaf for index in places}) if with_leaves else len(places)
    return found


def _on_each_page(lines: list[Line], numbers: set[int]) -> set[int]:
    """Return the first and last lines of pages that are the same on every one, page numbers left out.

    A cover that only bears the title of the first page is none of them: it has no number, and few lines.
    """
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if index not in numbers:
            pages.setdefault(line.leaf, []).append(index)
    numbered = {lines[index].leaf for index in numbers} >= pages.keys()
    if len(pages) < _FEWEST - 1:
        return set()
    if not numbered and min(map(len, list(pages.values())[:-1])) < _FULL_PAGE:
        return set()
    edges = ([page[0] for page in pages.values()], [page[-1] for page in pages.values()])
    return {index for edge in edges if len({lines[at].text for at in edge}) == 1 for index in edge}


def _mask(line: Line) -> str:
    return _DIGITS.sub("#", "".join(line.text.split()))


def _is_row(line: Line) -> bool:
    """Whether the line may be a table row or head: repeated heads of a table are no furniture."""
    return len(line.text.split()) > _NEAR and any(map(is_cjk, line.text))


def _edges(lines: list[Line]) -> set[int]:
    found = set()
    for at in range(1, len(lines)):
        if lines[at].leaf != lines[at - 1].leaf:
            found.update({at - 1, at})
    if lines and lines[-1].leaf:
        found.update({0, len(lines) - 1})
    return found


def _page_numbers(lines: list[Line], edges: set[int]) -> dict[int, int]:
    """Return the lines that print page numbers: the longest chain of numbers rising with the pages.

    With form feeds only lines beside a page break qualify. Without them the chain must keep its
    distance, and a running head beside the number speaks for it. A document prints its page numbers in
    one form: - 3 - and 第 3 页 have nothing to do with a bare 3, which may be a cell of a table.
    """
    marked = _marked_numbers(lines) if edges else {}
    if marked:
        return marked
    candidates: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        found = printed_page(line.text)
        if found and (not edges or any(edge in edges for edge in range(index - 1, index + 2))):
            candidates.append((index, int(found["page"] or found["english"])))
    contexts = Counter(_context(lines, index) for index, _ in candidates)
    for bare in (False, True):
        alike = [each for each in candidates if lines[each[0]].text.isdigit() is bare]
        if len(alike) < _FEWEST - (1 if edges else 0):
            continue
        chain = _longest(lines, alike, contexts, edges)
        if edges:
            _complete(lines, chain)
            return chain if len(chain) > 1 else {}
        consecutive = sum(
            1 for page in chain.values() if page + 1 in chain.values() or page - 1 in chain.values()
        )
        repeated = sum(1 for index in chain if _beside(lines, index, contexts))
        if bare and 2 * max(repeated, 1 + _far(chain)) < len(chain):
            continue  # they follow each other like the serial numbers of a table whose cells take a line each
        if len(chain) >= _FEWEST and 2 * max(consecutive, repeated) >= len(chain):
            return chain
    return {}


def _marked_numbers(lines: list[Line]) -> dict[int, int]:
    """Return the page numbers of a text with page breaks that are marked as such: - 3 -, 第 3 页, 3 / 186, (3).

    The text layer of a page may print its number before its last columns. One form on most pages, a number on
    each, and all as far from the count of the page breaks: cells do not look so.
    """
    forms: dict[tuple[str, int], dict[int, int]] = {}
    for index, line in enumerate(lines):
        found = printed_page(line.text) or _BRACKETED.fullmatch(line.text)
        if found and not line.text.isdigit():
            page = int(found["page"] or found["english"])
            # A text layer may set blanks around the numbers of two digits only: -9-, - 10 -.
            form = "".join(line.text.replace(found["page"] or found["english"], "#", 1).split())
            forms.setdefault((form, page - line.leaf), {}).setdefault(line.leaf, index)
    best = max(forms.items(), key=lambda item: len(item[1]), default=None)
    pages = len({line.leaf for line in lines})
    if best is None or len(best[1]) < _FEWEST or 2 * len(best[1]) < pages:
        return {}
    return {index: leaf + best[0][1] for leaf, index in best[1].items()}


def _longest(
    lines: list[Line], candidates: list[tuple[int, int]], contexts: Counter[str], edges: set[int]
) -> dict[int, int]:
    """Return the surest chain of lines that print rising numbers, a page's distance between them."""
    best: list[tuple[int, int]] = []  # (score, previous candidate)
    for at, (index, page) in enumerate(candidates):
        weight = _SURE + (2 * _SURE if _beside(lines, index, contexts) else 0)
        score, previous = weight, -1
        # A number further back than 60 candidates would skip more pages than a report leaves unnumbered.
        for before in range(max(0, at - 60), at):
            other, earlier = candidates[before]
            gap = page - earlier
            # A page that is one large table has few lines of its own: with page breaks these are the distance.
            apart = (
                lines[index].leaf - lines[other].leaf == gap
                if edges
                else index - other >= _APART * min(gap, 3)
            )
            if gap < 1 or not apart:
                continue
            gained = best[before][0] + (weight if edges or gap == 1 else weight // 2)
            if not edges and gap > _MOST_SKIPPED:
                gained = best[before][0] - _SURE
            elif not edges and index - other < _FULL_PAGE * min(gap, 3):
                gained = best[before][0] + 1
            if gained > score:
                score, previous = gained, before
        best.append((score, previous))
    at = max(range(len(best)), key=lambda place: best[place][0])
    chain: dict[int, int] = {}
    while at >= 0:
        index, page = candidates[at]
        chain[index] = page
        at = best[at][1]
    return chain if edges else _evened(chain, candidates, len(lines) - 1)


def _far(chain: dict[int, int]) -> int:
    """Return how many numbers of a chain stand a page's distance from the one before."""
    return sum(1 for before, after in itertools.pairwise(sorted(chain)) if after - before >= _FULL_PAGE)


def _beside(lines: list[Line], index: int, contexts: Counter[str]) -> bool:
    """Whether words that return beside other numbers stand above a number: a running head, and no cells."""
    context = _context(lines, index)
    return contexts[context] > 1 and any(map(str.isalpha, context))


def _evened(chain: dict[int, int], candidates: list[tuple[int, int]], last: int) -> dict[int, int]:
    """Return the chain with each page number at that of its places which divides its surroundings most evenly.

    A serial number of a table may stand between two page numbers as well as the page number does.
    """
    ordered = sorted(chain.items())
    for at in range(1, len(ordered) - 1):
        before, after = ordered[at - 1][0], ordered[at + 1][0]
        places = [index for index, page in candidates if page == ordered[at][1] and before < index < after]
        ordered[at] = (min(places, key=lambda index: abs(2 * index - before - after)), ordered[at][1])
    if candidates[-1][0] == last and candidates[-1][1] == ordered[-1][1]:
        ordered[-1] = candidates[-1]  # the last page number may be the last line of all
    return dict(ordered)


def _complete(lines: list[Line], chain: dict[int, int]) -> None:
    """Add the numbers of pages whose text layer puts them elsewhere: alone between blank lines, and expected."""
    offsets = {page - lines[index].leaf for index, page in chain.items()}
    if len(offsets) != 1 or len(chain) < _FEWEST:
        return
    offset = offsets.pop()
    numbered = {lines[index].leaf for index in chain}
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        alone = line.after_blank and (following is None or following.after_blank)
        if alone and line.leaf not in numbered and line.text == str(line.leaf + offset):
            chain[index] = line.leaf + offset
            numbered.add(line.leaf)


def _beside_running_heads(lines: list[Line]) -> dict[int, int]:
    """Return the page numbers that stand below a line that returns with each of them, and rise with it."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if len(line.text) > _NEAR:
            places.setdefault(line.text, []).append(index)
    best: dict[int, int] = {}
    for text, at in places.items():
        if len(at) < _FEWEST or printed_page(text):
            continue
        found: dict[int, int] = {}
        for index in at:
            for below in (index + 1, index + 2):
                matched = printed_page(lines[below].text) if below < len(lines) else None
                if matched:
                    found[below] = int(matched["page"] or matched["english"])
                    break
        numbers = list(found.values())
        rising = all(before < after for before, after in itertools.pairwise(numbers))
        if len(found) >= _FEWEST and len(found) * 5 >= len(at) * 4 and rising and len(found) > len(best):
            best = found
    return best


def _context(lines: list[Line], index: int) -> str:
    return _mask(lines[index - 1]) if index else ""


def _set_pages(lines: list[Line], numbers: dict[int, int]) -> None:
    """Give each line the printed number of its page where a page number follows on the same page.

    Without form feeds only the page between two consecutive numbers is known.
    """
    with_leaves = any(line.leaf for line in lines)
    if with_leaves:
        by_leaf = {lines[index].leaf: page for index, page in numbers.items()}
        for line in lines:
            line.page = by_leaf.get(line.leaf)
        return
    ordered = sorted(numbers.items())
    for (start, page), (end, following) in itertools.pairwise(ordered):
        if following == page + 1:
            for line in lines[start + 1 : end + 1]:
                line.page = following
