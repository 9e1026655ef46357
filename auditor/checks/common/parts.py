"""The parts of a whole that running text lists: what they are called, what they add up to, where their list can end."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.betweens import PREVIOUS
from auditor.checks.common.relations import Weighted, near_sum, plus
from auditor.checks.common.slips import BARELY, copied, moved_point, slip_in_sum
from auditor.checks.common.words import EXCLUSIVE, OF_WHICH, closed, exclusive, overlap, parallel, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_FULL_LIST = 4
NEAREST = 4
_SHARED = _MOULD = 2
_SIZE = 20
_LINKED = re.compile(r"(?:^|[和及与])$")
_FULL_MARK = re.compile(r"满分")
_COULD = re.compile(r"满分|分值|权重")
_WHOLE_OF = re.compile(r"总(?:长度?|面积|里程|量)(?:为|达|约)?$")
_RESPECTIVELY = re.compile(r"分别[为是][^，,。；;0-9]{0,6}$")
_EACH_OF = re.compile(r"分别(?!为|是|增|减|下降|上升|提高|占)[^，,。；;0-9]{1,6}$")
_JOINED = re.compile(r"\s*[、，,和及与]\s*")
_LISTS_MEANS = re.compile(r"(?:平均|人均|户均)[^，,。；;、]{1,12}(?:分别|依次)(?:为|是)[^，,。；;]*$")
_THAN = re.compile(r"[比较与](?:上年|去年|同期|年初预算|预算)[一-龥]{0,6}$")
_AGAINST = re.compile(r"^[比较与]")
_CHANGED = re.compile(r"\s*[一-龥]{1,4}\s*(?:相比)?[，,]?\s*(?:增加|减少|增长|下降|上升|多|少)")
_KINDS = re.compile(r"[猪牛羊禽]{2,4}(?=肉)")
_HERDS = re.compile(r"^(?:count|measure):(?:头|匹|只|峰|羽)$")
_PEOPLE = re.compile(r"人|名|位|员")
_PER_HEAD = re.compile(r"人均[^，,。；;]{0,12}$")
_PLAN = re.compile(
    r"^(?:为|占|完成|达到?)(?:年初|调整|全年|年度|年|汇总|变动)?(?:预算|计划|任务|目标)数?(?:的)?$"
)
_CLASS = re.compile(r"[（(][0-9一二][)）]型")
_ASIDE = re.compile(rf"(?!{_CLASS.pattern})[（(][^（）()]*[)）]")
_REST_OF = re.compile(r"(?:其他|其余)[0-9]")
"""其他 5 个县区: what is left is told with how many it is."""
_ITEM = re.compile(r"^\s*[一二三四五六七八九十]{1,2}(?:是|、)")
_HELD = re.compile(r"控股|民营|民间|非公有|规模以上|限额以上")
_OF_ALL = re.compile(r"总|合计|进出口|农林牧渔")
_NEXT = re.compile(r"其次|(?<![一-龥])次(?:之|为)|依次(?:为|是)|居(?:首|第)|位居|位列")
_STATE = re.compile(r"(?:已|目前|实际|累计)[^，,。；;]{0,6}(?:拨付|支付|支出|使用|到位|报账|兑付|完成投资)")


def other_state(first: Number, number: Number) -> bool:
    """Whether a number begins another list: 目前已拨付 106 万元 behind 其中管理费 1 万元; 满分依次为 15 分 behind what was scored."""
    return any(kind.search(number.clause) and not kind.search(first.clause) for kind in (_STATE, _COULD))


def meant_all(whole: Number, members: Sequence[Number]) -> bool:
    """Whether classes that are all there are can be those of a whole.

    Counted classes are; amounts must miss by less than half, or by a point that has moved or a value that was copied: 税收 and 非税
    are of much.
    """
    near = gap(whole, members) * 2 <= abs(whole.known.printed.value)
    far = (
        whole.dimension.startswith("count")
        or moved_point(whole.known, weighted(members))
        or copied(whole.known, weighted(members))
    )
    return (near or far) and not of_one_class(whole, members)


def ranked(parts: Sequence[Number]) -> bool:
    """Whether parts are told from the greatest on, as the first of a longer list: 流感 a；其次为手足口病 b、其他感染性腹泻 c."""
    return any(_NEXT.search(part.before) for part in parts[1:])


def by_levels(whole: Number, parts: Sequence[Number]) -> bool:
    """Whether counts are those of the levels of one tree, the last of which is the whole: 指标 15 个，一级 3 个，…三级 15 个."""
    return whole.dimension.startswith("count") and any(
        "级" in part.clause and part.known.printed.value == whole.known.printed.value for part in parts
    )


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


def begins_point(number: Number) -> bool:
    """Whether a number is the first of a point of a list: 二是安排 9.75 亿元."""
    return _ITEM.match(re.split(r"[；;。：:]", number.before)[-1]) is not None


def beside_whole(whole: Number, first: Number, number: Number) -> bool:
    """Whether a number goes on behind the whole: 手机产量 a，其中智能手机产量 b；计算机产量 c, where b bears the whole's name and c another."""
    name, noun = stem(whole.name), stem(whole.name)[-_SHARED:]
    kind = len(name) > _SHARED and stem(first.name).endswith(name)
    other = stem(number.name).endswith(noun) and not stem(number.name).endswith(name)
    return kind and other and not closed([called(first), called(number)], rest=False, whole=name)


