"""One share of a list that no number of those asked gives, where every other share of the list is one of them.

GRIM (Brown and Heathers, 2017) for lists: of 574 answers 30.8%, 23.3% and 10.6% are numbers, 14.9% is none. That all others fit
shows of whom the list is; how many were asked may stand in the text of the chapter or in a table of it. Two misfits
in one list mean another base, and nothing is said.

Where no words tell which number is that of those asked, the shares themselves do: that so many of them are shares of one of the
numbers told just before, as hardly any would be by chance, shows that they are of it.
"""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import is_english
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tables import header, sheets
from auditor.checks.surveys._asked import ASKED_OF, counted_over, tells_sample
from auditor.checks.surveys._asked_english import answers_of, people_of
from auditor.checks.surveys._based import bases, weighted
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
    r"率(?:为|是|达)?$|其中|最[低高]|合并|各类|占(?!比|受访|有效|样本|全部|$)|目标|标准|较|比|上年|提高|增(?![加设配开派添])|降|指数|分别|权重|综合|加权"
)
"""Words of a share that is of something else."""
_NO_PART = re.compile(
    r"率(?:为|是|达到?)?$|最[低高]|目标|标准|较|比(?!例)|上年|提高|增(?![加设配开派添])|降|指数|权重|加权"
)
"""Words of a share that is of no number of things whatever."""
_OF_SOME = re.compile(
    r"^[\s%]*of (?:the |those )?(?!the |those |respond|repl|answer|sample|total|all|participa|people|survey)[a-z]"
)
"""40.0% of the women: of some of those asked."""
_ASKED = re.compile(r"满意|认为|选择|希望|反映|受访|问卷|[多单]选|改进|不便|途径|了解|建议")
_ANSWERED = re.compile(
    r"\b(?:[Aa]sked|[Aa]nswer\w*|[Rr]espon[ds]\w*|[Rr]epl(?:y|ied|ies)|[Ss]urvey\w*|[Qq]uestionnaires?|[Nn]amed)\b"
)
_WEIGHT = re.compile(r"权重|加权")
_GOES_ON = re.compile(r"^(?:Of (?:these|those|them)|They|Most|Some|Asked)\b")
_LOOSE = re.compile(
    r"\b(?:about|around|nearly|almost|some|over|under|roughly|approximately|more than|less than|fewer than|at least|up to|only about|target of|from|of (?:these|those|them|whom))\s*$",
    re.IGNORECASE,
)
_OF_THESE = re.compile(
    r"[\s%]*(?:per ?cent )?(?:of (?:these|those|them|whom|which)\b|(?:points?|in (?:19|20)[0-9]{2}|a year|more|fewer|less)\b|(?:higher|lower)(?=\s+(?:than|in|at|on)\b|\s*[,.;)]|$))"
)
_RATED = re.compile(
    r"\b(?:rate|rose|fell|increase\w*|decrease\w*|compared|against|target|than|average|confidence|margin|budget|cost\w*|spen[dt]\w*|weight\w*|discount)\b"
)
_ANSWER_OF_MONEY = re.compile(r"^[\s%]*(?:per ?cent )?(?!of\b)[^,.;|]*\b(?:budget|costs?|spending)\b")
"""What may be an answer behind a share, and is no whole that it is of: 44.7% named lower cost."""
_NEAR = 40
_LIST, _LONG = 3, 4
_FEWEST = 20
_BACK = 2
_RARE, _SELDOM = Fraction(1, 10), Fraction(1, 1000)
_RIVAL = 5
_EVEN = Fraction(1, 2)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every list of shares in a chapter that tells how many were asked, and tables that print it."""
    if weighted(facts):
        return
    asked = _asked(facts)
    texts = paragraphs(facts)
    for at, paragraph in enumerate(texts):
        counts = people_of(paragraph) or asked.get(paragraph.block.section[:1], frozenset())
        if is_english(facts):
            yield from _based(texts[max(0, at - 1) : at + 1])
            yield from _by_themselves(paragraph)
        if paragraph.block.tells_aims:
            continue
        for _, group in itertools.groupby(paragraph.numbers, key=lambda each: each.sentence):
            shares = [each for each in group if _is_part(each) and not _OF_THESE.match(each.after)]
            if (near := _near(texts[max(0, at - _BACK) : at + 1], shares, counts)) is not None:
                yield near
                continue
            if not counts:
                continue
            # Among a few people told of in passing some shares fit by chance.
            least = _LONG if people_of(paragraph) else _LIST
            if len(shares) < least or any(_OTHER.search(each.clause) for each in shares):
                continue
            if counted_over(paragraph, shares, max(counts)):
                continue
            if any(_OF_SOME.match(each.after) or _WEIGHT.search(each.lead + each.after) for each in shares):
                continue
            words = "".join(paragraph.block.section[-1:]) + paragraph.text
            if not (_ASKED.search(words) or _ANSWERED.search(words)):
                continue
            yield from _judged(shares, counts)


def _based(texts: Sequence[Paragraph]) -> Iterator[Outcome]:
    """Judge the shares of an English paragraph that names outright of how many they are: base: 64 respondents.

    What is told of some of them, or about, or beside another count of a hundred or less, is not; of two lists one base is not known.
    """
    paragraph = texts[-1]
    counts = bases(paragraph.text)
    if not counts and _GOES_ON.match(paragraph.text):
        counts = bases(texts[0].text)
    if len(counts) != 1:
        return
    shares = [each for each in paragraph.numbers if _is_part(each) and not _LOOSE.search(each.lead[-_NEAR:])]
    shares = [each for each in shares if not (_OF_THESE.match(each.after) or _OF_SOME.match(each.after))]
    shares = [each for each in shares if not _RATED.search(f"{each.lead[-_NEAR:]}|{_told_behind(each)}")]
    base = next(iter(counts))
    wrong = [each for each in shares if not (_rounded(each, base) or _cut(each, base))]
    fits = len(shares) - len(wrong)
    if shares and not wrong:
        evidence = [evidence_at(each.block, each.occurrence) for each in shares]
        yield said(rule(NAME, TITLE), "", "", evidence, Verdict.WITHIN_ROUNDING)
    elif len(wrong) == 1 and fits and _chance(shares, wrong[0], base) < _EVEN:
        others = {int(each.known.printed.value) for each in paragraph.numbers if _counts(each)} - {base}
        if not any(all(_rounded(each, other) for each in shares) for other in others):
            yield _said(wrong[0], base)


def _by_themselves(paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge the many shares of an English paragraph by the one number told in it that they show themselves to be of.

    Eight shares to a tenth that all are shares of 135 are so by chance once in millions of times: 135 were asked, whatever words say so.
    """
    shares = [each for each in paragraph.numbers if _is_part(each) and not _LOOSE.search(each.lead[-_NEAR:])]
    shares = [each for each in shares if not (_OF_THESE.match(each.after) or _OF_SOME.match(each.after))]
    shares = [each for each in shares if not _RATED.search(f"{each.lead[-_NEAR:]}|{_told_behind(each)}")]
    if len(shares) <= _RIVAL or bases(paragraph.text) or _ANSWERED.search(paragraph.text) is None:
        return
    # Of so many that all shares are numbers of them, they show nothing.
    most = min(1 / each.known.printed.step for each in shares) / 2
    counts = {int(each.known.printed.value) for each in paragraph.numbers if _counts(each)}
    counts = {each for each in counts if each <= most}
    tried = []
    for count in counts:
        wrong = [each for each in shares if not (_rounded(each, count) or _cut(each, count))]
        if not wrong:
            return
        if len(wrong) == 1:
            tried.append((_chance(shares, wrong[0], count) * len(counts) * len(shares), wrong[0], count))
    if len(tried) == 1 and tried[0][0] <= _SELDOM:
        yield _said(*tried[0][1:])


