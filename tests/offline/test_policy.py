"""The policy of a page: what it says, and what it refuses to be written into a page."""

import base64
import hashlib

import pytest

from macros.site.markup import read_markup
from macros.site.policy import PolicyError, Setting, with_policy

PAGE = '<!doctype html><html><head><meta charset="utf-8"><title>题</title></head><body>{}</body></html>'
SERVER = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; object-src 'none'; "
    "frame-src 'none'; media-src 'none'; base-uri 'none'; form-action 'none'"
)
FOLDER = (
    "script-src-elem 'self' blob:; script-src-attr 'none'; connect-src 'none'; worker-src 'none'; "
    "manifest-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; object-src 'none'; "
    "frame-src 'none'; media-src 'none'; base-uri 'none'; form-action 'none'"
)


def meta(policy: str) -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_comes_before_anything_that_loads() -> None:
    html = PAGE.format("")
    expected = html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{meta(SERVER)}')
    assert with_policy(html) == expected


def test_the_policy_of_a_folder_connects_to_nothing() -> None:
    assert meta(FOLDER) in with_policy(PAGE.format(""), Setting.FOLDER)


def test_a_page_has_one_policy_however_often_it_gets_one() -> None:
    html = PAGE.format("<script>let a = 1</script>")
    assert with_policy(with_policy(html), Setting.FOLDER) == with_policy(html, Setting.FOLDER)


def test_inline_scripts_are_allowed_by_their_exact_text() -> None:
    texts = ("\n let a = '<b>' && 1; // &amp;\n", "let b", "let a")
    html = PAGE.format("".join(f"<script>{text}</script>" for text in (*texts, "let b")))
    hashes = sorted(digest(text) for text in texts)
    assert f"script-src 'self' 'wasm-unsafe-eval' {' '.join(hashes)};" in with_policy(html)


def test_data_and_loaded_scripts_need_no_hash() -> None:
    html = PAGE.format(
        '<script type="application/json">{"a": 1}</script><script type="module" src="a.js"></script>'
    )
    assert meta(SERVER) in with_policy(html)


def test_inline_modules_and_styles_are_hashed_where_they_belong() -> None:
    html = PAGE.format('<style>p { color: red }</style><script type="MODULE">let c</script>')
    inline = read_markup(html).inline
    assert (inline.scripts, inline.styles) == (("let c",), ("p { color: red }",))
    assert f"style-src 'self' {digest('p { color: red }')};" in with_policy(html)


def test_everything_that_no_policy_of_ours_allows_is_reported_at_once() -> None:
    html = PAGE.format(
        '<p onclick="go()">x</p><a href=" JavaScript:void(0)">y</a>'
        '<svg><rect style="fill: red" onload="z()"/></svg>'
    )
    with pytest.raises(PolicyError) as raised:
        with_policy(html)
    assert str(raised.value) == (
        "<p> 的 onclick 属性是内联脚本；<a> 的 href 是 javascript: 地址；"
        "<rect> 的 onload 属性是内联脚本；<rect> 有 style 属性，请写到样式表里"
    )


def test_a_page_without_a_head_is_refused() -> None:
    with pytest.raises(PolicyError, match=r"^页面没有 <head>$"):
        with_policy("<p>片段</p>")
