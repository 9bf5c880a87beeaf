"""What the plan page shows of bookings and civil society."""

from __future__ import annotations

from typing import Any

from overblik.apps.scene import Scene


def bookings(scene: Scene) -> dict[str, Any]:
    """The context of ``_plan_bookings.html``."""
    return {}
