"""Totals, parts, balances and hierarchies that do not add up."""
