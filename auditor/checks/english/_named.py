"""English: what a number in a sentence is called, by the words just before or behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.rownames import clause, years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number

_TIME = r"(?:,?\s+(?:for|in|at|as of|during|on)\s+(?!which)[A-Za-z0-9 ,]{2,36}?)?"
_VERB = (
    r"(?:\s*,?\s*(?:was|were|of|is|are|totall?ed|totall?ing|amounted to|came to|stood at|reached|equal to|at|were at|"
    r"equal(?:s|ed|ing)|had been|will be))?(?:\s+(?:a|an|only|just))?"
)
_ALTERED = re.compile(
    r"\b(?:adjusted|pro forma|non-gaap|average|mean|median|excluding|accumulated|cumulative|structural|restricted|capital|projected|expected|estimated|budgeted|target(?:ed)?|other|deferred|unrestricted|per)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)


@records.frozen(eq=False)
class Name:
    """A name of a figure: the pattern of the words before it, and of those behind it where they name it."""

    before: re.Pattern[str]
    behind: re.Pattern[str] | None
    label: re.Pattern[str]

    @classmethod
    def of(cls, names: str, behind: str = "") -> Name:
        """Return the name that any of `names` (alternatives of a pattern) is."""
        return cls(
            re.compile(rf"(?<![\w-])(?P<name>{names}){_TIME}{_VERB}\s*[$€£]?\s*$", re.IGNORECASE),
            re.compile(rf"^\s*(?:(?:of|in)\s+)?(?:{behind})\b", re.IGNORECASE) if behind else None,
            re.compile(rf"(?:{names})", re.IGNORECASE),
        )

    def names(self, sentence: Sentence, number: Number) -> bool:
        """Whether the words around a number call it so."""
        at = sentence.numbers.index(number)
        words = sentence.between(sentence.numbers[at - 1], number) if at else sentence.before(number)
        found = self.before.search(words)
        if found is not None:
            return _ALTERED.search(words[: found.start("name")]) is None
        return self.behind is not None and self.behind.match(sentence.after(number)) is not None


def called(name: Name, sentence: Sentence, around: Sequence[Sentence], claim: Number) -> Number | None:
    """Return the one figure that bears a name: of the claim's sentence, else of the sentences beside it.

    Figures of another year than the claim's are not meant.
    """
    year = _years(sentence, claim)
    for group in ([sentence], around):
        found = [
            (each, number)
            for each in group
            for number in each.numbers
            if number.stated
            and number is not claim
            and not number.is_share
            and number.dimension != "points"
            and not number.sign
            and name.names(each, number)
        ]
        found = [(each, number) for each, number in found if _agree(year, _years(each, number))]
        if found:
            values = {number.known.printed.value for _, number in found}
            return found[0][1] if len(values) == 1 else None
    return None


def _years(sentence: Sentence, number: Number) -> set[str]:
    start = number.occurrence.span.start - sentence.start
    return years(clause(sentence, start, number.occurrence.span.end - sentence.start))


def _agree(one: set[str], two: set[str]) -> bool:
    return not one or not two or bool(one & two)
