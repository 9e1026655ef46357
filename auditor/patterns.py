"""The names of `re` for what reads documents: a pattern is compiled when it is first asked for, and only once.

A document needs half of the patterns: a Chinese one none of those for English sentences. Modules import this
one as `re`, so that a pattern reads as anywhere else. Compiling is a seventh of a check's time, so `keep` writes
what a run compiled to the user's cache folder, in the code that the engine of `re` runs, for the next one. What
was kept is never trusted: its name is a hash of this very interpreter, its content is checked against its own
hash, the engine checks the code, and where anything does not fit, the pattern is compiled as ever. Most of compiling
is making sets of characters, and few of those are different: each is made once.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import re
import sys
from array import array
from re import DOTALL, IGNORECASE, MULTILINE, Match, Pattern, error, escape
from typing import TYPE_CHECKING, Any, Final, cast

from auditor import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "Match",
    "Pattern",
    "compile",
    "error",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "keep",
    "match",
    "once",
    "search",
    "split",
    "sub",
    "unkept",
]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")
_MAGIC: Final = "auditor kept patterns 2"
_SUFFIX: Final = ".patterns"
_MOST_FILES: Final = 3
_MOST_BYTES: Final = 16 * 1024 * 1024

Code = tuple[int, int, dict[str, int], list[int]]
"""What the engine runs: flags, number of groups, their names, and its code."""


class Waiting:
    """A pattern that is compiled when one of its methods is first asked for; from then on it has them itself."""

    def __init__(self, pattern: str, flags: int) -> None:
        """Keep what the pattern is made from."""
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        """Compile the pattern and return what it is asked for."""
        made = _made(self.pattern, self.flags)
        for each in _METHODS:
            setattr(self, each, getattr(made, each))
        return getattr(made, name)


def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # noqa: A001 - named as in `re`, which it stands for
    """Return what acts as the compiled pattern does. A wrong pattern fails at its first use."""
    return cast("Pattern[str]", Waiting(pattern, flags))


def once(pattern: str, flags: int = 0) -> Pattern[str]:
    """Return the compiled form of a pattern made of a document's words: it is not kept between runs."""
    return re.compile(pattern, flags)


def unkept(pattern: str, flags: int = 0) -> Pattern[str]:
    """Return the compiled form of one of many patterns of the same sets of characters, which only a cold run needs.

    Each set is made once, as for those that are kept; keeping these would have every later run read them.
    """
    with contextlib.suppress(Exception):  # the engine is not ours: whatever it says, `re` itself decides
        return _assembled(pattern, _translated(pattern, flags))
    return re.compile(pattern, flags)


def search(pattern: str, string: str, flags: int = 0) -> Match[str] | None:
    """Do what `re.search` does."""
    return _made(pattern, flags).search(string)


def match(pattern: str, string: str, flags: int = 0) -> Match[str] | None:
    """Do what `re.match` does."""
    return _made(pattern, flags).match(string)


def fullmatch(pattern: str, string: str, flags: int = 0) -> Match[str] | None:
    """Do what `re.fullmatch` does."""
    return _made(pattern, flags).fullmatch(string)


def finditer(pattern: str, string: str, flags: int = 0) -> Iterator[Match[str]]:
    """Do what `re.finditer` does."""
    return _made(pattern, flags).finditer(string)


def findall(pattern: str, string: str, flags: int = 0) -> list[Any]:
    """Do what `re.findall` does."""
    return _made(pattern, flags).findall(string)


def split(pattern: str, string: str, maxsplit: int = 0, flags: int = 0) -> list[str | Any]:
    """Do what `re.split` does."""
    return _made(pattern, flags).split(string, maxsplit)


def sub(
    pattern: str, repl: str | Callable[[Match[str]], str], string: str, count: int = 0, flags: int = 0
) -> str:
    """Do what `re.sub` does."""
    return _made(pattern, flags).sub(repl, string, count)


@functools.cache
def _made(pattern: str, flags: int) -> Pattern[str]:
    return _codes.pattern(pattern, int(flags))


