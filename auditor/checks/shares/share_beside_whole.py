"""A share of what its own words say, and that is not the quotient of the two.

Each reader knows one way to say it: A，占政府采购支出总额 B 的 p% (the whole stands within the share); 902 个断面中，830 个达标，占
92.0%; 29.0%的受访者（108 人） of all who were asked, told once in the document; 抽查标段 9 个，占标段总数的 60.0% (the whole is the
one number told before with the noun, or under the name of the part); 测算数 A，实际支出 B，为测算数的 p%, where part and base
were exchanged; 追加数与年初数之比为 13.18%. What names no whole belongs to `share_not_ratio`.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.measures import of_one_kind
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, first_held, judged, near_ratio, quotient, rule
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.words import OF_WHICH, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-beside-whole"
TITLE = {"zh": "占比与所列总数不符", "en": "a share is not the part over the whole that its words tell"}
_WHOLE = re.compile(r"(?:占|相当于)(?P<of>[^，,。；;：:0-9]{0,24})$")
_SHARE = re.compile(
    r"^\s*[一-龥]{0,5}?(?:[（(][^（）()]*[)）])?\s*的(?:比重|比例|份额)?(?:为|是|达|约为|\s)*$"
)
_AIMED = re.compile(r"目标|计划|任务|指标值")
_SEVERAL = re.compile(r"分别|合计|共计|两项|[二三四]项|之和")
_NEAR = 40
_AMONG = re.compile(
    r"^(?!.*(?:其中|除))[^，,。；;]{1,24}中\s*[，,]?\s*(?:有|共有|(?:[0-9]+[～~至—-])?[0-9]+(?:周岁|岁|年)(?:及|\(含\)|（含）)?(?:以[上下])?的?)?$"
)
_DIRECTLY = re.compile(r"中[，,]?[一-龥]{0,6}")
"""复议 6 件中维持 4 件，占 p%: what is told at once of things that their unit alone counts."""
_AT_ONCE = re.compile(r"^\s*[，,（(]\s*占(?:比)?(?:约?为|达)?\s*$")
_AGE = re.compile(r"^(?:周岁|岁|年(?![0-9]))")
_SHARE_AMONG = re.compile(
    r"^[^，,。；;、0-9]{0,14}[，,、（(]\s*(?:占(?:比)?|(?:增长|下降|回升|亏损|盈利|达标|覆盖)面)(?:约?为|达)?\s*$"
)
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_WHO = re.compile(
    r"^的?(?:受访|被调查|被访|调查|答卷|参与调查|填写问卷|问卷)[^，,。；;（()]{0,24}[（(](?:共|即|计)?\s*$"
)
_ASKED = re.compile(
    r"(?:共调查|调查了|共访问|受访者|受访人员|调查对象|有效问卷|有效答卷|回收问卷|收回问卷|有效样本)(?:共|共计|总数|数量|数|为|量)*\s*$"
)
_BOUND = 3
_OF_ALL = re.compile(
    r"^\s*[^，,。；;0-9]{0,6}[，,（(]\s*占(?:全部|所有)?(?P<noun>[一-龥]{2,6}?)(?:总数|总量)?的\s*$"
)
_TOTAL = re.compile(r"总[数量]的\s*$|占(?:全部|所有)")
_OF_KIND = re.compile(
    r"^\s*[，,（(]\s*占(?:该类|同类|此类|该组|本组|同组)[^，,。；;0-9]{0,6}的?(?:比例|比重)?(?:为)?\s*$"
)
_LESS = re.compile(r"抽查|抽取|核查|检查|走访|调研|涉及|选取|随机|覆盖")
_OF = re.compile(
    r"^[，,]\s*(?:仅|只|约)?(?:为|占|相当于|是)(?!上年|去年|上期|同期|全)(?P<of>[^，,。；;0-9]{2,16})的\s*$"
)
_RATIO = re.compile(
    r"(?:^|[，,。；;（(])(?P<one>[一-龥]{2,10}?)[与和同](?P<two>[一-龥]{2,10}?)(?:之比|的比[值例率])(?:为|是|达)?\s*$"
)
_TOTAL_NAMED_PAIR = re.compile(r"(?:总?[数额量]|金额|资金)$")
_SHORTEST = 2

_Shared = tuple[Number, Number, Number]
"""A share, what has it, and of what."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every share that says of what it is."""
    yield from _beside(facts)
    for read in (_among, _told_first, _of_a_kind, _turned_round, _named_pair):
        for share, part, whole in read(facts):
            relation = quotient(rule(NAME, TITLE), share.known, [(ONE, part.known)], [(ONE, whole.known)])
            yield judged(facts, relation)


