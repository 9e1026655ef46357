"""A score in the text that is not what its full mark, its deductions or its method give.

合格率（8分）……每低1个百分点扣0.5分，合格率96%，扣2分，得6分. Each indicator reaches from its full mark to the next one's.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.findings import Evidence, Verdict
from auditor.numbers import decimal_text, round_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "score-not-reasoned"
TITLE = {
    "zh": "得分与满分、扣分或评分办法不符",
    "en": "a score is not what its full mark, deductions or method give",
}
_FULL = re.compile(r"(?:满分|分值|权重分?|标准分|配分)(?:值)?(?:为|是|共|：|:)?\s*$")
_IN_BRACKETS = re.compile(r"[一-龥A-Za-z0-9”」]\s*[（(]$")
_CLOSED = re.compile(r"^\s*分\s*[）)]|^\s*[）)]")
_GOT = re.compile(r"(?:得分?|实得|实得分|评分|(?<![共合累总])计)(?:为|是|：|:)?\s*$")
_LOST = re.compile(r"扣(?:减|除|掉|了)?\s*$|扣分(?:为|是)?\s*$")
_OF_METHOD = re.compile(
    r"每|凡|以上|以内|以下|含|[≥≤＞＜><~～—–]|之间|达到|达标|按期|按时|否则|不得|未达|超过|低于|至|的$|者$|时$|不符|率为|应$|满分"
)
_ALL_TOLD = re.compile(
    r"(?:共|共计|合计|小计)得(?:分)?(?:为)?\s*$|本(?:部分|类|项)(?:共|合计)?得(?:分)?(?:为)?\s*$"
)
_EXTRA = re.compile(r"加\s*[0-9.]+\s*分|各扣|封顶|倒扣|一票否决|折算|换算|加分")
_EACH = re.compile(
    r"每(?:有|发现|发生|缺|少)?\s*(?:[0-9一])?\s*(?P<unit>[一-龥]{1,2}?)(?:[一-龥]{0,6}?)扣\s*$"
)
_BY_SHARE = re.compile(r"按(?:照)?[^，。；;]{0,8}(?:比例|率)[^，。；;]{0,3}(?:得|计)分?(?:为)?\s*$")
_BELOW = re.compile(
    r"每(?P<way>低|少|减少|降低|下降|超过?|高|增加|上升)(?:于目标值?|于|目标值?)?\s*(?P<size>[0-9.]+)\s*(?:个?百分点|%)[，,]?\s*扣\s*(?P<loss>[0-9.]+)\s*分"
)
_ROUNDED_UP = re.compile(
    r"(?:不足|不满)\s*[0-9.]+\s*个?(?:百分点|%)[^，。；;]{0,3}[按]\s*[0-9.]+\s*个?(?:百分点|%)(?:计|扣|计算)?"
)
_ROUNDED_DOWN = re.compile(r"(?:不足|不满)\s*[0-9.]+\s*个?(?:百分点|%)[^，。；;]{0,3}不扣(?:分)?")
_PERCENT = re.compile(r"(?P<value>[0-9]+(?:\.[0-9]+)?)\s*[%％]")
_RATE = re.compile(r"得分率(?:为|达)?\s*$")
_PARTIAL = re.compile(r"得满分|未得分|不得分|不扣分")
_AT_ONCE = re.compile(r"^\s*分?[，,、]\s*(?:共|共计|合计|计|应)?扣(?:减|除)?\s*$")
_CLASS = re.compile("决策|过程|投入|产出|效益|效果|[一二]级|类|部分|方面|管理$")
_SOME = re.compile("主要|等|其中")
_WAYS = frozenset("低少超高增减降")
_EACH_UNIT = re.compile(
    r"(?:每(?:推迟|延迟|逾期|超期|拖延|少完成|未完成|缺少|[少缺有]|发现|出现|存在)*|(?:发现|出现)(?=[一1]))\s*(?:一|(?P<size>[0-9]+))?\s*"
    r"(?P<unit>[处座项例起次天家笔份台])[一-龥]{0,8}?[，,]?扣\s*(?P<loss>[0-9]+(?:\.[0-9]+)?)\s*分"
)
"""每推迟 10 天扣 1 分, 发现一处不规范扣 0.5 分: a loss for each of what is counted."""
_AT_MOST = re.compile(r"最[多高]扣|上限|[不未]足|起(?:计|扣)|超过[0-9]+[处座项例起次天家笔份台]")
_BARE = re.compile(r"^(?:共|共计|合计|累计|应|计|故|因此|实际)?扣(?:减|除)?$")
_MOST = Fraction(60)
_HALF = Fraction(1, 2)


@attrs.frozen(eq=False)
class _Indicator:
    """A full mark and what stands behind it, up to the next."""

    paragraph: Paragraph
    full: Number
    numbers: Sequence[Number]
    text: str

    @property
    def got(self) -> Sequence[Number]:
        """Return the scores it came to."""
        return [each for each in self.numbers if _is(each, _GOT) and not _method(each)]

    @property
    def lost(self) -> Sequence[Number]:
        """Return what was taken off, and not what the method takes off for each."""
        return [each for each in self.numbers if _is(each, _LOST) and not _method(each)]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the scores of indicators in running text."""
    for paragraph in paragraphs(facts):
        if "分" not in paragraph.text:
            continue
        for found in _indicators(paragraph):
            if _EXTRA.search(found.text):
                continue
            yield from _scored(found)
            yield from _rated(found)
        yield from _counted(paragraph)
        yield from _told_together(paragraph)


