"""Rulebooks: files, includes, encodings, and the kept form."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.language import Rulebook, RulebookError
from tests.language.test_language import SKETCH

RULE = "规则 {id} 名称\n  检查 a = b\n"


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_CACHE_DIR", str(tmp_path / "cache"))


def write(folder: Path, **files: str) -> Path:
    """Write rule files; the first is returned."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.rules").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(files))}.rules"


def codes(path: Path, root: Path | None = None) -> list[str]:
    """Return the problems of a rulebook, by code; all of them can be shown."""
    with pytest.raises(RulebookError) as caught:
        Rulebook.load([path], root)
    for language in ("zh", "en"):
        assert caught.value.render(language)
    return [problem.code for problem in caught.value.problems]


def test_includes_are_read_once_and_in_order(tmp_path: Path) -> None:
    """A diamond of includes is one rulebook."""
    path = write(
        tmp_path / "r",
        a='引用 "b.rules"\n引用 "c.rules"\n' + RULE.format(id="A"),
        b='引用 "c.rules"\n' + RULE.format(id="B"),
        c="同义 业绩值 = 实际值\n" + RULE.format(id="C"),
    )
    book = Rulebook.load([path])
    assert [rule.id for _, rule in book.rules] == ["A", "B", "C"]
    assert [entry.id for entry in book.entries()] == ["A", "B", "C"]
    assert next(book.entries()).names == ("a", "b")
    assert len(book.synonyms) == 1
    assert set(book.digests) == set(book.texts) == {file.name for file in book.files}


@pytest.mark.parametrize(
    "path",
    ["../x.rules", "/etc/passwd", "http://example.org/x.rules", "~/x.rules", "sub/../../x.rules", "", "C:\\x.rules", "\\\\host\\x.rules", "notes.txt", "file:///x.rules"],
)  # fmt: skip
def test_includes_that_lead_out_are_refused(tmp_path: Path, path: str) -> None:
    """Nothing outside the rule root is opened, whatever the way there."""
    write(tmp_path, x=RULE.format(id="X"))
    assert codes(write(tmp_path / "r", a=f'引用 "{path}"\n')) == ["include-refused"]


def test_links_are_resolved_before_the_place_is_judged(tmp_path: Path) -> None:
    """A link inside the root that points outside is refused; one that stays inside is fine."""
    path = write(tmp_path / "r", a='引用 "out.rules"\n', b=RULE.format(id="B"), c='引用 "in.rules"\n')
    write(tmp_path, x=RULE.format(id="X"))
    (tmp_path / "r" / "out.rules").symlink_to(tmp_path / "x.rules")
    (tmp_path / "r" / "in.rules").symlink_to(tmp_path / "r" / "b.rules")
    assert codes(path) == ["include-refused"]
    assert [rule.id for _, rule in Rulebook.load([tmp_path / "r" / "c.rules"]).rules] == ["B"]


def test_devices_and_folders_are_no_rule_files(tmp_path: Path) -> None:
    """A FIFO would wait for ever, a folder has no text."""
    path = write(tmp_path / "r", a='引用 "pipe.rules"\n引用 "dir.rules"\n引用 "none.rules"\n')
    (tmp_path / "r" / "dir.rules").mkdir()
    os.mkfifo(tmp_path / "r" / "pipe.rules")
    assert codes(path) == ["not-a-file", "not-a-file", "no-such-file"]
    assert codes(tmp_path / "nothing.rules") == ["no-such-file"]
    assert codes(Path("/dev/zero")) == ["not-a-file"]


def test_a_circle_of_includes_is_shown_as_its_path(tmp_path: Path) -> None:
    """The message shows the whole circle."""
    path = write(tmp_path / "r", a='引用 "b.rules"\n', b='引用 "c.rules"\n', c='引用 "a.rules"\n')
    with pytest.raises(RulebookError) as caught:
        Rulebook.load([path])
    (problem,) = caught.value.problems
    assert problem.code == "include-cycle"
    assert [Path(part).name for part in problem.message.zh.partition("：")[2].split(" → ")] == [
        "a.rules", "b.rules", "c.rules", "a.rules",
    ]  # fmt: skip


def test_a_circle_of_synonyms_is_shown_as_its_path(tmp_path: Path) -> None:
    """Names form no circle."""
    path = write(tmp_path / "r", a="同义 甲 = 乙\n同义 乙 = 丙\n同义 丙 = 甲\n")
    with pytest.raises(RulebookError) as caught:
        Rulebook.load([path])
    assert [problem.code for problem in caught.value.problems] == ["synonym-cycle"]
    assert "甲 → 丙 → 乙 → 甲" in caught.value.problems[0].message.zh


