"""The result as plain text: the first screen, then every finding with its proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.findings import Severity, Verdict
from auditor.renderings import Audited, Failure, _screen, _words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.findings import Audit, Finding

MACHINE: Final = False
SHOWN_COPIES: Final = 6
MOST_GAPS: Final = 12
"""More gaps of rounding than these take a line each."""
MOST_REASONS: Final = 12
FEW_REASONS: Final = 3
"""A report that a pack was not written for leaves most of its rules without figures: nobody reads that list here."""


def render(results: Sequence[Audited], language: str) -> str:
    """Return the reports one after the other, an empty line between."""
    blocks = [
        "\n".join(
            _screen.failure_lines(each, language) if isinstance(each, Failure) else _audit(each, language)
        )
        for each in results
    ]
    return "\n\n".join(blocks) + "\n"


def _audit(audit: Audit, language: str) -> list[str]:
    lines = _screen.first_screen(audit, language)
    ranked = _screen.ranked(audit.open)
    brief = sum(map(_is_gap, ranked)) > MOST_GAPS
    for number, finding in enumerate(ranked, start=1):
        if brief and _is_gap(finding):
            # Sixty gaps of a last place each fill a screen that way, not ten.
            before = ranked[number - 2] if number > 1 else None
            lines.extend([""] if before is None or not _is_gap(before) else [])
            lines.append(f"{_headline(number, finding, language)} · {finding.id}")
            continue
        lines.append("")
        lines.extend(_finding(number, finding, language))
    zh = language == "zh"
    for title, items, where, limit in (
        ("不能核对" if zh else "not checkable", audit.not_checkable, "not_checkable", MOST_REASONS),
        ("不适用" if zh else "not applicable", audit.not_applicable, "not_applicable", FEW_REASONS),
        ("人工判断" if zh else "judgement", audit.judgement, "judgement", MOST_REASONS),
    ):
        if items:
            listed = _screen.reasons(items, language, limit=limit, where=where)
            lines.extend(["", f"{title} {len(items)}", *listed])
    if audit.unruled:
        title = "没有规则涉及的数" if zh else "numbers that no rule concerns"
        lines.extend(["", f"{title} {len(audit.unruled)}", *_screen.unruled(audit.unruled, language)])
    return lines


def _is_gap(finding: Finding) -> bool:
    """Whether hidden digits explain a gap: nothing needs mending, and the headline has the recomputation."""
    return finding.verdict is Verdict.ROUNDING_GAP and finding.severity is Severity.NOTE


def _headline(number: int, finding: Finding, language: str) -> str:
    level = _screen.SEVERITY_WORDS[language][finding.severity]
    return f"{number}. [{level}] {_screen.shown(finding.messages.get(language, ''))}"


def _finding(number: int, finding: Finding, language: str) -> list[str]:
    zh = language == "zh"
    verdict = _screen.VERDICT_WORDS[language][finding.verdict]
    lines = [_headline(number, finding, language)]
    lines.append(
        f"   {_screen.shown(finding.rule)} {_screen.shown(finding.title)} · {verdict} · {finding.id}"
    )
    gap = _is_gap(finding)
    if finding.trace and not gap:
        lines.append(f"   {_screen.trace(finding, language)}")
    if finding.interval_text and (finding.interval is None or finding.interval[0] != finding.interval[1]):
        says = "按印出的数，真值只能在" if zh else "true values can only lie in"
        lines.append(f"   {'区间' if zh else 'interval'}  {says} {finding.interval_text}")
    if gap:
        return lines
    for first, group in _screen.copies(finding.figures):
        if first.role == "absent":
            continue  # the message says what is missing, and nothing stands anywhere
        places = [_screen.quoted_place(item.location, language) for item in group]
        more = len(places) - SHOWN_COPIES
        listed = "；".join(places[:SHOWN_COPIES]) if zh else "; ".join(places[:SHOWN_COPIES])
        if more > 0:
            listed += f"；另 {more} 处" if zh else f"; {more} more"
        lines.append(
            f"   {_ROLES[language].get(first.role, first.role)}  {_screen.number(first)}  {_screen.shown(first.label)}  {listed}"
        )
    lines.extend(
        f"   {_words.suspects(group, finding, language)}" for group in _words.grouped(finding.suspects)
    )
    # A detector and a pack may say one thing of the same places; it is said once.
    named = {item.location for item in finding.figures}
    others = (
        each
        for each in finding.consequences
        if each.rule != finding.rule or not {item.location for item in each.figures} <= named
    )
    broken = list(dict.fromkeys(_words.consequence(each, language) for each in others))
    lines.extend(f"   {each}" for each in broken[:SHOWN_COPIES])
    if len(broken) > SHOWN_COPIES:
        more = len(broken) - SHOWN_COPIES
        lines.append(f"   关联  另 {more} 条规则" if zh else f"   also breaks  {more} more")
    if finding.impact:
        lines.append(f"   {'影响' if zh else 'impact'}  {_screen.shown(_words.impact(finding, language))}")
    lines.extend(f"   {_screen.shown(each)}" for each in (finding.softened, *finding.remarks) if each)
    if finding.source:
        lines.append(f"   {'依据' if zh else 'source'}  {_screen.shown(finding.source)}")
    return lines


_ROLES = {
    "zh": {"stated": "所述", "part": "分项", "total": "合计", "base": "基数", "input": "引用"},
    "en": {"stated": "stated", "part": "part", "total": "total", "base": "base", "input": "input"},
}
