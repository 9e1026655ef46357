"""The whole that a share is of: what words, neighbours, classes and slips of the pen say of it."""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.numbers import Number, Stated
from auditor.checks.common.relations import near_ratio
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.trade import TRADE, foreign, other_trade, traded
from auditor.checks.common.words import abbreviates, overlap, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

Pair = tuple[Number, Number, str]
"""A share, the part it speaks of, and the whole that its words name."""

_OF_PEOPLE = re.compile(r"(?:人口|居民|户数?|学生|职工|人员|人数|儿童|老人)$")
_MEASURED = re.compile(
    r"的?(?:总|全部|合计)?(?:[数量额值长]|人数|数量|金额|总数|总量|总额|规模|面积|户数|里程|产值|资金|支出|收入|经费|项目)?"
)
_TOTAL = re.compile(r"总?(?:额|数|量|金额)$")
_BUDGET = re.compile(r"预算(?:总?[数额])?$")
_DONE = re.compile(r"实际|执行|完成|决算")
_PLANNED = re.compile(r"预算|计划|目标|任务")
_LONG = 3
_PAIR = 2
_SAME_TIME = re.compile("^(?:同期|当期|同时期)")
_OPENS = re.compile(r"^[^。！？]*[。！？]\s*其中")
_WIDER = re.compile(r"占(?:全[国省市州球]|世界|我[国省市])")
_HAS = re.compile(r"^(?:共?有|设有?|现有)")
_CLASSES = 3
_FEW = 4
_OUT_OF = re.compile(r"(?:^|[，,。；;：:])\s*(?:在)?[^，,。；;：:]{0,4}$")
_TAKEN_OFF = re.compile(r"中[，,]?\s*(?:除去|扣除|剔除|除|去掉)[^，,。；;：:]{0,4}$")
_LARGE = 50
_SAMPLE = re.compile(r"有效问卷|有效答卷|回收问卷|收回问卷|样本|受访")
_ACTED = re.compile(
    r"(?:全部|所有|全年)?(?:被|受|所|已|参)(?P<verb>检查|抽查|调查|审计|监测|抽检|检测|监督|评价|核查|排查|走访|受理|培训|评审|查)的?(?P<noun>[^，,。；;的]{0,8}?)(?:总?[数量]|总额)?$"
)
_EACH = re.compile(r"(?<!年)(?<!月)(?<!日)[人户亩床次车校]均|每[一百千万]?[人户亩名个]")
_PRODUCT = re.compile(
    r"(?:[一-龥]{0,3}[县市区省州国])?(?:(?:地区|国内)?生产总?值(?:[（(]?GDP[)）]?)?|GDP|经济总?量|经济)"
)
_CALLED = re.compile(r"(?<!人均)(?<!人均地区)(?<!人均国内)生产总?值(?:[（(]GDP[)）])?$|^GDP$")
_LEDGER = re.compile(r"^(?:收入|支出)合?[总合]?计$")
_QUESTION = re.compile(r"单选|多选")


def alike(base: Number, part: Number) -> bool:
    """Whether a figure can be the whole of another: of its unit, or the answers of a survey."""
    # 人均地区生产总值 is no whole of an amount; 人均消费支出 21,000 元，其中食品支出 6,930 元 are both means.
    within = base.block is part.block and base.sentence == part.sentence and "其中" in part.before
    if _EACH.search(base.clause) and not _EACH.search(part.clause or part.name) and not within:
        return False
    if base.dimension == part.dimension:
        return True
    return (
        base.dimension.startswith("count")
        and part.dimension.startswith("count")
        and _SAMPLE.search(base.before) is not None
    )


def near(pair: Pair, base: Number) -> bool:
    """Whether a share is nearly its part over a figure."""
    share, part, _ = pair
    return near_ratio(share.known, part.known, base.known)


def exactly(pair: Pair, base: Number) -> bool:
    """Whether a share is its part over a figure, rounded to the last place."""
    share, part, _ = pair
    gap = abs(part.known.printed.value / base.known.printed.value - share.known.printed.value)
    return gap * 2 <= share.known.printed.step


def told_of_another(told: Sequence[tuple[Stated, Stated]], base: Stated) -> bool:
    """Whether the first of the shares of a list agrees with its others on another whole than a figure, of which few are.

    Urdu 11,275 (0.35%); Korean 10,845 (0.33%); …, of those who gave one answer: one wrong share would stand against all others.
    """
    spans = [
        (part.printed.value / (value + half), part.printed.value / (value - half))
        for share, part in told
        if (value := share.printed.value) > (half := share.printed.step / 2)
    ]
    if len(spans) < max(len(told), _FEW):
        return False
    own = spans[0]
    points = [low for low, _ in spans if own[0] <= low <= own[1]]
    most = max(sum(low <= point <= high for low, high in spans) for point in points)
    return most > 1 and most >= 2 * sum(low <= base.printed.value <= high for low, high in spans)


