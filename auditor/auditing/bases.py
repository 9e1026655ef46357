"""Lists of several choices that were all computed over ticks instead of answers: one cause, not one a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.findings import Suspect
from auditor.source import place_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.relations import Outcome
    from auditor.findings import Evidence


def over_other_bases(outcomes: Sequence[Outcome]) -> list[tuple[Outcome, ...]]:
    """Return the lists of each questionnaire that fit another number than the answers stated, where they are several.

    Lists of one choice each stay apart: there a smaller number means that some did not answer.
    """
    found: dict[tuple[str, ...], list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.kind == "survey" and _several_choices(outcome):
            found.setdefault(tuple(dict.fromkeys(item.key for item in _bases(outcome))), []).append(outcome)
    return [tuple(lists) for keys, lists in found.items() if keys and len(lists) > 1]


def _several_choices(outcome: Outcome) -> bool:
    return bool(outcome.facts.get("other_base") and outcome.facts.get("open_ended"))


def _bases(outcome: Outcome) -> list[Evidence]:
    return [item for item in outcome.evidence if item.role == "base"]


def shared_message(lists: Sequence[Outcome], language: str) -> str:
    """Return the one line about several lists of one questionnaire."""
    base = _bases(lists[0])[0]
    others = [outcome.facts["other_base"] for outcome in lists]
    titles = list(_placed(lists, language))
    if language == "zh":
        return (
            f"{base.label}：{len(lists)} 道多选题的占比都不可能由 {base.text} 份答卷得出，依次按 {'、'.join(others)} 次计算则全部吻合，"
            f"疑似按选择次数计算而仍注为 {base.text} 份（{'；'.join(titles)}）"
        )
    return (
        f"{base.label}: the shares of {len(lists)} questions of several choices cannot come from {base.text} answers; "
        f"they all fit {', '.join(others)}: probably shares of all ticks, still said to be of {base.text} ({'; '.join(titles)})"
    )


def _placed(lists: Sequence[Outcome], language: str) -> Iterator[str]:
    """Iterate over the lists' titles, each with its place: the first in full, the others by what differs."""
    said = ""
    for outcome in lists:
        part = next(item for item in outcome.evidence if item.role == "part")
        place = place_words(part.location, language)
        head, _, tail = place.partition(" 第" if language == "zh" else " line ")
        short = place if head != said or not tail else place[len(head) :].strip()
        said = head
        yield f"{short} {outcome.rule.titles.get(language, outcome.rule.title)}"


def wrong_bases(lists: Sequence[Outcome]) -> tuple[Suspect, ...]:
    """Return the mentions of the number of answers that stand with the lists: each names the wrong base of its own."""
    by_place = {each.location: each for outcome in lists for each in _wrong_base(outcome)}
    return tuple(by_place.values())


def _wrong_base(outcome: Outcome) -> Iterator[Suspect]:
    shares = [item for item in outcome.evidence if item.role == "part"]
    bases = _bases(outcome)
    first = min((item.location.line or 0 for item in shares), default=0)
    before = [item for item in bases if (item.location.line or 0) <= first] or bases
    if before:
        near = max(before, key=lambda item: item.location.line or 0)
        yield Suspect(
            key=near.key,
            label=near.label,
            location=near.location,
            confidence="medium",
            cause="wrong-base",
            suggested=f"{outcome.facts['other_base']}{near.unit}",
        )
