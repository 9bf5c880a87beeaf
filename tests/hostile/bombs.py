"""Small files that would like to be large, slow or deep, by what would have to read them."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import zipfile
import zlib
from pathlib import Path

from overblik.knowledge.yaml_source import LARGEST as LARGEST_CASE
from overblik.state.saves import LARGEST as LARGEST_SAVE
from tests.knowledge.good_case import GOOD

SAVE = (Path(__file__).parent / "saves" / "v1.json").read_bytes()


def unfolding(levels: int, bottom: str, one: str) -> bytes:
    """Each name holds nine of the one before it: nine times nine times nine …"""
    nine = [one % ", ".join([f"*a{at - 1}"] * 9) for at in range(1, levels)]
    return "\n".join(f"a{at}: &a{at} {of}" for at, of in enumerate([bottom, *nine])).encode()


def filled(start: str, piece: str, end: str, size: int) -> bytes:
    """A file just under the size that is let in."""
    room = size - len(start) - len(end)
    return (start + piece * (room // len(piece)) + end).encode()


def inside(part: str, value: str) -> bytes:
    """A save whose case or state is exchanged for JSON as it is written here."""
    return json.dumps({**json.loads(SAVE), part: "@"}).replace('"@"', value).encode()


def zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("forloeb.json", content)
    return file.getvalue()


def packed(content: bytes) -> dict[str, bytes]:
    """A right file in every packing there is, and one that holds nothing but a gigabyte."""
    return {
        "gzip": gzip.compress(content),
        "zip": zipped(content),
        "deflate": zlib.compress(content),
        "bzip2": bz2.compress(content),
        "xz": lzma.compress(content),
        "a gigabyte as gzip": gzip.compress(bytes(10_000_000)) * 100,
    }


ENDLESS = "a file without end"

CASES: dict[str, bytes] = {
    "a billion laughs": unfolding(9, "[lol, lol, lol, lol]", "[%s]"),
    "a billion empty lists": unfolding(9, "[[], [], [], []]", "[%s]"),
    "laughs without end": unfolding(200, "[lol, lol, lol, lol]", "[%s]"),
    "merged a billion times": unfolding(30, "{x: 1}", "{<<: [%s]}"),
    "a text repeated": filled('a: &a "' + "x" * 200_000 + '"\nb: [', "*a, ", "]", LARGEST_CASE),
    "a list within itself": b"a: &a [*a, *a]",
    "a name within itself": b"? &a [*a]\n: x",
    "brackets": b"[" * 100_000 + b"]" * 100_000,
    "brackets without end": b"[" * 200_000,
    "brackets far apart": b"[a, " * 60_000,
    "dashes": b"- " * 100_000,
    "question marks": b"? " * 100_000,
    "stairs": b"".join(b" " * at + b"a:\n" for at in range(700)),
    "digits": GOOD.replace("age: 71", "age: " + "9" * 200_000).encode(),
    "hexadecimal digits": GOOD.replace("age: 71", "age: 0x" + "f" * 200_000).encode(),
    "an exponent": GOOD.replace("value: 4.1", "value: 1e999999").encode(),
    "names": "\n".join(f"k{at:x}: 1" for at in range(26_000)).encode(),
    "wrong values": filled("conditions: [", "a,", "]", 38_000),
    "one text": filled('title: "', "x", '"', LARGEST_CASE),
    "what might be CPR": filled('title: "', "010101-", '"', LARGEST_CASE),
    "lines": filled('title: "', "a\n", '"', LARGEST_CASE),
    "comments": filled("", "#\n", "", LARGEST_CASE),
    "tabs": filled("", "\t", "a", LARGEST_CASE),
    "too large": b"a" * 50_000_000,
    **packed(GOOD.encode()),
}
SAVES: dict[str, bytes] = {
    "brackets": b"[" * LARGEST_SAVE,
    # As deep as json goes, in Python 3.11 and in 3.13.
    "deep brackets": inside("state", "[" * 980 + "]" * 980),
    "deeper brackets": inside("state", "[" * 9_000 + "]" * 9_000),
    "deep names": inside("state", '{"a":' * 980 + "1" + "}" * 980),
    "deeper names": inside("state", '{"a":' * 9_000 + "1" + "}" * 9_000),
    "digits": inside("state", "1" * 1_000_000),
    "exponents": inside("state", '{"started": 1e999999, "reading": -1e999999}'),
    "numbers": inside("state", "[" + "1," * 1_000_000 + "1]"),
    "wrong diagnoses": inside("case", '{"conditions": [' + "{}," * 600_000 + "{}]}"),
    "a plan": inside("state", '{"plan": [' + '{"id":"a"},' * 180_000 + "{}]}"),
    "names": inside("state", "{" + ",".join(f'"{at}":1' for at in range(150_000)) + "}"),
    "one text": inside("state", '{"release": "' + "x" * 2_000_000 + '"}'),
    "what might be CPR": inside("state", '{"release": "' + "010101-" * 280_000 + '"}'),
    "too large": SAVE + b" " * 50_000_000,
    **packed(SAVE),
}
