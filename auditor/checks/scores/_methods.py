"""What a method taken apart gives of a full mark for an outcome: every score that it can mean, none where that is not known."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.scores._clauses import Clause, Method, Quantity, taken_apart
from auditor.checks.scores._eachrules import FEWER, WRONG
from auditor.checks.scores._outcomes import Done, done_of, of_one_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MENDED = re.compile("全部|全数|均|已|没有|未发生|未发现|无(?!记录|签|台账|资料|人)")
_CLEAN = re.compile(
    r"^(?:无|(?:均|都)?未(?:超|发现|发生)(?:问题|违规|不规范|预算|概算|标准)?|(?:制度|手续|资料|要件|程序|环节|内容|档案)?(?:规范|合规|齐全|齐备|完备|完整|健全)"
    r"|账[实账]相符|相符|达标|按[期时](?:完成|公开|发放)?|已公开|全部完成|完成|有效|0[起件次处个项])$"
)
_APART = (
    re.compile("(?:低|差|少|缺|欠|不足)(?:于|了|出)?[^0-9提]{0,6}$"),
    re.compile("(?<!提)(?:高|超|超过)(?:于|了|出)?[^0-9]{0,6}$"),
)
_RISEN = re.compile("增|首|外|上年|去年|同期")
_LED = 4
_TIME = re.compile("日|天|小时|分钟|工作|月|秒")
_NOT = "不未无没非"


def given(method: str, weight: Fraction, done: Done) -> tuple[Fraction, ...]:
    """Return every score that a method gives for an outcome."""
    apart = taken_apart(method, weight)
    return _scores(apart, weight, done) if apart is not None else ()


def given_by(text: str, weight: Fraction, target: str = "") -> tuple[Fraction, ...]:
    """Return every score that a text gives which tells the method and the outcome, and its aim where that is not printed apart."""
    apart = taken_apart(text, weight, told=True)
    if apart is None:
        return ()
    told = "，".join(apart.outcome)
    return _scores(apart, weight, done_of(told, target))


def _scores(method: Method, weight: Fraction, done: Done) -> tuple[Fraction, ...]:
    if method.of("unknown") or not method.clauses or len(method.of("least")) > 1 or _of_parts(method, weight):
        return ()
    caps = [each for each in method.of("most") if not each.words or each.words in done.text]
    top = min((each.points for each in caps), default=weight)
    least = max((each.points for each in method.of("least")), default=Fraction(0))
    if method.of("off"):
        found = [weight - sum((each.points for each in method.of("off")), Fraction(0))]
        return tuple(max(each, least, Fraction(0)) for each in found)
    for read in (_worded, _none_at_all, _counted, _banded, _done, _gained, _stepped, _shared, _met):
        found = list(read(method, weight, done))
        if found:
            return tuple(dict.fromkeys(min(max(each, least, Fraction(0)), top, weight) for each in found))
    return ()


def _of_parts(method: Method, weight: Fraction) -> bool:
    """Whether full marks are made up of several conditions: 合格率达到 98% 得 4 分，资料齐全得 2 分."""
    given_for = [each for kind in ("band", "words", "met") for each in method.of(kind) if each.points]
    alone = len(given_for) == 1 and given_for[0].low is not None and given_for[0].high is not None
    gains = method.of("gain")
    return bool(given_for) and not alone and not gains and max(each.points for each in given_for) != weight


def _worded(method: Method, weight: Fraction, done: Done) -> Iterator[Fraction]:
    """Read 健全得 10 分，基本健全得 8 分, and 规范得满分，每缺 1 项扣 1 分 of what is 规范."""
    del weight
    named = method.of("words")
    if done.told or not done.text or method.of("most"):
        return
    found = {each.points for each in named if _says(each.words, done.text)}
    if len(found) == 1:
        yield from found


def _none_at_all(method: Method, weight: Fraction, done: Done) -> Iterator[Fraction]:
    """Read 发现 1 起违规不得分."""
    if len(method.of("any")) != 1 or len(method.clauses) - len(method.of("idle")) != 1:
        return
    if not done.told and (_CLEAN.match(done.text) or (done.text and done.text == done.aim)):
        yield weight
    elif (
        len(done.told) == 1
        and WRONG.search(done.text)
        and done.told[0].value
        and not _MENDED.search(done.text)
    ):
        yield Fraction(0)


def _says(words: str, text: str) -> bool:
    """Whether an outcome is what a condition asks for: 依据充分 of 充分."""
    for each in (words, *re.split("[、和且与]", words)):
        at = len(each) - len(text)
        if len(text) > 1 and each.startswith(text):
            return True
        if (
            at >= 0
            and each.endswith(text)
            and (at == 0 or (len(text) > 1 and each[at - 1] not in _NOT and at <= _LED))
        ):
            return True
    return text in {f"已{words}", f"全部{words}"} or (
        len(words) > 1 and text.startswith(words) and not re.search(f"[{_NOT}]", text)
    )


def _counted(method: Method, weight: Fraction, done: Done) -> Iterator[Fraction]:
    """Read 每发现 1 处扣 0.5 分 of 3 处不规范."""
    rules = method.of("each")
    lacking = [
        each
        for each in method.of("step")
        if each.falling is False and each.size is not None and not each.size.rate
    ]
    known = [each for each in (*rules, *lacking) if each.size is not None]
    if len(known) != 1 or method.of("band") or len(method.of("each") + method.of("step")) > 1:
        return
    own = known[0]
    size = own.size
    if size is None or not size.value:
        return
    clean = not done.told and _CLEAN.match(done.text) is not None
    if not done.told and not rules and not clean:
        return
    if clean or (not done.told and done.text and done.text == done.aim):
        yield weight
        return
    if (short := _short(own, size, done)) is not None and short >= 0:
        yield weight - short / size.value * own.points
        return
    own_words = own.words
    alike = [each for each in done.told if each.unit.startswith(size.unit) and size.unit]
    wrong = [each for each in alike if _fits(each, own_words, done, step=own.kind == "step")]
    if _RISEN.search(own_words) and not (wrong and "增" in wrong[0].before):
        return  # 较上年每增加一起: of what happened the year before nothing is known
    if len(wrong) == 1 and not _MENDED.search(wrong[0].before + wrong[0].unit + wrong[0].behind):
        times = wrong[0].value / size.value
        parts = _times(times, method.rounded) if method.rounded else (times, Fraction(times.__floor__()))
        yield from dict.fromkeys(weight - each * own.points for each in parts)


def _short(rule: Clause, size: Quantity, done: Done) -> Fraction | None:
    """Return how many are not what all should be: 48 次全部合格, and 46 次合格 of 每 1 次不合格."""
    aims = [each for each in done.aims if each.unit[:1] == size.unit[:1] and each.value]
    told = [each for each in done.told if each.unit[:1] == size.unit[:1]]
    if len(aims) != 1 or len(told) != 1 or not re.search(f"[{_NOT}]", rule.words):
        return None
    words = told[0].unit[1:] + told[0].behind
    return (
        aims[0].value - told[0].value
        if len(words) > 1 and words in rule.words and not WRONG.search(words)
        else None
    )


def _fits(each: Quantity, words: str, done: Done, *, step: bool) -> bool:
    """Whether so many are what a rule counts."""
    around = each.before + each.unit[1:] + each.behind
    if done.aims and not any(aim.value for aim in done.aims):
        return True  # 目标 0 处: whatever was found is counted
    if step:
        return FEWER.search(around) is not None
    if any(
        f"{no}{words[at : at + 2]}" in words and words[at : at + 2] in around
        for no in _NOT
        for at in range(len(words) - 1)
    ):
        return WRONG.search(around) is not None  # 46 次合格 are none that 不合格 counts
    if not around:
        return len(done.told) == 1 and not done.aims
    return WRONG.search(around) is not None or any(
        words[at : at + 2] in around for at in range(len(words) - 1)
    )


def _reached(
    method: Method, done: Done, like: Sequence[Quantity] = ()
) -> Iterator[tuple[Quantity, list[Quantity]]]:
    """Iterate over the outcome with all that may have been aimed at, in its unit, and over its rate of the aim."""
    aims = [each.low for each in method.of("goal") if each.low is not None] + [*done.aims]
    if done.rate is not None and (not like or any(each.rate for each in like)):
        rates = [each for each in aims if each.rate]
        yield done.rate, rates or ([Quantity(Fraction(100), "%")] if method.of("share") else [])
        return
    actual = done.actual([*like, *(() if like else aims)])
    if actual is None:
        actual = done.actual(aims) or done.actual(())
    if actual is None:
        return
    alike = [each for each in aims if of_one_unit(each, actual)]
    yield actual, alike
    if not actual.rate and alike:
        yield from (
            (Quantity(actual.value * 100 / each.value, "%"), [Quantity(Fraction(100), "%")])
            for each in alike
            if each.value > 0
        )


def _falls(method: Method, done: Done) -> bool:
    """Whether less of the outcome is better."""
    return done.falling or any(each.falling for each in method.of("goal"))


def _banded(method: Method, weight: Fraction, done: Done) -> Iterator[Fraction]:
    """Read 95% 以上 12 分，90%~95% 10 分: the band that holds the outcome, at a border either."""
    bands = method.of("band")
    if not bands or method.of("gain"):
        return
    like = [bound for each in bands for bound in (each.low, each.high) if bound is not None]
    for actual, _ in _reached(method, done, like):
        if not all(
            of_one_unit(bound, actual)
            for each in bands
            for bound in (each.low, each.high)
            if bound is not None
        ):
            continue
        inside = [each for each in bands if _holds(each, actual.value)]
        edge = any(actual.value == bound.value for each in inside for bound in (each.low, each.high) if bound)
        if len({each.points for each in inside}) == 1 or (inside and edge):
            yield from dict.fromkeys(each.points for each in inside)
        elif not inside and method.of("else") and not method.of("step"):
            yield method.of("else")[0].points
        elif not inside and not method.of("step") and method.of("share"):
            yield from _shared(method, weight, done)
        return


def _holds(band: Clause, value: Fraction) -> bool:
    if band.low is not None and (value < band.low.value or (band.words == ">" and value == band.low.value)):
        return False
    return not (
        band.high is not None
        and (value > band.high.value or (band.words == "<" and value == band.high.value))
    )


def _done(method: Method, weight: Fraction, done: Done) -> Iterator[Fraction]:
    """Read 完成 1 个得 2 分, where what is aimed at gives the full mark by it."""
    own = method.of("done")
    unit = own[0].size if len(own) == 1 else None
    for actual, aims in _reached(method, done, [unit]) if unit is not None and unit.value else ():
        if unit is not None and any(aim.value / unit.value * own[0].points == weight for aim in aims):
            yield actual.value / unit.value * own[0].points
        return


def _gained(method: Method, weight: Fraction, done: Done) -> Iterator[Fraction]:
    """Read 每篇 0.5 分，最高 4 分 of 11 篇, and 达到 50 公斤得 10 分，每多 1 公斤加 1 分."""
    del weight
    rules, bases = method.of("gain"), method.of("band")
    others = len(method.clauses) - len(method.of("idle")) - len(method.of("most")) - len(bases)
    if len(rules) != 1 or others != 1 or len(bases) > 1:
        return
    size = rules[0].size
    if bases and size is not None and size.value:
        base = bases[0].low
        for actual, _ in _reached(method, done):
            if (
                base is not None
                and of_one_unit(base, actual)
                and of_one_unit(size, actual)
                and actual.value >= base.value
            ):
                times = (actual.value - base.value) / size.value
                yield from dict.fromkeys(
                    bases[0].points + each * rules[0].points for each in _times(times, method.rounded)
                )
            return
        return
    found = [each for each in done.told if size is not None and each.unit == size.unit]
    if size is not None and len(found) == 1 and size.value:
        yield found[0].value / size.value * rules[0].points


def _stepped(method: Method, weight: Fraction, done: Done) -> Iterator[Fraction]:
    """Read 目标 95%，每低 1 个百分点扣 1 分."""
    steps = method.of("step")
    if len(steps) != 1 or method.of("each") or method.of("gain"):
        return
    step = steps[0]
    size = step.size
    if size is None or not size.value:
        return
    apart = [each.value for each in done.told if each.points and _APART[step.falling].search(each.before)]
    if len(apart) == 1 and size.rate:
        yield from (weight - times * step.points for times in _times(apart[0] / size.value, method.rounded))
        return
    if step.low is not None and not step.low.rate:
        yield from _beyond(step, size, weight, done, method.rounded)
        return
    for actual, aims in _reached(method, done, [size]):
        bounds = [
            bound
            for each in method.of("band")
            if each.points == weight
            for bound in (each.low, each.high)
            if bound is not None
        ]
        goals = [step.low] if step.low is not None else bounds or aims
        goals = [each for each in goals if of_one_unit(each, actual)]
        if not goals or not of_one_unit(size, actual):
            continue
        for goal in goals:
            missing = actual.value - goal.value if step.falling else goal.value - actual.value
            if missing <= 0:
                yield weight
                continue
            sizes = {size.value}
            if size.unit == "%" and goal.value > 0:
                sizes.add(size.value * goal.value / 100)
            for each in sorted(sizes):
                yield from (weight - times * step.points for times in _times(missing / each, method.rounded))
        return


def _beyond(step: Clause, size: Quantity, weight: Fraction, done: Done, rounded: str) -> Iterator[Fraction]:
    """Read 超过 5 份，每份扣 1 分 of 抽查 420 份，6 份不规范."""
    alike = [each for each in done.told if each.unit[:1] == size.unit[:1]]
    wrong = [each for each in alike if WRONG.search(each.before + each.unit[1:] + each.behind)]
    found = wrong if len(alike) > 1 else alike
    if len(found) == 1 and step.low is not None:
        missing = found[0].value - step.low.value if step.falling else step.low.value - found[0].value
        many = max(missing, Fraction(0)) / size.value
        yield from (weight - each * step.points for each in _times(many, rounded))


def _times(times: Fraction, rounded: str) -> Iterator[Fraction]:
    whole = Fraction(times.__floor__())
    up = whole if whole == times else whole + 1
    if len(rounded) > 1 and rounded.startswith("按"):
        yield times
    elif rounded in {"按", "计"}:
        yield up
    elif rounded:
        yield whole
    else:
        yield from (times, whole, up)


def _shared(method: Method, weight: Fraction, done: Done) -> Iterator[Fraction]:
    """Read 执行率×8, 8×97.60%, and 计划 65 家，按比例 of 62 家."""
    shares = method.of("share")
    if len(shares) != 1 or method.of("step") or method.of("each") or _falls(method, done):
        return
    own = shares[0]
    if own.high is not None:
        yield weight * own.high.value / 100
        return
    for actual, aims in _reached(method, done):
        if own.low is not None:
            if of_one_unit(own.low, actual) and own.low.value:
                yield actual.value / own.low.value * weight
            return
        if actual.rate and not (aims and re.search("[/÷]", own.words)):
            yield actual.value / 100 * weight
        bounds = [each.low for each in method.of("band") if each.points == weight and each.low is not None]
        for goal in (*aims, *bounds):
            if goal.value > 0 and of_one_unit(goal, actual):
                yield actual.value / goal.value * weight


def _met(method: Method, weight: Fraction, done: Done) -> Iterator[Fraction]:
    """Read 达标得满分，否则 0 分."""
    del weight
    full = method.of("met")
    if len(full) != 1 or method.of("step") or method.of("each") or method.of("share") or method.of("band"):
        return
    for actual, aims in _reached(method, done):
        if not aims:
            continue
        falling = _falls(method, done)
        if _TIME.match(actual.unit) and not falling:
            return  # 15 日: hardly ever are more days better
        reached = all(actual.value <= each.value if falling else actual.value >= each.value for each in aims)
        if reached:
            yield full[0].points
        elif method.of("else"):
            yield method.of("else")[0].points
        return
    if not done.told and (_CLEAN.match(done.text) or (done.text and done.text == done.aim)):
        yield full[0].points
    elif not done.told and done.text[:1] in {"未", "不"} and method.of("else"):
        yield method.of("else")[0].points
