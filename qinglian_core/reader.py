"""Strict reading of plain data (what JSON and YAML give), collecting every fault with its path.

A reader never raises on bad data: it records a fault, returns a stand-in, and goes on, so that all faults are
reported at once. Whoever started reading raises when ``faults`` is not empty.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from .amounts import ZERO, parse_amount
from .faults import Fault, Path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from enum import Enum

    E = TypeVar("E", bound=Enum)

T = TypeVar("T")

IDENTIFIER = re.compile(r"[a-z][a-z0-9-]*")
_UNPRINTABLE = re.compile(
    "[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""Line ends, what steers a terminal, what cannot be seen or turns the direction, half characters."""
_LONGEST_SHOWN = 40
_ALIKE = 0.75
_MOST_UNKNOWN = 20
"""A hostile mapping may have a million unknown keys; each takes time to look up."""
MOST_KEPT_FAULTS = 10_000
"""A hostile file may hold a million; nobody reads them, and a browser has not the memory for them."""
_KINDS = {
    str: "文字",
    bool: "真假值",
    int: "整数",
    Decimal: "小数",
    float: "小数",
    dict: "键值对",
    list: "列表",
}


def kind_of(value: object) -> str:
    """Return what a value is, in a maintainer's words."""
    return "空值" if value is None else _KINDS.get(type(value), type(value).__name__)


