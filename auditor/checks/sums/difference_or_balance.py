"""A balance that its opening, ins and outs do not give: 年初预算 + 追加 + 结转 = 全年预算."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph, Stated, exactly, paragraphs
from auditor.checks.common.relations import ONE, Weighted, judged, near_sum, rule, summed
from auditor.checks.common.words import OF_WHICH
from auditor.checks.sums._scoreparts import of_rule
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

NAME = "difference-or-balance"
TITLE = {"zh": "收支平衡或差额关系不符", "en": "a balance or difference does not come out"}


@records.frozen(eq=False)
class _Balance:
    """A claim and the members that give it; all of `core` must be printed, the others may be.

    `kind` says what it is made of: amounts, counts or rates; `signed` members are changes (本年增加).
    """

    claim: re.Pattern[str]
    core: tuple[tuple[int, re.Pattern[str]], ...]
    extra: tuple[tuple[int, re.Pattern[str]], ...] = ()
    kind: str = "amount"


_STATED_CHANGE = re.compile(r"追加|调|核销|转回|转销|[核审]减|净增|自然增|少[完建收支]|增加$")
"""Changes that have a name of their own, and are members of balances."""


_RESULT = re.compile(r"赤字|缺口|结余$")
_NAMED = 4
_WITH = re.compile(r"连同|加上|并入|计入|包括|含")
_WITH_MORE = re.compile(r"\s*[（(](?:含|包括|包含|扣除|加上|已扣)")
_BRACKET = re.compile(r"[^（()），,。；;]{0,6}[（(](?P<said>[^（()）]+)[)）]")
_ASIDE = re.compile(r"[（(][^（()）]*[)）]\s*$")
_OF_CLASS = re.compile(r"\s*实?得分?\s*")
"""投入 15 分得 15 分: what a class came to, of what it can."""


def _balance(claim: str, core: str, extra: str = "", kind: str = "amount") -> _Balance:
    def members(text: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
        parts = [part for part in text.split(" ") if part]
        return tuple((-1 if part[0] == "-" else 1, re.compile(rf"(?:{part[1:]})$")) for part in parts)

    return _Balance(re.compile(rf"(?:{claim})$"), members(core), members(extra), kind)


_BALANCES = (
    _balance(
        r"全年预算数?|调整后预算数?|调整后[^，]{0,6}预算|调整预算数?|预算总额|全年预算总额|总预算",
        r"+年初预算数?|年初批复预算|年初[^，]{0,4}预算 +(?:年中)?追加(?:预算)?数?|年中追加|调增|年中增加|年中调增",
        r"+上年结转(?:结余)?|年初结转 -调减|追减|压减|核减|年中调减",
    ),
    _balance(
        r"年末结转(?:结余|和结余)?|结转下年|年末结余|结余结转|剩余资金|年末剩余",
        r"+全年预算数?|调整后预算数?|全年预算总额 -全年支出|实际支出|全年实际支出|支出总额",
    ),
    _balance(
        r"年末(?:财政拨款)?(?:累计)?结转(?:和|及|与)?结余(?:资金)?|年末结转",
        r"+(?:年初|上年)(?:财政拨款)?(?:累计)?结转(?:和|及|与)?结余(?:资金)?|年初结转 +本年收入(?:合计)? -本年支出(?:合计)?",
        r"-结余分配|上缴[^，]{0,6} +使用(?:非财政拨款|专用)[^，]{0,12}|动用[^，]{0,8}",
    ),
    _balance(
        r"结余资金|资金结余|结余|剩余资金|资金剩余|尚余",
        r"+到位资金|(?:实际|累计|已)到位(?:资金)?|资金到位|(?<!按时)(?<!及时)到位 "
        r"-(?:实际|累计|已)?支出(?:资金)?|(?:实际|累计|已)(?:使用|支付)(?:资金)?|使用资金|支付资金",
    ),
    _balance(r"结转下年(?:支出)?", r"+收入总[计量] -支出总[计量]"),
    _balance(
        r"收支结余|当[年期](?:收支)?结余|本年(?:收支)?结余",
        r"+(?:基金|本年|当年|全年)?总?收入(?:合计)?|预算收入 -(?<!待遇)(?:基金|本年|当年|全年)?总?支出(?:合计)?|预算支出",
        r"-上解[^，]{0,8}|上缴[^，]{0,6}",
    ),
    _balance(
        r"年末(?:累计|滚存)?结[余存]|年末结转(?:结余|和结余)?|累计结余|滚存结余",
        r"+(?:年初|期初|上年末?)(?:累计|滚存)?(?:结转(?:和)?结余|结[余存]) +(?:本年|当[年期])(?:收支)?结余",
        r"-提取[^，]{0,8}|结余分配|上缴[^，]{0,6}",
    ),
    _balance(
        r"收支缺口|当[年期]缺口|本年缺口|赤字",
        r"+(?<!待遇)(?:基金|本年|当年)?支出(?:合计)? -(?<!其他)(?:基金|本年|当年)?收入(?:合计)?",
    ),
    _balance(
        r"未(?:建成|完成|使用|支付|到位|拨付)(?:的|资金|面积)?|尚未(?:建成|完成|使用|支付|到位|拨付)[^，]{0,4}",
        r"+(?:计划|任务|应|下达|安排|到位)[^，]{0,14} -(?<!未)(?<!尚未)(?:已|实际)?(?:建成|完成|使用|支付|拨付)(?:资金)?",
    ),
    _balance(
        r"(?:尚未|未)(?:使用|投入|支付)(?:的)?(?:募集)?(?:资金|金额)?(?:余额)?",
        r"+(?:募集|债券|发债|专项债券?)资金(?:净额|总额|总计)?|(?:募集|筹资|筹集)净额 "
        r"-(?:公司|本公司|已)?累计(?:已)?(?:使用|投入|支付|支出)(?:募集)?(?:资金|金额|款项)?",
        r"+(?:累计)?(?:利息|理财)[^，]{0,8}(?:净额|收入|收益)",
    ),
    _balance(r"贸易顺差|顺差", r"+(?<!进)出口总?金?[额值]? -进口总?金?[额值]?"),
    _balance(r"贸易逆差|逆差", r"+进口总?金?[额值]? -(?<!进)出口总?金?[额值]?"),
    _balance(
        r"^(?!.*(?:归属|少数)).*(?:净资产(?:总额|合计)?|(?:所有者|股东)权益(?:合计|总额|总计)?)",
        r"+资产总[额计]|总资产|资产合计 -负债总[额计]|总负债|负债合计",
    ),
    _balance(r"^(?!.*(?:归属|扣除|归母|扣非)).*净利润", r"+利润总额 -所得税(?:费用)?"),
    _balance(
        r"(?:审|核)减(?:金额|投资|资金|额)?",
        r"+(?:送审|报审|申报)(?:投资|金额|造价|结算|总价|资金|额|价|数)* -(?:审定|核定|审核)(?:投资|金额|造价|结算|总价|资金|额|价|数)*",
    ),
    _balance(
        r"净增(?:加)?|净流入|净迁入",
        r"+(?:新增|新设(?:立)?|新登记|新注册|流入|迁入)[^，]{0,6} -(?:注销|吊销|流出|迁出|退出|减少)[^，]{0,6}",
    ),
    _balance(r"自然(?:增长|增加)(?:人口|人数|数)?|净增人口", r"+出生(?:人口|人数)? -死亡(?:人口|人数)?"),
    _balance(
        r"少完成|少建成?|少收|少支|欠收|短收|缺口|差额|相差",
        r"+(?<!超)(?:计划|任务|目标|应|需)[^，]{0,10} -(?:完成|实际|已|到位)[^，]{0,8}",
    ),
    _balance(
        r"(?:综合|最终|自评|评价|实际|实)?(?<![应可])得分?",
        r"+(?:总分|满分|分值|标准分|权重分)(?:值)? -(?:共|共计|合计|累计)?(?<![各每])扣(?:分|减)?",
        r"+加分?",
        kind="score",
    ),
    _balance(r"净值|账面净值|资产净值", r"+原值|账面原值|资产原值|^[年期]末(?:数|余额)? -(?:累计)?折旧"),
    _balance(
        r"收入总计|总收入",
        r"+本年收入合计|本年收入 +年初结转(?:和|及|与)?结余(?:资金)?|上年结转(?:和|及|与)?结余",
        r"+使用非财政拨款(?:结余)?|用事业基金弥补收支差额",
    ),
    _balance(
        r"支出总计|总支出",
        r"+本年支出合计|本年支出 +年末结转(?:和|及|与)?结余(?:资金)?|结转下年",
        r"+结余分配",
    ),
    _balance(
        r"期末余额|年末余额|期末数|年末数|期末结存|^(?:期末|年末|年底)",
        r"+(?:期初|年初)(?:余额|数|结存)?(?:为)? +^(?:本[年期]|当[年期]|全年)?(?:新增|增加) "
        r"-^(?:本[年期]|当[年期]|全年)?(?:减少|处置|报废|转出|调出)",
        r"+^(?:本[年期]|当[年期]|全年)?(?:转入|调入|划入|盘盈)",
        kind="signed",
    ),
    _balance(
        r"期末余额|年末余额|期末数|年末数|^(?:期末|年末|年底)",
        r"+[^，]{0,12}(?:期初|年初)(?:余额|数)?(?:为)? +^(?:本[年期]|当[年期])?(?:提取|计提)[^，]{0,6}",
        r"-^(?:本[年期]|当[年期])?(?:使用|支出|核销|转销|转增[^，]{0,4}|弥补[^，]{0,4}|转回)",
        kind="closed",
    ),
    _balance(
        r"期末余额|年末余额",
        r"+[^，]{0,12}(?:期初|年初)余额 +(?:本期|本年|当期)?(?:计提|新增计提)[^，]{0,4} -(?:本期|本年|当期)?(?:核销|转回|转销|收回)[^，]{0,8}",
    ),
    _balance(
        r"年末余额|期末余额",
        r"+^[^，]{0,14}(?:年初|期初|上年末)余额 -^(?:当年|本年)?(?:动用|调出)[^，]{0,6}",
        r"+^(?:当年|本年|年末)?(?:安排)?(?:补充|划入)[^，]{0,6}",
    ),
    _balance(
        r"项目共|共|项目总数|实施项目共",
        r"+年初批复(?:预算)?|年初安排|年初预算 +年中增加|年中新增|年中追加|新增|追加",
        r"-取消|调减|终止",
        kind="count",
    ),
    _balance(
        r"余额|年末余额|期末余额|结存",
        r"+年初(?:余额|数)?|期初(?:余额|数)?|上年末(?:余额)? +(?:本年|当年|本期)?(?:新增|增加|举借|收回|转贷) "
        r"-(?:本年|当年|本期)?(?:偿还|归还|减少|还本|支付)",
        kind="stock",
    ),
    _balance(
        r"(?:年末|期末)[^，]{0,4}存栏(?:量|数)?",
        r"+(?:年初|期初|上年末)[^，]{0,6}存栏(?:量|数)? -(?:全年)?[^，]{0,4}出栏(?:量|数)?",
        r"+(?:全年|本年)?(?:繁育|自繁|新生|产仔) +(?:调入|购入|外购|引进) -(?:死淘|死亡|淘汰) -调出",
    ),
    _balance(
        r"(?<!其他)剩余|(?:尚)?未(?:办结|整改|处理|化解)(?:的|问题)?",
        r"+(?:受理|查出|发现|接收|承办|排查)[^，]{0,14} -(?<!未)(?:已|完成)?(?:办结|整改|化解)(?:完毕|到位)?",
        r"+上年(?:结转|转入|遗留)[^，]{0,6} -转办|移交",
    ),
    _balance(
        r"有效(?:问卷|答卷|样本)(?:数)?",
        r"+^(?:实际)?(?:收回|回收)(?:问卷|答卷)? -(?:剔除|扣除|其中)?(?:无效|不合格|废)(?:问卷|答卷|卷)",
    ),
    _balance(
        r"年末原值|期末原值|年末账面原值",
        r"+年初原值|期初原值|年初账面原值 +本年增加|本年新增|本期增加 -本年减少|本期减少|本年处置",
        kind="signed",
    ),
    _balance(
        r"[比较](?:年初|全年)?预算数?(?:减少|节约|压减)了?",
        r"+(?<!采购)(?:年初|全年)?预算(?:数|安排|为)? -(?:实际支出|支出决算|决算|决算支出)数?",
        kind="signed",
    ),
    _balance(r"自然增长率", r"+(?<!新)出生率 -死亡率", kind="rate"),
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge balances whose members one paragraph prints."""
    kinds = {balance.kind for balance in _BALANCES}
    for paragraph in paragraphs(facts):
        members = {kind: _members(paragraph, kind) for kind in kinds} if len(paragraph.numbers) > 1 else {}
        for balance in _BALANCES if any(members.values()) else ():
            alike: dict[frozenset[int], list[tuple[RuleInfo, Stated, list[Weighted]]]] = {}
            for each in _claims(members[balance.kind], balance):
                alike.setdefault(frozenset(id(stated.mention) for _, stated in each[2]), []).append(each)
            for claims in alike.values():
                # 满分 50 分，实得 48.41 分，扣 1.59 分。其中甲得 19.56 分: the members make up one of them, the first by rights.
                fitting = [each for each in claims if near_sum(each[1], each[2])]
                for told, claim, parts in fitting or claims[:1]:
                    yield judged(facts, summed(told, claim, parts))


