"""A score in the text that is not what its full mark, its deductions or its method give.

合格率（8分）……每低1个百分点扣0.5分，合格率96%，扣2分，得6分. Each indicator reaches from its full mark to the next one's.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.scores._apart import Applied, applied
from auditor.checks.scores._byrules import Claim, beyond, claims
from auditor.checks.scores._eachrules import bare, losses, rules
from auditor.checks.scores._indicators import Indicator, gained, indicators, of_method
from auditor.checks.scores._marked import Marked, marked
from auditor.checks.scores._reasons import scores
from auditor.findings import Evidence, Verdict
from auditor.numbers import decimal_text, round_to

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "score-not-reasoned"
TITLE = {
    "zh": "得分与满分、扣分或评分办法不符",
    "en": "a score is not what its full mark, deductions or method give",
}
_EXTRA = re.compile(r"加\s*[0-9.]+\s*分|各扣|封顶|倒扣|一票否决|折算|换算|加分")
_RATE = re.compile(r"得分率(?:为|达)?\s*$")
_CLASS = re.compile("决策|过程|投入|产出|效益|效果|[一二]级|类|部分|方面|管理$")
_SOME = re.compile("主要|等|其中")
_SHOWN = 3
_BARE = re.compile(r"^(?:共|共计|合计|累计|应|计|故|因此|实际)?扣(?:减|除)?$")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the scores of indicators in running text."""
    texts = paragraphs(facts)
    judged: set[int] = set()
    for paragraph in texts:
        if "分" not in paragraph.text:
            continue
        found = list(indicators(paragraph))
        ruled = list(claims(paragraph, found))
        yield from map(_by_rule, ruled)
        known = {id(claim.number) for claim in ruled}
        judged |= known
        for each in found:
            if not _EXTRA.search(each.text):
                yield from _scored(each, known)
                yield from _rated(each)
    yield from (_by_mark(each) for each in marked(texts) if id(each.number) not in judged)
    yield from (_by_rule_apart(each) for each in applied(texts) if id(each.number) not in judged)


def _by_mark(claim: Marked) -> Outcome:
    """Judge 扣 4 分，得 21 分 by the mark of 25 that a list gives what it is told of."""
    places = [claim.number, *([claim.off] if claim.off is not None else [])]
    evidence = [evidence_at(each.block, each.occurrence) for each in places]
    evidence.append(evidence_at(claim.mark.block, claim.mark.occurrence, "base"))
    return _outcome(claim.number, claim.possible, evidence, f"满分 {claim.mark.occurrence.text}", exact=True)


def _by_rule_apart(claim: Applied) -> Outcome:
    """Judge 投诉 3 件，扣 6 分 by 投诉每件扣 2 分 of an earlier chapter."""
    number, rule_ = claim.number, claim.rule
    evidence = [
        evidence_at(number.block, number.occurrence),
        evidence_of_words(rule_.paragraph.block, rule_.start, rule_.name, rule_.name),
    ]
    return _outcome(
        number,
        claim.possible,
        evidence,
        f"“{rule_.name}{rule_.words}”",
        exact=number.known.printed.numeral.step >= 1,
    )


def _by_rule(claim: Claim) -> Outcome:
    """Judge 每推迟 10 天扣 1 分，实际推迟 20 天，扣 2 分 and 发现一处不规范扣 0.5 分。抽查发现 3 处……得 4 分."""
    found, number = claim.ruled, claim.number
    evidence = [evidence_at(number.block, number.occurrence)]
    if found.indicator is not None:
        full = found.indicator.full
        evidence.append(evidence_at(full.block, full.occurrence, "base"))
        told = [each for each in found.indicator.got if each is not number]
        evidence.extend(evidence_at(each.block, each.occurrence, "part") for each in told[:1])
    text = number.block.text[found.rule.start : found.limit.end if found.limit else found.rule.end]
    # So many times half a point needs no rounding.
    tenth = all((each * 20).denominator == 1 for each in claim.possible)
    exact = bool(found.rule.unit) or (tenth and number.known.printed.numeral.step >= 1)
    return _outcome(number, claim.possible, evidence, f"“{text}”", exact=exact)


