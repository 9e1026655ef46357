"""One share of a list that no number of those asked gives, where every other share of the list is one of them.

GRIM (Brown and Heathers, 2017) for lists: of 574 answers 30.8%, 23.3% and 10.6% are numbers, 14.9% is none. That all others fit
shows of whom the list is; how many were asked may stand in the text of the chapter or in a table of it. Two misfits
in one list mean another base, and nothing is said.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tables import header, sheets
from auditor.checks.surveys._asked import tells_sample
from auditor.checks.surveys._asked_english import answers_of, people_of
from auditor.evaluation import survey
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-misfits-sample"
TITLE = {
    "zh": "一组占比中有一个不可能由样本数得出",
    "en": "one share of a list is that of no number of those asked",
}
_SAMPLE = re.compile(r"有效(?:问卷|样本|份数|答卷|回收|数|$)|样本[数量]")
_OTHER = re.compile(
    r"率(?:为|是|达)?$|其中|最[低高]|合并|各类|占(?!比|受访|有效|样本|全部|$)|目标|标准|较|比|上年|提高|增|降|指数|分别|权重|综合|加权"
)
"""Words of a share that is of something else."""
_OF_SOME = re.compile(
    r"^[\s%]*of (?:the |those )?(?!respond|repl|answer|sample|total|all|participa|people|survey)[a-z]"
)
"""40.0% of the women: of some of those asked."""
_ASKED = re.compile(r"满意|认为|选择|希望|反映|受访|问卷|[多单]选|改进|不便|途径|了解|建议")
_ANSWERED = re.compile(
    r"\b(?:[Aa]sked|[Aa]nswer\w*|[Rr]espon[ds]\w*|[Rr]epl(?:y|ied|ies)|[Ss]urvey\w*|[Qq]uestionnaires?|[Nn]amed)\b"
)
_LIST, _LONG = 3, 4
_FEWEST = 20
_BY_CHANCE = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every list of shares in a chapter that tells how many were asked."""
    asked = _asked(facts)
    for paragraph in paragraphs(facts):
        counts = people_of(paragraph) or asked.get(paragraph.block.section[:1], frozenset())
        if not counts or paragraph.block.tells_aims:
            continue
        for _, group in itertools.groupby(paragraph.numbers, key=lambda each: each.sentence):
            shares = [each for each in group if _is_part(each)]
            # Among a few people told of in passing some shares fit by chance.
            least = _LONG if people_of(paragraph) else _LIST
            if len(shares) < least or any(_OTHER.search(each.clause) for each in shares):
                continue
            if any(_OF_SOME.match(each.after) for each in shares):
                continue
            words = "".join(paragraph.block.section[-1:]) + paragraph.text
            if not (_ASKED.search(words) or _ANSWERED.search(words)):
                continue
            yield from _judged(shares, counts)


def _asked(facts: Facts) -> Mapping[tuple[str, ...], frozenset[int]]:
    """Return how many were asked, by chapter: more than one number where groups are told as well."""
    found: dict[tuple[str, ...], set[int]] = {}
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if tells_sample(number):
                found.setdefault(paragraph.block.section[:1], set()).add(int(number.known.printed.value))
    for sheet in sheets(facts):
        for row, column in itertools.product(sheet.table.rows, sheet.columns):
            cell = sheet.at(row, column)
            if cell is None or not _SAMPLE.search(f"{row.label or row.name}|{header(column)}"):
                continue
            value = cell.printed.value
            if value.denominator == 1 and value >= _FEWEST:
                found.setdefault(sheet.section[:1], set()).add(int(value))
    for chapter, counts in answers_of(facts).items():
        found.setdefault(chapter, set()).update(counts)
    return {chapter: frozenset(counts) for chapter, counts in found.items()}


def _is_part(number: Number) -> bool:
    return bool(number.stated and number.is_share and not number.sign and 0 < number.known.printed.value < 1)


def _judged(shares: Sequence[Number], counts: frozenset[int]) -> Iterator[Outcome]:
    """Judge a list by all who were asked, the largest number, unless a group of them gives it whole."""
    base = max(counts)
    wrong = [each for each in shares if not _rounded(each, base)]
    if not wrong:
        evidence = [evidence_at(each.block, each.occurrence) for each in shares]
        yield said(rule(NAME, TITLE), "", "", evidence, Verdict.WITHIN_ROUNDING)
        return
    # 学生 424 人, 全部 670 份: where another number leaves another share alone, which of the two is meant is open.
    left = [
        [each for each in shares if not (_rounded(each, count) or _cut(each, count))]
        for count in counts - {base}
    ]
    if len(wrong) > 1 or any(not each or (len(each) == 1 and each[0] is not wrong[0]) for each in left):
        return
    # 按 60%、40% 的权重计算为 86.95%: shares without a place are numbers of any so many, and bear nothing out.
    chance = prod(min(Fraction(1), each.known.printed.step * base) for each in shares if each is not wrong[0])
    if chance * _BY_CHANCE > 1:
        return
    text = wrong[0].occurrence.text
    yield said(
        rule(NAME, TITLE, Severity.WARNING),
        f"{text} 不可能由 {base} 份（人）得出，同组其他占比都可以",
        f"{text} cannot come from {base} answers, as all others of its list can",
        [evidence_at(wrong[0].block, wrong[0].occurrence)],
    )


def _rounded(number: Number, base: int) -> bool:
    """Whether some number of so many gives a share as printed."""
    return survey.counts(number.known.printed.interval, base) is not None


def _cut(number: Number, base: int) -> bool:
    """Whether some number of so many gives a share as printed where what follows its last place is left out."""
    printed = number.known.printed
    least = printed.value * base
    return -(-least.numerator // least.denominator) < (printed.value + printed.step) * base