def _is(number: Number, words: re.Pattern[str]) -> bool:
    return bool(number.stated and number.dimension == "score" and words.search(number.before))


def _method(number: Number) -> bool:
    """Whether a score is what the method says, and not what was given: 90%以上得10分."""
    clause = re.sub(r"(?:得分?|扣)\s*(?:为|是)?\s*$", "", number.phrase)
    return _OF_METHOD.search(clause) is not None


def _indicators(paragraph: Paragraph) -> Iterator[_Indicator]:
    numbers = paragraph.numbers
    starts = [at for at, each in enumerate(numbers) if _is_full(each)]
    for start, end in itertools.pairwise([*starts, len(numbers)]):
        full = numbers[start]
        if full.known.printed.value > _MOST:
            continue
        last = numbers[end].occurrence.span.start if end < len(numbers) else len(paragraph.text)
        text = paragraph.text[full.occurrence.span.end : last]
        yield _Indicator(paragraph, full, numbers[start + 1 : end], text)


def _is_full(number: Number) -> bool:
    if not number.stated or number.dimension != "score" or number.sign:
        return False
    if _FULL.search(number.before):
        return True
    if not _IN_BRACKETS.search(number.before) or not _CLOSED.match(number.after):
        return False
    # 最低的是危房改造（41.3 分） is a score.
    return number.known.printed.value % _HALF == 0 and not re.search("最[高低]", number.before)


def _scored(found: _Indicator) -> Iterator[Outcome]:
    """Judge the one score of an indicator by what was taken off, by its share and by its steps."""
    if len(found.got) != 1:
        return
    got = found.got[0]
    full, score = found.full.known.printed.value, got.known.printed.value
    if score > full:
        return
    lost = [each for each in found.lost if each.known.printed.value <= full]
    ahead = [each for each in lost if each.occurrence.span.end < got.occurrence.span.start]
    if lost and not ahead and (len(lost) > 1 or _CLASS.search(_named(found)) or _SOME.search(found.text)):
        # 决策满分 20 分，得 16.70 分: of a class of indicators only the worst losses are told behind it.
        return
    lost = ahead or lost
    possible: set[Fraction] = set()
    if lost:
        amounts = [each.known.printed.value for each in lost]
        possible = {full - sum(amounts, Fraction(0))}
        # 一项不符扣 1 分，扣 2 分: the method and what came of it.
        if _BARE.search(re.sub(r"\s", "", lost[-1].phrase)):
            possible.add(full - amounts[-1])
        yield _judged(found, got, possible, lost, exact=True)
    elif _BY_SHARE.search(got.before):
        shares = _percents(found.text[: got.occurrence.span.start - found.full.occurrence.span.end])
        possible = {full * share / 100 for share in shares}
        possible |= {full * one / two for one in shares for two in shares if two > one}
        if possible:
            yield _judged(found, got, possible, ())
    else:
        told = [each for each in found.numbers if each.stated and _EACH.search(each.before)]
        counts, losses = _losses(found.numbers, told[0]) if len(told) == 1 else ([], set())
        if counts and told[0].occurrence.span.end < got.occurrence.span.start:
            possible = {max(full - loss, Fraction(0)) for loss in losses}
            yield _judged(found, got, possible, (*told, *counts))
    yield from _stepped(found, got, lost)
    yield from _by_units(found, got, lost)


