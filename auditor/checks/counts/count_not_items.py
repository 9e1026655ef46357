"""A count of problems or proposals that the headings or items that tell them do not bear out.

评价发现五个方面的问题 stands before, and the chapter 存在的问题 has four numbered headings.

社会保险基金共七项。（一）…（六）…: the count ends its paragraph, the numbered items follow at once, and each begins with the name of such a
thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.marks import item_of
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.words import chinese_number
from auditor.findings import Verdict
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "count-not-items"
TITLE = {"zh": "数量与所列条目数不符", "en": "a count is not the number of items that tell it"}
_COUNTED = re.compile(
    r"(?P<count>[0-9]{1,2}|[一二三四五六七八九十两]{1,2})\s*(?:个|条|项|点|类|方面)(?:方面)?(?:的)?(?:主要|突出|具体|共性|工作|整改|改进)?(?P<noun>问题|建议|经验|不足)(?!(?:的)?(?:平均|综合|满意)?(?:得分|评分|均值|满意))(?!中[，,]?[^，,。；;]{0,6}最)"
)
_HELD = re.compile(
    r"(?P<noun>问题|建议|不足|经验|措施|做法)[^，,。；;：:]{0,4}(?:有|为|表现为|表现在|体现在|集中在)\s*(?:以下|如下)?\s*"
    r"(?P<count>[0-9]{1,2}|[一二三四五六七八九十两]{1,2})\s*(?:个|条|项|点|类)(?:方面|问题)?(?=\s*[：:]\s*$)"
)
_OPENED = re.compile(
    r"(?<![第之])(?P<count>[0-9]{1,2}|[二三四五六七八九十两]{1,2})\s*(?:个|大|条|项|点|类)?(?P<noun>方面|重点|任务|问题|措施|建议|工作|举措|原因|要点)[^，,。；;：:]{0,10}\s*[：:]\s*(?=一是)"
)
_TOLD = re.compile(r"(?<=[：:；;。，,、])\s*(?P<serial>[一二三四五六七八九十]{1,2})是")
_BEHIND = re.compile(
    r"(?:以上|上述)\s*(?P<count>[0-9]{1,2}|[一二三四五六七八九十两]{1,2})\s*(?:个|大|条|项|点|类)(?:方面|任务|工作|问题|措施|建议|重点)?(?!的|以上)"
)
_GOES_ON = re.compile(r"^\s*[一二三四五六七八九十]{1,2}是")
_NAMED = {
    "问题": re.compile(r"问题|不足"),
    "不足": re.compile(r"问题|不足"),
    "建议": re.compile(r"建议"),
    "经验": re.compile(r"经验"),
}
_ASKED = re.compile(r"问卷[^。；;]*$")
"""Questions that were asked are no problems that were found."""
_TOLD_HERE = re.compile(r"(?:^|[：:，,；;。])\s*(?:一是|其一|[（(]?1[）)、.．])")  # noqa: RUF001
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_LEAST = 2
_FAR = 2
_TITLE = 20
_ENDING = re.compile(
    r"(?P<noun>[一-龥]{2,12}?)(?:共有?|共计|包括|分为|有|为|设有|涉及)(?:以下|下列|如下)?\s*(?P<count>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})\s*"
    r"(?:项|个|类|大类|种|支|只|方面)(?P<behind>[一-龥]{0,6})(?P<announced>[，,][^。；;：:]{0,20}(?:如下|逐[项条一])[^。；;：:]{0,6})?[。：:]\s*$"
)
_OPEN = re.compile(r"主要|等|其中|如|例")
_LEAST_ITEMS = 3
_HEAD = 24
_SHARED = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge counts by the headings or items that tell what they count."""
    yield from _chapters(facts)
    yield from _sections(facts)


