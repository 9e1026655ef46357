"""Points taken off or added beyond the limit that is set for them: 每处扣 0.5 分、最多扣 2 分；发现 5 处，扣 2.5 分.

The limit stands in the sentence itself, before it, in an earlier chapter under the same name, or in the standard of the
indicator's row. A sentence further on is of the limit where it counts what its rule counts, or names what its rule names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.heads import rows
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, said
from auditor.checks.common.tables import plain, sheets
from auditor.checks.scores._byrules import given
from auditor.checks.scores._eachrules import Each, Limit, bare, counts, limits, of_rule, rules, shares
from auditor.checks.scores._heads import ACTUAL, INDICATOR, METHOD, SCORE, WEIGHT
from auditor.checks.scores._indicators import indicators, of_method
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Evidence
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.scores._indicators import Indicator
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_PART = re.compile(r"[。；;]")
_STOP = re.compile(r"。")
_AT_LIMIT = re.compile(
    r"按(?:照)?(?:规定的?)?(?:上限|最高(?:限|值|分)?|封顶(?:值)?|限额)(?:扣|加|计)(?:减|除|分)?(?:为)?\s*$"
)

_NO_SCORE = re.compile(
    r"扣|失|丢|减|加|各|共|合计|小计|累计|总|综合|上年|去年|满分|分值|权重|标准分|较|比|至|[0-9]\s*[~～—–-]$"
)
_TAKES_MORE = re.compile(r"分别|依次|(?<!不)(?<!不予)加分(?!后不)|另加|奖励|附加|小计|合计|共得|计.{0,4}项")
_CUT = re.compile(r"满分|不加|封顶|上限|为限|超过|超出|权重|分值|标准分|按[^，,]{0,6}计")
_GIVEN = re.compile(r"[得计评]分?(?:为)?\s*$")
_GETS = re.compile(r"\s*分?\s*[）)]?\s*[，,]?\s*(?:实际|实|自评|评价)?(?:得|计)分?(?:为)?\s*")
_NEAR = 12
_TOGETHER = re.compile("共|合计|累计")
_VERB = re.compile(r"每(?P<verb>[一-龥]{2,6}?)\s*[0-9一]")
_TAIL = re.compile(r"(?:指标|一项|方面|评分办法|评分标准|计分办法|的?扣分标准|按|规定)+$|[为按以的]$")
_SHORTEST = 3


def in_text(info: RuleInfo, facts: Facts) -> Iterator[Outcome]:
    """Judge the points of running text by the limits of running text."""
    for paragraph in paragraphs(facts):
        if not limits(paragraph.text):
            continue
        found = list(indicators(paragraph))
        for limit in limits(paragraph.text):
            claim = _claim(paragraph, limit, found)
            if claim is not None:
                yield from _judged(info, paragraph, limit, claim)


def _claim(paragraph: Paragraph, limit: Limit, found: Sequence[Indicator]) -> Number | None:
    """Return the first points that were given behind a limit, where they are what it limits."""
    text = paragraph.text
    rule = _rule(text, limit)
    begins = max(limit.end, rule.end if rule is not None else 0)
    ends = [one.start for one in limits(text) if one.start > limit.start and one.off is limit.off]
    ends += [one.full.occurrence.span.start for one in found if one.full.occurrence.span.start > begins]
    own = _PART.search(text, begins)
    # The next rule in a part of its own is of something else.
    part = own.start() if own is not None else len(text)
    ends += [one.start for one in rules(text) if one.start > part and one.off is limit.off]
    stops = [stop.end() for stop in _STOP.finditer(text, begins)]
    last = min([*ends, stops[1] if len(stops) > 1 else len(text)])
    for each in paragraph.numbers:
        start = each.occurrence.span.start
        if not begins <= start < last or not given(each, off=limit.off):
            continue
        # 甲最多扣 5 分，乙最多扣 6 分……共扣 10 分: of both.
        if _TOGETHER.search(each.phrase) and _other_limit(text, limit, start):
            return None
        between = bare(text)[limit.end : start]
        if _PART.search(between) is None:
            if each.known.printed.value > limit.most or not _more(paragraph, each, last):
                return each
            continue
        if rule is None:
            # 总加分不得超过 4 分。获国家级表彰 1 次，加 5 分: of extra points there is one limit.
            alone = not limit.off and not any(not one.off for one in rules(text) if one.start > limit.end)
            return each if alone else None
        return each if (counts(between, rule.unit) if rule.unit else shares(between)) else None
    return None


def beyond_full(info: RuleInfo, facts: Facts) -> Iterator[Outcome]:
    """Judge 指标满分 5 分，计算得 5.10 分，按 5.10 分计: the last score told of a full mark is what counts, and at most the mark."""
    for paragraph in paragraphs(facts):
        found = list(indicators(paragraph))
        for at, own in enumerate(found):
            full = own.full
            if full.is_share or "加分" in paragraph.text[: full.occurrence.span.start][-_NEAR:]:
                continue
            # 数量（8 分）、质量（8 分），得 13.5 分: of both.
            listed = at > 0 and found[at - 1].full.part == full.part and not _scores(found[at - 1])
            told = [each for each in _scores(own) if not own.bare or _GIVEN.search(each.clause)]
            joined = re.match(r"\s*分?\s*[、和及与]\s*[0-9]", own.text) is not None
            words = own.text[: told[-1].occurrence.span.start - own.start] if told else ""
            if listed or joined or not told or _TAKES_MORE.search(words):
                continue
            mark, claim = full.known.printed.value, told[-1]
            direct = _GETS.fullmatch(own.text[: claim.occurrence.span.start - own.start]) is not None
            near = claim.known.printed.value < mark * (11 if direct else 2)
            if mark < claim.known.printed.value and near and not _CUT.search(_clause_behind(claim)):
                evidence = [
                    evidence_at(claim.block, claim.occurrence),
                    evidence_at(full.block, full.occurrence, "base"),
                ]
                zh = f"满分 {full.occurrence.text} 分，却得 {claim.occurrence.text} 分"
                en = f"{claim.occurrence.text} points are given of {full.occurrence.text}"
                yield said(info, zh, en, evidence)


def _scores(found: Indicator) -> list[Number]:
    """Return the scores told of an indicator in its sentence, of all kinds but what is taken off, ruled or told of several."""
    parts = _PART.split(found.text)
    # （1）达标率，分值 12 分。实际完成 103%，……最终计 12.36 分: what follows a mark that ends its sentence is of it.
    long = len(parts[0]) if re.search("[0-9]", parts[0]) else len(parts[0]) + 1 + len("".join(parts[1:2]))
    part = found.start + long
    return [
        each
        for each in found.numbers
        if each.stated
        and each.dimension == "score"
        and each.occurrence.span.start < part
        and each.depth <= found.full.depth
        and not _NO_SCORE.search(each.clause)
        and not of_method(each)
        and not of_rule(each.block.text, each.occurrence.span.start)
    ]


def _clause_behind(number: Number) -> str:
    text = number.block.text[number.occurrence.span.end :]
    return _PART.split(text)[0]


@records.frozen(eq=False)
class _Set:
    """A limit that stands apart from its outcome: what it is of, its rule, and where it is printed."""

    names: frozenset[str]
    rule: Each | None
    limit: Limit
    words: str
    evidence: Sequence[Evidence]
    told: str = ""
    """The outcome as the row prints it."""


def afar(info: RuleInfo, facts: Facts) -> Iterator[Outcome]:
    """Judge points by limits that stand in another paragraph, or in a table."""
    known = [*_told_afar(facts), *(each for each in _standards(facts))]
    if not known:
        return
    for paragraph in paragraphs(facts):
        text = paragraph.text
        if "扣" not in text and "加" not in text:
            continue
        own = limits(text)
        for number in paragraph.numbers:
            for off in (True, False):
                if not given(number, off=off) or any(one.off is off for one in own):
                    continue
                begins = max(
                    (
                        stop.end()
                        for stop in _PART.finditer(text)
                        if stop.end() <= number.occurrence.span.start
                    ),
                    default=0,
                )
                part = re.sub(r"\s", "", text[begins : number.occurrence.span.start])
                meant = [each for each in known if each.limit.off is off and _speaks_of(each, part)]
                if len({(each.limit.most, each.words) for each in meant}) != 1:
                    continue
                if number.known.printed.value > meant[0].limit.most:
                    yield _over(info, number, meant[0].words, meant[0].limit, meant[0].evidence)


def _speaks_of(known: _Set, part: str) -> bool:
    """Whether part of a sentence names what a limit is of and counts what its rule counts, or repeats the row's outcome."""
    unit = known.rule.unit if known.rule is not None else ""
    counted = bool(unit and counts(part, unit))
    if known.told and known.told in part:
        return True
    if any(name in part for name in known.names):
        return counted or (known.rule is not None and not unit and bool(shares(part)))
    verb = _VERB.search(known.rule.words) if known.rule is not None else None
    return bool(
        counted and verb and known.told and re.once(rf"{verb['verb']}[^，,。；;0-9]{{0,6}}[0-9]").search(part)
    )


