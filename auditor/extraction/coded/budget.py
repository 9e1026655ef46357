"""How much work the search for the cells of one table may take."""

from __future__ import annotations

import attrs

_STEPS = 40_000


@attrs.define(eq=False)
class Budget:
    """Steps that are left of those that one table may take, whatever is tried for it."""

    left: int = _STEPS

    def spend(self) -> bool:
        """Take a step, and tell whether there was one left."""
        self.left -= 1
        return self.left > 0
