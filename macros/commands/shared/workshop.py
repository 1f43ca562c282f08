"""Where a site is made: the project itself, or for a folder of criteria alone, one set up beside them.

A folder that has only ``rubric/`` and ``mkdocs.yml`` borrows everything else from the project of this program, by
links; its own settings go before those of the project.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from macros.commands import CommandError

from .project import check_settings, publications

PROGRAM = Path(__file__).resolve().parents[3]
_SOURCES = "site_src"
_SETTINGS = "mkdocs.yml"
_OWN = ("rubric", _SETTINGS)
_NOT_LENT = frozenset({*_OWN, "site", "dist", ".git"})


def workshop(root: Path) -> Path:
    """Return the folder in which the site of the criteria in ``root`` can be made; raise ``CommandError`` where none can.

    The criteria are checked first, so that nothing is made of faulty ones.
    """
    if (root / _SOURCES).is_dir():
        return root
    if not (PROGRAM / _SOURCES).is_dir():
        raise CommandError(
            f"{root} 里只有细则，没有做网站要用的文件（{_SOURCES} 等），这里装的程序也没有带着；"
            "请用项目文件夹里的 qinglian，再用 --root 指明细则在哪里"
        )
    for name in _OWN:
        if not (root / name).exists():
            raise CommandError(f"{root} 里没有 {name}；只放细则的文件夹要有 {'、'.join(_OWN)}")
    publications(root)
    made = root.resolve() / ".cache" / "project"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    for path in PROGRAM.iterdir():
        if path.name not in _NOT_LENT:
            (made / path.name).symlink_to(path)
    (made / "rubric").symlink_to(root.resolve() / "rubric")
    lent, own = check_settings(PROGRAM), check_settings(root)
    settings = {**lent, **own, "theme": lent["theme"]}  # 框架是借来的，样子也照它的
    # JSON 也是 YAML
    text = json.dumps(settings, ensure_ascii=False, indent=1)
    (made / _SETTINGS).write_text(text, encoding="utf-8")
    return made
