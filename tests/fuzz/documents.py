"""Documents given to the importer and to ``qinglian verify``: Word, Excel, text."""

from __future__ import annotations

import argparse
import contextlib
import io
import shutil
from functools import partial
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.comments import Comment

from macros.commands import CommandError, verify
from macros.commands.importing import import_document
from macros.loading.editions import decode_edition
from macros.loading.folders import edition_folders, read_edition
from macros.loading.yamlsource import SourceError
from qinglian_core.criteria.table import Holds
from tests.importing.documents import from_excel, from_word, from_wps
from tests.source.wordfiles import p, tbl, tc, tr, word_file

from .archives import changed_archive
from .criteria import expect_faults_told
from .door import Door, expect_plain_words
from .letters import garbled, rewritten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from qinglian_core.criteria.model import Rubric

    from .door import Change

_UNPACKED: Change = partial(changed_archive, change=garbled)
_PACKED = (_UNPACKED, _UNPACKED, _UNPACKED, garbled)
_NEWER = "revised"
_CASES = ("base", "valid/four-columns", "valid/dotted-rows")
"""Projects that documents are imported into: with the usual columns, and with others."""
_ABOVE = ("附件1", "小例考评细则", "单位：")
_START, _ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def word_documents(root: Path, scratch: Path) -> Door:
    """Return the door of Word files."""
    rubric = _rubric(root)
    others = [_word(_rubric(root, case)) for case in _CASES]
    seeds = [_word(rubric), _rich_word(rubric), *others, from_word(), from_wps()]
    return Door(seeds=seeds, enter=_Importer(root, scratch, "修订.docx"), changes=_PACKED)


def excel_workbooks(root: Path, scratch: Path) -> Door:
    """Return the door of Excel files."""
    seeds = [*(_excel(_rubric(root, case)) for case in _CASES), from_excel()]
    return Door(seeds=seeds, enter=_Importer(root, scratch, "修订.xlsx"), changes=_PACKED)


def texts(root: Path, scratch: Path) -> Door:
    """Return the door of texts extracted from Word or pasted from a sheet."""
    rows = ["\t".join(row) for row in _rows(_rubric(root))]
    seeds = [
        "\n".join((*_ABOVE, *rows)).encode(),
        (root / "tests/cases/source/criteria.txt").read_bytes(),
        (root / "tests/cases/revision/criteria.txt").read_bytes()[:3_000],
    ]
    changes = (rewritten, garbled)
    return Door(seeds=seeds, enter=_Importer(root, scratch, "修订.txt"), changes=changes)


class _Importer:
    """Small projects, into one of which a document is imported, and with which it is compared."""

    def __init__(self, root: Path, scratch: Path, name: str) -> None:
        self._roots = [scratch / f"project{number}" for number in range(len(_CASES))]
        for case, project in zip(_CASES, self._roots, strict=True):
            shutil.copytree(root / "tests/cases" / case, project)
        self._path = scratch / name

    def __call__(self, data: bytes) -> None:
        """Import a document; what comes of it can be checked, and goes away again."""
        self._path.write_bytes(data)
        for root in self._roots:
            try:
                self._verify(root)
                imported = import_document(root, self._path, None, _NEWER, lambda _: None)
                expect_plain_words(imported.lines())
                expect_faults_told(root)
            except (CommandError, SourceError) as error:
                _expect_words(error)
            finally:
                shutil.rmtree(root / "rubric" / _NEWER, ignore_errors=True)
                (root / "rubric/editions.yaml").unlink(missing_ok=True)

    def _verify(self, root: Path) -> None:
        options = argparse.Namespace(root=root, source=self._path, edition=None)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SourceError):
            verify.run(options)


def _expect_words(error: CommandError | SourceError) -> None:
    if isinstance(error, SourceError):
        expect_plain_words(fault.message for fault in error.faults)
    else:
        expect_plain_words([str(error)])


def _rubric(root: Path, case: str = "base") -> Rubric:
    project = root / "tests/cases" / case
    (folder,) = edition_folders(project)
    return decode_edition(read_edition(folder, project))


def _rows(rubric: Rubric) -> Iterator[Sequence[str]]:
    """Yield the rows of the official table, as it is printed."""
    yield rubric.table.heads
    for project in rubric.projects:
        for item in project.items:
            for number, clause in enumerate(item.clauses, 1):
                words = {
                    Holds.PROJECT: f"{project.title}（{project.points}分）",
                    Holds.ITEM: f"{item.id}.{item.title}（{item.points}分）",
                    Holds.NUMBER: item.id,
                    Holds.STANDARD: item.standard,
                    Holds.TEXT: f"{number}.{clause.text}",
                    Holds.POINTS: str(clause.points),
                }
                yield [words.get(column.holds, "") for column in rubric.table.columns]


def _word(rubric: Rubric) -> bytes:
    return word_file("".join(map(p, _ABOVE)) + tbl(*(tr(*row) for row in _rows(rubric))))


def _rich_word(rubric: Rubric) -> bytes:
    """Return a Word file with all that is read of one: merged cells, lists, changes, fields, notes, boxes."""
    heading, *rows = [list(row) for row in _rows(rubric)]
    found = [tr(*heading, props="<w:tblHeader/>")]
    for row in rows:
        runs = (
            f"<w:r><w:t>{row[3][:9]}</w:t></w:r><w:ins><w:r><w:t>{row[3][9:]}</w:t></w:r></w:ins>"
            '<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="1"/></w:r>'
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>'
            '<w:fldChar w:fldCharType="separate"/><w:t>1</w:t><w:fldChar w:fldCharType="end"/></w:r>'
            '<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        )
        box = (
            "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
            "</mc:Choice><mc:Fallback><w:pict><v:imagedata/></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        props = '<w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        inner = f"<w:sdt><w:sdtContent><w:p><w:pPr>{props}</w:pPr>{runs}{box}</w:p></w:sdtContent></w:sdt>"
        cells = (tc(row[0], props=_START if row is rows[0] else _ON), tc(row[1]), tc(row[2]))
        found.append(tr(*cells, tc(inner), tc(props='<w:gridSpan w:val="1"/>')))
    found.append(
        tr(tc("合计", props='<w:gridSpan w:val="4"/>'), "10", props='<w:gridAfter w:val="1"/>')
    )
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    return word_file(
        "".join(map(p, _ABOVE)) + tbl(*found) + tbl(tr(tc(tbl(tr("套", "着"))))) + p("注：尾。"),
        numbering=f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        styles='<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:basedOn w:val="a"/></w:style>',
        footnotes='<w:footnote w:id="1"><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote>',
        comments='<w:comment w:id="1"><w:p><w:r><w:t>批注</w:t></w:r></w:p></w:comment>',
        header=p("页眉"),
    )


def _excel(rubric: Rubric) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for text in _ABOVE:
        sheet.append([text])
    for row in _rows(rubric):
        sheet.append([*row])
    sheet.merge_cells("A5:A8")
    sheet["E5"] = "=SUM(A1:A2)"
    sheet["E6"], sheet["E7"] = 1.5, 45_000
    sheet["E7"].number_format = "yyyy-mm-dd"
    sheet["E8"].comment = Comment("批注", "张三")
    assert sheet.oddHeader is not None
    sheet.oddHeader.center.text = "页眉"
    book.create_sheet("另一张")["B2"] = "另外的"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
