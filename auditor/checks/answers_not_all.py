"""Answers told in persons that do not make up the questionnaires they are of: 有效问卷 384 份。其中非常满意 236 人，满意 98 人，….

Who answered is counted in persons, what came back in copies: no sum of one unit would see both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._english import counted
from auditor.checks._numbers import Number, as_numeral, paragraphs
from auditor.checks._relations import judged, plus, quotient, rule, summed
from auditor.checks._words import ANSWERS, closed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks._numbers import Paragraph, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "answers-not-all"
TITLE = {"zh": "各项答案人数与有效问卷份数不符", "en": "the answers do not make up the questionnaires"}
_ANSWER = re.compile(rf"(?:^|[，,、；;：:。“\"]|其中)\s*(?P<word>{ANSWERS})[”\"]?(?:的)?(?:有|为|共)?\s*$")
_BASE = re.compile(r"有效(?:问卷|样本|答卷|份数)?[^，,。；;]{0,6}$|(?:问卷|样本|答卷)有效")
_GOOD = r"[“\"]?(?:非常|很|比较|较|基本)?满意[”\"]?"
_JOINT = re.compile(
    rf"(?P<names>{_GOOD}(?:[和与及、]{_GOOD})+)(?:的)?(?:合计|共|共计)?占(?:比)?(?:为|达)?\s*$"
)
_PERSONS = frozenset({"人", "名", "位"})
_LEAST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every list of answers from the best to the worst."""
    for paragraph in paragraphs(facts):
        told = _answers(paragraph)
        if len(told) < _LEAST or not closed([word for word, _ in told], rest=False):
            continue
        base = _base(paragraph, told[0][1])
        if base is None:
            continue
        whole = counted(as_numeral(base.known))
        parts = {word: counted(as_numeral(number.known)) for word, number in told}
        yield judged(facts, summed(rule(NAME, TITLE), whole, plus(list(parts.values()))))
        yield from _joint(facts, paragraph, parts, whole)


def _answers(paragraph: Paragraph) -> list[tuple[str, Number]]:
    """Return the one run of answers of a paragraph, each counted in persons."""
    found: list[tuple[str, Number]] = []
    for number in paragraph.numbers:
        said = _ANSWER.search(number.before.rstrip())
        if said is not None and number.stated and number.occurrence.unit in _PERSONS and not number.depth:
            found.append((said["word"], number))
    words = [word for word, _ in found]
    return found if len(set(words)) == len(words) else []


def _base(paragraph: Paragraph, first: Number) -> Number | None:
    """Return the number of valid copies told just before the answers."""
    before = [
        each
        for each in paragraph.numbers
        if each.stated
        and each.occurrence.unit == "份"
        and each.occurrence.span.start < first.occurrence.span.start
    ]
    valid = [each for each in before if _BASE.search(each.clause)]
    return valid[-1] if len(valid) == 1 and first.sentence - valid[0].sentence <= 1 else None


def _joint(facts: Facts, paragraph: Paragraph, parts: dict[str, Stated], whole: Stated) -> Iterator[Outcome]:
    """Judge 满意和非常满意合计占 86.98%."""
    for share in paragraph.numbers:
        found = _JOINT.search(share.before) if share.is_share and share.stated else None
        if found is None:
            continue
        names = [name for name in re.split(r"[和与及、“”\"]+", found["names"]) if name]
        members: Sequence[Stated] = [parts[name] for name in names if name in parts]
        if len(members) == len(names):
            yield judged(facts, quotient(rule(NAME, TITLE), share.known, plus(members), plus([whole])))
