"""Options of a questionnaire that the report on it words otherwise, or tells in another order.

A paragraph that tells the shares of options (选甲的比例为 45.07%，选乙的…) is about the question whose options it
names. Where one of its labels is nearly an option that it does not name, one of the two is misprinted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks._relations import evidence_of_words, rule, said
from auditor.findings import Severity
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "options-differ"
TITLE = {
    "zh": "结果所列选项与问卷不一",
    "en": "the results name other options than the questionnaire, or in another order",
}
_QUESTION = re.compile(r"^\s*[0-9]{1,2}\s*[.\uff0e、]\s*\S")
_OPTION = re.compile(
    r"(?<![A-Za-z])([A-Z])\s*[:：]\s*(?P<text>[^:：]+?)(?=\s*(?<![A-Za-z])[A-Z]\s*[:：]|\s*$)"
)
_SHARE = re.compile(r"选(?P<label>[^。；％%]{1,60}?)的(?:比例|比重|占比)为?\s*[0-9.]+\s*[%％]")
_TEXT = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.FRAGMENT, BlockKind.CAPTION, BlockKind.HEADING}
)
_FEWEST = 2
_LEAST = 5
_SLIPS = 2
_LONGEST = 4_000
"""A question with its options is no longer."""


@attrs.frozen(eq=False)
class _Question:
    options: tuple[str, ...]


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare each paragraph of shares with the question whose options it names."""
    blocks = [block for block in facts.report.blocks if block.kind in _TEXT]
    asked = list(_questions(blocks))
    for block in blocks:
        labels = [(_plain(found["label"]), found.start("label")) for found in _SHARE.finditer(block.text)]
        if len(labels) < _FEWEST:
            continue
        names = [name for name, _ in labels]
        best = max(asked, key=lambda each: sum(name in each.options for name in names), default=None)
        if best is None or sum(name in best.options for name in names) < _FEWEST:
            continue
        yield from _worded(block, labels, best)
        yield from _ordered(block, labels, best)


def _questions(blocks: Sequence[Block]) -> Iterator[_Question]:
    """Iterate over the questions that options A：… B：… follow."""
    text: list[str] = []
    for block in blocks:
        opens = bool(_QUESTION.match(block.text))
        if opens or block.kind is BlockKind.HEADING or sum(map(len, text)) > _LONGEST:
            yield from _asked(text)
            text = [block.text] if opens else []
        elif text:
            text.append(block.text)
    yield from _asked(text)


def _asked(text: Sequence[str]) -> Iterator[_Question]:
    joined = re.sub(r"\s+", " ", " ".join(text))
    options = tuple(_plain(found["text"]) for found in _OPTION.finditer(joined))
    if len(options) >= _FEWEST:
        yield _Question(options)


def _worded(block: Block, labels: Sequence[tuple[str, int]], asked: _Question) -> Iterator[Outcome]:
    names = {name for name, _ in labels}
    free = [option for option in asked.options if option not in names]
    for name, start in labels:
        if name in asked.options or len(name) < _LEAST:
            continue
        near = next(
            (option for option in free if len(option) >= _LEAST and _slips(name, option) <= _SLIPS), None
        )
        if near is not None:
            zh = f"结果写选项“{name}”，问卷上为“{near}”"
            en = f"the results name the option '{name}', the questionnaire '{near}'"
            yield _told(block, (start, name), f"选项{_letter(asked.options.index(near))}", zh, en)


def _ordered(block: Block, labels: Sequence[tuple[str, int]], asked: _Question) -> Iterator[Outcome]:
    places = [(asked.options.index(name), name, start) for name, start in labels if name in asked.options]
    order = [at for at, _, _ in places]
    # Answers told by their size are in an order of their own.
    if len(places) < _FEWEST + 1 or order == sorted(order) or _by_size(block):
        return
    at, name, start = next(
        each for each, wanted in zip(places, sorted(places), strict=True) if each != wanted
    )
    zh = f"结果所列选项的次序与问卷不同：“{name}”在问卷中是 {_letter(at)} 项"
    en = (
        f"the results tell the options in another order than the questionnaire: '{name}' is its {_letter(at)}"
    )
    yield _told(block, (start, name), f"选项{_letter(at)}次序", zh, en)


def _letter(at: int) -> str:
    return chr(ord("A") + at)


def _by_size(block: Block) -> bool:
    sizes = [_size(found) for found in re.findall(r"([0-9]+(?:\.[0-9]+)?)\s*[%％]", block.text)]
    return sizes == sorted(sizes, reverse=True)


def _size(text: str) -> tuple[int, str]:
    """Return what sorts printed percentages by their size."""
    whole, _, part = text.partition(".")
    return int(whole), part.ljust(4, "0")


def _told(block: Block, words: tuple[int, str], label: str, zh: str, en: str) -> Outcome:
    place = evidence_of_words(block, *words, label=label)
    return said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, [place])


def _plain(text: str) -> str:
    return re.sub(r"[\s“”\"'（）()，,、。；;]", "", text)


def _slips(one: str, two: str) -> int:
    """Return how many characters have to be put in, left out or changed to make one text of the other."""
    row = list(range(len(two) + 1))
    for at, char in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, other in enumerate(two, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (char != other))
    return row[-1]
