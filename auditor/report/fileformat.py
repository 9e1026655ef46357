"""What a report file calls itself, and the seal that tells whether its figures were changed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = "auditor-report"
VERSION: Final = "1"
DRAFT_VERSION: Final = "1"
_CONTENT: Final = ("figures", "tables", "notes")


def seal(content: Mapping[str, Any]) -> str | None:
    """Return the SHA-256 of the figures, tables and notes of a report file, however they are laid out.

    It tells whether somebody changed them since. None where they are no JSON that the program writes.
    """
    sealed = [content.get(name) for name in _CONTENT]
    try:
        text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    except TypeError:
        return None
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
