"""What can be said of a scoring rule whose actual value is a text: each text it names, and any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.choosing import said
from auditor.assurance.examples import info_of, score_in
from auditor.assurance.properties import Answer
from auditor.assurance.scene import report_of
from auditor.evaluation.binding import BindingError, MissingError
from auditor.evaluation.conditions import Setting, holds
from auditor.evaluation.facts import Facts
from auditor.evaluation.scoring import ACTUAL, resolver
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from fractions import Fraction

_SCORE = unit_of("分")
_OTHER = "其他文字"


def texts_of(
    scoring: tree.Scoring, nodes: Sequence[object], actuals: Collection[str], known: Collection[str]
) -> tuple[str, ...] | None:
    """Return the texts that a rule of these nodes compares its actual value with, and one other; None where it compares numbers.

    `actuals` are the words for the actual value, `known` those for weight and target. A rule that needs
    another figure as well is not decided by its texts alone.
    """
    if any(isinstance(band.outcome, tree.Deduct) for band in scoring.bands):
        return None
    names = {part.key for part in nodes if isinstance(part, tree.Name)}
    if not names <= {*actuals, *known}:
        return None
    found: dict[str, None] = {}
    for part in nodes:
        if isinstance(part, tree.Compare):
            one, other = part.left, part.right
            if isinstance(other, tree.Name) and other.key in actuals:
                one, other = other, one
            if not (isinstance(one, tree.Name) and one.key in actuals):
                continue
            if isinstance(other, tree.Name) and isinstance(scoring.target, tree.Text):
                other = scoring.target
            if not isinstance(other, tree.Text):
                return None
            found[other.value] = None
    if not found:
        return None
    if isinstance(scoring.target, tree.Text):
        found[scoring.target.value] = None
    return (*found, _OTHER)


def of_texts(scoring: tree.Scoring, weight: Fraction, texts: Sequence[str]) -> list[tuple[str, Answer]]:
    """Decide the properties of a score for every text that the rule names and any other."""
    try:
        scores = {text: _score(scoring, text) for text in texts}
    except (BindingError, MissingError) as error:
        unknown = Answer("undecided", zh=getattr(error, "zh", str(error)), en=str(error))
        return [(name, unknown) for name in ("defined", "bounded", "full_at_target", "floor")]
    full = said(weight, _SCORE)
    silent = next((text for text, score in scores.items() if score is None), None)
    high = next((text for text, score in scores.items() if score is not None and score > weight), None)
    low = next((text for text, score in scores.items() if score is not None and score < 0), None)
    target = scoring.target.value if isinstance(scoring.target, tree.Text) else None
    best = scores.get(target) == weight if target is not None else weight in scores.values()
    proved = Answer("proved")
    gap = Answer(
        "refuted", _witness(silent), f"业绩值为“{silent}”时没有哪一档适用", f"no band speaks of “{silent}”"
    )
    above, below = (
        proved
        if text is None
        else Answer(
            "refuted", _witness(text, scores[text]), f"业绩值为“{text}”时得分不在 0 分到 {full} 之间", f"“{text}” scores outside 0 to {full}"
        )
        for text in (high, low)
    )  # fmt: skip
    short = Answer(
        "refuted", None if target is None else _witness(target, scores.get(target)), f"没有达到目标即得满分 {full}", f"the target does not earn the full {full}"
    )  # fmt: skip
    return [
        ("defined", proved if silent is None else gap),
        ("bounded", above if high is not None else below),
        ("full_at_target", proved if best else short),
        ("floor", below),
    ]


def _witness(text: str | None, score: Fraction | None = None) -> str:
    got = "" if score is None else f" → {said(score, _SCORE)}"
    return f'{ACTUAL}="{text}"{got}'


def _score(scoring: tree.Scoring, text: str) -> Fraction | None:
    """Return the score where the actual value is `text`, None where no band speaks of it."""
    binding = tree.Binding(ACTUAL, tree.Text(text, scoring.span), scoring.span)
    facts = Facts(report_of(scoring, [binding]))
    setting = Setting(facts, info_of(scoring), resolve=resolver(facts, scoring), bounds=True)
    if scoring.formula is None and not any(
        band.condition is None or holds(setting, band.condition) for band in scoring.bands
    ):
        return None
    return score_in(setting, scoring)
