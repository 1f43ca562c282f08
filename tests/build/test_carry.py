"""``qinglian carry``: files handed on to the next edition, beside the old ones, with a report."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from macros.commands.cli import main
from macros.loading.editions import load_publications
from macros.loading.forebears import load_forebears
from tests.build.cases import CASES
from tests.build.projects import register

if TYPE_CHECKING:
    from pathlib import Path

FILLED: dict[str, Any] = {
    "1.1": {"answers": {"ledger": "yes", "missing": 1}, "note": "台账在办公室"},
    "1.2": {"answers": {"papers": {"mail": "yes", "seal": "no"}, "duty": "good"}},
    "2.1": {"answers": {"patrols": 12}},
    "2.2": {"estimate": "1", "reason": "都处理了"},
}
REPORT = """\
{before} → {after}
  1条原样带过来；1条带过来，要复核；1条是新增的，还没有填；4处放不下，另外收着。
  第1.1条　原样带过来；原为第2.1条；移到别的项；巡查了几次？12次
  第1.2条　带过来，要复核；原为第1.1条；改了文字；改了计分；台账缺几笔？每1笔：扣0.5分 → 扣1分；是否建立了台账？是；台账缺几笔？1笔；备注：台账在办公室
  第1.4条　是新增的，还没有填
  另外收着：第1.2条“下列各项是否规范？”答“收发文件：是”：现在的第1.3条没有地方填
  另外收着：第1.2条“下列各项是否规范？”答“保管印章：否”：现在的第1.3条没有地方填
  另外收着：第1.2条“值班记录怎样？”答“好”：现在的第1.3条没有地方填
  另外收着：原来的第2.2条 自评分：1；自评理由：都处理了
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of two editions, the second of them current, and a folder of files beside it."""
    folder = tmp_path / "project"
    shutil.copytree(CASES / "valid" / "second-edition", folder)
    return folder


def written(path: Path, edition: str = "mini", clauses: object = None, **more: object) -> Path:
    """Write a save file that trusts its clauses' numbers."""
    plain = {
        "format": "qinglian-self-check",
        "version": 4,
        "edition": {"id": edition},
        "clauses": FILLED if clauses is None else clauses,
        **more,
    }
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    return path


def carry(project: Path, *words: object, to: str = "second") -> int:
    return main(["--root", str(project), "carry", *map(str, words), "--to", to])


def test_a_file_is_handed_on_beside_the_old_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = written(project.parent / "files" / "甲局.json", unit="甲局")
    text = before.read_bytes()
    assert carry(project, before) == 0
    after = before.with_name("甲局-second.json")
    assert capsys.readouterr().out == REPORT.format(before=before, after=after)
    assert before.read_bytes() == text
    plain = json.loads(after.read_bytes())
    assert (plain["edition"]["id"], plain["unit"]) == ("second", "甲局")
    assert plain["clauses"]["1.2"]["answers"] == {"ledger": "yes", "lacking": 1}
    assert plain["clauses"]["1.2"]["recheck"] is True
    assert plain["former"]["1.2"]["answers"] == FILLED["1.2"]["answers"]
    assert carry(project, after) == 0
    assert capsys.readouterr().out == f"{after}：已经是按“second”填的，没有另写\n"
    assert carry(project, before.parent, "--out", project.parent / "new") == 0
    assert [path.name for path in (project.parent / "new").iterdir()] == ["甲局-second.json"]


