"""Headings, list items, tables and figures whose numbers repeat or skip.

A missing number may stand on a page that was cut off: a skip is a warning at most, and none where the
text refers to what is missing.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.english import is_english
from auditor.checks.common.marks import STYLES, Item, item_of
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.words import chinese_number
from auditor.checks.structure._captions import captions_out_of_count
from auditor.checks.structure._decimals import decimal_runs
from auditor.checks.structure._lettered import captions_twice, codes_twice, letters_twice
from auditor.findings import Evidence, Severity
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "numbering"
TITLE = {"zh": "编号重复或跳号", "en": "numbers of headings, tables or figures repeat or skip"}
_INLINE = (
    re.compile(r"(?:^|[。；;：:，,）)])\s*([一二三四五六七八九十])是"),
    re.compile(r"(?:^|[。；;：:])\s*第([一二三四五六七八九十])[，,、]"),
    re.compile(r"([①②③④⑤⑥⑦⑧⑨⑩])"),
    re.compile(r"(?:^|[。；;：:])\s*([（(][1-9][)）])(?=[一-龥“《0-9])"),
    re.compile(r"(?:^|[。；;：:])\s*([（(][一二三四五六七八九][)）])(?=[一-龥“《0-9])"),
    re.compile(r"(?:^|[。；;：:])\s*([1-9])[.、\uff0e)）](?=\s*(?:[一-龥“《]|20[0-9]{2}年))"),
    re.compile(r"(?:^|[。；;：:，,])\s*其([一二三四五六])[，,是为：:]"),
)
_SIGNS = ("一二三四五六七八九十", "123456789", "①②③④⑤⑥⑦⑧⑨⑩")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_ANNEXED = re.compile(r"\s*附\s*表")
_LABEL = re.compile(
    r"(?:^|(?<=[.!?:] ))(?P<word>Recommendation|Finding|Lesson|Objective|Question|Conclusion) (?P<number>[0-9]{1,2})[.:]\s"
    r"|^\s*(?P<letter>[A-Z])(?P<of>[0-9]{1,2})[.:)]\s"
)
_OPENS = re.compile(
    r"(?:^\s*|(?<=[.!?:] ))(?P<word>Section|Sec\.|Note|Article|Annex) (?P<number>[0-9]{1,3})(?=[ .:\u2014-]+[A-Za-z])"
)
"""What numbers the sections of a bill and the notes to accounts, from whichever number on."""
_ENDED = re.compile(r"[。；;：:！？!?.)）]\s*$")
_LIST, _FAR = 3, 2
_CHAPTER = re.compile(r"(?:(?<![一-龥])|(?<=见))([一二三四五六七八九十]{1,3})\s*[、，,.\uff0e]")
_SECTION = re.compile(r"[（(]\s*([一二三四五六七八九十]{1,3})\s*[）)]")
_CHAPTERS = 4
"""Of fewer chapters one may well have been cut off."""
_GLUED = re.compile(
    r"\s*([0-9]{1,2})(?:\.[0-9]+\s*(?:[个家户人名处所项份件辆座条批台套]|年)|[.\uff0e、]\s+[0-9][0-9,.]*\s*[一-龥%％])"
)

_BEHIND = re.compile(r"^[#\s]*[（(]?[0-9]+[)）.]?\s*")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the numbers of headings and list items, and those of captions."""
    yield from _headings(facts)
    yield from _inline(facts)
    yield from _without_first(facts)
    yield from _decimals(facts)
    yield from _labelled(facts)
    yield from _captions(facts)
    if is_english(facts):
        yield from _lettered(facts)


def _lettered(facts: Facts) -> Iterator[Outcome]:
    """Judge the marks of English lists, and English captions."""
    twice = [
        *letters_twice(facts.report.blocks),
        *codes_twice(facts.report.blocks),
        *((block, block.text.find(shown), shown) for block, shown in captions_twice(facts.report.blocks)),
    ]
    for block, start, shown in twice:
        place = evidence_of_words(block, start, shown, label="编号")
        zh, en = (
            f"编号“{shown}”重复出现，相邻的编号缺失",
            f"{shown} stands twice, and the one beside it is missing",
        )
        yield said(rule(NAME, TITLE, Severity.WARNING), zh, en, [place])


