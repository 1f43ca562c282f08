"""How well and how fast the search answers the lists of queries, beside the library that came nearest."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from macros.search.documents import search_script
from tests.search.evaluation import edition_search_data, evaluate, score
from tests.search.page import served, write_page
from tests.search.querylist import EXACT, read_queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.search.evaluation import Evaluation
    from tests.search.querylist import Query

ENGINES = {"ours": "本站", "minisearch": "MiniSearch"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]

TYPING = """async (words) => {
  const field = document.querySelector("#q-search-field");
  const times = [];
  for (const word of words) {
    const letters = [...word];
    for (let length = 1; length <= letters.length; length += 1) {
      field.value = letters.slice(0, length).join("");
      const began = performance.now();
      field.dispatchEvent(new InputEvent("input"));
      document.querySelector(".q-search").getBoundingClientRect();
      times.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  return times.sort((a, b) => a - b);
}"""


def rows(root: Path, chromium: str) -> Iterator[tuple[str, str]]:
    """Yield what was measured and the result."""
    data = edition_search_data(root)
    lists = query_lists()
    asked = [query.q for group in lists.values() for query in group]
    for engine, name in ENGINES.items():
        evaluation = evaluate(data, asked, engine)
        for title, group in lists.items():
            yield from score_rows(f"检索｜{name}｜{title}", evaluation, group)
        yield f"检索｜{name}｜建索引（Node）", f"{evaluation.build:.0f} ms"
        spent = f"{evaluation.p95:.1f} ms，其中处理器时间 {evaluation.effort:.1f} ms"
        yield f"检索｜{name}｜每次按键 p95（Node）", spent
    yield "检索｜每次按键 p95（Chromium，含显示）", f"{p95_in_browser(root, data, chromium):.1f} ms"
    script = search_script(data).encode()
    size = len(gzip.compress(script)) / 1024
    yield (
        "检索｜数据",
        f"{len(script) / 1024:.0f} KB，gzip 后 {size:.0f} KB，第一次打开检索时才下载",
    )


def query_lists() -> dict[str, list[Query]]:
    """Return the groups of queries that are scored apart."""
    listed = read_queries("queries.yaml").queries
    return {
        "调试用例": [query for query in listed if not query.holdout],
        "留作检验的用例": [query for query in listed if query.holdout],
        "调好之后另写的用例": list(read_queries("unseen.yaml").queries),
    }


def score_rows(
    title: str, evaluation: Evaluation, group: Sequence[Query]
) -> Iterator[tuple[str, str]]:
    """Yield the scores of one group: exact kinds and the others."""
    for exact, kinds in ((True, "词语、数字等"), (False, "口语、近义、错字")):
        fared = score(evaluation, group, exact=exact)
        shares = f"第一位 {fared.first:.1%}，前三位 {fared.three:.1%}"
        yield f"{title}｜{kinds}（{fared.count} 条）", shares


def p95_in_browser(root: Path, data: dict[str, object], chromium: str) -> float:
    """Return the 95th percentile, in ms, from a letter in the field to the results laid out."""
    words = [query.q for query in read_queries("queries.yaml").queries if query.kind in EXACT][:60]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        write_page(root, Path(name), data)
        with served(Path(name)) as address:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            page = browser.new_page()
            page.goto(f"{address}?q=三会一课")
            page.locator("[data-search-result]").first.wait_for()
            times: list[float] = page.evaluate(TYPING, words)
            browser.close()
    return times[int(len(times) * 0.95)]
