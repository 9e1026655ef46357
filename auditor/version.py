"""The version of this program and of the rule language it reads."""

from __future__ import annotations

from typing import Final

PROGRAM: Final = "0.1.0"
LANGUAGE: Final = "1"
