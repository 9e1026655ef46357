"""The names of `re` that checks use: those of `auditor.patterns`, where a pattern waits until it is used."""

from __future__ import annotations

from auditor.patterns import *  # noqa: F403 - the same names in each module of this folder
