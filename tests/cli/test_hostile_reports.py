"""A bad report file gets one clear message with place, limit and remedy, fast, and exit status 3."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import auditor, figure, write_report, write_rules

if TYPE_CHECKING:
    from pathlib import Path

RULES = "规则 R-1 合计\n  检查 甲.合计 = 甲.一 + 甲.二\n"
GOOD = '{"format":"auditor-report","version":"1","figures":[{"key":"甲.一","unit":"元","mentions":[{"text":"1"}]}]}'


def bad(mention: str) -> str:
    return f'{{"format":"auditor-report","version":"1","figures":[{{"key":"甲.一","unit":"元","mentions":[{mention}]}}]}}'


def drafted(*blocks: str, seal: str = '""') -> bytes:
    """Return a report file with blocks."""
    draft = f'"draft":{{"version":"1","figures_sha256":{seal},"blocks":[{",".join(blocks)}]}}'
    return f"{GOOD[:-1]},{draft}}}".encode()


BLOCK = '{"kind":"paragraph","text":"5"%s}'
CASES: dict[str, tuple[bytes, str]] = {
    "draft-no-object": (GOOD[:-1].encode() + b',"draft":[]}', "draft: expected an object"),
    "draft-nothing": (GOOD[:-1].encode() + b',"draft":{}}', "draft.blocks: this field is missing"),
    "seal-no-text": (drafted(seal="5"), "draft.figures_sha256: expected a string"),
    "block-no-object": (drafted("5", "null"), "draft.blocks[1]: expected an object, found null"),
    "block-float": (drafted(BLOCK % ',"level":1.5'), "draft.blocks[0].level: expected a whole number"),
    "block-surrogate": (drafted(BLOCK % ',"table":"\\ud800"'), "lone surrogate"),
    "block-deep": (drafted("[" * 90_000), "nested too deep"),
    "block-duplicate": (drafted(BLOCK % ',"kind":"note"'), "draft.blocks[0]: duplicate keys: kind"),
    "block-numbers": (
        drafted(BLOCK % (',"numbers":[' + ",".join(["{}"] * 200_001) + "]")),
        "more than 200000 numbers",
    ),
    "block-cells": (
        drafted('{"kind":"table","cells":[' + ",".join(["{}"] * 500_001) + "]}"),
        "more than 500000 cells",
    ),
    "block-huge-numeral": (
        drafted(BLOCK % ',"numbers":[{"numeral":{"text":"5","value":"1e999999999","step":"1"}}]'),
        "neither a decimal nor p/q",
    ),
    "one-null": (GOOD.encode() + b"\0", "binary"),
    "empty": (b"", "empty"),
    "blank": (b" \n ", "empty"),
    "utf-16": (GOOD.encode("utf-16"), "UTF-16"),
    "gbk": (GOOD.encode("gbk"), "GBK"),
    "truncated": (GOOD[:60].encode(), "truncated"),
    "not-json": (b"figures: 1", "not valid JSON"),
    "array": (b"[]", "expected an object"),
    "deep": (b"[" * 100_000, "nested too deep"),
    "deep-inside": (b'{"figures":' + b"[" * 100_000, "nested too deep"),
    "duplicate-keys": (
        GOOD.replace('"version"', '"format":"x","version"').encode(),
        "duplicate keys: format",
    ),
    "nan": (bad('{"text":NaN}').encode(), "the number NaN"),
    "infinity": (bad('{"text":-Infinity}').encode(), "-Infinity"),
    "float": (bad('{"text":1.50}').encode(), "the number 1.50"),
    "huge-exponent": (bad('{"text":1e999999999}').encode(), "1e999999999"),
    "huge-integer": (bad('{"text":' + "9" * 100_000 + "}").encode(), "99999999999999999999…"),
    "exponent-text": (bad('{"text":"1e5"}').encode(), '"1e5" is not a printed number'),
    "million-digits": (bad('{"text":"' + "9" * 1_000_000 + '"}').encode(), "longer than"),
    "many-digits": (bad('{"text":"' + "9" * 60 + '"}').encode(), "more than 40 digits"),
    "surrogate": (bad('{"text":"\\ud800","unit":"text"}').encode(), "lone surrogate"),
    "contradicting-copy": (bad('{"text":"1.50","value":"1.5001"}').encode(), "contradicts"),
    "unknown-version": (GOOD.replace('"version":"1"', '"version":"9"').encode(), "unsupported version"),
    "unknown-field": (bad('{"text":"1","txet":"1"}').encode(), "did you mean text?"),
    "no-mentions": (bad("").encode(), "at least one mention"),
    "unknown-table": (bad('{"text":"1","location":{"table":"表9"}}').encode(), "no table"),
    "one-key-for-all": (
        bad(",".join(f'{{"text":"{at}"}}' for at in range(600))).encode(),
        "more than 500 different texts",
    ),
    "many-rows": (
        GOOD.replace(
            '"figures"',
            '"tables":[{"id":"t","columns":[],"rows":['
            + ",".join(f'{{"name":"{at}"}}' for at in range(100_001))
            + ']}],"figures"',
        ).encode(),
        "more than 100000 table rows",
    ),
    "utf-16 without mark": (GOOD.encode("utf-16-le"), "UTF-16"),
    "nothing but nulls": (b"\0" * 1000, "binary"),
    "bad-utf-8": (b'{"format": "\xff\xff"}', "not UTF-8"),
}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path / "r.rules", RULES)


@pytest.mark.parametrize("name", CASES)
def test_hostile_report(name: str, tmp_path: Path, rules: Path) -> None:
    content, expected = CASES[name]
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    done = auditor("check", path, "--rules", rules, "--lang", "en")
    said = done.stderr.decode()
    assert done.returncode == 3, said
    assert expected in said
    assert "Traceback" not in said
    assert len(said) < 2_000
    assert path.read_bytes() == content


@pytest.mark.parametrize("range_", ["0-" + "9" * 5_000, "x", "5-"])
def test_an_odd_range_of_a_block_is_only_a_text(range_: str, tmp_path: Path, rules: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(drafted(BLOCK % f',"location":{{"range":"{range_}"}},"numbers":[{{}}]'))
    assert auditor("check", path, "--rules", rules).returncode == 4


def test_a_byte_order_mark_is_fine(tmp_path: Path, rules: Path) -> None:
    path = tmp_path / "bom.json"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert auditor("check", path, "--rules", rules).returncode == 4


def test_all_problems_are_reported_at_once_each_with_its_path(tmp_path: Path, rules: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text(
        json.dumps(
            {
                "format": "auditor-report",
                "version": "1",
                "tables": [{"id": 1, "columns": [], "rows": [{"name": "a", "role": "sum"}]}],
                "figures": [
                    {"key": "甲", "unit": "元", "mentions": [{"text": 5}, {"text": "x"}]},
                    {"key": "甲", "mentions": []},
                ],
            }
        ),
        encoding="utf-8",
    )
    said = auditor("check", path, "--rules", rules, "--lang", "en").stderr.decode()
    for place in (
        "tables[0].id",
        "tables[0].rows[0].role",
        "figures[0].mentions[0].text",
        "figures[0].mentions[1].text",
        "figures[1].mentions",
        "figures[1].key",
    ):
        assert place in said


def test_an_unreadable_report_is_an_object_in_json(tmp_path: Path, rules: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text("")
    done = auditor("check", path, "--rules", rules, "--format", "json")
    printed = json.loads(done.stdout)
    assert printed["status"] == "error"
    assert printed["exit"] == 3
    assert printed["problems"]


@pytest.mark.slow
def test_a_million_mentions_are_refused(tmp_path: Path, rules: Path) -> None:
    path = tmp_path / "many.json"
    mention = '{"text":"1"}'
    path.write_text(bad(",".join([mention] * 1_000_000)), encoding="utf-8")
    done = auditor("check", path, "--rules", rules, "--lang", "en")
    assert done.returncode == 3
    assert "more than 200000 mentions" in done.stderr.decode()


def test_a_good_report_of_many_figures_is_no_problem(tmp_path: Path, rules: Path) -> None:
    figures = [figure(f"乙.数{at}", "1.00") for at in range(2_000)]
    figures += [figure("甲.合计", "3.00"), figure("甲.一", "1.00"), figure("甲.二", "2.00")]
    assert auditor("check", write_report(tmp_path / "r.json", figures), "--rules", rules).returncode == 0
