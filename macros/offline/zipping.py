"""Zip archives of members that are packed already: packing is what takes time, and most members stay as they were."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UNIX, _DEFLATED, _UTF_8 = 20, 3, 8, 0x800
# zip 能写的最早时间（1980年1月1日）；真实时间会让同样的内容得出不同的压缩包
_TIME, _DAY = 0, 0x21
_PERMISSIONS = 0o644 << 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Packed:
    """The contents of a member, deflated: the bytes in the archive, and the size and checksum of what they unpack to."""

    data: bytes
    size: int
    checksum: int


def pack(data: bytes) -> Packed:
    """Deflate ``data``."""
    deflater = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflater.compress(data) + deflater.flush()
    return Packed(data=packed, size=len(data), checksum=zlib.crc32(data))


def write_zip(out: BinaryIO, members: Iterable[tuple[str, Packed]]) -> None:
    """Write an archive of ``members``, in their order."""
    directory, start, count = b"", 0, 0
    for name, packed in members:
        sizes = (packed.checksum, len(packed.data), packed.size)
        encoded = name.encode()
        flags = 0 if name.isascii() else _UTF_8
        common = (flags, _DEFLATED, _TIME, _DAY, *sizes, len(encoded), 0)
        local = _LOCAL.pack(b"PK\3\4", _VERSION, *common) + encoded
        out.write(local)
        out.write(packed.data)
        made = (_VERSION, _UNIX, _VERSION, 0)
        directory += _CENTRAL.pack(b"PK\1\2", *made, *common, 0, 0, 0, _PERMISSIONS, start)
        directory += encoded
        start += len(local) + len(packed.data)
        count += 1
    out.write(directory)
    out.write(_END.pack(b"PK\5\6", 0, 0, count, count, len(directory), start, 0))
