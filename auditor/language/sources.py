"""Rule files on disk: decoding them, and resolving includes inside the rule root."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import attrs

from auditor.language.limits import MAX_BYTES
from auditor.language.problems import Mistake, Problem, Wording
from auditor.nearness import near
from auditor.resources import rule_packs
from auditor.source import Span

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.language.tree import Include

SUFFIX = ".rules"
_START = Span(0, 0)


def read_bytes(path: Path, name: str) -> bytes:
    """Return the content of the rule file at `path`; raises Mistake where it is no readable file."""
    try:
        if not path.exists():
            raise Mistake(_missing(path, name))
        if not path.is_file():
            raise Mistake(_problem("not-a-file", f"{name} 不是普通文件", f"{name} is no regular file", name))
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "?"
        raise Mistake(
            _problem("unreadable-file", f"读不了 {name}：{reason}", f"{name} cannot be read: {reason}", name)
        ) from error
    if len(content) > MAX_BYTES:
        size = MAX_BYTES // 1024 // 1024
        raise Mistake(
            _problem(
                "file-too-large", f"{name} 超过 {size} MB", f"{name} has more than {size} MB", name,
                Wording("拆成几个文件，用 引用 连起来", "split it and include the parts"),
            )
        )  # fmt: skip
    return content


def _missing(path: Path, name: str) -> Problem:
    """Return the problem of a file that is not there, with the files beside its place that it may mean."""
    try:
        beside = sorted(each.name for each in path.parent.iterdir() if each.suffix == SUFFIX)
    except OSError:
        beside = []
    meant = [each for each in beside if each in {path.name + SUFFIX, path.stem + SUFFIX}]
    close = meant or near(path.name, [*beside, *rule_packs()])
    problem = _problem(
        "no-such-file", f"找不到规则文件 {name}", f"there is no rule file {name}", name,
        Wording("检查文件名和所在的文件夹；路径从当前文件夹算起，引用 从写它的文件算起",
                "look at the name and the folder: a path counts from the folder you are in, an include from its own file"),
    )  # fmt: skip
    return attrs.evolve(problem, near=tuple(close))


def decode(content: bytes, name: str) -> str:
    """Return `content` as text: UTF-8, with or without a byte order mark. Raises Mistake otherwise."""
    remedy = Wording("另存为 UTF-8 编码", "save it as UTF-8")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Mistake(_problem("wrong-encoding", f"{name} 是 UTF-16 编码", f"{name} is UTF-16", name, remedy))
    at = content.find(b"\0")
    if at >= 0:
        line = content.count(b"\n", 0, at) + 1
        raise Mistake(
            _problem(
                "not-a-text", f"{name} 第 {line} 行有 NUL 字节：它不是文本文件，或是 UTF-16 编码",
                f"{name} holds a NUL byte in line {line}: it is no text file, or UTF-16", name, remedy,
            )
        )  # fmt: skip
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        chinese = _is_gbk(content)
        zh, en = ("是 GBK 编码", "is GBK") if chinese else ("不是 UTF-8 编码", "is not UTF-8")
        raise Mistake(
            _problem(
                "wrong-encoding", f"{name} {zh}（第 {line} 行）", f"{name} {en} (line {line})", name, remedy
            )
        ) from error


def _is_gbk(content: bytes) -> bool:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def included_path(include: Include, including: Path, root: Path, name: str) -> Path:
    """Return the file that `include` names; raises Mistake where it leads out of `root`.

    The path counts from the including file. Links are resolved before the place is judged.
    """
    word = include.path
    refusal: tuple[str, str] | None = None
    if "://" in word or word.startswith(("//", "\\\\")):
        refusal = ("不能引用网络地址", "a URL cannot be included")
    elif "\\" in word or ":" in word:
        refusal = ("路径里不能有反斜杠或冒号", "a path holds no backslash and no colon")
    elif not word.strip() or "\0" in word:
        refusal = ("没有写文件名", "no file is named")
    elif word.startswith(("/", "~")):
        refusal = ("不能引用绝对路径", "an absolute path cannot be included")
    elif ".." in word.split("/"):
        refusal = ("路径里不能有 ..", "a path cannot hold ..")
    elif not word.endswith(SUFFIX):
        refusal = (f"只能引用 {SUFFIX} 文件", f"only {SUFFIX} files can be included")
    if refusal is None:
        path = (including.parent / word).resolve()
        if path.is_relative_to(root.resolve()):
            return path
        refusal = ("它经由链接指到了规则目录之外", "it leads out of the rule folder through a link")
    raise Mistake(
        Problem(
            code="include-refused",
            message=Wording(f"不能引用“{word}”：{refusal[0]}", f"“{word}” cannot be included: {refusal[1]}"),
            span=include.span,
            file=name,
            remedy=Wording(
                '把文件放进规则目录，写相对路径，如 引用 "通用.rules"',
                'put the file into the rule folder and write include "common.rules"',
            ),
        )
    )


def _problem(code: str, zh: str, en: str, name: str, remedy: Wording | None = None) -> Problem:
    return Problem(code=code, message=Wording(zh, en), span=_START, file=name, remedy=remedy)
