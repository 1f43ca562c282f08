"""The proof itself is proved: it finds what is different, tells how to see it again, and draws what it says it draws."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, override

import pytest

from macros.runtime import build_runtime
from qinglian_core.browser import Service
from tests.core.plainrubric import clause, edition, item, part, tiers, yes_no
from tests.differential import __main__ as proof
from tests.differential.__main__ import Comparison
from tests.differential.branches import BranchCounter
from tests.differential.differing import first_difference
from tests.differential.engines import BUILDS, Here, Published
from tests.differential.hostile import KEYS, VALUES, spoil_answers, text_of
from tests.differential.rubrics import SHARES, Rubrics, plainly
from tests.differential.selfchecks import SIZE, batches
from tests.differential.tally import KINDS, MOVED, OPEN
from tests.differential.unmet import excuses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macros.runtime import RuntimeManifest
    from tests.differential.selfchecks import Batch

RULE, CHANGED = "if span.low >= start:", "if span.low > start:"
"""Where a number reaches a tier, in the code of the core, and the same with a slip."""


DRAWN = 300


class Tiers(Rubrics):
    """One small rubric and no other."""

    def __init__(self) -> None:
        """Have two clauses, of which the second has tiers."""
        steps = [{"from": 9, "award": 2}, {"from": 3, "award": 1}]
        reports = part(tiers("reports", *steps), start="zero")
        self._plain = edition(
            item(clause(part(yes_no(deduct=1))), clause(reports, identifier="1.2"))
        )

    @override
    def drawn(self, seed: str) -> tuple[str, dict[str, object]]:
        """Return it."""
        return "tiers", plainly(self._plain)


class Slip(Service):
    """Says of one answer that it is another."""

    @override
    def handle(self, text: str) -> str:
        """Answer as the core does, but for nine reports."""
        return super().handle(text).replace("答9份", "答8份")


@pytest.fixture(scope="module")
def rubrics(root: Path) -> Rubrics:
    """Return the rubrics of the proof."""
    return Rubrics(root)


@pytest.fixture(scope="module")
def drawn(rubrics: Rubrics) -> list[Batch]:
    """Return some self-checks."""
    return [*batches(rubrics, "drawn", 0, DRAWN)]


@pytest.fixture(scope="module")
def compared(drawn: list[Batch]) -> Comparison:
    """Return what comes of them on CPython."""
    comparison = Comparison(seed="drawn", here=Here(), others=[])
    assert [*comparison.run(drawn)] == []
    return comparison


def test_a_changed_result_is_found_and_told_so_that_anybody_can_see_it_alone() -> None:
    comparison = Comparison(seed="5", here=Here(), others=[Here(Slip())])
    found = next(comparison.run(batches(Tiers(), "5", 1000, 200)))
    load, *before, last = found.requests
    assert json.loads(load)["op"] == "load"
    assert before == []
    asked = json.loads(last)
    assert asked in (
        {"op": "assess", "clauses": {"1.2": {"answers": {"reports": 9}}}},
        {"op": "answer", "clause": "1.2", "entry": {"answers": {"reports": 9}}},
    )
    told = found.told("5").splitlines()
    assert told[0].startswith(f"不同：第 {found.number} 份自查（细则 tiers）")
    assert f"make differential SEED=5 FROM={found.number} TIMES=1" in told[1]
    assert "ledger[" in found.told("5")
    assert ["9份" in line for line in told[-2:]] == [True, False]
    assert ["8份" in line for line in told[-2:]] == [False, True]
    (alone,) = batches(Tiers(), "5", found.number, 1)
    again = Comparison(seed="5", here=Here(), others=[Here(Slip())])
    assert [one.requests for one in again.run([alone])] == [found.requests]


class Once(Slip):
    """Says it only the first time that it is asked so."""

    def __init__(self) -> None:
        """Know nothing yet."""
        super().__init__()
        self._asked: set[str] = set()

    @override
    def handle(self, text: str) -> str:
        """Answer as the core does to what was asked before."""
        known = text in self._asked
        self._asked.add(text)
        return Service.handle(self, text) if known else super().handle(text)


def test_a_difference_that_does_not_come_again_is_told_too() -> None:
    comparison = Comparison(seed="5", here=Here(), others=[Here(Once())])
    found = next(comparison.run(batches(Tiers(), "5", 1000, 200)))
    assert "  再问一次，两边就相同了：可能与更早的自查有关" in found.told("5").splitlines()
    assert f"FROM=1000 TIMES={found.number - 1000 + 1}" in found.told("5")


def with_slip(runtime: RuntimeManifest, folder: Path) -> RuntimeManifest:
    """Return the runtime with a changed rule in the core that the older Pyodide installs."""
    for path in runtime.folder.iterdir():
        (folder / path.name).symlink_to(path)
    wheel = folder / runtime.legacy.files["wheel"].name
    wheel.unlink()
    slips = 0
    with zipfile.ZipFile(runtime.folder / wheel.name) as given, zipfile.ZipFile(wheel, "w") as made:
        for name in given.namelist():
            text = given.read(name).decode()
            slips += text.count(RULE)
            made.writestr(name, text.replace(RULE, CHANGED))
    assert slips == 1
    return replace(runtime, folder=folder)


def test_a_changed_rule_in_a_published_python_is_found(root: Path, tmp_path: Path) -> None:
    runtime = with_slip(build_runtime(root, print), tmp_path)
    with Published(runtime, BUILDS[0]) as current, Published(runtime, BUILDS[1]) as legacy:
        comparison = Comparison(seed="1", here=Here(), others=[current, legacy])
        found = [*comparison.run(batches(Tiers(), "1", 0, SIZE))]
    assert comparison.compared == SIZE
    assert {one.names for one in found} == {(comparison.here.name, legacy.name)}
    assert "314" in current.name
    numbers = {json.loads(one.requests[-1])["op"] for one in found}
    assert numbers & {"assess", "answer"}


def test_what_is_drawn_is_of_every_kind(compared: Comparison) -> None:
    outcomes, faults = compared.tally.outcomes, compared.tally.faults
    assert compared.compared == DRAWN
    for outcome in (MOVED, OPEN):
        met = {name.partition("·")[0] for name, counts in outcomes.items() if counts[outcome]}
        assert set(KINDS.values()) - met == set()
    assert min(outcomes["一票否决"].values()) > 0
    assert {"没有答", "答了一部分", "都答了"} == set(outcomes["各条"])
    assert {"A001", "A002", "A003", "A004", "Q003", "Q006", "S002", "B003"} <= set(faults)


def test_every_shelf_is_taken_from(rubrics: Rubrics) -> None:
    names = Counter(rubrics.drawn(f"{number}")[0].split(":")[0] for number in range(200))
    assert len(names) > 8
    assert names["random"] > names["rubric"] > 5
    assert sum(SHARES.values()) == 100


def test_every_hostile_value_and_name_is_drawn() -> None:
    chance = Random(1)  # noqa: S311 - cases to try, no secrets
    texts = []
    for _ in range(3000):
        plain: dict[str, object] = {"a": {"b": 1, "c": [2]}, "d": "e"}
        spoil_answers(plain, chance)
        texts.append(text_of(plain))
    together = "\n".join(texts)
    assert [value for value in VALUES if value not in together] == []
    assert [key for key in KEYS if json.dumps(key) not in together] == []


def test_a_self_check_is_the_same_alone_as_among_others(
    rubrics: Rubrics, drawn: list[Batch]
) -> None:
    batch = drawn[3]
    (alone,) = batches(rubrics, "drawn", batch.first + 7, 1)
    assert (alone.rubric, alone.load) == (batch.rubric, batch.load)
    assert alone.talks == batch.talks[7:8]
    (other,) = batches(rubrics, "another", batch.first + 7, 1)
    assert other.talks != alone.talks


def test_ctrl_c_ends_it_and_it_tells_how_far_it_came(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> Iterator[Batch]:
        yield from batches(Tiers(), "1", 0, (proof.AHEAD + 2) * SIZE)
        raise KeyboardInterrupt

    comparison = Comparison(seed="1", here=Here(), others=[Here()])
    proof.tell_differences(comparison, interrupted())
    assert capsys.readouterr().out == "» 按了 Ctrl-C，到这里为止\n"
    assert comparison.compared == 2 * SIZE


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ('{"a": [1, {"b": "x"}]}', '{"a": [1, {"b": "y"}]}', ("a[1].b", '"x"', '"y"')),
        ('{"a": [1]}', '{"a": [1, 2]}', ("a", "[1]", "[1, 2]")),
        ('{"a": 1}', '{"a": 1.0}', ("第 7 个字符", "}", ".0}")),
        ("ValueError: a", "ValueError: b", ("第 12 个字符", "a", "b")),
        ("{}", "{} ", ("第 2 个字符", "", " ")),
        ('{"分": "\\ud800"}', '{"分": "\\u202e二"}', ("分", r'"\ud800"', r'"\u202e二"')),
    ],
)
def test_the_first_difference_is_named(one: str, other: str, told: tuple[str, str, str]) -> None:
    assert first_difference(one, other) == told


def test_branches_are_counted_as_they_are_taken() -> None:
    counter = BranchCounter()
    (batch,) = batches(Tiers(), "1", 0, 1)
    with counter.watching():
        Here().replies([batch.load, ('{"op": "assess", "clauses": {}}',)])
    counts = {branch.name: times for branch, times in counter.counts().items()}
    clauses = "scoring/result.py result_object：assessment.clauses"
    assert counts[f"{clauses} → 还有"] == 2
    assert counts[f"{clauses} → 没有了"] == 1
    once = "scoring/result.py totals_result：assessment.total.whole"
    assert (counts[f"{once} → 是"], counts[f"{once} → 否"]) == (0, 1)


def test_every_branch_that_need_not_be_met_is_one_and_has_a_reason(compared: Comparison) -> None:
    names = {branch.name for branch in compared.branches.counts()}
    strange = [one.name for one in excuses() if not any(map(one.covers, names))]
    assert strange == []
    assert [one.name for one in excuses() if len(one.reason) < 5] == []
