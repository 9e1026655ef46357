"""What a person sees first, in words: shared by the formats for people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor.findings import Audit, Evidence, Finding, Reading, Severity, Unchecked, Unread, Verdict
from auditor.numbers import with_unit
from auditor.source import Location, place_words, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.renderings import Failure

SEVERITY_WORDS = {
    "zh": {Severity.ERROR: "必改", Severity.WARNING: "应核实", Severity.NOTE: "提示"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"},
}
VERDICT_WORDS = {
    "zh": {
        Verdict.EXACT: "相符",
        Verdict.WITHIN_ROUNDING: "四舍五入后相符",
        Verdict.ROUNDING_GAP: "尾差",
        Verdict.DISCREPANCY: "不符",
        Verdict.NOT_CHECKABLE: "无法核对",
    },
    "en": {
        Verdict.EXACT: "exact",
        Verdict.WITHIN_ROUNDING: "within rounding",
        Verdict.ROUNDING_GAP: "rounding gap",
        Verdict.DISCREPANCY: "discrepancy",
        Verdict.NOT_CHECKABLE: "not checkable",
    },
}
_REASONS = {
    "absent": ("报告未写所需数字", "a figure it needs is not stated"),
    "blank": ("所需数字为空", "a figure it needs is blank"),
    "bound": ("所需数字只给了范围", "a figure it needs is only a bound"),
    "approximate": ("所需数字是约数", "a figure it needs is approximate"),
    "text": ("所需数字是文字", "a figure it needs is a text"),
    "copies": ("同名表格不一致", "copies of a table differ"),
    "units": ("单位与规则不合", "its units do not fit the rule"),
    "premise-undecided": ("四舍五入使前提成立与否无法判定", "rounding leaves its premise open"),
    "threshold": (
        "数值落在分界处，四舍五入使结果无法判定",
        "rounding leaves open on which side of a threshold it lies",
    ),
    "no-grade": ("等级标准没有说到这个分数", "no grade speaks of the score"),
    "no-band": ("评分标准没有哪一档说到这个值", "no band of the scoring rule speaks of the value"),
    "zero-base": ("基数可能为零", "its base may be zero"),
    "unbounded": ("取值没有上下限", "a value has no bounds"),
    "premise": ("前提不成立", "its premise does not hold"),
    "budget": ("超出检查上限", "its budget ran out"),
    "judgement": ("需人工判断", "only a person can judge"),
}


def shown(text: str) -> str:
    """Return a text of the report safe for a terminal."""
    return printable(text)


def reason_words(item: Unchecked, language: str) -> str:
    """Return why a rule gave no verdict."""
    code, _, rest = item.reason.partition(": ")
    zh, en = _REASONS.get(code, (item.reason, item.reason))
    words = zh if language == "zh" else en
    return f"{words}：{rest}" if rest and language == "zh" else f"{words}: {rest}" if rest else words


def advice(audit: Audit, language: str) -> str:
    """Return whether the report can go out: 可出具, 修改后出具, 退回."""
    counts = audit.severities()
    zh = language == "zh"
    if counts[Severity.ERROR] and _grade_moves(audit):
        return "退回" if zh else "send back"
    if counts[Severity.ERROR] or counts[Severity.WARNING]:
        return "修改后出具" if zh else "issue after corrections"
    if not audit.complete:
        return "检查不完整，不能据此出具" if zh else "incomplete: do not issue on this"
    return "可出具" if zh else "may be issued"


def _grade_moves(audit: Audit) -> bool:
    score = audit.score
    return (
        score.recomputed_grade is not None
        and score.grade is not None
        and score.recomputed_grade != score.grade
    )


_KINDS = {
    "figure": ("数据", "figures"),
    "code": ("代码", "codes"),
    "date": ("日期", "dates"),
    "reference": ("引用", "references"),
    "serial": ("序号", "serial numbers"),
    "furniture": ("页眉页脚", "page furniture"),
    "unread": ("未读懂", "not understood"),
}


_MOST_UNREAD = 5


def unread_line(item: Unread, language: str) -> str:
    """Return a number of a draft with its place and the reason for its kind."""
    column = f":{item.location.column}" if item.location.column is not None else ""
    reason = f"  ({shown(item.reason)})" if item.reason else ""
    return f"  {place(item.location, language)}{column}  {shown(item.text)}{reason}"


def reading_lines(reading: Reading, language: str) -> list[str]:
    """Return how a draft was read: its numbers by kind, and everything that was left unread."""
    zh = language == "zh"
    remarks = [f"{'注意  ' if zh else 'note     '}{shown(each[language])}" for each in reading.remarks]
    if not reading.kinds:
        return remarks
    counts = [
        f"{words[0]} {count}" if zh else f"{words[1]} {count}"
        for kind, words in _KINDS.items()
        if (count := reading.kinds.get(kind, 0)) or kind in {"figure", "unread"}
    ]
    if zh:
        lines = [f"阅读  文中数字 {reading.total} 个：" + "，".join(counts) + f"；表格 {reading.tables} 个"]
        if len(reading.unread) > _MOST_UNREAD:
            lines.append("      列出全部未读懂的数字：auditor extract 文件 --list unread -o 结果.json")
        if reading.fragments:
            lines.append(f"注意  {reading.fragments} 处像表格的文字分不清行列，其中数字只按文字读取")
    else:
        lines = [f"reading  {reading.total} numbers: " + ", ".join(counts) + f"; {reading.tables} tables"]
        if len(reading.unread) > _MOST_UNREAD:
            lines.append(
                "         to list all that was not understood: auditor extract FILE --list unread -o OUT.json"
            )
        if reading.fragments:
            lines.append(
                f"note     {reading.fragments} stretches look like tables, but their cells are not certain: read as text"
            )
    lines.extend(unread_line(each, language) for each in reading.unread[:_MOST_UNREAD])
    return [*lines, *remarks]


def first_screen(audit: Audit, language: str) -> list[str]:
    """Return the lines a person reads first: the report, the advice, the counts, the score, the coverage."""
    counts, verdicts = audit.severities(), audit.verdicts
    relations = sum(verdicts.values())
    title = shown(audit.title or audit.report.name)
    score = audit.score
    read = reading_lines(audit.reading, language) if audit.reading is not None else []
    if language == "zh":
        lines = [
            f"报告  {title}（{shown(audit.report.name)}）",
            f"建议  {advice(audit, language)}",
            f"问题  必改 {counts[Severity.ERROR]}，应核实 {counts[Severity.WARNING]}，提示 {counts[Severity.NOTE]}",
        ]
        if score.printed is not None:
            lines.append(
                f"总分  报告 {score.printed}（{shown(score.grade or '—')}），复算 {score.recomputed or '无法复算'}（{shown(score.recomputed_grade or '—')}）"
            )
        lines.extend(read)
        lines.append(
            f"数字  读入 {audit.mention_count} 处，核对 {audit.checked_mentions} 处，未核对 {audit.mention_count - audit.checked_mentions} 处（没有规则涉及，或为空、约数、文字）"
        )
        lines.append(
            f"核对  {relations} 项：" + "，".join(f"{VERDICT_WORDS['zh'][verdict]} {verdicts.get(verdict, 0)}" for verdict in Verdict)
            + f"；不适用 {len(audit.not_applicable)}，人工判断 {len(audit.judgement)}"
        )  # fmt: skip
        if audit.broken:
            lines.append(
                f"完整性  不完整：程序自身出错，未作结论的检查：{shown('、'.join(each.rule for each in audit.broken))}"
            )
        elif audit.unread_rules:
            lines.append(f"完整性  不完整：规则文件读不懂，没有用上：{shown('、'.join(audit.unread_rules))}")
        elif not audit.complete:
            lines.append("完整性  不完整：没有适用的规则，或缺少必填数字，或超出检查上限")
    else:
        lines = [
            f"report   {title} ({shown(audit.report.name)})",
            f"advice   {advice(audit, language)}",
            f"findings {counts[Severity.ERROR]} error(s), {counts[Severity.WARNING]} warning(s), {counts[Severity.NOTE]} note(s)",
        ]
        if score.printed is not None:
            lines.append(
                f"score    printed {score.printed} ({shown(score.grade or '—')}), recomputed {score.recomputed or 'not computable'} ({shown(score.recomputed_grade or '—')})"
            )
        lines.extend(read)
        lines.append(
            f"numbers  {audit.mention_count} read, {audit.checked_mentions} checked, {audit.mention_count - audit.checked_mentions} not checked (no rule, or blank, approximate, text)"
        )
        lines.append(
            f"checks   {relations}: " + ", ".join(f"{VERDICT_WORDS['en'][verdict]} {verdicts.get(verdict, 0)}" for verdict in Verdict)
            + f"; not applicable {len(audit.not_applicable)}, judgement {len(audit.judgement)}"
        )  # fmt: skip
        if audit.broken:
            lines.append(
                f"complete no: checks that failed, a bug in auditor: {shown(', '.join(each.rule for each in audit.broken))}"
            )
        elif audit.unread_rules:
            lines.append(
                f"complete no: rule files that could not be read: {shown(', '.join(audit.unread_rules))}"
            )
        elif not audit.complete:
            lines.append(
                "complete no: no rule was applicable, a required figure is absent, or a budget ran out"
            )
    return lines


UNCHANGED = "unchanged"
"""What a finding's impact says of a score or grade that the repair leaves as it is."""


