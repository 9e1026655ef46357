"""Change one printed number at a time in a report without errors, and see if it is noticed and explained.

    python -m benchmarks.sensitivity --seed 1 --sample 3000 --pairs 300

writes benchmarks/results/sensitivity.txt. The report is the repaired copy of reports/qitai-2023.json
(reports/qitai-2023.repairs.json lists the repairs). Every mention that a relation constrains by equality,
list, order, series or agreement is changed in the ways in which people go wrong; `--sample` draws that
many changes, 0 takes one of each kind for each mention.

- *noticed*: a finding that was not there before names the changed mention. Of those that are not, it is said
  how many are shares of a list with several choices, or points of a scale, that another one which whole
  answers can give replaced: nothing contradicts it, since such a list has no sum.
- *unique*: one repair changes fewer mentions than every other. Then the changed mention should be the
  first suspect, and the cause should turn the suggested value into the printed one. Where several repairs
  are equally small, the changed mention should be *among* the suspects.
- *baseline*: comparing repeated mentions alone.
"""

from __future__ import annotations

import argparse
import itertools
import json
import multiprocessing
import random
import re
import sys
import time
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from auditor import api
from auditor.auditing.slips import SHIFTS, UNIT_SCALES
from auditor.evaluation.agreement import agreement
from auditor.evaluation.facts import Facts
from auditor.evaluation.relations import Outcome as Judged
from auditor.evaluation.relations import RuleInfo
from auditor.findings import Audit, Finding, Suspect, Verdict
from auditor.language.tree import Relation
from auditor.numbers import unit_of
from auditor.readers.json_file import read
from auditor.report.printed import numeral_of
from auditor.source import Location
from benchmarks.repairing import repaired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.report.model import Figure, Mention, Report

RESULTS = Path(__file__).parent / "results"
KINDS = ("digit", "last digit", "transposition", "decimal shift", "sign", "neighbour", "stale copy", "unit")
_NUMERAL = re.compile(r"^([^0-9]*)([0-9]+(?:\.[0-9]+)?)(.*)$", re.DOTALL)
Place = tuple[str, Location]


@attrs.frozen
class Change:
    """One mention, and what it is made to print."""

    key: str
    at: int
    text: str
    kind: str


@attrs.frozen
class Outcome:
    """What one change led to."""

    change: Change
    noticed: bool
    baseline: bool
    unique: bool
    first: bool
    among: bool
    cause: str
    explained: bool
    restored: bool
    possible_share: bool
    findings: int
    suspected: int
    milliseconds: int


# Changing ------------------------------------------------------------------------------------------


def changed(report: Report, changes: list[Change]) -> Report:
    """Return the report with some mentions printing something else."""
    figures = dict(report.figures)
    for change in changes:
        figure = figures[change.key]
        mentions = list(figure.mentions)
        mentions[change.at] = attrs.evolve(mentions[change.at], text=change.text)
        figures[change.key] = attrs.evolve(figure, mentions=tuple(mentions))
    return attrs.evolve(report, figures=figures)


def mutated(rng: random.Random, report: Report, key: str, at: int, kind: str) -> Change | None:
    """Return a random change of one kind, or None where the numeral does not allow it."""
    figure = report.figures[key]
    text = figure.mentions[at].text.strip()
    matched = _NUMERAL.match(text)
    if matched is None:
        return None
    head, digits, tail = matched.groups()
    new = _rewritten(rng, report, figure, head, digits, tail, kind)
    if new is None or numeral_of(new) is None or new == text:
        return None
    before, after = numeral_of(text), numeral_of(new)
    if before is None or after is None or before.value == after.value:
        return None
    return Change(key, at, new, kind)


def _rewritten(  # noqa: PLR0913, PLR0917 - a numeral in its parts
    rng: random.Random, report: Report, figure: Figure, head: str, digits: str, tail: str, kind: str
) -> str | None:
    spots = [at for at, sign in enumerate(digits) if sign != "."]
    match kind:
        case "digit" if len(spots) > 1:
            at = rng.choice(spots[:-1])
            pool = [d for d in "0123456789" if d != digits[at] and (d != "0" or at)]
            return head + digits[:at] + rng.choice(pool) + digits[at + 1 :] + tail
        case "last digit":
            own = int(digits[-1])
            last = [d for d in range(10) if abs(d - own) > 1 and (d or len(spots) > 1)]
            return head + digits[:-1] + str(rng.choice(last)) + tail
        case "transposition":
            pairs = [(one, two) for one, two in itertools.pairwise(spots) if digits[one] != digits[two]]
            pairs = [(one, two) for one, two in pairs if one or digits[two] != "0"]
            if not pairs:
                return None
            one, two = rng.choice(pairs)
            signs = list(digits)
            signs[one], signs[two] = signs[two], signs[one]
            return head + "".join(signs) + tail
        case "decimal shift":
            return _scaled(digits, rng.choice((10, Fraction(1, 10))), head, tail)
        case "sign":
            return None if head not in {"", "+", "-"} else ("" if head == "-" else "-") + digits + tail
        case "neighbour" | "stale copy":
            return _copied(rng, report, figure, head, digits, tail, near=kind == "neighbour")
        case "unit" if unit_of(figure.unit).dimension in {"money", "ratio"}:
            factor = 10_000 if figure.unit != "%" else 100
            return _scaled(digits, rng.choice((factor, Fraction(1, factor))), head, tail)
    return None


