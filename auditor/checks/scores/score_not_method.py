"""A score that the scoring method printed for it does not give: beside it, in a table of methods, or as a remark."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.tables import sheets
from auditor.checks.scores._englishrules import Given, given_in_english
from auditor.checks.scores._grid import lines
from auditor.checks.scores._heads import ACTUAL, METHOD, SCORE
from auditor.checks.scores._methods import given, given_by
from auditor.checks.scores._outcomes import done_of
from auditor.checks.scores._proserules import told_by_rule
from auditor.checks.scores._reasons import scores
from auditor.checks.scores._system import called, system
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict
from auditor.numbers import decimal_text, round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.checks.common.tables import Sheet
    from auditor.checks.scores._system import Indicator
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "score-not-method"
TITLE = {"zh": "得分与评分办法不符", "en": "a score is not what its scoring method gives"}
_VALUE = re.compile(r"[-－]?[0-9][0-9,]*(?:\.[0-9]+)?(?:[%％]|[一-龥㎡/²]{0,8})")
_AIMED = re.compile("目标|计划|应")
_DITTO = re.compile(r"^同上(?=$|[，,；;。])")
_SHORTEST = 4
_NAME = 3
_FINE = Fraction(1, 100)


def check(facts: Facts) -> Iterator[Outcome]:
    """Recompute the scores of indicators whose method and outcome are printed."""
    known = system(facts).indicators
    yield from _by_english_rules(facts, known)
    yield from _in_prose(facts)
    elsewhere = _apart(facts) if known else {}
    above: tuple[Sheet, str] | None = None
    reasoned: list[tuple[Indicator, tuple[Fraction, ...]]] = []
    for each in known:
        if each.full is None or len(each.got) != 1 or each.sheet is None:
            continue
        method = each.told.method or elsewhere.get(each.name, "") or each.told.remark
        if above is not None and above[0] is each.sheet and _DITTO.match(method):
            method = _DITTO.sub(above[1], method, count=1)
        above = each.sheet, method
        weight = each.mark if each.mark is not None else each.full.printed.numeral.value
        possible = _possible(each, method, weight) if each.told.outcome else ()
        if possible:
            yield _judged(facts, each, method, possible)
        elif each.told.remark and len(each.told.remark) >= _SHORTEST:
            reasoned.append((each, scores(each.told.remark, weight, each.told.target)))
    yield from _reasoned(facts, [(each, possible) for each, possible in reasoned if possible])


def _by_english_rules(facts: Facts, known: Sequence[Indicator]) -> Iterator[Outcome]:
    """Judge scores by English rules where most of the table's are what theirs give."""
    found: list[tuple[Indicator, list[Given], bool]] = []
    for each in known:
        if each.full is None or len(each.got) != 1 or not each.told.method or not each.told.outcome:
            continue
        weight = each.mark if each.mark is not None else each.full.printed.numeral.value
        ways = given_in_english(each.told.method, each.told.outcome, weight, each.told.target)
        if ways:
            score = each.got[0].printed.numeral.value
            found.append((each, ways, any(way.holds(score, each.place) for way in ways)))
    for each, ways, holds in found:
        own = [one for other, _, one in found if other.sheet is each.sheet]
        if not holds and own.count(False) > max(own.count(True), 1):
            continue
        got = each.got[0]
        evidence = [evidence_of(facts, got.figure, got.mention, "stated")]
        if holds:
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
            continue
        asked = "/".join(dict.fromkeys(decimal_text(round_to(way.low, Fraction(1, 100))) for way in ways))
        zh = f"按评分办法应得 {asked} 分，却写 {got.mention.text} 分"
        en = f"the rule beside it gives {asked}, not {got.mention.text}"
        yield said(rule(NAME, TITLE), zh, en, evidence)


