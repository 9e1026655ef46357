"""The command line: arguments in, exit status out. What the codes mean stands in the README."""

from auditor.cli.entry import main

__all__ = ["main"]