def _scaled(digits: str, factor: int | Fraction, head: str, tail: str) -> str | None:
    value = Fraction(digits) * factor
    places = len(digits.partition(".")[2])
    while places < 8 and (value * 10**places).denominator != 1:  # noqa: PLR2004 - a share or count of the generator
        places += 1
    whole = value * 10**places
    if whole.denominator != 1 or value == 0:
        return None
    text = str(whole.numerator).rjust(places + 1, "0")
    return head + (f"{text[:-places]}.{text[-places:]}" if places else text) + tail


def _copied(  # noqa: PLR0913, PLR0917 - a numeral in its parts
    rng: random.Random, report: Report, figure: Figure, head: str, digits: str, tail: str, *, near: bool
) -> str | None:
    tables = {mention.location.table for mention in figure.mentions} - {None}
    pool: list[str] = []
    for other in report.figures.values():
        if other.key == figure.key or other.unit != figure.unit:
            continue
        beside = other.concept == figure.concept or any(m.location.table in tables for m in other.mentions)
        if beside is near:
            pool.extend(found[2] for m in other.mentions if (found := _NUMERAL.match(m.text.strip())))
    others = sorted({text for text in pool if Fraction(text) != Fraction(digits)})
    return head + rng.choice(others) + tail if others else None


# Judging -------------------------------------------------------------------------------------------


