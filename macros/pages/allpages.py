"""All pages of an edition, by path."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .addresses import clause_anchor
from .changes import changes_pages
from .compare import PATH as COMPARE
from .compare import render_compare
from .criteria import criteria_page
from .glossary import glossary_page
from .home import home_page
from .items import all_items_page, item_page
from .maintain import PATH as MAINTAIN
from .maintain import render_maintain
from .method import method_page
from .pagecontext import Page, PageContext, open_context
from .selfcheck import render_self_check
from .successions import ALONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from macros.loading.editions import Publication

    from .home import Download
    from .successions import Kin


def render_pages(
    publication: Publication,
    downloads: Sequence[Download] = (),
    compiled: Path | None = None,
    kin: Kin = ALONE,
) -> dict[str, str]:
    """Return the Markdown of every page of ``publication`` by path inside the edition.

    The current edition, which lies at the root of the site, has its criteria once more below its id, where they stay.
    ``downloads`` are the files offered on the home page; ``compiled`` is where compiled templates may be kept;
    ``kin`` are the other editions.
    """
    context = open_context(publication, compiled, kin)
    pages = [
        *_criteria_pages(context, downloads),
        self_check_page(context),
        compare_page(context),
        glossary_page(context),
        method_page(context),
        *maintain_pages(context),
    ]
    lasting = replace(context, folder=context.lasting)
    twins = _criteria_pages(lasting, downloads) if context.lasting else ()
    return dict([*map(context.source, pages), *map(lasting.source, twins)])


def _criteria_pages(context: PageContext, downloads: Sequence[Download]) -> Iterator[Page]:
    """Yield the pages that have a lasting address."""
    yield home_page(context, downloads)
    yield criteria_page(context)
    yield from (item_page(context, item) for item in context.rubric.items)
    yield all_items_page(context)
    yield from changes_pages(context)


def self_check_page(context: PageContext) -> Page:
    """Return the self-check page; its body has modules and templates of its own."""
    return Page(
        path="self-check/",
        title="自查自评",
        description=(
            f"按《{context.rubric.title}》逐{context.rubric.words.clause}自查，浏览器当场算出能确定的分数范围和自评分，"
            "每一分都说明来由；答案只留在本机。"
        ),
        layout="check",
        body=render_self_check(context.publication, context.environment, context.kin.successions),
        entries=("selfcheck",),
        painted_at=clause_anchor(context.rubric.clauses[0].id),
        skip=("跳到第一问", clause_anchor(context.rubric.clauses[0].id)),
    )


def compare_page(context: PageContext) -> Page:
    """Return the page that compares; its body has modules and templates of its own."""
    return Page(
        path=COMPARE,
        title="对照与汇总",
        description=(
            f"按《{context.rubric.title}》自查得到的文件：同一{context.rubric.words.unit}前后几次的对照，许多{context.rubric.words.unit}的汇总；"
            "都在浏览器里计算，不上传。"
        ),
        layout="check",
        body=render_compare(context.publication, context.environment),
        entries=("compare",),
    )


def maintain_pages(context: PageContext) -> Iterator[Page]:
    """Yield the page on which the criteria are revised: one for the whole site, at its root."""
    if context.publication.prefix:
        return
    yield Page(
        path=MAINTAIN,
        title="修订与发布",
        description=(
            f"{context.rubric.words.criteria}修订以后，在浏览器里导入、修改、检查、预览，并重新生成整个网站；不用安装，不上传。"
        ),
        layout="check",
        body=render_maintain(context.rubric, context.environment),
        entries=("maintain",),
    )
