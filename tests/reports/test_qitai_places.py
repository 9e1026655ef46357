"""Every mention of reports/qitai-2023.json stands in the source where its location says.

The source is not part of the repository. It is looked for in $AUDITOR_SHARED or in ../shared beside
the repository (`seed/report.txt`); without it the tests that need it are skipped. Lines end in LF
only: page breaks (form feeds) and leading blanks are part of their line and are counted.

A text that the source wraps has a `range`: one or more pieces `L1:C1-L2:C2` (both ends included)
joined by commas. A piece reads: from L1:C1 to the line's end, the lines between, line L2 up to C2,
each without the blanks at its ends, put together without a separator.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "reports" / "qitai-2023.json"
MAX_QUOTE = 20
MIN_MENTIONS = 1_000
PIECE = re.compile(r"([1-9][0-9]*):([1-9][0-9]*)-([1-9][0-9]*):([1-9][0-9]*)")

Json = dict[str, Any]


def source_path() -> Path:
    """Return where the source report is looked for."""
    shared = os.environ.get("AUDITOR_SHARED")
    return (Path(shared) if shared else ROOT.parent / "shared") / "seed" / "report.txt"


@pytest.fixture(scope="module")
def report() -> Json:
    """Return the report file as plain JSON."""
    loaded: Json = json.loads(REPORT.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """Return the lines of the source; skip where it is not at hand."""
    path = source_path()
    if not path.is_file():
        pytest.skip(f"the source report is not here: {path}")
    # newline="" keeps \r, \f and friends; only \n ends a line
    with path.open(encoding="utf-8", newline="") as stream:
        return stream.read().split("\n")


def mentions(report: Json) -> Iterator[tuple[str, Json]]:
    """Yield every mention with the key of its figure."""
    for figure in report["figures"]:
        for mention in figure["mentions"]:
            yield figure["key"], mention


def pieces(place: Json) -> list[tuple[int, int, int, int]]:
    """Return the stretches that a location's range names."""
    found = []
    for piece in place["range"].split(","):
        matched = PIECE.fullmatch(piece)
        assert matched, piece
        first, start, last, end = map(int, matched.groups())
        assert first <= last, piece
        found.append((first, start, last, end))
    return found


def joined(lines: list[str], place: Json) -> str:
    """Return the text that stands at a location with a range, its line breaks removed."""
    text = ""
    for first, start, last, end in pieces(place):
        assert end <= len(lines[last - 1]), place
        if first == last:
            text += lines[first - 1][start - 1 : end]
            continue
        middle = [lines[number - 1] for number in range(first + 1, last)]
        text += "".join(
            part.strip() for part in (lines[first - 1][start - 1 :], *middle, lines[last - 1][:end])
        )
    return text


def test_every_text_stands_at_its_place(report: Json, lines: list[str]) -> None:
    """The printed text stands at line and column, or fills the range."""
    wrong = []
    for key, mention in mentions(report):
        place, text = mention["location"], mention["text"]
        line, column = place["line"], place["column"]
        if "range" in place:
            assert place["range"].startswith(f"{line}:{column}-"), (key, place)
            found = joined(lines, place)
        else:
            found = lines[line - 1][column - 1 : column - 1 + len(text)]
        if found != text or not text:
            wrong.append((key, line, column, text, found))
    assert not wrong


def test_no_numeral_is_cut_out_of_a_longer_one(report: Json, lines: list[str]) -> None:
    """39 is not the beginning of 397.23."""
    cut = []
    for key, mention in mentions(report):
        place, text = mention["location"], mention["text"]
        if "range" in place or not re.fullmatch(r"[^0-9]?[0-9][0-9.]*%?", text):
            continue
        line = lines[place["line"] - 1]
        start, end = place["column"] - 1, place["column"] - 1 + len(text)
        before, after = line[max(0, start - 2) : start], line[end : end + 2]
        # "2.2023年" is item 2 of a list, not a number: a year may follow a list number
        longer = text[0].isdigit() and re.search(
            r"[0-9]$" if re.fullmatch(r"20[0-9]{2}", text) else r"[0-9]\.?$", before
        )
        longer = longer or (text[-1].isdigit() and re.match(r"[0-9%]|\.[0-9]", after))
        if longer:
            cut.append((key, place["line"], before, text, after))
    assert not cut


