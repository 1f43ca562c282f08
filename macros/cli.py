"""The command ``qinglian``: check, verify, score, publish.

Faults go to stderr as ``file:line:col: CODE message`` with exit status 1; wrong usage is exit status 2.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from qinglian_core.assessment import assess
from qinglian_core.faults import Fault, FaultyDataError
from qinglian_core.opening import Opening, open_self_check
from qinglian_core.savefile import parse_json

from .building import build_site, serve_site
from .editions import (
    EditionFolder,
    Publication,
    decode_edition,
    edition_folders,
    load_glossary,
    load_publications,
    read_edition,
)
from .scorecard import csv_card, json_card, table_card
from .verify import compare, read_cells, source_digest
from .yamlsource import SourceError, SourceFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qinglian_core.model import Rubric


class CommandError(Exception):
    """Something the person at the terminal can mend; the text says what."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status = options.run(options)
    except SourceError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        print(f"共 {len(error.faults)} 处问题。", file=sys.stderr)
        return 1
    except (CommandError, OSError) as error:
        print(f"qinglian: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return int(status or 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="qinglian", description="清廉机关创建考评细则：检查、核对、计分、发布"
    )
    parser.add_argument(
        "--root", type=Path, default=Path.cwd(), help="项目所在的文件夹（默认是当前文件夹）"
    )
    commands = parser.add_subparsers(required=True, metavar="命令")

    check = commands.add_parser("check", help="检查 rubric/ 里的 YAML，列出全部问题")
    check.add_argument("edition", nargs="?", help="只检查这一版（rubric/ 下的文件夹名）")
    check.set_defaults(run=_check)

    verify = commands.add_parser("verify", help="把来源（文本或 .docx）和 YAML 逐字核对")
    verify.add_argument("source", type=Path, help="来源文件")
    verify.add_argument("--edition", help="和哪一版核对（默认是首页的一版）")
    verify.set_defaults(run=_verify)

    score = commands.add_parser("score", help="给自查文件计分")
    score.add_argument("files", nargs="+", type=Path, metavar="FILE", help="自查页保存的文件")
    score.add_argument(
        "--format", choices=("table", "json", "csv"), default="table", help="输出的样式"
    )
    score.add_argument("--edition", help="按哪一版计分（默认按文件里写的版本）")
    score.set_defaults(run=_score)

    pages = commands.add_parser("pages", help="把生成的网页源文件（Markdown）写到一个文件夹")
    pages.add_argument("folder", type=Path, help="写到哪里")
    pages.set_defaults(run=_pages)

    build = commands.add_parser("build", help="生成网站到 site/；失败时保留上一次的结果")
    build.add_argument("--out", type=Path, default=Path("site"), help="生成到哪里（默认 site）")
    build.set_defaults(run=_build)

    serve = commands.add_parser("serve", help="在本机预览，改动 YAML 后自动刷新")
    serve.add_argument("--port", type=int, help="端口（默认从 8000 起找空闲的）")
    serve.set_defaults(run=_serve)
    return parser


class _ConfigLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without MkDocs; its own tags mean nothing here."""


_ConfigLoader.add_multi_constructor("", lambda *_: None)  # type: ignore[no-untyped-call]


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
    """Load everything that is published from ``root``."""
    return load_publications(root, primary_edition(root))


def _folder(root: Path, name: str | None) -> EditionFolder:
    folders = {folder.name: folder for folder in edition_folders(root)}
    wanted = name or primary_edition(root) or next(iter(folders), "")
    if wanted not in folders:
        known = "、".join(folders) or "（没有）"
        raise CommandError(f"rubric/ 里没有“{wanted}”这一版；现有：{known}")
    return read_edition(folders[wanted], root)


def _check(options: argparse.Namespace) -> int:
    root: Path = options.root
    names = (
        [options.edition] if options.edition else [folder.name for folder in edition_folders(root)]
    )
    if not names:
        raise CommandError(f"{root / 'rubric'} 里没有任何一版细则（<版本>/edition.yaml）")
    faults: list[SourceFault] = []
    for name in names:
        try:
            rubric = decode_edition(_folder(root, name))
            print(f"{name}：{len(rubric.items)}项、{len(rubric.clauses)}条，没有问题。")
        except SourceError as error:
            faults.extend(error.faults)
    try:
        print(f"词语：{len(load_glossary(root).terms)}条，没有问题。")
    except SourceError as error:
        faults.extend(error.faults)
    if faults:
        raise SourceError(tuple(faults))
    return 0


def _verify(options: argparse.Namespace) -> int:
    folder = _folder(options.root, options.edition)
    rubric = decode_edition(folder)
    try:
        cells = read_cells(options.source)
    except ValueError as error:
        raise CommandError(str(error)) from None
    faults = [
        folder.locate(Fault(code="V001", path=found.path, message=found.message))
        for found in compare(rubric, cells)
    ]
    if faults:
        raise SourceError(tuple(faults))
    print(
        f"{options.source}：与 {folder.name} 逐字一致（{len(rubric.items)}项、{len(rubric.clauses)}条）。"
    )
    digest = source_digest(options.source)
    same = digest == rubric.provenance.sha256
    print(f"sha256 {digest}（{'与登记的相同' if same else '与 edition.yaml 登记的不同'}）")
    return 0


def _score(options: argparse.Namespace) -> int:
    status = 0
    for path in options.files:
        try:
            text = _text(path)
            rubric = _rubric_for(options, parse_json(text))
            opening = open_self_check(rubric, text)
            assessment = assess(rubric, opening.check.answers)
        except FaultyDataError as error:
            for fault in error.faults:
                print(f"{path}: {fault}", file=sys.stderr)
            status = 1
            continue
        if not opening.same_edition:
            print(f"{path}: {_carried(opening)}", file=sys.stderr)
        cards = {"json": json_card, "csv": csv_card}
        card = cards.get(options.format)
        print(card(assessment) if card else table_card(assessment, str(path)), end="")
    return status


def _carried(opening: Opening) -> str:
    """Tell what became of a file made under another text of the criteria."""
    told = [f"文件是按另一版细则（{opening.from_edition}）填的，已按现在的细则计分"]
    if opening.changed:
        told.append(f"条文或规则有变、请复核的：{'、'.join(opening.changed)}")
    if opening.gone:
        told.append(f"现在没有的：{'、'.join(opening.gone)}")
    told.extend(opening.dropped)
    return "；".join(told) + "。"


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(f"{path} 不是文本文件；请选择自查页保存的文件") from None


def _rubric_for(options: argparse.Namespace, data: object) -> Rubric:
    edition = data.get("edition") if isinstance(data, dict) else None
    written = edition.get("id") if isinstance(edition, dict) else None
    known = [folder.name for folder in edition_folders(options.root)]
    name = options.edition or (written if written in known else None)
    return decode_edition(_folder(options.root, name))


def _pages(options: argparse.Namespace) -> int:
    from .pages import render_pages  # noqa: PLC0415 - templates are only needed here

    count = 0
    for publication in publications(options.root):
        for name, text in render_pages(publication).items():
            path = options.folder / publication.prefix / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            count += 1
    print(f"写了 {count} 个文件到 {options.folder}。")
    return 0


def _build(options: argparse.Namespace) -> int:
    publications(options.root)
    build_site(options.root, options.root / options.out)
    print(f"» 网站已生成到 {options.out}/")
    return 0


def _serve(options: argparse.Namespace) -> int:
    publications(options.root)
    serve_site(options.root, options.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