class Bench:
    """The repaired report, its audit, and the mentions that relations constrain."""

    def __init__(self) -> None:
        self.book = api.load_rules()
        self.report = read(json.dumps(repaired()).encode(), "qitai-2023.json")
        self.base = self.named(api.check(self.report, self.book))
        self.listed: set[Place] = set()
        self.constrained, self.bounded, self.free = self._constrained()

    @staticmethod
    def named(audit: Audit) -> set[tuple[str, str]]:
        """Return what tells a finding from a new one."""
        return {(finding.id, finding.value_digest) for finding in audit.findings}

    def _constrained(self) -> tuple[list[tuple[str, int]], list[str], list[str]]:
        firm: set[Place] = set()
        loose: set[Place] = set()
        for outcome in self._outcomes():
            if outcome.verdict is Verdict.NOT_CHECKABLE:
                continue
            relation = outcome.relation
            equal = relation is None or relation.comparison is Relation.EQUAL
            if outcome.kind == "criteria":
                equal = False
            places = {(item.key, item.location) for item in outcome.evidence}
            (firm if equal else loose).update(places)
            if outcome.kind == "survey" and outcome.facts.get("open_ended"):
                self.listed |= places
        chosen: list[tuple[str, int]] = []
        bounded: list[str] = []
        free: list[str] = []
        for figure in self.report.figures.values():
            for at, mention in enumerate(figure.mentions):
                if not self._numeric(figure, mention):
                    continue
                place = (figure.key, mention.location)
                if place in firm:
                    chosen.append((figure.key, at))
                else:
                    (bounded if place in loose else free).append(figure.key)
        return chosen, list(dict.fromkeys(bounded)), list(dict.fromkeys(free))

    def _outcomes(self) -> Sequence[Judged]:
        # As api.check gathers them, before they become findings.
        return api._judge(self.report, self.book, detectors=False).outcomes  # noqa: SLF001 - no report needs it

    @staticmethod
    def _numeric(figure: Figure, mention: Mention) -> bool:
        if not unit_of(figure.unit).is_numeric or mention.approximate:
            return False
        numeral = numeral_of(mention.text)
        return numeral is not None and not numeral.blank

    def outcome(self, change: Change) -> Outcome:
        """Return what one change leads to."""
        report = changed(self.report, [change])
        started = time.process_time()
        audit = api.check(report, self.book)
        spent = int((time.process_time() - started) * 1000)
        figure = report.figures[change.key]
        place = (change.key, figure.mentions[change.at].location)
        new = [each for each in audit.findings if (each.id, each.value_digest) not in self.base]
        naming = [each for each in new if place in places_of(each)]
        found = agreement(Facts(report), RuleInfo(id="baseline", title=""), figure)
        suspects = max(
            (each.suspects for each in naming), key=lambda each: _standing(each, place), default=()
        )
        groups = Counter((each.key, each.suggested) for each in suspects)
        least = sorted(groups.values())
        unique = bool(least) and (len(least) == 1 or least[0] < least[1])
        first = bool(suspects) and (suspects[0].key, suspects[0].location) == place
        mine = next((each for each in suspects if (each.key, each.location) == place), None)
        return Outcome(
            change=change,
            noticed=bool(naming),
            baseline=found is not None and found.verdict is Verdict.DISCREPANCY,
            unique=unique,
            first=first,
            among=mine is not None,
            cause="" if mine is None else str(mine.cause),
            explained=mine is not None and self.explains(mine, change),
            restored=mine is not None and self._restored(mine, change),
            possible_share=place in self.listed,
            findings=len(new),
            suspected=sum(len(each.suspects) for each in new),
            milliseconds=spent,
        )

    def explains(self, suspect: Suspect, change: Change) -> bool:
        """Return whether the cause turns the suggested value into what the change prints."""
        figure = self.report.figures[change.key]
        after, before = numeral_of(change.text), numeral_of((suspect.suggested or "").rstrip(figure.unit))
        if after is None:
            return False
        cause = suspect.cause
        if cause in {"sibling-copy", "stale-copy", "target-as-actual"}:
            return any(
                other.key != figure.key
                and (known := numeral_of(m.text)) is not None
                and known.value == after.value
                for other in self.report.figures.values()
                for m in other.mentions
            )
        if before is None:
            return False
        wrong, right = _aligned(change.text, suspect.suggested or "")
        match cause:
            case "digit" | "last-digit":
                return (
                    len(wrong) == len(right) and sum(a != b for a, b in zip(wrong, right, strict=True)) == 1
                )
            case "transposition":
                return sorted(wrong) == sorted(right)
            case "decimal-shift":
                return before.value != 0 and after.value / before.value in SHIFTS
            case "unit-scale":
                return before.value != 0 and after.value / before.value in UNIT_SCALES
            case "sign":
                return after.value == -before.value
            case "count-off":
                return True
        return False

    def _restored(self, suspect: Suspect, change: Change) -> bool:
        figure = self.report.figures[change.key]
        was = numeral_of(figure.mentions[change.at].text)
        now = numeral_of((suspect.suggested or "").rstrip(figure.unit))
        return was is not None and now is not None and was.value == now.value

    def pair(self, changes: list[Change]) -> bool:
        """Return whether two changes at once are found as exactly the two first suspects."""
        report = changed(self.report, changes)
        audit = api.check(report, self.book)
        wanted = {(each.key, report.figures[each.key].mentions[each.at].location) for each in changes}
        firsts: set[Place] = set()
        for finding in audit.findings:
            if (finding.id, finding.value_digest) not in self.base and finding.suspects:
                top = finding.suspects[0]
                firsts.add((top.key, top.location))
                firsts.update(
                    (each.key, each.location)
                    for each in finding.suspects
                    if each.confidence == top.confidence != "low" and each.key != top.key
                )
        return firsts == wanted


def places_of(finding: Finding) -> set[Place]:
    """Return every mention that a finding names."""
    places = {(item.key, item.location) for item in finding.figures}
    places |= {(item.key, item.location) for item in finding.suspects}
    for consequence in finding.consequences:
        places |= {(item.key, item.location) for item in consequence.figures}
    return places


def _standing(suspects: tuple[Suspect, ...], place: Place) -> int:
    at = next((rank for rank, each in enumerate(suspects) if (each.key, each.location) == place), None)
    return -1 if at is None and not suspects else 0 if at is None else 1000 - at


def _aligned(one: str, two: str) -> tuple[str, str]:
    """Return the digits of two numerals, printed to equally many places."""
    parts = []
    for text in (one, two):
        found = _NUMERAL.match(text.strip())
        head, _, tail = (found[2] if found else "").partition(".")
        parts.append((head, tail))
    places = max(len(tail) for _, tail in parts)
    first, second = (head + tail.ljust(places, "0") for head, tail in parts)
    return first, second


# Running -------------------------------------------------------------------------------------------

_bench: Bench | None = None


def _ready() -> Bench:
    global _bench  # noqa: PLW0603 - one report a process
    if _bench is None:
        _bench = Bench()
    return _bench


def _one(change: Change) -> Outcome:
    return _ready().outcome(change)


def _two(changes: list[Change]) -> bool:
    return _ready().pair(changes)


