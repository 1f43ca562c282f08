"""The operations that the exports add to a service: the same documents as from the command line."""

import base64
import json
from typing import Any

import pytest

from macros.documents.shared.browser import install
from macros.documents.shared.csvjson import form_csv, form_json
from macros.documents.shared.evidencelist import evidence_document, evidence_workbook
from macros.documents.shared.form import filled_form
from macros.documents.shared.tables import Annex
from macros.documents.shared.worddocument import word_document
from macros.documents.shared.workbook import form_workbook
from macros.documents.template.forms import plain_templates
from macros.documents.template.officialtable import word_template
from macros.loading.editions import Publication
from qinglian_core import Rubric
from qinglian_core.browser import Service
from tests.documents.selfchecks import DAY, Plain, complete, half_done, opened, plain_check


@pytest.fixture(scope="module")
def service(publication: Publication) -> Service:
    """Return a service with the published edition and the exports."""
    made = Service()
    made.handle(json.dumps({"op": "load", "rubric": publication.plain}))
    install(made, plain_templates(publication.rubric, word_template(publication.rubric)))
    return made


def reply(service: Service, operation: str, **more: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(service.handle(json.dumps({"op": operation, **more})))
    return found


def document(service: Service, operation: str, **more: object) -> tuple[str, bytes]:
    found = reply(service, operation, made=DAY, **more)
    assert found["ok"], found
    return found["value"]["name"], base64.b64decode(found["value"]["base64"])


def test_documents_are_those_of_the_command_line(
    service: Service, rubric: Rubric, template: bytes
) -> None:
    plain = half_done(rubric)
    form = filled_form(rubric, opened(rubric, plain), DAY)
    made = {
        "docx": word_document(template, form, (Annex.LEDGER,)),
        "xlsx": form_workbook(form),
        "csv": form_csv(form),
        "json": form_json(form),
    }
    for kind, data in made.items():
        found = document(service, "export", kind=kind, check=plain, annexes=["ledger"])
        assert found == (f"某某局-自评-2024-06-01.{kind}", data)


def test_the_list_of_evidence_is_made_too(
    service: Service, rubric: Rubric, template: bytes
) -> None:
    plain = half_done(rubric)
    form = filled_form(rubric, opened(rubric, plain), DAY)
    made = {"docx": evidence_document(template, form), "xlsx": evidence_workbook(form)}
    for kind, data in made.items():
        found = document(service, "export-evidence", kind=kind, check=plain)
        assert found == (f"某某局-材料总清单-2024-06-01.{kind}", data)
    refused = reply(service, "export-evidence", kind="csv", check=plain)
    assert [fault["code"] for fault in refused["faults"]] == ["B010"]


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("", "未填单位-自评.csv"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j-自评.csv"),
        ("../../etc/passwd", "etc-passwd-自评.csv"),
        ("甲\n乙\u202e", "甲-乙-自评.csv"),
        ("长" * 100, "长" * 60 + ".csv"),
    ],
)
def test_names_of_files_are_harmless(
    service: Service, rubric: Rubric, unit: str, name: str
) -> None:
    check = plain_check(rubric, {}, unit=unit)
    found = reply(service, "export", kind="csv", check=check, made=None)
    assert found["value"]["name"] == name


def faults(service: Service, operation: str, **more: object) -> list[tuple[str, str]]:
    found = reply(service, operation, **more)
    assert found["ok"] is False
    return [(one["code"], one["message"]) for one in found["faults"]]


def test_what_cannot_be_exported(service: Service, rubric: Rubric) -> None:
    check: Plain = complete(rubric)
    assert faults(service, "export", kind="pdf", check=check) == [
        ("B010", "不能导出成“pdf”；可以是：docx、xlsx、csv、json")
    ]
    assert faults(service, "export", kind="docx", check=check, annexes=["ledger", "x"]) == [
        ("B011", "没有“x”这种附表；可以是：briefing、ledger、evidence、steps")
    ]
    assert [code for code, _ in faults(service, "export", kind="csv", check={})] == ["S003"]
    assert [code for code, _ in faults(service, "export-summary")] == ["B005"]


def test_a_word_form_of_another_edition_is_not_used(publication: Publication) -> None:
    made = Service()
    made.handle(json.dumps({"op": "load", "rubric": publication.plain}))
    (template,) = plain_templates(publication.rubric, word_template(publication.rubric))[
        "templates"
    ].values()
    install(made, {"templates": {"0" * 64: template}})
    check = complete(publication.rubric)
    assert [code for code, _ in faults(made, "export", kind="docx", check=check)] == ["B012"]
    assert reply(made, "export", kind="xlsx", check=check)["ok"]


def test_the_official_table_as_data_for_print(service: Service, rubric: Rubric) -> None:
    sheet = reply(service, "official", check=half_done(rubric), made=DAY)["value"]
    assert [sheet[key] for key in ("annex", "title", "unit", "mark")] == [
        "附件3",
        rubric.title,
        "单位：某某局",
        "自评",
    ]
    assert [(one["head"], one["width"]) for one in sheet["columns"]] == list(
        zip(rubric.table.heads, ("7%", "9.5%", "35%", "42%", "6.5%"), strict=True)
    )
    items = [item["rows"] for item in sheet["items"]]
    assert [rows[0][2]["text"] for rows in items] == [item.standard for item in rubric.items]
    assert [cell["rows"] for cell in items[0][0]] == [4, 4, 4, 1, 1]
    assert [len(row) for row in items[0]] == [5, 2, 2, 2]
    assert [item["first"] for item in sheet["items"]].count(True) == len(rubric.projects)
    scores = [row[-1]["estimate"] for rows in items for row in rows]
    assert len(scores) == 43
    assert items[0][0][1]["text"] == "1.带头做到“两个维护”\n（9分）"
    assert items[0][0][3]["text"] == f"1.{rubric.clauses[0].text}"
    assert scores[:2] == ["1", None]
    assert sheet["own_notes"][1].startswith("自评合计：未填完")
    assert sheet["notes"][0] == "表头100分；条款合计99分。"


def test_install_needs_its_templates() -> None:
    with pytest.raises(TypeError):
        install(Service(), None)
