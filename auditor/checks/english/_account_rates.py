"""English: by how many percent the text says an account lies above what was granted or asked, and the two amounts that say it.

    The recommendation is 4.1 percent above the enacted level.
    The amount for Early Learning is 9.1 percent above the enacted level.

The amounts are those of the account whose lines stand above, where the sentence speaks of what is recommended, or those of the
row that it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import sentences, terms
from auditor.checks.common.relations import ONE, fits, quotient
from auditor.checks.common.rownames import headed, named
from auditor.checks.common.tables import header
from auditor.checks.english._accounts import accounts, headline
from auditor.checks.english._heads import columns_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Paragraph, Stated
    from auditor.checks.common.rownames import Named
    from auditor.checks.english._accounts import Account
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Relation, RuleInfo

_WAY = re.compile(
    r"^\s*(?:(?P<up>above|over|more than|higher than|greater than)|below|under|less than|lower than)\s+(?P<what>[^,;.()]{3,70})",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^\s*(?:(?:The|This) (?:recommendation|recommended (?:amount|level|funding)|amount(?: recommended| provided)?|appropriation|(?P<of>amount|recommendation|appropriation|funding) for (?P<name>[A-Z][^,;.()0-9$]{2,60}?))"
    r"|(?P<row>[A-Z][^,;.()0-9$]{2,60}?))(?: is| was|, (?:which is|at|or))?,?\s*$"
)
_RISES = re.compile(
    r"^\s*(?P<row>[A-Z][^,;.()0-9$]{2,60}?) (?:(?P<up>rises|increases|grows|is increased|rose|increased|grew)|(?:falls|decreases|declines|is reduced|fell|decreased|declined))(?: by)?\s*$"
)
_NOW = re.compile(r"recommend|\bbill\b", re.IGNORECASE)
_FAR = re.compile(r"\b(?:target|average|national|goal|inflation|forecast|rate|median|mean)\b", re.IGNORECASE)


def account_rates(facts: Facts, info: RuleInfo) -> Iterator[Relation]:
    """Iterate over what such rates have to be; of several tables that hold a row one that fits is meant."""
    for paragraph, account, _ in accounts(facts):
        for sentence in sentences(paragraph):
            for number in sentence.stated:
                if not number.is_share or number.known.printed.value <= 0:
                    continue
                yield from _one(facts, info, (paragraph, account), sentence, number)


def _one(
    facts: Facts, info: RuleInfo, place: tuple[Paragraph, Account], sentence: Sentence, number: Number
) -> Iterator[Relation]:
    paragraph, account = place
    way = _WAY.match(sentence.after(number))
    subject = _SUBJECT.match(sentence.before(number)) if way else _RISES.match(sentence.before(number))
    if subject is None or (way and _FAR.search(way["what"])):
        return
    up = bool((way or subject)["up"])
    what = way["what"] if way else "enacted"
    names = subject.groupdict()
    found: list[tuple[Stated, Stated]] = []
    called = names.get("name") or names.get("row")
    if called is None or terms(called) == headline(facts, account):
        base, now = account.against(what, number), account.recommended
        if len(now) == 1 and base is not None:
            found.append((now[0], base))
    rows = named(facts, sentence) if called else headed(facts, paragraph)
    found.extend(
        pair
        for row in rows
        if not called or terms(row.row.label or "") == terms(called)
        if (pair := _levels(row, what)) is not None
    )
    sign = ONE if up else -ONE
    relations = [
        quotient(info, number.known, [(sign, now), (-sign, base)], [(ONE, base)])
        for now, base in found
        if base.printed.value > 0
    ]
    if relations:
        yield next((each for each in relations if fits(facts, each)), relations[0])


def _levels(row: Named, what: str) -> tuple[Stated, Stated] | None:
    """Return what a row has as recommended, and what words say it is measured against."""
    columns = row.sheet.columns
    now = [
        each
        for each in columns
        if _NOW.search(header(each)) and not re.search(r"change|compared|vs", header(each), re.IGNORECASE)
    ]
    base = [each for each in columns_named(row.sheet, what) if each not in now]
    if len(now) != 1 or len(base) != 1:
        return None
    one, two = row.sheet.at(row.row, now[0]), row.sheet.at(row.row, base[0])
    return (one, two) if one is not None and two is not None else None
