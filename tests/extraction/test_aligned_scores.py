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
分）    管护质量     花木成活率      8    得分=成活率×8                    97.84%     7.83
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