def _told_afar(facts: Facts) -> Iterator[_Set]:
    """Iterate over the limits of running text that no outcome follows, with the names that they are of."""
    for paragraph in paragraphs(facts):
        text = paragraph.text
        for limit in limits(text):
            rule = _rule(text, limit)
            name = _name(text, min(limit.start, rule.start if rule is not None else limit.start))
            if rule is None or not name:
                continue
            words = re.sub(r"\s", "", text[min(rule.start, limit.start) : max(rule.end, limit.end)])
            yield _Set(frozenset({name}), rule, limit, words, [_evidence(paragraph, limit)])


def _name(text: str, start: int) -> str:
    """Return what a rule is of: the first words of its part of the sentence."""
    part = _PART.split(text[:start])[-1]
    pieces = [each for each in re.split(r"[^一-龥]+", part) if each]
    name = _TAIL.sub("", pieces[0]) if pieces else ""
    return name if len(name) >= _SHORTEST else ""


def _standards(facts: Facts) -> Iterator[_Set]:
    """Iterate over the limits that the standards of indicators in tables set."""
    for sheet in sheets(facts):
        for headed in rows(facts, sheet):
            method = re.sub(r"\s", "", headed.text(METHOD))
            set_here = limits(method)
            cell = next((one for each in (METHOD, SCORE, WEIGHT) if (one := headed.cell(each))), None)
            if len(set_here) != 1 or cell is None:
                continue
            rule = _rule(method, set_here[0])
            names = {plain(headed.row.label or headed.row.name), plain(headed.text(INDICATOR))}
            names = {name for name in names if len(name) >= _SHORTEST and not name[0].isdigit()}
            told = re.sub(r"\s", "", headed.text(ACTUAL))
            told = (
                told
                if len(told) >= _SHORTEST and re.search("[0-9]", told) and re.search("[一-龥]{2}", told)
                else ""
            )
            evidence = [evidence_of(facts, *cell, "base")]
            words = method[
                min(rule.start if rule else set_here[0].start, set_here[0].start) : set_here[0].end
            ]
            yield _Set(frozenset(names), rule, set_here[0], words, evidence, told)