def _headings(facts: Facts) -> Iterator[Outcome]:
    lists: dict[str, _Lists] = {}
    order = [name for name, _ in STYLES]
    ranks = {"part": 0, "book": 1, "leaf": 2, "chapter": 3, "section": 4, "point": 5, "bracket": 6}
    ranks |= dict.fromkeys(("formal", "stem", "roman"), ranks["chapter"])
    for block in facts.report.blocks:
        glued, points = _GLUED.match(block.text), lists.get("point")
        if glued and points and points.runs[-1][-1].number + 1 == int(glued[1]):
            # 4.46 个项目中…: the fourth item begins with a number of its own.
            points.runs[-1].append(Item(block, int(glued[1]), f"{glued[1]}."))
            continue
        if block.kind not in {BlockKind.HEADING, BlockKind.LIST, BlockKind.CAPTION}:
            continue
        if block.kind is BlockKind.HEADING and block.level <= 1 and _ANNEXED.match(block.text):
            continue  # 附表 3 in the midst of a chapter is the title of a table
        if block.kind is BlockKind.HEADING and block.level <= 1:
            # An annex or a new report begins: its numbers start afresh.
            yield from _closed(facts, lists, order, ranks, -1)
        item = item_of(block)
        if item is None:
            if block.kind is BlockKind.HEADING:
                # A heading numbered in another way (4.2, 附录) closes the lists above it.
                yield from _closed(facts, lists, order, ranks, ranks["chapter"])
            continue
        style, found = item
        if block.kind is BlockKind.CAPTION and style not in {"part", "book", "leaf", "chapter", "section"}:
            # （2）产品情况 above a table is the next item of a list, or the number of something else.
            if (above := lists.get(style)) and found.number == above.runs[-1][-1].number + 1:
                above.runs[-1].append(found)
            continue
        yield from _closed(facts, lists, order, ranks, ranks[style])
        yield from _entered(facts, style, lists.setdefault(style, _Lists()), found)
    yield from _closed(facts, lists, order, ranks, -1)


def _inline(facts: Facts) -> Iterator[Outcome]:
    """Judge 一是…；二是…；四是… in one paragraph: it begins with the first, and nothing was cut off."""
    for block in facts.report.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        for pattern in _INLINE:
            found = list(pattern.finditer(block.text))
            marks = [match[1] for match in found]
            numbers = [_CIRCLED.find(mark) + 1 or chinese_number(mark.strip("（()）")) or 0 for mark in marks]
            if len(numbers) < _LIST or numbers[0] != 1:
                continue
            steps = [after - before for before, after in itertools.pairwise(numbers)]
            wrong = [at for at, step in enumerate(steps) if step != 1]
            # One skip or repeat is a slip, and so is one mark for the next; more are several lists, or no list's marks.
            slips = [steps[at] for at in wrong]
            instead = slips in ([0, 2], [2, 0]) and numbers[-1] == len(numbers)
            if not instead and slips not in ([0], [2]):
                continue
            before, after = marks[wrong[0]], marks[wrong[0] + 1]
            bare = len(before) == 1 and before not in _CIRCLED
            if steps[wrong[0]] and not bare and _next(before) in block.text:
                continue  # the one between them stands there, and was not read as a mark
            missing = numbers[wrong[0]] + 1
            if any(f"{end}{missing}{dot}" in block.text for end in "。；;" for dot in "．.、"):  # noqa: RUF001
                continue  # 2.2023 年数为决算数: the mark stands before a number
            listed = "、".join(marks)
            zh = f"编号由“{before}”到“{after}”不连续（{listed}）"
            en = f"the numbers go from {before} to {after} ({listed})"
            place = evidence_of_words(block, found[wrong[0] + 1].start(1), after, label="编号")
            yield said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [place])


def _next(mark: str) -> str:
    """Return the mark behind another one: （三） behind （二）."""
    row, at = next((row, row.find(sign)) for sign in mark for row in _SIGNS if sign in row)
    return mark.replace(row[at], row[at + 1 : at + 2])


def _without_first(facts: Facts) -> Iterator[Outcome]:
    """Judge 二是… where no 一是 stands before it under the same heading: the first of them lost its mark."""
    started, ended = False, True
    for block in facts.report.blocks:
        # 3、 in the midst of a sentence is the number of a page.
        if block.kind is BlockKind.HEADING or (ended and item_of(block) is not None):
            started = False
        ended = _ENDED.search(block.text) is not None
        marks = list(_INLINE[0].finditer(block.text))
        # 年度总体目标一是…: what runs on from a cell or a title into the first of them.
        started = started or (bool(marks) and "一是" in block.text[: marks[0].start(1)])
        if marks and marks[0][1] == "二" and not started:
            zh = "有“二是”而前面没有“一是”"
            info = rule(NAME, TITLE, Severity.NOTE, "low")
            place = evidence_of_words(block, marks[0].start(1), "二是", label="编号")
            yield said(info, zh, "二是 (second) without 一是 (first)", [place])
        started = started or bool(marks)


