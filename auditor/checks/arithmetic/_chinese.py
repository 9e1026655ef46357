"""Chinese words of function: 合计, 结余, 率, 均, 上年."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.arithmetic._words import Said, Words
from auditor.checks.common.words import chinese_number

if TYPE_CHECKING:
    from auditor.checks.common.numbers import Number

_COUNT = re.compile(
    r"^(?P<count>[两二三四五六])[者项类种](?:[一-龥]{0,4})(?:合计|共计|总计|之和)[^，,。；;]{0,4}$"
)


def _count(number: Number) -> int | None:
    found = _COUNT.search(number.clause)
    return chinese_number(found["count"]) if found is not None else None


CHINESE = Words(
    total=Said(
        re.compile(
            r"(?:合计|共计|总计|总共|一共|之和|[两二三四五六]项|[两二三]者|相加|加总|^共)[^，,。；;]{0,8}$"
        )
    ),
    rest=Said(
        re.compile(
            r"(?:结余|结转|剩余|余下|尚余|余额|净[增减余]|自然[增减][长少加]|差[额值]|相差|[顺逆]差|缺口|超支|节约|节余|还有|其余|[欠未尚短少多超][收缴付拨支到缺用完])[^，,。；;]{0,8}$"
        )
    ),
    counted=Said(_COUNT),
    count_of=_count,
    net=Said(re.compile(r"(?:净|自然)[增减余][长少加]?$")),
    after=Said(re.compile(r"(?:调整|变更|追加|核[增减])后[^，,。；;]{0,8}$")),
    less=Said(re.compile(r"减|收回|核减|压减|退|扣|支出|使用|用于|拨付|注销|归还|偿还|处置")),
    rate=Said(re.compile(r"(?:[率占比]|比[重例]|占比)(?:约?为|是|达到?|仅|约)?$")),
    share=Said(re.compile(r"占|比[重例]|[之其]中|^$")),
    mean=Said(re.compile(r"均(?!衡)|每(?!年)[一-龥]{0,3}|单价")),
    many=Said(re.compile(r"每[十百千万亿]")),
    former=Said(
        re.compile(
            r"(?:上年|去年|上一年|上期|年初(?!预算|批复|安排)|期初|同期|[比较与同由从]\s*20[0-9]{2}\s*年)(?![^，,。；;]*结[转余])[^，,。；;]{0,12}$|^(?:由|从)"
        )
    ),
    last=re.compile(r"上年|去年|上一年|上期|同期"),
    opening=Said(re.compile(r"(?:年初|期初|月初|上年末|上期末)[^，,。；;]{0,14}$")),
    closing=Said(re.compile(r"(?:年末|期末|月末|季末)[^，,。；;]{0,8}$")),
    listed=re.compile(r"^[^，,。；;：:（(]{0,12}[，,：:（(]?\s*(?:分别|即|：|:)"),
    aim=Said(
        re.compile(r"目标|计划|不低于|不高于|应[当达]|标准|以上|以下|指标值|预期"),
        re.compile(r"^.{0,5}?(?:目标|计划|不低于|不高于|应[当达]|标准|以上|以下|指标值|预期)"),
    ),
    parted=re.compile(r"(?:两者|二者|两项)?(?:相差|差[值额])(?:为|是|达)?"),
    ready=list,
)
