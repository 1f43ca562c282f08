"""``qinglian import``: from a revised document to a draft of the next edition."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from macros.loading.editions import TAKEN_EDITIONS, decode_edition
from macros.loading.folders import RUBRIC
from macros.loading.registry import load_registry

from . import CommandError
from .shared.project import check_settings, edition_folder
from .shared.sources import aside_lines, read_source_document
from .shared.terminal import report

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from macros.importing.editiondraft import EditionDraft
    from macros.importing.material import Document, OlderEdition
    from macros.importing.writing import Written
    from macros.loading.folders import EditionFolder
    from qinglian_core.criteria.model import Rubric

    from . import Commands

_BECAME = {
    "new": "新增",
    "merged": "合并",
    "split": "拆分",
    "changed": "改动",
    "same": "原样沿用",
}
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("import", help="读修订后的文件，做出新一版的草稿")
    parser.add_argument("source", type=Path, help="修订后的文件（.docx、.xlsx 或文本）")
    parser.add_argument(
        "--from", dest="older", metavar="旧版", help="从哪一版沿用（默认是现行的一版）"
    )
    parser.add_argument(
        "--to", dest="newer", metavar="新版", required=True, help="新一版的 id，也就是文件夹名"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, match, draft, write; tell what there is to look at."""
    root: Path = options.root
    check_settings(root)
    imported = import_document(root, options.source, options.older, options.newer, report)
    for line in imported.lines():
        print(line)
    return 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What came of an import: the edition before, the draft of the next one, and what was written of it."""

    older: Rubric
    document: Document
    draft: EditionDraft
    written: Written
    name: str

    def lines(self) -> Iterator[str]:
        """Yield what was done, what is to be done next, and what of the document is not in the draft (Chinese)."""
        yield from _report(self.older, self.draft, self.written, self.name)
        yield from aside_lines(self.document.source, outside="没有放进细则")


def import_document(
    root: Path, path: Path, older: str | None, newer: str, report: Callable[[str], None]
) -> Imported:
    """Make the draft ``newer`` of the document at ``path``; ``report`` is told of each step.

    Raises ``CommandError`` and ``SourceError``, and then nothing has changed.
    """
    from macros.importing.editiondraft import draft_edition  # noqa: PLC0415 - only here is it needed
    from macros.importing.writing import write_draft  # noqa: PLC0415 - likewise

    _refuse_name(root, newer)
    folder = edition_folder(root, older)
    if folder.name == newer:
        raise CommandError("新版和旧版不能同名；请用 --to 另起一个 id，例如 jiyuan-2")
    _refuse_older(root, folder.name, newer)
    report(f"读 {path}")
    rubric = decode_edition(folder)
    document = _document(path, rubric)
    unit = rubric.words.clause
    report(f"与 {folder.name} 逐{unit}对应，起草各{unit}")
    draft = draft_edition(_older(root, folder, rubric), document, newer)
    report(f"写 {RUBRIC}/{newer}/")
    written = write_draft(root, rubric, draft, newer)
    return Imported(older=rubric, document=document, draft=draft, written=written, name=newer)


def _refuse_name(root: Path, name: str) -> None:
    from macros.importing.writing import imported_before  # noqa: PLC0415 - only here is it needed

    if not _NAME.fullmatch(name):
        raise CommandError(
            f"“{name}”不能作版本的 id：只用小写字母、数字和连字符，以字母开头，例如 jiyuan-2"
        )
    if name in TAKEN_EDITIONS:
        raise CommandError(f"“{name}”是网站自己的网址，不能作版本的 id，请换一个")
    folder = root / RUBRIC / name
    if folder.exists() and not imported_before(folder):
        raise CommandError(
            f"{RUBRIC}/{name} 已经有了，不是导入做出来的，没有动它；请用 --to 另起一个 id"
        )


def _refuse_older(root: Path, older: str, newer: str) -> None:
    """Raise ``CommandError`` unless the new edition will follow ``older`` in the registry: its lineage does."""
    names = [entry.id for entry in load_registry(root)]
    before = names[: names.index(newer)] if newer in names else names
    if before[-1:] != [older]:
        raise CommandError(
            f"editions.yaml 里排在新版前面的是 {before[-1]}，新版要从它沿用；"
            f"请写 --from {before[-1]}，不要了的草稿先移走（文件夹和 editions.yaml 里的一条）"
        )


def _document(path: Path, rubric: Rubric) -> Document:
    from macros.importing.material import Document  # noqa: PLC0415 - only here is it needed
    from macros.source.headings import headings_of  # noqa: PLC0415 - likewise
    from macros.source.reading import read_criteria  # noqa: PLC0415 - likewise
    from macros.source.sourcedocument import SourceDocumentError  # noqa: PLC0415 - likewise

    source = read_source_document(path)
    try:
        layout = read_criteria(source, headings_of(rubric))
    except SourceDocumentError as error:
        raise CommandError(f"{path} {error}") from None
    return Document(name=path.name, source=source, layout=layout)


def _older(root: Path, folder: EditionFolder, rubric: Rubric) -> OlderEdition:
    from macros.importing.material import OlderEdition  # noqa: PLC0415 - only here is it needed
    from macros.importing.yamlblocks import entries, parse_block  # noqa: PLC0415 - likewise

    items: dict[str, str] = {}
    for source in folder.items:
        text = _text(root / source.file)
        written = parse_block(text).sections.get("clauses", "")
        data = source.data if isinstance(source.data, dict) else {}
        if len(entries(written)) != len(cast("list[object]", data["clauses"])):
            unit = folder.words.clause
            raise CommandError(
                f"{source.file} 的各{unit}（clauses）写在一对括号里；没有改的{unit}，导入要照抄旧版的文字，"
                f"请把每一{unit}另起一行、以“- ”开头，键各占一行，再导入一次"
            )
        items[str(data["id"])] = text
    return OlderEdition(rubric=rubric, edition=_text(root / folder.edition.file), items=items)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _report(older: Rubric, draft: EditionDraft, written: Written, name: str) -> Iterator[str]:
    """Yield what was done, and what is to be done next."""
    counted = Counter(_BECAME[one.value] for one in draft.became(older).values())
    told = "、".join(f"{word} {number} {older.words.clause}" for word, number in counted.items())
    label, unit = older.words.clause_label, older.words.clause
    yield f"{name}：{len(draft.proposal.matches)}{unit}：{told}。"
    if draft.proposal.losses:
        listed = "、".join(label(loss.old) for loss in draft.proposal.losses)
        yield f"{older.id} 里没有沿用的：{listed}。"
    for new, gone in draft.unrelated.items():
        listed = "、".join(map(label, gone))
        yield f"{label(new)}的“相关”里去掉了没有沿用的{listed}。"
    if written.merged:
        yield "以前导入过：你改过的都留着，看过的不再列出。"
    yield f"还有 {written.marks} 处待看：qinglian review {name}"
