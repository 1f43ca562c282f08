"""Save files that went through an editor: whatever encoding it chose, the text is the same or there is none."""

import pytest

from qinglian_core.selfcheck.filetext import file_text

TEXT = '{"format": "qinglian-self-check", "unit": "某局"}\n'


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
    ],
)
def test_the_same_text_in_any_encoding(data: bytes) -> None:
    assert file_text(data) == TEXT


def test_a_text_may_begin_with_empty_lines() -> None:
    text = f" \t\r\n{TEXT}"
    assert file_text(text.encode("gbk")) == text
    assert file_text(f"甲{text}".encode("gbk")) is None


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04\xff\xfe\x00",
        b"\xff\xfe\x00",
        b"\xff",
        "说明".encode("gbk"),
    ],
)
def test_what_is_no_text_of_ours(data: bytes) -> None:
    assert file_text(data) is None


def test_another_text_in_utf_8_is_told_by_whoever_reads_it() -> None:
    assert file_text("说明".encode()) == "说明"
