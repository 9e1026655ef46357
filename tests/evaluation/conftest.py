"""Exact arithmetic takes as long as it takes: no deadline for one example on a busy machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("exact", deadline=None)
settings.load_profile("exact")
