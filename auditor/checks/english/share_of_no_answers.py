"""English: a share among those of a question with several answers that no number of the answers received gives.

`Of 1,850 questionnaires sent, 728 were returned. … Free to choose several answers, 40.0% named moorings, 28.6% timetables and
12.3% signage`: no count out of 728 is 12.3 percent. The others have to be possible, or the list is of some other number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import end_of, english
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.evaluation import survey
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-of-no-answers"
TITLE = {"zh": "占比不可能由答卷数得出", "en": "a share that no number of the answers gives"}
_SEVERAL = re.compile(
    r"\b(?:several|multiple) (?:answers|responses|choices|reasons|options)\b|\bmore than one (?:answer|response|option|reason|choice)\b|"
    r"\b(?:could|might|were able to|were allowed to|free to) (?:name|choose|give|tick|select|pick|mention) (?:up to|several|more than|as many|any number|all)\b",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"^(?:\s+[a-z-]+){0,2}?\s+(?:(?:were|was|had been|have been)\s+)?(?:returned|completed|responded|replied|answered|took part|participated|interviewed)\b",
    re.IGNORECASE,
)
_GOT = re.compile(r"\b(?:completed|received|collected|obtained)\s*$", re.IGNORECASE)
_FORMS = re.compile(
    r"^\s+(?:[a-z-]+ ){0,2}?(?:questionnaires|interviews|responses|replies|forms)\b", re.IGNORECASE
)
_OTHER = re.compile(
    r"\b(?:among|increase|decrease|points|rose|fell|up from|down from|compared|average|rate|of those|of these|of the|women|men|weighted)\b",
    re.IGNORECASE,
)
_LEAST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the lists of shares of questions with several answers."""
    answers: dict[tuple[str, ...], list[Number]] = {}
    last: Sentence | None = None
    for sentence in english(facts):
        chapter = sentence.paragraph.block.section[:1]
        answers.setdefault(chapter, []).extend(each for each in sentence.stated if _answers(sentence, each))
        before = last.text if last is not None and last.paragraph is sentence.paragraph else ""
        last = sentence
        if not (
            _SEVERAL.search(sentence.text) or (_SEVERAL.search(before) and not re.search("[0-9]", before))
        ):
            continue
        shares = [each for each in sentence.stated if each.is_share and not each.sign]
        if len(shares) < _LEAST or len(shares) != len(sentence.numbers) or _OTHER.search(sentence.text):
            continue
        known = answers[chapter]
        if len({each.known.printed.value for each in known}) == 1:
            yield from _judged(shares, known[0])


def _answers(sentence: Sentence, number: Number) -> bool:
    """Whether a number is that of the answers received: 728 were returned; completed 644 questionnaires."""
    if number.dimension != "number" or number.sign or number.known.printed.value.denominator != 1:
        return False
    behind = sentence.text[end_of(number) - sentence.start :]
    got = _GOT.search(sentence.before(number)) is not None and _FORMS.match(behind) is not None
    return got or _ANSWERED.match(behind) is not None


def _judged(shares: Sequence[Number], answers: Number) -> Iterator[Outcome]:
    base = int(answers.known.printed.value)
    info, sample = rule(NAME, TITLE), evidence_at(answers.block, answers.occurrence, "base")
    wrong = [each for each in shares if survey.counts(each.known.printed.interval, base) is None]
    if base <= 0 or len(wrong) * 2 >= len(shares):
        return
    if not wrong:
        items = [evidence_at(each.block, each.occurrence, "part") for each in shares]
        yield said(info, "", "", [*items, sample], Verdict.WITHIN_ROUNDING)
    for each in wrong:
        zh = f"{each.occurrence.text} 不可能由 {base} 份答卷得出"
        en = f"{each.occurrence.text} cannot come from {base} answers"
        yield said(info, zh, en, [evidence_at(each.block, each.occurrence), sample])
