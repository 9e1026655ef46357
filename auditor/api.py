"""The order of the stages: read a report, load rules, judge, and gather what the audit says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from auditor import caches, resources
from auditor.auditing import findings_of
from auditor.auditing.score import score_of
from auditor.evaluation.binding import BindingError
from auditor.evaluation.byquestion import comes_last
from auditor.evaluation.conditions import Setting, holds
from auditor.evaluation.facts import Facts
from auditor.evaluation.forms import TooLargeError
from auditor.evaluation.relations import Outcome, RuleInfo
from auditor.evaluation.scoring import apply_scoring
from auditor.evaluation.statements import apply_rule
from auditor.evaluation.unruled import unruled
from auditor.findings import Audit, Broken, Finding, Reading, Source, Unchecked, Unread, Verdict
from auditor.language import Problem, Wording, tree
from auditor.language.indicators import catalogued, completed, indicators_of, schemes_used
from auditor.language.paths import rule_files
from auditor.language.rulebook import Rulebook, RulebookError, slots_of
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.report.model import Report


def read_report(source: str | Path) -> Report:
    """Return the report in a file. Raises ReportError when it cannot be read or is invalid, OSError."""
    path = Path(source)
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(data: bytes, name: str) -> Report:
    """Return the report that `data` holds; the suffix of `name`, else the content, tells the format.

    Raises ReportError when it cannot be read or is invalid.
    """
    from auditor.readers import reader_for  # noqa: PLC0415 - readers are loaded when needed

    return reader_for(name if Path(name).suffix else f"{name}{_suffix_of(data)}").read(data, name)


def _suffix_of(data: bytes) -> str:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF"):
        return ".pdf"
    if start.startswith(b"PK"):
        return ".xlsx" if b"xl/" in data else ".docx"
    return ".json" if start.startswith(b"{") or not start else ".txt"


def reading(report: Report) -> Reading | None:
    """Return how much of a draft was understood, None for a report.json that holds figures only."""
    from auditor.extraction.coverage import coverage, listed  # noqa: PLC0415 - only drafts need it
    from auditor.report.blocks import NumberKind  # noqa: PLC0415 - the same

    if not report.blocks and not report.document.remarks:
        return None
    found = coverage(report)
    return Reading(
        kinds={kind.value: count for kind, count in found.kinds.items()} if report.blocks else {},
        tables=found.tables,
        fragments=found.fragments,
        unread=tuple(
            Unread(text=item.text, reason=item.reason, location=item.location)
            for item in listed(report, NumberKind.UNREAD)
        ),
        remarks=tuple({"zh": each.zh, "en": each.en} for each in report.document.remarks),
    )


def numbers_of(report: Report, kind: str) -> Iterator[Unread]:
    """Iterate over the numbers of one kind in a draft, each with its reason and place, in reading order.

    Kinds: figure, code, date, reference, serial, furniture, text, unread. Raises ValueError for another.
    """
    from auditor.extraction.coverage import listed  # noqa: PLC0415 - only drafts need it
    from auditor.report.blocks import NumberKind  # noqa: PLC0415 - the same

    return (
        Unread(text=item.text, reason=item.reason, location=item.location)
        for item in listed(report, NumberKind(kind))
    )


def load_rules(names: Sequence[str | Path] = (), *, partly: bool = False) -> Rulebook:
    """Return the rules of the packs, files and folders named, all shipped packs without any.

    A name is a shipped pack (`department`), a path to a rule file, a folder of them, or `auto`. Raises
    NoRulesError for a folder without rule files, RulebookError where a file cannot be used; with `partly`
    only where one that was named cannot, or nothing can: of what a folder holds the rest is in the book, and
    so are the problems.
    """
    found = rule_files(names)
    book = Rulebook.read(found.paths)
    named = {str(path) for path in found.paths if path not in found.gathered}
    if book.problems and not (partly and book.sound and not named & book.faulty):
        raise RulebookError(book.problems, book.texts)
    return book


def rule_ids(book: Rulebook, *, detectors: bool = False) -> frozenset[str]:
    """Return the ids of all rules, scoring rules and catalogued indicators of `book`, with `detectors` theirs as well."""
    rules = (slot.id for file in book.files for slot in slots_of(file.rules))
    scorings = (slot.id for file in book.files for slot in slots_of(file.scorings))
    names: tuple[str, ...] = ()
    if detectors:
        from auditor.checks import checks  # noqa: PLC0415 - loaded when asked for

        names = tuple(each.NAME for each in checks())
    return frozenset((*rules, *scorings, *indicators_of(book.files), *names))


def check(  # noqa: PLR0913 - all but the report are options, named by the caller
    report: Report,
    rulebook: Rulebook | None = None,
    *,
    only: Sequence[str] = (),
    ignore: Sequence[str] = (),
    detectors: bool | None = None,
    partly: bool = False,
    language: str = "zh",
) -> Audit:
    """Return the audit of `report` by `rulebook`, by default every shipped pack that applies to it.

    `detectors` says whether the general detectors run as well, silent where a rule covers the same
    figures; by default they run where no rulebook is given. `only` and `ignore` pick rules and detectors
    by id. With `partly` a detector that fails, which is a bug, is named in `broken` and the others are asked all
    the same; otherwise its error is raised. Raises RulebookError where a rule is wrong in itself (units
    that do not fit, a list where one number is needed), with every such rule.
    """
    book = load_rules() if rulebook is None else rulebook
    asked = rulebook is None if detectors is None else detectors
    judged = _judge(report, book, only, ignore, detectors=asked, partly=partly)
    return _audit(judged, language)


def rule_text(book: Rulebook, name: str, language: str = "zh") -> list[str]:
    """Return a rule or scoring rule as it is written, in the spelling of `language`. Raises LookupError."""
    from auditor.language import unparse  # noqa: PLC0415 - only for this command

    for _, rule in book.rules:
        if rule.id == name:
            return unparse(rule, language).splitlines()
    for _, scoring in book.scorings:
        if scoring.id == name:
            return unparse(scoring, language).splitlines()
    from auditor.checks import checks  # noqa: PLC0415 - loaded when asked for

    for check in checks():
        if name == check.NAME:
            return [f"{name}  {check.TITLE[language]}", *(check.__doc__ or "").strip().splitlines()]
    raise LookupError(name)


def explain(
    report: Report, identity: str, rulebook: Rulebook | None = None, language: str = "zh"
) -> list[str]:
    """Return the lines that explain a finding of `report` by its id: formula, numbers, rounding argument.

    Raises LookupError where the report has no such finding, RulebookError as `check` does.
    """
    from auditor.auditing.explaining import argument, outcome_called, repairs  # noqa: PLC0415 - only for this command

    book = load_rules() if rulebook is None else rulebook
    judged = _judge(report, book, detectors=rulebook is None)
    findings = findings_of(judged.facts, judged.outcomes, language)
    found = next((finding for finding in findings if finding.id == identity), None)
    outcome = outcome_called(judged.outcomes, identity)
    if found is None or outcome is None:
        raise LookupError(identity)
    lines = [found.messages[language], *argument(outcome, language), *repairs(found, language)]
    try:
        rule = rule_text(book, found.rule, language)
    except LookupError:
        rule = []
    # Its examples and messages say nothing of this finding.
    aside = ("例", "提示", "example", "message")
    shown = [line for line in rule if not line.strip().startswith(aside)]
    return [line for line in (*lines, *shown) if line]


def _judge(  # noqa: PLR0913 - what `check` is asked
    report: Report,
    book: Rulebook,
    only: Sequence[str] = (),
    ignore: Sequence[str] = (),
    *,
    detectors: bool,
    partly: bool = False,
) -> _Gathered:
    report = bound(report, book)
    if report.long:
        caches.forget("auditor.extraction", "auditor.binding")
    facts = Facts(report, [synonym.names for synonym in book.synonyms])
    gathered = _Gathered(facts)
    problems: list[Problem] = []
    # A shipped pack fits the reports it is made for: where its units do not, the report's are odd.
    shipped = {str(path) for path in resources.rule_packs().values()}
    used = [file for file in book.files if file.name not in book.faulty and _applies(facts, file)]
    entries = [(file, rule) for file in used for rule in _chosen(file, book.files, facts, only, ignore)]
    for file, rule in sorted(entries, key=lambda entry: comes_last(entry[1])):
        gathered.rules += 1
        try:
            gathered.take(_judged(facts, file, rule))
        except BindingError as error:
            if file.name in shipped:
                gathered.take([_misfit(file, rule, error)])
            else:
                problems.append(_problem(file, error))
        except TooLargeError as error:
            zh = f"算式过大：{error}"
            message = Wording(zh, f"the formula is too large: {error}")
            problems.append(Problem(code="too-large", message=message, span=rule.span, file=file.name))
    if problems:
        raise RulebookError(problems, book.texts)
    if report.long:
        facts.let_go()
    if detectors:
        from auditor.checks import detect  # noqa: PLC0415 - loaded when they run

        broken = gathered.broken if partly else None
        gathered.take(detect(facts, tuple(gathered.outcomes), only=only, ignore=ignore, broken=broken))
        if report.long:
            caches.forget("auditor.checks")
    gathered.unread_rules = tuple(sorted({Path(name).name for name in book.faulty}))
    gathered.sources = tuple(
        Source(name=Path(file.name).name, sha256=book.digests.get(file.name, "")) for file in used
    )
    return gathered


def bound(report: Report, rulebook: Rulebook) -> Report:
    """Return a draft with its figures under the keys that the packs of `rulebook` use.

    Each pack's `.figures` file beside it says where its figures stand. A report without blocks, a
    report.json that nobody made from a draft, names its figures itself. Raises RulebookError where a `.figures` file is wrong.
    """
    if not report.blocks:
        return report
    from auditor.binding import FiguresError, bind, read_figures  # noqa: PLC0415 - only drafts need it

    paths = [Path(file.name).with_suffix(".figures") for file in rulebook.files]
    shipped = resources.figure_files()
    found = {path if path.is_file() else shipped.get(path.stem) for path in paths} - {None}
    files = sorted((path for path in found if path is not None), key=lambda path: path.name)
    texts: dict[str, str] = {}
    for path in files:
        try:
            texts[path.name] = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            wrong = Wording("文件读不出来：应为 UTF-8 文本", "the file cannot be read: it must be UTF-8 text")
            problem = Problem(code="figures-unreadable", message=wrong, span=Span(0, 0), file=path.name)
            raise RulebookError([problem], {path.name: ""}) from error
    try:
        return bind(report, [read_figures(text, name) for name, text in texts.items()])
    except FiguresError as error:
        problems = [
            Problem(
                code="figures-unreadable",
                message=Wording(each.zh, each.en),
                span=_line_span(texts[each.file], each.line),
                file=each.file,
            )
            for each in error.problems
        ]
        raise RulebookError(problems, texts) from error


def _line_span(text: str, line: int) -> Span:
    start = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
    return Span(start, start + len(text.split("\n")[line - 1]))


def _misfit(file: tree.File, rule: tree.Rule | tree.Scoring, error: BindingError) -> Outcome:
    info = RuleInfo(id=rule.id, title=rule.title, pack=file.name)
    return Outcome(
        rule=info, verdict=Verdict.NOT_CHECKABLE, kind="missing", reason=f"units: {error.zh} / {error.en}"
    )


def _problem(file: tree.File, error: BindingError) -> Problem:
    return Problem(code="does-not-fit", message=Wording(error.zh, error.en), span=error.span, file=file.name)


class _Gathered:
    """What the rules gave so far."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.sources: tuple[Source, ...] = ()
        self.unread_rules: tuple[str, ...] = ()
        self.rules = 0
        self.broken: list[Broken] = []
        self.outcomes: list[Outcome] = []
        self.unchecked: list[Unchecked] = []

    def take(self, results: Iterable[Outcome | Unchecked]) -> None:
        for result in results:
            if isinstance(result, Outcome):
                self.outcomes.append(result)
            else:
                self.unchecked.append(result)


