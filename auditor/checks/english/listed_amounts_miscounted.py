"""English: a count of things whose amounts are listed behind it, more or fewer: Five drawings were approved: $4.86 million for …, …."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import WORDS, english
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "listed-amounts-miscounted"
TITLE = {"zh": "个数与其后所列金额的个数不符", "en": "a count is not that of the amounts listed behind it"}
_COUNT = re.compile(
    rf"(?:^\s*|[.;]\s+|\b(?:the|of)\s+)(?P<count>{'|'.join(WORDS)}|[2-9]|1[0-9]) (?P<noun>[a-z]+s)\b(?P<rest>[^:.;]*|[^:;]*?[0-9][^:;]*?):",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r" (?:for|to|on|in|from|by|was|went)\b[^$€£0-9;:.]{2,60}?(?:,|,? and|;)\s*(?:US)?$")
_OPEN = re.compile(r"\b(?:includ\w+|such as|mainly|among|e\.g|chiefly|other)\b", re.IGNORECASE)
_FEWEST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge counts behind which a colon opens a list of amounts, each with what it is for."""
    for sentence in english(facts):
        found = _COUNT.search(sentence.text)
        if found is not None and not _OPEN.search(sentence.text[found.start() :]):
            outcome = _judged(sentence, found)
            if outcome is not None:
                yield outcome


def _judged(sentence: Sentence, found: re.Match[str]) -> Outcome | None:
    listed = [each for each in sentence.stated if each.occurrence.span.start - sentence.start >= found.end()]
    opens = bool(listed) and not sentence.text[
        found.end() : listed[0].occurrence.span.start - sentence.start
    ].strip(" $€£US")
    alike = len({each.dimension for each in listed}) == 1 and listed[0].dimension.endswith(
        ("$", "€", "£", "money")
    )
    if len(listed) < _FEWEST or not opens or not alike:
        return None
    if not all(_BETWEEN.fullmatch(sentence.between(one, two)) for one, two in itertools.pairwise(listed)):
        return None
    word = found["count"].lower()
    told = WORDS.get(word) or int(word)
    item = evidence_of_words(
        sentence.paragraph.block, sentence.start + found.start("count"), found["count"], "count"
    )
    if told == len(listed):
        return said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
    zh = f"称 {found['count']} 项，而列出 {len(listed)} 项金额"
    return said(rule(NAME, TITLE), zh, f"says {found['count']}, and lists {len(listed)} amounts", [item])
