"""Write the sentences of tests/checks/wordings as other authors would, and see if what is wrong in them is told as before.

    python -m benchmarks.variations [--jobs 2] [zh:brackets en:percent ...]

writes benchmarks/results/variations.txt (without names: all variations). A variation changes words, marks or order in a way that
changes no fact: 增长 5% as 增长了 5%, a share in brackets, % as per cent. It is *lost* where the slip of a sample is no longer told
with its number, and an *alarm* where a sample without a slip raises one. Nobody wrote a check for a varied sentence, so the shares
tell how far the checks know a sentence by its form and not by its words. Some varied sentences are no good language, and some
change what is said after all (a comma for a semicolon): none is expected to lose nothing.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.checks.test_wordings import RIGHT, WRONG, told

if TYPE_CHECKING:
    from collections.abc import Iterator

RESULT = Path(__file__).parent / "results" / "variations.txt"
_AGO = "(?:比|较)上年(?=增|下|减|提|上升|降)"
_CHANGE = "增长|下降|增加|减少|提高|上升|降低"
_COUNTS = "two three four five six seven eight nine"
VARIATIONS: dict[str, dict[str, tuple[str, str]]] = {
    "zh": {
        "half-width marks": ("[，；：（）]", ""),
        "blanks around numbers": ("(?<=[0-9%])(?=[一-龥])|(?<=[一-龥])(?=[0-9])", " "),
        "no thousands marks": (r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", ""),
        "full-width percent": ("%", "％"),
        "同比": (_AGO, "同比"),
        "较上年同期": (f"同比|{_AGO}", "较上年同期"),
        "减少": ("下降(?=[0-9])", "减少"),
        "增加": ("增长(?=[0-9])", "增加"),
        "增长了": (f"(?:{_CHANGE})(?=[0-9])", r"\g<0>了"),
        "growth in brackets": (rf"，((?:{_AGO}|同比)?(?:{_CHANGE})[0-9][0-9.]*%)(?=[，。；])", r"（\1）"),
        "share in brackets": (r"，(占(?:比|[^，。；0-9]{2,10}的)?[0-9][0-9.]*%)(?=[，。；])", r"（\1）"),
        "rate in brackets": ("，([一-龥]{0,4}率(?:为|达到?)?[0-9][0-9.]*%)(?=[，。；])", r"（\1）"),
        "率为": ("(?<=率)(?=[0-9][0-9.]*%)", "为"),
        "得分为": ("(?<=得分)(?=[0-9])", "为"),
        "总额为": ("(?<=[额入出费款数])(?=[0-9][0-9,.]*(?:万|亿)?[元人个家项])", "为"),
        "合计为": ("(?<=[合共总]计)(?=[0-9])", "为"),
        "达": ("(?<=[额入出费款数])(?=[0-9][0-9,.]*(?:万|亿)?[元人个家项])", "达"),
        "占…的比重为": ("占([^，。；0-9]{2,10}?)的(?=[0-9])", r"占\1的比重为"),
        "占比": ("，占(?=[0-9])", "，占比"),
        "共计": ("合计", "共计"),
        "其中，": ("其中：", "其中，"),
        "last joined by 和": ("、(?=[^、。，；]{1,14}[0-9][^、。，；]{0,10}[。；])", "和"),
        "comma for semicolon": ("；", "，"),
        "full stop for semicolon": ("；", "。"),
    },
    "en": {
        "per cent": ("(?<=[0-9])%", " per cent"),
        "%": ("(?<=[0-9]) ?per ?cent(?!age)", "%"),
        "m": ("(?<=[0-9]) million\\b", "m"),
        "increased": ("\\brose\\b", "increased"),
        "declined": ("\\b(?:fell|decreased)\\b", "declined"),
        "compared to": ("\\bcompared with\\b", "compared to"),
        "no by": ("\\b(rose|fell|increased|decreased|grew|declined) by (?=[0-9.]+%)", r"\1 "),
        "or for brackets": (r" \(([0-9][0-9.]*%)\)", r", or \1,"),
        "numbers in words": ("(?<![0-9.,£$€–-])\\b[2-9]\\b(?![0-9.,%–-])(?= [a-z])", ""),
        "no Oxford comma": (", and (?=(?:[a-z]+ )?[0-9])", " and "),
        "no thousands marks": (r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", ""),
    },
}  # fmt: skip
Task = tuple[str, str, str, str, tuple[str, ...]]


def varied(language: str, name: str, text: str) -> str:
    """Return a text as a variation writes it."""
    pattern, other = VARIATIONS[language][name]
    if name == "half-width marks":
        return text.translate(str.maketrans("，；：（）", ",;:()"))
    if name == "numbers in words":
        return re.sub(pattern, lambda found: _COUNTS.split()[int(found.group()) - 2], text)
    return re.sub(pattern, other, text)


def _digits(text: str) -> set[str]:
    return {found.rstrip(".") for found in re.findall("[0-9][0-9.]*", text.replace(",", ""))}


def _is_told(said: str, findings: list[tuple[str, str]]) -> bool:
    wanted = _digits(said)
    return any(
        not wanted or any(own.startswith(each) for each in wanted for own in _digits(message))
        for _, message in findings
    )


def checked(task: Task) -> list[tuple[str, str, str]]:
    """Return, for each variation that changes a sample, its name, what came of it (kept, lost, alarm), and the text."""
    language, rule, said, text, names = task
    found = []
    for name in names:
        new = varied(language, name, text)
        if new == text:
            continue
        findings = told(language, new)
        kept = _is_told(varied(language, name, said), findings) if rule else not findings
        outcome = "kept" if kept else "lost" if rule else "alarm"
        found.append((f"{language}:{name}", outcome, f"{rule or findings[:1]} | {new}" if not kept else ""))
    return found


def _rows(results: list[tuple[str, str, str]]) -> Iterator[str]:
    counts = Counter((name, outcome) for name, outcome, _ in results)
    for name in dict.fromkeys(name for name, _, _ in results):
        kept, lost, alarms = (counts[name, outcome] for outcome in ("kept", "lost", "alarm"))
        yield f"{name:<32}{kept + lost + alarms:>7}{lost:>6}{alarms:>8}"


def main() -> None:
    """Run the benchmark and write its result."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    every = {language: tuple(VARIATIONS[language]) for language in VARIATIONS}
    names = {
        language: tuple(name for name in own if not asked.names or f"{language}:{name}" in asked.names)
        for language, own in every.items()
    }
    samples: list[tuple[str, str, str, str]] = [
        *((language, rule, said, text) for language, rule, said, text in WRONG),
        *((language, "", "", text) for language, text in RIGHT),
    ]
    tasks: list[Task] = [(*sample, names[sample[0]]) for sample in samples if names[sample[0]]]
    with multiprocessing.Pool(asked.jobs) as workers:
        results = [each for part in workers.imap(checked, tasks, 8) for each in part]
    lines = ["python -m benchmarks.variations", "", f"{'variation':<32} varied  lost  alarms"]
    lines += [*sorted(_rows(results)), "", "not kept:"]
    lines += [f"  {outcome}  {name}  {text}" for name, outcome, text in results if outcome != "kept"]
    text = "\n".join(lines) + "\n"
    if not asked.names:
        RESULT.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