def _applies(facts: Facts, file: tree.File) -> bool:
    pack = file.pack
    if pack is None or pack.applies is None:
        return True
    return holds(Setting(facts, RuleInfo(id=pack.name, title=pack.title)), pack.applies) is True


def _chosen(
    file: tree.File, files: Sequence[tree.File], facts: Facts, only: Sequence[str], ignore: Sequence[str]
) -> Iterator[tree.Rule | tree.Scoring]:
    def wanted(name: str) -> bool:
        return (not only or name in only) and name not in ignore

    rows = indicators_of(files)
    schemes = schemes_used(files) if rows else frozenset()
    for rule in slots_of(file.rules):
        if wanted(rule.id):
            yield rule.node
    for scoring in slots_of(file.scorings):
        # A scheme that several indicators share is no indicator itself, unless the report has one of its name.
        shared = scoring.id in schemes and scoring.id not in facts.report.concepts
        if wanted(scoring.id) and not shared:
            yield completed(scoring.node, rows.get(scoring.id))
    for each in catalogued(file, files):
        if wanted(each.id):
            yield each


def _judged(facts: Facts, file: tree.File, rule: tree.Rule | tree.Scoring) -> Iterator[Outcome | Unchecked]:
    info = RuleInfo(
        id=rule.id,
        title=rule.title,
        level=rule.level,
        source=rule.source,
        messages={message.language: message.text for message in rule.messages},
        known=rule.known,
        pack=file.pack.name if file.pack else file.name,
    )
    facts = facts.under(file.pack.rounding if file.pack else None)
    if isinstance(rule, tree.Scoring):
        return apply_scoring(facts, rule, info)
    info = attrs.evolve(info, gap_level=rule.gap_level, tolerance=rule.tolerance, rounding=rule.rounding)
    return apply_rule(facts, rule, info)


