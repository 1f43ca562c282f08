"""A sample of hostile input at every door, all that was ever found, and proof that trouble is noticed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from .bounds import tried
from .doors import ENTRANCES
from .hostile import HOSTILE
from .worker import FOUND, STATE_BYTES, State, mutated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from .door import Door

    Doors = Callable[[str], Door]

pytestmark = pytest.mark.beside_the_build

SAMPLE, MORE = 2, 40
"""Inputs at each door, of what was written and of what was broken: usually, and by `make thorough`."""
FILES = sorted(path for path in FOUND.glob("*/*") if path.is_file())
_MADE = {
    f"{name}{make.__name__}": (name, make) for name, makes in HOSTILE.items() for make in makes
}


@pytest.fixture(scope="module")
def doors(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    """Return each door by its name, opened once."""
    opened: dict[str, Door] = {}

    def door(name: str) -> Door:
        if name not in opened:
            opened[name] = ENTRANCES[name].make(root, tmp_path_factory.mktemp(name))
        return opened[name]

    yield door
    for one in opened.values():
        one.close()


def expect_no_trouble(door: Door, data: bytes) -> None:
    """Hand one input in."""
    trouble = tried(door.enter, data)
    assert trouble is None, f"{trouble.kind}：{trouble.place}\n{trouble.told}"


@pytest.mark.parametrize("sample", [SAMPLE, pytest.param(MORE, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("name", ENTRANCES)
def test_a_sample_makes_no_trouble(name: str, sample: int, doors: Doors) -> None:
    door = doors(name)
    for data in door.seeds[:sample]:
        expect_no_trouble(door, data)
    chance = random.Random(name)  # noqa: S311 - the same every time
    for _ in range(sample):
        expect_no_trouble(door, mutated(door, chance.choice(door.seeds), chance))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_makes_no_trouble_any_more(path: Path, doors: Doors) -> None:
    expect_no_trouble(doors(path.parent.name), path.read_bytes())


@pytest.mark.parametrize(("name", "make"), _MADE.values(), ids=_MADE)
def test_what_was_made_to_be_bad_makes_no_trouble(
    name: str, make: Callable[[], bytes], doors: Doors
) -> None:
    expect_no_trouble(doors(name), make())


def _fail(_data: bytes) -> None:
    raise KeyError("甲")


def _hang(_data: bytes) -> None:
    while True:
        pass


def _swallow(_data: bytes) -> None:
    """Go on whatever is raised."""
    for _ in range(3):
        try:
            _hang(b"")
        except BaseException as error:  # noqa: BLE001 - that is what is planted
            del error


def _gorge(_data: bytes) -> None:
    assert len(bytearray(b"\1" * (80 << 20))) > 0


@pytest.mark.parametrize(
    ("planted", "kind"),
    [(_fail, "程序出错"), (_hang, "太慢"), (_swallow, "太慢"), (_gorge, "占内存太多")],
)
def test_planted_trouble_is_noticed(planted: Callable[[bytes], None], kind: str) -> None:
    trouble = tried(planted, b"", seconds=0.1, mebibytes=64)
    assert trouble is not None
    assert trouble.kind == kind


def test_what_does_not_even_return_to_python_is_ended_by_the_system(root: Path) -> None:
    planted = "tried(lambda _: sum(range(10**12)), b'', seconds=0.1)"
    program = f"from tests.fuzz.bounds import tried; {planted}"
    ended = subprocess.run([sys.executable, "-c", program], cwd=root, check=False)
    assert ended.returncode == -signal.SIGXCPU


def test_what_makes_no_trouble_is_let_pass() -> None:
    assert tried(lambda _: None, b"", seconds=0.1, mebibytes=64) is None


def test_what_a_process_is_about_outlives_it(tmp_path: Path) -> None:
    path = tmp_path / "state"
    path.write_bytes(bytes(STATE_BYTES))
    State(path).begin(7, b"abc")
    assert (State(path).count, State(path).data) == (7, b"abc")