def _beside(facts: Facts) -> Iterator[Outcome]:
    """Judge every share that prints its whole."""
    for paragraph in paragraphs(facts):
        # 占 65 岁及以上常住人口 62.19 万人的 74.4%: an age only names the whole, and 占 stands before it.
        ages = {
            id(each)
            for each in paragraph.numbers
            if _AGE.match(paragraph.text[each.occurrence.span.end :].lstrip())
        }
        aged = {
            id(two): one.before + two.before
            for one, two in itertools.pairwise(paragraph.numbers)
            if id(one) in ages
        }
        numbers = [each for each in paragraph.numbers if id(each) not in ages]
        for at in range(2, len(numbers)):
            found = _parts(numbers, at, aged.get(id(numbers[at - 1]), numbers[at - 1].before))
            if found is None:
                continue
            parts, sure = found
            share, whole = numbers[at].known, [(ONE, numbers[at - 1].known)]
            relations = [quotient(rule(NAME, TITLE), share, [(ONE, part.known)], whole) for part in parts]
            yield from first_held(facts, relations, sure=sure)


def _parts(numbers: Sequence[Number], at: int, before: str) -> tuple[list[Number], bool] | None:
    """Return what can have the share, nearest first, and whether that is the nearest for sure."""
    share, whole = numbers[at], numbers[at - 1]
    if share.stated is None or not share.is_share or share.sign or not _SHARE.match(share.before):
        return None
    said = _WHOLE.search(before)
    if said is None or whole.stated is None or whole.is_share or whole.sign or _AIMED.search(said["of"]):
        return None
    if whole.sentence != share.sentence or whole.depth != share.depth or not whole.known.printed.value:
        return None
    found = [
        each
        for each in reversed(numbers[: at - 1])
        if each.stated
        and each.sentence == share.sentence
        and of_one_kind(each, whole)
        and not each.is_share
        and each.depth == share.depth
    ]
    first = numbers[at - 2]
    # 甲 a、乙 b，占 c 的 p%: the share may be of both. 其中甲 a，占…: of the whole list.
    sure = (
        bool(found)
        and found[0] is first
        and not first.sign
        and first.part == whole.part
        and len(whole.before) <= _NEAR
        and not _SEVERAL.search(whole.before + first.before)
        and (len(found) == 1 or "、" not in first.before)
        and not (OF_WHICH.search(first.before) and len(found) > 2)  # noqa: PLR2004 - a list of parts
    )
    return found, sure


def _among(facts: Facts) -> Iterator[_Shared]:
    """Iterate over the shares right behind a count that is among the count before it."""
    for paragraph in paragraphs(facts):
        # 412 名护林员中，60 周岁以上 167 名，占…: an age only names whom the next number counts.
        numbers = [
            each
            for each in paragraph.numbers
            if not _AGE.match(paragraph.text[each.occurrence.span.end :].lstrip())
        ]
        for whole, part, share in zip(numbers, numbers[1:], numbers[2:], strict=False):
            if not (whole.stated and part.stated and share.stated) or not share.is_share or share.sign:
                continue
            counted = whole.dimension.startswith("count") and part.dimension == whole.dimension
            near = whole.sentence == part.sentence == share.sentence
            words = paragraph.text[whole.occurrence.span.end : part.occurrence.span.start]
            words = re.sub(r"\s", "", _ASIDE.sub("", words)).removeprefix(whole.occurrence.unit)
            among = _AMONG.match(words) or (_DIRECTLY.fullmatch(words) and _AT_ONCE.match(share.before))
            if (
                counted
                and near
                and among
                and _SHARE_AMONG.match(share.before)
                and whole.known.printed.value > 0
            ):
                yield share, part, whole


def _told_first(facts: Facts) -> Iterator[_Shared]:
    """Iterate over the shares of those asked, whose number brackets give."""
    numbers = [each for paragraph in paragraphs(facts) for each in paragraph.numbers if each.stated]
    asked = [each for each in numbers if each.dimension.startswith("count") and _ASKED.search(each.clause)]
    if len({each.known.printed.value for each in asked}) != 1:
        return
    base = asked[0]
    for share, count in itertools.pairwise(numbers):
        if share.block is not count.block or not share.is_share or share.sign:
            continue
        if not _WHO.match(count.before) or not count.dimension.startswith("count"):
            continue
        if _close(share, count, base):
            yield share, count, base


def _close(share: Number, count: Number, base: Number) -> bool:
    """Whether a share comes near what it should be: far off, it is of some of those asked."""
    told = share.known.printed.value
    value = count.known.printed.value / base.known.printed.value
    return 0 < value < 1 and told * 2 < value * _BOUND and value * 2 < told * _BOUND


