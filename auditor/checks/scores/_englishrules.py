"""English: what the scoring rule in a row of a score table can give for the result beside it.

`90% or more: 10; 85% to below 90%: 8; below 85%: 3`; `Actual ÷ target × weight, not more than the weight`; `Full weight at 100%; each
percentage point short, or part of one, loses 0.5`; `1 point lost for each clinic below the target of 40`; `Complete: 4, otherwise 0`.

A rule is a list of clauses: bounds with their points, a loss for each of something, a share of the full mark, what else there is. The
order of the words in a clause is free; a rule with a clause that is not understood gives nothing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COUNTS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"nil": "0", "none": "0", "no": "0", "half a": "0.5", "half": "0.5"}
_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_COUNTS, key=len, reverse=True))})\b")
_N = r"(?<![0-9.])[$€£]?{}(?P<n>[0-9]+(?:\.[0-9]+)?)(?![0-9.]*[0-9])\s*(?P<mark>%)?"
_VALUE = re.compile(_N.format(""))
_OUTCOME = re.compile(
    r"(?<![0-9.,])[$€£]?(?P<n>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<mark>%)?(?:\s*(?:/|of|out of)\s*(?:the\s+)?(?P<all>[0-9][0-9,]*)(?![0-9.%]))?"
)
_POINT = r"(?:points?|marks?)"
_FULL = re.compile(
    rf"\b(?:(?:full|maximum|all) (?:weight|score|{_POINT}|the {_POINT})|the (?:full )?weight|full)\b"
)
_LOW = r"(?:at least|from|not less than|no less than|>=|≥|minimum of)"
_LESS = r"(?:below|under|less than|fewer than|lower than|short of|<)"
_MORE = r"(?:above|over|more than|greater than|exceeding|beyond|>)"
_MOST = r"(?:up to|at most|no more than|not more than|<=|≤|within)"
_NUM = r"[$€£]?[0-9]+(?:\.[0-9]+)?\s*%?"
_KIND = (
    r"(?:\s+(?:of (?:the )?(?:target|plan|weight|[a-z]+)|points?|days?|hours?|weeks?|months?|working days))?"
)
_SPANS = (
    ("span", re.compile(rf"(?:from |between )?({_NUM}){_KIND}\s*(?:to|-|–|up to|and|but)\s*(?:{_LESS}\s*)?({_NUM}){_KIND}")),
    ("span", re.compile(rf"{_LOW}\s*({_NUM}){_KIND}\s*(?:but|and|,)?\s*(?:{_LESS}|{_MOST})\s*({_NUM}){_KIND}")),
    ("low", re.compile(rf"({_NUM}){_KIND}\s*(?:or|and|&)\s*(?:more|above|over|higher|better|greater)|({_NUM})\+")),
    ("most", re.compile(rf"({_NUM}){_KIND}\s*(?:or|and)\s*(?:less|below|under|lower|fewer)")),
    ("low", re.compile(rf"{_LOW}\s*({_NUM}){_KIND}")),
    ("most", re.compile(rf"{_MOST}\s*({_NUM}){_KIND}")),
    ("less", re.compile(rf"{_LESS}\s*({_NUM}){_KIND}")),
    ("more", re.compile(rf"{_MORE}\s*({_NUM}){_KIND}")),
    ("low", re.compile(rf"(?<=\bat )({_NUM}){_KIND}")),
)  # fmt: skip
_OPEN = re.compile(
    r"\b(?:less|lower|else|otherwise|anything (?:less|lower|else)|in other cases|if not|worse)\b"
)
_EACH = re.compile(r"\b(?:each|every|per|for a)\b")
_RATE_POINT = re.compile(
    r"\bpercentage[ -]points?\b|(?<=each )(?:1 ?)?%|(?<=every )(?:1 ?)?%|\bpoints?(?= (?:below|under|short|over|above))"
)
_LOSS = re.compile(
    rf"(?P<a>[0-9]+(?:\.[0-9]+)?) ?(?:{_POINT} )?(?:are |is |will be )?(?:a )?(?:off|lost|deducted|taken off|subtracted|less|removed)\b"
    rf"|\b(?:loses?|costs?|deducts?|deduct|minus|less|lose|subtract|takes? off|[-−–])\s*(?:a )?(?P<b>[0-9]+(?:\.[0-9]+)?)(?: ?{_POINT})?"
)
_PART = re.compile(r"\bpart\b|\bbegun\b|\bstarted\b|\bfraction\b|rounded up")
_WHOLE = re.compile(r"\b(?:full|whole|complete) percentage")
_FLOOR = re.compile(
    r"(?:minimum|floor|until|not below|no lower|never below|nothing is left|none (?:is|are) left)"
)
_TOP = re.compile(
    rf"(?:maximum|up to|at most|capped at|limited to|no more than|not more than)[a-z ]*?(?P<n>[0-9]+(?:\.[0-9]+)?)\s*{_POINT}?"
)
_TIMES = re.compile(
    rf"^(?P<what>[a-z][a-z %()&-]*?)\s*(?:(?:÷|/|over|divided by)\s*(?:(?P<by>[0-9]+(?:\.[0-9]+)?)\s*%|(?:the )?[a-z ]+?))?\s*(?:[×*]|\bx\b|times|multiplied by)\s*"
    rf"(?:the )?(?:(?P<n>[0-9]+(?:\.[0-9]+)?)(?: {_POINT})?|(?:available |maximum |full |max )?(?:weight(?:ing)?|{_POINT}|score)(?: available)?)\.?$"
)
_TURNED = re.compile(
    rf"^(?:(?:the )?(?:weight(?:ing)?|{_POINT}|score)(?: available)?|(?P<n>[0-9]+)(?: {_POINT})?)\s*(?:[×*]|\bx\b|times|multiplied by)\s*(?P<what>[a-z][a-z -]*)$"
)
_PRORATA = re.compile(r"\b(?:pro[ -]rata|in proportion|proportion(?:al|ate)(?:ly)?)\b")
_CAP = re.compile(
    r"^(?:and |but )?(?:not (?:to be )?more than|up to|no more than|at most|capped at|maximum|max|limited to|subject to)\b[a-z :]*(?:weight|points|marks|score|maximum|[0-9]+)[a-z ]*\.?$"
)
_FILL = re.compile(
    rf"\b(?:{_POINT}|of|the|target|plan|planned|at|for|if|when|where|is|are|scores?|gets?|gives?|earns?|awarded|award|a|an|result|results|rate|then|in|all|days?|hours?|weeks?|months?|working)\b|[:,=()→–—\s.-]"
)
_LESS_IN = re.compile(_LESS)
_ENDS = re.compile(rf":\s*(?P<n>[0-9]+(?:\.[0-9]+)?)(?: {_POINT})?$")
_LABEL = re.compile(r"^[a-z][a-z /÷()%&-]*:\s*")
_OF_ONE = re.compile(r"\bparts? (?:of|thereof)\b[a-z0-9 ]*")


@records.frozen
class Given:
    """The least and the greatest score that a reading of a rule gives: more than one where the result is rounded."""

    low: Fraction
    high: Fraction

    def holds(self, score: Fraction, place: Fraction) -> bool:
        """Whether a score, printed to a place, can be what the rule gives."""
        return self.low - place / 2 <= score <= self.high + place / 2


@records.frozen
class _Result:
    """A result: its number, whether it is a share, of how many it is one, and all its words."""

    value: Fraction
    half: Fraction
    share: bool
    every: Fraction | None
    text: str


@records.frozen
class _Span:
    """A bound of a clause: of what kind, its one or two numbers, whether they are shares, and whether the upper one is left out."""

    kind: str
    low: Fraction
    high: Fraction | None
    share: bool | None
    under: bool

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies within."""
        if self.kind == "span" and self.high is not None:
            low, high = sorted((self.low, self.high))
            return low <= value and (value < high if self.under else value <= high)
        return {
            "low": value >= self.low,
            "most": value <= self.low,
            "less": value < self.low,
            "more": value > self.low,
        }[self.kind]


