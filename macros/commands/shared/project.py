"""What the commands know of a project folder: which edition is current, what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, override

import yaml

from macros.commands import CommandError
from macros.loading.editions import Publication, kept_publications, load_publications
from macros.loading.folders import EditionFolder, edition_folders, read_edition
from macros.loading.registry import current_edition
from macros.loading.yamlsource import NOT_UTF_8, SourceError, SourceFault
from macros.loading.yamlsyntax import Mark, diagnose, unusable_characters
from macros.tools.cache import build_cache

if TYPE_CHECKING:
    from pathlib import Path


class _Unusable(Exception):  # noqa: N818 - told as a fault of the file
    """A scalar that looks like a number or a date and is none."""

    def __init__(self, mark: yaml.Mark) -> None:
        """Keep where it stands."""
        super().__init__()
        self.place: Mark = (mark.line + 1, mark.column + 1)


class _ConfigLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without MkDocs; its own tags mean nothing here."""

    @override
    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        try:
            return cast("object", super().construct_object(node, deep))
        except ValueError as error:
            raise _Unusable(node.start_mark) from error


_ConfigLoader.add_multi_constructor("", lambda *_: None)


def check_settings(root: Path) -> dict[str, Any]:
    """Return what stands in the mkdocs.yml of the project in ``root``; raise ``CommandError`` or ``SourceError``."""
    path = root / "mkdocs.yml"
    if not path.exists():
        raise CommandError(f"{root} 里没有 mkdocs.yml；请在项目文件夹里运行，或用 --root 指明")
    return _read_config(path)


def _read_config(path: Path) -> dict[str, Any]:
    """Read mkdocs.yml; raise ``SourceError`` when it is not YAML."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        slips = list(unusable_characters(text))
        if slips:
            raise SourceError(
                tuple(_fault(path, slip.place, "Y009", slip.message) for slip in slips)
            )
        settings = yaml.load(text, _ConfigLoader)  # noqa: S506 - a safe loader
    except UnicodeDecodeError:
        code, place, told = "Y007", (1, 1), NOT_UTF_8
    except RecursionError:
        code, place, told = "Y001", (1, 1), "层次太深，多半是括号或“- ”写多了"
    except _Unusable as error:
        code, place = "Y004", error.place
        told = "写得像数字或日期，却不是能用的数字或日期；请改正，是文字的就加上引号"
    except yaml.YAMLError as error:
        slip = diagnose(text, error)
        code, place, told = "Y001", slip.place, slip.message
    else:
        return settings if isinstance(settings, dict) else {}
    raise SourceError((_fault(path, place, code, told),))


def _fault(path: Path, place: Mark, code: str, told: str) -> SourceFault:
    return SourceFault(file=path.name, line=place[0], column=place[1], code=code, message=told)


def kept(root: Path, *, drafts: bool = False) -> tuple[Publication, ...]:
    """Return the editions below ``root``, from the cache of the build where nothing has changed."""
    check_settings(root)
    return kept_publications(build_cache(root), root, drafts=drafts)


def publications(root: Path, *, drafts: bool = False) -> tuple[Publication, ...]:
    """Load everything that is published from ``root``, or all; raise ``SourceError`` with every fault."""
    check_settings(root)
    return load_publications(root, drafts=drafts)


def edition_folder(root: Path, name: str | None) -> EditionFolder:
    """Read the edition called ``name``, or the current one."""
    folders = {folder.name: folder for folder in edition_folders(root)}
    if name and name not in folders:
        known = "、".join(folders) or "（没有）"
        raise CommandError(f"rubric/ 里没有“{name}”这一版；现有：{known}")
    return read_edition(folders[name or current_edition(root)], root)
