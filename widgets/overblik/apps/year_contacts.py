"""What the page of the year shows of the contacts of the plan's year beside the text's range."""

from __future__ import annotations

from typing import Any

from overblik.apps.plan_year import plan_year
from overblik.apps.scene import Scene
from overblik.domain.days import month_after


def year_contacts(scene: Scene) -> dict[str, Any]:
    """The context of ``_year_contacts.html``: the first and the last day that count are said."""
    first = scene.state.plan_start
    return {"contacts": {**plan_year(scene), "first": first, "last": month_after(first, 12)}}