def given_in_english(rule: str, outcome: str, weight: Fraction, target: str = "") -> list[Given]:
    """Return what a rule can give for an outcome, nothing where either is not understood."""
    words = _plain(rule)
    if (label := _LABEL.match(words)) is not None:
        bounds = _split(words[label.end() :].split(";")[0], weight)[0]
        words = words[label.end() :] if any(each.kind != "else" for each in bounds) else words
    result = _result(_plain(outcome))
    clauses = [
        each.strip()
        for each in re.split(r";|(?<![0-9])\.(?=\s)|(?<=[a-z])\.$|, (?=otherwise|or else|and each)", words)
        if each.strip()
    ]
    if not clauses:
        return []
    if (found := _shared(clauses, result, weight, target)) is not None:
        return found
    eaches = [
        each
        for each in clauses
        if _EACH.search(each) and _LOSS.search(each.replace("percentage point", "percentage_point"))
    ]
    if len(eaches) == 1:
        return list(_lost(clauses, eaches[0], result, weight, target))
    if eaches:
        return []
    if result is None or not _VALUE.search(_plain(outcome)):
        return list(_named(clauses, _plain(outcome)))
    return _banded(clauses, result, weight)


def _plain(text: str) -> str:
    low = re.sub(r"\s+", " ", text.strip().lower().replace("per cent", "%").replace("percent ", "% "))
    low = re.sub(r"(?<=[0-9]) %", "%", low)
    return _WORD.sub(lambda found: _COUNTS[found.group()], low)


