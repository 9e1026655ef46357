"""English: marks and labels that are counted in other ways than headings: (a), (b), (b), (d); Table 2 twice; recommendation 5 of three.

A mark that stands twice in place of the one that follows it is a slip; where none is missing these are several lists.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.report.blocks import Block

_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST})
_OPENS = re.compile(r"^\s*\((?P<letter>[a-z])\)\s")
_INSIDE = re.compile(r"(?:^|\s)\((?P<letter>[a-z])\)\s")
_CAPTION = re.compile(
    r"^\s*(?P<word>Table|Figure|Chart|Box|Exhibit)\s(?P<number>[0-9]{1,2})(?:\s*[.:\u2013\u2014]\s*|\s+(?=[A-Z]))(?P<title>[A-Za-z].*)$"
)
_GOES_ON = re.compile(r"\bcont(?:inued|'d|d)?\b", re.IGNORECASE)
_VERB = re.compile(r"^(?:shows?|gives?|sets?|presents?|lists?|summari[sz]es|compares|is|are|and|to)\b")
_LABELS = "Recommendation|Finding|Objective|Output|Outcome|Lesson|Conclusion|Goal|Priority|Theme|Strategy|Note|Schedule|Action"
_LABEL = re.compile(rf"^[#\s]*(?P<word>{_LABELS})\s(?P<number>[0-9]{{1,2}})\b(?![.,]?[0-9])")
_REFERRED = re.compile(
    rf"\b(?P<word>{_LABELS})s?\s(?P<numbers>[0-9]{{1,2}}(?:(?:,|\sand|\sor|\sto)\s[0-9]{{1,2}}\b)*)(?![.,]?[0-9%])(?!\s+(?:of|to|in|from)\s+(?:the|that|its|this|our|their|his|her|an)\b)",
    re.IGNORECASE,
)
_CODE = re.compile(r"^\s*(?P<mark>[A-Z]{1,2}[.-]?)(?P<number>[1-9][0-9]?)[.)]?\s*(?:\t|$)")
_LEAST, _LONGEST = 3, 160


def letters_twice(blocks: Sequence[Block]) -> Iterator[tuple[Block, int, str]]:
    """Iterate over the marks that stand twice in place of the next: the block, where the mark stands, and what it is."""
    run: list[tuple[Block, int, str]] = []
    for block in blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        opens = _OPENS.match(block.text) if block.kind in _TEXT else None
        inside = list(_INSIDE.finditer(block.text)) if block.kind in _TEXT else []
        if len(inside) >= _LEAST:
            yield from _twice([(block, each.start("letter") - 1, each["letter"]) for each in inside])
        if opens is None or opens["letter"] == "a" or block.kind not in _TEXT:
            yield from _twice(run)
            run = []
        if opens is not None:
            run.append((block, opens.start("letter") - 1, opens["letter"]))
    yield from _twice(run)


def _twice(run: Sequence[tuple[Block, int, str]]) -> Iterator[tuple[Block, int, str]]:
    numbers = [ord(letter) - ord("a") + 1 for _, _, letter in run]
    wrong = [at for at, number in enumerate(numbers) if number != at + 1]
    # (h), (i), (ii): the ninth letter may begin another count.
    if len(run) >= _LEAST and len(wrong) == 1 and wrong[0] and numbers[wrong[0]] == wrong[0]:
        block, start, letter = run[wrong[0]]
        yield block, start, f"({letter})"


def codes_twice(blocks: Sequence[Block]) -> Iterator[tuple[Block, int, str]]:
    """Iterate over the codes in the first column of tables that stand twice in place of another: R5, R7, R7, R8."""
    for block in blocks:
        if block.kind is not BlockKind.TABLE:
            continue
        runs: dict[str, list[tuple[Block, int, int]]] = {}
        for line in re.finditer(r"[^\n]+", block.text):
            found = _CODE.match(line.group())
            if found is not None:
                start = line.start() + found.start("mark")
                runs.setdefault(found["mark"], []).append((block, start, int(found["number"])))
        for mark, run in runs.items():
            numbers = [number for _, _, number in run]
            wrong = [at for at, number in enumerate(numbers) if number != at + 1]
            if len(run) > _LEAST and len(wrong) == 1 and numbers.count(numbers[wrong[0]]) > 1:
                _, start, number = run[wrong[0]]
                yield block, start, f"{mark}{number}"


def captions_twice(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Iterate over the captions whose number the one before bears as well, and none the next: the block, and the words."""
    found: dict[str, list[tuple[Block, int, str]]] = {}
    for block in blocks:
        match = (
            _CAPTION.match(block.text)
            if len(block.text) <= _LONGEST and "\n" not in block.text.strip()
            else None
        )
        if match is None or block.kind is BlockKind.FURNITURE or block.cells:
            continue
        if not (_GOES_ON.search(block.text) or _VERB.match(match["title"])):
            found.setdefault(match["word"], []).append((block, int(match["number"]), match["title"]))
    for word, items in found.items():
        numbers = [number for _, number, _ in items]
        for (_, before, one), (block, number, two) in itertools.pairwise(items):
            alone = numbers.count(number) == 2 and number + 1 not in numbers  # noqa: PLR2004 - twice
            if before == number and alone and one.strip() != two.strip():
                yield block, f"{word} {number}"


def labels_missing(blocks: Sequence[Block]) -> Iterator[tuple[Block, int, str]]:
    """Iterate over references to labels beyond the last one that the document has: the block, where they stand, and the words."""
    held: dict[str, set[int]] = {}
    for block in blocks:
        if block.kind is not BlockKind.FURNITURE and (found := _LABEL.match(block.text)):
            held.setdefault(found["word"], set()).add(int(found["number"]))
    for block in blocks:
        if block.kind is BlockKind.FURNITURE or block.cells:
            continue
        for found in _REFERRED.finditer(block.text):
            known = held.get(found["word"].capitalize(), set())
            if len(known) < _LEAST or known != set(range(1, max(known) + 1)):
                continue
            for each in re.finditer(r"[0-9]+", found["numbers"]):
                if int(each.group()) > max(known):
                    yield block, found.start("numbers") + each.start(), each.group()
