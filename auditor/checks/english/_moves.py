"""English words that say which way something went, and by how much: rose by C, a C decrease, C higher, (+p%)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from auditor.checks.common.numbers import Number

_RISE = (
    r"increas(?:e[sd]?|ing)|ris(?:e[sn]?|ing)|rose|gr(?:ew|own|owing|ows?)|climb(?:ed|ing|s)?|swell(?:ed|ing)|leap(?:t|ed)|jump(?:ed|ing|s)?|gain(?:ed|ing|s)?|surg(?:ed?|ing)|"
    r"soar(?:ed|ing)|expand(?:ed|ing)|advanc(?:ed|ing)|widen(?:ed|ing)|rais(?:ed?|ing)|went up|improv(?:ed?|ing)|up|higher"
)
_FALL = (
    r"decreas(?:e[sd]?|ing)|f(?:ell|all|alls|allen|alling)|declin(?:e[sd]?|ing)|dropp?(?:s|ed|ing)?|dipp(?:ed|ing)|dips?|slid|reduc(?:e[sd]?|ing)|cut|contract(?:ed|ing)|"
    r"narrow(?:ed|ing)|shr[aiu]nk|slipp(?:ed|ing)|eased|plung(?:ed|ing)|slump(?:ed|ing)|tumbl(?:ed|ing)|sank|compress(?:ed|ing)|lower(?:ed|ing)|went down|down|lower"
)
_RISES = r"increase|rise|gain|improvement|growth|jump|upswing|surge"
_FALLS = r"decrease|decline|drop|fall|reduction|cut|loss|saving|contraction"
SOME = r"(?:\s+(?:by|of|in (?:number|value|volume|size|total)|in|only|just|further|some|another|again|a|an|approximately|\w+ly))*"
SIGN = r"\s*(?:USD?|EUR|GBP|CHF|AUD?|CAD?|INR|JPY|NZD?|Euros?|Rs\.?)?\s*[$€£]?\s*"
_WHERE = r"(?:\s+(?:at|in|for|among|on)\s+[^.;:,()0-9]{2,50}?(?=\s+by\b))?"
"""Where or for whom something changed: fell at Lower Mill by A."""
# What makes up a share, or is taken up, does not rise.
_KEPT = r"(?<!made )(?<!make )(?<!makes )(?<!making )(?<!taken )(?<!takes )(?<!took )(?<!set )"
MOVED = re.compile(rf"\b{_KEPT}(?:(?P<up>{_RISE})|(?P<down>{_FALL})){_WHERE}{SOME}{SIGN}$", re.IGNORECASE)
NOUN_OF = re.compile(
    rf"\b(?:(?P<up>{_RISES})|(?P<down>{_FALLS}))(?:\s+in\s+[^.;,()0-9]{{2,50}}?|,\s+(?:since|on|over|from)\s[^.;,()]{{2,30}},)?\s+of{SOME}{SIGN}$",
    re.IGNORECASE,
)
NOUN = re.compile(
    rf"^\s*\)?\s*(?:[a-z-]+\s+){{0,3}}?(?:(?P<up>{_RISES})|(?P<down>{_FALLS}))\b", re.IGNORECASE
)
_AMOUNTED = re.compile(
    rf"\b(?:(?P<up>{_RISES})|(?P<down>{_FALLS}))(?:\s+(?:in|during|over|since|from)\s+[^.;,()]{{2,50}}?)?\s+(?:is|was)\b\s*"
    rf"(?:[a-z -]{{3,30}},? or\b)?{SOME}{SIGN}$",
    re.IGNORECASE,
)
"""The increase over ten years is almost one third, or 32.0 percent."""
_TIMED_BY = re.compile(
    rf"\b(?:(?P<up>{_RISE})|(?P<down>{_FALL}))\s+(?:when\s+)?(?:compared (?:with|to)|from|on|since|over)\s[^.;,()]{{2,40}},\s+by{SOME}{SIGN}$",
    re.IGNORECASE,
)
"""Fell when compared with Q4 2013, by 27,000."""
_FROM_NUMBER = re.compile(rf"^\s*\)?,?\s*from{SIGN}[0-9]", re.IGNORECASE)
ARTICLE = re.compile(rf"(?:\ban?(?:\s+[a-z]+)?|\bthe|\bor|[(,–—-]){SIGN}$", re.IGNORECASE)
# 71.5% under hiring incentives: what is not under a level is told of a group.
WAY = re.compile(
    r"^\s*\)?\s*(?:(?P<up>higher|more|above|over|greater|up|ahead of|in excess of)|"
    r"(?P<down>lower|less|fewer|below|under(?=\s+(?:the|that|this|its|our|their|last|budget|targets?|plan|forecasts?|estimates?|what|[0-9$£€]))|short of|down|behind|beneath))\b"
    r"(?!\s+to\b| in the\b| age\b| the age\b)",
    re.IGNORECASE,
)
_WAS = re.compile(
    rf"(?:^|[,(–—]|\b(?:is|was|are|were|had|has|have|by|at|or|and|but|being|represents?|represented|also|still|some|only|an?)){SIGN}$",
    re.IGNORECASE,
)
OR = re.compile(rf"^\s*,?\s*or\s+{SIGN}$")
_IN_SO_MANY = re.compile(rf"\bin{SIGN}$")
"""Grew in 285 constituencies: how many grew is not by how much."""
_MEAN = re.compile(r"\b(?:average|mean|median|monthly|typical)\s+(?:\w+\s+)?$", re.IGNORECASE)
_FROM_WAY = re.compile(
    rf"\b(?:(?P<up>{_RISE}|{_RISES})|(?P<down>{_FALL}|{_FALLS}))(?:\s+(?:\w+ly|overall|further|again|back))?(?:\s+by\s+[a-z][a-z -]{{2,40}}?)?\s+(?:from|to)\b[^,]*$",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"\b(?:(?P<up>above|over|exceeding|exceeded|higher than|greater than)|(?P<down>below|under|short of|lower than))\s+(?:the|its|our|their)\s+"
    rf"(?:[a-z]+\s+){{0,2}}(?:target|goal|threshold|limit|benchmark|ceiling|requirement|standard|average)s?(?:\s+of)?{SIGN}$",
    re.IGNORECASE,
)


def change(number: Number, words: str, behind: str) -> int | None:
    """Return which way a number says that something changed, or None where it is no change."""
    printed = number.occurrence.text.strip()
    if number.depth and printed[:1] in "+-−–":
        return 1 if printed[0] == "+" else -1
    if _IN_SO_MANY.search(words):
        return None
    if (found := MOVED.search(words) or NOUN_OF.search(words)) and not _MEAN.search(words[: found.start()]):
        return 1 if found["up"] else -1
    if found := _TIMED_BY.search(words):
        return 1 if found["up"] else -1
    # a $695 thousand, or 40%, increase
    if number.is_share and _FROM_NUMBER.match(behind) and (found := _AMOUNTED.search(words)):
        return 1 if found["up"] else -1
    if (found := NOUN.match(behind.removeprefix(",") if OR.match(words) else behind)) and ARTICLE.search(
        words
    ):
        return 1 if found["up"] else -1
    if (found := WAY.match(behind)) and _WAS.search(words):
        return 1 if found["up"] else -1
    return None


def motion(words: str) -> int:
    """Return which way the word just before `from` or `to` goes, or that above or below a target; 0 where none does."""
    found = _GOAL.search(words) or _FROM_WAY.search(words)
    if found is None or found.group().lower().startswith("improv"):
        return 0  # a share of costs improves by falling
    return 1 if found["up"] else -1