def test_one_identifier_in_two_files_names_both_places(tmp_path: Path) -> None:
    """Whoever reads the message can go to either."""
    path = write(tmp_path / "r", a='引用 "b.rules"\n\n' + RULE.format(id="X"), b=RULE.format(id="X"))
    with pytest.raises(RulebookError) as caught:
        Rulebook.load([path])
    (problem,) = caught.value.problems
    assert problem.code == "duplicate-id"
    assert Path(problem.file).name == "b.rules"
    assert problem.elsewhere is not None
    assert (Path(problem.elsewhere.file).name, problem.elsewhere.line) == ("a.rules", 3)


def test_problems_of_all_files_come_together(tmp_path: Path) -> None:
    """All problems, not the first file's."""
    path = write(tmp_path / "r", a='引用 "b.rules"\n规则 A x\n  检查 a == b\n', b="规则 B x\n  检察 a = b\n")
    assert codes(path) == ["comparison-sign", "unknown-keyword"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (SKETCH.encode("utf-16"), "wrong-encoding"),
        (SKETCH.encode("gbk", "replace"), "wrong-encoding"),
        (SKETCH.encode("utf-16-le"), "not-a-text"),
        (b"\x00\x01", "not-a-text"),
        (b"\xff\xff\xff", "wrong-encoding"),
        (b"#" * (4 * 1024 * 1024 + 1), "file-too-large"),
        ("语言 99\n".encode(), "language-version"),
    ],
)
def test_files_that_cannot_be_read_say_why(tmp_path: Path, content: bytes, code: str) -> None:
    """Other encodings, binary files, too large, too new."""
    path = tmp_path / "a.rules"
    path.write_bytes(content)
    assert codes(path) == [code]


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    """Windows editors write one."""
    path = tmp_path / "a.rules"
    path.write_bytes(SKETCH.encode("utf-8-sig"))
    assert len(Rulebook.load([path]).rules) == 4


def test_the_kept_form_gives_the_same_rulebook_without_lark(tmp_path: Path) -> None:
    """The second run reads what the first one kept."""
    path = write(tmp_path / "r", a=SKETCH)
    first = Rulebook.load([path])
    second = Rulebook.load([path])
    assert list((tmp_path / "cache").glob("*.kept"))
    assert second.files == first.files
    code = (
        "import sys; from pathlib import Path; from auditor.language import Rulebook;"
        f"book = Rulebook.load([Path({str(path)!r})]); print(len(book.rules), 'lark' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.split() == ["4", "False"]


@pytest.mark.parametrize("damage", [b"", b"x", b"\n\n\n", b"null", b"\xff\xfe"])
def test_a_damaged_kept_form_is_ignored_and_written_anew(tmp_path: Path, damage: bytes) -> None:
    """The cache is never trusted."""
    path = write(tmp_path / "r", a=SKETCH)
    whole = Rulebook.load([path])
    (kept,) = (tmp_path / "cache").glob("*.kept")
    good = kept.read_bytes()
    for bad in (damage, good[:-20] + damage, good.replace(b"B-01", b"B-99", 1), good[: len(good) // 2]):
        kept.write_bytes(bad)
        assert Rulebook.load([path]).files == whole.files
        assert kept.read_bytes() == good


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    """The kept form belongs to the content."""
    path = write(tmp_path / "r", a=RULE.format(id="A"))
    Rulebook.load([path])
    write(tmp_path / "r", a=RULE.format(id="B"))
    assert [rule.id for _, rule in Rulebook.load([path]).rules] == ["B"]


def test_a_file_with_problems_is_not_kept(tmp_path: Path) -> None:
    """Problems are shown every time."""
    path = write(tmp_path / "r", a="规则 A x\n  检查 a == b\n")
    assert codes(path) == codes(path) == ["comparison-sign"]
    assert not list(tmp_path.glob("cache/*.kept"))


@pytest.mark.parametrize("where", ["", "/dev/null/x", "/proc/nothing"])
def test_without_a_usable_cache_nothing_is_kept(
    tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No cache is no problem."""
    monkeypatch.setenv("AUDITOR_CACHE_DIR", where)
    path = write(tmp_path / "r", a=SKETCH)
    assert len(Rulebook.load([path]).rules) == 4


def test_without_a_home_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service account may have no home."""
    for name in ("AUDITOR_CACHE_DIR", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    assert len(Rulebook.load([write(tmp_path / "r", a=SKETCH)]).rules) == 4


def test_the_cache_folder_follows_the_environment() -> None:
    """AUDITOR_CACHE_DIR, then XDG_CACHE_HOME, then the home folder."""
    from auditor.files import cache_folder

    assert cache_folder({"AUDITOR_CACHE_DIR": "/c", "HOME": "/h"}) == Path("/c")
    assert cache_folder({"XDG_CACHE_HOME": "/x", "HOME": "/h"}) == Path("/x/auditor")
    assert cache_folder({"XDG_CACHE_HOME": "relative", "HOME": "/h"}) == Path("/h/.cache/auditor")
    assert cache_folder({}) is None
