"""What MkDocs logs while it builds, collected and told in Chinese: the exception that ends a build says nothing."""

from __future__ import annotations

import logging
import re
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import TemplateError

_LINK = r"Doc file '(?P<page>[^']*)' contains a(?:n \w+)?(?: \w+)? link '(?P<link>[^']*)'"
_WORDS = (
    (_LINK + r", but the target .*", "{page}：链接“{link}”指向的文件不存在"),
    (_LINK + r", but (?:there is no such anchor|the doc).*", "{page}：链接“{link}”指向的位置不存在"),
    (
        r"Doc file '(?P<page>[^']*)' contains an absolute link '(?P<link>[^']*)'.*",
        "{page}：链接“{link}”从根目录写起，网站放在子目录时会断；请写成相对的，例如 criteria/index.md",
    ),
    (_LINK + r", it was left as is\..*", "{page}：链接“{link}”不是本站的文件；请写出文件名，例如 criteria/index.md"),
    (
        _LINK.replace(" link '", " link to '") + r" which is excluded.*",
        "{page}：链接“{link}”指向不发布的文件",
    ),
    (
        r"Config value '(?P<page>[^']*)': (?P<link>.*)",
        "mkdocs.yml：设置项 {page} 有误，请对照原来的写法改正（{link}）",
    ),
    (r"A reference to '(?P<page>[^']*)' is included in the 'nav'.*", "目录里的“{page}”没有对应的网页"),
    (r"Encoding error reading file: (?P<page>.*)", "{page}：文件不是 UTF-8 编码；请用编辑器另存为 UTF-8"),
    (r"Template skipped: '(?P<page>[^']*)' not found.*", "没有找到模板 {page}"),
    (r"Error (?:reading|building) (?:page|template) '(?P<page>[^']*)':?(?P<link>.*)", "生成 {page} 时出错{link}"),
)  # fmt: skip


class Complaints(logging.Handler):
    """Keeps the warnings and errors of MkDocs as lines in Chinese."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line, once."""
        line = in_chinese(record.getMessage())
        if line not in self.lines:
            self.lines.append(line)


def in_chinese(message: str) -> str:
    """Return what MkDocs logged in Chinese; a message that is not known, or is ours, stays as it is."""
    for pattern, words in _WORDS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return words.format(**{"link": "", **found.groupdict()})
    return message


def template_words(error: TemplateError) -> str:
    """Return where a template went wrong, and what Jinja2 says of it."""
    frames = traceback.extract_tb(error.__traceback__)
    known = [frame for frame in frames if frame.filename.endswith((".j2", ".html"))]
    name = getattr(error, "filename", None) or (known[-1].filename if known else "（未知）")
    line = getattr(error, "lineno", None) or (known[-1].lineno if known else 0)
    return f"{name}:{line}: 模板有误（{error.message}）"


@contextmanager
def complaints_kept() -> Iterator[Complaints]:
    """Collect what MkDocs complains of meanwhile; nothing else prints it."""
    complaints, logger = Complaints(), logging.getLogger("mkdocs")
    propagated, logger.propagate = logger.propagate, False
    logger.addHandler(complaints)
    try:
        yield complaints
    finally:
        logger.removeHandler(complaints)
        logger.propagate = propagated
