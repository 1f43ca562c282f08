"""Plain data written as YAML the way people write it in these files: block style, official words verbatim."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, override

import yaml

from macros.importing.yamlblocks import inline
from qinglian_core.amounts import amount_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRING = "tag:yaml.org,2002:str"
_INTEGER, _DECIMAL = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"
_ENDLESS = 1 << 30
_VERBATIM = ("text", "standard")
"""Keys of official words: a block, so that no sign in them means anything to YAML."""


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, and repeats what is there twice."""

    @override
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)

    @override
    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None if inline(text) == text else '"'
    return dumper.represent_scalar(_STRING, text, style=style)


def _amount(dumper: yaml.SafeDumper, amount: Decimal) -> yaml.ScalarNode:
    text = amount_text(amount)
    return dumper.represent_scalar(_DECIMAL if "." in text else _INTEGER, text)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _amount)


def emitted(key: str, value: object) -> str:
    """Return the section of ``key`` with ``value``, with its line ends."""
    if key in _VERBATIM and isinstance(value, str) and value.strip():
        return f"{key}: |-\n" + "".join(_indented(value))
    return yaml.dump(
        {key: value}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_ENDLESS
    )


def _indented(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield f"  {line}\n" if line else "\n"
