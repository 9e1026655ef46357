"""`auditor extract` writes what a draft prints, and nothing of it is lost on the way back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.running import REPORT, auditor, result

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = """一、预算情况

2023年部门年初预算安排442.31万元，其中：一般公共预算拨款397.23万元，其他收入45.08万元。
全年预算执行率为98.5%。
"""


def test_every_number_of_a_draft_is_in_the_file_with_its_place(tmp_path: Path) -> None:
    draft, target = tmp_path / "draft.txt", tmp_path / "report.json"
    draft.write_text(DRAFT, encoding="utf-8")
    done = auditor("extract", draft, "-o", target)
    assert done.returncode == 0, done.stderr.decode()
    lines = DRAFT.splitlines()
    written = json.loads(target.read_text(encoding="utf-8"))
    stated = {
        mention["text"]: mention["location"]
        for figure in written["figures"]
        for mention in figure["mentions"]
    }
    assert {"442.31", "397.23", "45.08", "98.5%"} <= set(stated)
    for text, place in stated.items():
        assert lines[place["line"] - 1][place["column"] - 1 :].startswith(text)


def test_what_was_read_is_said_on_standard_error(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    done = auditor("extract", draft, "--list", "date")
    assert "2023" in done.stderr.decode()
    assert json.loads(done.stdout)["format"] == "auditor-report"


def test_a_report_file_comes_back_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "copy.json"
    assert auditor("extract", REPORT, "-o", target).returncode == 0
    before, after = (json.loads(path.read_text(encoding="utf-8")) for path in (REPORT, target))
    assert before["figures"] == after["figures"]
    assert [stated(table) for table in before["tables"]] == after["tables"]


@pytest.mark.parametrize(("text", "read"), [(None, True), ("1.25%", False)])
def test_one_print_of_a_table_may_state_two_figures(tmp_path: Path, text: str | None, read: bool) -> None:
    """A rate of the budget is the result of an indicator, too; two numbers in one cell contradict each other."""
    written = json.loads(REPORT.read_text(encoding="utf-8"))
    figure = next(each for each in written["figures"] if each["mentions"][-1]["location"].get("table"))
    mention = figure["mentions"][-1]
    again = {"text": text or mention["text"], "location": mention["location"]}
    written["figures"].append({**figure, "key": "另一指标.业绩值", "mentions": [again]})
    target = tmp_path / "report.json"
    target.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    done = auditor("extract", target, "-o", tmp_path / "copy.json")
    assert (done.returncode == 0) is read, done.stderr.decode()


def stated(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


@pytest.mark.parametrize(("arguments", "status"), [(["absent.txt"], 3), (["--list", "nonsense"], 2)])
def test_a_wrong_call_has_its_status(tmp_path: Path, arguments: list[str], status: int) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    call = arguments if arguments == ["absent.txt"] else [str(draft), *arguments]
    done = auditor("extract", *call, folder=tmp_path)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr


def test_the_draft_is_never_written_over(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    assert auditor("extract", draft, "-o", draft).returncode == 2
    assert draft.read_text(encoding="utf-8") == DRAFT


REPORT_OF_A_DRAFT = """一、人员情况

2023年部门在职人员45人，其中：男性25人，女性21人。
二、支出情况
2023年支出120.50万元，比上年100.00万元增加20.50万元，增长25.5%。
"""


def extracted(folder: Path) -> tuple[Path, Path]:
    """Return a draft that contradicts itself, and the report file made of it."""
    draft, target = folder / "draft.txt", folder / "report.json"
    draft.write_text(REPORT_OF_A_DRAFT, encoding="utf-8")
    assert auditor("extract", draft, "-o", target).returncode == 0
    return draft, target


def test_a_check_of_the_file_says_what_a_check_of_the_draft_says(tmp_path: Path) -> None:
    draft, target = extracted(tmp_path)
    direct, through = (result(path) for path in (draft, target))
    assert direct["findings"]
    assert {**through, "inputs": None} == {**direct, "inputs": None}
    texts = [auditor("check", path).stdout.decode() for path in (draft, target)]
    assert texts[1].replace("report.json", "draft.txt") == texts[0]
    for options in (["--rules", "general"], ["--format", "table"], ["--lang", "en", "--fail-on", "note"]):
        one, other = (auditor("check", path, *options) for path in (draft, target))
        assert (one.returncode, one.stdout) == (
            other.returncode,
            other.stdout.replace(b"report.json", b"draft.txt"),
        )


def test_a_finding_of_the_file_is_explained_like_that_of_the_draft(tmp_path: Path) -> None:
    draft, target = extracted(tmp_path)
    for finding in result(draft)["findings"]:
        one, other = (auditor("explain", finding["id"], path) for path in (draft, target))
        assert one.returncode == other.returncode == 0
        assert one.stdout == other.stdout


def test_extracting_again_gives_the_same_bytes(tmp_path: Path) -> None:
    draft, target = extracted(tmp_path)
    second, third = tmp_path / "second.json", tmp_path / "third.json"
    assert auditor("extract", draft, "-o", second).returncode == 0
    done = auditor("extract", target, "-o", third, "--list", "date")
    assert "2023" in done.stderr.decode()
    assert target.read_bytes() == second.read_bytes() == third.read_bytes()


def test_a_file_whose_figures_were_changed_says_that_its_text_is_not_checked(tmp_path: Path) -> None:
    _, target = extracted(tmp_path)
    written = json.loads(target.read_text(encoding="utf-8"))
    written["figures"][0]["label"] = "改过的名称"
    target.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    assert "提取后改过" in auditor("check", target).stdout.decode()
    remarks = result(target)["reading"]["remarks"]
    assert any("were changed" in each["en"] for each in remarks)
