"""Numbering, references, dates, places left free and slips of wording."""
