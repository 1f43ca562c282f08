"""Three full self-checks handed on over the invented revision: every answer, note and task where the truth table says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from macros.loading.editions import load_publications
from macros.loading.forebears import forebears_of
from qinglian_core.selfcheck.savefile import decode_self_check, plain_self_check
from qinglian_core.selfcheck.succession import Forebear, Succession, hand_on
from tests.revision import NEWER, truth, write_revision
from tests.web.answering import everything_missing, favourable

if TYPE_CHECKING:
    from collections.abc import Callable

    from qinglian_core.criteria.model import Clause, Rubric
    from qinglian_core.criteria.vocabulary import Answer

    Filling = Callable[[Clause], dict[str, Answer]]

UNTOUCHED = {"same", "renumbered", "moved"}
FILLINGS: dict[str, Filling] = {
    "everything done": favourable,
    "everything missing": everything_missing,
    "all unsure": lambda clause: dict.fromkeys((one.id for one in clause.questions), "unsure"),
}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rubric, Forebear]:
    """Return the second edition and what it descends from."""
    root = write_revision(tmp_path_factory.mktemp("revision"), current=True)
    publications = load_publications(root)
    (forebear,) = forebears_of(publications[0], publications).values()
    assert publications[0].rubric.id == NEWER
    return publications[0].rubric, forebear


def full(rubric: Rubric, fill: Filling) -> dict[str, Any]:
    """Return a self-check in which every clause has something of everything, each with words of its own."""
    clauses = {
        one.id: {
            "answers": fill(one) if one.questions else {},
            "estimate": None if one.questions else "0.5",
            "reason": f"理由{one.id}",
            "note": f"备注{one.id}",
            "evidence": [{"what": f"材料{one.id}"}],
        }
        for one in rubric.clauses
    }
    tasks = {one.id: {"who": f"负责{one.id}"} for one in rubric.clauses}
    return {
        "format": "qinglian-self-check",
        "version": 4,
        "edition": {"id": rubric.id, "digest": rubric.digest},
        "clauses": clauses,
        "tasks": tasks,
    }


@pytest.fixture(scope="module", params=FILLINGS)
def carried(request: pytest.FixtureRequest, editions: tuple[Rubric, Forebear]) -> Succession:
    newer, forebear = editions
    plain = full(forebear.rubric, FILLINGS[request.param])
    return hand_on(decode_self_check(forebear.rubric, plain), forebear, newer)


def sources(row: dict[str, Any]) -> list[str]:
    old = row.get("old", [])
    return [old] if isinstance(old, str) else list(old)


def test_everything_is_where_the_truth_table_says(carried: Succession) -> None:
    before, after = carried.before, carried.check
    assert [row["new"] for row in truth().clauses] == list(after.records)
    for row in truth().clauses:
        new, kind, old = str(row["new"]), row["kind"], sources(row)
        record, task = after.records[new], after.tasks.get(new)
        assert [piece.what for piece in record.evidence] == [f"材料{one}" for one in old], new
        for words, told in (("备注", record.note), ("理由", record.reason)):
            assert all(f"{words}{one}" in told for one in old), new
            assert told.count(words) == len(old), new
        assert (task.who if task else "") == "、".join(f"负责{one}" for one in old), new
        assert record.recheck == bool(old and kind not in UNTOUCHED), new
        if kind in UNTOUCHED:
            (only,) = old
            assert record.entry == before.records[only].entry, new
        if not old:
            assert record.is_blank, new
    assert len({row["new"] for row in truth().clauses if row["kind"] in UNTOUCHED}) > 20


def test_what_is_gone_or_has_no_place_is_kept(carried: Succession) -> None:
    former: dict[str, Any] = dict(carried.check.former)
    assert {one.clause.id for one in carried.departures} == set(truth().gone)
    before: Any = plain_self_check(carried.before)
    plain = before["clauses"]
    for name in truth().gone:
        kept = {key: value for key, value in former[name].items() if key != "task"}
        assert kept == plain[name]
        assert former[name]["task"]["who"] == f"负责{name}"
    for one in carried.unfit:
        assert one.source.id in former
    told = {one.source.id for one in carried.unfit} | set(truth().gone)
    assert set(former) == told


def test_every_answer_is_in_use_or_kept(carried: Succession) -> None:
    lineage = carried.forebear.lineage
    unfit = [(one.source.id, one.plain) for one in carried.unfit]
    for old, record in carried.before.records.items():
        heirs = lineage.heirs(old)
        for question in record.entry.answers:
            used = [
                name
                for new in heirs
                for one, name in lineage.questions(old, new)
                if one == question and name in carried.check.records[new].entry.answers
            ]
            kept = [plain for name, plain in unfit if name == old and question in str(plain)]
            assert used or kept or old in truth().gone, (old, question)
