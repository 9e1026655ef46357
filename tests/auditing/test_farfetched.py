"""What is far off in a sentence is an error where something explains it, and a note where nothing does."""

from __future__ import annotations

import pytest

from auditor import api
from auditor.findings import Severity

WHOLE = "全年支出2,400.00万元。"
BASIC = "基本支出1,200.00万元，其中公用经费210.00万元，占基本支出的{share}。"


@pytest.mark.parametrize(
    ("sentences", "severity"),
    [
        (("基本支出1,200.00万元，公用经费210.00万元，占支出的8.75%。",), Severity.NOTE),
        # 占基本支出 names the one figure that is called so: it has no other reading.
        ((BASIC.format(share="8.75%"),), Severity.ERROR),
        # The share is that of what stands elsewhere: the wrong base was taken.
        ((WHOLE, BASIC.format(share="8.75%")), Severity.ERROR),
        # Two digits swapped, and a little off, need no more witness.
        ((BASIC.format(share="71.50%"),), Severity.ERROR),
        ((BASIC.format(share="15.90%"),), Severity.ERROR),
        (
            ("2023年支出300.00万元，2024年支出120.00万元，比上年减少180.00万元，下降150.00%。",),
            Severity.ERROR,
        ),
        # 万 put in, to the last place: of two digits no other slip says anything.
        (("培训费支出3.26万元，比年初预算4.00万元节约7,400万元。",), Severity.ERROR),
    ],
)
def test_far_off_without_a_cause_is_a_note(sentences: tuple[str, ...], severity: Severity) -> None:
    """A note says that it was lowered, and why."""
    text = "一、情况\n\n" + "\n\n".join(sentences) + "\n"
    findings = api.check(api.read_bytes(text.encode(), "draft.txt")).findings
    assert [each.severity for each in findings] == [severity]
    assert (findings[0].softened is not None) is (severity is Severity.NOTE)


LIMIT = "The limit is $3,775,000,000. The net total of $3,768,420,000 is $4,030,000 under that limit."


@pytest.mark.parametrize(
    ("before", "severity"),
    [
        ("The bill supports six programs.", Severity.NOTE),
        ("The net total is $3,770,970,000.", Severity.ERROR),
    ],
)
def test_the_value_that_a_figure_should_have_may_stand_elsewhere(before: str, severity: Severity) -> None:
    """A total of an earlier draft makes a small difference of long amounts far off."""
    text = (
        f"Overview\n\nThe report describes the results of the year for the agency.\n\n{before}\n\n{LIMIT}\n"
    )
    findings = api.check(api.read_bytes(text.encode(), "draft.txt")).findings
    assert severity in [each.severity for each in findings]
    assert (Severity.ERROR in [each.severity for each in findings]) is (severity is Severity.ERROR)
