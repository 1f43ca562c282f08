"""``qinglian import`` on the invented revision: every clause from where the truth table says, to the letter."""

from __future__ import annotations

import pathlib
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from macros.commands.cli import main
from macros.importing.yamlblocks import below, entries, parse_block
from macros.loading.editions import decode_edition
from macros.loading.folders import read_edition
from qinglian_core.revision.decoding import decode_lineage
from tests.revision import (
    NEWER,
    OLDER,
    SOURCE,
    edits,
    import_source,
    publish,
    truth,
    write_project,
)

if TYPE_CHECKING:
    from qinglian_core import Rubric

pytestmark = pytest.mark.beside_the_build


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_project(tmp_path_factory.mktemp("imported") / "project")
    assert import_source(root) == 0
    return root


@pytest.fixture
def project(imported: Path, tmp_path: Path) -> Path:
    """Return a copy of what was imported, to be changed."""
    return Path(shutil.copytree(imported, tmp_path / "project"))


def _rubric(root: Path, name: str) -> Rubric:
    return decode_edition(read_edition(root / "rubric" / name, root))


def _blocks(root: Path, name: str) -> dict[str, dict[str, str]]:
    """Return the sections of every clause by its id."""
    found = {}
    for path in sorted((root / "rubric" / name / "items").glob("*.yaml")):
        for clause in entries(parse_block(path.read_text(encoding="utf-8")).sections["clauses"]):
            found[clause.sections["id"].partition('"')[2].strip('"\n')] = clause.sections
    return found


def test_every_clause_comes_from_where_the_truth_table_says(imported: Path) -> None:
    plain = yaml.safe_load((imported / "rubric" / NEWER / "lineage.yaml").read_text("utf-8"))
    lineage = decode_lineage(plain, _rubric(imported, OLDER), _rubric(imported, NEWER))
    expected: list[tuple[object, tuple[object, ...]]] = []
    for entry in truth().clauses:
        old = entry.get("old", [])
        expected.append((entry["new"], tuple(old) if isinstance(old, list) else (old,)))
    assert [(one.new, one.old) for one in lineage.descents] == expected
    assert [one.old for one in lineage.gone] == list(truth().gone)


def test_unchanged_clauses_keep_everything_to_the_letter(imported: Path) -> None:
    old, new = _blocks(imported, OLDER), _blocks(imported, NEWER)
    unchanged = [
        entry for entry in truth().clauses if entry["kind"] in ("same", "renumbered", "moved")
    ]
    assert len(unchanged) == 22
    for entry in unchanged:
        before, after = old[str(entry["old"])], new[str(entry["new"])]
        for key in ("points", "text", "parts", "readings", "search_words"):
            assert after.get(key) == before.get(key), (entry["new"], key)


def test_verify_and_check_are_green_at_once(
    imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(imported), "verify", str(SOURCE), "--edition", NEWER]) == 0
    assert "（与登记的相同）" in capsys.readouterr().out
    assert main(["--root", str(imported), "check"]) == 0


def test_rules_follow_the_figures_of_their_passages(imported: Path) -> None:
    clauses = {clause.id: clause for clause in _rubric(imported, NEWER).clauses}
    rules = _blocks(imported, NEWER)
    assert "deduct: 0.5\n" in rules["4.2"]["parts"]
    assert "cite: 群众有反映并查实的，1次扣0.5分\n" in rules["4.2"]["parts"]
    assert "{from: 4, deduct: 0}" in rules["8.3"]["parts"]
    assert "deduct: 2\n" in rules["12.1"]["parts"]
    assert "sanctions: {deduct: 2}" in rules["12.1"]["readings"]
    assert [part.points for part in clauses["1.4"].parts] == [1, 1]
    assert [part.points for part in clauses["13.1"].parts] == [4]


def test_what_a_clause_was_split_into_shares_out_its_rules(tmp_path: Path) -> None:
    """A part of the old clause goes where its passage stands now, and nowhere else."""
    root, source = write_project(tmp_path / "project"), tmp_path / "split.txt"
    whole = (
        "4.党组（党委）专题研究清廉机关创建工作（1分）；召开动员会、制定创建工作方案（1分）。查阅党组（党委）会议记录，"
        "未研究的不得分；未召开动员会、未制定工作方案的不得分。"
    )
    halves = (
        "4.党组（党委）专题研究清廉机关创建工作（1分）。查阅党组（党委）会议记录，未研究的不得分。\n"
        "5.召开动员会、制定创建工作方案（1分）。未召开动员会、未制定工作方案的不得分。"
    )
    text = SOURCE.read_text("utf-8")
    assert whole in text
    source.write_text(text.replace(whole, halves).replace("\n5.建立落实", "\n6.建立落实"), "utf-8")
    assert import_source(root, source) == 0
    blocks = _blocks(root, NEWER)
    assert [
        re.findall("- id: ([a-z]+)\n *kind", blocks[name]["parts"]) for name in ("1.4", "1.5")
    ] == [
        ["study"],
        ["launch"],
    ]
    assert "readings" not in blocks["1.4"]
    assert "either-suffices" in blocks["1.5"]["readings"]