def _result(outcome: str) -> _Result | None:
    """Return the one number of an outcome, with how many it is of; no number and `none` are nought."""
    found = list(_OUTCOME.finditer(outcome))
    if len(found) != 1:
        return None
    one = found[0]
    places = one["n"].partition(".")[2]
    every = Fraction(one["all"].replace(",", "")) if one["all"] else None
    half = Fraction(1, 2 * 10 ** len(places))
    return _Result(Fraction(one["n"].replace(",", "")), half, one["mark"] is not None, every, outcome)


def _shared(
    clauses: Sequence[str], result: _Result | None, weight: Fraction, target: str
) -> list[Given] | None:
    """Return what a share of the full mark comes to, None where the rule is of another kind."""
    head, *rest = re.split(
        r"[,;(](?=\s*(?:and |but )?(?:not|up|no|at most|capped|max|limited|subject))", "; ".join(clauses)
    )
    times = _TIMES.match(head.strip()) or _TURNED.match(head.strip())
    rated = times is None and len(clauses) == 1 and _PRORATA.search(head) and not _VALUE.search(head)
    if times is None and not rated:
        return None
    if result is None or any(_CAP.match(each.strip(" ).")) is None for each in rest):
        return []
    told = times.groupdict() if times is not None else {}
    most = Fraction(told["n"]) if told.get("n") else weight
    wholes = [Fraction(told["by"])] if told.get("by") else [Fraction(100)] if result.share else []
    aim = _result(_plain(target)) if target else None
    if aim is not None and aim.share is result.share and aim.value > 0 and not told.get("by"):
        wholes.append(aim.value)
    if result.every:
        wholes.append(result.every)
    found = []
    for whole in wholes:
        low, high = (most * (result.value + way) / whole for way in (-result.half, result.half))
        if not result.share and whole == result.every:
            low = high = most * result.value / whole
        if result.value > whole:
            found.append(Given(most, most))
            if rest:
                continue
        found.append(Given(min(low, most) if rest else low, min(high, most) if rest else high))
    return found


