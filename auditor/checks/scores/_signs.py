"""Texts of scoring methods with one sign for each relation: 不低于 95%, 95%及以上 and ≥95% are written alike."""

from __future__ import annotations

from auditor import patterns as re

_WRITTEN = {
    r"％": "%",
    r"(?<=不超过|不高于|不低于)每[一-龥]{1,3}(?=[0-9])": "",
    r"(?<![0-9])[0-9]{1,2}月(?=[末底])": "",
    r"不(?:增长|增加|上升)(?=的?[，,]?[得计满不])": "≤0",
    r"(?<![一-龥])(?:增长|增加|上升)(?=的?[，,]?不得分)": ">0",
    r"(?:增幅|增长|涨幅|升幅)每(?=[0-9])": "每增加",
    r"(?:大于|高于)(?:或)?等于|不(?:低|小|少)于|(?<!未)(?<!不)达到?(?=[0-9])|≧": "≥",
    r"(?:小于|低于)(?:或)?等于|不(?:高|大|多)于|不超过?(?=[0-9])|控制在(?=[0-9])|≦": "≤",
    r"＞|(?:大于|高于|超过|超出)(?=[0-9])": ">",
    r"＜|(?:小于|低于|少于|不足|不到|不满|未达到?)(?=[0-9])": "<",
    r"(?<=[0-9%一-龥])(?:及|和|\(含\))(?=以[上下])": "",
    r"×|\*|乘以|乘(?=[0-9])": "×",
    r"×100%×": "×",
    r"÷|除以": "÷",
    r"～|~|—+|至(?=[0-9])|(?<=[0-9%分])[-–－]": "~",
    r"－": "-",
}
_INCLUDED = re.compile(r"[（(](?:不?含[^（()）]{0,6}|套)[)）]")
_REST = re.compile(r"扣分[=＝:：为][（(]1[-－–—](?P<rate>[一-龥]{1,8})[)）][×*]")
"""扣分=（1-完成率）×分值 leaves the rate of the full mark."""
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")


def written(text: str) -> str:
    """Return a text with one sign for each relation, and what brackets add as clauses of their own."""
    text = re.sub(r"\s|^定性[:：]", "", text)
    text = re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", text)
    text = _REST.sub(r"得分=\g<rate>×", text)
    text = _INCLUDED.sub("", text)
    aside = [found.group()[1:-1] for found in _BRACKETS.finditer(text)]
    text = "，".join([_BRACKETS.sub("", text), *aside])
    for pattern, sign in _WRITTEN.items():
        text = re.sub(pattern, sign, text)
    return text
