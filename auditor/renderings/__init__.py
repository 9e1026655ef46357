"""Output formats, one module each: `render(results, language) -> str`, found by name in this folder."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol

from auditor import records
from auditor.findings import Audit

if TYPE_CHECKING:
    from collections.abc import Sequence


@records.frozen(kw_only=True)
class Failure:
    """A report that could not be audited: its name, the exit status, and what is wrong with it."""

    name: str
    exit: int
    problems: tuple[str, ...]


Audited = Audit | Failure


class Rendering(Protocol):
    """What a module of this folder offers. `MACHINE` formats are UTF-8 whatever the locale."""

    MACHINE: bool

    def render(self, results: Sequence[Audited], language: str) -> str:
        """Return the results as text, ending in a newline."""
        ...


def names() -> tuple[str, ...]:
    """Return the names of all output formats."""
    return tuple(
        sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    )


def rendering(name: str) -> Rendering:
    """Return the output format `name`. Raises KeyError for an unknown one."""
    if name not in names():
        raise KeyError(name)
    module: Rendering = importlib.import_module(f"{__name__}.{name}")
    return module
