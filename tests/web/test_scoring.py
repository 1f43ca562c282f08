"""What is answered on the page is scored on the page: by Python, exactly, at once."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from qinglian_core import assess, decode_answers
from qinglian_core.scoring.result import result_object
from tests.patience import spare_time
from tests.web.answering import everything_missing, favourable
from tests.web.selfcheckpage import ENDS, STARTED

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from qinglian_core import Rubric
    from tests.web.conftest import Tab
    from tests.web.selfcheckpage import SelfCheckPage

pytestmark = pytest.mark.browser

VECTORS = Path(__file__).resolve().parent.parent / "vectors"
SCENARIOS = sorted(VECTORS.glob("scenario-*.json"))
USUALLY = {f"scenario-{name}" for name in ("small-bureau", "floors", "estimates-over-ranges")}
KEYS = (*ENDS, "estimate")
HEADLINE = "[data-show=headline]"
LISTEN_IN = """
  window.tried = new Map();
  window.Worker = class extends window.Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({data}) => {
        if (!tried.has(data.id)) return;
        tried.set(data.id, JSON.parse(data.text));
        document.documentElement.dataset.tried = [...tried.values()].filter(Boolean).length;
      });
    }
    postMessage(order) {
      if (order.text && JSON.parse(order.text).op === "dryrun") tried.set(order.id, null);
      super.postMessage(order);
    }
  };
