"""English: weights that a sentence tells of the rows of a table of weights, one by one or of several together.

`The weights are: access 40, quality 30, people 20 and finance 15`, where the table weighs access at 35; `Delivery and value together carry
55 of the 100 points`, where they have 30 and 20. That all others are told as the table has them shows which table is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import english
from auditor.checks.common.numbers import Number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

_WEIGHED = re.compile(r"\bweigh\w*|\bpoints?\b|\bmarks?\b|\bcarr(?:y|ies)\b|\bcounts? for\b", re.IGNORECASE)
_GLUE = re.compile(
    r"^[\s,;:(]*(?:and |the |with |, )*|\s*(?:\(|:|–|-|at|with|has|carries|weighs|is|of|gets|counts for)?\s*$"
)
_FOR = re.compile(
    r"^\s*(?:%|per ?cent|points?|marks?)?\s*(?:are |is )?(?:for|to|on|of it (?:for|on)) (?:the )?(?P<name>[a-z][^,;.()0-9]{2,60}?)(?=,| and [0-9]|[;.()]|$)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"(?:^\s*|[,;:]\s*)(?P<names>[A-Za-z][^;:()0-9]{6,90}?),? (?:together|jointly|combined|between them|both)? ?"
    r"(?:carry|have|weigh|account for|count for|make up|are worth|get|hold)(?: together| between them| jointly)?\s*$",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:together|jointly|combined|between them)\b", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:previous\w*|formerly|until|earlier|last|old|used to|would|proposed|scor(?:ed?|es)|earned|lost|reached)\b",
    re.IGNORECASE,
)
_LIST, _PAIR = 3, 2
_AND = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
_BEHIND = re.compile(
    r"^\s*(?:%|per ?cent|points?|marks?)?\s*(?:of (?:the |all |total )*(?:weights?|weighting|points|marks|score|total))?[\s,;:]*(?:and |while |with )?(?:the )?"
)
_VERBS = re.compile(
    r"\s*\b(?:(?:together|jointly|combined|both|each|between them|carry|carries|have|has|weighs?|at|with|by|is|are|counts? for|accounts? for|makes? up|is worth|are worth|gets?|holds?)\s*)+$"
)
_WORDS = 5


@records.frozen(eq=False)
class Weight:
    """A weight as told, and what the rows that it is told of have in the table."""

    number: Number
    names: Sequence[str]
    should: Fraction


def told(facts: Facts, sheet: Sheet, column: Column) -> Iterator[Weight]:
    """Iterate over the weights that sentences tell of the rows of a table."""
    weights = {
        _plain(row.label or row.name): value.printed.numeral.value
        for row in sheet.details
        if (value := sheet.at(row, column)) is not None
    }
    for sentence in english(facts) if len(weights) >= _LIST else ():
        if not _WEIGHED.search(sentence.text) or _EARLIER.search(sentence.text):
            continue
        listed = list(_listed(sentence, weights))
        wrong = [each for each in listed if each.number.known.printed.numeral.value != each.should]
        if len(listed) >= _LIST and len(wrong) <= 1:
            yield from listed
        together = list(_together(sentence, weights))
        yield from together or _in_order(sentence, weights)


def _listed(sentence: Sentence, weights: Mapping[str, Fraction]) -> Iterator[Weight]:
    """Iterate over the weights that stand beside the name of a row: access 40; 40 for access."""
    end = 0
    for number in sentence.stated:
        ahead = _GLUE.sub("", sentence.before(number)[end:])
        behind = _FOR.match(sentence.after(number))
        end = len(sentence.before(number)) + len(number.occurrence.text)
        name = _plain(re.split(r"[:;,]\s", ahead)[-1])
        name = name if name in weights else _plain(behind["name"]) if behind else ""
        if name in weights:
            yield Weight(number, (name,), weights[name])


def _together(sentence: Sentence, weights: Mapping[str, Fraction]) -> Iterator[Weight]:
    for number in sentence.stated:
        found = _TOGETHER.search(sentence.before(number))
        if found is None or not _BOTH.search(found.group()):
            continue
        names = [
            _plain(each) for each in re.split(r",\s*(?:and\s+)?|\s+and\s+", found["names"]) if each.strip()
        ]
        if len(names) >= _PAIR and all(each in weights for each in names):
            yield Weight(number, names, sum((weights[each] for each in names), Fraction(0)))


def _in_order(sentence: Sentence, weights: Mapping[str, Fraction]) -> Iterator[Weight]:
    """Iterate over the weights of groups that are told of all rows in the order of the table, of as many names as there are rows.

    That all groups but one are told as the rows have it shows that they are meant, however the names are put.
    """
    end, rows, groups = 0, list(weights.items()), []
    for number in sentence.stated:
        ahead = sentence.before(number)
        names = [
            each
            for each in _AND.split(_VERBS.sub("", _BEHIND.sub("", ahead[end:])))
            if re.search(r"[A-Za-z]{3}", each)
        ]
        end = len(ahead) + len(number.occurrence.text)
        if not names or any(len(each.split()) > _WORDS for each in names):
            return
        groups.append((number, len(names)))
    if sum(many for _, many in groups) != len(rows) or not any(many > 1 for _, many in groups):
        return
    found = []
    for number, many in groups:
        own, rows = rows[:many], rows[many:]
        found.append(Weight(number, [name for name, _ in own], sum((value for _, value in own), Fraction(0))))
    wrong = [each for each in found if each.number.known.printed.numeral.value != each.should]
    if len(found) >= _LIST and len(wrong) <= 1:
        yield from found


def _plain(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())
