"""Generate reports of the genre without errors, correctly rounded, and audit them: nothing above a note.

    python -m benchmarks.clean_reports --seed 1 --reports 1000

writes benchmarks/results/clean_reports.txt. Every report has its own true values, to the 分: department,
sources of income, expenditure, projects, assets, staff, procurement, indicators of three levels, grades,
dates, a survey. What is printed are these values rounded half up to the places that reports use, trailing
zeros dropped now and then, in one copy or two. The detectors run, and the general rules and those of the genre: a
random department has no pack of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

from auditor import api
from auditor.findings import Severity
from auditor.numbers import decimal_text, round_to
from auditor.readers.json_file import read

RESULTS = Path(__file__).parent / "results"
Json = dict[str, Any]
SOURCES = (
    "一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "上级补助收入",
    "事业收入", "经营收入", "附属单位上缴收入", "其他收入",
)  # fmt: skip
ASSETS = (
    "房屋和构筑物",
    "设备",
    "文物和陈列品",
    "图书和档案",
    "家具和用具",
    "特种动植物",
    "物资",
    "无形资产",
)
GRADES = (("优", 90, 100), ("良", 80, 90), ("中", 60, 80), ("差", None, 60))
_HUNDREDTH = Fraction(1, 100)


class Clean:
    """One report without errors; `data` is its report file."""

    def __init__(self, seed: int) -> None:
        """Draw all true values and print them."""
        self._rng = random.Random(seed)  # noqa: S311 - no secret is drawn
        self._figures: dict[str, Json] = {}
        self._tables: list[Json] = []
        self._line = 0
        self._copies = ("摘要", "正文") if self._rng.random() < 0.7 else ("正文",)  # noqa: PLR2004 - a share or count of the generator
        self._budget()
        self._assets()
        self._staff()
        self._indicators()
        self._dates()
        self.data: Json = {
            "format": "auditor-report",
            "version": "1",
            "document": {
                "name": f"clean-{seed}.txt",
                "title": f"第{seed}号部门整体支出绩效评价报告",
                "language": "zh",
            },
            "options": {"rounding": "half_up", "places": "column"},
            "notes": [],
            "tables": self._tables,
            "figures": list(self._figures.values()),
        }

    # Printing ----------------------------------------------------------------------------------------

    def _money(self, yuan: Fraction) -> str:
        return self._places(round_to(yuan / 10_000, _HUNDREDTH), 2)

    def _rate(self, value: Fraction) -> str:
        return f"{self._places(round_to(value * 100, _HUNDREDTH), 2)}%"

    def _places(self, value: Fraction, places: int) -> str:
        sign = "-" if value < 0 else ""
        text = decimal_text(abs(value), places=places)
        head, _, tail = text.partition(".")
        text = f"{head}.{tail.ljust(places, '0')}"
        if self._rng.random() < 0.3:  # noqa: PLR2004 - a share or count of the generator
            text = text.rstrip("0").rstrip(".")
        return sign + text

    def _say(self, key: str, text: str, unit: str, *, exact: bool = False, **place: str) -> None:
        self._line += 1
        figure = self._figures.setdefault(key, {"key": key, "label": key, "unit": unit, "mentions": []})
        if exact:
            figure["exact"] = True
        location = {"line": self._line, "column": 1, "section": [place.pop("section", "正文")], **place}
        figure["mentions"].append({"text": text, "location": location})

    def _table(
        self, name: str, columns: dict[str, str], rows: list[tuple[str, str, str | None]], part: str
    ) -> str:
        identity = f"{name}/{part}"
        self._tables.append(
            {
                "id": identity,
                "name": name,
                "caption": name,
                "unit": "万元",
                "columns": [
                    {"name": column, "path": [column], "unit": unit} for column, unit in columns.items()
                ],
                "rows": [
                    {"name": row, "label": row, "role": role, "parent": parent} for row, role, parent in rows
                ],
            }
        )
        return identity

    def _filled(  # noqa: PLR0913 - a numeral in its parts
        self, name: str, prefix: str, columns: dict[str, str], rows: list[tuple[str, str, str | None]],
        cells: dict[tuple[str, str], str], *, copies: bool = True,
    ) -> None:  # fmt: skip
        for part in self._copies if copies else ("正文",):
            identity = self._table(name, columns, rows, part)
            for row, _, _ in rows:
                for column, unit in columns.items():
                    text = cells.get((row, column))
                    if text is not None:
                        self._say(
                            f"{prefix}.{row}.{column}", text, unit, exact=column == "序号",
                            section=part, table=identity, row=row, col=column,
                        )  # fmt: skip

    def _amount(self, low: int, high: int) -> Fraction:
        return Fraction(self._rng.randrange(low * 10**6, high * 10**6), 100)

    # Contents ----------------------------------------------------------------------------------------

    def _budget(self) -> None:
        rng = self._rng
        names = [f"项目{at}" for at in range(1, rng.randint(3, 20))]
        projects = {
            name: (self._amount(1, 80) if rng.random() < 0.6 else Fraction(0), self._amount(1, 90))  # noqa: PLR2004 - a share or count of the generator
            for name in names
        }
        full = rng.random() < 0.5  # noqa: PLR2004 - a share or count of the generator
        spent = {
            name: after if full else after * rng.randint(40, 99) / 100
            for name, (_, after) in projects.items()
        }
        start = sum((before for before, _ in projects.values()), Fraction(0))
        planned = sum((after for _, after in projects.values()), Fraction(0))
        used = sum(spent.values(), Fraction(0))
        basic = {name: [self._amount(50, 900), self._amount(50, 900)] for name in ("人员经费", "公用经费")}
        done = {
            name: after if full else after * rng.randint(60, 99) / 100 for name, (_, after) in basic.items()
        }
        lines: dict[str, tuple[Fraction, Fraction, Fraction]] = {
            name: (before, after, done[name]) for name, (before, after) in basic.items()
        }
        lines["基本支出"] = _added(lines["人员经费"], lines["公用经费"])
        lines["项目支出"] = (start, planned, used)
        lines["本年支出合计"] = _added(lines["基本支出"], lines["项目支出"])
        total = lines["本年支出合计"]
        rows = [
            ("基本支出", "subtotal", "本年支出合计"), ("人员经费", "detail", "基本支出"), ("公用经费", "detail", "基本支出"),
            ("项目支出", "detail", "本年支出合计"), ("本年支出合计", "total", None),
        ]  # fmt: skip
        columns = {
            "序号": "",
            "年初预算数": "万元",
            "全年预算数": "万元",
            "决算数": "万元",
            "预算执行率": "%",
        }
        cells = {}
        for serial, (name, _, _) in enumerate(rows, 1):
            before, after, actual = lines[name]
            cells[name, "序号"] = str(serial)
            for column, value in zip(
                ("年初预算数", "全年预算数", "决算数"), (before, after, actual), strict=True
            ):
                cells[name, column] = self._money(value) if value else "-"
            cells[name, "预算执行率"] = self._rate(actual / after)
        self._filled("支出情况表", "支出", columns, rows, cells)
        self._projects(projects, spent, (start, planned, used))
        self._income(total, full=full)
        for copy in self._copies:
            self._say("部门预算.年初预算数", self._money(total[0]), "万元", section=copy)
            self._say("部门预算.全年预算数", self._money(total[1]), "万元", section=copy)
            self._say("部门预算.全年支出数", self._money(total[2]), "万元", section=copy)
            self._say("部门预算.执行率", self._rate(total[2] / total[1]), "%", section=copy)
            self._say("部门预算.调整数", self._money(total[1] - total[0]), "万元", section=copy)
            self._say("部门预算.调整率", self._rate((total[1] - total[0]) / total[0]), "%", section=copy)
            for name in ("基本支出", "项目支出"):
                self._say(f"支出.{name}.占比", self._rate(lines[name][2] / total[2]), "%", section=copy)
        before, _, actual = lines["公用经费"]
        self._say("公用经费.调整率", self._rate((actual - before) / before), "%")

    def _projects(
        self,
        projects: dict[str, tuple[Fraction, Fraction]],
        spent: dict[str, Fraction],
        totals: tuple[Fraction, ...],
    ) -> None:
        columns = {"序号": "", "年初预算数": "万元", "调整后预算数": "万元", "实际支出数": "万元"}
        rows: list[tuple[str, str, str | None]] = [(name, "detail", "合计") for name in projects]
        rows.append(("合计", "total", None))
        cells = {}
        for serial, (name, (before, after)) in enumerate(projects.items(), 1):
            cells[name, "序号"] = str(serial)
            cells[name, "年初预算数"] = self._money(before) if before else "-"
            cells[name, "调整后预算数"] = self._money(after)
            cells[name, "实际支出数"] = self._money(spent[name])
        for column, value in zip(("年初预算数", "调整后预算数", "实际支出数"), totals, strict=True):
            cells["合计", column] = self._money(value) if value else "-"
        self._filled("项目表", "项目", columns, rows, cells)
        count = len(projects)
        finished = self._rng.randint(1, count)
        self._say("项目数.年初及追加", str(count), "个")
        self._say("项目数.实际完成", str(finished), "个")
        self._say("项目数.完成率", self._rate(Fraction(finished, count)), "%")
        for copy in self._copies:
            self._say("项目资金.收入总计", self._money(totals[1]), "万元", section=copy)
            self._say("项目资金.支出总计", self._money(totals[2]), "万元", section=copy)
            self._say("项目资金.执行率", self._rate(totals[2] / totals[1]), "%", section=copy)

    def _income(self, total: tuple[Fraction, Fraction, Fraction], *, full: bool) -> None:
        parts = [Fraction(self._rng.randint(1, 99), 100) for _ in range(2)]
        main, other = SOURCES[0], SOURCES[-1]
        values = {
            main: (total[0] * parts[0], total[1] * parts[1]),
            other: (total[0] * (1 - parts[0]), total[1] * (1 - parts[1])),
            "合计": total[:2],
        }
        columns = {"序号": "", "年初预算数": "万元", "全年预算数": "万元", "调整率": "%"}
        rows: list[tuple[str, str, str | None]] = [(name, "detail", "合计") for name in SOURCES]
        rows.append(("合计", "total", None))
        cells = {}
        for serial, (name, _, _) in enumerate(rows, 1):
            cells[name, "序号"] = str(serial)
            before, after = values.get(name, (Fraction(0), Fraction(0)))
            cells[name, "年初预算数"] = self._money(before) if before else "-"
            cells[name, "全年预算数"] = self._money(after) if after else "-"
            cells[name, "调整率"] = self._rate((after - before) / before) if before else "-"
        self._filled("收入情况表", "收入", columns, rows, cells)
        share = parts[1] if full else Fraction(self._rng.randint(1, 99), 100)
        for name, part in (("财政拨款", share), ("其他资金", 1 - share)):
            self._say(f"资金来源.{name}.支出数", self._money(total[2] * part), "万元")
            self._say(f"资金来源.{name}.占比", self._rate(part), "%")

    def _assets(self) -> None:
        columns = {
            "序号": "",
            **dict.fromkeys(
                ("期初原值", "期初累计折旧", "期初净值", "期末原值", "期末累计折旧", "期末净值"), "万元"
            ),
        }
        rows: list[tuple[str, str, str | None]] = [(name, "detail", "合计") for name in ASSETS]
        rows.append(("合计", "total", None))
        held = self._rng.sample(ASSETS, self._rng.randint(1, len(ASSETS)))
        sums = dict.fromkeys(columns, Fraction(0))
        cells = {}
        for serial, name in enumerate(ASSETS, 1):
            cells[name, "序号"] = str(serial)
            if name not in held:
                continue
            for when in ("期初", "期末"):
                gross = self._amount(1, 400)
                worn = gross * self._rng.randint(1, 99) / 100
                for column, value in (
                    (f"{when}原值", gross),
                    (f"{when}累计折旧", worn),
                    (f"{when}净值", gross - worn),
                ):
                    sums[column] += value
                    cells[name, column] = self._money(value)
        for column in list(columns)[1:]:
            cells["合计", column] = self._money(sums[column])
        self._filled("资产情况表", "资产", columns, rows, cells, copies=False)
        self._say("资产.大类数", str(len(held)), "类")
        self._say("资产.合计.期末原值", cells["合计", "期末原值"], "万元")

    def _staff(self) -> None:
        posts = self._rng.randint(10, 200)
        staff = self._rng.randint(5, posts)
        more = self._rng.randint(1, max(1, staff // 3))
        self._say("人员.编制数", str(posts), "人")
        self._say("人员.实有在编人数", str(staff), "人")
        self._say("人员.较上年增加", str(more), "人")
        self._say("人员.增长率", self._rate(Fraction(more, staff - more)), "%")
        self._say("人员.在编率", self._rate(Fraction(staff, posts)), "%")
        planned = self._amount(1, 60)
        bought = planned * self._rng.randint(30, 1600) / 100
        self._say("政府采购.年初预算数", self._money(planned), "万元")
        self._say("政府采购.实际采购数", self._money(bought), "万元")
        self._say("政府采购.执行率", self._rate(bought / planned), "%")

    def _indicators(self) -> None:
        rng = self._rng
        weights: dict[str, Fraction] = {}
        scores: dict[str, Fraction] = {}
        for top in "ABCD"[: rng.randint(2, 4)]:
            for second in range(1, rng.randint(2, 5)):
                for third in range(1, rng.randint(2, 5)):
                    code = f"{top}{second}{third}"
                    weights[code] = Fraction(rng.randint(2, 16), 2)
                    scores[code] = weights[code] * rng.choice((100, 100, 100, rng.randint(0, 100))) / 100
        codes = list(weights)
        for code in codes:
            for length in (1, 2):
                above = code[:length]
                weights[above] = weights.get(above, Fraction(0)) + weights[code]
                scores[above] = scores.get(above, Fraction(0)) + scores[code]
        whole = sum((weights[code] for code in codes), Fraction(0))
        gained = sum((scores[code] for code in codes), Fraction(0))
        for copy in self._copies:
            for code in weights:  # noqa: PLC0206 - two mappings by one key
                if copy == "摘要" and len(code) > 1:
                    continue
                self._say(f"{code}.权重", self._points(weights[code]), "分", exact=True, section=copy)
                self._say(f"{code}.得分", self._points(scores[code]), "分", section=copy)
                if len(code) != 2:  # noqa: PLR2004 - a share or count of the generator
                    self._say(f"{code}.得分率", self._rate(scores[code] / weights[code]), "%", section=copy)
            self._say("总分.得分", self._points(gained), "分", section=copy)
        self._say("总分.权重", self._points(whole), "分", exact=True)
        self._say("总分.得分率", self._rate(gained / whole), "%")
        for level, length in (("一", 1), ("二", 2), ("三", 3)):
            self._say(f"指标体系.{level}级指标数", str(sum(len(code) == length for code in weights)), "个")
        if whole == 100:  # noqa: PLR2004 - a share or count of the generator
            grade = next(name for name, low, _ in GRADES if low is None or gained >= low)
            self._say("评价.等级", grade, "text")
        for code in codes:
            if rng.random() < 0.3:  # noqa: PLR2004 - a share or count of the generator
                self._say(f"{code}.标杆值", f"{rng.randint(50, 100)}%", "%", exact=True)
                self._say(f"{code}.业绩值", f"{rng.randint(5000, 10000) // 100}.{rng.randint(10, 99)}%", "%")

    def _points(self, value: Fraction) -> str:
        return decimal_text(value, places=4)

    def _dates(self) -> None:
        day = 1
        for phase in ("前期准备", "组织实施", "分析评价", "修改定稿"):
            last = day + self._rng.randint(0, 6)
            self._say(f"工作进程.{phase}.开始", f"2024年6月{day}日", "date")
            self._say(f"工作进程.{phase}.结束", f"6月{last}日", "date")
            day = last if self._rng.random() < 0.5 else last + 1  # noqa: PLR2004 - a share or count of the generator
        self._say("评价时段.开始", "2023年1月1日", "date")
        self._say("评价时段.结束", "2023年12月31日", "date")


def _added(one: tuple[Fraction, ...], two: tuple[Fraction, ...]) -> tuple[Fraction, Fraction, Fraction]:
    first, second, third = (a + b for a, b in zip(one, two, strict=True))
    return first, second, third


def main() -> None:
    """Run the benchmark and write its result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--output", type=Path, default=RESULTS / "clean_reports.txt")
    options = parser.parse_args()
    book = api.load_rules()
    severities: Counter[str] = Counter()
    raised: Counter[str] = Counter()
    relations = 0
    examples = []
    spent = []
    for at in range(options.reports):
        report = read(json.dumps(Clean(options.seed * 1_000_000 + at).data).encode(), f"clean-{at}.json")
        started = time.process_time()
        audit = api.check(report, book, detectors=True)
        spent.append(int((time.process_time() - started) * 1000))
        relations += sum(audit.verdicts.values())
        for finding in audit.findings:
            severities[finding.severity.value] += 1
            if finding.severity is not Severity.NOTE:
                raised[finding.rule] += 1
                examples.append(f"{at}: {finding.rule}: {finding.messages['zh']}")
    spent.sort()
    lines = [
        f"python -m benchmarks.clean_reports --seed {options.seed} --reports {options.reports}",
        "",
        f"reports: {options.reports}, relations: {relations}",
        f"errors: {severities['error']}, warnings: {severities['warning']}, notes: {severities['note']}",
        f"rules above note level: {dict(raised)}",
        f"CPU time of one audit: median {spent[len(spent) // 2]} ms",
        *examples[:20],
        "",
    ]
    text = "\n".join(lines)
    sys.stdout.write(text)
    options.output.parent.mkdir(exist_ok=True)
    options.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