def drawn(bench: Bench, seed: int, sample: int) -> list[Change]:
    """Return the changes to try."""
    rng = random.Random(seed)  # noqa: S311 - no secret is drawn
    found = []
    for key, at in bench.constrained:
        for kind in KINDS:
            change = mutated(rng, bench.report, key, at, kind)
            if change is not None:
                found.append(change)
    return found if not sample or sample >= len(found) else rng.sample(found, sample)


def main() -> None:
    """Run the benchmark and write its result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=3000)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--failures", type=int, default=0, help="print so many changes that were not told")
    parser.add_argument("--output", type=Path, default=RESULTS / "sensitivity.txt")
    options = parser.parse_args()
    bench = _ready()
    changes = drawn(bench, options.seed, options.sample)
    rng = random.Random(options.seed + 1)  # noqa: S311 - no secret is drawn
    every = drawn(bench, options.seed + 2, 0)
    pairs: list[list[Change]] = []
    while len(pairs) < options.pairs:
        one, two = rng.sample(every, 2)
        if one.key != two.key:
            pairs.append([one, two])
    if options.processes == 1:
        outcomes = [_one(change) for change in changes]
        exact = sum(_two(pair) for pair in pairs)
    else:
        with multiprocessing.Pool(options.processes) as pool:
            outcomes = pool.map(_one, changes, chunksize=20)
            exact = sum(pool.map(_two, pairs, chunksize=10))
    text = report_of(
        bench,
        outcomes,
        exact,
        len(pairs),
        f"--seed {options.seed} --sample {options.sample} --pairs {options.pairs}",
    )
    sys.stdout.write(text)
    for each in [o for o in outcomes if not _good(o)][: options.failures]:
        sys.stdout.write(f"{each}\n")
    options.output.parent.mkdir(exist_ok=True)
    options.output.write_text(text, encoding="utf-8")


def _good(each: Outcome) -> bool:
    return each.noticed and (each.first and each.explained if each.unique else each.among)


def report_of(bench: Bench, outcomes: list[Outcome], exact: int, pairs: int, command: str) -> str:
    """Return the result as text."""
    lines = [f"python -m benchmarks.sensitivity {command}", ""]
    lines.append(
        f"{'change':16}{'n':>6}{'noticed':>9}{'baseline':>10}{'unique':>8}{'first':>8}{'cause':>8}{'restored':>10}{'among':>8}"
    )
    for kind in (*KINDS, "all"):
        mine = [each for each in outcomes if kind in {"all", each.change.kind}]
        unique = [each for each in mine if each.unique]
        other = [each for each in mine if each.noticed and not each.unique]
        lines.append(
            f"{kind:16}{len(mine):6}{_share(mine, 'noticed'):>9}{_share(mine, 'baseline'):>10}{len(unique):8}"
            f"{_share(unique, 'first'):>8}{_share(unique, 'explained'):>8}{_share(unique, 'restored'):>10}{_share(other, 'among'):>8}"
        )
    missed = [each for each in outcomes if not each.noticed]
    shares = sum(each.possible_share for each in missed)
    found, suspected = (sum(getattr(each, name) for each in outcomes) for name in ("findings", "suspected"))
    times = sorted(each.milliseconds for each in outcomes)
    lines += [
        "",
        "first, cause, restored: of the changes with one smallest repair; among: of the other noticed ones",
        f"not noticed: {len(missed)}, of these survey figures in whose place whole answers can give the new one: {shares}",
        f"new findings a change: {_mean(found, len(outcomes))}, mentions suspected a finding: {_mean(suspected, found)}",
        f"two changes at once: exact pair in {_ratio(exact, pairs)} of {pairs}",
        f"CPU time of one audit: median {times[len(times) // 2]} ms, 95 % within {times[len(times) * 95 // 100]} ms",
        "",
        f"numeric mentions constrained by equality, list, order, series or agreement: {len(bench.constrained)}",
        f"figures only bounded by an inequality ({len(bench.bounded)}): {', '.join(bench.bounded)}",
        f"figures that no rule constrains ({len(bench.free)}): {', '.join(bench.free)}",
        "",
    ]
    return "\n".join(lines)


def _share(outcomes: list[Outcome], field: str) -> str:
    return _ratio(sum(bool(getattr(each, field)) for each in outcomes), len(outcomes))


def _mean(total: int, of: int) -> str:
    if not of:
        return "-"
    hundredths = (200 * total + of) // (2 * of)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _ratio(count: int, of: int) -> str:
    if not of:
        return "-"
    tenths = count * 1000 // of
    return f"{tenths // 10}.{tenths % 10} %"


if __name__ == "__main__":
    main()
