"""The harness that changes the program: every module is in a room, verdicts are read right, the list is true."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mutation.__main__ import ENOUGH, LISTED, chosen, judge_survivors
from tests.mutation.listed import Listed, as_listed, read_listed
from tests.mutation.plugin import EXAMPLES, draw_few
from tests.mutation.rooms import ROOMS, Room
from tests.mutation.verdicts import Change, Verdict, changes, difference, plain_name, tally
from tests.mutation.workspace import Workspace, beside_sources
from tests.programs import program

HALF = Change(where="core.half", was="return whole / 2", now="return whole / 3")
WHOLE = Change(where="core.Sum.whole", was="a = b", now="a = None")
MUTATED = """\
def x_half__mutmut_orig(whole):
    return whole / 2
def x_half__mutmut_1(whole):
    return whole * 2
def x_half__mutmut_2(whole):
    return whole / 3
class Sum:
    def xǁSumǁwhole__mutmut_orig(self):
        a = b
    def xǁSumǁwhole__mutmut_1(self):
        a = None
"""
SPANS = {
    "x_half__mutmut_orig": [1, 2],
    "x_half__mutmut_1": [3, 4],
    "x_half__mutmut_2": [5, 6],
    "xǁSumǁwhole__mutmut_orig": [8, 9],
    "xǁSumǁwhole__mutmut_1": [10, 11],
}


def tried(folder: Path, *codes: int | None) -> Workspace:
    """Return a workspace in which mutmut has written ``codes`` for the mutants of the module ``core``."""
    room = Room(name="core", sources=("core.py",), tests=("tests",))
    workspace = Workspace(root=folder / "project", folder=folder / "work", room=room)
    mutants = ("x_half__mutmut_1", "x_half__mutmut_2", "xǁSumǁwhole__mutmut_1")
    record = {"exit_code_by_key": dict(zip([f"core.{one}" for one in mutants], codes, strict=True))}
    for path, text in (
        (workspace.root / "core.py", ""),
        (workspace.mutants / "core.py", MUTATED),
        (workspace.mutants / "core.py.spans", json.dumps({"version": 1, "spans": SPANS})),
        (workspace.mutants / "core.py.meta", json.dumps(record)),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return workspace


def codes(workspace: Workspace) -> list[int | None]:
    """Return what is written down for the mutants of the module ``core``."""
    record = json.loads((workspace.mutants / "core.py.meta").read_bytes())
    return [*record["exit_code_by_key"].values()]


def test_every_module_of_the_core_and_of_the_yaml_checks_is_in_one_room(root: Path) -> None:
    in_rooms = [
        source
        for room in ROOMS
        for source in Workspace(root=root, folder=root, room=room).sources()
        if not any(Path(source).match(pattern) for pattern in room.spared)
    ]
    written = {
        path.relative_to(root).as_posix()
        for folder in ("qinglian_core", "macros/loading")
        for path in (root / folder).rglob("*.py")
    }
    assert sorted(in_rooms) == sorted(written - {"qinglian_core/__init__.py"})


def test_the_tests_of_every_room_are_there(root: Path) -> None:
    assert [name for room in ROOMS for name in room.tests if not (root / name).exists()] == []


def test_rooms_are_chosen_by_name() -> None:
    assert [room.name for room in chosen(["answers", "scoring"])] == ["answers", "scoring"]
    assert chosen([]) == list(ROOMS)
    with pytest.raises(SystemExit, match="没有叫 kitchen 的房间；有：scoring、"):
        chosen(["kitchen"])


def test_only_what_a_test_noticed_counts_as_noticed(tmp_path: Path) -> None:
    # 0 是测试全过，33 是没有测试用到，3 是 pytest 自己出错，255 是进程没有跑成：都不算发现；-24 是超时
    found = tally(tried(tmp_path, 1, 0, None))
    assert (found.tried, found.noticed, found.tenths) == (2, 1, 500)
    assert tally(tried(tmp_path, 1, -24, 1)).tenths == 1000
    assert tally(tried(tmp_path, 33, 255, 3)).tenths == 0
    assert tally(tried(tmp_path, None, None, 2)).tried == 0


def test_a_share_is_never_rounded_up(tmp_path: Path) -> None:
    assert tally(tried(tmp_path, 1, 1, 0)).tenths == 666
    assert ENOUGH == 950


def test_what_a_mutant_changed_is_told_by_its_lines(tmp_path: Path) -> None:
    workspace = tried(tmp_path, 1, 0, 33)
    assert list(changes(workspace, Verdict.SURVIVED)) == [HALF, WHOLE]
    assert [one.now for one in changes(workspace, Verdict.NOTICED)] == ["return whole * 2"]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("x_half__mutmut_2", "half"),
        ("x__half__mutmut_12", "_half"),
        ("xǁSumǁ_whole__mutmut_orig", "Sum._whole"),
    ],
)
def test_functions_are_called_as_they_are_in_the_program(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_lines_that_were_added_or_taken_away_are_told_too() -> None:
    assert difference(["a(", "b,", ")"], ["a(", ")"]) == ("b,", "")
    assert difference(["case 1:", "x()"], ["x()"]) == ("case 1:", "")


def listed(*changes: Change) -> Listed:
    """Return a list of these changes."""
    return Listed(changes=frozenset(changes))


def test_survivors_are_listed_with_a_reason_and_none_else(tmp_path: Path) -> None:
    workspace = tried(tmp_path, 1, 0, 1)
    (new,) = judge_survivors(workspace, listed())
    assert as_listed([HALF]) in new
    assert judge_survivors(workspace, listed(HALF)) == []
    (stale,) = judge_survivors(workspace, listed(HALF, WHOLE))
    assert as_listed([WHOLE]) in stale
    assert judge_survivors(tried(tmp_path, 1, 0, None), listed(HALF, WHOLE)) == []
    elsewhere = Change(where="corex.half", was="1", now="2")
    assert judge_survivors(workspace, listed(HALF, elsewhere)) == []


def test_a_listed_change_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    odd = Change(where="core.say", was="""say('甲', "乙\\n")""", now="say(None)")
    path = tmp_path / "list.toml"
    path.write_text(
        f"[[unchanged]]\nwhy = '因为'\nchanges = [\n{as_listed([odd, HALF])}\n]\n", "utf-8"
    )
    assert read_listed(path) == listed(odd, HALF)


def test_a_kind_excuses_all_changes_like_it_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text(
        "[[kind]]\nwhy = '因为'\nchange = '(.*)/ (.*) ⇒ \\1/ [0-9]'\n", encoding="utf-8"
    )
    found = read_listed(path)
    assert found.excuses(HALF)
    assert not found.excuses(Change(where="core.half", was=HALF.was, now="yield whole / 3"))
    assert not found.excuses(WHOLE)


@pytest.mark.parametrize(
    ("was", "now", "excused"),
    [
        ("for a in zip(b, c, strict=True):", "for a in zip(b, c, strict=False):", True),
        ("for a in zip(b, c, strict=True):", "for a in zip(b, c, strict=None):", True),
        ("for a in zip(b, c, strict=True):", "for a in zip(b, c, ):", True),
        ("for a in zip(b, c, strict=True):", "for a in zip(b, None, strict=True):", False),
        ("low=sum([one.low], start=ZERO),", "low=sum([one.low], ),", True),
        ("low=sum([one.low], start=ZERO),", "low=sum(None, start=ZERO),", False),
        ('return cast("Answer", found)', "return cast(None, found)", True),
        ('return cast("Answer", found)', 'return cast("XXAnswerXX", found)', True),
        ('return cast("Answer", found)', 'return cast("answer", found)', True),
        ('return cast("Answer", found)', 'return cast("Answer", None)', False),
    ],
)
def test_the_kinds_that_are_listed_excuse_what_they_should(
    was: str, now: str, *, excused: bool
) -> None:
    assert read_listed(LISTED).excuses(Change(where="a.b", was=was, now=now)) is excused


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[kind]]\nwhy = ' '\nchange = 'a'", "没有写理由"),
        ("[[unchanged]]\nwhy = ''\nchanges = [['a.b', '1', '2']]", "没有写理由"),
        ("[[unchanged]]\nwhy = '甲'\nchanges = [['a.b', '1', '2'], ['a.b', '1', '2']]", "列了两次"),
    ],
)
def test_nothing_is_listed_twice_or_without_a_reason(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "list.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AssertionError, match=told):
        read_listed(path)


def test_what_is_listed_is_in_the_program(root: Path) -> None:
    # 完整的核对要 `make mutation`；函数改了名、那一行改了，这里就看得出来
    gone = []
    for change in read_listed(LISTED).changes:
        parts = change.where.split(".")
        module = next(
            path
            for end in range(len(parts) - 1, 0, -1)
            if (path := root.joinpath(*parts[:end]).with_suffix(".py")).is_file()
        )
        text = " ".join(line.strip() for line in module.read_text("utf-8").splitlines())
        if f"def {parts[-1]}(" not in text or change.was not in text:
            gone.append(change)
    assert gone == []


def test_everything_but_the_sources_is_copied_whole() -> None:
    names = ["core/a/b.py", "core/c.py", "core/d/e.py", "tests/t.py", "Makefile"]
    assert beside_sources(names, ["core/a"]) == {"core/c.py", "core/d", "tests", "Makefile"}
    assert beside_sources(names, ["core/c.py", "core/d"]) == {"core/a", "tests", "Makefile"}


def test_what_no_test_noticed_is_tried_again_when_a_test_changed(tmp_path: Path) -> None:
    workspace = tried(tmp_path, 1, 0, -24)
    subprocess.run([program("git"), "init", "--quiet"], cwd=workspace.root, check=True)
    test = workspace.root / "tests" / "test_core.py"
    test.parent.mkdir()
    test.write_text("1", encoding="utf-8")
    workspace.renew()
    assert codes(workspace) == [1, None, None], "还不知道是用哪些测试试的"
    tried(tmp_path, 1, 0, -24)
    workspace.renew()
    assert codes(workspace) == [1, 0, -24]
    (workspace.root / "core.py").write_text("改程序由 mutmut 自己看出来", encoding="utf-8")
    workspace.renew()
    assert codes(workspace) == [1, 0, -24]
    assert (workspace.folder / "core.py").read_text("utf-8").startswith("改程序")
    test.write_text("2", encoding="utf-8")
    workspace.renew()
    assert codes(workspace) == [1, None, None]
    test.unlink()
    workspace.renew()
    assert not (workspace.folder / "tests" / "test_core.py").exists()


def test_properties_are_tried_with_few_examples() -> None:
    seen = []

    @settings(max_examples=EXAMPLES * 5)
    @given(st.integers())
    def prop(number: int) -> None:
        seen.append(number)

    draw_few(cast("Any", SimpleNamespace(obj=prop)))
    prop()
    assert 1 <= len(seen) <= EXAMPLES