def _scored(found: Indicator, known: Container[int]) -> Iterator[Outcome]:
    """Judge the one score of an indicator by what was taken off, or by what its text gives, where its rule alone does not decide."""
    if len(found.got) != 1:
        return
    got, score = found.got[0], found.got[0].known.printed.value
    marks = [mark for mark in found.marks if score <= mark]
    lost = [each for each in found.lost if marks and each.known.printed.value <= max(marks)]
    ahead = [each for each in lost if each.occurrence.span.end < got.occurrence.span.start]
    part = _CLASS.search(_named(found)) or _SOME.search(found.text)
    if lost and part and (not ahead or found.bare):
        # 决策满分 20 分，得 16.70 分: of a class of indicators only the worst losses are told behind it.
        return
    if lost and not ahead and len(lost) > 1:
        return
    lost = ahead or lost
    if lost:
        amounts = [each.known.printed.value for each in lost]
        possible = [mark - sum(amounts, Fraction(0)) for mark in marks]
        # 一项不符扣 1 分，扣 2 分: the method and what came of it.
        if _BARE.search(re.sub(r"\s", "", lost[-1].phrase)):
            possible.extend(mark - amounts[-1] for mark in marks)
        # 延期 1 个扣 1 分 may be a rule for 3 个延期 as well.
        told = found.text[: got.occurrence.span.start - found.start]
        unsure = [one for one in rules(told) if not one.sure]
        possible.extend(
            mark - off for one in unsure for off in losses(one, bare(told), told) for mark in marks
        )
        if any(beyond(each) for each in lost):
            return  # judged by its limit, and the score may be right
        yield _judged(found, got, possible, lost, exact=True)
    elif id(got) not in known:
        text = found.text[: got.occurrence.span.start - found.start]
        possible = [each for mark in marks for each in scores(text, mark)]
        if possible:
            yield _judged(found, got, possible, ())


def _named(found: Indicator) -> str:
    """Return the words before a full mark: what it is of."""
    end = found.full.occurrence.span.start
    return re.split("[。；;]", found.paragraph.text[:end])[-1] + "/".join(found.paragraph.block.section[-1:])


def _judged(
    found: Indicator,
    claim: Number,
    possible: Sequence[Fraction],
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
    claim: Number, possible: Sequence[Fraction], evidence: Sequence[Evidence], of: str, *, exact: bool = False
) -> Outcome:
    info = rule(NAME, TITLE)
    value = claim.known.printed.value
    step = claim.known.printed.numeral.step
    slack = Fraction(0) if exact or step >= 1 else step
    rounded = {each if exact else round_to(each, step) for each in possible}
    if value in rounded or any(abs(each - value) <= slack for each in possible):
        return said(info, "", "", evidence, Verdict.WITHIN_ROUNDING)
    told = list(dict.fromkeys(each for each in possible if each > 0)) or [Fraction(0)]
    likely = sorted(told, reverse=True) if len(told) <= _SHOWN else told[:_SHOWN]
    shown = "或".join(dict.fromkeys(decimal_text(round_to(each, Fraction(1, 100))) for each in likely))
    zh = f"{of}，按文中所述应为 {shown} 分，写 {claim.occurrence.text} 分"
    en = f"{shown} follows from what the text says, {claim.occurrence.text} is printed"
    return said(info, zh, en, evidence)


def _rated(found: Indicator) -> Iterator[Outcome]:
    """Judge 满分 35 分，得 32.55 分，得分率 93.00%."""
    for got, rate in itertools.pairwise(found.numbers):
        if not (gained(got) and rate.stated and rate.is_share and _RATE.search(rate.before)):
            continue
        if "。" in rate.before or "；" in rate.before or of_method(got):
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
