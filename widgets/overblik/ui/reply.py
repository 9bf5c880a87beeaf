"""What an app answers an event with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Download:
    """A file for the user, given in the answer to the event that asked for it.

    ``base64``: the text is not the file but stands for its bytes, as for a PDF.
    """

    name: str
    mime: str
    text: str
    base64: bool = False


@dataclass(frozen=True)
class Reply:
    """The page after an event: its HTML, its head (see `Page.head`) and perhaps a file."""

    html: str
    head: dict[str, object]
    download: Download | None = None
