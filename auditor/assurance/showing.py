"""Say what lint, proof and examples found: as text in the look of every diagnostic, or as JSON values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from auditor.assurance.remarks import Remark, remark
from auditor.findings import Severity
from auditor.language.keywords import INNER
from auditor.language.printer import unparse
from auditor.language.problems import place, render
from auditor.source import LineIndex, printable

if TYPE_CHECKING:
    from auditor.assurance.examples import Tested
    from auditor.assurance.mutants import Score
    from auditor.assurance.proof import Proof
    from auditor.assurance.suggesting import Suggestion
    from auditor.language.problems import Problem

Texts = Mapping[str, str]

_WITNESS = {"zh": "见证：", "en": "witness: "}
_PROPERTIES = {
    "defined": "处处有分", "bounded": "0 分到权重之间", "full_at_target": "达标得满分", "monotone": "走向一致",
    "exhausts": "扣得完", "floor": "不为负分", "cliff": "没有跳变",
}  # fmt: skip
_REMEDIES = {
    "defined": ("让界限首尾相接，或在末尾写 档 其余 不得分；分母可能为零时另写一档",
                "let the borders meet, or end with: band otherwise no_score; give a zero divisor a band of its own"),
    "bounded": ("加一行 封顶 权重 或 保底 0分，扣分写 扣完为止，或改小得分",
                "add: cap weight, or: floor 0分, end a deduction with until_exhausted, or award less"),
    "full_at_target": ("让达到目标的一档得满分：检查目标、界限、≥ 与 >", "let what reaches the target earn full: look at target, border, ≥ and >"),
    "monotone": ("检查各档的分数和比较方向，或改 走向", "look at the scores and signs of the bands, or change: monotone"),
    "exhausts": ("加大每步扣分或缩小步长；扣不完也无妨的，删去 扣完为止", "deduct more a step, or for a smaller step; leave out until_exhausted if it need not be exhausted"),
    "floor": ("扣分写 扣完为止，或加一行 保底 0分", "end the deduction with until_exhausted, or add: floor 0分"),
    "cliff": ("有意如此的不必理会；否则让界限两边的分数相接", "where it is meant, leave it; else let the scores meet at the border"),
}  # fmt: skip
_KNOWN = (
    '；报告的标准本来如此的，加一行 已知 "……"',
    '; where the report\'s own standard is so, add: known "…"',
)
_UNDECIDED = (
    "证不了的靠例子：界限上和两边各写一个",
    "what cannot be proved is left to examples: one at each border and on both sides of it",
)
_IN_ENGLISH = {"业绩值": "actual", "标杆值": "target", "目标值": "target", "权重": "weight"}
_OWN_NAME = re.compile(rf"(?<![^\s,;])(?:{'|'.join(_IN_ENGLISH)})(?==)")
"""What a scoring rule calls its own figures, where a witness gives them."""
_RESULTS = {"proved": "成立", "refuted": "不成立", "undecided": "未定"}


class Shower:
    """Shows problems of rule files; each file is cut into lines once."""

    def __init__(self, texts: Texts, language: str) -> None:
        """Show in `language` what stands in `texts`."""
        self._texts = texts
        self._indexes: dict[str, LineIndex] = {}
        self.language = language

    def index(self, file: str) -> LineIndex:
        """Return the lines of a file."""
        if file not in self._indexes:
            self._indexes[file] = LineIndex(self._texts.get(file, ""))
        return self._indexes[file]

    def text(self, each: Remark) -> str:
        """Return one remark as text."""
        shown = render(
            each.problem,
            self._texts.get(each.problem.file, ""),
            self.language,
            index=self.index(each.problem.file),
        )
        # An example that fails is its own witness and stands in the excerpt.
        if each.witness and each.problem.code != "example-fails":
            shown += f"\n      = {_WITNESS[self.language]}{printable(self._witness(each.witness))}"
        return shown

    def _witness(self, witness: str) -> str:
        """Return a witness in the reader's words; either spelling can stand in an example."""
        return (
            witness
            if self.language == "zh"
            else _OWN_NAME.sub(lambda found: _IN_ENGLISH[found.group()], witness)
        )

    def value(self, each: Remark) -> dict[str, Any]:
        """Return one remark as a JSON value."""
        problem = each.problem
        line, column = place(problem, self.index(problem.file))
        return {
            "code": problem.code, "severity": problem.severity.value, "rule": each.rule, "file": problem.file, "line": line,
            "column": column, "message": problem.message.say(self.language),
            "messages": {"zh": problem.message.zh, "en": problem.message.en},
            "expected": list(dict.fromkeys(each.say(self.language) for each in problem.expected)),
            "near": list(problem.near), "remedy": problem.remedy.say(self.language) if problem.remedy else None, "witness": each.witness,
        }  # fmt: skip


