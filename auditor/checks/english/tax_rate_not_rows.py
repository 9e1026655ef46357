"""English: an effective tax rate that is not the provision over the income before taxes of its year.

`Our effective tax rate was 20.8% in fiscal 2023 compared with 21.1% in fiscal 2022`: a table prints both rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import Sentence, english, year_of
from auditor.checks.common.relations import ONE, judged, quotient, rule
from auditor.checks.common.rownames import levels, years
from auditor.checks.common.tables import sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "tax-rate-not-rows"
TITLE = {
    "zh": "实际税率与所得税、税前利润不符",
    "en": "an effective tax rate is not tax over income before tax",
}
_RATE = re.compile(r"\beffective (?:income )?tax rates?\b", re.IGNORECASE)
_ELSE = re.compile(
    r"statutory|federal|state|excluding|adjusted|non-gaap|expect|estimate|approximately|quarter|would|between|increase|decrease|points",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"^[^.;0-9%$]{0,40}(?:(?:for|in) (?:the )?(?:fiscal )?(?:year )?(?:20[0-9]{2})?)?[^.;0-9%$]{0,20}\b(?:was|of|is)\s*$",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:compared (?:with|to)|versus|against|and|from)\s*$", re.IGNORECASE)
_TAX = re.compile(
    r"^(?:provision|benefit|\(?provision\)? \(?benefit\)?|income tax(?:es)?|tax)\b.*\btax|^income tax(?:es)?(?: expense)?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:income|earnings|profit|\(?loss\)? ?income|income \(loss\)).*\bbefore\b.*\btax", re.IGNORECASE
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the effective tax rates that sentences state for a year."""
    rates = _rates(facts)
    for sentence in english(facts) if rates else ():
        found = _RATE.search(sentence.text)
        if found is None or _ELSE.search(sentence.text):
            continue
        shares = [each for each in sentence.stated if each.is_share]
        for at, share in enumerate(shares):
            words = sentence.before(share)[found.end() :]
            told = _COMPARED.search(sentence.between(shares[at - 1], share)) if at else _SAID.match(words)
            pair = rates.get(_year(sentence, share, max(rates) if not at else ""))
            if told is None or pair is None:
                break
            tax, income = pair
            yield judged(facts, quotient(rule(NAME, TITLE), share.known, [(ONE, tax)], [(ONE, income)]))


def _year(sentence: Sentence, share: Number, latest: str) -> str:
    """Return the year that a rate is of, as the words behind it say."""
    behind = re.split(r"[,;%]|\bcompared\b|\bversus\b|\band\b", sentence.after(share))[0]
    said = years(behind) or (years(sentence.before(share)) if latest else set[str]())
    return next(iter(said)) if len(said) == 1 else latest


def _rates(facts: Facts) -> dict[str, tuple[Stated, Stated]]:
    """Return tax and income before tax of each year, from the one table that prints both."""
    found: list[dict[str, tuple[Stated, Stated]]] = []
    for sheet in sheets(facts):
        tax = [row for row in sheet.table.rows if _TAX.match((row.label or "").strip())]
        before = [row for row in sheet.table.rows if _BEFORE.match((row.label or "").strip())]
        if len(tax) != 1 or len(before) != 1:
            continue
        one = {year_of(column): value for column, value in levels(sheet, tax[0]) if _amount(value)}
        two = {year_of(column): value for column, value in levels(sheet, before[0]) if _amount(value)}
        pairs = {
            year: (one[year], two[year])
            for year in one.keys() & two.keys()
            if year and one[year].printed.value > 0 and two[year].printed.value > 0
        }
        if pairs:
            found.append(pairs)
    return found[0] if len(found) == 1 else {}


def _amount(value: Stated) -> bool:
    return value.unit.dimension != "ratio"
