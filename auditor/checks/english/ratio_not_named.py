"""English: a rate that its name makes a quotient, and that is not: effective tax rate, gross margin, response rate.

The two figures are called by their names in the sentence or beside it, or in a table with a column of the year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import counted, sentences
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, quotient, rule
from auditor.checks.english._named import Name, called

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "ratio-not-named"
TITLE = {"zh": "英文比率与其名称所指的两数不符", "en": "a rate is not the quotient that its name makes it"}
_SALES = r"(?:total |consolidated )?(?:net )?(?:sales|revenues?)"
_TAXES = r"(?<!before )(?<!before the )(?<!before provision for )(?:provision for )?income tax(?:es)?(?: expense| provision)?|(?:our )?tax expense"
_PRETAX = r"(?:income|earnings) before (?:provision for )?(?:income )?taxes|pre-?tax (?:income|earnings)"
_ANSWERED = r"(?:[a-z]+ ){0,3}(?:responded|replied|answered|completed|were returned|were completed|returned|participated)"
_ASKED = r"(?:[a-z]+ ){0,3}(?:were |was )?(?:sent|mailed|invited|distributed|contacted|surveyed)"
_RATIOS = tuple(
    (Name.of(rate), Name.of(*above), Name.of(*below))
    for rate, above, below in (
        (r"effective (?:income )?tax rate", (_TAXES,), (_PRETAX,)),
        (r"gross (?:profit )?margin|gross profit percentage", (r"gross profit",), (_SALES,)),
        (
            r"operating (?:profit )?margin",
            (r"operating (?:income|profit)|income from operations",),
            (_SALES,),
        ),
        (r"net (?:profit |income )?margin", (r"net income|net earnings",), (_SALES,)),
        (r"current ratio", (r"(?:total )?current assets",), (r"(?:total )?current liabilities",)),
        (r"book-to-bill(?: ratio)?", (r"(?:net )?(?:orders|bookings)",), (rf"{_SALES}|billings",)),
        (r"debt[- ]to[- ]equity(?: ratio)?", (r"(?:total )?debt",), (r"(?:total )?[a-z'\u2019]* ?equity",)),
        (
            r"(?:overall )?(?:response|return|completion|participation) rate",
            (r"(?:we )?received|completed by|responses from", _ANSWERED),
            (r"(?:sent|mailed|distributed|issued)(?: out)?(?: to)?|invited|contacted|surveyed", _ASKED),
        ),
    )
)


_COMPARED = re.compile(r"\b(?:compared (?:with|to)|versus|against|and|from)\s*$", re.IGNORECASE)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates of English sentences that bear the name of a quotient."""
    for paragraph in paragraphs(facts):
        own = list(sentences(paragraph))
        for at, sentence in enumerate(own):
            last: tuple[Name, Number] | None = None
            for claim in sentence.stated:
                if claim.sign or not _rate(claim):
                    continue
                for rate, above, below in _RATIOS:
                    again = last is not None and last[0] is rate and _compared(sentence, last[1], claim)
                    if rate.names(sentence, claim) or again:
                        last = rate, claim
                        around = own[max(0, at - 1) : at + 2]
                        pair = None if again else _told(sentence, around, claim, above, below)
                        if pair is not None:
                            yield _judged(facts, claim.known, *pair)
                        break


def _compared(sentence: Sentence, last: Number, claim: Number) -> bool:
    return _COMPARED.search(sentence.between(last, claim)) is not None


def _rate(number: Number) -> bool:
    return number.is_share or number.dimension == "number"


def _judged(facts: Facts, claim: Stated, above: Stated, below: Stated) -> Outcome:
    parts, base = [(ONE, counted(above))], [(ONE, counted(below))]
    return judged(facts, quotient(rule(NAME, TITLE), claim, parts, base))


def _told(
    sentence: Sentence, around: Sequence[Sentence], claim: Number, above: Name, below: Name
) -> tuple[Stated, Stated] | None:
    top, base = called(above, sentence, around, claim), called(below, sentence, around, claim)
    if top is None or base is None or top is base or top.dimension != base.dimension:
        return None
    return (top.known, base.known) if base.known.printed.value > 0 else None