def _by_units(found: _Indicator, got: Number, lost: Sequence[Number]) -> Iterator[Outcome]:
    """Judge 每推迟 10 天扣 1 分，实际推迟 20 天，扣 2 分 and 发现一处不规范扣 0.5 分。抽查发现 3 处: one rule, and one count of its unit."""
    rules = list(_EACH_UNIT.finditer(found.text))
    if len(rules) != 1 or _AT_MOST.search(found.text):
        return
    each, rest = rules[0], found.text[rules[0].end() :]
    counts = {Fraction(one) for one in re.findall(rf"([0-9]+)\s*个?{each['unit']}", rest)}
    size, loss = Fraction(each["size"] or 1), Fraction(each["loss"])
    if len(counts) != 1 or not size:
        return
    times = counts.pop() / size
    whole = Fraction(times.__floor__())
    full = found.full.known.printed.value
    losses = {min(full, loss * count) for count in {times, whole, whole + (whole != times)}}
    bare = [one for one in lost if one.occurrence.span.start > found.full.occurrence.span.end + each.end()]
    if len(bare) == 1:
        yield _judged(found, bare[0], losses, ())
    elif not bare:
        yield _judged(found, got, {full - one for one in losses}, ())


def _named(found: _Indicator) -> str:
    """Return the words before a full mark: what it is of."""
    end = found.full.occurrence.span.start
    return re.split("[。；;]", found.paragraph.text[:end])[-1] + "/".join(found.paragraph.block.section[-1:])


def _percents(text: str) -> list[Fraction]:
    return [Fraction(each["value"]) for each in _PERCENT.finditer(text)]


def _stepped(found: _Indicator, got: Number, lost: Sequence[Number]) -> Iterator[Outcome]:
    steps = list(_BELOW.finditer(found.text))
    if len(steps) != 1:
        return
    step = steps[0]
    rest = _ROUNDED_DOWN.sub("", _ROUNDED_UP.sub("", found.text.replace(step.group(), "")))
    shares = _percents(rest)
    if len(shares) != 2 or len(set(shares)) != 2 or Fraction(step["size"]) == 0:  # noqa: PLR2004 - aim and outcome
        return
    rising = step["way"].startswith(("超", "高", "增", "上"))
    goal, actual = shares
    missing = actual - goal if rising else goal - actual
    full = found.full.known.printed.value
    if missing <= 0:
        return
    times = missing / Fraction(step["size"])
    whole = Fraction(times.__floor__())
    up = whole if whole == times else whole + 1
    counts = (
        {up}
        if _ROUNDED_UP.search(found.text)
        else {whole}
        if _ROUNDED_DOWN.search(found.text)
        else {times, whole, up}
    )
    scores = {max(full - count * Fraction(step["loss"]), Fraction(0)) for count in counts}
    if lost and len(lost) == 1:
        losses = {full - score for score in scores}
        yield _judged(found, lost[0], losses, ())
    else:
        yield _judged(found, got, scores, ())


def _judged(
    found: _Indicator,
    claim: Number,
    possible: set[Fraction],
    others: Sequence[Number],
    *,
    exact: bool = False,
) -> Outcome:
    evidence = [
        evidence_at(claim.block, claim.occurrence),
        *(evidence_at(each.block, each.occurrence, "part") for each in others),
        evidence_at(found.full.block, found.full.occurrence, "base"),
    ]
    return _outcome(claim, possible, evidence, f"满分 {found.full.occurrence.text} 分", exact=exact)


def _outcome(
    claim: Number, possible: set[Fraction], evidence: Sequence[Evidence], of: str, *, exact: bool = False
) -> Outcome:
    info = rule(NAME, TITLE)
    value = claim.known.printed.value
    step = claim.known.printed.numeral.step
    slack = Fraction(0) if exact or step >= 1 else step
    rounded = {each if exact else round_to(each, step) for each in possible}
    if value in rounded or any(abs(each - value) <= slack for each in possible):
        return said(info, "", "", evidence, Verdict.WITHIN_ROUNDING)
    shown = "或".join(
        decimal_text(round_to(each, Fraction(1, 100))) for each in sorted(possible, reverse=True)
    )
    zh = f"{of}，按文中所述应为 {shown} 分，写 {claim.occurrence.text} 分"
    en = f"{shown} follows from what the text says, {claim.occurrence.text} is printed"
    return said(info, zh, en, evidence)


