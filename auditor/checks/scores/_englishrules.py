"""English: what the scoring rule in a row of a score table gives for the result beside it.

`90% or more: 10; 85% to below 90%: 8; below 85%: 3`; `Actual ÷ target × weight, not more than the weight`; `Full weight at 100%; each
percentage point short, or part of one, loses 0.5`; `Each late answer loses 1 point`. A rule with a part that is not understood gives
nothing. Rules are read without their blanks, as the cells of score tables are.
"""

from __future__ import annotations

from fractions import Fraction

from auditor import patterns as re
from auditor import records

_N = r"[$€£]?(?P<{}>[0-9]+(?:\.[0-9]+)?)(?P<{}mark>%)?"
_OF = r"(?:of[a-z]+|points?|days?|hours?)?"
_RESULT = re.compile(r"[$€£]?(?P<n>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<mark>%)?(?P<rest>[a-z]*)", re.IGNORECASE)
_SPANS = (
    re.compile(_N.format("low", "low") + rf"{_OF}(?:ormore|orabove|andabove|andover|orover|orhigher){_OF}"),
    re.compile(
        _N.format("low", "low")
        + r"(?:to|-|–)(?P<under>below|under|lessthan)?"
        + _N.format("high", "high")
        + _OF
    ),
    re.compile(r"(?:below|under|lessthan|fewerthan)" + _N.format("less", "less") + _OF),
    re.compile(r"(?:above|over|morethan)" + _N.format("more", "more") + _OF),
    re.compile(r"(?:upto|atmost|nomorethan)" + _N.format("most", "most") + _OF),
)
_TIMES = re.compile(
    r"(?P<what>[A-Za-z]+(?:%of[a-z]+)?(?:as%of[a-z]+)?)(?:[÷/](?:(?P<by>[0-9]+(?:\.[0-9]+)?)%|[A-Za-z]+))?[×x*](?:the)?weight(?P<cap>[,;(]*(?:not(?:tobe)?morethan|upto|nomorethan|atmost|cappedat|maximum|max\.?|limitedto)(?:the)?weight[)]?)?\.?",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"Fullweightat(?P<full>[0-9]+(?:\.[0-9]+)?)%(?:ormore)?[;,.]each(?:full)?percentagepoint(?:short|below|less)(?P<part>,?orpartofone,?|,?orpartthereof,?|begun)?(?:loses|costs|deducts)(?P<n>[0-9]+(?:\.[0-9]+)?)(?:points?)?\.?",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"(?:Fullweightifnone[;,.])?[Ee]ach(?P<what>[a-z]+?)(?:loses|costs|deducts)(?P<n>[0-9]+(?:\.[0-9]+)?|one|two|half)(?:a)?(?:points?)?\.?"
)
_CALLED = re.compile(r"^[A-Za-z%]+:")
_WORDS = {"one": Fraction(1), "two": Fraction(2), "half": Fraction(1, 2)}


@records.frozen
class Given:
    """The least and the greatest score that a rule gives: more than one where the result is rounded."""

    low: Fraction
    high: Fraction

    def holds(self, score: Fraction, place: Fraction) -> bool:
        """Whether a score, printed to a place, can be what the rule gives."""
        return self.low - place / 2 <= score <= self.high + place / 2


def given_in_english(rule: str, outcome: str, weight: Fraction) -> Given | None:
    """Return what a rule gives for an outcome, None where either is not understood."""
    result = _RESULT.fullmatch(outcome)
    if result is None:
        return None
    value = Fraction(result["n"].replace(",", ""))
    share = result["mark"] is not None
    point = result["n"].partition(".")[2]
    half = Fraction(1, 2 * 10 ** len(point))
    if (times := _TIMES.fullmatch(rule)) is not None:
        if not share:
            return None
        whole = Fraction(times["by"] or 100)
        ends = [weight * (value + way) / whole for way in (-half, half)]
        return Given(*(min(each, weight) for each in ends)) if times["cap"] else Given(*ends)
    if (short := _SHORT.fullmatch(rule)) is not None:
        lack = Fraction(short["full"]) - value
        steps = -(-lack // 1) if short["part"] else lack // 1
        left = max(weight - max(Fraction(steps), Fraction(0)) * Fraction(short["n"]), Fraction(0))
        return Given(left, left) if share else None
    if (each := _EACH.fullmatch(rule)) is not None:
        if share or point or not result["rest"]:
            return None
        loss = _WORDS.get(each["n"]) or Fraction(each["n"])
        left = max(weight - value * loss, Fraction(0))
        return Given(left, left)
    return None if result["rest"] else _banded(rule, value, share=share)


def _banded(rule: str, value: Fraction, *, share: bool) -> Given | None:
    """Return the points of the one band that a value lies in, where all bands of a rule are understood."""
    found: set[Fraction] = set()
    parts = [each for each in _CALLED.sub("", rule.rstrip(".")).split(";") if each]
    for part in parts:
        bounds, _, points = part.rpartition(":")
        if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?(?:points?)?", points) is None:
            return None
        for span in bounds.split(",or"):
            held = _lies(span, value, share=share)
            if held is None:
                return None
            if held:
                found.add(Fraction(points.removesuffix("s").removesuffix("point")))
    return Given(*found, *found) if len(parts) > 1 and len(found) == 1 else None


def _lies(span: str, value: Fraction, *, share: bool) -> bool | None:
    """Whether a value lies in a span of a band, None where that is not understood."""
    for pattern in _SPANS:
        match = pattern.fullmatch(span.lower())
        if match is None:
            continue
        told = {
            name: Fraction(text) for name, text in match.groupdict().items() if text and text[0].isdigit()
        }
        marked = any(text == "%" for text in match.groupdict().values())
        if marked is not share:
            return None
        low, high = told.get("low"), told.get("high")
        if low is not None and high is not None:
            return low <= value and (value < high if match["under"] else value <= high)
        if low is not None:
            return value >= low
        if "less" in told:
            return value < told["less"]
        return value > told["more"] if "more" in told else value <= told["most"]
    return None
