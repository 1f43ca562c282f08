"""Every way the runtime can fail, brought about for real.

Within a bounded time the reader knows what happened and what to do, and a retry works once the cause is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import CHROMIUM_FLAGS, TEST_FLAGS
from tests.runtime.conftest import POLICY
from tests.runtime.scenario import expected_result
from tests.runtime.serving import StaticServer, Treatment
from tests.runtime.test_start import PLAIN, READY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from macros.runtime import RuntimeManifest

pytestmark = pytest.mark.browser

WORDS = {
    "missing": (
        "网站多半已经更新：这个页面要用的文件，服务器上没有了。",
        "请刷新页面，填的内容不会丢；刷新后仍然这样，请告诉网站的维护人员重新发布。",
    ),
    "short": (
        "计分程序的文件没有下载完整，连接中途断开了。",
        "请检查网络连接，然后点“重试”。",
    ),
    "altered": (
        "下载到的计分程序文件与发布的不一致，为安全起见没有使用。",
        "请点“重试”；仍然不一致，多半是网络中的代理或缓存改动了文件，请告诉网站的维护人员。",
    ),
    "server": (
        "服务器暂时不能提供计分程序的文件。",
        "请过一会儿点“重试”；一直不行，请告诉网站的维护人员。",
    ),
    "network": ("连接不到服务器。", "请检查网络连接，然后点“重试”。"),
    "stalled": ("等了很久，没有再收到计分程序的数据。", "请检查网络连接，然后点“重试”。"),
    "memory": ("内存不够，计分程序无法运行。", "请关闭一些程序或网页，然后点“重试”。"),
    "policy": (
        "浏览器或单位的安全策略不允许运行 WebAssembly，计分程序无法启动。",
        "请换一个浏览器打开本页，或请信息技术人员放行本网站的 WebAssembly。",
    ),
    "blocked": (
        "计分程序长时间没有回应，重新启动后仍是这样。",
        "请点“重试”；仍然不行，请刷新页面。",
    ),
    "unsupported": (
        "这个浏览器缺少计分程序需要的功能（WebAssembly）。",
        "请换用较新的浏览器（如 Chromium 88 以上内核的浏览器）打开本页；表格仍可阅读和打印。",
    ),
}
# 快照路径用到的文件里，快照本身坏了还能换一条路，其余的都不行
NEEDED = ["worker", "module", "wasm", "lock"]


def failed(code: str) -> dict[str, object]:
    """Return what the host page reports of a failure."""
    message, remedy = WORDS[code]
    state = "unsupported" if code == "unsupported" else "failed"
    return {
        "state": state,
        "way": "",
        "build": None if code == "unsupported" else "current",
        "code": code,
        "message": message,
        "remedy": remedy,
        "prepared": 0,
    }


def altered(body: bytes) -> bytes:
    """Return ``body`` with one bit changed in the middle."""
    middle = len(body) // 2
    return body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]


def file_of(runtime: RuntimeManifest, role: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a file of the current edition."""
    name = runtime.current.files[role].name
    return name, (runtime.folder / name).read_bytes()


@pytest.mark.parametrize("kind", ["text/html", "text/plain; charset=gbk", "application/x-whatever"])
def test_the_types_of_a_server_do_not_matter(
    host: Page, server: StaticServer, runtime: RuntimeManifest, kind: str
) -> None:
    for role in ("wasm", "snapshot", "lock"):
        server.treat(runtime.current.files[role].name, Treatment(kind=kind))
    assert host.evaluate("host.open()") == READY


def test_altered_files_are_not_used(
    host: Page, server: StaticServer, runtime: RuntimeManifest
) -> None:
    for role in NEEDED:
        name, body = file_of(runtime, role)
        server.treat(name, Treatment(body=altered(body)))
        assert (role, host.evaluate("host.open()")) == (role, failed("altered"))
        server.treat(name, None)
    assert host.evaluate("host.retry()") == READY


@pytest.mark.thorough
def test_altered_files_of_the_plain_way_are_not_used(
    host: Page, server: StaticServer, runtime: RuntimeManifest
) -> None:
    server.treat(runtime.current.files["snapshot"].name, Treatment(status=404, body=b""))
    for role in ("data", "stdlib", "wheel"):
        name, body = file_of(runtime, role)
        server.treat(name, Treatment(body=altered(body)))
        assert (role, host.evaluate("host.open()")) == (role, failed("altered"))
        server.treat(name, None)
    assert host.evaluate("host.retry()") == PLAIN


