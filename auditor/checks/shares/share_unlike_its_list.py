"""A share of a list that is of another whole than all the others: 甲 146 人，53.7%；乙 119 人，43.8%；丙 500 人，37.5%；丁 87 人，32.0%.

Each amount over its share says where the whole lies, printed or not. Where one lies apart from all the others, it or its share is
wrong by whatever it is off. A list may have a line for each: `Fees: 57 (23.6%)` below `Delay: 108 (40.9%)`.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.chance import tells
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import judged, near_ratio, proportional, rule
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

NAME = "share-unlike-its-list"
TITLE = {
    "zh": "列举中一项占比与其余各项不是同一总数的占比",
    "en": "a share is of another whole than those of its list",
}
_SHARE = re.compile(r"\s*[，,、：:]?\s*[（(]?\s*(?P<of>占[^，,。；;、：:（）()0-9]{0,16}?)?(?:约|为|达)?\s*")
_WITHIN = re.compile(r"其中|of which|including|[之其]中")
_FEW = 3
_TIGHT, _LOOSE = Fraction(1, 100), Fraction(1, 25)
_MANY = 6
_TWO = 2
_CLOSED = re.compile(r"\s*%?\s*[)）]?\s*[.。;；,，]?\s*(?:and|or)?\s*")


@records.frozen(eq=False)
class _Pair:
    """An amount and the share right behind it, and between which values their whole lies."""

    part: Number
    share: Number
    form: str
    low: Fraction
    high: Fraction

    @property
    def width(self) -> Fraction:
        return (self.high - self.low) / self.low

    def fits(self, whole: Fraction) -> bool:
        """Whether a share is that of a whole, one last place pushed."""
        share = self.share.known.printed
        slack = share.step + self.part.known.printed.step / 2 / whole
        return abs(self.part.known.printed.value / whole - share.value) <= slack


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every list of amounts with shares in running text."""
    info = attrs.evolve(rule(NAME, TITLE, Severity.WARNING, "medium"), explained=True)
    for paragraph in paragraphs(facts):
        for run in _runs(paragraph):
            for pair, base in _apart(paragraph, run):
                yield _unlike(facts, info, pair, base)
    for lines in _of_lines(paragraphs(facts)):
        pairs = [pair for pair, _ in lines]
        for pair, base in _apart(lines[0][1], pairs):
            yield _unlike(facts, info, pair, base)


def _unlike(facts: Facts, info: RuleInfo, pair: _Pair, base: _Pair) -> Outcome:
    ways = (pair.share.known, pair.part.known, base.share.known, base.part.known)
    return judged(facts, proportional(info, *ways))


def _of_lines(texts: Sequence[Paragraph]) -> Iterator[list[tuple[_Pair, Paragraph]]]:
    """Iterate over the lists that have a line for each member, a name with its amount and share and nothing else."""
    run: list[tuple[_Pair, Paragraph]] = []
    for paragraph in texts:
        pair = _lined(paragraph)
        if run and pair is not None:
            (last, before), index = run[-1], paragraph.block.index
            alike = (pair.part.dimension, pair.form) == (last.part.dimension, last.form)
            if alike and index == before.block.index + 1:
                run.append((pair, paragraph))
                continue
        if len(run) > _FEW:
            yield run
        run = [(pair, paragraph)] if pair is not None else []
    if len(run) > _FEW:
        yield run


def _lined(paragraph: Paragraph) -> _Pair | None:
    """Return the amount and share of a line that tells nothing else."""
    if len(paragraph.numbers) != _TWO:
        return None
    part, share = paragraph.numbers
    pair = _pair(part, share, counted=part.dimension == "number" or part.dimension.startswith("count:"))
    behind = paragraph.text[share.occurrence.span.end :]
    named = re.search(r"[^\W\d_]{2}", paragraph.text[: part.occurrence.span.start])
    return pair if named and not _WITHIN.search(paragraph.text) and _CLOSED.fullmatch(behind) else None


def _runs(paragraph: Paragraph) -> Iterator[list[_Pair]]:
    """Iterate over the lists whose members all have their shares told in one form, with nothing between them."""
    run: list[_Pair] = []
    end = -1
    for at, (part, share) in enumerate(itertools.pairwise(paragraph.numbers)):
        pair = _pair(part, share)
        if pair is None:
            continue
        goes_on = bool(run) and at == end + 1 and not _WITHIN.search(part.before)
        alike = bool(run) and (part.sentence, part.dimension, pair.form) == (
            run[-1].part.sentence,
            run[-1].part.dimension,
            run[-1].form,
        )
        if not (goes_on and alike):
            if len(run) >= _FEW:
                yield run
            run = []
        run.append(pair)
        end = at + 1
    if len(run) >= _FEW:
        yield run


def _pair(part: Number, share: Number, *, counted: bool = False) -> _Pair | None:
    """Return an amount with the share behind it; what is counted one by one is no rounding."""
    found = _SHARE.fullmatch(share.before) if share.is_share else None
    if found is None or not part.stated or not share.stated or part.is_share or part.sign or share.sign:
        return None
    amount, said = part.known.printed, share.known.printed
    half = said.step / 2
    if amount.value <= amount.step or said.value <= said.step or part.dimension == "points":
        return None
    form = re.sub(r"\s|占.*", "", share.before) + ("占" if found["of"] else "")
    off = Fraction(0) if counted and amount.step == 1 else amount.step / 2
    low = (amount.value - off) / (said.value + half)
    return _Pair(part, share, form, low, (amount.value + off) / (said.value - half))


def _apart(paragraph: Paragraph, run: Sequence[_Pair]) -> Iterator[tuple[_Pair, _Pair]]:
    """Iterate over the pairs whose whole is not that of all the others, each with the one that tells it best."""
    best: list[_Pair] = []
    for place in {each.low for each in run} | {each.high for each in run}:
        found = [each for each in run if each.low <= place <= each.high]
        best = max(best, found, key=len)
    telling = [each for each in best if each.width <= _TIGHT]
    others = [each for each in run if each not in best]
    if len(telling) < 2 or any(each.width > _LOOSE for each in best):  # noqa: PLR2004 - two witnesses
        return
    low, high = max(each.low for each in best), min(each.high for each in best)
    whole = (low + high) / 2
    off = [each for each in others if not each.fits(low) and not each.fits(high)]
    # 男 57 人，占 57%；女 43 人，占 43%; 其他 2 人，占 3%: of three, two agree by chance unless the three are all there is.
    enough = len(best) >= _FEW or _all_told(run)
    if len(off) != 1 or len(others) > (2 if len(run) >= _MANY else 1) or not enough:
        return
    base = min(telling, key=lambda each: each.width)
    if not _of_another(paragraph, off[0], whole):
        yield off[0], base


def _all_told(run: Sequence[_Pair]) -> bool:
    """Whether shares give 100 %."""
    total = sum((each.share.known.printed.value for each in run), Fraction(-1))
    return abs(total) <= sum((each.share.known.printed.step for each in run), Fraction(0)) / 2


def _of_another(paragraph: Paragraph, pair: _Pair, whole: Fraction) -> bool:
    """Whether a share is that of another figure of its paragraph, so few that it would not be so by chance."""
    told = [
        each
        for each in paragraph.numbers
        if each.stated and each.dimension == pair.part.dimension and not each.sign and each is not pair.part
    ]
    told = [each for each in told if each.known.printed.value > 0 and each.known.printed.value != whole]
    return tells(pair.share.known, len(told)) and any(
        near_ratio(pair.share.known, pair.part.known, each.known) for each in told
    )
