"""Save files: what is saved opens again, what is no save file changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.web.answering import favourable

if TYPE_CHECKING:
    from collections.abc import Callable

    from qinglian_core import Rubric
    from tests.web.selfcheckpage import SelfCheckPage

    Plain = dict[str, Any]

pytestmark = pytest.mark.browser

MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def plain_file(rubric: Rubric, **more: object) -> Plain:
    """Return the least that a save file of this edition holds, and ``more``."""
    return {
        "format": "qinglian-self-check",
        "version": 2,
        "edition": {"id": rubric.id, "digest": rubric.digest},
        **more,
    }


def written(file: object) -> bytes:
    """Return ``file`` as JSON."""
    return json.dumps(file, ensure_ascii=False).encode()


def test_a_saved_file_opens_as_a_further_self_check(fresh: SelfCheckPage, rubric: Rubric) -> None:
    fresh.fill("unit", "存盘局")
    fresh.give({clause.id: {"answers": favourable(clause)} for clause in rubric.clauses})
    fresh.expect_scored()
    fresh.expect_total({"low": "68", "high": "99"})
    path = Path(fresh.save().path())
    saved = path.read_bytes()
    handed = fresh.page.locator("[data-handed]")
    expect(handed).to_contain_text("已经做好，请在浏览器的下载里找")
    fresh.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    handed.get_by_role("button", name="复制内容").click()
    expect(handed.get_by_role("button", name="已复制")).to_be_visible()
    assert fresh.page.evaluate("navigator.clipboard.readText()") == saved.decode()
    file = json.loads(saved)
    assert (file["format"], file["edition"]["digest"]) == ("qinglian-self-check", rubric.digest)
    fresh.begin()
    fresh.fill("unit", "手头局")
    dialog = fresh.offer("自查.json", saved)
    expect(dialog).to_contain_text("打开“自查.json”")
    expect(dialog).to_contain_text("单位：存盘局")
    expect(dialog).to_contain_text("有回答的：30条")
    expect(dialog).to_contain_text("已经有一模一样的一份（存盘局）")
    with fresh.replaced():
        dialog.get_by_role("button", name="打开这份").click()
    fresh.expect_total({"low": "68", "high": "99"})
    assert fresh.field("unit").input_value() == "存盘局"
    dialog = fresh.offer("改过.json", written({**file, "unit": "改过局"}))
    expect(dialog).to_contain_text("打开后是“我的自查”里新的一份")
    with fresh.replaced():
        dialog.get_by_role("button", name="打开这份").click()
    resume = fresh.page.locator('[data-door="resume"]')
    expect(resume).to_have_text("接着填", use_inner_text=True)
    resume.click()
    first = next(clause.id for clause in rubric.clauses if not clause.has_rule)
    expect(fresh.card(first)).to_be_focused()
    fresh.page.get_by_role("button", name="我的自查").click()
    names = fresh.page.locator("[data-checks] [data-name]")
    for place, name in enumerate(["改过局", "存盘局", "手头局"]):
        expect(names.nth(place)).to_have_text(name)
    assert names.all_inner_texts().count("存盘局") == 1
    fresh.page.get_by_role("button", name="打开：手头局").click()
    expect(fresh.field("unit")).to_have_value("手头局")
    fresh.expect_total({"low": "1", "high": "99"})


def test_declining_leaves_everything_as_it_was(fresh: SelfCheckPage, rubric: Rubric) -> None:
    fresh.fill("unit", "手头局")
    dialog = fresh.offer("别的.json", written(plain_file(rubric, unit="别的局")))
    dialog.get_by_role("button", name="不打开").click()
    fresh.page.get_by_role("button", name="我的自查").click()
    expect(fresh.page.locator("dialog[open] [data-checks] [data-name]")).not_to_have_count(0)
    names = fresh.page.locator("[data-checks] [data-name]").all_inner_texts()
    assert "别的局" not in names
    assert fresh.field("unit").input_value() == "手头局"
    fresh.page.get_by_role("button", name="关闭").click()


def many(rubric: Rubric, number: int) -> bytes:
    """Return a file of so many answers."""
    answers = {str(index): 0 for index in range(number)}
    return written(plain_file(rubric, clauses={"1.1": {"answers": answers}}))


REFUSED: dict[str, tuple[Callable[[Rubric], bytes], str]] = {
    "empty": (lambda _: b"", "不是完整的 JSON"),
    "picture": (lambda _: b"\x89PNG\r\n\x1a\n\x00\xff", "不是文本文件"),
    "foreign": (lambda _: b'{"name": "package", "version": "1.0.0"}', "这不是本站保存的自查文件"),
    "truncated": (
        lambda rubric: written(plain_file(rubric, unit="某局"))[:-9],
        "不是完整的 JSON",
    ),
    "newer": (lambda rubric: written(plain_file(rubric, version=99)), "由更新的版本保存"),
    "too-much": (
        lambda rubric: written(plain_file(rubric, clauses={"14.3": {"estimate": "1000"}})),
        "超过了本条的 6 分",
    ),
    "no-such-clause": (
        lambda rubric: written(plain_file(rubric, clauses={"99.1": {}})),
        "细则里没有第99.1条",
    ),
    "not-a-number": (
        lambda rubric: written(
            plain_file(rubric, clauses={"1.1": {"answers": {"missing": 7}}})
        ).replace(b": 7", b": NaN"),
        "不是完整的 JSON",
    ),
    "huge-number": (
        lambda rubric: written(
            plain_file(rubric, clauses={"1.1": {"answers": {"missing": 7}}})
        ).replace(b": 7", b": 1e999"),
        "不是完整的 JSON",
    ),
    "prototype": (
        lambda rubric: written(plain_file(rubric, clauses={"__proto__": {"answers": {}}})),
        "细则里没有第__proto__条",
    ),
    "huge": (lambda _: b'"' + b"x" * 17_000_000 + b'"', "文件太大"),
    "gigantic": (lambda _: b" " * 21_000_000, "文件太大"),
    "deep": (lambda _: b"[" * 1_000_000, "文件的层次太深"),
    "rather-deep": (lambda _: b"[" * 999 + b"]" * 999, "文件的层次太深"),
    "deep-and-whole": (
        lambda rubric: written(plain_file(rubric, former={"9.9": 7})).replace(
            b": 7", b": " + b'{"a":[' * 100_000 + b"]}" * 100_000
        ),
        "文件的层次太深",
    ),
    "as-many-answers-as-fit": (
        lambda rubric: many(rubric, 1_000_000),
        "文件里的内容太多",
    ),
    "more-answers-than-are-told-of": (
        lambda rubric: many(rubric, 90_000),
        "第1.1条没有标识为“0”的问题",
    ),
    "a-great-many-clauses": (
        lambda rubric: written(plain_file(rubric, clauses={str(n): {} for n in range(2_000)})),
        "细则里没有第0条",
    ),
}


HUGE = ("as-many-answers-as-fit",)
"""Takes a page ten times as long to refuse as the others do."""


@pytest.fixture(scope="module")
def begun(worn: SelfCheckPage) -> SelfCheckPage:
    """Return a self-check with one answer, which nothing that is refused changes."""
    worn.begin()
    worn.answer("1.1", {"missing": 1})
    worn.expect_scored()
    return worn


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=pytest.mark.thorough if kind in HUGE else ()) for kind in REFUSED],
)
def test_what_is_no_save_file_changes_nothing(
    begun: SelfCheckPage, rubric: Rubric, tmp_path: Path, kind: str
) -> None:
    make, message = REFUSED[kind]
    file = tmp_path / f"{kind}.json"
    file.write_bytes(make(rubric))
    before = begun.total
    sheet = begun.root.get_attribute("data-working")
    dialog = begun.offer_file(file)
    expect(dialog).to_contain_text(f"没有打开“{kind}.json”")
    expect(dialog).to_contain_text("什么都没有改动")
    expect(dialog.locator("[data-opening-body]")).to_contain_text(message)
    expect(dialog.get_by_role("button", name="打开这份")).to_be_hidden()
    dialog.get_by_role("button", name="关闭").click()
    expect(dialog).to_be_hidden()
    begun.expect_scored()
    assert begun.root.get_attribute("data-working") == sheet
    assert begun.total == before
    assert begun.field("1.1.missing").input_value() == "1"


def test_names_of_prototypes_are_only_names(fresh: SelfCheckPage, rubric: Rubric) -> None:
    names = ("__proto__", "constructor", "toString", "prototype")
    former = {name: {"polluted": "yes", "note": name} for name in names}
    file = plain_file(rubric, unit="constructor", former=former)
    dialog = fresh.offer("proto.json", written(file))
    dialog.get_by_role("button", name="打开这份").click()
    expect(fresh.field("unit")).to_have_value("constructor")
    fresh.answer("1.1", {"missing": 1})
    fresh.expect_clause("1.1", {"low": "1", "high": "1"})
    assert fresh.page.evaluate("[{}.polluted, [].polluted, ''.polluted]") == [None] * 3
    assert json.loads(Path(fresh.save().path()).read_bytes())["former"] == former
    fresh.expect_kept()
    fresh.reload()
    assert fresh.field("unit").input_value() == "constructor"
    assert json.loads(Path(fresh.save().path()).read_bytes())["former"] == former


def test_markup_in_every_text_is_only_text(fresh: SelfCheckPage, rubric: Rubric) -> None:
    texts = dict.fromkeys(("what", "where", "date", "who"), MARKUP)
    record = {"note": MARKUP, "reason": MARKUP, "evidence": [{**texts, "ready": False}]}
    file = plain_file(
        rubric,
        unit=MARKUP,
        period=MARKUP,
        assessor=MARKUP,
        clauses={clause.id: record for clause in rubric.clauses},
        tasks={"14.3": {"who": MARKUP, "done": False}},
    )
    alerts: list[str] = []
    fresh.page.on("dialog", lambda dialog: alerts.append(dialog.message))
    dialog = fresh.offer(f"{MARKUP[:9]}.json", written(file))
    expect(dialog).to_contain_text(MARKUP)
    dialog.get_by_role("button", name="打开这份").click()
    expect(fresh.field("unit")).to_have_value(MARKUP)
    fresh.page.get_by_role("tab", name="下一步").click()
    expect(fresh.page.locator('[data-work-row="14.3"]')).to_contain_text("补齐材料1份：<img")
    fresh.page.get_by_role("button", name="我的自查").click()
    expect(fresh.page.locator("[data-checks]")).to_contain_text("<img")
    fresh.page.get_by_role("button", name="关闭").click()
    fresh.page.get_by_role("tab", name="填写").click()
    assert fresh.page.locator(".sc img, .sc script").count() == 0
    assert fresh.page.locator(".sc a[href^='<'], .sc a[href^='javascript']").count() == 0
    assert alerts == []


def test_a_file_of_another_edition_tells_what_becomes_of_it(
    fresh: SelfCheckPage, rubric: Rubric
) -> None:
    digests = {clause.id: clause.digest for clause in rubric.clauses}
    clauses: Plain = {name: {"digest": digest} for name, digest in digests.items() if name != "2.4"}
    clauses["1.1"]["answers"] = {"missing": 1}
    clauses["1.2"] |= {"answers": {"system": "yes"}, "digest": "0" * 16}
    clauses["1.3"] |= {"answers": {"study": "yes", "once": "yes"}, "digest": "1" * 16}
    clauses["99.1"] = {"answers": {"old": "yes"}, "digest": "2" * 16}
    file = plain_file(rubric, clauses=clauses, unit="旧版局")
    file["edition"] = {"id": rubric.id, "digest": "f" * 64}
    dialog = fresh.offer("旧版.json", written(file))
    expect(dialog).to_contain_text("这份是按另一版细则填的")
    body = dialog.locator("[data-opening-body]")
    told = body.locator("p, li").all_inner_texts()
    assert told[5:] == [
        "这份是按另一版细则填的。打开以后：",
        "条文和计分办法没有变，原样带过来：",
        "第1.1条",
        "计分办法改过，带过来以后请核对：",
        "第1.2条",
        "第1.3条",
        "用不上的回答，留在文件里：",
        told[12],
        "现在的细则里没有这样的条文了，内容留在文件里：",
        "原来的第99.1条　回答1问",
        "新增的条，还没有填：",
        "第2.4条",
        "打开后是“我的自查”里新的一份；现在正在填写的一份不变，随时可以换回来。",
    ]
    assert told[12] == "第1.3条没有标识为“once”的问题"
    dialog.get_by_role("button", name="打开这份").click()
    fresh.expect_clause("1.1", {"low": "1", "high": "1"})
    chip = fresh.page.get_by_role("button", name="要复核 2")
    chip.click()
    shown = fresh.page.locator("[data-clause]:visible")
    expect(shown).to_have_count(2)
    fresh.card("1.2").get_by_role("button", name="已复核").click()
    expect(fresh.page.get_by_role("button", name="要复核 1")).to_be_visible()
    fresh.page.locator("[data-filter=all]").click()
    saved = Path(fresh.save().path()).read_bytes()
    marked = [name for name, one in json.loads(saved)["clauses"].items() if one.get("recheck")]
    assert marked == ["1.3"]
    fresh.offer("再打开.json", saved).get_by_role("button", name="打开这份").click()
    expect(fresh.page.get_by_role("button", name="要复核 1")).to_be_visible()
    expect(fresh.card("1.3").get_by_text("细则改过，请复核")).to_be_visible()


AGED = """() => new Promise(done => {
  const request = indexedDB.open('qinglian');
  request.onsuccess = () => {
    const transaction = request.result.transaction('checks', 'readwrite');
    const checks = transaction.objectStore('checks');
    checks.getAll().onsuccess = event => {
      for (const check of event.target.result) {
        check.file.edition.digest = 'e'.repeat(64);
        check.file.clauses['1.1'].digest = '0'.repeat(16);
        checks.put(check);
      }
    };
    transaction.oncomplete = () => { request.result.close(); done(); };
  };
})"""
"""Makes what the browser keeps look as if the criteria had changed since."""


def test_what_was_kept_under_an_older_text_is_carried_over_with_a_list(
    check: SelfCheckPage,
) -> None:
    check.fill("unit", "某局")
    check.answer("1.1", {"missing": 1})
    check.answer("1.2", {"system": "yes"})
    check.expect_kept()
    check.page.evaluate(AGED)
    check.reload()
    assert check.field("unit").input_value() == ""
    alert = check.page.locator("[data-alerts]")
    expect(alert).to_contain_text("“某局”是按改动以前的细则填的")
    alert.get_by_role("button", name="看看改了什么，接着填").click()
    dialog = check.page.locator("dialog[open]")
    expect(dialog).to_be_visible()
    told = dialog.locator("[data-opening-body]").locator("p, li").all_inner_texts()
    assert told[5:-1] == [
        "这份是按另一版细则填的。打开以后：",
        "条文和计分办法没有变，原样带过来：",
        "第1.2条",
        "计分办法改过，带过来以后请核对：",
        "第1.1条",
    ]
    dialog.get_by_role("button", name="打开这份").click()
    check.expect_clause("1.1", {"low": "1", "high": "1"})
    expect(check.card("1.1").get_by_text("细则改过，请复核")).to_be_visible()
    check.page.get_by_role("button", name="我的自查").click()
    rows = check.page.locator("[data-checks] [data-check]")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).get_by_text("按改动以前的细则填的")).to_be_hidden()
    expect(rows.nth(1).get_by_text("按改动以前的细则填的")).to_be_visible()


def test_a_file_of_version_1_opens(fresh: SelfCheckPage, root: Path) -> None:
    old = next((root / "tests/core/savefiles").glob("*1*.json"))
    dialog = fresh.offer(old.name, old.read_bytes())
    expect(dialog.get_by_role("button", name="打开这份")).to_be_visible()
    dialog.get_by_role("button", name="不打开").click()
