"""The functions of the rule language, one module each, found by walking this folder.

A module offers `NAMES` (Chinese first, then English), `SUMMARY` (what it gives, in both languages) and
`apply(binder, call)`; where what it gives is never below 0, `NEVER_NEGATIVE`. Functions are total: they end, read nothing but the report, and change nothing.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from typing import TYPE_CHECKING

from auditor.evaluation.binding import BindingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from auditor.evaluation.binding import Binder, Bound
    from auditor.language import tree
from auditor.nearness import near


@functools.cache
def catalogue() -> Mapping[str, ModuleType]:
    """Return the module of every function, by each of its names."""
    found: dict[str, ModuleType] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for name in module.NAMES:
            found[name] = module
    return found


def apply(binder: Binder, call: tree.Call) -> Bound:
    """Bind a call. Raises BindingError for an unknown function or wrong arguments."""
    module = catalogue().get(call.function)
    if module is None:
        close = near(call.function, catalogue())
        zh = f"没有函数 {call.function}" + (f"，是否为 {close[0]}" if close else "")
        en = f"there is no function {call.function}" + (f", did you mean {close[0]}?" if close else "")
        raise BindingError(call.span, zh, en)
    bound: Bound = module.apply(binder, call)
    return bound


def never_negative(function: str) -> bool:
    """Return whether a function is known never to give less than 0: a count, a number without its sign."""
    module = catalogue().get(function)
    return bool(module and getattr(module, "NEVER_NEGATIVE", False))


def need(call: tree.Call, least: int, most: int | None = None) -> None:
    """Raise BindingError unless `call` has between `least` and `most` arguments."""
    count = len(call.arguments)
    top = least if most is None else most
    if not least <= count <= top:
        wanted = f"{least}" if least == top else f"{least}-{top}"
        raise BindingError(
            call.span,
            f"{call.function} 需要 {wanted} 个参数，这里有 {count} 个",
            f"{call.function} takes {wanted} argument(s), {count} given",
        )
