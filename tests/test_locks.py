"""The locks are whole: exact versions, a checksum for everything, and no download address."""

import json
import re
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def npm_lock(root: Path) -> dict[str, dict[str, Any]]:
    packages: dict[str, dict[str, Any]] = json.loads((root / "package-lock.json").read_bytes())[
        "packages"
    ]
    return {place: entry for place, entry in packages.items() if place}


@pytest.mark.parametrize(
    "name",
    [
        "requirements.lock",
        "tests/generators/requirements.lock",
        "tests/mutation/requirements.lock",
        "tests/fuzz/requirements.lock",
    ],
)
def test_every_python_package_is_pinned_with_hashes(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8").replace("\\\n", " ")
    pinned = re.compile(r"[a-z0-9-]+==[\w.]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+")
    assert [line for line in text.splitlines() if not pinned.fullmatch(line.rstrip())] == []


def test_every_npm_package_has_a_checksum_and_no_address(
    npm_lock: dict[str, dict[str, Any]],
) -> None:
    bundled = {place for place, entry in npm_lock.items() if entry.get("inBundle")}
    unchecked = {place for place, entry in npm_lock.items() if "integrity" not in entry}
    assert unchecked == bundled
    assert [place for place, entry in npm_lock.items() if "resolved" in entry] == []


def test_no_optional_npm_package_fell_out_of_the_lock(
    npm_lock: dict[str, dict[str, Any]],
) -> None:
    # 生成锁文件的注册源缺某个平台的包时，npm 会悄悄略去它，此后 npm ci 拒绝安装。
    locked = {place.rsplit("node_modules/", 1)[1] for place in npm_lock}
    wanted = {name for entry in npm_lock.values() for name in entry.get("optionalDependencies", {})}
    assert wanted - locked == set()


def test_direct_npm_dependencies_are_exact(root: Path) -> None:
    manifest = json.loads((root / "package.json").read_bytes())
    named = manifest["dependencies"] | manifest["devDependencies"]
    exact = re.compile(r"(npm:(@[\w-]+/)?[\w-]+@)?\d+\.\d+\.\d+")
    assert {name: wish for name, wish in named.items() if not exact.fullmatch(wish)} == {}