def problems_value(texts: Texts, problems: Iterable[Problem], language: str) -> list[dict[str, Any]]:
    """Return what keeps files from being read as the remarks of lint are given."""
    shower = Shower(texts, language)
    return [shower.value(Remark(rule="", problem=problem)) for problem in problems]


# Proofs ----------------------------------------------------------------------------------------


def proof_value(proof: Proof, language: str) -> dict[str, Any]:
    """Return a proof as the contract has it."""
    reason = proof.reason[0 if language == "zh" else 1] or None
    return {
        "rule": proof.rule, "property": proof.property, "result": proof.result, "witness": proof.witness, "reason": reason, "known": proof.known,
    }  # fmt: skip


def proof_remark(proof: Proof) -> Remark:
    """Return a proof that did not succeed as a remark."""
    severity = (
        Severity.NOTE
        if proof.known or proof.property == "cliff"
        else Severity.ERROR
        if proof.result == "refuted"
        else Severity.WARNING
    )
    known = ("（已记为报告自身的缺陷）", " (recorded as the report's own)") if proof.known else ("", "")
    remedy = None if proof.known else _remedy(proof)
    zh = f"{proof.rule} {_PROPERTIES[proof.property]}：{_RESULTS[proof.result]}：{proof.reason[0]}{known[0]}"
    en = f"{proof.rule} {proof.property}: {proof.result}: {proof.reason[1]}{known[1]}"
    return remark(
        f"{proof.property}-{proof.result}",
        proof.file,
        proof.rule,
        proof.scoring.span,
        (zh, en),
        severity=severity,
        witness=proof.witness,
        remedy=remedy,
    )


def _remedy(proof: Proof) -> tuple[str, str]:
    if proof.result == "undecided":
        return _UNDECIDED
    zh, en = _REMEDIES[proof.property]
    return (zh, en) if proof.property == "cliff" else (zh + _KNOWN[0], en + _KNOWN[1])


def proof_remarks(proofs: Sequence[Proof]) -> Iterator[Remark]:
    """Give a remark for each proof that did not succeed; what one reason leaves undecided of a rule is one remark."""
    open_ones: set[tuple[str, str, tuple[str, str]]] = set()
    for proof in proofs:
        if proof.result == "proved":
            continue
        if proof.result != "undecided":
            yield proof_remark(proof)
            continue
        identity = (proof.file, proof.rule, proof.reason)
        if identity in open_ones:
            continue
        open_ones.add(identity)
        same = [
            each
            for each in proofs
            if each.result == "undecided" and (each.file, each.rule, each.reason) == identity
        ]
        if len(same) == 1:
            yield proof_remark(proof)
            continue
        zh, en = (
            "、".join(_PROPERTIES[each.property] for each in same),
            ", ".join(each.property for each in same),
        )
        yield remark(
            "undecided", proof.file, proof.rule, proof.scoring.span,
            (f"{proof.rule} 未定：{proof.reason[0]}（{zh}）", f"{proof.rule} undecided: {proof.reason[1]} ({en})"),
            severity=Severity.WARNING, remedy=_UNDECIDED,
        )  # fmt: skip


def proof_summary(proofs: Sequence[Proof], language: str) -> str:
    """Return how many properties were proved, refuted and left open."""
    rules = len({(proof.file, proof.rule) for proof in proofs})
    counts = {name: sum(proof.result == name for proof in proofs) for name in _RESULTS}
    known = sum(proof.known for proof in proofs)
    if language == "zh":
        return (
            f"{rules} 条评分规则，{len(proofs)} 项性质：成立 {counts['proved']}，不成立 {counts['refuted']}（其中已知 {known}），"
            f"未定 {counts['undecided']}"
        )
    return (
        f"{rules} scoring rules, {len(proofs)} properties: {counts['proved']} proved, {counts['refuted']} refuted "
        f"({known} known), {counts['undecided']} undecided"
    )


# Examples --------------------------------------------------------------------------------------


