"""Rates, ratios, prices and means per head, day or year that are not their quotient."""
