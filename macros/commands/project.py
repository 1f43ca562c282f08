"""What the commands know of a project folder: which edition is primary, what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from macros.editions import (
    EditionFolder,
    Publication,
    edition_folders,
    load_publications,
    read_edition,
)

from . import CommandError

if TYPE_CHECKING:
    from pathlib import Path


class _ConfigLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without MkDocs; its own tags mean nothing here."""


_ConfigLoader.add_multi_constructor("", lambda *_: None)


def primary_edition(root: Path) -> str | None:
    """Return ``extra.edition`` of mkdocs.yml."""
    path = root / "mkdocs.yml"
    if not path.exists():
        raise CommandError(f"{root} 里没有 mkdocs.yml；请在项目文件夹里运行，或用 --root 指明")
    config = yaml.load(path.read_text(encoding="utf-8"), _ConfigLoader)  # noqa: S506 - a safe loader
    extra = config.get("extra") if isinstance(config, dict) else None
    edition = extra.get("edition") if isinstance(extra, dict) else None
    return edition if isinstance(edition, str) else None


def publications(root: Path) -> tuple[Publication, ...]:
    """Load everything that is published from ``root``; raise ``SourceError`` with every fault."""
    return load_publications(root, primary_edition(root))


def edition_folder(root: Path, name: str | None) -> EditionFolder:
    """Read the edition called ``name``, or the primary one."""
    folders = {folder.name: folder for folder in edition_folders(root)}
    wanted = name or primary_edition(root) or next(iter(folders), "")
    if wanted not in folders:
        known = "、".join(folders) or "（没有）"
        raise CommandError(f"rubric/ 里没有“{wanted}”这一版；现有：{known}")
    return read_edition(folders[wanted], root)
