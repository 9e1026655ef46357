"""English: how many are of each class, which do not make up all: of the 22 indicators 13 were rated green, 6 amber and 4 red.

The classes are those of one scale, each named once: colours, grades, met and missed, on time and late. A scale told from its best to its
worst class tells of all; of one that is cut short more than all is wrong alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import english, is_english
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.spelled import COUNT, count_of
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "classes-not-all"
TITLE = {"zh": "各档个数之和不是总数", "en": "how many are of each class is not how many there are"}
_SCALES = tuple(
    tuple(re.compile(rf"\b(?:{each})\b", flags) for each in scale)
    for scale, flags in (
        (("green", "amber|yellow", "red"), re.IGNORECASE),
        (("fully met|(?<!not )(?<!partly )(?<!partially )(?<!nearly )met|(?<!not )achieved", "partly met|partially met|nearly met|partly achieved|partially achieved", "missed|not met|unmet|not achieved"), re.IGNORECASE),
        (("on time|on schedule", "late|delayed", "outstanding|not started|not yet (?:done|completed)|unfinished"), re.IGNORECASE),
        (("outstanding", "good", "requir\\w+ improvement", "inadequate"), re.IGNORECASE),
        (("excellent", "good", "fair|satisfactory|adequate", "poor|weak"), re.IGNORECASE),
        (("A", "B", "C", "D", "E"), 0),
    )
)  # fmt: skip
_COUNT = re.compile(COUNT)
_ALL = re.compile(
    rf"(?:^|[.;,]\s|\b)(?:[Oo]f|[Aa]mong)\s(?:the |its |our |all |these |those |a total of )*(?P<n>{COUNT})\s(?P<what>[a-z]+(?:[- ][a-z]+){{0,4}})"
)
_PART_OF = re.compile(rf"^\s*(?:out )?of (?:the |its |our |all )?(?P<n>{COUNT})\b")
_ELSE = re.compile(
    r"\b(?:rest|remaining|remainder|others?|further|another|previous\w*|last year|compared|up from|down from|respectively|both|either|at least|average|not (?:rated|graded|assessed)|including|of which|of them)\b|%|\bper ?cent\b",
    re.IGNORECASE,
)
_BAND = re.compile(r"[0-9]\s*[-–]\s*[0-9]|\b(?:and|or) (?:over|more|above|below|less|under)\b|\bbelow\b")
"""What tells how a scale is parted, and not how many are of a class."""
_RATED = re.compile(
    r"\b(?:rated|graded|grades?|ratings?|scored|awarded|judged|classed|given)\b", re.IGNORECASE
)
_TWO, _FAR = 2, 45


@records.frozen
class _Class:
    """How many are of a class: where the count stands, what it is, and the place of the class in its scale."""

    start: int
    text: str
    count: int
    rank: int


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the sentences that tell how many are of each class."""
    if not is_english(facts):
        return
    for sentence in english(facts):
        for scale in _SCALES:
            found = _classes(sentence, scale)
            if len(found) < _TWO or _ELSE.search(sentence.text) or _BAND.search(sentence.text):
                continue
            every = _every(sentence, found)
            if every is not None:
                yield from _summed(sentence, scale, found, every)
                break


def _classes(sentence: Sentence, scale: Sequence[re.Pattern[str]]) -> list[_Class]:
    """Return the classes of a scale with their counts, none where one is told twice or without a count."""
    text = sentence.text
    counts = list(_COUNT.finditer(text))
    # nine of the 13 targets were met: the second is how many there are
    totals = {
        each.end() + of.start("n")
        for each in counts
        if (of := _PART_OF.match(text[each.end() :])) is not None
    }
    counts = [each for each in counts if each.start() not in totals]
    ends = [*(each.start() for each in counts[1:]), len(text)]
    found: list[_Class] = []
    for each, end in zip(counts, ends, strict=False):
        behind = re.split(r"[.;:(]", text[each.end() : min(end, each.end() + _FAR)])[0]
        own = [
            (match.start(), rank) for rank, pattern in enumerate(scale) if (match := pattern.search(behind))
        ]
        count = count_of(each.group())
        if own and count is not None:
            found.append(_Class(each.start(), each.group(), count, min(own)[1]))
    ranks = [each.rank for each in found]
    graded = scale is not _SCALES[-1] or _RATED.search(text) is not None
    return found if len(set(ranks)) == len(ranks) and graded else []


def _every(sentence: Sentence, found: Sequence[_Class]) -> tuple[int, int, str] | None:
    """Return how many there are in all, and where that stands: of the 22 indicators, or nine of the 13 targets."""
    told = _ALL.search(sentence.text)
    if told is not None and told.start("n") < found[0].start:
        return count_of(told["n"]) or 0, told.start("n"), told["n"]
    first = found[0]
    of = _PART_OF.match(sentence.text[first.start + len(first.text) :])
    if of is None:
        return None
    return count_of(of["n"]) or 0, first.start + len(first.text) + of.start("n"), of["n"]


def _summed(
    sentence: Sentence, scale: Sequence[re.Pattern[str]], found: Sequence[_Class], every: tuple[int, int, str]
) -> Iterator[Outcome]:
    own = [each for each in found if each.start != every[1]]
    total, ranks = sum(each.count for each in own), {each.rank for each in own}
    letters = scale is _SCALES[-1]
    whole = (
        ranks == set(range(len(ranks)))
        and (0 in ranks)
        and (letters or len(scale) - 1 in ranks)
        and len(ranks) > _TWO
    )
    items = [
        evidence_of_words(sentence.paragraph.block, sentence.start + each.start, each.text, "part")
        for each in own
    ]
    items.append(evidence_of_words(sentence.paragraph.block, sentence.start + every[1], every[2], "total"))
    if total == every[0]:
        yield said(rule(NAME, TITLE), "", "", items, Verdict.EXACT)
    elif (total > every[0] and len(own) > 1) or (whole and not letters):
        shown = " + ".join(each.text for each in own)
        zh, en = (
            f"各档 {shown} = {total}，总数写 {every[2]}",
            f"the classes {shown} give {total}, not {every[2]}",
        )
        yield said(rule(NAME, TITLE), zh, en, items)
