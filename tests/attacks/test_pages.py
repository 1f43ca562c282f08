"""Pages of a site whose criteria are attacks, with files that are attacks: everything is text, nothing runs."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from macros.loading.yamlsource import read_source
from tests.attacks.payloads import MARKUP, REFERENCES
from tests.attacks.schematexts import kind_of, texts_of
from tests.attacks.selfchecks import attacked_check
from tests.attacks.watching import watched
from tests.documents.comparepage import ComparePage
from tests.offline.pages import page_paths
from tests.web.maintainpage import LONG, MaintainPage
from tests.web.selfcheckpage import SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from macros.loading.editions import Publication
    from tests.attacks.watching import Watch

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ELSEWHERE = {
    # 只在导出的表格里
    "#/columns[]",
    "#/definitions/column/head",
    "#/definitions/clause/number",
    "#/unit_label",
    # 只在计分里：另一种读法改变的问题不显示，显示的是 why、main、other
    *(f"#/definitions/change/{key}" for key in ("ask", "hint", "other", "step", "unit")),
    # 只在检索里，和检索的结果里摘出的几个字
    "#/pages/items/text",
    "#/definitions/clause/search_words[]",
    "#/definitions/gap/phrases[]",
    "#/fillers[]",
    "#/lookalikes[]",
    "#/pages/items/words[]",
    "#/search_words[]",
    "#/synonyms[][]",
}
"""Places of texts that no page shows."""
STEPS = {
    f"#/definitions/{kind}/step"
    for kind in ("count", "each", "grade", "ratio", "tiers", "value", "yes_no")
}
"""Shown beside what was answered."""
NOT_PUBLISHED = "#/definitions/edition/label"
"""That of a draft; those of the others are shown."""
ANSWERS = {
    "1.1": {"ledger": "yes", "missing": 2},
    "1.2": {"things": {"seal": "no", "paper": "no", "key": "no", "other": 1}, "quality": "fair"},
    "2.1": {"patrols": 0},
}
"""What can still be done better."""


def written(project: Path, *editions: str) -> dict[str, str]:
    """Return every text of the criteria that a site is made of, and the place where it stands."""
    found: dict[str, str] = {}

    def note(kind: str, place: str, text: str) -> str:
        if place not in REFERENCES.get(kind, ()):
            found[text] = place
        return text

    rubric = project / "rubric"
    for path in (
        *rubric.glob("*.yaml"),
        *(each for one in editions for each in (rubric / one).rglob("*.yaml")),
    ):
        kind = kind_of(path)
        texts_of(project, kind).changed(read_source(path, path.name).data, partial(note, kind))
    return found


def test_every_text_of_the_criteria_is_shown_to_the_letter(
    browser: Browser, attacked: Path, attacked_site: Path, attacked_address: str
) -> None:
    with watched(browser, attacked_address) as watch:
        page = watch.context.new_page()
        for path in (*page_paths(attacked_site), "404.html"):
            page.goto(attacked_address + path)
            watch.look(page)
        # 地址里写什么也一样
        for query in ("台账", "自查自评", MARKUP):
            page.goto(f"{attacked_address}?q={quote(query)}#{quote(MARKUP)}")
            expect(page.locator("dialog[open] input")).to_have_value(query)
            expect(page.locator("dialog[open]").get_by_role("status")).to_have_text(
                re.compile("个|没有找到")
            )
            watch.look(page)
        texts = written(attacked, "before", "whole")
        unseen = {texts[text] for text in watch.unseen(set(texts))} - {NOT_PUBLISHED}
        assert unseen == ELSEWHERE | STEPS


def test_every_text_of_a_save_file_is_shown_to_the_letter(
    browser: Browser, attacked: Path, attacked_address: str, publication: Publication
) -> None:
    plain = attacked_check(publication.rubric)
    for clause, answers in ANSWERS.items():
        plain["clauses"][clause]["answers"] = answers
    file = json.dumps(plain).encode()
    with watched(browser, attacked_address) as watch:
        check = SelfCheckPage(watch.context.new_page(), attacked_address)
        check.open(f"#{quote(MARKUP)}")
        dialog = check.offer(f"{MARKUP}.json", file)
        watch.look(check.page)
        with check.replaced():
            dialog.get_by_role("button", name="打开这份").click()
        for tab in check.page.get_by_role("tab").all():
            tab.click()
            expect(tab).to_have_attribute("aria-selected", "true")
            watch.look(check.page)
        _print(check, watch)
        check.page.get_by_role("button", name="我的自查").click()
        expect(check.page.locator("[data-checks] [data-check]")).to_have_count(1)
        watch.look(check.page)
        assert watch.unseen(set(typed(plain))) == set()
        steps = {text for text, place in written(attacked, "whole").items() if place in STEPS}
        assert len(watch.unseen(steps)) < len(steps) - 2


def _print(check: SelfCheckPage, watch: Watch) -> None:
    """Lay the official table out for print, and look at it."""
    check.page.evaluate("() => { window.print = () => {}; }")
    check.page.get_by_role("tab", name="导出").click()
    check.page.get_by_role("button", name="打印或存成 PDF").click()
    expect(check.page.locator(".ex-sheet")).to_be_attached(timeout=LONG)
    watch.look(check.page)
    check.page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(check.page.locator(".ex-sheet")).to_have_count(0)


def typed(value: object) -> Iterator[str]:
    """Yield every attack in a save file."""
    if isinstance(value, str) and MARKUP in value:
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from typed(one)


def test_files_that_are_compared_stay_text(
    browser: Browser, attacked_address: str, publication: Publication
) -> None:
    checks = [attacked_check(publication.rubric, turn) for turn in range(2)]
    files = {f"{MARKUP}{turn}.json": json.dumps(one).encode() for turn, one in enumerate(checks)}
    with watched(browser, attacked_address) as watch:
        compare = ComparePage(watch.context.new_page(), attacked_address)
        compare.drop({**files, f"={MARKUP}.json": b"{"})
        compare.wait()
        watch.look(compare.page)
        for way in compare.page.get_by_role("radio").all():
            way.check()
            compare.wait()
            watch.look(compare.page)
        names = {
            *files,
            f"={MARKUP}.json",
            *(one["unit"] for one in checks if MARKUP in one["unit"]),
        }
        assert watch.unseen(names) == set()


def test_a_revision_is_shown_to_the_letter(
    browser: Browser, attacked: Path, attacked_address: str
) -> None:
    """A work file with the attacks, drafts too, and with one file that cannot be read, for the faults to quote."""
    rubric = attacked / "rubric"
    files = {
        path.relative_to(attacked).as_posix(): path.read_text(encoding="utf-8")
        for path in rubric.rglob("*")
        if path.is_file()
    }
    broken = 'rubric/whole/items/<img src="ql-attack.png" onerror="alert(1)">.yaml'
    work = {
        "format": "qinglian-workbench",
        "version": 1,
        "name": MARKUP,
        "release": MARKUP,
        "files": files,
    }
    with watched(browser, attacked_address) as watch:
        maintain = MaintainPage(watch.context.new_page(), attacked_address)
        page = maintain.page
        for more in ({}, {broken: MARKUP}):
            file = json.dumps({**work, "files": files | more}).encode()
            page.locator("[data-open-file]").set_input_files(
                {"name": f"{MARKUP}.json", "mimeType": "application/json", "buffer": file}
            )
            maintain.expect_opened()
            watch.look(page)
            if not more:
                page.get_by_role("tab", name="修改").click()
                page.get_by_label("哪一版").select_option(index=1)
                page.locator("[data-find]").fill("1.1")
                page.locator('[data-outline] [data-target*=\'"clause":"1.1"\']').first.click()
                expect(page.locator("[data-preview-card] article")).to_have_attribute(
                    "data-clause", "1.1", timeout=LONG
                )
            for tab in page.get_by_role("tab").all():
                tab.click()
                expect(tab).to_have_attribute("aria-selected", "true")
                watch.look(page)
            page.get_by_role("tab", name="开始").click()
        files[f"rubric/{MARKUP.replace('/', '').replace(chr(92), '')}.yaml"] = "名字比磁盘许可的长"
        page.locator("[data-open-file]").set_input_files(
            {
                "name": "长.json",
                "mimeType": "application/json",
                "buffer": json.dumps(work).encode(),
            }
        )
        expect(page.get_by_text("没有一个文件能叫").first).to_be_visible(timeout=LONG)
        # 说给读者的，也写进控制台
        assert [one for one in watch.record.complaints if "没有一个文件能叫" not in one] == []
        watch.record.complaints.clear()
