"""The parts of a whole that running text lists: what they are called, what they add up to, where their list can end."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks import _patterns as re
from auditor.checks._betweens import PREVIOUS
from auditor.checks._relations import Weighted, plus
from auditor.checks._slips import BARELY, slip_in_sum
from auditor.checks._words import OF_WHICH, closed, exclusive, parallel, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks._numbers import Number, Paragraph

_FULL_LIST = 4
NEAREST = 4
_RESPECTIVELY = re.compile(r"分别[为是][^，,。；;0-9]{0,6}$")
_JOINED = re.compile(r"\s*[、，,和及与]\s*")
_LISTS_MEANS = re.compile(r"(?:平均|人均|户均)[^，,。；;、]{1,12}(?:分别|依次)(?:为|是)[^，,。；;]*$")
_KINDS = re.compile(r"[猪牛羊禽]{2,4}(?=肉)")
_HERDS = re.compile(r"^(?:count|measure):(?:头|匹|只|峰|羽)$")
_PEOPLE = re.compile(r"人|名|位|员")
_PER_HEAD = re.compile(r"人均[^，,。；;]{0,12}$")
_PLAN = re.compile(
    r"^(?:为|占|完成|达到?)(?:年初|调整|全年|年度|年|汇总|变动)?(?:预算|计划|任务|目标)数?(?:的)?$"
)
_CLASS = re.compile(r"[（(][0-9一二][)）]型")
_ASIDE = re.compile(rf"(?!{_CLASS.pattern})[（(][^（）()]*[)）]")


def pairs(parts: Sequence[Number]) -> tuple[Sequence[Number], Sequence[Number]] | None:
    """Return both columns of 中央资金安排 a，到位 b；省级资金安排 c，到位 d: two lists in one."""
    if len(parts) < _FULL_LIST or len(parts) % 2:
        return None
    one, two = parts[::2], parts[1::2]
    words = {re.sub(r"[，,\s]", "", each.before) for each in two}
    paired = all(each.part == mate.part for each, mate in zip(one, two, strict=True))
    own = len({each.part for each in one}) == len(one)
    return (
        (one, two)
        if len(words) == 1 and words != {""} and "、" not in "".join(words) and paired and own
        else None
    )


def side_by_side(members: Sequence[Number]) -> bool:
    """Whether parts of an amount stand one behind the other with nothing told between them."""
    return members[0].dimension == "money" and all(re.match(r"[、，,]", each.before) for each in members[1:])


def called(member: Number) -> str:
    """Return what a part is called, brackets in its name left out: 高职（专科）院校, but not 小（1）型."""
    words = _ASIDE.sub("", member.before)
    if words == member.before and not _CLASS.search(words):
        return stem(member.name or member.clause)
    return stem(re.split(r"[，,、：:；;。]", words)[-1].strip())


def headed(member: Number) -> str:
    """Return what a number is of that tells something more of it: 高中 in 高中 9 所，在校学生 1.23 万人."""
    words = re.split(r"[。；;]|其中[，,：:]?", member.block.text[: member.occurrence.span.start])[-1]
    return stem(re.split(r"[0-9]", words.strip())[0])


def in_passing(whole: Number, number: Number) -> bool:
    """Whether a figure behind a whole is its mean, its plan or its level of the year before, and no part of it.

    生产总值 a，人均生产总值 b。其中…; 完成 a，为预算 b 的 p%，比上年的 c 增长 q%。其中….
    """
    if _PER_HEAD.search(number.clause):
        return True
    same = number.sentence == whole.sentence and number.depth == whole.depth and number.part == whole.part
    return same and (_PLAN.search(number.clause) is not None or PREVIOUS.search(number.before) is not None)


def gap(whole: Number, members: Sequence[Number]) -> Fraction:
    """Return by how much parts miss their whole."""
    total = sum((stated.printed.value for _, stated in weighted(members)), Fraction(0))
    return abs(total - whole.known.printed.value)


def too_much(whole: Number, members: Sequence[Number], names: list[str]) -> bool:
    """Whether classes that do not overlap hold more than their whole."""
    if not whole.dimension.startswith("count"):
        return False
    total = sum(stated.printed.value for _, stated in weighted(members))
    over = total - whole.known.printed.value
    # Classes that overlap (doctors, nurses, party members) miss by far; a full list that was miscounted does not.
    # Places and things belong to one class each; two classes beside each other are all there is.
    things = _PEOPLE.search(whole.dimension) is None
    beside = len(members) > 1 and all(re.match(r"\s*、", each.before) for each in members[1:])
    least = _FULL_LIST if not things else 2 if beside else _FULL_LIST - 1
    listed = len(members) >= least and len(set(names)) == len(names)
    return over > 0 and (
        parallel(names) or exclusive(names) or (listed and over * BARELY <= whole.known.printed.value)
    )


def natural(parts: Sequence[Number], whole: str) -> list[int]:
    """Return where a list can end: before a semicolon, where its classes are the whole, or at its last part."""
    names = [called(part) for part in parts]
    ends = [
        at
        for at in range(2, len(parts))
        if parts[at].part != parts[at - 1].part or closed(names[:at], rest=False, whole=whole)
    ]
    return [*ends, len(parts)] if len(parts) > 1 else []


def weighted(members: Sequence[Number]) -> list[Weighted]:
    """Return numbers as parts that all count once."""
    return plus([member.stated for member in members if member.stated is not None])


def lists_means(paragraph: Paragraph, parts: Sequence[Number]) -> bool:
    """Whether the sentence of a list says that it lists means: 年平均工资最低的三个行业分别是甲 36,466 元，乙 48,260 元."""
    if not parts:
        return False
    words = paragraph.text[: parts[0].occurrence.span.start]
    return _LISTS_MEANS.search(words[max(words.rfind(mark) for mark in "。；;") + 1 :]) is not None


def unnamed(whole: Number, names: Sequence[str]) -> bool:
    """Whether the name of a whole holds kinds that no part is called by: 猪牛羊禽肉, of which 猪肉 and 禽肉 are told."""
    kinds = _KINDS.search(whole.name or whole.clause)
    return kinds is not None and any(all(kind not in name for name in names) for kind in kinds.group())


def other_herds(paragraph: Paragraph, whole: Number, parts: Sequence[Number]) -> bool:
    """Whether animals of another counter stand in a list of animals: 牛 620 头；驴 45 匹；猪 980 头, of which 驴 is a part."""
    if not parts or not _HERDS.match(whole.dimension):
        return False
    first, last = parts[0].occurrence.span.start, parts[-1].occurrence.span.end
    return any(
        each.dimension != whole.dimension
        and _HERDS.match(each.dimension)
        and first < each.occurrence.span.start < last
        for each in paragraph.numbers
    )


def with_parts(before: Sequence[Number], whole: Number) -> list[Number] | None:
    """Return a and b of 甲 a；乙 b，其中丙 c、丁 d。合计 e, where e leaves out or doubles a part of b.

    The parts behind 其中 give the figure before them, and the gap is exactly one of them.
    """
    near = [each for each in before if each.sentence >= whole.sentence - 1]
    start = next((at for at, each in enumerate(near) if at and OF_WHICH.search(each.before)), 0)
    if not start:
        return None
    top, parts = near[:start], near[start:]
    total = sum((stated.printed.value for _, stated in weighted(parts)), Fraction(0))
    if len(top) < 2 or len(parts) < 2 or total != top[-1].known.printed.value:  # noqa: PLR2004 - two and their parts
        return None
    missed = abs(sum(each.known.printed.value for each in top) - whole.known.printed.value)
    return top if any(missed == each.known.printed.value for each in parts) else None


def missed_by_little(whole: Number, parts: Sequence[Number]) -> bool:
    """Whether parts miss their whole by a tenth of it at most."""
    total = sum(stated.printed.value for _, stated in weighted(parts))
    return abs(total - whole.known.printed.value) * 10 <= abs(whole.known.printed.value)


def between(paragraph: Paragraph, whole: Number, numbers: Sequence[Number], following: int) -> str | None:
    """Return the words between a whole and the first of its parts, None where they stand too far apart."""
    if following >= len(numbers):
        return None
    start, end = whole.occurrence.span.end, numbers[following].occurrence.span.start
    words = re.sub(r"（[^（）]*）", "", paragraph.text[start:end])
    return words if len(words) <= 90 else None  # noqa: PLR2004 - farther off it speaks of something else


def respectively(before: Sequence[Number], whole: Number) -> list[Number] | None:
    """Return the figures of 三项支出分别为 a、b 和 c，合计 d, which are all there is of the sum."""
    run: list[Number] = []
    for number in reversed(before):
        if number.stated is None or number.sentence != whole.sentence or number.depth != whole.depth:
            break
        run.insert(0, number)
        if _RESPECTIVELY.search(number.before):
            alone = re.fullmatch(r"\s*[，,]\s*(?:共|合)计(?:为|达)?\s*", whole.before) is not None
            return run if len(run) > 1 and alone else None
        if not _JOINED.fullmatch(number.before):
            break
    return None


def likely(wholes: Sequence[Number], parts: Sequence[Number]) -> Number | None:
    """Return the whole that a list by classes clearly misses: the nearest before it, or the first of all."""
    names = [called(part) for part in parts]
    near = [each for each in wholes[::-1][:NEAREST] if each.period == parts[0].period]
    for whole in (*near, *wholes[:1]):
        if whole.period != parts[0].period or whole.stated is None:
            continue
        if slip_in_sum(whole.stated, weighted(parts)) or (
            closed(names, rest=False) and missed_by_little(whole, parts)
        ):
            return whole
    return None


def told_each(numbers: Sequence[Number]) -> list[Number]:
    """Return the run of a、b 和 c behind 分别为 that numbers begin with, none where they do not."""
    run: list[Number] = []
    for number in numbers:
        follows = _JOINED.fullmatch(number.before) if run else _RESPECTIVELY.search(number.before)
        if number.stated is None or not follows or number.depth != numbers[0].depth:
            break
        run.append(number)
    return run
