"""A distance from a plan, budget, estimate or price that is not the difference of the two figures.

审定投资 A，较概算 C 节约 B，节约率 p%: the base stands beside the distance. 完成年度计划 60 亿元的 105.5%，超计划 3.27 亿元: the base
is the one figure of the passage that bears the name. What last year is the base of belongs to `growth`.

限额 64.20 亿元，余额低于限额 1.82 亿元: a debt is below its limit by the limit less the last balance told.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, first_held, judged, quotient, rule, summed
from auditor.checks.common.words import OF_WHICH, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "distance-not-difference"
TITLE = {
    "zh": "与计划、预算、限额等的差额不符",
    "en": "a distance from a plan, budget or limit is not the difference of the two",
}
_UP = "调增 净追加 追加 超支 超出 超收 超额 超 增加 增长 上浮 高出 高 多支出 多 提高 增支 增收 溢价".split()
_DOWN = "节约 节省 结余 核减 审减 调减 压减 减少 降低 下降 下浮 低 少支出 少 缩减 短收 减支 减收 折价".split()
_EITHER = frozenset({"调整", "变动", "增减", "追加"})
_WAYS = dict.fromkeys(_UP, 1) | dict.fromkeys(_DOWN, -1)
_WAY = rf"(?P<way>{'|'.join(sorted(_WAYS, key=len, reverse=True))})"
_FILL = r"(?:了|资金|投资|支出|金额|额|率|幅度?|\s)*(?:为|达|约)?\s*"
_BESIDE = re.compile(rf"^\s*(?:的)?(?:相比)?\s*[，,]?\s*(?:共|已|实际|则)?{_WAY}{_FILL}$")
_THAN = re.compile(
    r"(?:^|[，,；;。（(])(?P<subject>[^，,；;。（(]{0,12}?)(?:[比较]|相比|对比)(?P<base>[^，,。；;：:]{1,16})$"
)
_NOUN = r"(?:计划|目标|任务|预算|概算|估算|批复|控制价|限价|合同价|合同额|定额|指标)(?:数|值|额|投资|总投资|金额|任务)?"
_PAST = re.compile(
    rf"(?:^|[，,；;])\s*(?:(?P<up>超过|超出|高于|多于|高出)|低于|少于|不及)(?P<base>[^，,。；;：:0-9]{{0,8}}?{_NOUN})(?:的|为)?\s*$"
)
_ENDS = re.compile(rf"{_WAY}{_FILL}$")
_SHARE = re.compile(
    r"^[，,（(]\s*(?:资金|投资|造价)?(?P<way>[一-龥]{2,4}?)(?:率|幅度?|比例)?(?:为|达|约|了)?\s*$"
)
_NAMED = re.compile(
    rf"(?:(?:[比较]|与)(?P<base>[^，,。；;：:0-9]{{0,10}}?{_NOUN})(?:相比)?[，,]?{_WAY}{_FILL}|"
    rf"超(?:额|出)?(?P<over>(?:年度|全年|年初|原|既定|预期)*{_NOUN})(?:完成)?)$"
)
_YEAR = re.compile(
    r"上年|去年|上一年|上期|上月|同期|年初(?!预算|批复|安排)|期初|(?:19|20)[0-9]{2}\s*年|以前年度"
)
_BASE = re.compile(rf"{_NOUN}|送审|报审|申报|原合同|中标")
_LASTING = re.compile(r"概算|估算|控制价|限价|合同价|合同额|送审|报审|审定|结算|决算总?投资")
"""A project has one of these, and may name it pages before it is compared."""
_BARE = re.compile(rf"(?:^|[，,])\s*(?:共|累计|共计|总计|合计)?(?P<way>节约|节省|核减|审减|超支){_FILL}$")
_OTHER = re.compile(r"可比|不变价|口径|扣除|剔除|人均|户均|平均(?!水平|数|值)|每")
_FAR = 2
Found = tuple[int, Number, list[Number], bool]
"""The sign of a distance, what it is measured from, what it can be the distance of, and whether that is sure."""
_END = r"(?:为|达|约|共|尚有|还有)?$"
_ROOM = re.compile(
    rf"(?:余额低于[^，,。；;]{{0,8}}限额|低于(?:债务|核定)?限额|限额(?:空间|结余|余量)|(?:剩余|可用)(?:债务)?限额|与限额相差){_END}"
)
_LIMIT = re.compile(r"限额(?:为|是|核定为|共)?$")
_BALANCE = re.compile(r"余额(?:为|是|达到?|共)?$")
_KIND = re.compile(r"一般|专项|隐性|其中")
_YEAR_HEADROOM = re.compile(r"(?:19|20)[0-9]{2}")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every distance whose two figures the document prints."""
    yield from _planned(facts)
    yield from _headroom(facts)


