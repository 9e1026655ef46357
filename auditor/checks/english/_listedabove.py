"""English: lists whose total is told above them, in another sentence or before the list: 7,037 in the UK; …, England (6,103), Scotland (574), ….

A list stands in the brackets of one sentence, at the heads of lines beneath each other, or before the words that sum it up. What it adds up
to need not be said: a list that misses a figure above it by one slip of the pen was meant to give it. Changes that a change is said to be
made up of give it with their signs.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.english import EARLIER, english, terms
from auditor.checks.common.relations import ONE, compared, near_sum, plus, summed
from auditor.checks.common.slips import MEANT, digits, shortened, slip, slip_in_sum
from auditor.checks.english._clauses import Role, Told, read
from auditor.checks.english._moves import NOUN
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Paragraph, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Relation, RuleInfo

_HEAD = re.compile(
    r"^\s*(?:(?:[-•*–]\s*)?[A-Z]|[-•*–]\s*[a-z])[^0-9.;]{1,60}?(?:[-–:,]|\bwas|\bwere|, at)\s*[$€£]?\s*$"
)
_MADE_UP = re.compile(
    r"\b(?:comprised of|comprises|comprising|consist(?:s|ed|ing) of|made up of|composed of|the (?:net )?(?:result|sum) of):\s*$",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:making|amounting) in (?:all|total)\b[^0-9]{0,90}[$€£]?\s*$", re.IGNORECASE)
_MALE = re.compile(r"^\s*(?:males?|men|boys)\b", re.IGNORECASE)
_FEMALE = re.compile(r"^\s*(?:females?|women|girls)\b", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[-•*–]\s")
_NEARLY = Fraction(1, 5)
_CLOSE = Fraction(1, 8)
_MAINLY = re.compile(
    r"\s*(?:This|The|That) (?:[a-z]+ )?(?:was|is|were) (?:mainly|mostly|largely|primarily|chiefly) (?:driven by|attributable to|due to|explained by|the result of)\b"
)
_FEWEST, _BACK = 3, 80


def listed_above(facts: Facts, info: RuleInfo) -> Iterator[Relation]:
    """Iterate over the relations of lists to totals that stand above them."""
    above: list[Number] = []
    rows: list[Number] = []
    last = None
    for sentence in english(facts):
        fresh = sentence.paragraph is not last
        last = sentence.paragraph
        if fresh:
            yield from _of_paragraph(info, sentence.paragraph, above)
            row = _row(sentence)
            if row is None or (rows and not _goes_on(rows[-1], row)):
                yield from _of_rows(info, rows, above)
                rows = []
            if row is not None:
                rows.append(row)
        for parts in _bracketed(sentence):
            yield from _total(info, parts, above)
        yield from _sexes(info, sentence, above)
        yield from _in_all(info, sentence)
        above.extend(
            each
            for each in sentence.stated
            if not (each.is_share or each.sign) and each.dimension != "points" and each not in rows
        )
        del above[:-_BACK]
    yield from _of_rows(info, rows, above)
    yield from _made_up(facts, info)
    yield from _driven(facts, info)


def _of_rows(info: RuleInfo, rows: Sequence[Number], above: Sequence[Number]) -> Iterator[Relation]:
    if len(rows) >= _FEWEST:
        before = [each for each in above if each.block.index < rows[0].block.index]
        yield from _total(info, rows, before)


def _of_paragraph(info: RuleInfo, paragraph: Paragraph, above: Sequence[Number]) -> Iterator[Relation]:
    """Yield that all long figures of a paragraph, of one kind each told by itself, give a longer one above it but for one slip."""
    parts = [each for each in paragraph.numbers if each.stated and digits(each.known) > MEANT]
    plain = all(not (each.is_share or each.sign or each.depth) for each in parts)
    if len(parts) > _FEWEST and plain and len({each.dimension for each in parts}) == 1:
        yield from _total(info, parts, [each for each in above if each.stated and digits(each.known) > MEANT])


def _row(sentence: Sentence) -> Number | None:
    """Return the figure of a line that begins with what it is of: England - 38,597,100, a fall of 0.6%."""
    first = next(iter(sentence.numbers), None)
    if first is None or first.stated is None or first.is_share or first.sign:
        return None
    return first if _HEAD.match(sentence.before(first)) else None


def _goes_on(one: Number, two: Number) -> bool:
    return two.block.index == one.block.index + 1 and one.dimension == two.dimension


def _bracketed(sentence: Sentence) -> Iterator[list[Number]]:
    """Iterate over the amounts that stand in brackets of their own: England (6,103 partnerships), Scotland (574), …."""
    inside = [
        each
        for each in sentence.stated
        if each.depth == 1
        and not each.is_share
        and not each.sign
        and not EARLIER.search(sentence.before(each))
    ]
    apart = all(")" in sentence.between(one, two) for one, two in itertools.pairwise(inside))
    if len(inside) >= _FEWEST and apart and len({each.dimension for each in inside}) == 1:
        yield inside


def _total(info: RuleInfo, parts: Sequence[Number], above: Sequence[Number]) -> Iterator[Relation]:
    """Yield that a list gives a figure above it, where it does or a slip keeps it from that."""
    wholes = [each for each in above if each.dimension == parts[0].dimension]
    greatest = max(each.known.printed.value for each in parts)
    found: dict[Fraction, tuple[int, Relation]] = {}
    for whole in wholes:
        place = min(_place(each.known) for each in (whole, *parts))
        claim, *members = (shortened(each.known, place) for each in (whole, *parts))
        weighted = plus(members)
        everything = sum((each.printed.value for each in members), Fraction(0))
        gap = abs(everything - claim.printed.value)
        if gap * 2 <= claim.printed.step * (len(members) + 1):
            return
        if gap <= _NEARLY * claim.printed.value and claim.printed.value > greatest / 2:
            rank = _explained(claim, members, claim.printed.value - everything)
            if rank:
                relation = summed(attrs.evolve(info, explained=True), claim, weighted)
                found.setdefault(claim.printed.value, (rank, relation))
    best = max((rank for rank, _ in found.values()), default=0)
    meant = [relation for rank, relation in found.values() if rank == best]
    if len(meant) == 1:
        yield from meant


def _explained(claim: Stated, parts: Sequence[Stated], gap: Fraction) -> int:
    """Return 2 where a swapped pair or shifted point in one member explains what a list misses, 1 where a wrong digit does, else 0."""
    if digits(claim) < MEANT:
        return 0
    members = [(claim, claim.printed.value - gap), *((each, each.printed.value + gap) for each in parts)]
    offs = (0, 1, -1) if digits(claim) > MEANT else (0,)  # the last place may be that of rounding
    kinds = [
        (slip(each, should + off * claim.printed.step), digits(each))
        for each, should in members
        for off in offs
        if should > 0
    ]
    if any(kind in {"swap", "shift"} and size >= MEANT - 1 for kind, size in kinds):
        return 2
    return int(digits(claim) > MEANT and any(kind == "digit" and size >= MEANT for kind, size in kinds))


def _place(stated: Stated) -> Fraction:
    return shortened(stated).printed.numeral.step


def _sexes(info: RuleInfo, sentence: Sentence, above: Sequence[Number]) -> Iterator[Relation]:
    """Judge `22.4 million male and 22.2 million female users` by a figure above that is told more than once."""
    for one, two in itertools.pairwise(sentence.stated):
        kinds = [_MALE.match(sentence.after(one)), _FEMALE.match(sentence.after(two))]
        turned = [_FEMALE.match(sentence.after(one)), _MALE.match(sentence.after(two))]
        if not (all(kinds) or all(turned)) or one.depth or one.is_share or one.dimension != two.dimension:
            continue
        values = [each.known.printed.value for each in above if each.dimension == one.dimension]
        everything = one.known.printed.value + two.known.printed.value
        step = one.known.printed.step
        if any(abs(value - everything) <= step * 2 for value in values):
            continue
        near = {
            each.known.printed.value: each
            for each in above
            if each.dimension == one.dimension
            and abs(each.known.printed.value - everything) <= _CLOSE * everything
            and values.count(each.known.printed.value) > 1
            and terms(_around(each)) & terms(sentence.after(two)[:60])
        }
        for value, whole in near.items():
            gap = value - everything
            if len(near) == 1 and any(
                slip(each.known, each.known.printed.value + gap + off * step)
                for each in (one, two)
                for off in (0, 1, -1)
            ):
                yield summed(attrs.evolve(info, explained=True), whole.known, plus([one.known, two.known]))


def _around(number: Number) -> str:
    start = number.occurrence.span.end
    return number.block.text[start : start + 80]


def begun_before(whole: Number, above: Sequence[Number], own: Sequence[Number]) -> bool:
    """Whether a list that a sentence sums up began in those before it, but for one slip: A was left. B was added, C given, in all T."""
    runs = [[each.known for each in (*above[start:], *own)] for start in range(len(above))]
    return any(near_sum(whole.known, plus(run)) or slip_in_sum(whole.known, plus(run)) for run in runs)


def _in_all(info: RuleInfo, sentence: Sentence) -> Iterator[Relation]:
    """Judge `was A. To this was added B. To this C have been added, making in all T`: what stands before, but for one slip."""
    for whole in sentence.stated:
        if not _ALL.search(sentence.before(whole)):
            continue
        parts = [
            each
            for each in sentence.paragraph.numbers
            if each.stated
            and each.dimension == whole.dimension
            and each.sign >= 0
            and each.occurrence.span.start < whole.occurrence.span.start
        ]
        runs = [parts[start:] for start in range(len(parts) - 1)]
        if any(sum(each.known.printed.value for each in run) == whole.known.printed.value for run in runs):
            continue
        for run in runs:
            weighted = plus([each.known for each in run])
            if len(run) >= _FEWEST and slip_in_sum(whole.known, weighted):
                yield summed(attrs.evolve(info, explained=True), whole.known, weighted)
                break


def _made_up(facts: Facts, info: RuleInfo) -> Iterator[Relation]:
    """Judge a change by those that it is said to be made up of, a line each: fell by A. This was comprised of: a decrease of …, an increase of …."""
    blocks: dict[int, list[tuple[Sentence, tuple[Told, ...]]]] = {}
    for sentence, told in read(facts):
        blocks.setdefault(sentence.paragraph.block.index, []).append((sentence, told))
    texts = {each.index: each.text for each in facts.report.blocks}
    for index, heads in blocks.items():
        if not _MADE_UP.search(texts[index]):
            continue
        claim = next((found for head in reversed(heads) if (found := _changed(*head)) is not None), None)
        parts: list[tuple[Number, int]] = []
        following = index + 1
        while _BULLET.match(texts.get(following, "")):
            changed = [_changed(*each) for each in blocks.get(following, ())]
            if not changed or changed[0] is None:
                parts = []
                break
            parts.append(changed[0])
            following += 1
        if claim is None or len(parts) < _FEWEST - 1 or any(each.stated is None for each, _ in parts):
            continue
        if claim[0].stated is None or {each.dimension for each, _ in parts} != {claim[0].dimension}:
            continue
        weighted = [(Fraction(claim[1] * way) * ONE, each.known) for each, way in parts]
        yield summed(info, claim[0].known, weighted, role="stated")


def _changed(sentence: Sentence, told: Sequence[Told]) -> tuple[Number, int] | None:
    """Return the amount that a sentence says something changed by, and which way."""
    for each in told:
        if each.number.is_share or each.number.dimension == "points":
            continue
        if each.role is Role.CHANGE:
            return each.number, each.way
        noun = NOUN.match(sentence.after(each.number))
        if noun is not None and len(told) == 1:
            return each.number, 1 if noun["up"] else -1
    return None


def _driven(facts: Facts, info: RuleInfo) -> Iterator[Relation]:
    """Judge `rose by C. This was mainly due to A`: what most of a change is due to is no more than it, but for a slip."""
    for (one, told), (two, parts) in itertools.pairwise(read(facts)):
        changed = [each.number for each in told if each.role is Role.CHANGE and not each.number.is_share]
        amounts = [each.number for each in parts if not each.number.is_share]
        if one.paragraph is not two.paragraph or len(changed) != 1 or not amounts:
            continue
        whole, part = changed[0], amounts[0]
        if (
            not _MAINLY.match(two.text)
            or whole.dimension != part.dimension
            or not (whole.stated and part.stated)
        ):
            continue
        most, value = abs(whole.known.printed.value), abs(part.known.printed.value)
        if value > most and any(each <= most for each in _slips_of(part.known)):
            yield compared(attrs.evolve(info, explained=True), part.known, tree.Relation.LESS, whole.known)


def _slips_of(stated: Stated) -> Iterator[Fraction]:
    """Iterate over what a figure is with its point moved, or with the first two digits swapped."""
    value = abs(stated.printed.value)
    yield from (value / 10, value / 1000)
    text = stated.printed.digits
    if len(text) > _FEWEST:
        yield value / int(text) * int(text[1] + text[0] + text[2:])
