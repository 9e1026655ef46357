"""Stages in which one thing is planned, bought, built, accepted and taken into use, and the words that tell each of them."""

from __future__ import annotations

from auditor import patterns as re

_APPROVED = r"(?:批复|批准|核准|获批|审批通过|审查通过|通过审查)"
_STAGES = (
    (
        "立项",
        re.compile(r"(?:立项|项目建议书)[^，,。；;]{0,20}(?:批复|批准|核准|获批)|(?:批复|批准|核准)立项"),
    ),
    (
        "可研批复",
        re.compile(
            rf"(?:可研|可行性研究)[^，,。；;]{{0,30}}{_APPROVED}|{_APPROVED}[^，,。；;]{{0,8}}(?:可研|可行性研究)"
        ),
    ),
    (
        "设计批复",
        re.compile(
            rf"(?:初步?设计?|施工图|实施方案|建设方案|设计方案|概算)[^，,。；;]{{0,30}}{_APPROVED}"
            rf"|{_APPROVED}[^，,。；;]{{0,8}}(?:初步?设计|实施方案|概算)|{_APPROVED}"
        ),
    ),
    (
        "招标公告",
        re.compile(
            r"(?:招标|采购|竞争性[一-龥]{2})(?:信息)?公告|发布公告|挂网|公开招标|发出?招标文件|^(?:组织|进行|启动|开展|完成)?(?:政府|公开|邀请)?(?:招标|采购|招投标)(?:工作|程序|手续)?$"
        ),
    ),
    ("中标", re.compile(r"开标|评标|中标|定标|成交")),
    (
        "签订合同",
        re.compile(
            r"签订[^，,。；;]{0,14}(?:合同|协议)|合同[^，,。；;]{0,6}签订|签约|签署[^，,。；;]{0,10}合同"
        ),
    ),
    ("开工", re.compile(r"开工|动工|进场|开始(?:施工|建设|实施)|启动(?:施工|建设)")),
    ("完工", re.compile(r"完工|(?<!未)竣工(?![验决结图财])|建成(?!后)|安装(?:到位|完毕|完成)|到货|主体封顶")),
    ("初验", re.compile(r"初验|初步验收")),
    ("验收", re.compile(r"(?:组织|通过|完成|经)[^，,。；;]{0,14}验收|竣工验收|验收(?:合格|通过)|终验")),
    ("移交", re.compile(r"移交|交付(?:使用|管理)")),
    ("投运", re.compile(r"上线|试运行|正式运行|投入(?:使用|运行|运营)|启用|开通|投产")),
)
ORDER = {name: at for at, (name, _) in enumerate(_STAGES)}
OF_DESIGN = frozenset({"立项", "可研批复", "设计批复"})


def stages_of(lead: str, words: str) -> frozenset[str]:
    """Return what the words around a day say was done: behind it, in its clause, else before it."""
    clause = re.split(r"[，,]", words)[0]
    for text in (lead + clause, clause, words):
        found = [name for name, pattern in _STAGES if pattern.search(text)]
        # 实施方案…批复 is an approval of the design, whatever else approvals are.
        if "设计批复" in found and len(OF_DESIGN & {*found}) > 1:
            found.remove("设计批复")
        if found:
            return frozenset(found)
    return frozenset()


def told_backwards(one: str, two: str) -> bool:
    """Whether what stands behind a day is sure to come after what stands behind the next: 3 月通过验收，上年 12 月完工."""
    first, last = ({ORDER[each] for each in stages_of("", words)} for words in (one, two))
    return bool(first and last) and max(last) < min(first)
