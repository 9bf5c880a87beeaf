"""What the sharing page shows of the message that a recipient would get, and the text to copy."""

from __future__ import annotations

from typing import Any

from overblik.apps.scene import Scene


def messages(scene: Scene) -> dict[str, Any]:
    """The context of ``_share_message.html``."""
    return {}
