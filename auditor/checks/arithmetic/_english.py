"""English words of function: in total, surplus, rate, each, a year earlier; they stand behind a figure as often as before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.arithmetic._words import NEVER, Said, Words
from auditor.checks.common.english import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number

_DOWN = r"fewer|less|lower|smaller|below|decrease|fall|drop|reduction|decline"
_UP = r"more|higher|greater|larger|above|increase|rise|gain|growth"
_CHANGED = re.compile(rf"^\s*(?:[a-z-]+ ){{0,2}}?(?:(?P<down>{_DOWN})|{_UP})\b(?! of\b| by\b| to\b)")
"""What says behind a figure that something changed by so much: 143 fewer than the year before."""
_BY = re.compile(
    r"\b(?:an?|the) (?:[a-z-]+ ){0,2}?(?:(?P<down>decrease|fall|drop|reduction|decline)|increase|rise|gain|growth|improvement) of$"
)
_OR = re.compile(r"^[\s,]*(?:or|\()[\s,(]*$")
"""What stands between the amount and the rate of one change: by 2,093, or 3.02%."""
_TOO = re.compile(r"and (?:[a-z-]+ ){1,5}by$")
"""What goes on with another thing that changed the same way: rose by 3.59% and total costs by 1,071."""
_ANOTHER = re.compile(
    r"\b(?:while|whereas|but|although|though)\b|\band\b[^,]*\b(?:ros|fell|fall|gr[eo]w|increas|decreas|declin|drop|was|were|stood|reach|had|amount)\w*\b",
    re.IGNORECASE,
)
"""What goes on to tell of something else: …, while the share who had not visited increased by."""
_AGED = re.compile(r"\b(?:aged?|ages)(?: between| from| of)?(?: [0-9]{1,3}(?: to|\s?[-–]| and))?$")
_MANY = 1000
_COUNT = re.compile(
    rf"\b(?:the|these|those|all) (?P<count>{'|'.join(WORDS)}) (?:[a-z]+ ){{0,3}}(?:together|combined|in total|in all|total(?:led|s|ed)?)\b[^,;]{{0,20}}$",
    re.IGNORECASE,
)
_AIM = r"\b(?:targets?|goals?|plans?|budgets?|at least|forecasts?|expect\w*|thresholds?|limit|ceiling|would|could|should|will|may)\b"


def _count(number: Number) -> int | None:
    found = _COUNT.search(number.clause)
    return WORDS[found["count"].lower()] if found is not None else None


def _ready(numbers: Sequence[Number]) -> list[Number]:
    """Return figures with the signs that words behind them give (143 fewer than, by 2,093, or 3.02%), and parted where another subject begins."""
    found: list[Number] = []
    parts = 0
    for number in (each for each in numbers if not _bounds_class(each)):
        parts += _ANOTHER.search(number.before) is not None
        sign = number.sign or _sign(number)
        if not sign and found and number.is_share and not found[-1].is_share and _OR.match(number.before):
            sign = found[-1].sign
        if not sign and found and _TOO.match(number.clause.rstrip(" $£€")):
            sign = found[-1].sign
        occurrence = attrs.evolve(number.occurrence, sign=sign)
        found.append(attrs.evolve(number, occurrence=occurrence, part=number.part * _MANY + parts))
    return found


def _bounds_class(number: Number) -> bool:
    """Whether a number bounds the age of those that something is told of: aged from 16 to 64."""
    return _AGED.search(number.phrase.rstrip()) is not None


def _sign(number: Number) -> int:
    said = _CHANGED.match(number.after) or _BY.search(number.clause.rstrip(" $£€"))
    return (-1 if said["down"] else 1) if said is not None else 0


ENGLISH = Words(
    total=Said(
        re.compile(
            r"\b(?:total(?:s|ed|led|ing|ling)?|altogether|in all|combined|together|sum|overall|aggregate)\b[^,;]*$",
            re.IGNORECASE,
        ),
        re.compile(r"^\s*(?:[a-z-]+ ){0,3}?(?:in total|in all|altogether|combined|together|overall)\b"),
    ),
    rest=Said(
        re.compile(
            r"\b(?:balance|surplus|deficit|shortfall|remainder|remaining|rest|leaving|leaves|left|net (?:increase|decrease|change|gain|loss)|difference|gap|margin|unspent|underspen[dt]\w*|overspen[dt]\w*|over-?run|carried forward)\b[^,;]{0,30}$",
            re.IGNORECASE,
        ),
        re.compile(
            r"^\s*(?:[a-z-]+ ){0,3}?(?:unspent|unexpended|lapsed|lapses|remaining|remained|left over|outstanding)\b"
        ),
    ),
    counted=Said(_COUNT),
    count_of=_count,
    net=Said(re.compile(r"\bnet (?:[a-z]+ ){0,2}(?:of|by)?$", re.IGNORECASE)),
    after=Said(NEVER),
    less=Said(NEVER),
    rate=Said(
        re.compile(
            r"(?:\b(?:rate|ratio|share|proportion|percentage|turnover)(?: (?:of|was|is|at|to|stood|came|therefore|only|just)){0,3}|^(?:or|equal to|which is|being|that is))?(?<![a-z])$",
            re.IGNORECASE,
        )
    ),
    share=Said(re.compile(r"^(?:or|equal to|which is|being|that is)?$", re.IGNORECASE)),
    mean=Said(
        re.compile(r"\b(?:averag\w*|mean|median|each|apiece|per)\b", re.IGNORECASE),
        re.compile(
            r"^\s*(?:[a-z-]+ ){0,2}?(?:per|each|for each|for every|a head|apiece)\b|^\s*(?:an?|every) (?:head|day|week|month|year|person|household)\b"
        ),
    ),
    many=Said(
        NEVER,
        re.compile(
            r"^\s*(?:[a-z-]+ ){0,2}?(?:per|for every|every|for each|each)\s*(?:hundred|thousand|million)?\s*$"
        ),
    ),
    former=Said(
        re.compile(
            r"(?:^|\b)(?:from|than(?: the)?|against(?: the)?|compared (?:with|to)(?: the)?|versus|vs\.?)$|^on(?: the)?$|\b(?:last|prior|previous|preceding) (?:fiscal |financial )?(?:year|period|quarter)\b[^,;]*$|\b(?:a year|the year) (?:earlier|ago|before)\b[^,;]*$",
            re.IGNORECASE,
        ),
        re.compile(
            r"^\s*(?:[a-z-]+ ){0,2}?(?:of |in |for |recorded in )?(?:a year (?:earlier|ago|before)|the (?:previous|prior|preceding) (?:fiscal |financial )?(?:year|period|quarter)|the year before|last year|the year earlier)\b"
        ),
    ),
    last=NEVER,
    opening=Said(NEVER),
    closing=Said(NEVER),
    listed=re.compile(
        r"^[^,;:(.]{0,40}[,:(]?\s*(?:of which|compris|consist|made up|divided|split|namely|including|:|\u2014)"
    ),
    aim=Said(re.compile(_AIM, re.IGNORECASE), re.compile(rf"^\s*(?:[a-z-]+ ){{0,4}}?{_AIM}")),
    ready=_ready,
)
