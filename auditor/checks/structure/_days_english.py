"""What an English sentence tells of two days in turn: awarded on 11 June 2024 and began on 22 April 2024.

What was agreed comes before what was begun, and that before what was done. Whoever tells that the order was another says so.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.structure._daystold import days_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.report.blocks import Block, Occurrence

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DATE = re.compile(
    r"(?P<d>[0-9]{1,2})\s+(?P<m>[A-Z][a-z]{2})[a-z]*,?\s+(?P<y>(?:19|20)[0-9]{2})|(?P<us>[A-Z][a-z]{2})[a-z]*\.?\s+(?P<day>[0-9]{1,2}),?\s+(?P<year>(?:19|20)[0-9]{2})"
)
_STAGES = (
    re.compile(r"\b(?:approved|authori[sz]ed|advertised|invited|tendered)\b"),
    re.compile(r"\b(?:awarded|signed|let|appointed|sold|issued)\b"),
    re.compile(r"\b(?:began|begun|started|commenced)\b"),
    re.compile(r"\b(?:completed|finished|ended|handed over|commissioned)\b"),
    re.compile(r"\b(?:opened|accepted|inspected)\b"),
)
_SENT = re.compile(
    r"\b(?:went|sent|issued|circulated|submitted|delivered|shared|put|passed|provided|forwarded|handed) (?:\w+ ){0,3}?(?:to|for|round|out)\b|\b(?:circulated|submitted|sent)\b"
)
_ANSWERED = re.compile(
    r"\b(?:came back|(?:was|were) (?:returned|received)|returned (?:it|them|its|their)|replied|responded|answered|commented|sent back)\b"
)
"""What was sent out comes back later."""
_ON = re.compile(r"\bon\s+$")
_FAR = 50
_END = re.compile(r"[.](?=\s)|[;:](?=\s)(?!\s+(?:they|it|work)\b)")
_ELSE = re.compile(
    r"\b(?:before|after|following|earlier|although|though|but|however|previous\w*|origin\w+|first|second|third|fourth|another|other|separate|new|phase|stage|lot|letter of intent|ahead|already|while|whereas|renew\w*|extend\w*|revis\w+|amend\w*|re-?\w+ed|planned|due|expected|scheduled|would|had|until|previously)\b",
    re.IGNORECASE,
)


def stages_reversed(block: Block) -> Iterator[tuple[Occurrence, Occurrence]]:
    """Iterate over two days of a sentence, the later stage of which lies before the earlier one."""
    if block.kind not in TEXT_KINDS:
        return
    dates = [each for each, _ in days_told(block)]
    for one, two in itertools.pairwise(dates):
        days = _day(one.text), _day(two.text)
        between = block.text[one.span.end : two.span.start]
        start = max((each.end() for each in _END.finditer(block.text, 0, one.span.start)), default=0)
        lead = block.text[start : one.span.start]
        if days[0] is None or days[1] is None or _END.search(between):
            continue
        answered = _answered(lead, between)
        # returned is no second time that something was turned
        if _ELSE.search(lead + (_ANSWERED.sub("", between) if answered else between)):
            continue
        first, last = _stage(lead), _stage(between)
        if (0 <= first < last or answered) and days[1] < days[0]:
            yield one, two


def _stage(words: str) -> int:
    """Return which stage the last verb before a day tells of, -1 where none stands near it: sold on, authorized the bonds on."""
    if _ON.search(words) is None:
        return -1
    clause = re.split(r"[,;]", words)[-1]
    found = [(each.end(), at) for at, pattern in enumerate(_STAGES) for each in pattern.finditer(clause)]
    end, stage = max(found, default=(0, -1))
    return stage if len(clause) - end <= _FAR else -1


def _answered(lead: str, between: str) -> bool:
    """Whether the first day is that on which something was sent out, and the second that on which the answer came."""
    on = _ON.search(lead) and _ON.search(between)
    return (
        on is not None
        and _SENT.search(lead[-2 * _FAR :]) is not None
        and _ANSWERED.search(between) is not None
    )


def _day(text: str) -> tuple[int, int, int] | None:
    found = _DATE.fullmatch(re.sub(r"\s+", " ", text.strip()))
    if found is None or (found["m"] or found["us"]) not in _MONTHS:
        return None
    month = _MONTHS.index(found["m"] or found["us"]) + 1
    return int(found["y"] or found["year"]), month, int(found["d"] or found["day"])