def called(member: Number) -> str:
    """Return what a part is called, brackets in its name left out: 高职（专科）院校, but not 小（1）型."""
    if _REST_OF.match(member.phrase):
        return stem(member.phrase)
    words = _ASIDE.sub("", member.before)
    if words == member.before and not _CLASS.search(words):
        return stem(member.name or member.clause)
    last = re.split(r"[，,、：:；;。]", words)[-1].strip()
    # 3 个行政部门（…）和 7 个事业单位（…）: the name follows its count.
    return (
        stem(member.name) if member.name and member.name not in words and _LINKED.search(last) else stem(last)
    )


def called_each(members: Sequence[Number]) -> list[str]:
    """Return what parts are called: by what they come from where all have one noun, 中央资金用于 24 个项目，省级资金用于 5 个项目."""
    names = [called(member) for member in members]
    return names if len(set(names)) > 1 else [stem(member.clause) for member in members]


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
    """Whether classes that do not overlap hold more than their whole; a loss takes off what it is told beside."""
    if any("亏损" in name for name in names):
        return False
    total = sum(stated.printed.value for _, stated in weighted(members))
    over = total - whole.known.printed.value
    if over > 0 and (exclusive(names) or _of_one_mould(names)) and not _AGAINST.search(whole.clause):
        return True
    if whole.dimension.startswith("measure") and _WHOLE_OF.search(whole.clause):
        # 河道总长 3.57 km，其中干流长 3.13 km，支沟 0.62 km: lengths of an open list may be less than all, not more.
        return 0 < over * 10 <= whole.known.printed.value
    if not whole.dimension.startswith("count"):
        return False
    if over > 0 and _some_too_many(whole, members, names):
        return True
    # Classes that overlap (doctors, nurses, party members) miss by far; a full list that was miscounted does not.
    # Places and things belong to one class each; two classes beside each other are all there is.
    things = _PEOPLE.search(whole.dimension) is None
    beside = len(members) > 1 and all(re.match(r"\s*、", each.before) for each in members[1:])
    least = _FULL_LIST if not things else 2 if beside else _FULL_LIST - 1
    listed = len(members) >= least and len(set(names)) == len(names)
    return over > 0 and (parallel(names) or (listed and over * BARELY <= whole.known.printed.value))


def _of_one_mould(names: Sequence[str]) -> bool:
    """Whether names differ in one word between the same beginning and end: 代理个人保险收入, 代理个人理财收入, 代理个人基金收入."""
    ends = {(name[:_MOULD], name[-2:]) for name in names}
    return (
        len(names) > _MOULD
        and len(ends) == 1
        and len(set(names)) == len(names) == sum(len(n) > _MOULD + 2 for n in names)
    )


def _some_too_many(whole: Number, members: Sequence[Number], names: list[str]) -> bool:
    """Whether those members that are known to exclude each other are more than their whole, whatever the others are."""
    for group in EXCLUSIVE:
        held = [
            (member, [word for word in group if word in name])
            for member, name in zip(members, names, strict=True)
        ]
        some = [(member, words[0]) for member, words in held if len(words) == 1]
        total = sum(member.known.printed.value for member, _ in some)
        apart = len({word for _, word in some}) == len(some) > 1
        if apart and total > whole.known.printed.value:
            return True
    return False


