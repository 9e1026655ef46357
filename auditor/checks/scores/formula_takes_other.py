"""A formula that does not say what it should: another name, another factor or another score.

支出预算完成率=… under 支出预算执行率: the name must be no indicator's, be no figure's, and stand nowhere else; then it is a slip or an
older name. A rate whose formula multiplies by some other percentage than 100 %. A weighted sum written out with another score
than the one told beside it: 管理得 84.54 分…（86.54×40%＋90.55×60%）.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.findings import Severity, Verdict
from auditor.numbers import decimal_text, read_numeral
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "formula-takes-other"
TITLE = {
    "zh": "公式中的名称、系数或分数不符",
    "en": "a formula has another name, factor or score than it should",
}
_TERM = r"(?P<value{0}>[0-9]+(?:\.[0-9]+)?)\s*分?\s*[×*xX]\s*(?P<weight{0}>[0-9]+(?:\.[0-9]+)?)\s*[%％]"
_SUM = re.compile(
    _TERM.format(1) + r"\s*[+＋]\s*" + _TERM.format(2) + r"(?:\s*[+＋]\s*" + _TERM.format(3) + ")?"
)
_GOT = re.compile(r"(?:得分?|评分|分数)(?:为|是)?\s*$")
_ALL = re.compile(r"(?:综合|最终|总|评价)(?:评价)?(?:得分?|评分|分)(?:为|是)?\s*$")
_WHOLE = Fraction(100)
_FORMULA = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{4,24}率)\s*[=\uff1d]\s*[(\uff08]?\s*[\u4e00-\u9fff(\uff08]"
)
_CODE = re.compile(r"[A-Z][0-9]{2,3}")
_ALIKE = 4
"""So many characters at the beginning of both names are the same."""
_APART = 2
_TITLE = "名称"
_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_FACTOR = r"\s*[*×xX]\s*(?P<factor>[-–]?[0-9]+(?:\.[0-9]+)?)\s*[%％]"
_WORDS = re.compile(rf"[率度]\s*[=＝][^=＝。；;]{{0,40}}?[/÷][^=＝。；;]{{1,40}}?[)）]{_FACTOR}")
_NUMBERS = re.compile(
    rf"(?<![0-9.])(?P<top>{_NUMBER})\s*[/÷]\s*(?P<base>{_NUMBER})\s*[)）]?{_FACTOR}\s*[=＝]\s*(?P<result>{_NUMBER})\s*[%％]"
)
_ALL_FACTORS = Fraction(100)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the names, factors and scores of formulas."""
    yield from _scores(facts)
    yield from _names(facts)
    yield from _factors(facts)


def _scores(facts: Facts) -> Iterator[Outcome]:
    """Judge weighted sums by the scores that their paragraph tells before them."""
    for paragraph in paragraphs(facts):
        for found in _SUM.finditer(paragraph.text):
            pairs = [(found[f"value{at}"], found[f"weight{at}"]) for at in (1, 2, 3) if found[f"value{at}"]]
            if sum((Fraction(weight) for _, weight in pairs), Fraction(0)) != _WHOLE:
                continue
            taken = {Fraction(value) for value, _ in pairs}
            told = [
                each
                for each in paragraph.numbers
                if each.stated
                and each.dimension == "score"
                and each.occurrence.span.end <= found.start()
                and _GOT.search(each.before)
                and not _ALL.search(each.before)
            ]
            odd = [each for each in told if each.known.printed.value not in taken]
            lacking = taken - {each.known.printed.value for each in told}
            if len(told) != len(pairs) or len(taken) != len(pairs):
                continue
            evidence = [
                *(evidence_at(each.block, each.occurrence) for each in odd or told[:1]),
                *(
                    evidence_at(paragraph.block, each, "part")
                    for each in paragraph.block.occurrences
                    if found.start() <= each.span.start < found.end()
                    and each.numeral is not None
                    and each.numeral.value in lacking
                ),
            ]
            if not odd:
                yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
            elif len(odd) == len(lacking) == 1:
                other = decimal_text(next(iter(lacking)))
                zh = f"写得 {odd[0].occurrence.text} 分，而算式“{found.group()}”用的是 {other}"
                en = f"{odd[0].occurrence.text} is told, the formula takes {other}"
                yield said(rule(NAME, TITLE), zh, en, evidence)


def _names(facts: Facts) -> Iterator[Outcome]:
    """Compare the names before = with those of the indicators."""
    names = {
        _plain(mention.text)
        for concept, attributes in facts.report.concepts.items()
        if _CODE.fullmatch(concept) and _TITLE in attributes
        for mention in attributes[_TITLE].mentions
    }
    rates = {name for name in names if name.endswith("率")}
    if not rates:
        return
    whole = _plain("".join(block.text for block in facts.report.blocks))
    for block in facts.report.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        for found in _FORMULA.finditer(block.text):
            name = _plain(found["name"])
            meant = next((each for each in sorted(rates) if _nearly(name, each)), None)
            # A name that stands elsewhere too is that of something else.
            if meant is None or any(each in name for each in names) or whole.count(name) != 1:
                continue
            zh = f"公式写“{name}=”，而指标名称为“{meant}”"
            en = f"the formula defines '{name}', the indicator is called '{meant}'"
            place = evidence_of_words(block, found.start("name"), found["name"], label=f"{meant}公式")
            yield said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, [place])


def _plain(text: str) -> str:
    return re.sub(r"[\s“”\"]", "", text)


def _nearly(name: str, known: str) -> bool:
    if len(name) != len(known) or name == known or name[:_ALIKE] != known[:_ALIKE]:
        return False
    return sum(one != two for one, two in zip(name, known, strict=True)) <= _APART


def _factors(facts: Facts) -> Iterator[Outcome]:
    """Judge formulas in words, and formulas of numbers whose result needs 100 %."""
    for block in facts.report.blocks:
        if block.kind is BlockKind.FURNITURE or not re.search(r"[%％]", block.text):
            continue
        # A formula may be broken over the lines of a cell.
        text = block.text.replace("\n", " ")
        found = {match.start("factor"): match for match in _WORDS.finditer(text)}
        found |= {match.start("factor"): match for match in _NUMBERS.finditer(text) if _needs_all(match)}
        for start, match in sorted(found.items()):
            factor = match["factor"].replace("–", "-")
            item = next(
                (each for each in block.occurrences if each.span.start <= start < each.span.end), None
            )
            if item is None or Fraction(factor) == _ALL_FACTORS:
                continue
            zh = f"公式“×{factor}%”应为“×100%”"
            en = f"the formula multiplies by {factor} % and not by 100 %"
            yield said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [evidence_at(block, item)])


def _needs_all(match: re.Match[str]) -> bool:
    """Whether the result follows with 100 % and does not with the factor that is printed."""
    top, base, result = (read_numeral(match[name]).value for name in ("top", "base", "result"))
    if not base:
        return False
    step = read_numeral(match["result"]).step
    exact = Fraction(top) / Fraction(base)
    printed = exact * Fraction(match["factor"].replace("–", "-"))
    return abs(exact * _ALL_FACTORS - result) <= step < abs(printed - result)