def _members(paragraph: Paragraph, kind: str) -> list[Number]:
    """Return the numbers that a balance of a kind can hold."""
    numbers = [
        each
        for each in paragraph.numbers
        if each.stated and (each.depth == 0 or kind == "stock") and each.is_share == (kind == "rate")
    ]
    if kind == "count":
        return [each for each in numbers if each.dimension.startswith("count")]
    return [
        each
        for each in numbers
        if (not each.sign or kind == "signed" or _STATED_CHANGE.search(each.before))
        # 每低 1 个百分点扣 1 分 is the method, and not what was taken off.
        and not (each.dimension == "score" and ("每" in each.phrase or of_rule(each)))
    ]


def _claims(
    numbers: Sequence[Number], balance: _Balance
) -> Iterator[tuple[RuleInfo, Stated, list[Weighted]]]:
    """Iterate over the balances of one kind among numbers: how sure that is, the claim and its members."""
    for claim in numbers:
        found = balance.claim.search(_words(claim))
        if found is None or _OF_CLASS.fullmatch(claim.before):
            continue
        near = [
            each
            for each in numbers
            if each is not claim
            and each.dimension == claim.dimension
            and each.known.unit.dimension == claim.known.unit.dimension
            and abs(each.sentence - claim.sentence) <= 1
        ]
        if balance.kind == "score":  # 扣 7 分，得 23 分；总分 89 分: what comes behind is of more than this
            near = [
                each
                for each in near
                if not _of_another(claim, each, numbers, balance)
                and (each.occurrence.span.start < claim.occurrence.span.start or "总" not in each.clause)
            ]
        core = [_one(near, pattern, sign) for sign, pattern in balance.core]
        if any(member is None for member in core):
            continue
        members = [member for member in core if member is not None]
        extra = [
            member for sign, pattern in balance.extra if (member := _one(near, pattern, sign)) is not None
        ]
        parts = _best(claim, members, extra)
        if _of_part(claim, near, members) and not near_sum(claim.known, parts):
            continue
        # 年末 a；累计折旧 b，净值 c。在用资产原值 d: behind the claim another thing is told than before it.
        spread = {each.sentence > claim.sentence for each in near for _, one in members if each.stated is one}
        if len(spread) > 1 and not near_sum(claim.known, parts):
            continue
        # 收入总计 a；支出总计 a，包括…结转下年 c: what balances holds the rest already.
        if sum(weight * stated.printed.value for weight, stated in members) == 0 and len(members) > 1:
            continue
        # 居民医保当年赤字: of one fund, where income and outgo are those of all.
        own = _words(claim)[: found.start()]
        if (
            _RESULT.search(found.group())
            and len(own) >= _NAMED
            and not any(own in each.clause for each in near)
        ):
            continue
        # 年初 a，追加 b，连同上年结转，全年预算 c: what is added has no figure here.
        bracketed = _WITH_MORE.match(claim.after) is not None
        with_more = _WITH.search(claim.before) or (bracketed and not _told_again(claim, near))
        if with_more and claim.stated is not None and not near_sum(claim.stated, parts):
            continue
        if balance.kind == "closed" and not _all_between(claim, near, parts):
            continue
        if claim.stated is not None and len({id(stated) for _, stated in parts}) == len(parts):
            told = rule(NAME, TITLE, Severity.WARNING, "medium") if bracketed else rule(NAME, TITLE)
            yield told, claim.stated, parts


