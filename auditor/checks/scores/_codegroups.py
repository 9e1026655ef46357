"""Groups that only the codes of a score table show: A1, A2 and B1, or 1-1, 2-1 and 2-2, with no column that names them.

Their names stand in the text, which lists them with their marks in the order of the codes: 成本 10 分、产出 50 分、效益 40 分.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.scores._scale import are_whole
from auditor.checks.scores._schemes import Entry, Listed
from auditor.checks.scores._system import scored_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts

_GROUP = re.compile(r"[A-Z]|[0-9]+(?=[.-])")
_ALIKE = re.compile(r"[一-龥]{1,4}")
_FEWEST = 4


def coded(facts: Facts, sheet: Sheet, told: Iterable[Listed]) -> Iterator[Sequence[Entry]]:
    """Iterate over the groups by the first part of the codes, with the names that a list of their marks or scores gives them."""
    rows = list(scored_rows(facts, sheet))
    keys = [found.group() if (found := _GROUP.match(each.code)) else "" for each in rows]
    groups = [list(run) for _, run in itertools.groupby(range(len(rows)), key=lambda at: keys[at])]
    fulls = [each.full.printed.numeral.value if each.full is not None else None for each in rows]
    if not all(keys) or len(groups) != len(set(keys)) or not 1 < len(groups) < len(rows):
        return
    if not are_whole(fulls):
        return
    entries = []
    for own in groups:
        scores = [rows[at].got[0] for at in own if len(rows[at].got) == 1]
        weights = [full for at in own if (full := rows[at].full) is not None]
        entries.append(Entry("", weights, scores if len(scores) == len(own) else ()))
    names = next((each.called for each in told if _of(each, entries)), ())
    yield (
        [attrs.evolve(each, name=name) for each, name in zip(entries, names, strict=True)]
        if names
        else entries
    )


def _of(listed: Listed, entries: Sequence[Entry]) -> bool:
    """Whether a list with names tells the marks or the scores of groups, each of its own."""
    if len(listed.called) != len(entries) or len(listed.numbers) != len(entries):
        return False
    return any([each.total(score=score) for each in entries] == [*listed.values] for score in (False, True))


def in_turn(paragraph: Paragraph) -> Iterator[Listed]:
    """Iterate over lists that another one is told among: 决策 14 分，满分 15 分；产出 31 分，满分 35 分；…."""
    for _, sentence in itertools.groupby(paragraph.numbers, key=lambda each: each.sentence):
        own = [
            each
            for each in sentence
            if each.stated is not None and not each.sign and each.dimension == "score"
        ]
        alike: dict[str, list[Number]] = {}
        for each in own:
            alike.setdefault(re.sub(r"\s", "", each.clause), []).append(each)
        for word, run in alike.items():
            if len(run) < _FEWEST or not _ALIKE.fullmatch(word):
                continue
            places = [own.index(each) for each in run]
            if all(two - one == len(own) // len(run) for one, two in itertools.pairwise(places)):
                yield Listed(paragraph, (), run, run[0].lead)