def _planned(facts: Facts) -> Iterator[Outcome]:
    """Judge every distance whose two figures the document prints."""
    lasting: list[Number] = []
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for at, change in enumerate(numbers):
            if change.stated is None:
                continue
            found = (_beside(numbers, at) if at else None) or _named(numbers, at, lasting)
            if found is not None:
                yield from _judged(facts, numbers, at, found)
        lasting.extend(
            each for each in numbers if each.stated and not each.sign and _LASTING.search(each.clause)
        )


def _beside(numbers: Sequence[Number], at: int) -> Found | None:
    """Return the parts of A，较招标控制价 C 下浮 B."""
    base, change = numbers[at - 1], numbers[at]
    if (past := _past(base, change)) is not None:
        levels, whole = _levels([each for each in numbers[: at - 1] if each.sentence == base.sentence], base)
        return past, base, levels, bool(levels) and (levels[0] is numbers[at - 2] or whole)
    way, than = _BESIDE.match(change.before), _THAN.search(base.before)
    if way is None or than is None or base.stated is None or base.sign or base.sentence != change.sentence:
        return None
    if base.depth != change.depth or _OTHER.search(than["base"]) or _ENDS.search(than["base"]):
        return None
    if _YEAR.search(than["base"]):
        return None  # `growth` and `change_not_between` judge it
    levels, whole = _levels([each for each in numbers[: at - 1] if each.sentence == base.sentence], base)
    sure = bool(levels) and (levels[0] is numbers[at - 2] or whole)
    if not levels:
        # 接待费 7.35 万元。接待费较预算 9.00 万元少支出 B: the subject says of which figure it is the distance.
        levels = _of_subject(numbers[: at - 1], base, stem(than["subject"]))
        sure = bool(levels)
    return _WAYS[way["way"]], base, levels, sure


def _of_subject(before: Sequence[Number], base: Number, subject: str) -> list[Number]:
    """Return the one figure of the paragraph before that bears the name of what is compared."""
    if len(subject) <= 1:
        return []
    found = [
        each
        for each in before
        if each.stated
        and not each.sign
        and not each.depth
        and (each.dimension, each.depth) == (base.dimension, base.depth)
        and not _BASE.search(each.clause)
        and stem(each.name).endswith(subject)
    ]
    return found[-1:] if len({each.known.printed.value for each in found}) == 1 else []


def _past(base: Number, change: Number) -> int | None:
    """Return the sign of the distance in A 户，超过目标 C 户 B 户, which stands right behind its base."""
    found = _PAST.search(base.before)
    if found is None or base.stated is None or base.sign or change.before.strip():
        return None
    alike = base.occurrence.unit == change.occurrence.unit and base.dimension == change.dimension
    if not alike or change.is_share or (base.sentence, base.depth) != (change.sentence, change.depth):
        return None
    return 1 if found["up"] else -1


def _named(numbers: Sequence[Number], at: int, lasting: Sequence[Number]) -> Found | None:
    """Return the parts of A，超计划 B, where a figure of the passage is called the plan."""
    change = numbers[at]
    if change.is_share or change.dimension == "points" or _OTHER.search(change.before):
        return None
    found, name = _NAMED.search(change.before), ""
    if found is not None:
        name = stem(found["base"] or found["over"])
    else:
        found = _BARE.search(change.before)
    if found is None:
        return None
    near = [
        each
        for each in numbers[:at]
        if _comparable(each, change) and 0 <= change.sentence - each.sentence < _FAR
    ]
    bases = [each for each in near if _called(each, name)]
    if not bases and name and _LASTING.search(name):
        bases = [each for each in lasting if _comparable(each, change) and _called(each, name)]
    if not bases or len({each.known.printed.value for each in bases}) != 1:
        return None
    sign, base = _WAYS[found["way"]] if found["way"] else 1, bases[-1]
    subject = stem(re.split(r"[，,。；;：:]", change.before[: found.start()])[-1])
    if len(subject) > 1:
        # 审定投资较概算节约 B: the words say of what it is the distance.
        named = [each for each in (*lasting, *near) if _comparable(each, change)]
        named = [each for each in named if each not in bases and stem(each.name).endswith(subject)]
        return sign, base, named[-1:], len({each.known.printed.value for each in named}) == 1
    own = [each for each in near if each.sentence == change.sentence and each not in bases]
    own = own or [each for each in near if each not in bases]
    levels, whole = _levels(own, base)
    # Of several amounts any may be the one that is compared; a lone one is.
    return sign, base, levels, (whole or len(levels) == 1) and base.sentence == levels[0].sentence


