"""The programs of the tests: found by one table, installed by root, named to anybody else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from macros.setup import debian, programs
from macros.setup.interpreter import SetupError

if TYPE_CHECKING:
    from pathlib import Path

APT = """\
#!/bin/sh
echo "$*" >> {log}
[ -x {policy} ] && echo "no service starts" >> {log}
[ "$1" != {failing} ]
"""


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder in which programs are looked for; it is empty."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(programs, "SYSTEM_PLACES", str(folder))
    return folder


def put(folder: Path, name: str, text: str = "#!/bin/sh\n") -> Path:
    """Put a program into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    (folder / name).chmod(0o755)
    return folder / name


def told(says: str) -> str:
    """Return what the installer says where chromium and nginx-light are wanted."""
    said: list[str] = []
    with pytest.raises(SetupError, match=says) as error:
        debian.install_debian_packages(said.append)
    return str(error.value)


@pytest.fixture
def wanted(bare: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a machine that lacks Chromium and nginx."""
    monkeypatch.setattr(debian, "missing_packages", lambda: ["chromium", "nginx-light"])
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return bare


@pytest.mark.usefixtures("bare")
def test_a_bare_machine_lacks_every_package_once() -> None:
    missing = programs.missing_packages()
    assert set(missing) >= {need.package for need in programs.NEEDED if need.program}
    assert len(missing) == len(set(missing))


def test_any_of_the_names_will_do(bare: Path) -> None:
    put(bare, "google-chrome")
    put(bare, "pdftotext")
    missing = programs.missing_packages()
    assert "chromium" not in missing
    assert "poppler-utils" in missing
    put(bare, "pdftoppm")
    assert "poppler-utils" not in programs.missing_packages()


def test_a_browser_may_be_pointed_out(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", str(bare / "elsewhere"))
    assert "chromium" not in programs.missing_packages()
    assert programs.find_program("chromium") == str(bare / "elsewhere")


def test_an_office_without_its_writer_is_not_enough(bare: Path, tmp_path: Path) -> None:
    office = put(tmp_path / "office", "soffice")
    (bare / "soffice").symlink_to(office)
    (office.parent / "libsclo.so").touch()
    missing = programs.missing_packages()
    assert "libreoffice-writer-nogui" in missing
    assert "libreoffice-calc-nogui" not in missing


def test_nobody_but_root_is_told_the_command(wanted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(wanted, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert told("当前用户不能安装") == (
        "测试还需要这些软件包：chromium、nginx-light。\n"
        "当前用户不能安装，请以管理员身份运行：sudo apt-get update && "
        "sudo apt-get install --no-install-recommends chromium nginx-light\n"
        "已有 Chromium 而不在 PATH 中的，可用环境变量 CHROMIUM 指出它的位置。"
    )


@pytest.mark.usefixtures("wanted")
def test_without_apt_no_command_of_debian_is_named() -> None:
    assert told("没有 apt-get") == (
        "测试还需要 Debian 的这些软件包，或者其中的程序：chromium、nginx-light。\n"
        "这台机器没有 apt-get，请自行安装同样的程序。"
        "已有 Chromium 而不在 PATH 中的，可用环境变量 CHROMIUM 指出它的位置。"
    )


@pytest.mark.parametrize("failing", ["", "update", "install"])
def test_root_installs_without_starting_a_service(
    wanted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    log, policy = tmp_path / "log", tmp_path / "policy"
    put(wanted, "apt-get", APT.format(log=log, policy=policy, failing=failing or "nothing"))
    monkeypatch.setattr(debian, "POLICY", policy)
    if failing:
        assert told(f"apt-get {failing} 失败").endswith(
            "手动运行：apt-get install --no-install-recommends chromium nginx-light"
        )
    else:
        debian.install_debian_packages(print)
        assert log.read_text(encoding="utf-8").splitlines() == [
            "update -qq",
            "no service starts",
            "install -qq -y --no-install-recommends chromium nginx-light",
            "no service starts",
        ]
    assert not policy.exists()