def nearly_all(whole: Number, parts: Sequence[Number]) -> bool:
    """Whether two counted classes side by side miss their whole by one thing, or by one in fifty: mostly all was meant."""
    size, missed = whole.known.printed.value, gap(whole, parts)
    over = sum(part.known.printed.value for part in parts) > size
    return (
        whole.dimension.startswith("count")
        and len(parts) == 2  # noqa: PLR2004 - of more, one more class may go untold
        and size >= _SIZE
        and missed <= max(Fraction(1), size / (10 if over else 50))
        and parts[0].part == parts[1].part
        and all(overlap(stem(part.name), stem(whole.name)) >= _SHARED for part in parts)
        and min(part.known.printed.value for part in parts) > missed
    )


def part_too_large(whole: Number, members: Sequence[Number]) -> bool:
    """Whether one of several counted classes, which are not said to be of something else, is more than their whole."""
    return whole.dimension.startswith("count") and any(
        each.known.printed.value > whole.known.printed.value
        and overlap(stem(each.name), stem(whole.name)) >= _SHARED
        for each in members
    )


def full_marks(whole: Number, members: Sequence[Number]) -> bool:
    """Whether a full mark is told with what it is made of: 满分 100 分，其中投入 10 分、产出 50 分、效益 40 分."""
    return (
        whole.dimension == "score"
        and _FULL_MARK.search(whole.clause) is not None
        and len(members) >= _FULL_LIST - 1
        and gap(whole, members) * 4 <= whole.known.printed.value
    )


def small_rest(whole: Number, members: Sequence[Number]) -> bool:
    """Whether parts fall short by a few last places only: any such rest is one digit, and an open list has a rest."""
    short = whole.known.printed.value - sum(each.known.printed.value for each in members)
    step = whole.known.printed.numeral.step * whole.known.printed.unit.factor
    return 0 < short < step * 10 and len(members) > 2  # noqa: PLR2004 - two are mostly meant as all


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
        if _RESPECTIVELY.search(number.before) or _EACH_OF.search(number.before):
            alone = re.fullmatch(r"\s*[，,]\s*(?:共计?|合计)(?:为|达)?\s*", whole.before) is not None
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


def compared_with(paragraph: Paragraph, whole: Number, other: Number) -> bool:
    """Whether a number is only what another one of its sentence is compared with: 比上年 13,598.25 万元增加."""
    return (
        other.sentence == whole.sentence
        and _THAN.search(other.clause) is not None
        and _CHANGED.match(paragraph.text, other.occurrence.span.end) is not None
    )


def of_one_class(whole: Number, run: Sequence[Number]) -> bool:
    """Whether an amount is of one of the classes itself: 男性毕业生 a，女性毕业生 b，其中男性研究生 c，女性研究生 d."""
    names = [called(each) for each in run]
    own = called(whole).replace("满意度", "")  # 满意度调查 asks for the classes, and is none of them
    if _OF_ALL.search(own) or _OF_ALL.search(whole.name or whole.clause):
        return False  # 农林牧渔业总产值 is called after all of its classes
    return any(closed([*names[:at], own, *names[at + 1 :]], rest=False) for at in range(len(names)))


def crossing(whole: Number, run: Sequence[Number]) -> bool:
    """Whether the first of a list is told across its classes: 国有控股企业 a；国有企业 b，集体企业 c，…, where the others are all."""
    return (
        len(run) > _FULL_LIST
        and _HELD.search(called(run[0])) is not None
        and near_sum(whole.known, weighted(run[1:]))
    )


def completes(whole: Number, parts: Sequence[Number], number: Number) -> bool:
    """Whether a number begins the sentence behind a list, with the class that the list lacks to be all there is."""
    begins = re.search(r"[。；;]\s*[^，,。；;、：:]{2,12}$", number.before) is not None
    # 其中：购置支出 25 万元。主要用于新购一辆公车。运行维护支出 12.35 万元: what it was for may stand between.
    near = 0 < number.sentence - parts[-1].sentence <= _SHARED and number.depth == parts[0].depth
    # 义务教育学校 85 所，其中小学 49 所。其中初中 28 所: of things that are counted there may be another class.
    name = whole.name if number.dimension == "money" else ""
    return begins and near and closed([called(each) for each in (*parts, number)], rest=False, whole=name)