def _of_part(claim: Number, near: Sequence[Number], members: Sequence[Weighted]) -> bool:
    """Whether 其中 and no member of its balance stand before a claim in its sentence: 送审 a，审定 b。其中综合楼核减 c is of a part."""
    if "其中" not in claim.block.text[: claim.occurrence.span.start].rpartition("。")[2]:
        return False
    own = {id(stated) for _, stated in members}
    return not any(each.sentence == claim.sentence for each in near if id(each.stated) in own)


def _of_another(claim: Number, member: Number, numbers: Sequence[Number], balance: _Balance) -> bool:
    """Whether a score or what was taken off is told of another thing than a claim: 该项得 12.70 分。甲得 5.50 分，扣 1.50 分.

    In a sentence of its own behind the claim, what was taken off for a figure told there is of that: 办结率 96.34%，扣 0.80 分.
    """
    if member.sentence == claim.sentence:
        return False
    start, end = sorted(each.occurrence.span.start for each in (claim, member))
    if member.sentence > claim.sentence and any(
        each.sentence == member.sentence
        and each.occurrence.span.start < member.occurrence.span.start
        and each.dimension != claim.dimension
        for each in numbers
    ):
        return True
    return any(
        each.sentence != claim.sentence
        and each.dimension == claim.dimension
        and start < each.occurrence.span.start < end
        and balance.claim.search(_words(each)) is not None
        for each in numbers
    )