"""
"""Keeps the replies to the sample answers by which the page warms up."""


def test_a_blank_form_promises_nothing(fresh: SelfCheckPage, rubric: Rubric) -> None:
    assert fresh.total == {
        "low": "1",
        "high": "99",
        "envelope_low": "0",
        "envelope_high": "99",
        "estimate": None,
    }
    scores = fresh.all_scores()
    assert list(scores) == [clause.id for clause in rubric.clauses]
    assert {name for name, score in scores.items() if score["estimate"] is not None} == set()
    expect(fresh.total_place.locator(HEADLINE)).to_have_text("还没有估分 · 至少1，最多99")


def test_warming_up_answers_every_clause_and_changes_nothing(
    context: BrowserContext, tab: Tab, rubric: Rubric
) -> None:
    spare_time(context)
    one = tab()
    one.page.add_init_script(LISTEN_IN)
    one.open()
    rounds = 4
    all_heard = str(rounds * len(rubric.clauses))
    expect(one.page.locator("html")).to_have_attribute("data-tried", all_heard, timeout=STARTED)
    replies: list[dict[str, Any]] = one.page.evaluate("[...tried.values()]")
    assert all(reply["ok"] for reply in replies)
    clauses = [reply["value"]["clause"] for reply in replies]
    assert {one["id"] for one in clauses if one["status"] != "blank"} == {
        clause.id for clause in rubric.clauses
    }
    one.answer("1.1", favourable(rubric.clauses[0]))
    one.expect_total({"low": "3", "high": "99"})


@pytest.mark.parametrize(
    "one_by_one",
    [False, pytest.param(True, marks=pytest.mark.thorough)],
    ids=["at once", "one by one"],
)
def test_all_favourable_is_68_to_99(
    fresh: SelfCheckPage, rubric: Rubric, *, one_by_one: bool
) -> None:
    answers = {clause.id: favourable(clause) for clause in rubric.clauses}
    if one_by_one:
        for clause, given in answers.items():
            fresh.answer(clause, given)
    else:
        fresh.give({clause: {"answers": given} for clause, given in answers.items()})
    fresh.expect_total({"low": "68", "high": "99", "estimate": None})
    expect(fresh.total_place.locator(HEADLINE)).to_have_text(
        "13条还没有估，其余30条68分 · 至少68，最多99"
    )


def test_everything_missing_is_1_to_32(fresh: SelfCheckPage, rubric: Rubric) -> None:
    fresh.give({clause.id: {"answers": everything_missing(clause)} for clause in rubric.clauses})
    fresh.expect_total({"low": "1", "high": "32", "estimate": None})


def test_own_estimates_complete_the_estimate(fresh: SelfCheckPage, rubric: Rubric) -> None:
    for clause in rubric.clauses:
        if not clause.has_rule:
            fresh.estimate(clause.id, "0.5")
    fresh.expect_total({"low": "1", "high": "99", "estimate": None})
    fresh.give({clause.id: {"answers": favourable(clause)} for clause in rubric.clauses})
    fresh.expect_total({"low": "68", "high": "99", "estimate": "74.5"})
    expect(fresh.total_place.locator(HEADLINE)).to_have_text("74.5分（自己估的）· 至少68，最多99")


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path, id=path.stem, marks=() if path.stem in USUALLY else [pytest.mark.thorough]
        )
        for path in SCENARIOS
    ],
)
def test_scenarios_typed_in_give_their_scores(
    worn: SelfCheckPage, rubric: Rubric, path: Path
) -> None:
    for case in json.loads(path.read_bytes())["cases"]:
        worn.begin()
        worn.give(case["answers"])
        worn.expect_scored()
        worn.expect_total(case["total"])
        assert worn.all_scores() == {
            name: {key: score[key] for key in KEYS} for name, score in case["expect"].items()
        }
        assert list(case["expect"]) == [clause.id for clause in rubric.clauses]


def test_the_page_shows_the_ledger_of_the_core(fresh: SelfCheckPage, rubric: Rubric) -> None:
    answers = {
        clause.id: {"answers": everything_missing(clause)}
        for clause in rubric.clauses
        if clause.questions
    }
    fresh.give(answers)
    fresh.expect_scored()
    fresh.expect_total({"high": "32"})
    result: Any = result_object(assess(rubric, decode_answers(rubric, answers)))
    for clause in result["clauses"]:
        lines = fresh.card(clause["id"]).locator("[data-ledger] > li").all_inner_texts()
        assert lines == [line["text"] for line in clause["ledger"]]


def test_projects_and_items_are_shown_with_their_ranges(
    fresh: SelfCheckPage, rubric: Rubric
) -> None:
    fresh.page.get_by_role("tab", name="结果").click()
    result: Any = result_object(assess(rubric, {}))
    for level in ("project", "item"):
        for total in result[f"{level}s"]:
            row = fresh.page.locator(f'[data-results] [data-figures="{level}:{total["id"]}"]')
            low, high = total["low"], total["high"]
            expect(row.locator("[data-show=range]")).to_have_text(f"{low}至{high}分")
    fresh.page.get_by_role("tab", name="填写").click()


def test_the_ledger_behind_any_figure_is_one_press_away(
    fresh: SelfCheckPage, rubric: Rubric
) -> None:
    fresh.page.get_by_role("tab", name="结果").click()
    for of, clauses in (
        ("total", rubric.clauses),
        ("project:power", [c for item in rubric.projects[1].items for c in item.clauses]),
        ("item:13", rubric.items[12].clauses),
    ):
        fold = fresh.page.locator(f'[data-ledgers="{of}"]')
        fold.locator("summary").first.click()
        points = [(clause.label, f"{Decimal(clause.points).normalize():f}") for clause in clauses]
        heads = [f"{label}（{amount}分）" for label, amount in points]
        expect(fold.locator("[data-to]")).to_have_text(heads, use_inner_text=True)
        fold.locator("summary").first.click()
    fresh.page.get_by_role("tab", name="填写").click()


def test_between_an_answer_and_its_score_nothing_waits(fresh: SelfCheckPage) -> None:
    """How long it takes is for ``make bench``; here no timer of the page ever rings."""
    assert fresh.page.evaluate(_WITHOUT_TIMERS) > 20


_WITHOUT_TIMERS = """async () => {
  const { setTimeout: later, requestAnimationFrame } = window;
  window.setTimeout = window.requestAnimationFrame = () => 0;
  try {
    const total = document.querySelector('[data-total]');
    const radios = [...document.querySelectorAll('[data-shape=choice]')]
      .slice(0, 30)
      .map(group => group.querySelector('input[type=radio]:not(:disabled)'))
      .filter(Boolean);
    for (const radio of radios) await new Promise((scored, fail) => {
      later(() => fail(new Error(`没有等到得分：${radio.name}`)), 60_000);
      const observer = new MutationObserver(() => { observer.disconnect(); scored(); });
      observer.observe(total, {attributes: true});
      radio.click();
    });
    return radios.length;
  } finally {
    Object.assign(window, { setTimeout: later, requestAnimationFrame });
  }
}"""
