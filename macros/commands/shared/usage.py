"""The command line in Chinese: help, usage and what was typed wrongly, in the words of argparse's own messages."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, NoReturn, override

if TYPE_CHECKING:
    from typing import Any

_WORDS = (
    (r"argument (?P<name>\S+): invalid choice: '?(?P<given>.*?)'? \(choose from (?P<all>.*)\)",
     "{name} 没有“{given}”；可以是：{all}"),
    (r"argument (?P<name>\S+): expected one argument", "{name} 后面还要写一个值"),
    (r"argument (?P<name>\S+): expected at least one argument", "{name} 后面至少要写一个值"),
    (r"argument (?P<name>\S+): invalid \w+ value: '(?P<given>.*)'", "{name} 的值“{given}”不对"),
    (r"argument (?P<name>\S+): not allowed with argument (?P<all>\S+)", "{name} 和 {all} 不能一起用"),
    (r"the following arguments are required: (?P<all>.*)", "还缺少：{all}"),
    (r"unrecognized arguments: (?P<all>.*)", "不认识：{all}"),
    (r"one of the arguments (?P<all>.*) is required", "这几个里要写一个：{all}"),
    (r"argument (?P<name>\S+): (?P<ours>.*)", "{name}：{ours}"),
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese; its subcommands are made of the same class."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        """Take what argparse takes."""
        super().__init__(**{**options, "add_help": False})
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这些说明")

    @override
    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    @override
    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)

    @override
    def error(self, message: str) -> NoReturn:
        """Say what was typed wrongly and how it is typed; exit with status 2."""
        self.exit(2, f"{self.format_usage()}{self.prog}：{chinese(message)}\n")


def chinese(message: str) -> str:
    """Return argparse's ``message`` in Chinese; one that is not known stays as it is."""
    for pattern, words in _WORDS:
        found = re.fullmatch(pattern, message)
        if found:
            parts = found.groupdict()
            return words.format(**{**parts, "all": _listed(parts.get("all", ""))})
    return message


def _listed(text: str) -> str:
    """Write a list as Chinese does; Python quoted what may be chosen until 3.13, and since then no more."""
    return "、".join(one.strip("'") for one in text.split(", "))
