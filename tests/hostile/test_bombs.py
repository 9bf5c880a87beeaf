"""Files that would grow, take for ever or dig without end are refused in words, at small cost."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zlib

import psutil
import pytest

from tests.hostile.asking import ask, form
from tests.hostile.bombs import CASES, ENDLESS, SAVE, SAVES, packed
from tests.support.server import REPO, Server, environment

pytestmark = pytest.mark.xdist_group("bombs")  # they are set off once


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[str] | None]:
    """What each bomb was answered with; None for one that broke its limits or the product."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.cage"],
        cwd=REPO,
        env=environment(tmp_path_factory.mktemp("bombs")),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return {(kind, name): words for kind, name, words in map(json.loads, done.stdout.splitlines())}


@pytest.mark.skipif(sys.platform != "linux", reason="limits on memory are Linux's")
@pytest.mark.parametrize(
    ("kind", "name"),
    [*(("case", one) for one in [*CASES, ENDLESS]), *(("save", one) for one in SAVES)],
)
def test_it_is_refused_in_words(
    answers: dict[tuple[str, str], list[str] | None], kind: str, name: str
):
    words = answers[kind, name]
    assert words, "it was let in" if words == [] else "it broke out"
    assert all(10 < len(text) < 300 and text.isprintable() for text in words)


SPARED = 100 * 1024 * 1024
"""Bytes that the server may grow by: a tenth of what is packed in the bomb."""


@pytest.mark.parametrize("packing", packed(SAVE))
def test_the_server_unpacks_no_file(server: Server, packing: str):
    before = psutil.Process(server.pid).memory_info().rss
    answer = ask(server, "POST", "aabn", *form(packed(SAVE)[packing]))
    assert answer.status == 400
    assert "ikke et forløb fra Overblik" in answer.text
    assert psutil.Process(server.pid).memory_info().rss < before + SPARED


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "identity"])
@pytest.mark.parametrize("bomb", [False, True], ids=["a right form", "a gigabyte"])
def test_the_server_unpacks_no_request(server: Server, coding: str, bomb: bool):
    """Tornado's `decompress_request` stays off, and a form that says it is packed is refused."""
    right, headers = form(SAVE)
    body = packed(SAVE)["a gigabyte as gzip"] if bomb else right
    pack = {"gzip": gzip.compress, "deflate": zlib.compress}.get(coding, bytes)
    before = psutil.Process(server.pid).memory_info().rss
    answer = ask(server, "POST", "aabn", pack(body), {**headers, "Content-Encoding": coding})
    assert answer.status == 400
    assert "Det kunne ikke læses" in answer.text
    assert psutil.Process(server.pid).memory_info().rss < before + SPARED
    assert ask(server, "POST", "aabn", right, headers).status == 303, "unpacked, the form is right"
