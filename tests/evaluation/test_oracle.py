"""Engine and kernel give the verdicts of an independent judge; benchmarks/oracle.py does so at length."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.oracle import judged
from tests.evaluation.problems import problem


@settings(max_examples=400)
@given(st.integers(0, 10**9))
def test_the_oracle_agrees(seed: int) -> None:
    expected, engine, kernel, proved = judged(problem(random.Random(seed)))  # noqa: S311 - test data
    assert (engine, kernel, proved) == (expected, expected, True)