def test_every_clause_that_changed_is_marked_and_no_other(imported: Path) -> None:
    changed = {
        str(entry["new"])
        for entry in truth().clauses
        if entry["kind"] not in ("same", "renumbered", "moved")
    }
    marked = {name for name, sections in _blocks(imported, NEWER).items() if "review" in sections}
    assert marked == changed


def test_marks_hold_up_publishing_until_they_are_looked_at(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    main(["--root", str(project), "review"])
    told = capsys.readouterr().out.splitlines()
    marks = [line for line in told if line.startswith(f"rubric/{NEWER}/")]
    assert told[-1] == (
        f"{NEWER}：还有 {len(marks)} 处待看；看过一条，就删去它的 review，"
        f"或者运行 qinglian review {NEWER} --done 条号。"
    )
    registry = project / "rubric" / "editions.yaml"
    text = registry.read_text("utf-8")
    registry.write_text(
        text.replace("state: current", "state: frozen").replace("state: draft", "state: current"),
        "utf-8",
    )
    assert main(["--root", str(project), "freeze", OLDER]) == 0
    assert main(["--root", str(project), "check"]) == 1
    faults = capsys.readouterr().err.splitlines()
    assert sorted(line.partition(": ")[0] for line in faults[:-1]) == sorted(
        line.partition(": ")[0] for line in marks
    )
    registry.write_text(text, "utf-8")
    publish(project)
    assert main(["--root", str(project), "check"]) == 0
    capsys.readouterr()
    assert main(["--root", str(project), "review", NEWER]) == 0
    assert capsys.readouterr().out == f"{NEWER}：没有待看的了。\n"


def test_importing_again_keeps_what_was_written_and_reviewed(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "rubric" / NEWER / "items" / "04.yaml"
    reviewed = path.read_text("utf-8")
    start = reviewed.index("    review:\n      - id: figures-changed")
    end = reviewed.index("    parts:", start)
    reviewed = reviewed[:start] + reviewed[end:]
    reviewed = reviewed.replace("- 查实的次数，1次扣0.5分。", "- 查实的次数；我改过的话。")
    path.write_text(reviewed, "utf-8")
    assert import_source(project) == 0
    assert path.read_text("utf-8") == reviewed
    corrected = tmp_path / "corrected.txt"
    text = SOURCE.read_text("utf-8")
    assert text.count("1.认真学习贯彻") == 1
    corrected.write_text(
        text.replace("1次扣0.5分", "1次扣0.4分").replace("附件2", "附件5"),
        "utf-8",
    )
    assert import_source(project, corrected) == 0
    again = path.read_text("utf-8")
    assert "1次扣0.4分" in again
    assert "我改过的话" in again
    assert "再次导入时原文又改了" in again
    assert "annex: 附件5\n" in (project / "rubric" / NEWER / "edition.yaml").read_text("utf-8")
    assert main(["--root", str(project), "check"]) == 0
    assert "看过的不再列出" in capsys.readouterr().out


REFUSED = {
    "Jiyuan": "“Jiyuan”不能作版本的 id：只用小写字母、数字和连字符，以字母开头，例如 jiyuan-2",
    "criteria": "“criteria”是网站自己的网址，不能作版本的 id，请换一个",
    OLDER: "rubric/jiyuan 已经有了，不是导入做出来的，没有动它；请用 --to 另起一个 id",
}


def test_a_changed_clause_with_little_guidance_or_none_is_imported(tmp_path: Path) -> None:
    """Evidence is optional, and so is guidance."""
    root = write_project(tmp_path / "project")
    path = root / "rubric" / OLDER / "items" / "04.yaml"
    text = path.read_text("utf-8")
    first, second = (text.index(f'  - id: "4.{number}"') for number in (2, 3))
    clause = text[first:second]
    start, end = clause.index("      evidence:"), clause.index("      losses:")
    path.write_text(text[:first] + clause[:start] + clause[end:] + text[second:], "utf-8")
    assert import_source(root) == 0
    blocks = _blocks(root, NEWER)
    assert "evidence" not in blocks["4.2"]["guidance"]
    assert below("") is None


def test_importing_again_follows_items_whatever_stands_above_them(
    project: Path, tmp_path: Path
) -> None:
    """The line that names the schema belongs to no item, and somebody may have taken it out."""
    path = project / "rubric" / NEWER / "items" / "04.yaml"
    written = (
        path.read_text("utf-8")
        .split("\n", 1)[1]
        .replace("orientation: ", "orientation: 我写的。", 1)
    )
    path.write_text(written, "utf-8")
    corrected = tmp_path / "corrected.txt"
    corrected.write_text(SOURCE.read_text("utf-8").replace("1次扣0.5分", "1次扣0.4分"), "utf-8")
    assert import_source(project, corrected) == 0
    assert "orientation: 我写的。" in path.read_text("utf-8")


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_is_overwritten(
    name: str, imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["--root", str(imported), "import", str(SOURCE), "--to", name]) == 1
    assert capsys.readouterr().err == f"qinglian: {REFUSED[name]}\n"


def test_a_new_edition_follows_the_newest_one(
    imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    call = ["--root", str(imported), "import", str(SOURCE), "--from", OLDER, "--to", "jiyuan-3"]
    assert main(call) == 1
    assert capsys.readouterr().err == (
        f"qinglian: editions.yaml 里排在新版前面的是 {NEWER}，新版要从它沿用；"
        f"请写 --from {NEWER}，不要了的草稿先移走（文件夹和 editions.yaml 里的一条）\n"
    )


def test_a_document_without_the_table_is_told(
    imported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "名单.txt"
    path.write_text("姓名\t电话\n张三\t1\n", "utf-8")
    call = ["--root", str(imported), "import", str(path), "--from", NEWER, "--to", "x"]
    assert main(call) == 1
    assert capsys.readouterr().err == (
        f"qinglian: {path} 里面的表格没有找到表头（考评项目、具体内容、考评标准、评分细则、得分），"
        "不像是考评细则；请核对是不是这个文件\n"
    )
    assert not (imported / "rubric" / "x").exists()


def test_an_hour_of_editing_publishes_it(project: Path) -> None:
    """The whole of what is left by hand: few edits, and as many commands as one likes for what was only looked at."""
    publish(project)
    assert main(["--root", str(project), "check"]) == 0
    assert len(edits()) <= 40


def test_marks_that_were_looked_at_are_taken_out_by_the_command(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "rubric" / NEWER / "items" / "04.yaml"
    before = path.read_text("utf-8")
    call = ["--root", str(project), "review", NEWER, "--done"]
    assert main([*call, "4.2", "1.1"]) == 1
    assert "qinglian: 1.1 没有待看的，什么也没有改；请核对条号" in capsys.readouterr().err
    assert path.read_text("utf-8") == before
    assert main([*call, "第4.2条", "2", NEWER]) == 0
    told = capsys.readouterr().out
    assert "第4.2条" not in told
    assert "edition.yaml" not in told
    assert "第4.1条" in told
    after = path.read_text("utf-8")
    start = before.index("    review:", before.index('id: "4.2"'))
    assert after == before[:start] + before[before.index("    parts:", start) :]


def test_stopping_in_the_middle_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_project(tmp_path / "project")
    before = sorted(path.relative_to(root) for path in root.rglob("*"))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("macros.importing.writing.decode_edition", stop)
    assert import_source(root) == 130
    assert sorted(path.relative_to(root) for path in root.rglob("*")) == before


@pytest.mark.parametrize("step", [1, 2])
def test_stopping_while_an_edition_is_put_in_place_loses_nothing(
    step: int, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project / "rubric" / NEWER
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    calls = 0
    replace = pathlib.Path.replace

    def stop(path: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == step:
            raise KeyboardInterrupt
        return replace(path, target)

    monkeypatch.setattr(pathlib.Path, "replace", stop)
    assert import_source(project) == 130
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert not list((project / "rubric").glob(".qinglian-*"))


def test_what_was_written_and_what_the_document_changed_go_together(
    project: Path, tmp_path: Path
) -> None:
    path = project / "rubric" / NEWER / "items" / "08.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("ask: 开展廉政谈话几次？", "ask: 一年里谈了几次？"), "utf-8")
    corrected = tmp_path / "corrected.txt"
    corrected.write_text(SOURCE.read_text("utf-8").replace("少于4次", "少于3次"), "utf-8")
    assert import_source(project, corrected) == 0
    merged = path.read_text("utf-8")
    assert "ask: 一年里谈了几次？" in merged
    assert "cite: 少于3次扣1分" in merged
    assert "{from: 3, deduct: 0}" in merged
    assert "再次导入时原文又改了" in merged
    assert main(["--root", str(project), "check"]) == 0
    assert main(["--root", str(project), "verify", str(corrected), "--edition", NEWER]) == 0


def test_what_cannot_go_together_is_kept_beside(project: Path, tmp_path: Path) -> None:
    path = project / "rubric" / NEWER / "items" / "08.yaml"
    text = path.read_text("utf-8")
    assert "cite: 少于4次扣1分" in text
    path.write_text(text.replace("cite: 少于4次扣1分", "cite: 少于4次"), "utf-8")
    corrected = tmp_path / "corrected.txt"
    corrected.write_text(SOURCE.read_text("utf-8").replace("少于4次", "少于3次"), "utf-8")
    assert import_source(project, corrected) == 0
    assert "你写的原样留在 .import/before 里" in path.read_text("utf-8")
    kept = project / "rubric" / NEWER / ".import" / "before" / "items" / "08.yaml.txt"
    assert "cite: 少于4次\n" in kept.read_text("utf-8")
    assert main(["--root", str(project), "check"]) == 0
