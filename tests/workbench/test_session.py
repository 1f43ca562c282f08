"""What the workbench does, operation by operation, through its door; in this Python, which is quicker than a browser's."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, cast

import pytest

from macros.loading.published import published_sources
from macros.publishing import BuildError
from macros.publishing.building import STEPS
from macros.workbench import production, session
from macros.workbench import service as door
from macros.workbench.editing import EditError
from macros.workbench.production import Production
from macros.workbench.service import install
from qinglian_core.browser import Service
from tests.fuzz.bounds import tried
from tests.revision import SOURCE, truth, write_project, write_revision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from macros.workbench.takenover import TakenProducts

    Ask = Callable[..., Any]

pytestmark = pytest.mark.beside_the_build

ITEM = "rubric/jiyuan/items/04.yaml"
NOTHING_MADE: dict[str, Any] = {
    "runtime": {
        name: {"pyodide": "", "python": "", "image": 0, "rehearsed": "", "files": {}}
        for name in ("current", "legacy")
    },
    "exports": {},
    "workbench": {
        role: {"name": f"{role}.bin", "size": 3, "integrity": "sha256-", "packed": False}
        for role in ("opener", "program")
    },
}


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return a function that asks for an operation; refusals come back as their faults."""
    root = write_project(tmp_path / "project")
    monkeypatch.setattr(door, "_WORK", tmp_path / "work")
    service = Service()
    install(service, NOTHING_MADE, str(root))

    def asking(op: str, **payload: object) -> Any:  # noqa: ANN401 - plain data of any shape
        reply = json.loads(service.handle(json.dumps({"op": f"bench-{op}", **payload})))
        return reply["value"] if reply["ok"] else {"refused": reply["faults"]}

    return asking


def imported(ask: Ask) -> Any:  # noqa: ANN401 - likewise
    data = base64.b64encode(SOURCE.read_bytes()).decode()
    name = ask("name")["id"]
    return ask("import", name="新.txt", data=data, older="jiyuan", newer=name, label="第二版")


def test_it_begins_with_what_is_published(ask: Ask, root: Path) -> None:
    files = published_sources(root)
    state = ask("open", files=files)
    assert state["ready"]
    assert state["faults"] == []
    (edition,) = state["editions"]
    assert (edition["id"], edition["state"]) == ("jiyuan", "current")
    assert sum(len(item["clauses"]) for item in edition["items"]) == 43
    assert ask("files")["files"] == files


def test_nothing_is_written_outside_the_criteria(ask: Ask, tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "rubric/../mkdocs.yml", "/etc/x", "../x.yaml"):
        before = (tmp_path / "project" / "mkdocs.yml").read_bytes()
        assert ask("write", files={name: "x"})["refused"][0]["code"] == "B021"
        assert (tmp_path / "project" / "mkdocs.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"rubric/a/edition.yaml": "\ud800"}, "“rubric/a/edition.yaml”里有残缺的文字"),
        (
            {"rubric/a": "甲", "rubric/a/edition.yaml": "甲"},
            "没有一个文件能叫“rubric/a/edition.yaml”",
        ),
        ({f"rubric/{'长' * 300}/edition.yaml": "甲"}, "没有一个文件能叫"),
        ({"rubric/../mkdocs.yml": "甲"}, "页面要求的是没有的东西"),
    ],
)
def test_what_cannot_be_opened_leaves_everything_as_it_was(
    files: dict[str, str], told: str, ask: Ask
) -> None:
    before = ask("files")
    assert told in ask("open", files=files)["refused"][0]["message"]
    assert ask("files") == before


@pytest.mark.parametrize("lineage", ["clauses: [甲]", "clauses: []\ngone: 甲", "clauses: {}"])
def test_a_lineage_of_another_shape_is_told(lineage: str, ask: Ask) -> None:
    ask("write", files={"rubric/jiyuan/lineage.yaml": lineage})
    found = ask("descend", edition="jiyuan", clause="4.1", old=["4.2"])
    assert "来历的文件现在读不出来" in found["refused"][0]["message"]


