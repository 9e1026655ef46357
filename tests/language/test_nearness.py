"""The known word that was probably meant comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.lines import CLAUSE_WORDS
from auditor.nearness import near

LONG = sorted(word for word in CLAUSE_WORDS if len(word) > 3)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("级别别", "级别"), ("查检", "检查"), ("极别", "级别"), ("levle", "level"), ("tolerence", "tolerance")],
)
def test_the_word_that_was_meant_comes_first(word: str, meant: str) -> None:
    """Doubled, swapped and replaced characters."""
    assert near(word, CLAUSE_WORDS)[0] == meant


@given(st.sampled_from(LONG), st.data())
def test_a_doubled_letter_hides_no_word(word: str, data: st.DataObject) -> None:
    """Whichever letter is doubled."""
    at = data.draw(st.integers(0, len(word) - 1))
    assert near(word[:at] + word[at] + word[at:], LONG)[0] == word


def test_an_unlike_word_is_like_none() -> None:
    """Nothing is suggested rather than anything."""
    assert near("zzz", CLAUSE_WORDS) == ()
