"""Bytes, words and lines made worse; what is odd, and how much of it; the same chance makes the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .door import PARTED

if TYPE_CHECKING:
    from random import Random

    from .door import Change

ODD_TEXTS = (
    *("", " ", "\t", "\0", "\ufeff", "\u2028", "\u200b", "\u3000", "\ud800", "\U0010ffff", "é"),
    *("-1", "0", "1e999", "-0", "0x1f", "1" * 400, "１", "²", "٣", "1.5", "Infinity", "NaN"),
    *("null", "true", "yes", "[", "]", "{", "}", "{}", "[]", '"', "'", ",", ":", ": ", "- "),
    *("? ", "|", ">", "&a ", "*a", "!!python/name:os", "---", "...", "%YAML 9", "<<", "#", " #"),
    *("\\", "\\ud800", "\\u0000", "..", "../..", "/", "a/b", "：", "“", "甲" * 300, "x" * 5000),
    *("1.1", "13.4", "第1.1条", "（1分）", "1分", "扣1分", "2024-01-01", "1970-13-41T25:61:61Z"),
)
_ODD_BYTES = (
    *(b"\x00", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x80"),
    *(b"PK\x03\x04", b"PK\x05\x06"),
)
MOST = 1 << 18
"""Bytes of an input, by and large."""
MANY = (2, 20, 2_000)


def garbled(data: bytes, chance: Random) -> bytes:
    """Change some bytes."""
    found = bytearray(data or b"\n")
    for _ in range(chance.choice((1, 1, 2, 8))):
        start = chance.randrange(len(found) + 1)
        end = min(len(found), start + chance.choice((0, 1, 1, 4, 64)))
        piece = bytes(found[start:end])
        found[start:end] = chance.choice(
            (
                b"",
                bytes(chance.randrange(256) for _ in piece),
                piece * chance.choice(MANY),
                chance.choice(_ODD_BYTES),
                chance.choice(ODD_TEXTS).encode("utf-8", "surrogatepass"),
                data[chance.randrange(len(data) + 1) :][: chance.choice((1, 8, 200))],
            )
        )
        del found[MOST:]
    return bytes(found)


def rewritten(data: bytes, chance: Random) -> bytes:
    """Change lines and words of a text."""
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(lines))
        words = lines[at].split(b" ")
        word = chance.randrange(len(words))
        other = chance.choice(lines)
        match chance.randrange(8):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, other)
            case 2:
                lines[at] = b" " * chance.choice((1, 2, 4)) + lines[at]
            case 3:
                lines[at] = lines[at][chance.choice((1, 2, 4)) :]
            case 4:
                lines[at], lines[lines.index(other)] = other, lines[at]
            case 5:
                words[word] = chance.choice(other.split(b" "))
                lines[at] = b" ".join(words)
            case 6:
                words[word] = chance.choice(ODD_TEXTS).encode("utf-8", "surrogatepass")
                lines[at] = b" ".join(words)
            case _:
                words[word] = garbled(words[word], chance)
                lines[at] = b" ".join(words)
        lines = lines or [b""]
    return b"\n".join(lines)[:MOST]


def changed_part(change: Change) -> Change:
    """Return a change of one of several files in one input, or of how they are told apart."""

    def changing(data: bytes, chance: Random) -> bytes:
        parts = data.split(PARTED)
        at = chance.randrange(len(parts))
        way = chance.randrange(12)
        if way == 0 and len(parts) > 1:
            del parts[at]
        elif way == 1:
            parts.insert(at, chance.choice(parts))
        else:
            head, end, content = parts[at].partition(b"\n")
            if way == 2:
                parts[at] = garbled(head, chance) + end + content
            elif head.startswith(b"{"):
                parts[at] = change(parts[at], chance)
            else:
                parts[at] = head + end + change(content, chance)
        return PARTED.join(parts)

    return changing