def _lost(
    clauses: Sequence[str], each: str, result: _Result | None, weight: Fraction, target: str
) -> Iterator[Given]:
    """Iterate over what is left of the full mark when something is lost for each of what the result counts."""
    bare = each.replace("percentage point", "percentage_point")
    losses = list(_LOSS.finditer(bare))
    others = [one for one in clauses if one != each]
    if result is None or len(losses) != 1:
        return
    loss = Fraction(losses[0]["a"] or losses[0]["b"])
    rest = bare[: losses[0].start()] + " " + bare[losses[0].end() :]
    rate = _RATE_POINT.search(each) is not None
    bound, top = _bound(rest), _TOP.search(" ".join([rest, *others]))
    start = weight
    for one in others:
        if _FLOOR.search(one) or _TOP.fullmatch(one) or _PART.search(one):
            continue
        own, points = _split(one, weight)
        if points is None or (own and bound is None and not _fits(own)):
            end = _ENDS.search(one)
            if not _clean(one) and (end is None or Fraction(end["n"]) != weight):
                return
            continue
        start = points
        bound = bound if bound is not None or not own else own[0].low
    if rate and result.share:
        aim = _result(_plain(target)) if target else None
        bound = bound if bound is not None else aim.value if aim is not None and aim.share else None
        if bound is None:
            return
        falls = re.search(r"\b(?:over|above|beyond|more|exceed\w*)\b", each) is not None
        lack = max(result.value - bound if falls else bound - result.value, Fraction(0))
        up, down = Fraction(-(-lack // 1)), Fraction(lack // 1)
        text = "; ".join(clauses)
        steps = {up} if _PART.search(text) else {down} if _WHOLE.search(text) else {up, down, lack}
    elif not rate and not result.share and result.value.denominator == 1:
        missing = re.search(r"\b(?:below|under|short of|fewer than|less than)\b", rest) is not None
        if bound is not None:
            steps = {max(bound - result.value if missing else result.value - bound, Fraction(0))}
        else:
            steps = {result.value}
        if result.every is not None:
            steps.add(result.every - result.value)
    else:
        return
    for step in steps:
        gone = step * loss
        if top is not None and Fraction(top["n"]) < start:
            gone = min(gone, Fraction(top["n"]))
        left = max(start - gone, Fraction(0))
        yield Given(left, left)


def _clean(clause: str) -> bool:
    """Whether a clause says no more than that nothing is lost where nothing is wrong."""
    return _FULL.search(clause) is not None and not _VALUE.search(clause)


def _fits(own: Sequence[_Span]) -> bool:
    return len(own) == 1 and own[0].kind in {"low", "most"}


def _bound(words: str) -> Fraction | None:
    """Return the one number that what is lost is counted from: below the target of 40."""
    told = re.sub(r"(?<=each )1\b|(?<=every )1\b", " ", _OF_ONE.sub(" ", _TOP.sub(" ", words)))
    found = {Fraction(each["n"]) for each in _VALUE.finditer(told)}
    return next(iter(found)) if len(found) == 1 else None


def _split(clause: str, weight: Fraction) -> tuple[list[_Span], Fraction | None]:
    """Return the bounds of a clause and the points that it gives, None where more stands in it than that."""
    words, spans = clause, list[_Span]()
    for kind, pattern in _SPANS:
        while (found := pattern.search(words)) is not None:
            ends = [each for each in found.groups() if each]
            low, *high = (Fraction(_VALUE.search(each)["n"]) for each in ends)  # type: ignore[index]
            spans.append(
                _Span(
                    kind,
                    low,
                    high[0] if high else None,
                    "%" in found.group(),
                    _LESS_IN.search(found.group()) is not None,
                )
            )
            words = f"{words[: found.start()]} {words[found.end() :]}"
    if not spans and (open_ := _OPEN.search(words)) is not None:
        spans.append(_Span("else", Fraction(0), None, share=None, under=False))
        words = f"{words[: open_.start()]} {words[open_.end() :]}"
    if (full := _FULL.search(words)) is not None:
        rest, points = f"{words[: full.start()]} {words[full.end() :]}", weight
    else:
        numbers = list(_VALUE.finditer(words))
        if len(numbers) != 1 or numbers[0]["mark"]:
            return spans, None
        rest, points = f"{words[: numbers[0].start()]} {words[numbers[0].end() :]}", Fraction(numbers[0]["n"])
    return spans, points if not _FILL.sub("", re.sub(r"\bor\b", "", rest)) and points <= weight else None


def _banded(clauses: Sequence[str], result: _Result, weight: Fraction) -> list[Given]:
    """Return the points of the bands that a value lies in, where all bands of a rule are understood."""
    found: set[Fraction] = set()
    other: Fraction | None = None
    for clause in clauses:
        spans, points = _split(clause, weight)
        if points is None or not spans:
            return []
        if spans[0].kind == "else":
            other = points
        elif any(each.share is not result.share for each in spans):
            return []
        elif any(each.holds(result.value) for each in spans):
            found.add(points)
    if not found and other is not None:
        found.add(other)
    return [Given(each, each) for each in found] if len(clauses) > 1 else []


def _named(clauses: Sequence[str], outcome: str) -> Iterator[Given]:
    """Iterate over the points of the clause that a result in words repeats: Complete: 4, otherwise 0."""
    for clause in clauses:
        told = re.match(
            r"(?P<what>[a-z][a-z ,-]*?)\s*[:=–-]?\s*(?P<n>[0-9]+(?:\.[0-9]+)?)(?: points?| marks?)?$", clause
        )
        if (
            told is not None
            and outcome
            and told["what"].split()[-1:] == outcome.split()[-1:]
            and told["what"].endswith(outcome)
        ):
            yield Given(Fraction(told["n"]), Fraction(told["n"]))