class Codes:
    """The codes of patterns: those that were kept, and those that this run compiled."""

    def __init__(self) -> None:
        """Know of none; what was kept is read when the first pattern is asked for."""
        self._kept: Kept | None = None
        self._new: dict[str, Code] = {}

    def pattern(self, pattern: str, flags: int) -> Pattern[str]:
        """Return a compiled pattern, from its kept code where there is one. Raises `error` for a wrong one."""
        if self._kept is None:
            self._kept = _read()
        name = f"{flags} {pattern}"
        code = self._new.get(name) or self._kept.get(name)
        with contextlib.suppress(Exception):  # the engine is not ours: whatever it says, `re` itself decides
            if code is None:
                code = self._new[name] = _translated(pattern, flags)
            return _assembled(pattern, code)
        self._new.pop(name, None)
        return re.compile(pattern, flags)

    def keep(self) -> None:
        """Keep the codes for the next run, where this one has met new patterns."""
        if not self._new:
            return
        body = (self._kept or Kept()).with_more(self._new)
        if len(body) <= _MOST_BYTES // 2:
            digest = hashlib.sha256(body).hexdigest().encode()
            files.keep(_name(), b"\n".join([_MAGIC.encode(), digest, body]), _MOST_FILES)


class Kept:
    """The codes of a file: a line of JSON that tells of each pattern where its words are, and behind it all words."""

    def __init__(self, body: bytes = b"{}\n") -> None:
        """Read where the words of each pattern are. Raises ValueError for what was not kept."""
        line, _, words = body.partition(b"\n")
        self._places: dict[str, list[Any]] = dict(json.loads(line))
        self._words = array("I", words)

    def get(self, name: str) -> Code | None:
        """Return the code that was kept of a pattern."""
        found = self._places.get(name)
        if found is None:
            return None
        flags, groups, names, start, end = found
        return flags, groups, names, self._words[start:end].tolist()

    def with_more(self, codes: dict[str, Code]) -> bytes:
        """Return what is kept of these and of more patterns."""
        places, words = dict(self._places), self._words[:]
        for name, (*told, code) in codes.items():
            places[name] = [*told, len(words), len(words) + len(code)]
            words.extend(code)
        line = json.dumps(places, ensure_ascii=False, separators=(",", ":"))
        return line.encode("utf-8", "surrogatepass") + b"\n" + words.tobytes()


_codes = Codes()


def keep() -> None:
    """Keep what this run compiled, for the next one; or silently not."""
    _codes.keep()


def _name() -> str:
    """Return the name under which codes of this very interpreter are kept."""
    engine = [sys.version, sys.implementation.cache_tag, sys.byteorder, str(array("I").itemsize)]
    return hashlib.sha256("\n".join(map(str, [_MAGIC, *engine])).encode()).hexdigest() + _SUFFIX


def _read() -> Kept:
    data = files.kept(_name(), _MOST_BYTES)
    with contextlib.suppress(ValueError, AttributeError):
        magic, digest, body = (data or b"").split(b"\n", 2)
        if magic == _MAGIC.encode() and hashlib.sha256(body).hexdigest().encode() == digest:
            return Kept(body)
    return Kept()


@functools.cache
def _compiler() -> Any:  # noqa: ANN401 - a module of `re` that tells nobody its types
    """Return a copy of the compiler of `re` that makes each set of characters once: all of `一-龥` is twenty thousand steps.

    It is a copy, so that patterns of others are compiled by what the interpreter brought. Raises Exception where
    this interpreter has it otherwise.
    """
    original: Any = sys.modules["re._compiler"]
    copy: Any = type(sys)(original.__name__)
    copy.__package__ = original.__package__
    original.__spec__.loader.exec_module(copy)
    plain = copy._optimize_charset  # noqa: SLF001 - `re` has no open way to its code
    made: dict[tuple[Any, ...], Any] = {}

    def once_made(charset: list[Any], *folding: Any) -> Any:  # noqa: ANN401 - the same
        if any(folding[1:]):  # it takes functions and tables that fold the case: few patterns do
            return plain(charset, *folding)
        key = tuple(charset)
        if key not in made:
            made[key] = plain(charset, *folding)
        return made[key]

    copy._optimize_charset = once_made  # noqa: SLF001 - the same
    return copy


def _translated(pattern: str, flags: int) -> Code:
    """Return the code of a pattern, as `re` makes it. Raises Exception where this interpreter makes it otherwise."""
    compiler = _compiler()
    parsed = compiler._parser.parse(pattern, flags)  # noqa: SLF001 - `re` has no open way to its code
    code = list(compiler._code(parsed, flags))  # noqa: SLF001 - the same
    state = parsed.state
    return flags | state.flags, state.groups - 1, state.groupdict, code


def _assembled(pattern: str, code: Code) -> Pattern[str]:
    """Return the pattern of a code, as `re` makes it. Raises Exception where this interpreter makes it otherwise."""
    engine: Any = sys.modules["_sre"]
    flags, groups, names, words = code
    indices: list[str | None] = [None] * (groups + 1)
    for name, index in names.items():
        indices[index] = name
    return cast("Pattern[str]", engine.compile(pattern, flags, words, groups, names, tuple(indices)))
