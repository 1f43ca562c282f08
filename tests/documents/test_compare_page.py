"""The page that compares: files in, figures out, all in the browser, by keyboard too."""

import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from qinglian_core import Rubric
from tests.axe import ALL, BUT_COLOURS, COLOURS, SIZES, Rules, barriers, overflowing
from tests.documents.comparepage import LONG, ComparePage
from tests.documents.selfchecks import HOSTILE, Plain, complete, half_done, hostile, plain_check
from tests.holding import held
from tests.translation import translatable
from tests.web.selfcheckpage import SelfCheckPage

pytestmark = pytest.mark.browser

Open = Callable[[], ComparePage]
FIXED = re.compile(r"第[\d.]+条（|^[\d.]+([–至][\d.]+)?分|范围\d")
"""A clause or a score."""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser that has never seen the site, in the zone of its readers."""
    made = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    yield made
    made.close()


@pytest.fixture
def compare(context: BrowserContext, site_address: str) -> Iterator[ComparePage]:
    """Return the page; at the end it may have complained of nothing, and talked to nobody else."""
    page = ComparePage(context.new_page(), site_address)
    yield page
    assert page.faults == []
    assert page.hosts == {site_address.split("/")[2]}


@pytest.fixture
def files(tmp_path: Path, rubric: Rubric) -> list[Path]:
    """Return two self-checks of one unit and one of another, and a file that is none."""
    later: Plain = half_done(rubric)
    later["clauses"]["1.2"]["answers"]["training"] = "yes"
    later["clauses"]["6.2"]["evidence"][1]["ready"] = True
    later["dates"]["modified"] = "2024-12-31T23:30:00.000Z"
    later["period"] = ""
    written = {
        "first.json": half_done(rubric),
        "later.json": later,
        "other.json": {**complete(rubric), "unit": "另一局"},
    }
    for name, plain in written.items():
        (tmp_path / name).write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    return [tmp_path / name for name in (*written, "bad.json")]


def test_many_units(compare: ComparePage, files: list[Path]) -> None:
    compare.choose(files)
    expect(compare.status).to_have_text("已算出3份的结果，1份没有计入，原因列在下面。")
    refused = compare.page.locator("[data-refused] li")
    expect(refused).to_have_text(
        "bad.json：文件不是完整的 JSON，可能没有保存完或被改动过；请换用另一份保存的文件"
    )
    warning = compare.page.locator(".cp-warning")
    expect(warning).to_have_text("有几份写了相同的单位：某某局。请核对是否重复。")
    header, *rows = compare.table("各单位的自评合计")
    assert header[:5] == ["单位", "合计", "已答", "拿不准", "缺的材料"]
    assert rows[0][:5] == ["某某局 2024年，first.json", "未填完 3至98分", "2/43条", "0条", "1件"]
    assert rows[2][:3] == ["另一局 2024年，other.json", "49.5分 1至99分", "43/43条"]
    spreads = compare.table("各项的自评最低")
    assert spreads[1] == ["合计", "99分", "1个", "49.5分", "49.5分", "1至99分"]
    clauses = compare.table("按丢分的单位数排列")
    assert clauses[1][0] == "第1.1条"
    assert clauses[1][2:] == ["2分", "3个", "3分", "0个", "0个"]
    assert [text for text in translatable(compare.page) if FIXED.search(text)] == []


def test_the_workbook_of_many_units(compare: ComparePage, files: list[Path]) -> None:
    compare.choose(files)
    name, data = compare.download(compare.excel)
    assert name.startswith("3个单位-汇总-")
    book = openpyxl.load_workbook(io.BytesIO(data))
    saved = [row[5] for row in book["文件"].iter_rows(values_only=True)]
    assert saved[:3] == ["最后保存", "2024-06-01 16:00", "2025-01-01 07:30"]
    rows = list(book["各单位"].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["某某局", "某某局", "另一局"]
    assert [row[2] for row in rows[1:]] == ["未填完", "未填完", 49.5]
    assert [row[1] for row in book["文件"].iter_rows(values_only=True)][1:] == ["已计入"] * 3 + [
        "未计入"
    ]


def test_one_unit_over_time(compare: ComparePage, files: list[Path]) -> None:
    compare.choose([files[1], files[0]])
    expect(compare.page.get_by_role("radio", name="前后对照")).to_be_checked()
    bars = compare.page.locator(".cp-bars li")
    expect(bars.nth(0)).to_contain_text("第1次（2024年）未填完，范围3至98分，已答2/43条")
    expect(bars.nth(1)).to_contain_text("第2次（2025-01-01）未填完，范围4至98分，已答3/43条")
    trend = compare.table("各项前后的分数")
    assert trend[1] == ["合计", "未填完 3至98分", "未填完 4至98分"]
    step = compare.page.locator(".cp-step")
    expect(step.get_by_role("button")).to_have_text(
        "第1次（2024年） → 第2次（2025-01-01），2条有变化"
    )
    changes = step.locator(".cp-changes > li")
    expect(changes.nth(0)).to_contain_text("第1.2条（2分） 未定，范围1至2分 → 自评2分，范围2分")
    expect(changes.nth(0)).to_contain_text("是否组织开展了相关培训学习？：未答 → 是")
    expect(changes.nth(1)).to_contain_text("会议记录：缺 → 已备")
    assert [text for text in translatable(compare.page) if FIXED.search(text)] == []
    href = changes.nth(0).locator("a").get_attribute("href")
    assert href == "../criteria/01/#c1-2"
    name, data = compare.download(compare.excel)
    assert name.startswith("某某局-前后对照-")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["走势", "变化", "文件", "说明"]


def test_self_checks_of_this_browser_can_be_chosen(
    compare: ComparePage, context: BrowserContext, site_address: str
) -> None:
    let_go = held(context, "**/assets/runtime/*.bin")
    check = SelfCheckPage(context.new_page(), site_address)
    check.page.goto(check.address)
    expect(check.root).to_have_attribute("data-working", re.compile("."))
    check.fill("unit", "甲局")
    check.answer("1.1", {"missing": 1})
    check.page.get_by_role("button", name="我的自查").click()
    check.page.get_by_role("button", name="新建一份").click()
    expect(check.field("unit")).to_have_value("")
    check.fill("unit", "乙局")
    check.answer("1.1", {"missing": 2})
    let_go()
    check.page.close()
    compare.page.get_by_role("button", name="从这个浏览器里选").click()
    dialog = compare.page.get_by_role("dialog", name="从这个浏览器里选")
    expect(dialog.locator("li b")).to_have_text(["乙局", "甲局"])
    take = dialog.get_by_role("button", name="放到一起看")
    expect(take).to_be_disabled()
    assert barriers(compare.page, "dialog[open]") == []
    for box in dialog.get_by_role("checkbox").all():
        box.check()
    take.click()
    compare.wait()
    assert [row[:4] for row in compare.table("各项前后的分数")[1:2]] == [
        ["合计", "未填完 2至98分", "未填完 1至97分"]
    ]
    expect(compare.page.locator(".cp-warning")).to_contain_text("甲局、乙局")


def test_files_can_be_dropped_and_added_and_cleared(
    compare: ComparePage, files: list[Path]
) -> None:
    compare.drop({"first.json": files[0].read_bytes()})
    compare.wait()
    expect(compare.page.get_by_role("radio", name="汇总")).to_be_checked()
    compare.page.get_by_role("radio", name="前后对照").check()
    expect(compare.status).to_have_text("前后对照至少要两份，请再选一份。")
    expect(compare.excel).to_be_disabled()
    compare.drop({"later.json": files[1].read_bytes(), "图.png": b"\x89PNG\xff"})
    expect(compare.status).to_contain_text("已算出2份的结果", timeout=LONG)
    expect(compare.page.locator("[data-refused] li")).to_have_text(
        "图.png：不是文本文件，或者编码认不出来；请选择从自查页“保存到文件”得到的文件，用别的软件改过的请另存为 UTF-8"
    )
    compare.page.get_by_role("button", name="清空重选").click()
    expect(compare.status).to_have_text("已清空，可以重新选择。")
    expect(compare.page.locator("[data-results]")).to_be_empty()
    expect(compare.page.get_by_role("button", name="选择文件", exact=True)).to_be_focused()


def test_only_bad_files(compare: ComparePage, files: list[Path]) -> None:
    compare.page.set_input_files('input[data-pick="files"]', str(files[3]))
    expect(compare.status).to_have_text("没有可用的自查。", timeout=LONG)
    expect(compare.excel).to_be_disabled()


def test_hostile_files_stay_text(compare: ComparePage, rubric: Rubric) -> None:
    name = "<img src=x onerror=alert(1)>.json"
    compare.drop(
        {
            name: json.dumps(hostile(rubric)).encode(),
            "b.json": json.dumps(plain_check(rubric, {}, unit=HOSTILE[6])).encode(),
        }
    )
    compare.wait()
    expect(compare.page.locator("[data-results] :is(script, img, b:has(> script))")).to_have_count(
        0
    )
    expect(compare.page.locator("[data-results]")).to_contain_text("=cmd()<b>&")
    expect(compare.page.locator("[data-results]")).to_contain_text(name)


def test_by_keyboard_alone(compare: ComparePage, files: list[Path]) -> None:
    page = compare.page
    page.on("filechooser", lambda _chooser: None)  # 等到要用时才开始截取，有时来不及
    page.locator("h1").evaluate("heading => { heading.tabIndex = -1; heading.focus(); }")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="选择文件", exact=True)).to_be_focused()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files([str(file) for file in files[:2]])
    compare.wait()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="前后对照")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="汇总")).to_be_checked()
    expect(page.get_by_role("heading", name="各单位")).to_be_visible(timeout=LONG)
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("heading", name="走势")).to_be_visible(timeout=LONG)
    page.keyboard.press("Tab")
    expect(compare.excel).to_be_focused()
    with page.expect_download(timeout=LONG):
        page.keyboard.press("Enter")
    step = page.locator(".cp-step button")
    step.focus()
    page.keyboard.press("Enter")
    expect(step).to_have_attribute("aria-expanded", "false")


@pytest.mark.slow
def test_five_hundred_files_with_progress(
    compare: ComparePage, tmp_path: Path, rubric: Rubric
) -> None:
    paths = []
    for number in range(500):
        plain = half_done(rubric)
        plain["unit"] = f"单位{number}"
        plain["clauses"]["1.1"]["answers"]["missing"] = number % 4
        path = tmp_path / f"{number:03}.json"
        path.write_text(json.dumps(plain), encoding="utf-8")
        paths.append(path)
    paths.insert(250, tmp_path / "坏.json")
    paths[250].write_text("[]", encoding="utf-8")
    page = compare.page
    page.evaluate(
        "() => { window.said = []; new MutationObserver(() => said.push("
        "document.querySelector('[data-status]').textContent)).observe("
        "document.querySelector('[data-status]'), {childList: true, subtree: true}); }"
    )
    compare.choose(paths)
    expect(compare.status).to_contain_text("已算出500份的结果，1份没有计入")
    said = page.evaluate("said")
    assert any(words.startswith("已读 ") for words in said), said
    assert len(compare.table("各单位的自评合计")) == 201
    page.get_by_role("button", name="列出其余300个单位（下载的 Excel 里都有）").click()
    assert len(compare.table("各单位的自评合计")) == 501
    expect(page.locator('.cp-frame[aria-label^="各单位的自评合计"]')).to_be_focused()


def many(folder: Path, rubric: Rubric, number: int) -> list[Path]:
    """Return so many files of different units."""
    paths = []
    for index in range(number):
        plain = {**half_done(rubric), "unit": f"单位{index}"}
        paths.append(folder / f"{index:03}.json")
        paths[-1].write_text(json.dumps(plain), encoding="utf-8")
    return paths


def test_reading_can_be_stopped_and_what_was_read_is_kept(
    compare: ComparePage, tmp_path: Path, rubric: Rubric
) -> None:
    compare.page.evaluate(
        """() => new MutationObserver((_, observer) => {
          if (!document.querySelector("[data-read]").textContent.startsWith("20/")) return;
          observer.disconnect();
          document.querySelector("[data-stop]").click();
        }).observe(document.querySelector("[data-read]"), {childList: true})"""
    )
    compare.choose(many(tmp_path, rubric, 200))
    told = compare.status.inner_text()
    found = re.fullmatch(
        r"已停止：选了200份，读了(\d+)份，其余(\d+)份没有读。已算出(\d+)份的结果。", told
    )
    assert found, told
    read, unread, counted = map(int, found.groups())
    assert 20 <= read <= 30
    assert (read + unread, counted) == (200, read)
    assert len(compare.table("各单位的自评合计")) == read + 1
    expect(compare.page.locator("[data-reading]")).to_be_hidden()
    name, data = compare.download(compare.excel)
    assert name.startswith(f"{read}个单位-汇总-")
    book = openpyxl.load_workbook(io.BytesIO(data))
    notes = [str(row[0]) for row in book["说明"].iter_rows(values_only=True)]
    assert f"选了200个文件，读到一半停止了：其余{unread}个没有读，也没有计入。" in notes
    compare.page.get_by_role("radio", name="前后对照").check()
    expect(compare.page.get_by_role("heading", name="走势")).to_be_visible(timeout=LONG)
    expect(compare.page.locator(".cp-bars li")).to_have_count(read)


def test_reading_can_be_stopped_before_python_has_started(
    compare: ComparePage, files: list[Path]
) -> None:
    page = compare.page
    page.route("**/runtime/**", lambda _route: None)  # 一直不答
    page.set_input_files('input[data-pick="files"]', [str(file) for file in files])
    page.get_by_role("button", name="停止").click()
    expect(compare.status).to_have_text("已停止：选了4份，读了0份，其余4份没有读。没有可用的自查。")
    expect(page.get_by_role("button", name="选择文件", exact=True)).to_be_focused()


SCREENS = ((1280, 900, ALL), (390, 900, SIZES), (320, 256, BUT_COLOURS))


@pytest.mark.parametrize(
    "screens",
    [SCREENS[:1], pytest.param(SCREENS, marks=pytest.mark.thorough)],
    ids=["one screen", "every screen"],
)
def test_axe_finds_no_barrier(
    browser: Browser,
    site_address: str,
    files: list[Path],
    screens: Sequence[tuple[int, int, Rules]],
) -> None:
    context = browser.new_context()
    compare = ComparePage(context.new_page(), site_address)
    page = compare.page
    assert barriers(page) == []
    compare.choose(files)
    for way, heading in (("汇总", "各单位"), ("前后对照", "走势")):
        page.get_by_role("radio", name=way).check()
        expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=LONG)
        for width, height, rules in screens:
            page.set_viewport_size({"width": width, "height": height})
            assert barriers(page, rules=rules) == [], width
            assert overflowing(page) == [], width
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        assert barriers(page, rules=COLOURS) == []
        page.emulate_media(forced_colors="active")
        assert barriers(page, rules=SIZES) == []
        page.emulate_media(color_scheme="light", reduced_motion="null", forced_colors="none")
    context.close()
