"""What the words around a percentage say it is of: 占累计支出的 p%, 以到位资金为基数的结余率 p%, 结余率（结余/到位资金）p%, p%（结转数占预算的比例）.

All are one statement, `part` over `base`, wherever it stands: before the percentage, in brackets before it, or in those behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from auditor.checks.common.numbers import Number

_NAME = r"[^，,。；;：:、（）()0-9占÷／/=＝]"
_IS = r"(?:为|是|达到?|约|\s)*"
_BASED = rf"(?:以(?P<base>{_NAME}{{2,16}}?)(?:为|作)(?:计算)?(?:基数|分母|基准|口径|基础)(?:计算|测算)?|[按用](?P<counted>{_NAME}{{2,16}}?)(?:计算|测算|折算))"
_FORMULA = rf"(?:(?P<above>{_NAME}{{2,14}})(?:[÷／/]|与(?={_NAME}{{2,16}}(?:之比|的比[例值]))|占)(?P<below>{_NAME}{{2,16}}?)(?:之比|的?(?:比[例重值]|百分比|份额))?(?:\s*[×*]\s*100\s*[%％])?)"
_LED = re.compile(rf"{_BASED}(?:的|[，,])?(?P<what>{_NAME}{{0,10}}?)(?:率|比[例重]|占比){_IS}$")
_IN_BRACKETS = re.compile(
    rf"(?P<what>{_NAME}{{2,10}})(?:率|比[例重]|占比)\s*[（(]\s*{_FORMULA}\s*[）)]\s*{_IS}$"
)
_BASED_BRACKETS = re.compile(
    rf"(?P<what>{_NAME}{{2,10}})(?:率|比[例重]|占比)\s*[（(]\s*{_BASED}\s*[）)]\s*{_IS}$"
)
_BEHIND = re.compile(rf"\s*[（(]\s*(?:即|为)?(?:{_NAME}{{2,10}}[=＝])?{_FORMULA}\s*[）)]")
_BASED_BEHIND = re.compile(rf"\s*[（(]\s*{_BASED}\s*[）)]")
_RATE = re.compile(rf"(?P<what>{_NAME}{{2,10}})(?:率|比[例重]|占比){_IS}$")


def base_words(share: Number) -> tuple[str, str] | None:
    """Return what has a share and what it is of, as brackets or 以…为基数 say; the first is a word of the rate's name, 结余 of 结余率."""
    for pattern, words in (
        (_LED, share.before),
        (_IN_BRACKETS, share.before),
        (_BASED_BRACKETS, share.before),
    ):
        found = pattern.search(words)
        if found is not None:
            return _read(found, found["what"])
    rate = _RATE.search(share.before)
    for pattern in (_BEHIND, _BASED_BEHIND):
        found = pattern.match(share.after)
        if found is not None:
            return _read(found, rate["what"] if rate is not None else "")
    return None


def _read(found: re.Match[str], what: str) -> tuple[str, str]:
    said = found.groupdict()
    base = said.get("base") or said.get("counted") or said.get("below") or ""
    return said.get("above") or what, base