def _comparable(number: Number, change: Number) -> bool:
    return bool(
        number.stated
        and not number.sign
        and number.depth == change.depth
        and number.dimension == change.dimension
        and number.stated.printed.value != change.known.printed.value
    )


def _called(number: Number, name: str) -> bool:
    """Whether a figure is the plan that a name means; without a name, any plan."""
    words = stem(number.clause)
    named = re.sub(r"(?:数|值|额)$", "", name) in words if name else _BASE.search(words)
    return bool(named) and not re.search(r"[比较超与]|执行", words)


def _levels(before: Sequence[Number], base: Number) -> tuple[list[Number], bool]:
    """Return what can be compared with a base, nearest first, and whether the first has its parts behind it.

    投资 A，其中公路 B、水路 C，比计划多 D: the parts are compared with the plan only where the whole is not.
    """
    found = [
        each
        for each in before
        if each.stated and not each.sign and each.dimension == base.dimension and each.depth == base.depth
    ]
    found = [each for each in found if each.sentence == found[-1].sentence]
    at = next((at for at, each in enumerate(found) if at and OF_WHICH.search(each.before)), len(found))
    return [*found[:at][::-1], *found[at:][::-1]], at == 1 and len(found) > 1


def _judged(facts: Facts, numbers: Sequence[Number], at: int, found: Found) -> Iterator[Outcome]:
    sign, base, levels, sure = found
    change, rate = numbers[at], _rate(numbers, at)
    relations = [each for level in levels if (each := _relation(change, level, base, sign)) is not None]
    yield from first_held(facts, relations, sure=sure)
    if rate is not None and base.known.printed.value > 0:
        parts = [(ONE, change.known)]
        yield judged(facts, quotient(rule(NAME, TITLE), rate.known, parts, [(ONE, base.known)]))


def _relation(change: Number, level: Number, base: Number, sign: int) -> Relation | None:
    info, weight = rule(NAME, TITLE), Fraction(sign)
    parts = [(weight, level.known), (-weight, base.known)]
    same = change.dimension == level.dimension and not change.is_share
    if same or (change.dimension == "points" and level.is_share):
        return summed(info, change.known, parts, role="stated")
    if change.is_share and not level.is_share and base.known.printed.value > 0:
        return quotient(info, change.known, parts, [(ONE, base.known)])
    return None


def _rate(numbers: Sequence[Number], at: int) -> Number | None:
    """Return the percentage that repeats a distance: 节约 B，节约率 p%."""
    change = numbers[at]
    rate = numbers[at + 1] if at + 1 < len(numbers) else None
    if rate is None or rate.stated is None or not rate.is_share or change.is_share:
        return None
    if change.dimension == "points" or rate.sentence != change.sentence:
        return None
    found = _SHARE.match(rate.before)
    return rate if found is not None and (found["way"] in _WAYS or found["way"] in _EITHER) else None


def _headroom(facts: Facts) -> Iterator[Outcome]:
    """Judge what a debt is said to be below its limit by the limit and the last balance before it."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated and not each.depth]
        for at, claim in enumerate(numbers):
            words = _said(claim)
            if claim.dimension != "money" or not _ROOM.search(words) or _KIND.search(words):
                continue
            before = [each for each in numbers[:at] if each.dimension == "money"]
            limit, balance = _last(before, _LIMIT), _last(before, _BALANCE)
            if limit is not None and balance is not None:
                parts = [(ONE, limit.known), (-ONE, balance.known)]
                yield judged(facts, summed(rule(NAME, TITLE), claim.known, parts, role="stated"))


def _last(numbers: Sequence[Number], called: re.Pattern[str]) -> Number | None:
    """Return the figure of the latest year that bears a name; none where two of one year do."""
    found = [each for each in numbers if called.search(_said(each)) and not _KIND.search(_said(each))]
    latest = max((_year(each) for each in found), default="")
    last = [each for each in found if _year(each) == latest]
    return last[0] if len(last) == 1 else None


def _year(number: Number) -> str:
    found = _YEAR_HEADROOM.findall(number.period)
    return found[-1] if found else ""


def _said(number: Number) -> str:
    return re.sub(r"\s", "", number.clause)
