"""Shares of amounts whose whole is not printed, and that are not those of their sum: 男 a 人，占 x；女 b 人，占 y.

Shares that give 100 % say that their amounts are all there are.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.chance import tells
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.parts import called
from auditor.checks.common.relations import Weighted, judged, near_ratio, plus, quotient, rule
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.wholes import alike
from auditor.checks.common.words import closed, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "shares-not-of-sum"
TITLE = {"zh": "各项占比与各项数额之比不符", "en": "shares are not those of the sum of their amounts"}
_SHARE = re.compile(
    r"^(?:[，,、]?\s*占|[（(]\s*占?)(?P<of>[^，,。；;、：:（(0-9]{0,16}?)(?:的)?(?:比重|比例)?(?:约|为|达|\s)*$"
)
_MOST = 12
_NEAR = 16
_FINE = Fraction(1, 1000)

Pair = tuple[Number, Number]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every list of amounts with shares that are all of one whole."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated]
        runs: list[list[Pair]] = [[]]
        nested: list[tuple[list[Pair], Pair]] = []
        of = ""
        for at in range(1, len(numbers)):
            part, share = numbers[at - 1 : at + 1]
            told = _SHARE.match(share.before) if share.is_share and not share.sign else None
            if told is None or part.is_share or part.sign or part.depth or share.depth > 1:
                continue
            if "其中" in _words(paragraph, numbers, at - 1)[-_NEAR:] and not _begins(part, runs[-1]):
                if not told["of"] and runs[-1] and runs[-1][-1][0].part == part.part:
                    nested.append((runs[-1], (part, share)))
                continue
            last = runs[-1][-1] if runs[-1] else None
            named = stem(told["of"])
            if last is not None and (
                last[0].sentence != part.sentence
                or last[0].dimension != part.dimension
                or (named and named != of)
                or "其中" in _words(paragraph, numbers, at - 1)
            ):
                runs.append([])
            of = named if not runs[-1] or named else of
            runs[-1].append((part, share))
        for run in runs:
            yield from _judged(facts, run, numbers)
        for run, pair in nested:
            yield from _within(facts, run, pair)


def _begins(part: Number, run: Sequence[Pair]) -> bool:
    """Whether a part is the first behind a 其中 that begins its sentence: the list is of the figure before."""
    return bool(re.match(r"[。；;]?\s*其中[，,：:]", part.before[part.before.rfind("。") :])) and (
        not run or run[-1][0].sentence != part.sentence
    )


def _words(paragraph: Paragraph, numbers: Sequence[Number], at: int) -> str:
    """Return the words since the figure before: 其中 65 岁及以上人口 has a number of its own in the name."""
    start = numbers[at - 1].occurrence.span.end if at else 0
    return paragraph.text[start : numbers[at].occurrence.span.start]


def _within(facts: Facts, run: Sequence[Pair], pair: Pair) -> Iterator[Outcome]:
    """Judge 各少数民族 b 人，占 y，其中回族 c 人，占 z, in a list whose shares are all of its sum: z is of that, too, or of b."""
    part, share = pair
    whole = plus([each.known for each, _ in run])
    summed_up = sum((each.known.printed.value for each, _ in run), Fraction(0))
    if summed_up <= 0 or part.dimension != run[-1][0].dimension or len(run) < 2:  # noqa: PLR2004 - a list
        return
    kept = all(
        abs(each.known.printed.value / summed_up - said.known.printed.value) <= said.known.printed.step
        for each, said in run
    )
    total = sum((said.known.printed.value for _, said in run), Fraction(0))
    parent = next((each for each, _ in reversed(run) if each.part == part.part), None)
    inside = parent is not None and 0 < part.known.printed.value < parent.known.printed.value
    if not (kept and inside and parent) or abs(total - 1) > run[0][1].known.printed.step * len(run):
        return
    if not near_ratio(share.known, part.known, parent.known) and digits(part.known) >= MEANT - 1:
        outcome = judged(facts, quotient(rule(NAME, TITLE), share.known, plus([part.known]), whole))
        beyond = outcome.decision.beyond if outcome.decision is not None else None
        if beyond is None or beyond > 1:
            yield outcome


def _judged(facts: Facts, run: Sequence[Pair], numbers: Sequence[Number]) -> Iterator[Outcome]:
    # 因公出国（境）费 0 万元，占 0%: nothing is no part of the sum, and its share says nothing.
    run = [pair for pair in run if pair[0].known.printed.value or pair[1].known.printed.value]
    parts = [part for part, _ in run]
    shares = [share for _, share in run]
    if not 2 <= len(run) <= _MOST:  # noqa: PLR2004 - a list
        return
    step = sum((share.known.printed.step for share in shares), Fraction(0))
    total = sum((share.known.printed.value for share in shares), Fraction(0))
    if min(part.known.printed.value for part in parts) <= 0:
        return
    summed_up = sum((part.known.printed.value for part in parts), Fraction(0))
    kept = [
        abs(part.known.printed.value / summed_up - share.known.printed.value) <= share.known.printed.step
        for part, share in run
    ]
    # One of many that alone is not its part of the sum, or a list that gives 100 %.
    if abs(total - 1) > step and not (len(run) > 2 and sum(kept) == len(run) - 1):  # noqa: PLR2004 - two witnesses
        return
    names = [called(part) for part in parts]
    # 首次申请 5,962 笔，占 87.24%；二次及以上 872 笔，占 12.76%: two shares that fine give 100 % of one whole alone.
    fine = total == 1 and max(share.known.printed.step for share in shares) <= _FINE
    if len(run) == 2 and not (fine or closed(names, rest=False)):  # noqa: PLR2004 - two may be parts of two wholes
        return
    # Where the whole is printed, part-sum and most shares are judged by it; so are shares that give 100 %, or all but one of them.
    if (base := _printed(run, parts, numbers)) is not None:
        fitting = [share for part, share in run if near_ratio(share.known, part.known, base.known)]
        all_of_it = abs(total - 1) <= step or len(fitting) == len(run) - 1 > 1
        if all_of_it and all(tells(share.known, len(numbers)) for share in fitting):
            yield from _of(facts, run, plus([base.known]))
        return
    whole = plus([part.known for part in parts])
    # Most lists whose shares are of something else miss in every member, and by much.
    off = [
        abs(part.known.printed.value / summed_up - share.known.printed.value) * 8 > share.known.printed.value
        for part, share in run
    ]
    # Shares of many counts that give 100 % are of their sum, however few one of them is.
    short = min(digits(part.known) for part in parts) < MEANT - 1
    sure = fine or sum(kept) == len(run) - 1
    full = sure and len(run) > 2 and all(part.dimension.startswith("count") for part in parts)  # noqa: PLR2004
    if (sum(off) > 1 and abs(total - 1) > step) or (short and not full):
        return
    yield from _of(facts, run, whole)


def _of(facts: Facts, run: Sequence[Pair], whole: Sequence[Weighted]) -> Iterator[Outcome]:
    """Judge shares by their whole; the last place of one is often pushed so that the list gives 100 %."""
    for part, share in run:
        outcome = judged(facts, quotient(rule(NAME, TITLE), share.known, plus([part.known]), whole))
        beyond = outcome.decision.beyond if outcome.decision is not None else None
        if beyond is None or beyond > 1:
            yield outcome


def _printed(run: Sequence[Pair], parts: Sequence[Number], numbers: Sequence[Number]) -> Number | None:
    """Return the figure before a list of which half of its shares and more are, None where none is printed."""
    return next(
        (
            base
            for base in numbers
            if base not in parts
            and (alike(base, parts[0]) or _asked(base, parts[0]))
            and base.known.printed.value
            # What is told behind its parts is no whole that the shares themselves are judged by.
            and base.occurrence.span.start < parts[0].occurrence.span.start
            and sum(1 for part, share in run if near_ratio(share.known, part.known, base.known)) * 2
            >= len(run)
        ),
        None,
    )


def _asked(base: Number, part: Number) -> bool:
    """Whether a figure counts the answers of those whom a part counts: 有效 272 份, 103 人."""
    counted = base.dimension.startswith("count") and part.dimension.startswith("count")
    return counted and base.occurrence.unit == "份" and "问卷" in part.block.text
