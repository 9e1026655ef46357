"""What functions remember of earlier calls, and that it is let go where nobody will ask again.

A draft of a thousand pages fills every such cache, and what one stage or one family of checks has kept of it would stand in memory
until the end, beside all that the others keep.
"""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["forget"]

_Cached = type(functools.lru_cache(maxsize=1)(len))


def forget(*packages: str, but: Collection[str] = ()) -> None:
    """Empty the bounded caches of functions in the modules of packages, but for some; what has no bound was meant to stay."""
    inside = tuple(f"{each}." for each in packages)
    for name, module in list(sys.modules.items()):
        if name not in but and (name in packages or name.startswith(inside)):
            for each in list(vars(module).values()):
                if (
                    isinstance(each, _Cached)
                    and each.__module__ == name
                    and each.cache_parameters()["maxsize"]
                ):
                    each.cache_clear()
