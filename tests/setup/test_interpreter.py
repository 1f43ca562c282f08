"""Which Python the project is set up with; where all are too old, uv brings one, or the reader is told plainly."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from macros.setup import uv
from macros.setup.interpreter import SetupError, find_interpreter

if TYPE_CHECKING:
    from collections.abc import Callable

PYTHON = """\
#!/bin/sh
case "$*" in
  -c*) echo noise; echo "{path}"; echo {release}; echo {whole};;
  *--version*) exit {pip};;
  *--target*) while [ "$1" != --target ]; do shift; done
    /bin/mkdir -p "$2/bin"; /bin/cp "{uv}" "$2/bin/uv"; /bin/cp "$4" "{log}";;
  *) exit 1;;
esac
"""
UV = """\
#!/bin/sh
[ "$1 $2 $3 $4 $5" = "python install --no-config --no-bin 3.13" ] || exit 2
{downloads} || exit 1
/bin/mkdir -p "$UV_PYTHON_INSTALL_DIR/cpython-3.13.9/bin"
/bin/cp "{brought}" "$UV_PYTHON_INSTALL_DIR/cpython-3.13.9/bin/python3"
"""
ADVICE = (
    "请安装 Python 3.12 以上，例如用 pyenv install 3.13；"
    "Debian、Ubuntu 还需要 apt install python3-venv。装好后再运行一次。\n"
    "自动下载要访问 GitHub；不能访问的，可用环境变量 UV_PYTHON_INSTALL_MIRROR 指定镜像，再运行一次。"
)


class Machine:
    """A machine with the interpreters that a test puts on it, and a project to be set up."""

    def __init__(self, folder: Path) -> None:
        """Begin with none."""
        self.bin = folder / "bin"
        self.project = folder / "project"
        self.log = folder / "log"
        self.uv = folder / "uv"
        for one in (self.bin, self.project):
            one.mkdir()
        (self.project / "requirements.lock").write_text(
            "tzdata==1 \\\n    --hash=sha256:00\nuv==0.13 \\\n    --hash=sha256:aa\nwheel==1\n",
            encoding="utf-8",
        )

    def put(self, path: Path, release: str, *, whole: bool = True, pip: bool = True) -> Path:
        """Put an interpreter somewhere."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = PYTHON.format(
            path=path,
            release=release,
            whole="venv" if whole else "",
            pip=0 if pip else 1,
            log=self.log,
            uv=self.uv,
        )
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
        return path

    def put_uv(self, *, downloads: bool) -> Path:
        """Let uv be had from the package index; return the Python that it brings."""
        brought = self.project / ".python" / "cpython-3.13.9" / "bin" / "python3"
        shown = self.put(self.uv.with_name("brought"), "3.13")
        shown.write_text(shown.read_text("utf-8").replace(str(shown), str(brought)), "utf-8")
        text = UV.format(brought=shown, downloads="true" if downloads else "false")
        self.uv.write_text(text, encoding="utf-8")
        self.uv.chmod(0o755)
        return brought

    def find(self) -> str:
        """Find an interpreter as the installer does."""
        return find_interpreter(self.project / ".venv", print)

    def refusal(self) -> str:
        """Return what the installer says when it finds none."""
        with pytest.raises(SetupError) as error:
            self.find()
        return str(error.value)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Return a machine without any Python; the installer itself runs on an old one with pip."""
    made = Machine(tmp_path)
    monkeypatch.setenv("PATH", str(made.bin))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setattr(sys, "executable", str(made.put(tmp_path / "running", "3.11")))
    return made


def test_the_first_that_will_do_is_taken(machine: Machine) -> None:
    machine.put(machine.bin / "python3.14", "3.14", whole=False)
    machine.put(machine.bin / "python3", "3.11")
    expected = machine.put(machine.bin / "python", "3.12")
    assert machine.find() == str(expected)


def test_pyenv_keeps_some_too_the_newest_first(machine: Machine, tmp_path: Path) -> None:
    for release in ("3.9.18", "3.12.1", "3.13.0"):
        machine.put(tmp_path / f"pyenv/versions/{release}/bin/python3", release[:-2])
    assert machine.find() == str(tmp_path / "pyenv/versions/3.13.0/bin/python3")


def test_the_environment_to_be_replaced_is_not_built_upon(machine: Machine) -> None:
    inside = machine.put(machine.project / ".venv" / "bin" / "python3", "3.13")
    (machine.bin / "python3").symlink_to(inside)
    machine.put_uv(downloads=False)
    assert "试过：（无）" in machine.refusal()


def test_a_newer_python_is_brought_by_the_pinned_uv(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.put(machine.bin / "python3", "3.11")
    brought = machine.put_uv(downloads=True)
    assert machine.find() == str(brought)
    assert capsys.readouterr().out == (
        "没有合用的 Python：另下一份 Python 3.13，只放在项目的 .python/ 里\n"
    )
    assert machine.log.read_text("utf-8") == "uv==0.13 \\\n    --hash=sha256:aa\n"


def test_what_was_brought_serves_again(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    brought = machine.put_uv(downloads=True)
    assert machine.find() == str(brought)
    monkeypatch.setattr(uv, "PIP_INSTALL", ("不该再用",))
    assert machine.find() == str(brought)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda machine: machine.put_uv(downloads=False),
        lambda machine: machine.put(Path(sys.executable), "3.11", pip=False),
    ],
    ids=["no way to the download", "no pip"],
)
def test_the_reader_is_told_plainly(machine: Machine, spoil: Callable[[Machine], object]) -> None:
    old = machine.put(machine.bin / "python3", "3.11")
    (machine.bin / "python").symlink_to(old)
    apart = machine.put(machine.bin / "python3.13", "3.13", whole=False)
    spoil(machine)
    assert machine.refusal() == (
        "没有找到 Python 3.12 或更新的版本（含 venv 模块），自动下载也没有成功。\n"
        f"试过：{apart}（3.13，没有 venv 模块）、{old}（3.11，太旧）\n{ADVICE}"
    )


def test_a_shim_that_does_not_run_is_passed_over(machine: Machine) -> None:
    shim = machine.put(machine.bin / "python3.14", "3.14")
    shim.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    expected = machine.put(machine.bin / "python3", "3.13")
    assert machine.find() == str(expected)
