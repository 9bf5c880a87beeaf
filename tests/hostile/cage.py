"""``python -m tests.hostile.cage``: set off each bomb in a process that may use little.

Prints a line of JSON for each: which it was, what the product answered, and how it ended.
"""

from __future__ import annotations

import json
import os
import resource
import tempfile
from contextlib import closing
from pathlib import Path

from overblik.knowledge import library
from overblik.knowledge.case_files import CaseFileError, read_case
from overblik.state.saves import SaveError
from overblik.state.store import Store
from tests.hostile.bombs import CASES, ENDLESS, SAVES
from tests.knowledge.good_case import TODAY

SECONDS = 20
"""Of the processor's time. Each bomb takes under two; without our bounds minutes, or for ever."""
MEMORY = 128 * 1024 * 1024
"""Bytes beyond what the program and the file take. No bomb uses half of it."""


def answer(kind: str, file: Path) -> list[str]:
    """The first words the product has for a file; none for one it lets in."""
    try:
        if kind == "case":
            read_case(file, library().catalogue, TODAY)
        else:
            with closing(Store.open(f"sqlite:///{file}.sqlite3")) as store:
                store.import_(file.read_bytes(), "anna")
    except CaseFileError as error:
        return [str(problem.message) for problem in error.problems[:2]]
    except SaveError as error:
        return [str(error)]
    return []


def set_off(kind: str, name: str, file: Path) -> None:
    """In a process of its own: the limits are for good."""
    child = os.fork()
    if child == 0:
        held = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = held * os.sysconf("SC_PAGESIZE") + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        print(json.dumps([kind, name, answer(kind, file)]), flush=True)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        print(json.dumps([kind, name, None]), flush=True)


def main() -> None:
    library()  # read once, for all of them
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "bombe")
        for kind, bombs in (("case", CASES), ("save", SAVES)):
            for name, data in bombs.items():
                file.write_bytes(data)
                set_off(kind, name, file)
    set_off("case", ENDLESS, Path("/dev/zero"))


if __name__ == "__main__":
    main()
