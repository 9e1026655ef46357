"""English: points that do not part the two percentages told with one sign: from 35.3 to 35.7 percent, 0.4 percentage points up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._english import english
from auditor.checks._relations import ONE, judged, rule, summed
from auditor.checks._tables import as_percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "points-not-between"
TITLE = {
    "zh": "百分点数与前后两个百分比之差不符",
    "en": "points do not part the two percentages told before them",
}
_FROM = re.compile(r"\bfrom\s*$")
_TO = re.compile(r"^\s+to\s+$")
_THEN = re.compile(
    r"^\s*(?:[,(]|in [0-9-–]+,)?\s*(?:(?:or|that is|up|down|a rise of|a fall of|an increase of|a decrease of|or by|by)\s*)?$"
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the points behind two percentages of which only the second prints its sign."""
    for sentence in english(facts):
        numbers = sentence.stated
        for first, last, change in zip(numbers, numbers[1:], numbers[2:], strict=False):
            if first.dimension != "number" or not last.is_share or change.dimension != "points":
                continue
            told = _FROM.search(sentence.before(first)) and _TO.match(sentence.between(first, last))
            if not told or not _THEN.match(sentence.between(last, change)):
                continue
            before, after = as_percent(first.known, "%"), last.known
            sign = ONE if after.printed.value >= before.printed.value else -ONE
            parts = [(sign, after), (-sign, before)]
            yield judged(facts, summed(rule(NAME, TITLE), change.known, parts, role="stated"))