def test_many_faults_are_placed_in_a_moment(ask: Ask, root: Path) -> None:
    text = (root / ITEM).read_text(encoding="utf-8")
    many = text + "  - {}\n" * 1_500
    states: list[Any] = []
    trouble = tried(
        lambda data: states.append(ask("write", files={ITEM: data.decode()})),
        many.encode(),
        seconds=5,
    )
    assert trouble is None, trouble.told
    assert states[0]["faults"][0]["item"] == "4"


def test_a_revised_document_becomes_a_draft(ask: Ask) -> None:
    found = imported(ask)
    assert [one["new"] for one in found["matches"]] == [one["new"] for one in truth().clauses]
    assert {one["old"] for one in found["losses"]} == {*truth().gone}
    kinds = {one["new"]: one["kind"] for one in found["matches"]}
    assert (kinds["1.1"], kinds["1.2"], kinds["2.3"], kinds["3.2"]) == (
        "same",
        "new",
        "merged",
        "split",
    )
    labels = {one["id"]: one["label"] for one in found["state"]["editions"]}
    assert labels["jiyuan-2"] == "第二版"
    assert "rubric/jiyuan-2/items/01.yaml" in found["files"]
    assert found["state"]["ready"]
    looks = [mark["look"] for mark in ask("review", edition="jiyuan-2")["marks"]]
    assert not any("（label）" in look for look in looks)


def test_everything_that_changed_is_put_before_whoever_looks(ask: Ask) -> None:
    imported(ask)
    marks = ask("review", edition="jiyuan-2")["marks"]
    marked = {mark["clause"] for mark in marks if "code" not in mark}
    changes = ask("changes", edition="jiyuan-2")
    clauses = [one for item in changes["items"] for one in item["clauses"]]
    shown = {"reworded", "points", "moved", "new", "merged", "split"}
    changed = {
        one["new"]["id"]
        for one in clauses
        if one["new"] and shown & {kind["id"] for kind in one["kinds"]}
    }
    assert changed <= marked
    looks = [mark["look"] for mark in marks if mark["file"].endswith("/edition.yaml")]
    for old in truth().gone:
        assert sum(look.startswith(f"旧版第{old}条") for look in looks) == 1


def test_marks_are_looked_at_one_after_the_other(ask: Ask) -> None:
    imported(ask)
    review = ask("review", edition="jiyuan-2")
    assert review["left"] == len(review["marks"]) > 20
    first = next(mark for mark in review["marks"] if mark["clause"])
    done = ask("done", edition="jiyuan-2", ids=[first["clause"]])
    after = ask("review", edition="jiyuan-2")["marks"]
    assert first["clause"] not in {mark["clause"] for mark in after if "code" not in mark}
    assert [*done["files"]] == [first["file"]]
    assert "refused" in ask("done", edition="jiyuan-2", ids=["99.9"])


def test_what_a_clause_comes_from_can_be_said_otherwise(ask: Ask) -> None:
    imported(ask)
    changed = ask("descend", edition="jiyuan-2", clause="5.2", old=[], why="新写的一条")
    assert changed["state"]["faults"] == []
    changes = ask("changes", edition="jiyuan-2")
    clauses = [one for item in changes["items"] for one in item["clauses"]]
    (fresh,) = [one for one in clauses if one["new"] and one["new"]["id"] == "5.2"]
    assert fresh["old"] == []
    gone = {one["old"][0]["id"] for one in clauses if one["new"] is None}
    assert gone == {*truth().gone, "10.4"}
    again = ask("descend", edition="jiyuan-2", clause="5.2", old=["10.4"])
    assert again["state"]["faults"] == []
    clauses = [
        one for item in ask("changes", edition="jiyuan-2")["items"] for one in item["clauses"]
    ]
    assert {one["old"][0]["id"] for one in clauses if one["new"] is None} == {*truth().gone}


def test_a_changed_value_is_checked_like_any_other(ask: Ask) -> None:
    clause = ask("clause", edition="jiyuan", clause="4.2")
    assert (clause["file"], clause["index"]) == (ITEM, 1)
    changed = ask("set", file=ITEM, path=["clauses", 1, "points"], value=3)
    codes = {(fault["code"], fault["clause"]): fault for fault in changed["state"]["faults"]}
    assert codes["Q011", "4.2"]["path"] == ["clauses", 1, "points"]
    assert not changed["state"]["ready"]
    assert "refused" in ask("build", begin=True)
    back = ask("block", edition="jiyuan", clause="4.2", yaml=clause["yaml"])
    assert back["state"]["faults"] == []
    assert [*back["files"]] == [ITEM]


