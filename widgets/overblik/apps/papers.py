"""What the sharing page shows of the papers that can be opened, printed and copied."""

from __future__ import annotations

from typing import Any

from overblik.apps.scene import Scene


def papers(scene: Scene) -> dict[str, Any]:
    """The context of ``_share_papers.html``."""
    return {}
