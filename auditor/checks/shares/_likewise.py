"""Shares of one whole that is not printed: what they say of it has to agree.

基本支出 247.63 万元，占支出总预算的 84.06%；项目支出 46.95 万元，占支出总预算的 15.94%: each amount over its share is the whole,
so that a share beside which the whole would be another one is wrong, or its amount.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.relations import ONE, judged, proportional, quotient
from auditor.checks.common.words import closed, stem
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.wholes import Pair
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_PLACE = re.compile(r"^(?:同期|当年|本年|全年)?(?:[全我本该][国省市县区州旗镇乡]|全社会|全部|全体)?")
_VAGUE = re.compile(r"总?[数量额值]$|总|同类|全部|比[重例]|的")
_WITHIN = re.compile(r"其中|(?<!集)中[，,]?[^，,。；;]*$")
_TIMES = re.compile(r"上年|去年|同期|上月|本月|当月|累计|年初|预计|计划|目标|[0-9]+月|[上下]半年|季度")
_EACH = re.compile(r"(?:年度|全年|年初|当年|调整)*(?:任务|计划|目标|指标)(?:数|额|总[数额])?")
"""What each has of its own: 税务部门完成 a，占任务数的 p%；财政部门完成 b，占任务数的 q%."""
_FAR = 4
_NOUN = 4
_FEW = 2
_LIST = 3


def likewise(facts: Facts, info: RuleInfo, pairs: Sequence[tuple[Pair, Outcome | None]]) -> Iterator[Outcome]:
    """Judge the shares that no printed whole decides by those that name the same whole beside them."""
    groups: dict[tuple[str, ...], list[tuple[Pair, Outcome | None]]] = {}
    for pair, outcome in pairs:
        share, part, named = pair
        told = part.known.printed.value > 0 and share.known.printed.value > 0 and not _of_other(pair)
        if told and len(_VAGUE.sub("", _PLACE.sub("", named))) > 1 and not _EACH.fullmatch(named):
            section = share.block.section[:1]
            key = (named, share.period, part.dimension, *map(str, section))
            groups.setdefault(key, []).append((pair, outcome))
    for group in groups.values():
        yield from _judged(facts, info, group)


def filling(outcome: Outcome, pair: Pair, pairs: Sequence[Pair]) -> Outcome:
    """Return an outcome as explained where the share that it asks makes the list of shares around it give 100 %, which it misses as it is.

    分别占 60.0%、18.0%、18.2%、7.9%、5.0%: with 9.1% all of it, as the amount over the whole is.
    """
    share = pair[0]
    own = [each[0] for each in pairs if each[0].sentence == share.sentence and each[0].depth == share.depth]
    variables = outcome.relation.variables if outcome.relation is not None else ()
    if outcome.verdict is not Verdict.DISCREPANCY or len(own) < _LIST or len(variables) != _LIST:
        return outcome
    part, whole = (each.alternatives[0].value for each in variables[1:])
    rest = 1 - sum((each.known.printed.value for each in own if each is not share), Fraction(0))
    slack = sum((each.known.printed.step for each in own), Fraction(0))
    full = abs(rest - part / whole) <= slack and abs(rest - share.known.printed.value) > slack
    return attrs.evolve(outcome, rule=attrs.evolve(outcome.rule, explained=True)) if full else outcome


def _of_other(pair: Pair) -> bool:
    """Whether the words of a share end in what another amount of the half sentence is called: 收入 a，利润 b，占全市收入的 p%，利润的 q%."""
    share, part, named = pair
    noun = named[-_NOUN:]
    text = share.block.text[: part.occurrence.span.start]
    before = re.split(r"[。；;]", text)[-1]
    return (
        len(noun) == _NOUN
        and noun not in stem(part.name)
        and re.once(rf"{re.escape(noun)}[^，,0-9]{{0,3}}[0-9]").search(before) is not None
    )


def _judged(facts: Facts, info: RuleInfo, group: Sequence[tuple[Pair, Outcome | None]]) -> Iterator[Outcome]:
    for pair, outcome in group:
        if outcome is not None:
            continue  # a printed whole has decided it
        others = [each for each, _ in group if each is not pair and _beside(pair, each)]
        # The largest share says best what the whole is.
        others.sort(key=lambda each: -each[0].known.printed.value / each[0].known.printed.step)
        held = [
            [each for each in others if each is not base and _agree(facts, info, each, base)]
            for base in others
        ]
        best = max(range(len(others)), key=lambda at: len(held[at]), default=None)
        if best is None:
            continue
        agreed = len(held[best]) + 1
        # 占支出的 30%；…，占 20%: of two, of which one does not say what it is of, neither tells of the other.
        alike = _names(pair) == _names(others[best])
        alone = len(group) == _FEW and alike and (_plain(pair, others[best]) or _all(pair, others[best]))
        if alone or (agreed >= _FEW and agreed >= len(others) - 1):
            found = _of_both(facts, info, pair, others[best]) if alone else None
            found = found or _relation(facts, info, pair, others[best])
            if not _little(found):
                yield found


def _of_both(facts: Facts, info: RuleInfo, pair: Pair, other: Pair) -> Outcome | None:
    """Return a share judged by the sum of the two classes that make up its whole, where one of the two shares is of it to the last place."""
    if not _all(pair, other):
        return None
    whole = [(ONE, each[1].known) for each in (pair, other)]
    own, beside = (
        judged(facts, quotient(info, share.known, [(ONE, part.known)], whole))
        for share, part, _ in (pair, other)
    )
    return own if own.verdict.consistent is not beside.verdict.consistent else None


def _names(pair: Pair) -> bool:
    """Whether the words of a share name its whole themselves."""
    return pair[2] in re.sub(r"\s", "", pair[0].clause)


def _plain(one: Pair, two: Pair) -> bool:
    """Whether two shares stand side by side in one sentence, neither within the other."""
    first, second = sorted((one, two), key=lambda each: each[0].occurrence.span.start)
    side = first[0].block is second[0].block and first[0].sentence == second[0].sentence
    return side and first[1].depth == second[1].depth and not _WITHIN.search(second[1].before)


def _all(one: Pair, two: Pair) -> bool:
    """Whether two shares that both name their whole are of the two classes that make it up: 基本支出 and 项目支出."""
    named = all(each[2] in stem(each[0].clause) for each in (one, two))
    return named and closed([stem(each[1].name or each[1].clause) for each in (one, two)], rest=False)


def _little(outcome: Outcome) -> bool:
    """Whether a gap is of a last place only: shares are pushed by so much that their list gives 100 %."""
    beyond = outcome.decision.beyond if outcome.decision is not None else None
    pushed = outcome.verdict is Verdict.DISCREPANCY and beyond is not None and beyond <= 1
    return pushed or outcome.verdict is Verdict.ROUNDING_GAP


def _beside(one: Pair, two: Pair) -> bool:
    times = [set(_TIMES.findall(each[1].clause)) for each in (one, two)]
    near = abs(one[0].block.index - two[0].block.index) <= _FAR
    return near and one[1] is not two[1] and times[0] == times[1]


def _agree(facts: Facts, info: RuleInfo, one: Pair, two: Pair) -> bool:
    return _relation(facts, info, one, two).verdict is not Verdict.DISCREPANCY


def _relation(facts: Facts, info: RuleInfo, one: Pair, two: Pair) -> Outcome:
    return judged(facts, proportional(info, one[0].known, one[1].known, two[0].known, two[1].known))
