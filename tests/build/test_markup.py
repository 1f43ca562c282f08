"""What the build reads of a page is what a browser makes of it, however it is written."""

from __future__ import annotations

import pytest

from macros.site.markup import Inline, Markup, read_markup

RIGHT = {
    "大写、不加引号": ('<A HREF=x ID=top>…</A><IMG Src="y">', ("x", "y"), {"top"}),
    "属性里的实体": ('<a href="?a=1&amp;b=&#x4e2d;" id="&lt;">…</a>', ("?a=1&b=中",), {"<"}),
    "没有值的属性": ("<a href hidden>…</a><input disabled id=i>", (), {"i"}),
    "写了两次的属性": ("<a href=1 href=2 id=a id=b>…</a>", ("1",), {"a"}),
    "自己结束的元素": ('<link rel="x" href="l"/><br id="b"/>', ("l",), {"b"}),
    "template 和 noscript 之内": (
        "<template id=t><a href=q></a></template><noscript><img src=n></noscript>",
        ("q", "n"),
        {"t"},
    ),
    "SVG 之内": (
        '<svg><a href="s"><use href="#u" xlink:href="#v"/></a><g id="g"/></svg>',
        ("s",),
        {"g"},
    ),
    "注释之内": ("<!-- <a href=z id=z> --><p>…</p>", (), set()),
    "脚本和样式之内": (
        "<script>let a = '<a href=z id=z>'</script><style>/*<a href=z>*/</style><a href=k>…</a>",
        ("k",),
        set(),
    ),
    "没有内容": ("", (), set()),
}


@pytest.mark.parametrize("name", RIGHT)
def test_links_and_what_they_lead_to(name: str) -> None:
    html, links, anchors = RIGHT[name]
    read = read_markup(html)
    assert read.links == links
    assert read.anchors == anchors


def test_texts_that_are_run_or_applied_are_kept_to_the_letter() -> None:
    scripts = ("", "if (a<b && c) {}", "<!-- x -->", "let d = '&amp;</p>'\n")
    styles = ('a > b::before { content: "<x>" }', "g {}")
    html = (
        "".join(f"<SCRIPT>{text}</SCRIPT>" for text in scripts)
        + f"<style>{styles[0]}</style><svg><style>{styles[1]}</style></svg>"
        + '<script type="text/plain">data</script><script src="s.js">never run</script><p>words'
    )
    assert read_markup(html) == Markup(
        anchors=frozenset(),
        links=("s.js",),
        inline=Inline(scripts=scripts, styles=styles, refused=()),
    )


def test_line_ends_are_those_that_a_browser_sees() -> None:
    assert read_markup("<script>a\r\nb\rc</script>").inline.scripts == ("a\nb\nc",)