def _all_between(claim: Number, near: Sequence[Number], parts: Sequence[Weighted]) -> bool:
    """Whether nothing stands between the first member and the claim that is none: 期初 a，提取 b，其他减少 c，期末 d."""
    own = {id(stated.mention) for _, stated in parts}
    starts = [each.occurrence.span.start for each in near if each.stated and id(each.known.mention) in own]
    between = [
        each
        for each in near
        if min(starts, default=0) < each.occurrence.span.start < claim.occurrence.span.start
    ]
    return all(each.stated is not None and id(each.known.mention) in own for each in between)


def _told_again(claim: Number, near: Sequence[Number]) -> bool:
    """Whether what brackets say of the claim is said of a member too: 共 15 个（含上年 5 个），…，新增 8 个（含上年 5 个）."""
    said = _bracket(claim)
    return said != "" and any(said == _bracket(each) for each in near)


def _bracket(number: Number) -> str:
    """Return what stands in brackets behind a number and its unit."""
    found = _BRACKET.match(number.block.text, number.occurrence.span.end)
    return re.sub(r"\s", "", found["said"]) if found else ""


@functools.lru_cache(maxsize=256)
def _words(number: Number) -> str:
    """Return the name of a number, which each balance asks for."""
    # 利息收入（扣除手续费）1,126 万元: the name stands before the brackets.
    words = number.clause or re.split(r"[，,、：:；;。]", _ASIDE.sub("", number.before))[-1]
    return re.sub(r"[\s：:]|(?:为|是|达|约|了)+$", "", words)


def _one(numbers: Sequence[Number], pattern: re.Pattern[str], sign: int) -> Weighted | None:
    """Return the one number that a member's words name, with its sign; of several none is meant."""
    found = [each for each in numbers if pattern.search(_words(each))]
    if len(found) > 1:
        # 基金收入 29,987 万元，其中保险费收入 28,416 万元: a part is not meant.
        found = [each for each in found if not OF_WHICH.search(each.clause)] or found
    if len(found) > 1:
        # 支出 beside 待遇支出: the plain word is meant.
        found = [each for each in found if pattern.fullmatch(_words(each))]
    if len(found) != 1 or found[0].stated is None:
        return None
    full = found[0].dimension == "score" and sign > 0  # 满分 50 分 is set, and not rounded
    return ONE * sign, exactly(found[0].stated) if full else found[0].stated


def _best(claim: Number, core: Sequence[Weighted], extra: Sequence[Weighted]) -> list[Weighted]:
    """Return the members that give the claim, or all of them where no choice does."""
    for count in range(len(extra), -1, -1):
        for chosen in itertools.combinations(extra, count):
            if near_sum(claim.known, [*core, *chosen]):
                return [*core, *chosen]
    return [*core, *extra]