def test_an_altered_snapshot_is_passed_by(
    host: Page, server: StaticServer, runtime: RuntimeManifest, rubric: dict[str, Any]
) -> None:
    others = runtime.current.files.keys() - {*NEEDED, "data", "stdlib", "wheel"}
    assert others
    for role in others:
        name, body = file_of(runtime, role)
        server.treat(name, Treatment(body=altered(body)))
        assert (role, host.evaluate("host.open()")) == (role, PLAIN)
        assert host.evaluate("host.ask('assess', {clauses: {}})") == {
            "value": expected_result(rubric, {})
        }
        server.treat(name, None)


@pytest.mark.parametrize(
    ("treatment", "code"),
    [
        pytest.param(Treatment(status=404, body=b""), "missing", id="missing"),
        pytest.param(
            Treatment(status=503, body=b""), "server", id="server error", marks=pytest.mark.thorough
        ),
        pytest.param(Treatment(cut=100_000), "short", id="cut short"),
        pytest.param(
            Treatment(body=b"<html>login</html>", kind="text/html"),
            "short",
            id="a login page",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            Treatment(body=bytes(20_000_000)), "altered", id="too long", marks=pytest.mark.thorough
        ),
        pytest.param(Treatment(stall_after=100_000), "stalled", id="stalled"),
    ],
)
def test_a_wasm_that_does_not_come_fails_soon_and_can_be_retried(
    host: Page, server: StaticServer, runtime: RuntimeManifest, treatment: Treatment, code: str
) -> None:
    name = runtime.current.files["wasm"].name
    server.treat(name, treatment)
    report = host.evaluate("host.open({patience: {fetching: 3}})")
    assert report == failed(code)
    server.treat(name, None)
    assert host.evaluate("host.retry()") == READY


def test_a_broken_copy_in_the_cache_is_fetched_anew_without_a_question(
    host: Page, server: StaticServer, runtime: RuntimeManifest
) -> None:
    name, body = file_of(runtime, "wasm")
    kept = {"Cache-Control": "max-age=600"}
    server.treat(name, Treatment(body=altered(body), headers=kept))
    host.evaluate("name => fetch(`/runtime/${name}`).then((answer) => answer.arrayBuffer())", name)
    server.treat(name, None)
    assert host.evaluate("host.open()") == READY


def test_no_network_at_all(host: Page) -> None:
    host.evaluate("host.open()")
    host.context.set_offline(True)
    host.evaluate("host.engine.run({fresh: true})")
    assert host.evaluate("host.report()") == {**failed("network"), "way": "snapshot", "prepared": 1}
    host.context.set_offline(False)
    assert host.evaluate("host.retry()") == {**READY, "prepared": 2}


@pytest.mark.slow
def test_a_slow_network_is_waited_for_as_long_as_bytes_arrive(
    host: Page, server: StaticServer, runtime: RuntimeManifest
) -> None:
    for role in ("wasm", "snapshot"):
        server.treat(runtime.current.files[role].name, Treatment(speed=400_000))
    report = host.evaluate("host.open({patience: {fetching: 2}})")
    assert report == READY
    assert host.evaluate("host.progress.length") > 100


def test_a_policy_that_forbids_wasm(host: Page, server: StaticServer) -> None:
    server.headers["Content-Security-Policy"] = POLICY.replace(" 'wasm-unsafe-eval'", "")
    host.reload()
    assert host.evaluate("host.open()") == failed("policy")


def test_a_worker_killed_while_it_works_is_replaced_and_knows_everything_again(
    host: Page, rubric: dict[str, Any]
) -> None:
    host.evaluate("host.open()")
    asked = "host.ask('assess', {clauses: {}}, {patience: 3})"
    value = host.evaluate(
        f"() => {{ const answer = {asked}; host.workers[0].terminate(); return answer; }}"
    )
    assert value == {"value": expected_result(rubric, {})}
    assert host.evaluate("host.report()") == {**READY, "prepared": 2}
    assert host.evaluate("host.states") == ["loading", "ready", "loading", "ready"]


