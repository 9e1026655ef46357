"""English: counts of answers with their shares of those asked: 157 (67.7%), 67.7% (157), 243 said so, or 59.0% of the sample.

How many were asked the paragraph names outright, the one before it, or how many forms were sent where a response rate is told.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import is_english, sentences
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.spelled import COUNT, count_of
from auditor.checks.surveys._based import bases, weighted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts

_OPENS = re.compile(r"^(?:\s[a-z]+){0,3}\s*\(\s*$")
_OR = re.compile(r"^[^.;()0-9]{3,60},? (?:or|a share of|that is,?)\s*$")
_OF_ALL = re.compile(
    r"^\s*of (?:the |all |those |our )?(?:sample|respondents|total|replies|answers|all|people asked|those asked|interviewees|participants)\b"
)
_OF = re.compile(r"\b(?:of|out of|of the|of all|of these|of those)\s*$")
_VALID = re.compile(
    r"\b(?:unusable|usable|valid|invalid|effective|incomplete|discarded|spoil\w+|set aside|duplicates?|undeliver\w+)\b"
)
_RATE = re.compile(r"\b(?:response|return|completion) rate (?:of|was|is)\s*$")
_BACK = re.compile(r"\b(?:replied|returned|responded|completed|answered|came back|took part|filled)\b")
_SENT = re.compile(
    rf"\b(?:sent|went|distributed|issued|mailed|posted|emailed|handed|approached|invited|contacted)\b[^.;0-9]{{0,40}}?(?P<a>{COUNT})|(?P<b>{COUNT})\s(?:[a-z-]+\s){{0,4}}?(?:were |was )?(?:sent|distributed|issued|mailed|posted|approached|invited|contacted)\b"
)
_SAMPLE = re.compile(
    rf"\b[Ss]ample (?:comprised|consisted of|was|included|of)\s(?:a total of )?(?P<n>{COUNT})\b"
)


def paired(facts: Facts) -> Iterator[tuple[Number, Number, int]]:
    """Iterate over counts, their shares, and how many they are of."""
    if not is_english(facts) or weighted(facts):
        return
    before: frozenset[int] = frozenset()
    for paragraph in paragraphs(facts):
        text = paragraph.text
        own = bases(text) | frozenset(
            count for each in _SAMPLE.finditer(text) if (count := count_of(each["n"]))
        )
        told = own or before
        before = own
        for sentence in sentences(paragraph):
            numbers = [each for each in sentence.numbers if each.stated is not None and not each.sign]
            for one, two in itertools.pairwise(numbers):
                between = sentence.between(one, two)
                if _OPENS.match(between) and sentence.after(two).lstrip("% ").startswith(")"):
                    answers, share = (two, one) if one.is_share else (one, two)
                elif _OR.match(between) and _OF_ALL.match(sentence.after(two)):
                    answers, share = one, two
                else:
                    continue
                # 157 of the 232 respondents (67.7%): the second is how many were asked
                if not share.is_share or not _whole(answers) or _OF.search(sentence.before(answers)):
                    continue
                if len(told) == 1 and answers.known.printed.value <= max(told):
                    yield answers, share, max(told)
        yield from _returned(paragraph.numbers, text)


def _returned(numbers: tuple[Number, ...] | list[Number], text: str) -> Iterator[tuple[Number, Number, int]]:
    """Iterate over response rates with how many replied, of how many were sent."""
    if _VALID.search(text):
        return
    sent = {count for each in _SENT.finditer(text) if (count := count_of(each["a"] or each["b"]))}
    rates = [
        each
        for each in numbers
        if each.stated and each.is_share and _RATE.search(text[: each.occurrence.span.start])
    ]
    back = [
        each
        for each in numbers
        if each.stated
        and _whole(each)
        and int(each.known.printed.value) not in sent
        and _BACK.search(
            text[each.occurrence.span.end : each.occurrence.span.end + 50].split(".", maxsplit=1)[0]
        )
    ]
    if len(sent) == len(rates) == len(back) == 1:
        yield back[0], rates[0], max(sent)


def _whole(number: Number) -> bool:
    return (
        not number.is_share and number.dimension == "number" and number.known.printed.value.denominator == 1
    )
