"""Two levels of one sentence and the word between them: 占 27.8%，比上年（31.7%）下降 3.9 个百分点; 余额 a，限额 b，余额低于限额.

What stands in brackets behind the name of what is compared with is its level, and the figure before it, or before the comparison, is the
other one. Where the distance is right and the word is not, it is the word that is wrong.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import (
    ONE,
    evidence_at,
    evidence_of_words,
    judged,
    near_sum,
    rule,
    said,
    summed,
)
from auditor.checks.common.words import stem
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.checks.common.relations import Weighted
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_OFF = rule(
    "distance-not-difference",
    {"zh": "与所比数的差额不符", "en": "a distance is not the difference of its levels"},
)
_UP = r"高|多|大|快|长|上升|增加|增长|提高|提升|上涨|扩大|延长|回升"
_DOWN = r"低|少|小|慢|短|下降|减少|降低|下跌|缩小|回落|下滑|缩短|收窄"
_THAN = re.compile(
    r"(?P<order>高于|低于|多于|少于|大于|小于)?(?(order)|(?<![占可对])[比较])[^，,。；;、（）()]{2,24}[（(]\s*$"
)
_WAY = re.compile(
    rf"[^（()）0-9，,。；;]{{0,6}}[）)]\s*(?:略|还|又|仍|同比)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:[出了]|幅度?为)*\s*(?P<ends>[，,。；;]|(?=[0-9]))"
)
_REACH = 40
_NOT_PLAIN = re.compile(r"目标|计划|任务|可比|口径|扣除|剔除|环比")
_PAIR = re.compile(
    r"(?:^|[，,；;。])\s*(?P<one>[一-龥]{2,12}?)(?:均|都|略|已|仍|远)?(?P<word>(?P<up>高于|大于|多于)|低于|小于|少于)(?P<two>[一-龥]{2,12})(?=[，,。；;])"
)


def two_sides(facts: Facts, info: RuleInfo, paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge the comparisons of two levels that a sentence prints."""
    yield from _in_brackets(facts, info, paragraph)
    yield from _by_name(info, paragraph)


def _in_brackets(facts: Facts, info: RuleInfo, paragraph: Paragraph) -> Iterator[Outcome]:
    for place, (one, two) in enumerate(itertools.pairwise(paragraph.numbers)):
        if one.stated is None or two.stated is None or one.sign or one.dimension != two.dimension:
            continue
        # 甲（5260 元）高于乙（3410 元），比上届（4880 元）增长 380 元: what the first was compared with is not what is compared next.
        start = one.occurrence.span.start
        if one.depth and _THAN.search(paragraph.text, max(0, start - _REACH), start):
            continue
        words = paragraph.text[one.occurrence.span.end : two.occurrence.span.start]
        than, way = _THAN.search(words), _WAY.match(paragraph.text, two.occurrence.span.end)
        if (
            than is None
            or way is None
            or two.depth != 1
            or one.sentence != two.sentence
            or _NOT_PLAIN.search(words)
        ):
            continue
        gap = paragraph.numbers[place + 2] if not way["ends"] and place + 2 < len(paragraph.numbers) else None
        up = way["up"] is not None
        if gap is None and way["ends"]:
            word, at = (way["up"], way.start("up")) if up else (way["down"], way.start("down"))
            yield from _ordered(info, (one, two), word, at, up=up)
        elif gap is not None and gap.stated is not None:
            yield from _apart(facts, info, (one, two, gap), way, up=up)


def _apart(
    facts: Facts, info: RuleInfo, told: tuple[Number, Number, Number], way: re.Match[str], *, up: bool
) -> Iterator[Outcome]:
    """Judge by how much two levels are told to be apart."""
    one, two, gap = told
    high, low = (one, two) if up else (two, one)
    parts: list[Weighted] = [(ONE, high.known), (-ONE, low.known)]
    turned = [(-weight, stated) for weight, stated in parts]
    if gap.dimension not in {one.dimension, "points"}:
        return
    if near_sum(gap.known, parts) or not near_sum(gap.known, turned):
        yield judged(facts, summed(_OFF, gap.known, parts, role="stated"))
        return
    apart = f"相差 {gap.occurrence.text}，"
    yield _contrary(info, (one, two), way["up"] or way["down"], way.start("up" if up else "down"), apart)


def _ordered(
    info: RuleInfo, pair: tuple[Number, Number], word: str, at: int, *, up: bool
) -> Iterator[Outcome]:
    """Judge a word of order by the two levels that it stands between, where they are not the same."""
    one, two = (each.known.printed.value for each in pair)
    if (one > two) is up and one != two:
        words = evidence_of_words(pair[0].block, at, word, "比较用语")
        yield said(info, "", "", [words], Verdict.EXACT)
    elif one != two:
        yield _contrary(info, pair, word, at, "")


def _contrary(info: RuleInfo, pair: tuple[Number, Number], word: str, at: int, apart: str) -> Outcome:
    one, two = (each.occurrence.text + each.occurrence.unit.strip("%") for each in pair)
    return said(
        info,
        f"{one} 与 {two} 相比，{apart}却称“{word}”，方向相反",
        f"{one} and {two} stand the other way round than '{word}' says",
        [
            evidence_of_words(pair[0].block, at, word, "比较用语"),
            *(evidence_at(each.block, each.occurrence) for each in pair),
        ],
    )


def _by_name(info: RuleInfo, paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge 余额 398.42 亿元，限额 426.59 亿元，余额低于限额 by the only two figures of its sentence that are called so."""
    for found in _PAIR.finditer(paragraph.text):
        start = found.start("one")
        sentence = paragraph.text[paragraph.text.rfind("。", 0, start) + 1 : start]
        own = [
            each
            for each in paragraph.numbers
            if each.stated and not each.sign and start - len(sentence) <= each.occurrence.span.start < start
        ]
        sides = [
            [each for each in own if stem(each.name).endswith(stem(found[side]))] for side in ("one", "two")
        ]
        if any(len(side) != 1 for side in sides) or sides[0] == sides[1]:
            continue
        one, two = sides[0][0], sides[1][0]
        if one.dimension == two.dimension and not _NOT_PLAIN.search(found.group()):
            up = found["up"] is not None
            yield from _ordered(info, (one, two), found["word"], found.start("word"), up=up)
