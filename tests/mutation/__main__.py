"""Change the program, room by room, and tell which changes no test noticed: ``python -m tests.mutation [ROOM…]``.

What had been tried before is not tried again. Fails where fewer than 95 % were noticed, where a change that nobody
noticed is not listed with its reason, and where a listed one is noticed by now.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.mutation.listed import Listed, as_listed, read_listed
from tests.mutation.rooms import ROOMS, Room
from tests.mutation.verdicts import Tally, Verdict, changes, tally
from tests.mutation.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.mutation.verdicts import Change

ROOT = Path(__file__).resolve().parent.parent.parent
LISTED = Path(__file__).with_name("unchanged.toml")
ENOUGH = 950
"""In a thousand."""
TOLD_EVERY = 60
COLUMNS = "  {:<10} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}   {}"
HEADS = ("房间", "改错", "发现", "超时", "没发现", "不清楚", "没试", "发现的占")


def say(text: str) -> None:
    """Print a line at once, also into a file."""
    print(text, flush=True)


def row(name: str, found: Tally) -> str:
    """Return the line of the table for a room."""
    counts = [found.counts[verdict] for verdict in Verdict]
    share = f"{found.tenths // 10}.{found.tenths % 10}%" if found.tried else "—"
    return COLUMNS.format(name, found.counts.total(), *counts, share)


def try_room(workspace: Workspace, workers: int) -> None:
    """Have mutmut try every mutant of a room that has not been tried, and tell how far it is."""
    say(f"» {workspace.room.name}：复制项目，改错，先不改跑一遍测试")
    workspace.renew()
    process = workspace.run(workers)
    try:
        while True:
            try:
                code = process.wait(TOLD_EVERY)
                break
            except subprocess.TimeoutExpired:
                say(row(workspace.room.name, tally(workspace)))
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        process.wait()
        raise
    if code:
        raise SystemExit(f"mutmut 没有跑成（状态 {code}），它说的话在 {workspace.log}")


def judge(workspaces: Iterable[Workspace]) -> list[str]:
    """Print what became of the mutants of the rooms, and return what is to be done about it."""
    listed = read_listed(LISTED)
    wrong = []
    say(COLUMNS.format(*HEADS))
    for workspace in workspaces:
        name, found = workspace.room.name, tally(workspace)
        say(row(name, found))
        if found.counts[Verdict.UNTRIED] or not found.tried:
            wrong.append(f"{name}：还有没有试的，再运行一次接着试")
        if found.counts[Verdict.UNCLEAR]:
            wrong.append(f"{name}：有的不清楚（进程崩溃等），再运行一次，它们会重试")
        if found.tenths < ENOUGH:
            wrong.append(f"{name}：发现的不到 95%")
        wrong += judge_survivors(workspace, listed)
    return wrong


def judge_survivors(workspace: Workspace, listed: Listed) -> list[str]:
    """Return what is wrong between the mutants of a room that survived and the list."""
    wrong = []
    survived = set(changes(workspace, Verdict.SURVIVED))
    if new := {one for one in survived if not listed.excuses(one)}:
        wrong.append(
            f"{workspace.room.name}：改错了没有测试发现，补测试；确实什么也不改变的，"
            f"写上理由列进 {LISTED.name}：\n{as_listed(new)}"
        )
    open_ones = set(changes(workspace, Verdict.UNTRIED, Verdict.UNCLEAR))
    modules = {source.removesuffix(".py").replace("/", ".") for source in workspace.sources()}
    mine = {one for one in listed.changes if in_module(one, modules)}
    if stale := mine - survived - open_ones:
        wrong.append(
            f"{workspace.room.name}：列在 {LISTED.name} 里，现在有测试发现了，或者程序里没有了，"
            f"从那里去掉：\n{as_listed(stale)}"
        )
    return wrong


def in_module(change: Change, modules: set[str]) -> bool:
    """Whether a change is to a function of one of the modules."""
    parts = change.where.split(".")
    return any(".".join(parts[:end]) in modules for end in range(1, len(parts)))


def chosen(names: list[str]) -> list[Room]:
    """Return the rooms of these names, or all."""
    known = {room.name: room for room in ROOMS}
    if strange := [name for name in names if name not in known]:
        raise SystemExit(f"没有叫 {'、'.join(strange)} 的房间；有：{'、'.join(known)}")
    return [known[name] for name in names] or list(ROOMS)


def main(names: list[str]) -> int:
    """Try and judge the rooms of these names, or all."""
    workers = int(os.environ.get("WORKERS") or os.cpu_count() or 1)
    workspaces = [
        Workspace(root=ROOT, folder=ROOT / ".cache" / "mutation" / room.name, room=room)
        for room in chosen(names)
    ]
    stopped = False
    for number in (signal.SIGINT, signal.SIGTERM):  # 在后台启动的，SIGINT 本来是不理的
        signal.signal(number, signal.default_int_handler)
    try:
        for workspace in workspaces:
            try_room(workspace, workers)
    except KeyboardInterrupt:
        stopped = True
        say("\n» 停下了；再运行一次，从这里接着试")
    begun = [workspace for workspace in workspaces if workspace.mutants.is_dir()]
    wrong = judge(begun)
    for fault in wrong:
        say(f"✗ {fault}")
    return int(stopped or bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
