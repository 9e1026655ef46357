"""What the text calls the most or the least of all, and that is not so in the table, or among the figures that it tells itself.

人口最多的是甲村，有 2,745 人: no other row may have more, and the figure has to be the row's. Of all columns that can be meant, by what is
compared or by the figure told, the thing named must be the first in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import compared, evidence_at, evidence_of_words, judged, rule, said
from auditor.checks.order._rivals import Place, of_else, places_of, telling
from auditor.checks.order._superlatives import Superlative, superlatives
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "extreme-not-named"
TITLE = {"zh": "最值用语与所列数据不符", "en": "the largest or smallest is not the one named"}
_FALL = re.compile(r"[降跌减][幅低少]|下降")
_TURNED = re.compile(r"(?:^|[，,。；;])\s*从(?P<what>[一-龥]{2,10}?)[看来]")
"""从工期看: what is compared from here on."""
_MOVED = re.compile(r"(?:提高|增加|上升|下降|减少|增长|提升|降低|回落)(?:得|的)?$")
"""得分提高最多的: what each changed by is in no column of levels."""
_MOVES = re.compile(r"增|减|升|降|提高|回落|变|差|幅|比")
_RISE = re.compile(r"涨|增|升")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what the text says of the first and last of what tables and sentences tell."""
    for paragraph in paragraphs(facts):
        what = ""
        held: Sequence[Place] = ()
        end = 0
        for each in superlatives(paragraph):
            turned = _TURNED.search(paragraph.text, end, each.start)
            end = each.start
            if turned is not None:
                what, held = turned["what"], ()
            found = places_of(facts, each, each.what or what, held)
            if _MOVED.search(each.what or what):
                found = [place for place in found if _MOVES.search(place.line.label)]
            if each.what and each.what != what:
                held = ()  # another measure is compared from here on, wherever it stands
            what = each.what or what
            if found:
                held = found
                yield from _judged(facts, each, found, what)


def _judged(facts: Facts, each: Superlative, found: Sequence[Place], what: str) -> Iterator[Outcome]:
    item = evidence_of_words(each.paragraph.block, each.start, each.text, "最值")
    first = [place for place in found if each.next or place.is_first(most=_most(each, place, what))]
    if not first:
        place = found[0]
        best = place.best(most=_most(each, place, what))
        word = "最大" if each.most else "最小"
        zh = f"称“{place.name}”{word}，而“{place.line.label}”{word}的是“{best}”（{place.line.names[best].mention.text.strip()}）"
        en = f"'{place.name}' is called the {'largest' if each.most else 'smallest'}, and it is '{best}'"
        first_cell = place.line.names[best]
        items = [
            item,
            evidence_of(facts, first_cell.figure, first_cell.mention, "base"),
            *([evidence_at(each.number.block, each.number.occurrence, "base")] if each.number else ()),
        ]
        yield said(rule(NAME, TITLE), zh, en, items)
        return
    yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
    if (
        each.number is None
        or any(place.prints(each.number) for place in found)
        or of_else(each.number, found)
    ):
        return
    pair = telling(first, each.number)
    if pair is not None:
        yield judged(facts, compared(rule(NAME, TITLE), pair[0], tree.Relation.EQUAL, pair[1]))


def _most(each: Superlative, place: Place, what: str) -> bool:
    """Whether the largest value is meant: 降幅最大 is the least in a column of changes, unless its head tells falls alone."""
    falls = _FALL.search(what) is not None and not (
        _FALL.search(place.line.label) and not _RISE.search(place.line.label)
    )
    return each.most is not falls