def _chapters(facts: Facts) -> Iterator[Outcome]:
    """Judge counts whose list follows at once, or whose chapter bears the noun."""
    blocks = facts.report.blocks
    for at, block in enumerate(blocks):
        if block.kind not in TEXT_KINDS:
            continue
        yield from _inside(blocks, at)
        yield from _above(blocks, at)
        for found in (*_COUNTED.finditer(block.text), *_HELD.finditer(block.text)):
            count = chinese_number(found["count"])
            item = next((each for each in block.occurrences if each.span.start == found.start("count")), None)
            if count is None or count < _LEAST or _ASKED.search(block.text[: found.start()]):
                continue
            if _TOLD_HERE.search(block.text[found.end() :]):
                continue  # 共发现 3 类问题：一是…；二是…: the paragraph tells them itself
            follows = re.fullmatch(r"\s*[：:]?\s*", block.text[found.end() :]) is not None
            listed = (
                _items(blocks, at + 1) or _items(blocks, at + 1, _level(blocks, at)) or _run(blocks, at + 1)
                if follows
                else 0
            )
            listed = listed or (_chapter(blocks, found["noun"], at) if found["noun"] in _NAMED else 0)
            # What a colon opens is all of it; a chapter may tell of some more.
            if not listed or not (follows or abs(listed - count) <= _FAR):
                continue
            info = rule(NAME, TITLE)
            evidence = [
                evidence_of_words(block, found.start("count"), found["count"])
                if item is None
                else evidence_at(block, item)
            ]
            if listed == count:
                yield said(info, "", "", evidence, Verdict.EXACT)
                continue
            zh = f"写“{found.group()}”，所列{found['noun']}却有 {listed} 条"
            yield said(info, zh, f"says {found.group()}, and {listed} are listed", evidence)


def _inside(blocks: Sequence[Block], at: int) -> Iterator[Outcome]:
    """Judge 支持以下六个方面：一是…；五是…: the paragraph tells its items itself, from the first to the last."""
    block = blocks[at]
    opened = list(_OPENED.finditer(block.text))
    following = next((each for each in blocks[at + 1 :] if each.kind is not BlockKind.FURNITURE), None)
    if len(opened) != 1 or (following is not None and _GOES_ON.match(following.text)):
        return
    found = opened[0]
    count = chinese_number(found["count"])
    told = [chinese_number(each["serial"]) for each in _TOLD.finditer(block.text, found.end() - 1)]
    # 一是 again, or a number left out: more than one list, or one that a reader has to look at himself.
    if count is None or count < _LEAST or len(told) < _LEAST or told != list(range(1, len(told) + 1)):
        return
    evidence = [evidence_of_words(block, found.start("count"), found["count"])]
    words = re.sub(r"\s*[：:]\s*$", "", found.group())
    if len(told) == count:
        yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
    else:
        zh = f"写“{words}”，所列却有 {len(told)} 条"
        yield said(rule(NAME, TITLE), zh, f"says {words}, and {len(told)} are listed", evidence)


def _above(blocks: Sequence[Block], at: int) -> Iterator[Outcome]:
    """Judge ①…；②…；③…。以上 3 项: what is counted behind its items, marked in the paragraph."""
    text = blocks[at].text
    for found in _BEHIND.finditer(text):
        before = text[: found.start()]
        count = chinese_number(found["count"])
        told = [_CIRCLED.index(each) + 1 for each in before if each in _CIRCLED] or [
            chinese_number(each["serial"]) or 0 for each in _TOLD.finditer(before)
        ]
        if count is None or len(told) < _LEAST_ITEMS or told != list(range(1, len(told) + 1)):
            continue
        evidence = [evidence_of_words(blocks[at], found.start("count"), found["count"])]
        if count == len(told):
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
            continue
        zh = f"写“{found.group()}”，其前所列却有 {len(told)} 项"
        yield said(rule(NAME, TITLE), zh, f"says {found.group()}, and {len(told)} stand before it", evidence)


def _level(blocks: Sequence[Block], at: int) -> int:
    """Return the level of the heading that a block stands below: what is told may have headings of its own."""
    return next((each.level for each in reversed(blocks[:at]) if each.kind is BlockKind.HEADING), 0)


