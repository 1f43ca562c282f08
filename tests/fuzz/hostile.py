"""Inputs made by hand to be as bad as can be: each was too slow, took too much memory or made the program fail."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from macros.loading.editions import load_publications
from qinglian_core.selfcheck.filesize import MOST_RECORDS
from tests.source.excelfiles import odd_workbook
from tests.source.wordfiles import p, tbl, tc, tr, word_file

from .criteria import files_of
from .criteria import packed as folder
from .savefiles import self_check

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent.parent
_COLUMNS = ("考评项目", "具体内容", "考评标准", "评分细则", "得分")


def _table(clauses: str, project: str = "全部工作（10分）") -> bytes:
    """Return a Word file whose one item has ``clauses``."""
    return word_file(tbl(tr(*_COLUMNS), tr(project, "1.日常管理（6分）", "标准。", clauses, "")))


def _text(clauses: str, project: str = "全部工作（10分）") -> bytes:
    rows = (_COLUMNS, (project, "1.日常管理（6分）", "标准。", clauses, ""))
    return "\n".join("\t".join(row) for row in rows).encode()


def _listed(level: str) -> bytes:
    """Return a Word file with a paragraph in a list that counts as ``level`` says."""
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    lists = f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">{level}<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    return word_file(
        tbl(tr(*_COLUMNS), tr("甲", "1.乙（1分）", "丙", tc(p("丁", props=number)), "")),
        numbering=f'{lists}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    )


def _lettered() -> bytes:
    return _listed('<w:start w:val="99999999999"/><w:numFmt w:val="upperLetter"/>')


def _roman() -> bytes:
    return _listed('<w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/>')


def _nine_below_nothing() -> bytes:
    return _listed('<w:start w:val="--5"/><w:numFmt w:val="decimal"/>')


def _deep() -> bytes:
    return word_file("<w:sdt>" * 3_000 + p("甲") + "</w:sdt>" * 3_000)


def _many_elements() -> bytes:
    return word_file("<w:p/>" * 2_500_000)


def _wide_rows() -> bytes:
    wide = tc(props='<w:gridSpan w:val="512"/>')
    return word_file(tbl(f"<w:tr>{wide * 20_000}</w:tr>", *["<w:tr/>"] * 20_000))


def _packed_otherwise() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", "<a/>" * 99)
    data = stream.getvalue()
    at = data.index(b"word/document.xml") + 25
    return data[:at] + b"\xff" * 9 + data[at + 9 :]


def _merged_whole() -> bytes:
    return odd_workbook(
        _COLUMNS, worksheet='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )


def _linked_whole() -> bytes:
    return odd_workbook(
        _COLUMNS,
        worksheet='<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
    )


def _last_cell() -> bytes:
    return odd_workbook(_COLUMNS, sheetData='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def _formats_to_the_end() -> bytes:
    return odd_workbook(_COLUMNS, sheetData='<row r="1048576"><c r="XFD1048576" s="0"/></row>')


def _no_points_far_and_wide() -> bytes:
    return _text("1.甲（1分）。", project="（" * 200_000)


def _five_two() -> bytes:
    return _table("五二、甲（1分）。")


def _clauses_in_one_line() -> bytes:
    return _table("".join(f"{n}.甲。" for n in range(1, 600)))


def _sums_without_end() -> bytes:
    """Return clauses each of which may have either of two points, and all together any of sixteen million sums."""
    lines = [f"（{n}）甲（{2**n}分）（{2**n}分）" for n in range(1, 25)]
    return word_file(tbl(tr(*_COLUMNS), tr("甲", "1.乙（6分）", "丙", tc(*lines), "")))


def _titles_above() -> bytes:
    return word_file(p("小例考评细则") * 3_000 + tbl(tr(*_COLUMNS)))


def _list_of_every_paragraph() -> bytes:
    levels = "".join(f'<w:lvl w:ilvl="{n}"/>' for n in range(9)) * 300
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return word_file(
        p("甲", props=number) * 9_000,
        numbering=f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    )


def _tabs_and_lines() -> bytes:
    return b"\xe7\x94\xb2\t" * 100_000 + b"\n\xe7\x94\xb2\t\xe4\xb9\x99" * 20_000


def _large_file_with_a_fault() -> bytes:
    return self_check("second", {"1.1": {"note": 5}}, former={"a": [{"b": "甲"}] * 250_000})


def _of_another_text(clauses: dict[str, object], **more: object) -> bytes:
    return self_check(load_publications(ROOT)[0].rubric.id, clauses, "f" * 64, **more)


def _records_that_are_nowhere() -> bytes:
    return _of_another_text(_strangers(30_000))


def _as_many_records_as_may_be() -> bytes:
    return _of_another_text(_strangers(MOST_RECORDS - 1), former={"x": {"note": "甲"}})


def _as_many_kept_as_may_be() -> bytes:
    return _of_another_text({}, former=_strangers(MOST_RECORDS))


def _strangers(number: int) -> dict[str, object]:
    return {f"x{index}": {"note": "甲", "digest": "0" * 16} for index in range(number)}


def _answers_that_nobody_asked_for() -> bytes:
    answers = {f"q{index}": 0 for index in range(9_000)}
    return _of_another_text({f"1.{n}": {"answers": answers, "digest": "0" * 16} for n in (1, 2, 3)})


def _line_ends_in_a_key() -> bytes:
    return self_check("second", {"1\nabc\x1b[2J\u202e\n1": {}})


def _work(files: dict[str, str]) -> bytes:
    head = {"format": "qinglian-workbench", "version": 1, "name": "甲"}
    return json.dumps({**head, "files": files}).encode()


def _half_a_character() -> bytes:
    return _work({"rubric/a/edition.yaml": "\ud800"})


def _file_in_a_file() -> bytes:
    return _work({"rubric/a": "甲", "rubric/a/edition.yaml": "甲"})


def _long_name() -> bytes:
    return _work({f"rubric/{'长' * 300}/edition.yaml": "甲"})


def _no_folder_of_an_edition() -> bytes:
    return _work({"rubric/a/items/1.yaml": "id: '1'"})


def _deep_seal() -> bytes:
    files = files_of(ROOT / "tests/cases/valid/second-edition")
    return folder({**files, "rubric/mini/sealed.json": b"[" * 200_000})


HOSTILE: dict[str, tuple[Callable[[], bytes], ...]] = {
    "word": (
        *(
            _deep,
            _many_elements,
            _wide_rows,
            _packed_otherwise,
            _lettered,
            _roman,
            _nine_below_nothing,
        ),
        *(_five_two, _clauses_in_one_line, _sums_without_end, _titles_above),
        _list_of_every_paragraph,
    ),
    "excel": (_merged_whole, _linked_whole, _last_cell, _formats_to_the_end),
    "text": (_no_points_far_and_wide, _tabs_and_lines),
    "save": (
        *(_records_that_are_nowhere, _as_many_records_as_may_be, _as_many_kept_as_may_be),
        _answers_that_nobody_asked_for,
    ),
    "score": (_large_file_with_a_fault, _line_ends_in_a_key),
    "folder": (_deep_seal,),
    "work": (_half_a_character, _file_in_a_file, _long_name, _no_folder_of_an_edition),
}
