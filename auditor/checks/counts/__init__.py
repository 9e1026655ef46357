"""Counts against the lists, rows and items that they count."""
