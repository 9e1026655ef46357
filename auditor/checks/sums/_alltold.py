"""Lists that are all of their whole, or may be: by the share told of a part, or by what is left as their last."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.chance import swapped_pair
from auditor.checks.common.parts import called, missed_by_little, small_rest, weighted
from auditor.checks.common.relations import near_sum
from auditor.checks.common.slips import slip_in_sum
from auditor.checks.common.words import overlap, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_MAIN = re.compile(r"主要(?:包括|有|是|为|用于)?[^，,。；;0-9]*$")
_AND_SO_ON = re.compile(r"\s*等(?![级次])")
COMPARED_BEHIND = re.compile(r"[^，,。；;]{0,4}[，,]\s*[多少高低]于")
_OPENED, _CLOSED = re.compile(r"[（(]\s*$"), re.compile(r"\s*[）)]")
_JOINED = re.compile(r"\s*[）)]\s*(?:[、，,和及与]|以及)\s*[一-龥“”]{2,16}[（(]\s*")
_SOME = re.compile("其中|主要")
_EVERY = re.compile("各[类种项]")
_LEAST = 2
_NOUN = 3
_USES = re.compile("收回|用于|拨付|支付|下达|投入|发放|上缴|追加|核减|化解|偿还|购置|采购")
_FINE = Fraction(1, 1000)
"""A share to a tenth of a per cent is that of two unrelated figures once in a thousand times."""
_OPEN, _OF_ONE_NOUN = Fraction(1, 100), Fraction(1, 16)
"""How rarely chance may explain the gap of a list that may be open, and of one whose parts bear the noun of their whole."""


def shared_out(paragraph: Paragraph, whole: Number, members: Sequence[Number]) -> bool:
    """Whether the share told of a part is of the list: the part over all that is listed, or what the others leave of the whole.

    托养 420 人，其中机构托养 86 人、居家托养 154 人，居家托养占 64.2%: 154 is so much of 86 + 154, whatever is printed for all. And where
    184 stands for 154, the 86 leave 64.2 % of 240.
    """
    listed = sum((each.known.printed.value for each in members), Fraction(0))
    all_of_it = whole.known.printed.value
    if len(members) < _LEAST or not whole.dimension.startswith("count") or min(listed, all_of_it) <= 0:
        return False
    return any(
        is_ratio(share, part.known.printed.value / listed)
        or is_ratio(share, 1 - (listed - part.known.printed.value) / all_of_it)
        for part, share in _shares(paragraph, members)
        if not is_ratio(share, part.known.printed.value / all_of_it)
    )


def beyond_of_uses(whole: Number, members: Sequence[Number]) -> bool:
    """Whether amounts told by one verb, side by side, are more than their whole: 盘活 3,800 万元，其中收回结余 2,615 万元、收回结转 1,655 万元.

    What was got back, or used, in one way was not so in another; what is only called alike (小微企业贷款、民营企业贷款) may overlap.
    """
    names = [called(each) for each in members]
    joined = all(re.match(r"[^，,。；;：:、（()）]{0,2}、", each.before) for each in members[1:])
    alike = len({name[:2] for name in names}) == 1 and _USES.match(names[0]) is not None
    over = sum((each.known.printed.value for each in members), Fraction(0)) > whole.known.printed.value
    return whole.dimension == "money" and joined and alike and len(set(names)) == len(names) and over


def _shares(paragraph: Paragraph, members: Sequence[Number]) -> list[tuple[Number, Number]]:
    """Return the parts with the share that stands behind each, or behind the last of them under the name of one."""
    following = dict(itertools.pairwise(paragraph.numbers))
    found = []
    for part in members:
        share = following.get(part)
        if (
            share is None
            or not share.is_share
            or share.stated is None
            or "占" not in share.before
            or share.known.printed.step > _FINE
        ):
            continue
        named = [each for each in members if called(each) and called(each) in share.before]
        if len(named) < _LEAST:
            found.append((named[0] if named else part, share))
    return found


def shares_of_list(paragraph: Paragraph, members: Sequence[Number]) -> bool:
    """Whether the shares behind all parts of a list are of what they give together, and not of the whole printed: 284,406 件，其中 a 件，占 63.72%，…."""
    listed = sum((each.known.printed.value for each in members), Fraction(0))
    shares = _shares(paragraph, members)
    all_told = len(shares) == len(members) > _LEAST and listed > 0
    return all_told and all(is_ratio(share, part.known.printed.value / listed) for part, share in shares)


def is_ratio(share: Number, ratio: Fraction) -> bool:
    """Whether a share is a ratio of counts, to its last place."""
    return abs(share.known.printed.value - ratio) * 2 <= share.known.printed.step


def ends_in_rest(members: Sequence[Number]) -> bool:
    """Whether a list can end in what is left: 主要包括办公费 a、其他交通费用 b 等 ends in an account of that name."""
    return members[-1].known.printed.value >= 0 and not (
        _MAIN.search(members[0].before) and _AND_SO_ON.match(members[-1].after)
    )


def meant(whole: Number, members: Sequence[Number]) -> bool:
    """Whether two digits swapped keep a list from its whole: one in a hundred lists by chance, one in sixteen of those that share its noun."""
    most = _OF_ONE_NOUN if one_noun(whole, members) else _OPEN
    return not small_rest(whole, members) and swapped_pair(whole.known, weighted(members), most)


def composed(whole: Number, members: Sequence[Number]) -> bool:
    """Whether the noun of a whole is made of those of its two parts: 陈列展览 of 基本陈列 and 临时展览."""
    names = [called(each) for each in members]
    if (
        len(names) != _LEAST
        or members[0].part != members[1].part
        or min(map(len, names)) < _LEAST
        or names[0][-_LEAST:] == names[1][-_LEAST:]
    ):
        return False
    name = stem(whole.name or whole.clause)
    return any(
        name.endswith(names[0][-_LEAST:] + link + names[1][-_LEAST:]) for link in ("", "和", "及", "与", "、")
    )


def every_kind(whole: Number, members: Sequence[Number]) -> bool:
    """Whether a whole is of all kinds, each part is one, and little is missed: 各类金融机构 of 银行类机构、保险类机构、证券类机构."""
    named = _EVERY.search(whole.clause) is not None and one_noun(whole, members)
    missed = abs(sum(each.known.printed.value for each in members) - whole.known.printed.value)
    return (
        named and all("类" in called(each) for each in members) and missed * 10 <= whole.known.printed.value
    )


def narrower(whole: Number, parts: Sequence[Number], *, told: bool) -> Iterator[list[Number]]:
    """Iterate over what of a list its whole may be made of, less surely where all of it is `told` to be wrong.

    邮政业务总量、电信业务总量 of 邮电业务总量 bear its noun; of 村委会 a，小组 b；居委会 c，小组 d the first of each point is meant.
    """
    alike = _of_its_noun(whole, parts)
    if 1 < len(alike) < len(parts) and (not told or _fit(whole, alike)):
        yield alike
    heads = [next(group) for _, group in itertools.groupby(parts, key=lambda each: each.part)]
    if 1 < len(heads) < len(parts) and not told:
        yield heads


def each_in_brackets(numbers: Sequence[Number]) -> list[Number]:
    """Return a, b and c of 问卷 19.8 万份，覆盖自然人（a 份）、一般机构（b 份）、专业机构（c 份）, told of the first of some numbers."""
    whole = numbers[0]
    run: list[Number] = []
    for each in numbers[1:]:
        alone = each.depth == whole.depth + 1 and _OPENED.search(each.before) and _CLOSED.match(each.after)
        joined = not run or _JOINED.fullmatch(each.before)
        if not (alone and joined) or each.dimension != whole.dimension or each.sentence != whole.sentence:
            break
        run.append(each)
    known = len(run) >= _LEAST and all(each.stated for each in (whole, *run))
    open_list = any(_SOME.search(each.before) for each in run) or (
        known and _AND_SO_ON.match(run[-1].after[1:])
    )
    return run if known and not open_list and missed_by_little(whole, run) else []


def _fit(whole: Number, some: Sequence[Number]) -> bool:
    """Whether some figures give another one, or would but for a slip."""
    near = near_sum(whole.known, weighted(some)) or slip_in_sum(whole.known, weighted(some))
    return bool(near) or meant(whole, some)


def one_noun(whole: Number, members: Sequence[Number]) -> bool:
    """Whether all parts are called by the noun of their whole: 银行类机构、保险类机构 of 各类金融机构."""
    name, names = stem(whole.name or whole.clause), [called(each) for each in members]
    return len(set(names)) == len(names) and all(overlap(name, each) >= _LEAST for each in names)


def _of_its_noun(whole: Number, parts: Sequence[Number]) -> list[Number]:
    """Return the parts that end in the noun of their whole: 邮政行业业务总量、电信业务总量 of 邮电业务总量, and not 快递业务收入."""
    noun = stem(whole.name or whole.clause)[-_NOUN:]
    return [each for each in parts if len(noun) == _NOUN and called(each).endswith(noun)]
