"""Rubrics that are right: of quite different shape, written in other ways, several side by side."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from macros.commands.cli import main
from macros.loading.editions import load_publications
from macros.loading.registry import EditionEntry, State, load_registry
from macros.loading.yamlsource import SourceError
from macros.pages.allpages import render_pages
from macros.pages.method import LINE_LABELS
from qinglian_core import assess, decode_answers
from qinglian_core.criteria.decoding.rubric import decode_rubric
from qinglian_core.scoring.ledgerline import LineKind
from qinglian_core.scoring.result import result_object
from tests.build.cases import CASES, valid_cases
from tests.build.projects import register

if TYPE_CHECKING:
    from pathlib import Path

FIRE_SAFETY = CASES / "valid" / "fire-safety"


def _vectors(folder: Path) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((folder / "vectors.json").read_bytes())["cases"]
    return cases


VECTORS = [
    pytest.param(folder, case, id=f"{folder.name}: {case['name']}")
    for folder in valid_cases()
    if (folder / "vectors.json").exists()
    for case in _vectors(folder)
]


@pytest.mark.parametrize("folder", valid_cases(), ids=lambda folder: folder.name)
def test_check_finds_nothing_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(folder), "check"]) == 0
    assert capsys.readouterr().err == ""


def test_check_counts_what_it_checked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--root", str(CASES / "valid" / "two-editions"), "check"])
    assert capsys.readouterr().out == (
        "fire：3项、5条，没有问题。\nmini：2项、4条，没有问题。\n"
        "词语：2条，没有问题。\n检索用词：0组，没有问题。\n"
        "沿革：mini 没有写各条从 fire 的哪一条来（lineage.yaml），所以没有修订对照，旧版的自查只按条文带过来。\n"
    )


def test_check_of_one_edition_leaves_the_others_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("good", "bad"):
        (tmp_path / "rubric" / name / "items").mkdir(parents=True)
        (tmp_path / "rubric" / name / "edition.yaml").write_text(f"id: {name}\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: 小例\n", "utf-8")
    assert main(["--root", str(tmp_path), "check", "bad"]) == 1
    assert "rubric/good" not in capsys.readouterr().err


@pytest.mark.parametrize(("folder", "case"), VECTORS)
def test_another_rubric_is_scored_without_a_change_to_the_code(
    folder: Path, case: dict[str, Any]
) -> None:
    rubric = load_publications(folder)[0].rubric
    result: Any = result_object(assess(rubric, decode_answers(rubric, case["answers"])))
    found = {clause["id"]: clause for clause in result["clauses"]}
    for name, expected in case["expect"].items():
        assert {key: found[name][key] for key in expected} == expected
    total = case.get("total", {})
    assert {key: result["total"][key] for key in total} == total
    if "levels" in case:
        assert result["total"]["levels"] == case["levels"]
    if "vetoes" in case:
        told = {one["id"]: one["state"] for one in result["total"]["vetoes"]}
        assert told == case["vetoes"]


def test_a_save_file_of_another_rubric_is_scored_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vector = _vectors(FIRE_SAFETY)[-1]
    path = tmp_path / "self-check.json"
    saved = {
        "format": "qinglian-self-check",
        "version": 2,
        "edition": {"id": "fire"},
        "clauses": vector["answers"],
    }
    path.write_text(json.dumps(saved, ensure_ascii=False), "utf-8")
    assert main(["--root", str(FIRE_SAFETY), "score", str(path), "--format", "json"]) == 0
    captured = capsys.readouterr()
    result = json.loads(captured.out)
    assert captured.err == ""
    assert {key: result["total"][key] for key in vector["total"]} == vector["total"]


def _registered(folder: Path, **states: str) -> Path:
    """Return a copy of the two editions in which each has another state."""
    shutil.copytree(CASES / "valid" / "two-editions", folder, dirs_exist_ok=True)
    register(folder / "rubric", **states)
    return folder


def _places(folder: Path, *, drafts: bool = False) -> list[tuple[str, str]]:
    return [(one.entry.id, one.prefix) for one in load_publications(folder, drafts=drafts)]


def test_the_current_edition_comes_first_whatever_its_age(tmp_path: Path) -> None:
    folder = _registered(tmp_path, fire="frozen", mini="current")
    assert _places(folder) == [("mini", ""), ("fire", "fire/")]
    folder = _registered(tmp_path, mini="frozen", fire="current")
    assert _places(folder) == [("fire", ""), ("mini", "mini/")]


def test_a_draft_is_loaded_only_when_it_is_asked_for_and_hinders_nobody(tmp_path: Path) -> None:
    folder = _registered(tmp_path, mini="current", fire="draft")
    assert _places(folder) == [("mini", "")]
    assert _places(folder, drafts=True) == [("mini", ""), ("fire", "fire/")]
    (folder / "rubric" / "fire" / "edition.yaml").write_text("id: [", "utf-8")
    assert _places(folder) == [("mini", "")]
    with pytest.raises(SourceError, match=r"rubric/fire/edition\.yaml"):
        load_publications(folder, drafts=True)


def test_an_edition_knows_what_its_clauses_come_from() -> None:
    current, older = load_publications(CASES / "valid" / "second-edition")
    assert current.lineage
    assert (current.lineage.older, current.lineage.newer) == ("mini", "second")
    assert current.lineage.questions("1.1", "1.2") == (("ledger", "ledger"), ("missing", "lacking"))
    assert older.lineage is None


def test_an_edition_that_nobody_says_it_of_comes_from_none() -> None:
    assert [one.lineage for one in load_publications(CASES / "valid" / "two-editions")] == [
        None
    ] * 2


def test_the_registry_of_the_site_tells_its_editions(root: Path) -> None:
    (entry,) = load_registry(root)
    assert entry == EditionEntry(id="jiyuan", label="本站收录的第一版", state=State.CURRENT)


def test_the_published_model_is_the_same_rubric() -> None:
    for folder in valid_cases():
        for publication in load_publications(folder):
            again = decode_rubric(json.loads(json.dumps(publication.plain)))
            assert again == publication.rubric


def test_names_of_item_files_mean_nothing(tmp_path: Path) -> None:
    original = load_publications(FIRE_SAFETY)[0].rubric
    folder = tmp_path / "rubric" / "fire"
    (folder / "items").mkdir(parents=True)
    source = FIRE_SAFETY / "rubric" / "fire"
    (folder / "edition.yaml").write_bytes((source / "edition.yaml").read_bytes())
    for name, other in (("a", "z"), ("b", "a"), ("c", "m")):
        content = (source / "items" / f"{name}.yaml").read_bytes()
        (folder / "items" / f"{other}.yaml").write_bytes(content)
    shutil.copy(FIRE_SAFETY / "rubric" / "glossary.yaml", tmp_path / "rubric")
    renamed = load_publications(tmp_path)[0]
    assert renamed.rubric == original
    assert renamed.sources == {
        "甲": "rubric/fire/items/z.yaml",
        "乙-1": "rubric/fire/items/a.yaml",
        "training": "rubric/fire/items/m.yaml",
    }


def test_other_ways_to_write_mean_the_same() -> None:
    plain, other = (
        load_publications(folder)[0].rubric
        for folder in (CASES / "base", CASES / "valid" / "other-ways-to-write")
    )
    assert [clause.points for clause in other.clauses] == [
        clause.points for clause in plain.clauses
    ]
    assert [clause.parts for clause in other.clauses] == [clause.parts for clause in plain.clauses]
    assert other.items[0].title == "日常“管理”: 第1类"
    assert other.items[0].standard == "管好日常工作， 天天都要做好。"


@pytest.mark.parametrize("folder", valid_cases(), ids=lambda folder: folder.name)
def test_every_page_of_another_rubric_is_made(folder: Path) -> None:
    for publication in load_publications(folder):
        assert len(render_pages(publication)) > len(publication.rubric.items)


def test_every_kind_of_line_of_a_ledger_is_called_something() -> None:
    assert set(LINE_LABELS) == set(LineKind)
