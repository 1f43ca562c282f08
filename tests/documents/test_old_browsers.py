"""Real Chromium 88 and 103 make the very documents that the command line makes."""

import base64
import json
from collections.abc import Callable, Iterator

import pytest

from macros.documents.shared.form import filled_form
from macros.documents.shared.tables import Annex
from macros.documents.shared.worddocument import word_document
from macros.documents.shared.workbook import form_workbook
from qinglian_core import Rubric
from qinglian_core.selfcheck.opening import open_self_check
from tests.documents.package import parts
from tests.patience import awaited
from tests.runtime.devtools import OldBrowser, OldPage

pytestmark = [pytest.mark.browser, pytest.mark.legacy]

LONG = 180_000
CATCH = """
window.made = [];
URL.createObjectURL = blob => { window.made.push(blob); return 'blob:caught'; };
URL.revokeObjectURL = () => {};
HTMLAnchorElement.prototype.click = function () { window.madeName = this.download; };
"""
TAKE = """
window.made.length ? window.made.shift().arrayBuffer().then(buffer => {
  let text = '';
  for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
  return btoa(text);
}) : ''
"""


def wait_for(page: OldPage, expression: str) -> str:
    """Return the value of ``expression`` once it is true."""
    status = "(document.querySelector('[data-export-status]') || {}).textContent"
    return str(
        awaited(
            lambda: page.evaluate(expression),
            lambda: (expression, page.evaluate(status), page.complaints()),
            LONG,
        )
    )


@pytest.fixture(scope="module", params=[88, 103])
def old_page(
    request: pytest.FixtureRequest, old_browsers: Callable[[int], OldBrowser], site_address: str
) -> Iterator[OldPage]:
    """Return the self-check page in an old browser, ready to export."""
    with old_browsers(request.param).open_page(f"{site_address}self-check/") as page:
        wait_for(page, "document.documentElement.dataset.engine === 'ready'")
        page.evaluate(CATCH)
        page.evaluate("document.querySelector('[data-annex][value=ledger]').checked = true")
        yield page


def made(page: OldPage, kind: str) -> bytes:
    page.evaluate(
        f"document.querySelector('[data-export={kind}]').dispatchEvent(new Event('click', {{bubbles: true}}))"
    )
    return base64.b64decode(wait_for(page, TAKE))


def test_documents_are_those_of_the_command_line(
    old_page: OldPage, rubric: Rubric, template: bytes
) -> None:
    found = json.loads(made(old_page, "json"))
    check = open_self_check(rubric, json.dumps(found["check"])).check
    form = filled_form(rubric, check, found["made"])
    assert parts(made(old_page, "docx")) == parts(
        word_document(template, form, (Annex.BRIEFING, Annex.LEDGER))
    )
    assert parts(made(old_page, "xlsx")) == parts(form_workbook(form))