def _told_behind(share: Number) -> str:
    words = share.after[:_NEAR]
    answer = _ANSWER_OF_MONEY.match(words)
    return words[answer.end() :] if answer is not None else words


def _counts(number: Number) -> bool:
    value = number.known.printed.value if number.stated else 0
    return number.dimension == "number" and not number.sign and value >= _FEWEST and value.denominator == 1


def _near(texts: Sequence[Paragraph], shares: Sequence[Number], told: frozenset[int]) -> Outcome | None:
    """Judge a list of shares by the numbers told before it, of which it shows itself which one it is of."""
    paragraph = texts[-1]
    listed = [each for each in shares if not _NO_PART.search(each.clause)]
    words = "".join(paragraph.block.section[-1:]) + paragraph.text
    if len(listed) < _LIST or _ASKED.search(words) is None:
        return None
    start = listed[0].occurrence.span.start
    counts = told.union(
        int(each.known.printed.value)
        for text in texts
        if text.block.section[:1] == paragraph.block.section[:1]
        for each in text.numbers
        if _counts_asked(each) and (text is not paragraph or each.occurrence.span.start < start)
    )
    tried: list[tuple[Fraction, Number, int]] = []
    for count in sorted(counts):
        if counted_over(paragraph, listed, count):
            continue
        wrong = [each for each in listed if not (_rounded(each, count) or _cut(each, count))]
        if not wrong:
            return None
        if len(wrong) == 1:
            others = told if count in told else counts
            tried.append((_chance(listed, wrong[0], count) * len(others), wrong[0], count))
    tried = [each for each in tried if each[2] in told] or tried
    least = min(tried, key=lambda each: each[0], default=None)
    # Where another number leaves another share alone, hardly less by chance, which of the two is meant is open.
    if least is None or any(each[0] < least[0] * _RIVAL and each[1] is not least[1] for each in tried):
        return None
    # A number that no words tell to be that of those asked has to fit better still, in a sentence that tells of answers.
    sentence = re.split(r"[。；;]", paragraph.text[: listed[-1].occurrence.span.end])[-1]
    known = least[2] in told
    if not known and _ASKED.search("".join(paragraph.block.section[-1:]) + sentence) is None:
        return None
    return _said(least[1], least[2]) if least[0] * len(listed) <= (_RARE if known else _RARE / 2) else None


