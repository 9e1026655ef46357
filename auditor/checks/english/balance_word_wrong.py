"""English: a deficit where revenue exceeds expenditure, or a surplus where it falls short: the amount is right, the word is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.relations import ONE, WAY, evidence_at, evidence_of_words, near_sum, said
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "balance-word-wrong"
TITLE = {"zh": "结余、赤字用语与收支不符", "en": "a surplus or deficit is called the other way"}
_BALANCE = re.compile(r"\b(?P<word>deficit|surplus) of\s*(?:US)?$", re.IGNORECASE)
_EARNED = re.compile(
    r"^\W*(?:[0-9]+(?:\.[0-9]+)*\s+)?(?:(?:Total|General|Operating|Ordinary|The) )*(?:[Rr]evenues?|[Rr]eceipts|[Ii]ncome)\b(?! tax)"
)
_SPENT = re.compile(
    r"^\W*(?:[0-9]+(?:\.[0-9]+)*\s+)?(?:(?:Total|General|Operating|Ordinary|The) )*(?:[Ee]xpenditures?|[Ss]pending|[Oo]utlays|[Ee]xpenses)\b"
)
_IS = re.compile(r"\b(?:was|were|is|amounted to|totall?ed|reached|came to|stood at)\s*(?:US)?$")
_PRIMARY = re.compile(
    r"\b(?:primary|current|cash|trade|cumulative|structural|accumulated|budgeted|planned|actuarial)\s*$",
    re.IGNORECASE,
)
_BACK = 6


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every deficit and surplus by the revenue and expenditure told in the sentences before it."""
    own = english(facts)
    for at, sentence in enumerate(own):
        for claim in sentence.stated:
            found = _BALANCE.search(sentence.before(claim))
            if found is None or _PRIMARY.search(sentence.text[: found.start()]):
                continue
            before = own[max(0, at - _BACK) : at]
            earned, spent = _first(before, _EARNED, claim), _first(before, _SPENT, claim)
            if earned is None or spent is None:
                continue
            more = found["word"].lower() == "surplus"
            parts = [(ONE, earned.known), (-ONE, spent.known)]
            other = [(-ONE, earned.known), (ONE, spent.known)]
            if near_sum(claim.known, other if more else parts):
                word = evidence_of_words(
                    sentence.paragraph.block, sentence.start + found.start("word"), found["word"], "direction"
                )
                items = [word, evidence_at(claim.block, claim.occurrence)]
                zh = f"称“{found['word']}”，而收入 {earned.occurrence.text} {'小' if more else '大'}于支出 {spent.occurrence.text}"
                en = f"says '{found['word']}', with revenue of {earned.occurrence.text} and expenditure of {spent.occurrence.text}"
                yield said(WAY, zh, en, items, Verdict.DISCREPANCY)


def _first(sentences: Sequence[Sentence], name: re.Pattern[str], claim: Number) -> Number | None:
    """Return the level of the last sentence whose subject bears a name."""
    for sentence in reversed(sentences):
        if name.match(sentence.text) and sentence.stated:
            level = next((each for each in sentence.stated if each.dimension == claim.dimension), None)
            if level is not None and _IS.search(sentence.before(level)):
                return level
    return None