def same(one: Number, two: Number) -> bool:
    """Whether two figures print one value."""
    return one.known.printed.value == two.known.printed.value


def certain(pair: Pair, bases: Sequence[Number], named: str, pairs: Sequence[Pair]) -> Number | None:
    """Return the whole that the words name, where exactly one figure of the same period bears the name."""
    share, part, _ = pair
    # 项目支出预算 48,100 元，占支出总预算的 4.43 %: a part of the whole is not the whole, however alike their names.
    bases = [base for base in bases if not named or f"占{named}" not in stem(base.after)]
    # 到位资金中已支付 2,868.18 万元…，占到位资金的 p%: what was paid of it, and not what it is.
    bases = [base for base in bases if not named or f"{named}中" not in base.clause]
    named = _SAME_TIME.sub("", named).replace("社零", "社会消费品零售")
    if len(named) < 3 and named != "外贸":  # noqa: PLR2004 - 总数, 全部 name nothing
        # 支出 466,796 万元，其中待遇支出…，占支出的…: short names count within a sentence, and behind 其中 in the one before.
        back = 1 if _OPENS.match(part.before) else 0
        bases = [
            base
            for base in bases
            if share.sentence - back <= base.sentence <= share.sentence and base.block is share.block
        ]
        called = [
            base for base in bases if named and stem(base.name).endswith(named) and "其中" not in base.before
        ]
    else:
        called = [base for base in bases if stem(base.name) == named]
        # 占出口总值 is not of what 进出口总值 ends in.
        called = called or [
            base for base in bases if stem(base.name).endswith(named) and not other_trade(named, base)
        ]
        called = called or [
            base
            for base in bases
            # 农村自来水受益人口 is some of 农村人口: what stands between tells people apart.
            if abbreviates(named, stem(base.name))
            and not other_trade(named, base)
            and not _OF_PEOPLE.search(named)
        ]
        # 占幼儿园总数 of 幼儿园 486 所; 占授予中小企业合同金额 of 授予中小企业合同 8,743.16 万元.
        core = _TOTAL.sub("", named)
        called = called or [base for base in bases if len(core) > 2 and _HAS.sub("", stem(base.name)) == core]  # noqa: PLR2004
        called = called or [
            # 中等职业学校专任教师 are none of those who came to 中等职业学校: what ends the name says what is counted.
            base
            for base in bases
            if len(stem(base.name)) > _LONG
            and named.startswith(stem(base.name))
            and _MEASURED.fullmatch(named[len(stem(base.name)) :])
        ]
        called = called or _done_of(bases, named) or _budgeted(bases, named)
        called = called or traded(bases, named, share.clause)
        if not called and _PRODUCT.fullmatch(named):
            # 占 GDP 的比重: the product of the place, by whichever of its names.
            called = [base for base in bases if _CALLED.search(stem(base.name)) and not base.depth]
    values = {base.stated.printed.value for base in called if base.stated}
    own_time = [base for base in called if base.period == share.period and not other_trade(named, base)]
    if len(values) > 1 and own_time:
        # 一季度…总额 a；3 月份…总额 b；一季度…占…总额的 p%: the one of the share's own time.
        called = own_time
        values = {base.known.printed.value for base in called}
    if len(values) > 1 and not any(word in named for word in TRADE):
        # 占财政支出, where 省级财政支出 is told too and less than the part; of trade, 出口 is no 进出口.
        called = [base for base in called if base.known.printed.value >= part.known.printed.value]
        values = {base.known.printed.value for base in called}
    if len(values) != 1:
        return None
    # 2024 年初，…全年预算数: when something was set is no time that a figure is of; and the paragraphs behind one
    # that names the year go on about it.
    product = _PRODUCT.fullmatch(named) is not None and _CALLED.search(stem(called[0].name)) is not None
    name = stem(called[0].name)
    own = (
        product
        or foreign(named)
        or (
            len(named) > _LONG
            and named in stem(share.before)
            and (name == named or name.endswith(_BUDGET.sub("", named)))
        )
    )
    undated = own and not share.period and not part.period
    if re.sub(".*初$", "", called[0].period) not in {share.period, part.period} and not undated:
        return None
    if called[0].block.section[:1] == share.block.section[:1]:
        return called[0]
    if product and not _WIDER.search(share.before):
        return called[
            0
        ]  # 占 GDP 的比重: the place that the document is of has one product, whatever the chapter
    # 三、城乡人口: another section may take up the whole, as the other shares of its list show.
    if _LEDGER.search(named) and any(stem(base.name) == named for base in called):
        return called[0]  # 占本年支出合计: there is one a year, whatever the chapter
    others = [each for each in pairs if each is not pair and each[0].sentence == share.sentence]
    return called[0] if own and any(sized(each) and near(each, called[0]) for each in others) else None