def test_nothing_is_overwritten(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = written(project.parent / "甲.json")
    after = before.with_name("甲-second.json")
    after.write_text("别的", encoding="utf-8")
    assert carry(project, before) == 1
    assert f"{after} 已经有了，没有覆盖" in capsys.readouterr().err
    assert after.read_text("utf-8") == "别的"
    other = written(project.parent / "more" / "甲.json")
    assert carry(project, before, other, "--out", project.parent / "new") == 1
    assert "会写成同一个" in capsys.readouterr().err
    assert not (project.parent / "new").exists()


def test_what_cannot_be_handed_on_is_told_and_the_rest_goes_on(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = project.parent / "files"
    good = written(files / "a.json")
    later = written(files / "b.json", edition="second", clauses={})
    (files / "c.json").write_text("{", encoding="utf-8")
    unknown = written(files / "d.json", edition="other")
    wrong = written(files / "e.json", clauses={"1.1": {"answers": {"ledger": "perhaps"}}})
    assert carry(project, *sorted(files.iterdir()), files / "absent.json") == 1
    told = capsys.readouterr()
    assert f"{later}：已经是按“second”填的" in told.out
    assert f"{unknown}：这份是按“other”填的，没有写明从那一版到“second”的沿革" in told.err
    assert f"{files / 'c.json'}:2:" in told.err
    assert f"{wrong}:1:" in told.err
    assert "absent.json：没有这个文件或文件夹" in told.err
    assert good.with_name("a-second.json").exists()
    assert carry(project, later, to="mini") == 1
    assert carry(project, good, to="none") == 1
    assert "rubric/ 里没有“none”这一版" in capsys.readouterr().err


def test_a_file_of_an_older_text_of_the_same_edition_is_brought_up_to_date(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = written(project.parent / "甲.json", edition="second", clauses={"1.4": {"note": "有"}})
    plain = json.loads(before.read_bytes())
    plain["edition"]["digest"] = "0" * 64
    before.write_text(json.dumps(plain), encoding="utf-8")
    assert carry(project, before) == 0
    assert "条文或计分办法有变、请复核的：1.4。" in capsys.readouterr().out


def test_scoring_comparing_and_summing_up_follow_the_lineage(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = written(project.parent / "前.json", dates={"modified": "2024-01-01"})
    after = written(
        project.parent / "后.json",
        edition="second",
        clauses={"1.2": {"answers": {"ledger": "yes", "lacking": 0}}, "1.4": {"note": "新"}},
        dates={"modified": "2025-01-01"},
    )
    root = ["--root", str(project)]
    assert main([*root, "score", str(before), "--edition", "second"]) == 0
    assert "条号变了、跟着条文移过来的：2.1→1.1、1.1→1.2" in capsys.readouterr().err
    assert main([*root, "compare", str(before), str(after), "--edition", "second"]) == 0
    told = capsys.readouterr()
    assert "旧版的第2.2条在这一版没有对应的条。按那一版算：" in told.err
    assert "第1.2条：自评1分 → 自评2分，增减+1分" in told.out
    assert "第1.4条：未定（0至2分） → 未定（0至2分），前一次的那一版没有这一条" in told.out
    assert main([*root, "summary", str(before), str(after), "--edition", "second"]) == 0
    assert "共2个文件" in capsys.readouterr().out


def test_the_nearest_forebear_comes_first_for_drafts_too(project: Path) -> None:
    """What has changed is told since the edition right before, whichever is current."""
    second, third = (project / "rubric" / name for name in ("second", "third"))
    shutil.copytree(second, third)
    edition = (third / "edition.yaml").read_text("utf-8").replace("id: second", "id: third")
    (third / "edition.yaml").write_text(edition.replace("sha256: 8", "sha256: 9"), "utf-8")
    same = "".join(f'  - {{new: "1.{number}", old: "1.{number}"}}\n' for number in range(1, 5))
    (third / "lineage.yaml").write_text(f"format: 1\nfrom: second\nclauses:\n{same}", "utf-8")
    register(project / "rubric", mini="current", second="draft", third="draft")
    found = load_forebears(project, "third")
    assert list(found) == ["second", "mini"]
    assert found["mini"].lineage.sources("1.2") == ("1.1",)


def test_a_draft_has_its_forebears_too(project: Path) -> None:
    assert list(load_forebears(project, "second")) == ["mini"]
    register(project / "rubric", mini="current", second="draft")
    assert list(load_forebears(project, "second")) == ["mini"]
    assert load_forebears(project, "mini") == {}
    assert load_forebears(project, "none") == {}
    shutil.rmtree(project / "rubric" / "second")
    register(project / "rubric", mini="current")
    assert load_forebears(project, "mini") == {}
    assert load_publications(project)[0].lineage is None
