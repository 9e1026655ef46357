"""One list of shares a question: `占比 问卷1.*.* 样本 问卷1.有效份数 单选` for questions that no pack knows by name.

A pattern with two stars is no list by itself. It stands for one list a question, of the questions that the
report files under the clause's choice: those of one answer, or those of several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.evaluation.survey_words import among_several
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.evaluation.conditions import Setting
    from auditor.report.model import Figure

_STARS = ".*.*"
_NUMBERS = frozenset({"题号", "结果题号", "number", "result_number"})
_KINDS = frozenset({"题型", "kind"})
_SEVERAL = ("多选", "multiple", "several")
_FEWEST = 2


def is_by_question(statement: tree.Shares) -> bool:
    """Whether the clause stands for one list a question."""
    return len(statement.items) == 1 and _survey_of(statement) is not None


def questions(setting: Setting, statement: tree.Shares) -> Iterator[tuple[Setting, tree.Shares] | None]:
    """Iterate over the lists that the clause stands for, each with the setting that names its question.

    None stands for a list that another rule has judged by name: it is judged once.
    """
    survey = _survey_of(statement)
    for concept, attributes in setting.facts.report.concepts.items():
        within, _, question = concept.rpartition(".")
        if within != survey or not _NUMBERS & attributes.keys():
            continue
        shares = [figure for figure in attributes.values() if figure.unit == "%"]
        if len(shares) < _FEWEST or _several(attributes.values(), shares) is not statement.choice.several:
            continue
        if frozenset(figure.key for figure in shares) in setting.facts.listed:
            yield None
            continue
        titles = {
            "zh": f"{within}“{question}”各选项占比",
            "en": f"shares of the options of '{question}' in {within}",
        }
        rule = attrs.evolve(setting.rule, title=titles["zh"], titles=titles)
        name = tree.Name(f"{concept}.*", statement.span)
        yield attrs.evolve(setting, rule=rule), attrs.evolve(statement, items=(name,))


def comes_last(rule: tree.Rule | tree.Scoring) -> bool:
    """Whether a rule judges what the others have left: it has to wait for them."""
    return isinstance(rule, tree.Rule) and any(
        isinstance(statement, tree.Shares) and is_by_question(statement) for statement in rule.statements
    )


def _survey_of(statement: tree.Shares) -> str | None:
    item = statement.items[0]
    key = item.key if isinstance(item, tree.Name) else ""
    survey = key.removesuffix(_STARS)
    return survey if key.endswith(_STARS) and survey and "*" not in survey else None


def _several(attributes: Iterable[Figure], shares: Sequence[Figure]) -> bool:
    """Whether the report files a question among those of several choices, or its form marks it so."""
    marks = [
        mention.text for figure in attributes if figure.attribute in _KINDS for mention in figure.mentions
    ]
    if any(word in mark.lower() for mark in marks for word in _SEVERAL):
        return True
    return any(among_several(mention.location.section) for share in shares for mention in share.mentions)
