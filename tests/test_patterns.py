"""Patterns that were kept between runs are the very ones that `re` compiles, and are never needed."""

from __future__ import annotations

import gc
import re
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import patterns
from auditor.checks import checks

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.lists(
    st.sampled_from(["合计", "[0-9]+", "(?P<a>同比)?", "a|b", "(?<!第)", "[^，。]{0,4}?", r"\s*$"]),
    max_size=6,
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AUDITOR_CACHE_DIR", str(tmp_path))
    return tmp_path


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.patterns"))


def test_every_pattern_of_the_program_comes_back_as_it_was(cache: Path) -> None:
    """Two patterns are equal where `re` runs the same code for them."""
    assert checks()
    all_of_them = [each for each in gc.get_objects() if isinstance(each, patterns.Waiting)]
    first, second = patterns.Codes(), patterns.Codes()
    for each in all_of_them:
        first.pattern(each.pattern, each.flags)
    first.keep()
    assert len(kept(cache)) == 1
    for each in all_of_them:
        found, plain = second.pattern(each.pattern, each.flags), re.compile(each.pattern, each.flags)
        assert found == plain
        assert (found.groups, found.groupindex, found.flags) == (plain.groups, plain.groupindex, plain.flags)
    before = kept(cache)[0].stat().st_mtime_ns
    second.keep()
    assert kept(cache)[0].stat().st_mtime_ns == before, "nothing new was compiled, so nothing was kept anew"


@given(WORDS, st.sampled_from([0, re.IGNORECASE, re.DOTALL, re.MULTILINE | re.IGNORECASE]))
def test_a_pattern_put_together_is_the_compiled_one(words: list[str], flags: int) -> None:
    text = "".join(words)
    if words.count("(?P<a>同比)?") > 1:
        with pytest.raises(patterns.error):
            patterns.Codes().pattern(text, flags)
    else:
        assert patterns.Codes().pattern(text, flags) == re.compile(text, flags)


@pytest.mark.parametrize("damage", ["cut", "turned", "emptied", "foreign"])
def test_what_was_damaged_is_compiled_anew(cache: Path, damage: str) -> None:
    first = patterns.Codes()
    first.pattern("合计[0-9]+", 0)
    first.keep()
    (path,) = kept(cache)
    data = path.read_bytes()
    changed = {
        "cut": data[:-9],
        "turned": data[:-9] + data[-9:][::-1],
        "emptied": b"",
        "foreign": b"x" + data,
    }[damage]
    path.write_bytes(changed)
    again = patterns.Codes()
    assert again.pattern("合计[0-9]+", 0) == re.compile("合计[0-9]+")
    again.keep()
    assert kept(cache)[0].read_bytes() == data


@pytest.mark.parametrize("name", ["re._compiler", "_sre"])
def test_another_engine_compiles_as_ever(cache: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Where an interpreter's `re` is made otherwise, nothing is kept and every pattern works."""
    wanted = re.compile("合计([0-9]+)?")
    codes = patterns.Codes()
    monkeypatch.setattr(patterns, "_compiler", patterns._compiler.__wrapped__)  # noqa: SLF001 - without its memory
    monkeypatch.setitem(sys.modules, name, SimpleNamespace())
    assert codes.pattern("合计([0-9]+)?", 0) == wanted
    codes.keep()
    assert kept(cache) == []


def test_a_pattern_of_the_document_is_not_kept(cache: Path) -> None:
    patterns.once("某某单位").search("某某单位")
    patterns.keep()
    assert all("某某单位".encode() not in path.read_bytes() for path in kept(cache))


def test_what_only_a_cold_run_needs_is_the_compiled_pattern_and_not_kept(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pattern = "(?P<a>[一-龥]+某某机构)|(?P<b>[0-9]+)(?!\\w)"
    assert patterns.unkept(pattern, re.IGNORECASE) == re.compile(pattern, re.IGNORECASE)
    patterns.keep()
    assert all("某某机构".encode() not in path.read_bytes() for path in kept(cache))
    with pytest.raises(patterns.error):
        patterns.unkept("(")
    monkeypatch.setitem(sys.modules, "_sre", SimpleNamespace())
    assert patterns.unkept(pattern) == re.compile(pattern), "another engine compiles as ever"


def test_the_functions_do_what_those_of_re_do() -> None:
    text = "甲12，乙3"
    found = patterns.search("[0-9]+", text)
    assert found is not None
    assert found[0] == "12"
    assert patterns.match("[0-9]", text) is None
    assert patterns.fullmatch("甲12，乙3", text) is not None
    assert patterns.findall("[0-9]+", text) == re.findall("[0-9]+", text)
    assert [each.span() for each in patterns.finditer("[0-9]", text)] == [
        each.span() for each in re.finditer("[0-9]", text)
    ]
    assert patterns.split("，|[0-9]", text, 2) == re.split("，|[0-9]", text, maxsplit=2)
    assert patterns.sub("[0-9]+", "#", text, 1) == re.sub("[0-9]+", "#", text, count=1)
    assert patterns.sub("A", "#", "aA", flags=re.IGNORECASE) == "##"
