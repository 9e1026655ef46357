"""English: the columns of tables that words name: enacted, requested, recommended, spent, released; a year.

A head is known by what other heads do not say: of `Original appropriation` and `Final appropriation` the words have to say
which. Words of one meaning are one: `spent` is told of a column headed `Expenditure`, or `Actual` where none says so.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.rownames import CHANGES
from auditor.checks.common.tables import Sheet, header, is_rate, numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.report.model import Column

_MEANT = tuple(
    (re.compile(pattern), concept)
    for pattern, concept in (
        (r"sp(?:ent|end|ends|ending)|expen[ds].*|outlays?|disburs.*|outgoings?|paid", "spent"),
        (r"actuals?|outturns?|realised|realized", "actual"),
        (r"request.*|asked|sought", "requested"),
        (r"recommend.*|provid(?:es|ed)|bill", "recommended"),
        (r"appropriat.*|voted", "appropriated"),
        (r"approv.*|adopted|grant(?:ed|ing)|accept(?:ed|ance)", "approved"),
        (r"refus.*|reject.*|declined|turned", "refused"),
        (r"implement.*|carried", "implemented"),
        (r"revis.*|amended|adjusted", "revised"),
        (r"original.*|initial.*", "original"),
        (r"unspent|laps.*|unused|unexpended|surrendered", "unspent"),
        (r"commit(?:ted|ments?)|obligat.*", "committed"),
        (r"budget.*", "budgeted"),
        (r"plann?.*", "planned"),
        (r"collect(?:ed|ions?)", "collected"),
        (r"receiv.*|receipts?", "received"),
        (r"max(?:imum)?", "maximum"),
    )
)
_DULL = frozenset(
    "the a an of in for and or to by on at with from were was is are be been had has have that this these those its their "
    "our which it they we total amount amounts level levels number year years fiscal financial million thousand billion "
    "per cent percent dollars share rate fy above below over under than more less as not all other".split()
)
_LIKE = {"cost": ("spent", "actual"), "spent": ("actual",)}
"""What a head may say for a word where no head says the word itself."""
_PLANNED = frozenset(
    "requested recommended approved revised original budgeted planned committed unspent targe forec estim expec".split()
)
_LESS = re.compile(r"\b(?:less|minus)\b", re.IGNORECASE)
_STEM = 5
_YEAR = re.compile(r"(?<![0-9,.$-])(?:19|20)[0-9]{2}(?:\s?[-–/]\s?(?:20)?[0-9]{2}(?![0-9]))?(?![0-9,]*[0-9])")


@functools.lru_cache(maxsize=4096)
def said(words: str) -> frozenset[str]:
    """Return what words say: their stems, those of one meaning as one, and the years among them."""
    folded = words.lower()
    found = {
        re.sub(r"\s|(?<=[-–/])20(?=[0-9]{2})", "", each).replace("–", "-").replace("/", "-")
        for each in _YEAR.findall(folded)
    }
    for word in re.findall(r"[a-z]+", folded):
        if word not in _DULL and len(word) > 2:  # noqa: PLR2004 - no, so, us
            found.add(next((concept for pattern, concept in _MEANT if pattern.fullmatch(word)), word[:_STEM]))
    return frozenset(found)


def columns_named(sheet: Sheet, words: str, *, rates: bool = False) -> Sequence[Column]:
    """Return the columns of amounts (or of `rates`) that words name best; more than one where they leave it open."""
    columns = [
        each
        for each in numeric(sheet)
        if is_rate(sheet, each) is rates
        and not CHANGES.search(header(each))
        and not _LESS.search(header(each))
    ]
    heads = {each.name: said(header(each)) for each in columns}
    told = said(words)
    for word, likes in _LIKE.items():
        for like in likes if word in told and not any(word in head for head in heads.values()) else ():
            if any(like in head for head in heads.values()):
                told |= {like}
                break
    shared = frozenset.intersection(*heads.values()) if len(heads) > 1 else frozenset()
    hits = {name: (head & told) - shared for name, head in heads.items()}
    # Of Original and Final appropriation, `appropriation` names none: what only others say speaks against a head.
    best = max((len(each) for each in hits.values()), default=0)
    named = [each for each in columns if best and len(hits[each.name]) == best]
    if all(_YEAR.fullmatch(word) for each in named for word in hits[each.name]):
        # Revenue and profit of a year; a budget of 2023 is not what a head of 2023 alone has.
        return [each for each in named if not (told & _PLANNED) - heads[each.name]]
    # expenditure, and not capital expenditure
    least = min((len(heads[each.name]) for each in named), default=0)
    return [each for each in named if len(heads[each.name]) == least]