def _in_prose(facts: Facts) -> Iterator[Outcome]:
    """Judge the points that English sentences tell behind the rule that decides them."""
    for each in told_by_rule(facts):
        evidence = [evidence_at(each.number.block, each.number.occurrence)]
        printed = each.number.known.printed
        if any(
            abs(printed.value - value) * 2 <= max(printed.step if printed.step < 1 else 0, _FINE)
            for value in each.possible
        ):
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
            continue
        asked = "/".join(dict.fromkeys(decimal_text(round_to(value, _FINE)) for value in each.possible))
        zh = f"按所述评分规则应为 {asked} 分，却写 {each.number.occurrence.text} 分"
        en = f"the rule before it gives {asked}, not {each.number.occurrence.text}"
        yield said(rule(NAME, TITLE), zh, en, evidence)


def _reasoned(facts: Facts, found: Sequence[tuple[Indicator, tuple[Fraction, ...]]]) -> Iterator[Outcome]:
    """Judge scores by the remarks of their rows, where not most of a table's are otherwise."""
    for each, possible in found:
        own = [_holds(one, some) for one, some in found if one.sheet is each.sheet]
        if _holds(each, possible) or own.count(False) <= max(own.count(True), 1):
            yield _judged(facts, each, each.told.remark, possible)


def _holds(own: Indicator, possible: Sequence[Fraction]) -> bool:
    printed = own.got[0].printed.numeral
    return any(printed.value in (each, round_to(each, printed.step)) for each in possible)


def _apart(facts: Facts) -> Mapping[str, str]:
    """Return the methods of tables that print no scores, by the one indicator that each is of."""
    found: dict[str, list[str]] = {}
    for sheet in sheets(facts):
        for line in lines(sheet):
            method = line.text(METHOD)
            if method and not line.columns(SCORE) and not line.text(ACTUAL):
                for name in {called(line.cells[at].text) for at in line.naming - line.shared}:
                    found.setdefault(name, []).append(method)
    return {name: methods[0] for name, methods in found.items() if len(methods) == 1 and len(name) >= _NAME}


def _judged(facts: Facts, own: Indicator, method: str, possible: Sequence[Fraction]) -> Outcome:
    got, full = own.got[0], own.full or own.got[0]
    score = got.printed.numeral.value
    step = got.printed.numeral.step
    evidence = [
        evidence_of(facts, got.figure, got.mention, "stated"),
        evidence_of(facts, full.figure, full.mention, "base"),
    ]
    if own.done is not None and own.sheet is not None and own.sheet.block is not None:
        start = own.done.span.start
        evidence.insert(1, evidence_of_words(own.sheet.block, start, own.done.text, f"{own.name}完成情况"))
    info = rule(NAME, TITLE)
    # Score sheets round to as many places as each number needs, at least to the one printed; a whole number of points
    # among scores with decimals is none of them rounded.
    told = all((each / own.place).denominator == 1 for each in possible)
    near = step if step < 1 or not told else min(step, own.place)
    if any(abs(score - each) <= near or each in got.printed.interval for each in possible):
        exact = any(round_to(each, near) == score for each in possible)
        if exact or step < 1:
            return said(info, "", "", evidence, Verdict.WITHIN_ROUNDING)
    shown = "或".join(dict.fromkeys(decimal_text(round_to(each, min(step, _FINE))) for each in possible))
    done = f"完成 {own.told.outcome}，" if own.told.outcome else ""
    zh = f"{own.name}：{done}按“{method}”应得 {shown} 分，写 {got.mention.text} 分"
    en = f"{own.name}: {own.told.outcome or 'its remark'} gives {shown} by its method, {got.mention.text} is printed"
    return said(info, zh, en, evidence)


def _possible(own: Indicator, method: str, weight: Fraction) -> tuple[Fraction, ...]:
    """Return every score that a method can give for what a row prints as its outcome."""
    told = own.told
    target = told.target if told.target != told.outcome or _VALUE.fullmatch(told.target) else ""
    # 目标95%，实际94.03%: the outcome may tell its aim as well.
    apart = () if _AIMED.search(told.outcome) else given(method, weight, done_of(told.outcome, target))
    return apart or given_by(f"{told.outcome}，{method}", weight, target)
