"""Modules given as data: importable, after everything that Python has already."""

import base64
import json
import marshal
import sys
from collections.abc import Iterator

import pytest

from qinglian_core import AnswerError
from qinglian_core.browser import Service
from qinglian_core.browser.extension import Extension, extend
from tests.core.filed import EDITION


def module(source: str, *, package: bool = False) -> dict[str, object]:
    code = compile(source, "<test>", "exec")
    return {"code": base64.b64encode(marshal.dumps(code)).decode(), "package": package}


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Take away what a test made importable."""
    yield
    sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, Extension)]
    for name in [name for name in sys.modules if name.split(".")[0] in ("addon", "other")]:
        del sys.modules[name]


ADDON = {
    "addon": module("", package=True),
    "addon.words": module("HELLO = '你好'"),
    "addon.entry": module(
        "from .words import HELLO\n"
        "import json\n"
        "def install(service, data):\n"
        "    service.offer('greet', lambda request: HELLO + data + request['name'])\n"
    ),
    "json": module("raise ImportError"),
}


def test_a_package_offers_its_operations() -> None:
    service = Service()
    request = {"op": "extend", "code": {"entry": "addon.entry", "modules": ADDON}, "data": "，"}
    reply = json.loads(service.handle(json.dumps(request)))
    assert reply["ok"] is True
    assert "greet" in reply["value"]["operations"]
    reply = json.loads(service.handle(json.dumps({"op": "greet", "name": "世界"})))
    assert reply == {"ok": True, "value": "你好，世界"}


def test_extending_again_replaces_what_was_there() -> None:
    extend({"entry": "addon", "modules": {"addon": module("", package=True)}})
    extend({"entry": "other", "modules": {"other": module("N = 1")}})
    assert [type(one) for one in sys.meta_path].count(Extension) == 1
    with pytest.raises(ModuleNotFoundError):
        __import__("addon.words")


def test_what_is_no_package_holds_no_modules() -> None:
    extend({"entry": "other", "modules": {"other": module(""), "other.below": module("")}})
    with pytest.raises(ModuleNotFoundError, match="'other' is not a package"):
        __import__("other.below")


def test_what_is_not_as_it_should_be_is_a_fault() -> None:
    with pytest.raises(AnswerError) as raised:
        extend({"modules": {"addon": {"code": "", "package": 1, "more": 2}}})
    assert [fault.code for fault in raised.value.faults] == ["Q001", "Q002", "Q004", "Q003"]
    assert json.loads(Service().handle(json.dumps({"op": "extend"})))["ok"] is False


def test_the_core_itself_needs_no_extension() -> None:
    assert json.loads(Service().handle(json.dumps({"op": "load", "rubric": EDITION})))["ok"] is True
