"""Handing in from the self-check page: the very documents that the command line makes."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from macros.documents.shared.csvjson import form_csv, form_json
from macros.documents.shared.form import filled_form
from macros.documents.shared.tables import Annex
from macros.documents.shared.worddocument import word_document
from macros.documents.shared.workbook import form_workbook
from qinglian_core import Rubric
from qinglian_core.selfcheck.opening import open_self_check
from tests.axe import barriers
from tests.documents.package import parts
from tests.documents.pdfpages import pages_of
from tests.documents.selfchecks import half_done
from tests.patience import eventually

pytestmark = pytest.mark.browser
LONG = 120_000


@pytest.fixture(scope="module")
def page(
    browser: Browser, site_address: str, rubric: Rubric, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """Return the self-check page with a file opened in it, at the exports."""
    path = tmp_path_factory.mktemp("check") / "自查.json"
    path.write_text(json.dumps(half_done(rubric), ensure_ascii=False), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{site_address}self-check/")
    expect(page.locator("html[data-engine=ready]")).to_be_attached(timeout=LONG)
    page.set_input_files("input[data-file]", str(path))
    page.locator("[data-accept]").click()
    expect(page.locator('[data-heading="unit"]')).to_have_value("某某局")
    page.get_by_role("tab", name="导出").click()
    yield page
    context.close()
    assert faults == []


def press(page: Page, button: Locator) -> tuple[str, bytes]:
    with page.expect_download(timeout=LONG) as waiting:
        button.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_documents_are_those_of_the_command_line(
    page: Page, rubric: Rubric, template: bytes
) -> None:
    name, data = press(page, page.get_by_role("button", name="JSON"))
    found = json.loads(data)
    day = found["made"]
    assert name == f"某某局-自评-{day}.json"
    check = open_self_check(rubric, json.dumps(found["check"])).check
    form = filled_form(rubric, check, day)
    assert data == form_json(form)
    status = page.locator("[data-export-status]")
    expect(status).to_contain_text(f"“{name}”已经做好，请在浏览器的下载里找")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    status.get_by_role("button", name="复制内容").click()
    expect(status.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == data.decode()
    assert press(page, page.get_by_role("button", name="CSV")) == (
        f"某某局-自评-{day}.csv",
        form_csv(form),
    )
    for annex in ("得分明细", "下一步"):
        page.get_by_role("checkbox", name=annex).check()
    name, data = press(page, page.get_by_role("button", name="Word", exact=True))
    assert name == f"某某局-自评-{day}.docx"
    made = word_document(template, form, (Annex.BRIEFING, Annex.LEDGER, Annex.STEPS))
    assert parts(data) == parts(made)
    name, data = press(page, page.get_by_role("button", name="Excel", exact=True))
    assert parts(data) == parts(form_workbook(form))
    assert openpyxl.load_workbook(io.BytesIO(data))["官方表"]["E5"].value == 1
    expect(status).to_contain_text("请换用 Edge、Chrome 等浏览器打开本页")
    expect(status.get_by_role("button")).to_have_count(0)


def test_the_official_table_on_paper(page: Page, rubric: Rubric, tmp_path: Path) -> None:
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.get_by_role("button", name="打印或存成 PDF").click()
    expect(page.locator(".ex-sheet")).to_be_attached(timeout=LONG)
    assert page.evaluate("window.printed") is True  # 同一步里排好并交给打印
    path = tmp_path / "print.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".ex-sheet")).to_have_count(0)
    expect(page.get_by_role("button", name="Word", exact=True)).to_be_visible()
    pages = pages_of(path)
    for one in pages:
        assert (round(one.width), round(one.height)) == (842, 595)
        words = [word.text for word in one.words]
        assert [words.count(name) for name in rubric.table.heads] == [1] * 5
    text = "".join(one.text for one in pages)
    assert text.count("自评合计：未填完") == 1
    assert "自查自评" not in text


def test_python_that_starts_anew_is_given_the_exports_again(page: Page) -> None:
    press(page, page.get_by_role("button", name="CSV"))
    (stopped,) = page.workers
    stopped.evaluate("setTimeout(() => { throw new Error('stopped by the test'); })")
    eventually(page, lambda: stopped in page.workers, wanted=False)
    name, _ = press(page, page.get_by_role("button", name="CSV"))
    assert name.startswith("某某局-自评-")


def test_axe_finds_no_barrier(page: Page) -> None:
    assert barriers(page, "#sc-view-export") == []


def test_a_form_that_is_gone_is_told_and_asked_for_again(
    browser: Browser, site_address: str
) -> None:
    context = browser.new_context(locale="zh-CN")
    context.route("**/assets/data/form-*", lambda route: route.fulfill(status=404))
    page = context.new_page()
    page.goto(f"{site_address}self-check/")
    expect(page.locator("html[data-engine=ready]")).to_be_attached(timeout=LONG)
    page.get_by_role("tab", name="导出").click()
    page.get_by_role("button", name="Word", exact=True).click()
    expect(page.locator("[data-export-status]")).to_have_text(
        "没有做成：网站多半已经更新：这个页面要用的文件，服务器上没有了。"
        "请刷新页面，填的内容不会丢；刷新后仍然这样，请告诉网站的维护人员重新发布。"
    )
    context.unroute("**/assets/data/form-*")
    name, data = press(page, page.get_by_role("button", name="Word", exact=True))
    assert name.startswith("未填单位-自评-")
    assert data
    context.close()
