"""Plain data made worse, be it written as JSON or as YAML."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import yaml

from .letters import MANY, MOST, ODD_TEXTS, garbled, rewritten

if TYPE_CHECKING:
    from random import Random

_ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**53, 10**400, 0.1, -0.0, 1e308),
    *([], {}, [[]], {"": ""}, [None], *ODD_TEXTS),
)
_STOP = 0.2
"""How often a place is taken that has others inside."""


def changed_json(data: bytes, chance: Random) -> bytes:
    """Change the plain data of a JSON text, or its letters where it is none."""
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError):
        return garbled(data, chance)
    return json.dumps(changed(plain, chance), ensure_ascii=chance.random() < 0.1).encode(
        "utf-8", "surrogatepass"
    )


def changed_yaml(data: bytes, chance: Random) -> bytes:
    """Change the plain data of a YAML text, or its lines where it is none."""
    try:
        plain = yaml.load(data, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - makes texts only
        text = yaml.dump(changed(plain, chance), allow_unicode=True, width=1000)
    except (yaml.YAMLError, ValueError, RecursionError):
        return rewritten(data, chance)
    return text.encode("utf-8", "surrogatepass")


def changed(plain: Any, chance: Random) -> Any:  # noqa: ANN401 - plain data of any shape
    """Return plain data in which one or a few places are others."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        holder, key = _place(plain, chance)
        if holder is None:
            return chance.choice(_ODD_VALUES)
        other, other_key = _place(plain, chance)
        change = chance.choice(_PLAIN_CHANGES)
        change(holder, key, _copied(other[other_key]), chance)
    return plain


def _take_out(holder: Any, key: Any, _other: Any, _chance: Random) -> None:  # noqa: ANN401 - likewise
    del holder[key]


def _replace(holder: Any, key: Any, _other: Any, chance: Random) -> None:  # noqa: ANN401 - likewise
    holder[key] = chance.choice(_ODD_VALUES)


def _put_another(holder: Any, key: Any, other: Any, _chance: Random) -> None:  # noqa: ANN401 - likewise
    holder[key] = other


def _rename(holder: Any, key: Any, _other: Any, chance: Random) -> None:  # noqa: ANN401 - likewise
    if isinstance(holder, dict):
        holder[chance.choice(ODD_TEXTS)] = holder.pop(key)


def _bury(holder: Any, key: Any, _other: Any, chance: Random) -> None:  # noqa: ANN401 - likewise
    for _ in range(chance.choice((1, 5, 50))):
        holder[key] = [holder[key]]


def _multiply(holder: Any, key: Any, _other: Any, chance: Random) -> None:  # noqa: ANN401 - likewise
    if isinstance(holder, list):
        holder[key:key] = [holder[key]] * _fitting(chance.choice(MANY), holder[key])


def _lengthen(holder: Any, key: Any, _other: Any, chance: Random) -> None:  # noqa: ANN401 - likewise
    if not isinstance(holder[key], (dict, list)):
        holder[key] = f"{holder[key]}{chance.choice(ODD_TEXTS)}"


_PLAIN_CHANGES = (
    *(_take_out, _replace, _replace, _put_another, _rename),
    *(_bury, _multiply, _lengthen),
)


def _place(plain: Any, chance: Random) -> tuple[Any, Any]:  # noqa: ANN401 - likewise
    """Return a list or mapping somewhere inside and a key of it; twice None where there is nothing inside."""
    holder: Any = None
    key: Any = None
    while isinstance(plain, (dict, list)) and plain:
        holder = plain
        key = chance.choice([*plain]) if isinstance(plain, dict) else chance.randrange(len(plain))
        plain = holder[key]
        if chance.random() < _STOP:
            break
    return holder, key


def _fitting(many: int, plain: Any) -> int:  # noqa: ANN401 - plain data of any shape
    return min(many, MOST // (len(repr(plain)) + 1))


def _copied(plain: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    return deepcopy(plain) if len(repr(plain)) < MOST else None
