"""What the build keeps is never old: whatever it was made from, changing that makes it anew."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from macros.documents.template import forms
from macros.documents.template.forms import kept_forms, without_guidance
from macros.loading import editions
from macros.loading.editions import kept_publications, load_publications
from macros.loading.yamlsource import SourceError
from macros.search import sounds
from macros.search.sounds import kept_sound_table, sound_table
from macros.tools import cache as caching
from macros.tools.cache import Cache, data_key
from tests.build.oddrubric import odd_publication

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Return an empty cache."""
    return Cache(folder=tmp_path / "cache")


def test_a_value_is_made_once_and_again_when_it_cannot_be_read(cache: Cache) -> None:
    made: list[str] = []

    def make() -> list[str]:
        made.append("x")
        return made.copy()

    assert cache.value_for("thing", "a", make) == ["x"]
    assert cache.value_for("thing", "a", make) == ["x"]
    assert cache.value_for("thing", "b", make) == ["x", "x"]
    for damaged in (b"", b"\x80\x05]", b"no pickle"):
        (cache.folder / "thing-a").write_bytes(damaged)
        assert cache.value_for("thing", "a", make) == made
    assert len(made) == 5


def test_a_failure_is_not_kept(cache: Cache) -> None:
    def fail() -> str:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        cache.value_for("thing", "a", fail)
    assert cache.value_for("thing", "a", lambda: "made") == "made"


def test_what_has_not_been_used_for_long_goes(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "KEPT_VALUES", 2)
    for key in "abc":
        cache.value_for("thing", key, lambda: 1)
        cache.value_for("other", "a", lambda: 1)
    assert len(list(cache.folder.glob("thing-*"))) == 2
    assert (cache.folder / "thing-c").is_file()
    assert (cache.folder / "other-a").is_file()


def test_the_key_of_data_tells_one_from_two(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {data_key(b"ab"), data_key(b"a", b"b"), data_key(b"b", b"a"), data_key()}
    monkeypatch.setattr(caching, "program", lambda: "another program")
    assert len({*keys, data_key(b"ab")}) == 5


def test_editions_are_loaded_anew_for_every_file_of_theirs(
    root: Path, tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    shutil.copytree(root / "tests/cases/valid/two-editions", project)
    given = load_publications(project)
    loaded: list[bool] = []

    def load(_: Path, *, drafts: bool) -> object:
        loaded.append(drafts)
        return given

    monkeypatch.setattr(editions, "load_publications", load)

    def times() -> int:
        before = len(loaded)
        assert kept_publications(cache, project) == given
        return len(loaded) - before

    assert (times(), times()) == (1, 0)
    files = [path for path in (project / "rubric").rglob("*") if path.is_file()]
    assert "edition.yaml" in {path.name for path in files}
    for path in files:
        data = path.read_bytes()
        path.write_bytes(data + b"\n")
        assert times() == 1, path
        path.write_bytes(data)
    for stray in ("more.yaml", "mini/items/more.yaml", "mini/empty/"):
        path = project / "rubric" / stray
        path.mkdir() if stray.endswith("/") else path.write_bytes(b"")
        assert times() == 1, stray
    kept_publications(cache, project, drafts=True)
    assert loaded[-1]


def test_faults_are_told_each_time(root: Path, tmp_path: Path, cache: Cache) -> None:
    shutil.copytree(root / "tests/cases/valid/two-editions", tmp_path / "project")
    for path in (tmp_path / "project" / "rubric").glob("*/edition.yaml"):
        path.write_text("id", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(SourceError):
            kept_publications(cache, tmp_path / "project")


def test_forms_are_made_anew_for_what_they_print_and_for_nothing_else(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    rubric = odd_publication().rubric
    given: list[object] = []

    def make(printed: object) -> dict[str, bytes]:
        given.append(printed)
        return {}

    monkeypatch.setattr(forms, "blank_files", make)
    kept_forms(cache, rubric)
    kept_forms(cache, without_guidance(rubric))
    kept_forms(cache, replace(rubric, title="另一个标题"))
    kept_forms(cache, replace(rubric, unit_label="部门："))
    # 做表的只拿到没有说明的细则，所以说明改了，表也不会旧
    assert given[0] == without_guidance(rubric)
    assert len(given) == 3


def test_sounds_are_looked_up_anew_for_a_new_character_only(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def look_up(texts: object) -> dict[str, str]:
        asked.append(texts)
        return {}

    monkeypatch.setattr(sounds, "sound_table", look_up)
    for texts in (["机关"], ["关", "机关a"], ["机关㛃"]):
        kept_sound_table(cache, texts)
    assert len(asked) == 2


def test_kept_sounds_are_the_same(cache: Cache) -> None:
    texts = ["廉㛃", "行长"]
    assert kept_sound_table(cache, texts) == sound_table(texts)
    assert kept_sound_table(cache, texts) == sound_table(texts)
