"""Checkouts in which something goes wrong on purpose: for servers that have to live with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.support.server import REPO

TROUBLE = """
import os
import time
from pathlib import Path

from overblik.apps import open_app
from overblik.apps.session import Session

handle = Session.handle


def stubborn():
    first = Path(os.environ["OVERBLIK_DATA_DIR"], "stubborn")
    if not first.exists():
        first.touch()
        while True:
            try:
                time.sleep(60)
            except KeyboardInterrupt:
                pass


def trouble(session, event):
    match event.get("value"):
        case "sov":
            time.sleep(600)
        case "hør ikke":
            stubborn()
        case "dø":
            os._exit(1)
        case "sluk alt":
            bytearray(64 * 2**30)
    return handle(session, event)


Session.handle = trouble
"""
"""A notebook in which some texts are more than the kernel can take: it sleeps; it does not let
itself be interrupted, the first time; it dies; it asks for 64 GB."""


def home_with(tmp_path: Path, code: str = "", **culling: int) -> dict[str, str]:
    """The environment of a server whose first notebook runs this code before its app.

    ``culling`` are settings of MappingKernelManager.
    """
    home = tmp_path / "home"
    for name in ("data", "notebooks"):
        shutil.copytree(REPO / name, home / name)
    settings = json.loads((REPO / "voila.json").read_text("utf-8"))
    settings["MappingKernelManager"].update(culling)
    (home / "voila.json").write_text(json.dumps(settings), "utf-8")
    notebook = home / "notebooks" / "stratificering.ipynb"
    text = notebook.read_text("utf-8")
    own = "from overblik.apps import open_app"
    assert own in text
    notebook.write_text(text.replace(own, json.dumps(f"{code}\n{own}")[1:-1]), "utf-8")
    return {"OVERBLIK_HOME": str(home)}
