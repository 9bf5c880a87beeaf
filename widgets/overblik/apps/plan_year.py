"""What the plan page shows of the year, and the plan as a calendar file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from overblik.apps.scene import Scene
from overblik.documents.calendar import plan_calendar
from overblik.documents.words import item_text
from overblik.domain.bookings import done_items
from overblik.domain.days import month_after
from overblik.domain.timeline import timeline
from overblik.language import N_, Message, UserError, day
from overblik.ui.reply import Download


def plan_year(scene: Scene) -> dict[str, Any]:
    """The context of ``_plan_year.html``."""
    state, model = scene.state, scene.library.model
    tier = model.tier(scene.tier) if scene.tier and scene.tier != "undefined" else None
    done = done_items(state.plan, state.bookings)
    year = timeline(
        state.plan,
        state.plan_start,
        state.overview,
        state.absent,
        tier,
        model,
        done,
        state.conferences,
    )
    return {
        "year": year,
        "tier_row": tier,
        "counted_owners": [one.name for one in model.owners if one.counts],
        "overview_suggested": month_after(state.plan_start, tier.overview_months[0])
        if tier
        else None,
    }


def calendar_file(scene: Scene) -> Download:
    """The plan's days as a file for a calendar. Raises UserError when there are none."""
    state, case = scene.state, scene.case
    kept = [one for one in state.plan if one.standing == "kept"]
    if (
        state.overview is None
        and not any(one.due or (one.medicine and one.medicine.follow_up) for one in kept)
        and not any(one.appointment for one in state.conferences)
    ):
        raise UserError(N_("Planen har ingen datoer at lægge i en kalender. Sæt en dato først."))
    text = plan_calendar(
        scene.paper,
        scene.saved.id,
        kept,
        state.absent,
        state.overview,
        datetime.now().astimezone(),
        state.conferences,
    )
    return Download(f"overblik-{case.id}-plan.ics", "text/calendar", text)


def moved(before: Scene, after: Scene) -> Message | None:
    """What to tell when visits were put on one day: which days they had, so that they can go back.

    None when nothing moved.
    """
    days = {one.id: one.due for one in after.state.plan}
    changed = [
        (one, was)
        for one in before.state.plan
        if (was := one.due) is not None and days.get(one.id) != was
    ]
    if not changed:
        return None
    case, model, language = before.saved.case, before.library.model, before.language
    said = [
        f"{item_text(one, case, model, language)[:60]} ({day(was, language)})"
        for one, was in changed
    ]
    return Message("Samlet på én dag. Før var det: {lines}.", lines="; ".join(said))