def shown(value: object) -> str:
    """Return what somebody wrote, as a message quotes it: short, and a list or mapping only by its kind."""
    if value is None or isinstance(value, (dict, list)):
        return kind_of(value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"“{clipped(text)}”"


def clipped(text: str) -> str:
    """Return ``text`` no longer than a message can bear, with nothing in it that would spoil a line."""
    shortened = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return shortened if shortened.isprintable() else _UNPRINTABLE.sub("□", shortened)


def nearest(key: str, known: tuple[str, ...]) -> str | None:
    """Return which of ``known`` a misspelt ``key`` was probably meant to be."""
    best = max(known, key=lambda name: _likeness(key, name), default="")
    return best if _likeness(key, best) >= _ALIKE else None


def _likeness(one: str, other: str) -> float:
    shared = (Counter(one.lower()) & Counter(other)).total()
    return 2 * shared / max(len(one) + len(other), 1)


class Reader:
    """One place in plain data, and the list of faults found so far."""

    __slots__ = ("absent", "faults", "path", "value")

    def __init__(
        self, value: object, faults: list[Fault], path: Path = (), *, absent: bool = False
    ) -> None:
        """Read ``value``, which stands at ``path``; add to ``faults``.

        ``absent``: nothing stands there, which is told where it has to be; what it lacks is no further fault.
        """
        self.value = value
        self.faults = faults
        self.path = path
        self.absent = absent

    def fault(self, code: str, message: str, *, key: str | int | None = None) -> None:
        """Record a fault here, or at ``key`` below."""
        path = self.path if key is None else (*self.path, key)
        if not self.is_full:
            self.faults.append(Fault(code=code, path=path, message=message))

    @property
    def is_full(self) -> bool:
        """Whether no more faults are kept: the data are refused, and going on would only take time."""
        return len(self.faults) >= MOST_KEPT_FAULTS

    def mapping(self) -> Mapping[str, object]:
        """Return the value as a mapping, or an empty one with a fault."""
        if isinstance(self.value, dict):
            return self.value
        if self.absent:
            return {}
        self.fault("Q003", f"这里应是键值对（“键: 值”），写成了{kind_of(self.value)}")
        return {}

    def keys(
        self,
        *,
        required: tuple[str, ...] = (),
        optional: tuple[str, ...] = (),
        judged: tuple[str, ...] = (),
    ) -> Mapping[str, object]:
        """Return the mapping; missing and unknown keys are faults, ``judged`` ones are told of elsewhere."""
        mapping = self.mapping()
        known = (*required, *optional)
        unknown = [key for key in mapping if key not in known and key not in judged]
        if unknown:
            self._all_unknown(unknown, tuple(dict.fromkeys(known)))
        if isinstance(self.value, dict):
            for key in required:
                if key not in mapping:
                    self.fault("Q001", f"缺少“{key}”，请补上")
        return mapping

    def _all_unknown(self, unknown: list[str], known: tuple[str, ...]) -> None:
        for key in unknown[:_MOST_UNKNOWN]:
            self._unknown(key, known)
        if len(unknown) > _MOST_UNKNOWN:
            self.fault("Q002", f"另有 {len(unknown) - _MOST_UNKNOWN} 个不认识的键")

    def _unknown(self, key: str, known: tuple[str, ...]) -> None:
        name = clipped(key)
        meant = nearest(name, known)
        guess = f"，是不是“{meant}”" if meant else ""
        if self.mapping()[key] is None and not key.isascii():
            guess = "，多半是花括号里的话有半角逗号，在那里断开了（请给整句话加半角引号）"
        told = f"不认识的键“{name}”{guess}；这里可以写：{'、'.join(known)}"
        self.fault("Q002", told, key=key)

    def has(self, key: str) -> bool:
        """Return whether ``key`` is there and not null."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def at(self, key: str) -> Reader:
        """Return a reader of what stands at ``key`` (null when nothing does)."""
        mapping = self.mapping()
        return Reader(mapping.get(key), self.faults, (*self.path, key), absent=key not in mapping)

    def _present(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def text(self, key: str, *, default: str | None = None) -> str:
        """Return the non-empty string at ``key``."""
        if not self._present(key):
            return default or ""
        return self.at(key).as_text()

    def as_text(self) -> str:
        """Return this value as a non-empty string."""
        if not isinstance(self.value, str):
            self.fault("Q003", _not_text(self.value))
            return ""
        if not self.value.strip():
            self.fault("Q004", "这里的文字是空的，请补上")
        elif self.value != self.value.strip():
            self.fault("Q004", "文字前后有多余的空白，请删去")
        return self.value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of strings at ``key`` (empty when absent)."""
        return tuple(reader.as_text() for reader in self.each(key))

    def identifier(self, key: str) -> str:
        """Return a lower-case identifier (``[a-z][a-z0-9-]*``)."""
        text = self.text(key)
        if text and not IDENTIFIER.fullmatch(text):
            told = f"“{clipped(text)}”不能作标识：只用小写字母、数字和连字符，以字母开头{quote_hint(text)}"
            self.fault("Q005", told, key=key)
        return text

    def amount(self, key: str, *, positive: bool = True) -> Decimal:
        """Return the amount of points at ``key``."""
        if not self._present(key):
            return ZERO
        return self.at(key).as_amount(positive=positive)

    def as_amount(self, *, positive: bool = True) -> Decimal:
        """Return this value as an amount of points."""
        amount = parse_amount(self.value)
        if amount is None:
            self.fault("Q006", _not_an_amount(self.value))
            return ZERO
        if positive and amount == 0:
            self.fault("Q006", "分值须大于 0")
        return amount

    def amounts(self, key: str) -> tuple[Decimal, ...]:
        """Return the list of amounts of points, of which some may be 0, at ``key`` (empty when absent)."""
        return tuple(one.as_amount(positive=False) for one in self.each(key))

    def integer(self, key: str, *, default: int = 0) -> int:
        """Return the non-negative integer at ``key``."""
        if not self._present(key):
            return default
        value = self.mapping()[key]
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fault("Q003", f"这里应是非负整数，写成了{shown(value)}", key=key)
            return default
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false at ``key``."""
        if not self._present(key):
            return default
        value = self.mapping()[key]
        if not isinstance(value, bool):
            self.fault("Q003", f"这里应是 true 或 false，写成了{shown(value)}", key=key)
            return default
        return value

    def choice(self, key: str, kind: type[E], *, default: E, among: Iterable[E] | None = None) -> E:
        """Return a member of the enumeration ``kind`` by its value, of all or of some."""
        if not self._present(key):
            return default
        value = self.mapping()[key]
        members = tuple(kind if among is None else among)
        for member in members:
            if member.value == value and isinstance(value, str):
                return member
        options = "、".join(str(member.value) for member in members)
        self.fault("Q007", f"{shown(value)}不在可选的值里；可以写：{options}", key=key)
        return default

    def each(self, key: str) -> Iterator[Reader]:
        """Iterate over readers of the list at ``key`` (nothing when absent), as long as faults are kept."""
        if not self._present(key):
            return
        value = self.mapping()[key]
        if not isinstance(value, list):
            self.fault("Q003", f"这里应是列表（每项以“- ”开头），写成了{kind_of(value)}", key=key)
            return
        if not value:
            self.fault("Q004", "列表是空的，请补上或删去这个键", key=key)
        for index, element in enumerate(value):
            if self.is_full:
                return
            yield Reader(element, self.faults, (*self.path, key, index))

    def entries(self, key: str) -> Iterator[tuple[str, Reader]]:
        """Iterate over the entries of the mapping at ``key`` (nothing when absent), as long as faults are kept."""
        if not self._present(key):
            return
        below = self.at(key)
        for name, value in below.mapping().items():
            if self.is_full:
                return
            yield str(name), Reader(value, self.faults, (*below.path, name))

    def unique(self, readers: list[tuple[str, Reader]], what: str) -> None:
        """Report ids that stand twice among ``readers``."""
        seen: set[str] = set()
        for identifier, reader in readers:
            if identifier and identifier in seen:
                reader.fault("Q008", f"{what}“{identifier}”重复了，请改用别的标识", key="id")
            seen.add(identifier)


def quote_hint(text: str) -> str:
    """Return what to do about full-width quotation marks that were meant to quote ``text``."""
    return '；引号要用半角的 ""' if text[:1] in "“”‘’＂" else ""


def _not_text(value: object) -> str:
    if value is None:
        return "这里是空的，请补上文字"
    if isinstance(value, (dict, list)):
        return f"这里应是文字，写成了{kind_of(value)}"
    return f"这里应是文字，写成了{kind_of(value)}{shown(value)}；如果本来就是文字，请加引号"


def _not_an_amount(value: object) -> str:
    if value in (None, ""):
        return "这里是空的，请补上分值"
    if isinstance(value, float):
        return f'分值要写成加引号的十进制数，例如 "0.5"，不能写成{shown(value)}'
    if str(value).startswith("-"):
        return f"{shown(value)}不是分值；扣多少分也写成正数"
    return f"{shown(value)}不是分值；请写 2、0.5 这样的十进制数，最多三位小数"


def read(value: object, error: type[Exception], decode: Callable[[Reader], T]) -> T:
    """Run ``decode`` on ``value``; raise ``error`` (a FaultyDataError) with all faults, each once, if any."""
    faults: list[Fault] = []
    result = decode(Reader(value, faults))
    if faults:
        raise error(tuple(dict.fromkeys(faults)))
    return result
