"""English: what running text tells of points: those taken off and what is left, and those of a row of a score table.

`87.5 marks out of 100; a total of 12.5 were deducted`; `Deductions of 3 points for late accounts and 4 for missing records leave 93`;
`Delivery received 34 of 40 marks, and learning lost 6`. A row is known by its whole name right before the points.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import english, sentences
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.scores._system import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Stated
    from auditor.checks.scores._system import System
    from auditor.evaluation.facts import Facts

_UNIT = r"(?:points?|marks?)"
_FULL = (
    re.compile(
        r"\b(?:out of(?: a (?:possible|maximum)(?: of)?)?|(?:[Oo]f|[Ff]rom) the|maximum(?: score| mark)? (?:of|is)|maximum)\s*$"
    ),
    re.compile(rf"^\s*(?:{_UNIT} )?(?:available|possible)\b"),
)
_LOST = (
    re.compile(
        r"\b(?:lost|loses|lose|losing|deduct(?:ed|s|ing)|deductions? of|minus|less|total loss of)(?:\s+a total of|\s+another)?\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^\s*(?:{_UNIT}\s+)?(?:(?:were|was|are|is|have been|had been)\s+)?(?:deducted|lost|taken off|subtracted)\b"
    ),
)
_GOT = re.compile(
    r"\b(?:scor(?:ed|es|ing)|awarded|obtain(?:ed|s|ing)|receiv(?:ed|es)|earn(?:ed|s)|got|given|(?:overall |final |total |audit |evaluation )?(?:score|total|mark|result) (?:of|is|was|comes to|came to)|leav(?:es|ing)|left)(?:\s+a (?:final |total |overall )?(?:score|total|mark|result) of|\s+with)?\s*$",
    re.IGNORECASE,
)
_AGAIN = re.compile(rf"^\s*{_UNIT} (?:for|because|in)\b")
_FINAL = re.compile(r"\b(?:final|total|overall)\b|\b(?:gives?|giving|to|becomes?)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:previous\w*|last year|earlier|each|every|per|would|could|if|average|up to|maximum of|at least|on|section|criteri\w+|indicator|dimension|alone|mainly|chiefly|including)\b",
    re.IGNORECASE,
)
_OF = re.compile(rf"^\s*(?:{_UNIT}\s+)?(?:out of|of|/)\s*(?:the |a possible |a maximum of )?$|^\s*/\s*$")
_GIVEN = re.compile(
    r"^\W*(?:['\u2019]s?)?(?:\s+(?:was|were|is|has been|had been|only|just|also|alone))*\s*(?P<verb>scor(?:ed|es)|awarded|given|received|receives|obtained|obtains|earned|earns|achieved|got|gained|marked|lost|loses|lose|at|with|,)?\s*(?:full marks,? )?(?:only |just )?(?:a score of )?\(?\s*$"
)
_LESS = re.compile(r"^los")
_TWO = 2


@records.frozen(eq=False)
class Rest:
    """A score, the full mark, and what was taken off it."""

    full: Number
    got: Number
    lost: tuple[Number, ...]


@records.frozen(eq=False)
class OfRow:
    """Points that are told of an indicator: given, or lost."""

    number: Number
    indicator: Indicator
    off: bool


def rests(facts: Facts) -> Iterator[Rest]:
    """Iterate over the paragraphs that tell a score with all that was taken off the full mark."""
    for paragraph in paragraphs(facts):
        inside = [
            each
            for each in sentences(paragraph)
            if re.search(r"\b(?:lost|loses?|losing|[Dd]educt\w+|taken off)\b", each.text)
        ]
        if len(inside) != 1:
            continue
        scope = [each for each in sentences(paragraph) if abs(each.start - inside[0].start) <= 300]  # noqa: PLR2004 - beside it
        full: list[Number] = []
        got: list[Number] = []
        lost: list[Number] = []
        for sentence in scope:
            listed = False
            for number in sentence.stated:
                if number.is_share or number.dimension not in {"number", "score"}:
                    continue
                before, after = sentence.before(number), sentence.after(number)
                if any(each.search(before) for each in _FULL[:1]) or _FULL[1].match(after):
                    full.append(number)
                elif sentence.start == inside[0].start and (
                    _LOST[0].search(before) or _LOST[1].match(after) or (listed and _AGAIN.match(after))
                ):
                    lost.append(number)
                    listed = True
                elif _GOT.search(before):
                    got.append(number)
                    listed = False
        words = " ".join(each.text for each in scope)
        whole = (
            re.search(r"\b(?:total|in all|altogether|leav\w+|therefore|final|so that)\b", words)
            or len(lost) == 1
        )
        if len(full) == 1 and len(got) == 1 and lost and whole and not _PART.search(inside[0].text):
            yield Rest(full[0], got[0], tuple(lost))


def sums(facts: Facts) -> Iterator[tuple[Number, Number, Number]]:
    """Iterate over a score, the points added to it, and the score that this gives: adding 3 bonus points gives 84.4."""
    for paragraph in paragraphs(facts):
        told = [
            (sentence, number)
            for sentence in sentences(paragraph)
            for number in sentence.stated
            if not number.is_share
            and number.dimension in {"number", "score"}
            and not _FULL[0].search(sentence.before(number))
        ]
        for (_, one), (first, two), (last, whole) in zip(told, told[1:], told[2:], strict=False):
            if first is not last or not re.search(r"\b(?:[Aa]dding|[Pp]lus)\s*$", first.before(two)):
                continue
            if not (
                re.search(r"\b(?:bonus|extra|additional)\b", first.after(two))
                and _FINAL.search(first.between(two, whole))
            ):
                continue
            if one.known.printed.value > two.known.printed.value:
                yield one, two, whole


def of_rows(facts: Facts, known: System) -> Iterator[OfRow]:
    """Iterate over the points that sentences tell right behind the name of an indicator."""
    names = sorted(
        ((name, one) for name, one in known.by_name.items() if len(name) > _TWO),
        key=lambda each: -len(each[0]),
    )
    for sentence in english(facts) if names else ():
        taken: list[tuple[int, int]] = []
        for name, one in names:
            for found in re.once(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE).finditer(
                sentence.text
            ):
                if any(start <= found.start() < end for start, end in taken):
                    continue
                taken.append((found.start(), found.end()))
                yield from _behind(sentence, found.end(), one)


def _behind(sentence: Sentence, end: int, one: Indicator) -> Iterator[OfRow]:
    numbers = [each for each in sentence.numbers if each.occurrence.span.start >= sentence.start + end]
    if not numbers or numbers[0].stated is None or numbers[0].is_share or numbers[0].sign or one.mark is None:
        return
    number = numbers[0]
    verb = _GIVEN.match(sentence.text[end : number.occurrence.span.start - sentence.start])
    if verb is None or number.dimension not in {"number", "score"}:
        return
    after = sentence.after(number)
    full = numbers[1] if len(numbers) > 1 and _OF.match(sentence.between(number, numbers[1])) else None
    marked = full is not None and full.stated is not None and full.known.printed.value == one.mark
    counted = re.match(rf"\s*{_UNIT}\b", after) is not None
    if marked or (counted and full is None and verb["verb"] and verb["verb"] not in {"at", "with", ","}):
        yield OfRow(number, one, _LESS.match(verb["verb"] or "") is not None)
    elif verb["verb"] and _LESS.match(verb["verb"]) and re.match(rf"\s*(?:{_UNIT}\b|[,.;]|and\b|$)", after):
        yield OfRow(number, one, off=True)


def holds(each: OfRow) -> tuple[bool, Stated | None]:
    """Whether points are those of their row, and the score of the row."""
    got = each.indicator.got[0] if len(each.indicator.got) == 1 else None
    if got is None or each.indicator.mark is None:
        return True, None
    score = got.printed.numeral.value
    asked = each.indicator.mark - score if each.off else score
    told = each.number.known.printed
    return abs(told.value - asked) * 2 <= (told.step if told.step < 1 else Fraction(0)), got
