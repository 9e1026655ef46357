"""The work of checks grows with the pages and not with their square: calls are counted, no time is measured."""

from __future__ import annotations

import functools
import importlib
import sys
from typing import TYPE_CHECKING

import pytest

from auditor import api
from auditor.checks import checks
from auditor.evaluation.facts import Facts
from auditor.extraction.prose.captions import short_names

if TYPE_CHECKING:
    from collections.abc import Callable

SECTIONS = 24
TIMES = 4
AT_MOST = 5
"""Four times the pages may be five times the work: sorted lists are searched. Their square would be sixteen times."""

CHECKS = (
    "change_not_years",
    "count_not_rows",
    "growth_not_table",
    "mentions_disagree",
    "rate_of_changed_row",
    "rises_not_counted",
    "rows_of_condition",
    "rows_together",
    "share_not_of_total",
    "shares_not_column",
    "text_not_table",
    "statement_not_cell",
    "told_not_cell",
    "top_not_listed",
    "total_not_sum",
)


def _draft(sections: int) -> str:
    """Return a draft of sections that are alike, each with a table and sentences that repeat its rows."""
    return "\n".join(_section(number) for number in range(1, sections + 1))


def _section(number: int) -> str:
    one, two = 1000 + 7 * number, 3000 + 11 * number
    total, share = one + two, one * 10000 // (one + two)
    return (
        f"第{number}章 甲片区情况\n一、木料出入\n表{number}-1 第{number}片木料表（单位：吨）\n"
        f"名称    完成值    上年数\n松木    {one}.25    {one - 3}.25\n杉木    {two}.50    {two - 5}.50\n"
        f"合计    {total}.75    {total - 8}.75\n"
        f"第{number}片松木{one}.25吨，比上年增加3.00吨，杉木{two}.50吨，增长0.2%，占{share // 100}.{share % 100:02d}%，"
        f"木料完成值{total}.75吨，各项见表{number}-1。松木{one}.25吨，占木料完成值的{share // 100}.{share % 100:02d}%。\n"
    )


@functools.lru_cache(maxsize=2)
def _facts(sections: int) -> Facts:
    return Facts(api.read_bytes(_draft(sections).encode(), "draft.txt"))


def _made(work: Callable[[], object]) -> int:
    """Return how many calls of Python functions `work` makes."""
    made = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return made


def _calls(name: str, sections: int) -> int:
    """Return how many calls of Python functions a check makes on a draft; what all checks share is made before."""
    facts = _facts(sections)
    check = next(each.check for each in checks() if each.__name__.endswith(f".{name}"))
    importlib.import_module("auditor.checks.common.numbers").paragraphs(facts)
    importlib.import_module("auditor.checks.common.tables").sheets(facts)
    return _made(lambda: list(check(facts)))


@pytest.mark.parametrize("name", CHECKS)
def test_work_grows_with_the_pages(name: str) -> None:
    """Four times the sections are not much more than four times the calls."""
    for sections in (SECTIONS, SECTIONS * TIMES):
        _calls(name, sections)  # patterns compile at their first use, and tables keep what is asked of them
    few, many = _calls(name, SECTIONS), _calls(name, SECTIONS * TIMES)
    assert many <= AT_MOST * max(few, 1)


def test_rates_of_one_table_are_judged_in_proportion_to_its_rows() -> None:
    """Whether the other rows keep what a head means is counted once for all of them."""

    def calls(rows: int) -> int:
        lines = "\n".join(
            f"甲站第{number}号    {number * 4}    {number * 3}    75.00%" for number in range(1, rows + 1)
        )
        text = f"一、情况\n表1 各站受理情况\n名称    受理数    办结数    办结率\n{lines}\n"
        facts = Facts(api.read_bytes(text.encode(), "draft.txt"))
        check = importlib.import_module("auditor.checks.rates.rate_not_headed").check
        importlib.import_module("auditor.checks.common.tables").sheets(facts)
        found: list[object] = []
        made = _made(lambda: found.extend(check(facts)))
        assert len(found) == rows
        return made

    calls(20)
    assert calls(160) <= AT_MOST * calls(40)


def test_titles_are_shortened_by_their_neighbours() -> None:
    """The title that shares most of a beginning stands beside a title in order."""
    names = short_names(["甲乙丙丁局所属单位木料表", "乙局木料表", "甲乙丙丁局所属单位石料收支表", "丙局表"])
    assert names["甲乙丙丁局所属单位石料收支表"] == "石料收支表"
    assert names["乙局木料表"] == "乙局木料表"


def test_lines_that_end_with_bars_and_are_no_table_are_read_in_proportion() -> None:
    """A stretch of bars is tried a few times and not from each of its lines on."""

    def calls(lines: int) -> int:
        text = "一、情况\n" + "".join(f"甲乙丙{'丁' * (at % 7)} |\n" for at in range(lines))
        return _made(lambda: api.read_bytes(text.encode(), "draft.txt"))

    calls(20)
    assert calls(160) <= AT_MOST * calls(40)


def test_shares_of_one_sentence_are_judged_in_proportion_to_their_number() -> None:
    """What a long list of shares is of its nearest ones tell."""

    def calls(shares: int) -> int:
        listed = "，".join(
            f"第{number}片松木{100 + 7 * number}.25吨，占{(100 + 7 * number) * 100 // 9000}.{number % 10}5%"
            for number in range(1, shares + 1)
        )
        facts = Facts(
            api.read_bytes(f"一、情况\n全区木料共9000.00吨，其中{listed}。\n".encode(), "draft.txt")
        )
        check = importlib.import_module("auditor.checks.shares.share_not_ratio").check
        importlib.import_module("auditor.checks.common.numbers").paragraphs(facts)
        return _made(lambda: list(check(facts)))

    calls(20)
    # The nearest sixty figures are asked, which a list of forty has not.
    assert calls(160) <= 2 * AT_MOST * calls(40)


def test_figures_of_one_name_are_compared_in_proportion_to_their_number() -> None:
    """Each office tells its 基本支出: a figure is held to those of nearly its value, and not to all of its name."""
    check = importlib.import_module("auditor.checks.repeated.stale_figure").check

    def calls(sections: int) -> int:
        draft = "\n".join(
            f"第{number}章 第{number}单位情况\n第{number}单位今年有变化。基本支出{number * 1000}.25万元，项目支出{number * 2100}.50万元。\n"
            for number in range(1, sections + 1)
        )
        facts = Facts(api.read_bytes(draft.encode(), "draft.txt"))
        list(check(facts))
        return _made(lambda: list(check(facts)))

    assert calls(SECTIONS * TIMES) <= AT_MOST * calls(SECTIONS)
