"""Shares of a whole: told in text, in columns and rows, alone or several together."""
