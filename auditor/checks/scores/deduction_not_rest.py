"""A total score and the points taken off it that do not give the full mark: 得分 97.93 分……共扣 1.67 分.

And one that points are added to or taken off, with what that gives: 表内得分 88.76 分加表外 2 分，自评得 90.76 分.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import is_english
from auditor.checks.common.numbers import Number, exactly, paragraphs
from auditor.checks.common.relations import ONE, evidence_at, judged, rule, said, summed
from auditor.checks.scores._englishtold import rests, sums
from auditor.checks.scores._scale import FULL_MARK, are_whole
from auditor.checks.scores._system import system
from auditor.checks.scores._tally import Told, limit_of_extras, tallies
from auditor.findings import Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.checks.scores._system import Indicator
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "deduction-not-rest"
TITLE = {"zh": "得分与扣分之和不是满分", "en": "a score and what was taken off do not give the full mark"}
_TOTAL = re.compile(
    r"(?:综合|自评|评价|绩效|总)(?:评价|自评|绩效)?(?:总)?(?:得分|评分|分)(?:为|是)?\s*$|总分(?:为|是)?\s*$"
)
_TAKEN = re.compile(
    r"^(?:[共总]计?|合计|累计)[扣失丢]分?(?:减|除|掉|了)?(?:为|是)?\s*$|^(?:[扣失丢]分)(?:合计|共计|总计|累计|总)(?:为|是)?\s*$"
)
# 满意度指标未达标，共扣 1.24 分 is one indicator's loss; what a list of 扣分项 or the score's own sentence says is all.
_ALL = re.compile(r"[扣失]分(?:项目?|指标|因素|点)")
_WHOLE = re.compile(r"[扣失丢]分(?:合计|共计|总计|累计|总)")
_SOME = re.compile(r"主要|集中|其中|等(?!级|次)")
_EXTRA = re.compile(r"加\s*[0-9分]|附加|奖励|加减分|扣减项|复评|核减")
_CHANGED = re.compile(r"\s*分?\s*[，,]?\s*(?P<way>加上?|另加|减去?|扣除?)(?:[^，,。；;、0-9每]{0,8})\s*")
_GIVES = re.compile(
    r"\s*分?\s*(?:后)?[，,]?\s*(?:最终|最后|总|综合|自评|评价|实际|实|合计|共计?)*(?:得分?|总分|合计|共|为|计)(?:为|是)?\s*"
)
_OFF = re.compile(r"(?:合计|共计?|总计?)?(?:扣|失|丢)分?(?:除|掉|了)?(?:为|是)?")
_WHOLE_GOT = re.compile(
    r"(?:(?:本|该|此)?(?:次|项目|部门|单位)|整体|绩效|自评|评价|综合|最终|最后|总)*(?:合计|共计|总计|得分合计)?(?:实?得|总)?分?(?:为|是)?"
)
_OF_ALL = re.compile(r"[0-9]\s*[个项条](?:[一二三四]级)?指标(?:中|里)")
_LEAST = 50


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge 共扣 b 分 by the total score of the same paragraph, out of a full mark of 100."""
    if is_english(facts):
        yield from _in_english(facts)
        return
    texts = paragraphs(facts)
    beside = dict(_beside(facts, texts))
    yield from beside.values()
    most = limit_of_extras(texts)
    for paragraph in texts:
        changed = list(_changed(facts, paragraph))
        yield from changed
        if not changed:
            yield from (_tallied(each) for each in tallies(paragraph, most))
        scores = [each for each in paragraph.numbers if each.stated and each.dimension == "score"]
        totals = [each for each in scores if _TOTAL.search(each.clause) and _is_total(each)]
        taken = [each for each in scores if _TAKEN.search(each.clause)]
        if len(totals) != 1 or len(taken) != 1 or _EXTRA.search(paragraph.text):
            continue
        (total,), (off,) = totals, taken
        if id(off) in beside:
            continue
        between = paragraph.text[total.occurrence.span.end : off.occurrence.span.start]
        said_of_all = "。" not in between or _ALL.search(between) is not None
        whole = _WHOLE.search(off.clause) is not None
        if between and (whole or (said_of_all and not _SOME.search(between))):
            yield _judged(total, off)