def _audit(gathered: _Gathered, language: str) -> Audit:
    facts, outcomes, unchecked = gathered.facts, gathered.outcomes, gathered.unchecked
    report = facts.report
    findings: tuple[Finding, ...] = findings_of(facts, outcomes, language)
    named = {
        place
        for outcome in outcomes
        if outcome.verdict is not Verdict.NOT_CHECKABLE
        for place in outcome.places
    }
    mentions = [(figure.key, each.location) for figure in report.figures.values() for each in figure.mentions]
    return Audit(
        report=Source(name=report.document.name, sha256=report.document.sha256 or ""),
        title=report.document.title or "",
        rules=gathered.sources,
        unread_rules=gathered.unread_rules,
        broken=tuple(gathered.broken),
        rule_count=gathered.rules,
        mention_count=len(mentions),
        # Words that a detector names are no mentions, so they count as neither.
        checked_mentions=sum(place in named for place in mentions),
        verdicts=Counter(outcome.verdict for outcome in outcomes),
        findings=findings,
        not_checkable=tuple(
            Unchecked(
                rule=outcome.rule.id,
                reason=outcome.reason,
                figures=tuple(item.key for item in outcome.evidence),
            )
            for outcome in outcomes
            if outcome.verdict is Verdict.NOT_CHECKABLE
        ),
        not_applicable=tuple(each for each in unchecked if each.reason not in {"judgement", "budget"}),
        judgement=tuple(each for each in unchecked if each.reason == "judgement"),
        budget_spent=tuple(each.rule for each in unchecked if each.reason == "budget"),
        score=score_of(report, outcomes),
        reading=reading(report),
        unruled=tuple(unruled(facts, named)),
    )
