"""English: an earmark whose percentage is not its amount over the account that it is taken from.

`The Committee recommends $162,000,000 for Watershed Operations. … Within Watershed Operations, not less than
$40,500,000 is for rural communities, 25.0 percent of the account.` The account is the one that the sentence names,
else the one recommended last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import Sentence, english
from auditor.checks.common.numbers import Stated, plainly
from auditor.checks.common.relations import ONE, judged, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "percent-not-account"
TITLE = {"zh": "占比与其所属款项不符", "en": "a percentage is not the earmark over its account"}
_RECOMMENDS = re.compile(
    r"\b(?:recommends?|provides?|includes?|appropriates?)(?: an appropriation of| funding of| a total of| a level of)?\s*$",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"^\s*(?:in (?:total |new )?(?:funding|budget authority|discretionary funding) )?for (?:the )?(?P<name>[A-Z][\w&'\u2019-]*(?: (?:of|and|the|for|to|[A-Z][\w&'\u2019-]*))*)"
)
_ACCOUNT = re.compile(
    r"^\s*of (?:the|that|this) (?:account|appropriation|recommended (?:level|amount|funding)|recommendation|(?:total )?amount (?:recommended|provided)|account total)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"^[^.;:()0-9]{0,90}[,(]\s*(?:or\s*)?$")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the percentages of accounts."""
    accounts: dict[str, Stated] = {}
    last: Stated | None = None
    for sentence in english(facts):
        for at, share in enumerate(sentence.numbers):
            part = _part(facts, sentence, at)
            base = _named(sentence, accounts) or last
            if part is None or base is None or share.stated is None:
                continue
            if 0 < part.printed.value <= base.printed.value and part.unit.dimension == base.unit.dimension:
                info = rule(NAME, TITLE)
                yield judged(facts, quotient(info, share.stated, [(ONE, part)], [(ONE, base)]))
        for number in sentence.numbers:
            name = _FOR.match(sentence.after(number)) if _RECOMMENDS.search(sentence.before(number)) else None
            if name is not None and number.stated is not None:
                last = accounts[name["name"].casefold()] = number.stated


def _named(sentence: Sentence, accounts: dict[str, Stated]) -> Stated | None:
    """Return the one account that a sentence names."""
    text = sentence.text.casefold()
    found = [stated for name, stated in accounts.items() if name in text]
    return found[0] if len(found) == 1 else None


def _part(facts: Facts, sentence: Sentence, at: int) -> Stated | None:
    """Return the earmark before a percentage of the account; `not less than` states it all the same."""
    share = sentence.numbers[at]
    if not at or not share.is_share or not _ACCOUNT.match(sentence.after(share)):
        return None
    number = sentence.numbers[at - 1]
    if not _BEHIND.match(sentence.between(number, share)) or number.is_share or number.figure is None:
        return None
    return plainly(facts, number)
