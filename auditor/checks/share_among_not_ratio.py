"""A share of so many among so many that is not their quotient: 902 个断面中，830 个达标，占 92.0%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-among-not-ratio"
TITLE = {"zh": "“……中……占”的比例与两数不符", "en": "a share among counted things is not their quotient"}
_AMONG = re.compile(
    r"^(?!.*(?:其中|除))[^，,。；;]{1,24}中\s*[，,]\s*(?:有|共有|(?:[0-9]+[～~至—-])?[0-9]+(?:周岁|岁|年)(?:及|\(含\)|（含）)?(?:以[上下])?的?)?$"
)
_AGE = re.compile(r"^(?:周岁|岁|年(?![0-9]))")
_SHARE = re.compile(r"^[^，,。；;、0-9]{0,12}[，,（(]\s*占(?:比)?(?:为|达)?\s*$")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every share right behind a count that is among the count before it."""
    for paragraph in paragraphs(facts):
        # 412 名护林员中，60 周岁以上 167 名，占…: an age only names whom the next number counts.
        numbers = [
            each
            for each in paragraph.numbers
            if not _AGE.match(paragraph.text[each.occurrence.span.end :].lstrip())
        ]
        for whole, part, share in zip(numbers, numbers[1:], numbers[2:], strict=False):
            if not (whole.stated and part.stated and share.stated) or not share.is_share or share.sign:
                continue
            counted = whole.dimension.startswith("count") and part.dimension == whole.dimension
            near = whole.sentence == part.sentence == share.sentence
            words = paragraph.text[whole.occurrence.span.end : part.occurrence.span.start]
            words = re.sub(r"\s", "", _ASIDE.sub("", words)).removeprefix(whole.occurrence.unit)
            among = _AMONG.match(words)
            if counted and near and among and _SHARE.match(share.before) and whole.known.printed.value > 0:
                info = rule(NAME, TITLE)
                yield judged(facts, quotient(info, share.known, [(ONE, part.known)], [(ONE, whole.known)]))
