"""English: fractions and halves in words, held to the share that stands in brackets beside them: nearly half (47%); more women (51%) than men."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import WORDS
from auditor.checks.common.relations import evidence_at, evidence_of_words, said
from auditor.findings import Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number
    from auditor.evaluation.relations import Outcome, RuleInfo

_FRACTIONS = {
    "half": Fraction(1, 2), "one half": Fraction(1, 2), "one-half": Fraction(1, 2), "a half": Fraction(1, 2), "a third": Fraction(1, 3), "one third": Fraction(1, 3), "one-third": Fraction(1, 3),
    "two thirds": Fraction(2, 3), "two-thirds": Fraction(2, 3), "a quarter": Fraction(1, 4), "one quarter": Fraction(1, 4), "one-quarter": Fraction(1, 4), "three quarters": Fraction(3, 4),
    "three-quarters": Fraction(3, 4), "a fifth": Fraction(1, 5), "one fifth": Fraction(1, 5), "one-fifth": Fraction(1, 5), "two fifths": Fraction(2, 5), "two-fifths": Fraction(2, 5),
    "three fifths": Fraction(3, 5), "three-fifths": Fraction(3, 5), "four fifths": Fraction(4, 5), "four-fifths": Fraction(4, 5), "a tenth": Fraction(1, 10), "one tenth": Fraction(1, 10),
    "one in ten": Fraction(1, 10), "one in five": Fraction(1, 5), "one in four": Fraction(1, 4), "one in three": Fraction(1, 3), "two in three": Fraction(2, 3), "three in four": Fraction(3, 4),
    "four in five": Fraction(4, 5), "nine in ten": Fraction(9, 10), "nine out of ten": Fraction(9, 10), "a majority": Fraction(1, 2), "the majority of": Fraction(1, 2),
}  # fmt: skip
_FRACTIONS |= {
    f"{word} {of} ten": Fraction(value, 10)
    for word, value in {"one": 1, **WORDS}.items()
    for of in ("in", "out of")
    if value < 10  # noqa: PLR2004 - of ten
}
_MORE_OF = re.compile(r"\b(?P<word>more|fewer) (?P<who>[a-z]+)\b[^.;:()0-9]{0,60}\(\s*$")
_THAN_OTHERS = re.compile(r"^\)?[^.;:()0-9]{0,60}\bthan (?P<who>[a-z]+)\b(?!\s*\()")
_SEXES = ({"male", "males", "men", "boys"}, {"female", "females", "women", "girls"})
"""Of whom one has more than half where there are more of them than of the other."""
_FRACTION = re.compile(
    rf"\b(?P<q>more than|just over|well over|slightly more than|over|fewer than|less than|just under|under|nearly|almost|close to|about|around|roughly|approximately|some|exactly|only)?\s*\b(?P<f>{'|'.join(sorted(_FRACTIONS, key=len, reverse=True))})\b(?!-|\s+(?:of (?:these|those|them)\s+)?(?:a |an |percentage|point|year|hour|million|day|mile|time|yearly|century))",
    re.IGNORECASE,
)
_BRACKET = re.compile(
    r"^(?:(?:\s+(?:[a-z\u2019'-]+|(?:19|20)[0-9]{2}\b)){0,7}|(?:\s+(?!and [a-z]|or [a-z]|but |while )[A-Za-z\u2019'/-]+){7,16})\s*\(\s*$"
)
_GOES_ON = re.compile(r"\)\s*(?:,|,?\s*\b(?:and|or)\b)[^.;:()0-9]{0,60}\(\s*", re.IGNORECASE)
_ASIDE = re.compile(
    r"^(?:%|\s*per ?cent)?\)?(?:\s+[a-z\u2019'-]+){0,4},\s+(?:or |that is,? |which is )?$", re.IGNORECASE
)
_SLACK, _ABOUT, _NEARING = Fraction(1, 50), Fraction(7, 100), Fraction(1, 10)


def fractions(info: RuleInfo, sentence: Sentence) -> Iterator[Outcome]:
    """Judge fractions in words by the percentage in brackets behind, or before them."""
    shares = [
        each for each in sentence.stated if each.is_share and not each.sign and each.dimension == "ratio"
    ]
    for found in _FRACTION.finditer(sentence.text) if shares else ():
        beside = [
            each
            for each in shares
            if _BRACKET.match(sentence.text[found.end() : each.occurrence.span.start - sentence.start])
            or _ASIDE.match(sentence.text[each.occurrence.span.end - sentence.start : found.start()])
        ]
        if len(beside) != 1:
            continue
        value, share = beside[0].known.printed.value, _FRACTIONS[found["f"].lower()]
        low, high = _meant(share, (found["q"] or "").lower(), majority="majority" in found["f"].lower())
        start = sentence.start + found.start()
        words = found.group().strip()
        item = [
            evidence_of_words(sentence.paragraph.block, start + found.group().find(words), words, "fraction"),
            evidence_at(beside[0].block, beside[0].occurrence),
        ]
        if low <= value <= high or any(low <= each <= high for each in _runs(sentence, beside[0])):
            yield said(info, "", "", item, Verdict.EXACT)
            continue
        shown = decimal_text(value * 100)
        zh = f"称“{words}”，而比例为 {shown}%"
        yield said(info, zh, f"the text says '{words}', and the share is {shown}%", item)


def _runs(sentence: Sentence, first: Number) -> Iterator[Fraction]:
    """Iterate over what the shares in brackets behind one make with it: two-thirds were owned (54.5%) or held in trust (12.3%)."""
    total, last = first.known.printed.value, first
    for each in sentence.stated[sentence.stated.index(first) + 1 :]:
        if not each.is_share or each.sign or each.depth != first.depth:
            return
        if not _GOES_ON.fullmatch(sentence.between(last, each)):
            return
        total, last = total + each.known.printed.value, each
        yield total


def halves(info: RuleInfo, sentence: Sentence) -> Iterator[Outcome]:
    """Judge which of two sexes there are more of by the share in brackets: slightly more female partnerships (51%) than male."""
    for each in sentence.stated:
        before, behind = _MORE_OF.search(sentence.before(each)), _THAN_OTHERS.match(sentence.after(each))
        if before is None or behind is None or not each.is_share:
            continue
        sides = [
            next((at for at, words in enumerate(_SEXES) if one["who"] in words), None)
            for one in (before, behind)
        ]
        value = each.known.printed.value
        if None in sides or sides[0] == sides[1] or value == Fraction(1, 2):
            continue
        start = sentence.start + before.start("word")
        item = [
            evidence_at(each.block, each.occurrence),
            evidence_of_words(sentence.paragraph.block, start, before["word"], "order"),
        ]
        if (value > Fraction(1, 2)) is (before["word"] == "more"):
            yield said(info, "", "", item, Verdict.EXACT)
        else:
            zh = f"称“{before['word']} {before['who']}”，而其比例为 {each.occurrence.text}"
            yield said(
                info,
                zh,
                f"the text says '{before['word']} {before['who']}', and their share is {each.occurrence.text}",
                item,
            )


def _meant(share: Fraction, words: str, *, majority: bool) -> tuple[Fraction, Fraction]:
    """Return between which shares words mean a fraction."""
    if majority or words in {"more than", "just over", "well over", "slightly more than", "over"}:
        return share, Fraction(1)
    if words in {"fewer than", "less than", "just under", "under"}:
        return Fraction(0), share
    if words in {"nearly", "almost", "close to"}:
        return share - _NEARING, share + _SLACK
    return share - _ABOUT, share + _ABOUT