def _decimals(facts: Facts) -> Iterator[Outcome]:
    """Judge 4.1, 4.2, 4.3, 4.5 and 2.2.1, 2.2.2, 2.2.4, 2.2.4 at the beginnings of blocks that follow each other."""
    for items, sure in decimal_runs(facts.report.blocks):
        yield from _run(facts, "point", items, sure=sure)


def _labelled(facts: Facts) -> Iterator[Outcome]:
    """Judge Recommendation 1, 2, 3, 5, 5, 6: the one label that stands twice in place of the one that is missing."""
    runs: dict[str, list[list[Item]]] = {}
    for block in facts.report.blocks:
        for opens in _OPENS.finditer(block.text):
            _opened(
                runs.setdefault(opens["word"], []), Item(block, int(opens["number"]), opens.group().strip())
            )
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST}:
            continue
        # A text layer may have put several of them into one paragraph.
        for found in _LABEL.finditer(block.text):
            number = found["number"] or found["of"]
            lists = runs.setdefault(found["word"] or found["letter"], [])
            if number == "1" or not lists:
                lists.append([])
            lists[-1].append(Item(block, int(number), f"{found.group().strip(' .:)')} "))
    for items in itertools.chain.from_iterable(runs.values()):
        numbers = [item.number for item in items]
        twice = len(numbers) - len(set(numbers)) == 1
        wrong = sum(1 for place, number in enumerate(numbers, numbers[0]) if number != place)
        whole = len(items) > _LIST or (len(items) == _LIST and numbers[0] == 1)
        if whole and numbers == sorted(numbers) and twice and wrong == 1:
            counted = [attrs.evolve(each, number=each.number - numbers[0] + 1) for each in items]
            yield from _run(facts, "point", counted)


def _opened(lists: list[list[Item]], item: Item) -> None:
    """Put what opens a block into the list that it goes on, or begin another one."""
    if not lists or not 0 <= item.number - lists[-1][-1].number <= _FAR:
        lists.append([])
    lists[-1].append(item)


@attrs.define
class _Lists:
    """The open lists of one style, outermost first. Where they stood within each other, none of them is sure."""

    runs: list[list[Item]] = attrs.field(factory=list)
    sure: bool = True


def _entered(facts: Facts, style: str, lists: _Lists, found: Item) -> Iterator[Outcome]:
    """Put an item into the list that it belongs to, the lists of one style around it outermost first.

    A list of the same marks may stand within an item: the one around it goes on behind it.
    """
    runs = lists.runs
    if not runs or (found.number == 1 and not _first_twice(style, runs[-1], found)):
        runs.append([found])
        return
    if len(runs[-1]) > 1 and found.number != runs[-1][-1].number + 1:
        wanted = found.number - 1
        at = next((at for at in range(len(runs) - 1) if runs[at][-1].number == wanted), None)
        while at is not None and len(runs) > at + 1:
            lists.sure = False
            yield from _run(facts, style, runs.pop())
    runs[-1].append(found)


def _first_twice(style: str, run: Sequence[Item], found: Item) -> bool:
    """Whether a chapter has two headings （一） and none that is next: lists start again, chapters do not."""
    one, two = run[-1].block, found.block
    return (
        style == "section"
        and len(run) == 1
        and one.kind is two.kind is BlockKind.HEADING
        and (one.level, one.section[:-1]) == (two.level, two.section[:-1])
        and len(two.section) > 1
    )


def _closed(
    facts: Facts, lists: dict[str, _Lists], order: Sequence[str], ranks: dict[str, int], above: int
) -> Iterator[Outcome]:
    for style in order:
        if ranks[style] > above and (found := lists.pop(style, None)):
            for run in found.runs:
                yield from _run(facts, style, run, sure=found.sure)


