"""A chart as the page gives it: a question, its answer in words, a table, and the numbers to draw.

The picture itself is drawn in the browser (``static/chart.js``) from a drawing made beforehand with
Altair (`overblik.charts`); everything here is finished text, so that neither needs a language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from overblik.language import Language, Message
from overblik.ui.assets import assets

Panel = Mapping[str, Sequence[Mapping[str, object]]]
"""The rows of each table a drawing asks for, by the table's name."""


@dataclass(frozen=True)
class Chart:
    """One chart in one language.

    ``title`` is the question it answers and ``alternative`` the answer in words; ``columns`` and
    ``rows`` are the table. ``data`` has a panel for each picture, all of the same drawing; without
    any there is nothing to draw and the table says it all. ``notes`` are what a reader must know.
    """

    name: str
    title: str
    alternative: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    data: tuple[Panel, ...]
    notes: tuple[str, ...] = ()

    @property
    def runtime(self) -> str:
        """The address, below the server's own, of what draws."""
        return assets()["vega.js"].address

    @property
    def drawing(self) -> str:
        """The address of this chart's drawing."""
        return assets()[f"{self.name}.json"].address


def texts(language: Language, *messages: Message) -> tuple[str, ...]:
    """Several messages in a language: the columns of a table."""
    return tuple(one.text(language) for one in messages)
