"""The folder of a new edition, written whole or not at all; an edition that was imported before is merged."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from macros.loading.editions import decode_edition, unready_faults
from macros.loading.folders import LINEAGE, REGISTRY, RUBRIC, read_edition
from qinglian_core.revision.decoding import lineage_to_plain

from .merging import KEPT, merge
from .yamlblocks import inline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qinglian_core.criteria.model import Rubric

    from .editiondraft import EditionDraft

BASE = ".import"
"""The folder that keeps what the last import drafted, to tell what was written since."""
_SUFFIX = ".base"
_LINEAGE_HEAD = """\
# 新版的每一条从旧版的哪一条来；没有写 old 的是新增的，gone 是没有沿用的。
# 文字不像的要在 why 写明理由；问题改了名的用 questions 写：旧问题: 新问题。
"""
_REGISTRY_HEAD = """\
# yaml-language-server: $schema=../macros/schemas/editions.schema.json
# 各版细则，从旧到新。现行的一版在首页；草稿只在预览里看得到，不发布。
format: 1
editions:
  - id: {older}
    label: 现行的一版
    state: current
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What an import left: the paths that it wrote, relative to the project, and whether it merged."""

    files: tuple[str, ...]
    merged: bool
    marks: int


def imported_before(folder: Path) -> bool:
    """Return whether ``folder`` is an edition that was imported."""
    return (folder / BASE).is_dir()


def write_draft(root: Path, older: Rubric, draft: EditionDraft, name: str) -> Written:
    """Write the edition ``name`` below ``root``; raise ``SourceError`` when what would be written is not right."""
    folder = root / RUBRIC / name
    merged = imported_before(folder)
    with tempfile.TemporaryDirectory(prefix=".qinglian-", dir=root / RUBRIC) as temporary:
        fresh = Path(temporary) / RUBRIC / name
        drafted = dict(draft.files)
        _write(fresh, drafted)
        drafted[LINEAGE] = _lineage_text(Path(temporary), fresh, older, draft)
        files = merge(_base(folder), _own(folder), drafted) if merged else drafted
        shutil.rmtree(fresh)
        _write(fresh, files)
        _write(fresh / BASE, {f"{path}{_SUFFIX}": text for path, text in drafted.items()})
        found = read_edition(fresh, Path(temporary))
        rubric = decode_edition(found)
        if merged:
            _write(fresh / KEPT, {f"{path}.txt": text for path, text in _own(folder).items()})
        _put(fresh, folder, aside=Path(temporary) / "before")
    _register(root, older.id, name)
    return Written(
        files=tuple(f"{RUBRIC}/{name}/{path}" for path in files),
        merged=merged,
        marks=len(unready_faults(found, rubric)),
    )


def _put(fresh: Path, folder: Path, *, aside: Path) -> None:
    """Put ``fresh`` in the place of ``folder``; what is there stays there when anything goes wrong."""
    try:
        if folder.exists():
            folder.replace(aside)
        fresh.replace(folder)
    except BaseException:
        if aside.exists() and not folder.exists():
            aside.replace(folder)
        raise


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _base(folder: Path) -> dict[str, str]:
    base = folder / BASE
    return {
        path.relative_to(base).as_posix().removesuffix(_SUFFIX): path.read_text(encoding="utf-8")
        for path in sorted(base.rglob(f"*{_SUFFIX}"))
    }


def _own(folder: Path) -> dict[str, str]:
    """Return the YAML files as they are now, and whatever else somebody put there."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8-sig")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and BASE not in path.relative_to(folder).parts
    }


def _lineage_text(root: Path, folder: Path, older: Rubric, draft: EditionDraft) -> str:
    """Return lineage.yaml as it is proposed."""
    newer = decode_edition(read_edition(folder, root))
    plain = lineage_to_plain(draft.proposal.lineage(older, newer), older, newer)
    lines = [_LINEAGE_HEAD]
    for key, value in plain.items():
        if isinstance(value, list):
            lines.append(f"{key}:\n" + "".join(f"  - {_flow(entry)}\n" for entry in value))
        else:
            lines.append(f"{key}: {_flow(value)}\n")
    return "".join(lines)


def _flow(value: object) -> str:
    """Return plain data in YAML's one-line style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        safe = inline(value)
        return json.dumps(value, ensure_ascii=False) if "," in safe or "}" in safe else safe
    return "null" if value is None else str(value)


def _register(root: Path, older: str, name: str) -> None:
    """Add the edition to the registry, as a draft."""
    path = root / REGISTRY
    text = (
        path.read_text(encoding="utf-8-sig")
        if path.is_file()
        else _REGISTRY_HEAD.format(older=older)
    )
    if f"id: {name}\n" in text:
        return
    label = f"新的一版（{name}）" if "label: 新的一版\n" in text else "新的一版"
    entry = f"  - id: {name}\n    label: {label}\n    state: draft\n"
    fresh = path.with_name(f".{path.name}.fresh")
    fresh.write_text(text.rstrip("\n") + "\n" + entry, encoding="utf-8", newline="\n")
    fresh.replace(path)