def _rated(found: _Indicator) -> Iterator[Outcome]:
    """Judge 满分 35 分，得 32.55 分，得分率 93.00%."""
    for got, rate in itertools.pairwise(found.numbers):
        if not (_is(got, _GOT) and rate.stated and rate.is_share and _RATE.search(rate.before)):
            continue
        if "。" in rate.before or "；" in rate.before or _method(got):
            continue
        full, score = found.full.known.printed.value, got.known.printed.value
        if not 0 < score <= full:
            continue
        share, slack = score / full, got.known.printed.numeral.step / 2 / full
        claim, step = rate.known.printed.value, rate.known.printed.step
        evidence = [evidence_at(each.block, each.occurrence) for each in (rate, got, found.full)]
        if abs(share - claim) <= slack + step:
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.WITHIN_ROUNDING)
            continue
        shown = decimal_text(round_to(share * 100, Fraction(1, 100)))
        zh = f"满分 {found.full.occurrence.text} 分，得 {got.occurrence.text} 分，得分率应为 {shown}%，写 {rate.occurrence.text}"
        en = f"{got.occurrence.text} of {found.full.occurrence.text} is {shown}%, {rate.occurrence.text} is printed"
        yield said(rule(NAME, TITLE), zh, en, evidence)


def _counted(paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge 发现 2 笔附件不全，每笔扣 0.5 分，扣 1 分."""
    for each, lost in itertools.pairwise(paragraph.numbers):
        if not _is(lost, _AT_ONCE):
            continue
        counts, possible = _losses(paragraph.numbers, each)
        if counts:
            evidence = [
                evidence_at(lost.block, lost.occurrence),
                *(evidence_at(one.block, one.occurrence, "part") for one in (each, *counts)),
            ]
            yield _outcome(
                lost, possible, evidence, f"每{counts[0].occurrence.unit}扣 {each.occurrence.text} 分"
            )


def _losses(numbers: Sequence[Number], each: Number) -> tuple[list[Number], set[Fraction]]:
    """Return what a loss for each is counted of in its sentence, and what it can come to."""
    found = _EACH.search(each.before)
    if found is None or not each.stated or each.dimension != "score" or found["unit"][:1] in _WAYS:
        return [], set()
    counts = [
        one
        for one in numbers
        if one.stated
        and one.sentence == each.sentence
        and one.occurrence.unit[:1] == found["unit"][:1]
        and one.occurrence.span.end < each.occurrence.span.start
        and not one.before.endswith("每")
    ]
    loss, values = each.known.printed.value, [one.known.printed.value for one in counts]
    possible = {loss * value for value in (*values, sum(values, Fraction(0)))} if values else set()
    return (counts, possible) if possible and min(possible) <= _MOST else ([], set())


def _told_together(paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge A 得 4 分、B 得 3 分，共得 7 分."""
    numbers = paragraph.numbers
    for at, claim in enumerate(numbers):
        if not _is(claim, _ALL_TOLD):
            continue
        before = [each for each in numbers[:at] if _is(each, _GOT) and not _method(each)]
        lost = [each for each in numbers[:at] if _is(each, _LOST) and not _method(each)]
        start = numbers[0].occurrence.span.start
        text = paragraph.text[start : claim.occurrence.span.start]
        if len(before) < 2 or _EXTRA.search(text) or _PARTIAL.search(text):  # noqa: PLR2004 - a sum has two
            continue
        if any(_is(each, _ALL_TOLD) for each in before) or len(lost) > len(before):
            continue
        values = [each.known.printed.value for each in before]
        total, value = sum(values, Fraction(0)), claim.known.printed.value
        evidence = [
            evidence_at(claim.block, claim.occurrence, "total"),
            *(evidence_at(each.block, each.occurrence, "part") for each in before),
        ]
        if total == value:
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
        elif abs(total - value) < min(values):
            # A miss of a whole indicator may be one that was told elsewhere.
            zh = f"各项得分相加为 {decimal_text(total)} 分，写 {claim.occurrence.text} 分"
            en = f"the scores add up to {decimal_text(total)}, {claim.occurrence.text} is printed"
            yield said(rule(NAME, TITLE), zh, en, evidence)
