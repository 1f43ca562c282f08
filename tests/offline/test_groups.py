"""Which files the service worker fetches, and for whom."""

import json
from pathlib import Path

from macros.offline.groups import Group, plan_of
from macros.offline.serviceworker import file_list


def write(site: Path, path: str, content: object = "") -> None:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content), encoding="utf-8")


def test_python_is_fetched_by_the_browsers_that_run_it(tmp_path: Path) -> None:
    names = {"wasm": "new.bin", "data": "data.bin", "stdlib": "std.bin", "wheel": "core.bin"}
    older = {"wasm": "old.bin", "stdlib": "oldstd.bin", "wheel": "core.bin"}
    manifest = {
        "current": {"image": 31, "files": {role: {"name": name} for role, name in names.items()}},
        "legacy": {"image": 0, "files": {role: {"name": name} for role, name in older.items()}},
    }
    write(tmp_path, "assets/runtime/manifest-0123456789ab.json", manifest)
    exports = {"current": {"name": "a.bin"}, "legacy": {"name": "b.bin"}}
    write(tmp_path, "assets/exports/manifest-0123456789ab.json", exports)
    write(tmp_path, "assets/workbench/program-0123456789ab.bin")
    write(tmp_path, "forms/blank.docx")
    write(tmp_path, "assets/data/rubric-0123456789ab.bin")
    write(tmp_path, "assets/stylesheets/main.01234567.min.css")
    write(tmp_path, "assets/css/site.css")
    write(tmp_path, "index.html")
    plan = plan_of(tmp_path)
    assert plan.groups == {
        "forms/blank.docx": Group.FORMS,
        "assets/runtime/new.bin": Group.CURRENT,
        "assets/runtime/data.bin": Group.SPARE,
        "assets/runtime/std.bin": Group.SPARE,
        "assets/runtime/core.bin": Group.LEGACY,
        "assets/runtime/old.bin": Group.LEGACY,
        "assets/runtime/oldstd.bin": Group.LEGACY,
        "assets/exports/a.bin": Group.CURRENT,
        "assets/exports/b.bin": Group.LEGACY,
        "assets/workbench/program-0123456789ab.bin": Group.SPARE,
    }
    assert "assets/workbench/program-0123456789ab.bin" in plan.hashed
    assert plan.hashed == frozenset(plan.groups) - {"forms/blank.docx"} | {
        "assets/data/rubric-0123456789ab.bin",
        "assets/stylesheets/main.01234567.min.css",
    }


def test_a_site_without_python_is_all_reading(tmp_path: Path) -> None:
    write(tmp_path, "index.html")
    assert plan_of(tmp_path).groups == {}


def test_older_editions_and_second_addresses_are_kept_as_they_are_read(tmp_path: Path) -> None:
    write(tmp_path, "rubric.json", {"id": "new"})
    for home in ("", "old/"):
        for page in ("index.html", "self-check/index.html", "criteria/01/index.html"):
            write(tmp_path, home + page, f"rubric-{home}1.bin search-1.js")
    write(tmp_path, "old/rubric.json", {"id": "old"})
    write(tmp_path, "old/forms/blank.docx")
    write(tmp_path, "new/criteria/01/index.html")
    write(tmp_path, "new/index.html")
    for name in ("rubric-1.bin", "search-1.js", "rubric-0.bin"):
        write(tmp_path, f"assets/data/{name}")
    plan = plan_of(tmp_path)
    seldom = [
        "assets/data/rubric-0.bin",
        "new/criteria/01/index.html",
        "new/index.html",
        "old/criteria/01/index.html",
        "old/forms/blank.docx",
        "old/index.html",
        "old/rubric.json",
        "old/self-check/index.html",
        "rubric.json",
    ]
    assert sorted(plan.groups) == seldom
    assert set(plan.groups.values()) == {Group.SPARE}
    assert plan.twins == {
        "new/criteria/01/index.html": "criteria/01/index.html",
        "new/index.html": "index.html",
    }
    listed = {entry["url"]: entry.get("twin") for entry in file_list(tmp_path)}
    assert listed["./new/criteria/01/"] == "./criteria/01/"
    assert (listed["./new/"], listed["./old/"], listed["./"]) == ("./", None, None)