def ranked(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings by their effect on grade and score, then severity, then place."""
    return sorted(
        findings,
        key=lambda each: (
            each.impact.get("grade", UNCHANGED) == UNCHANGED,
            each.impact.get("score", UNCHANGED) == UNCHANGED,
            -each.severity.rank,
            each.order,
        ),
    )


def place(where: Location, language: str) -> str:
    """Return a location in a person's words."""
    return shown(place_words(where, language, brief=True))


def quoted_place(where: Location, language: str) -> str:
    """Return a location, with the words around it where no line number says where to look."""
    said = place(where, language)
    if where.revision is not None:
        who = shown(where.revision)
        said += f"（修订插入：{who}）" if language == "zh" else f" (tracked insertion: {who})"
    if where.line is not None or where.table is not None or not where.quote:
        return said
    words = shown(where.quote)
    return f"{said}「{words}」" if language == "zh" else f'{said} "{words}"'


def number(item: Evidence) -> str:
    """Return a mention as printed, with its unit where the text does not show it."""
    bare = item.value is None or item.unit in {"text", "date", ""}
    if bare or item.text.endswith(("%", "‰")) or item.text.endswith(item.unit):
        return shown(item.text)
    return shown(with_unit(item.text, item.unit))


def trace(finding: Finding, language: str) -> str:
    """Return the formula with the numbers put in; one that does not come out says so."""
    zh = language == "zh"
    said = shown(finding.trace or "")
    if finding.trace_fails:
        return f"{'应有' if zh else 'should be'}  {said}{'，而不成立' if zh else ': it is not'}"
    return f"{'复算' if zh else 'recomputed'}  {said}"


def copies(figures: Sequence[Evidence]) -> list[tuple[Evidence, list[Evidence]]]:
    """Group mentions that print the same value of the same figure: the first, and all of them."""
    groups: dict[tuple[str, str, str], list[Evidence]] = {}
    for item in figures:
        groups.setdefault((item.key, item.role, item.value or item.text), []).append(item)
    return [(group[0], group) for group in groups.values()]


def failure_lines(failure: Failure, language: str) -> list[str]:
    """Return what is wrong with a report that could not be audited."""
    head = (
        f"{shown(failure.name)}：无法审核"
        if language == "zh"
        else f"{shown(failure.name)}: cannot be audited"
    )
    return [head, *(f"  {shown(problem)}" for problem in failure.problems)]


def reasons(items: Sequence[Unchecked], language: str, *, limit: int = 12, where: str = "") -> list[str]:
    """Return rules that gave no verdict with their reasons, equal ones joined, the longest list cut.

    `where` names the field of the result as JSON that holds them all.
    """
    grouped = Counter((item.rule, reason_words(item, language)) for item in items)
    lines = [
        f"  {shown(rule)}  {shown(reason)}" + (f" ×{count}" if count > 1 else "")
        for (rule, reason), count in grouped.items()
    ]
    if len(lines) > limit:
        rest = len(lines) - limit
        zh = language == "zh"
        all_in = f"，全部见 --format json 的 {where}" if zh else f", all under {where} with --format json"
        more = f"  …另 {rest} 项" if zh else f"  … {rest} more"
        lines = [*lines[:limit], more + (all_in if where else "")]
    return lines


def unruled(items: Sequence[Evidence], language: str, limit: int = 12) -> list[str]:
    """Return the numbers that no rule concerns, copies of one joined, the longest list cut."""
    zh = language == "zh"
    lines = []
    for first, group in copies(items):
        where = quoted_place(first.location, language)
        more = f"×{len(group)}" if len(group) > 1 else ""
        lines.append(f"  {shown(first.label)}  {number(first)}  {where} {more}".rstrip())
    if len(lines) > limit:
        rest = len(lines) - limit
        more = f"  …另 {rest} 个，全部见 --format json 的 unruled"
        lines = [*lines[:limit], more if zh else f"  … {rest} more, all under unruled with --format json"]
    return lines
