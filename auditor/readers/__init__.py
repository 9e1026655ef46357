"""Readers, one module an input format, found by walking this folder and imported only when used."""

from __future__ import annotations

import ast
import functools
import importlib
import importlib.util
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from auditor.report.unreadable import Refusal, UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.report import Report


class Reader(Protocol):
    """What a reader module offers besides SUFFIXES."""

    def read(self, data: bytes, name: str) -> Report:
        """Return the report in `data`. Raises ReportError."""


@functools.cache
def suffixes() -> Mapping[str, str]:
    """Return each known suffix with the module that reads it. No reader is imported for this."""
    found: dict[str, str] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda item: item.name):
        name = f"{__name__}.{module.name}"
        for suffix in _declared(name):
            found[suffix] = name
    return found


def _declared(module: str) -> tuple[str, ...]:
    """Return the SUFFIXES that a module's source declares, on one line."""
    spec = importlib.util.find_spec(module)
    # The file itself and not the loader's source: not every loader gives one (pytest's does not).
    source = "" if spec is None or spec.origin is None else Path(spec.origin).read_text(encoding="utf-8")
    declared = next((line for line in source.splitlines() if line.startswith("SUFFIXES")), "= ()")
    return tuple(ast.literal_eval(declared.partition("=")[2].strip()))


_MACROS = (".docm", ".xlsm", ".dotm", ".xlsb")
_OLD = {
    ".doc": Refusal.OLD_WORD, ".wps": Refusal.OLD_WORD, ".rtf": Refusal.RTF,
    ".xls": Refusal.OLD_EXCEL, ".et": Refusal.OLD_EXCEL,
}  # fmt: skip


def reader_for(name: Path | str) -> Reader:
    """Return the reader for the suffix of `name`. Raises UnreadableDocumentError."""
    suffix = Path(name).suffix.lower()
    module = suffixes().get(suffix)
    if module is not None:
        reader: Reader = importlib.import_module(module)
        return reader
    called = Path(name).name
    if suffix in _OLD:
        raise UnreadableDocumentError(_OLD[suffix], called, detail=suffix)
    if suffix in _MACROS:
        raise UnreadableDocumentError(Refusal.MACROS, called, detail=suffix)
    raise UnreadableDocumentError(Refusal.NO_READER, called, detail=suffix or called)


def read(data: bytes, name: str) -> Report:
    """Return the report in `data`, with the reader for the suffix of `name`. Raises ReportError."""
    return reader_for(name).read(data, name)
