"""One process that hands inputs in at one door: ``python -m tests.fuzz.worker DOOR STATE FOLDER TIMES SECONDS SEED``.

Where atheris is installed it chooses the inputs, by what of the program they reach; elsewhere chance does. What it
is about is written into the file STATE all along, so that it is known even of a process that the system has killed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import mmap
import random
import struct
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .door import Door

ROOT = Path(__file__).resolve().parent.parent.parent
FOUND = Path(__file__).with_name("found")
_HEAD = struct.Struct("<QQ")
"""How many inputs were handed in, and the length of the last one."""
MOST_BYTES = 1 << 19
STATE_BYTES = _HEAD.size + MOST_BYTES
_STEPS = (1, 1, 1, 2, 4)
_BY_LETTERS = 0.5
"""How often atheris makes an input worse itself, byte by byte, by what it has seen compared."""
_INSTRUMENTED = ["qinglian_core", "macros"]


class State:
    """The file in which a process writes what it is about, and another one reads it."""

    def __init__(self, path: Path) -> None:
        """Open it; it is there already."""
        with path.open("r+b") as opened:
            self._map = mmap.mmap(opened.fileno(), STATE_BYTES)

    def begin(self, count: int, data: bytes) -> None:
        """Tell of the next input."""
        self._map[_HEAD.size : _HEAD.size + len(data)] = data
        _HEAD.pack_into(self._map, 0, count, len(data))

    @property
    def count(self) -> int:
        """How many inputs were handed in."""
        return int(_HEAD.unpack_from(self._map)[0])

    @property
    def data(self) -> bytes:
        """The last of them."""
        return self._map[_HEAD.size : _HEAD.size + int(_HEAD.unpack_from(self._map)[1])]


def scratch_folder() -> str | None:
    """Return where files that nobody keeps are written fastest."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - the folders in it are made by tempfile


def saved(name: str, data: bytes) -> Path:
    """Keep an input that made trouble, for the tests."""
    path = FOUND / name / hashlib.sha256(data).hexdigest()[:16]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def mutated(door: Door, data: bytes, chance: random.Random) -> bytes:
    """Return an input made worse."""
    for _ in range(chance.choice(_STEPS)):
        try:
            data = chance.choice(door.changes)(data, chance)
        except Exception:  # noqa: BLE001 - what was made so bad that it cannot be made worse is handed in as it is
            break
    return data[:MOST_BYTES]


class Run:
    """Inputs handed in at one door, each trouble told once by its place."""

    def __init__(self, name: str, door: Door, state: State) -> None:
        """Begin to count where an earlier process stopped."""
        from .bounds import tried  # noqa: PLC0415 - once the program is there, instrumented

        self._name = name
        self._door = door
        self._state = state
        self._tried = tried
        self._known: set[tuple[str, str]] = set()
        self.count = state.count

    def one(self, data: bytes) -> None:
        """Hand one input in."""
        data = data[:MOST_BYTES]
        self.count += 1
        self._state.begin(self.count, data)
        trouble = self._tried(self._door.enter, data)
        if trouble and (trouble.kind, trouble.place) not in self._known:
            self._known.add((trouble.kind, trouble.place))
            path = saved(self._name, data)
            print(
                f"{trouble.kind}：{trouble.place}，存为 {path.relative_to(ROOT)}\n{trouble.told}",
                flush=True,
            )


def unguided(run: Run, door: Door, *, most: int, until: float, seed: int) -> None:
    """Let chance choose the inputs."""
    for data in door.seeds:
        run.one(data)
    chance = random.Random(seed)  # noqa: S311 - to repeat a run, not to keep a secret
    while run.count < most and time.monotonic() < until:
        run.one(mutated(door, chance.choice(door.seeds), chance))


def guided(run: Run, door: Door, folder: Path, limits: Sequence[str]) -> None:
    """Let atheris choose the inputs, and keep in ``folder`` those that reached something new; never returns."""
    import atheris  # noqa: PLC0415 - it is not everywhere

    folder.mkdir(parents=True, exist_ok=True)
    for data in door.seeds:
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)

    def mutate(data: bytes, size: int, number: int) -> bytes:
        chance = random.Random(number)  # noqa: S311 - likewise
        if chance.random() < _BY_LETTERS:
            return bytes(atheris.Mutate(data, size))
        return mutated(door, bytes(data), chance)[:size]

    # 时限和内存由 bounds.py 管
    quiet = ("-verbosity=0", "-timeout=1000000", "-rss_limit_mb=0", f"-max_len={MOST_BYTES}")
    kept = (f"-artifact_prefix={folder.parent}/",)
    atheris.Setup(
        [sys.argv[0], *limits, *quiet, *kept, str(folder)], run.one, custom_mutator=mutate
    )
    atheris.Fuzz()


def main(name: str, state: str, folder: str, *limits: str) -> None:
    """Hand in so many inputs, or for so many seconds; by the seed."""
    times, seconds, seed = map(int, limits)
    until = time.monotonic() + seconds
    is_guided = importlib.util.find_spec("atheris") is not None
    if is_guided:
        import atheris  # noqa: PLC0415 - likewise

        with atheris.instrument_imports(include=_INSTRUMENTED):
            from .doors import ENTRANCES  # noqa: PLC0415 - now it counts what is reached
    else:
        from .doors import ENTRANCES  # noqa: PLC0415
    from .bounds import guard_machine  # noqa: PLC0415

    scratch = Path(tempfile.mkdtemp(dir=Path(state).parent))
    door = ENTRANCES[name].make(ROOT, scratch)
    run = Run(name, door, State(Path(state)))
    guard_machine()
    if is_guided:
        most = max(times - run.count, 1)
        given = (f"-runs={most}", f"-max_total_time={seconds}", f"-seed={seed}")
        guided(run, door, Path(folder), given)
    else:
        unguided(run, door, most=times, until=until, seed=seed)


if __name__ == "__main__":
    main(*sys.argv[1:])
