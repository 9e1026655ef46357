"""Every conformance sample is decided as it expects, under every way of rounding it names."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path

import pytest

from auditor.evaluation import forms
from auditor.numbers import Rounding, interval_of, read_numeral, unit_of
from tests.conformance.cases import Case, answer
from tests.conformance.formula import read_formula
from tests.conformance.run import run

SHARED = Path(os.environ.get("AUDITOR_SHARED", Path(__file__).resolve().parents[3] / "shared"))
FOLDER = SHARED / "conformance" / "rounding"
FILES = sorted(FOLDER.glob("*.json"))

pytestmark = pytest.mark.skipif(not FILES, reason=f"no conformance samples in {FOLDER}")


def cases() -> list[Case]:
    """Return all samples."""
    return [case for file in FILES for case in json.loads(file.read_text("utf-8"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_sample_is_decided_as_expected(file: Path) -> None:
    """The three-way verdict is the one the sample expects."""
    lines, _ = run(json.loads(file.read_text("utf-8")))
    assert [line for line in lines if line.split(" ")[1] != line.split(" ", 2)[2]] == []


def test_other_ways_of_rounding() -> None:
    """The same figures under other rounding rules give the verdicts the sample lists."""
    wrong = [
        (case["id"], mode, expected, got)
        for case in cases()
        for mode, expected in (case.get("expected_by_rounding") or {}).items()
        if (got := answer(case, rounding=mode).expected) != expected
    ]
    assert wrong == []


def test_grades() -> None:
    """The five-way verdict of a formula is the grade that the sample proposes."""
    wrong = []
    for case in cases():
        got = answer(case).grade
        if (
            "grade" in case
            and got is not None
            and case["kind"] in {"sum", "difference", "ratio", "percent_list"}
        ):
            wrong += [(case["id"], case["grade"], got)] if got != case["grade"] else []
    assert wrong == []


def test_what_is_consistent_comes_with_true_values_that_explain_it() -> None:
    """True values round to all that is printed and satisfy the formula: the printed ones where they do, else the witness."""
    checked = 0
    for case in cases():
        got = answer(case)
        if got.expected != "consistent" or case["kind"] not in {"sum", "difference", "ratio", "joint"}:
            continue
        if got.grade == "rounding_gap" and "tolerance_abs" not in case["options"]:
            assert got.witness is not None, case["id"]
        if got.witness is not None:
            checked += 1
            assert proves(case, got.witness), case["id"]
    assert checked > 40


def test_witnesses_of_the_samples_prove_their_formulas() -> None:
    """The reader of formulas agrees with the samples' own witnesses."""
    for case in cases():
        if case.get("witness"):
            given = {name: Fraction(value) for name, value in case["witness"].items()}
            assert proves(case, given, claim_left_out=True), case["id"]


def proves(case: Case, witness: dict[str, Fraction], *, claim_left_out: bool = False) -> bool:
    """Return whether true values print as given and satisfy all formulas of the case."""
    mode = Rounding(case["options"].get("rounding", "half_up").removeprefix("round_"))
    names = {each["name"]: at for at, each in enumerate(case["inputs"])}
    point = [witness.get(name, Fraction(0)) for name in names]
    for text in case.get("formulas") or [case["formula"]]:
        left, right = read_formula(text, names)
        if claim_left_out:
            (claim,) = forms.variables(left)
            point[claim] = forms.value_at(right, point)
        if forms.value_at(left, point) != forms.value_at(right, point):
            return False
    for each, value in zip(case["inputs"], point, strict=True):
        numeral, factor = read_numeral(each["text"]), unit_of(each.get("unit") or "").factor
        step = Fraction(each["ulp"]) if each.get("ulp") else numeral.step
        step = Fraction(0) if each.get("exact") else step
        if value not in interval_of(numeral.value * factor, step * factor, mode):
            return False
    return True