def _other_limit(text: str, limit: Limit, upto: int) -> bool:
    """Whether another limit of the kind stands before a place, in the sentence of the first or the one behind it."""
    stops = [0, *(stop.end() for stop in _STOP.finditer(text) if stop.end() <= upto)]
    begins = stops[-2] if len(stops) > 1 else 0
    return any(one.off is limit.off and one != limit and begins <= one.start < upto for one in limits(text))


def _more(paragraph: Paragraph, number: Number, last: int) -> bool:
    """Whether the same part of the sentence tells of all points behind a number: 甲加 1.5 分，乙加 1 分，实加 2.5 分."""
    text = paragraph.text[number.occurrence.span.end : last]
    return (
        re.search(r"[，,](?:最终|实际?|共计?|合计|累计|总共)(?:扣|加|计)", _PART.split(text)[0]) is not None
    )


def _rule(text: str, limit: Limit) -> Each | None:
    """Return the rule that a limit is of: the last one before it in its sentence, or the first one behind it."""
    begins = max((stop.end() for stop in _STOP.finditer(text) if stop.end() <= limit.start), default=0)
    own = [one for one in rules(text) if one.off is limit.off and begins <= one.start]
    before = [one for one in own if one.end <= limit.start]
    behind = [one for one in own if one.start >= limit.end]
    if before:
        return before[-1]
    # 加分以 2 分为限。获表彰 3 次，每次加 1 分: extra points are limited together, and told of in the next sentence.
    stop = _PART if limit.off else _STOP
    near = behind[:1] and len(stop.findall(text[limit.end : behind[0].start])) <= (0 if limit.off else 1)
    return behind[0] if near else None


def _judged(info: RuleInfo, paragraph: Paragraph, limit: Limit, claim: Number) -> Iterator[Outcome]:
    value = claim.known.printed.value
    words = re.sub(r"\s", "", paragraph.text[limit.start : limit.end])
    at_limit = _AT_LIMIT.search(claim.before) is not None
    if value > limit.most or (at_limit and value != limit.most):
        yield _over(info, claim, words, limit, [_evidence(paragraph, limit)])


def _evidence(paragraph: Paragraph, limit: Limit) -> Evidence:
    inside = [each for each in paragraph.block.occurrences if limit.start <= each.span.start < limit.end]
    return evidence_at(paragraph.block, inside[-1], "base")


def _over(info: RuleInfo, claim: Number, words: str, limit: Limit, evidence: Sequence[Evidence]) -> Outcome:
    verb = ("扣", "taken off") if limit.off else ("加", "added")
    text = claim.occurrence.text
    zh = f"“{words}”，却{verb[0]} {text} 分"
    en = f"at most {decimal_text(limit.most)} points are {verb[1]}, {text} are printed"
    return said(info, zh, en, [evidence_at(claim.block, claim.occurrence), *evidence])
