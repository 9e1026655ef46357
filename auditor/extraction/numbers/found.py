"""A number that a text holds: where it stands in it, and what was understood of it."""

from __future__ import annotations

import sys

from auditor import records
from auditor.report.blocks import Label, Occurrence, Understood
from auditor.source import Location, Span


@records.frozen(kw_only=True)
class Found(Understood):
    """A number found at `start` to `end` of a text; its unit ends at `unit_end`."""

    start: int
    end: int
    unit_end: int = 0

    def at(
        self,
        text: str,
        location: Location,
        label: Label | None,
        key: str | None = None,
        span: Span | None = None,
    ) -> Occurrence:
        """Return it with its place in the text that it was found in, and the words that name it.

        What a long draft prints in a thousand places is kept once.
        """
        printed = text[self.start : self.end]
        if self.numeral is not None and self.numeral.text == printed:
            printed = self.numeral.text
        return Occurrence(
            text=printed, span=span or Span(self.start, self.end), location=location, label=label, key=key,
            kind=self.kind, numeral=self.numeral, unit=sys.intern(self.unit), unit_lent=self.unit_lent, sign_word=self.sign_word,
            sign=self.sign, bound=self.bound, approximate=self.approximate, range=self.range, reason=self.reason,
        )  # fmt: skip
