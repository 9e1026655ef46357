"""Which of the figures before it a total closes: what is listed, scored or told in its own sentence and no more."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.parts import missed_by_little
from auditor.checks.common.words import ANSWERS, OF_WHICH, chinese_number, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number

_PLAINLY = re.compile(r"^\s*[，,]\s*(?:合计|共计|总计)(?:为|达)?\s*$")
_AND = re.compile(r"[^，,。；;：:、]{0,16}(?:、|和|与|及|以及)[^，,。；;：:、]{0,8}")
_AND_SO = re.compile(r"[^，,。；;：:、]{0,12}[，,]\s*(?:共|合计|共计|总共|一共)(?:有|计|为)?\s*")
_CLOSES = re.compile(r"\s*[，,]\s*(?:共|合)计(?:为|达)?\s*")
_CLOSES_SHORT = re.compile(r"\s*[，,]\s*共\s*")
_BARE = re.compile(r"\s*(?:、|和|与|及|以及)\s*")
_GOES_ON = re.compile(r"[0-9][^，,。；;：:、0-9]{0,6}(?:、|和|与|及|以及)[^，,。；;：:]*$")
_OPENED = re.compile(r"(?:为|是|如下|包括|有|情况)\s*[：:]\s*[一-龥A-Za-z“”]{1,12}\s*$")
_ITEM = re.compile(r"\s*[、，,；;]\s*[一-龥A-Za-z“”]{1,12}\s*")
_SCORED = re.compile(r"(?<!满)得$|得分$")
_CLOSES_ALL = re.compile(
    r"\s*(?:[。；;，,]\s*)?(?:以上|各项)?(?:总分|总得分|得分)?(?:合计|共计|总计)(?:得|为|得分)?\s*"
)
_NEARLY = 20
_POINTS = 3
_FIRST_FEW = re.compile(r"前(?P<count>[两二三])[项者](?:合计|共计|共)(?:为|达)?$")
_ANSWER = re.compile(rf"(?:^|[“”\"、和])(?:{ANSWERS})[”\"]?(?:有|占)?$")
_LISTED = 3
_TOLD = 16


def first_few(before: Sequence[Number], whole: Number) -> list[Number] | None:
    """Return what 前两项合计 adds: the first of the answers that the sentence lists, behind the number of all of them."""
    start = whole.occurrence.span.start
    found = _FIRST_FEW.search(whole.block.text[max(0, start - _TOLD) : start].rstrip(" ：:"))
    if found is None or not whole.dimension.startswith("count"):
        return None
    run: list[Number] = []
    for number in reversed(before):
        near = number.sentence == run[0].sentence if run else number.sentence >= whole.sentence - 1
        own = near and number.depth == whole.depth
        if number.stated is None or not own or _ANSWER.search(stem(number.clause)) is None:
            break
        run.insert(0, number)
    count = chinese_number(found["count"])
    return run[:count] if count and len(run) > count else None


def earned(before: Sequence[Number], whole: Number) -> list[Number] | None:
    """Return what was scored of 执行得 9.55 分；产出 50 分，得 49.23 分；满意度 10 分，得 9.59 分。合计 68.37 分: all that its paragraph tells."""
    scores = [each for each in before if each.stated and _SCORED.search(each.clause)]
    total = sum((each.known.printed.value for each in scores), Fraction(0))
    if whole.dimension != "score" or len(scores) < _LISTED or _CLOSES_ALL.fullmatch(whole.before) is None:
        return None
    # Scores of other levels among them would miss by far.
    return scores if abs(total - whole.known.printed.value) * _NEARLY <= total else None


def listed_before(before: Sequence[Number], whole: Number) -> list[Number] | None:
    """Return the list that a total closes: 居前三位的依次为：甲 2415 例、乙 1386 例、丙 312 例，合计 4113 例.

    It begins behind a colon, and nothing but names stands between its members: no other figure can be in the total.
    """
    if _CLOSES.fullmatch(whole.before) is None:
        return None
    run: list[Number] = []
    for number in reversed(before):
        if number.stated is None or number.sentence != whole.sentence or number.depth != whole.depth:
            return None
        run.insert(0, number)
        if _OPENED.search(number.before):
            return run if len(run) >= _LISTED else None
        if _ITEM.fullmatch(number.before) is None:
            return None
    return None


def one_a_point(same: Sequence[Number], whole: Number) -> bool:
    """Whether a sentence is 甲 a；乙 b；丙 c；共计 d and nothing else, which misses by a tenth at most."""
    points = len(same) >= _POINTS and [whole.part - each.part for each in same] == list(
        range(len(same), 0, -1)
    )
    alone = re.fullmatch(r"[；;，,\s]*(?:共|合|总)计(?:为|达)?\s*", whole.before) is not None
    missed = abs(sum(each.known.printed.value for each in same) - whole.known.printed.value)
    return points and alone and missed * 10 <= abs(whole.known.printed.value)


def all_told(whole: Number, same: Sequence[Number], numbers: Sequence[Number]) -> bool:
    """Whether 甲 a，乙 b，合计 c holds nothing but its parts and their sum, which misses by little."""
    own = [each for each in numbers if each.sentence <= whole.sentence]
    alone = own == [*same, whole] and _PLAINLY.match(whole.before) is not None
    return alone and len({each.part for each in own}) == 1 and missed_by_little(whole, same)


def joined(parts: Sequence[Number], whole: Number) -> bool:
    """Whether 设 8 个科室、6 个监管所和 2 个事业单位，共 16 个机构 lists all that it counts: one list, and nothing beside it.

    Two suffice where the total says nothing but 合计 (观测站 7 个、自动站 312 个，合计 319 个) or they nothing but their amounts
    (分别欠拨 12.30 万元、12.80 万元，共 25.10 万元).
    """
    alike = {part.occurrence.unit for part in parts} == {whole.occurrence.unit}
    list_goes_on = all(_AND.fullmatch(part.before) for part in parts[1:])
    bare = all(_BARE.fullmatch(part.before) for part in parts[1:])
    close = _CLOSES.fullmatch(whole.before) is not None or (bare and _CLOSES_SHORT.fullmatch(whole.before))
    enough = len(parts) > 2 or (close and (bare or "、" in parts[1].before))  # noqa: PLR2004 - two are seldom a list
    # 教学点 39 个、小学 34 所、初中 13 所，合计 86 所（个）: the list begins with what is counted in another way.
    start = parts[0].occurrence.span.start
    if _GOES_ON.search(re.split("[。；;]", whole.block.text[:start])[-1]):
        return False
    plain = not any(OF_WHICH.search(part.before) or part.depth != whole.depth for part in parts)
    return (
        bool(enough)
        and alike
        and list_goes_on
        and (plain or len(parts) > 2)  # noqa: PLR2004
        and (_AND_SO.fullmatch(whole.before) is not None or bool(close))
    )
