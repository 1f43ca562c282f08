"""CSV and JSON for machines: one row a clause, and the self-check with its result object."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.scoring.result import result_object
from qinglian_core.selfcheck.migrations import EXPORT_FORMAT
from qinglian_core.selfcheck.savefile import plain_self_check
from qinglian_core.selfcheck.steps import plain_steps

from .plaintext import csv_text
from .tables import ledger_figures

if TYPE_CHECKING:
    from .form import Form
    from .tables import Cell, Table

VERSION = 1


def form_csv(form: Form) -> bytes:
    """Return one row a clause, with every figure in a column of its own."""
    return table_csv(ledger_figures(form)).encode()


def table_csv(table: Table) -> str:
    """Return a table as CSV, with a byte-order mark so that Excel reads the Chinese."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(csv_text, table.header))
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return "\ufeff" + out.getvalue()


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return csv_text(cell)
    if isinstance(cell, Decimal):
        return amount_text(cell)
    return "" if cell is None else str(cell)


def form_json(form: Form) -> bytes:
    """Return the self-check as it was saved, its result object and its next steps, everything as typed."""
    check = form.check
    plain = {
        "format": EXPORT_FORMAT,
        "version": VERSION,
        "made": form.made,
        "check": plain_self_check(check) if check else None,
        "result": result_object(form.assessment),
        "steps": plain_steps(form.steps),
    }
    text = json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
    # Half a character, which JSON can hold and UTF-8 cannot, stays the escape it was.
    return text.encode("utf-8", "backslashreplace")
