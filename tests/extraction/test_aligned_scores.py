"""Score tables of a text layer that keeps the layout: groups that state their weight, over rows broken over lines."""

from __future__ import annotations

from tests.extraction.documents import cells, text_report

_TITLE = "         附件 1 街心花园管护自评评分表\n"
_HEAD = """\
一级指
      二级指标       三级指标       权重            评分标准              完成情况        得分
 标
"""
_FIRST = """\
                                 符合规划得 3 分，否则酌情
      目标设定     管护目标合理性      3                                 合理         3
                                 扣分
投入    （6 分）
                管护指标明确性     3    每有 1 项指标未量化扣 0.5 分         2 项未量化       2
（15
                在岗人员控制率     4    ≤100%得 4 分，否则不得分             95.35%     4
分）    人员配置
               临时用工费变动
      （9 分）                 5    ≤0 得 5 分，每增长 1%扣 1 分        -7.73%      5
                   率
"""
_SECOND = """\
                 预算执行率      5    得分=执行率×5                    95.83%     4.79
产出    预算执行
                 预算调整率      4    10%以内得 4 分                  8.85%      4
（20    （9 分）
分）    管护质量       花木成活率      8    得分=成活率×8                    97.84%     7.83
      （8 分）
"""
_NEXT_PAGE = "\n\n\f"
_REST = """\
         满意度
                 居民满意度     3     ≥90%得 3 分                  88.26%       2.5
        （3 分）
            合计             35                                        33.12
"""


def _groups(text: str) -> dict[str, list[str]]:
    """Return the indicators that stand beside each cell of the first two columns."""
    found: dict[str, list[str]] = {}
    for block in text_report(text).blocks:
        names = {cell.row: cell.text for cell in block.cells if cell.column == 2}
        for cell in block.cells:
            if cell.column < 2 and cell.row:
                rows = range(cell.row, cell.row + cell.rows)
                found[cell.text.replace(" ", "")] = [names[row] for row in rows if row in names]
    return found


def test_groups_end_where_the_weights_of_their_rows_add_up() -> None:
    """Their names stand on lines between those of the rows; a head stands around the line of the others."""
    text = f"{_TITLE}{_HEAD}{_FIRST}{_SECOND.replace('20', '17')}\n"
    found = cells(text)
    assert found["临时用工费变动率", "权重"] == "5"
    assert found["花木成活率", "得分"] == "7.83"
    groups = _groups(text)
    assert groups["人员配置（9分）"] == ["在岗人员控制率", "临时用工费变动率"]
    assert groups["产出（17分）"] == ["预算执行率", "预算调整率", "花木成活率"]


def test_one_weight_may_be_wrong() -> None:
    """The groups before and behind it say which rows it has."""
    text = f"{_TITLE}{_HEAD}{_FIRST}{_SECOND.replace('20', '17')}\n"
    slip = text.replace("（9 分）                 5", "（8 分）                 5")
    assert slip != text
    assert _groups(slip)["人员配置（8分）"] == ["在岗人员控制率", "临时用工费变动率"]
    assert _groups(slip)["预算执行（9分）"] == ["预算执行率", "预算调整率"]


def test_a_group_goes_on_behind_the_page() -> None:
    """产出 weighs 20 with the row behind the repeated head alone."""
    groups = _groups(f"{_TITLE}{_HEAD}{_FIRST}{_SECOND}{_NEXT_PAGE}{_HEAD}{_REST}\n")
    assert groups["产出（20分）"] == ["预算执行率", "预算调整率", "花木成活率", "居民满意度"]
    assert groups["满意度（3分）"] == ["居民满意度"]


def test_a_subtotal_in_the_middle_of_the_columns_that_name_rows() -> None:
    """决策小计 lies over two columns of names, which are one cell in its row."""
    found = cells(
        "  附件 1 评分表\n"
        "一级指标   二级指标    三级指标    四级指标   权重     评分标准     目标值      实际值     得分\n"
        " 决策    项目立项   立项依据充   规划依据      3    符合上级规      充分       充分     3.00\n"
        "                分性                  划得满分\n"
        "              立项程序规   要件完备     3    要件每缺一      完备      缺1项     2.00\n"
        "                范性                  项扣 1 分\n"
        "          决策小计                 6     —        —        —      5.00\n"
        " 产出    产出数量   花坛补种     补种面积     5    达到目标得      46.0     47.3     5.00\n"
        "                                    满分\n"
        "              灯杆更换     更换数量     4    同上        120.0    112.8   3.76\n"
        "          产出小计                 9     —        —        —      8.76\n"
        "              合计                15    —        —        —      13.76\n\n"
    )
    assert found["产出小计", "得分"] == "8.76"
    assert found["决策小计", "权重"] == "6"
    assert found["更换数量", "实际值"] == "112.8"
    assert found["合计", "得分"] == "13.76"


