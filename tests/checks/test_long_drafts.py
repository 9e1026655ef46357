"""What is kept of a long draft ends with what asks for it, and nothing that is found depends on that."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

from auditor import api
from auditor.checks import detect
from auditor.evaluation.facts import Facts
from auditor.report import model

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from auditor.evaluation.relations import Outcome

_DRAFT = "\n".join(
    f"第{number}章 甲片区情况\n一、木料出入\n表{number}-1 第{number}片木料表（单位：吨）\n"
    f"名称    完成值    上年数\n松木    {1000 + number}.25    {900 + number}.25\n杉木    {3000 + number}.50    {2900 + number}.50\n"
    f"合计    {4000 + 2 * number + (number == 3)}.75    {3800 + 2 * number}.75\n"
    f"第{number}片松木{1000 + number}.25吨，比上年增加100.00吨，杉木{3000 + number}.50吨，各项见表{number}-1。\n"
    for number in range(1, 9)
)


def _of_a_draft() -> Iterator[str]:
    """Name the bounded caches of checks that hold anything."""
    kind = type(functools.lru_cache(maxsize=1)(len))
    for name, module in list(sys.modules.items()):
        if name.startswith("auditor.checks."):
            for each in list(vars(module).values()):
                if (
                    isinstance(each, kind)
                    and each.__module__ == name
                    and each.cache_parameters()["maxsize"]
                    and each.cache_info().currsize
                ):
                    yield f"{name}.{each.__name__}"


def test_a_long_draft_is_found_the_same_in_and_nothing_of_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    report = api.read_bytes(_DRAFT.encode(), "draft.txt")
    short = api.check(report)
    assert set(_of_a_draft())
    monkeypatch.setattr(model, "LONG", 0)
    assert api.check(report) == short
    assert short.findings
    assert not set(_of_a_draft())


def test_relations_of_one_shape_share_their_terms_and_one_proof() -> None:
    outcomes = _sums(_DRAFT)
    assert len(outcomes) > 2
    assert len({id(each.relation.right) for each in outcomes if each.relation is not None}) == 1
    assert len({id(each.proof) for each in outcomes}) == 1
    assert all(
        [item.role for item in each.evidence] == ["total", "part", "part"]
        and each.keys == tuple(item.key for item in each.evidence)
        for each in outcomes
    )


def test_what_comes_out_to_the_digit_keeps_no_number_of_its_own() -> None:
    for outcome in _sums(_DRAFT):
        decision, relation = outcome.decision, outcome.relation
        assert decision is not None
        assert relation is not None
        if not decision.gap:
            assert decision.computed is relation.variables[decision.claim or 0].alternatives[0].value


def _sums(text: str) -> list[Outcome]:
    facts = Facts(api.read_bytes(text.encode(), "draft.txt"))
    return [each for each in detect(facts, only=("total-not-sum",)) if each.relation is not None]
