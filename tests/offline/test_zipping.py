"""Archives whose members are packed already."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from macros.offline.zipping import pack, write_zip

NAMES = st.text(st.sampled_from("ab/使用说明.€"), min_size=1).filter(lambda name: name.strip("/"))


def by_the_library(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, data)
    return out.getvalue()


@given(st.dictionaries(NAMES.filter(lambda name: not name.endswith("/")), st.binary()))
def test_an_archive_is_the_one_that_the_library_would_write(members: dict[str, bytes]) -> None:
    out = io.BytesIO()
    write_zip(out, ((name, pack(data)) for name, data in members.items()))
    assert out.getvalue() == by_the_library(members)