def _run(facts: Facts, style: str, items: Sequence[Item], *, sure: bool = True) -> Iterator[Outcome]:
    """Judge one list. It has to begin with 1: else its beginning was cut off or is no list.

    One number out of order is a slip. More of them mean that a heading above was not recognised, and that
    these are several lists: a note.
    """
    rising = all(one.number < two.number for one, two in itertools.pairwise(items))
    if rising and len({_BEHIND.sub("", item.block.text) for item in items}) == 1:
        return  # (1) Report 118-47, (3) Report 118-47: numbers of pages
    numbers = [item.number for item in items]
    if len(items) < 2:  # noqa: PLR2004 - one item cannot skip
        return
    if numbers[0] != 1:
        yield from _first(items)
        return
    breaks = [at for at in range(1, len(items)) if numbers[at] != numbers[at - 1] + 1]
    if not breaks:
        return
    marks = "".join(each.mark for each in items)
    at = breaks[0]
    before, item = items[at - 1], items[at]
    repeated = next((at for at in range(1, len(items)) if numbers[at] == numbers[at - 1]), None)
    wrong = sum(1 for place, number in enumerate(numbers, 1) if number != place)
    if repeated is not None and (wrong == 1 or len(breaks) == 1):
        twice = items[repeated]
        zh = f"编号“{twice.mark}”重复出现（{marks}）"
        evidence = [_evidence(items[repeated - 1]), _evidence(twice)]
        info = rule(NAME, TITLE) if sure else rule(NAME, TITLE, Severity.NOTE, "low")
        yield said(info, zh, f"the number {twice.mark} stands twice ({marks})", evidence)
        return
    if item.number < before.number and wrong > 1 and style in {"point", "bracket"}:
        return  # the next list, whose first item was not recognised
    skip = len(breaks) == 1 and item.number == before.number + 2
    if skip and style == "chapter":
        long = len(items) > _CHAPTERS or _whole(facts, before, item)
        skip = long and not _between(facts, _CHAPTER, before, item)
    if skip and style == "section" and _between(facts, _SECTION, before, item):
        return  # （一）收入表；（二）支出表；⏎（三）: a list in running text, one of whose marks begins a line
    level, confidence = (Severity.WARNING, "medium") if skip and sure else (Severity.NOTE, "low")
    zh = f"编号由“{before.mark}”到“{item.mark}”不连续（{marks}）"
    en = f"the numbers go from {before.mark} to {item.mark} ({marks})"
    yield said(rule(NAME, TITLE, level, confidence), zh, en, [_evidence(item), _evidence(before)])


def _whole(facts: Facts, before: Item, item: Item) -> bool:
    """Whether two chapters stand in one part of a report whose parts are all there, and more than it: nothing was cut off."""
    parts: list[Item] = []
    for block in facts.report.blocks:
        found = item_of(block) if block.kind is BlockKind.HEADING else None
        if found is not None and found[0] == "part":
            parts = [found[1]] if found[1].number == 1 else [*parts, found[1]]
    whole = [each.number for each in parts] == list(range(1, len(parts) + 1)) and len(parts) >= _LIST
    own = [each for each in parts if each.block.index < before.block.index]
    inside = not any(before.block.index < each.block.index < item.block.index for each in parts)
    heads = before.block.kind is item.block.kind is BlockKind.HEADING
    return whole and heads and inside and 0 < len(own) < len(parts)


def _between(facts: Facts, pattern: re.Pattern[str], before: Item, item: Item) -> bool:
    """Whether the number that is missing between two headings stands somewhere between them: not read as a heading."""
    return any(
        chinese_number(mark) == before.number + 1
        for block in facts.report.blocks[before.block.index : item.block.index]
        for mark in pattern.findall(block.text)
    )


def _first(items: Sequence[Item]) -> Iterator[Outcome]:
    """Judge the first item of a list that goes on with 2 and 3: it should be 1."""
    if [item.number for item in items[:2]] == [2, 2]:
        zh = f"编号“{items[0].mark}”重复出现，首项应为一（{''.join(each.mark for each in items)}）"
        en = f"the number {items[0].mark} stands twice, and no first one before it"
        info = rule(NAME, TITLE, Severity.WARNING, "medium")
        yield said(info, zh, en, [_evidence(items[0]), _evidence(items[1])])
        return
    if [item.number for item in items[1:3]] != [2, 3]:
        return
    marks = "".join(each.mark for each in items)
    zh = f"首项编号“{items[0].mark}”与后面的编号不连续（{marks}）"
    en = f"the first number {items[0].mark} does not go with those behind it ({marks})"
    yield said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, [_evidence(items[0])])


def _evidence(item: Item) -> Evidence:
    text = re.sub(r"^[#\s]+", "", item.block.text)[:30]
    return Evidence(
        key=f"{'/'.join(item.block.section)}.编号",
        label=text,
        role="stated",
        text=text,
        unit="text",
        location=item.block.location,
    )


def _captions(facts: Facts) -> Iterator[Outcome]:
    info = rule(NAME, TITLE, Severity.WARNING, "medium")
    for odd in captions_out_of_count(facts.report.blocks):
        one, two = (f"{odd.kind}{each.number}" for each in (odd.before, odd.item))
        if one == two:
            zh, en = f"“{two}”出现两次，标题不同", f"{two} stands twice with different titles"
            yield said(info, zh, en, [_evidence(odd.before), _evidence(odd.item)])
        else:
            zh, en = f"{odd.kind[0]}号由“{one}”跳到“{two}”", f"numbers skip from {one} to {two}"
            yield said(info, zh, en, [_evidence(odd.item), _evidence(odd.before)])