def _done_of(bases: Sequence[Number], named: str) -> list[Number]:
    """Return what was done of two figures that bear a name: 采购总额 is 实际采购, and not 采购预算."""
    core = _TOTAL.sub("", named)
    here = [base for base in bases if len(core) > 1 and core in stem(base.name)]
    done = [base for base in here if _DONE.search(base.clause) and not _PLANNED.search(base.clause)]
    planned = [base for base in here if _PLANNED.search(base.clause)]
    return done if core != named and len(done) == 1 and len(here) == len(done) + len(planned) else []


def _budgeted(bases: Sequence[Number], named: str) -> list[Number]:
    """Return what 占基本支出预算 is of where the budget calls it 一般公共预算基本支出: what bears the name without its 预算."""
    core = _BUDGET.sub("", named)
    if core == named or len(core) <= _LONG:
        return []
    return [base for base in bases if stem(base.name).endswith(core) and "预算" in base.name]


def planned(words: str) -> bool:
    """Whether words speak of a budget, plan or goal."""
    return _PLANNED.search(words) is not None


def acted_on(pair: Pair, bases: Sequence[Number]) -> Number | None:
    """Return the whole of 检查机构 2,846 家，处理 963 家，占被检查机构的 p%: what was acted on, as the share says."""
    found = _ACTED.match(pair[2])
    if found is None:
        return None
    here = [
        base
        for base in bases
        if base.block is pair[0].block
        and base.sentence == pair[0].sentence
        and base.dimension == pair[1].dimension
        and base.depth == pair[0].depth
        and found["verb"] in base.clause
        and (not found["noun"] or found["noun"] in base.clause + base.after)
    ]
    return here[0] if len(here) == 1 else None


def answers(pair: Pair, bases: Sequence[Number]) -> Number | None:
    """Return the number of answers where the share is one of a question's, and only one number is stated."""
    share = pair[0]
    if not _QUESTION.search(share.block.text) or pair[2]:
        return None
    samples = [
        base
        for base in bases
        if _SAMPLE.search(base.before) and base.block.section[:1] == share.block.section[:1]
    ]
    values = {base.stated.printed.value for base in samples if base.stated}
    return samples[0] if len(values) == 1 else None


def shared(pair: Pair, bases: Sequence[Number], pairs: Sequence[Pair]) -> Number | None:
    """Return the whole over which the other shares of the same list are right."""
    share, _, named = pair
    of_it = [each for each in pairs if each is not pair and each[2] == named]
    others = [each for each in of_it if each[0].sentence == share.sentence]
    if not others and len(named) >= _LONG:
        # 占有罪人犯的 p%。…占有罪人犯的 q%: the sentence behind says again what its share is of.
        bases = [base for base in bases if overlap(named, stem(base.name or base.clause)) > 1]
        others = [each for each in of_it if abs(each[0].sentence - share.sentence) == 1]
    first = min((each[1] for each in pairs), key=lambda number: number.occurrence.span.start)
    here = [
        base
        for base in bases
        if (base.block is share.block and base.occurrence.span.start < first.occurrence.span.start)
        or (base.block.index == share.block.index - 1 and base.block.section == share.block.section)
    ]
    votes = _votes([each for each in others if sized(each)], here)
    best = max(votes, default=0)
    return here[votes.index(best)] if best else None


def _votes(pairs: Sequence[Pair], bases: Sequence[Number]) -> list[int]:
    """Return of how many of the shares each figure is nearly the whole."""
    if len(bases) <= _FEW or any(base.known.printed.value < 0 for base in bases):
        return [sum(1 for each in pairs if near(each, base)) for base in bases]
    wholes = ByValue(bases, lambda base: base.known)
    found = Counter(
        id(base) for each in pairs for base in wholes.wholes(each[1].known, each[0].known) if near(each, base)
    )
    return [found[id(base)] for base in bases]


def agreed(pair: Pair, bases: Sequence[Number], pairs: Sequence[Pair]) -> Number | None:
    """Return the whole that all the other shares of an unnamed list are of, where it has three and more."""
    own = [each for each in pairs if each[0].sentence == pair[0].sentence and not each[2] and sized(each)]
    others = [each for each in own if each is not pair]
    if len(others) < 2 or any("其中" in each[1].before for each in own[1:]):  # noqa: PLR2004 - two agree by chance
        return None
    return next((base for base in bases if all(near(each, base) for each in others)), None)


