"""The Pyodide builds we ship. Their versions stand in package.json and its lock, nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

NODE_SCRIPTS = Path(__file__).parent / "node"
"""The programs that start them under Node."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Distribution:
    """One npm build of Pyodide: its package, its main module, and whether that is worth trimming (``emscripten.py``)."""

    role: str
    package: str
    module: str
    trimmed: bool


# 标准用法：Chromium 96 以上（需要 externref 与异常处理）
CURRENT = Distribution(role="current", package="pyodide", module="pyodide.asm.mjs", trimmed=True)
# 旧浏览器：Python 3.11，实测可在 Chromium 88、92 上运行；没有内存快照
LEGACY = Distribution(
    role="legacy", package="pyodide-legacy", module="pyodide.asm.js", trimmed=False
)

# 浏览器里要导入的模块；标准库裁剪到它们（和 Pyodide 自己）用到的为止。
# 材料总清单只有导出用到：快照恢复之后没有核心的文件可读，也须事先导入
BROWSER_MODULES = ("qinglian_core.criteria.evidencelist", "qinglian_core.browser")

# 运行中才会用到、导入核心时看不出来的标准库模块：快照恢复之后没有标准库可读，须事先导入
MARGIN = (
    "encodings.ascii",
    "encodings.latin_1",
    "encodings.utf_8_sig",
    "traceback",
    "unicodedata",
)

MODULES = (*MARGIN, *BROWSER_MODULES)
"""All that is imported before the first request."""
