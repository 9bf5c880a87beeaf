"""Our addresses beside Voilà's."""

from __future__ import annotations

from typing import Any

from jupyter_server.utils import url_path_join

from overblik.serve.base import everywhere
from overblik.serve.channels import Channels
from overblik.serve.gate import gate
from overblik.serve.notebook import NotebookHandler
from overblik.serve.pages import (
    Export,
    Front,
    Import,
    LanguageChoice,
    NewForloeb,
    NothingHere,
    Static,
    ToFront,
)
from overblik.serve.papers import Papers
from overblik.serve.puls import EndKernel, InterruptKernel, Puls, Room
from overblik.ui.chrome import APPS

KERNEL = r"(\w+-\w+-\w+-\w+-\w+)"


def routes(base: str, kept: list[Any]) -> list[Any]:
    """Every route: ours, those of Voilà's that are ``kept``, then the page that does not exist.

    All get our headers and error pages.
    """
    apps = "|".join(APPS)
    table: list[Any] = [
        (r"/", Front),
        (rf"/({apps})", NotebookHandler),
        (rf"/voila/render/({apps})\.ipynb", NotebookHandler),
        (r"/voila/tree.*", ToFront),
        (r"/forloeb", NewForloeb),
        (r"/forloeb/([A-Za-z0-9_-]{22,64})\.json", Export),
        (r"/papirer/([A-Za-z0-9_-]{22,64})/([a-z]{1,20})\.(pdf|txt)", Papers),
        (r"/aabn", Import),
        (r"/sprog", LanguageChoice),
        (rf"/puls/{KERNEL}", Puls),
        (rf"/puls/{KERNEL}/afbryd", InterruptKernel),
        (r"/plads", Room),
        (rf"/voila/api/shutdown/{KERNEL}", EndKernel),
        (rf"/api/kernels/{KERNEL}/channels", Channels),
        (r"/static/(.+)", Static),
    ]
    own = [(url_path_join(base, route[0]), *route[1:]) for route in table]
    return [everywhere(route) for route in [*gate(), *own, *kept, (r".*", NothingHere)]]
