"""The whole of a share that the words close to it tell of: 未结, a list that its classes fill, the one figure before its part.

None of these words names the figure; each takes up what the sentence has just told.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.chance import tells
from auditor.checks.common.relations import near_ratio
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.wholes import exactly
from auditor.checks.common.words import OF_WHICH, overlap, stem
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number
    from auditor.checks.common.wholes import Pair

_AT_ONCE = re.compile(r"^[，,]\s*占(?:比|总[数量额])?(?:为|达|约|\s)*$")
_RATED = re.compile(
    r"[^，,。；;0-9]{0,4}[，,][^，,。；;0-9]{0,8}(?<!回收)(?<!收回)(?<!有效)[率度](?:为|是|达到?|约|\s)*[0-9.]+\s*[%％]"
)
_AMONG_THEM = re.compile(r"[，,；;]\s*其中[，,]?(?:共?有)?\s*$")
_WITHIN_IT = re.compile(r"[，,]\s*其中[，,：:]?[^，,。；;：:]{0,16}$")
_ONLY_SHARE = re.compile(r"^[^，,。；;、（）()]{0,24}[，,]\s*占比(?:为|达|约|\s)*$")
_AGAIN = re.compile(
    r"^[一-龥]{0,2}[，,]\s*(?:其中)?(?P<who>[^，,。；;、（）()0-9占]{2,12})占(?:比)?(?:为|达|约|\s)*$"
)
_OWN = re.compile(r"[，,]\s*(?P<who>[^，,。；;、（）()0-9占]{2,8})(?:收入|支出)?占比(?:为|达|约|\s)*$")
_LEFT = re.compile(r"(?:案件|事项|问题|项目|任务|件|人员|的|总?[数量])+$")
_PLANNED = re.compile(r"计划|目标|任务|应")
_LEADS = re.compile(r"\s*[一-龥]{0,8}中[，,：:]")
_CLASSES = 3
_SHORTEST = 4
_LIKE = 2
_OPENS = re.compile(r"。\s*其中[，,：:]?[^，,。；;：:]{1,16}$")
_ACT = re.compile(
    r"^(?P<act>抽查|抽检|检查|审计|核查|调查|监测|走访|排查)的?(?P<noun>资金|金额|面积|人数|户数)(?:总[额量数])?$"
)
_FUNDS = re.compile(r"(?:资金|经费)(?:总额)?$")


def close(pair: Pair, bases: Sequence[Number]) -> Number | None:
    """Return the whole that the words close to a share tell of, None where they tell of none."""
    found = (each(pair, bases) for each in (_left_over, _filled, _only, _got, _shortened))
    return next((base for base in found if base is not None and _may_hold(pair, base)), None)


def meant(pair: Pair, bases: Sequence[Number], fitting: Sequence[Number]) -> Number | None:
    """Return the whole that its own sentence tells, where a share comes out over others alone."""
    return told_of_act(pair, bases, fitting) or of_own_sentence(pair, bases, fitting)


def told_of_act(pair: Pair, bases: Sequence[Number], fitting: Sequence[Number]) -> Number | None:
    """Return the whole of 占抽查资金的 p%: the one figure whose sentence tells of 抽查 and of 资金, where none that fits does."""
    found = _ACT.match(pair[2])
    if found is None:
        return None
    called = [
        each
        for each in bases
        if found["act"] in each.lead and found["noun"] in each.clause and _may_hold(pair, each)
    ]
    values = {each.known.printed.value for each in called}
    return called[0] if len(values) == 1 and not any(found["act"] in each.lead for each in fitting) else None


def led(pair: Pair, bases: Sequence[Number], pairs: Sequence[Pair]) -> Number | None:
    """Return the whole that leads a list of several wrong shares: 4,442 万元支出中，甲 a 万元，占 x%；乙 b 万元，占 y%."""
    share, _, named = pair
    own = [each for each in pairs if each[0].sentence == share.sentence and not each[2]]
    led_by = [each for each in bases if each.sentence == share.sentence and _LEADS.match(each.after)]
    if named or len(led_by) != 1 or led_by[0].block is not share.block or not _may_hold(pair, led_by[0]):
        return None
    base = led_by[0].known
    kept = [one.known for one, part, _ in own if near_ratio(one.known, part.known, base)]
    # 在办结的 50 件中，甲 31 件，占 62.0%；乙 10 件，占 p%: of two shares one is enough that is no other's by chance.
    alone = len(kept) == len(own) - 1 == 1 and tells(kept[0], len(bases))
    return led_by[0] if alone or (len(kept) >= _CLASSES - 1 and len(kept) * 2 >= len(own)) else None


def of_own_sentence(pair: Pair, bases: Sequence[Number], fitting: Sequence[Number]) -> Number | None:
    """Return the whole of 结存 a 万元，其中一年以上的 b 万元，占 p%, where the share comes out over a figure of other paragraphs alone."""
    share, part, named = pair
    if named or not fitting or any(each.block is share.block for each in fitting):
        return None
    if not _WITHIN_IT.search(part.lead) or not _AT_ONCE.match(share.before):
        return None
    base = _only(pair, bases)
    if base is None or not _may_hold(pair, base):
        return None
    # 前五名客户 a 万元，占 38.67%；其中关联方 b 万元，占 4.48%: of what the share before it is of.
    between = share.block.text[base.occurrence.span.end : part.occurrence.span.start]
    return None if re.search(r"[%％]", between) else base


def _only(pair: Pair, bases: Sequence[Number]) -> Number | None:
    """Return the whole of 抽查大型设备 24 台，年开机率低于 60% 的 4 台，占 p%: the one figure of its unit told before the part."""
    share, part, named = pair
    own = [
        each
        for each in _own(share, bases)
        if each.occurrence.span.start < part.occurrence.span.start
        and each.dimension == part.dimension
        and each.depth <= part.depth
    ]
    if not own and _OPENS.search(part.before) and _AT_ONCE.match(share.before):
        return _before(pair, bases)
    if len({each.known.printed.value for each in own}) != 1 or _rated(own[0]):
        return None
    called = len(named) > 2 and named in stem(own[0].clause)  # noqa: PLR2004 - 支出 is said of much
    among = not named and _AMONG_THEM.search(part.before) and _ONLY_SHARE.search(share.before)
    return own[0] if called or among or _AT_ONCE.match(share.before) or _of_it(share, part) else None


def _rated(number: Number) -> bool:
    """Whether a figure has a rate of its own behind it: 满意的 136 人，满意度 95.10%；认为偏长的 19 人，占 13.3% of all asked."""
    return _RATED.match(number.block.text, number.occurrence.span.end) is not None


def _before(pair: Pair, bases: Sequence[Number]) -> Number | None:
    """Return the whole of 支出 1,694 万元，科目见表 2。其中劳务费 638 万元，占 p%: the one figure of its paragraph before 其中."""
    share, part, _ = pair
    own = [
        each
        for each in bases
        if each.block is share.block
        and each.dimension == part.dimension
        and each.occurrence.span.start < part.occurrence.span.start
    ]
    near = len({each.known.printed.value for each in own}) == 1 and own[0].sentence == part.sentence - 1
    return own[0] if near and not own[0].depth else None


def _got(pair: Pair, bases: Sequence[Number]) -> Number | None:
    """Return the whole of 到位 a 万元，…；支出 b 万元，占到位资金的 p%: the one figure of the sentence that the verb tells."""
    share, part, named = pair
    core = _FUNDS.sub("", named)
    if part.dimension != "money" or core in {"", named}:
        return None
    called = [
        each
        for each in _own(share, bases)
        if stem(each.clause) == core and len(each.clause) > 1 and not each.depth
    ]
    return called[0] if len({each.known.printed.value for each in called}) == 1 else None


def _own(share: Number, bases: Sequence[Number]) -> list[Number]:
    """Return the figures of the sentence of a share."""
    return [each for each in bases if each.block is share.block and each.sentence == share.sentence]


def _left_over(pair: Pair, bases: Sequence[Number]) -> Number | None:
    """Return the whole of 年末未结 43 件，其中超过半年的 11 件，占未结案件的 p%: 未结 is what the sentence calls it."""
    share, _, named = pair
    core = _LEFT.sub("", named)
    if len(core) < 2 or not core.startswith(("未", "尚未")):  # noqa: PLR2004 - 未 alone says nothing
        return None
    own = _own(share, bases)
    called = [each for each in own if stem(each.clause).endswith(core)]
    return called[0] if len(called) == 1 else None


def _filled(pair: Pair, bases: Sequence[Number]) -> Number | None:
    """Return the whole of 127 人，其中甲 52 人、乙 38 人、丙 37 人，丙占 p%, which the classes before the share fill."""
    share, part, named = pair
    own = _own(share, bases[::-1])
    at = next((place for place, each in enumerate(own) if "其中" in each.before), 0)
    if named or not at or not _of_last(share, part):
        return None
    whole, parts = own[at - 1], [*own[at:], part]
    alike_ = all(each.dimension == part.dimension and each.depth == share.depth for each in (whole, *parts))
    total = sum((each.known.printed.value for each in parts), Fraction(0))
    full = alike_ and len(parts) >= _CLASSES and total == whole.known.printed.value
    return whole if full else None


def _shortened(pair: Pair, bases: Sequence[Number]) -> Number | None:
    """Return the whole of 占财政支出的 p% that is told as 全区公共财政预算支出: the one figure whose name holds its characters in order."""
    share, part, named = pair
    if len(named) < _SHORTEST or part.dimension != "money":
        return None
    told = [
        each
        for each in bases
        if each.dimension == part.dimension
        and not each.depth
        and each.period == share.period
        and not _PLANNED.search(each.clause)
        and stem(each.name)[-2:] == named[-2:]
        and _in_order(named, stem(each.name))
    ]
    above = [each for each in told if each.known.printed.value > part.known.printed.value]
    values = {each.known.printed.value for each in told}
    if not above or len(values) > 1:
        return None
    # 占财政支出 may be of more than 预算支出: a slip of the pen shows that it is of this.
    ratio = round_to(part.known.printed.value / above[0].known.printed.value, share.known.printed.step)
    meant = share.known.printed.value == ratio or slip(share.known, ratio) in {"swap", "digit", "digit lost"}
    return above[0] if meant and digits(share.known) >= MEANT - 1 else None


def _in_order(short: str, name: str) -> bool:
    rest = iter(name)
    return all(each in rest for each in short)


def _of_it(share: Number, part: Number) -> bool:
    """Whether 税收占比 takes up the beginning of the name of the part before it: 税收收入 b 万元，增长 q%，税收占比为 p%."""
    found = _OWN.search(share.before)
    return found is not None and stem(part.name).startswith(stem(found["who"]) or "占")


def _of_last(share: Number, part: Number) -> bool:
    """Whether a share says again the name of the part before it, or the end of it: 聘用辅助人员 37 人，辅助人员占."""
    found = _AGAIN.match(share.before)
    return found is not None and stem(part.name).endswith(stem(found["who"]) or "占")


def _may_hold(pair: Pair, base: Number) -> bool:
    """Whether a figure can hold a part: nothing is a share of less."""
    return 0 < pair[1].known.printed.value < base.known.printed.value


def but_siblings(pair: Pair, bases: Sequence[Number], pairs: Sequence[Pair]) -> Sequence[Number]:
    """Return the figures that may be the whole without those that have a share of the same whole in the sentence, told again or not.

    运行费 9.74 万元，占 77.30%，其中车辆 0 辆、运行费 9.74 万元；接待费 2.86 万元，占 22.70%: the two are of one whole.
    """
    share, part, named = pair
    if "其中" in part.before or re.match(r"\s*中", part.before):
        return bases
    siblings = {
        each.known.printed.value
        for other, each, of in pairs
        if other is not share and each is not part and of == named and other.sentence == share.sentence
        if other.block is share.block and other.depth == share.depth
    }
    return [
        each
        for each in bases
        if not (
            each.block is share.block
            and each.sentence == share.sentence
            and each.known.printed.value in siblings
        )
    ]


def but_shared(pair: Pair, bases: Sequence[Number], parts: frozenset[int]) -> list[Number]:
    """Return the figures that may be the whole without those that have a share of their own in the list, as its neighbours have.

    取得证书 496 人，占 85.5%，其中高级 62 人，占 12.5%: what 其中 follows is the whole all the same.
    """
    share, part, _ = pair
    among = OF_WHICH.search(part.before) is not None
    return [
        each
        for at, each in enumerate(bases)
        if id(each) not in parts or each.sentence != share.sentence or (among and not at)
    ]


def of_next(pair: Pair, bases: Sequence[Number]) -> bool:
    """Whether a share that does not name its whole is to the last place of a figure told in its sentence.

    立案 172 件，其中甲 9 件，占立案数的 5.2%；乙 141 件，占 75.8%: of all that came in, and not of 立案数.
    """
    share, _, named = pair
    own = [each for each in bases if each.block is share.block and each.sentence == share.sentence]
    return bool(named) and named not in stem(share.before) and any(exactly(pair, each) for each in own)


def far_off(pair: Pair, base: Number) -> bool:
    """Whether a figure of another paragraph is a whole only because the share is near it: where it is not of it, it is none."""
    return base.block is not pair[0].block and overlap(pair[2], stem(base.name)) < _LIKE