def _of_a_kind(facts: Facts) -> Iterator[_Shared]:
    """Iterate over the shares of all of a kind by the one number of them told before."""
    earlier: list[Number] = []
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for part, share in itertools.pairwise(numbers):
            if not (part.stated and share.stated and share.is_share) or share.sign or part.sign:
                continue
            if not part.dimension.startswith("count") or part.sentence != share.sentence:
                continue
            before = [*earlier, *(each for each in numbers[: numbers.index(part)] if each.stated)]
            bases = _of_kind(part, share, before) or _of_noun(part, share, before)
            values = {each.known.printed.value for each in bases}
            fits = any(near_ratio(share.known, part.known, each.known) for each in bases)
            if bases and (fits or len(values) == 1):
                near = (each for each in bases if near_ratio(share.known, part.known, each.known))
                yield share, part, next(near, bases[0])
        earlier.extend(each for each in numbers if each.stated)


def _of_kind(part: Number, share: Number, before: Sequence[Number]) -> list[Number]:
    """Return the numbers told before of those whom the part is of: by its very name."""
    name = stem(part.clause or part.name)
    if not _OF_KIND.match(share.before) or len(name) < 2:  # noqa: PLR2004 - one character names nothing
        return []
    return [each for each in before if _larger(each, part) and stem(each.clause or each.name) == name]


def _of_noun(part: Number, share: Number, before: Sequence[Number]) -> list[Number]:
    """Return the numbers before that count the noun which the share names, and the part bears: 14 个标段."""
    found = _OF_ALL.match(share.before)
    if found is None or not _TOTAL.search(share.before) or not _LESS.search(part.clause):
        return []
    noun = found["noun"]
    behind = part.block.text[part.occurrence.span.end :].lstrip().removeprefix(part.occurrence.unit)
    if not (part.clause.endswith(noun) or behind.startswith(noun)):
        return []
    return [each for each in before if _larger(each, part) and _counts(each, noun)]


def _counts(number: Number, noun: str) -> bool:
    behind = number.block.text[number.occurrence.span.end :].lstrip()
    behind = behind.removeprefix(number.occurrence.unit).removeprefix("个")
    return behind.startswith(noun) or number.clause.endswith(noun)


def _larger(number: Number, part: Number) -> bool:
    same = number.dimension == part.dimension and not (number.sign or number.occurrence.bound)
    return same and number.known.printed.value > part.known.printed.value


def _turned_round(facts: Facts) -> Iterator[_Shared]:
    """Iterate over the shares that follow the amount they are told of by the amount before it."""
    for paragraph in paragraphs(facts):
        for at, share in enumerate(paragraph.numbers):
            if not share.is_share or share.stated is None or share.sign or digits(share.stated) < MEANT:
                continue
            if _OF.match(share.before) is None or share.depth:
                continue
            pair = _pair(paragraph.numbers[:at], share)
            if pair is None:
                continue
            part, base = pair
            if near_ratio(share.known, base.known, part.known) and not near_ratio(
                share.known, part.known, base.known
            ):
                yield share, part, base


def _pair(before: Sequence[Number], share: Number) -> tuple[Number, Number] | None:
    """Return the amount right before a share and the one before that, neither of them in brackets."""
    own = [
        each
        for each in before
        if each.stated and not each.depth and not each.is_share and each.sentence == share.sentence
    ]
    if len(own) < 2 or own[-1] is not before[-1]:  # noqa: PLR2004 - a pair
        return None
    part, base = own[-1], own[-2]
    same = part.dimension == base.dimension and not (part.sign or base.sign)
    return (part, base) if same and part.known.printed.value > 0 and base.known.printed.value > 0 else None


def _named_pair(facts: Facts) -> Iterator[_Shared]:
    """Iterate over the rates that name the two figures they are of."""
    for paragraph in paragraphs(facts):
        for at, claim in enumerate(paragraph.numbers):
            found = _RATIO.search(claim.before) if claim.is_share and claim.stated else None
            if found is None:
                continue
            told = [each for each in paragraph.numbers[:at] if each.sentence == claim.sentence]
            above, below = (_called(told, found[name]) for name in ("one", "two"))
            if above is None or below is None or above is below or above.dimension != below.dimension:
                continue
            if below.known.printed.value > 0:
                yield claim, above, below


def _called(numbers: Sequence[Number], name: str) -> Number | None:
    """Return the one amount whose clause holds a name."""
    core = _TOTAL_NAMED_PAIR.sub("", name)
    found = [each for each in numbers if each.stated and not each.is_share and core in each.clause]
    return found[0] if len(core) >= _SHORTEST and len(found) == 1 else None