def test_a_worker_that_hangs_is_replaced(host: Page, rubric: dict[str, Any]) -> None:
    host.evaluate("host.open()")
    host.workers[0].evaluate("() => void setTimeout(() => { for (;;); }, 0)")
    value = host.evaluate("host.ask('assess', {clauses: {}}, {patience: 3})")
    assert value == {"value": expected_result(rubric, {})}
    assert host.evaluate("host.report()") == {**READY, "prepared": 2}


def test_workers_that_always_die_are_given_up_until_a_retry(host: Page) -> None:
    host.evaluate("host.mortal = true")
    report = host.evaluate("host.open({patience: {answering: 2}})")
    # 每次都在第一个回答之后停止：准备工作的下一个请求再也等不到回答
    assert {key: report[key] for key in ("state", "code", "message", "remedy")} == {
        key: failed("blocked")[key] for key in ("state", "code", "message", "remedy")
    }
    assert host.evaluate("host.workers.length") == 3
    host.evaluate("host.mortal = false")
    assert host.evaluate("host.retry()")["state"] == "ready"


def test_after_a_failure_questions_are_refused_at_once(
    host: Page, server: StaticServer, runtime: RuntimeManifest
) -> None:
    server.treat(runtime.current.files["wasm"].name, Treatment(status=404, body=b""))
    host.evaluate("host.open()")
    refusal = host.evaluate("host.ask('assess', {clauses: {}})")
    assert refusal == {"error": "EngineFault", "code": "missing", "faults": []}


@pytest.fixture
def starved(
    request: pytest.FixtureRequest, browser: Browser, chromium: str, server: StaticServer
) -> Iterator[Page]:
    """Return the host page in a browser whose JavaScript engine is limited by a flag."""
    limited = browser.browser_type.launch(
        executable_path=chromium, args=[*CHROMIUM_FLAGS, f"--js-flags={request.param}"]
    )
    page = limited.new_page()
    page.goto(f"{server.address}/host/index.html")
    yield page
    limited.close()


@pytest.mark.parametrize("starved", ["--wasm-max-mem-pages=400"], indirect=True)
def test_too_little_memory_to_start(starved: Page) -> None:
    assert starved.evaluate("host.open()") == failed("memory")


@pytest.mark.parametrize("starved", ["--wasm-max-mem-pages=490"], indirect=True)
def test_too_little_memory_for_a_request(starved: Page, rubric: dict[str, Any]) -> None:
    starved.evaluate("host.open()")
    huge = "host.ask('assess', {clauses: {}, more: 'x'.repeat(20e6)})"
    assert starved.evaluate(huge) == {"error": "EngineFault", "code": "memory", "faults": []}
    value = starved.evaluate("host.ask('assess', {clauses: {}})")
    assert value == {"value": expected_result(rubric, {})}


def test_a_browser_without_webassembly(browser: Browser, server: StaticServer) -> None:
    page = browser.new_page()
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(f"{server.address}/host/index.html")
    assert page.evaluate("host.open()") == failed("unsupported")
    page.close()


@pytest.fixture
def intranet(browser: Browser, chromium: str, server: StaticServer) -> Iterator[Page]:
    """Return the host page under a name, over plain http: no secure context, so no crypto.subtle."""
    named = browser.browser_type.launch(
        executable_path=chromium,
        args=[*TEST_FLAGS, "--host-resolver-rules=MAP intranet.test 127.0.0.1"],
    )
    page = named.new_page()
    page.goto(server.address.replace("127.0.0.1", "intranet.test") + "/host/index.html")
    yield page
    named.close()


def test_plain_http_on_an_intranet(intranet: Page) -> None:
    assert intranet.evaluate("[isSecureContext, typeof crypto.subtle]") == [False, "undefined"]
    assert intranet.evaluate("host.open()") == READY


def test_altered_files_are_noticed_on_an_intranet_too(
    intranet: Page, server: StaticServer, runtime: RuntimeManifest
) -> None:
    for role in NEEDED:
        name, body = file_of(runtime, role)
        server.treat(name, Treatment(body=altered(body)))
        assert (role, intranet.evaluate("host.open()")) == (role, failed("altered"))
        server.treat(name, None)


def test_a_script_served_as_plain_text_is_refused_with_words(
    host: Page, server: StaticServer, runtime: RuntimeManifest
) -> None:
    server.treat(runtime.current.files["worker"].name, Treatment(kind="text/plain"))
    report = host.evaluate("host.open()")
    assert (report["state"], report["code"]) == ("failed", "refused")
