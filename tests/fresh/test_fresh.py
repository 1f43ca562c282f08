"""What a bare root is handed: the settings of this machine, and nothing that would lead out of the root."""

from __future__ import annotations

import configparser
import shlex
from pathlib import Path

import pytest

from tests.fresh.__main__ import follow, obstacle
from tests.fresh.bareroot import hand_in, mounts_below, put, remove
from tests.fresh.settings import (
    PASSED_ON,
    Settings,
    apt_file,
    debian_mirror,
    local_paths,
    npm_files,
    pip_file,
    pip_values,
)

PIP = """\
:env:.find-links='/opt/wheels'
global.cert='/etc/ssl/certs/ca-certificates.crt'
global.extra-index-url='file:///opt/pypi/simple\\nfile:///opt/more'
install.no-binary='none'
"""


def test_pip_is_set_as_here() -> None:
    read = configparser.ConfigParser()
    read.read_string(pip_file(pip_values(PIP)))
    assert {name: dict(read[name]) for name in read.sections()} == {
        "global": {
            "cert": "/etc/ssl/certs/ca-certificates.crt",
            "extra-index-url": "file:///opt/pypi/simple file:///opt/more",
        },
        "install": {"no-binary": "none"},
    }


def test_what_settings_name_on_the_disk_is_found(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    values = [
        f"{tmp_path}/wheels https://a.example/{tmp_path}",
        f"file://{tmp_path}/simple/ {tmp_path}/no",
    ]
    assert local_paths([*values, *values]) == (tmp_path / "wheels", tmp_path)


def test_npm_files_are_those_that_exist(tmp_path: Path) -> None:
    (tmp_path / "npmrc").touch()
    assert npm_files(f"userconfig={tmp_path}/npmrc\nglobalconfig={tmp_path}/none\n") == [
        tmp_path / "npmrc"
    ]


def test_apt_is_told_how_to_reach_the_mirror_and_nothing_else() -> None:
    told = 'Acquire "";\nAcquire::http::Proxy "http://p:1";\nAcquire::IndexTargets::deb::X "y";\n'
    assert apt_file(told) == 'Acquire::http::Proxy "http://p:1";\n'


def test_the_mirror_is_that_of_debian_itself() -> None:
    told = "Debian-Security http://a/security/\nDebian http://a/debian/\nDebian http://b/\n"
    assert debian_mirror(told) == "http://a/debian/"
    assert debian_mirror("Ubuntu http://c/\n") == ""


@pytest.mark.parametrize(
    "name", ["PIP_INDEX_URL", "https_proxy", "NODE_EXTRA_CA_CERTS", "UV_INDEX"]
)
def test_variables_of_the_indexes_go_along(name: str) -> None:
    assert PASSED_ON.fullmatch(name)
    assert not PASSED_ON.fullmatch(f"MY_{name}")


def test_settings_are_written_into_the_root(tmp_path: Path) -> None:
    root, here = tmp_path / "root", tmp_path / "here"
    for folder in (root / "etc/apt/apt.conf.d", root / "root", here / "wheels"):
        folder.mkdir(parents=True)
    (here / "constraints.txt").write_text("six<2", encoding="utf-8")
    settings = Settings(
        environment={"PIP_CERT": "a b'c"},
        pip="[global]\n",
        npm="fund=false\n",
        apt="",
        mirror="",
        paths=(here / "constraints.txt", here / "wheels"),
    )
    assert hand_in(root, settings) == [here / "wheels"]
    inside = root / here.relative_to("/")
    assert (inside / "constraints.txt").read_text(encoding="utf-8") == "six<2"
    exported = shlex.split((root / "environment.sh").read_text(encoding="utf-8"))
    assert exported == ["export", "PIP_CERT=a b'c"]


def test_nothing_is_written_through_a_link_that_leads_out(tmp_path: Path) -> None:
    root, here = tmp_path / "root", tmp_path / "here"
    (root / tmp_path.relative_to("/")).mkdir(parents=True)
    here.mkdir()
    (here / "one").write_text("ours", encoding="utf-8")
    (root / here.relative_to("/")).symlink_to(here)
    with pytest.raises(RuntimeError, match="通到外面的链接"):
        put(root, here / "one")
    (root / here.relative_to("/")).unlink()
    (root / here.relative_to("/")).mkdir()
    inside = root / here.relative_to("/") / "one"
    inside.symlink_to(here / "one")
    put(root, here / "one", anew=False)
    assert inside.is_symlink()
    put(root, here / "one")
    assert not inside.is_symlink()
    assert (here / "one").read_text(encoding="utf-8") == "ours"


def test_a_root_with_something_mounted_in_it_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = f"1 2 0:3 / {tmp_path}/proc rw - proc proc rw\n1 2 0:3 / / rw - ext4 a rw\n"
    assert mounts_below(tmp_path, told) == [f"{tmp_path}/proc"]
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: told)
    with pytest.raises(RuntimeError, match="还挂载着"):
        remove(tmp_path)
    assert tmp_path.is_dir()


def test_the_counts_are_told_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fresh.__main__.LOG", tmp_path / "log")
    lines = [
        "===== 2 failed, 9 passed in 3.1s (0:00:03) =====\n",
        "5 passed\n",
        "= 7 passed in 1s =\n",
    ]
    assert follow(lines) == ["2 failed, 9 passed in 3.1s (0:00:03)", "7 passed in 1s"]
    assert (tmp_path / "log").read_text(encoding="utf-8") == "".join(lines)


def test_who_cannot_run_it_is_told_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert obstacle().startswith("要用 chroot 和挂载，请以管理员身份运行")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("tests.fresh.__main__.NEEDED", ("debootstrap-nowhere",))
    assert "没有 debootstrap-nowhere" in obstacle()
