"""The one error that a reader raises: what is wrong with a document, where, and what to do."""

from __future__ import annotations


class UnreadableDocumentError(Exception):
    """A document that cannot be read as it is.

    `reason` and `remedy` are sentences for a person; `place` is the file, part, page or line.
    """

    def __init__(self, reason: str, place: str, remedy: str) -> None:
        """Keep the three for whoever words the message."""
        super().__init__(f"{place}: {reason}; {remedy}")
        self.reason = reason
        self.place = place
        self.remedy = remedy
