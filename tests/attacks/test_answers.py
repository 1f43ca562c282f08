"""What a server sends with each file, and the policy that each page brings along: no file without, and none laxer."""

from __future__ import annotations

import fnmatch
import http.client
import re
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from macros.tools.cache import package_files
from tests.offline.nginx import sample, serving

if TYPE_CHECKING:
    from pathlib import Path

META = '<meta http-equiv="Content-Security-Policy"'
LASTING = "public, max-age=31536000, immutable"
ASKED = "no-cache"
NAMED = re.compile(r"-([0-9a-f]{12})\.(?:js|json|bin)$")
ALLOWED = {"'none'", "'self'", "'wasm-unsafe-eval'", "data:", "blob:"}
"""``data:`` for images, ``blob:`` for scripts of the folder, which are made of files that have been checked."""
PORTABLE = "portable"
LOADING = ("script", "link", "style", "img", "iframe", "object", "embed")


def policies(html: str) -> list[str]:
    """Return the policies of a page that nothing precedes which loads."""
    before = html.partition(META)[0]
    assert not any(f"<{element}" in before for element in LOADING)
    metas = BeautifulSoup(html, "html.parser").select('meta[http-equiv="Content-Security-Policy"]')
    return [str(one["content"]) for one in metas]


def pages(site: Path) -> dict[str, str]:
    """Return every page of the site and of the copy to take along, by its name."""
    found = {str(path.relative_to(site)): path.read_text("utf-8") for path in site.rglob("*.html")}
    (archive,) = site.glob("*-portable.zip")
    with zipfile.ZipFile(archive) as packed:
        names = [name for name in packed.namelist() if name.endswith(".html")]
        return found | {name: packed.read(name).decode() for name in names}


def test_every_page_has_one_policy_that_lets_nothing_in(site: Path) -> None:
    found = pages(site)
    assert len(found) > 50
    hashes: set[str] = set()
    for name, html in found.items():
        (policy,) = policies(html)
        rules = {kind: set(rest.split()) for kind, _, rest in map(_parted, policy.split("; "))}
        for kind in ("object-src", "base-uri", "form-action", "frame-src"):
            assert rules[kind] == {"'none'"}, name
        if PORTABLE in name:
            assert rules["connect-src"] == rules["worker-src"] == {"'none'"}, name
            hashes |= rules["script-src-elem"] - {"'self'", "blob:"}
        else:
            assert rules["default-src"] == {"'none'"}, name
            assert rules["script-src"] == {"'self'", "'wasm-unsafe-eval'"}, name
            assert rules["connect-src"] == rules["worker-src"] == {"'self'"}, name
        assert set().union(*rules.values()) <= ALLOWED | hashes, name
    # 双击打开的副本里，旧地址的网页有一行跳到新地址的脚本
    assert len(hashes) == 1
    assert hashes.pop().startswith("'sha256-")


def _parted(rule: str) -> tuple[str, str, str]:
    return rule.partition(" ")


@pytest.mark.server
def test_every_answer_of_the_sample_configuration_is_guarded(
    root: Path, site: Path, tmp_path: Path
) -> None:
    """Scripts of workers too, which know no policy but that of their own answer; and answers that are no file."""
    files = [path.relative_to(site).as_posix() for path in package_files(site)]
    with serving(site, tmp_path / "nginx", sample(root)) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for path in (
            *files,
            "",
            "self-check/",
            "criteria",
            "nosuch",
            "assets/runtime/nosuch-0123456789ab.js",
        ):
            connection.request("HEAD", f"/{path}")
            answer = connection.getresponse()
            answer.read()
            told = answer.headers
            assert told["X-Content-Type-Options"] == "nosniff", path
            assert told["Referrer-Policy"] == "no-referrer", path
            policy = told["Content-Security-Policy"]
            assert policy.endswith("; frame-ancestors 'self'"), path
            assert (
                set(" ".join(rule.split(" ", 1)[1] for rule in policy.split("; ")).split())
                <= ALLOWED
            )
            if answer.status == http.HTTPStatus.OK:
                assert told["Cache-Control"] == (LASTING if NAMED.search(path) else ASKED), path
        connection.close()


def test_what_is_kept_for_good_is_named_by_its_contents(site: Path) -> None:
    named = {path: NAMED.search(path.name) for path in package_files(site)}
    lasting = {path: found[1] for path, found in named.items() if found}
    assert len(lasting) > 20
    for path, digest in lasting.items():
        assert sha256(path.read_bytes()).hexdigest().startswith(digest), path
    folders = {path.parent.name for path in lasting}
    assert folders == {"data", "exports", "runtime", "workbench"}
    rest = {
        path for folder in folders for path in (site / "assets" / folder).iterdir()
    } - lasting.keys()
    assert rest == set()


@pytest.mark.parametrize("name", ["nginx.conf", "apache.htaccess", "Caddyfile"])
def test_the_sample_configurations_keep_the_same_files_for_good(root: Path, name: str) -> None:
    text = (root / "docs" / "server" / name).read_text(encoding="utf-8")
    patterns = set(re.findall(r"-\[0-9a-f\].*?\$", text))
    assert patterns == {NAMED.pattern.replace("(", "", 1).replace(")", "", 1).replace("?:", "")}
    assert LASTING in text
    assert ASKED in text


@pytest.mark.parametrize("name", ["nginx.conf", "apache.htaccess", "Caddyfile"])
def test_the_sample_configurations_send_every_header(root: Path, name: str) -> None:
    text = (root / "docs" / "server" / name).read_text(encoding="utf-8")
    for header in (
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Cache-Control",
    ):
        assert fnmatch.filter(text.splitlines(), f"*{header} *"), header