def _beside(facts: Facts, texts: Sequence[Paragraph]) -> Iterator[tuple[int, Outcome]]:
    """Judge 合计 96.20 分，扣 3.80 分, and 27 个三级指标中……合计扣 11.26 分, by the overall score that the report has."""
    overall = [
        each
        for paragraph in texts
        for each in paragraph.numbers
        if each.stated and each.dimension == "score" and _TOTAL.search(each.clause) and _is_total(each)
    ]
    values = {each.known.printed.value for each in overall} | _sums_of_tables(facts)
    for paragraph in texts if values else ():
        scores = [each for each in paragraph.numbers if each.stated and each.dimension == "score"]
        for at, off in enumerate(scores):
            if not _OFF.fullmatch(re.sub(r"\s", "", off.clause)) or _EXTRA.search(off.lead):
                continue
            rest = FULL_MARK - off.known.printed.value
            got = scores[at - 1] if at and scores[at - 1].sentence == off.sentence else None
            if got is not None and got.clause and _WHOLE_GOT.fullmatch(re.sub(r"\s", "", got.clause)):
                between = paragraph.text[got.occurrence.span.end : off.occurrence.span.start]
                some = _SOME.search(between) or got.part != off.part or got.depth != off.depth
                if {rest, got.known.printed.value} & values and not some:
                    yield id(off), _judged(got, off)
            elif _OF_ALL.search(off.lead) and _TAKEN.search(off.clause) and len(values) == 1 and overall:
                yield id(off), _judged(overall[0], off)


def _sums_of_tables(facts: Facts) -> set[Fraction]:
    """Return what the tables whose full marks give a hundred score in all."""
    tables: dict[int, list[Indicator]] = {}
    for each in system(facts).indicators:
        if each.sheet is not None and each.mark is not None and len(each.got) == 1:
            tables.setdefault(id(each.sheet), []).append(each)
    return {
        sum((each.got[0].printed.numeral.value for each in rows), Fraction(0))
        for rows in tables.values()
        if are_whole(each.mark for each in rows)
    }


def _in_english(facts: Facts) -> Iterator[Outcome]:
    """Judge scores, what was taken off or added, and what that leaves or gives."""
    info = rule(NAME, TITLE)
    for each in rests(facts):
        parts = [(ONE, exactly(each.full.known)), *((-ONE, exactly(lost.known)) for lost in each.lost)]
        yield judged(facts, summed(info, each.got.known, parts))
    for one, two, whole in sums(facts):
        yield judged(facts, summed(info, whole.known, [(ONE, exactly(one.known)), (ONE, exactly(two.known))]))


def _changed(facts: Facts, paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge 基础分 88.76 分加表外 2 分，自评得 90.76 分."""
    text = paragraph.text
    for one, two, whole in zip(paragraph.numbers, paragraph.numbers[1:], paragraph.numbers[2:], strict=False):
        if not all(
            each.stated and each.dimension == "score" and not each.depth for each in (one, two, whole)
        ):
            continue
        way = _CHANGED.fullmatch(text[one.occurrence.span.end : two.occurrence.span.start])
        behind = text[two.occurrence.span.end : whole.occurrence.span.start]
        if (
            way is None
            or _GIVES.fullmatch(behind) is None
            or not _LEAST <= one.known.printed.value <= FULL_MARK
        ):
            continue
        sign = ONE if way["way"].startswith(("加", "另")) else -ONE
        yield judged(facts, summed(rule(NAME, TITLE), whole.known, [(ONE, one.known), (sign, two.known)]))


def _tallied(told: Told) -> Outcome:
    """Judge a sum or result of points by all that it may be."""
    number, value = told.number, told.number.known.printed.value
    evidence = [evidence_at(number.block, number.occurrence)]
    evidence.extend(evidence_at(each.block, each.occurrence, "part") for each in told.parts)
    if value in told.possible:
        return said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
    shown = "或".join(dict.fromkeys(decimal_text(each) for each in told.possible))
    why = f"上限为 {shown} 分" if told.limit else f"按所列加分、扣分应为 {shown} 分"
    en = f"at most {shown}" if told.limit else f"{shown} follows from the points added and taken off"
    return said(
        rule(NAME, TITLE),
        f"{why}，写 {number.occurrence.text} 分",
        f"{en}, {number.occurrence.text} is printed",
        evidence,
    )


def _is_total(number: Number) -> bool:
    return _LEAST <= number.known.printed.value < FULL_MARK


def _judged(total: Number, off: Number) -> Outcome:
    added = total.known.printed.value + off.known.printed.value
    evidence = [evidence_at(each.block, each.occurrence) for each in (total, off)]
    if added == FULL_MARK:
        return said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
    zh = f"得分 {total.occurrence.text}，共扣 {off.occurrence.text}，相加为 {decimal_text(added)} 分，不是满分 {FULL_MARK} 分"
    en = f"a score of {total.occurrence.text} and {off.occurrence.text} taken off are {decimal_text(added)}, not {FULL_MARK}"
    return said(rule(NAME, TITLE), zh, en, evidence)
