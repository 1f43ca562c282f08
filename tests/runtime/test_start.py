"""Python starts from the snapshot, answers as on CPython, and starts plainly where the snapshot cannot be used."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from macros.runtime import Rehearsal, build_runtime
from macros.runtime.manifest import add_file
from tests.runtime.scenario import (
    SOME,
    digests_of_cpython,
    expected_result,
    random_talks,
    said_by_cpython,
    varied_answers,
    vector_requests,
)
from tests.runtime.serving import StaticServer, Treatment

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from macros.runtime import RuntimeManifest

pytestmark = pytest.mark.browser

READY = {
    "state": "ready",
    "way": "snapshot",
    "build": "current",
    "code": "",
    "message": "",
    "remedy": "",
    "prepared": 1,
}
PLAIN = {**READY, "way": "plain"}
MOST_CRITERIA = 300_000
"""Bytes: a corrected sentence costs a reader who comes back less than 1 MB in all."""


def test_a_blank_form_is_scored_from_the_snapshot(host: Page, rubric: dict[str, Any]) -> None:
    assert host.evaluate("host.open()") == READY
    assert host.evaluate("host.loaded") is True
    assert host.evaluate("host.result") == expected_result(rubric, {})


@pytest.mark.parametrize("every", [SOME, pytest.param(1, marks=pytest.mark.thorough)])
def test_varied_answers_vectors_and_random_self_checks_give_the_results_of_cpython(
    root: Path, host: Page, rubric: dict[str, Any], every: int
) -> None:
    clauses = varied_answers(rubric)
    assert host.evaluate("clauses => host.open({clauses})", clauses) == READY
    assert host.evaluate("host.result") == expected_result(rubric, clauses)
    requests = vector_requests(root, every)
    said = host.evaluate("requests => host.conversation(requests)", requests)
    assert said == said_by_cpython(requests)
    talks = random_talks(root, every)
    assert host.evaluate("talks => host.digests(talks)", talks) == digests_of_cpython(talks)


def test_the_plain_files_are_not_fetched_when_the_snapshot_serves(
    host: Page, server: StaticServer, runtime: RuntimeManifest
) -> None:
    host.evaluate("host.open()")
    fetched = {exchange.path.rsplit("/", 1)[-1] for exchange in server.exchanges}
    current = {role for role, file in runtime.current.files.items() if file.name in fetched}
    assert current == {"worker", "module", "wasm", "snapshot", "lock"}
    assert not fetched & (
        {file.name for file in runtime.legacy.files.values()} - {core_name(runtime)}
    )


def test_questions_asked_while_loading_are_answered_when_it_is_ready(host: Page) -> None:
    asked = "host.ask('answer', {clause: '1.1', entry: {answers: {}}})"
    state, answer = host.evaluate(
        f"host.begin().then(() => Promise.all([host.engine.state, {asked}]))"
    )
    assert state == "loading"
    assert answer["value"]["clause"]["id"] == "1.1"
    assert host.evaluate("host.report()") == READY


def test_a_refusal_of_the_core_carries_its_faults(host: Page) -> None:
    host.evaluate("host.open()")
    refusal = host.evaluate("host.ask('answer', {clause: '99.9', entry: {}})")
    assert refusal == {
        "error": "ServiceFault",
        "code": "",
        "faults": [{"code": "A001", "path": [], "message": "细则里没有第99.9条，请核对条号"}],
    }


def test_progress_is_told_in_bytes_and_words(host: Page, runtime: RuntimeManifest) -> None:
    host.evaluate("host.open()")
    progress = host.evaluate("host.progress")
    roles = ("worker", "module", "wasm", "snapshot", "lock")
    total = sum(runtime.current.files[role].size for role in roles)
    assert progress[-1] == {
        "stage": "preparing",
        "words": "正在装入细则",
        "loaded": total,
        "total": total,
    }
    loaded = [each["loaded"] for each in progress]
    assert loaded == sorted(loaded)
    assert "正在下载计分程序" in {each["words"] for each in progress}


def test_a_snapshot_of_another_build_gives_way_to_the_plain_start(
    host: Page,
    runtime: RuntimeManifest,
    rubric: dict[str, Any],
    server: StaticServer,
    tmp_path: Path,
) -> None:
    manifest = with_foreign_snapshot(runtime, server, tmp_path)
    assert host.evaluate("manifest => host.open({manifest})", manifest) == PLAIN
    assert host.evaluate("host.result") == expected_result(rubric, {})


@pytest.mark.parametrize(
    "treatment",
    [
        pytest.param(Treatment(status=404, body=b""), id="missing", marks=pytest.mark.thorough),
        pytest.param(Treatment(body=b"x" * 1000), id="altered"),
        pytest.param(Treatment(cut=1000), id="cut short", marks=pytest.mark.thorough),
    ],
)
def test_a_broken_snapshot_gives_way_to_the_plain_start(
    host: Page, runtime: RuntimeManifest, server: StaticServer, treatment: Treatment
) -> None:
    server.treat(runtime.current.files["snapshot"].name, treatment)
    assert host.evaluate("host.open()") == PLAIN


def test_a_worker_that_is_refused_gives_way_to_the_page(host: Page, server: StaticServer) -> None:
    policy = server.headers["Content-Security-Policy"] + "; worker-src 'none'"
    server.headers["Content-Security-Policy"] = policy
    host.reload()
    assert host.evaluate("host.open()") == READY


@pytest.fixture(scope="module")
def rehearsed(root: Path, rubric: dict[str, Any]) -> RuntimeManifest:
    """Return the runtime whose snapshot has loaded the criteria."""
    load = json.dumps({"op": "load", "rubric": rubric}, ensure_ascii=False)
    return build_runtime(root, print, Rehearsal(label=rubric["digest"], requests=(load,)))


@pytest.mark.slow
def test_what_was_rehearsed_need_not_be_loaded(
    browser: Browser,
    served: dict[str, Path],
    rehearsed: RuntimeManifest,
    rubric: dict[str, Any],
) -> None:
    assert rehearsed.current.rehearsed == rubric["digest"]
    with StaticServer({**served, "runtime": rehearsed.folder}) as server:
        page = browser.new_page()
        page.goto(f"{server.address}/host/index.html")
        assert page.evaluate("host.open()") == READY
        assert page.evaluate("host.loaded") is False
        assert page.evaluate("host.result") == expected_result(rubric, {})
        server.treat(rehearsed.current.files["criteria"].name, Treatment(status=404, body=b""))
        assert page.evaluate("host.open()") == {**PLAIN, "prepared": 2}
        assert page.evaluate("host.loaded") is True
        page.close()


@pytest.mark.slow
def test_the_criteria_are_apart_from_what_stays_the_same_without_them(
    runtime: RuntimeManifest, rehearsed: RuntimeManifest
) -> None:
    with_criteria, without = rehearsed.current.files, runtime.current.files
    assert with_criteria["criteria"].size < MOST_CRITERIA
    assert {role: file for role, file in with_criteria.items() if role != "criteria"} == without


def core_name(runtime: RuntimeManifest) -> str:
    """Both editions share the core's wheel."""
    return runtime.current.files["wheel"].name


def with_foreign_snapshot(
    runtime: RuntimeManifest, server: StaticServer, folder: Path
) -> dict[str, Any]:
    """Serve a sound snapshot whose build id is another's, and return the manifest that lists it."""
    snapshot = runtime.current.files["snapshot"]
    packed = bytearray(gzip.decompress((runtime.folder / snapshot.name).read_bytes()))
    runs = int.from_bytes(packed[4:8], "little")
    build_id = 8 + runs * 8 + 16  # after Pyodide's magic number and three sizes
    packed[build_id] ^= 0xFF
    foreign = add_file(folder, "snapshot", bytes(packed), ending="bin", packed=True)
    server.treat(foreign.name, Treatment(body=(folder / foreign.name).read_bytes()))
    manifest = runtime.to_plain()
    current: Any = manifest["current"]
    current["files"]["snapshot"] = foreign.to_plain()
    return manifest
