"""A whole self-check as one script, for browsers that no test library speaks to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qinglian_core.answers import Answer

_SCRIPT = """(async () => {
  const html = document.documentElement;
  const total = document.querySelector("[data-total]");
  const range = () => `${total.dataset.low}–${total.dataset.high}`;
  const until = async (come) => {
    for (let waited = 0; waited < 60000 && !come(); waited += 50) await new Promise((go) => setTimeout(go, 50));
  };
  await until(() => /failed|unsupported/.test(html.dataset.engine) || total.dataset.low);
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
  if (GIVEN.length) await until(() => range() === "68–99");
  await new Promise((go) => setTimeout(go, 1000));
  return { engine: html.dataset.engine, blank, answered: range() };
})()"""


def scenario(answers: Mapping[str, Mapping[str, Answer]]) -> str:
    """Return a script that gives ``answers`` and tells the sure range before and after; it waits for 68–99."""
    given = [
        pair
        for clause, own in answers.items()
        for question, answer in reversed(list(own.items()))
        for pair in _names(f"{clause}.{question}", answer)
    ]
    return _SCRIPT.replace("GIVEN", json.dumps(given))


def _names(name: str, answer: Answer) -> list[tuple[str, object]]:
    if isinstance(answer, dict):
        return [(f"{name}.{thing}", value) for thing, value in answer.items()]
    return [(name, answer)]