def test_quotes_are_short_and_exact(report: Json, lines: list[str]) -> None:
    """A quote is at most 20 characters of the source line."""
    for key, mention in mentions(report):
        place = mention["location"]
        quote = place["quote"]
        assert 0 < len(quote) <= MAX_QUOTE, (key, place)
        named = {place["line"]}
        if "range" in place:
            named |= {number for first, _, last, _ in pieces(place) for number in (first, last)}
        assert any(quote in lines[number - 1] for number in named), (key, place)


def test_a_quote_holds_the_text_or_its_beginning(report: Json) -> None:
    """A quote shows the text it is about."""
    for key, mention in mentions(report):
        quote, text = mention["location"]["quote"], mention["text"]
        if "range" not in mention["location"] and len(text) <= MAX_QUOTE:
            assert text in quote, (key, mention)


def test_there_are_enough_mentions_and_keys_are_unique(report: Json) -> None:
    """There are over a thousand mentions, and no key stands twice."""
    assert sum(1 for _ in mentions(report)) >= MIN_MENTIONS
    keys = Counter(figure["key"] for figure in report["figures"])
    assert [key for key, count in keys.items() if count > 1] == []
    assert [key for key in keys if not re.fullmatch(r"\S+\.\S+", key)] == []
    assert all(figure["mentions"] for figure in report["figures"])


def test_cells_name_existing_tables_rows_and_columns(report: Json) -> None:
    """Every cell names a table, a row and a column that exist, and holds one mention."""
    tables = {table["id"]: table for table in report["tables"]}
    assert len(tables) == len(report["tables"])
    rows = {name: [row["name"] for row in table["rows"]] for name, table in tables.items()}
    columns = {name: [column["name"] for column in table["columns"]] for name, table in tables.items()}
    for name, table in tables.items():
        assert len(set(rows[name])) == len(rows[name]), name
        assert len(set(columns[name])) == len(columns[name]), name
        assert all(row.get("parent", rows[name][0]) in rows[name] for row in table["rows"]), name
    cells: Counter[tuple[str, str, str]] = Counter()
    for key, mention in mentions(report):
        place = mention["location"]
        if "table" in place:
            assert place["table"] in tables, (key, place)
            assert place["row"] in rows[place["table"]], (key, place)
            assert place["col"] in columns[place["table"]], (key, place)
            cells[place["table"], place["row"], place["col"]] += 1
    assert [cell for cell, count in cells.items() if count > 1] == []
    assert {cell[0] for cell in cells} == set(tables)


def test_no_mention_is_listed_twice(report: Json) -> None:
    """A figure has one mention a place."""
    places = Counter(
        (key, place["line"], place["column"])
        for key, place in ((k, m["location"]) for k, m in mentions(report))
    )
    assert [place for place, count in places.items() if count > 1] == []


def test_sections_begin_with_a_part_of_the_report(report: Json) -> None:
    """The outermost heading is the summary, the body or an annex."""
    parts = {"摘要", "正文", *(f"附件{number}" for number in range(1, 8))}
    assert {mention["location"]["section"][0] for _, mention in mentions(report)} <= parts


def test_real_disagreements_are_kept(report: Json) -> None:
    """The report's own contradictions are what the file is for: nobody may repair them."""
    texts = {
        figure["key"]: {mention["text"] for mention in figure["mentions"]} for figure in report["figures"]
    }
    assert texts["部门预算.调整数"] == {"276.08", "276.09"}
    assert texts["C43.业绩值"] == {"93.22%", "93.94%"}
    assert texts["C44.业绩值"] == {"97.07%", "98.19%"}
    assert texts["A21.标杆值"] == {"明确", "规范"}
    assert texts["B42.业绩值"] == {"+214.97%", "214.97%"}
    assert texts["项目数.年初及追加"] == {"10"}
    assert texts["资产.合计.期末原值"] == {"449.20"}
    assert texts["B52.固定资产总额"] == {"44.92"}
