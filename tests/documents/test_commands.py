"""The commands: the same documents from the terminal, and plain words when something is wrong."""

import csv
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest

from macros.commands.cli import main
from qinglian_core import Rubric
from tests.documents.selfchecks import Plain, complete, half_done, plain_check


@pytest.fixture
def run(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the commands in the project's folder."""
    monkeypatch.chdir(root)


@pytest.fixture
def files(tmp_path: Path, rubric: Rubric) -> Path:
    """Return a folder with three self-checks of two units, and a file that is none."""
    later: Plain = half_done(rubric)
    later["clauses"]["1.2"]["answers"]["training"] = "yes"
    later["dates"]["modified"] = "2024-09-01T00:00:00.000Z"
    written = {
        "a-first.json": half_done(rubric),
        "b-later.json": later,
        "c-other.json": {**complete(rubric), "unit": "另一局"},
    }
    for name, plain in written.items():
        (tmp_path / name).write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "d-bad.json").write_text("{", encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("run")
def test_export_writes_what_is_asked_for(
    files: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    outs = {kind: tmp_path / f"out.{kind}" for kind in ("docx", "xlsx", "csv", "json")}
    options = [word for kind, out in outs.items() for word in (f"--{kind}", str(out))]
    command = ["export", str(files / "a-first.json"), *options, "--annex", "ledger, evidence"]
    assert main(command) == 0
    assert capsys.readouterr().out.split() == [str(out) for out in outs.values()]
    assert len(docx.Document(str(outs["docx"])).tables) == 3
    assert openpyxl.load_workbook(outs["xlsx"])["官方表"]["E5"].value == 1
    assert len(list(csv.reader(io.StringIO(outs["csv"].read_text("utf-8-sig"))))) == 44
    assert json.loads(outs["json"].read_bytes())["check"]["unit"] == "某某局"


@pytest.mark.usefixtures("run")
def test_export_without_an_output_says_what_to_do(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(files / "a-first.json")]) == 1
    words = "请说明导出成什么：--docx、--xlsx、--csv、--json 至少写一个"
    assert capsys.readouterr().err == f"qinglian: {words}\n"


@pytest.mark.usefixtures("run")
def test_export_of_a_bad_file_writes_nothing(
    files: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    assert main(["export", str(files / "d-bad.json"), "--docx", str(out)]) == 1
    assert not out.exists()
    assert "S002 文件不是完整的 JSON" in capsys.readouterr().err


@pytest.mark.usefixtures("run")
def test_export_knows_its_annexes(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["export", str(files / "a-first.json"), "--docx", "x", "--annex", "ledger,foo"])
    assert stopped.value.code == 2
    words = "没有“foo”这种附表；可以写：briefing,ledger,evidence,steps"
    assert words in capsys.readouterr().err


@pytest.mark.usefixtures("run")
def test_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str], template: bytes) -> None:
    assert main(["forms", str(tmp_path / "forms")]) == 0
    assert (tmp_path / "forms" / "blank.docx").read_bytes() == template
    assert openpyxl.load_workbook(tmp_path / "forms" / "blank.xlsx").sheetnames == [
        "官方表",
        "说明",
    ]
    assert len(capsys.readouterr().out.split()) >= 2


@pytest.fixture
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set this machine's clock to the zone of the readers."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("run", "shanghai")
def test_compare(files: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    first, later = files / "a-first.json", files / "b-later.json"
    out = tmp_path / "out.xlsx"
    assert main(["compare", str(later), str(first), "--xlsx", str(out)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == str(out)
    assert lines[1].startswith(f"第1次：{first}（某某局　2024年　2024-06-01 16:00）")
    assert lines[-4:] == [
        "",
        "第1次到第2次，1条有变化：",
        "  第1.2条：未定（1至2分） → 自评2分",
        "    回答　是否组织开展了相关培训学习？：未答 → 是",
    ]
    assert openpyxl.load_workbook(out).sheetnames == ["走势", "变化", "文件", "说明"]


@pytest.mark.usefixtures("run")
def test_compare_tells_differences_and_other_units(
    files: Path, rubric: Rubric, capsys: pytest.CaptureFixture[str]
) -> None:
    one = files / "a-first.json"
    assert main(["compare", str(one), str(files / "c-other.json")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("这些文件写了不同的单位，请核对：某某局、另一局\n")
    assert "  第6.2条：自评2.5分 → 自评1.5分，增减-1分\n" in out
    assert "    材料　会议记录：缺 → （没有）\n" in out
    assert "    文字　自评理由：制度齐全 → （没有）\n" in out
    alone = files / "alone.json"
    alone.write_text(json.dumps(plain_check(rubric, {})), encoding="utf-8")
    assert main(["compare", str(alone)]) == 1
    assert capsys.readouterr().err == "qinglian: 对照至少要有 2 个可用的自查文件\n"


@pytest.mark.usefixtures("run")
def test_summary_names_bad_files_and_goes_on(
    files: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (files / "picture.png").write_bytes(b"\x89PNG\xff")
    out = tmp_path / "out.xlsx"
    paths = [str(files), str(files / "picture.png"), str(files / "missing.json")]
    assert main(["summary", *paths, "--xlsx", str(out)]) == 1
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        f"{files / 'd-bad.json'}：文件不是完整的 JSON，可能没有保存完或被改动过；请换用另一份保存的文件（没有计入）",
        f"{files / 'picture.png'}：不是文本文件，或者编码认不出来；请选择从自查页“保存到文件”得到的文件，用别的软件改过的请另存为 UTF-8（没有计入）",
        f"{files / 'missing.json'}：读不了这个文件（没有这个文件或文件夹，请核对名字）（没有计入）",
    ]
    lines = told.out.splitlines()
    assert lines[:3] == [str(out), "共3个文件", "名称相同的单位，请核对是否重复：某某局"]
    assert lines[4].split() == ["某某局", "自评", "未填完", "范围", "3至98分", "已答2/43条"]
    assert lines[6].split() == ["另一局", "自评", "49.5分", "范围", "1至99分", "已答43/43条"]
    assert "合计" in told.out
    assert "1个单位自评49.5分，平均49.5分" in told.out
    assert "  第14.3条    1个单位，合计丢3分，2个单位还没有自评分" in lines
    rows = list(openpyxl.load_workbook(out)["文件"].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["已计入"] * 3 + ["未计入"] * 3


@pytest.mark.usefixtures("run")
def test_summary_of_good_files_succeeds(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summary", str(files / "a-first.json"), str(files / "c-other.json")]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("run")
def test_summary_without_a_usable_file(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summary", str(files / "d-bad.json")]) == 1
    assert capsys.readouterr().err.endswith("qinglian: 汇总至少要有 1 个可用的自查文件\n")


@pytest.mark.usefixtures("run")
def test_files_of_another_text_of_the_criteria_are_told(
    files: Path, rubric: Rubric, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = half_done(rubric)
    plain["edition"]["digest"] = "0" * 64
    plain["clauses"]["6.2"]["digest"] = "0" * 16
    plain["clauses"]["1.1"]["digest"] = rubric.clauses[0].digest
    plain["clauses"]["1.2"]["digest"] = rubric.clauses[1].digest
    path = files / "former.json"
    path.write_text(json.dumps(plain), encoding="utf-8")
    assert main(["summary", str(path)]) == 0
    assert capsys.readouterr().err == (
        f"{path}：文件登记的细则版本（jiyuan）与现在的不同，已按现在的细则计分；"
        "条文或计分办法有变、请复核的：6.2。\n"
    )
