"""Readers, one module an input format, found by walking this folder and imported only when used."""

from __future__ import annotations

import ast
import functools
import importlib
import importlib.util
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from auditor.report import Report
from auditor.report.unreadable import UnreadableDocumentError


class Reader(Protocol):
    """What a reader module offers besides SUFFIXES."""

    def read(self, document: Path | bytes, name: str | None = None) -> Report:
        """Read a file, or its bytes. Raises UnreadableDocumentError."""


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
    """Return the SUFFIXES that a module's source declares."""
    spec = importlib.util.find_spec(module)
    loader = spec.loader if spec is not None else None
    source = loader.get_source(module) if loader is not None and hasattr(loader, "get_source") else None
    for statement in ast.parse(source or "").body:
        target = (
            statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
        )
        value = getattr(statement, "value", None)
        if isinstance(target, ast.Name) and target.id == "SUFFIXES" and value is not None:
            return tuple(ast.literal_eval(value))
    return ()


def reader_for(path: Path | str) -> Reader:
    """Return the reader for the suffix of `path`. Raises UnreadableDocumentError."""
    suffix = Path(path).suffix.lower()
    module = suffixes().get(suffix)
    if module is None:
        remedy = {
            ".doc": "save it as .docx",
            ".xls": "save it as .xlsx",
            ".wps": "save it as .docx",
            ".et": "save it as .xlsx",
            ".docm": "save it as .docx (macros are not read)",
            ".xlsm": "save it as .xlsx (macros are not read)",
            ".rtf": "save it as .docx",
        }.get(suffix, "use one of " + " ".join(sorted(suffixes())))
        raise UnreadableDocumentError(
            f"no reader for {suffix or 'files without a suffix'}", str(path), remedy
        )
    reader: Reader = importlib.import_module(module)  # type: ignore[assignment]
    return reader


def read(path: Path) -> Report:
    """Read a document with the reader for its suffix."""
    return reader_for(path).read(path)