_FORM = """\
  自评表
      项目名称                                     花坛补种项目
                                                           实施单
      主管部门                  青禾区园林中心                                    青禾区花木站
                                                            位
        资金来源       年初预算数       全年预算数           全年执行数       分值        执行率        得分
        年度资金总
                   480.00         512.60        498.37      10      97.22%      9.72
             额
项目资金    其中：当年
                   480.00         480.00        465.77      —         —          —
（万元）    财政拨款
        其他资金        0.00           0.00          0.00       —         —          —
                           预期目标                                     实际完成情况
年度总体
        补种花坛不少于 186 处，更换长椅 4 组，新增                    补种花坛 192 处，更换长椅 4
 目标
                   座位不少于 240 个。                                组，新增座位 256 个。
一级指标    二级指标       三级指标        年度指标值           实际完成值       分值        得分       偏差原因分析
                   补种花坛处
                                  ≥186 处         192 处      20       20.00
        数量指标         数
                  更换长椅组数           4组             4组        18        18.00
        质量指标      花木成活合格率          100%          100%       10       10.00
产出指标                                                                         12 批中 1 批因
        时效指标      分批到货及时率          100%         91.67%      12       11.00   厂家排产推迟
                                                                                到货
        社会效益      新增座位          ≥240 个         256 个      20       20.00
效益指标
        可持续影响     管护制度           健全            健全         5        5.00
                  居民满意度          ≥90%          93.16%      3        3.00
满意度指    服务对象满
 标       意度        商户满意度          ≥90%          87.50%      2        1.94
                     总分                                     100      98.66
"""


def test_the_parts_of_a_form_are_read_each_for_itself() -> None:
    """Funds, aims in words and indicators follow each other without a blank line."""
    found = cells(_FORM)
    assert found["其中:当年财政拨款", "全年执行数"] == "465.77"
    assert found["年度资金总额", "得分"] == "9.72"
    assert found["补种花坛处数", "年度指标值"] == "≥186"
    assert found["总分", "得分"] == "98.66"
    assert not any("目标" in row or "座位不少" in row for row, _ in found)


def test_names_of_groups_one_below_the_other() -> None:
    """数量指标 and 质量指标 are two names; 服务对象满 is cut, and so is 满意度指."""
    groups = _groups(_FORM)
    assert groups["数量指标"] == ["补种花坛处数", "更换长椅组数"]
    assert groups["质量指标"] == ["花木成活合格率"]
    assert groups["可持续影响"] == ["管护制度"]
    assert groups["服务对象满意度"] == groups["满意度指标"] == ["居民满意度", "商户满意度"]


def test_a_table_of_scores_in_one_column_stays_whole() -> None:
    """The total adds the scores of the funds and of the indicators, which stand below each other."""
    found = cells(
        "  自评表\n"
        "          年初预算数       全年预算数        全年执行数            分值              执行率        得分\n"
        "项目资金      240.00      286.00       271.43          10              94.91%     9.49\n"
        "一级指标       三级指标       年度指标值        实际完成值                   分值                  得分\n"
        "产出         补种处数       1,260 处       1,248 处                    50              49.52\n"
        "          更换组数        180 组        165 组                      40              36.67\n"
        "总分                                                          100              95.68\n\n"
    )
    assert found["补种处数", "得分"] == "49.52"


_ONE_LINE = (
    "一级指标    二级指标       三级指标       权重            评分标准              完成情况        得分\n"
)


def test_a_page_that_ends_with_the_head_of_the_indicators() -> None:
    """The rows behind it have as many columns, wherever the next page sets them."""
    found = cells(f"{_TITLE}          {_ONE_LINE}\n\n\f{_FIRST}{_SECOND}\n")
    assert found["临时用工费变动率", "权重"] == "5"
    assert found["花木成活率", "得分"] == "7.83"


def test_the_rest_of_a_cell_below_a_repeated_head_is_no_part_of_it() -> None:
    """What the page cut off a method of scoring stands alone below the head."""
    rest = (
        "                                     满分，低于 95%不\n                                     得分\n"
    )
    found = cells(f"{_TITLE}{_ONE_LINE}{_FIRST}\n\n\f{_ONE_LINE}{rest}{_SECOND}\n")
    assert found["花木成活率", "得分"] == "7.83"
    assert not any("满分" in column for _, column in found)