def split(pair: Pair, bases: Sequence[Number]) -> Number | None:
    """Return the whole of 残疾人 18,642 人。…一级 a、二级 b、三级 c、四级 d，其中一、二级 a + b，占 p%.

    The classes before it give the whole to the last place, and the part is the sum of some of them.
    """
    share, part, named = pair
    own = [
        each
        for each in bases
        if each.block is share.block and each.sentence == share.sentence and each.dimension == part.dimension
    ]
    classes = sorted(own, key=lambda each: each.occurrence.span.start)
    values = [each.known.printed.value for each in classes]
    if named or len(values) < _CLASSES or "其中" not in part.before or part.dimension == "money":
        return None
    some = any(
        sum(values[start:end]) == part.known.printed.value
        for start in range(len(values))
        for end in range(start + 2, len(values))
    )
    whole = sum(values)
    return next((base for base in bases if some and base.known.printed.value == whole), None)


def without(pair: Pair, bases: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return the whole and what is taken off it: 在 68 个机构当中，除去 2 个新设的，29 个（占 43.9%）."""
    share, part, _ = pair
    own = [
        each
        for each in reversed(bases)
        if each.block is share.block and each.sentence == share.sentence and each.dimension == part.dimension
    ]
    for whole, less in itertools.pairwise(own):
        if _OUT_OF.search(whole.before) and _TAKEN_OFF.search(less.before):
            return whole, less
    return None


def neighbouring(pair: Pair, bases: Sequence[Number], pairs: Sequence[Pair]) -> Number | None:
    """Return the whole of 甲总额 a，占总值的 x%。乙总额 b，占 y%。丙…: the one that the shares around it are of.

    Each stands in a sentence of its own, and only the first of them names the whole; or all parts end in one word:
    民营企业进出口 a，占总值的 x%。外商投资企业进出口 b，占 y%；国有企业进出口 c，占 z%.
    """
    at = pairs.index(pair)
    around = [each for each in (*pairs[max(0, at - 2) : at], *pairs[at + 1 : at + 3]) if sized(each)]
    around = [each for each in around if abs(each[0].sentence - pair[0].sentence) <= 2]  # noqa: PLR2004
    own = at and pairs[at - 1][0].sentence == pair[0].sentence - 1 and not pair[2]
    tails = {stem(each[1].name)[-_LONG:] for each in (pair, *around)}
    alike_ = at and not pair[2] and len(tails) == 1 and len(max(tails)) == _LONG
    if (
        not (own or alike_)
        or len(around) < _PAIR
        or any(each[1].dimension != pair[1].dimension for each in around)
    ):
        return None
    parts = {id(each[1]) for each in pairs}
    return next(
        (base for base in bases if id(base) not in parts and all(near(each, base) for each in around)), None
    )


def made_up(pair: Pair, bases: Sequence[Number], pairs: Sequence[Pair]) -> Number | None:
    """Return the figure that the parts of a list add up to, to the last digit, where another share is of it too."""
    own = [each for each in pairs if each[0].sentence == pair[0].sentence and each[0].depth == pair[0].depth]
    others = [each for each in own if each[1] is not pair[1]]
    parts = {id(each[1]): each[1] for each in own}.values()
    total = sum((each.known.printed.value for each in parts), Fraction(0))
    if total < _LARGE:
        return None
    return next(
        (
            base
            for base in bases
            if base.known.printed.value == total
            and (pair[1].known.printed.step <= 1 or digits(base.known) >= MEANT)
            and any(sized(each) and near(each, base) for each in others if each[2] == pair[2] or not each[2])
        ),
        None,
    )


def sibling(pair: Pair, bases: Sequence[Number]) -> Number | None:
    """Return the whole of 240 人，其中甲 86 人、乙 154 人，乙占 35.8%, where the share is that of the other part."""
    share, part, _ = pair
    if not stem(part.name) or stem(part.name) not in share.before:
        return None
    own = [
        each
        for each in bases
        if each.block is share.block and each.sentence == share.sentence and each.dimension == part.dimension
    ]
    for whole, other in itertools.permutations(own, 2):
        both = other.known.printed.value + part.known.printed.value
        if both == whole.known.printed.value and near_ratio(share.known, other.known, whole.known):
            return whole
    return None


def sized(pair: Pair) -> bool:
    """Whether a share says something: nothing over anything is 0 %."""
    part = pair[1].stated
    return part is not None and part.printed.value != 0
