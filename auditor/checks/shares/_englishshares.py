"""English: shares of one whole that a sentence tells one after the other, where its words say that they are all there are.

`45 percent said yes, 30 percent no, and the remaining 25 percent gave no answer`; `is made up of taxes (65%), fees (20%), and grants (15%)`; `A total of 38% was found sound, while 44%
may be so. The remaining 18% was not.` Behind `of which` or `of these` a list may leave answers out: what it misses counts
only where two digits of a share were swapped.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.slips import slip

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_ENDED = re.compile(r"(?<!U\.S)[.!?](?=\s+[A-Z])")
_REST = re.compile(
    r"\b(?:the |a )?(?:remaining|remainder|rest|balance)\b[^0-9.;()]{0,30}\(?\s*$", re.IGNORECASE
)
_OF_THEM = re.compile(r"\b(?:of which|of whom|of these|of those|of them)\b", re.IGNORECASE)
_COMPLETE = re.compile(
    r"\b(?:compris(?:ed|es|ing)(?: of)?|consist(?:s|ed|ing)? of|made up (?:of|as follows)|composed of|broken down|divided|split)\b[^.;]*$",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\band\s+(?:all |the |any )*others?\b[^0-9.;,()]{0,30}\(?\s*$", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:several|multiple|more than one|up to|could (?:choose|name|give|tick))\b", re.IGNORECASE
)
_AND = re.compile(r"\band\b[^0-9]*$", re.IGNORECASE)
_MADE_UP = re.compile(
    r"\b(?:made up|makes? up|account(?:s|ed)? for|suppl(?:y|ied|ies)|provide[sd]?|contribute[sd]?|c(?:a|o)mes? from|constitut\w+|represent(?:s|ed)?|"
    r"form(?:s|ed)?|bears?|bore|carr(?:y|ies|ied)|financ(?:e|es|ed)|fund(?:s|ed)?|pa(?:y|ys|id)|meets?|met|covers?|covered|takes?|took|absorb(?:s|ed)?|"
    r"hold(?:s)?|held|owns?|owned|receive[sd]?|yield(?:s|ed)?|generate[sd]?|cost(?:s)?|brings? in|brought in)\s*$"
)
"""Verbs by which each part takes some of one whole, that no other part has: the fund bears 74.8 percent, the state 15.8 percent."""
_CHANGED = re.compile(
    r"\b(?:increas|decreas|reduc|declin|improv|grow|chang|compar|average|rate|target)\w*|\b(?:rose|fell|grew|(?<!made )up|down|from|to|than|above|below|over|under|versus|respectively)\s*$",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"^\s*(?:(?:more|less)(?! than (?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|a|an)\b)|higher|lower|increase|decrease|points?|of (?:these|those|them))\b",
    re.IGNORECASE,
)
_WERE = r"^\s*(?:(?:of [a-z ]{2,40} )?(?:were |are |was |is ))?"
_MALE = re.compile(rf"{_WERE}(?:male|men|boys)s?\b", re.IGNORECASE)
_FEMALE = re.compile(rf"{_WERE}(?:female|women|girls)s?\b", re.IGNORECASE)
_UP_TO = re.compile(
    r"\b(?:within|less than|under|up to|fewer than)\b (?:the |a |an )?(?:last |past )?(?P<what>\w+ [a-z]+)\b[^.;]*$"
)
_BEYOND = re.compile(r"\b(?:more than|over|longer than) (?:the |a |an )?(?P<what>\w+ [a-z]+)\b")
_FEWEST, _MOST, _LEAST = 2, 9, 3
_SLIPS = frozenset({"swap", "digit"})
_MANY = 4
_NEAR = 15


def parted(paragraph: Paragraph) -> Iterator[list[Number]]:
    """Iterate over the lists of shares that should give 100 %."""
    before: list[Number] = []
    for numbers in _sentences(paragraph):
        shares = [each for each in numbers if each.is_share]
        outer = [each for each in shares if not each.depth and each.stated]
        yield from _sexes(outer)
        yield from _bounded(outer)
        if not shares or len({each.depth for each in shares}) > 1 or not all(map(_plain, shares)):
            before = []
            continue
        rest = _REST.search(shares[-1].before)
        if rest is not None and len(shares) == 1 and shares[0] is numbers[0]:
            shares = [*before, *shares]
        gap = sum((each.known.printed.value for each in shares), Fraction(-1)) * 100
        if _FEWEST <= len(shares) <= _MOST and abs(gap) <= _NEAR:
            words = _words(paragraph, numbers, shares[0])
            ended = len(shares) >= _LEAST and _AND.search(shares[-1].before) is not None
            # Of the $310.0 million, the fund bears 74.8 percent, …: the whole stands before them all.
            led = len(numbers) == len(shares) + 1 and numbers[0] is not shares[0]
            alone = len(shares) >= _MANY and (led or len(shares) == len(numbers))
            listed = ended and (alone or _OF_THEM.search(words)) and _swapped(shares, gap)
            # …, illness (6.9%) and other reasons (7.8%): what is other than all before closes the list.
            listed = listed or (
                len(shares) >= _MANY
                and len(shares) == len(numbers)
                and shares[-1].depth == 1
                and _OTHERS.search(shares[-1].before) is not None
                and not _SEVERAL.search(paragraph.text)
                and _swapped(shares, gap, _SLIPS)
            )
            # No more than all of one whole can be made up of its parts, however many are told.
            listed = listed or (ended and alone and gap > 0 and _MADE_UP.search(words) is not None)
            if (
                rest is not None
                or listed
                or (ended and len(shares) == len(numbers) and _COMPLETE.search(words))
            ):
                yield shares
        before = shares


def _sexes(shares: Sequence[Number]) -> Iterator[list[Number]]:
    """Iterate over pairs of shares that are all there are: 49.3% male and 50.7% female."""
    for one, two in pairwise(shares):
        named = _MALE.match(one.after) and _FEMALE.match(two.after)
        named = named or (_FEMALE.match(one.after) and _MALE.match(two.after))
        gap = (one.known.printed.value + two.known.printed.value - 1) * 100
        if named and abs(gap) <= _NEAR and len(shares) == _FEWEST and _plain(one) and _plain(two):
            yield [one, two]


def _bounded(shares: Sequence[Number]) -> Iterator[list[Number]]:
    """Iterate over pairs of shares on both sides of one bound: 97% used it within three months, and 3% more than three months ago."""
    if len(shares) == _FEWEST and not any(each.sign for each in shares):
        one, two = shares
        below, above = _UP_TO.search(_up_to(one, two)), _BEYOND.search(_up_to(two, None))
        gap = (one.known.printed.value + two.known.printed.value - 1) * 100
        if below and above and below["what"] == above["what"] and abs(gap) <= _NEAR:
            yield [one, two]


def _up_to(share: Number, end: Number | None) -> str:
    """Return the text behind a share, up to another one or to the end of its sentence."""
    text = share.block.text[share.occurrence.span.end : end.occurrence.span.start if end else None]
    return text if end else _ENDED.split(text)[0]


def _sentences(paragraph: Paragraph) -> Iterator[list[Number]]:
    """Iterate over the numbers of each sentence; a semicolon ends none here."""
    ends = [found.end() for found in _ENDED.finditer(paragraph.text)]
    for start, end in zip([0, *ends], [*ends, len(paragraph.text)], strict=True):
        yield [each for each in paragraph.numbers if start <= each.occurrence.span.start < end]


def _plain(share: Number) -> bool:
    """Whether a number states a share, and no change or rate."""
    words = re.split(r"[,;(]|(?<!U\.S)[.!?]\s+(?=[A-Z])", share.before)[-1]
    return (
        share.stated is not None
        and not share.sign
        and not _CHANGED.search(words)
        and not _LESS.match(share.after)
    )


def _words(paragraph: Paragraph, numbers: Sequence[Number], share: Number) -> str:
    start = numbers[0].occurrence.span.start - len(numbers[0].before)
    return paragraph.text[max(0, start) : share.occurrence.span.start]


def _swapped(shares: Sequence[Number], gap: Fraction, slips: Container[str] = ("swap",)) -> bool:
    """Whether two swapped digits of one share explain the gap, or another slip; none is a list that is right."""
    if gap == 0:
        return True
    step = shares[0].known.printed.step
    # Shares as rounded miss a hundred by a last place themselves.
    return any(
        slip(share.known, share.known.printed.value - gap / 100 + off * step) in slips
        for share in shares
        for off in ((0, 1, -1) if len(shares) >= _MANY else (0,))
    )
