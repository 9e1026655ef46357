"""Measurements of the engine; each module says how to run it and where it writes its result."""