def test_what_cannot_be_read_is_not_put_there(ask: Ask) -> None:
    before = ask("files")["files"]
    clause = ask("clause", edition="jiyuan", clause="4.2")
    broken = ask("block", edition="jiyuan", clause="4.2", yaml=clause["yaml"] + "points: [\n")
    assert broken["files"] == {}
    assert broken["faults"][0]["line"] > 1
    assert ask("files")["files"] == before


def test_a_clause_is_shown_and_scored(ask: Ask) -> None:
    shown = ask("preview", edition="jiyuan", clause="4.2")
    assert 'id="c4-2"' in shown["page"]
    assert 'data-clause="4.2"' in shown["card"]
    scored = ask("try", edition="jiyuan", clause="4.2", entry={"answers": {"complaints": 1}})
    assert (scored["low"], scored["high"]) == ("1", "1")
    refused = ask("try", edition="jiyuan", clause="4.2", entry={"answers": {"complaints": "x"}})
    assert refused["refused"][0]["code"].startswith("A")


def test_a_clause_is_shown_and_scored_while_its_examples_are_wrong(ask: Ask) -> None:
    path = ["clauses", 1, "guidance", "examples", 0, "low"]
    changed = ask("set", file=ITEM, path=path, value=0.5)
    assert [fault["path"][:5] for fault in changed["state"]["faults"]] == [path[:5]]
    assert 'data-clause="4.2"' in ask("preview", edition="jiyuan", clause="4.2")["card"]
    scored = ask("try", edition="jiyuan", clause="4.2", entry={"answers": {"complaints": 1}})
    assert scored["low"] == "1"
    ask("set", file=ITEM, path=["clauses", 1, "points"], value=3)
    assert ask("preview", edition="jiyuan", clause="4.2")["refused"][0]["code"] == "Q033"


def test_a_draft_takes_the_place_of_the_current_edition(ask: Ask, tmp_path: Path) -> None:
    imported(ask)
    assert "还有待看" in ask("freeze", edition="jiyuan-2")["refused"][0]["message"]
    files = published_sources(write_revision(tmp_path / "second", current=True))
    del files["rubric/jiyuan/sealed.json"]
    registry = files["rubric/editions.yaml"].replace("state: current", "state: draft")
    files["rubric/editions.yaml"] = registry.replace("state: frozen", "state: current")
    assert ask("open", files=files)["faults"] == []
    done = ask("freeze", edition="jiyuan-2")
    states = {one["id"]: one["state"] for one in done["state"]["editions"]}
    assert states == {"jiyuan": "frozen", "jiyuan-2": "current"}
    assert "rubric/jiyuan/sealed.json" in done["files"]
    assert done["state"]["ready"]


def test_only_the_files_of_the_site_are_taken_over(ask: Ask) -> None:
    wanted = [one["path"] for one in ask("wanted")["files"]]
    assert wanted == ["assets/workbench/opener.bin", "assets/workbench/program.bin"]
    refused = ask("keep", path=wanted[0], data=base64.b64encode(b"no!").decode())
    assert "请刷新页面" in refused["refused"][0]["message"]
    assert ask("keep", path="../../etc/x", data="") == {}
    assert [one["path"] for one in ask("wanted")["files"]] == wanted
    assert "refused" in ask("take", path="../../secret", offset=0, size=1)


