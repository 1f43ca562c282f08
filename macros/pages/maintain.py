"""The page on which a maintainer revises the criteria and publishes the site anew, in the browser.

It is rendered with nothing of the criteria in it: the scripts ask the workbench for them when somebody begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .environment import unindented

if TYPE_CHECKING:
    from jinja2 import Environment

    from qinglian_core.criteria.model import Rubric

PATH = "maintain/"
STEPS = (
    ("begin", "开始"),
    ("import", "导入"),
    ("review", "逐处看"),
    ("edit", "修改"),
    ("check", "检查"),
    ("publish", "发布"),
)
"""Each a tab, by the name that scripts know it by."""


def render_maintain(rubric: Rubric, environment: Environment) -> str:
    """Return the body of the page: one block of HTML."""
    template = environment.get_template("maintain/page.html.j2")
    return unindented(template.render(words=rubric.words, steps=STEPS))
