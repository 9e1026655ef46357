"""Sound rule files that mistakes are planted in: every block and every clause kind, zh, en and mixed."""

from __future__ import annotations

from auditor.assurance.formatting import formatted

ZH = """语言 1

包 dept "部门整体支出绩效评价"
  适用 存在(部门预算.全年预算数)
  舍入 四舍五入
  说明 这个包给部门用

引用 "通用.rules"

同义 业绩值 = 实际值

规则 B-01 预算调整数
  检查 部门预算.调整数 = 部门预算.全年预算数 - 部门预算.年初预算数
  检查 若 (甲.预算 > 0万元 或 存在(甲.决算)) 则 甲.执行率 = 甲.决算 / (甲.预算 + 甲.调整)
  前提 部门预算.全年预算数 > 0万元 且 非 (部门预算.年初预算数 < 0万元)
  必填 部门预算.全年预算数, 部门预算.年初预算数
  容差 0.01万元 不含端点
  级别 应核实
  尾差 提示
  舍入 四舍五入
  依据 附件1公式
  说明 调整数取正数
  已知 "原文如此"
  提示 "应为{应为数}，报告写{报告数}"
  例 部门预算.调整数=276.08万元, 部门预算.全年预算数=718.39万元, 部门预算.年初预算数=442.31万元 结果 相符

规则 B-02 表
  逐行 表1-1 含合计: 决算数 ≤ 预算数 且 结余 = 预算数 - 决算数
  逐项 项目.*: 决算数 ≤ 预算数 × (1 + 10%)
  合计 表1-1: 预算数, 决算数
  一致 C43.业绩值, C44.权重
  对照 表1-1 与 表2-1: 预算数, 决算数

规则 B-03 问卷
  占比 满意.很, 满意.较, 满意.不 样本 问卷.份数 单选
  均值 满意.均分 样本 问卷.份数 项数 问卷.题数 范围 1分到5分
  顺序 满意.很, 满意.较, 满意.不 由高到低
  等级 总得分 评为 报告.等级: 90分（含）-100分 优; 80分-90分 良; 60分-80分 中; 60分以下 差
  检查 求和(表1-1[*, 决算数]) = 最大(甲.合计, 乙.合计)
  检查 甲.完成日期 ≤ 2023-12-31
  例 表1-1[甲, 决算数]=3.00万元, 甲.合计=3.00万元, 乙.合计=1.00万元 结果 不符

评分 B31 支出预算执行率
  权重 5分
  目标 100%
  业绩 部门预算.执行率
  走向 越高越好
  档 业绩值 ≥ 目标值 得满分
  档 业绩值 < 60% 且 业绩值 ≥ 0% 不得分
  档 业绩值 ≥ 90% 得 4分
  档 其余 每低于目标值 1个百分点 扣权重的5% 按比例 扣完为止
  封顶 5分
  保底 0分
  否决 部门预算.挪用 > 0万元
  级别 必改
  依据 评分标准
  例 业绩值=80% 结果 0分

评分 B32 成本
  权重 4分
  目标 20件
  档 其余 每高于目标值 相对 10% 扣 0.5分 不足按1个计 扣完为止
  例 业绩值=30件, 目标值=20件 结果 1.5分

评分 B33 制度
  权重 4分
  要点 4项 一项不符 扣1分 扣完为止

评分 B34 完成率
  权重 6分
  目标 80%
  得 业绩值 / 目标值 × (权重 - 1分)

指标表 全部指标
  B31 | 支出预算执行率 | 5分 | 100% | - | B31.业绩值
  B33 | 制度健全 | 4分 | - | - | -
"""

HARMLESS = (
    "规则 H-1 制表符\n\t检查\t甲.一 = 甲.二\n",
    "规则 H-2 全角\n　　检查　甲.一　＝　甲.二　＋　甲.三\n",
    "规则 H-3 注释 # 说明\n  检查 甲.一 = 甲.二  # 两数相等\n",
    "规则 H-4 空行\n\n  检查 甲.一 = 甲.二\n\n\n  依据 某条\n",
    "规则 H-5 混写\n  check 甲.一 = 甲.二 and 甲.三 > 0万元 或 甲.四 ≠ 0万元\n",
    "规则 H-6 回车\r\n  检查 甲.一 = 甲.二\r\n",
    "规则 H-7 引号\n  检查 甲.一 = 甲.二\n  提示 “写作（＝＝）也无妨”\n  依据 《办法》第3条：不得 == 低于90%！\n",
    (
        "score H-8 mixed\n  权重 5分\n  target 100%\n  档 actual >= target gives full\n"
        "  band 其余 每低于 target 1个百分点 deduct 5% of weight proportional until_exhausted\n"
    ),
    "规则 H-9 单位\n  检查 甲.一 ＜ 95％ 且 甲.二 ≥ 3 万元\n  容差 1个末位\n",
    "规则 H-10 括号\n  检查 （甲.一 － 甲.二）／ 甲.二 ≤ 10%\n",
)
"""Full-width signs, tabs, comments and mixed spellings that must not be called mistakes."""


def texts() -> dict[str, str]:
    """Return the sound file in Chinese, in English, and with every second line in the other language."""
    english = formatted(ZH, "en")
    chinese = formatted(ZH, "zh")
    mixed = [
        second if at % 2 else first
        for at, (first, second) in enumerate(zip(chinese.split("\n"), english.split("\n"), strict=True))
    ]
    return {"zh": chinese, "en": english, "mixed": "\n".join(mixed)}
