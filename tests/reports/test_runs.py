"""The runs of a block are packed, and are to whoever asks the tuple of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.report.blocks import Run, Runs

_PLACES = st.integers(0, 2**40)
_RUNS = st.lists(
    st.builds(Run, _PLACES, _PLACES, st.none() | _PLACES, _PLACES, st.none() | _PLACES), max_size=6
)


@given(_RUNS, st.slices(6))
def test_packed_runs_are_those_given(runs: list[Run], piece: slice) -> None:
    packed = Runs(runs)
    assert tuple(packed) == tuple(runs)
    assert packed == tuple(runs)
    assert tuple(runs) == packed
    assert packed == Runs(runs)
    assert hash(packed) == hash(tuple(runs))
    assert repr(packed) == repr(tuple(runs))
    assert packed[piece] == tuple(runs)[piece]
    assert [packed[-at] for at in range(1, len(runs) + 1)] == runs[::-1]
    assert bool(packed) is bool(runs)


def test_runs_differ_from_others() -> None:
    packed = Runs([Run(0, 2, None, 1)])
    assert packed != (Run(0, 3, None, 1),)
    assert packed != Runs([])
    assert packed != [Run(0, 2, None, 1)]