def _counts_asked(number: Number) -> bool:
    return (
        number.stated is not None
        and not number.sign
        and number.occurrence.unit in ASKED_OF
        and number.known.printed.value.denominator == 1
        and number.known.printed.value >= _FEWEST
    )


def _chance(listed: Sequence[Number], wrong: Number, count: int) -> Fraction:
    """Return how often all of a list but that one are by chance shares of a number that they are not of."""
    others = {each.known.printed.value: each for each in listed if each is not wrong}
    return math.prod(
        (min(Fraction(1), (count + 1) * each.known.printed.step) for each in others.values()),
        start=Fraction(1),
    )


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
    # 60%、40% 加权: whole percents are shares of any number, and show nothing.
    if _chance(shares, wrong[0], base) < _EVEN:
        yield _said(wrong[0], base)


def _said(wrong: Number, base: int) -> Outcome:
    text = wrong.occurrence.text
    return said(
        rule(NAME, TITLE, Severity.WARNING),
        f"{text} 不可能由 {base} 份（人）得出，同组其他占比都可以",
        f"{text} cannot come from {base} answers, as all others of its list can",
        [evidence_at(wrong.block, wrong.occurrence)],
    )


def _rounded(number: Number, base: int) -> bool:
    """Whether some number of so many gives a share as printed."""
    return survey.counts(number.known.printed.interval, base) is not None


def _cut(number: Number, base: int) -> bool:
    """Whether some number of so many gives a share as printed where what follows its last place is left out."""
    printed = number.known.printed
    least = printed.value * base
    return -(-least.numerator // least.denominator) < (printed.value + printed.step) * base
