"""``qinglian verify``: the real source agrees, and one changed character is one exact message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest

from macros.commands.cli import main
from macros.loading.editions import load_publications
from macros.source.opening import read_document
from macros.source.verifying import compare
from tests.build.cases import CASES
from tests.source.wordfiles import p as paragraph
from tests.source.wordfiles import word_file

if TYPE_CHECKING:
    from pathlib import Path

    from docx.table import Table

    from qinglian_core import Rubric

SOURCE = CASES / "source" / "criteria.txt"
SHA256 = "a63b5c66f62229a752c096a1b8e3796f0e7f3f77ed6be5f996a131bace6078f6"

Changes = tuple[tuple[str, str, str, str], ...]
CHANGES: Changes = (
    (
        "附件号",
        "附件3",
        "附件4",
        "edition.yaml:5:8: V001 表格上方：第3字起不同，来源是“4”，YAML 是“3”",
    ),
    (
        "标题",
        "考评细则\n",
        "考评办法\n",
        "edition.yaml:4:8: V001 表格上方：第14字起不同，来源是“办法”，YAML 是“细则”",
    ),
    (
        "单位栏",
        "单位：",
        "单位:",
        "edition.yaml:6:13: V001 表格上方：第3字起不同，来源是“:”，YAML 是“：”",
    ),
    (
        "表头",
        "具体内容",
        "具体内溶",
        "edition.yaml:7:17: V001 表头：第4字起不同，来源是“溶”，YAML 是“容”",
    ),
    (
        "缺表头",
        "\t得分\n",
        "",
        "edition.yaml:7:35: V001 表头：来源里没有“得分”",
    ),
    (
        "考评项目名称",
        "崇廉尚洁氛围（25分）",
        "祟廉尚洁氛围（25分）",
        "edition.yaml:23:12: V001 考评项目：第1字起不同，来源是“祟廉尚洁氛围（25分）”，YAML 是“崇廉尚洁氛围（25分）”",
    ),
    (
        "考评项目分值",
        "崇廉尚洁氛围（25分）",
        "崇廉尚洁氛围（24分）",
        "edition.yaml:23:12: V001 考评项目：第9字起不同，来源是“4分）”，YAML 是“5分）”",
    ),
    (
        "具体内容名称",
        "1.带头做到",
        "1.带关做到",
        "items/01.yaml:3:8: V001 第1项 名称和分值：第4字起不同，来源是“关做到“两个维护”（9分”，YAML 是“头做到“两个维护”（9分”",
    ),
    (
        "具体内容项号",
        "1.带头做到",
        "2.带头做到",
        "items/01.yaml:3:8: V001 第1项 名称和分值：第1字起不同，来源是“2.带头做到“两个维护””，YAML 是“1.带头做到“两个维护””",
    ),
    (
        "具体内容分值",
        "（9分）",
        "（8分）",
        "items/01.yaml:3:8: V001 第1项 名称和分值：第14字起不同，来源是“8分）”，YAML 是“9分）”",
    ),
    (
        "考评标准",
        "放管服效”改革，深化",
        "放管服”改革，深化",
        "items/04.yaml:5:11: V001 第4项 考评标准：第27字起不同，来源是“”改革，深化政务服务事项”，YAML 是“效”改革，深化政务服务事”",
    ),
    (
        "评分细则",
        "缺少1项扣1分。\n2.牢固",
        "缺少2项扣1分。\n2.牢固",
        "items/01.yaml:13:11: V001 第1.1条 评分细则：第55字起不同，来源是“2项扣1分。”，YAML 是“1项扣1分。”",
    ),
    (
        "评分细则的序号",
        "3.党组（党委）专题研究",
        "5.党组（党委）专题研究",
        "items/01.yaml:151:11: V001 第1.3条 评分细则：第1字起不同，来源是“5.党组（党委）专题研究”，YAML 是“3.党组（党委）专题研究”",
    ),
    (
        "没有序号的评分细则",
        "准确运用监督执纪",
        "准确应用监督执纪",
        "items/12.yaml:14:11: V001 第12项 评分细则：第3字起不同，来源是“应用监督执纪的“四种形态”，YAML 是“运用监督执纪的“四种形态”",
    ),
    (
        "全角半角",
        "重要论述（2分）",
        "重要论述(2分）",
        "items/01.yaml:13:11: V001 第1.1条 评分细则：第35字起不同，来源是“(2分）；查阅党组（党委”，YAML 是“（2分）；查阅党组（党委”",
    ),
    (
        "文字中间的空格",
        "缺少1项扣1分。\n2.牢固",
        "缺少1项 扣1分。\n2.牢固",
        "items/01.yaml:13:11: V001 第1.1条 评分细则：第57字起不同，来源是“ 扣1分。”，YAML 是“扣1分。”",
    ),
    (
        "多一条",
        "各科室内部有浓厚的廉洁文化宣传氛围，得1分。",
        "各科室内部有浓厚的廉洁文化宣传氛围，得1分。\n5.新的一条（1分）。",
        "items/14.yaml:10:1: V001 第14项 来源里多出一条：“5.新的一条（1分）。”",
    ),
    (
        "多一格",
        "\t12.保持惩腐高压态势",
        "\t多余的一格\n\t12.保持惩腐高压态势",
        "edition.yaml:2:1: V001 来源里有一格在 YAML 里找不到：“多余的一格”",
    ),
)


@pytest.fixture(scope="module")
def jiyuan(root: Path) -> Rubric:
    return load_publications(root)[0].rubric


def _verify(root: Path, path: Path) -> int:
    return main(["--root", str(root), "verify", str(path), "--edition", "jiyuan"])


def test_the_real_source_agrees(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _verify(root, SOURCE) == 0
    assert capsys.readouterr().out == (
        f"{SOURCE}：与 jiyuan 逐字一致（14项、43条）。\nsha256 {SHA256}（与登记的相同）\n"
        "没有核对（不在表格里）：1处\n  提取时带入的标记，文本里：[bookmark: _GoBack]\n"
    )


@pytest.mark.parametrize("change", [pytest.param(change, id=change[0]) for change in CHANGES])
def test_one_change_is_one_message(
    change: tuple[str, ...], root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, old, new, told = change
    text = SOURCE.read_text("utf-8")
    assert text.count(old) == 1
    path = tmp_path / "changed.txt"
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert _verify(root, path) == 1
    assert capsys.readouterr().err == f"rubric/jiyuan/{told}\n共 1 处问题。\n"


def test_every_difference_is_told_at_once(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SOURCE.read_text("utf-8")
    for _, old, new, _ in (CHANGES[0], CHANGES[7], CHANGES[10]):
        text = text.replace(old, new)
    path = tmp_path / "changed.txt"
    path.write_text(text, encoding="utf-8")
    assert _verify(root, path) == 1
    told = "".join(f"rubric/jiyuan/{CHANGES[index][3]}\n" for index in (0, 7, 10))
    assert capsys.readouterr().err == f"{told}共 3 处问题。\n"


def test_a_clause_that_is_missing_shifts_nothing(jiyuan: Rubric, tmp_path: Path) -> None:
    lines = SOURCE.read_text("utf-8").split("\n")
    path = tmp_path / "changed.txt"
    path.write_text("\n".join(line for line in lines if not line.startswith("2.牢固")), "utf-8")
    assert [found.message for found in compare(jiyuan, read_document(path.read_bytes()))] == [
        "第1.2条 评分细则：来源里没有这一条"
    ]


def test_a_changed_copy_of_a_repeated_cell_is_found(jiyuan: Rubric, tmp_path: Path) -> None:
    before, middle, after = SOURCE.read_text("utf-8").split("2.持续深化\n理论武装")
    path = tmp_path / "changed.txt"
    path.write_text(f"{before}2.持续深化\n理论武装{middle}2.持续深化\n理论武妆{after}", "utf-8")
    assert [found.message for found in compare(jiyuan, read_document(path.read_bytes()))] == [
        "第2项 名称和分值：第10字起不同，来源是“妆（8分）”，YAML 是“装（8分）”"
    ]


def test_an_item_or_a_project_that_is_missing_is_told(jiyuan: Rubric, tmp_path: Path) -> None:
    text = SOURCE.read_text("utf-8")
    path = tmp_path / "changed.txt"
    path.write_text(text[: text.index("\t崇廉尚洁氛围")], "utf-8")
    assert [found.message for found in compare(jiyuan, read_document(path.read_bytes()))] == [
        "来源里没有第13项",
        "来源里没有第14项",
        "来源里没有考评项目“崇廉尚洁氛围（25分）”",
    ]


def _table(rubric: Rubric, document: object, *, rows: int) -> Table:
    assert hasattr(document, "add_table")
    table: Table = document.add_table(rows=rows + 1, cols=5)
    for cell, column in zip(table.rows[0].cells, rubric.table.heads, strict=True):
        cell.text = column
    return table


def _merged_document(rubric: Rubric, path: Path, *, one_row_a_clause: bool) -> None:
    """Write the source as Word holds it: projects and items span rows, titles are broken into lines."""
    document = docx.Document()
    for line in (rubric.annex, rubric.title, rubric.unit_label):
        document.add_paragraph(line)
    sizes = [len(item.clauses) if one_row_a_clause else 1 for item in rubric.items]
    table = _table(rubric, document, rows=sum(sizes))
    row = 1
    for project in rubric.projects:
        first = row
        for item in project.items:
            size = sizes[rubric.items.index(item)]
            table.cell(
                row, 1
            ).text = f"{item.id}.{item.title[:4]}\n{item.title[4:]}\n（{item.points}分）"
            table.cell(row, 2).text = item.standard
            lines = [clause.number + clause.text for clause in item.clauses]
            for step in range(size):
                table.cell(row + step, 3).text = lines[step] if size > 1 else "\n".join(lines)
            for column in (1, 2) if size > 1 else ():
                table.cell(row, column).merge(table.cell(row + size - 1, column))
            row += size
        table.cell(first, 0).text = f"{project.title}\n（{project.points}分）"
        table.cell(first, 0).merge(table.cell(row - 1, 0))
    document.save(str(path))


@pytest.mark.parametrize("one_row_a_clause", [False, True])
def test_a_word_document_with_merged_cells_agrees(
    jiyuan: Rubric, tmp_path: Path, *, one_row_a_clause: bool
) -> None:
    path = tmp_path / "criteria.docx"
    _merged_document(jiyuan, path, one_row_a_clause=one_row_a_clause)
    assert compare(jiyuan, read_document(path.read_bytes())) == []


def test_a_word_document_with_repeated_cells_agrees(jiyuan: Rubric, tmp_path: Path) -> None:
    document = docx.Document()
    table = _table(jiyuan, document, rows=len(jiyuan.clauses))
    rows = iter(table.rows[1:])
    for project in jiyuan.projects:
        for item in project.items:
            for clause in item.clauses:
                cells = next(rows).cells
                cells[0].text = f"{project.title}（{project.points}分）"
                cells[1].text = f"{item.id}.{item.title}（{item.points}分）"
                cells[2].text = item.standard
                cells[3].text = clause.number + clause.text
    path = tmp_path / "criteria.docx"
    document.save(str(path))
    assert [found.message for found in compare(jiyuan, read_document(path.read_bytes()))] == [
        "表格上方：来源里没有“附件3”",
        "表格上方：来源里没有“济源示范区清廉机关创建考评细则”",
        "表格上方：来源里没有“单位：”",
    ]


def test_a_changed_character_in_a_word_document_is_found(jiyuan: Rubric, tmp_path: Path) -> None:
    path = tmp_path / "criteria.docx"
    _merged_document(jiyuan, path, one_row_a_clause=True)
    document = docx.Document(str(path))
    run = document.tables[0].cell(1, 3).paragraphs[0].runs[0]
    run.text = run.text.replace("缺少1项", "缺少一项")
    document.save(str(path))
    assert [found.message for found in compare(jiyuan, read_document(path.read_bytes()))] == [
        "第1.1条 评分细则：第55字起不同，来源是“一项扣1分。”，YAML 是“1项扣1分。”"
    ]


def test_another_rubric_is_compared_in_the_same_way(tmp_path: Path) -> None:
    rubric = load_publications(CASES / "valid" / "fire-safety")[0].rubric
    path = tmp_path / "fire.docx"
    _merged_document(rubric, path, one_row_a_clause=False)
    assert compare(rubric, read_document(path.read_bytes())) == []


UNREADABLE = {
    "old.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old file",
        "是老格式的 Word 文件（.doc 或 .wps），读不出来；请用 Word 或 WPS 打开，另存为“Word 文档（.docx）”，再用新存的文件",
    ),
    "gbk.txt": (
        "附件3".encode("gbk"),
        "不是 UTF-8 文本；请另存为 UTF-8 文本（记事本里“另存为”，编码选 UTF-8），或用 .docx 文件",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_source_that_cannot_be_read_is_told(
    name: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, told = UNREADABLE[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert _verify(root, path) == 1
    assert capsys.readouterr().err == f"qinglian: {path} {told}\n"


def test_a_source_without_a_table_is_told(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "通知.txt"
    text = "关于开会的通知\n请准时参加。\n"
    path.write_text(text, encoding="utf-8")
    assert _verify(root, path) == 1
    assert capsys.readouterr().err == (
        f"qinglian: {path} 里没有表格，不像是考评细则，请核对是不是这个文件；"
        "从 Word 提取的文本，每个单元格要以 Tab 开头\n"
    )
    renamed = tmp_path / "通知.DOCX"
    renamed.write_text(text, encoding="utf-8")
    assert _verify(root, renamed) == 1
    assert capsys.readouterr().err == (
        f"qinglian: {renamed} 虽然以 .docx 结尾，里面只是文字，多半是只改了文件名；"
        "请找到原来的文件，用 Word 或 WPS 打开后另存为 .docx，再用新存的文件\n"
    )
    renamed.write_bytes(word_file(paragraph("甲")))
    assert _verify(root, renamed) == 1
    assert capsys.readouterr().err == (
        f"qinglian: {renamed} 里没有表格，不像是考评细则，请核对是不是这个文件\n"
    )


def test_a_source_that_is_not_there_is_told(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("none.txt", "none.docx"):
        path = tmp_path / name
        assert _verify(root, path) == 1
        assert capsys.readouterr().err == f"qinglian: 没有找到 {path}\n"
