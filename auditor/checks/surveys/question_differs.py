"""A question of a questionnaire, its options or its scale, that differ from what stands elsewhere.

A question that the questionnaire words otherwise than the report on it, by one character: two wordings that stand in one
part (a form, a report) are two questions; two that never meet in one part are one question, and one of them is misprinted. A
paragraph that tells the shares of options (选甲的比例为 45.07%，选乙的…) is about the question whose options it names; where one of
its labels is nearly an option that it does not name, one of the two is misprinted. And a questionnaire whose questions all
offer one scale (5 4 3 2 1), but for one number of one question.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.findings import Severity
from auditor.nearness import one_slip
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "question-differs"
TITLE = {
    "zh": "问卷的题目、选项或量表各处不一",
    "en": "a question, its options or its scale differ from place to place",
}
_QUESTION = re.compile(r"您(?:对|在|认为|觉得)[^。？?；;%％\n\t(（0-9]{10,120}")
_SURVEY = re.compile(r"问卷|调查")
_LEAST = 14
_MOST = 80
"""So many different questions are compared with one another."""
_ASKED = re.compile(r"^\s*[0-9]{1,2}\s*[.\uff0e、]\s*\S")
_OPTION = re.compile(
    r"(?<![A-Za-z])([A-Z])\s*[:：]\s*(?P<text>[^:：]+?)(?=\s*(?<![A-Za-z])[A-Z]\s*[:：]|\s*$)"
)
_CHOSEN = re.compile(r"选(?P<label>[^。；％%]{1,60}?)的(?:比例|比重|占比)为?\s*[0-9.]+\s*[%％]")
_TEXT = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.FRAGMENT, BlockKind.CAPTION, BlockKind.HEADING}
)
_FEWEST = 2
_LEAST_NAMED = 5
_SLIPS = 2
_LONGEST = 4_000
"""A question with its options is no longer."""
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_SCALE = re.compile(rf"(?<![0-9.,%+\-/]){_NUMBER}(?:[ \t]+{_NUMBER}){{3,10}}(?![0-9.,%])")
_OFTEN = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare questions, options and scales."""
    yield from _questions(facts)
    yield from _options(facts)
    yield from _scales(facts)


def _questions(facts: Facts) -> Iterator[Outcome]:
    """Compare the questions of parts that speak of a survey with those of the other parts."""
    parts: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[tuple[Block, int, str]]] = defaultdict(list)
    for block in facts.report.blocks:
        if block.kind is BlockKind.FURNITURE or not block.section:
            continue
        for found in _QUESTION.finditer(block.text):
            plain = re.sub(r"[\s“”\"'、，,：:]", "", found[0])
            if len(plain) >= _LEAST:
                parts[plain].add(block.section[0])
                places[plain].append((block, found.start(), found[0]))
    if len(parts) > _MOST or not any(_SURVEY.search(block.text) for block in facts.report.blocks):
        return
    for one, two in itertools.combinations(parts, 2):
        if parts[one] & parts[two] or not one_slip(one, two):
            continue
        rare, usual = sorted((one, two), key=lambda each: len(places[each]))
        evidence = [evidence_of_words(*each, label="题目") for each in (*places[rare], *places[usual][:1])]
        zh = f"此处题目写“{_short(rare, usual)}”，别处写“{_short(usual, rare)}”"
        en = f"the question reads '{_short(rare, usual)}' here and '{_short(usual, rare)}' elsewhere"
        yield said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, evidence)


def _short(one: str, two: str) -> str:
    """Return the stretch of a question around where it departs from another."""
    same = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), 0)
    start, end = max(0, same - 8), same + 8
    return f"{'…' if start else ''}{one[start:end]}{'…' if end < len(one) else ''}"


@records.frozen(eq=False)
class _Question:
    options: tuple[str, ...]


def _options(facts: Facts) -> Iterator[Outcome]:
    """Compare each paragraph of shares with the question whose options it names."""
    blocks = [block for block in facts.report.blocks if block.kind in _TEXT]
    asked = list(_questions_options(blocks))
    for block in blocks:
        labels = [(_plain(found["label"]), found.start("label")) for found in _CHOSEN.finditer(block.text)]
        if len(labels) < _FEWEST:
            continue
        names = [name for name, _ in labels]
        best = max(asked, key=lambda each: sum(name in each.options for name in names), default=None)
        if best is None or sum(name in best.options for name in names) < _FEWEST:
            continue
        yield from _worded(block, labels, best)
        yield from _ordered(block, labels, best)


def _questions_options(blocks: Sequence[Block]) -> Iterator[_Question]:
    """Iterate over the questions that options A：… B：… follow."""
    text: list[str] = []
    for block in blocks:
        opens = bool(_ASKED.match(block.text))
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
        if name in asked.options or len(name) < _LEAST_NAMED:
            continue
        near = next(
            (option for option in free if len(option) >= _LEAST_NAMED and _slips(name, option) <= _SLIPS),
            None,
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


def _scales(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of numbers that stand alone behind questions."""
    found = [
        (block, match)
        for block in facts.report.blocks
        if block.kind is not BlockKind.FURNITURE
        for match in _SCALE.finditer(block.text)
    ]
    counted = Counter(tuple(match.group().split()) for _, match in found)
    usual = [scale for scale, times in counted.items() if times >= _OFTEN and _is_scale(scale)]
    for block, match in found:
        own = tuple(match.group().split())
        for scale in usual:
            wrong = [at for at, (one, two) in enumerate(zip(own, scale, strict=False)) if one != two]
            if len(own) == len(scale) and len(wrong) == 1:
                yield from _differs(block, match, wrong[0], scale)


def _is_scale(numbers: tuple[str, ...]) -> bool:
    up = [str(number) for number in range(1, len(numbers) + 1)]
    return list(numbers) in (up, up[::-1])


def _differs(block: Block, match: re.Match[str], at: int, scale: tuple[str, ...]) -> Iterator[Outcome]:
    piece = list(re.finditer(r"\S+", match.group()))[at]
    start = match.start() + piece.start()
    item = next((each for each in block.occurrences if each.span.start <= start < each.span.end), None)
    if item is None:
        return
    usual, own = " ".join(scale), " ".join(match.group().split())
    zh = f"本题量表为“{own}”，其他各题为“{usual}”"
    en = f"the scale of this question is '{own}', that of the others '{usual}'"
    yield said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [evidence_at(block, item)])
