"""What functions remember is let go where it had a bound, and only in the packages named."""

from __future__ import annotations

import functools
import sys
from types import ModuleType

import pytest

from auditor import caches


def _kept(value: str) -> str:
    return value * 2


def _module(name: str, **functions: object) -> ModuleType:
    module = ModuleType(name)
    for called, each in functions.items():
        each.__module__ = name
        setattr(module, called, each)
    return module


@pytest.mark.parametrize(("package", "left"), [("pack", 0), ("pack.part", 0), ("pac", 1), ("pack.other", 1)])
def test_bounded_caches_of_a_package_are_emptied(
    package: str, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounded = functools.lru_cache(maxsize=4)(_kept)
    for name, module in {
        "pack.part": _module("pack.part", bounded=bounded),
        "other": ModuleType("other"),
    }.items():
        monkeypatch.setitem(sys.modules, name, module)
    bounded("a")
    caches.forget(package)
    assert bounded.cache_info().currsize == left


def test_what_has_no_bound_and_what_is_only_imported_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    lasting, elsewhere = functools.cache(_kept), functools.lru_cache(maxsize=4)(_kept)
    module = _module("pack", lasting=lasting)
    elsewhere.__module__ = "other"
    vars(module)["elsewhere"] = elsewhere
    monkeypatch.setitem(sys.modules, "pack", module)
    lasting("a")
    elsewhere("a")
    caches.forget("pack")
    assert (lasting.cache_info().currsize, elsewhere.cache_info().currsize) == (1, 1)


def test_a_module_named_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    bounded = functools.lru_cache(maxsize=4)(_kept)
    monkeypatch.setitem(sys.modules, "pack.part", _module("pack.part", bounded=bounded))
    bounded("a")
    caches.forget("pack", but=("pack.part",))
    assert bounded.cache_info().currsize == 1
