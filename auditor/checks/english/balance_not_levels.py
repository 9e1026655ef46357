"""English: a deficit or surplus that is not the difference of what came in and went out, as sentences around it tell them.

`Exports were A … Imports rose D to B … a deficit of C`; `Income increased by 8% to A … Expenditure fell to B … a surplus
of C`. Goods, services and averages are told apart, and so are months and years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import ONE, judged, near_sum, rule, summed
from auditor.checks.english._clauses import read
from auditor.checks.english._moves import Distance, Move, distances, moves
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "balance-not-levels"
TITLE = {
    "zh": "英文差额与其前后所述收支不符",
    "en": "a balance is not the difference of the levels told around it",
}
_BALANCE = re.compile(r"\b(?P<kind>deficit|surplus|shortfall)\b[^,;]{0,30}$", re.IGNORECASE)
_PAIRS = (
    (
        re.compile(r"\bexports\b[^,;]{0,24}$", re.IGNORECASE),
        re.compile(r"\bimports\b[^,;]{0,24}$", re.IGNORECASE),
    ),
    (
        re.compile(r"\b(?:income|revenues?|receipts)\b(?: for the year)?$", re.IGNORECASE),
        re.compile(r"\b(?:expenditures?|expenses|spending|outlays)\b(?: for the year)?$", re.IGNORECASE),
    ),
)
_TRADE = re.compile(r"\btrade\b|\bgoods\b|\bservices\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:budget\w*|than|from|predicted|forecast|planned|expected|per|net|other|operating|average household)\b",
    re.IGNORECASE,
)
_KINDS = re.compile(
    r"\b(?:goods|services|average|agricultural|oil|petroleum|manufactur\w+|non-\w+)\b", re.IGNORECASE
)
_BOTH = re.compile(r"\bgoods and services\b", re.IGNORECASE)
_AGO = re.compile(
    r"^[^.;,]{0,20}\b(?:a year (?:ago|earlier|before)|last year|the year before)\b", re.IGNORECASE
)
"""What was so a year before makes no balance of this year."""
_NEAR = 9
_BESIDE = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the balances, and the distances from things told by name, of English sentences."""
    told: list[tuple[int, Move]] = []
    apart: list[tuple[int, Distance]] = []
    for sentence, roles in read(facts):
        index = sentence.paragraph.block.index
        told.extend((index, move) for move in moves(sentence, roles) if move.level.stated)
        apart.extend((len(told), each) for each in distances(sentence))
    for at, (block, claim) in enumerate(told):
        kind = _BALANCE.search(claim.subject)
        if kind is None or claim.level.depth:
            continue
        near = [
            (abs(other - at), move)
            for other, (place, move) in enumerate(told)
            if abs(other - at) <= _NEAR and abs(place - block) <= _BESIDE and other != at
            if not _AGO.search(move.words.split(move.level.occurrence.text)[-1])
        ]
        yield from _judged(
            facts, claim, kind["kind"].lower() == "surplus", sorted(near, key=lambda each: each[0])
        )
    for at, distance in apart:
        before = [move for _, move in told[:at] if _ends(move.subject, distance.subject)]
        if before and before[-1].level.dimension == distance.other.dimension:
            parts = [(distance.way, before[-1].level.known), (-distance.way, distance.other.known)]
            yield judged(facts, summed(rule(NAME, TITLE), distance.distance.known, parts, role="stated"))


def _judged(
    facts: Facts,
    claim: Move,
    surplus: bool,  # noqa: FBT001 - which of the two it is
    near: Sequence[tuple[int, Move]],
) -> Iterator[Outcome]:
    for trade, (came, went) in zip((True, False), _PAIRS, strict=True):
        if trade != bool(_TRADE.search(claim.subject)):
            continue
        one, two = (_nearest(claim, pattern, near) for pattern in (came, went))
        if one is None or two is None:
            continue
        if not (claim.way or one.way or two.way):
            return  # plainly told side by side: balance-not-named knows of them
        sign = ONE if surplus else -ONE
        came_in, went_out = one.level.known, two.level.known
        parts = [(sign, came_in), (-sign, went_out)]
        value = claim.level.known.printed.value
        gap = abs(value - abs(came_in.printed.value - went_out.printed.value))
        sure = near_sum(claim.level.known, parts) or gap * 5 <= max(
            came_in.printed.value, went_out.printed.value
        )
        if sure:
            level = Severity.ERROR if gap * 20 <= max(came_in.printed.value, value) else Severity.WARNING
            yield judged(facts, summed(rule(NAME, TITLE, level), claim.level.known, parts, role="stated"))
        return


def _nearest(claim: Move, pattern: re.Pattern[str], near: Sequence[tuple[int, Move]]) -> Move | None:
    """Return the move to the nearest level of a name, of the claim's kinds and periods."""
    for _, move in near:
        if (
            pattern.search(move.subject)
            and not _PLANNED.search(move.subject)
            and move.level.dimension == claim.level.dimension
            and _kinds(move.subject) == _kinds(claim.subject)
            and (not move.periods or not claim.periods or move.periods & claim.periods)
        ):
            return move
    return None


def _kinds(subject: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _KINDS.findall(_BOTH.sub("", subject)))


def _ends(subject: str, name: str) -> bool:
    """Whether a subject ends in a name of two words or more: total January exports, January exports."""
    words = name.lower().split()
    return len(words) > 1 and subject.lower().split()[-len(words) :] == words