def examples_value(tested: Tested, score: Score | None, language: str) -> dict[str, Any]:
    """Return what the examples of a rule gave."""
    at = 0 if language == "zh" else 1
    return {
        "rule": tested.rule.id, "file": tested.file, "fired": tested.fired, "held": tested.held,
        "examples": [
            {"passed": each.passed, "expected": each.expected[at], "got": each.got[at], "trace": each.trace or None, "reason": each.why or None}
            for each in tested.results
        ],
        "mutants": None if score is None else {
            "noticed": score.noticed, "total": score.total, "rejected": score.rejected, "reported": score.reported, "equivalent": score.equivalent,
            "survivors": [{"kind": each.kind, "was": each.was, "now": each.now} for each in score.survivors],
            "idle": [each.name for each in score.idle],
        },
    }  # fmt: skip


def examples_summary(found: Sequence[Tested], scores: Sequence[Score], language: str) -> str:
    """Return how many examples ran and what they showed."""
    ran = sum(len(each.results) for each in found)
    failed = sum(len(each.failures) for each in found)
    shown = sum(each.fired and each.held for each in found)
    if language == "zh":
        text = f"{len(found)} 条规则，{ran} 个例子：通过 {ran - failed}，不通过 {failed}；既见过相符又见过不符的规则 {shown} 条"
    else:
        text = f"{len(found)} rules, {ran} examples: {ran - failed} pass, {failed} fail; {shown} rules seen both to hold and to fire"
    if scores:
        noticed, total = sum(each.noticed for each in scores), sum(each.total for each in scores)
        told = [
            sum(getattr(each, name) for each in scores) for name in ("rejected", "reported", "equivalent")
        ]
        text += (
            f"\n变异 {total} 处，例子发现 {noticed} 处（另有读不进的 {told[0]} 处、lint 指出的 {told[1]} 处、等价的 {told[2]} 处）"
            if language == "zh" else
            f"\n{total} changes, {noticed} noticed by the examples ({told[0]} more do not load, {told[1]} lint reports, {told[2]} change nothing)"
        )  # fmt: skip
    return text


def _as_written(word: str, language: str) -> str:
    """Return a word of the language as a rule file spells it; anything else stays."""
    keyword = INNER.get(word)
    return word if keyword is None else keyword.say(language)


def survivors(scores: Iterable[Score], language: str) -> list[str]:
    """Return the mutation score of every rule, with the changes that its examples miss."""
    rows = []
    for score in scores:
        changes = (
            f"{_as_written(each.was, language)} → {_as_written(each.now, language) or '∅'}"
            for each in score.survivors[:4]
        )
        missed = "；".join(dict.fromkeys(changes))
        idle = "、".join(each.name for each in score.idle[:4])
        head = f"{score.rule.id} {score.noticed}/{score.total}"
        zh = (f"  没有发现：{missed}" if missed else "") + (f"  不起作用的数字：{idle}" if idle else "")
        en = (f"  missed: {missed}" if missed else "") + (
            f"  figures that change nothing: {idle}" if idle else ""
        )
        rows.append(printable(head + (zh if language == "zh" else en)))
    return rows


# Suggestions -----------------------------------------------------------------------------------


def suggestion_rows(each: Suggestion, language: str) -> list[str]:
    """Return the head of the rule and the lines to be added to it; none where there are none."""
    lines = unparse(attrs.evolve(each.rule, examples=each.examples), language).split("\n")
    return [lines[0], *lines[len(lines) - len(each.examples) :]] if each.examples else []


def suggestion_value(each: Suggestion, language: str) -> dict[str, Any]:
    """Return a suggestion as a JSON value."""
    rows = [row.strip() for row in suggestion_rows(each, language)[1:]]
    return {
        "rule": each.rule.id, "file": each.file, "examples": rows, "reason": each.why[0 if language == "zh" else 1] or None,
    }  # fmt: skip


def nothing_suggested(found: Sequence[Suggestion], language: str) -> list[str]:
    """Say of which rules there is no suggestion and why, or that none needs one."""
    zh = language == "zh"
    if not found:
        return [
            "每条规则的例子都既见过相符又见过不符，不必再补" if zh else "the examples of every rule show it hold and break: none is lacking"
        ]  # fmt: skip
    return [
        printable(f"{each.rule.id} 没有建议：{each.why[0]}" if zh else f"{each.rule.id}: no suggestion: {each.why[1]}")
        for each in found
        if not each.examples
    ]  # fmt: skip
