"""Figures looked up by value are all that a look at each of them would find."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.numbers import Stated
from auditor.checks.common.relations import near_ratio
from auditor.checks.common.tables import same_value
from auditor.report.model import Document, Figure, Mention, Report
from auditor.report.printed import Steps
from auditor.source import Location

AMOUNTS = st.builds(
    lambda whole, places: f"{whole // 10**places}.{whole % 10**places:0{places}d}" if places else str(whole),
    st.integers(1, 99_999),
    st.integers(0, 3),
)
SHARES = st.builds(lambda hundredths: f"{hundredths // 100}.{hundredths % 100:02d}%", st.integers(0, 12_000))


def stated(text: str) -> Stated:
    """Return what one print states."""
    unit = "%" if text.endswith("%") else "万元"
    mention = Mention(text=text, location=Location(line=1))
    figure = Figure(key=text, label=text, unit=unit, mentions=(mention,))
    printed = Steps(Report(document=Document(name="draft.txt"), figures={text: figure})).printed(
        figure, mention
    )
    assert printed is not None
    return Stated(figure, mention, printed)


@given(st.lists(AMOUNTS, min_size=1, max_size=12), AMOUNTS, SHARES)
def test_no_whole_of_a_share_is_missed(amounts: list[str], part: str, share: str) -> None:
    wholes, of, told = [stated(each) for each in amounts], stated(part), stated(share)
    found = ByValue(wholes, lambda each: each).wholes(of, told)
    assert all(each in found for each in wholes if near_ratio(told, of, each))
    wider = ByValue(wholes, lambda each: each).wholes(of, told, 2)
    gap = 2 * told.printed.step
    assert all(
        each in wider
        for each in wholes
        if abs(of.printed.value / each.printed.value - told.printed.value) <= gap
    )
    assert [each for each in wholes if each in found] == found, "in the order they were given in"


def test_few_of_many_are_looked_at() -> None:
    wholes = [stated(f"{number}.00") for number in range(100, 1_100)]
    found = ByValue(wholes, lambda each: each).wholes(stated("50.00"), stated("10.00%"))
    assert stated("500.00").printed.value in {each.printed.value for each in found}
    assert len(found) < 10
    assert isinstance(found[0].printed.value, Fraction)


SIGNED = st.builds(
    lambda sign, text: sign + text, st.sampled_from(["", "-"]), AMOUNTS | SHARES | st.just("0")
)


@given(st.lists(SIGNED, min_size=1, max_size=12), SIGNED)
def test_those_that_are_alike_or_near_are_those_that_a_look_at_each_finds(
    texts: list[str], asked: str
) -> None:
    held, one = [stated(each) for each in texts], stated(asked)
    by_value = ByValue(held, lambda each: each)

    def within(each: Stated, reach: Fraction) -> bool:
        return abs(each.printed.value - one.printed.value) <= reach

    steps = [(each, each.printed.step, one.printed.step) for each in held]
    alike = [each for each, own, other in steps if within(each, max(own, other) / 2)]
    assert by_value.alike(one) == alike == [each for each in held if same_value(each, one)]
    assert by_value.about(one) == [each for each, own, other in steps if within(each, own + other)]
    low, high = sorted((one.printed.value, held[0].printed.value))
    assert by_value.to_place(one.printed.step, low, high) == [
        each for each, own, other in steps if own == other and low <= each.printed.value <= high
    ]
