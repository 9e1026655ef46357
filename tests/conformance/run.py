"""Decide every case of the given conformance files and compare with what they expect.

    python tests/conformance/run.py FILE...

prints `id expected got` for each case and exits with 1 where any two differ.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # runs from a checkout, installed or not

from tests.conformance.cases import Case, answer


def run(cases: list[Case]) -> tuple[list[str], int]:
    """Return a line for each case, and how many differ."""
    lines, differing = [], 0
    for case in cases:
        try:
            got = answer(case).expected
        except Exception as error:  # noqa: BLE001 - one unreadable case must not hide the others
            got = f"error: {type(error).__name__}: {error}"
        differing += got != case["expected"]
        lines.append(f"{case['id']} {case['expected']} {got}")
    return lines, differing


def main() -> int:
    """Read the files, print a line for each case, and return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    total = differing = 0
    for file in parser.parse_args().files:
        lines, different = run(json.loads(file.read_text("utf-8")))
        sys.stdout.writelines(f"{line}\n" for line in lines)
        total += len(lines)
        differing += different
    sys.stderr.write(f"{total} cases, {differing} different\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