def _chapter(blocks: Sequence[Block], noun: str, told: int) -> int:
    """Return how many items the only chapter of that name has; none where one of them tells the count.

    尚有 7 个问题未销号, in the fourth of five numbered problems, counts something else.
    """
    heads = [
        at
        for at, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING and _NAMED[noun].search(block.text) and len(block.text) <= _TITLE
    ]
    if any(_among(blocks, at, told) for at in heads):
        return 0
    # A summary repeats the chapter: then both have to have as many.
    counts = {_items(blocks, at + 1, blocks[at].level) for at in heads} - {0}
    return counts.pop() if len(counts) == 1 else 0


def _among(blocks: Sequence[Block], head: int, told: int) -> bool:
    """Whether a place stands in a chapter, in its first numbered item or behind it."""
    inside = blocks[head + 1 : told + 1]
    closed = any(each.kind is BlockKind.HEADING and each.level <= blocks[head].level for each in inside)
    return not closed and any(item_of(each) is not None for each in inside)


def _items(blocks: Sequence[Block], start: int, level: int = 99) -> int:
    """Return the number of items of the first numbering behind a place, up to what closes it."""
    style, count = "", 0
    for block in blocks[start:]:
        if block.kind is BlockKind.FURNITURE:
            continue
        if block.kind is BlockKind.HEADING and block.level <= level:
            break
        found = item_of(block)
        if found is None:
            continue
        if not style:
            if found[1].number != 1:
                return 0
            style = found[0]
        if found[0] == style:
            if count and found[1].number == 1:
                break
            count += 1
    return count if count >= _LEAST else 0


def _run(blocks: Sequence[Block], at: int) -> int:
    """Return how many marks in turn the paragraph at a place tells in one run: ①…；②…；③…."""
    following = next((each for each in blocks[at : at + 2] if each.kind is not BlockKind.FURNITURE), None)
    if following is None or not _CIRCLED.startswith(following.text.strip()[:1] or " "):
        return 0
    marks = [_CIRCLED.index(each) for each in following.text if each in _CIRCLED]
    return len(marks) if len(marks) >= _LEAST and marks == list(range(len(marks))) else 0


def _sections(facts: Facts) -> Iterator[Outcome]:
    """Judge every count whose items follow at once."""
    blocks = [block for block in facts.report.blocks if block.kind is not BlockKind.FURNITURE]
    for at, block in enumerate(blocks):
        found = _ENDING.search(block.text) if block.kind in TEXT_KINDS else None
        count = chinese_number(found["count"]) if found else None
        if (
            found is None
            or count is None
            or _OPEN.search(found.group().replace(found["announced"] or "\0", ""))
        ):
            continue
        items = _numbered(blocks, at + 1)
        noun = found["behind"] or found["noun"]
        if len(items) < _LEAST_ITEMS or not (
            found["announced"] or (abs(len(items) - count) <= _FAR and all(_of(noun, item) for item in items))
        ):
            continue
        evidence = [evidence_of_words(block, found.start("count"), found["count"])]
        if len(items) == count:
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
            continue
        zh = f"写“{found.group().strip('。：:')}”，其后逐项说明的却有 {len(items)} 项"
        yield said(rule(NAME, TITLE), zh, f"says {found['count']}, and {len(items)} items follow", evidence)


def _numbered(blocks: Sequence[Block], start: int) -> list[str]:
    """Return the texts of the first run of numbered items, none where it does not begin at once with the first."""
    style = ""
    texts: list[str] = []
    for block in blocks[start:]:
        found = item_of(block)
        if found is None or (style and found[0] != style):
            if not style or block.kind is BlockKind.TABLE or block.kind is BlockKind.HEADING:
                break
            continue
        if found[1].number != len(texts) + 1:
            break
        style = found[0]
        texts.append(re.sub(r"^[#\s]+", "", block.text)[len(found[1].mark) :][:_HEAD])
    return texts


def _of(noun: str, item: str) -> bool:
    """Whether an item begins with the name of such a thing: its last two characters tell the kind."""
    return noun[-_SHARED:] in item
