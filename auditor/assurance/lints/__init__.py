"""The checks of rule files, one module each, found by walking this folder.

A module offers `check(subject)`, which gives a remark for every defect it finds. Adding a module adds
a check.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.assurance.remarks import Remark, Subject


def checks() -> dict[str, Callable[[Subject], Iterator[Remark]]]:
    """Return every check by the name of its module."""
    return {
        info.name: importlib.import_module(f"{__name__}.{info.name}").check
        for info in pkgutil.iter_modules(__path__)
    }
