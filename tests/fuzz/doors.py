"""The doors by which somebody hands something in, and how many of all inputs come by each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import criteria, documents, savefiles, workfiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .door import Door


@dataclass(frozen=True, kw_only=True, slots=True)
class Entrance:
    """A door by what it is called: ``make`` opens it for a project, with a folder for what it writes.

    ``share`` is how many of a thousand inputs come by it, more where one costs little; ``time`` how much of the time it
    has at most, in thousandths.
    """

    words: str
    make: Callable[[Path, Path], Door]
    share: int
    time: int


ENTRANCES = {
    "save": Entrance(
        words="自查文件：打开，再存，再打开", make=savefiles.opened, share=700, time=400
    ),
    "check": Entrance(
        words="自查文件：打开，计分，下一步，汇报页", make=savefiles.worked_with, share=40, time=60
    ),
    "gather": Entrance(
        words="许多自查文件：对照，汇总", make=savefiles.gathered, share=40, time=60
    ),
    "score": Entrance(words="自查文件：命令行计分", make=savefiles.scored, share=60, time=60),
    "yaml": Entrance(words="细则：一个 YAML 文件", make=criteria.one_file, share=40, time=60),
    "folder": Entrance(
        words="细则：整个文件夹，生成网页", make=criteria.whole_folder, share=20, time=80
    ),
    "word": Entrance(
        words="Word 文件：核对，导入", make=documents.word_documents, share=30, time=80
    ),
    "excel": Entrance(
        words="Excel 文件：核对，导入", make=documents.excel_workbooks, share=20, time=80
    ),
    "text": Entrance(words="文本：核对，导入", make=documents.texts, share=30, time=60),
    "work": Entrance(words="修订工作台的工作文件", make=workfiles.work_files, share=20, time=60),
}
