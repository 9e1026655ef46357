"""An index of satisfaction that is not the weighted mean of its counts.

满意 187 份、较满意 84 份、一般 32 份、不满意 9 份。按满意 100 分、较满意 80 分、一般 60 分、不满意 0 分计算，满意度指数为 87.63.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks import _patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule
from auditor.checks._words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks._numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "index-not-weighted"
TITLE = {"zh": "满意度指数与各档份数不符", "en": "an index is not the weighted mean of its counts"}
_INDEX = re.compile(r"(?:指数|满意度|得分|平均分|均分)(?:为|是|达)?\s*$")
_WEIGHED = re.compile(r"按|分别|赋|折算|计")
_COUNTS = frozenset({"份", "人", "名", "户", "次", "件"})
_LEAST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge indexes whose weights and counts one paragraph prints under the same names."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated]
        for at, claim in enumerate(numbers):
            if not _INDEX.search(claim.clause) or claim.dimension not in {"score", "number", "ratio"}:
                continue
            rows = _rows(numbers[:at])
            if len(rows) >= _LEAST:
                above = [(weight, count) for weight, count in rows]
                below = [(ONE, count) for _, count in rows]
                yield judged(facts, quotient(rule(NAME, TITLE), claim.known, above, below))


def _rows(before: Sequence[Number]) -> list[tuple[Fraction, Stated]]:
    """Return weight and count of each answer, where every weight has its count and the other way round."""
    weights: dict[str, Number] = {}
    for number in reversed(before):
        if number.dimension != "score":
            break
        weights[_name(number)] = number
    first = min((number.occurrence.span.start for number in weights.values()), default=0)
    if len(weights) < _LEAST or not any(_WEIGHED.search(number.before) for number in weights.values()):
        return []
    counts: dict[str, Number] = {}
    for number in before:
        if (
            number.occurrence.unit in _COUNTS
            and number.occurrence.span.start < first
            and _name(number) in weights
        ):
            counts[_name(number)] = number
    if counts.keys() != weights.keys():
        return []
    return [(weights[name].known.printed.value, counts[name].known) for name in weights]


def _name(number: Number) -> str:
    return stem(re.sub(r"^(?:其中|按|分别按)", "", re.sub(r"[\s、]", "", number.clause)))