def test_what_goes_wrong_leaves_everything_as_it_was(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ask("files")["files"]

    def fail(*_: object) -> None:
        raise EditError("没有做成")

    monkeypatch.setattr(session, "mark_changes", fail)
    assert imported(ask)["refused"][0]["message"] == "没有做成"
    assert ask("files")["files"] == before
    assert "refused" in ask("write", files={ITEM: "x", "mkdocs.yml": "x"})
    assert ask("files")["files"] == before


def test_a_build_that_fails_is_not_done(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def steps(*_: object, **__: object) -> Iterator[str]:
        yield "第一步"
        raise BuildError("没有生成")

    monkeypatch.setattr(production, "build_steps", steps)
    for _ in range(2):
        assert ask("build", begin=False)["words"] == STEPS[0]
        assert ask("build", begin=False)["refused"][0]["message"] == "没有生成"


def test_the_tables_handed_out_are_those_of_the_edition_before(tmp_path: Path) -> None:
    site = tmp_path / "out" / "site"
    for folder in ("changes", "changes/first"):
        (site / folder).mkdir(parents=True)
        (site / folder / "revision.docx").touch()
    (tmp_path / "rubric").mkdir()
    made = Production(tmp_path, tmp_path / "out", cast("TakenProducts", None))
    found = [product.path for product in made._handed_out(site)]  # noqa: SLF001 - of three editions, without making them
    assert [path for path in found if path.suffix == ".docx"] == [site / "changes/revision.docx"]


def test_a_wrong_file_is_refused_in_words(ask: Ask) -> None:
    before = ask("files")["files"]
    data = base64.b64encode(b"%PDF-1.7").decode()
    told = ask("import", name="新.pdf", data=data, older="jiyuan", newer="jiyuan-2", label="")
    assert told["refused"][0]["message"].startswith("“新.pdf” 是 PDF")
    assert ask("files")["files"] == before


def test_schemas_are_those_that_are_published(ask: Ask, root: Path) -> None:
    schemas = ask("schemas")
    for path in (root / "macros" / "schemas").glob("*.json"):
        assert schemas[path.name.partition(".")[0]] == json.loads(path.read_text("utf-8"))


def test_the_same_project_can_be_left_and_opened_again(ask: Ask, root: Path) -> None:
    imported(ask)
    kept = ask("files")["files"]
    ask("open", files=published_sources(root))
    state = ask("open", files=kept)
    assert [one["id"] for one in state["editions"]] == ["jiyuan", "jiyuan-2"]
    assert ask("files")["files"] == kept


EDITION = "rubric/jiyuan/edition.yaml"


def test_an_item_is_added_and_taken_out_whole(ask: Ask) -> None:
    before = ask("files")["files"]
    state = ask("open", files=before)
    (edition,) = state["editions"]
    assert edition["nextItem"] == "15"
    assert edition["projects"][3]["items"] == ["13", "14"]
    added = ask("add-item", edition="jiyuan", item="15", project="culture")
    assert added["file"] == "rubric/jiyuan/items/15.yaml"
    assert {*added["files"]} == {added["file"], EDITION}
    assert added["files"][added["file"]].startswith("# yaml-language-server: $schema=../../../")
    items = added["state"]["editions"][0]["items"]
    assert [item["id"] for item in items][-3:] == ["13", "14", "15"]
    assert [one["id"] for one in items[-1]["clauses"]] == ["15.1"]
    blank = {fault["path"][-1] for fault in added["state"]["faults"] if fault["item"] == "15"}
    assert {"title", "standard", "text"} <= blank
    again = ask("add-item", edition="jiyuan", item="15", project="culture")
    assert "已经有第15项" in again["refused"][0]["message"]
    assert (
        "只用文字和数字" in ask("add-item", edition="jiyuan", item="../x")["refused"][0]["message"]
    )
    gone = ask("drop-item", edition="jiyuan", item="15")
    assert gone["files"][added["file"]] is None
    assert gone["state"]["faults"] == []
    left = ask("files")["files"]
    assert {path for path in before if left.get(path) != before[path]} <= {EDITION}


def test_items_stand_in_the_order_of_their_projects(ask: Ask) -> None:
    ask("add-item", edition="jiyuan", item="15", project="politics")
    (edition,) = ask("write", files={})["editions"]
    assert [item["id"] for item in edition["items"]][:5] == ["1", "2", "3", "15", "4"]


def test_the_last_item_and_the_last_clause_stay(ask: Ask) -> None:
    assert "至少要留" not in str(ask("drop-item", edition="jiyuan", item="1"))
    for number in range(2, 14):
        ask("drop-item", edition="jiyuan", item=str(number))
    assert "至少要留一项" in ask("drop-item", edition="jiyuan", item="14")["refused"][0]["message"]
    for clause in ("14.1", "14.2", "14.3"):
        ask("drop-clause", edition="jiyuan", clause=clause)
    refused = ask("drop-clause", edition="jiyuan", clause="14.4")["refused"][0]["message"]
    assert refused.startswith("这一项只剩这一条了")
    assert ask("add-clause", edition="jiyuan", item="14")["clause"] == "14.2"


def test_a_clause_comes_and_goes_with_where_it_comes_from(ask: Ask) -> None:
    imported(ask)
    before = ask("write", files={})["faults"]
    lineage = ask("files")["files"]["rubric/jiyuan-2/lineage.yaml"]
    added = ask("add-clause", edition="jiyuan-2", item="5")
    new = [fault for fault in added["state"]["faults"] if fault not in before]
    assert [fault["path"][-1] for fault in new if "lineage" in fault["file"]] == []
    back = ask("drop-clause", edition="jiyuan-2", clause=added["clause"])
    assert back["files"]["rubric/jiyuan-2/lineage.yaml"] == lineage
    dropped = ask("drop-clause", edition="jiyuan-2", clause="1.1")
    text = dropped["files"]["rubric/jiyuan-2/lineage.yaml"]
    assert '- old: "1.1"' in text.partition("gone:")[2]
    assert not [one for one in dropped["state"]["faults"] if one["file"].endswith("lineage.yaml")]


def test_the_clause_that_is_named_is_taken_out_whatever_stands_before_it(ask: Ask) -> None:
    text = ask("files")["files"][ITEM]
    ask("write", files={ITEM: text.replace("clauses:\n", "clauses:\n  - 没有写成一条的\n", 1)})
    names = [one.get("id") for one in ask("section", file=ITEM)["data"]["clauses"][1:]]
    ask("drop-clause", edition="jiyuan", clause=names[1])
    (odd, *left) = ask("section", file=ITEM)["data"]["clauses"]
    assert odd == "没有写成一条的"
    assert [one["id"] for one in left] == [names[0], *names[2:]]


def test_nothing_comes_to_an_edition_that_is_frozen_or_goes_from_it(
    ask: Ask, tmp_path: Path
) -> None:
    files = published_sources(write_revision(tmp_path / "second", current=True))
    state = ask("open", files=files)
    assert state["faults"] == []
    frozen, current = state["editions"]
    assert current["open"] is None
    item, clause = {"orientation", "search_words"}, {"guidance", "search_words"}
    for path, value in (
        (["orientation"], "本项九分。"),
        (["search_words"], ["新词一"]),
        (["clauses", 0, "guidance", "looked_at"], ["看台账。"]),
        (["clauses", 0, "search_words"], ["新词二"]),
    ):
        assert path[-1] in frozen["open"] or path[-2] in frozen["open"]
        changed = ask("set", file="rubric/jiyuan/items/01.yaml", path=path, value=value)
        assert changed["state"]["faults"] == []
    assert item | clause | {"gaps"} == {*frozen["open"]}
    sealed = ask("set", file="rubric/jiyuan/items/01.yaml", path=["title"], value="别的")
    assert [one["code"] for one in sealed["state"]["faults"]] == ["Q061"]
    for op, more in (
        ("add-item", {"item": "15", "project": "culture"}),
        ("drop-item", {"item": "1"}),
        ("add-clause", {"item": "1"}),
        ("drop-clause", {"clause": "1.1"}),
    ):
        refused = ask(op, edition="jiyuan", **more)["refused"][0]["message"]
        assert refused.startswith("这一版已经定稿，不能改")


def test_a_draft_can_be_let_go_and_nothing_else(ask: Ask) -> None:
    before = ask("files")["files"]
    imported(ask)
    gone = ask("drop-edition", edition="jiyuan-2")
    assert [one["id"] for one in gone["state"]["editions"]] == ["jiyuan"]
    assert gone["state"]["faults"] == []
    assert ask("files")["files"] == before
    refused = ask("drop-edition", edition="jiyuan")["refused"][0]["message"]
    assert refused == "只有草稿可以不要；公布过的各版一直留着"
