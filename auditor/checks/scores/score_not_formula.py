"""A score whose formula names the rate that it is of, and that the rate does not give: 得分=实际值÷90%×6=5.87 分.

`formula_not_result` judges formulas that print all their numbers. Here one factor is named (达标率×8, 实际值÷90%×6), and its
value stands before the formula, or once in the report under that name.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tables import header, plain, sheets
from auditor.checks.scores._indicators import indicators
from auditor.checks.scores._ratecolumns import rate_columns
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict
from auditor.numbers import decimal_text, read_numeral, round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "score-not-formula"
TITLE = {"zh": "得分与所列公式不符", "en": "a score is not what its formula gives"}
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_FORMULA = re.compile(
    rf"得分?\s*(?:[=＝]|为|按)\s*(?P<name>[一-龥]{{2,12}}?)\s*(?:[÷/]\s*(?P<below>{_NUMBER})\s*[%％]\s*)?(?:[×*]|乘以?)\s*(?P<weight>{_NUMBER})\s*分?"
    rf"(?:计算|计)?\s*(?:[=＝]\s*|[，,]\s*(?:实际|应|故|因此|即|计|为)*(?:得(?:分)?)?(?:为)?\s*)(?P<result>{_NUMBER})(?!\s*[%％×*÷/0-9.])"
)
_BY_RATE = re.compile(
    r"(?:按(?:照)?|以)(?P<name>[一-龥]{1,10}?率)(?:乘以?|×|折算|直接|计算|计分|得分|比例|分值|权重|满分|赋分|计入)*[，,]?\s*(?:实际|应|故)*(?:得|计)(?:分)?(?:为)?\s*$"
)
"""按执行率乘分值计分，得 7.80 分: the weight is the indicator's full mark."""
_ACTUAL = re.compile(r"^实际(?:完成)?(?:值|率)$|^完成值$|^(?:实际)?完成情况$")
_CLEAN = re.compile(r"(?:为|是|达到?|约|仅|低于|高于|未达到|不足)+$")
_OTHER = re.compile(r"目标|指标值|标准|上年|去年|满分|计划")
_OF_ALL = re.compile(
    "^(?:本?项目|全年|本年|年度|预算|资金|支出|总体?|整体|部门|单位|财政|专项|实际|经费|总)+"
)
_SLACK = Fraction(1, 2)


@records.frozen
class _Formula:
    """The words of a formula, what its rate is called, the full mark, and what the rate is multiplied by."""

    text: str
    name: str
    weight: Fraction
    factor: Fraction


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the scores of formulas that name their rate."""
    yield from _tabled(facts)
    texts = paragraphs(facts)
    known: Mapping[str, Sequence[Stated]] | None = None
    for paragraph in texts:
        for found in _FORMULA.finditer(paragraph.text):
            if known is None:
                known = _rates(facts, texts)
            claim = next(
                (each for each in paragraph.numbers if each.occurrence.span.start == found.start("result")),
                None,
            )
            if claim is not None and ("率" in found["name"] or _ACTUAL.search(found["name"])):
                below = read_numeral(found["below"]).value / 100 if found["below"] else Fraction(1)
                values = _values(paragraph, found["name"], found.start(), known)
                factor = read_numeral(found["weight"]).value / (below or Fraction(1))
                formula = _Formula(found.group(), found["name"], read_numeral(found["weight"]).value, factor)
                yield from _judged(paragraph, formula, claim, values)
        for each in indicators(paragraph) if "率" in paragraph.text else ():
            for claim in each.got:
                words = _BY_RATE.search(claim.before)
                if words is None or each.full.is_share:
                    continue
                known = _rates(facts, texts) if known is None else known
                start = claim.occurrence.span.start - len(claim.before) + words.start()
                weight = each.full.known.printed.value
                values = _values(paragraph, words["name"], start, known)
                text = f"满分 {each.full.occurrence.text} 分，{words.group().strip()}"
                yield from _judged(paragraph, _Formula(text, words["name"], weight, weight), claim, values)


def _tabled(facts: Facts) -> Iterator[Outcome]:
    """Judge the scores of tables by the rates of their rows."""
    for score, should, why in rate_columns(facts):
        text = score.mention.text
        zh, en = f"{text} 应为 {should}（{why}）", f"{text} should be {should} ({why})"
        yield said(rule(NAME, TITLE), zh, en, [evidence_of(facts, score.figure, score.mention, "stated")])


def _rates(facts: Facts, texts: Sequence[Paragraph]) -> Mapping[str, Sequence[Stated]]:
    """Return the rates of a report by what they are called."""
    found: dict[str, list[Stated]] = {}
    for paragraph in texts:
        for number in paragraph.numbers:
            if number.stated is not None and number.is_share and not number.sign:
                found.setdefault(_called(number), []).append(number.known)
    for sheet in sheets(facts):
        for row in sheet.totals:
            for column in sheet.columns:
                value = sheet.at(row, column)
                if value is not None and value.unit.dimension == "ratio":
                    found.setdefault(plain(header(column)), []).append(value)
    return found


def _called(number: Number) -> str:
    return _CLEAN.sub("", plain(number.clause))


def _values(
    paragraph: Paragraph, name: str, place: int, known: Mapping[str, Sequence[Stated]]
) -> Sequence[Stated]:
    """Return the values that the factor named at a place can have."""
    part = re.split(r"[。；;]", paragraph.text[:place])[-1]
    start = place - len(part)
    own = [
        each
        for each in paragraph.numbers
        if start <= each.occurrence.span.start < place
        and each.stated
        and each.is_share
        and not each.sign
        and not _OTHER.search(each.clause + each.after[:4])
    ]
    if _ACTUAL.search(name):
        if own:
            return [own[0].known] if len(own) == 1 else [each.known for each in own]
        words = re.split(r"[，,]", part)
        subject = next((_CLEAN.sub("", plain(each)) for each in words if each.strip()), "")
        subject = re.sub(r"[0-9.]+.*$", "", subject)
        return known.get(_CLEAN.sub("", subject), ())
    called = [each.known for each in own if _called(each).endswith(name)]
    if called:
        return called
    # 日间照料中心执行率 is not the 执行率 that a formula under 预算执行率 names.
    return [value for label, each in known.items() if _same_rate(label, name, part) for value in each]


def _same_rate(label: str, name: str, part: str) -> bool:
    """Whether a rate that stands elsewhere is the one a formula names: it bears no other name than the formula's sentence."""
    if not label.endswith(name):
        return False
    subject = _OF_ALL.sub("", label.removesuffix(name))
    return not subject or subject in part


def _judged(
    paragraph: Paragraph, formula: _Formula, claim: Number, values: Sequence[Stated]
) -> Iterator[Outcome]:
    if not values or not formula.factor or claim.stated is None:
        return
    result, factor, weight = claim.known.printed.numeral, formula.factor, formula.weight
    evidence = [evidence_at(paragraph.block, claim.occurrence)]
    given = [(each, each.printed.value * factor) for each in values]
    # What is beyond the target gets the full mark.
    if any(
        abs(min(score, weight) - result.value) <= result.step + each.printed.step * factor * _SLACK
        for each, score in given
    ):
        yield said(rule(NAME, TITLE), "", "", evidence, Verdict.WITHIN_ROUNDING)
        return
    if len({score for _, score in given}) != 1:
        return
    score = min(given[0][1], weight)
    shown = decimal_text(round_to(score, result.step or Fraction(1)))
    zh = f"“{formula.text}”：{formula.name}为 {values[0].mention.text}，结果应为 {shown}"
    yield said(rule(NAME, TITLE), zh, f"'{formula.text}' gives {shown}", evidence)
