"""A whole self-check as one script, for browsers that no test library speaks to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.patience import UNTIL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qinglian_core.criteria.vocabulary import Answer

_SCRIPT = """(async () => {
  const html = document.documentElement;
  const root = document.querySelector("[data-self-check]");
  const total = document.querySelector("[data-total]");
  const range = () => `${total.dataset.low}–${total.dataset.high}`;
  const until = UNTIL;
  const settled = () => "working" in root.dataset && !("unscored" in root.dataset || "unkept" in root.dataset);
  await until(() => /failed|unsupported/.test(html.dataset.engine) || settled());
  const blank = range();
  for (const [name, value] of GIVEN) {
    const inputs = [...document.getElementsByName(name)];
    const radio = inputs.find((input) => input.type === "radio" && input.value === value);
    if (radio) radio.click();
    else {
      inputs[0].value = value;
      inputs[0].dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  await until(() => /failed|unsupported/.test(html.dataset.engine) || settled());
  return { engine: html.dataset.engine, blank, answered: range() };
})()"""


def scenario(answers: Mapping[str, Mapping[str, Answer]]) -> str:
    """Return a script that gives ``answers`` and tells the sure range before and after, scored and kept."""
    given = [
        pair
        for clause, own in answers.items()
        for question, answer in reversed(list(own.items()))
        for pair in _names(f"{clause}.{question}", answer)
    ]
    return _SCRIPT.replace("UNTIL", UNTIL).replace("GIVEN", json.dumps(given))


def _names(name: str, answer: Answer) -> list[tuple[str, object]]:
    if isinstance(answer, dict):
        return [(f"{name}.{thing}", value) for thing, value in answer.items()]
    return [(name, answer)]
